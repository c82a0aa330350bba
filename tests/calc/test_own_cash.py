"""Own cash of all combinations at once against the funding of each, and the front by own cash."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from app.calc.choices import ORDER, Option, choices_for
from app.calc.combined_bills import Bills
from app.calc.cost import Pricing
from app.calc.funding import Household, Works, fund
from app.calc.measures import Chosen
from app.calc.own_cash import OwnCash, own_cash_of
from app.calc.pareto import front
from app.calc.planner import credited, premise_of, search_all
from app.i18n import Text
from app.model.assessment import PlannedMeasure
from app.model.catalogue import Catalogue, PolicyPack
from tests.brick_house import brick_house
from tests.calc.test_planner import EXACT, SMALL, weather  # noqa: F401
from tests.fake_engine import fake_needs

TODAY = "2026-11-26"
HOMES = {
    "ordinary": Household(category="gen", own_days=12, mutual_help=True, ceiling=8000),
    "poor": Household(category="low", own_days=3, day_rate=200),
    "strengthened": Household(other_grants=("seismic",), own_days=40, mutual_help=True),
    "done": Household(upgraded=("wall",), upgraded_year=2023),
}


def planned(option: Option, pricing: Pricing) -> tuple[PlannedMeasure, ...]:
    """Return the measures of an option as a package shows them, with their lines."""
    rank = {category: k for k, category in enumerate(ORDER)}
    of = pricing.catalogue.measures
    ordered = sorted(option, key=lambda c: (rank[of[c.measure].category], str(c)))
    return tuple(
        PlannedMeasure(
            c.measure, of[c.measure].name, of[c.measure].category, Text("", ""),
            lines[0].quantity, lines[0].unit, None, None, lines[0].cost, lines,
        )
        for c, lines in pricing.bill(ordered).items()
    )  # fmt: skip


@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES.keys())
def test_the_front_by_own_cash_equals_brute_force(
    home: Household,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather,  # noqa: F811
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    measures = [catalogue.measures[item] for item in SMALL]
    choices = choices_for(house, measures, pricing, EXACT)
    premise = premise_of(house, catalogue, pack, weather, fake_needs, (Chosen("CO_ALARM"),))
    threshold = pack.spec(pack.decides).threshold.value
    made: list[OwnCash] = []

    def prices(bills: Bills) -> OwnCash:
        made.append(own_cash_of(bills, home, pack.funding, TODAY, threshold, premise.q_before))
        return made[0]

    searched = search_all(premise, choices, pricing, EXACT, own=prices)
    options = [(*m, *r) for m, r in product(choices.mains, choices.rests)]
    results = credited(premise, options, air=premise.air_may_exceed)
    savings = np.array([result.saving for result in results])
    paid = np.array(
        [
            fund(
                Works(
                    planned(premise.complete(option), pricing),
                    saving * premise.q_before,
                    saving >= threshold,
                ),
                home,
                pack.funding,
                TODAY,
            ).own_cash
            for option, saving in zip(options, savings, strict=True)
        ]
    )
    assert made[0](savings.reshape(searched.space.cost.shape)).ravel() == pytest.approx(paid, abs=1)
    best = front(paid, savings)
    assert searched.by_own is not None
    assert list(searched.by_own.savings) == [pytest.approx(savings[k]) for k in best]
    assert list(searched.by_own.own) == [pytest.approx(paid[k], abs=1) for k in best]


def test_more_saving_never_costs_the_family_more(
    catalogue: Catalogue,
    pack: PolicyPack,
    weather,  # noqa: F811
) -> None:
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    choices = choices_for(house, [catalogue.measures[item] for item in SMALL], pricing, EXACT)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    kept: list[OwnCash] = []

    def prices(bills: Bills) -> OwnCash:
        kept.append(own_cash_of(bills, HOMES["poor"], pack.funding, TODAY, 0.3, premise.q_before))
        return kept[0]

    search_all(premise, choices, pricing, replace(EXACT, limit=1), own=prices)
    shape = kept[0].cash_cost.shape
    steps = [kept[0](np.full(shape, saving)) for saving in np.linspace(0.0, 1.0, 21)]
    for less, more in pairwise(steps):
        assert (more <= less).all()
