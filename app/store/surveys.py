"""Survey and village values as records, made from the current values."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.model.change import Change, Edit
from app.model.stages import STAGE_ROWS, Stages, apply_stage_edit, stage_row_kind, stage_specs
from app.model.survey import (
    ROW_KINDS,
    Survey,
    VillageValues,
    apply_edit,
    blank_survey,
    row_kind_of,
    village_row_specs,
    village_specs,
    village_to_json,
    with_row,
    with_village_value,
)
from app.model.survey.openings import first_row_id
from app.model.survey.whole import places
from app.model.value import Provenance, known
from app.store.changes import Core, current_changes
from app.store.fields import ROW, value_of_change
from app.store.overview import dwelling_code


def read_survey(core: Core, dwelling_id: str, household_id: str) -> Survey:
    """Return the survey of a dwelling with what its household said."""
    said = [*current_changes(core, household_id), *current_changes(core, dwelling_id)]
    values = _shown_values(said)
    survey = _with_rows(blank_survey(dwelling_id), said, values)
    for edit in (*values, *_codes(core, dwelling_id)):
        survey = apply_edit(survey, edit)
    return survey


def _shown_values(said: Iterable[Change]) -> list[Edit]:
    """Return the current answers of this release's fields, none in a removed row.

    Fields of a later release are kept in the file and passed on, but not shown.
    """
    held = list(said)
    gone = {change.row for change in held if change.field == ROW and change.value is None}
    return [
        Edit(change.field, value_of_change(change), change.row)
        for change in held
        if change.field in places()
        and bool(change.row) == bool(row_kind_of(change.field))
        and change.row not in gone
        and not (change.empty == "blank" and change.provenance is None)
    ]


def _with_rows(survey: Survey, said: Sequence[Change], values: Sequence[Edit]) -> Survey:
    """Add the rows: the first windows of front and back, then the others as they came."""
    filled = {edit.row for edit in values}
    for side in ("S", "N"):
        first = first_row_id(survey.dwelling_id, side)
        if first in filled:
            survey = with_row(survey, "window", first)
    added = [change for change in said if change.field == ROW and str(change.value) in ROW_KINDS]
    for change in sorted(added, key=lambda change: (change.at, change.sequence, change.id)):
        survey = with_row(survey, str(change.value), change.row)
    return survey


def read_stages(core: Core, dwelling_id: str) -> Stages:
    """Return the stage fields of a dwelling: what was decided and how it is paid."""
    said = current_changes(core, dwelling_id)
    gone = {change.row for change in said if change.field == ROW and change.value is None}
    stages = Stages(dwelling_id)
    added = [change for change in said if change.field == ROW and str(change.value) in STAGE_ROWS]
    for change in sorted(added, key=lambda change: (change.at, change.sequence, change.id)):
        stages = apply_stage_edit(stages, Edit(ROW, value_of_change(change), change.row))
    for change in said:
        known_here = change.field in stage_specs() and change.row not in gone
        if known_here and bool(change.row) == bool(stage_row_kind(change.field)):
            edit = Edit(change.field, value_of_change(change), change.row)
            stages = apply_stage_edit(stages, edit)
    return stages


def _codes(core: Core, dwelling_id: str) -> list[Edit]:
    """Return the display numbers A01 and B01, which nobody enters."""
    code, number = core.db.execute(
        "SELECT h.code, d.number FROM dwelling d JOIN household h ON h.id = d.household_id "
        "WHERE d.id = ?",
        (dwelling_id,),
    ).fetchone()
    derived = Provenance.DERIVED
    return [
        Edit("A01", known(code, derived)),
        Edit("B01", known(dwelling_code(code, number), derived)),
    ]


def read_village_values(core: Core) -> VillageValues:
    """Return the values set once for the village."""
    values = VillageValues()
    for change in current_changes(core, core.village_id):
        known_here = village_row_specs() if change.row else village_specs()
        if change.field in known_here:
            said = value_of_change(change)
            values = with_village_value(values, change.field, said, change.row)
    return values


def village_values_json(core: Core) -> dict[str, Any]:
    """Return the village values as data packages hold them."""
    return village_to_json(read_village_values(core))
