"""Line icons drawn from points, sharp at every scale. A word always stands beside them."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

_GRID = 20.0
_LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "households": (
        ((2, 10), (10, 3), (18, 10)),
        ((4, 9), (4, 17), (16, 17), (16, 9)),
        ((8, 17), (8, 12), (12, 12), (12, 17)),
    ),
    "entry": (
        ((13, 3), (17, 7), (8, 16), (3, 17), (4, 12), (13, 3)),
        ((11, 5), (15, 9)),
    ),
    "plan": (
        ((2, 17), (18, 17)),
        ((4, 17), (4, 11), (7, 11), (7, 17)),
        ((9, 17), (9, 7), (12, 7), (12, 17)),
        ((14, 17), (14, 3), (17, 3), (17, 17)),
    ),
    "sheet": (
        ((5, 8), (5, 2), (15, 2), (15, 8)),
        ((5, 14), (2, 14), (2, 8), (18, 8), (18, 14), (15, 14)),
        ((5, 12), (15, 12), (15, 18), (5, 18), (5, 12)),
    ),
}


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return the icon of a page in a colour."""
    made = QIcon()
    for ratio in (1, 2):
        picture = QPixmap(size * ratio, size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.scale(size / _GRID, size / _GRID)
        for line in _LINES[name]:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))
        painter.end()
        made.addPixmap(picture)
    return made
