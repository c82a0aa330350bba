"""The measures for one's own package: what may be ticked, and why the rest may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.assessment import LossPart
from app.ui import style


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure as offered: ``reason`` says why it cannot be had, empty if it can."""

    id: str
    category: str
    name: Text
    reason: Text | None = None


def category_word(category: str) -> str:
    """Return the word for a part of the house that measures work on."""
    return {
        "strengthening": _("Strengthening"),
        "repair": _("Repairs first"),
        "wall": _("Walls"),
        "roof": _("Roof"),
        "ceiling": _("Ceiling"),
        "window": _("Windows"),
        "cover": _("Winter covers"),
        "door": _("Doors"),
        "air": _("Draughts"),
        "sunspace": _("Sunspace"),
        "floor": _("Floor"),
        "floor_edge": _("Floor edge"),
        "heating": _("Heating"),
        "electric": _("Electricity"),
        "safety": _("Safety"),
    }.get(category, category)


MEASURES_OF: Mapping[LossPart, tuple[str, ...]] = {
    "wall": ("wall",),
    "roof": ("roof", "ceiling"),
    "opening": ("window", "cover", "door", "sunspace"),
    "air": ("air",),
    "floor": ("floor_edge",),
}
"""The kinds of measure that work on a part of the losses."""


class MeasureList(QTreeWidget):
    """Tick list grouped by part; Space ticks."""

    ticked = Signal(object)  # tuple of measure ids

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._changed)

    def show_offers(self, offers: Sequence[Offer], chosen: Sequence[str]) -> None:
        """Show the measures of the house, the chosen ones ticked."""
        self.blockSignals(True)
        place = self.verticalScrollBar().value()
        self.clear()
        groups: dict[str, list[Offer]] = {}
        for offer in offers:
            groups.setdefault(offer.category, []).append(offer)
        useful = {c for c, members in groups.items() if any(m.reason is None for m in members)}
        for category, members in sorted(groups.items(), key=lambda group: group[0] not in useful):
            head = QTreeWidgetItem(self, [category_word(category)])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setBackground(0, QColor(style.SHADE))
            for offer in sorted(members, key=lambda item: item.reason is not None):
                self._add(head, offer, offer.id in chosen)
        self.expandAll()
        self.verticalScrollBar().setValue(place)
        self.blockSignals(False)

    def _add(self, head: QTreeWidgetItem, offer: Offer, ticked: bool) -> None:
        name = offer.name.get(language())
        reason = offer.reason.get(language()) if offer.reason is not None else ""
        item = QTreeWidgetItem(head, [f"{name}\n{reason}" if reason else name])
        item.setData(0, Qt.ItemDataRole.UserRole, offer.id)
        item.setToolTip(0, f"{name}\n{reason}".strip())
        if offer.reason is not None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(0, QColor(style.QUIET))
            return
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsSelectable
        )
        item.setCheckState(0, Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the ticked measures."""
        found = []
        for group in range(self.topLevelItemCount()):
            head = self.topLevelItem(group)
            if head is None:
                continue
            for number in range(head.childCount()):
                item = head.child(number)
                if item.checkState(0) is Qt.CheckState.Checked:
                    found.append(str(item.data(0, Qt.ItemDataRole.UserRole)))
        return tuple(found)

    def _changed(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.ticked.emit(self.chosen())


def offers_of(
    measures: Mapping[str, tuple[str, Text]], excluded: Mapping[str, Text]
) -> list[Offer]:
    """Return all measures (id -> category and name) with the reason for the excluded ones."""
    return [
        Offer(id_, category, name, excluded.get(id_)) for id_, (category, name) in measures.items()
    ]
