"""The order of the paper form: sections, their fields, and the rows that belong to them."""

from functools import cache

from app.model.survey import SECTIONS, all_specs
from app.model.survey.spec import FieldSpec


@cache
def section_specs(letter: str) -> tuple[FieldSpec, ...]:
    """Return the fields of a section in paper order (D01, D02, …)."""
    return tuple(
        declared
        for field, declared in all_specs().items()
        if field.startswith(letter) and field[len(letter) :].isdigit()
    )


@cache
def letter_of(field: str) -> str:
    """Return the section in which a field (or a column of repeat rows) stands."""
    for section in SECTIONS:
        if any(declared.id == field for declared in section_specs(section.letter)):
            return section.letter
    return _ROWS.get(field.rstrip("0123456789"), SECTIONS[0].letter)


_ROWS = {"W": "F", "DW": "D", "CW": "C"}
