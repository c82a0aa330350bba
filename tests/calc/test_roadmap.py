"""Steps of works: orders, seasons, moves."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.roadmap import (
    ALL,
    SEASON_HALVES,
    TIME,
    WEATHER,
    Calendar,
    Job,
    Order,
    Stop,
    Task,
    broken,
    first_slot,
    half_number,
    proposed,
    slot_at,
    times,
)
from app.calc.roadmap_moves import moved, shifted
from app.model.roadmap import SEASONS, Slot

WARM = frozenset(range(6, 20))
NOVEMBER = 24 * 2026 + 21
HEATING = frozenset((21, 22, 23, 0, 1, 2, 3, 4))
CALENDAR = Calendar(NOVEMBER, heating=HEATING)


def job(key: str, stage: int = 2, trade: str = "insulation", **more: object) -> Job:
    return Job(key, stage, trade, **more)  # type: ignore[arg-type]


def keys(stops: Sequence[Stop]) -> list[tuple[str, ...]]:
    return [stop.jobs for stop in stops]


WALL, ROOF, WINDOW, DOOR, PUMP = (
    job("wall", halves=WARM, tightens=True),
    job("roof", 3, "roofing", halves=WARM, opens=True),
    job("window", 4, "joinery", tightens=True, opens=True),
    job("door", 4, "joinery", tightens=True, value=-1.0),
    job("pump", 5, "stove"),
)
INLET = job("inlet", 4, "stove", companion=True)
ORDERS = (
    Order("wall_window", "wall", "window"),
    Order("equipment_last", "window", "pump"),
    Order("R10", "inlet", "wall"),
    Order("R10", "inlet", "window"),
)
TASK = Task((PUMP, DOOR, WINDOW, ROOF, WALL, INLET), ORDERS, CALENDAR)


def test_a_trade_comes_once_and_equipment_last() -> None:
    assert keys(proposed(TASK)) == [("wall", "inlet"), ("roof",), ("window", "door"), ("pump",)]


def test_strengthening_comes_first_and_the_wall_is_done_with_it() -> None:
    frame = job("frame", 0, "masonry", joins=frozenset(("insulation",)))
    task = Task((*TASK.jobs, frame), (*ORDERS, Order("s", "frame", "window")), CALENDAR)
    assert keys(proposed(task))[0] == ("frame", "wall", "inlet")


def test_wet_works_wait_for_warm_nights() -> None:
    stops = proposed(TASK)
    assert str(stops[0].slot) == "2027-spring"
    assert times(stops[0], TASK) == ((6, 7, 8, 9), ())


def test_works_that_open_the_house_leave_the_heating_season_alone() -> None:
    task = Task((WINDOW,), (), CALENDAR)
    (stop,) = proposed(task)
    assert str(stop.slot) == "2027-spring"
    assert times(stop, task)[0] == (5, 6, 7, 8, 9)


def test_a_wish_is_kept_where_the_weather_allows_it_and_given_up_where_not() -> None:
    summer = Calendar(NOVEMBER, wish=frozenset(SEASON_HALVES["summer"]), heating=HEATING)
    (stop,) = proposed(Task((WALL,), (), summer))
    assert str(stop.slot) == "2027-summer"
    late = Calendar(NOVEMBER, wish=frozenset((20,)), heating=HEATING)
    task = Task((WALL,), (), late)
    (stop,) = proposed(task)
    assert str(stop.slot) == "2027-spring"
    assert times(stop, task)[1] == ("wish",)


def test_harvest_weeks_are_left_free() -> None:
    calendar = Calendar(24 * 2026 + 10, harvest=frozenset((11,)), heating=HEATING)
    task = Task((WALL,), (), calendar)
    (stop,) = proposed(task)
    assert str(stop.slot) == "2026-summer"
    assert 11 not in times(stop, task)[0]


def test_moving_against_an_order_is_told() -> None:
    stops = proposed(TASK)
    early = moved(stops, "window", 0, TASK)
    assert broken(early, TASK) == ()  # together with the wall is as good as after it
    late = moved(stops, "wall", 3, TASK)
    assert {item.rule for item in broken(late, TASK)} == {"wall_window"}
    pump = moved(stops, "pump", 0, TASK)
    assert {item.rule for item in broken(pump, TASK)} == {"equipment_last"}
    assert {item.rule for item in broken(moved(stops, "inlet", 2, TASK), TASK)} == {"R10"}


def test_a_wet_job_in_a_winter_step_is_told() -> None:
    stops = (Stop(Slot.of(2026, "winter"), ("pump",)), Stop(Slot.of(2027, "spring"), ("wall",)))
    task = Task((WALL, PUMP), (), CALENDAR)
    assert broken(stops, task) == ()
    assert [item.rule for item in broken(moved(stops, "wall", 0, task), task)] == [WEATHER]


def test_a_step_moved_on_takes_the_later_ones_along_and_none_goes_back_in_time() -> None:
    stops = proposed(TASK)
    later = shifted(stops, 0, 1)
    assert {str(stop.slot) for stop in later} == {"2027-summer"}
    assert broken(later, TASK) == ()
    assert TIME in {item.rule for item in broken(shifted(stops, 1, -1), TASK)}
    assert {item.rule for item in broken(shifted(stops, 0, 3), TASK)} == {WEATHER}


def test_an_emptied_step_goes_and_one_past_the_last_comes() -> None:
    stops = proposed(TASK)
    assert len(moved(stops, "roof", 2, TASK)) == 3
    assert keys(moved(stops, "door", 9, TASK))[-1] == ("door",)


def test_an_arrangement_that_is_not_of_this_package_is_refused() -> None:
    stops = proposed(TASK)
    with pytest.raises(ValueError, match="each job once"):
        broken(stops[1:], TASK)


def test_contradicting_orders_are_refused() -> None:
    orders = (Order("a", "wall", "roof"), Order("b", "roof", "wall"))
    with pytest.raises(ValueError, match="contradict"):
        proposed(Task((WALL, ROOF), orders, CALENDAR))


def test_too_many_steps_are_joined() -> None:
    trades = [job(str(n), trade=str(n)) for n in range(9)]
    assert len(proposed(Task(tuple(trades), (), CALENDAR, most=6))) == 6


@given(st.integers(24 * 2020, 24 * 2040))
def test_each_half_month_lies_in_one_season_of_one_year(number: int) -> None:
    slot = slot_at(number)
    assert number in {half_number(slot, half) for half in SEASON_HALVES[slot.season]}
    assert slot.season in SEASONS


HALVES = st.sampled_from((ALL, WARM, frozenset(range(10, 16)), frozenset((0, 1))))


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    count = draw(st.integers(1, 7))
    jobs = tuple(
        Job(
            key=str(n),
            stage=draw(st.integers(0, 5)),
            trade=draw(st.sampled_from("abc")),
            halves=draw(HALVES),
            opens=draw(st.booleans()),
            tightens=draw(st.booleans()),
            joins=draw(st.sampled_from((frozenset(), frozenset("a")))),
        )
        for n in range(count)
    )
    pairs = [(a, b) for a in jobs for b in jobs if a.stage < b.stage]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else []
    orders = tuple(Order("rule", a.key, b.key) for a, b in chosen)
    wish = draw(st.sampled_from((ALL, frozenset(SEASON_HALVES["summer"]))))
    start = 24 * 2026 + draw(st.integers(0, 23))
    return Task(jobs, orders, Calendar(start, wish, frozenset((11, 17, 18)), HEATING), 8)


@given(tasks())
def test_no_proposal_breaks_a_rule(task: Task) -> None:
    stops = proposed(task)
    assert sorted(key for stop in stops for key in stop.jobs) == sorted(j.key for j in task.jobs)
    assert broken(stops, task) == ()
    assert all(times(stop, task)[0] for stop in stops)


@given(tasks(), st.integers(0, 6), st.integers(0, 8))
def test_a_move_either_keeps_all_rules_or_says_which_it_breaks(
    task: Task, number: int, to: int
) -> None:
    stops = proposed(task)
    chosen = task.jobs[number % len(task.jobs)]
    new = moved(stops, chosen.key, to, task)
    place = {key: k for k, stop in enumerate(new) for key in stop.jobs}
    assert set(place) == {job.key for job in task.jobs}
    told = {item.rule for item in broken(new, task)}
    if all(place[order.first] <= place[order.later] for order in task.orders):
        assert "rule" not in told
    else:
        assert "rule" in told


@given(tasks())
def test_the_first_season_that_is_found_can_be_used(task: Task) -> None:
    slot = first_slot([task.jobs[0]], slot_at(task.calendar.start), task.calendar)
    assert times(Stop(slot, (task.jobs[0].key,)), task)[0]
