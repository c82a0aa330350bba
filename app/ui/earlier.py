"""The house that was surveyed before this one, and what may be copied from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.model.change import Edit
from app.model.ids import new_id
from app.model.survey import ROW_KINDS, Section, Survey, is_asked, rows, spec, value_of
from app.model.survey.openings import first_row_id
from app.model.survey.spec import FieldClass, FieldSpec, specs_of
from app.model.value import Empty, Provenance, Value

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.village import VillageFile

_COPIED = (FieldClass.DEFAULTED, FieldClass.CONDITIONAL)
_THEIR_OWN = frozenset(("A07", "K05", "Q01", "Q02"))  # people, fuel bought, day and surveyor


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another house of the village: its number, whose it is, its answers."""

    dwelling_id: str
    code: str
    name: str
    survey: Survey


def earlier_house(village: "VillageFile", dwelling_id: str, wanted: str = "") -> Earlier | None:
    """Return the house ``wanted`` or, without one, the one changed last; None if there is none."""
    others = [
        row
        for row in village.overview()
        if row.dwelling_id != dwelling_id and "withdrawn" not in row.flags and row.last_change_at
    ]
    if not others:
        return None
    newest = max(others, key=lambda row: row.last_change_at)
    row = next((row for row in others if row.dwelling_id == wanted), newest)
    return Earlier(row.dwelling_id, row.code, row.head_name, village.survey(row.dwelling_id))


def may_copy(declared: FieldSpec) -> bool:
    """Tell whether a field may be taken from another house: nobody's name, consent or result."""
    automatic = declared.field_class is FieldClass.AUTOMATIC
    return not (automatic or declared.personal or declared.field_class is FieldClass.ROSTER) and (
        declared.id not in ("A11", "Q01", "Q02")
    )


def copied_field(earlier: Earlier, field: str, operator: str, at: datetime) -> Edit | None:
    """Return the edit that takes one answer over; None if there is none that may be."""
    given = value_of(earlier.survey, field)
    if not given.known or not may_copy(spec(field)):
        return None
    return Edit(field, _taken(given, operator, at))


def copied_section(
    earlier: Earlier,
    section: Section,
    survey: Survey,
    operator: str,
    at: datetime,
) -> list[Edit]:
    """Return the edits that take a section over: what nobody has answered here yet.

    Essential answers stay to be given (each house has its own), so do numbers of people and of
    fuel bought. Rows are taken where this house has none of their kind.
    """
    edits = [
        Edit(declared.id, _taken(value_of(earlier.survey, declared.id), operator, at))
        for declared in section.fields
        if declared.field_class in _COPIED
        and declared.id not in _THEIR_OWN
        and may_copy(declared)
        and value_of(earlier.survey, declared.id).known
        and is_asked(earlier.survey, declared)
        and value_of(survey, declared.id).empty is Empty.BLANK
    ]
    for kind in ROW_KINDS.values():
        if kind.beside[0] == section.letter and not _further(survey, kind.code):
            for row in _further(earlier.survey, kind.code):
                edits += _copied_row(kind.code, row, operator, at)
    return edits


def _further(survey: Survey, kind: str) -> list[Any]:
    """Return the rows of a kind that are not shown as fields."""
    first = {first_row_id(survey.dwelling_id, side) for side in ("S", "N")}
    return [row for row in rows(survey, kind) if row.id not in first]


def _copied_row(kind: str, row: Any, operator: str, at: datetime) -> Sequence[Edit]:
    fresh = new_id()
    start = Edit("@row", Value(kind, None, Provenance.TOLD, operator, at), fresh)
    return [
        start,
        *(
            Edit(declared.id, _taken(getattr(row, name), operator, at), fresh)
            for name, declared in specs_of(ROW_KINDS[kind].record).items()
            if getattr(row, name).known
        ),
    ]


def _taken(given: Value[Any], operator: str, at: datetime) -> Value[Any]:
    """A copied answer is nobody's measurement: a default that the operator has taken."""
    return Value(given.value, None, Provenance.DEFAULT, operator, at, confirmed=True)
