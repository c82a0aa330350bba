"""Work that runs beside other work: mostly the kernel counts for one while the other is put
together."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event
from typing import TypeVar

from app.errors import Cancelled

T = TypeVar("T")
Alive = Callable[[float], None]
"""Gets the share done, and raises where the work is no longer wanted."""


@contextmanager
def beside(work: Callable[[Alive], T]) -> "Iterator[Future[T]]":
    """Run ``work`` on a thread of its own while the body of ``with`` goes on.

    The body asks for its result where it needs it, and gets its errors there. An error of the
    body, as when it is cancelled, ends the work the next time it says that it is alive.
    """
    unwanted = Event()

    def alive(_share: float) -> None:
        if unwanted.is_set():
            raise Cancelled

    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(copy_context().run, work, alive)
        try:
            yield coming
        except BaseException:
            unwanted.set()
            raise
