"""Pictures from cards: what is kept of a good one, and how a bad one is refused."""

import io
import random
import struct
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import FileError, ForeignFileError
from app.exchange.pictures import (
    BYTES_MOST,
    Picture,
    read_picture,
    source_bytes,
    taken_at,
    thumbnail,
)
from tests.pictures import heic, jpeg, photo, scene


def take(path: Path, *, with_position: bool = False) -> Picture:
    return read_picture(source_bytes(path), path, with_position=with_position)


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.jpeg))


def test_a_phone_photo_becomes_a_small_jpeg_of_at_least_800_by_600(tmp_path: Path) -> None:
    noise = Image.effect_noise((4000, 3000), 90).convert("RGB")  # compresses worst of all
    noise.save(tmp_path / "n.jpg", quality=95)
    found = take(tmp_path / "n.jpg")
    assert (tmp_path / "n.jpg").stat().st_size > BYTES_MOST >= len(found.jpeg)
    assert opened(found).size == (found.width, found.height)
    assert found.width >= 800 and found.height >= 600


@pytest.mark.parametrize(("orientation", "corner"), [(1, "nw"), (3, "se"), (6, "ne"), (8, "sw")])
def test_the_picture_stands_as_the_phone_was_held(
    tmp_path: Path, orientation: int, corner: str
) -> None:
    image = Image.new("RGB", (1200, 900), "black")
    image.paste("white", (0, 0, 300, 225))  # the corner the sensor calls north-west
    exif = image.getexif()
    exif[0x0112] = orientation
    image.save(tmp_path / "p.jpg", exif=exif)
    upright = opened(take(tmp_path / "p.jpg")).convert("L")
    assert upright.size == ((900, 1200) if orientation in (6, 8) else (1200, 900))
    width, height = upright.size
    x = 50 if "w" in corner else width - 50
    y = 50 if "n" in corner else height - 50
    assert upright.getpixel((x, y)) > 200
    assert upright.getpixel((width - x, height - y)) < 50


def test_nothing_of_phone_place_or_time_stays_in_the_kept_file(tmp_path: Path) -> None:
    found = take(photo(tmp_path / "p.jpg", position=(39.1083, 117.2)))
    kept = opened(found)
    assert dict(kept.getexif()) == {} and set(kept.info) <= {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density")
    }
    assert b"Phone" not in found.jpeg and b"Exif" not in found.jpeg
    assert found.position == ""


def test_the_position_is_told_only_when_it_is_wanted(tmp_path: Path) -> None:
    path = photo(tmp_path / "p.jpg", position=(39.1083, 117.2))
    lat, lon = take(path, with_position=True).position.split(",")
    assert (float(lat), float(lon)) == pytest.approx((39.1083, 117.2), abs=1e-4)
    assert take(photo(tmp_path / "q.jpg"), with_position=True).position == ""


def test_the_time_is_that_of_the_camera_else_of_the_file(tmp_path: Path) -> None:
    path = photo(tmp_path / "p.jpg", at=datetime(2026, 11, 20, 9, 12, 33))
    assert take(path).taken_at == taken_at(path) == "2026-11-20T09:12:33"
    bare = tmp_path / "q.png"
    scene(2).save(bare)
    when = datetime.fromtimestamp(bare.stat().st_mtime).isoformat(timespec="seconds")
    assert take(bare).taken_at == taken_at(bare) == when


def test_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (1000, 800), (255, 0, 0, 0)).save(tmp_path / "p.png")
    assert opened(take(tmp_path / "p.png")).getpixel((500, 400)) == (255, 255, 255)


def test_a_thumbnail_is_small() -> None:
    small = Image.open(io.BytesIO(thumbnail(jpeg(), 320)))
    assert max(small.size) == 320


def _png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds nearly nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999))


BAD = {
    "empty.jpg": b"",
    "text.jpg": b"this is no picture at all",
    "half.jpg": jpeg()[: len(jpeg()) // 2],
    "head.jpg": jpeg()[:40],
    "bomb.png": _png_of(60_000, 60_000),
    "wide.png": _png_of(9_000, 9_000),
    "page.jpg": b"%PDF-1.7\n" + b"0" * 5000,
    "small.jpg": jpeg(1, (640, 480)),
    "strip.jpg": jpeg(1, (4000, 200)),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    with pytest.raises(ForeignFileError) as refused:
        take(tmp_path / name)
    assert name in str(refused.value)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_a_file_is_counts_not_what_it_is_called(tmp_path: Path, kind: str) -> None:
    scene(1).save(tmp_path / "p.jpg", kind)
    assert opened(take(tmp_path / "p.jpg")).format == "JPEG"


def test_a_phone_that_keeps_two_pictures_in_one_file_gives_the_first(tmp_path: Path) -> None:
    scene(1).save(tmp_path / "p.jpg", "MPO", save_all=True, append_images=[scene(2)])
    assert opened(take(tmp_path / "p.jpg")).size == (1200, 900)


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP"])
def test_other_kinds_of_pictures_are_refused_whatever_they_are_called(
    tmp_path: Path, kind: str
) -> None:
    scene(1).save(tmp_path / "p.jpg", kind)
    with pytest.raises(ForeignFileError):
        take(tmp_path / "p.jpg")


def test_a_heic_picture_is_refused_with_the_setting_to_change(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError, match="HEIC") as refused:
        take(heic(tmp_path / "IMG_7.HEIC"))
    assert "IMG_7.HEIC" in str(refused.value) and "JPEG" in str(refused.value)


def test_a_file_larger_than_any_photo_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "film.jpg").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(FileError, match=r"film\.jpg"):
        source_bytes(tmp_path / "film.jpg")


def test_a_missing_file_asks_for_the_card(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"gone\.jpg"):
        source_bytes(tmp_path / "gone.jpg")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_damaged_bytes_give_a_picture_or_a_sentence_never_anything_else(seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(jpeg(1, (900, 700)))
    for _ in range(dice.randint(1, 20)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        found = read_picture(bytes(data), Path("p.jpg"), with_position=True)
    except ForeignFileError as error:
        assert "p.jpg" in str(error)
    else:
        assert len(found.jpeg) <= BYTES_MOST
