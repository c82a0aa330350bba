"""A house before and after a package by the hour of its season, as new heating meets it."""

from dataclasses import dataclass, replace

import numpy as np

from app.calc.engine import simulate
from app.calc.heating_season import Climate, State
from app.calc.heating_sizes import demand_of
from app.calc.measures import apply_all, parse_chosen
from app.calc.schedule import days_on
from app.calc.solar import plane_irradiance, plane_normal, sky_of
from app.calc.thermal_model import air_state, thermal_model
from app.model.assessment import Assessment, HeatLoad, Package, UseState
from app.model.heating import LoadDay, StateKey, StateLoad
from app.model.hourly import EngineOptions, RunResult
from app.model.house import ResolvedHouse
from app.model.thermal import Period
from app.services.assess import Context
from app.services.design import heat_load
from app.services.packages import comfort_rise, warmed
from app.services.scenarios import package_list

HOURLY = EngineOptions(season_only=True, hourly=True, balance=False)
ALBEDO = 0.2
"""Reflectance of the ground before a collector [-]."""
SOUTH = 180.0


@dataclass(frozen=True, slots=True, eq=False)
class Lived:
    """A house in a state: its account in actual use, and its season by the hour."""

    house: ResolvedHouse
    used: UseState
    state: State


def lived_states(
    bare: ResolvedHouse, assessment: Assessment, package: Package | None, context: Context
) -> dict[StateKey, Lived]:
    """Return the house as it is and, with a package, after it: as warm as now, and warmer.

    One batch of the engine, actual use.
    """
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    found: dict[StateKey, tuple[ResolvedHouse, UseState]] = {"before": (bare, assessment.actual)}
    if package is not None:
        air = air_state(bare, "standard", catalogue, pack)
        based = replace(bare, air=replace(bare.air, n_before=air.n))
        after = apply_all(based, [parse_chosen(x) for x in package_list(package)], catalogue)
        found["after"] = (after, package.actual)
        found["warmer"] = (warmed(after, pack, comfort_rise(bare, pack)), package.actual_warmer)
    models = [
        thermal_model(house, "actual", catalogue, pack, weather) for house, _used in found.values()
    ]
    made: dict[StateKey, Lived] = {}
    for (key, (house, used)), model, run in zip(
        found.items(), models, simulate(models, weather, HOURLY), strict=True
    ):
        load = heat_load(house, model, 1000.0 * run.phi_h_peak, context)
        made[key] = Lived(house, used, state_of(load, run, context))
    return made


def state_of(load: HeatLoad, run: RunResult, context: Context) -> State:
    """Return a house as heating meets it, by its design load and its season by the hour."""
    hourly = run.hourly
    assert hourly is not None
    years = [hourly[zone.zone] for zone in load.zones]
    return State(
        demand_of(load, context.pack.heating),
        np.stack([year.phi_h for year in years], axis=1),
        np.stack([year.theta_op for year in years], axis=1),
        context.pack.heating.heat_capacity.value,
    )


def climate_of_season(house: ResolvedHouse, context: Context) -> Climate:
    """Return the year as plants see it in the family's heating season."""
    weather, (start, end) = context.weather, house.actual.season
    season = np.repeat(days_on(Period(start, end)), 24).astype(float)
    normal = plane_normal(SOUTH, context.pack.heating.collector_tilt.value)
    sun = plane_irradiance(sky_of(weather), normal, ALBEDO)
    on_collector = sun.beam + sun.sky + sun.ground
    return Climate(weather.theta_e, weather.relative_humidity, season, on_collector)


def state_load(lived: Lived, climate: Climate) -> StateLoad:
    """Return what is shown of a state: design load, heat of the season, its days."""
    demand = lived.state.demand
    days = lived.state.house.reshape(-1, 24)
    outdoors = climate.theta_e.reshape(-1, 24).mean(axis=1)
    on = climate.season.reshape(-1, 24).mean(axis=1) > 0.5
    return StateLoad(
        phi_hl=demand.phi_hl,
        phi_steady=demand.phi_steady,
        phi_per_m2=demand.phi_steady / demand.area,
        q_h=lived.used.q_h_nd,
        theta_set=lived.used.theta_set,
        days=tuple(
            LoadDay(float(theta), float(day.mean()), float(day.max()))
            for theta, day in zip(outdoors[on], days[on], strict=True)
        ),
    )
