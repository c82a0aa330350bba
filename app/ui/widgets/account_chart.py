"""A year by month and carrier, now and after a package: two stacked bars to each month."""

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont

from app.i18n import gettext as _
from app.model.account import HouseAccount, Months
from app.ui import style
from app.ui.texts import carrier_word, money

_WIDE, _APART = 0.36, 0.2
_MONTHS = range(1, 13)


class AccountChart(pg.PlotWidget):
    """The left bar of a month, hatched, is now; the right one is afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "card")

    def show_accounts(self, now: HouseAccount, after: HouseAccount | None) -> None:
        """Show the months of one account, or of two side by side."""
        self.clear()
        self._look()
        before = now.by_carrier()
        then = after.by_carrier() if after is not None else {}
        carriers = tuple(dict.fromkeys((*before, *then)))
        self._stack(before, carriers, -_APART if after is not None else 0.0, after is not None)
        self._stack(then, carriers, _APART, hatched=False)
        tallest = max((_tallest(before), _tallest(then), 1.0))
        self.setXRange(0.4, 12.6, padding=0)
        self.setYRange(0, tallest * 1.06, padding=0)
        unit = _("kWh")
        told = (f"{carrier_word(c)} {sum(before.get(c, ())):.0f} {unit}" for c in carriers)
        self.setAccessibleName(", ".join(told))

    def _look(self) -> None:
        self.setBackground(style.PAPER)
        font = QFont(self.font())
        font.setPixelSize(style.SMALL)
        for side, text in (("bottom", _("month")), ("left", _("kWh a month"))):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(style.LINE_STRONG))
            axis.setTextPen(QColor(style.INK))
            axis.setTickFont(font)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(text, color=style.INK, **{"font-size": f"{style.LABEL}px"})
        self.getAxis("bottom").setTicks([[(month, str(month)) for month in _MONTHS]])
        self.getAxis("left").tickStrings = lambda values, _scale, _space: [
            money(value) for value in values
        ]
        self.showGrid(x=False, y=True, alpha=0.15)

    def _stack(
        self, found: Mapping[str, Months], carriers: Sequence[str], shift: float, hatched: bool
    ) -> None:
        foot = [0.0] * len(_MONTHS)
        for carrier in carriers:
            months = found.get(carrier)
            if months is None or sum(months) <= 0.0:
                continue
            colour = QColor(style.CARRIER_COLOURS.get(carrier, style.QUIET))
            self._bars(months, foot, shift, QBrush(colour))
            if hatched:
                lines = QBrush(QColor(style.PAPER), Qt.BrushStyle.BDiagPattern)
                self._bars(months, foot, shift, lines)
            foot = [low + value for low, value in zip(foot, months, strict=True)]

    def _bars(self, heights: Months, foot: Sequence[float], shift: float, brush: QBrush) -> None:
        bars = pg.BarGraphItem(
            x=[month + shift for month in _MONTHS], y0=list(foot), height=list(heights),
            width=_WIDE, brush=brush, pen=pg.mkPen(style.PAPER, width=0.5),
        )  # fmt: skip
        self.addItem(bars)


def _tallest(found: Mapping[str, Months]) -> float:
    return max((sum(month) for month in zip(*found.values(), strict=True)), default=0.0)
