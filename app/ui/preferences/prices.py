"""Energy prices and the day rate: the village's or the built-in ones, with source and history."""

from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.survey import ParseError, format_value, parse_value, spec
from app.model.value import BLANK, Provenance, known
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.fields import hard_sentence, is_odd
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.editors import NumberBox


class PricesSection(Section):
    """A table of prices; the chosen one is changed below it."""

    key = "prices"

    @staticmethod
    def title() -> str:
        return _("Prices and day rate")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "A village price holds from the day it is entered; earlier prices stay in the "
                "history, and results that were made before keep theirs."
            ),
        )
        self._rows: dict[str, Any] = {}
        self.table = PlainTable(4, height=140)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = lambda: self.value.setFocus()
        self.say(self.table.setAccessibleName, lambda: _("Prices and day rate"))
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self._edit_card())

    def _edit_card(self) -> Any:
        frame, box = card()
        self.name = label("heading")
        row = QHBoxLayout()
        self.value = NumberBox()
        self.value.setFixedWidth(110)
        self.origin = Origin(lambda: _("receipt, notice, joint purchase …"), dated=False)
        self.unit = label("quiet")
        self.say(self.value.setAccessibleName, lambda: _("Price"))
        self.save, self.back = button("primary"), button()
        self.say(self.save.setText, lambda: _("Save the price"))
        self.say(self.back.setText, lambda: _("Built-in price again"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self._take_back)
        self.value.left.connect(lambda step: self.origin.take_focus() if step > 0 else None)
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self.value.setFocus()
        )
        for widget in (self.value, self.unit):
            row.addWidget(widget)
        row.addWidget(self.origin, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        self.odd = label("amber", wrap=True)
        self.odd.hide()
        self.history = label("small", wrap=True)
        inner = QVBoxLayout()
        inner.addWidget(self.name)
        inner.addLayout(row)
        inner.addWidget(self.odd)
        inner.addWidget(self.problem)
        inner.addLayout(buttons)
        inner.addWidget(self.history)
        box.addLayout(inner)
        return frame

    def words(self) -> list[Found]:
        from app.services.prices import PRICES

        return [(spec(field).label.get(language()), self.table) for field in PRICES]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.prices import energy_prices

        session.read(lambda village: energy_prices(village, date.today()), self._show, self.failed)
        for widget in (self.value, self.origin, self.save, self.back):
            widget.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        if self._rows:
            self._show(list(self._rows.values()))

    def _show(self, rows: list[Any]) -> None:
        self._rows = {row.field: row for row in rows}
        heads = (_("Energy"), _("Price"), _("Since"), _("Mark"), _("Where from"))
        chosen = self.table.key()
        self.table.show_lines(heads, [self._line(row) for row in rows])
        if not chosen and rows:
            self.table.selectRow(0)
        else:
            self._choose()

    def _line(self, row: Any) -> Line:
        declared = spec(row.field)
        name = declared.label.get(language())
        unit = declared.unit_in(language())
        old = "⚠ " if row.expired else ""
        if row.own is not None:
            cells = (
                name,
                f"{_number(row.field, row.own.value)} {unit}",
                f"{old}{_day(row.own.at)}",
                own_mark(row.own.mark),
                f"{row.own.source or '—'} · {row.own.operator}",
            )
            return Line(row.field, cells, row.expired, strong=True)
        if row.usual is None:
            return Line(row.field, (name, "—", "", "", _("no price known")), amber=True)
        usual = row.usual
        cells = (
            name,
            f"{_number(row.field, usual.typical)} {unit}",
            f"{old}{usual.since}",
            mark_word(usual.mark),
            _("built in: {source}").format(source=usual.source.get(language())),
        )
        return Line(row.field, cells, row.expired)

    def _choose(self) -> None:
        row = self._rows.get(self.table.key())
        if row is None:
            return
        declared = spec(row.field)
        self.name.setText(declared.label.get(language()))
        self.unit.setText(declared.unit_in(language()))
        self.value.show_text(_number(row.field, row.own.value) if row.own is not None else "")
        own = row.own
        self.origin.show_origin(own.source if own else "", "", own.mark if own else "")
        self.back.setEnabled(row.own is not None and self.save.isEnabled())
        self.odd.hide()
        self.show_problem("")
        entries = [
            f"{_day(entry.at)}  "
            + (_("taken back") if entry.value is None else _number(row.field, entry.value))
            + f"  {entry.mark}  {entry.source}  {entry.operator}"
            for entry in row.history[:6]
        ]
        history = "\n".join(entries) if entries else _("none yet")
        self.history.setText(_("History") + "\n" + history)

    def _save(self) -> None:
        field, session = self.table.key(), self.session
        if not field or session is None:
            return
        declared = spec(field)
        text = self.value.text().strip()
        try:
            value = parse_value(declared, text) if text else None
        except ParseError as wrong:
            self.show_problem(wrong.text.get(language()))
            return
        if value is None:
            self.show_problem(_("The price is still empty. Write what is paid here."))
            return
        source, _day_of, grade = self.origin.values()
        self.show_problem(hard_sentence(declared, value))
        self.odd.setVisible(is_odd(declared, value))
        self.odd.setText(
            _("⚠ This is far from the usual price. Check the unit, {unit}.").format(
                unit=declared.unit_in(language())
            )
        )
        if self.problem.isVisibleTo(self):
            return
        if not source:
            self.show_problem(
                _("Where does the price come from? Write a receipt, a notice or a name.")
            )
            self.origin.take_focus()
            return
        self._write([(field, value), ("V05R", source), ("V05M", grade)])

    def _write(self, values: list[tuple[str, Any]]) -> None:
        session = self.session
        if session is None:
            return
        edits = [
            Edit(field, BLANK if value is None else known(value, Provenance.DOCUMENT))
            for field, value in values
        ]
        name = spec(values[0][0]).label.get(language())
        session.commit_village(edits, name, self.shown, self.failed)

    def _take_back(self) -> None:
        if self.table.key():
            self._write([(self.table.key(), None)])


def _number(field: str, value: float | None) -> str:
    return "" if value is None else str(format_value(spec(field), value, language()))


def _day(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d")
    except ValueError:
        return at
