"""The plan of the house as it follows from the answers: bays, heated ones, which way it faces."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen

from app.i18n import gettext as _
from app.ui import style
from app.ui.widgets.charts import Drawing

# which way "up" on the sketch points when the front (bottom) looks to this orientation
_NORTH = {"S": 0, "SSE": -22, "SSW": 22, "SE": -45, "SW": 45, "E": -90, "W": 90, "N": 180}


@dataclass(frozen=True, slots=True)
class Plan:
    """Lengths [m]; ``heated`` bays may be halves; ``front`` is the orientation code."""

    bays: int
    length: float
    depth: float
    heated: float
    front: str
    sunspace: bool
    side: str = "middle"


class Sketch(Drawing):
    """Draws a plan to scale, heated bays in colour and hatched; a drag or ←→ moves them."""

    moved = Signal(str)  # side: west, middle, east

    def __init__(self) -> None:
        super().__init__(190)
        self._plan: Plan | None = None
        self._house = QRectF()
        self._dragged = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_plan(self, plan: Plan | None) -> None:
        """Show a plan; None while bays and lengths are not all known."""
        self._plan = plan
        self.setAccessibleName(_("Plan of the house"))
        self.setAccessibleDescription(self._words())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(style.PAPER))
        painter.setPen(QPen(QColor(style.LINE), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setFont(self.sized(style.SMALL))
        painter.setPen(QColor(style.QUIET))
        if self._plan is None:
            text = _("The plan is drawn as soon as bays, length and depth are entered.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
            return
        self._paint_house(painter, self._plan)

    def _words(self) -> str:
        """Say where the heated bays are and how they are moved."""
        plan = self._plan
        if plan is None or not 0 < plan.heated < plan.bays:
            return ""
        where = {
            "west": _("Heated bays at the west end"),
            "east": _("Heated bays at the east end"),
        }.get(plan.side, _("Heated bays in the middle"))
        return where + " · " + _("move: drag, or Alt+←→")

    def side_at(self, x: float) -> str:
        """Return the side to which a drag to ``x`` [px] moves the heated bays."""
        plan = self._plan
        if plan is None or self._house.width() <= 0 or not 0 < plan.heated < plan.bays:
            return ""
        share = (x - self._house.left()) / self._house.width()
        return "west" if share < 1 / 3 else "east" if share > 2 / 3 else "middle"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._dragged = self.side_at(event.position().x())
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        side, self._dragged = self._dragged, ""
        self.update()
        if side and self._plan is not None and side != self._plan.side:
            self.moved.emit(side)

    def _paint_house(self, painter: QPainter, plan: Plan) -> None:
        room = QRectF(self.rect()).adjusted(70, 24, -90, -24)
        porch = 1.2 if plan.sunspace else 0.0
        scale = min(room.width() / plan.length, room.height() / (plan.depth + porch))
        wide, deep = plan.length * scale, plan.depth * scale
        house = QRectF(
            room.center().x() - wide / 2, room.center().y() - (deep + porch * scale) / 2, wide, deep
        )
        self._house = house
        side = self._dragged or plan.side
        for number, share in enumerate(heated_shares(plan.bays, plan.heated, side)):
            bay = QRectF(
                house.left() + number * wide / plan.bays, house.top(), wide / plan.bays, deep
            )
            if share > 0:
                warm = QRectF(bay.left(), bay.top(), bay.width() * share, bay.height())
                painter.fillRect(warm, QColor(style.WARM))
                painter.fillRect(warm, QBrush(QColor(style.WARM_HATCH), Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(QColor(style.QUIET), 1))
            painter.drawRect(bay)
            if share > 0:
                painter.setPen(QColor(style.INK))
                if painter.fontMetrics().horizontalAdvance(_("heated")) + 6 <= bay.width():
                    painter.drawText(bay, Qt.AlignmentFlag.AlignCenter, _("heated"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.INK), 3))
        painter.drawRect(house)
        self._paint_porch(painter, house, porch * scale)
        self._paint_lengths(painter, house, plan)
        painter.setPen(QColor(style.QUIET))
        below = QRectF(0, self.height() - 21, self.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words())
        self._paint_north(painter, _NORTH.get(plan.front, 0))

    @staticmethod
    def _paint_porch(painter: QPainter, house: QRectF, deep: float) -> None:
        if deep:
            painter.setPen(QPen(QColor(style.GLASS), 2, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(house.left(), house.bottom(), house.width(), deep))

    @staticmethod
    def _paint_lengths(painter: QPainter, house: QRectF, plan: Plan) -> None:
        painter.setPen(QColor(style.INK))
        above = QRectF(house.left() - 50, house.top() - 22, house.width() + 100, 18)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{plan.length:.2f} m")
        beside = QRectF(house.left() - 66, house.center().y() - 9, 60, 18)
        painter.drawText(
            beside,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            f"{plan.depth:.2f} m",
        )

    def _paint_north(self, painter: QPainter, turn: int) -> None:
        painter.save()
        painter.translate(self.width() - 42, 34)
        painter.rotate(turn)
        painter.setPen(QPen(QColor(style.INK), 2))
        painter.drawLine(QPointF(0, 20), QPointF(0, -16))
        painter.drawLine(QPointF(0, -18), QPointF(-5, -8))
        painter.drawLine(QPointF(0, -18), QPointF(5, -8))
        painter.restore()
        painter.drawText(
            QRectF(self.width() - 80, 58, 76, 20), Qt.AlignmentFlag.AlignCenter, _("north")
        )


def heated_shares(bays: int, heated: float, side: str = "middle") -> list[float]:
    """Return how much of each bay is heated, west to east: contiguous, around ``side``."""
    shares = [0.0] * bays
    middle = {"west": 0, "east": bays - 1}.get(side, (bays - 1) // 2)
    order = sorted(range(bays), key=lambda bay: (abs(bay - middle), bay))
    left = heated
    for bay in order:
        shares[bay] = max(min(left, 1.0), 0.0)
        left -= shares[bay]
    return shares
