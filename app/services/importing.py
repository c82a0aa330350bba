"""Take a file into a village: a data package, or a weather year."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError, ForeignFileError
from app.exchange.epw import read_epw
from app.exchange.files import read_limited, write_whole
from app.exchange.package import read_package
from app.i18n import gettext as _
from app.model.survey import all_specs
from app.store.village import VillageFile

WEATHER_FOLDER = "weather"
_EPW_LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts by kind, and the sentence to show."""

    kind: str
    added: int
    conflicts: int
    sentence: str


def import_file(village: VillageFile, path: Path) -> Imported:
    """Take ``path`` into the village, whole or not at all.

    Raises
    ------
    AppError
        If the file is missing, damaged, foreign or newer, or belongs to another village.
    """
    if village.read_only:
        raise AppError(_("This village is open read-only. Close the other window and try again."))
    if path.suffix.lower() == ".epw":
        return _import_weather(village, path)
    return _import_package(village, path)


def _import_weather(village: VillageFile, path: Path) -> Imported:
    weather = read_epw(path)
    target = village.folder / WEATHER_FOLDER / path.name
    write_whole(target, read_limited(path, _EPW_LIMIT))
    village.remember("weather", path.name)
    sentence = _("Weather year “{name}” is now used for this village.").format(name=weather.name)
    return Imported("weather", 1, 0, sentence)


def _import_package(village: VillageFile, path: Path) -> Imported:
    package = read_package(path)
    if package.village_id != village.id:
        raise ForeignFileError(
            _("{path} belongs to the village “{name}”, not to this one. Nothing was taken.").format(
                path=path.name, name=package.village_name
            )
        )
    personal = {field for field, spec in all_specs().items() if spec.personal}
    changes = [change for change in package.changes if change.field not in personal]
    report = village.merge(changes)
    sentence = _("{added} changes taken, {conflicts} to be looked at.").format(
        added=report.added, conflicts=report.conflicts
    )
    return Imported("package", report.added, report.conflicts, sentence)


def weather_path(village: VillageFile) -> Path | None:
    """Return the weather file that the village uses, None for the bundled year."""
    name = village.recall("weather")
    path = village.folder / WEATHER_FOLDER / str(name) if name else None
    return path if path is not None and path.exists() else None
