"""The order of the paper form: sections, their fields, and the rows that belong to them."""

from functools import cache

from app.model.survey import ROW_KINDS, SECTIONS, RowKind, Section, Survey, row_kind_of, value_of
from app.model.value import Provenance


@cache
def section_of(letter: str) -> Section:
    """Return the section with this letter."""
    return next(section for section in SECTIONS if section.letter == letter)


@cache
def letter_of(field: str) -> str:
    """Return the section in which a field (or a column of repeat rows) stands."""
    kind = row_kind_of(field)
    if kind:
        return ROW_KINDS[kind].beside[0]
    for section in SECTIONS:
        if any(declared.id == field for declared in section.fields):
            return section.letter
    return SECTIONS[0].letter


@cache
def kind_in(letter: str) -> RowKind | None:
    """Return the kind of repeat rows shown in a section."""
    return next((kind for kind in ROW_KINDS.values() if kind.beside[0] == letter), None)


def differences(before: Survey, after: Survey) -> list[str]:
    """Return the fields whose default values differ between two surveys of a house."""
    fields = (declared.id for section in SECTIONS for declared in section.fields)
    return [
        field
        for field in fields
        if value_of(after, field).provenance in (Provenance.DEFAULT, None)
        and value_of(before, field).value != value_of(after, field).value
    ]
