"""Chips above the list of houses: one for each group that has houses, with their number."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from app.i18n import gettext as _
from app.model.archive import WAY
from app.ui.pages.base import button
from app.ui.widgets.house_groups import ALARM, UNFINISHED, UNTOUCHED, group_word

_ORDER = (UNTOUCHED, UNFINISHED, *WAY)
_GAP = 6


class HouseChips(QWidget):
    """Tells the chosen group; chips that find no room stand in a menu at the end."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._group = ""
        self.chips: dict[str, QPushButton] = {}
        self.more = button("chip")
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self._row.addWidget(self.more)
        self._row.addStretch(1)

    def show_groups(self, counts: Mapping[str, int], alarms: int, group: str) -> None:
        """Show the number of houses by group, those in danger, and which group is chosen."""
        numbers = {"": sum(counts.values()), **_sorted(counts)}
        if alarms or group == ALARM:
            numbers[ALARM] = alarms
        if group not in numbers:
            numbers[group] = 0  # what hides everything can be seen and left
        self._group = group
        if list(numbers) != list(self.chips):
            self._make(numbers)
        for key, chip in self.chips.items():
            word = group_word(key) if key else _("All")
            chip.setText(f"{word} {numbers[key]}")
            chip.setChecked(key == group)
        self.more.setAccessibleName(_("More groups"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many chips as there is room for, the chosen one and the danger before others."""
        wanted = {key: chip.sizeHint().width() + _GAP for key, chip in self.chips.items()}
        room = self.width()
        if sum(wanted.values()) > room + _GAP:
            room -= self.more.sizeHint().width() + _GAP
        shown: set[str] = set()
        for key in sorted(wanted, key=lambda one: one not in (self._group, ALARM, "")):
            if wanted[key] <= room + _GAP:
                shown.add(key)
                room -= wanted[key]
        self.menu.clear()
        for key, chip in self.chips.items():
            chip.setVisible(key in shown)
            if key not in shown:
                self.menu.addAction(chip.text(), chip.click)
        hidden = len(self.chips) - len(shown)
        self.more.setText(f"+{hidden}")
        self.more.setVisible(hidden > 0)

    def _make(self, numbers: Mapping[str, int]) -> None:
        for chip in self.chips.values():
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = {}
        for place, key in enumerate(numbers):
            chip = button("chip", checkable=True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._row.insertWidget(place, chip)
            self.chips[key] = chip


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    place = {group: number for number, group in enumerate(_ORDER)}
    return dict(sorted(counts.items(), key=lambda item: place.get(item[0], len(place))))
