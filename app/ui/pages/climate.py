"""The climate of the village: station, hourly year, a file of one's own, altitude."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError, Cancelled, NoClimateError
from app.i18n import gettext as _
from app.model.change import Batch, Edit
from app.model.survey import village_to_json
from app.model.value import Provenance, Value
from app.ui.pages.base import Frame, Key, Page
from app.ui.session import Session
from app.ui.widgets.climate_cards import StationCard, YearCard
from app.ui.widgets.climate_entry import AltitudeCard, FileCard
from app.ui.widgets.station_table import StationTable, StationView

if TYPE_CHECKING:
    from app.services.village_climate import VillageClimate
    from app.services.weather_file import Examined

EXAMINE = "app.services.longjobs:examine_weather"
YEAR = "app.services.longjobs:year_of_village"


class ClimatePage(Page):
    """Stations on the left, what is known and what can be done on the right."""

    key = "climate"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Climate"))
        self._session: Session | None = None
        self._examining, self._reading = 0, 0
        self.table = StationTable(self)
        self.view = StationView(self.table)
        self.year, self.station = YearCard(), StationCard()
        self.file, self.altitude = FileCard(), AltitudeCard()
        self._arrange()
        self.view.selectionModel().currentRowChanged.connect(self._marked)
        self.view.activated.connect(lambda _index: self.use_station(self.marked_id()))
        self.station.wanted.connect(self.use_station)
        self.file.import_wanted.connect(self.choose_file)
        self.file.back_wanted.connect(self.go_back)
        self.file.stop_wanted.connect(self.stop)
        self.altitude.entered.connect(self.enter)
        for keys, work in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.say(lambda _text: self._retranslated(), str)
        self.say(self.view.setAccessibleName, lambda: _("Weather stations"))

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.year)
        left.addWidget(self.view, 1)
        cards = QWidget()
        column = QVBoxLayout(cards)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for widget in (self.station, self.file, self.altitude):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(cards)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(left, 1)
        across.addWidget(self.area, 1)
        self.body.addLayout(across, 1)

    def keys(self) -> list[Key]:
        return [("↑↓", _("choose")), ("Enter", _("use the station")), ("Ctrl+Z", _("undo"))]

    # what is shown

    def shown(self) -> None:
        session = self.frame.session
        if session is None:
            return
        if session is not self._session:
            self._session, self._examining, self._reading = session, 0, 0
            self.file.show_found(None)
        self._read(session)
        self.view.setFocus()

    def leave(self) -> None:
        for row in self.altitude.rows.values():
            row.commit()

    def _read(self, session: Session) -> None:
        from app.services.village_climate import climate_of_village  # the window comes first

        session.read(climate_of_village, lambda found: self._show(session, found))

    def _show(self, session: Session, climate: "VillageClimate") -> None:
        if session is not self.frame.session:
            return
        writable = not session.village.read_only
        marked = self.marked_id()
        self.table.show_rows(climate.stations.rows)
        self._mark(marked, climate)
        self.year.show_climate(climate)
        self.station.show_own(climate.stations.own_file, writable=writable)
        self.station.show_row(self._marked_row())
        self.file.show_own(climate.stations.own_file, writable=writable)
        self.altitude.show_climate(climate, writable=writable)
        if (session.rules.village, session.weather) != (climate.values, climate.weather):
            session.take_climate(climate.values, climate.weather)
            self.frame.current.calculate_again()
        self._ask_for_year(session, climate)

    def _ask_for_year(self, session: Session, climate: "VillageClimate") -> None:
        if self._reading:
            session.long.cancel(self._reading)
        self._reading = session.long.ask(
            YEAR,
            village_to_json(climate.values),
            climate.weather,
            on_progress=lambda _share: None,
            on_done=self._year_read,
            on_failed=self._year_failed,
        )

    def _year_read(self, year: Any) -> None:
        self._reading = 0
        self.year.show_year(year)

    def _year_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        self._reading = 0
        self.year.show_problem(self._sentence(error))

    def _sentence(self, error: Exception) -> str:
        """Return what to say of an error; a fault of the program is reported besides."""
        if isinstance(error, NoClimateError):
            return error.here
        if isinstance(error, AppError):
            return str(error)
        if self._session is not None:
            self._session.fault.emit(error)
        return _("The calculation met a fault of the program. It is in the log.")

    def _marked(self, _new: QModelIndex, _old: QModelIndex) -> None:
        self.station.show_row(self._marked_row())

    def _marked_row(self) -> Any:
        row = self.view.currentIndex().row()
        return self.table.rows[row] if 0 <= row < len(self.table.rows) else None

    def marked_id(self) -> str:
        """Return the id of the station that is marked, empty for none."""
        row = self._marked_row()
        return row.id if row is not None else ""

    def _mark(self, wanted: str, climate: "VillageClimate") -> None:
        ids = [row.id for row in climate.stations.rows]
        chosen = next((row.id for row in climate.stations.rows if row.chosen), "")
        place = wanted if wanted in ids else chosen
        if place:
            self.view.selectRow(ids.index(place))
            self.view.scrollTo(self.view.currentIndex())

    def _retranslated(self) -> None:
        self.table.retranslate()
        for card in (self.year, self.station, self.file, self.altitude):
            card.retranslate()

    # what is done

    def use_station(self, code: str) -> None:
        """Choose a station for the village."""
        from app.services.stations import choose_station

        session = self._session
        if session is None or not code or session.village.read_only:
            return
        self.file.show_found(None)
        self._write(session, lambda village: choose_station(village, code, session.operator))

    def enter(self, field: str, value: object) -> None:
        """Save altitude or lapse rate; None empties the field."""
        from app.services.village_climate import enter_climate

        session = self._session
        if session is None:
            return
        now = datetime.now(UTC)
        told: Value[Any] = Value(operator=session.operator, at=now)
        if value is not None:
            told = Value(value, None, Provenance.TOLD, session.operator, now)
        edit = Edit(field, told)
        self._write(session, lambda village: enter_climate(village, [edit], session.operator))

    def undo(self) -> None:
        """Take back the last change of a value of the village."""
        session = self._session
        if session is not None and not session.village.read_only:
            self._write(
                session,
                lambda village: village.undo(village.id, session.operator),
                lambda batch: self._say_step(batch, _("Taken back: {step}")),
            )

    def redo(self) -> None:
        """Do again what was taken back last."""
        session = self._session
        if session is not None and not session.village.read_only:
            self._write(
                session,
                lambda village: village.redo(village.id, session.operator),
                lambda batch: self._say_step(batch, _("Done again: {step}")),
            )

    def _say_step(self, batch: Batch | None, text: str) -> None:
        said = text.format(step=batch.label) if batch is not None else _("Nothing to take back.")
        self.frame.notice(said)

    def go_back(self) -> None:
        """Compute with the station's own year again."""
        from app.services.stations import lay_file_aside

        if self._session is not None:
            self.file.show_found(None)
            self._write(self._session, lay_file_aside)

    def choose_file(self) -> None:
        """Ask for a file and examine it."""
        path, _kind = QFileDialog.getOpenFileName(
            self, _("Import EPW …"), "", _("Weather files (*.epw *.EPW)")
        )
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Examine a file in the process for long work; one that may be used is kept."""
        session = self._session
        if session is None or self._examining:
            return
        self.file.show_busy(path.name)
        self._examining = session.long.ask(
            EXAMINE,
            path,
            on_progress=lambda _share: None,
            on_done=lambda found: self._examined(session, found),
            on_failed=self._examination_failed,
        )

    def stop(self) -> None:
        """End the examination under way."""
        if self._session is not None and self._examining:
            self._session.long.cancel(self._examining)

    def _examined(self, session: Session, found: "Examined") -> None:
        from app.services.importing import keep_weather

        self._examining = 0
        if found.refused:
            self.file.show_found(found)
            return
        self._write(
            session,
            lambda village: keep_weather(village, found),
            lambda _kept: self.file.show_found(found),
        )

    def _examination_failed(self, error: Exception) -> None:
        self._examining = 0
        if isinstance(error, Cancelled):
            self.file.show_problem(_("Stopped. Nothing was changed."))
        else:
            self.file.show_problem(self._sentence(error))

    def _write(self, session: Session, work: Any, then: Any = None) -> None:
        """Write to the village, then show what it has now."""

        def done(outcome: object) -> None:
            if then is not None:
                then(outcome)
            self._read(session)

        def failed(error: Exception) -> None:
            self.file.show_problem(self._sentence(error))
            self._read(session)

        session.write(work, done, failed)
