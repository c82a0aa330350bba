"""The parts of the house as a table: area, U-value, loss per kelvin, share, source."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Assessment, LossPart, PartLoss
from app.ui.texts import part_word, percent, provenance_word
from app.ui.widgets.loss_units import figure_of

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (2, 3, 4, 5)


class LossTable(QAbstractTableModel):
    """One row for each element, the air last; the largest first."""

    WIDTHS = (136, 230, 84, 110, 70, 66, 160, 110)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[LossPart, tuple[str, ...]]] = []

    def show(self, found: Assessment, unit: str) -> None:
        """Show the parts of an assessment."""
        self.beginResetModel()
        self._rows = _rows(found, unit)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.WIDTHS)

    def part_at(self, row: int) -> LossPart:
        """Return the part that a row belongs to."""
        return self._rows[row][0]

    def row_of(self, part: LossPart) -> int:
        """Return the first row of a part, 0 when there is none."""
        return next((k for k, (mine, _cells) in enumerate(self._rows) if mine == part), 0)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            _("Part"), _("Construction"), _("Area m²"), _("U W/(m²K)"), _("W/K"),
            _("Share"), _("A winter"), _("Source"),
        )[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cells = self._rows[index.row()][1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return _RIGHT
        return None


def _rows(found: Assessment, unit: str) -> list[tuple[LossPart, tuple[str, ...]]]:
    losses = {loss.part: loss for loss in found.losses}
    rows: list[tuple[float, LossPart, tuple[str, ...]]] = []
    for element in found.elements:
        whole = losses[element.part]
        part = whole if not whole.share else _scaled(whole, element.share / whole.share)
        cells = (
            element.name.get(language()),
            element.construction.get(language()),
            f"{element.area:.1f}",
            f"{element.u_value:.2f}",
            f"{element.area * element.u_value:.0f}",
            percent(element.share),
            figure_of(found, part, unit),
            provenance_word(_known(element.provenance)),
        )
        rows.append((element.share, element.part, cells))
    if "air" in losses:
        air = losses["air"]
        change = _("{n} air changes an hour").format(n=f"{found.actual.n_air:.2f}")
        head = (part_word("air"), change, "", "", "", percent(air.share))
        rows.append((air.share, "air", (*head, figure_of(found, air, unit), "")))
    rows.sort(key=lambda row: -row[0])
    return [(part, cells) for _share, part, cells in rows]


def _scaled(loss: PartLoss, factor: float) -> PartLoss:
    return replace(loss, q=loss.q * factor, share=loss.share * factor, cost=loss.cost * factor)


def _known(provenance: str) -> str | None:
    """Return a provenance of the survey; what the catalogue says is a default."""
    return "default" if provenance in ("catalogue", "archetype", "rule") else provenance or None
