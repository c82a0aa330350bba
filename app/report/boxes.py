"""Drawn parts of the papers: big numbers, warning box, tick boxes."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from app.report.fonts import BOLD, REGULAR, bold_or_regular
from app.report.styles import GREY, INK, style


class BigNumbers(Flowable):
    """Boxes side by side: a caption, a large figure, a note. Lengths in points."""

    def __init__(self, items: Sequence[tuple[str, str, str]], width: float) -> None:
        super().__init__()
        self._items = items
        self.width, self.height = width, 23 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes."""
        canvas: Canvas = self.canv
        share = self.width / len(self._items)
        for number, (caption, figure, note) in enumerate(self._items):
            left, middle = number * share, (number + 0.5) * share
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1)
            canvas.rect(left + 1.5 * mm, 0, share - 3 * mm, self.height)
            canvas.setFillColor(INK)
            canvas.setFont(REGULAR, 12)
            canvas.drawCentredString(middle, self.height - 5.6 * mm, caption)
            size = fitting_size(figure, BOLD, 26, share - 7 * mm)
            canvas.setFont(BOLD, size)
            canvas.drawCentredString(middle, 8 * mm, figure)
            canvas.setFillColor(GREY)
            canvas.setFont(REGULAR, 10.5)
            canvas.drawCentredString(middle, 2.2 * mm, note)


def fitting_size(text: str, font: str, size: float, width: float) -> float:
    """Return the largest size [pt] up to ``size`` in which a line fits ``width`` [pt]."""
    while size > 10 and stringWidth(text, font, size) > width:
        size -= 0.5
    return size


class BoxedWarning(Flowable):
    """A thick frame with a warning triangle and sentences."""

    def __init__(self, title: str, sentences: Sequence[str], width: float) -> None:
        super().__init__()
        text = f"<b>{title}</b>　" + "<br/>".join(sentences)
        self._text = Paragraph(text, style(14, leading=1.35))
        self._inner = width - 24 * mm
        self.width = width
        self.height = self._text.wrap(self._inner, 1000)[1] + 6 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size of frame and text."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw frame, triangle, text."""
        canvas: Canvas = self.canv
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(2.2)
        canvas.rect(1 * mm, 0, self.width - 2 * mm, self.height)
        middle = self.height / 2
        path = canvas.beginPath()
        for step, (x, y) in enumerate(((5, -5), (17, -5), (11, 5.5))):
            (path.lineTo if step else path.moveTo)(x * mm, middle + y * mm)
        path.close()
        canvas.drawPath(path, fill=0)
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 20)
        canvas.drawCentredString(11 * mm, middle - 4 * mm, "!")
        self._text.drawOn(canvas, 20 * mm, 3 * mm)


class TickLine(Flowable):
    """Boxes to tick by hand, drawn because the font has none."""

    def __init__(self, choices: Sequence[str], width: float) -> None:
        super().__init__()
        self._choices = choices
        self.width, self.height = width, 9 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw box and text of every choice."""
        canvas: Canvas = self.canv
        x = 0.0
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        for choice in self._choices:
            canvas.rect(x, 2 * mm, 4.2 * mm, 4.2 * mm)
            size = fitting_size(choice, REGULAR, 14, self.width - x - 6 * mm)
            canvas.setFont(REGULAR, size)
            canvas.drawString(x + 6 * mm, 2.4 * mm, choice)
            x += 6 * mm + stringWidth(choice, REGULAR, size) + 9 * mm


class SignLines(Flowable):
    """Lines to sign on, two in a row, with a word before each. Lengths in points."""

    row, first, most_of_half, end = 14 * mm, 9 * mm, 0.62, 6 * mm
    size, stroke = 12.5, 0.8

    def __init__(self, words: Sequence[str], width: float) -> None:
        super().__init__()
        self._words = words
        self.width, self.height = width, (len(words) + 1) // 2 * self.row

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which follows from the number of lines."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw words and lines."""
        canvas: Canvas = self.canv
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(self.stroke)
        half = self.width / 2
        for number, words in enumerate(self._words):
            left, y = (number % 2) * half, self.height - self.first - self.row * (number // 2)
            size = fitting_size(words, REGULAR, self.size, half * self.most_of_half)
            canvas.setFont(REGULAR, size)
            canvas.drawString(left, y, words)
            start = left + stringWidth(words, REGULAR, size) + 2 * mm
            canvas.line(start, y - 1 * mm, left + half - self.end, y - 1 * mm)
            self.write(number, start, left + half - self.end, y)

    def write(self, number: int, start: float, end: float, y: float) -> None:
        """Write on a line; here it is left for the signature."""


class NotedLines(SignLines):
    """Names with what is entered on a line each; an empty line is filled in by hand."""

    row, first, most_of_half, end = 8 * mm, 6 * mm, 0.6, 4 * mm
    size, stroke = 11.5, 0.6

    def __init__(self, noted: Sequence[tuple[str, str]], width: float) -> None:
        super().__init__([name for name, _told in noted], width)
        self._told = [told for _name, told in noted]

    def write(self, number: int, start: float, end: float, y: float) -> None:
        """Write what is entered."""
        told = self._told[number]
        font = bold_or_regular(told)
        self.canv.setFont(font, fitting_size(told, font, self.size, end - start - 2 * mm))
        self.canv.drawString(start + 1 * mm, y, told)
