"""A weather year moved to another place: by monthly normals of temperature, or by altitude.

The shift method of Belcher, Hacker and Powell (2005) as CIBSE uses it: each hour's temperature
moves by what its month's mean must move. A step at the edge of each month would stand in the
year as a front that never came; here the shift is a line from month to month that keeps every
monthly mean.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from app.calc.ground import DAYS, monthly_means
from app.model.climate import HOURS, Array, WeatherYear

MONTHS = 12
KELVIN = 273.15
DIGITS = 4
"""Digits kept of morphed values, so that every machine makes the same year."""
_EDGES = np.concatenate([[0], np.cumsum(DAYS) * 24])
_MIDDLES = (_EDGES[1:] + _EDGES[:-1]) / 2.0
_MAGNUS = (17.62, 243.12)
"""Saturation over water (WMO-No. 8, annex 4.B): exponent [-] and offset [°C]."""


def morphed(
    weather: WeatherYear, normals: Sequence[float], elevation: float, name: str
) -> WeatherYear:
    """Return the year of a place with these normals of temperature.

    Relative humidity is kept: shifts are of a kelvin or two, no normals of humidity are given,
    and no hour leaves 0…100 % as it would with the moisture content kept. Infrared of the sky
    follows temperature and dew point, clouds kept. Pressure follows the altitude. Sun, wind
    and rain stay, and with the sun the latitude and longitude it belongs to.

    Parameters
    ----------
    weather
        The year to move.
    normals
        Twelve monthly mean temperatures [°C].
    elevation
        Altitude of the place [m].
    name
        Name of the new year; its ``sha256`` is left empty.
    """
    theta = _kept(weather.theta_e + monthly_shift(weather, normals))
    return replace(
        weather,
        name=name,
        elevation=elevation,
        theta_e=theta,
        pressure=pressure_at(weather.pressure, weather.elevation, elevation),
        ir_horizontal=infrared_at(weather, theta),
        synthetic=True,
        sha256="",
    )


def at_altitude(weather: WeatherYear, altitude: float, lapse_rate: float, name: str) -> WeatherYear:
    """Return the year of a village that lies higher or lower than the place of ``weather``.

    Every hour's temperature moves alike, relative humidity is kept, infrared of the sky follows
    temperature and dew point, pressure the altitude; sun, wind and rain stay. At the altitude
    of the year itself this is the year itself.

    Parameters
    ----------
    altitude
        Altitude of the village [m].
    lapse_rate
        By how much it gets colder upwards [K/m].
    name
        Name of the new year; its ``sha256`` is left empty.
    """
    rise = altitude - weather.elevation
    if rise == 0.0:
        return weather
    theta = _kept(weather.theta_e - lapse_rate * rise)
    return replace(
        weather,
        name=name,
        elevation=altitude,
        theta_e=theta,
        pressure=pressure_at(weather.pressure, weather.elevation, altitude),
        ir_horizontal=infrared_at(weather, theta),
        sha256="",
    )


def monthly_shift(weather: WeatherYear, normals: Sequence[float]) -> Array:
    """Return by how much each hour moves [K] so that the monthly means are ``normals`` [°C].

    Linear between the middles of the months, January following December; the twelve values
    there are those that give every month the mean it needs.
    """
    if len(normals) != MONTHS:
        raise ValueError(f"twelve normals are needed, got {len(normals)}")
    wanted = np.asarray(normals, dtype=np.float64) - np.array(monthly_means(weather))
    return np.asarray(_HATS @ np.linalg.solve(_MEANS, wanted))


def _hats() -> Array:
    """Return the share of each month's middle in each hour (8760, 12)."""
    hours = np.arange(HOURS) + 0.5
    return np.stack(
        [np.interp(hours, _MIDDLES, unit, period=HOURS) for unit in np.eye(MONTHS)], axis=1
    )


_HATS = _hats()
_MEANS = np.stack([_HATS[a:b].mean(axis=0) for a, b in pairwise(_EDGES)])


def _kept(values: Array) -> Array:
    """Round to the digits that are kept; the zero has no sign."""
    return np.asarray(np.round(values, DIGITS) + 0.0)


def pressure_at(pressure: Array, elevation: float, other: float) -> Array:
    """Return the pressure [Pa] at altitude ``other`` [m] of what is measured at ``elevation`` [m].

    Standard atmosphere (ISO 2533:1975), as a ratio.
    """
    ratio = _standard_pressure(other) / _standard_pressure(elevation)
    return _kept(pressure * ratio)


def _standard_pressure(elevation: float) -> float:
    return float(101325.0 * (1.0 - 2.25577e-5 * elevation) ** 5.25588)


def infrared_at(weather: WeatherYear, theta: Array) -> Array:
    """Return the horizontal infrared [W/m²] of a year whose temperatures became ``theta`` [°C].

    σ·T⁴ follows the air and the emissivity of the clear sky the dew point (Clark and Allen
    1978, as in EnergyPlus); what clouds add to it stays the same share.
    """
    warmth = ((theta + KELVIN) / (weather.theta_e + KELVIN)) ** 4
    humidity = weather.relative_humidity
    sky = _clear_sky(theta, humidity) / _clear_sky(weather.theta_e, humidity)
    return _kept(weather.ir_horizontal * warmth * sky)


def _clear_sky(theta: Array, relative_humidity: Array) -> Array:
    """Return the emissivity [-] of a clear sky over air of ``theta`` [°C]."""
    dew = dew_point(theta, relative_humidity)
    return np.asarray(0.787 + 0.764 * np.log((dew + KELVIN) / 273.0))


def dew_point(theta: Array, relative_humidity: Array) -> Array:
    """Return the dew point [°C] over water (WMO-No. 8, annex 4.B)."""
    a, b = _MAGNUS
    humid = np.maximum(relative_humidity, 0.01)
    gamma = np.log(humid) + a * theta / (b + theta)
    return np.asarray(b * gamma / (a - gamma))
