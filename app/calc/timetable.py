"""Which days a run computes, one after the other.

A run begins with the steady state of a day, an approach in long steps, which brings thick walls
and the ground near to where they should be, and a warm-up by the hour. It starts before the
house's own heating season, so that the season's result is the same whether the year or the season
alone is asked for, and whatever else is in the batch.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.calc.schedule import Pattern, day_of_year, days_on
from app.model.thermal import Period, ThermalModel

APPROACH_DAYS = 40
WARM_UP_DAYS = 30
FIRST = day_of_year(11, 15)
"""First day of the year for a house without a heating season."""
DAYS = 365


@dataclass(frozen=True, slots=True)
class Timetable:
    """``first`` day 0…364 that counts, how many do, and the period they fill (None: all year)."""

    first: int
    count: int
    period: Period | None

    def days(self) -> NDArray[np.intp]:
        """Return the days of approach, warm-up and result, in their order."""
        before = APPROACH_DAYS + WARM_UP_DAYS
        return (self.first + np.arange(-before, self.count)) % DAYS


def timetable(model: ThermalModel, *, season_only: bool) -> Timetable:
    """Return the days that a house runs."""
    period = model.heating.period if model.heating else None
    first = day_of_year(*period.start) if period else FIRST
    if season_only and period:
        return Timetable(first, int(days_on(period).sum()), period)
    return Timetable(first, DAYS, None)


@lru_cache(maxsize=64)
def pattern_arrays(pattern: Pattern, lengths: tuple[float, ...]) -> dict[str, object]:
    """Return the steps of a day as the kernel takes them; ``lengths`` [s] are those it knows."""
    steps = [dt for hour in pattern for dt in hour]
    share = np.array(steps) / 3600.0
    done = np.concatenate([np.cumsum([0.0, *hour[:-1]]) for hour in pattern]) / 3600.0
    return {
        "hour_start": np.cumsum([0, *(len(hour) for hour in pattern)]),
        "step_length": [lengths.index(dt) for dt in steps],
        "step_share": share,
        "step_middle": done + 0.5 * share,
    }
