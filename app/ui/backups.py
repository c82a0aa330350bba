"""Looks after the copies of the open village: automatic ones, and those on a stick.

Copies are made in a thread of its own with a connection of its own, so that entries do not
wait; a backup on a stick runs in the second process, where it can be cancelled.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Cancelled
from app.ui.jobs import Jobs
from app.ui.session import Session

if TYPE_CHECKING:
    from app.services.backup import Copy, Due

_LOOK = 500  # [ms] after opening: to open copies that have a password takes as long as the list
_FIRST = 30_000  # [ms] after opening: the first results come before
_EVERY = 600_000  # [ms]
STICK_JOB = "app.services.stick:backup_to_stick"


class BackupKeeper(QObject):
    """One for the window; follows the village that is open."""

    changed = Signal()  # copies, or what is due
    failed = Signal(object)  # an exception
    progress = Signal(object)  # share done of a backup on a stick, None when it has ended
    stick_done = Signal(object)  # StickBackup

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(self)
        self._session: Session | None = None
        self._job = 0
        self._fresh = False  # something was saved since the last copy
        self.copies: list[Copy] = []
        self.due: Due | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.copy_if_needed)

    def follow(self, session: Session) -> None:
        """Look after another village."""
        self._session, self._fresh = session, False
        self.copies, self.due = [], None
        session.saved.connect(self._saved)
        self._timer.start(_EVERY)
        QTimer.singleShot(_LOOK, self, self.refresh)
        QTimer.singleShot(_FIRST, self, self._first)

    def _first(self) -> None:
        if self._session is not None and not self._session.village.read_only:
            self._run(_copy_if_needed, self._copied)

    def _saved(self, _at: datetime) -> None:
        self._fresh = True

    @property
    def running(self) -> bool:
        """Tell whether a backup on a stick is under way."""
        return bool(self._job)

    def refresh(self) -> None:
        """Read again what copies there are and what is due."""
        self._run(_state, self._take_state)

    def _take_state(self, found: Any) -> None:
        self.copies, self.due = found
        self.changed.emit()

    def _run(self, work: Callable[[Path, str | None], Any], on_done: Callable[[Any], None]) -> None:
        session = self._session
        if session is None:
            return
        path, password = session.village.path, session.password

        def done(outcome: Any) -> None:
            if self._session is session:
                on_done(outcome)

        self._jobs.run(lambda: work(path, password), on_done=done, on_failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if self._session is not None:
            self.failed.emit(error)

    def copy_if_needed(self) -> None:
        """Make an automatic copy if something was entered since the last one."""
        if self._fresh and self._session is not None:
            self._fresh = False
            self._run(_copy_if_needed, self._copied)

    def copy_now(self) -> None:
        """Make a copy on this computer because somebody asks for it."""
        self._run(_copy_named, self._copied)

    def _copied(self, _copy: Any) -> None:
        self.refresh()

    def compare(self, copy: Path, on_done: Callable[[Any], None]) -> None:
        """Find what would change if a copy were put back."""
        from app.services import backup

        self._run(lambda path, password: backup.compare(path, copy, password), on_done)

    def to_stick(self, stick: Path) -> None:
        """Back the village up on a stick, in the second process."""
        session = self._session
        if session is None or self._job:
            return
        session.drain()
        self._job = session.long.ask(
            STICK_JOB,
            session.village.path,
            session.password,
            stick,
            on_progress=self.progress.emit,
            on_done=lambda done: self._on_stick(session, done),
            on_failed=self._stick_failed,
        )
        self.progress.emit(0.0)

    def cancel(self) -> None:
        """End the backup on a stick; what was whole there stays."""
        if self._session is not None and self._job:
            self._session.long.cancel(self._job)

    def _on_stick(self, session: Session, done: Any) -> None:
        from app.services.backup import STICK_NOTE

        self._job = 0
        self.progress.emit(None)
        note = [done.at, str(done.houses)]
        session.read(
            lambda village: village.remember(STICK_NOTE, note), lambda _nothing: self.refresh()
        )
        self.stick_done.emit(done)

    def _stick_failed(self, error: Exception) -> None:
        self._job = 0
        self.progress.emit(None)
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def leave(self) -> None:
        """The village has been closed: copy what was entered last, and wait for it."""
        session, self._session = self._session, None
        self._timer.stop()
        self._job = 0
        if session is not None and self._fresh and not session.village.read_only:
            path, password = session.village.path, session.password
            self._jobs.run(
                lambda: _copy_if_needed(path, password),
                on_done=lambda _copy: None,
                on_failed=lambda _error: None,  # the next start tries again and tells
            )
        self._jobs.wait()

    def finish(self) -> None:
        """Wait for what is under way and end the thread."""
        self.leave()
        self._jobs.finish()


def _state(path: Path, password: str | None) -> Any:
    from app.services import backup
    from app.store.copies import note_of

    content, note = note_of(path, password, backup.STICK_NOTE)
    due = backup.stick_due(note, content.created, content.houses, datetime.now(UTC))
    return backup.list_copies(backup.copies_folder(path)), due


def _copy_if_needed(path: Path, password: str | None) -> Any:
    from app.services import backup

    folder = backup.copies_folder(path)
    if backup.needs_copy(path, password, folder):
        return backup.make_copy(path, password, folder)
    return None


def _copy_named(path: Path, password: str | None) -> Any:
    from app.services import backup

    return backup.make_copy(path, password, backup.copies_folder(path), kind="named")
