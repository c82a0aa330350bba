"""Take a file into a village: a data package, or a weather year.

The weather file is kept beside the village file, named by its content, so that a later file of
the same name takes nothing away from results that stand on this one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import AppError, ForeignFileError
from app.exchange.bundle import is_bundle, open_bundle
from app.exchange.files import write_whole
from app.exchange.package import DataPackage, read_package
from app.i18n import gettext as _
from app.model.climate import facts_of
from app.model.survey import all_specs
from app.services.climate import station_code, station_of
from app.services.photo_travel import take_photos
from app.services.weather_file import Examined, far_sentence, read_checked
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile

Progress = Callable[[float], None]
WEATHER_FOLDER = "weather"
WEATHER = "weather"
"""Key under which the village remembers its own weather file."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: counts by kind, the sentence to show, and what to look at."""

    kind: str
    added: int
    conflicts: int
    sentence: str
    warnings: tuple[str, ...] = ()


def import_file(
    village: VillageFile, path: Path, progress: Progress = lambda _share: None
) -> Imported:
    """Take ``path`` into the village, whole or not at all.

    Raises
    ------
    AppError
        If the file is missing, damaged, foreign or newer, or belongs to another village.
    """
    check_writable(village)
    if path.suffix.lower() == ".epw":
        checked = read_checked(path)
        facts = facts_of(checked.file.year)
        return keep_weather(
            village, Examined(path.name, (), checked.warnings, facts, checked.file.content)
        )
    return import_package(village, path, progress)


def check_writable(village: VillageFile) -> None:
    """Raise an AppError where the village may only be read."""
    if village.read_only:
        raise AppError(_("This village is open read-only. Close the other window and try again."))


def keep_weather(village: VillageFile, found: Examined) -> Imported:
    """Keep a file that was examined and may be used beside the village, and use it from now on.

    Raises
    ------
    AppError
        If the village may only be read or its folder cannot be written.
    """
    check_writable(village)
    facts = found.facts
    if facts is None:
        raise ValueError("a refused file is not kept")
    station = station_of(load_catalogue(), station_code(village.village_values()))
    name = f"{_plain(Path(found.name).stem)}.{facts.sha256[:12]}.epw"
    write_whole(village.folder / WEATHER_FOLDER / name, found.content)
    village.remember(WEATHER, name)
    sentence = _(
        "Weather year “{name}” is now used for this village, with the design temperature of "
        "{station}."
    ).format(name=facts.name, station=station.name)
    far = far_sentence(facts, station)
    warnings = (*found.odd, far) if far else found.odd
    return Imported("weather", 1, 0, sentence, warnings)


def _plain(stem: str) -> str:
    """Return a file name that every disk takes."""
    return "".join(char if char.isalnum() or char in "_-." else "_" for char in stem)[:60]


def import_package(village: VillageFile, path: Path, progress: Progress) -> Imported:
    """Take a data package, with photos if it holds any; raises like :func:`import_file`."""
    if not is_bundle(path):
        return _take_package(village, path, read_package(path))
    with open_bundle(path) as bundle:
        done = _take_package(village, path, bundle.package)
        taken = take_photos(village, bundle, progress)
    sentence = _("{sentence} {added} photos taken, {known} were here already.").format(
        sentence=done.sentence, added=taken.added, known=taken.known
    )
    return replace(done, sentence=sentence, warnings=taken.refused)


def _take_package(village: VillageFile, path: Path, package: DataPackage) -> Imported:
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
    """Return the village's own weather file, None where the year of its station is used.

    A file that is gone is named all the same: to calculate with other weather instead, without
    a word, would be worse than to stop.
    """
    name = village.recall(WEATHER)
    return village.folder / WEATHER_FOLDER / str(name) if name else None
