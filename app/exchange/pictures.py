"""Pictures from phones and cards: hostile until decoded, turned upright, stripped, made small.

Nothing here writes; a picture that cannot be taken is refused with a sentence naming its file.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from app.errors import FileError, ForeignFileError
from app.i18n import gettext as _

SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"))
# Named by their decoders, which must be imported to be there; a JPEG may turn out an MPO.
FORMATS = tuple(
    decoder.format
    for decoder in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
FILE_MOST = 80_000_000  # [bytes]
PIXELS_MOST = 120_000_000
PIXELS_MOST_WHOLE = 40_000_000  # of a kind that must be decoded whole
LONG_LEAST, SHORT_LEAST = 800, 600  # [px]
LONG_MOST = 2000  # [px] half of a usual phone, which a JPEG decoder gives for little
BYTES_MOST = 2_000_000
_QUALITIES = (85, 75, 65, 55, 45)
_STEP = 0.85
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1", b"heif", b"avif")
_TIME_LENGTH = 19


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be kept. ``jpeg`` holds no metadata; sizes are in pixels.

    ``source`` is the SHA-256 of the file it was made from, ``id`` that of ``jpeg``.
    ``taken_at`` is the local time of the camera (ISO 8601, no zone), empty if nobody knows.
    ``position`` is "lat,lon" if it was asked for and is there.
    """

    id: str
    source: str
    jpeg: bytes
    width: int
    height: int
    taken_at: str
    position: str


def taken_at(path: Path) -> str:
    """Return when a picture was taken: by the camera, else by the file; local, ISO 8601."""
    try:
        with path.open("rb") as file, _decoding(path), Image.open(file, formats=FORMATS) as image:
            found = _camera_time(image)
    except (FileError, OSError):
        found = ""
    return found or _file_time(path)


def _file_time(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")
    except (OSError, ValueError, OverflowError):
        return ""


def source_bytes(path: Path) -> bytes:
    """Return the bytes of a picture file, which stays untouched.

    Raises
    ------
    FileError
        If it cannot be read (is the card still there?) or is larger than any photo.
    """
    try:
        if path.stat().st_size > FILE_MOST:
            raise ForeignFileError(
                _("{name} is larger than {size} MB and is not taken. Is it a photo?").format(
                    name=path.name, size=FILE_MOST // 1_000_000
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            _("{name} cannot be read ({reason}). Is the card still plugged in?").format(
                name=path.name, reason=error.strerror or error
            )
        ) from error


def read_picture(data: bytes, path: Path, *, with_position: bool = False) -> Picture:
    """Return what is kept of the bytes of a picture file; ``path`` names it in sentences.

    Raises
    ------
    ForeignFileError
        If it is no picture that this program takes: wrong kind, damaged, too large, too small.
    """
    if _is_heic(data):
        raise ForeignFileError(_heic(path))
    with _decoding(path), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        parts = image.format in ("JPEG", "MPO")
        if image.width * image.height > (PIXELS_MOST if parts else PIXELS_MOST_WHOLE):
            raise ForeignFileError(_huge(path, image.width, image.height))
        time = _camera_time(image) or _file_time(path)
        place = _position(image) if with_position else ""
        image.draft("RGB", _draft_size(image))
        image.load()
        upright = ImageOps.exif_transpose(image)
        if max(upright.size) < LONG_LEAST or min(upright.size) < SHORT_LEAST:
            raise ForeignFileError(_small(path, upright.width, upright.height))
        jpeg, size = _smaller(_flat(upright), path)
    return Picture(sha256(jpeg), sha256(data), jpeg, *size, time, place)


def check_kept(jpeg: bytes, name: str) -> None:
    """Check that bytes from elsewhere are a photo as this program keeps them.

    Raises
    ------
    ForeignFileError
        If they are no JPEG, larger than a kept photo, damaged, or hold more than pixels.
    """
    path = Path(name)
    if len(jpeg) > BYTES_MOST:
        raise ForeignFileError(_broken(path))
    with _decoding(path), Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        if image.width * image.height > PIXELS_MOST:
            raise ForeignFileError(_bomb(path))
        if len(image.getexif()) or "xmp" in image.info or "comment" in image.info:
            raise ForeignFileError(_broken(path))
        image.load()


def thumbnail(jpeg: bytes, side: int) -> bytes:
    """Return a JPEG whose longer side is ``side`` pixels at most.

    Raises
    ------
    ForeignFileError
        If the bytes hold no picture.
    """
    with _decoding(Path("photo.jpg")), Image.open(io.BytesIO(jpeg), formats=FORMATS) as image:
        image.draft("RGB", (side, side))
        image.thumbnail((side, side))
        return _jpeg(image.convert("RGB"), 80)


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Turn whatever a damaged or malicious file makes the decoder raise into a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (FileError, MemoryError) as error:
        if isinstance(error, FileError):
            raise
        raise ForeignFileError(_broken(path)) from error
    except Image.DecompressionBombError as error:
        raise ForeignFileError(_bomb(path)) from error
    except Exception as error:  # decoders raise anything on hostile bytes
        raise ForeignFileError(_broken(path)) from error


def _camera_time(image: Image.Image) -> str:
    exif = image.getexif()
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    for text in (
        inner.get(ExifTags.Base.DateTimeOriginal),
        inner.get(ExifTags.Base.DateTimeDigitized),
        exif.get(ExifTags.Base.DateTime),
    ):
        try:
            written = str(text)[:_TIME_LENGTH]
            return datetime.strptime(written, "%Y:%m:%d %H:%M:%S").isoformat()
        except ValueError:
            continue
    return ""


def _position(image: Image.Image) -> str:
    """Return "lat,lon" in degrees, empty without a sound position."""
    gps = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "S")
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    sound = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0)  # NaN is never sound
    return f"{lat:.5f},{lon:.5f}" if sound else ""


def _degrees(parts: tuple[float, float, float], letter: str, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(letter).upper().startswith(negative) else value


def _draft_size(image: Image.Image) -> tuple[int, int]:
    """Return the size below which a JPEG need not be decoded (an eighth of the memory)."""
    scale = _scale(image.width, image.height)
    return round(image.width * scale), round(image.height * scale)


def _scale(width: int, height: int) -> float:
    """Return the factor that makes the long side short, but never the short side too short."""
    return min(1.0, max(LONG_MOST / max(width, height), SHORT_LEAST / min(width, height)))


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture in plain colours on white: no palette, no transparency."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        shown = image.convert("RGBA")
        ground = Image.new("RGB", shown.size, "white")
        ground.paste(shown, mask=shown.getchannel("A"))
        return ground
    return image.convert("RGB")


def _smaller(image: Image.Image, path: Path) -> tuple[bytes, tuple[int, int]]:
    """Return the picture as JPEG within the limits, and its size."""
    scale = _scale(image.width, image.height)
    while True:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        sized = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            jpeg = _jpeg(sized, quality)
            if len(jpeg) <= BYTES_MOST:
                return jpeg, size
        scale *= _STEP
        if min(image.size) * scale < SHORT_LEAST:
            raise ForeignFileError(_long(path, image.width, image.height))


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Return a JPEG of the pixels alone: what the decoder knew of the file is left behind."""
    plain = Image.new("RGB", image.size)
    plain.paste(image)
    buffer = io.BytesIO()
    plain.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC


def _heic(path: Path) -> str:
    return _(
        "{name} is a HEIC picture, which cannot be taken. Set the phone to JPEG (iPhone: Settings, "
        "Camera, Formats, Most Compatible; Android: switch HEIF off in the camera settings) and "
        "send the picture again as JPEG."
    ).format(name=path.name)


def _broken(path: Path) -> str:
    return _(
        "{name} is damaged or is no JPEG, PNG or WebP picture. Open it on the phone; if it shows, "
        "copy it again, else take it again."
    ).format(name=path.name)


def _bomb(path: Path) -> str:
    return _("{name} claims to be far larger than a photo and is not opened.").format(
        name=path.name
    )


def _huge(path: Path, width: int, height: int) -> str:
    return _(
        "{name} has {width} × {height} pixels, more than any photo needs. Make it smaller on the "
        "phone and copy it again."
    ).format(name=path.name, width=width, height=height)


def _small(path: Path, width: int, height: int) -> str:
    return _(
        "{name} has only {width} × {height} pixels; a door number cannot be read on it. At least "
        "800 × 600 are needed: send the original, not a preview."
    ).format(name=path.name, width=width, height=height)


def _long(path: Path, width: int, height: int) -> str:
    return _(
        "{name} ({width} × {height}) is too long and narrow to be kept. Take an ordinary photo."
    ).format(name=path.name, width=width, height=height)
