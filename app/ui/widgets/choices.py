"""One of a few answers, or several of them: a bar of pieces, or a list where a bar is too wide."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.ui import style
from app.ui.widgets.editors import ADVANCE, step_of_key
from app.ui.widgets.icons import has_picture, icon

KEYS = "1234567890-"  # the tenth answer is key 0, the eleventh the dash
Item = tuple[str, str]  # code, label

PIECE = 28
_GAP = 4
_PAD = 6


def key_of(position: int) -> str:
    """Return the key that picks the answer at this position, empty if there is none."""
    return KEYS[position] if position < len(KEYS) else ""


def position_of_key(event: QKeyEvent) -> int:
    """Return the position that a key picks, -1 if it picks none."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    return KEYS.find(text) if text and len(text) == 1 and not modifiers else -1


def flow(
    items: Sequence[Item], font: QFont, width: float, *, several: bool
) -> tuple[list[QRectF], int]:
    """Return the boxes of the pieces of a bar [px], and the number of lines they take."""
    metrics = QFontMetricsF(font)
    boxes: list[QRectF] = []
    x, line = 0.0, 0
    for _code, label in items:
        wide = metrics.horizontalAdvance(label) + 2 * _PAD + 11 + (14 if several else 0)
        wide = min(wide, width)
        if boxes and x + wide > width:
            x, line = 0.0, line + 1
        boxes.append(QRectF(x, line * (PIECE + _GAP), wide, PIECE))
        x += wide + _GAP
    return boxes, line + 1


def height_of_lines(lines: int) -> int:
    """Return the height [px] of so many lines of pieces."""
    return lines * PIECE + (lines - 1) * _GAP


class ChoiceBar(QWidget):
    """The answers side by side, each with the digit that picks it.

    With ``several`` digits and Space tick and untick, and the first ticked is the main one.
    """

    committed = Signal(object)
    left = Signal(int)
    entered = Signal()

    def __init__(self, items: Sequence[Item], *, several: bool = False) -> None:
        super().__init__()
        self._items = list(items)
        self._several = several
        self._chosen: tuple[str, ...] = ()
        self._on_entry: tuple[str, ...] = ()
        self._tone = ""
        self._fault = ""
        self._cursor = 0
        self._boxes: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out(300)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other labels (another language)."""
        self._items = list(items)
        self._lay_out(self.width())

    def show_codes(self, codes: Sequence[str], tone: str = "") -> None:
        """Show what is stored; ``tone`` "default" for a value nobody has given yet."""
        if codes and not self.hasFocus():
            self._cursor = max(self._position(codes[0]), 0)
        if (tuple(codes), tone) == (self._chosen, self._tone):
            return  # painting all bars anew takes longer than the answer
        self._chosen, self._tone = tuple(codes), tone
        self._describe()
        self.update()

    def show_fault(self, severity: str) -> None:
        """Mark the bar as "hard" or "soft" faulty."""
        if severity != self._fault:
            self._fault = severity
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, PIECE)

    def commit(self) -> None:
        """Nothing waits: every pick is reported at once."""

    def _position(self, code: str) -> int:
        return next((i for i, (item, _label) in enumerate(self._items) if item == code), -1)

    def _describe(self) -> None:
        labels = [label for code, label in self._items if code in self._chosen]
        self.setAccessibleDescription(", ".join(labels))

    def _fonts(self) -> tuple[QFont, QFont]:
        label, digit = QFont(self.font()), QFont(self.font())
        label.setPixelSize(style.LABEL)
        digit.setPixelSize(10)
        return label, digit

    def _lay_out(self, width: float) -> None:
        self._boxes, lines = flow(self._items, self._fonts()[0], width, several=self._several)
        self.setFixedHeight(height_of_lines(lines))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of_key(event)
        position = position_of_key(event)
        if step:
            self.left.emit(step)
        elif 0 <= position < len(self._items):
            self._pick(position)
            if not self._several:
                self.left.emit(ADVANCE)
        elif event.key() == Qt.Key.Key_Space:
            self._pick(self._cursor)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            change = 1 if event.key() == Qt.Key.Key_Right else -1
            self._cursor = (self._cursor + change) % max(len(self._items), 1)
            self.update()
        elif event.key() == Qt.Key.Key_Escape:
            self._restore()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on along the form, as Enter does."""
        self.left.emit(1 if forward else -1)
        return True

    def _restore(self) -> None:
        if self._chosen != self._on_entry:
            self._report(self._on_entry)

    def _pick(self, position: int) -> None:
        self._cursor = position
        code = self._items[position][0]
        if not self._several:
            self._report((code,))
            return
        chosen = () if self._tone == "default" and code not in self._chosen else self._chosen
        if code in chosen:
            self._report(tuple(item for item in chosen if item != code))
        elif code == "none":
            self._report((code,))
        else:
            self._report((*(item for item in chosen if item != "none"), code))

    def _report(self, chosen: tuple[str, ...]) -> None:
        self._chosen = chosen
        self._tone = ""
        self._describe()
        self.update()
        self.committed.emit(chosen if self._several else (chosen[0] if chosen else None))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for position, box in enumerate(self._boxes):
            if box.contains(event.position()):
                self._pick(position)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._on_entry = self._chosen
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for position, (box, (code, label)) in enumerate(zip(self._boxes, self._items, strict=True)):
            self._paint_piece(painter, box, key_of(position), label, code in self._chosen)
            if self.hasFocus() and position == self._cursor:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(style.INK), 1, Qt.PenStyle.DotLine))
                painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 2, 2)

    def _paint_piece(
        self, painter: QPainter, box: QRectF, key: str, label: str, chosen: bool
    ) -> None:
        firm = chosen and self._tone != "default"
        edge = QColor(style.PRIMARY if self.hasFocus() else style.LINE_STRONG)
        if self._fault:
            edge = QColor(style.HARD if self._fault == "hard" else style.SOFT)
        fill = QColor(style.PAPER)
        if firm:
            fill = QColor(style.PRIMARY)
        elif chosen:
            fill = QColor(style.SHADE)
        if not self.isEnabled():
            edge, fill = QColor(style.LINE), QColor(style.SHADE if chosen else style.GROUND)
            firm = False
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        label_font, digit_font = self._fonts()
        ink = QColor(style.ON_PRIMARY if firm else style.INK if self.isEnabled() else style.QUIET)
        if chosen and not firm:
            label_font.setItalic(True)
            ink = QColor(style.DEFAULT_INK)
        painter.setPen(QColor(style.PICKED_KEY) if firm else QColor(style.QUIET))
        painter.setFont(digit_font)
        left = box.left() + 5
        painter.drawText(QPointF(left, box.top() + 13), key)
        left += 9
        if self._several:
            self._paint_tick(painter, QRectF(left, box.top() + 9, 10, 10), chosen, ink)
            left += 14
        painter.setPen(ink)
        painter.setFont(label_font)
        space = QRectF(left, box.top(), box.right() - left - 2, box.height())
        text = QFontMetricsF(label_font).elidedText(
            label, Qt.TextElideMode.ElideRight, space.width() + 1
        )
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _paint_tick(painter: QPainter, box: QRectF, ticked: bool, ink: QColor) -> None:
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        if ticked:
            painter.setPen(QPen(ink, 2))
            middle = QPointF(box.left() + 4, box.bottom() - 2)
            painter.drawLine(QPointF(box.left() + 1.5, box.center().y()), middle)
            painter.drawLine(middle, QPointF(box.right() - 1, box.top() + 1.5))


class ChoiceList(QComboBox):
    """The answers in a list; digits pick, the wheel does nothing."""

    committed = Signal(object)
    left = Signal(int)
    entered = Signal()

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._on_entry = -1
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_items(items)
        self.activated.connect(self._report)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other labels (another language); the answer stays."""
        chosen = self.currentData()
        self.clear()
        for position, (code, label) in enumerate(items):
            key = key_of(position)
            self.addItem(f"{key}  {label}" if key else f"    {label}", code)
            if has_picture(code):
                self.setItemIcon(position, icon(code, style.QUIET))
        self.setCurrentIndex(self.findData(chosen) if chosen is not None else -1)

    def show_codes(self, codes: Sequence[str], tone: str = "") -> None:
        """Show what is stored."""
        self.setCurrentIndex(self.findData(codes[0]) if codes else -1)

    def commit(self) -> None:
        """Nothing waits: every pick is reported at once."""

    def _report(self, position: int) -> None:
        self.committed.emit(self.itemData(position))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = step_of_key(event)
        position = position_of_key(event)
        if step:
            self.left.emit(step)
        elif 0 <= position < self.count():
            self.setCurrentIndex(position)
            self._report(position)
            self.left.emit(ADVANCE)
        elif event.key() == Qt.Key.Key_Escape and self.currentIndex() != self._on_entry:
            self.setCurrentIndex(self._on_entry)
            self.committed.emit(self.currentData())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on along the form, as Enter does."""
        self.left.emit(1 if forward else -1)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._on_entry = self.currentIndex()
            self.entered.emit()
