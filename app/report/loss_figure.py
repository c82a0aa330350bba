"""Where the warmth goes: a section of the house with five arrows as thick as the losses."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.model.assessment import LossPart
from app.report.boxes import fitting_size
from app.report.fonts import BOLD, REGULAR
from app.report.styles import GREY, INK, LIGHT, PAPER

_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LossLabel:
    """What an arrow says: ``name`` with its percent, and its money; ``percent`` sets its width."""

    name: str
    money: str
    percent: int


@dataclass(frozen=True, slots=True)
class _Arrow:
    part: LossPart
    start: _Point
    direction: _Point
    label: _Point
    align: str


class LossFigure(Flowable):
    """The house in section; arrows leave it where the heat does. Lengths in points."""

    def __init__(
        self, labels: Mapping[LossPart, LossLabel], *, pitched: bool, width: float, height: float
    ) -> None:
        super().__init__()
        self._labels = labels
        self._pitched = pitched
        self.width, self.height = width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw house, arrows, labels."""
        canvas: Canvas = self.canv
        base, left, right = 0.24 * self.height, 0.37 * self.width, 0.63 * self.width
        eaves = 0.62 * self.height
        self._draw_house(canvas, left, right, base, eaves)
        for arrow in self._arrows(left, right, base, eaves):
            if arrow.part in self._labels:
                self._draw_arrow(canvas, arrow)
                self._draw_label(canvas, arrow)

    def _draw_house(
        self, canvas: Canvas, left: float, right: float, base: float, eaves: float
    ) -> None:
        canvas.setStrokeColor(INK)
        canvas.setFillColor(PAPER)
        canvas.setLineWidth(0.8)
        canvas.line(0.34 * self.width, base, 0.66 * self.width, base)
        canvas.setLineWidth(3)
        middle, over = (left + right) / 2, 4 * mm
        top = eaves + (0.13 * self.height if self._pitched else 0)
        canvas.lines([(left, base, left, eaves), (right, base, right, eaves)])
        canvas.lines([(left - over, eaves, middle, top), (middle, top, right + over, eaves)])
        canvas.setLineWidth(1)
        if self._pitched:
            canvas.line(left, eaves, right, eaves)
        canvas.setFillColor(LIGHT)
        canvas.rect(left + 10 * mm, base, 8 * mm, 0.24 * self.height, fill=1)
        canvas.rect(right - 22 * mm, base + 0.12 * self.height, 14 * mm, 0.15 * self.height, fill=1)
        canvas.line(
            right - 15 * mm, base + 0.12 * self.height, right - 15 * mm, base + 0.27 * self.height
        )

    def _arrows(self, left: float, right: float, base: float, eaves: float) -> tuple[_Arrow, ...]:
        middle = (left + right) / 2
        rise = 0.13 * self.height if self._pitched else 0.02 * self.height
        wall_y, opening_y, air_y = (base + share * (eaves - base) for share in (0.74, 0.2, 0.5))
        west, east = left - 2 * mm, right + 2 * mm
        beside, over, under = middle + 14 * mm, 0.9 * self.height, 0.08 * self.height
        return (
            _Arrow("wall", (west, wall_y), (-1, 0), (left - 24 * mm, wall_y), "right"),
            _Arrow("opening", (west, opening_y), (-1, 0), (left - 24 * mm, opening_y), "right"),
            _Arrow("air", (east, air_y), (1, 0), (right + 24 * mm, air_y), "left"),
            _Arrow("roof", (middle, eaves + rise + 2 * mm), (0, 1), (beside, over), "left"),
            _Arrow("floor", (middle, base - 2 * mm), (0, -1), (beside, under), "left"),
        )

    def _draw_arrow(self, canvas: Canvas, arrow: _Arrow) -> None:
        share = self._labels[arrow.part].percent / 100
        half = (0.6 + 13 * share) * mm / 2
        length, head = (12 * mm, half + 2.2 * mm)
        (x, y), (dx, dy) = arrow.start, arrow.direction
        vertical = dy != 0
        if vertical:
            length = 8 * mm
        corners = [(0, half), (length, half), (length, head), (length + head, 0)]
        outline = corners + [(along, -across) for along, across in reversed(corners[:-1])]
        path = canvas.beginPath()
        for number, (along, across) in enumerate(outline):
            px, py = x + dx * along - dy * across, y + dy * along + dx * across
            (path.lineTo if number else path.moveTo)(px, py)
        path.close()
        canvas.setFillColor(GREY if share >= 0.2 else LIGHT)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.8)
        canvas.drawPath(path, fill=1)

    def _draw_label(self, canvas: Canvas, arrow: _Arrow) -> None:
        label = self._labels[arrow.part]
        x, y = arrow.label
        write = canvas.drawRightString if arrow.align == "right" else canvas.drawString
        room = x if arrow.align == "right" else self.width - x
        name = f"{label.name} {label.percent}%"
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, fitting_size(name, BOLD, 15, room))
        write(x, y + 1, name)
        canvas.setFont(REGULAR, fitting_size(label.money, REGULAR, 12, room))
        write(x, y - 14, label.money)
