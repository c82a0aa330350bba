"""Another size of everything: at once, at the same place, and only where it fits the screen."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from app.ui.settings import read_settings
from app.ui.sizes import SIZES, fits, largest
from tests.ui.houses import ANSWERS, village_with


def test_a_size_is_offered_only_where_the_smallest_window_fits() -> None:
    laptop, large = QSize(1366, 728), QSize(3840, 2120)
    assert [size for size in SIZES if fits(size, 100, laptop)] == [100, 115, 130]
    assert [size for size in SIZES if fits(size, 100, large)] == list(SIZES)
    assert fits(100, 100, QSize(800, 480))  # there is none smaller


def test_the_room_is_that_of_the_present_size() -> None:
    shrunk = QSize(1366 * 100 // 130, 728 * 100 // 130)
    assert fits(130, 130, shrunk) and not fits(150, 130, shrunk)
    assert largest(200, 200, QSize(683, 364)) == 130


@pytest.mark.parametrize(("width", "sizes"), [(2732, [100, 130, 200, 100]), (1366, [100, 130])])
def test_another_size_shows_at_once_with_village_and_house(
    tmp_path: Path, width: int, sizes: list[int]
) -> None:
    village_with(tmp_path / "v", ANSWERS)
    screen = {"name": "S", "x": 0, "y": 0, "width": width, "height": width * 9 // 16}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "dpr": 1}]}))
    settings = tmp_path / "settings.json"
    settings.write_text('{"operator": "李师傅"}', encoding="utf-8")
    words = [sys.executable, "-m", "tests.ui.resizing", settings, tmp_path / "v", config]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    told = [line.split() for line in done.stdout.splitlines()]
    shown = [(int(line[0]), float(line[1]), line[2], line[4]) for line in told]
    pages = ["entry", *["settings"] * (len(sizes) - 1)]
    assert shown[: len(sizes)] == [
        (size, size / 100, page, "True") for size, page in zip(sizes, pages, strict=True)
    ], done.stderr
    assert read_settings(settings).scale == sizes[-1]
