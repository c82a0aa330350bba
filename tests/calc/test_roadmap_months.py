"""When steps begin: months laid down by hand, days on the calendar, the next month that fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc.roadmap import (
    ALL,
    TIME,
    WEATHER,
    Calendar,
    Job,
    Order,
    Stop,
    Task,
    broken,
    half_number,
    proposed,
    times,
)
from app.calc.roadmap_months import begun, half_days, laid, next_month
from app.calc.roadmap_moves import shifted
from app.model.roadmap import Slot

WARM = frozenset(range(6, 20))
CALENDAR = Calendar(24 * 2026 + 21, heating=frozenset((21, 22, 23, 0, 1, 2, 3, 4)))
WALL = Job("wall", 2, "insulation", halves=WARM)
WINDOW = Job("window", 4, "joinery", opens=True)
TASK = Task((WALL, WINDOW), (Order("wall_window", "wall", "window"),), CALENDAR)
APRIL = 12 * 2027 + 3
STOPS = proposed(TASK)


def test_half_months_fill_a_year() -> None:
    assert sum(half_days(half) for half in range(24)) == 365
    assert (half_days(2), half_days(3), half_days(9)) == (15, 13, 16)


def test_steps_lie_behind_one_another_as_early_as_may_be() -> None:
    wall, window = laid(STOPS, TASK, (4.5, 1.0))
    assert wall.spans == ((2 * APRIL, 4.5),) and not wall.overruns
    assert window.spans == ((2 * APRIL, 1.0),)  # behind the wall, though it could be earlier
    assert wall.window == tuple(range(2 * APRIL, 2 * APRIL + 4))
    full, after = laid(STOPS, TASK, (15.0, 1.0))
    assert full.spans == ((2 * APRIL, 15.0),)
    assert after.spans == ((2 * APRIL + 1, 1.0),)


def test_a_long_step_goes_on_in_the_next_half_month_and_leaves_the_harvest_out() -> None:
    busy = Calendar(CALENDAR.start, harvest=frozenset((7,)), heating=CALENDAR.heating)
    task = Task((WALL,), (), busy)
    (wall,) = laid(proposed(task), task, (20.0,))
    assert wall.spans == ((2 * APRIL, 15.0), (2 * APRIL + 2, 5.0))


def test_a_step_too_long_for_its_season_runs_on_and_says_so() -> None:
    late = (Stop(Slot.of(2027, "autumn"), ("wall",), 19),)
    (wall,) = laid(late, Task((WALL,), (), CALENDAR), (20.0,))
    october = 2 * (12 * 2027 + 9)
    assert wall.spans == ((october + 1, 16.0), (october + 2, 4.0))
    assert wall.overruns


def test_a_month_laid_down_holds_and_takes_later_steps_along() -> None:
    may = begun(STOPS, 0, APRIL + 1, TASK)
    assert may[0] == Stop(Slot.of(2027, "spring"), ("wall",), 8)
    assert times(may[0], TASK)[0] == (8, 9)
    assert broken(may, TASK) == ()
    july = begun(STOPS, 0, APRIL + 3, TASK)
    assert [str(stop.slot) for stop in july] == ["2027-summer", "2027-summer"]
    assert [place.month for place in laid(july, TASK, (1.0, 1.0))] == [APRIL + 3, APRIL + 3]


def test_frost_and_a_wrong_order_break_rules_and_the_next_month_that_fits_is_told() -> None:
    december = begun(STOPS, 0, 12 * 2027 + 11, TASK)
    assert WEATHER in {item.rule for item in broken(december, TASK)}
    assert next_month(STOPS, 0, 12 * 2027 + 11, TASK) == 12 * 2028 + 3
    may = begun(STOPS, 0, APRIL + 1, TASK)
    early = begun(may, 1, APRIL, TASK)
    assert {item.rule for item in broken(early, TASK)} == {TIME}
    past = begun(STOPS, 0, 12 * 2026, TASK)
    assert TIME in {item.rule for item in broken(past, TASK)}


def test_what_a_month_gives_up_is_told_and_the_better_half_is_taken() -> None:
    calendar = Calendar(
        CALENDAR.start, wish=frozenset((8, 9)), harvest=frozenset((6,)), heating=CALENDAR.heating
    )
    task = Task((WALL,), (), calendar)
    stops = (Stop(Slot.of(2027, "spring"), ("wall",)),)
    (april,) = begun(stops, 0, APRIL, task)
    assert april.begin == 7  # the first half of April is harvest
    assert times(april, task) == ((7, 8, 9), ("wish",))
    harvest = Stop(april.slot, april.jobs, 6)
    assert times(harvest, task)[1] == ("wish", "harvest")


def test_a_month_laid_down_is_lost_when_the_season_changes() -> None:
    may = begun(STOPS, 0, APRIL + 1, TASK)
    assert shifted(may, 0, 1)[0] == Stop(Slot.of(2027, "summer"), ("wall",))
    moved_first = begun(begun(STOPS, 1, APRIL, TASK), 0, APRIL + 1, TASK)
    assert moved_first[1].begin == moved_first[0].begin


@given(
    st.lists(st.floats(0.5, 60.0), min_size=1, max_size=5),
    st.lists(st.frozensets(st.integers(0, 23), min_size=1), min_size=5, max_size=5),
)
def test_all_days_are_laid_in_order_and_no_half_month_holds_more_than_it_has(
    days: list[float], halves: list[frozenset[int]]
) -> None:
    jobs = tuple(
        Job(str(k), k, f"t{k}", halves=halves[k] if halves[k] else ALL) for k in range(len(days))
    )
    task = Task(jobs, (), CALENDAR)
    stops = proposed(task)
    placed = laid(stops, task, days)
    used: dict[int, float] = {}
    for place, much in zip(placed, days, strict=True):
        assert sum(part for _half, part in place.spans) == pytest.approx(much)
        for half, part in place.spans:
            used[half] = used.get(half, 0.0) + part
    assert all(part <= half_days(half) + 1e-6 for half, part in used.items())
    firsts = [place.spans[0][0] for place in placed]
    assert firsts == sorted(firsts)
    first_possible = half_number(stops[0].slot, times(stops[0], task)[0][0])
    assert firsts[0] == first_possible
