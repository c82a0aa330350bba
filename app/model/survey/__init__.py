"""The survey of a house: one declaration that forms, checks, store and papers read."""

from app.model.survey.checks import check_survey, is_asked
from app.model.survey.defaults import (
    Default,
    defaults_for,
    proposals_for,
    resolve_defaults,
    with_defaults,
)
from app.model.survey.edits import apply_edit, apply_village_edit, stored_edits
from app.model.survey.forms import (
    ParseError,
    format_value,
    parse_value,
)
from app.model.survey.jsonform import (
    survey_from_json,
    survey_to_json,
    village_from_json,
    village_to_json,
)
from app.model.survey.schema import schema_of_survey
from app.model.survey.spec import Problem
from app.model.survey.village import VillageValues
from app.model.survey.whole import (
    RESERVED_IDS,
    ROW_KINDS,
    SECTIONS,
    RowKind,
    Section,
    Survey,
    all_specs,
    answered,
    blank_survey,
    find_row,
    in_chosen_unit,
    row_kind_of,
    rows,
    spec,
    value_of,
    values_of,
    village_specs,
    village_value,
    with_row,
    with_value,
    with_village_value,
    without_row,
)

__all__ = [
    "RESERVED_IDS",
    "ROW_KINDS",
    "SECTIONS",
    "Default",
    "ParseError",
    "Problem",
    "RowKind",
    "Section",
    "Survey",
    "VillageValues",
    "all_specs",
    "answered",
    "apply_edit",
    "apply_village_edit",
    "blank_survey",
    "check_survey",
    "defaults_for",
    "find_row",
    "format_value",
    "in_chosen_unit",
    "is_asked",
    "parse_value",
    "proposals_for",
    "resolve_defaults",
    "row_kind_of",
    "rows",
    "schema_of_survey",
    "spec",
    "stored_edits",
    "survey_from_json",
    "survey_to_json",
    "value_of",
    "values_of",
    "village_from_json",
    "village_specs",
    "village_to_json",
    "village_value",
    "with_defaults",
    "with_row",
    "with_value",
    "with_village_value",
    "without_row",
]
