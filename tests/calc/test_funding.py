"""Who pays: three households worked by hand to the yuan, and laws that hold for every house."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.calc.funding import Entered, Household, Works, fund, labour, split
from app.i18n import Text
from app.model.assessment import CostLine, PlannedMeasure, Range
from app.model.catalogue import FundingRules, GrantRule, Sourced
from app.model.funding import CostSplit, Grant

TODAY = "2026-11-26"
NAME = Text("甲", "a")


def number(value: float) -> Sourced[float]:
    return Sourced(float(value), "C", "pack_setting")


CITY = GrantRule(
    "city", NAME, "city", "house", number(6000), "2026-01-01", cap_share=number(0.5),
    not_with=("unsafe",),
)  # fmt: skip
WALLS = GrantRule(
    "walls", NAME, "district", "area", number(20), "2026-01-01", parts=("wall",),
    cap=number(2000), stacks=True,
)  # fmt: skip
SAVING = GrantRule(
    "saving", NAME, "district", "saved_energy", number(0.1), "2026-01-01", cap=number(1000),
    stacks=True,
)  # fmt: skip
LOW = GrantRule(
    "low", NAME, "district", "cost_share", number(0.1), "2026-01-01", cap=number(3000),
    stacks=True, targets=("low",),
)  # fmt: skip
SEISMIC = GrantRule(
    "seismic", NAME, "seismic", "house", number(3000), "2026-01-01", cap_share=number(0.2),
    with_strengthening=True, stacks=True,
)  # fmt: skip
RULES = FundingRules(
    share_max=number(0.8),
    repeat_years=number(10),
    mutual_days_max=number(10),
    horizon=number(30),
    other_share_valley=number(0.6),
    grants=(CITY, WALLS, SAVING, LOW, SEISMIC),
)


def measure(
    part: str, cost: float, unskilled: float, area: float = 0.0, extra: float = 0.0
) -> PlannedMeasure:
    """A measure of one line with 45 % labour, and a side cost without unskilled work."""
    lines = [CostLine(part, NAME, area, "m²", _all(cost), "C", max(0.45, unskilled), unskilled)]
    if extra:
        lines.append(CostLine("X", NAME, 1.0, "", _all(extra), "C", 0.8, 0.0))
    return PlannedMeasure(
        part, NAME, part, NAME, area, "m²", None, None, _all(cost + extra), tuple(lines)
    )


def _all(cost: float) -> Range:
    return Range(cost, cost, cost)


def test_the_example_of_the_plan_paper() -> None:
    """13,100 yuan: 6,000 from the city, 10 days at 160 yuan, 5,500 in cash."""
    works = Works(
        (
            measure("ceiling", 3900, 0.35, 60),
            measure("wall", 5200, 0.10),
            measure("window", 3600, 0.03, 7.5),
            measure("air", 400, 0.5),
        ),
        0.0,
        passes=True,
    )
    home = Household(own_days=10, day_rate=160, ceiling=6000)
    found = fund(works, home, RULES, TODAY)
    # unskilled: 1365 + 520 + 108 + 200 = 2193 yuan, which is 13.5 half days at 160
    assert found.cost.unskilled == 2193
    assert found.cost.total == 13100
    assert (found.labour.days_there, found.labour.own_days) == (13.5, 10.0)
    assert found.labour.value == 1600
    assert found.cash_cost == 11500
    assert [(grant.rule, grant.amount) for grant in found.grants] == [("city", 6000)]
    assert (found.own_cash, found.difference) == (5500, 0)
    assert found.before_subsidy == 11500
    assert found.over_ceiling == 0


def test_a_low_income_family_with_mutual_help() -> None:
    works = Works(
        (measure("wall", 11200, 0.10, 80, extra=1500), measure("ceiling", 3000, 0.35, 60)),
        6200.0,
        passes=True,
    )
    home = Household(category="low", own_days=5, mutual_help=True, ceiling=2000, day_rate=180)
    found = fund(works, home, RULES, TODAY)
    # unskilled 1120 + 1050 = 2170 yuan: 12 days; 5 of the family's own, 7 of its neighbours
    assert (found.labour.days_there, found.labour.own_days, found.labour.mutual_days) == (12, 5, 7)
    assert (found.labour.own_value, found.labour.mutual_value) == (900, 1260)
    # 20 x 80 m², 0.1 x 6200 kWh, a tenth of 15,700
    assert {grant.rule: grant.amount for grant in found.grants} == {
        "city": 6000, "walls": 1600, "saving": 620, "low": 1570,
    }  # fmt: skip
    assert found.subsidy == 9790
    assert found.own_cash == 15700 - 2160 - 9790 == 3750
    assert found.before_subsidy == 15700 - 2160
    assert found.over_ceiling == 1750
    assert found.difference == 0


def test_a_strengthened_house_whose_roof_was_done_before() -> None:
    works = Works((measure("wall", 9000, 0.0, 60), measure("roof", 12000, 0.0, 110)), 5000.0,
                  passes=True)  # fmt: skip
    home = Household(other_grants=("unsafe",), upgraded=("roof",), upgraded_year=2020)
    found = fund(works, home, RULES, TODAY)
    # the roof counts no more: a fifth of 9,000 limits the 3,000 of the seismic rule
    assert {grant.rule: grant.amount for grant in found.grants} == {
        "walls": 1200, "saving": 500, "seismic": 1800,
    }  # fmt: skip
    assert next(g.cap for g in found.grants if g.rule == "seismic") == "share"
    assert [item.rule for item in found.refused] == ["city", "low"]
    assert found.own_cash == 21000 - 3500
    later = fund(works, replace(home, upgraded_year=2016), RULES, TODAY)
    assert next(g.amount for g in later.grants if g.rule == "seismic") == 3000


def test_what_does_not_pass_or_is_out_of_date_is_not_paid() -> None:
    works = Works((measure("wall", 9000, 0.1, 60),), 5000.0, passes=False)
    assert fund(works, Household(), RULES, TODAY).grants == ()
    passing = replace(works, passes=True)
    assert fund(passing, Household(), RULES, "2025-12-31").grants == ()
    over = msgspec.structs.replace(
        RULES, grants=(msgspec.structs.replace(WALLS, valid_to="2026-06-30"),)
    )
    assert fund(passing, Household(), over, TODAY).grants == ()
    assert fund(passing, Household(), over, "2026-06-30").subsidy == 1200


def test_two_rules_for_one_part_do_not_both_pay_and_the_better_one_does() -> None:
    small = GrantRule("small", NAME, "town", "area", number(10), "2026-01-01", parts=("wall",))
    large = GrantRule("large", NAME, "city", "house", number(4000), "2026-01-01")
    roof = GrantRule("roof", NAME, "town", "area", number(50), "2026-01-01", parts=("roof",))
    works = Works((measure("wall", 9000, 0.0, 60), measure("roof", 12000, 0.0, 110)), 0.0,
                  passes=True)  # fmt: skip

    def paid(*grants: GrantRule) -> list[str]:
        rules = msgspec.structs.replace(RULES, grants=grants)
        return [grant.rule for grant in fund(works, Household(), rules, TODAY).grants]

    assert paid(small, large) == ["large"]
    assert paid(small, large, roof) == ["small", "roof"]  # 600 + 5500 against 4000


def test_what_was_laid_down_stands_and_may_not_balance() -> None:
    works = Works((measure("wall", 10000, 0.10, 60),), 0.0, passes=True)
    given = Grant("", NAME, "city", 3000, later=False)
    entered = Entered(
        own_days=2, mutual_days=1, grants=(given,), own_cash=6000, donation=200, loan=100
    )
    found = fund(works, Household(day_rate=180), RULES, TODAY, entered)
    # 10000 - 540 labour - 3000 - 6000 - 200 - 100
    assert found.difference == 160
    assert found.later == 0
    assert found.before_subsidy == 6000


def test_old_lines_without_shares_have_no_work_to_give() -> None:
    line = CostLine("a", NAME, 1.0, "", Range(1.0, 900.0, 2.0), "C")
    assert split([line]) == CostSplit(900, 0, 0)


# laws

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine may take long over the first package it draws."""

COST = st.integers(0, 60_000).map(float)
SHARE = st.floats(0.0, 0.7)
MEASURES = st.lists(
    st.builds(
        measure,
        st.sampled_from(("wall", "roof", "ceiling", "window", "strengthening")),
        COST,
        SHARE,
        st.floats(0.0, 300.0),
        st.integers(0, 5000).map(float),
    ),
    min_size=1,
    max_size=5,
).map(tuple)
WORKS = st.builds(Works, MEASURES, st.floats(-500.0, 20_000.0), st.booleans())
HOMES = st.builds(
    Household,
    category=st.sampled_from(("gen", "low", "")),
    other_grants=st.sampled_from(((), ("unsafe",), ("seismic",))),
    upgraded=st.sampled_from(((), ("wall",), ("roof", "opening"))),
    upgraded_year=st.sampled_from((None, 2010, 2020)),
    own_days=st.floats(0, 300),
    mutual_help=st.booleans(),
    ceiling=st.sampled_from((None, 0, 8000)),
    day_rate=st.integers(0, 500).map(float),
)


def rule(number_of: int) -> st.SearchStrategy[GrantRule]:
    part = st.sampled_from(((), ("wall",), ("roof", "ceiling")))
    cap = st.one_of(st.none(), st.integers(0, 9000).map(number))
    share = st.one_of(st.none(), st.floats(0, 1).map(number))
    return st.builds(
        GrantRule,
        id=st.just(f"r{number_of}"),
        name=st.just(NAME),
        source=st.just("city"),
        basis=st.sampled_from(("house", "area", "saved_energy", "cost_share")),
        amount=st.floats(0, 1).map(number),
        valid_from=st.just("2026-01-01"),
        valid_to=st.none(),
        parts=part,
        cap=cap,
        cap_share=share,
        stacks=st.booleans(),
    )


PACKS = st.tuples(rule(1), rule(2), rule(3), st.floats(0, 1)).map(
    lambda x: msgspec.structs.replace(RULES, grants=x[:3], share_max=number(x[3]))
)


@LAW
@given(works=WORKS, home=HOMES, rules=PACKS)
def test_a_proposal_always_balances_in_whole_yuan(
    works: Works, home: Household, rules: FundingRules
) -> None:
    found = fund(works, home, rules, TODAY)
    assert found.difference == 0
    assert found.cost.total == sum(line.cost.typical for m in works.measures for line in m.lines)
    amounts = [found.own_cash, found.subsidy, found.labour.value, *(g.amount for g in found.grants)]
    assert all(isinstance(amount, int) and amount >= 0 for amount in amounts)
    assert found.subsidy <= rules.share_max.value * found.cost.total + 1e-6


@LAW
@given(works=WORKS, home=HOMES, rules=PACKS, which=st.integers(0, 2), more=st.floats(1.0, 5000.0))
def test_more_subsidy_never_raises_own_cash(
    works: Works, home: Household, rules: FundingRules, which: int, more: float
) -> None:
    grants = list(rules.grants)
    amount = number(grants[which].amount.value * more + 1.0)
    grants[which] = msgspec.structs.replace(grants[which], amount=amount)
    raised = msgspec.structs.replace(rules, grants=tuple(grants))
    before, after = fund(works, home, rules, TODAY), fund(works, home, raised, TODAY)
    assert after.own_cash <= before.own_cash


@LAW
@given(works=WORKS, home=HOMES, rules=PACKS)
def test_labour_is_deducted_once_and_never_more_than_the_unskilled_work(
    works: Works, home: Household, rules: FundingRules
) -> None:
    found = fund(works, home, rules, TODAY)
    idle = replace(home, own_days=0.0, mutual_help=False)
    without = fund(works, idle, rules, TODAY)
    given_days = found.labour.own_days + found.labour.mutual_days
    assert given_days <= found.labour.days_there
    assert found.labour.value <= found.cost.unskilled
    assert found.labour.value <= given_days * home.day_rate
    assert without.labour.value == 0
    assert without.cash_cost - found.cash_cost == found.labour.value
    assert found.cost == without.cost


@LAW
@given(works=WORKS, home=HOMES, rules=PACKS)
def test_no_subsidy_passes_its_caps(works: Works, home: Household, rules: FundingRules) -> None:
    by_id = {item.id: item for item in rules.grants}
    cost = sum(m.cost.typical for m in works.measures)
    for grant in fund(works, home, rules, TODAY).grants:
        held = by_id[grant.rule]
        if held.cap is not None:
            assert grant.amount <= held.cap.value + 1e-6
        if held.cap_share is not None:
            assert grant.amount <= held.cap_share.value * cost + 1e-6


@LAW
@given(days=st.floats(0, 50), mutual=st.floats(0, 50), unskilled=st.integers(0, 20_000))
def test_half_days_count(days: float, mutual: float, unskilled: int) -> None:
    cost = CostSplit(1000, 1000, unskilled)
    found = labour(cost, Household(own_days=days, day_rate=170), 10, Entered(mutual_days=mutual))
    assert found.own_days * 2 == int(found.own_days * 2)
    assert found.mutual_days * 2 == int(found.mutual_days * 2)
    assert found.own_days <= days + 1e-6
    assert found.mutual_days <= mutual + 1e-6


def test_cost_that_is_no_work_cannot_be_given() -> None:
    found = labour(CostSplit(5000, 3000, 0), Household(own_days=9), 10)
    assert (found.days_there, found.value) == (0.0, 0)
    assert labour(CostSplit(0, 0, 100), Household(own_days=9, day_rate=0), 10).value == 0


@pytest.mark.parametrize("passes", [True, False])
def test_a_package_without_cost_is_paid_by_nobody(passes: bool) -> None:
    found = fund(Works((measure("air", 0.0, 0.5),), 100.0, passes), Household(), RULES, TODAY)
    assert (found.own_cash, found.subsidy, found.difference) == (0, 0, 0)
