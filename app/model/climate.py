"""A weather year as the engine takes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HOURS = 8760


@dataclass(frozen=True, slots=True, eq=False)
class WeatherYear:
    """8760 hourly values; entry i is hour i of 1 January onwards, local standard time.

    ``theta_e`` [°C], ``relative_humidity`` [-] and ``pressure`` [Pa], ``wind_speed`` [m/s] at
    10 m and ``wind_direction`` [deg] are the values the file gives for the hour's end;
    ``dni``, ``dhi``, ``ghi`` [W/m²] are means over the hour; ``ir_horizontal`` [W/m²] is the
    horizontal infrared from the sky; ``rain`` tells wet hours. ``synthetic`` data must be
    named as such wherever results are shown. ``sha256`` names the source file.
    """

    name: str
    source: str
    latitude: float
    longitude: float
    tz: float
    elevation: float
    theta_e: Array
    relative_humidity: Array
    pressure: Array
    wind_speed: Array
    wind_direction: Array
    dni: Array
    dhi: Array
    ghi: Array
    ir_horizontal: Array
    rain: NDArray[np.bool_]
    synthetic: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What a year is told by: means of the year and of January and the coldest hour [°C],
    ``hdd18`` [K·d] of daily means, ``sun`` on the horizontal [kWh/m²], ``elevation`` [m]."""

    name: str
    latitude: float
    longitude: float
    elevation: float
    theta_mean: float
    theta_january: float
    theta_min: float
    hdd18: float
    sun: float
    synthetic: bool
    sha256: str


def facts_of(weather: WeatherYear) -> YearFacts:
    """Return the figures by which a year is recognized."""
    theta = weather.theta_e
    days = theta.reshape(HOURS // 24, 24).mean(axis=1)
    return YearFacts(
        name=weather.name,
        latitude=weather.latitude,
        longitude=weather.longitude,
        elevation=weather.elevation,
        theta_mean=float(theta.mean()),
        theta_january=float(theta[: 31 * 24].mean()),
        theta_min=float(theta.min()),
        hdd18=float(np.maximum(18.0 - days, 0.0).sum()),
        sun=float(weather.ghi.sum()) / 1000.0,
        synthetic=weather.synthetic,
        sha256=weather.sha256,
    )
