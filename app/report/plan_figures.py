"""Drawn parts of the retrofit plan: a row of houses with their levels, and who pays as a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.report.boxes import fitting_size
from app.report.fonts import BOLD, REGULAR
from app.report.styles import GREY, INK

HOUSE_HEIGHT = 52 * mm
_BAR = 9 * mm
_STEP = 2.2 * mm  # between the lines of a pattern


@dataclass(frozen=True, slots=True)
class SmallHouse:
    """One house of the row: ``head`` above it, its ``level``, lines below."""

    head: str
    level: str
    lines: tuple[str, ...]


class HouseRow(Flowable):
    """Houses from left to right with arrows between them. Lengths in points."""

    def __init__(self, houses: Sequence[SmallHouse], width: float) -> None:
        super().__init__()
        self._houses = houses
        self.width, self.height = width, HOUSE_HEIGHT

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw houses, levels, words."""
        share = self.width / len(self._houses)
        for number, house in enumerate(self._houses):
            self._house(house, (number + 0.5) * share, share)
            if number:
                self._arrow(number * share)

    def _house(self, house: SmallHouse, middle: float, share: float) -> None:
        canvas: Canvas = self.canv
        canvas.setFillColor(INK)
        self._line(house.head, middle, self.height - 4.5 * mm, share, BOLD, 14)
        half, base, wall = min(13 * mm, share / 2 - 5 * mm), 17 * mm, 14 * mm
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.4)
        path = canvas.beginPath()
        path.moveTo(middle - half, base)
        for x, y in (
            (middle - half, base + wall),
            (middle, base + wall + 9 * mm),
            (middle + half, base + wall),
            (middle + half, base),
        ):
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(path, fill=0)
        self._line(house.level, middle, base + 6 * mm, 2 * half, BOLD, 22)
        for number, text in enumerate(house.lines):
            self._line(text, middle, base - (5.5 + 5.5 * number) * mm, share, REGULAR, 12)

    def _line(
        self, text: str, middle: float, y: float, share: float, font: str, size: float
    ) -> None:
        canvas: Canvas = self.canv
        canvas.setFont(font, fitting_size(text, font, size, share - 2 * mm))
        canvas.drawCentredString(middle, y, text)

    def _arrow(self, x: float) -> None:
        canvas: Canvas = self.canv
        y = 26 * mm
        canvas.setLineWidth(1.2)
        canvas.line(x - 4 * mm, y, x + 3 * mm, y)
        canvas.line(x + 3 * mm, y, x, y + 2 * mm)
        canvas.line(x + 3 * mm, y, x, y - 2 * mm)


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays how much [yuan]; ``pattern`` tells it on a black print."""

    name: str
    amount: int
    pattern: str


class PayersBar(Flowable):
    """A bar of patterned pieces, with a line of words for each below. Lengths in points."""

    def __init__(self, payers: Sequence[Payer], width: float) -> None:
        super().__init__()
        self._payers = [item for item in payers if item.amount > 0]
        self._total = sum(item.amount for item in self._payers)
        rows = (len(self._payers) + 1) // 2
        self.width, self.height = width, _BAR + (2 + 6.5 * rows) * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which follows from the number of payers."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw pieces and their words."""
        canvas: Canvas = self.canv
        x, top = 0.0, self.height - _BAR
        for number, item in enumerate(self._payers):
            wide = self.width * item.amount / self._total
            self._piece(item.pattern, x, top, wide, _BAR)
            x += wide
            column, row = number % 2, number // 2
            left, y = column * self.width / 2, top - (6 + 6.5 * row) * mm
            self._piece(item.pattern, left, y, 8 * mm, 4.5 * mm)
            canvas.setFillColor(INK)
            text = f"{item.name} {item.amount:,} ({item.amount / self._total:.0%})"
            size = fitting_size(text, REGULAR, 12, self.width / 2 - 12 * mm)
            canvas.setFont(REGULAR, size)
            canvas.drawString(left + 10 * mm, y + 0.8 * mm, text)

    def _piece(self, pattern: str, x: float, y: float, wide: float, high: float) -> None:
        canvas: Canvas = self.canv
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, y, wide, high)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.6)
        if pattern == "slanted":
            steps = int((wide + high) / _STEP) + 1
            canvas.lines([(x + k * _STEP - high, y, x + k * _STEP, y + high) for k in range(steps)])
        if pattern in ("upright", "crossed"):
            canvas.lines(
                [(x + k * _STEP, y, x + k * _STEP, y + high) for k in range(int(wide / _STEP) + 1)]
            )
        if pattern in ("level", "crossed"):
            canvas.lines(
                [(x, y + k * _STEP, x + wide, y + k * _STEP) for k in range(int(high / _STEP) + 1)]
            )
        canvas.restoreState()
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        canvas.rect(x, y, wide, high)
