"""The house in section with an arrow for each part, as thick as its loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy

from app.model.assessment import LossPart, PartLoss
from app.ui import style
from app.ui.texts import part_word, percent
from app.ui.widgets.charts import Drawing

_LEAST, _MOST = 3.0, 46.0
"""Thickness of an arrow for no loss and for all of it [px at 320 px of height]."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an arrow starts, which way it goes, and where its label stands; shares of the size."""

    x: float
    y: float
    dx: int
    dy: int
    label_x: float
    label_y: float
    right: bool


_PLACES: Mapping[LossPart, _Place] = {
    "roof": _Place(0.50, 0.27, 0, -1, 0.58, 0.07, False),
    "wall": _Place(0.38, 0.46, -1, 0, 0.275, 0.46, True),
    "opening": _Place(0.38, 0.70, -1, 0, 0.275, 0.70, True),
    "air": _Place(0.62, 0.55, 1, 0, 0.725, 0.55, False),
    "floor": _Place(0.50, 0.82, 0, 1, 0.58, 0.89, False),
}


class LossSection(Drawing):
    """Arrows leave the house where the heat does; the marked part stands out."""

    picked = Signal(str)

    def __init__(self, height: int, letters: int = style.BODY) -> None:
        super().__init__(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._letters = letters
        self._losses: tuple[PartLoss, ...] = ()
        self._figures: Mapping[LossPart, str] = {}
        self._pitched = False
        self._marked: LossPart | None = None

    def show_losses(
        self, losses: Sequence[PartLoss], figures: Mapping[LossPart, str], *, pitched: bool
    ) -> None:
        """Show losses, each with a figure in words under its share."""
        self._losses, self._figures, self._pitched = tuple(losses), figures, pitched
        self.setAccessibleName(
            ", ".join(
                f"{part_word(loss.part)} {percent(loss.share)} {figures.get(loss.part, '')}"
                for loss in losses
            )
        )
        self.update()

    def mark(self, part: LossPart | None) -> None:
        """Let one part stand out."""
        self._marked = part
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._losses:
            return

        def distance(loss: PartLoss) -> float:
            place = _PLACES[loss.part]
            x, y = place.label_x * self.width(), place.label_y * self.height()
            away = event.position() - QPointF(x, y)
            return away.x() ** 2 + away.y() ** 2

        self.picked.emit(min(self._losses, key=distance).part)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_house(painter)
        for loss in self._losses:
            self._paint_arrow(painter, loss)
            self._paint_label(painter, loss)

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.width(), y * self.height())

    def _paint_house(self, painter: QPainter) -> None:
        pen = QPen(QColor(style.INK), 4)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setBrush(QColor(style.PAPER))
        painter.setPen(pen)
        top = 0.27 if self._pitched else 0.36
        body = [(0.40, 0.78), (0.40, 0.36), (0.60, 0.36), (0.60, 0.78)]
        painter.drawPolygon(QPolygonF([self._at(x, y) for x, y in body]))
        roof = [(0.38, 0.375), (0.50, top), (0.62, 0.375)]
        if not self._pitched:
            roof = [(0.38, 0.355), (0.62, 0.355)]
        painter.drawPolyline(QPolygonF([self._at(x, y) for x, y in roof]))
        painter.setPen(QPen(QColor(style.INK), 1.4))
        painter.drawLine(self._at(0.35, 0.785), self._at(0.65, 0.785))
        painter.setBrush(QColor(style.SHADE))
        painter.drawRect(QRectF(self._at(0.43, 0.54), self._at(0.47, 0.78)))
        painter.setBrush(QColor(style.GLASS))
        painter.drawRect(QRectF(self._at(0.52, 0.50), self._at(0.575, 0.64)))

    def _thick(self, share: float) -> float:
        return (_LEAST + (_MOST - _LEAST) * max(share, 0.0)) * self.height() / 320

    def _paint_arrow(self, painter: QPainter, loss: PartLoss) -> None:
        place = _PLACES[loss.part]
        half = self._thick(loss.share) / 2
        start = self._at(place.x, place.y)
        across = self.width() if place.dx else self.height()
        length, head = (0.06 if place.dx else 0.085) * across, half + 5
        outline = [(0, half), (length, half), (length, head), (length + head, 0)]
        outline += [(along, -side) for along, side in reversed(outline[:-1])]
        points = [
            QPointF(
                start.x() + place.dx * along - place.dy * side,
                start.y() + place.dy * along + place.dx * side,
            )
            for along, side in outline
        ]
        marked = loss.part == self._marked
        painter.setPen(QPen(QColor(style.INK), 2.4 if marked else 1))
        painter.setBrush(QColor(style.LOSS_COLOURS[loss.part]))
        painter.drawPolygon(QPolygonF(points))

    def _paint_label(self, painter: QPainter, loss: PartLoss) -> None:
        place = _PLACES[loss.part]
        marked = loss.part == self._marked
        lines = [f"{part_word(loss.part)} {percent(loss.share)}", self._figures.get(loss.part, "")]
        at = self._at(place.label_x, place.label_y)
        painter.setPen(QColor(style.INK))
        tall = self._letters * 1.45
        for number, text in enumerate(lines):
            room = at.x() - 4 if place.right else self.width() - at.x() - 4
            bold = not number or marked
            painter.setFont(self._fitting(text, self._letters + 1 - number, room, bold=bold))
            left = at.x() - room if place.right else at.x()
            line = QRectF(left, at.y() - tall + number * tall, room, tall)
            align = Qt.AlignmentFlag.AlignRight if place.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(line, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _fitting(self, text: str, pixels: int, room: float, *, bold: bool) -> QFont:
        """Return the largest font up to this size in which a text has room."""
        font = self.sized(pixels, bold=bold)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        return font if wide <= room else self.sized(int(pixels * room / wide), bold=bold)
