"""What the window remembers between starts, outside every village."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import platformdirs

from app.i18n import LANGUAGES, Language
from app.ui.style import SCALES, THEMES, Theme

_RECENT = 8


@dataclass(frozen=True)
class Recent:
    """A village that was open: its folder, name and the day."""

    folder: str
    name: str
    opened: str
    houses: int = -1  # households when it was closed last; -1: not known
    on_stick: str = ""  # when it last went on a stick [UTC, ISO 8601]; empty: never


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults."""

    language: Language = "zh"
    operator: str = ""
    recent: tuple[Recent, ...] = ()
    navigation_folded: bool = False
    theme: Theme = "light"
    scale: Literal[100, 115, 130, 150, 175, 200] = 100  # [%] of what the system says
    movement: bool = True  # menus and lists may slide and fade
    stick: str = ""  # where the last backup went
    house_columns: tuple[tuple[str, int], ...] = ()  # key and width [px] from the left

    def with_recent(self, entry: Recent) -> "Settings":
        """Return settings with this village first among the recent ones.

        What it does not tell of houses and backup stays as it was noted.
        """
        noted = next((item for item in self.recent if item.folder == entry.folder), None)
        if noted is not None and entry.houses < 0:
            entry = replace(entry, houses=noted.houses, on_stick=noted.on_stick)
        others = tuple(item for item in self.recent if item.folder != entry.folder)
        return replace(self, recent=(entry, *others)[:_RECENT])


def settings_file() -> Path:
    """Return where the settings are kept."""
    return Path(platformdirs.user_config_dir("nuanfang", appauthor=False)) / "settings.json"


def log_file() -> Path:
    """Return where faults of the program are written."""
    return Path(platformdirs.user_log_dir("nuanfang", appauthor=False)) / "nuanfang.log"


def read_settings(path: Path | None = None) -> Settings:
    """Read the settings; whatever cannot be read is as if it had never been set."""
    try:
        found = json.loads((path or settings_file()).read_bytes())
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known: dict[str, Any] = {
        name: found[name] for name, fits in _FITS.items() if fits(found.get(name))
    }
    if isinstance(found.get("recent"), list):
        known["recent"] = tuple(filter(None, map(_recent, found["recent"])))[:_RECENT]
    known["house_columns"] = _columns(found.get("house_columns"))
    return Settings(**known)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_FITS: dict[str, Callable[[Any], bool]] = {
    "language": lambda value: value in LANGUAGES,
    "operator": _is_text,
    "navigation_folded": lambda value: isinstance(value, bool),
    "theme": lambda value: value in THEMES,
    "scale": lambda value: value in SCALES,
    "movement": lambda value: isinstance(value, bool),
    "stick": _is_text,
}


def _columns(found: object) -> tuple[tuple[str, int], ...]:
    """Return the columns that somebody chose; none if one of them is no key and width."""
    if not isinstance(found, list):
        return ()
    pairs = [tuple(pair) for pair in found if isinstance(pair, list)]
    fit = [len(pair) == 2 and _is_text(pair[0]) and type(pair[1]) is int for pair in pairs]
    return tuple(pairs) if all(fit) else ()


def _recent(entry: object) -> Recent | None:
    words = ("folder", "name", "opened")
    if not isinstance(entry, dict) or not all(_is_text(entry.get(word)) for word in words):
        return None
    houses, on_stick = entry.get("houses"), entry.get("on_stick")
    folder, name, opened = (str(entry[word]) for word in words)
    known = houses if type(houses) is int else -1
    return Recent(folder, name, opened, known, on_stick if isinstance(on_stick, str) else "")


def write_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings; a full or locked disk must not stop the work."""
    target = path or settings_file()
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(
            json.dumps(asdict(settings), ensure_ascii=False, indent=2), encoding="utf-8"
        )
        fresh.replace(target)


class SettingsKeeper:
    """The settings of this start; every change is kept at once."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.now = read_settings(path)

    def change(self, change: Callable[[Settings], Settings]) -> None:
        """Change the settings and keep them."""
        self.now = change(self.now)
        write_settings(self.now, self._path)
