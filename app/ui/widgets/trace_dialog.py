"""Where a number comes from: the figures on the left, the opened one on the right. Esc closes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Assessment, Plan
from app.model.trace import Trace
from app.services.trace import damp_by_figure, figures
from app.services.trace_text import Row, figure_text, rows
from app.ui.pages.base import button, label
from app.ui.widgets.glaser import GlaserChart

_LIST_WIDTH, _WIDTH, _HEIGHT = 260, 980, 560  # [px]
_NAME_WIDTH, _VALUE_WIDTH = 330, 130
_OPEN_DEPTH = 1  # what stands deeper is folded at first


class TraceDialog(QDialog):
    """Shows how each figure of a result came about; every line below it can be unfolded."""

    def __init__(
        self,
        parent: QWidget | None,
        assessment: Assessment,
        plan: Plan | None = None,
        planned: Assessment | None = None,
        figure: str = "",
        first: Mapping[str, Callable[[], Trace]] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Where the number comes from"))
        self.resize(_WIDTH, _HEIGHT)
        others = figures(assessment, plan, None, planned)
        self._traces = [make() for make in (*first.values(), *others.values())]
        self._damp = damp_by_figure(assessment, plan)
        self._build()
        for trace in self._traces:
            item = QListWidgetItem(trace.name.get(language()))
            item.setData(Qt.ItemDataRole.UserRole, trace.figure)
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show_row)
        self.open_figure(figure)

    def _build(self) -> None:
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.heading, self.formula = label("title", wrap=True), label("label", wrap=True)
        self.clause, self.note = label("quiet", wrap=True), label("soft", wrap=True)
        self.formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tree = QTreeWidget()
        self.list.setAccessibleName(_("Figures of this result"))
        self.tree.setAccessibleName(_("How the figure came about"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([_("Input"), _("Value"), _("From")])
        self.tree.setAlternatingRowColors(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        head = self.tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.resizeSection(0, _NAME_WIDTH)
        head.resizeSection(1, _VALUE_WIDTH)
        head.setStretchLastSection(True)
        self.glaser = GlaserChart()
        close = button("primary")
        close.setText(_("Close (Esc)"))
        close.clicked.connect(self.close)
        right = QVBoxLayout()
        for widget in (self.heading, self.formula, self.clause, self.note):
            right.addWidget(widget)
        right.addWidget(self.tree, 1)
        right.addWidget(self.glaser)
        right.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 14, 16, 14)
        across.setSpacing(14)
        across.addWidget(self.list)
        across.addLayout(right, 1)

    def open_figure(self, figure: str) -> None:
        """Show a figure; the first one when there is no such figure in the result."""
        keys = [trace.figure for trace in self._traces]
        self.list.setCurrentRow(keys.index(figure) if figure in keys else 0)

    @property
    def shown(self) -> Trace | None:
        """The figure that is open."""
        row = self.list.currentRow()
        return self._traces[row] if 0 <= row < len(self._traces) else None

    def _show_row(self, _row: int) -> None:
        trace = self.shown
        self.tree.clear()
        if trace is None:
            return
        value = figure_text(trace.value, trace.unit, trace.figure, language())
        self.heading.setText(f"{trace.name.get(language())}  {value}")
        self.formula.setText(trace.formula)
        self.formula.setVisible(bool(trace.formula))
        self.clause.setText(trace.clause.get(language()))
        self.note.setText(trace.note.get(language()) if trace.note else "")
        self.note.setVisible(trace.note is not None)
        self.glaser.show_element(self._damp.get(trace.figure))
        self._fill(rows(trace, language())[1:])

    def _fill(self, lines: list[Row]) -> None:
        above: list[QTreeWidgetItem] = []
        for line in lines:
            item = self._item(line)
            del above[line.depth - 1 :]
            if above:
                above[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append(item)
        self.tree.expandToDepth(_OPEN_DEPTH - 1)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    @staticmethod
    def _item(line: Row) -> QTreeWidgetItem:
        name = f"{line.symbol}  {line.name}" if line.symbol else line.name
        origin = f"{line.formula}   {line.origin}" if line.formula else line.origin
        item = QTreeWidgetItem([name, line.value, origin])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, name)
        item.setToolTip(2, origin)
        if line.formula:
            bold = QFont()
            bold.setBold(True)
            item.setFont(1, bold)
        return item
