"""A roof face, flat roof or yard with its modules, to scale; those at hand are filled."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from app.i18n import gettext as _
from app.model.solar import Layout, Rect
from app.ui import style
from app.ui.widgets.charts import Drawing

_ROOM, _FOOT = 26.0, 22.0  # [px] for measures at the sides and below


class RoofDrawing(Drawing):
    """Seen from outside, the eaves below; lengths in metres stand at two sides."""

    def __init__(self, height: int = 130) -> None:
        super().__init__(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(height)
        self.setMaximumHeight(420)
        self._layout: Layout | None = None
        self._count = 0

    def show_layout(self, layout: Layout | None, count: int) -> None:
        """Show a surface with the first ``count`` of its modules filled."""
        self._layout, self._count = layout, count
        if layout is not None:
            surface = layout.surface
            self.setAccessibleName(
                _("{width} × {height} m with {count} of {most} modules").format(
                    width=f"{surface.width:.1f}", height=f"{surface.height:.1f}",
                    count=count, most=len(layout.modules),
                )
            )  # fmt: skip
        self.update()

    def scale(self) -> float:
        """Return pixels per metre."""
        if self._layout is None:
            return 0.0
        surface = self._layout.surface
        wide, high = self.width() - 2 * _ROOM, self.height() - _FOOT - 6
        return min(wide / surface.width, high / surface.height)

    def place(self, rect: Rect) -> QRectF:
        """Return where a rectangle of the surface stands on the widget."""
        layout, k = self._layout, self.scale()
        if layout is None:
            return QRectF()
        left = 0.5 * (self.width() - k * layout.surface.width)
        bottom = 0.5 * (self.height() - _FOOT + k * layout.surface.height)
        return QRectF(
            left + k * rect.x, bottom - k * (rect.y + rect.height), k * rect.width, k * rect.height
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        layout = self._layout
        if layout is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface, edge = layout.surface, layout.setback
        whole = self.place(Rect(0.0, 0.0, surface.width, surface.height))
        painter.setPen(QPen(QColor(style.LINE_STRONG), 1.5))
        painter.setBrush(QColor(style.SHADE))
        painter.drawRect(whole)
        free = Rect(edge, edge, surface.width - 2 * edge, surface.height - 2 * edge)
        painter.setPen(QPen(QColor(style.QUIET), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if min(free.width, free.height) > 0.0:
            painter.drawRect(self.place(free))
        for number, rect in enumerate(layout.modules):
            taken = number < self._count
            painter.setPen(QPen(QColor(style.PAPER if taken else style.QUIET), 1))
            painter.setBrush(QColor(style.PRIMARY if taken else style.PAPER))
            painter.drawRect(self.place(rect))
        painter.setPen(QPen(QColor(style.INK), 1))
        painter.setBrush(QColor(style.HATCH))
        for rect in surface.obstacles:
            painter.drawRect(self.place(rect))
        self._measures(painter, whole)

    def _measures(self, painter: QPainter, whole: QRectF) -> None:
        layout = self._layout
        assert layout is not None
        painter.setFont(self.sized(11))
        painter.setPen(QColor(style.INK))
        below = QRectF(0, whole.bottom() + 4, self.width(), _FOOT - 4)
        words = _("{width} m along the eaves").format(width=f"{layout.surface.width:.1f}")
        if layout.pitch > 0.0 and layout.rows > 1:
            words += "   " + _("rows {pitch} m apart").format(pitch=f"{layout.pitch:.2f}")
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, words)
        painter.save()
        painter.translate(QPointF(whole.left() - 8, whole.center().y()))
        painter.rotate(-90)
        side = QRectF(-whole.height(), -14, 2 * whole.height(), 16)
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, f"{layout.surface.height:.1f} m")
        painter.restore()
