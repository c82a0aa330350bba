"""Small drawings of what is done: strokes on a grid of 24 × 24, the part in question thick."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.report.styles import GREY, INK

SIDE = 13 * mm
_GRID = 24.0
_STEP = 1.3  # between the lines of a pattern, on the grid
Line = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Thin and thick lines, patterned boxes, and rings (middle and radius)."""

    thin: tuple[Line, ...] = ()
    thick: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    rings: tuple[tuple[float, float, float], ...] = ()


_GROUND: Line = ((0, 4), (24, 4))
_WALLS: Line = ((5, 4), (5, 14), (19, 14), (19, 4))
_ROOF: Line = ((2.5, 13), (12, 21), (21.5, 13))
_HOUSE = (_GROUND, _WALLS, _ROOF)
_FRAME: Line = ((4, 3), (20, 3), (20, 21), (4, 21), (4, 3))
_WINDOW = (((12, 3), (12, 21)), ((4, 12), (20, 12)))
_STOVE: Line = ((6, 4), (6, 11), (15, 11), (15, 4), (6, 4))
_FLUE: Line = ((13, 11), (13, 22))
_SUN = (
    ((20, 22.5), (20, 24)), ((20, 17.5), (20, 16)), ((17.5, 20), (16, 20)), ((22.5, 20), (24, 20)),
)  # fmt: skip
_CROSS: tuple[Line, ...] = (((3, 3), (21, 21)), ((3, 21), (21, 3)))

_FLAT = Picture(
    (_GROUND, _WALLS),
    (((3, 14), (21, 14)), ((3, 17.2), (21, 17.2))),
    ((3, 14, 21, 17.2),),
)
PICTURES: Mapping[str, Picture] = {
    "wall": Picture(_HOUSE, (), ((2.4, 4, 5, 13.4), (19, 4, 21.6, 13.4))),
    "roof": Picture(_HOUSE, (((1, 13.6), (12, 23), (23, 13.6)), ((2.5, 13), (12, 21), (21.5, 13)))),
    "ceiling": Picture(_HOUSE, (((5, 14), (19, 14)),), ((5, 14, 19, 16.4),)),
    "floor": Picture(_HOUSE, (((5, 6.2), (19, 6.2)),), ((5, 4, 19, 6.2),)),
    "floor_edge": Picture(_HOUSE, (), ((3, 0.5, 5, 6), (19, 0.5, 21, 6))),
    "window": Picture(
        (*_WINDOW, ((6, 15), (9, 18)), ((14, 15), (17, 18))),
        (_FRAME, ((5.6, 4.6), (18.4, 4.6), (18.4, 19.4), (5.6, 19.4), (5.6, 4.6))),
    ),
    "cover": Picture(
        (_FRAME, *_WINDOW), (((2, 22.5), (22, 22.5)),), ((4, 3, 9, 21.5), (15, 3, 20, 21.5))
    ),
    "door": Picture(
        (((3, 2), (21, 2)),), (((7, 2), (7, 21), (17, 21), (17, 2)),), (), ((15, 11.5, 0.9),)
    ),
    "air": Picture(
        (*_WINDOW, ((23, 12), (20.6, 12)), ((22, 13.2), (20.6, 12), (22, 10.8))),
        (_FRAME, _FRAME, ((4, 3), (4, 21)), ((20, 3), (20, 21))),
    ),
    "sunspace": Picture(
        (_GROUND, ((11, 4), (11, 14), (21, 14), (21, 4)), ((9, 13), (16, 20), (23, 13))),
        (((2, 4), (4, 10), (11, 13)), ((11, 4), (11, 13))),
        (),
        ((3.5, 19, 2),),
    ),
    "heating": Picture(
        (((5, 15), (5, 18)), ((9, 15), (9, 19)), ((13, 15), (13, 18))),
        (((1, 4), (1, 12), (17, 12), (17, 4), (1, 4)), ((19, 4), (19, 22), (22, 22), (22, 4))),
        ((1, 4, 17, 6),),
    ),
    "electric": Picture(
        (),
        (((13, 22), (7, 12), (12, 12), (10, 2), (17, 14), (12, 14), (13, 22)),),
    ),
    "safety": Picture(
        (((18, 16), (21, 18)), ((18, 12), (22, 12)), ((18, 8), (21, 6))), (), (),
        ((9, 12, 7), (9, 12, 2)),
    ),
    "repair": Picture(
        _HOUSE, (((14, 13), (12, 10.5), (14.5, 9), (12.5, 6.5), (14, 4)),), ((6, 5, 10, 10),)
    ),
    "strengthening": Picture(
        _HOUSE, (((5, 4), (19, 14)), ((5, 14), (19, 4)), ((5, 14), (19, 14)))
    ),
    "STOVE_OUT": Picture((_STOVE, _FLUE, ((16, 11), (16, 22))), _CROSS),
    "INLET": Picture(
        (((13, 2), (13, 22)),),
        (((1, 12), (20, 12)), ((17, 14.5), (20, 12), (17, 9.5))),
        ((10, 2, 13, 9), (10, 15, 13, 22)),
    ),
    "DRAFT_TEST": Picture(
        (_STOVE, _FLUE, ((16, 11), (16, 22))), (((14.5, 13), (14.5, 23)), ((12.6, 20.6), (14.5, 23),
        (16.4, 20.6)))
    ),
    **dict.fromkeys(("R_XPS60", "R_XPS80", "R_EPS100", "R_STRIP_XPS80", "REP_ROOF_FLAT"), _FLAT),
    "heat_pump": Picture(
        (((19, 6), (23, 6)), ((19, 10), (23, 10)), ((19, 14), (23, 14)), ((3, 2), (3, 4)),
         ((15, 2), (15, 4))),
        (((1, 4), (1, 18), (17, 18), (17, 4), (1, 4)),),
        (),
        ((9, 11, 5), (9, 11, 1)),
    ),
    "pv": Picture(
        (((5.7, 11.3), (14.7, 11.3)), ((4, 8), (13, 8)), ((7, 5), (10, 15)), _GROUND, *_SUN),
        (((2, 5), (12, 5), (17, 15), (7, 15), (2, 5)),),
        (),
        ((20, 20, 2.2),),
    ),
}  # fmt: skip
"""By id of a measure where it has one of its own, else by its part of the house."""


_LIKE = {"AIR_VENT": "INLET", "ANCHOR_TEST": "strengthening"}


def picture_of(measure: str, part: str) -> Picture:
    """Return the drawing of a measure, or that of its ``part``."""
    return PICTURES.get(_LIKE.get(measure, measure)) or PICTURES.get(part) or PICTURES["repair"]


class Drawn(Flowable):
    """A picture of 13 mm in print."""

    def __init__(self, picture: Picture, side: float = SIDE) -> None:
        super().__init__()
        self._picture = picture
        self.width = self.height = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw patterned boxes first, then thin and thick lines."""
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.scale(self.width / _GRID, self.height / _GRID)
        canvas.setLineJoin(1)
        canvas.setLineCap(1)
        for box in self._picture.boxes:
            self._box(box)
        canvas.setStrokeColor(INK)
        for width, lines in ((0.55, self._picture.thin), (1.25, self._picture.thick)):
            canvas.setLineWidth(width)
            for line in lines:
                self._line(line)
        canvas.setLineWidth(0.9)
        for x, y, radius in self._picture.rings:
            canvas.circle(x, y, radius, fill=0)
        canvas.restoreState()

    def _line(self, line: Line) -> None:
        path = self.canv.beginPath()
        path.moveTo(*line[0])
        for point in line[1:]:
            path.lineTo(*point)
        self.canv.drawPath(path, fill=0)

    def _box(self, box: Box) -> None:
        canvas, (left, bottom, right, top) = self.canv, box
        wide, high = right - left, top - bottom
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, bottom, wide, high)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.6)
        steps = int((wide + high) / _STEP) + 1
        canvas.lines(
            [(left + k * _STEP - high, bottom, left + k * _STEP, top) for k in range(steps)]
        )
        canvas.restoreState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.rect(left, bottom, wide, high)
