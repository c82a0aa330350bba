"""A plain table to read: rows of texts, amber where something has run out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.ui import style

_LEAST = 120  # [px]
_STRETCHED = 0.34  # least share of the width for the column that stretches


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``key`` is handed back, ``amber`` marks it (a sign in the text says why)."""

    key: str
    cells: tuple[str, ...]
    amber: bool = False
    strong: bool = False


class PlainTable(QTableWidget):
    """Shows lines; Tab leaves it, arrows move in it, Enter calls ``on_enter``.

    From column ``figures`` on, numbers stand to the right. ``share`` [-] of the width is at least
    left to the column that stretches.
    """

    def __init__(
        self, stretch: int, *, height: int = 0, figures: int = 99, share: float = _STRETCHED
    ) -> None:
        super().__init__()
        self._stretch = stretch
        self._figures, self._share = figures, share
        self.on_enter: Callable[[], None] = lambda: None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(28)
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        if height:
            self.setMinimumHeight(height)

    def show_lines(self, heads: Sequence[str], lines: Sequence[Line]) -> None:
        """Show other lines; the chosen one stays chosen if it is still there."""
        chosen = self.key()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        for column in range(len(heads)):
            head = self.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(self._side(column) | Qt.AlignmentFlag.AlignVCenter)
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._show_line(row, line)
        self._spread()
        keys = [line.key for line in lines]
        if chosen in keys:
            self.selectRow(keys.index(chosen))

    def stretch_column(self, column: int) -> None:
        """Let another column take what is left, when other lines are about to be shown."""
        self._stretch = column
        self.setRowCount(0)

    def sizeHint(self) -> QSize:
        return QSize(256, max(self.minimumHeight(), _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give each column what it needs; the widest give way until the stretched one has room."""
        total, header = self.viewport().width(), self.horizontalHeader()
        widths = {
            column: max(self.sizeHintForColumn(column), header.sectionSizeHint(column)) + 4
            for column in range(self.columnCount())
            if column != self._stretch
        }
        room = total - max(int(total * self._share), 60)
        while sum(widths.values()) > room > 0:
            widest = max(widths, key=lambda column: widths[column])
            if widths[widest] <= 40:
                break
            widths[widest] -= 4
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(self._stretch, max(total - sum(widths.values()), 60))
        self.resizeRowsToContents()

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = column >= self._figures
        return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def _show_line(self, row: int, line: Line) -> None:
        for column, text in enumerate(line.cells):
            item = QTableWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, line.key)
            item.setTextAlignment(self._side(column) | Qt.AlignmentFlag.AlignVCenter)
            if line.amber:
                item.setBackground(QColor(style.SOFT_PALE))
                item.setForeground(QColor(style.SOFT))
            if line.strong:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.setItem(row, column, item)

    def key(self) -> str:
        """Return the key of the chosen line, empty if there is none."""
        rows = {index.row() for index in self.selectedIndexes()}
        item = self.item(min(rows), 0) if rows else None
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, key: str) -> None:
        """Choose the line with this key."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == key:
                self.selectRow(row)
                self.scrollToItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.on_enter()
        else:
            super().keyPressEvent(event)
