"""Heating by the hour for what hangs on the same meter: the need, and what new heat pumps take."""

from dataclasses import dataclass

import numpy as np

from app.calc.engine import simulate
from app.calc.heating_season import Job, State, run
from app.calc.heating_sizes import Sizing, proposed, pump_plant, pump_sizes
from app.calc.pv import month_sums
from app.calc.running import band_tariff
from app.calc.thermal_model import thermal_model
from app.model.climate import Array
from app.model.heating import OptionKey
from app.model.house import ResolvedHouse
from app.services.assess import Context
from app.services.design import heat_load
from app.services.heating_states import HOURLY, climate_of_season, state_of

BY_ROOM: OptionKey = "fan"
"""Heating with which a plant is sized together where the house has no electric one yet."""


@dataclass(frozen=True, slots=True, eq=False)
class HeatingHours:
    """A house in actual use: ``need`` of its rooms by hour (8760) [kWh]; ``state`` while the family
    is there, as heating meets it."""

    house: ResolvedHouse
    need: Array
    state: State

    @property
    def by_month(self) -> tuple[float, ...]:
        """The need of each month [kWh]."""
        return tuple(float(x) for x in month_sums(self.need))


def heating_hours(house: ResolvedHouse, context: Context) -> HeatingHours:
    """Return the season of a house by the hour: one run of the engine."""
    model = thermal_model(house, "actual", context.catalogue, context.pack, context.weather)
    (found,) = simulate([model], context.weather, HOURLY)
    load = heat_load(house, model, 1000.0 * found.phi_h_peak, context)
    state = state_of(load, found, context)
    return HeatingHours(house, state.house * house.actual.presence / 1000.0, state)


def pump_electricity(hours: HeatingHours, meter: str, context: Context) -> Array:
    """Return what hot-air heat pumps would take by the hour (8760) [kWh].

    One a room in the size that the comparison of heating proposes; ``meter`` is L05.
    """
    tariff, house = band_tariff(context.pack), hours.house
    sizing = Sizing(context.catalogue, context.pack.heating, meter, house.heating.emitter, tariff)
    sizes = pump_sizes(BY_ROOM, sizing)
    demand = hours.state.demand
    plants = [pump_plant(BY_ROOM, x, demand, sizing, last=x is sizes[-1]) for x in sizes]
    place = proposed(plants)
    job = Job("pump", hours.state, plants[place], sizes[place], 1.0)
    (outcome,) = run([job], climate_of_season(house, context))
    return np.asarray(outcome.electricity * house.actual.presence / 1000.0)
