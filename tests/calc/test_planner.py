from dataclasses import replace
from itertools import pairwise, product

import msgspec
import numpy as np
import pytest

from app.calc.choices import choices_for
from app.calc.cost import Pricing
from app.calc.dominance import Stakes, undominated
from app.calc.engine import simulate
from app.calc.measures import Chosen
from app.calc.pareto import front
from app.calc.planner import credited, merged, premise_of, search_all
from app.errors import Cancelled
from app.exchange.epw import read_epw
from app.model.catalogue import Catalogue, PolicyPack
from app.model.catalogue.prices import CoverRule
from app.model.catalogue.sourced import Sourced
from app.model.climate import WeatherYear
from app.model.hourly import EngineOptions
from app.model.search import SearchRules
from app.resources import resource
from tests.brick_house import brick_house
from tests.fake_engine import fake_needs

SMALL = (
    "W_EPS50",
    "W_EPS100",
    "C_GW100",
    "C_NEW_GW100",
    "WIN_PVC12",
    "CURTAIN",
    "WIN_SEAL",
    "F_PERIM",
)
EXACT = SearchRules(both_ends=False, tolerance=0.0, gables_together=True)


@pytest.fixture(scope="module")
def weather() -> WeatherYear:
    return read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))


def test_the_search_equals_brute_force_on_a_small_catalogue(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = [catalogue.measures[item] for item in SMALL]
    choices = choices_for(house, measures, pricing, EXACT)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    searched = search_all(premise, choices, pricing, EXACT)
    options = [(*m, *r) for m, r in product(choices.mains, choices.rests)]
    results = credited(premise, options, air=premise.air_may_exceed)
    savings = np.array([result.saving for result in results])
    costs = np.array([pricing.cost(premise.complete(option)).typical for option in options])
    best = front(costs, savings)
    assert searched.combinations == len(options)
    assert list(searched.costs) == [pytest.approx(costs[k]) for k in best]
    assert list(searched.savings) == [pytest.approx(savings[k]) for k in best]
    assert searched.states < len(options)


def test_costs_of_the_front_are_those_of_the_bills(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = [m for m in catalogue.measures.values() if m.category != "safety"]
    choices = choices_for(house, measures, pricing, SearchRules(limit=600))
    fire = (Chosen("INLET"), Chosen("DRAFT_TEST"), Chosen("CO_ALARM"))
    premise = premise_of(house, catalogue, pack, weather, fake_needs, fire)
    searched = search_all(premise, choices, pricing, SearchRules(limit=600))
    for option, cost in zip(searched.options, searched.costs, strict=True):
        assert pricing.cost(option).typical == pytest.approx(cost)
        assert not option or set(fire) <= set(option)


def test_a_dearer_wall_system_of_no_better_u_is_not_searched(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    house = brick_house(catalogue, pack)
    walls = [m for m in catalogue.measures.values() if m.category == "wall"]
    kept = {m.id for m in undominated(house, walls, Pricing(house, catalogue), Stakes())}
    assert {"W_EPS50", "W_EPS80", "W_EPS100"} <= kept
    assert not {"W_RW80", "W_PANEL", "W_XPS50"} & kept


def test_cancelling_ends_the_search(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    choices = choices_for(house, [catalogue.measures[item] for item in SMALL], pricing, EXACT)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)

    def cancel(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        search_all(premise, choices, pricing, EXACT, cancel)


def test_the_same_measure_on_two_groups_of_sides_is_one_measure() -> None:
    option = (Chosen("WIN_TG", ("S",)), Chosen("DOOR_INS"), Chosen("WIN_TG", ("N",)))
    assert merged(option) == (Chosen("WIN_TG", ("S", "N")), Chosen("DOOR_INS"))


def test_unmeasured_air_earns_no_more_than_its_share(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    house = brick_house(catalogue, pack)
    draughty = replace(house, air=replace(house.air, background_class="vleaky", proved=True))
    premise = premise_of(draughty, catalogue, pack, weather, fake_needs)
    result = credited(premise, [(Chosen("WIN_SEAL"), Chosen("C_NEW_GW100"))], air=True)[0]
    assert result.air_share <= pack.air.share_max.value + 1e-12
    assert result.saving == pytest.approx(1 - result.q_h_nd / premise.q_before - result.air_cut)
    assert result.air_cut >= 0


def counting_covers(pack: PolicyPack) -> PolicyPack:
    """Return the pack with curtains and quilts counted."""
    return msgspec.structs.replace(pack, covers=CoverRule(Sourced(1.0, "C", "test")))


def test_adding_a_measure_never_raises_the_need_of_standard_use(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    """The law on which the search rests, through the hourly engine on one house."""
    pack = counting_covers(pack)
    house = brick_house(catalogue, pack)
    options = EngineOptions(balance=False, season_only=True)

    def needs(models, progress=None):  # type: ignore[no-untyped-def]
        return [run.q_h_nd for run in simulate(models, weather, options)]

    premise = premise_of(house, catalogue, pack, weather, needs)
    steps = [Chosen("C_GW100"), Chosen("W_EPS80", ("N",)), Chosen("W_EPS80", ("E", "W")),
             Chosen("DOOR_QUILT"), Chosen("WIN_SEAL"), Chosen("F_PERIM")]  # fmt: skip
    chain = [tuple(steps[: k + 1]) for k in range(len(steps))]
    alone = [(step,) for step in steps]
    results = credited(premise, [*chain, *alone], air=False)
    after = [premise.q_before, *(result.q_h_nd for result in results[: len(chain)])]
    assert all(b < a for a, b in pairwise(after))
    added = [
        a.saving - b for a, b in zip(results, [0.0, *(r.saving for r in results)], strict=False)
    ]
    single = [result.saving for result in results[len(chain) :]]
    for step, in_chain, by_itself in zip(steps, added, single, strict=False):
        assert in_chain <= by_itself + 0.006, step  # diminishing returns, nearly


def test_houses_with_and_without_night_covers_run_side_by_side(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    pack = counting_covers(pack)
    house = brick_house(catalogue, pack)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    options = [(), (Chosen("CURTAIN", ("S",)),), (Chosen("CURTAIN", ("N",)),)]
    models = [premise.model(premise.after(option)) for option in options]
    quick = EngineOptions(balance=False, season_only=True)
    together = [run.q_h_nd for run in simulate(models, weather, quick)]
    alone = [simulate([model], weather, quick)[0].q_h_nd for model in models]
    assert together == pytest.approx(alone, rel=1e-9)
    assert together[1] < together[0]


def test_the_season_alone_needs_what_the_whole_year_needs(
    catalogue: Catalogue, pack: PolicyPack, weather: WeatherYear
) -> None:
    house = brick_house(catalogue, pack)
    model = premise_of(house, catalogue, pack, weather, fake_needs).model(house)
    year = simulate([model], weather, EngineOptions(balance=False))[0]
    season = simulate([model], weather, EngineOptions(balance=False, season_only=True))[0]
    assert season.q_h_nd == pytest.approx(year.q_h_nd, rel=1e-4)
    assert season.phi_h_peak == pytest.approx(year.phi_h_peak, rel=1e-3)


def test_what_is_not_in_common_use_is_not_proposed(catalogue: Catalogue, pack: PolicyPack) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = [catalogue.measures[item] for item in (*SMALL, "TROMBE")]
    assert not catalogue.measures["TROMBE"].proven

    def offered(rules: SearchRules) -> set[str]:
        choices = choices_for(house, measures, pricing, rules)
        return {chosen.measure for option in choices.rests for chosen in option}

    assert "TROMBE" not in offered(SearchRules())
    assert "TROMBE" in offered(SearchRules(only_proven=False))
