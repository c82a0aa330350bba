"""How the zones feel: without heating, under the set point, in summer; and the air they get."""

from collections.abc import Sequence

from app.calc.thermal_model import AirState
from app.model.assessment import AirAccount, ZoneClimate
from app.model.catalogue import PolicyPack
from app.model.climate import Array
from app.model.hourly import EngineOptions, RunResult
from app.model.house import ResolvedHouse, Use

FULL = EngineOptions(hourly=True, balance=False)
"""A whole year with its hours: summer, and the coldest day without heating."""


def zone_climates(
    run: RunResult, free: RunResult, whole: Sequence[RunResult] = ()
) -> tuple[ZoneClimate, ...]:
    """Return the climate of each zone.

    ``run`` with heating and ``free`` without it may be of the season only; ``whole`` are the
    same two in standard use over the whole year with their hours, where they were run.
    """
    hourly = whole[1].hourly if whole else None
    summer = whole[0].zones if whole else {}
    return tuple(
        ZoneClimate(
            zone=name,
            heated=found.q_h_nd > 0.0,
            theta_coldest_day=coldest_day(hourly[name].theta_op) if hourly else None,
            theta_min=free.zones[name].theta_min_jan,
            hours_under=found.hours_under,
            degree_hours_under=found.degree_hours_under,
            hours_above_28=summer[name].hours_above_28 if whole else None,
        )
        for name, found in run.zones.items()
    )


def coldest_day(hourly: Array) -> float:
    """Return the mean of the coldest day of a year of hours."""
    return float(hourly.reshape(-1, 24).mean(axis=1).min())


def air_account(house: ResolvedHouse, use: Use, air: AirState, pack: PolicyPack) -> AirAccount:
    """Return the air change with the limits that the use sets."""
    limits = pack.air
    if use == "standard":
        cap = limits.n_cap_proved if house.air.proved else limits.n_cap_before
        high = None if house.air.measured else cap.value
        return AirAccount(air.n, air.n_raw, air.n50, limits.n_minimum.value, high)
    low = limits.n_minimum if house.air.vent else limits.actual_low
    return AirAccount(air.n, air.n_raw, air.n50, low.value, limits.actual_high.value)
