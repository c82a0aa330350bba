"""The card of one measure: what holds of it, its figures to change, a copy of one's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui.pages.base import button, label
from app.ui.preferences.origin import Origin
from app.ui.speech import Speaker
from app.ui.texts import mark_word
from app.ui.widgets.editors import LineBox, NumberBox

if TYPE_CHECKING:
    from app.services.own_measures import Column

PRICES = ("low", "typical", "high")
NUMBERS: "tuple[Column, ...]" = ("labour_share", "unskilled_share", "life", "theta_min")
SHARES = ("labour_share", "unskilled_share")
_BOX, _NAME = 74, 300  # [px]


def range_of(low: float, typical: float, high: float) -> str:
    """Return three prices as lists show them."""
    return f"{low:g} – {typical:g} – {high:g}"


class MeasureCard(QFrame, Speaker):
    """Fields of the chosen measure; the section around it reads and writes."""

    save_wanted = Signal()
    reset_wanted = Signal()
    undo_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._row: Any = None
        self._writable = True
        self.name, self.told = label("heading", wrap=True), label("small", wrap=True)
        self.done_how = label("small", wrap=True)
        self.boxes = tuple(NumberBox() for _name in PRICES)
        self.numbers = tuple(NumberBox() for _name in NUMBERS)
        self.unit = label("quiet")
        self.origin = Origin(lambda: _("offer, contract, notice"))
        self.odd = label("amber", wrap=True)
        self.odd.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 10)
        box.setSpacing(6)
        for widget in (self.name, self.told, self.done_how):
            box.addWidget(widget)
        box.addLayout(self._figures())
        box.addWidget(self.origin)
        box.addWidget(self.odd)
        box.addLayout(self._buttons())
        box.addWidget(self._copy_line())
        self._chain()

    def _figures(self) -> QVBoxLayout:
        """Return prices on one line, labour and life on the next: English words are long."""
        prices, shares = QHBoxLayout(), QHBoxLayout()
        words: tuple[Callable[[], str], ...] = (
            lambda: _("low"),
            lambda: _("usual"),
            lambda: _("high"),
            lambda: _("work %"),
            lambda: _("family %"),
            lambda: _("life, years"),
            lambda: _("not below, °C"),
        )
        for place, (field, name) in enumerate(zip(self._fields(), words, strict=True)):
            row = prices if place < len(PRICES) else shares
            text = label("label")
            self.say(text.setText, name)
            self.say(field.setAccessibleName, name)
            field.setFixedWidth(_BOX)
            row.addWidget(text)
            row.addWidget(field)
        prices.addWidget(self.unit)
        both = QVBoxLayout()
        for row in (prices, shares):
            row.addStretch(1)
            both.addLayout(row)
        return both

    def _fields(self) -> tuple[NumberBox, ...]:
        return (*self.boxes, *self.numbers)

    def _buttons(self) -> QHBoxLayout:
        self.save, self.back = button("primary"), button()
        self.undo, self.copy = button(), button()
        made = (
            (self.save, lambda: _("Save"), self.save_wanted),
            (self.back, lambda: _("Catalogue values again"), self.reset_wanted),
            (self.undo, lambda: _("Undo"), self.undo_wanted),
        )
        row = QHBoxLayout()
        for widget, text, wanted in made:
            self.say(widget.setText, text)
            widget.clicked.connect(wanted)
            row.addWidget(widget)
        self.say(self.copy.setText, lambda: _("Copy as a variant of our own …"))
        self.copy.clicked.connect(lambda: self.copying(show=True))
        row.addWidget(self.copy)
        row.addStretch(1)
        return row

    def _copy_line(self) -> QWidget:
        self.copy_line = QWidget()
        row = QHBoxLayout(self.copy_line)
        row.setContentsMargins(0, 0, 0, 0)
        self.copy_name, self.copy_d = LineBox(), NumberBox()
        self.copy_name.setMaxLength(40)
        self.copy_name.setFixedWidth(_NAME)
        self.copy_d.setFixedWidth(_BOX)
        self.copy_words = label("label")
        self.make_copy, self.no_copy = button("primary"), button()
        self.say(self.copy_name.setPlaceholderText, lambda: _("Name of the variant"))
        self.say(self.copy_name.setAccessibleName, lambda: _("Name of the variant"))
        self.say(self.copy_d.setAccessibleName, lambda: _("insulation, mm"))
        self.say(self.copy_words.setText, lambda: _("insulation, mm"))
        self.say(self.make_copy.setText, lambda: _("Add the variant"))
        self.say(self.no_copy.setText, lambda: _("Cancel"))
        self.make_copy.clicked.connect(self.copy_wanted)
        self.no_copy.clicked.connect(lambda: self.copying(show=False))
        for widget in (self.copy_name, self.copy_words, self.copy_d, self.make_copy, self.no_copy):
            row.addWidget(widget)
        row.addStretch(1)
        self.copy_line.hide()
        return self.copy_line

    def _chain(self) -> None:
        """Enter goes from figure to figure, then to where they are from, then to the button."""
        fields = self._fields()
        for place, field in enumerate(fields):
            field.left.connect(lambda step, at=place: self._go(at + (1 if step > 0 else -1)))
        self.origin.left.connect(lambda step: self._go(len(fields) + (1 if step > 0 else -1)))
        self.copy_name.left.connect(lambda _step: self.copy_d.setFocus())
        self.copy_d.left.connect(lambda _step: self.make_copy.setFocus())

    def _go(self, place: int) -> None:
        fields = self._fields()
        if place == len(fields):
            self.origin.take_focus()
        elif place > len(fields):
            self.save.setFocus()
        elif place >= 0:
            fields[place].setFocus()

    def take_focus(self) -> None:
        """Put the cursor into the first price."""
        self.boxes[0].setFocus()

    # ---- showing

    def let_write(self, writable: bool) -> None:
        """Allow changes or not, as the village is open for writing or reading."""
        self._writable = writable
        for widget in (*self._fields(), self.origin, self.save, self.undo, self.copy):
            widget.setEnabled(writable)

    def show_row(self, row: Any) -> None:
        """Show a measure or side cost as it holds in the village."""
        if self._row is None or row.id != self._row.id:
            self.copying(show=False)
        self._row = row
        self.name.setText(f"{row.name.get(language())}  ({row.id})")
        self.told.setText(self._usual_words(row))
        self.done_how.setText(_how(row))
        self.done_how.setVisible(bool(self.done_how.text()))
        self.unit.setText(_("yuan/{unit}").format(unit=row.unit.get(language())))
        for field, name in zip(self.boxes, PRICES, strict=True):
            field.show_text(f"{getattr(row, name):g}")
        shown = (row.labour * 100, row.unskilled * 100, row.life, row.theta_min)
        for field, number in zip(self.numbers, shown, strict=True):
            field.show_text("" if number is None else f"{number:g}")
            field.setEnabled(self._writable and row.life is not None)
        own = row.own or next(iter(row.numbers.values()), None)
        said = (own.source, own.date, own.mark) if own is not None else ("", "", "")
        self.origin.show_origin(*said)
        self.back.setEnabled(row.changed and self._writable)
        self.copy.setEnabled(row.life is not None and self._writable)
        self.odd.hide()

    def _usual_words(self, row: Any) -> str:
        usual = row.usual
        if usual is None:
            return _("A variant of the village: {source}").format(source=row.source.get(language()))
        return _("Catalogue: {price}, work {labour:.0%}, life {life}. {mark}: {source}").format(
            price=range_of(usual.cost.low, usual.cost.typical, usual.cost.high),
            labour=usual.labour_share.value,
            life=f"{usual.life.value:g}" if row.life is not None else "–",
            mark=mark_word(usual.cost.mark),
            source=row.source.get(language()),
        )

    def copying(self, *, show: bool) -> None:
        """Show or hide the line that makes a variant."""
        self.copy_line.setVisible(show)
        if not show or self._row is None:
            return
        d = self._row.insulation
        self.copy_name.show_text("")
        self.copy_d.show_text("" if d is None else f"{d * 1000:g}")
        self.copy_d.setVisible(d is not None)
        self.copy_words.setVisible(d is not None)
        self.copy_name.setFocus()

    # ---- what is written

    def prices(self) -> tuple[float, float, float] | None:
        """Return the three prices, None where they are those that hold.

        Raises
        ------
        ParseError
            If one is no number.
        """
        low, typical, high = (parse_number(field.text()) for field in self.boxes)
        row = self._row
        same = (low, typical, high) == (row.low, row.typical, row.high)
        return None if same else (low, typical, high)

    def changed_numbers(self) -> "dict[Column, float]":
        """Return life [a], shares of work [-], least temperature [°C] that are not what holds.

        Raises
        ------
        ParseError
            If one is no number.
        """
        row = self._row
        if row.life is None:
            return {}
        held: dict[Column, float | None] = {
            "labour_share": row.labour,
            "unskilled_share": row.unskilled,
            "life": row.life,
            "theta_min": row.theta_min,
        }
        found: dict[Column, float] = {}
        for field, name in zip(self.numbers, NUMBERS, strict=True):
            if name == "theta_min" and not field.text().strip():
                continue
            number, was = parse_number(field.text()), held[name]
            value = number / 100 if name in SHARES else number
            if was is None or abs(value - was) > 1e-9:
                found[name] = value
        return found

    def copy_thickness(self) -> float | None:
        """Return the thickness of the copy [m], None where it is that of the original."""
        d = self._row.insulation
        if d is None or not self.copy_d.text().strip():
            return None
        found = parse_number(self.copy_d.text()) / 1000
        return None if abs(found - d) < 1e-9 else found


def _how(row: Any) -> str:
    """Return how the measure is done: days, weather, what is bought."""
    told = (
        (_("Days on site: {text}"), row.days),
        (_("Weather: {text}"), row.weather),
        (_("Materials per unit: {text}"), row.goods),
    )
    parts = [words.format(text=text.get(language())) for words, text in told if text.zh]
    return "   ".join(parts)


__all__ = ["MeasureCard", "ParseError", "range_of"]
