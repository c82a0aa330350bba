"""Own money, rent or none, each with its risks; batteries; what is never promised (S14)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.solar import Ownership, Solar
from app.model.stages import stage_specs
from app.model.stages.solar import BATTERY, OWNERSHIP
from app.ui.pages.base import button, label
from app.ui.texts import money
from app.ui.widgets.solar_figures import battery_text, beside_text

OWNERSHIPS: tuple[Ownership, ...] = ("own", "rent", "none")


class OwnershipCard(QFrame):
    """Chips of ownership and battery; sentences beside them, notes below."""

    committed = Signal(str, object)  # stage field, value or None

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(4)
        self.risk = label("label", wrap=True)
        self.promise, self.sized = label("hard"), label("label", wrap=True)
        self.notes = label("small", wrap=True)
        box.addLayout(self._owner_row())
        box.addLayout(self._battery_row())
        box.addWidget(self.sized)
        box.addWidget(self.notes)

    def _owner_row(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        self.chips: dict[Ownership, QPushButton] = {}
        for ownership in OWNERSHIPS:
            chip = button("chip", checkable=True)
            chip.clicked.connect(lambda _on, code=ownership: self.committed.emit(OWNERSHIP, code))
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[ownership] = chip
        row.addWidget(self.risk, 1)
        row.addWidget(self.promise)
        return row

    def _battery_row(self) -> QHBoxLayout:
        row, self._group = QHBoxLayout(), QButtonGroup(self)
        self.battery, self.worth = label("label"), label("label", wrap=True)
        self.batteries = QHBoxLayout()
        row.addWidget(self.battery)
        row.addLayout(self.batteries)
        row.addWidget(self.worth, 1)
        return row

    def show_solar(self, found: Solar, *, writable: bool) -> None:
        """Show what was chosen and what it means."""
        from app.services.solar_notes import NOT_GUARANTEED, RISKS  # the window comes first

        declared = stage_specs()[OWNERSHIP]
        for code, chip in self.chips.items():
            choice = declared.choice(code)
            chip.setText(choice.label.get(language()) if choice is not None else code)
            chip.setChecked(code == found.ownership)
            chip.setEnabled(writable)
        self.risk.setText(RISKS[found.ownership].get(language()) + _rent(found))
        self.promise.setText(NOT_GUARANTEED.get(language()))
        rest = [note.get(language()) for note in found.notes if note != NOT_GUARANTEED]
        self.notes.setText(" ".join(rest))
        self.sized.setText(beside_text(found))
        self.sized.setVisible(bool(self.sized.text()))
        self._show_batteries(found, writable=writable)

    def _show_batteries(self, found: Solar, *, writable: bool) -> None:
        while (item := self.batteries.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.battery.setText(stage_specs()[BATTERY].label.get(language()))
        self.battery.setVisible(found.size is not None)
        sizes = (0.0, *(choice.capacity for choice in found.batteries))
        for capacity in sizes if found.size is not None else ():
            self._add_battery(capacity, chosen=capacity == found.battery, writable=writable)
        self.worth.setText(battery_text(found))

    def _add_battery(self, capacity: float, *, chosen: bool, writable: bool) -> None:
        chip = button("chip", checkable=True)
        words = _("{n} kWh").format(n=f"{capacity:g}") if capacity else _("none")
        chip.setText(words)
        chip.setAccessibleName(f"{self.battery.text()}: {words}")
        chip.setChecked(chosen)
        chip.setEnabled(writable)
        chip.clicked.connect(lambda _on: self.committed.emit(BATTERY, capacity or None))
        self._group.addButton(chip)
        self.batteries.addWidget(chip)


def _rent(found: Solar) -> str:
    if found.ownership != "rent" or found.size is None:
        return ""
    low, _typical, high = found.size.rent_npv
    words = _("Rent over its life {low} to {high} yuan.").format(low=money(low), high=money(high))
    return f" {words}"
