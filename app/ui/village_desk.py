"""The works of the open village: worked out, moved and taken back; each move is kept at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.model.roadmap import Begin, RoadChange, Shift
from app.model.village_works import HouseWorks, VillageWorks
from app.ui.pages.base import Frame

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.village import VillageFile

JOB = "app.services.longjobs:works_of_village"
CHANGE_JOB = "app.services.longjobs:works_with_house"
FIELD = "TP5"


class VillageDesk(QObject):
    """Asks the process for long work and writes through the session; ``told`` is what to say."""

    changed = Signal()
    ready = Signal()  # all houses have been worked out
    progressed = Signal(int)  # [%]

    def __init__(self, frame: Frame, parent: QObject) -> None:
        super().__init__(parent)
        self.frame = frame
        self.works: VillageWorks | None = None
        self.names: Mapping[str, str] = {}
        self.told = ""
        self._job = 0
        self._moved: list[str] = []
        self._undone: list[str] = []

    @property
    def busy(self) -> bool:
        """Tell whether something is being worked out."""
        return bool(self._job)

    @property
    def writable(self) -> bool:
        """Tell whether steps may be moved."""
        session = self.frame.session
        return session is not None and not session.village.read_only

    def house(self, dwelling_id: str) -> HouseWorks | None:
        """Return the works of a house, None if it has none."""
        houses = self.works.houses if self.works is not None else ()
        return next((house for house in houses if house.dwelling_id == dwelling_id), None)

    # asking

    def read(self) -> None:
        """Work the village out as its file stands now."""
        session = self.frame.session
        if session is None or self._job:
            return
        session.drain()
        self.told = ""
        self.progressed.emit(0)
        held = self.works.houses if self.works is not None else ()
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            session.weather,
            held,
            on_progress=lambda share: self.progressed.emit(round(100 * share)),
            on_done=self._done,
            on_failed=self.failed,
        )
        self.changed.emit()

    def stop(self) -> None:
        """Stop the calculation; what was known before stays."""
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)

    def drop(self) -> None:
        """Let go of the village."""
        self.works, self.names, self.told, self._job = None, {}, "", 0
        self._moved, self._undone = [], []

    def _done(self, found: Any) -> None:
        self._job, self.told = 0, ""
        self.works, self.names = found.works, found.names
        self.changed.emit()
        self.ready.emit()

    def failed(self, error: Exception) -> None:
        """Say why nothing came of it; a fault of the program goes to the log."""
        self._job = 0
        if isinstance(error, Cancelled):
            self.told = _("Stopped. F5 works the village out again.")
        elif isinstance(error, AppError):
            self.told = f"× {error}"
        else:
            self.told = "× " + _("The calculation met a fault of the program. It is in the log.")
            if self.frame.session is not None:
                self.frame.session.fault.emit(error)
        self.changed.emit()

    # moving

    def begin_later(self, dwelling_id: str, step: int, months: int) -> None:
        """Begin a step some months later (below nought: earlier)."""
        found = self.house(dwelling_id)
        if found is not None:
            self.begin(dwelling_id, step, found.steps[step - 1].month + months)

    def begin(self, dwelling_id: str, step: int, month: int) -> None:
        """Begin a step in a month, counted from the year 0."""
        self._change(dwelling_id, Begin(step, month // 12, month % 12 + 1))

    def shift(self, dwelling_id: str, step: int, seasons: int) -> None:
        """Do a step some seasons later (below nought: earlier)."""
        self._change(dwelling_id, Shift(step, seasons))

    def _change(self, dwelling_id: str, change: RoadChange | None) -> None:
        session = self.frame.session
        if session is None or self.works is None:
            return
        if self._job:
            self.told = _("Wait a moment: something is still being worked out.")
            self.changed.emit()
            return
        if change is not None and not self.writable:
            self.told = session.village.read_only_reason
            self.changed.emit()
            return
        self.told = ""

        def done(works: Any) -> None:
            self._job, self.works, self.told = 0, works, ""
            if change is not None:
                self._keep(dwelling_id)
            self.changed.emit()

        self._job = session.long.ask(
            CHANGE_JOB,
            session.village.path,
            session.password,
            session.weather,
            self.works,
            dwelling_id,
            change,
            on_progress=lambda _share: None,
            on_done=done,
            on_failed=self.failed,
        )

    def _keep(self, dwelling_id: str) -> None:
        session, house = self.frame.session, self.house(dwelling_id)
        if session is None or house is None:
            return
        operator, lines = session.operator, house.lines
        self._moved.append(dwelling_id)
        self._undone = []

        def work(village: "VillageFile") -> object:
            from app.services.roadmap_village import keep_arrangement

            return keep_arrangement(village, dwelling_id, lines, operator)

        session.write(work, lambda _batch: None)

    def undo(self, dwelling_id: str) -> None:
        """Take back the last move made here, else the last arrangement of a house."""
        self._travel("undo_arranged", self._moved, self._undone, dwelling_id)

    def redo(self, dwelling_id: str) -> None:
        """Do again what was taken back."""
        self._travel("redo_arranged", self._undone, self._moved, dwelling_id)

    def _travel(self, method: str, of: list[str], to: list[str], chosen: str) -> None:
        session = self.frame.session
        dwelling_id = of[-1] if of else chosen
        if session is None or not dwelling_id or self._job or not self.writable:
            return
        operator = session.operator

        def done(batch: object) -> None:
            if of:
                of.pop()
            if batch:
                to.append(dwelling_id)
                self._change(dwelling_id, None)
                return
            self.told = _("There is nothing to undo.")
            self.changed.emit()

        session.write(lambda village: getattr(village, method)(dwelling_id, FIELD, operator), done)
