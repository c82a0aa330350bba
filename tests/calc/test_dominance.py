"""What is dropped beforehand is on no front: neither of total cost nor of own cash."""

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.calc.choices import choices_for
from app.calc.combined_bills import Bills
from app.calc.cost import Pricing
from app.calc.dominance import Stakes, undominated
from app.calc.funding import Household
from app.calc.own_cash import OwnCash, own_cash_of, stakes_of
from app.calc.pareto import front
from app.calc.planner import premise_of, search_all
from app.model.catalogue import Catalogue, Measure, PolicyPack
from tests.brick_house import brick_house
from tests.calc.test_planner import EXACT, weather  # noqa: F401
from tests.fake_engine import fake_needs

TODAY = "2026-11-26"
HOME = Household(category="gen", own_days=60, mutual_help=True, day_rate=150)
HALF_DAY = 0.5 * HOME.day_rate + 2.0
"""Days are counted in halves, subsidies in whole yuan."""
RULES = replace(EXACT, both_ends=True)


def _variant(measure: Measure, name: str, price: float, unskilled: float) -> Measure:
    """Return the same works of another price, with another part of unskilled work."""

    def sourced(number: object, value: float) -> object:
        return msgspec.structs.replace(number, value=value)

    cost = measure.cost
    factor = price / cost.typical
    return msgspec.structs.replace(
        measure,
        id=name,
        excludes=(),
        cost=msgspec.structs.replace(
            cost, low=cost.low * factor, typical=price, high=cost.high * factor
        ),
        unskilled_share=sourced(measure.unskilled_share, unskilled),
    )


def _with(catalogue: Catalogue, *more: Measure) -> Catalogue:
    return replace(catalogue, measures={**catalogue.measures, **{m.id: m for m in more}})


def _fronts(
    catalogue: Catalogue,
    pack: PolicyPack,
    weather,  # noqa: F811
    names: list[str],
    stakes: Stakes | None,
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return both fronts as (cost, saving); ``stakes`` None: nothing is dropped."""
    house = brick_house(catalogue, pack)
    pricing = Pricing(house, catalogue)
    premise = premise_of(house, catalogue, pack, weather, fake_needs)
    rules = RULES if stakes is not None else EXACT
    measures = [catalogue.measures[name] for name in names]
    choices = choices_for(house, measures, pricing, rules, stakes or Stakes(True, 1.0))
    made: list[OwnCash] = []

    def prices(bills: Bills) -> OwnCash:
        made.append(own_cash_of(bills, HOME, pack.funding, TODAY, 0.3, premise.q_before))
        return made[0]

    found = search_all(premise, choices, pricing, rules, own=prices)
    if stakes is not None:
        assert found.by_own is not None
        return (
            list(zip(found.best.costs, found.best.savings, strict=True)),
            list(zip(found.by_own.own, found.by_own.savings, strict=True)),
        )
    saving = np.full(found.space.cost.shape, np.nan)
    for m, main in enumerate(choices.mains):
        states = [premise.after((*main, *rest)) for rest in choices.rests]
        needs = fake_needs([premise.model(state) for state in states])
        saving[m] = 1 - np.array(needs) / premise.q_before
    saving[0, 0] = 0.0
    fronts = []
    for cost in (found.space.cost, made[0](saving)):
        best = front(cost.ravel(), saving.ravel())
        fronts.append([(float(cost.ravel()[k]), float(saving.ravel()[k])) for k in best])
    return fronts[0], fronts[1]


def _same(
    found: list[tuple[float, float]], brute: list[tuple[float, float]], rounding: float = 1.0
) -> None:
    """Compare fronts; a point may stand beside its place by what rounding moves it."""
    for cost, saving in brute:
        assert any(c <= cost + rounding and s >= saving - 1e-9 for c, s in found), (cost, saving)


def test_both_fronts_equal_those_of_everything(
    catalogue: Catalogue,
    pack: PolicyPack,
    weather,  # noqa: F811
) -> None:
    of = catalogue.measures

    @given(
        wall=st.tuples(st.integers(100, 200), st.sampled_from((0.0, 0.1, 0.3, 0.6))),
        roof=st.tuples(st.integers(20, 90), st.sampled_from((0.0, 0.1, 0.35, 0.6))),
        strip=st.tuples(st.integers(3, 12), st.sampled_from((0.0, 0.5, 0.9))),
    )
    @example(wall=(156, 0.1), roof=(81, 0.35), strip=(10, 0.9))  # strips do harm there
    @settings(max_examples=10, deadline=None)
    def equal(wall: tuple[int, float], roof: tuple[int, float], strip: tuple[int, float]) -> None:
        varied = _with(
            catalogue,
            _variant(of["W_EPS80"], "W_2", *wall),
            _variant(of["C_GW100"], "C_2", *roof),
            _variant(of["WIN_SEAL"], "SEAL_2", *strip),
        )
        names = ["W_EPS80", "W_2", "C_GW100", "C_2", "WIN_SEAL", "SEAL_2", "F_PERIM"]
        brute = _fronts(varied, pack, weather, names, None)
        found = _fronts(varied, pack, weather, names, stakes_of(HOME, pack.funding))
        _same(found[0], brute[0])
        _same(found[1], brute[1], rounding=HALF_DAY)

    equal()


def test_judged_by_total_cost_alone_the_cheapest_for_the_family_is_lost(
    catalogue: Catalogue,
    pack: PolicyPack,
    weather,  # noqa: F811
) -> None:
    """Dearer in total, but nearly all of the difference is work that the family does itself."""
    varied = _with(catalogue, _variant(catalogue.measures["W_EPS80"], "W_2", 150, 0.6))
    names = ["W_EPS80", "W_2", "F_PERIM"]
    brute = _fronts(varied, pack, weather, names, None)
    by_both = _fronts(varied, pack, weather, names, stakes_of(HOME, pack.funding))
    by_total = _fronts(varied, pack, weather, names, Stakes())
    _same(by_both[1], brute[1], rounding=HALF_DAY)
    _same(by_total[0], brute[0])
    with pytest.raises(AssertionError):
        _same(by_total[1], brute[1], rounding=HALF_DAY)


def test_cheaper_on_every_side_is_not_cheaper_on_one(
    catalogue: Catalogue, pack: PolicyPack
) -> None:
    """A fixed cost weighs more on a small wall: both variants are kept."""
    house = brick_house(catalogue, pack)
    cheap = _variant(catalogue.measures["W_EPS80"], "W_2", 139.0, 0.1)
    crew = msgspec.structs.replace(cheap, trade="another", extra_lines=("X_MOBIL",))
    plain = msgspec.structs.replace(catalogue.measures["W_EPS80"], extra_lines=())
    varied = _with(catalogue, crew, plain)
    kept = undominated(house, [plain, crew], Pricing(house, varied), Stakes())
    assert plain in kept


def test_no_labour_and_no_subsidies_leave_only_the_total(pack: PolicyPack) -> None:
    assert not stakes_of(Household(own_days=0), pack.funding).labour
    stakes = stakes_of(HOME, pack.funding)
    assert stakes.labour
    assert stakes.share == pytest.approx(0.8)
    assert stakes.parts == {"wall", "strengthening"}
