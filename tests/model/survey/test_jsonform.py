"""Surveys as data packages hold them."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from app.model.change import Edit
from app.model.survey import (
    Survey,
    VillageValues,
    apply_village_edit,
    blank_survey,
    schema_of_survey,
    survey_from_json,
    survey_to_json,
    value_of,
    village_from_json,
    village_to_json,
)
from app.model.survey.jsonform import SCHEMA
from app.model.value import Empty, Provenance, Value
from tests.model.survey.houses import DWELLING, FEW, sound_survey, surveys, told

VALIDATOR = jsonschema.Draft202012Validator(schema_of_survey())


@FEW
@given(survey=surveys())
def test_a_survey_comes_back_from_json(survey: Survey) -> None:
    data = json.loads(json.dumps(survey_to_json(survey)))
    assert survey_from_json(data) == survey


@FEW
@given(survey=surveys())
def test_json_of_a_survey_follows_its_schema(survey: Survey) -> None:
    VALIDATOR.validate(json.loads(json.dumps(survey_to_json(survey))))


def test_the_schema_is_a_schema_of_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of_survey())


def broken(**fields: Any) -> dict[str, Any]:
    return {"schema": SCHEMA, "dwelling_id": DWELLING, "fields": fields, "rows": []}


@pytest.mark.parametrize(
    "fields",
    [
        {"C02": {"value": "wide"}},
        {"C01": {"value": 2.5}},
        {"I01": {"value": "hearth"}},
        {"J02": {"value": ["lpg", "hearth"]}},
        {"A11": {"value": 1}},
        {"Q01": {"value": "today"}},
        {"C02": {"value": 9.9, "empty": "blank"}},
        {"C02": {"provenance": "told"}},
        {"C02": {"value": 9.9, "provenance": "guessed"}},
        {"C02": 9.9},
    ],
)
def test_the_schema_refuses_what_no_release_writes(fields: dict[str, Any]) -> None:
    assert list(VALIDATOR.iter_errors(broken(**fields)))


def test_unknown_blank_zero_and_not_applicable_stay_four_things() -> None:
    survey = sound_survey(K01=Empty.UNKNOWN, F05=0, K06=Empty.NOT_APPLICABLE)
    back = survey_from_json(survey_to_json(survey))
    assert value_of(back, "K01").empty is Empty.UNKNOWN
    assert value_of(back, "F05").value == 0
    assert value_of(back, "K06").empty is Empty.NOT_APPLICABLE
    assert value_of(back, "L04").empty is Empty.BLANK
    assert "L04" not in survey_to_json(survey)["fields"]


def test_what_a_later_release_wrote_is_passed_on() -> None:
    later = survey_to_json(sound_survey())
    later["fields"]["Y01"] = {"value": "later"}
    later["rows"][0]["fields"]["W99"] = {"value": 3}
    later["rows"].append({"id": "c" * 32, "kind": "balcony", "fields": {"BX01": {"value": 1}}})
    later["remarks"] = ["later"]
    VALIDATOR.validate(later)
    assert survey_to_json(survey_from_json(later)) == later


def test_a_field_among_the_wrong_ones_is_kept_but_not_taken() -> None:
    data = survey_to_json(blank_survey(DWELLING))
    data["fields"] = {"W03": {"value": 1.2}}
    assert survey_to_json(survey_from_json(data)) == data


def test_an_answer_of_the_wrong_type_is_named() -> None:
    with pytest.raises(ValueError, match="C02"):
        survey_from_json(broken(C02={"value": "wide"}))


def test_who_and_when_travel_too() -> None:
    answer = survey_to_json(sound_survey())["fields"]["C02"]
    assert answer == {
        "value": 16.5,
        "provenance": "told",
        "operator": "甲",
        "at": "2026-10-12T02:00:00+00:00",
    }


def test_village_values_come_back_from_json() -> None:
    village = apply_village_edit(VillageValues(), Edit("V13", told("electricity")))
    village = apply_village_edit(village, Edit("V22", told(("quilt", "plastic"))))
    village = apply_village_edit(
        village, Edit("V05A", Value(980, None, Provenance.DOCUMENT, confirmed=True))
    )
    assert village_from_json(json.loads(json.dumps(village_to_json(village)))) == village
    assert village_from_json({"fields": {"V99": {"value": 1}}}) == VillageValues()
