"""Work off the window's thread: the only place where the window speaks of threads."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot


class Jobs(QObject):
    """Runs work in threads of its own and brings each outcome back to its own thread.

    With one thread (the default) work is done one piece at a time, in the order given: this
    is how the window writes to the village file. The object must outlive its work, so it
    lives as long as the window; :meth:`finish` waits for what is under way.
    """

    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 1) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._open = True
        self._finished.connect(self._deliver)

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
                self._finished.emit(on_done, work())
            except Exception as error:  # noqa: BLE001 - whatever it is, on_failed shows it
                self._finished.emit(on_failed, error)

        self._pool.start(job)

    @Slot(object, object)
    def _deliver(self, callback: Callable[[Any], None], outcome: Any) -> None:
        if self._open:
            callback(outcome)

    def wait(self) -> None:
        """Wait until all work is done; its outcomes are still delivered."""
        self._pool.waitForDone(-1)

    def finish(self) -> None:
        """Wait until all work is done; outcomes that arrive later are dropped."""
        self.wait()
        self._open = False
