"""Draws "how to measure": a few lines, the measure with its arrows, and plain words."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF

from app.i18n import language
from app.ui import style
from app.ui.widgets.charts import Drawing
from app.ui.widgets.measuring_pictures import PICTURES, Length, Picture, Words

_WIDE, _HIGH = 100.0, 60.0
_MARGIN = 12.0  # [px] for words at the rim
_SHORT = 44.0  # [px] a measure line that has no room for its words
_PENS = {"line": 1.6, "bold": 3.0, "dots": 1.6}


class MeasuringPicture(Drawing):
    """One picture, as large as it fits; what it shows is said in its accessible name too."""

    def __init__(self, height: int = 240) -> None:
        super().__init__(height)
        self._picture: Picture | None = None

    def show_picture(self, key: str) -> None:
        """Show a picture by its key; nothing for an empty one."""
        self._picture = PICTURES.get(key)
        self.setVisible(self._picture is not None)
        if self._picture is not None:
            self.setAccessibleName(self._picture.told.get(language()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        picture = self._picture
        if picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(style.PAPER))
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = min(room.width() / _WIDE, room.height() / _HIGH)
        self._scale = scale
        self._left = room.center().x() - scale * _WIDE / 2
        self._top = room.center().y() - scale * _HIGH / 2
        for kind, points, role in picture.shapes:
            self._paint_shape(painter, kind, points, QColor(getattr(style, role.upper())))
        painter.setFont(self.sized(style.LABEL))
        for length in picture.lengths:
            self._paint_length(painter, length)
        for words in picture.words:
            self._paint_words(painter, words)

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(self._left + x * self._scale, self._top + y * self._scale)

    def _paint_shape(self, painter: QPainter, kind: str, points: str, colour: QColor) -> None:
        for part in points.split("|"):
            corners = [self._at(*map(float, point.split(","))) for point in part.split(" ")]
            if kind == "area":
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawPolygon(QPolygonF(corners))
                continue
            dashed = Qt.PenStyle.DashLine if kind == "dots" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, _PENS[kind], dashed))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(corners))

    def _paint_length(self, painter: QPainter, length: Length) -> None:
        x1, y1, x2, y2, text = length
        start, end = self._at(x1, y1), self._at(x2, y2)
        painter.setPen(QPen(QColor(style.PRIMARY), 2))
        painter.drawLine(start, end)
        level = y1 == y2
        for point, sign in ((start, 1), (end, -1)):
            for side in (-1, 1):
                tip = QPointF(sign * 7, side * 4) if level else QPointF(side * 4, sign * 7)
                painter.drawLine(point, point + tip)
        middle = QPointF((start.x() + end.x()) / 2, (start.y() + end.y()) / 2)
        short = not level and abs(end.y() - start.y()) < _SHORT
        place = QPointF(middle.x(), middle.y() - 12) if level else middle
        if short:
            wide = QFontMetricsF(painter.font()).horizontalAdvance(text.get(language()))
            place = QPointF(middle.x() - wide / 2 - 12, middle.y())
        self._paint_text(painter, place, text.get(language()), style.PRIMARY, ground=not level)

    def _paint_words(self, painter: QPainter, words: Words) -> None:
        x, y, text = words
        self._paint_text(painter, self._at(x, y), text.get(language()), style.INK, ground=False)

    def _paint_text(
        self, painter: QPainter, middle: QPointF, text: str, colour: str, *, ground: bool
    ) -> None:
        """Write around a point, kept within the picture; on paper where a line runs below."""
        if not text:
            return
        metrics = QFontMetricsF(painter.font())
        wide, high = metrics.horizontalAdvance(text) + 4, metrics.height()
        left = min(max(middle.x() - wide / 2, 1.0), self.width() - wide - 1)
        box = QRectF(left, middle.y() - high / 2, wide, high)
        if ground:
            painter.fillRect(box, QColor(style.PAPER))
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
