"""Survey and village values as records, made from the current values."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from app.model.change import Change, Edit
from app.model.survey import Survey, VillageValues, apply_edit, blank_survey
from app.model.value import Provenance, Value, known
from app.store.changes import Core, current_changes
from app.store.fields import ROW, is_structure, spec_of, value_of_change, village_specs
from app.store.overview import dwelling_code


def read_survey(core: Core, dwelling_id: str, household_id: str) -> Survey:
    """Return the survey of a dwelling with what its household said."""
    said = [*current_changes(core, household_id), *current_changes(core, dwelling_id)]
    survey = blank_survey(dwelling_id)
    for edit in (*_codes(core, dwelling_id), *_edits(said)):
        survey = apply_edit(survey, edit)
    return survey


def _edits(said: Iterable[Change]) -> list[Edit]:
    """Return the current values as edits, rows first; what stands in a removed row is left out.

    Fields of a later release are kept in the file and passed on, but not shown.
    """
    fields = [c for c in said if not is_structure(c.field)]
    rows = [c for c in fields if c.field == ROW and c.value is not None]
    gone = {c.row for c in fields if c.field == ROW and c.value is None}
    values = [c for c in fields if c.row not in gone and spec_of(c.field) is not None]
    return [Edit(c.field, value_of_change(c), c.row) for c in (*rows, *values)]


def _codes(core: Core, dwelling_id: str) -> list[Edit]:
    """Return the display numbers A01 and B01, which nobody enters."""
    row = core.db.execute(
        "SELECT h.code, d.number FROM dwelling d JOIN household h ON h.id = d.household_id "
        "WHERE d.id = ?",
        (dwelling_id,),
    ).fetchone()
    code, number = row
    derived = Provenance.DERIVED
    return [
        Edit("A01", known(code, derived)),
        Edit("B01", known(dwelling_code(code, number), derived)),
    ]


def read_village_values(core: Core) -> VillageValues:
    """Return the values set once for the village."""
    attributes = {field: name for field, (name, _spec) in village_specs().items()}
    values: dict[str, Value[object]] = {
        attributes[change.field]: value_of_change(change)
        for change in current_changes(core, core.village_id)
        if change.field in attributes
    }
    return dataclasses.replace(VillageValues(), **values)


def village_values_json(core: Core) -> dict[str, Any]:
    """Return the known village values as JSON, personal ones left out."""
    return {
        change.field: {
            "value": change.value,
            "empty": change.empty,
            "provenance": change.provenance,
            "operator": change.operator,
            "at": change.at,
        }
        for change in current_changes(core, core.village_id)
        if change.field in village_specs() and not village_specs()[change.field][1].personal
    }
