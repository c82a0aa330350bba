"""What the window remembers between starts, outside every village."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec
import platformdirs

from app.i18n import Language
from app.ui.style import Theme

_RECENT = 8


class Recent(msgspec.Struct, frozen=True):
    """A village that was open: its folder, name and the day."""

    folder: str
    name: str
    opened: str


class Settings(msgspec.Struct, frozen=True):
    """All settings with their defaults."""

    language: Language = "zh"
    operator: str = ""
    recent: tuple[Recent, ...] = ()
    navigation_folded: bool = False
    theme: Theme = "light"
    scale: Literal[100, 115, 130] = 100  # [%] of what the system says
    stick: str = ""  # where the last backup went

    def with_recent(self, entry: Recent) -> "Settings":
        """Return settings with this village first among the recent ones."""
        others = tuple(item for item in self.recent if item.folder != entry.folder)
        return msgspec.structs.replace(self, recent=(entry, *others)[:_RECENT])


def settings_file() -> Path:
    """Return where the settings are kept."""
    return Path(platformdirs.user_config_dir("nuanfang", appauthor=False)) / "settings.json"


def log_file() -> Path:
    """Return where faults of the program are written."""
    return Path(platformdirs.user_log_dir("nuanfang", appauthor=False)) / "nuanfang.log"


def read_settings(path: Path | None = None) -> Settings:
    """Read the settings; whatever cannot be read is as if it had never been set."""
    try:
        return msgspec.json.decode((path or settings_file()).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError):
        return Settings()


def write_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings; a full or locked disk must not stop the work."""
    target = path or settings_file()
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
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
