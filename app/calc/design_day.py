"""The heating power of a house on the steady design day of its model."""

from dataclasses import replace

import numpy as np

from app.calc.network import network_of
from app.calc.run import Houses
from app.calc.schedule import steps_by_hour
from app.calc.timetable import timetable
from app.model.climate import HOURS, WeatherYear
from app.model.thermal import DesignDay, Heating, ThermalModel


def design_power(model: ThermalModel, weather: WeatherYear, iso: bool) -> float | None:
    """Return the heating power [kW] of the steady design day of a house that has one."""
    if model.design_day is None or model.heating is None:
        return None
    network = network_of(_design_model(model))
    pattern = steps_by_hour(network.model)
    table = timetable(network.model, season_only=False)
    steady = _design_weather(weather, model.design_day)
    houses = Houses([network], steady, pattern, table, iso=iso, balance=False)
    return float(houses.design_power()[0]) / 1e3


def _design_model(model: ThermalModel) -> ThermalModel:
    """Return the model as on the design day: no gains, covers open, vents as declared."""
    heating = model.heating
    assert heating is not None
    wanted = heating.theta_set_design
    if wanted is None:
        wanted = max((t for t in heating.theta_set if t is not None), default=20.0)
    always = (True,) * 24
    return replace(
        model,
        zones=tuple(replace(z, phi_int=(0.0,) * 24, ventilation=None) for z in model.zones),
        openings=tuple(replace(o, cover=None) for o in model.openings),
        air_links=tuple(
            replace(link, on=always, period=None) for link in model.air_links if link.design_day
        ),
        heating=Heating(
            heating.zones,
            (wanted,) * 24,
            None,
            {},
            heating.control,
            heating.convective_fraction,
            heated_surface=heating.heated_surface,
        ),
        cooling=None,
    )


def _design_weather(weather: WeatherYear, day: DesignDay) -> WeatherYear:
    """Return a year of the design day: dark, saturated air, wind on every face."""
    return replace(
        weather,
        theta_e=np.full(HOURS, day.theta_e),
        relative_humidity=np.full(HOURS, 1.0),
        wind_speed=np.full(HOURS, day.wind),
        wind_direction=np.full(HOURS, 0.0),
        dni=np.full(HOURS, 0.0),
        dhi=np.full(HOURS, 0.0),
        ghi=np.full(HOURS, 0.0),
        ir_horizontal=np.full(HOURS, _clear_sky(day.theta_e)),
        rain=np.zeros(HOURS, dtype=bool),
        sha256="",
    )


def _clear_sky(theta_dew: float) -> float:
    """Return horizontal infrared of a clear sky [W/m²] (Clark and Allen 1978)."""
    kelvin = theta_dew + 273.15
    return float((0.787 + 0.764 * np.log(kelvin / 273.0)) * 5.670374e-8 * kelvin**4)
