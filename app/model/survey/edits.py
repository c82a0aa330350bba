"""Edits applied to a survey, and what the store keeps of them."""

from dataclasses import replace

from app.model.change import Edit
from app.model.survey.openings import VIEWS, first_row_id
from app.model.survey.village import VillageValues
from app.model.survey.whole import (
    Survey,
    parts_of_view,
    with_row,
    with_value,
    with_village_value,
    without_row,
)

ROW = "@row"


def apply_edit(survey: Survey, edit: Edit) -> Survey:
    """Return the survey after an edit; ``"@row"`` adds or removes a row.

    Raises
    ------
    KeyError
        If there is no such field or kind of row.
    """
    if edit.field != ROW:
        return with_value(survey, edit.field, edit.value, edit.row)
    if edit.value.known:
        return with_row(survey, str(edit.value.value), edit.row)
    return without_row(survey, edit.row)


def stored_edits(dwelling_id: str, edit: Edit) -> tuple[Edit, ...]:
    """Return the edits as they are stored: F01 to F07 become those of a window row."""
    view = VIEWS.get(edit.field)
    if view is None:
        return (edit,)
    row = first_row_id(dwelling_id, view.side)
    return tuple(
        replace(edit, field=part, value=value, row=row)
        for part, value in parts_of_view(view, edit.value)
    )


def apply_village_edit(village: VillageValues, edit: Edit) -> VillageValues:
    """Return the village values after an edit; KeyError if there is no such field."""
    return with_village_value(village, edit.field, edit.value, edit.row)
