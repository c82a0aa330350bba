"""What is fetched off the window's thread when a village is opened.

The heavy libraries are imported here, by the first call and not at the top: the window is
shown before them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Assessment, Plan
from app.model.catalogue import Archetype
from app.model.survey import Problem, Survey, VillageValues, check_survey, with_defaults
from app.model.survey.archetypes import archetype_for

if TYPE_CHECKING:
    from app.services.backup import Rescue
    from app.store.operators import Operator
    from app.store.overview import DwellingRow
    from app.store.village import VillageFile

FILE_NAME = "village.nuanfang"
PLACE = "place"  # key under which the village remembers house, field and row of the cursor


@dataclass(frozen=True, slots=True)
class Prepared:
    """An open village with what the window needs beside it."""

    village: "VillageFile"
    weather: Path | None
    rules: "SurveyRules"
    measures: Mapping[str, tuple[str, Text]]
    place: str
    recovered: str
    people: "Sequence[Operator]" = ()


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
        SurveyRules(village.village_values(), catalogue.archetypes),
        {m.id: (m.category, m.name) for m in catalogue.measures.values()},
        str(village.recall(PLACE) or ""),
        sentence,
        village.operators(),
    )


@dataclass(frozen=True, slots=True)
class Restored:
    """What a village holds after a copy was put back, and the name of what was there before."""

    houses: int
    kept: str


def put_back(path: Path, copy: Path, password: str | None) -> Restored:
    """Put a copy back into a closed village, with the photos that lie beside it."""
    from app.services import backup
    from app.services.stick import restore_files

    content, kept = backup.restore(path, copy, password, backup.copies_folder(path))
    restore_files(copy, path.parent)
    return Restored(content.houses, kept.name)


def rescue_of(path: Path, password: str | None) -> "Rescue | None":
    """Return the newest good copy of a village that does not open."""
    from app.services import backup

    return backup.rescue_of(path, password)


@dataclass(frozen=True, slots=True)
class Found:
    """A house as the village keeps it: its row in the list, its survey, its newest results."""

    row: "DwellingRow"
    survey: Survey
    assessment: Assessment | None
    plan: Plan | None


def read_house(village: "VillageFile", dwelling_id: str) -> Found:
    """Read a house with its newest results."""
    from app.services.records import assessment_from_bytes, plan_from_bytes

    assessment = village.latest_result(dwelling_id, "assessment")
    plan = village.latest_result(dwelling_id, "plan")
    return Found(
        village.dwelling(dwelling_id),
        village.survey(dwelling_id),
        assessment_from_bytes(assessment.payload) if assessment else None,
        plan_from_bytes(plan.payload) if plan else None,
    )


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """What the village knows about any survey: its grey values and what is odd in it."""

    village: VillageValues
    archetypes: Mapping[str, Archetype]

    def fill(self, survey: Survey) -> Survey:
        """Return the survey with its grey values."""
        return with_defaults(survey, self.village, self._archetype(survey))

    def check(self, survey: Survey) -> tuple[Problem, ...]:
        """Return what is wrong, unusual or missing."""
        return check_survey(survey, self.village, self._archetype(survey))

    def _archetype(self, survey: Survey) -> Archetype | None:
        return archetype_for(survey, self.archetypes)
