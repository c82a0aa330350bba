"""Which days are run: each counted once, after its warm-up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from app.calc.schedule import days_on
from app.calc.timetable import WARM_UP_DAYS, stretches_of, timetable
from app.model.thermal import Period


@given(lists(integers(0, 364), min_size=1, max_size=400, unique=False))
def test_every_day_asked_for_counts_once(days: list[int]) -> None:
    on = np.zeros(365, dtype=bool)
    on[days] = True
    table = timetable(on)
    counted = np.bincount(table.days[table.counts], minlength=365)
    assert (counted == on).all()


def test_each_stretch_is_a_run_of_days_with_its_warm_up() -> None:
    table = timetable(np.ones(365, dtype=bool))
    assert ((table.days[1:] - table.days[:-1]) % 365 == 1).all()
    assert not table.counts[:WARM_UP_DAYS].any()


@pytest.mark.parametrize(
    ("start", "end", "stretches"), [((11, 15), (3, 15), 2), ((11, 1), (3, 31), 4)]
)
def test_the_usual_season_takes_two_stretches(
    start: tuple[int, int], end: tuple[int, int], stretches: int
) -> None:
    assert len(stretches_of(days_on(Period(start, end)))) == stretches
