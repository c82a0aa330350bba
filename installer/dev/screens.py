"""Pictures of every screen for ``docs/screens``: ``dev.py screens``.

The pages are those the window has: a new page is found by itself. Each is taken full in Chinese and
English; empty, faulty and dark ones join until :data:`MOST` pictures are there.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer

from app.i18n import Language, set_language
from app.model.change import Edit
from app.model.value import Provenance, known
from app.ui import style
from app.ui.application import Program, make_application
from app.ui.fonts import window_font
from app.ui.settings import Settings, SettingsKeeper, write_settings

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "screens"
SIZE = (1366, 690)  # [px] a laptop's screen without the bars of the system
MOST = 60
BYTES_MOST = 60_000
OTHERS = 8  # places kept for what is not a full page in light colours
_COLOURS = (128, 64, 32, 16)
_SCALES = (1.0, 0.75, 0.6, 0.5)
_PATIENCE = 300  # [s]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name without ending, and how the window is brought there."""

    name: str
    go: Callable[[Any], None]


def write_png(image: Image.Image, path: Path) -> int:
    """Write a picture with as many colours as fit the limit, smaller where none do.

    Returns its size [bytes].

    Raises
    ------
    ValueError
        If even half the size is too large.
    """
    for scale in _SCALES:
        size = round(image.width * scale), round(image.height * scale)
        sized = image if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)
        for colours in _COLOURS:
            buffer = io.BytesIO()
            plain = sized.quantize(colours, dither=Image.Dither.NONE)
            plain.save(buffer, "PNG", optimize=True)
            if buffer.tell() <= BYTES_MOST:
                path.write_bytes(buffer.getvalue())
                return buffer.tell()
    raise ValueError(f"{path.name} stays above {BYTES_MOST} bytes")


def rest(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    """Let the window work until it is done."""
    end = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("the window does not come to rest")
        rest(50)
    rest(200)


class Walk:
    """One window on the practice village in one language."""

    def __init__(self, language: Language, home: Path) -> None:
        set_language(language)
        write_settings(Settings(operator="李师傅", language=language), home / "settings.json")
        self.program = Program(SettingsKeeper(home / "settings.json"))
        self.window: Any = self.program.window
        self.window.resize(*SIZE)
        self.window.show()
        self.home, self.ids = home, [""]

    def open_practice(self) -> None:
        """Open the practice village with a house that has faults and one that is empty."""
        self.program.open_practice(self.home / "practice")
        table = self.window.page("households").table
        until(lambda: self.window.session is not None)
        self.window.open_page("households")
        until(lambda: bool(table.rows))
        village = self.window.session.village
        operator = self.window.session.operator
        _household, self.empty = village.add_household(operator)
        _household, self.faulty = village.add_household(operator)
        wrong = {"A02": "李四", "D02": 37, "C02": 3.0, "I01": "coal_stove"}
        edits = [Edit(field, known(value, Provenance.TOLD)) for field, value in wrong.items()]
        village.commit(self.faulty, edits, operator=operator, label="")
        self.ids = [row.dwelling_id for row in table.rows]

    def open_house(self, dwelling: str, field: str = "") -> None:
        """Open a house and wait for its results."""
        self.window.open_house(dwelling, field)
        current = self.window.current
        until(lambda: current.dwelling_id == dwelling)
        until(lambda: not current.view.working)

    def open_page(self, key: str) -> None:
        """Open a page and wait until it has what it asks for."""
        self.window.open_page(key)
        page = self.window.page(key)
        until(lambda: not getattr(page, "_job", 0))

    def picture(self) -> Image.Image:
        """Return what the window shows."""
        rest(250)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.window.grab().save(buffer, "PNG")
        return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")

    def close(self) -> None:
        """Close window and village."""
        self.window.close()
        self.program.close()

    # what is taken, the most needed first

    def full(self) -> Iterator[Shot]:
        """Yield every page with a house that is complete."""
        for key in self.window.page_keys():
            if key != "start":  # with villages it shows their folders on this computer
                yield Shot(key, _to_page(key))
            if key == "roadmap":
                yield Shot("roadmap_village", _to_calendar)

    def special(self) -> Iterator[Shot]:
        """Yield the states that matter beside the full one."""
        yield Shot("entry_faulty", lambda walk: walk.open_house(walk.faulty, "D02"))
        yield Shot("entry_empty", lambda walk: walk.open_house(walk.empty))
        yield Shot("plan_faulty", lambda walk: walk.open_page("plan"))

    def dark(self) -> Iterator[Shot]:
        """Yield the pages that technicians look at longest, in the dark."""
        for key in ("households", "entry", "plan", "settings"):
            yield Shot(f"{key}_dark", _to_page(key))


def _to_calendar(walk: Walk) -> None:
    walk.open_page("roadmap")
    page = walk.window.page("roadmap")
    page.show_village(True)
    until(lambda: not page.village.desk.busy)


def _to_page(key: str) -> Callable[[Any], None]:
    return lambda walk: walk.open_page(key)


def take(folder: Path, languages: tuple[Language, ...] = ("zh", "en")) -> list[Path]:
    """Make the pictures and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    make_application().setFont(window_font(bundled_only=True))
    made: list[Path] = []
    for language in languages:
        with tempfile.TemporaryDirectory() as home:
            walk = Walk(language, Path(home))
            try:
                made += _walk(walk, folder, language, MOST // len(languages))
            finally:
                walk.close()
    for old in set(folder.glob("*.png")) - set(made):
        old.unlink()
    return made


def _walk(walk: Walk, folder: Path, language: Language, most: int) -> list[Path]:
    made: list[Path] = []

    def keep(shot: Shot, most: int = most) -> None:
        if len(made) < most:
            shot.go(walk)
            path = folder / f"{language}_{shot.name}.png"
            size = write_png(walk.picture(), path)
            print(f"{path.name}  {size / 1000:.0f} kB", flush=True)
            made.append(path)

    walk.program.start(None)
    keep(Shot("start_empty", lambda _walk: None))
    walk.open_practice()
    walk.open_house(walk.ids[0])
    for shot in walk.full():
        keep(shot, most - OTHERS)
    walk.window.change_theme("dark")
    for shot in walk.dark():
        keep(shot)
    walk.window.change_theme(style.THEMES[0])
    for shot in walk.special():
        keep(shot)
    return made


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
