"""Catalogue and survey speak the same codes."""

import pytest

from app.model.catalogue import Catalogue, PolicyPack
from app.model.survey import spec
from app.model.survey.spec import Kind
from app.store.catalogue import load_catalogue, load_policy_pack

CATALOGUE: Catalogue = load_catalogue()
PACK: PolicyPack = load_policy_pack(catalogue=CATALOGUE)


def codes(field: str) -> set[str]:
    return {choice.code for choice in spec(field).choices}


@pytest.mark.parametrize("name", CATALOGUE.archetypes)
def test_defaults_of_house_types_are_answers_the_survey_knows(name: str) -> None:
    for field, default in CATALOGUE.archetypes[name].fields.items():
        if codes(field):
            assert default.value in codes(field), field
        if spec(field).kind == Kind.INTEGER:
            assert isinstance(default.value, int), field


def test_each_answer_row_is_an_answer_of_the_survey() -> None:
    for answer in CATALOGUE.answers:
        assert answer.code in codes(answer.field), answer
        second = "I01" if answer.field == "R18" else "I04"
        assert not answer.also or answer.also in codes(second), answer


@pytest.mark.parametrize(
    ("field", "without_meaning"),
    [
        ("D01", {"oth"}),
        ("D04", set()),
        ("E02", {"oth"}),
        ("E03", {"none"}),
        ("E04", {"none", "oth"}),
        ("F01", set()),
        ("F09", set()),
        ("F11", {"none"}),
        ("G01", set()),
        ("I01", set()),
    ],
)
def test_each_answer_means_something(field: str, without_meaning: set[str]) -> None:
    assert {c for c in codes(field) if CATALOGUE.answer(field, c) is None} == without_meaning


def test_measures_fit_answers_of_the_survey() -> None:
    for measure in CATALOGUE.measures.values():
        for field, allowed in measure.only.items():
            assert set(allowed) <= codes(field), measure.id


def test_tables_by_answer_know_every_answer() -> None:
    leakage = CATALOGUE.leakage
    assert set(leakage.gap_factor) == codes("F12")
    assert set(leakage.background_factor) == codes("H01")
    assert set(leakage.exposure) == codes("B09")
    assert set(leakage.wall_by_answer) == codes("D01") - {"oth"}
    assert set(PACK.standard_use.hot_water_by) == codes("J01")
    assert set(PACK.standard_use.cooking_by) == codes("J02")
