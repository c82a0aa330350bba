"""How the zones feel: without heating, under the set point, in summer; and the air they get."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.calc.geometry import shape_of
from app.calc.thermal_model import AirState
from app.model.assessment import AirAccount, ZoneClimate
from app.model.catalogue import PolicyPack
from app.model.climate import Array, WeatherYear
from app.model.hourly import EngineOptions, RunResult
from app.model.house import ResolvedHouse, Use

FULL = EngineOptions(hourly=True, balance=False)
"""A whole year with its hours: summer, and the coldest day without heating."""


SIDE_ROOMS = "side"
"""Zone of the rooms that are not heated."""


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


@dataclass(frozen=True, slots=True)
class ColdestRooms:
    """The coldest room of a state on one day [°C]: of the heated ones without heating (``free``),
    of heated and unheated ones as the family heats (``used``)."""

    free: float
    used: float


def coldest_day_outdoors(weather: WeatherYear) -> int:
    """Return the number of the day of the year that is coldest outdoors, from 0."""
    return int(weather.theta_e.reshape(-1, 24).mean(axis=1).argmin())


def coldest_rooms(house: ResolvedHouse, free: RunResult, used: RunResult, day: int) -> ColdestRooms:
    """Return the coldest rooms on a day, from runs that kept their hours (operative, daily mean).

    Roof space and sunspace are no rooms.
    """
    heated = shape_of(house).heated
    return ColdestRooms(
        min(_of_day(free, zone, day) for zone in heated),
        min(_of_day(used, zone, day) for zone in (*heated, SIDE_ROOMS) if zone in used.zones),
    )


def _of_day(run: RunResult, zone: str, day: int) -> float:
    if run.hourly is None:
        raise ValueError("the run kept no hours")
    return float(run.hourly[zone].theta_op[24 * day : 24 * day + 24].mean())


def air_account(house: ResolvedHouse, use: Use, air: AirState, pack: PolicyPack) -> AirAccount:
    """Return the air change with the limits that the use sets."""
    limits = pack.air
    if use == "standard":
        cap = limits.n_cap_proved if house.air.proved else limits.n_cap_before
        high = None if house.air.measured else cap.value
        return AirAccount(air.n, air.n_raw, air.n50, limits.n_minimum.value, high)
    low = limits.n_minimum if house.air.vent else limits.actual_low
    return AirAccount(air.n, air.n_raw, air.n50, low.value, limits.actual_high.value)
