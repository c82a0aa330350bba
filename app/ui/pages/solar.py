"""Photovoltaics (S14): what must be settled first, the roof to scale, what it brings."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.solar import Ownership, Site, Solar
from app.model.stages import stage_specs
from app.model.stages.solar import BATTERY, COUNT, OWNERSHIP, SITE
from app.model.value import Provenance, Value
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.session import Session
from app.ui.texts import money, short_label
from app.ui.widgets.contract_card import ContractCard
from app.ui.widgets.roof_drawing import RoofDrawing
from app.ui.widgets.solar_figures import SolarFigures, battery_text, beside_text

if TYPE_CHECKING:
    from app.model.trace import Trace

JOB = "app.services.longjobs:solar_of_house"
OWNERSHIPS: tuple[Ownership, ...] = ("own", "rent", "none")
MONTHS = (1, 4, 7, 10)


class SolarPage(Page):
    """Contract first; then roof, figures and charts side by side; ownership below."""

    key = "solar"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Photovoltaics"))
        self.found: Solar | None = None
        self._laid: int | None = None
        self._job = 0
        self._again = False
        self._problem = ""
        self._session: Session | None = None
        self._chart = "months"
        self.who = label("label")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.sentence = label("label", wrap=True)
        self.body.addWidget(self.sentence)
        self.contract, self.sizes_shown, self.roof = ContractCard(), SolarFigures(), RoofDrawing()
        self.charts: Any = None
        self._build()
        self.contract.committed.connect(self.enter)
        self.contract.field_wanted.connect(self._go)
        self.sizes_shown.take_wanted.connect(self.take)
        frame.current.house_changed.connect(self._other_house)
        self.say(lambda _text: self.refresh(), str)

    # building

    def _build(self) -> None:
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.setSpacing(8)
        whole.addWidget(self.contract)
        across = QHBoxLayout()
        across.setSpacing(8)
        self.roof_card, self.chart_card = self._roof_card(), self._chart_card()
        across.addWidget(self.roof_card, 5)
        across.addWidget(self.sizes_shown, 5)
        across.addWidget(self.chart_card, 5)
        whole.addLayout(across, 1)
        whole.addWidget(self._ownership_card())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.body.addWidget(self.area, 1)

    def _roof_card(self) -> QWidget:
        frame, box = card()
        box.setContentsMargins(12, 8, 12, 8)
        self._sites_row, self._sites = QHBoxLayout(), QButtonGroup(self)
        self.site_chips: dict[Site, QPushButton] = {}
        for site in ("front", "back", "flat", "yard"):
            self._add_site(site)
        self._sites_row.addStretch(1)
        self.less, self.more, self.count = button(), button(), label("heading")
        self.less.setText("−")
        self.more.setText("+")
        self.say(self.less.setAccessibleName, lambda: _("One module less"))
        self.say(self.more.setAccessibleName, lambda: _("One module more"))
        self.less.clicked.connect(lambda: self.step(-1))
        self.more.clicked.connect(lambda: self.step(1))
        sized = QHBoxLayout()
        for widget in (self.less, self.count, self.more):
            sized.addWidget(widget)
        sized.addStretch(1)
        self.room = label("small", wrap=True)
        box.addLayout(self._sites_row)
        box.addWidget(self.roof, 1)
        box.addLayout(sized)
        box.addWidget(self.room)
        return frame

    def _add_site(self, site: Site) -> None:
        chip = button("chip", checkable=True)
        chip.clicked.connect(lambda _on: self.enter(SITE, site))
        self._sites.addButton(chip)
        self._sites_row.addWidget(chip)
        self.site_chips[site] = chip

    def _chart_card(self) -> QWidget:
        frame, self._chart_box = card()
        self._chart_box.setContentsMargins(12, 8, 12, 8)
        row, group = QHBoxLayout(), QButtonGroup(self)
        self.chart_chips: dict[str, QPushButton] = {}
        names = {
            "months": lambda: _("Months"), "day": lambda: _("A day"), "cash": lambda: _("Cash"),
        }  # fmt: skip
        for chart, name in names.items():
            chip = button("chip", checkable=True)
            chip.setChecked(chart == self._chart)
            chip.clicked.connect(lambda _on, chart=chart: self.show_chart(chart))
            self.say(chip.setText, name)
            group.addButton(chip)
            row.addWidget(chip)
            self.chart_chips[chart] = chip
        row.addStretch(1)
        self.months: dict[int, QPushButton] = {}
        of_month = QButtonGroup(self)
        for month in MONTHS:
            chip = button("chip", checkable=True)
            chip.setText(str(month))
            chip.setChecked(month == MONTHS[0])
            self.say(chip.setAccessibleName, partial(_month_name, month))
            chip.clicked.connect(lambda _on: self._draw())
            of_month.addButton(chip)
            row.addWidget(chip)
            self.months[month] = chip
        self._chart_box.addLayout(row)
        return frame

    def _ownership_card(self) -> QWidget:
        frame, box = card()
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(4)
        row, group = QHBoxLayout(), QButtonGroup(self)
        self.owner_chips: dict[Ownership, QPushButton] = {}
        for ownership in OWNERSHIPS:
            chip = button("chip", checkable=True)
            chip.clicked.connect(lambda _on, code=ownership: self.enter(OWNERSHIP, code))
            group.addButton(chip)
            row.addWidget(chip)
            self.owner_chips[ownership] = chip
        self.risk = label("label", wrap=True)
        row.addWidget(self.risk, 1)
        self.notes = label("small", wrap=True)
        self.promise, self.sized = label("hard"), label("label", wrap=True)
        row.addWidget(self.promise)
        box.addLayout(row)
        box.addLayout(self._battery_row())
        box.addWidget(self.sized)
        box.addWidget(self.notes)
        return frame

    def _battery_row(self) -> QHBoxLayout:
        row, self._batteries = QHBoxLayout(), QButtonGroup(self)
        self.battery = label("label")
        row.addWidget(self.battery)
        self._battery_chips = QHBoxLayout()
        row.addLayout(self._battery_chips)
        self.battery_worth = label("label", wrap=True)
        row.addWidget(self.battery_worth, 1)
        return row

    # keys

    def keys(self) -> list[Key]:
        return [("↑↓", _("modules")), ("Tab", _("next answer")), ("F4", _("where from"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
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
        if found.dwelling_id != self.frame.current.dwelling_id:
            return
        self.found = found
        self._laid = found.laid
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        if isinstance(error, AppError):
            self._problem, self.found = str(error), None
        elif not isinstance(error, Cancelled):
            self._problem = _("The calculation met a fault of the program. It is in the log.")
            if self.frame.session is not None:
                self.frame.session.fault.emit(error)
        self.refresh()

    # showing

    def refresh(self) -> None:
        """Show what there is, or what to do first."""
        found = self.found
        self.who.setText(self.frame.current.title)
        self.sentence.setText(self._words())
        self.sentence.setVisible(bool(self.sentence.text()))
        self.area.setVisible(found is not None)
        if found is not None:
            self._show(found)

    def _words(self) -> str:
        if self._problem:
            return f"⚠ {self._problem}"
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self.found is None:
            return _("The photovoltaics are being worked out …")
        if self.found.empty is not None:
            return f"× {self.found.empty.get(language())}"
        if any(item.field == "L03" and item.state == "unknown" for item in self.found.questions):
            return _(
                "Nobody has looked at the strength of this roof (L03). Have a qualified person "
                "look, then enter it under “Roof and grid”."
            )
        return ""

    def _show(self, found: Solar) -> None:
        writable = not self._read_only()
        self.contract.show_solar(found, writable=writable)
        taken = found.size is not None and self._laid == found.size.count
        self.sizes_shown.show_solar(found, writable=writable, taken=taken)
        there = {item.surface.site for item in found.layouts}
        declared = stage_specs()[SITE]
        for site, chip in self.site_chips.items():
            choice = declared.choice(site)
            chip.setText(choice.label.get(language()) if choice is not None else site)
            chip.setVisible(site in there)
            chip.setChecked(site == found.site)
            chip.setEnabled(writable)
        size, layout = found.size, found.layout
        self.roof.show_layout(layout, size.count if size is not None else 0)
        self.roof_card.setVisible(layout is not None)
        self._show_count(found)
        self._show_ownership(found, writable=writable)
        self._draw()

    def _show_count(self, found: Solar) -> None:
        size, layout = found.size, found.layout
        if size is None or layout is None:
            return
        most = len(layout.modules)
        self.count.setText(
            _("{n} of {most} modules  {kwp} kW  {tilt}°").format(
                n=size.count, most=most, kwp=f"{size.kwp:.2f}", tilt=f"{size.tilt:.0f}"
            )
        )
        here = found.here()
        self.less.setEnabled(size.count > found.sizes[here[0]].count)
        self.more.setEnabled(size.count < found.sizes[here[-1]].count)
        words = [found.module.get(language())]
        if layout.limited:
            words.append(_("the usable area (L01) leaves room for {n}").format(n=most))
        if not size.fits:
            words.append(_("× more than the meter carries"))
        if found.roof_load > 0.0:
            words.append(_("on the roof {n} kN/m² in all").format(n=f"{found.roof_load:.2f}"))
        self.room.setText(_("; ").join(words))

    def _show_ownership(self, found: Solar, *, writable: bool) -> None:
        from app.services.solar_notes import NOT_GUARANTEED, RISKS  # the window comes first

        declared = stage_specs()[OWNERSHIP]
        for code, chip in self.owner_chips.items():
            choice = declared.choice(code)
            chip.setText(choice.label.get(language()) if choice is not None else code)
            chip.setChecked(code == found.ownership)
            chip.setEnabled(writable)
        risk = RISKS[found.ownership].get(language())
        if found.ownership == "rent" and found.size is not None:
            low, _typical, high = found.size.rent_npv
            rent = _("Rent over its life {low} to {high} yuan.").format(
                low=money(low), high=money(high)
            )
            risk = f"{risk} {rent}"
        self.risk.setText(risk)
        self.promise.setText(NOT_GUARANTEED.get(language()))
        rest = [note.get(language()) for note in found.notes if note != NOT_GUARANTEED]
        self.notes.setText(" ".join(rest))
        self.sized.setText(beside_text(found))
        self._show_batteries(found, writable=writable)

    def _show_batteries(self, found: Solar, *, writable: bool) -> None:
        while (item := self._battery_chips.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.battery.setText(stage_specs()[BATTERY].label.get(language()))
        sizes = (0.0, *(choice.capacity for choice in found.batteries))
        for capacity in sizes if found.size is not None else ():
            chip = button("chip", checkable=True)
            words = _("{n} kWh").format(n=f"{capacity:g}") if capacity else _("none")
            chip.setText(words)
            chip.setAccessibleName(f"{self.battery.text()}: {words}")
            chip.setChecked(capacity == found.battery)
            chip.setEnabled(writable)
            chip.clicked.connect(lambda _on, kwh=capacity: self.enter(BATTERY, kwh or None))
            self._batteries.addButton(chip)
            self._battery_chips.addWidget(chip)
        self.battery_worth.setText(battery_text(found))
        self.battery.setVisible(found.size is not None)
        self.sized.setVisible(bool(self.sized.text()))

    def show_chart(self, chart: str) -> None:
        """Show months, a typical day or the cash of the years."""
        self._chart = chart
        self._draw()

    def _draw(self) -> None:
        if self.charts is None:
            from app.ui.widgets.solar_charts import SolarChart  # pyqtgraph after the window

            self.charts = SolarChart()
            self._chart_box.addWidget(self.charts, 1)
        for chip in self.months.values():
            chip.setVisible(self._chart == "day")
        found = self.found
        self.chart_card.setVisible(found is not None and found.size is not None)
        if found is not None and found.size is not None:
            month = next((m for m, chip in self.months.items() if chip.isChecked()), 1)
            self.charts.show_chart(self._chart, found, month)

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
        """Lay the size at hand down, with its place."""
        found = self.found
        if found is not None and found.size is not None and found.site is not None:
            self._apply({COUNT: found.size.count, SITE: found.site})

    def enter(self, field: str, value: Any) -> None:
        """Lay one answer down; None takes it back."""
        self._apply({field: value})

    def _apply(self, values: dict[str, Any]) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None or self._read_only():
            return
        now = datetime.now(UTC)
        edits = [
            Edit(field, Value(operator=session.operator, at=now) if value is None
                 else Value(value, None, Provenance.TOLD, session.operator, now), "")
            for field, value in values.items()
        ]  # fmt: skip
        name = short_label(stage_specs()[next(iter(values))].label.get(language()))
        session.commit(house.dwelling_id, edits, name)

    def _go(self, field: str) -> None:
        if self.frame.current.dwelling_id:
            self.frame.open_house(self.frame.current.dwelling_id, field)


def _month_name(month: int) -> str:
    return _("Month {n}").format(n=month)
