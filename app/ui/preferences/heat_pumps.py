"""Heat pumps: the units there are, and those that the village adds from a maker's sheet."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word, money
from app.ui.widgets.choices import ChoiceList
from app.ui.widgets.editors import LineBox, NumberBox

_BOX, _NAME, _KIND = 80, 180, 190  # [px]
_ROWS = 110  # [px] of the table as text


def kind_word(kind: str) -> str:
    """Return the word for a kind of unit."""
    return {"air_air": _("Hot-air unit"), "air_water": _("Air-to-water unit")}.get(kind, kind)


class HeatPumpSection(Section):
    """The list above; below it the table of the chosen unit, as text, to be changed or added."""

    key = "heat_pumps"

    @staticmethod
    def title() -> str:
        return _("Heat pumps")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Units that the comparison of heating may choose. Add one from the maker's sheet: "
                "type or paste a line for each point. Frost and what homes reach of it are taken "
                "from the generic unit."
            ),
        )
        self._units: dict[str, Any] = {}
        self.table = PlainTable(6, height=150)
        self.table.setWordWrap(False)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = lambda: self.name.setFocus()
        self.say(self.table.setAccessibleName, lambda: _("Heat pumps"))
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._edit_card())

    def _edit_card(self) -> Any:
        frame, box = card()
        first, second = QHBoxLayout(), QHBoxLayout()
        self.name, self.kind = LineBox(), ChoiceList(self._kinds())
        self.capex, self.noise = NumberBox(), NumberBox()
        self.name.setMaxLength(30)
        self.name.setFixedWidth(_NAME)
        self.kind.setFixedWidth(_KIND)
        for number in (self.capex, self.noise):
            number.setFixedWidth(_BOX)
        for row, widget, words in (
            (first, self.name, lambda: _("Name on the plate")),
            (first, self.kind, lambda: _("Kind")),
            (second, self.capex, lambda: _("Installed, yuan")),
            (second, self.noise, lambda: _("Noise at 1 m, dB(A)")),
        ):
            told = label("label")
            self.say(told.setText, words)
            self.say(widget.setAccessibleName, words)
            row.addWidget(told)
            row.addWidget(widget)
        self.say(lambda _text: self.kind.set_items(self._kinds()), str)
        for row in (first, second):
            row.addStretch(1)
            box.addLayout(row)
        heads = label("quiet", wrap=True)
        self.say(
            heads.setText,
            lambda: _("A line a point: outdoor ℃, supply ℃ (air 20), kW, COP, least kW if known"),
        )
        box.addWidget(heads)
        self.rows = QPlainTextEdit()
        self.rows.setFixedHeight(_ROWS)
        self.rows.setTabChangesFocus(True)
        self.say(self.rows.setAccessibleName, lambda: _("Table of the unit"))
        box.addWidget(self.rows)
        self._add_buttons(box)
        return frame

    @staticmethod
    def _kinds() -> list[tuple[str, str]]:
        return [(kind, kind_word(kind)) for kind in ("air_air", "air_water")]

    def _add_buttons(self, box: Any) -> None:
        self.save, self.back = button("primary"), button()
        self.origin = Origin(lambda: _("maker's sheet"))
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self.rows.setFocus()
        )
        self.say(self.save.setText, lambda: _("Save the unit"))
        self.say(self.back.setText, lambda: _("Take the unit out"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self._take_out)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        box.addWidget(self.origin)
        box.addWidget(self.problem)
        box.addLayout(buttons)

    def words(self) -> list[Found]:
        return [(_("Heat pumps"), self.table), (_("Capacity and COP of a unit"), self.rows)]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.reference_units import heat_pump_list

        session.read(
            lambda village: heat_pump_list(village.village_values()), self._show, self.failed
        )
        locked = session.village.read_only
        for widget in (self.name, self.kind, self.capex, self.noise, self.origin, self.save):
            widget.setEnabled(not locked)
        self.rows.setReadOnly(locked)

    def retranslate(self) -> None:
        super().retranslate()
        if self._units:
            self._show(list(self._units.values()))

    def _show(self, units: list[Any]) -> None:
        self._units = {unit.id: unit for unit in units}
        heads = (
            _("Machine"),
            _("Kind"),
            _("kW at −7/−12/−20 ℃"),
            _("COP"),
            _("Yuan"),
            _("Mark"),
            _("Where from"),
        )
        self.table.show_lines(heads, [_line(unit) for unit in units])
        if not self.table.key() and units:
            self.table.selectRow(0)
        self._choose()

    def _choose(self) -> None:
        unit = self._units.get(self.table.key())
        if unit is None:
            return
        own = unit.own
        self.name.show_text(unit.name.get(language()) if own else "")
        self.kind.show_codes([unit.kind])
        self.capex.show_text(f"{unit.capex:g}")
        self.noise.show_text(f"{unit.noise:g}")
        self.rows.setPlainText(unit.table)
        self.origin.show_origin(*((own.source, own.date, own.mark) if own else ("", "", "")))
        self.back.setEnabled(own is not None and self.save.isEnabled())
        self.show_problem("")

    def _save(self) -> None:
        try:
            numbers = parse_number(self.capex.text()), parse_number(self.noise.text())
        except ParseError:
            self.show_problem(_("Price and noise are numbers."))
            return
        name, kind = self.name.text().strip(), str(self.kind.currentData())
        table, origin = self.rows.toPlainText(), self.origin.values()

        def work(village: Any) -> Any:
            from app.services.own_figures import own_reference
            from app.services.own_heat_pumps import unit_edit
            from app.store.catalogue import load_catalogue, load_policy_pack

            values = village.village_values()
            catalogue, _pack = own_reference(values, load_catalogue(), load_policy_pack())
            return unit_edit(catalogue, name, "air_water" if kind == "air_water" else "air_air",
                             table, numbers, origin)  # fmt: skip

        self._write(work, name)

    def _take_out(self) -> None:
        identity = self.table.key()
        name = self._units[identity].name.get(language())

        def work(_village: Any) -> Any:
            from app.services.own_heat_pumps import unit_removed

            return unit_removed(identity)

        self._write(work, name)

    def _write(self, work: Any, name: str) -> None:
        session = self.session
        if session is None:
            return

        def checked(edit: Any) -> None:
            session.commit_village([edit], name, self.shown, self.failed)

        session.read(work, checked, self.failed)


def _line(unit: Any) -> Line:
    cells = (
        unit.name.get(language()),
        kind_word(unit.kind),
        " / ".join("—" if kw is None else f"{kw:.1f}" for kw in unit.capacity),
        " / ".join("—" if cop is None else f"{cop:.2f}" for cop in unit.cop),
        money(unit.capex),
        own_mark(unit.mark) if unit.own is not None else mark_word(unit.mark),
        unit.source.get(language()),
    )
    return Line(unit.id, cells, strong=unit.own is not None)
