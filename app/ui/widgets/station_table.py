"""The weather stations as a table: Tianjin first, the chosen one marked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.ui.widgets.list_view import show_as_list

if TYPE_CHECKING:
    from app.services.stations import StationRow

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = (118, 76, 88, 66, 101)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StationTable(QAbstractTableModel):
    """The rows as the catalogue gives them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[StationRow] = []

    def show_rows(self, rows: Sequence["StationRow"]) -> None:
        """Show these stations."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_WIDTHS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (1, 2, 3):
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Station"), _("Design °C"), _("HDD18"), _("Height m"), _("Hourly year"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cells(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (1, 2, 3):
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and row.chosen:
            bold = QFont()
            bold.setBold(True)
            return bold
        return None

    def retranslate(self) -> None:
        """Show heads and words in the present language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_WIDTHS) - 1)
        if self.rows:
            last = self.index(len(self.rows) - 1, len(_WIDTHS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _cells(row: "StationRow") -> tuple[str, ...]:
    hdd = row.fact("hdd18")
    year = _("synthetic") if row.has_year else _("needs EPW")
    return (
        f"{'✓ ' if row.chosen else ''}{row.names.get(language())}",
        f"{row.theta_e_design:.1f}  {row.mark}".replace("-", "−"),
        f"{hdd.value:.0f}  {hdd.mark}" if hdd is not None else "—",
        f"{row.elevation:.0f}",
        year,
    )


class StationView(QTableView):
    """Chooses a row; narrow windows get narrower columns, never a bar to scroll sideways."""

    def __init__(self, model: StationTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        show_as_list(self, 28)
        self.setAlternatingRowColors(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        factor = self.viewport().width() / sum(_WIDTHS)
        for column, width in enumerate(_WIDTHS[:-1]):
            self.setColumnWidth(column, int(width * factor))
