"""What is fetched off the window's thread when a village is opened.

The heavy libraries are imported here, by the first call and not at the top: the window is
shown before them.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.errors import AppError, FileError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Assessment, Plan
from app.model.catalogue import Archetype, Catalogue, PolicyPack
from app.model.change import Edit
from app.model.survey import (
    Problem,
    Survey,
    VillageValues,
    check_survey,
    value_of,
    with_defaults,
    with_value,
)
from app.model.survey.archetypes import archetype_for
from app.model.value import Provenance, Value
from app.ui.earlier import Earlier, earlier_house
from app.ui.recovered import Restored, restored_entries, sentence_of
from app.ui.standing import Standing, read_standing

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
    place: str
    recovered: str
    restored: tuple[Restored, ...]
    saved_at: datetime | None
    people: "Sequence[Operator]" = ()


def open_existing(path: Path, password: str | None, operator: str) -> "VillageFile":
    """Open a village."""
    from app.store.village import open_village

    return open_village(path, password=password, operator=operator)


def create(
    folder: Path, name: str, password: str | None, operator: str, pack: Path | None = None
) -> "VillageFile":
    """Create a village; a policy pack with a fault is refused before anything is made."""
    from app.services.own_figures import pack_edits
    from app.store.catalogue import load_catalogue
    from app.store.village import create_village

    edits = pack_edits(pack, load_catalogue()) if pack is not None else []
    village = create_village(folder, name, password=password, operator=operator)
    if edits:
        village.commit_village(edits, operator=operator, label=_("Policy pack"))
    return village


def practice(folder: Path) -> "VillageFile":
    """Make the practice village."""
    from app.services.demo import create_practice_village

    return create_practice_village(folder)


@lru_cache(maxsize=1)
def bundled() -> tuple[Catalogue, PolicyPack]:
    """Return catalogue and policy pack of the program, read once."""
    from app.store.catalogue import load_catalogue, load_policy_pack

    return load_catalogue(), load_policy_pack()


def prepared(village: "VillageFile") -> Prepared:
    """Return the village with its defaults, its weather and the place of the cursor."""
    from app.services.importing import weather_path

    saved = village.last_saved()
    return Prepared(
        village,
        weather_path(village),
        rules_of(village.village_values()),
        str(village.recall(PLACE) or ""),
        sentence_of(village),
        restored_entries(village),
        datetime.fromisoformat(saved).astimezone() if saved else None,
        village.operators(),
    )


def rules_of(values: VillageValues) -> "SurveyRules":
    """Return the rules of a village with its own house types and measures."""
    from app.services.own_figures import own_reference

    try:
        catalogue, _pack = own_reference(values, *bundled())
    except AppError:  # a pack or price list that cannot be read is told where results are made
        catalogue, _pack = bundled()
    measures = {m.id: (m.category, m.name) for m in catalogue.measures.values()}
    return SurveyRules(values, catalogue.archetypes, measures)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What a village holds after a copy was put back, and the name of what was there before.

    The name is empty where nothing was.
    """

    houses: int
    kept: str


def put_back(path: Path, copy: Path, password: str | None) -> PutBack:
    """Put a copy back into a closed village, with the photos that lie beside it."""
    from app.services import backup
    from app.services.stick import restore_files

    content, kept = backup.restore(path, copy, password, backup.copies_folder(path))
    restore_files(copy, path.parent)
    return PutBack(content.houses, kept.name if kept.exists() else "")


def rescue_of(path: Path, password: str | None) -> "Rescue | None":
    """Return the newest good copy of a village that does not open."""
    from app.services import backup

    return backup.rescue_of(path, password)


@dataclass(frozen=True, slots=True)
class Found:
    """A house as the village keeps it: its row in the list, its survey, its newest results.

    ``earlier`` is the house to copy from.
    """

    row: "DwellingRow"
    survey: Survey
    assessment: Assessment | None
    plan: Plan | None
    earlier: Earlier | None = None
    standing: Standing = field(default_factory=Standing)


def read_house(village: "VillageFile", dwelling_id: str, before: str = "") -> Found:
    """Read a house with its newest results; ``before`` is the house that was open before."""
    from app.services.records import assessment_from_bytes, plan_from_bytes

    assessment = village.latest_result(dwelling_id, "assessment")
    plan = village.latest_result(dwelling_id, "plan")
    return Found(
        village.dwelling(dwelling_id),
        village.survey(dwelling_id),
        assessment_from_bytes(assessment.payload) if assessment else None,
        plan_from_bytes(plan.payload) if plan else None,
        earlier_house(village, dwelling_id, before),
        read_standing(village, dwelling_id),
    )


class Unsaved(Protocol):
    """The edits of one action that could not be written yet."""

    @property
    def dwelling_id(self) -> str:
        """Return whose they are."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Return the edits."""

    @property
    def label(self) -> str:
        """Return the name of the action."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A copy of a village: where, its photo and weather files, their size [bytes].

    ``lacking`` says why not all of them could be copied, empty if they were.
    """

    folder: Path
    files: int
    size: int
    lacking: str


def copy_with(
    village: "VillageFile",
    folder: Path,
    entries: Sequence[Unsaved],
    operator: str,
    password: str | None,
) -> "Elsewhere":
    """Copy a village into a folder with its photos, and write the entries there.

    Raises
    ------
    AppError
        If that disk refuses too: nothing half made is left there.
    """
    from app.services.photo_travel import copy_beside
    from app.store.village import open_village

    moment = datetime.now().strftime("%Y%m%d-%H%M%S")
    target = folder / f"{village.folder.name}-{moment}"
    try:
        target.mkdir(parents=True)
        village.backup(target / village.path.name)
        with open_village(target, password=password, operator=operator) as copy:
            for entry in entries:
                copy.commit(entry.dwelling_id, entry.edits, operator=operator, label=entry.label)
    except (OSError, AppError) as error:
        shutil.rmtree(target, ignore_errors=True)
        raise FileError(str(error)) from error
    return Elsewhere(target, *copy_beside(village.folder, target))


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """What the village knows about any survey: its grey values and what is odd in it.

    ``measures``: id to category and name of what may be done in this village.
    """

    village: VillageValues
    archetypes: Mapping[str, Archetype]
    measures: Mapping[str, tuple[str, Text]] = field(default_factory=dict)

    def filled(self, survey: Survey, operator: str = "", today: date | None = None) -> Survey:
        """Return the survey with its grey values.

        The day and the operator stand in for date and surveyor (Q01, Q02).
        """
        archetype = archetype_for(survey, self.archetypes)
        filled = with_defaults(survey, self.village, archetype, today)
        if operator and value_of(survey, "Q02").value is None:
            filled = with_value(filled, "Q02", Value(operator, None, Provenance.DEFAULT))
        return filled

    def problems(self, survey: Survey, filled: Survey) -> tuple[Problem, ...]:
        """Return what is wrong, unusual or missing in a survey and in it with its grey values."""
        archetype = archetype_for(survey, self.archetypes)
        return check_survey(survey, self.village, archetype, filled=filled)
