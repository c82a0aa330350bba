"""Results as JSON bytes and back: what is stored, and what travels in data packages.

Unknown fields of later releases are passed over; a later schema is refused with a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from numbers import Real
from typing import Any, TypeVar

import msgspec

from app.errors import ForeignFileError, NewerFileError
from app.i18n import gettext as _
from app.model.assessment import PLAN_SCHEMA, SCHEMA, Assessment, Package, Plan, Provenanced

T = TypeVar("T")
PACKAGE_SCHEMA = "nuanfang-package-kept/1"


def assessment_to_bytes(assessment: Assessment) -> bytes:
    """Return an assessment as UTF-8 JSON."""
    return _encode(assessment)


def assessment_from_bytes(payload: bytes) -> Assessment:
    """Return the assessment of UTF-8 JSON.

    Raises
    ------
    AppError
        If the bytes hold no assessment, or one of a later release.
    """
    found = _decode(payload, Assessment, SCHEMA)
    return replace(found, inputs=tuple(_frozen(item) for item in found.inputs))


def plan_to_bytes(plan: Plan) -> bytes:
    """Return a plan as UTF-8 JSON."""
    return _encode(plan)


def plan_from_bytes(payload: bytes) -> Plan:
    """Return the plan of UTF-8 JSON; raises like :func:`assessment_from_bytes`."""
    return _decode(payload, Plan, PLAN_SCHEMA)


@dataclass(frozen=True, slots=True)
class KeptPackage:
    """A package that stands by itself, as a scenario has it."""

    package: Package
    schema: str = PACKAGE_SCHEMA


def package_to_bytes(package: Package) -> bytes:
    """Return a package as UTF-8 JSON."""
    return _encode(KeptPackage(package))


def package_from_bytes(payload: bytes) -> Package:
    """Return the package of UTF-8 JSON; raises like :func:`assessment_from_bytes`."""
    return _decode(payload, KeptPackage, PACKAGE_SCHEMA).package


def to_plain(record: Assessment | Plan | Package) -> Any:
    """Return a result as JSON types."""
    return msgspec.to_builtins(record, enc_hook=_plain)


def _encode(record: Assessment | Plan | KeptPackage) -> bytes:
    return msgspec.json.encode(record, enc_hook=_plain)


def _plain(value: Any) -> Any:
    """Turn what calculations leave behind into JSON types."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Real):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no place in a stored result")


def _decode(payload: bytes, record: type[T], schema: str) -> T:
    _check_schema(payload, schema)
    try:
        return msgspec.json.decode(payload, type=record)
    except msgspec.MsgspecError as error:
        raise ForeignFileError(
            _("A stored result is damaged and cannot be shown; calculate it again.")
        ) from error


def _check_schema(payload: bytes, schema: str) -> None:
    class Head(msgspec.Struct):
        schema: str

    try:
        found = msgspec.json.decode(payload, type=Head).schema
    except msgspec.MsgspecError as error:
        raise ForeignFileError(
            _("A stored result is damaged and cannot be shown; calculate it again.")
        ) from error
    name, _sep, version = found.partition("/")
    wanted, _sep, mine = schema.partition("/")
    if name != wanted or not version.isdigit():
        raise ForeignFileError(
            _(
                "A stored result is of the kind {kind}, which is not a result of this program."
            ).format(kind=found)
        )
    if int(version) > int(mine):
        raise NewerFileError(
            _("A stored result was written by a later release; install it to show the result.")
        )


def _frozen(item: Provenanced) -> Provenanced:
    """Give an answer of several codes its tuple back."""
    return replace(item, value=tuple(item.value)) if isinstance(item.value, list) else item
