"""The way from the window to its two processes: live results and long jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from app.services.foreseen import Foreseen
from app.services.worker import Outcome, Worker
from app.ui.jobs import Inbox


@dataclass(frozen=True, slots=True)
class _Waiter:
    on_done: Callable[[Any], None]
    on_failed: Callable[[Exception], None]
    on_progress: Callable[[float], None] | None
    on_foreseen: Callable[[Foreseen], None] | None


class Process(QObject):
    """One calculation process; answers come back on the thread of the window."""

    def __init__(self, parent: QObject | None = None, *, newest_only: bool = False) -> None:
        super().__init__(parent)
        self._inbox = Inbox(self._deliver, self)
        self._worker = Worker(self._inbox.put, newest_only=newest_only)
        self._newest_only = newest_only
        self._waiters: dict[int, _Waiter] = {}

    def start(self) -> None:
        """Start the process before it is needed."""
        self._worker.start()

    def ask(
        self,
        function: str,
        *arguments: Any,
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None],
        on_progress: Callable[[float], None] | None = None,
        on_foreseen: Callable[[Foreseen], None] | None = None,
    ) -> int:
        """Have ``function`` ("module:name") called in the process; returns the job number."""
        if self._newest_only:
            self._waiters.clear()
        number = self._worker.ask(function, *arguments, with_progress=on_progress is not None)
        self._waiters[number] = _Waiter(on_done, on_failed, on_progress, on_foreseen)
        return number

    def cancel(self, number: int) -> None:
        """End a job; its ``on_failed`` is called with ``Cancelled``."""
        self._worker.cancel(number)

    def forget(self) -> None:
        """Drop every answer that is still on its way."""
        self._waiters.clear()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._waiters.clear()
        self._worker.close()

    def _deliver(self, outcome: Outcome) -> None:
        waiter = self._waiters.get(outcome.number)
        if waiter is None:
            return
        if outcome.share is not None:
            if waiter.on_progress is not None:
                waiter.on_progress(outcome.share)
            if outcome.foreseen is not None and waiter.on_foreseen is not None:
                waiter.on_foreseen(outcome.foreseen)
            return
        del self._waiters[outcome.number]
        if outcome.error is not None:
            waiter.on_failed(outcome.error)
        else:
            waiter.on_done(outcome.result)
