"""Photovoltaics (S14): what must be settled first, the roof to scale, what it brings."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.solar import Solar
from app.model.stages import ObstacleRow, stage_specs
from app.model.stages.solar import COUNT, SITE
from app.model.survey.edits import ROW
from app.model.survey.spec import specs_of
from app.model.value import Provenance, Value
from app.ui.pages.base import Frame, Key, Page, card, label
from app.ui.session import Session
from app.ui.texts import short_label
from app.ui.widgets.chart_card import ChartCard
from app.ui.widgets.contract_card import ContractCard
from app.ui.widgets.ownership_card import OwnershipCard
from app.ui.widgets.roof_card import RoofCard
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.solar_figures import SolarFigures

if TYPE_CHECKING:
    from app.model.trace import Trace

JOB = "app.services.longjobs:solar_of_house"
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class SolarPage(Page):
    """Contract first; then roof, figures and charts side by side; ownership below."""

    key = "solar"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Photovoltaics"))
        self.found: Solar | None = None
        self._job = 0
        self._again = False
        self._problem = ""
        self._session: Session | None = None
        self.who = label("label")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.sentence = label("label", wrap=True)
        self.body.addWidget(self.sentence)
        self.contract, self.sizes_shown, self.roof = ContractCard(), SolarFigures(), RoofCard()
        self.charts, self.ownership = ChartCard(), OwnershipCard()
        self.obstacles = RowTable("obstacle", tuple(specs_of(ObstacleRow).values()))
        self._arrange()
        self._connect()
        self.say(lambda _text: self.refresh(), str)

    def _arrange(self) -> None:
        measured, box = card()
        box.setContentsMargins(12, 8, 12, 8)
        box.addWidget(self.obstacles)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        across = QHBoxLayout()
        across.setSpacing(8)
        for part in (self.roof, self.sizes_shown, self.charts):
            across.addWidget(part, 1)
        whole.addWidget(self.contract)
        whole.addLayout(across, 1)
        whole.addWidget(self.ownership)
        whole.addWidget(measured)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.body.addWidget(self.area, 1)
        self.body.addStretch(0)

    def _connect(self) -> None:
        for part in (self.contract, self.roof, self.ownership):
            part.committed.connect(self.enter)
        self.contract.field_wanted.connect(self._go)
        self.roof.stepped.connect(self.step)
        self.sizes_shown.take_wanted.connect(self.take)
        self.obstacles.committed.connect(self._enter_row)
        self.obstacles.add_wanted.connect(self.add_obstacle)
        self.obstacles.remove_wanted.connect(self.remove_obstacle)
        self.frame.current.house_changed.connect(self._other_house)

    # keys

    def keys(self) -> list[Key]:
        return [("↑↓", _("modules")), ("Tab", _("next answer")), ("F4", _("where from"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def figure(self) -> str:
        """Return the yield of the size at hand."""
        return "solar.yield"

    def figures(self) -> "Mapping[str, Callable[[], Trace]]":
        """Return what makes the traces of this page's figures, by key."""
        if self.found is None or self.found.size is None:
            return {}
        from app.services.trace_solar import solar_figures  # reads the catalogue

        return solar_figures(self.found)

    # reading

    def shown(self) -> None:
        session = self.frame.session
        if session is not None and session is not self._session:
            session.saved.connect(lambda _at: self._saved(session))
        self._session = session
        self.check()
        self.setFocus()

    def leave(self) -> None:
        self.obstacles.commit_all()

    def _saved(self, session: Session) -> None:
        if session is self.frame.session and self.isVisible():
            self.check()

    def _other_house(self) -> None:
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)
        self.found, self._problem, self._job, self._again = None, "", 0, False

    def check(self) -> None:
        """Work the house out as it is entered now."""
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None:
            self.refresh()
            return
        if self._job:
            self._again = True
            return
        session.drain()
        self._problem, self._again = "", False
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            house.dwelling_id,
            session.weather,
            on_progress=lambda _share: None,
            on_done=self._done,
            on_failed=self._failed,
        )
        self.refresh()

    def _done(self, found: Any) -> None:
        self._job = 0
        if self._again:
            self.check()
        if found.dwelling_id == self.frame.current.dwelling_id:
            self.found = found
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        self._problem = self.why_failed(error)
        if isinstance(error, AppError):
            self.found = None
        self.refresh()

    # showing

    def refresh(self) -> None:
        """Show what there is, or what to do first."""
        found = self.found
        self.who.setText(self.frame.current.title)
        self.sentence.setText(self._words())
        self.sentence.setVisible(bool(self.sentence.text()))
        self.area.setVisible(found is not None)
        if found is None:
            return
        writable = not self._read_only()
        taken = found.size is not None and found.laid == found.size.count
        self.contract.show_solar(found, writable=writable)
        self.roof.show_solar(found, writable=writable)
        self.sizes_shown.show_solar(found, writable=writable, taken=taken)
        self.charts.show_solar(found)
        self.ownership.show_solar(found, writable=writable)
        self._show_obstacles(found, writable=writable)

    def _words(self) -> str:
        if self._problem:
            return f"⚠ {self._problem}"
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self.found is None:
            return _("The photovoltaics are being worked out …")
        if self.found.empty is not None:
            short = self.found.shortfall
            said = self.found.empty if short is None else short.sentence
            return f"× {said.get(language())}"
        if any(item.field == "L03" and item.state == "unknown" for item in self.found.questions):
            return _(
                "Nobody has looked at the strength of this roof (L03). Have a qualified person "
                "look, then enter it under “Roof and grid”."
            )
        return ""

    def _show_obstacles(self, found: Solar, *, writable: bool) -> None:
        names = specs_of(ObstacleRow)
        rows = [
            (row.id, [(v, v) for v in (getattr(row, name) for name in names)])
            for row in found.obstacles
        ]
        self.obstacles.retranslate()
        self.obstacles.show_rows(rows)
        self.obstacles.setFixedHeight(self.obstacles.height_for(min(len(rows), 5)))
        self.obstacles.set_heading(_("Chimney, water heater, shade on the surface (TV12)"))
        self.obstacles.setEnabled(writable)

    # what is done

    def _read_only(self) -> bool:
        session = self.frame.session
        return session is None or session.village.read_only

    def step(self, by: int) -> None:
        """Have more or fewer modules at hand; nothing is laid down yet."""
        found = self.found
        if found is not None and found.size is not None:
            self.found = found.with_count(found.size.count + by)
            self.refresh()

    def take(self) -> None:
        """Make the size at hand the family's choice, with its place; once more takes it back."""
        found = self.found
        if found is None or found.size is None or found.site is None:
            return
        if found.laid == found.size.count:
            self._apply({COUNT: None, SITE: None})
        else:
            self._apply({COUNT: found.size.count, SITE: found.site})

    def enter(self, field: str, value: Any) -> None:
        """Lay one answer down; None takes it back."""
        self._apply({field: value})

    def _enter_row(self, field: str, row: str, value: Any) -> None:
        self._apply({field: value}, row)

    def add_obstacle(self, _kind: str = "") -> None:
        """Add an obstacle, on the surface at hand."""
        site = self.found.site if self.found is not None else None
        self._apply({ROW: "obstacle", **({"TV12A": site} if site else {})}, new_id())

    def remove_obstacle(self, row: str) -> None:
        """Take an obstacle off; undo brings it back."""
        self._apply({ROW: None}, row)

    def _apply(self, values: Mapping[str, Any], row: str = "") -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None or self._read_only():
            return
        now = datetime.now(UTC)
        edits = [
            Edit(field, _told(value, session.operator, now), row) for field, value in values.items()
        ]
        first = stage_specs().get(next(iter(values)))
        name = short_label(first.label.get(language())) if first else _("obstacle")
        session.commit(house.dwelling_id, edits, name)

    def _go(self, field: str) -> None:
        if self.frame.current.dwelling_id:
            self.frame.open_house(self.frame.current.dwelling_id, field)


def _told(value: Any, operator: str, now: datetime) -> Value[Any]:
    if value is None:
        return Value(operator=operator, at=now)
    return Value(value, None, Provenance.TOLD, operator, now)
