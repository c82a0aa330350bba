"""The calendar of a village: houses below one another, months beside one another (S16).

Only the rows in sight are painted, so that some hundred houses scroll smoothly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from app.i18n import gettext as _
from app.ui import style
from app.ui.widgets.gantt_rows import PATTERNS, Bar, Row, months_of

HEAD = 34
_ROW = 26
_LEFT = 150  # [px] of the names
_MONTH = 44  # [px] at least
_BESIDE = 18  # [px] of a short bar beside its number: its colour must be seen
_LEAST = 12
"""Months shown at least."""
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class _Drag:
    """A bar held by the mouse: row, number of its step, where it was taken [px]."""

    row: int
    number: int
    x: float


class Gantt(QAbstractScrollArea):
    """Rows of bars with a cursor on one of them."""

    chosen = Signal()  # the cursor is on another step
    opened = Signal(str)  # a house
    begun = Signal(str, int, int)  # house, step, months later
    shifted = Signal(str, int, int)  # house, step, seasons later

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gantt")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.rows: tuple[Row, ...] = ()
        self.row, self.step = 0, 1
        self._today = 0.0
        self._first, self._count = 0, _LEAST
        self._drag: _Drag | None = None
        self.viewport().setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Ask for little; what is left of the page is taken all the same."""
        return QSize(400, HEAD + 5 * _ROW)

    def minimumSizeHint(self) -> QSize:
        """Return the least height: the head and three houses."""
        return QSize(200, HEAD + 3 * _ROW)

    def show_rows(self, rows: Sequence[Row], today: date) -> None:
        """Show other rows; the cursor stays with its house and step."""
        before = self.house
        self.rows = tuple(rows)
        self._today = 12 * today.year + today.month - 1 + (today.day - 1) / 31
        self._first, self._count = months_of(self.rows, self._today, _LEAST)
        ids = [row.dwelling_id for row in self.rows]
        self.row = ids.index(before) if before in ids else min(self.row, max(len(ids) - 1, 0))
        self._settle()

    # the cursor

    @property
    def house(self) -> str:
        """Return the dwelling id of the chosen house, empty without one."""
        return self.rows[self.row].dwelling_id if self.row < len(self.rows) else ""

    @property
    def bar(self) -> Bar | None:
        """Return the chosen step."""
        if self.row >= len(self.rows):
            return None
        return next((bar for bar in self.rows[self.row].bars if bar.number == self.step), None)

    def choose(self, dwelling_id: str, step: int) -> None:
        """Put the cursor on a step of a house, if they are there."""
        for number, row in enumerate(self.rows):
            if row.dwelling_id == dwelling_id:
                self.row, self.step = number, step
                self._settle()

    def _settle(self) -> None:
        if self.rows:
            self.step = min(max(self.step, 1), max(len(self.rows[self.row].bars), 1))
        self._ranges()
        self._into_sight()
        bar = self.bar
        told = f"{self.rows[self.row].title} · {bar.text}" if bar is not None else ""
        self.setAccessibleName(told or _("Calendar of the village"))
        self.viewport().update()
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, by = Qt.Key(event.key()), _KEYS.get(Qt.Key(event.key()), 0)
        modifiers = event.modifiers()
        if by and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._tell(self.begun, by)
        elif by and modifiers & Qt.KeyboardModifier.AltModifier:
            self._tell(self.shifted, by)
        elif by:
            self.step += by
            self._settle()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.house:
                self.opened.emit(self.house)
        elif (row := self._row_of_key(key)) is not None:
            self.row = max(0, min(row, len(self.rows) - 1))
            self._settle()
        else:
            super().keyPressEvent(event)

    def _tell(self, signal: object, by: int) -> None:
        if self.bar is not None:
            signal.emit(self.house, self.step, by)  # type: ignore[attr-defined]

    def _row_of_key(self, key: Qt.Key) -> int | None:
        page = max((self.viewport().height() - HEAD) // _ROW - 1, 1)
        return {
            Qt.Key.Key_Up: self.row - 1,
            Qt.Key.Key_Down: self.row + 1,
            Qt.Key.Key_PageUp: self.row - page,
            Qt.Key.Key_PageDown: self.row + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.rows) - 1,
        }.get(key)

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        row, number = found
        self.row, self.step = row, number or self.step
        self._drag = _Drag(row, number, event.position().x()) if number else None
        self._settle()
        if event.position().x() < _LEFT:
            self.opened.emit(self.house)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = event.position().x() < _LEFT and self._at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if self._drag else shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._drag = self._drag, None
        if held is None:
            return
        months = round((event.position().x() - held.x) / self._wide())
        if months:
            self.begun.emit(self.rows[held.row].dwelling_id, held.number, months)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position().toPoint()) is not None:
            self.opened.emit(self.house)

    def _at(self, place: QPoint) -> tuple[int, int] | None:
        """Return row and number of the step at a place; step 0 where there is none."""
        row = (place.y() - HEAD + self.verticalScrollBar().value()) // _ROW
        if place.y() < HEAD or not 0 <= row < len(self.rows):
            return None
        inside = QPointF(place)
        boxes = self._boxes(row)
        number = next((bar.number for bar, box in boxes if box.contains(inside)), 0)
        return row, number

    # places

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ranges()

    def _wide(self) -> float:
        """Return the width of a month [px]."""
        return max((self.viewport().width() - _LEFT) / self._count, _MONTH)

    def _ranges(self) -> None:
        view = self.viewport()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(len(self.rows) * _ROW - (view.height() - HEAD), 0))
        down.setPageStep(max(view.height() - HEAD, 1))
        down.setSingleStep(_ROW)
        across.setRange(0, max(round(self._count * self._wide()) - (view.width() - _LEFT), 0))
        across.setPageStep(max(view.width() - _LEFT, 1))
        across.setSingleStep(_MONTH)

    def _into_sight(self) -> None:
        down, room = self.verticalScrollBar(), self.viewport().height() - HEAD
        top = self.row * _ROW
        down.setValue(min(max(down.value(), top + _ROW - room), top))
        bar, across = self.bar, self.horizontalScrollBar()
        if bar is None:
            return
        left, right = ((x - self._first) * self._wide() for x in (bar.begin, bar.end))
        across.setValue(
            round(min(max(across.value(), right + _MONTH - self.width() + _LEFT), left))
        )

    def _x(self, month: float) -> float:
        return _LEFT + (month - self._first) * self._wide() - self.horizontalScrollBar().value()

    def _plate(self, bar: Bar) -> str:
        """Return what stands on a bar: its number, and signs for strengthening and frost."""
        signs = ("⚠" if bar.frost or bar.overruns else "") + (_("+S") if bar.joined else "")
        return f"{bar.number}{signs}"

    def _boxes(self, row: int) -> list[tuple[Bar, QRectF]]:
        """Return the bars of a row with their places, none over another."""
        top = HEAD + row * _ROW - self.verticalScrollBar().value()
        metrics = QFontMetricsF(self._font())
        placed: list[tuple[Bar, QRectF]] = []
        for bar in self.rows[row].bars:
            least = metrics.horizontalAdvance(self._plate(bar)) + _BESIDE
            left = self._x(bar.begin)
            if placed:
                left = max(left, placed[-1][1].right() + 1)
            wide = max((bar.end - bar.begin) * self._wide(), least)
            placed.append((bar, QRectF(left, top + 3, wide, _ROW - 6)))
        return placed

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(style.SMALL)
        font.setBold(bold)
        return font

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self.viewport()
        painter = QPainter(view)
        painter.setFont(self._font())
        painter.fillRect(view.rect(), QColor(style.PAPER))
        self._paint_rows(painter)
        self._paint_months(painter)
        self._paint_names(painter)
        painter.end()

    def _in_sight(self) -> range:
        start = self.verticalScrollBar().value() // _ROW
        return range(start, min(start + self.viewport().height() // _ROW + 2, len(self.rows)))

    def _paint_rows(self, painter: QPainter) -> None:
        wide = self.viewport().width()
        for row in self._in_sight():
            top = HEAD + row * _ROW - self.verticalScrollBar().value()
            if row == self.row:
                painter.fillRect(QRect(0, top, wide, _ROW), QColor(style.PRIMARY_PALE))
            elif row % 2:
                painter.fillRect(QRect(0, top, wide, _ROW), QColor(style.ZEBRA))
            boxes = self._boxes(row)
            for bar, box in boxes:
                opened = QRectF(self._x(bar.opens), box.center().y() - 2, 0, 4)
                opened.setRight(self._x(bar.shuts))
                painter.fillRect(opened, QColor(style.LINE))
            for bar, box in boxes:
                self._paint_bar(painter, bar, box, at=row == self.row and bar.number == self.step)

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF, *, at: bool) -> None:
        colour = QColor(style.STAGE_COLOURS[bar.stage])
        painter.fillRect(box, colour)
        painter.fillRect(box, QBrush(QColor(style.PAPER), PATTERNS[bar.stage]))
        warned = bar.frost or bar.overruns
        painter.setPen(
            QPen(QColor(style.HARD if warned else style.LINE_STRONG), 2 if warned else 1)
        )
        painter.drawRect(box)
        text = self._plate(bar)
        room = QFontMetricsF(painter.font()).horizontalAdvance(text) + 6
        plate = QRectF(box.left() + 1, box.top() + 2, min(room, box.width() - 2), box.height() - 4)
        painter.fillRect(plate, QColor(style.PAPER))
        painter.setPen(QColor(style.INK))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
        if at:
            painter.setPen(QPen(QColor(style.PRIMARY), 3 if self.hasFocus() else 2))
            painter.drawRect(box.adjusted(-2, -2, 2, 2))

    def _paint_months(self, painter: QPainter) -> None:
        view, wide = self.viewport(), self._wide()
        painter.fillRect(QRect(0, 0, view.width(), HEAD), QColor(style.SHADE))
        for month in range(self._first, self._first + self._count + 1):
            x = self._x(month)
            january = month % 12 == 0
            painter.setPen(QPen(QColor(style.LINE_STRONG if january else style.LINE), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, view.height()))
            painter.setPen(QColor(style.INK))
            box = QRectF(x, HEAD / 2, wide, HEAD / 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(month % 12 + 1))
            if january or month == self._first:
                year = QRectF(x + 4, 0, 2 * wide, HEAD / 2)
                painter.drawText(year, Qt.AlignmentFlag.AlignVCenter, str(month // 12))
        x = self._x(self._today)
        painter.setPen(QPen(QColor(style.LINE_30), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, HEAD / 2), QPointF(x, view.height()))
        words = QRectF(x + 3, HEAD, 2 * wide, 14)
        painter.setPen(QColor(style.QUIET))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, _("today"))

    def _paint_names(self, painter: QPainter) -> None:
        view = self.viewport()
        metrics = QFontMetricsF(painter.font())
        for row in self._in_sight():
            top = HEAD + row * _ROW - self.verticalScrollBar().value()
            ground = style.PRIMARY_PALE if row == self.row else style.PAPER
            painter.fillRect(QRect(0, top, _LEFT, _ROW), QColor(ground))
            item = self.rows[row]
            text = metrics.elidedText(
                f"{item.mark} {item.title}".strip(), Qt.TextElideMode.ElideRight, _LEFT - 12
            )
            painter.setPen(QColor(style.INK))
            painter.drawText(QRectF(6, top, _LEFT, _ROW), Qt.AlignmentFlag.AlignVCenter, text)
        painter.fillRect(QRect(0, 0, _LEFT, HEAD), QColor(style.SHADE))
        painter.setPen(QColor(style.INK))
        painter.drawText(
            QRectF(6, 0, _LEFT, HEAD), Qt.AlignmentFlag.AlignVCenter, _("House / month")
        )
        painter.setPen(QPen(QColor(style.LINE_STRONG), 1))
        painter.drawLine(QPointF(_LEFT, 0), QPointF(_LEFT, view.height()))
        painter.drawLine(QPointF(0, HEAD), QPointF(view.width(), HEAD))
