"""Pictures to test with, made when needed: a phone's photos, and what a bad card holds."""

import io
import os
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw

_EXIF, _GPS = 0x8769, 0x8825
_ORIENTATION, _ORIGINAL, _MAKER = 0x0112, 0x9003, 0x010F


def scene(number: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Return a picture of a wall with windows that differs from number to number."""
    image = Image.new("RGB", size, (90 + number * 37 % 120, 150, 190))
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.rectangle((width * 0.1, height * 0.35, width * 0.9, height * 0.9), (176, 122, 86))
    for window in range(3):
        left = width * (0.18 + 0.24 * window)
        draw.rectangle((left, height * 0.5, left + width * 0.15, height * 0.72), (40, 60, 80))
    draw.text((20, 20), f"photo {number}", (255, 255, 255), font_size=max(24, width // 18))
    return image


def photo(
    path: Path,
    number: int = 1,
    *,
    at: datetime = datetime(2026, 11, 20, 9, 12, 33),
    size: tuple[int, int] = (1200, 900),
    orientation: int = 1,
    position: tuple[float, float] | None = None,
) -> Path:
    """Write a phone's photo with time, orientation, maker and perhaps position."""
    image = scene(number, size)
    exif = image.getexif()
    exif[_ORIENTATION], exif[_MAKER] = orientation, "Phone"
    exif.get_ifd(_EXIF)[_ORIGINAL] = at.strftime("%Y:%m:%d %H:%M:%S")
    if position is not None:
        exif.get_ifd(_GPS).update({1: "N", 2: _sexagesimal(position[0])})
        exif.get_ifd(_GPS).update({3: "E", 4: _sexagesimal(position[1])})
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, exif=exif, quality=90)
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 3)


def jpeg(number: int = 1, size: tuple[int, int] = (1200, 900)) -> bytes:
    """Return the bytes of a JPEG."""
    buffer = io.BytesIO()
    scene(number, size).save(buffer, "JPEG")
    return buffer.getvalue()


def heic(path: Path) -> Path:
    """Write what begins like a HEIC picture."""
    path.write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 4000)
    return path
