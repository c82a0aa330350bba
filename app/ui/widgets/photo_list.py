"""A list of photos as pictures, with keys and with dragging from and to other lists."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QIcon,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.model.survey.photos import SLOTS
from app.ui.widgets.thumbnails import SIZE, Thumbnails

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-nuanfang-photos"
_ITEM = Qt.ItemDataRole.UserRole
_DIGITS = {getattr(Qt.Key, f"Key_{digit}"): digit for digit in range(1, len(SLOTS) + 1)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as a list shows it; ``row`` is its place in the survey, empty while it is free."""

    photo: str
    row: str = ""
    words: str = ""
    spoken: str = ""


class PhotoModel(QAbstractListModel):
    """The photos of one list; pictures are asked for only when they are painted."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.items: list[Shown] = []
        self._places: dict[str, int] = {}
        thumbnails.ready.connect(self._arrived)

    def show_items(self, items: Sequence[Shown]) -> None:
        """Show these photos."""
        self.beginResetModel()
        self.items = list(items)
        self._places = {item.photo: number for number, item in enumerate(self.items)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return QIcon(self._thumbnails.get(item.photo))  # an icon shrinks to its place
        if role == Qt.ItemDataRole.DisplayRole:
            return item.words
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._thumbnails.refused.get(item.photo) or item.spoken or item.words
        return item if role == _ITEM else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        moved = [[self.items[index.row()].photo, self.items[index.row()].row] for index in indexes]
        data.setData(MIME, json.dumps(moved).encode())
        return data

    def _arrived(self, photo_id: str) -> None:
        place = self._places.get(photo_id)
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place))


class PhotoList(QListView):
    """Photos side by side. Digits, Del, Enter, Space and F2 are told, never done here."""

    slot_wanted = Signal(int)  # 1 to 6, for the chosen photos
    remove_wanted = Signal()
    opened = Signal()
    caption_wanted = Signal()
    dropped = Signal(list)  # of Shown
    entered = Signal()  # the cursor came here

    def __init__(self, thumbnails: Thumbnails, *, one_row: bool = False) -> None:
        super().__init__()
        self.photos = PhotoModel(thumbnails, self)
        self.setModel(self.photos)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        if one_row:
            self.setWrapping(False)
            self.setFlow(QListView.Flow.LeftToRight)
            self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.setLayoutMode(QListView.LayoutMode.Batched)
            self.setIconSize(SIZE)
            self.setGridSize(QSize(SIZE.width() + 14, SIZE.height() + 30))

    def chosen(self) -> list[Shown]:
        """Return the chosen photos in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.photos.items[row] for row in rows]

    def present(self) -> Shown | None:
        """Return the photo under the cursor."""
        index = self.currentIndex()
        return self.photos.items[index.row()] if index.isValid() else None

    def show_items(self, items: Sequence[Shown]) -> None:
        """Show photos; the cursor stays at its place."""
        if list(items) == self.photos.items:
            return
        row = self.currentIndex().row()
        self.photos.show_items(items)
        if items and row >= 0:
            self.setCurrentIndex(self.photos.index(min(row, len(items) - 1)))

    def go_to(self, row: int) -> None:
        """Put the cursor on a photo."""
        if 0 <= row < len(self.photos.items):
            self.setCurrentIndex(self.photos.index(row))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.photos.items:
            self.go_to(0)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        told = {
            Qt.Key.Key_Delete: self.remove_wanted,
            Qt.Key.Key_Backspace: self.remove_wanted,
            Qt.Key.Key_Return: self.opened,
            Qt.Key.Key_Enter: self.opened,
            Qt.Key.Key_Space: self.opened,
            Qt.Key.Key_F2: self.caption_wanted,
        }
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if plain == Qt.KeyboardModifier.NoModifier and self.photos.items:
            if key in _DIGITS:
                self.slot_wanted.emit(_DIGITS[key])
                return
            if key in told:
                told[key].emit()
                return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _take_ours(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take_ours(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is self or not event.mimeData().hasFormat(MIME):
            return
        moved = json.loads(bytes(event.mimeData().data(MIME).data()))
        event.setDropAction(Qt.DropAction.CopyAction)  # the lists are shown anew from the survey
        event.accept()
        self.dropped.emit([Shown(photo, row) for photo, row in moved])


def _take_ours(event: QDragMoveEvent) -> None:
    if event.mimeData().hasFormat(MIME):
        event.acceptProposedAction()
    else:
        event.ignore()
