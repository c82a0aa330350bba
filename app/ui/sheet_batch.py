"""The sheets of many houses, one after the other: stopped, gone on with, faulty ones skipped."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages import sheet

if TYPE_CHECKING:
    from app.ui.session import Session


class SheetBatch(QObject):
    """Makes sheet D1 of each house in the long process; a folder or a printer takes it."""

    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._job = 0
        self.folder = Path()
        self.printer: Any = None  # takes the sheets in place of the folder
        self.waiting: list[tuple[str, str]] = []  # dwelling id, house code
        self.total = 0
        self.made: list[Path] = []
        self.refused: list[tuple[str, str]] = []  # house code, why

    @property
    def running(self) -> bool:
        """Tell whether a sheet is being made."""
        return bool(self._job)

    @property
    def done(self) -> int:
        """Return how many houses are through, made or refused."""
        return len(self.made) + len(self.refused)

    def start(
        self,
        session: "Session",
        houses: Sequence[tuple[str, str]],
        folder: Path = Path(),
        printer: Any = None,
    ) -> None:
        """Make the sheets of these houses (id, code), into a folder or onto a printer."""
        self._session, self.folder, self.printer = session, folder, printer
        self.waiting, self.total = list(houses), len(houses)
        self.made, self.refused = [], []
        self.go_on()

    def go_on(self) -> None:
        """Make the sheets still waiting."""
        if self._session is not None and self.waiting and not self._job:
            self._session.drain()
            self._next()

    def stop(self) -> None:
        """End the sheet under way; it and those after it keep waiting."""
        if self._job and self._session is not None:
            self._session.long.cancel(self._job)

    def forget(self) -> None:
        """The village is closed: nothing waits any more."""
        self._session, self._job, self.printer = None, 0, None
        self.waiting, self.total, self.made, self.refused = [], 0, [], []

    def _next(self) -> None:
        session = self._session
        assert session is not None
        self._job = session.long.ask(
            sheet.JOB,
            session.village.path,
            session.password,
            self.waiting[0][0],
            language(),
            None,
            (),
            session.weather,
            on_progress=_ignore,
            on_done=self._one_made,
            on_failed=self._one_failed,
        )
        self.changed.emit()

    def _one_made(self, paper: Any) -> None:
        if self._session is None:
            return
        self._session.keep_results(paper.kept)
        path = self.folder / paper.name
        try:
            if self.printer is not None:
                self.printer.setDocName(paper.name)
                sheet.print_pages(self.printer, paper.pdf)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(paper.pdf)
        except OSError as error:
            self._refuse(str(error.strerror or error))
            self._end()  # disk or printer will refuse the others too
            return
        self.made.append(path)
        self._through()

    def _one_failed(self, error: Exception) -> None:
        if self._session is None:
            return
        if isinstance(error, Cancelled):
            self._end()
        elif isinstance(error, AppError):
            self._refuse(str(error))
            self._through()
        else:
            self._session.fault.emit(error)
            self._refuse(_("The calculation met a fault of the program. It is in the log."))
            self._through()

    def _refuse(self, sentence: str) -> None:
        self.refused.append((self.waiting[0][1], sentence))

    def _through(self) -> None:
        self.waiting.pop(0)
        if self.waiting:
            self._next()
        else:
            self._end()

    def _end(self) -> None:
        self._job = 0
        self.changed.emit()
        self.ended.emit()


def _ignore(_share: float) -> None:
    """Sheets are counted whole."""
