"""JSON Schema of a survey as data packages hold it, made from the declaration."""

from collections.abc import Mapping
from typing import Any

from app.model.survey.jsonform import SCHEMA
from app.model.survey.spec import FieldSpec, Kind
from app.model.survey.whole import ROW_KINDS, places
from app.model.value import Empty, Provenance

_PATTERNS: Mapping[Kind, str] = {
    Kind.DATE: r"^\d{4}-\d{2}-\d{2}$",
    Kind.SEASON: r"^\d{2}-\d{2}/\d{2}-\d{2}$",
    Kind.ID_NUMBER: r"^\d{17}[\dX]$",
    Kind.PHONE: r"^\d[\d-]*\d$",
    Kind.COORDINATES: r"^-?\d+(\.\d+)?,-?\d+(\.\d+)?$",
}


def schema_of_survey() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a survey.

    Fields and kinds of rows that it does not name are allowed: a later release may write them.
    Limits are not in it, because a value outside them is kept and marked, never refused.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Survey of a dwelling",
        "type": "object",
        "required": ["schema", "dwelling_id", "fields"],
        "properties": {
            "schema": {"const": SCHEMA},
            "dwelling_id": {"$ref": "#/$defs/id"},
            "fields": _fields(""),
            "rows": {"type": "array", "items": _row()},
        },
        "$defs": {
            "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "answer": _answer(),
        },
    }


def _fields(kind: str) -> dict[str, Any]:
    named = {
        place.spec.id: _field(place.spec) for place in places().values() if place.row_kind == kind
    }
    return {"type": "object", "properties": named}


def _row() -> dict[str, Any]:
    known = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"fields": _fields(kind)}},
        }
        for kind in ROW_KINDS
    ]
    return {
        "type": "object",
        "required": ["id", "kind", "fields"],
        "properties": {"id": {"$ref": "#/$defs/id"}, "kind": {"type": "string"}},
        "allOf": known,
    }


def _field(spec: FieldSpec) -> dict[str, Any]:
    described: dict[str, Any] = {"title": spec.label.en, "$ref": "#/$defs/answer"}
    if spec.unit:
        described["description"] = f"[{spec.unit_in('en')}]"
    described["properties"] = {"value": _value(spec)}
    return described


def _value(spec: FieldSpec) -> dict[str, Any]:
    if spec.kind is Kind.INTEGER:
        return {"type": "integer"}
    if spec.kind is Kind.DECIMAL:
        return {"type": "number"}
    if spec.kind is Kind.TICK:
        return {"type": "boolean"}
    codes = [choice.code for choice in spec.choices]
    if spec.kind is Kind.CHOICE:
        return {"type": "string", "enum": codes}
    if spec.kind is Kind.MULTI:
        return {"type": "array", "items": {"type": "string", "enum": codes}}
    text: dict[str, Any] = {"type": "string"}
    if spec.max_length is not None:
        text["maxLength"] = spec.max_length
    if spec.kind in _PATTERNS:
        text["pattern"] = _PATTERNS[spec.kind]
    return text


def _answer() -> dict[str, Any]:
    return {
        "type": "object",
        "oneOf": [{"required": ["value"]}, {"required": ["empty"]}],
        "properties": {
            "empty": {"enum": [str(item) for item in Empty]},
            "provenance": {"enum": [str(item) for item in Provenance]},
            "operator": {"type": "string"},
            "at": {"type": "string", "format": "date-time"},
            "confirmed": {"type": "boolean"},
        },
    }
