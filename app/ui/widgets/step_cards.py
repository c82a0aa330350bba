"""Steps as a row of houses from left to right; a measure is moved by dragging or Ctrl+←→ (S16)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.pages.base import label, restyle
from app.ui.widgets.level_house import LevelHouse, level_word

MIME = "application/x-nuanfang-measure"
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: ``lines`` of figures, ``measures`` by key, ``warning`` or "".

    ``number`` 0 is today, which holds no measures.
    """

    number: int
    title: str
    when: str
    level: int
    figure: str
    lines: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    warning: str = ""


class Jobs(QListWidget):
    """The measures of one step; takes measures of other steps that are dropped on it."""

    taken = Signal(str)  # a measure dropped here
    pushed = Signal(str, int)  # a measure, to the left (-1) or right (+1)
    left = Signal(int)  # the cursor goes to the list on the left (-1) or right (+1)
    shifted = Signal(int)  # the step one season later (+1) or earlier (-1)

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(64)

    def show_jobs(self, jobs: Sequence[tuple[str, str]]) -> None:
        """Show measures by key and name."""
        self.clear()
        for key, name in jobs:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setToolTip(name)
            self.addItem(item)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCurrentRow(-1)

    def choose(self, key: str) -> bool:
        """Put the cursor on a measure; False if it is not here."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
                return True
        return False

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, str(items[0].data(_KEY)).encode())
        return data

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _take_if_ours(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        _take_if_ours(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.taken.emit(bytes(event.mimeData().data(MIME).data()).decode())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        item = self.currentItem()
        if event.text().isalpha():  # letters are keys of the page, not a search in the list
            event.ignore()
        elif not step:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and item is not None:
            self.pushed.emit(str(item.data(_KEY)), step)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shifted.emit(step)
        else:
            self.left.emit(step)


def _take_if_ours(event: QDragEnterEvent | QDragMoveEvent) -> None:
    if event.mimeData().hasFormat(MIME):
        event.acceptProposedAction()
    else:
        event.ignore()


class StepCard(QFrame):
    """One house with its figures and measures."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.setSpacing(3)
        self.title, self.when = label("heading"), label("quiet", wrap=True)
        self.house = LevelHouse()
        self.level, self.figure = label("label", wrap=True), label("title")
        self.lines: QLabel = label("label", wrap=True)
        self.warning = label("soft", wrap=True)
        self.jobs = Jobs()
        for widget in (self.title, self.when, self.house, self.level, self.figure, self.lines):
            box.addWidget(widget)
        box.addWidget(self.warning)
        box.addWidget(self.jobs, 1)
        box.addStretch(0)

    def show_card(self, card: Card) -> None:
        """Show one step or today."""
        self.title.setText(card.title)
        self.when.setText(card.when)
        self.house.show_level(card.level)
        self.level.setText(level_word(card.level))
        self.figure.setText(card.figure)
        self.lines.setText("\n".join(card.lines))
        self.warning.setText(card.warning)
        self.warning.setVisible(bool(card.warning))
        self.jobs.setVisible(card.number > 0)
        self.jobs.setAccessibleName(f"{card.title} {card.when}")
        self.jobs.show_jobs(card.measures)
        restyle(self, "role", "card")


class NewStep(QLabel):
    """A place at the right end: a measure dropped here makes a step of its own."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(72)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _take_if_ours(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.taken.emit(bytes(event.mimeData().data(MIME).data()).decode())


class StepRow(QWidget):
    """Today and all steps side by side."""

    moved = Signal(str, int)  # a measure to the step with this number, from 1
    shifted = Signal(int, int)  # a step some seasons later

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.cards: list[StepCard] = []
        self.new = NewStep()
        self.new.taken.connect(lambda key: self.moved.emit(key, len(self.cards)))
        self._row.addWidget(self.new)

    def show_cards(self, cards: Sequence[Card], chosen: str = "") -> None:
        """Show today and the steps, the cursor on a measure."""
        while len(self.cards) < len(cards):
            self._add(len(self.cards))
        for number, widget in enumerate(self.cards):
            widget.setVisible(number < len(cards))
            if number < len(cards):
                widget.show_card(cards[number])
        for widget in self.cards[len(cards) :]:
            self._row.removeWidget(widget)
            widget.deleteLater()
        del self.cards[len(cards) :]
        for card in self.cards[1:]:
            if card.jobs.choose(chosen):
                card.jobs.setFocus()

    def _add(self, number: int) -> None:
        card = StepCard()
        card.jobs.taken.connect(lambda key: self.moved.emit(key, number))
        card.jobs.pushed.connect(lambda key, step: self._push(key, number + step))
        card.jobs.left.connect(lambda step: self._go(number + step))
        card.jobs.shifted.connect(lambda step: self.shifted.emit(number, step))
        self.cards.append(card)
        self._row.insertWidget(self._row.count() - 1, card, 1)

    def _push(self, key: str, to: int) -> None:
        if to >= 1:
            self.moved.emit(key, to)

    def _go(self, number: int) -> None:
        if 1 <= number < len(self.cards):
            self.cards[number].jobs.setFocus()

    def take_focus(self) -> None:
        """Put the cursor on the first step."""
        self._go(1)
