"""Photos of the house on sheet D1: the front beside the title, three more on the second page."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from app.model.survey.photos import SLOTS
from app.report.data import SheetInput
from app.report.fonts import REGULAR
from app.report.styles import GREY, INK, text_in

Translate = Callable[[str], str]
FRONT, OTHERS = "P01", ("P02", "P03", "P04")
FRONT_SIZE = (40 * mm, 30 * mm)
_STRIP_MOST, _STRIP_LEAST = 46 * mm, 24 * mm
_CAPTION, _GAP = 5 * mm, 4 * mm
_TIGHTER = 0.08  # the page may be set this much smaller to make room for them


class PhotoBox(Flowable):
    """A photo cut to a box of one size, the middle of it shown. Lengths in points."""

    def __init__(self, jpeg: bytes, width: float, height: float) -> None:
        super().__init__()
        self._jpeg = jpeg
        self.width, self.height = width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the photo and a thin frame."""
        draw_photo(self.canv, self._jpeg, 0, 0, self.width, self.height)


class PhotoStrip(Flowable):
    """Photos side by side, each with the name of what it shows. Lengths in points."""

    def __init__(self, photos: Sequence[tuple[str, bytes]], width: float, height: float) -> None:
        super().__init__()
        self._photos = photos
        self.width, self.height = width, height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size, which is fixed."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw photos and captions."""
        canvas: Canvas = self.canv
        share = (self.width - 2 * _GAP) / len(OTHERS)
        for number, (name, jpeg) in enumerate(self._photos):
            left = number * (share + _GAP)
            height = self.height - _CAPTION
            draw_photo(canvas, jpeg, left, _CAPTION, min(share, height * 1.5), height)
            canvas.setFillColor(GREY)
            canvas.setFont(REGULAR, 8.5)
            canvas.drawString(left, 1.2 * mm, name)


def draw_photo(
    canvas: Canvas, jpeg: bytes, x: float, y: float, width: float, height: float
) -> None:
    """Draw a photo that fills a box, cut where its sides do not fit."""
    image = ImageReader(io.BytesIO(jpeg))
    wide, high = image.getSize()
    scale = max(width / wide, height / high)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    left, bottom = x + (width - wide * scale) / 2, y + (height - high * scale) / 2
    canvas.drawImage(image, left, bottom, wide * scale, high * scale)
    canvas.restoreState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, width, height, fill=0)


def with_photos(content: list[Flowable], data: SheetInput, width: float, height: float) -> None:
    """Add the photos of walls, roof and heating to a page if there are some and they fit."""
    photos = [
        (text_in(SLOTS[slot].name, data.language), data.photos[slot])
        for slot in OTHERS
        if slot in data.photos
    ]
    used = sum(
        float(item.wrap(width, height)[1] + item.getSpaceBefore() + item.getSpaceAfter())
        for item in content
    )
    room = min(height * (1 + _TIGHTER) - used - 4 * mm, _STRIP_MOST)
    if photos and room >= _STRIP_LEAST:
        content += [Spacer(0, 3 * mm), PhotoStrip(photos, width, room)]
