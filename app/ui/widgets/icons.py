"""Line icons drawn from points, sharp at every scale. A word always stands beside them."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

_GRID = 20.0
_GROUND = "1,18 19,18"
_BOX = "3,18 3,9 17,9 17,18"
_GABLE = "1,10 10,4 19,10"
_DOOR = "9,18 9,12 11,12 11,18"
_WINDOWS = "5,12 7,12 7,15 5,15 5,12|13,12 15,12 15,15 13,15 13,12"
_UPPER = "6,5 8,5 8,8 6,8 6,5|12,5 14,5 14,8 12,8 12,5"
_LARGE = "4.5,11 8,11 8,15 4.5,15 4.5,11|12,11 15.5,11 15.5,15 12,15 12,11"
_PAGES: dict[str, tuple[str, ...]] = {
    "home": ("3,5 17,5 17,17 3,17 3,5", "3,9 17,9", "7,3 7,6", "13,3 13,6", "6,13 9,15 14,11"),
    "households": ("2,10 10,3 18,10", "4,9 4,17 16,17 16,9", "8,17 8,12 12,12 12,17"),
    "entry": ("13,3 17,7 8,16 3,17 4,12 13,3", "11,5 15,9"),
    "losses": (
        "6,17 6,10 14,10 14,17 6,17",
        "5,10.5 10,6.5 15,10.5",
        "10,5 10,1|8.5,2.5 10,1 11.5,2.5",
        "5,13.5 1,13.5|2.5,12 1,13.5 2.5,15",
        "15,13.5 19,13.5|17.5,12 19,13.5 17.5,15",
    ),
    "plan": ("2,17 18,17", "4,17 4,11 7,11 7,17", "9,17 9,7 12,7 12,17", "14,17 14,3 17,3 17,17"),
    "funding": (
        "2,16 2,6 18,6 18,16 2,16",
        "10,8 12.2,9 13,11 12.2,13 10,14 7.8,13 7,11 7.8,9 10,8",
        "4,9 5,9",
        "15,13 16,13",
    ),
    "climate": (
        "10,6 13,7.5 14,10.5 12.5,13.5 9.5,14 7,12.5 6.5,9 8,6.7 10,6",
        "10,1 10,3.5",
        "10,16.5 10,19",
        "1,10 3.5,10",
        "16.5,10 19,10",
        "3.6,3.6 5.4,5.4",
        "14.6,14.6 16.4,16.4",
        "3.6,16.4 5.4,14.6",
        "14.6,5.4 16.4,3.6",
    ),
    "photos": (
        "2,6 6,6 8,3 12,3 14,6 18,6 18,17 2,17 2,6",
        "10,8 13,9.5 13.8,12 12.5,14.5 10,15.3 7.5,14.5 6.2,12 7,9.5 10,8",
    ),
    "settings": (
        "2,5 18,5",
        "2,10 18,10",
        "2,15 18,15",
        "6,3 6,7",
        "13,8 13,12",
        "8,13 8,17",
    ),
    "sheet": (
        "5,8 5,2 15,2 15,8",
        "5,14 2,14 2,8 18,8 18,14 15,14",
        "5,12 15,12 15,18 5,18 5,12",
    ),
}
_HOUSES: dict[str, tuple[str, ...]] = {
    "adobe_1970": (_GROUND, "3,18 4,11 16,11 17,18", "2,11 10,7 18,11", _DOOR),
    "brick_timber_1980": (_GROUND, _BOX, _GABLE, _DOOR, _WINDOWS),
    "brick_slab_1990": (_GROUND, _BOX, "1,9 19,9 19,7 1,7 1,9", _DOOR, _WINDOWS),
    "brick_pitched_2000": (_GROUND, _BOX, "1,10 5,3 15,3 19,10 1,10", _DOOR, _WINDOWS),
    "two_storey_2000": (
        _GROUND,
        "4,18 4,3 16,3 16,18",
        "3,10.5 17,10.5",
        "2,3 18,3",
        _DOOR,
        _UPPER,
    ),
    "closed_gallery": (
        _GROUND,
        _BOX,
        _GABLE,
        "3,12 17,12",
        "6.5,12 6.5,18|10,12 10,18|13.5,12 13.5,18",
    ),
    "post_2013": (_GROUND, _BOX, "3,9 3,6 17,6 17,9", _DOOR, _LARGE),
    "stone_hill": (
        _GROUND,
        _BOX,
        _GABLE,
        "3,12 8,12 8,15 3,15|17,12 12,12 12,15 17,15|5.5,9 5.5,12|14.5,9 14.5,12",
    ),
    "retrofitted": (_GROUND, _BOX, _GABLE, "1.5,18 1.5,10|18.5,18 18.5,10", _DOOR, _WINDOWS),
}
_DRAWINGS = _PAGES | _HOUSES


def has_picture(name: str) -> bool:
    """Tell whether there is a picture of a house type."""
    return name in _HOUSES


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
        for line in "|".join(_DRAWINGS[name]).split("|"):
            points = (point.split(",") for point in line.split(" "))
            painter.drawPolyline(QPolygonF([QPointF(float(x), float(y)) for x, y in points]))
        painter.end()
        made.addPixmap(picture)
    return made
