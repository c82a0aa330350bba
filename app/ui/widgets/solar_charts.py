"""Yield against load by month and on a typical day, and the cash of the years (S14)."""

from collections.abc import Sequence
from typing import Literal

import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPen

from app.i18n import gettext as _
from app.model.solar import CASES, Case, DayShape, Solar
from app.ui import style
from app.ui.texts import money

Chart = Literal["months", "day", "cash"]
CHARTS: tuple[Chart, ...] = ("months", "day", "cash")
_WIDE = 0.38
_DASHES = {
    "low": Qt.PenStyle.DotLine,
    "typical": Qt.PenStyle.SolidLine,
    "cap": Qt.PenStyle.DashLine,
}


class SolarChart(pg.PlotWidget):
    """One chart at a time; colours are read when it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumHeight(150)
        self._legend = self.addLegend(offset=(8, 2), colCount=3)

    def sizeHint(self) -> QSize:
        """Ask for little; what is left of the page is taken all the same."""
        return QSize(300, 150)

    def show_chart(self, chart: Chart, solar: Solar, month: int) -> None:
        """Draw a chart of the size at hand; ``month`` of the typical day."""
        self.clear()
        self._legend.clear()
        self._legend.setLabelTextColor(QColor(style.INK))
        self.setBackground(style.PAPER)
        detail, size = solar.detail, solar.size
        if detail is None or size is None:
            return
        match chart:
            case "months":
                self._months(detail.output, detail.load, detail.used)
            case "day":
                day = next((x for x in detail.days if x.month == month), detail.days[0])
                self._day(day)
            case "cash":
                self._cash({case: size.case(case).flow for case in CASES})

    def _axes(self, below: str, left: str, ticks: list[tuple[float, str]] | None = None) -> None:
        font = QFont(self.font())
        font.setPixelSize(style.SMALL)
        for side, text in (("bottom", below), ("left", left)):
            axis = self.getAxis(side)
            axis.setPen(_pen(style.LINE_STRONG))
            axis.setTextPen(QColor(style.INK))
            axis.setTickFont(font)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(text, color=style.INK, **{"font-size": f"{style.SMALL}px"})
        self.getAxis("bottom").setTicks([ticks] if ticks is not None else None)
        self.getAxis("left").tickStrings = lambda values, _scale, step: [
            money(value) if step >= 1 else f"{value:.1f}" for value in values
        ]
        self.showGrid(x=False, y=True, alpha=0.15)

    def _months(
        self, output: Sequence[float], load: Sequence[float], used: Sequence[float]
    ) -> None:
        self._axes(_("month"), _("kWh"), [(k, str(k)) for k in range(1, 13)])
        x = list(range(1, 13))
        sold = [o - u for o, u in zip(output, used, strict=True)]
        left = [k - _WIDE / 2 for k in x]
        right = [k + _WIDE / 2 for k in x]
        self._bars(left, used, style.PRIMARY, _("used at home"))
        self._bars(left, sold, style.SPREAD, _("sold"), base=used)
        self._bars(right, load, style.WARM_HATCH, _("household use"))
        self.setXRange(0.4, 12.6, padding=0)
        self.setYRange(0, max(*output, *load, 1.0) * 1.25, padding=0)

    def _bars(
        self,
        x: Sequence[float],
        height: Sequence[float],
        colour: str,
        name: str,
        base: Sequence[float] | None = None,
    ) -> None:
        bars = pg.BarGraphItem(
            x=list(x), y0=list(base) if base is not None else [0.0] * len(x),
            height=list(height), width=_WIDE, brush=QColor(colour), pen=_pen(style.PAPER),
            name=name,
        )  # fmt: skip
        self.addItem(bars)

    def _day(self, day: DayShape) -> None:
        self._axes(_("hour of the day"), _("kWh"), [(k, str(k)) for k in range(0, 25, 3)])
        hours = [k + 0.5 for k in range(24)]
        fill = QColor(style.SPREAD)
        fill.setAlpha(110)
        self.plot(
            hours, list(day.output), pen=_pen(style.PRIMARY, 2), fillLevel=0, brush=fill,
            name=_("yield"),
        )  # fmt: skip
        self.plot(hours, list(day.load), pen=_pen(style.WARM_HATCH, 2), name=_("household use"))
        self.setXRange(0, 24, padding=0)
        self.setYRange(0, max(*day.output, *day.load, 0.1) * 1.25, padding=0)

    def _cash(self, flows: dict[Case, Sequence[float]]) -> None:
        years = len(flows["typical"])
        self._axes(
            _("years, at low, typical and high prices"),
            _("yuan"),
            [(k, str(k)) for k in range(0, years, 5)],
        )
        names = {"low": _("low"), "typical": _("typical"), "cap": _("high")}
        for case, flow in flows.items():
            colour = style.PRIMARY if case == "typical" else style.QUIET
            self.plot(
                list(range(len(flow))), list(flow),
                pen=_pen(colour, 2.4 if case == "typical" else 1.4, _DASHES[case]),
                name=names[case],
            )  # fmt: skip
        self.addItem(pg.InfiniteLine(0.0, angle=0, pen=_pen(style.INK)))
        every = [value for flow in flows.values() for value in flow]
        self.setXRange(0, max(years - 1, 1), padding=0)
        low, high = min(every), max(every)
        self.setYRange(low * 1.1, high + 0.25 * (high - low), padding=0)


def _pen(colour: str, width: float = 1.0, dashes: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, dashes)
    pen.setCosmetic(True)
    return pen
