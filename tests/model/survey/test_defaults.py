"""What stands in for an answer nobody gave."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.catalogue import Archetype
from app.model.change import Edit
from app.model.survey import (
    Survey,
    VillageValues,
    all_specs,
    apply_village_edit,
    blank_survey,
    defaults_for,
    proposals_for,
    resolve_defaults,
    resolved,
    row_kind_of,
    spec,
    value_of,
    with_defaults,
    with_value,
)
from app.model.survey.archetypes import archetype_for
from app.model.survey.openings import first_row_id
from app.model.survey.spec import DefaultSource, FieldClass
from app.model.value import Empty, Provenance, Value
from app.store.catalogue import load_catalogue
from tests.model.survey.houses import (
    DWELLING,
    FEW,
    near_sound,
    sound_survey,
    surveys,
    told,
    with_answers,
)

ARCHETYPES = load_catalogue().archetypes


def house(**answers: Any) -> Survey:
    return with_answers(blank_survey(DWELLING), answers)


def village(**values: Any) -> VillageValues:
    found = VillageValues()
    for field, value in values.items():
        found = apply_village_edit(found, Edit(field, told(value)))
    return found


def default(survey: Survey, field: str, values: VillageValues | None = None) -> Any:
    archetype = archetype_for(survey, ARCHETYPES)
    return value_of(resolve_defaults(survey, values, archetype), field).value


def test_every_picture_is_an_archetype() -> None:
    for choice in spec("B03").choices:
        assert ARCHETYPES[choice.code].picture == spec("B03").choices.index(choice) + 1


def test_every_default_of_an_archetype_is_an_answer_of_its_field() -> None:
    for archetype in ARCHETYPES.values():
        for field, given_ in archetype.fields.items():
            declared = spec(field)
            if declared.choices:
                assert declared.choice(str(given_.value)), (archetype.id, field, given_.value)
            else:
                assert isinstance(given_.value, int | float), (archetype.id, field)


@pytest.mark.parametrize(
    ("answers", "archetype"),
    [
        ({"B03": "brick_timber_1980"}, "brick_timber_1980"),
        ({"B03": "brick_timber_1980", "D01": "br370"}, "brick_timber_370"),
        ({"B03": "brick_timber_1980", "D01": "br_cav"}, "cavity_wall"),
        ({"B03": "brick_slab_1990", "D01": "br240"}, "brick_slab_240"),
        ({"B03": "brick_slab_1990", "D01": "stone"}, "brick_slab_1990"),
        ({"B03": "two_storey_2000", "E04": "eps"}, "two_storey_2000_eps"),
        ({"B03": "post_2013", "B04": 2018, "F01": "up2"}, "post_2013"),
        ({"B03": "post_2013", "B04": 2008}, "rc_pitched_2005"),
        ({"B03": "post_2013"}, "post_2013"),
        ({}, None),
    ],
)
def test_an_answer_leads_to_the_variant(answers: dict[str, Any], archetype: str | None) -> None:
    found = archetype_for(house(**answers), ARCHETYPES)
    assert (found.id if found else None) == archetype


def test_an_archetype_fills_only_what_nobody_answered() -> None:
    survey = house(B03="brick_timber_1980", D01="br240", G01=Empty.UNKNOWN)
    switched = with_value(survey, "B03", told("stone_hill"))
    assert default(survey, "D01") == default(switched, "D01") == "br240"
    assert (default(survey, "G01"), default(switched, "G01")) == ("cement", "earth")
    assert (default(survey, "C08"), default(switched, "C08")) == (1.6, 1.6)
    assert (default(survey, "D07"), default(switched, "D07")) == ("render", "stone")


def test_a_kept_default_gives_way_until_it_is_confirmed() -> None:
    kept: Value[Any] = Value("tile", None, Provenance.DEFAULT)
    confirmed: Value[Any] = Value("tile", None, Provenance.DEFAULT, confirmed=True)
    survey = house(B03="stone_hill")
    assert default(with_value(survey, "D07", kept), "D07") == "stone"
    assert default(with_value(survey, "D07", confirmed), "D07") == "tile"


def test_what_does_not_apply_gets_no_default() -> None:
    survey = house(B03="stone_hill", L01=Empty.NOT_APPLICABLE, C02=10.5, C03=5.6)
    assert default(survey, "L01") is None


def test_areas_follow_from_the_sides() -> None:
    survey = sound_survey(B06=2)
    assert default(survey, "C06") == pytest.approx(16.5 * 6.9 * 2)
    assert default(survey, "C07") == pytest.approx(16.5 * 6.9 * 2 * 3 / 5)
    typed = with_value(survey, "C07", told(100.0))
    assert default(typed, "C07") == 100.0
    old: Value[Any] = Value(1.0, None, Provenance.DERIVED)
    assert default(with_value(survey, "C07", old), "C07") == pytest.approx(136.62)


def test_a_heated_wing_adds_to_both_areas() -> None:
    survey = with_answers(sound_survey(B06=1, C09="yes"), {"CW02": 4.0, "CW03": 3.0}, "c" * 32)
    assert default(survey, "C06") == pytest.approx(16.5 * 6.9 + 12.0)
    assert default(survey, "C07") == pytest.approx(16.5 * 6.9 * 0.6 + 12.0)
    assert default(with_value(survey, "C09", told("no")), "C06") == pytest.approx(16.5 * 6.9)


def test_the_roof_for_modules_is_six_tenths_of_the_sunny_slope() -> None:
    flat = house(B03="brick_slab_1990", C02=10.0, C03=6.0)
    assert default(flat, "E01") == "flat"
    assert default(flat, "L01") == pytest.approx(36.0)
    pitched = house(B03="brick_pitched_2000", C02=10.0, C03=8.0, C08=3.0)
    assert default(pitched, "E01") == "gable"
    assert default(pitched, "L01") == pytest.approx(0.6 * 10 * 5)  # slope 3-4-5


@pytest.mark.parametrize(
    ("system", "emitter", "night"),
    [("coal_rad", "radiator", "low"), ("ashp_a", "air", "low"), ("dh", "radiator", "on"),
     ("none", "none", "off")],
)  # fmt: skip
def test_emitter_and_night_follow_from_the_heating(system: str, emitter: str, night: str) -> None:
    survey = house(B03="brick_slab_1990", I01=system)
    assert (default(survey, "I04"), default(survey, "I08")) == (emitter, night)


def test_the_back_windows_are_like_the_front_ones() -> None:
    assert default(house(B03="stone_hill", F01="up2"), "F06") == "up2"
    assert default(house(B03="stone_hill"), "F06") == "wd1"
    assert default(house(B03="stone_hill", F01="up2", F06="al1"), "F06") == "al1"


def test_a_differing_wall_takes_the_rest_from_the_others() -> None:
    survey = sound_survey(D06="no", D03="no")
    survey = with_answers(survey, {"DW01": "N", "DW02": "br240"}, "d" * 32)
    filled = resolve_defaults(survey, None, ARCHETYPES["brick_slab_1990"])
    assert [value_of(filled, f, "d" * 32).value for f in ("DW02", "DW03", "DW04")] == [
        "br240",
        400,
        "no",
    ]


@pytest.mark.parametrize(
    ("programme", "archetype", "system"),
    [
        ("electricity", "brick_slab_1990", "ashp_a"),
        ("electricity", "brick_pitched_2000", "ashp_w"),
        ("electricity", "stone_hill", "ashp_a"),
        ("gas", "brick_slab_1990", "gas"),
        ("none", "stone_hill", "coal_room"),
        ("none", "brick_slab_1990", "coal_rad"),
    ],
)
def test_the_programme_of_the_village_proposes_the_heating(
    programme: str, archetype: str, system: str
) -> None:
    survey = house(B03=archetype)
    values = village(V13=programme)
    assert default(survey, "I01", values) == system
    assert "I01" not in defaults_for(survey, ARCHETYPES[archetype], values)
    grey = with_defaults(survey, values, ARCHETYPES[archetype])
    assert proposals_for(grey, ARCHETYPES[archetype], values)["I01"].origin == "V13"


def test_village_values_stand_behind_the_answers() -> None:
    values = village(V23="solar", V05A=850, V03S="11-01/03-31", V13="electricity")
    survey = house(B03="brick_slab_1990")
    assert default(survey, "J01", values) == "solar"
    assert default(survey, "K02", values) == 850
    assert default(survey, "I06", values) == "11-01/03-31"
    assert default(survey, "K04", values) == "tou"
    assert default(survey, "K04", village(V13="electricity", V25="flat")) == "flat"
    assert (default(survey, "J01"), default(survey, "I06")) == ("elec", "11-15/03-15")


def test_each_default_says_where_it_comes_from() -> None:
    found = defaults_for(house(B03="stone_hill"), ARCHETYPES["stone_hill"], village(V23="gas"))
    assert found["D07"] == ("stone", DefaultSource.ARCHETYPE, "stone_hill", "C")
    assert found["J01"] == ("gas", DefaultSource.VILLAGE, "V23", None)
    assert found["F10"] == (1, DefaultSource.FIXED, "", "C")
    assert found["B13"].source is DefaultSource.FIXED


def test_every_field_that_promises_a_default_has_one() -> None:
    known_elsewhere = {"I03"}  # the calculation takes it from the systems
    survey = sound_survey()
    archetype = archetype_for(survey, ARCHETYPES)
    found = defaults_for(survey, archetype, VillageValues(), date(2026, 10, 12))
    promised = {
        item.id
        for item in all_specs().values()
        if item.field_class is FieldClass.DEFAULTED and not row_kind_of(item.id)
        if item.default_source is not DefaultSource.LAST_HOUSE
    }
    assert promised - set(found) == known_elsewhere


def test_without_a_clock_there_is_no_date() -> None:
    archetype = ARCHETYPES["stone_hill"]
    survey = blank_survey(DWELLING)
    assert not value_of(resolve_defaults(survey, None, archetype), "Q01").known
    today = resolve_defaults(survey, None, archetype, date(2026, 11, 24))
    assert value_of(today, "Q01").value == "2026-11-24"


@pytest.mark.parametrize("archetype", [a for a in ARCHETYPES.values() if a.picture], ids=str)
def test_a_picture_alone_gives_a_house_that_can_be_calculated(archetype: Archetype) -> None:
    filled = resolve_defaults(blank_survey(DWELLING), None, archetype)
    for field in ("C01", "C02", "C03", "C04", "C05", "D01", "D02", "E03", "F01", "F02", "F04"):
        assert value_of(filled, field).known, field
    row = first_row_id(DWELLING, "S")
    area = 1.0
    for field in ("W03", "W04", "W05"):
        area *= value_of(filled, field, row).value
    wall = 1.0
    for field in ("C02", "C04", "B06"):
        wall *= value_of(filled, field).value
    assert area / wall == pytest.approx(archetype.wwr_s.value, rel=0.02)
    assert value_of(filled, "C07").value == pytest.approx(archetype.heated_area.value, rel=0.25)


@FEW
@given(survey=surveys())
def test_defaults_never_touch_an_answer(survey: Survey) -> None:
    filled = resolve_defaults(survey, VillageValues(), ARCHETYPES["brick_slab_1990"])
    for field, declared in all_specs().items():
        given_ = value_of(survey, field) if not row_kind_of(field) else Value()
        own = given_.provenance not in (Provenance.DEFAULT, Provenance.DERIVED)
        if given_.known and (own or given_.confirmed) and declared.field_class.value != "A":
            assert value_of(filled, field) == given_


@FEW
@given(survey=surveys())
def test_resolving_twice_changes_nothing(survey: Survey) -> None:
    archetype = archetype_for(survey, ARCHETYPES)
    once = resolve_defaults(survey, None, archetype)
    assert resolve_defaults(once, None, archetype) == once


def test_essential_fields_stay_blank_on_the_form() -> None:
    survey = house(B03="brick_slab_1990")
    grey = with_defaults(survey, None, ARCHETYPES["brick_slab_1990"])
    for field, declared in all_specs().items():
        if declared.field_class is FieldClass.ESSENTIAL:
            assert value_of(grey, field) == value_of(survey, field)


@FEW
@given(surveys() | near_sound(), st.sampled_from([None, *ARCHETYPES.values()]))
def test_what_is_filled_once_stays_as_it_is(survey: Survey, archetype: Archetype | None) -> None:
    filled, defaults = resolved(survey, None, archetype)
    again = resolved(filled, None, archetype)
    assert again.survey == filled == with_defaults(filled, None, archetype)
    assert again.defaults == defaults
    proposals = proposals_for(filled, archetype)
    assert defaults == {**proposals, **defaults_for(filled, archetype)}
