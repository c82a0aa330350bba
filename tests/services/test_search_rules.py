"""Rules of the search: where they are set, what they leave out, and that the counts add up."""

from dataclasses import replace
from math import prod

import msgspec
import pytest

from app.calc.choices import choices_for, fits
from app.calc.cost import Pricing
from app.calc.dominance import Stakes
from app.calc.left_out import free, left_out
from app.calc.planner import premise_of, search_all
from app.errors import AppError
from app.model.catalogue import FOLLOWING, Catalogue, Measure, PolicyPack
from app.model.catalogue.search import SearchSettings
from app.model.change import Edit
from app.model.house import ResolvedHouse
from app.model.search import SearchRules
from app.model.survey import VillageValues, apply_village_edit, spec
from app.model.value import Provenance, known
from app.services.foreseen import Foreseen, foreseen_words, listening, tell
from app.services.search_rules import rules_in_force, settings_of
from app.services.search_words import ALWAYS, FIELDS, rule_words
from app.store.pack_checks import check_pack
from tests.brick_house import brick_house
from tests.calc.conftest import catalogue, pack  # noqa: F401
from tests.calc.test_planner import weather  # noqa: F401
from tests.fake_engine import fake_needs

RULES = (
    SearchRules(tolerance=0.05),
    SearchRules(gables_together=True, one_window_product=False, tolerance=0.05),
    SearchRules(inside_as_last_resort=False, least_life=0.0, only_proven=False, limit=300),
    SearchRules(both_ends=False, window_groups=(("S", "N", "E", "W"),), limit=300),
)


def _useful(house: ResolvedHouse, catalogue: Catalogue) -> list[Measure]:  # noqa: F811
    of = catalogue.measures.values()
    return [m for m in of if m.category not in ("safety", *FOLLOWING) and fits(house, m)]


def _said(field: str, value: object) -> VillageValues:
    return apply_village_edit(VillageValues(), Edit(field, known(value, Provenance.TOLD)))


@pytest.mark.parametrize("rules", RULES)
def test_what_the_rules_leave_out_adds_up_to_all_combinations(
    rules: SearchRules,
    catalogue: Catalogue,  # noqa: F811
    pack: PolicyPack,  # noqa: F811
    weather,  # noqa: F811
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = _useful(house, catalogue)
    choices = choices_for(house, measures, pricing, rules, Stakes(True, 0.8))
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    searched = search_all(premise, choices, pricing, rules)
    counts = {**left_out(house, measures, pricing, rules, choices), **searched.left_out}
    compared = searched.combinations - counts["limit"]
    assert compared + sum(counts.values()) == prod(free(house, measures).values())
    assert all(count >= 0 for count in counts.values()), counts
    assert (counts["gables_together"] > 0) == rules.gables_together
    assert (counts["both_ends"] > 0) == rules.both_ends
    if not rules.inside_as_last_resort:
        assert counts["inside_last"] == counts["least_life"] == counts["only_proven"] == 0


def test_the_village_goes_before_the_pack_and_the_call_before_both(pack: PolicyPack) -> None:  # noqa: F811
    district = msgspec.structs.replace(
        pack, search=SearchSettings(windows="each", least_life=8.0, gables_together=True)
    )
    village = _said("V54", 3.0)
    found = rules_in_force(village, district, ["gables_together=no"])
    assert not found.rules.one_window_product
    assert found.rules.least_life == 3.0
    assert not found.rules.gables_together
    assert found.origins["windows"] == "policy_pack"
    assert found.origins["least_life"] == "village"
    assert found.origins["gables_together"] == "call"
    assert found.origins["limit"] == "program"


def test_without_settings_the_rules_are_those_of_the_program(pack: PolicyPack) -> None:  # noqa: F811
    assert rules_in_force(VillageValues(), pack).rules == SearchRules()
    changed = replace(SearchRules(), window_groups=(("S",), ("N",), ("E",), ("W",)))
    assert settings_of(changed)["window_groups"] == "sides"


@pytest.mark.parametrize(
    "text", ["windows", "windows=two", "colour=red", "least_life=-1", "limit=many", "limit="]
)
def test_a_setting_that_cannot_be_is_refused_with_what_it_takes(
    text: str,
    pack: PolicyPack,  # noqa: F811
) -> None:
    with pytest.raises(AppError):
        rules_in_force(VillageValues(), pack, [text])


def test_every_rule_has_words_in_both_languages(pack: PolicyPack) -> None:  # noqa: F811
    used = rules_in_force(VillageValues(), pack).used(dict.fromkeys(ALWAYS, 7))
    assert {item.rule for item in used} == {*FIELDS, *ALWAYS}
    for item in used:
        words = rule_words(item)
        assert words.zh and words.en and words.zh != words.en
    assert all(spec(field).id == field for field in FIELDS.values())


def test_a_pack_with_an_impossible_rule_is_refused(pack: PolicyPack) -> None:  # noqa: F811
    for search, column in (
        (SearchSettings(least_life=-2.0), "least_life"),
        (SearchSettings(limit=5), "limit"),
    ):
        problems = check_pack("pack", msgspec.structs.replace(pack, search=search), None)
        assert [p.column for p in problems] == [column]


def test_a_large_search_is_foreseen_by_whoever_listens() -> None:
    heard: list[Foreseen] = []
    tell(Foreseen(12_000, 80.0))
    with listening(heard.append):
        tell(Foreseen(12_000, 150.0))
    tell(Foreseen(12_000, 80.0))
    assert heard == [Foreseen(12_000, 150.0)]
    assert "12,000" in foreseen_words(heard[0])


def test_the_search_tells_how_many_states_there_may_be(
    catalogue: Catalogue,  # noqa: F811
    pack: PolicyPack,  # noqa: F811
    weather,  # noqa: F811
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = _useful(house, catalogue)
    rules = SearchRules(tolerance=0.05)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    told: list[tuple[int, int]] = []
    choices = choices_for(house, measures, pricing, rules)
    found = search_all(
        premise, choices, pricing, rules, foresee=lambda done, most: told.append((done, most))
    )
    assert told
    assert all(done < most <= found.combinations + done for done, most in told)
    assert told[0][1] >= found.states
