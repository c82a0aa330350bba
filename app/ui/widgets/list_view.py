"""How tables of the window look and move: whole rows, no grid, no bar to scroll sideways."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.widgets.wrapping_head import WrappingHead


def show_as_list(view: QTableView, row_height: int) -> None:
    """Give a table the manner of all lists; ``row_height`` [px]."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(row_height)
    head = WrappingHead(view)
    view.setHorizontalHeader(head)
    head.setStretchLastSection(True)
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
