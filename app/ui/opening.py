"""What is fetched off the window's thread when a village is opened.

The heavy libraries are imported here, by the first call and not at the top: the window is
shown before them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.i18n import Text
from app.i18n import gettext as _
from app.model.survey import Survey

if TYPE_CHECKING:
    from app.store.village import VillageFile

PLACE = "place"  # key under which the village remembers house, field and row of the cursor


@dataclass(frozen=True, slots=True)
class Prepared:
    """An open village with what the window needs beside it."""

    village: "VillageFile"
    weather: Path | None
    resolve: Callable[[Survey], Survey]
    measures: Mapping[str, tuple[str, Text]]
    place: str
    recovered: str


def open_existing(path: Path, password: str | None, operator: str) -> "VillageFile":
    """Open a village."""
    from app.store.village import open_village

    return open_village(path, password=password, operator=operator)


def create(folder: Path, name: str, password: str | None, operator: str) -> "VillageFile":
    """Create a village."""
    from app.store.village import create_village

    return create_village(folder, name, password=password, operator=operator)


def practice(folder: Path) -> "VillageFile":
    """Make the practice village."""
    from app.services.demo import create_practice_village

    return create_practice_village(folder)


def prepared(village: "VillageFile") -> Prepared:
    """Return the village with its defaults, its weather and the place of the cursor."""
    from app.services.importing import weather_path
    from app.store.catalogue import load_catalogue

    recovery = village.recovery
    sentence = ""
    if recovery is not None:
        at = datetime.fromisoformat(recovery.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        sentence = _(
            "Last time the program did not end properly. "
            "Everything up to {time} is here: {n} changes."
        ).format(time=at, n=recovery.changes)
    catalogue = load_catalogue()
    return Prepared(
        village,
        weather_path(village),
        resolver(village.village_values(), catalogue),
        {m.id: (m.category, m.name) for m in catalogue.measures.values()},
        str(village.recall(PLACE) or ""),
        sentence,
    )


def resolver(village_values: Any, catalogue: Any) -> Callable[[Survey], Survey]:
    """Return the function that fills the defaults of a survey for showing them."""
    from app.model.survey import with_defaults
    from app.model.survey.archetypes import archetype_for

    def resolve(survey: Survey) -> Survey:
        archetype = archetype_for(survey, catalogue.archetypes)
        return with_defaults(survey, village_values, archetype)

    return resolve
