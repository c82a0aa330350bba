"""The rows of a roster as a table: what each says, what becomes of it, and why."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from app.i18n import gettext as _
from app.i18n import language
from app.ui import style

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.roster import CheckedRow

Index = QModelIndex | QPersistentModelIndex
WIDTHS = (46, 96, 166, 116, 116, 100, 0)  # the last takes the rest
_MASKED = ("A03",)


def box_label(key: str) -> str:
    """Return the short name of a box."""
    return {
        "A02": _("Head of household"),
        "A03": _("ID number"),
        "A04": _("Phone"),
        "A05": _("Group / door"),
        "code": _("House code"),
        "A07": _("Aged 60+"),
        "A08": _("Category"),
    }[key]


def outcome_word(outcome: str) -> str:
    """Return what becomes of a row, with a sign."""
    return {
        "new": "＋ " + _("new"),
        "update": "↑ " + _("updated"),
        "same": "＝ " + _("unchanged"),
        "skip": "－ " + _("left out"),
        "fault": "× " + _("wrong"),
    }[outcome]


def masked(number: str) -> str:
    """Return an ID number with its first and last four digits only."""
    return f"{number[:4]}…{number[-4:]}" if len(number) > 8 else number


class RosterTable(QAbstractTableModel):
    """The rows of the roster that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CheckedRow] = []

    def show_rows(self, rows: Sequence["CheckedRow"]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(WIDTHS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _("Row"),
            _("Head"),
            *(box_label(key) for key in ("A03", "A04", "A05")),
            _("Becomes"),
            _("Why"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 6:
            return self._cell(row, 6)
        if role == Qt.ItemDataRole.BackgroundRole and row.outcome == "fault":
            return QColor(style.HARD_PALE)
        if role == Qt.ItemDataRole.ForegroundRole and row.outcome == "skip":
            return QColor(style.QUIET)
        return None

    def _cell(self, row: "CheckedRow", column: int) -> str:
        if column == 0:
            return str(row.number)
        if column == 5:
            return outcome_word(row.outcome)
        if column == 6:
            return " ".join(reason.text.get(language()) for reason in row.reasons)
        key = ("A02", "A03", "A04", "A05")[column - 1]
        text = row.texts.get(key, "")
        wrong = any(r.severity == "fault" and r.key == key for r in row.reasons)
        return masked(text) if key in _MASKED and not wrong else text or "—"
