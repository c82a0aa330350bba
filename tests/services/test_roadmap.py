"""The steps of a real package: state and money after each, moves, what is kept."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from app.errors import NotFoundError, RefusedError
from app.model.assessment import Plan
from app.model.roadmap import Move, Shift
from app.model.search import SearchRules
from app.model.survey import VillageValues, with_value
from app.model.value import known
from app.services.assess import Context, assess, load_context
from app.services.plan import plan
from app.services.roadmap import Road, arrangement_of, road_of, roadmap_of
from app.services.roadmap_rules import calendar_of, halves_of, warm_halves
from tests.services.surveys import farmhouse

KEPT = (
    *("W_EPS80", "C_NEW_GW100", "WIN_PVC12", "DOOR_INS", "WIN_SEAL", "F_PERIM"),
    *("AIR_VENT", "INLET", "DRAFT_TEST", "CO_ALARM"),
)
OWN = ("W_EPS80@N+E", "C_NEW_GW100", "WIN_PVC12@N", "DOOR_INS", "F_PERIM")
VILLAGE = VillageValues()
TODAY = date(2026, 11, 26)
SURVEY = with_value(farmhouse(), "N07", known("summer"))


@pytest.fixture(scope="module")
def context() -> Context:
    whole = load_context()
    few = {key: whole.catalogue.measures[key] for key in KEPT}
    return replace(whole, catalogue=replace(whole.catalogue, measures=few))


@pytest.fixture(scope="module")
def made(context: Context) -> Plan:
    rules = SearchRules(gables_together=True, tolerance=0.2, limit=50)
    found = assess(SURVEY, VILLAGE, context, quick=True)
    return plan(SURVEY, VILLAGE, context, found, own=OWN, rules=rules, samples=8)


@pytest.fixture(scope="module")
def road(context: Context, made: Plan) -> Road:
    return road_of(SURVEY, VILLAGE, context, made, "own", TODAY)


@pytest.fixture(scope="module")
def roadmap(road: Road) -> Any:
    return roadmap_of(road)


def test_the_last_step_is_the_package(road: Road, roadmap: Any) -> None:
    last = roadmap.steps[-1]
    package = road.package
    assert last.state.saving == pytest.approx(package.saving_demand.typical, abs=1e-9)
    assert last.state.q_h_nd == pytest.approx(package.standard.q_h_nd, rel=1e-9)
    assert last.state.label == package.label
    assert last.cost_so_far.typical == package.cost.typical
    assert package.money is not None
    assert last.own_cash_so_far == package.money.funding.own_cash
    assert all(step.own_cash_so_far <= step.cost_so_far.typical for step in roadmap.steps)
    measures = sorted(measure.key for step in roadmap.steps for measure in step.measures)
    assert measures == sorted(str(key) for key in _keys(road))


def _keys(road: Road) -> list[str]:
    return [job.key for job in road.task.jobs]


def test_today_is_the_house_as_assessed(road: Road, roadmap: Any, context: Context) -> None:
    found = assess(SURVEY, VILLAGE, context, quick=True)
    assert roadmap.today.q_h_nd == pytest.approx(found.standard.q_h_nd, rel=1e-9)
    assert roadmap.today.label == found.label
    assert roadmap.today.theta_without == pytest.approx(found.standard.theta_without or 0, abs=1e-9)


def test_each_step_of_insulation_saves_more_costs_more_and_is_warmer(roadmap: Any) -> None:
    states = [roadmap.today, *(step.state for step in roadmap.steps)]
    for before, after in pairwise(states):
        assert after.q_h_nd <= before.q_h_nd
        assert after.label.level <= before.label.level
    assert states[-1].theta_without > states[0].theta_without + 2.0
    costs = [step.cost_so_far.typical for step in roadmap.steps]
    assert costs == sorted(costs)


def test_a_trade_comes_once_in_the_wished_season_and_safety_with_what_tightens(
    roadmap: Any,
) -> None:
    assert {step.season for step in roadmap.steps} == {"summer"}
    for step in roadmap.steps:
        trades = {m.trade for m in step.measures if m.trade != "stove"}
        assert len(trades) == 1
    first = next(s for s in roadmap.steps if any(m.trade != "earthworks" for m in s.measures))
    assert {"INLET", "DRAFT_TEST", "CO_ALARM"} & set(_keys_of(first)) or not any(
        "INLET" in _keys_of(step) for step in roadmap.steps
    )


def _keys_of(step: Any) -> list[str]:
    return [measure.key for measure in step.measures]


def _place(roadmap: Any, key: str) -> int:
    return next(step.number for step in roadmap.steps if key in _keys_of(step))


def test_windows_before_the_wall_of_their_side_are_refused_with_the_sentence(
    road: Road, roadmap: Any
) -> None:
    wall, window = _place(roadmap, "W_EPS80@N+E"), _place(roadmap, "WIN_PVC12@N")
    assert wall < window
    with pytest.raises(RefusedError, match="外墙和门窗"):
        roadmap_of(road, change=Move("W_EPS80@N+E", len(roadmap.steps) + 1))
    together = roadmap_of(road, change=Move("WIN_PVC12@N", wall))
    assert _place(together, "WIN_PVC12@N") == _place(together, "W_EPS80@N+E")


def test_render_is_refused_in_winter_and_a_step_may_go_to_autumn(road: Road, roadmap: Any) -> None:
    number = _place(roadmap, "W_EPS80@N+E")
    with pytest.raises(RefusedError, match="5℃"):
        roadmap_of(road, change=Shift(number, 2))
    autumn = roadmap_of(road, change=Shift(number, 1))
    assert autumn.steps[number - 1].season == "autumn"
    assert "wish" in autumn.steps[number - 1].relaxed
    with pytest.raises(RefusedError, match="过去"):
        roadmap_of(road, change=Shift(1, -4))


def test_a_trade_that_comes_twice_costs_its_mobilisation_again(road: Road, roadmap: Any) -> None:
    split = roadmap_of(road, change=Move("DOOR_INS", len(roadmap.steps) + 1))
    extra = sum(step.extra for step in split.steps)
    assert extra > 0
    assert split.steps[-1].again and not any(step.again for step in roadmap.steps)
    assert split.steps[-1].cost_so_far.typical == roadmap.steps[-1].cost_so_far.typical + extra
    assert split.steps[-1].state.saving == pytest.approx(roadmap.steps[-1].state.saving, abs=1e-9)


def test_an_arrangement_is_read_back_and_one_of_another_package_is_not(
    road: Road, roadmap: Any
) -> None:
    changed = roadmap_of(road, change=Move("DOOR_INS", len(roadmap.steps) + 1))
    lines = arrangement_of(changed)
    again = roadmap_of(road, lines)
    assert again.own and not roadmap.own
    assert [_keys_of(s) for s in again.steps] == [_keys_of(s) for s in changed.steps]
    for wrong in (["package|deep", *lines[1:]], lines[:-1], ["package|own", "2027|x"], "x", []):
        assert not roadmap_of(road, wrong).own


def test_what_is_not_there_is_told(road: Road, context: Context, made: Plan) -> None:
    with pytest.raises(NotFoundError, match="W_XPS50"):
        roadmap_of(road, change=Move("W_XPS50", 1))
    with pytest.raises(NotFoundError, match="9"):
        roadmap_of(road, change=Shift(9, 1))
    without = replace(made, packages=())
    with pytest.raises(NotFoundError, match="own"):
        road_of(SURVEY, VILLAGE, context, without, "own")


def test_half_months_of_tianjin(context: Context) -> None:
    warm = warm_halves(context.weather, 5.0)
    assert {8, 9, 10, 18} <= warm and not warm & {0, 1, 2, 3, 22, 23}
    assert halves_of((((6, 15), (6, 25)), ((9, 20), (10, 10)))) == {11, 17, 18}
    assert halves_of((((11, 15), (3, 15)),)) == {21, 22, 23, 0, 1, 2, 3, 4}


def test_the_wish_window_lies_around_the_autumn_harvest(context: Context) -> None:
    pack = context.pack
    assert max(calendar_of("before", pack, 2027, 0).wish) == 16
    assert calendar_of("after", pack, 2027, 0).wish == {19, 20}
    assert len(calendar_of("", pack, 2027, 0).wish) == 24
