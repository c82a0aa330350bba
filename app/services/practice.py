"""The practice village: values and answers of invented households, as edits."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.i18n import Text
from app.model.change import Edit
from app.model.ids import derived_id
from app.model.survey import spec
from app.model.survey.jsonform import value_from_json
from app.model.value import Provenance, Value
from app.resources import resource

SCHEMA = "nuanfang-practice/1"
_START = "2026-10-10T01:00:00+00:00"


@dataclass(frozen=True, slots=True)
class PracticeHouse:
    """An invented household with its house; ``code`` is the display number."""

    code: str
    about: Text
    operator: str
    data: Mapping[str, Any]

    def edits(self, dwelling_id: str) -> list[Edit]:
        """Return the answers as edits of a dwelling; rows take ids that follow from it."""
        return list(self._edits(dwelling_id))

    def _edits(self, dwelling_id: str) -> Iterator[Edit]:
        at = self.data["surveyed_at"]
        for field, item in self.data["fields"].items():
            yield Edit(field, _value(field, item, self.operator, at))
        for row in self.data["rows"]:
            row_id = derived_id(dwelling_id, row["kind"], row["id"])
            kind: Value[object] = Value(
                row["kind"], None, Provenance.TOLD, self.operator, datetime.fromisoformat(at)
            )
            yield Edit("@row", kind, row_id)
            for field, item in row["fields"].items():
                yield Edit(field, _value(field, item, self.operator, at), row_id)


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice village: its name, village values and houses."""

    name: str
    about: Text
    village: tuple[Edit, ...]
    houses: tuple[PracticeHouse, ...]


def practice_edits() -> Practice:
    """Return the bundled practice village."""
    data = json.loads(resource("practice", "village.json").read_text(encoding="utf-8"))
    if data["schema"] != SCHEMA:
        raise ValueError(f"practice village of schema {data['schema']!r}")
    operator = data["operator"]
    return Practice(
        data["name"],
        Text(**data["about"]),
        tuple(
            Edit(field, _value(field, item, operator, _START))
            for field, item in data["village"].items()
        ),
        tuple(
            PracticeHouse(house["code"], Text(**house["about"]), operator, house)
            for house in data["houses"]
        ),
    )


def _value(field: str, item: Any, operator: str, at: str) -> Value[object]:
    """Return an answer written as ``[value, provenance]`` or as ``{"empty": kind}``."""
    if isinstance(item, list):
        answer = {"value": item[0], "provenance": item[1]}
    else:
        answer = {**item, "provenance": "told"}
    return value_from_json(spec(field), {**answer, "operator": operator, "at": at})
