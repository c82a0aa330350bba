"""The one thread that touches the database; everybody else asks it and waits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.errors import AppError
from app.i18n import gettext as _

T = TypeVar("T")


class StoreThread:
    """Runs work one after the other; what it returns or raises reaches the caller."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._ident = self._pool.submit(threading.get_ident).result()

    def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the store thread and return its result; nested calls run at once.

        Raises
        ------
        AppError
            If the thread has been stopped.
        """
        if threading.get_ident() == self._ident:
            return work()
        try:
            future = self._pool.submit(work)
        except RuntimeError as error:
            raise AppError(_("This village is closed. Open it again.")) from error
        return future.result()

    def stop(self) -> None:
        """Finish what has been asked for, then end the thread."""
        self._pool.shutdown(wait=True)
