"""The one thread that touches the database; everybody else asks it and waits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class StoreThread:
    """Runs work one after the other; what it returns or raises reaches the caller."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._ident = self._pool.submit(threading.get_ident).result()

    def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` on the store thread and return its result; nested calls run at once."""
        if threading.get_ident() == self._ident:
            return work()
        return self._pool.submit(work).result()

    def stop(self) -> None:
        """Finish what has been asked for, then end the thread."""
        self._pool.shutdown(wait=True)
