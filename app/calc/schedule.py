"""Days, hours and the lengths of the steps."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.calc.ground import DAYS
from app.model.thermal import Period, ThermalModel

HOUR = 3600.0
COARSE = (HOUR,)
SWITCHED = (120.0, 360.0, 720.0, 1080.0, 1320.0)
"""Steps [s] of an hour at whose start equipment switches."""
LIMITED = (60.0, 60.0, 120.0, 120.0, 240.0, 300.0, 300.0, 600.0, 600.0, 1200.0)
"""The same where a heater is limited, so that the moment it meets the set point counts."""
AFTER = (1800.0, 1800.0)
"""Steps of the hour that follows."""
TEN_MINUTES = (600.0,) * 6
"""Steps of an hour within which the set point moves."""
Mask = NDArray[np.bool_]
Pattern = tuple[tuple[float, ...], ...]
"""The lengths [s] of the steps of each hour of a day."""


def day_of_year(month: int, day: int) -> int:
    """Return the day 0…364 of a year without leap day."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        raise ValueError(f"There is no day {month}-{day}.")
    return sum(DAYS[: month - 1]) + min(day, DAYS[month - 1]) - 1


@lru_cache(maxsize=256)
def days_on(period: Period | None) -> Mask:
    """Return for each of 365 days whether it lies in a period; None is all year."""
    on = np.ones(365, dtype=bool)
    if period is not None:
        first, last = day_of_year(*period.start), day_of_year(*period.end)
        days = np.arange(365)
        after, before = days >= first, days <= last
        on = after & before if first <= last else after | before
    on.flags.writeable = False
    return on


def month_of_day() -> NDArray[np.intp]:
    """Return the month 0…11 of each day."""
    return np.repeat(np.arange(12), DAYS)


def steps_by_hour(model: ThermalModel) -> Pattern:
    """Return the steps [s] of each hour of the day: shorter where equipment or a fan switches.

    Covers and air links move slow temperatures only: C1 and C3 differ by less than 0.2 %.
    """
    heating, cooling = model.heating, model.cooling
    return _pattern(
        heating.theta_set if heating else (),
        heating.theta_set_fine if heating else (),
        bool(heating and heating.phi_max),
        cooling.theta_set if cooling else (),
        tuple(zone.ventilation.on for zone in model.zones if zone.ventilation),
    )


@lru_cache(maxsize=256)
def _pattern(
    heat: tuple[float | None, ...],
    fine: tuple[float | None, ...],
    limited: bool,
    cool: tuple[float | None, ...],
    fans: tuple[tuple[bool, ...], ...],
) -> Pattern:
    patterns = [hours for hours in (heat, cool, *fans) if hours]
    ramps = _fine_hours(fine)
    switched = {h for p in patterns for h in range(24) if p[h] != p[h - 1]}
    at_switch = LIMITED if limited else SWITCHED
    return tuple(_steps(h, ramps, switched, at_switch) for h in range(24))


def _steps(
    hour: int, ramps: set[int], switched: set[int], at_switch: tuple[float, ...]
) -> tuple[float, ...]:
    if hour in ramps:
        return TEN_MINUTES
    if hour in switched:
        return at_switch
    return AFTER if (hour - 1) % 24 in switched | ramps else COARSE


def _fine_hours(values: Sequence[float | None]) -> set[int]:
    per = len(values) // 24
    return {h for h in range(24) if per and len(set(values[h * per : (h + 1) * per])) > 1}


def set_points(
    by_hour: Sequence[float | None], fine: Sequence[float | None], pattern: Pattern
) -> NDArray[np.float64]:
    """Return the set point [°C] of each step of a day, NaN where off."""
    values = np.array(fine or by_hour, dtype=float)
    return values[_places(pattern, len(values))]


@lru_cache(maxsize=64)
def _places(pattern: Pattern, count: int) -> NDArray[np.intp]:
    """Return which of ``count`` equal parts of a day each step starts in."""
    starts = np.cumsum([0.0, *(dt for hour in pattern for dt in hour)])[:-1]
    return np.asarray(np.floor(starts * count / (24 * HOUR) + 1e-9), dtype=np.intp)
