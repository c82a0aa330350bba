"""The design heat load of a dwelling: conditions, load by zone, and what the heater must give."""

from dataclasses import replace
from typing import Protocol

import numpy as np

from app.calc.design_load import DesignBasis, design_load
from app.model.assessment import AltitudeShift, Capacity, HeatLoad
from app.model.catalogue import Catalogue, ClimateStation, PolicyPack
from app.model.climate import Array, WeatherYear
from app.model.house import ResolvedHouse
from app.model.thermal import ThermalModel

DELTA_U_TB = 0.05
"""Thermal bridges on external dimensions [W/(m²·K)] (EN 12831-1, estimate C)."""
REHEAT = 13.0
"""Heating-up allowance where heating is not continuous [W/m²] (C)."""
THETA_DESIGN = 18.0
"""Operative temperature that equipment is sized for [°C]."""


def continuous(house: ResolvedHouse) -> bool:
    """Tell whether the family heats to one temperature day and night."""
    found = set(house.actual.theta_set)
    return len(found) == 1 and None not in found


def winter(hourly: Array) -> Array:
    """Return the hours of December, January and February."""
    return np.concatenate([hourly[: 59 * 24], hourly[334 * 24 :]])


class Design(Protocol):
    """What a design load needs of the context of an assessment."""

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""

    @property
    def pack(self) -> PolicyPack:
        """The policy pack."""

    @property
    def weather(self) -> WeatherYear:
        """The weather year."""

    @property
    def station(self) -> ClimateStation:
        """The station whose design temperature holds (GB 50736)."""

    @property
    def theta_e_design(self) -> float:
        """That temperature moved to the altitude of the village [°C]."""

    @property
    def altitude(self) -> AltitudeShift | None:
        """How it was moved, None where it was not."""


def heat_load(
    house: ResolvedHouse, model: ThermalModel, phi_peak: float, context: Design
) -> HeatLoad:
    """Return the load of a house from its model in actual use (EN 12831-1).

    ``phi_peak`` [W]: the coldest hour of the weather year, run without limit of power. The power
    of the present heater is not surveyed, so that there is no verdict on it yet.
    """
    theta_e = context.station.theta_e_design
    basis = DesignBasis(
        theta_int=THETA_DESIGN,
        theta_e=context.theta_e_design,
        theta_year=float(context.weather.theta_e.mean()),
        n_min=context.pack.air.n_minimum.value,
        delta_u_tb=DELTA_U_TB,
        reheat=0.0 if continuous(house) else REHEAT,
        wind=float(winter(context.weather.wind_speed).mean()),
    )
    load = design_load(model, basis)
    return replace(
        load,
        capacity=Capacity(load.phi_hl, phi_peak, None, None),
        theta_e_mark=theta_e.mark,
        theta_e_source=context.catalogue.source_of(theta_e),
        altitude=context.altitude,
    )
