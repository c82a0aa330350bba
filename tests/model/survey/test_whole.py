"""Reading and changing a survey by field id; rows and views of rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.change import Edit
from app.model.survey import (
    Survey,
    VillageValues,
    all_specs,
    apply_edit,
    apply_village_edit,
    blank_survey,
    find_row,
    in_chosen_unit,
    row_kind_of,
    rows,
    spec,
    stored_edits,
    value_of,
    village_value,
    with_row,
    with_value,
    without_row,
)
from app.model.survey.openings import VIEWS, first_row_id
from app.model.value import BLANK, Empty, Provenance, Value
from tests.model.survey.houses import DWELLING, FEW, edits, sound_survey, surveys, told, values

ROW = "f" * 32


@FEW
@given(survey=surveys(), data=st.data())
def test_what_is_put_in_comes_out(survey: Survey, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(all_specs())))
    value = data.draw(values(all_specs()[field]))
    row = ROW if row_kind_of(field) else ""
    changed = with_value(survey, field, value, row)
    assert value_of(changed, field, row) == value


@FEW
@given(survey=surveys(), data=st.data())
def test_an_edit_touches_no_other_field(survey: Survey, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([f for f in all_specs() if f not in VIEWS]))
    row = ROW if row_kind_of(field) else ""
    changed = with_value(survey, field, data.draw(values(all_specs()[field])), row)
    for other in set(all_specs()) - {field}:
        if not row_kind_of(other):
            assert value_of(changed, other) == value_of(survey, other)


@FEW
@given(survey=surveys(), edit=edits())
def test_the_stored_edits_do_what_the_edit_does(survey: Survey, edit: Edit) -> None:
    stored = survey
    for part in stored_edits(DWELLING, edit):
        assert part.field not in VIEWS
        stored = apply_edit(stored, part)
    assert stored == apply_edit(survey, edit)


def test_a_blank_survey_has_no_answer() -> None:
    survey = blank_survey(DWELLING)
    assert all(value_of(survey, field) is BLANK for field in all_specs())


def test_the_fields_of_the_front_window_are_those_of_its_row() -> None:
    survey = sound_survey()
    row = first_row_id(DWELLING, "S")
    assert value_of(survey, "W05", row).value == 5
    assert value_of(survey, "W01", row) == Value("S", None, Provenance.DERIVED)
    assert value_of(with_value(survey, "W05", told(4), row), "F04").value == 4


def test_the_size_of_the_back_window_is_one_field_and_two_numbers() -> None:
    survey = sound_survey()
    row = first_row_id(DWELLING, "N")
    assert (value_of(survey, "W03", row).value, value_of(survey, "W04", row).value) == (1.2, 0.9)
    half = with_value(survey, "W03", told(Empty.UNKNOWN), row)
    assert value_of(half, "F07").empty is Empty.UNKNOWN
    unknown = with_value(survey, "F07", told(Empty.UNKNOWN))
    assert value_of(unknown, "W04", row).empty is Empty.UNKNOWN


def test_rows_come_in_order_and_go() -> None:
    survey = blank_survey(DWELLING)
    first, second = "a" * 32, "b" * 32
    for row in (first, second, first):
        survey = apply_edit(survey, Edit("@row", told("wing"), row))
    assert [row.id for row in rows(survey, "wing")] == [first, second]
    survey = apply_edit(survey, Edit("@row", Value(), first))
    assert find_row(survey, first) is None
    assert without_row(survey, second) == blank_survey(DWELLING)


def test_a_row_field_needs_its_row_and_makes_it() -> None:
    with pytest.raises(ValueError, match="W03"):
        with_value(blank_survey(DWELLING), "W03", told(1.2))
    survey = with_value(blank_survey(DWELLING), "W03", told(1.2), ROW)
    assert survey == with_value(
        with_row(blank_survey(DWELLING), "window", ROW), "W03", told(1.2), ROW
    )
    assert value_of(survey, "W03", "no such row") is BLANK


def test_unknown_fields_and_kinds_are_refused() -> None:
    for edit in (Edit("Z99", told(1)), Edit("@row", told("tower"), ROW)):
        with pytest.raises(KeyError):
            apply_edit(blank_survey(DWELLING), edit)


def test_village_values_are_changed_by_id() -> None:
    village = apply_village_edit(VillageValues(), Edit("V13", told("gas")))
    assert village.programme.value == village_value(village, "V13").value == "gas"


def test_an_amount_is_shown_in_the_unit_that_was_chosen() -> None:
    survey = sound_survey(K03U="kwh")
    assert in_chosen_unit(survey, spec("K03")).unit == "度"
    assert in_chosen_unit(sound_survey(), spec("K03")).unit == "元"
    assert in_chosen_unit(survey, spec("C02")) is spec("C02")
