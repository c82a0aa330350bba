"""The four cards of the first page: how many houses wait for what; a key or click lists them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.pages.base import button, label
from app.ui.speech import Speaker
from app.ui.widgets.house_groups import UNFINISHED, UNTOUCHED

CARDS: tuple[tuple[str, Callable[[], str]], ...] = (
    (UNTOUCHED, lambda: _("not surveyed yet")),
    (UNFINISHED, lambda: _("survey not finished")),
    ("assessed", lambda: _("family to choose a package")),
    ("construction", lambda: _("works to be accepted")),
)
"""Group of houses, and what they wait for."""


class TaskCards(QWidget, Speaker):
    """Four large buttons side by side."""

    chosen = Signal(str)  # group

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.cards: dict[str, QPushButton] = {}
        self._numbers = dict.fromkeys((group for group, _word in CARDS), 0)
        self._labels = {}
        for place, (group, _word) in enumerate(CARDS):
            made = button("card")
            made.clicked.connect(lambda _checked=False, group=group: self.chosen.emit(group))
            inside = QVBoxLayout(made)
            inside.setContentsMargins(16, 8, 16, 8)
            number, word, key = label("figure"), label("label"), label("small")
            key.setText(str(place + 1))
            top = QHBoxLayout()
            top.addWidget(number)
            top.addStretch(1)
            top.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
            inside.addLayout(top)
            inside.addWidget(word)
            for part in (number, word, key):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.cards[group], self._labels[group] = made, (number, word)
            row.addWidget(made, 1)
        self.retranslate()

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show how many houses are in each group."""
        self._numbers = {group: numbers.get(group, 0) for group in self.cards}
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for group, word in CARDS:
            number, words = self._labels[group]
            number.setText(str(self._numbers[group]))
            words.setText(word())
            self.cards[group].setAccessibleName(f"{self._numbers[group]} {word()}")
