"""Work off the window's thread: the only place where the window speaks of threads."""

import gc
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:  # threads are first wanted once the window is shown
    from concurrent.futures import Future, ThreadPoolExecutor

_GARBAGE_EVERY = 2000  # [ms]


class Inbox(QObject):
    """Takes things from any thread and hands them out on its own.

    Only a bare signal crosses the threads; the things wait in a queue meanwhile.
    """

    _filled = Signal()

    def __init__(self, take: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take = take
        self._queue: SimpleQueue[Any] = SimpleQueue()
        self._filled.connect(self.empty)

    def put(self, thing: Any) -> None:
        """Leave a thing here, from whatever thread."""
        self._queue.put(thing)
        self._filled.emit()

    @Slot()
    def empty(self) -> None:
        """Hand out everything that has arrived."""
        while True:
            try:
                thing = self._queue.get_nowait()
            except Empty:
                return
            self._take(thing)


class Jobs(QObject):
    """Runs work in threads of its own and brings each outcome back to its own thread.

    With one thread (the default) work is done one piece at a time, in the order given: this
    is how the window writes to the village file. :meth:`finish` waits for what is under way.
    """

    def __init__(self, parent: QObject | None = None, *, threads: int = 1) -> None:
        super().__init__(parent)
        self._threads = threads
        self._made: ThreadPoolExecutor | None = None
        self._under_way: set[Future[None]] = set()
        self._inbox = Inbox(lambda outcome: outcome[0](outcome[1]), self)

    @property
    def _pool(self) -> "ThreadPoolExecutor":
        if self._made is None:
            from concurrent.futures import ThreadPoolExecutor

            self._made = ThreadPoolExecutor(self._threads, thread_name_prefix="nuanfang-jobs")
        return self._made

    def run(
        self,
        work: Callable[[], Any],
        *,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Run ``work``, then one of the two. ``work`` touches no widget."""

        def job() -> None:
            try:
                self._inbox.put((on_done, work()))
            except Exception as error:  # noqa: BLE001 - whatever it is, on_failed shows it
                self._inbox.put((on_failed, error))

        self._under_way = {future for future in self._under_way if not future.done()}
        self._under_way.add(self._pool.submit(job))

    def wait(self) -> None:
        """Wait until all work is done and hand out its outcomes."""
        for future in self._under_way:
            future.exception()  # waits; a job keeps its errors to itself
        self._inbox.empty()

    def finish(self) -> None:
        """Wait until all work is done; nothing can be run afterwards."""
        self._pool.shutdown(wait=True)
        self._inbox.empty()


class GarbageCollector(QObject):
    """Collects garbage on the thread of the window only.

    Python may collect in whatever thread happens to allocate; if that is not the window's,
    widgets would be destroyed in the wrong thread.
    """

    _settled = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_GARBAGE_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are due."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [number for number in range(3) if counts[number] > limits[number]]
        if due:
            gc.collect(due[-1])

    def settle(self) -> None:
        """Search no more what has been read at the start: it stays, and it is most there is.

        Once in a process: a window made later may find garbage of the one before.
        """
        if not GarbageCollector._settled:
            GarbageCollector._settled = True
            gc.freeze()

    def stop(self) -> None:
        """Leave the collection to Python again."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()
