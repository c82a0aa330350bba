"""Chips above the list of houses: one for each group that has houses, with their number."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.i18n import gettext as _
from app.model.archive import WAY
from app.ui.pages.base import button
from app.ui.widgets.house_groups import ALARM, UNFINISHED, UNTOUCHED, group_word

_ORDER = (UNTOUCHED, UNFINISHED, *WAY)
_GAP = 6


class HouseChips(QWidget):
    """Tells the chosen group; the chips are made again only when groups come or go."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(_GAP)
        self.chips: dict[str, QPushButton] = {}

    def show_groups(self, counts: Mapping[str, int], alarms: int, group: str) -> None:
        """Show the number of houses by group, those in danger, and which group is chosen."""
        numbers = {"": sum(counts.values()), **_sorted(counts)}
        if alarms or group == ALARM:
            numbers[ALARM] = alarms
        if group not in numbers:
            numbers[group] = 0  # what hides everything can be seen and left
        if list(numbers) != list(self.chips):
            self._make(numbers)
        for key, chip in self.chips.items():
            word = group_word(key) if key else _("All")
            chip.setText(f"{word} {numbers[key]}")
            chip.setChecked(key == group)

    def _make(self, numbers: Mapping[str, int]) -> None:
        for chip in self.chips.values():
            self.row.removeWidget(chip)
            chip.deleteLater()
        self.chips = {key: self._chip(key) for key in numbers}

    def _chip(self, key: str) -> QPushButton:
        chip = button("chip", checkable=True)
        chip.setAutoExclusive(True)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self.row.addWidget(chip)
        return chip


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    place = {group: number for number, group in enumerate(_ORDER)}
    return dict(sorted(Counter(counts).items(), key=lambda item: place.get(item[0], len(place))))
