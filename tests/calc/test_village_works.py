"""Teams and trades over the works of a village: three houses added up by hand, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.village_works import need_by_month, teams_of, trades_of
from app.model.village_works import HouseWorks
from tests.calc.works_sample import (
    APRIL,
    DEBTOR,
    HELPER,
    LATE_APRIL,
    MAY,
    A,
    B,
    C,
    step,
)


def test_three_houses_by_hand() -> None:
    (team,) = teams_of((A, B, C), (), help_limit=6.0)
    april, may = team.months
    assert (april.month, may.month) == (APRIL, MAY)
    assert (april.need, april.own, april.asked, april.hired) == (14.0, 4.0, 6.0, 4.0)
    assert (may.need, may.own, may.asked, may.hired) == (15.0, 9.0, 0.0, 6.0)
    # A is at work 3 of 30 days, B 15 of 30; in May A is free and B at work 15 of 31 days
    assert april.offered == pytest.approx(6 * (27 / 30 + 15 / 30))
    assert may.offered == pytest.approx(6 * (1 + 16 / 31))
    assert april.balance == pytest.approx(2.4)
    assert (team.houses, team.helpers, team.need) == (3, 2, 29.0)
    assert team.tightest is april


def test_a_family_without_works_helps_the_whole_month() -> None:
    (team,) = teams_of((A, B, C), (HELPER,), help_limit=6.0)
    assert team.months[0].offered == pytest.approx(8.4 + 6.0)
    assert team.helpers == 3


def test_who_owes_by_the_ledger_gives_back_once_where_days_are_lacking() -> None:
    (short,) = teams_of((A, B, C), (), help_limit=2.0)
    assert short.months[0].balance == pytest.approx(2 * 1.4 - 6.0)
    (team,) = teams_of((A, B, C), (DEBTOR,), help_limit=2.0)
    assert team.months[0].returned == 3.0
    assert team.months[0].balance == pytest.approx(2.8 + 3.0 - 6.0)
    assert team.months[1].returned == 0.0


def test_teams_do_not_help_one_another_and_the_nameless_come_last() -> None:
    other = HouseWorks("f", "0009", "", "cheapest", A.steps, own=0.0, helps=True, asks=9.0)
    first, last = teams_of((other, A), (HELPER,), help_limit=6.0)
    assert (first.name, last.name) == ("一组", "")
    assert last.months[0].offered == pytest.approx(6 * 0.9)


def test_a_trade_has_its_peak_month_and_names_who_comes_beyond_the_limit() -> None:
    masonry, roofing = trades_of((A, B, C), limit=30.0)
    assert (masonry.trade, masonry.peak.month, masonry.peak.days) == ("masonry", APRIL, 35.0)
    assert [(m.month, m.days, m.codes, m.over) for m in masonry.months] == [
        (APRIL, 35.0, ("0001", "0002"), ("0002",)),
        (MAY, 15.0, ("0002",), ()),
    ]
    assert [(m.month, m.days, m.over) for m in roofing.months] == [(MAY, 6.0, ())]
    assert trades_of((A, B, C), limit=35.0)[0].peak.over == ()


def test_without_houses_there_is_nothing() -> None:
    assert teams_of((), (HELPER,), 6.0) == () and trades_of((), 60.0) == ()


DAYS = st.floats(0.5, 40.0)
STEPS = st.builds(
    lambda first, spans, unskilled, skilled: step(
        tuple((LATE_APRIL + first + k, days) for k, days in enumerate(spans)), unskilled, skilled
    ),
    st.integers(0, 30),
    st.lists(DAYS, min_size=1, max_size=4),
    st.floats(0.0, 60.0),
    st.dictionaries(st.sampled_from(("masonry", "roofing", "stove")), DAYS, max_size=3),
)
HOUSES = st.lists(
    st.builds(
        HouseWorks,
        dwelling_id=st.uuids().map(str),
        code=st.uuids().map(str),
        team=st.sampled_from(("一组", "二组", "")),
        package=st.just("cheapest"),
        steps=st.lists(STEPS, min_size=1, max_size=4).map(tuple),
        own=st.floats(0.0, 40.0),
        helps=st.booleans(),
        asks=st.floats(0.0, 20.0),
        owes=st.floats(0.0, 10.0),
    ),
    max_size=8,
)


@given(HOUSES, st.floats(0.0, 20.0))
def test_days_needed_are_those_of_the_steps_and_each_is_done_by_somebody(
    houses: list[HouseWorks], limit: float
) -> None:
    teams = teams_of(houses, (), limit)
    steps = [item for house in houses for item in house.steps]
    assert sum(team.need for team in teams) == pytest.approx(sum(s.unskilled for s in steps))
    assert sum(need_by_month(steps).values()) == pytest.approx(sum(s.unskilled for s in steps))
    months = [month for team in teams for month in team.months]
    for month in months:
        assert month.need == pytest.approx(month.own + month.asked + month.hired)
        assert min(month.own, month.asked, month.hired, month.offered) >= -1e-9
        assert month.returned <= max(month.asked, 0.0) + 1e-9
    assert sum(month.own for month in months) <= sum(house.own for house in houses) + 1e-6
    assert sum(month.asked for month in months) <= sum(house.asks for house in houses) + 1e-6
    owed = sum(house.owes for house in houses if not house.helps)
    assert sum(month.returned for month in months) <= owed + 1e-6


@given(HOUSES, st.floats(1.0, 100.0))
def test_skilled_days_are_those_of_the_steps_and_beyond_the_limit_means_above_it(
    houses: list[HouseWorks], limit: float
) -> None:
    loads = trades_of(houses, limit)
    asked = sum(sum(s.skilled.values()) for house in houses for s in house.steps)
    assert sum(m.days for load in loads for m in load.months) == pytest.approx(asked)
    for load in loads:
        assert load.peak.days == max(month.days for month in load.months)
        for month in load.months:
            assert bool(month.over) == (month.days > limit + 1e-9)
            assert set(month.over) <= set(month.codes)
