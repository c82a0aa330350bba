"""The steps of all houses on one calendar, with helpers, trades and frost below (S16)."""

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.survey import village_specs
from app.model.value import Provenance, Value
from app.model.village_works import HELP_LIMIT, TRADE_LIMIT, VillageWorks
from app.services.village_works_text import code_end, days_text, summary_text
from app.ui import style
from app.ui.pages.base import Frame, button, label, restyle
from app.ui.preferences.table import PlainTable
from app.ui.speech import Speaker
from app.ui.texts import package_word
from app.ui.village_desk import VillageDesk
from app.ui.widgets.editors import NumberBox
from app.ui.widgets.gantt import Gantt
from app.ui.widgets.gantt_rows import beyond_limit, row_of
from app.ui.widgets.stage_legend import StageLegend
from app.ui.widgets.village_tables import (
    PARTS,
    STRETCH,
    Part,
    count_of,
    heads_of,
    lines_of,
    part_word,
)

LIMITS: dict[Part, str] = {"help": HELP_LIMIT, "trades": TRADE_LIMIT}
_TABLE, _TABLE_LOW = 170, 104  # [px]
_NO_LIMIT = 16_777_215
_TWO_LINES = 38  # [px]


class VillageSteps(QWidget, Speaker):
    """Calendar on top, the sentence of the chosen step, tables below."""

    house_wanted = Signal(str)  # its own steps
    plan_wanted = Signal(str)  # its packages

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.part: Part = "help"
        self.desk = VillageDesk(frame, self)
        self.desk.changed.connect(self.refresh)
        self.desk.ready.connect(self._take_focus)
        self.gantt = Gantt()
        self.gantt.begun.connect(self.desk.begin_later)
        self.gantt.shifted.connect(self.desk.shift)
        self.gantt.opened.connect(self.house_wanted)
        self.gantt.chosen.connect(self._show_chosen)
        self.legend = StageLegend()
        self.sentence, self.chosen = label("label", wrap=True), label("label", wrap=True)
        for told in (self.sentence, self.chosen):
            told.setMinimumHeight(_TWO_LINES)
            told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = PlainTable(STRETCH[self.part])
        self.table.on_enter = self.enter_line
        self.table.cellDoubleClicked.connect(lambda _row, _column: self.enter_line())
        self.say(self.table.setAccessibleName, lambda: _("Helpers, trades, frost"))
        self.progress, self.stop_button = QProgressBar(), button()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for widget in (self.sentence, self.legend):
            box.addWidget(widget)
        box.addWidget(self.gantt, 1)
        box.addWidget(self.chosen)
        box.addLayout(self._parts())
        box.addWidget(self.table)
        self.say(lambda _text: self.refresh(), str)

    def _parts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.chips = {part: button("chip", checkable=True) for part in PARTS}
        for part, chip in self.chips.items():
            chip.clicked.connect(lambda _on, one=part: self.choose_part(one))
            row.addWidget(chip)
        row.addStretch(1)
        self.go = button("flat")
        self.go.clicked.connect(self.enter_line)
        self.limit_words, self.limit = label("small"), NumberBox()
        self.limit.setFixedWidth(style.BOX_WIDTH_NARROW)
        self.limit.committed.connect(self._enter_limit)
        for widget in (self.go, self.limit_words, self.limit):
            row.addWidget(widget)
        return row

    def add_progress(self, head: QHBoxLayout) -> None:
        """Put progress and the button that stops it into the head of the page."""
        self.progress.setFixedWidth(160)
        self.progress.setRange(0, 100)
        self.desk.progressed.connect(self.progress.setValue)
        self.stop_button.clicked.connect(self.desk.stop)
        self.say(self.stop_button.setText, lambda: _("Stop"))
        for widget in (self.progress, self.stop_button):
            head.addWidget(widget)
            widget.hide()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        for widget in (self.progress, self.stop_button):
            widget.hide()

    def _take_focus(self) -> None:
        if not self.isVisible() or self.table.hasFocus():
            return
        if self.gantt.rows:
            self.gantt.setFocus()
        else:
            self.table.selectRow(0)
            self.table.setFocus()

    # what a person does

    def undo(self) -> None:
        """Take back the last move made here, else the last of the chosen house."""
        self.desk.undo(self.gantt.house)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.redo(self.gantt.house)

    def choose_part(self, part: Part) -> None:
        """Show another table."""
        self.part = part
        self.table.stretch_column(STRETCH[part])
        self.refresh()

    def next_part(self) -> None:
        """Show the table after the present one."""
        self.choose_part(PARTS[(PARTS.index(self.part) + 1) % len(PARTS)])

    def enter_line(self) -> None:
        """Do what the chosen line is for: move out of the frost, plan a house, show the step."""
        key = self.table.key()
        if not key:
            return
        if self.part == "apart":
            self.plan_wanted.emit(key)
        elif self.part == "frost":
            dwelling_id, step, month = key.split(":")
            self.gantt.choose(dwelling_id, int(step))
            if month:
                self.desk.begin(dwelling_id, int(step), int(month))
        else:
            name, _colon, month = key.rpartition(":")
            self._choose_first(name, int(month))

    def _choose_first(self, name: str, month: int) -> None:
        """Put the cursor on the first step of a team or a trade in a month."""
        works = self.desk.works
        for house in works.houses if works is not None else ():
            for step in house.steps:
                meant = house.team == name if self.part == "help" else name in step.skilled
                if meant and month in step.shares():
                    self.gantt.choose(house.dwelling_id, step.number)
                    self.gantt.setFocus()
                    return

    def _enter_limit(self, text: str) -> None:
        session, field = self.frame.session, LIMITS.get(self.part)
        if session is None or field is None or self.desk.works is None:
            return
        spec = village_specs()[field]
        low, high = (spec.hard.low, spec.hard.high) if spec.hard is not None else (None, None)
        number = int(text) if text.strip().isdecimal() else None
        if number is None or not (low or 0) <= number <= (high or number):
            self.desk.told = _("× {name} must be a whole number from {low} to {high}.").format(
                name=spec.label.get(language()), low=low, high=high
            )
            self.refresh()
            return
        if number != self._limit(self.desk.works):
            now = datetime.now(UTC)
            value: Value[Any] = Value(number, None, Provenance.TOLD, session.operator, now)
            name = spec.label.get(language())
            session.commit_village([Edit(field, value)], name, self.desk.read, self.desk.failed)

    def _limit(self, works: VillageWorks) -> float:
        return works.help_limit if self.part == "help" else works.trade_limit

    # showing

    def refresh(self) -> None:
        """Show what there is, or what to do first."""
        works = self.desk.works
        for running in (self.progress, self.stop_button):
            running.setVisible(self.desk.busy and self.isVisible())
        restyle(self.sentence, "role", "soft" if self.desk.told.startswith("×") else "label")
        self.sentence.setText(self._words())
        there = works is not None and bool(works.houses)
        for shown in (self.legend, self.gantt, self.chosen):
            shown.setVisible(there)
        for part in (self.table, *self.chips.values(), self.go, self.limit, self.limit_words):
            part.setVisible(works is not None)
        if works is None:
            return
        if not there and self.part != "apart":
            self.part = "apart"
            self.table.stretch_column(STRETCH[self.part])
        low = self.frame.height() < style.LOW_WINDOW
        height = _TABLE_LOW if low else _TABLE
        self.table.setMinimumHeight(height)
        self.table.setMaximumHeight(height if there else _NO_LIMIT)
        self._show_parts(works)
        names, beyond = self.desk.names, beyond_limit(works)
        rows = [
            row_of(house, names.get(house.dwelling_id, ""), beyond=house.code in beyond)
            for house in works.houses
        ]
        self.gantt.show_rows(rows, date.today())
        self.table.show_lines(heads_of(self.part), lines_of(self.part, works, self.desk.names))

    def _show_parts(self, works: VillageWorks) -> None:
        for part, chip in self.chips.items():
            number = count_of(part, works) if part in ("frost", "apart") else 0
            chip.setText(f"{part_word(part)} {number or ''}".strip())
            chip.setChecked(part == self.part)
            chip.setVisible(bool(works.houses) or part == "apart")
        field = LIMITS.get(self.part)
        for widget in (self.limit, self.limit_words):
            widget.setVisible(field is not None)
        if field is not None:
            name = village_specs()[field].label.get(language())
            self.limit_words.setText(name)
            self.limit.setAccessibleName(name)
            self.limit.show_text(f"{self._limit(works):g}")
            self.limit.setEnabled(self.desk.writable)
        self.go.setVisible(self.part in ("frost", "apart") and count_of(self.part, works) > 0)
        self.go.setText(
            _("Move there (Enter)") if self.part == "frost" else _("Open its packages (Enter)")
        )

    def _words(self) -> str:
        works = self.desk.works
        if self.desk.told:
            return self.desk.told
        if works is None:
            if self.desk.busy:
                return _("The steps of the village are being worked out …")
            return _("Open a village first.")
        if not works.houses:
            return _("No house has steps yet. Below is what each one lacks; Enter goes there.")
        return summary_text(works)

    def _show_chosen(self) -> None:
        bar, house = self.gantt.bar, self.desk.house(self.gantt.house)
        if bar is None or house is None:
            self.chosen.setText("")
            return
        helps = _("takes part in mutual help") if house.helps else _("no mutual help")
        parts = [
            f"{code_end(house.code)} {self.desk.names.get(house.dwelling_id, '')}".strip(),
            package_word(house.package) + ("" if house.chosen else _(" (not chosen yet)")),
            bar.text,
            _("{n} own days").format(n=days_text(house.own)),
            helps,
        ]
        if house.outdated:
            parts.append(_("⚠ planned with other prices"))
        self.chosen.setText(" · ".join(parts))
