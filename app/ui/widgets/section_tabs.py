"""The sections of the survey along the top, each with a mark of how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import style

MARK_ROLES = {
    "○": "QUIET",
    "◐": "PRIMARY",
    "●": "OK",
    "⚠": "SOFT",
    "×": "HARD",
}


@dataclass(frozen=True, slots=True)
class Tab:
    """Letter, name, mark and number of unanswered essential fields of a section."""

    letter: str
    name: str
    mark: str
    missing: int


class SectionTabs(QWidget):
    """A row of sections; a click opens one. Keys belong to the window (Alt+letter)."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tabs: tuple[Tab, ...] = ()
        self._current = ""
        self.setFixedHeight(style.TABS_HEIGHT)
        self.setMouseTracking(True)

    def show_tabs(self, tabs: Sequence[Tab], current: str) -> None:
        """Show the sections and which one is open."""
        if (tuple(tabs), current) == (self._tabs, self._current):
            return
        self._tabs, self._current = tuple(tabs), current
        self.setAccessibleName(
            ", ".join(f"{tab.letter} {tab.name} {tab.mark}" for tab in self._tabs)
        )
        self.update()

    def _boxes(self) -> list[QRectF]:
        if not self._tabs:
            return []
        metrics = QFontMetricsF(self._font(bold=True))
        current = next((tab for tab in self._tabs if tab.letter == self._current), self._tabs[0])
        wide = metrics.horizontalAdvance(f"{current.letter} {current.name}") + 52
        wide = min(wide, self.width() * 0.4)
        narrow = (self.width() - wide) / max(len(self._tabs) - 1, 1)
        boxes, x = [], 0.0
        for tab in self._tabs:
            size = wide if tab is current else narrow
            boxes.append(QRectF(x, 0, size, self.height()))
            x += size
        return boxes

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(style.LABEL)
        font.setBold(bold)
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(style.SHADE))
        for box, tab in zip(self._boxes(), self._tabs, strict=True):
            self._paint_tab(painter, box, tab)
        painter.setPen(QPen(QColor(style.LINE), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _paint_tab(self, painter: QPainter, box: QRectF, tab: Tab) -> None:
        current = tab.letter == self._current
        if current:
            painter.fillRect(box, QColor(style.PAPER))
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 3), QColor(style.PRIMARY))
        painter.setFont(self._font(bold=current))
        painter.setPen(QColor(style.INK))
        text = f"{tab.letter} {tab.name}" if current else tab.letter
        metrics = QFontMetricsF(painter.font())
        tail = f"{tab.mark}{tab.missing or ''}"
        tail_wide = metrics.horizontalAdvance(tail)
        room = box.width() - tail_wide - (22 if current else 10)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 8))
        start = box.center().x() - (metrics.horizontalAdvance(shown) + 4 + tail_wide) / 2
        line = QRectF(start, box.top(), box.width(), box.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(getattr(style, MARK_ROLES.get(tab.mark, "QUIET"))))
        line.moveLeft(start + metrics.horizontalAdvance(shown) + 4)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, tail)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, tab in zip(self._boxes(), self._tabs, strict=True):
            if box.contains(event.position()):
                self.chosen.emit(tab.letter)

    def event(self, event):  # type: ignore[no-untyped-def]
        if event.type() == event.Type.ToolTip:
            for box, tab in zip(self._boxes(), self._tabs, strict=True):
                if box.contains(event.pos()):
                    self.setToolTip(f"{tab.letter} {tab.name}")
        return super().event(event)
