"""Survey and village values as data packages hold them."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from app.model.survey.spec import FieldSpec, Kind
from app.model.survey.village import OWN_FIGURE, VillageValues
from app.model.survey.whole import (
    ROW_KINDS,
    Survey,
    answered,
    blank_survey,
    places,
    values_of,
    village_row_specs,
    village_specs,
    village_value,
    with_row,
    with_value,
    with_village_value,
)
from app.model.survey.whole import rows as rows_of
from app.model.value import Empty, Provenance, Value

SCHEMA = "nuanfang-survey/1"
VILLAGE_SCHEMA = "nuanfang-village/1"
ROW_FIELDS = "@row_fields"
_TEXTS = frozenset(Kind) - {Kind.INTEGER, Kind.DECIMAL, Kind.MULTI, Kind.TICK}


def value_to_json(value: Value[Any]) -> dict[str, Any]:
    """Return a value as an object: value or empty, provenance, operator, at, confirmed."""
    held = list(value.value) if isinstance(value.value, tuple) else value.value
    data: dict[str, Any] = {"value": held} if value.empty is None else {"empty": str(value.empty)}
    if value.provenance is not None:
        data["provenance"] = str(value.provenance)
    if value.operator:
        data["operator"] = value.operator
    if value.at is not None:
        data["at"] = value.at.isoformat()
    if value.confirmed:
        data["confirmed"] = True
    return data


def value_from_json(spec: FieldSpec, data: Mapping[str, Any]) -> Value[Any]:
    """Return the value that an object holds.

    Raises
    ------
    ValueError
        If it is of another type than the field, naming the field.
    """
    held = data.get("value")
    if held is not None and not fits(spec, held):
        raise ValueError(f"{spec.id}: {held!r} is not of type {spec.kind}")
    if isinstance(held, list):
        held = tuple(held)
    elif spec.kind is Kind.DECIMAL and held is not None:
        held = float(held)
    at = data.get("at")
    provenance = data.get("provenance")
    return Value(
        held,
        Empty(data.get("empty", Empty.BLANK)) if held is None else None,
        Provenance(provenance) if provenance else None,
        str(data.get("operator", "")),
        datetime.fromisoformat(str(at)) if at else None,
        data.get("confirmed") is True,
    )


def fits(spec: FieldSpec, held: object) -> bool:
    """Tell whether a value as JSON holds it is of the type of its field."""
    if spec.kind is Kind.MULTI:
        return isinstance(held, list) and all(isinstance(item, str) for item in held)
    if spec.kind is Kind.TICK:
        return isinstance(held, bool)
    if spec.kind in _TEXTS:
        return isinstance(held, str)
    whole = isinstance(held, int) and not isinstance(held, bool)
    return whole or (spec.kind is Kind.DECIMAL and isinstance(held, float) and math.isfinite(held))


def survey_to_json(survey: Survey) -> dict[str, Any]:
    """Return the survey as plain data: ``fields`` by id, ``rows`` with their own fields.

    Blank answers are left out; what a later release wrote is passed on.
    """
    unknown = survey.unknown
    fields = {
        field: value_to_json(value)
        for field, row, value in values_of(survey)
        if not row and _worth_keeping(value)
    }
    kept = {key: item for key, item in unknown.items() if key not in ("fields", "rows", ROW_FIELDS)}
    return {
        "schema": SCHEMA,
        "dwelling_id": survey.dwelling_id,
        "fields": {**fields, **unknown.get("fields", {})},
        "rows": [*_rows_to_json(survey), *unknown.get("rows", ())],
        **kept,
    }


def _worth_keeping(value: Value[Any]) -> bool:
    return answered(value) or value.provenance is not None or bool(value.operator)


def _rows_to_json(survey: Survey) -> Iterator[dict[str, Any]]:
    more = survey.unknown.get(ROW_FIELDS, {})
    by_row: dict[str, dict[str, Any]] = {}
    for field, row, value in values_of(survey):
        if row and _worth_keeping(value):
            by_row.setdefault(row, {})[field] = value_to_json(value)
    for kind in ROW_KINDS:
        for item in rows_of(survey, kind):
            fields = {**by_row.get(item.id, {}), **more.get(item.id, {})}
            yield {"id": item.id, "kind": kind, "fields": fields}


def survey_from_json(data: Mapping[str, Any]) -> Survey:
    """Return the survey that plain data holds; fields unknown to this release are kept.

    Raises
    ------
    ValueError
        If an answer is of another type than its field.
    """
    survey = blank_survey(str(data["dwelling_id"]))
    unknown: dict[str, Any] = {
        key: item
        for key, item in data.items()
        if key not in ("schema", "dwelling_id", "fields", "rows")
    }
    survey, rest = _take(survey, data.get("fields", {}), "")
    if rest:
        unknown["fields"] = rest
    row_fields: dict[str, Any] = {}
    foreign: list[Any] = []
    for row in data.get("rows", ()):
        if row.get("kind") not in ROW_KINDS:
            foreign.append(row)
            continue
        survey = with_row(survey, row["kind"], row["id"])
        survey, rest = _take(survey, row.get("fields", {}), row["id"])
        if rest:
            row_fields[row["id"]] = rest
    if foreign:
        unknown["rows"] = foreign
    if row_fields:
        unknown[ROW_FIELDS] = row_fields
    return replace(survey, unknown=MappingProxyType(unknown)) if unknown else survey


def _take(survey: Survey, fields: Mapping[str, Any], row: str) -> tuple[Survey, dict[str, Any]]:
    rest: dict[str, Any] = {}
    for field, item in fields.items():
        place = places().get(field)
        if place is None or bool(place.row_kind) != bool(row):
            rest[field] = item
        else:
            survey = with_value(survey, field, value_from_json(place.spec, item), row)
    return survey, rest


def village_to_json(village: VillageValues) -> dict[str, Any]:
    """Return the village values as plain data."""
    values = ((field, village_value(village, field)) for field in village_specs())
    fields = {field: value_to_json(value) for field, value in values if _worth_keeping(value)}
    data: dict[str, Any] = {"schema": VILLAGE_SCHEMA, "fields": fields}
    if village.own:
        data["own"] = {row.id: value_to_json(row.figure) for row in village.own}
    return data


def village_from_json(data: Mapping[str, Any]) -> VillageValues:
    """Return the village values that plain data holds; other fields are left out."""
    village = VillageValues()
    for field, item in data.get("fields", {}).items():
        if field in village_specs():
            value = value_from_json(village_specs()[field], item)
            village = with_village_value(village, field, value)
    for row, item in data.get("own", {}).items():
        value = value_from_json(village_row_specs()[OWN_FIGURE], item)
        village = with_village_value(village, OWN_FIGURE, value, row)
    return village
