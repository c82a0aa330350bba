"""Named versions of a house (Ctrl+S): a place to come back to, kept in the village file.

They hold what was surveyed without names, numbers and other personal answers, which live
encrypted in the changes alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.model.change import Edit
from app.model.survey import (
    ROW_KINDS,
    Survey,
    all_specs,
    rows,
    survey_from_json,
    survey_to_json,
    value_of,
    values_of,
)
from app.model.value import Value

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.village import VillageFile

_MOST = 20


@dataclass(frozen=True, slots=True)
class Version:
    """A version: when it was kept (ISO 8601, local), by whom, how many answers it has."""

    at: str
    operator: str
    answers: int
    data: Mapping[str, Any]


def keep_version(village: "VillageFile", survey: Survey, operator: str, at: datetime) -> Version:
    """Keep the survey as it is now; beyond twenty the oldest is dropped."""
    data = survey_to_json(survey)
    personal = {field for field, declared in all_specs().items() if declared.personal}
    data["fields"] = {key: item for key, item in data["fields"].items() if key not in personal}
    version = Version(at.isoformat(timespec="seconds"), operator, len(data["fields"]), data)
    kept = [*versions_of(village, survey.dwelling_id), version][-_MOST:]
    village.remember(_key(survey.dwelling_id), [_written(item) for item in kept])
    return version


def versions_of(village: "VillageFile", dwelling_id: str) -> list[Version]:
    """Return the kept versions of a house, oldest first."""
    found = village.recall(_key(dwelling_id))
    if not isinstance(found, list):
        return []
    return [_read(text) for text in found]


def _written(version: Version) -> str:
    held = {"at": version.at, "operator": version.operator, "data": version.data}
    return json.dumps(held, ensure_ascii=False)


def _read(text: str) -> Version:
    held = json.loads(text)
    return Version(held["at"], held["operator"], len(held["data"]["fields"]), held["data"])


def edits_to(survey: Survey, version: Version) -> list[Edit]:
    """Return the edits that bring a survey to a version; personal answers stay as they are."""
    wanted = survey_from_json({**version.data, "dwelling_id": survey.dwelling_id})
    edits = _rows_to(survey, wanted)
    there = {row.id for kind in ROW_KINDS for row in rows(wanted, kind)}
    for field, row, value in values_of(wanted):
        if all_specs()[field].personal or (row and row not in there):
            continue
        if value_of(survey, field, row) != value:
            edits.append(Edit(field, value, row))
    return edits


def _rows_to(survey: Survey, wanted: Survey) -> list[Edit]:
    edits = []
    for kind in ROW_KINDS:
        here = {row.id for row in rows(survey, kind)}
        there = {row.id for row in rows(wanted, kind)}
        edits += [Edit("@row", Value(), row) for row in sorted(here - there)]
        edits += [Edit("@row", Value(kind, None), row) for row in sorted(there - here)]
    return edits


def _key(dwelling_id: str) -> str:
    return f"versions:{dwelling_id}"
