"""Money against saving: the best combinations as a line, the packages on it, the limits (S12)."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from app.i18n import gettext as _
from app.ui import style
from app.ui.texts import money

_ROOM = 1.08
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -9999, Qt.Key.Key_End: 9999}


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the chart: ``cost`` [yuan], ``saving`` [-]; ``name`` of a package, or ""."""

    cost: float
    saving: float
    name: str = ""


class FrontChart(pg.PlotWidget):
    """←→ walk along the line, a click takes the nearest point."""

    walked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setProperty("role", "card")
        self._front: tuple[Dot, ...] = ()
        self.at = 0
        self._mark: pg.ScatterPlotItem | None = None
        self.scene().sigMouseClicked.connect(self._clicked)

    def show_front(
        self,
        front: Sequence[Dot],
        packages: Sequence[Dot],
        *,
        line: float,
        ceiling: float | None,
        cost_word: str,
    ) -> None:
        """Show the best combinations; ``line`` [-] to reach, ``ceiling`` [yuan] of the family."""
        self._front = tuple(front)
        self.clear()
        self._look(cost_word)
        dearest = max([dot.cost for dot in (*front, *packages)], default=1.0)
        right = max(dearest, ceiling or 0.0) * _ROOM
        top = max([dot.saving for dot in (*front, *packages)], default=line) * 100 * _ROOM
        self.setXRange(0, max(right, 1.0), padding=0)
        self.setYRange(0, max(top, line * 115), padding=0)
        self._add_target(right, max(top, line * 115), line, ceiling)
        self._add_front()
        for dot in packages:
            self._add_package(dot)
        self._mark = pg.ScatterPlotItem(
            size=17, pen=_pen(style.PRIMARY, 3), brush=QBrush(Qt.BrushStyle.NoBrush)
        )
        self._mark.setZValue(20)
        self.addItem(self._mark)
        self.walk_to(min(self.at, len(self._front) - 1))

    def _look(self, cost_word: str) -> None:
        self.setBackground(style.PAPER)
        font = QFont(self.font())
        font.setPixelSize(style.SMALL)
        for side, text in (("bottom", cost_word), ("left", _("saves %"))):
            axis = self.getAxis(side)
            axis.setPen(_pen(style.LINE_STRONG, 1))
            axis.setTextPen(QColor(style.INK))
            axis.setTickFont(font)
            axis.enableAutoSIPrefix(False)
            axis.setLabel(text, color=style.INK, **{"font-size": f"{style.LABEL}px"})
        self.getAxis("bottom").tickStrings = lambda values, _scale, _space: [
            money(value) for value in values
        ]
        self.showGrid(x=False, y=True, alpha=0.15)

    def _add_target(self, right: float, top: float, line: float, ceiling: float | None) -> None:
        """The quadrant that is affordable and enough, tinted and hatched; its two borders."""
        wide = ceiling if ceiling is not None else right
        for brush in (
            QBrush(QColor(style.PRIMARY_PALE)),
            QBrush(QColor(style.SPREAD), Qt.BrushStyle.BDiagPattern),
        ):
            area = QGraphicsRectItem(QRectF(0, line * 100, wide, max(top - line * 100, 0)))
            area.setPen(QPen(Qt.PenStyle.NoPen))
            area.setBrush(brush)
            area.setZValue(-10)
            self.addItem(area)
        strong = pg.InfiniteLine(
            line * 100,
            angle=0,
            pen=_pen(style.LINE_30, 2),
            label=_("{n}% line").format(n=f"{line * 100:.0f}"),
            labelOpts={"position": 0.93, "color": style.INK, "anchors": [(0.5, 1), (0.5, 1)]},
        )
        self.addItem(strong)
        if ceiling is not None:
            pen = _pen(style.INK, 1.6, Qt.PenStyle.DashLine)
            limit = pg.InfiniteLine(
                ceiling,
                angle=90,
                pen=pen,
                label=_("the family has {n}").format(n=money(ceiling)),
                labelOpts={"position": 0.06, "color": style.INK, "anchors": [(0, 1), (0, 1)]},
            )
            self.addItem(limit)

    def _add_front(self) -> None:
        x, y = [dot.cost for dot in self._front], [dot.saving * 100 for dot in self._front]
        self.plot(
            x, y,
            pen=_pen(style.QUIET, 1.4),
            symbol="o", symbolSize=7,
            symbolBrush=QColor(style.PRIMARY), symbolPen=_pen(style.PAPER, 1),
        )  # fmt: skip

    def _add_package(self, dot: Dot) -> None:
        spot = pg.ScatterPlotItem(
            [dot.cost], [dot.saving * 100], symbol="d", size=15,
            pen=_pen(style.PAPER, 1), brush=QColor(style.SOFT),
        )  # fmt: skip
        spot.setZValue(10)
        self.addItem(spot)
        (_left, right), _range = self.viewRange()
        anchor = (1.08, 1.0) if dot.cost > 0.85 * right else (-0.08, 1.0)
        word = pg.TextItem(dot.name, color=style.INK, anchor=anchor)
        word.setPos(dot.cost, dot.saving * 100)
        word.setZValue(11)
        self.addItem(word)

    def walk_to(self, number: int) -> None:
        """Mark a point of the line and tell it."""
        if not self._front:
            return
        self.at = max(0, min(number, len(self._front) - 1))
        dot = self._front[self.at]
        if self._mark is not None:
            self._mark.setData([dot.cost], [dot.saving * 100])
        self.walked.emit(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        self.walk_to(self.at + step)

    def _clicked(self, event: object) -> None:
        at = self.getViewBox().mapSceneToView(event.scenePos())  # type: ignore[attr-defined]
        (left, right), (low, high) = self.viewRange()

        def away(k: int) -> float:
            dot = self._front[k]
            across = (dot.cost - at.x()) / (right - left)
            up = (dot.saving * 100 - at.y()) / (high - low)
            return float(across**2 + up**2)

        if self._front:
            self.walk_to(min(range(len(self._front)), key=away))


def _pen(colour: str, width: float, dashes: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen as wide on the screen as it says, whatever the axes."""
    pen = QPen(QColor(colour), width, dashes)
    pen.setCosmetic(True)
    return pen
