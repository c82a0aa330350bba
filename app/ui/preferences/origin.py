"""Where a figure of the village comes from: source, day and grade, the same for every figure."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Mark
from app.model.survey import spec
from app.ui.pages.base import label
from app.ui.speech import Speaker
from app.ui.texts import mark_word
from app.ui.widgets.choices import ChoiceList
from app.ui.widgets.editors import LineBox

_GRADE = "V05M"
_DAY = 96  # [px]
_GRADE_WIDTH = 136  # [px]


class Origin(QWidget, Speaker):
    """One line; Enter goes through it, ``left`` says to go on before or behind it."""

    left = Signal(int)

    def __init__(self, hint: Callable[[], str], *, dated: bool = True) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.source, self.day, self.grade = LineBox(), LineBox(), ChoiceList(self._grades())
        self.source.setMaxLength(100)
        self.source.setMinimumWidth(108)
        self.day.setFixedWidth(_DAY)
        self.day.setMaxLength(10)
        self.grade.setFixedWidth(_GRADE_WIDTH)
        words = label("label")
        self.say(words.setText, lambda: _("Where from"))
        self.say(self.source.setAccessibleName, lambda: _("Where from"))
        self.say(self.source.setPlaceholderText, hint)
        self.say(self.day.setAccessibleName, lambda: _("Date"))
        self.say(self.grade.setAccessibleName, lambda: _("Grade"))
        self.say(lambda _text: self.grade.set_items(self._grades()), str)
        self._chain = [self.source, *((self.day,) if dated else ()), self.grade]
        if not dated:
            self.day.hide()
        for place, widget in enumerate(self._chain):
            widget.left.connect(lambda step, at=place: self._go(at + (1 if step > 0 else -1)))
        row.addWidget(words)
        row.addWidget(self.source, 1)
        row.addWidget(self.day)
        row.addWidget(self.grade)

    @staticmethod
    def _grades() -> list[tuple[str, str]]:
        return [(c.code, f"{c.code} {c.label.get(language())}") for c in spec(_GRADE).choices]

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._chain):
            self._chain[place].setFocus()
        else:
            self.left.emit(1 if place > 0 else -1)

    def take_focus(self) -> None:
        """Put the cursor into the source."""
        self.source.setFocus()

    def show_origin(self, source: str, day: str, mark: str) -> None:
        """Show where a stored figure comes from; without one today and an estimate."""
        self.source.show_text(source)
        self.day.show_text(day or date.today().isoformat())
        self.grade.show_codes([mark if mark in ("A", "B", "C") else "C"])

    def values(self) -> tuple[str, str, Mark]:
        """Return source, day and grade as they stand."""
        day = self.day.text().strip() or date.today().isoformat()
        grades: dict[str, Mark] = {"A": "A", "B": "B"}
        return self.source.text().strip(), day, grades.get(str(self.grade.currentData()), "C")


def own_mark(mark: str) -> str:
    """Return the grade of a figure of the village as tables show it."""
    return f"{_('village')} · {mark_word(mark)}" if mark else _("village")
