"""The measures for one's own package: what may be ticked, and why the rest may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.assessment import LossPart
from app.model.house import Side
from app.ui import style


@dataclass(frozen=True, slots=True)
class Offer:
    """A measure as offered: ``reason`` says why it cannot be had, empty if it can.

    ``sides`` are those that can be ticked apart; empty where it is not chosen by side.
    """

    id: str
    category: str
    name: Text
    reason: Text | None = None
    sides: tuple[Side, ...] = ()


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


def side_word(side: Side) -> str:
    """Return the word for a side of the house."""
    return {"S": _("Front"), "N": _("Back"), "E": _("East side"), "W": _("West side")}[side]


MEASURES_OF: Mapping[LossPart, tuple[str, ...]] = {
    "wall": ("wall",),
    "roof": ("roof", "ceiling"),
    "opening": ("window", "cover", "door", "sunspace"),
    "air": ("air",),
    "floor": ("floor_edge",),
}
"""The kinds of measure that work on a part of the losses."""


_TICKABLE = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
)


class MeasureList(QTreeWidget):
    """Tick list grouped by part, with the sides of what is chosen by side; Space ticks."""

    ticked = Signal(object)  # tuple of measures as written, W_EPS80@N+E

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told = QTimer(self)  # a tick of several sides is told once, when Qt is done with it
        self._told.setSingleShot(True)
        self._told.setInterval(0)
        self._told.timeout.connect(lambda: self.ticked.emit(self.chosen()))
        self.itemChanged.connect(lambda _item, _column: self._told.start())

    def show_offers(
        self,
        offers: Sequence[Offer],
        chosen: Sequence[str],
        said: Mapping[str, Text] = MappingProxyType({}),
    ) -> None:
        """Show the measures of the house, the chosen ones ticked (``W_EPS80``, ``W_EPS80@N``).

        ``said``: what the tick of a measure brings about, by its id.
        """
        sides = {text.partition("@")[0]: text.partition("@")[2] for text in chosen}
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
                self._add(head, offer, sides.get(offer.id), said.get(offer.id))
            head.setExpanded(True)
        self.verticalScrollBar().setValue(place)
        self.blockSignals(False)

    def _add(
        self, head: QTreeWidgetItem, offer: Offer, ticked: str | None, said: Text | None
    ) -> None:
        """Add a measure; ``ticked`` holds its sides, "" all of them, None that it is not done."""
        name = offer.name.get(language())
        reason = offer.reason.get(language()) if offer.reason is not None else ""
        if said is not None and ticked is not None:
            reason = f"⚠ {said.get(language())}"
        item = QTreeWidgetItem(head, [f"{name}\n{reason}" if reason else name])
        item.setData(0, Qt.ItemDataRole.UserRole, offer.id)
        item.setToolTip(0, f"{name}\n{reason}".strip())
        if offer.reason is not None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setForeground(0, QColor(style.QUIET))
            return
        item.setFlags(_TICKABLE)
        item.setCheckState(0, _state(ticked is not None))
        if len(offer.sides) < 2:
            return
        item.setFlags(_TICKABLE | Qt.ItemFlag.ItemIsAutoTristate)
        wanted = ticked.split("+") if ticked else offer.sides if ticked == "" else ()
        for side in offer.sides:
            part = QTreeWidgetItem(item, [side_word(side)])
            part.setData(0, Qt.ItemDataRole.UserRole, side)
            part.setFlags(_TICKABLE)
            part.setCheckState(0, _state(side in wanted))
        item.setExpanded(ticked is not None)

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked measures as written: with sides where it has any to choose from."""
        ticked = (i for i in self._items() if i.checkState(0) is not Qt.CheckState.Unchecked)
        return tuple(_written(item) for item in ticked)

    def offered(self) -> frozenset[str]:
        """Return the ids of the measures that may be ticked."""
        return frozenset(
            str(item.data(0, Qt.ItemDataRole.UserRole)) for item in self._items() if item.flags()
        )

    def _items(self) -> list[QTreeWidgetItem]:
        heads = [self.topLevelItem(k) for k in range(self.topLevelItemCount())]
        return [head.child(k) for head in heads if head for k in range(head.childCount())]


def _state(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


def _written(item: QTreeWidgetItem) -> str:
    name = str(item.data(0, Qt.ItemDataRole.UserRole))
    parts = [item.child(k) for k in range(item.childCount())]
    sides = [
        str(part.data(0, Qt.ItemDataRole.UserRole))
        for part in parts
        if part.checkState(0) is Qt.CheckState.Checked
    ]
    return f"{name}@{'+'.join(sides)}" if sides else name


def offers_of(
    measures: Mapping[str, tuple[str, Text]],
    excluded: Mapping[str, Text],
    sides: Mapping[str, tuple[Side, ...]] = MappingProxyType({}),
) -> list[Offer]:
    """Return all measures (id -> category and name) with the reason for the excluded ones."""
    return [
        Offer(id_, category, name, excluded.get(id_), sides.get(id_, ()))
        for id_, (category, name) in measures.items()
    ]
