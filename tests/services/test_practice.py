"""The practice village: invented, complete, various, without anything impossible."""

from collections import Counter

import pytest

from app.model.survey import (
    Survey,
    VillageValues,
    apply_edit,
    apply_village_edit,
    blank_survey,
    check_survey,
    value_of,
    values_of,
)
from app.model.survey.archetypes import archetype_for
from app.model.value import Provenance
from app.services.practice import PracticeHouse, practice_edits
from app.store.catalogue import load_catalogue

PRACTICE = practice_edits()
ARCHETYPES = load_catalogue().archetypes
DWELLING = "d" * 32


def village() -> VillageValues:
    values = VillageValues()
    for edit in PRACTICE.village:
        values = apply_village_edit(values, edit)
    return values


def survey_of(house: PracticeHouse) -> Survey:
    survey = blank_survey(DWELLING)
    for edit in house.edits(DWELLING):
        survey = apply_edit(survey, edit)
    return survey


@pytest.fixture(params=PRACTICE.houses, ids=lambda house: house.code)
def house(request: pytest.FixtureRequest) -> PracticeHouse:
    found: PracticeHouse = request.param
    return found


def test_no_house_lacks_anything_or_holds_anything_impossible(house: PracticeHouse) -> None:
    survey = survey_of(house)
    found = check_survey(survey, village(), archetype_for(survey, ARCHETYPES))
    assert [(p.field, p.code) for p in found if p.severity in ("missing", "hard")] == []


def test_answers_come_from_several_sources(house: PracticeHouse) -> None:
    sources = Counter(value.provenance for _field, _row, value in values_of(survey_of(house)))
    assert len(set(sources) & {"measured", "told", "document", "roster"}) >= 3


def test_answers_say_who_gave_them_and_when(house: PracticeHouse) -> None:
    for edit in house.edits(DWELLING):
        assert edit.value.operator and edit.value.at and edit.value.provenance


def test_nobody_in_it_is_a_real_person(house: PracticeHouse) -> None:
    survey = survey_of(house)
    assert not value_of(survey, "A03").known
    assert str(value_of(survey, "A04").value).startswith("100000000")  # no such prefix
    assert village().name.value == "示例市示例区示例镇示例村"


def test_the_houses_are_of_every_kind_there_is_here() -> None:
    found = [archetype_for(survey_of(house), ARCHETYPES) for house in PRACTICE.houses]
    assert [archetype.id for archetype in found if archetype] == [
        "brick_slab_1990",
        "brick_slab_240",
        "adobe_1970",
        "two_storey_2000",
        "closed_gallery",
        "post_2013",
        "brick_timber_1980",
        "brick_pitched_2000",
        "brick_pitched_2000",
        "closed_gallery",
        "stone_hill",
        "cavity_wall",
        "brick_timber_370",
        "retrofitted",
        "two_storey_2000",
        "brick_slab_240",
        "brick_timber_1980",
        "rc_pitched_2005",
        "brick_slab_1990",
        "rc_pitched_2005",
    ]


def test_the_house_of_grade_d_stops() -> None:
    stopped = [
        house.code
        for house in PRACTICE.houses
        if "X10" in {problem.code for problem in check_survey(survey_of(house))}
    ]
    assert stopped == ["0007"]


def test_some_answers_are_unknown_and_most_heating_is_present_day() -> None:
    surveys = [survey_of(house) for house in PRACTICE.houses]
    unknown = [v for s in surveys for _f, _r, v in values_of(s) if v.empty == "unknown"]
    assert unknown and all(value.provenance is Provenance.TOLD for value in unknown)
    heating = Counter(value_of(survey, "I01").value for survey in surveys)
    assert heating == {
        "ashp_a": 6, "ashp_w": 3, "gas": 2, "coal_rad": 1, "coal_room": 3, "kang": 1,
        "elec": 2, "bio": 1, "dh": 1,
    }  # fmt: skip


def test_rows_take_ids_that_follow_from_the_dwelling() -> None:
    back_wall = PRACTICE.houses[1]
    rows = {edit.row for edit in back_wall.edits(DWELLING) if edit.row}
    assert rows == {edit.row for edit in back_wall.edits(DWELLING) if edit.row}
    assert rows.isdisjoint(edit.row for edit in back_wall.edits("e" * 32) if edit.row)
