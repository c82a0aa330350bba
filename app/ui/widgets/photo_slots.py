"""The slots of a house: what is in them, and what a stage still asks for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey.photos import SLOTS
from app.ui import style
from app.ui.pages.base import label
from app.ui.texts import short_label
from app.ui.widgets.photo_list import PhotoList, Shown
from app.ui.widgets.thumbnails import Thumbnails

_LEAST, _MOST = 44, 96  # [px] height of a thumbnail
_TITLE, _EDGE = 26, 34


class SlotCard(QFrame):
    """One slot: number, name, count, and its photos in a row."""

    def __init__(self, slot: str, number: int, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.slot, self.number = slot, number
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 3, 8, 5)
        box.setSpacing(1)
        line = QHBoxLayout()
        self.name, self.state = label("label"), label("small")
        line.addWidget(self.name, 1)
        line.addWidget(self.state)
        box.addLayout(line)
        self.list = PhotoList(thumbnails, one_row=True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListView { border: 0; }")
        self.help = QLabel(self.list)  # what to take, where no photo is yet
        self.help.setWordWrap(True)
        self.help.setProperty("role", "small")
        self.help.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.help.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.list, 1)

    def show_photos(self, items: Sequence[Shown], lacking: int, needed_for: str) -> None:
        """Show the photos of the slot; ``lacking`` of them stand against a stage."""
        self.list.show_items(items)
        name = SLOTS[self.slot].name.get(language())
        self.name.setText(f"<b>{self.number}</b>  {short_label(name)}")
        self.help.setText(SLOTS[self.slot].help.get(language()))
        self.help.setVisible(not items)
        self.setToolTip(name)
        self.list.setAccessibleName(f"{self.number} {name}")
        colour, words = style.QUIET, ""
        if lacking:
            colour, words = style.SOFT, _("○ {n} lacking").format(n=lacking)
        elif items:
            colour, words = style.OK, f"✓ {len(items)}"
        self.state.setStyleSheet(f"color: {colour}; font-size: {style.SMALL}px;")
        self.state.setText(words)
        self.state.setToolTip(needed_for)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Thumbnails as high as the card allows."""
        super().resizeEvent(event)
        self.help.setGeometry(2, 2, self.list.width() - 4, self.list.height() - 4)
        height = max(_LEAST, min(_MOST, self.height() - _TITLE - _EDGE + 12))
        size = QSize(height * 4 // 3, height)
        if size != self.list.iconSize():
            self.list.setIconSize(size)
            self.list.setGridSize(QSize(size.width() + 8, size.height() + 6))


class PhotoSlots(QWidget):
    """The slots as cards, two beside each other."""

    slot_wanted = Signal(list, int)  # chosen photos, slot number
    remove_wanted = Signal(list)
    opened = Signal(object)  # Shown
    caption_wanted = Signal(object)
    entered = Signal(object)  # the list with the cursor

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.cards: dict[str, SlotCard] = {}
        for number, slot in enumerate(SLOTS, 1):
            card = SlotCard(slot, number, thumbnails)
            grid.addWidget(card, (number - 1) // 2, (number - 1) % 2)
            self.cards[slot] = card
            self._connect(card)
        for column in range(2):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 150)

    def _connect(self, card: SlotCard) -> None:
        view = card.list
        view.slot_wanted.connect(lambda number: self.slot_wanted.emit(view.chosen(), number))
        view.remove_wanted.connect(lambda: self.remove_wanted.emit(view.chosen()))
        view.opened.connect(lambda: self.opened.emit(view.present()))
        view.caption_wanted.connect(lambda: self.caption_wanted.emit(view.present()))
        view.dropped.connect(lambda items: self.slot_wanted.emit(items, card.number))
        view.entered.connect(lambda: self.entered.emit(view))

    def show_slots(
        self, shown: Mapping[str, Sequence[Shown]], lacking: Mapping[str, tuple[int, str]]
    ) -> None:
        """Show slot -> photos, and slot -> how many are lacking for which stage."""
        for slot, card in self.cards.items():
            count, stage = lacking.get(slot, (0, ""))
            card.show_photos(shown.get(slot, ()), count, stage)
