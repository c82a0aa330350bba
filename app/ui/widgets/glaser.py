"""The Glaser diagram of an element: vapour pressure below the saturation line, or touching it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF

from app.i18n import gettext as _
from app.model.assessment import ElementMoisture, GlaserPoint
from app.ui import style
from app.ui.widgets.charts import Drawing

_HEIGHT, _LEFT, _FOOT, _TOP = 150, 52, 20, 18  # [px]
_TOUCH = 0.5  # [Pa] nearer than this the air in the wall is saturated


class GlaserChart(Drawing):
    """Inside on the left, outside on the right; where both lines meet, water condenses."""

    def __init__(self) -> None:
        super().__init__(_HEIGHT)
        self._points: tuple[GlaserPoint, ...] = ()
        self.hide()

    def show_element(self, found: ElementMoisture | None) -> None:
        """Show the diagram of an element; none where nothing could be computed."""
        self._points = found.diagram if found is not None else ()
        self.setVisible(bool(self._points))
        if self._points:
            wet = len(self.touching)
            words = _("vapour pressure stays below saturation")
            if wet:
                words = _("vapour pressure reaches saturation: water condenses")
            self.setAccessibleName(words)
            self.setToolTip(words)
        self.update()

    @property
    def touching(self) -> tuple[GlaserPoint, ...]:
        """The inner points at which the air is saturated."""
        return tuple(x for x in self._points[1:-1] if x.p >= x.p_sat - _TOUCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.sized(style.SMALL))
        plot = QRectF(_LEFT, _TOP, self.width() - _LEFT - 12, _HEIGHT - _TOP - _FOOT)
        painter.setPen(QPen(QColor(style.LINE_STRONG)))
        painter.drawRect(plot)
        self._axes(painter, plot)
        self._curve(painter, plot, [x.p_sat for x in self._points], style.HARD, dashed=True)
        self._curve(painter, plot, [x.p for x in self._points], style.PRIMARY)
        painter.setBrush(QColor(style.HARD))
        painter.setPen(Qt.PenStyle.NoPen)
        for point in self.touching:
            painter.drawEllipse(self._at(plot, point.s_d, point.p), 4.0, 4.0)

    def _axes(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(QColor(style.QUIET))
        most = f"{self._most:.0f} Pa"
        painter.drawText(QRectF(0, _TOP - 8, _LEFT - 4, 16), Qt.AlignmentFlag.AlignRight, most)
        painter.drawText(
            QRectF(0, plot.bottom() - 12, _LEFT - 4, 16), Qt.AlignmentFlag.AlignRight, "0"
        )
        foot = QRectF(plot.left(), plot.bottom() + 2, plot.width(), _FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, _("inside"))
        total = self._points[-1].s_d
        outside = _("outside, s_d {n} m").format(n=f"{total:.3g}")
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, outside)
        head = QRectF(plot.left(), 0, plot.width(), _TOP)
        legend = _("red dashed: saturation   blue: vapour pressure in the month with most water")
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, legend)

    @property
    def _most(self) -> float:
        return 1.05 * max(max(x.p_sat, x.p) for x in self._points)

    def _at(self, plot: QRectF, s_d: float, p: float) -> QPointF:
        total = max(self._points[-1].s_d, 1e-9)
        x = plot.left() + plot.width() * s_d / total
        return QPointF(x, plot.bottom() - plot.height() * p / self._most)

    def _curve(
        self,
        painter: QPainter,
        plot: QRectF,
        values: list[float],
        colour: str,
        *,
        dashed: bool = False,
    ) -> None:
        pen = QPen(QColor(colour), 2.0)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = [self._at(plot, x.s_d, p) for x, p in zip(self._points, values, strict=True)]
        painter.drawPolyline(QPolygonF(line))
