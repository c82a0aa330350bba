"""Load against capacity over the outdoor temperature: before and after the works (S15)."""

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPen

from app.i18n import gettext as _
from app.model.heating import LoadDay, Plant, StateKey, StateLoad
from app.ui import style

KILO = 1000.0
_ROOM = 1.08
_NO_DAYS = -9.0  # [°C] colder there are few days, and room below
_WORDS = 7.0  # [K] room for the words beside a mark
_EDGES = (-20.0, 14.0)  # [°C] what is shown of the outdoor temperature


class LoadChart(pg.PlotWidget):
    """Days of the winter as points, the design load as a dashed line (+ with heating-up), the
    machine as a full one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setProperty("role", "card")

    def show_load(
        self, states: Mapping[StateKey, StateLoad], plant: Plant, theta_e: float, theta_zero: float
    ) -> None:
        """Show the days of the states, their design loads at ``theta_e``, and a plant's capacity.

        The design load ends at ``theta_zero`` [°C].
        """
        self.clear()
        self._look()
        before, after = states["before"], states.get("after")
        highest = max(
            before.phi_hl,
            max((watts for theta, watts in plant.curve if theta <= _EDGES[1]), default=0.0),
            max((day.highest for day in before.days), default=0.0),
        )
        top = highest / KILO * _ROOM
        self.setXRange(*_EDGES, padding=0)
        self.setYRange(0, max(top, 1.0), padding=0)
        self._add_days(before.days, "o", style.QUIET, filled=after is None)
        if after is not None:
            self._add_days(after.days, "t", style.PRIMARY, filled=True)
        for state, colour in ((before, style.QUIET), (after, style.PRIMARY)):
            if state is not None:
                self._add_line(state.phi_steady, theta_e, theta_zero, colour)
                self.plot([theta_e], [state.phi_hl / KILO], pen=None, symbol="+",
                          symbolSize=13, symbolPen=_pen(colour, 2))  # fmt: skip
        if plant.curve:
            x, y = [p[0] for p in plant.curve], [p[1] / KILO for p in plant.curve]
            self.plot(x, y, pen=_pen(style.SOFT, 3))
        self._add_mark(theta_e, _("design {theta} ℃").format(theta=f"{theta_e:g}"), 0.94)
        if plant.bivalence is not None and plant.bivalence > _EDGES[0]:
            words = _("holds to {theta} ℃").format(theta=f"{plant.bivalence:.0f}")
            left = _EDGES[0] + _WORDS < plant.bivalence < theta_e
            height = 0.1 if plant.bivalence < _NO_DAYS else 0.84
            self._add_mark(plant.bivalence, words, height, left=left)

    def _look(self) -> None:
        self.setBackground(style.PAPER)
        font = QFont(self.font())
        font.setPixelSize(style.SMALL)
        for side, text in (("bottom", _("outdoors ℃")), ("left", _("kW"))):
            axis = self.getAxis(side)
            axis.setPen(_pen(style.LINE_STRONG, 1))
            axis.setTextPen(QColor(style.INK))
            axis.setTickFont(font)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(text, color=style.INK, **{"font-size": f"{style.LABEL}px"})
        self.showGrid(x=False, y=True, alpha=0.15)

    def _add_days(self, days: Sequence[LoadDay], symbol: str, colour: str, *, filled: bool) -> None:
        brush = QBrush(QColor(colour)) if filled else QBrush(Qt.BrushStyle.NoBrush)
        shown = pg.ScatterPlotItem(
            [day.theta_e for day in days], [day.mean / KILO for day in days],
            symbol=symbol, size=6, pen=_pen(colour, 1), brush=brush,
        )  # fmt: skip
        self.addItem(shown)

    def _add_line(self, phi: float, theta_e: float, theta_zero: float, colour: str) -> None:
        """The design load without heating-up, to the coldest temperature shown."""
        slope = phi / (theta_zero - theta_e) / KILO
        coldest = slope * (theta_zero - _EDGES[0])
        pen = _pen(colour, 1.6, Qt.PenStyle.DashLine)
        self.plot([_EDGES[0], theta_zero], [coldest, 0.0], pen=pen)

    def _add_mark(self, theta: float, words: str, height: float, *, left: bool = False) -> None:
        anchor = [(1, 0.5), (1, 0.5)] if left else [(0, 0.5), (0, 0.5)]
        line = pg.InfiniteLine(
            theta,
            angle=90,
            pen=_pen(style.INK, 1.2, Qt.PenStyle.DotLine),
            label=words,
            labelOpts={"position": height, "color": style.INK, "anchors": anchor},
        )
        self.addItem(line)


def _pen(colour: str, width: float, dashes: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen as wide on the screen as it says, whatever the axes."""
    pen = QPen(QColor(colour), width, dashes)
    pen.setCosmetic(True)
    return pen
