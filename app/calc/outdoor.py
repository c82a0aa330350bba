"""The outdoor climate between the hours, and how outer faces meet it, as the kernel takes it."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import heat_capacity_rate, humidity_ratio
from app.calc.batch import Batch
from app.calc.network import Element
from app.model.climate import Array, WeatherYear


@lru_cache(maxsize=4)
def ends_of_hours(weather: WeatherYear) -> Array:
    """Return outdoor and sky temperature [°C], wind [m/s] and ρ·c [J/(m³·K)] at the ends of the
    hours, the year's last first (8761, 4)."""
    w = humidity_ratio(weather.theta_e, weather.relative_humidity, weather.pressure)
    capacity = heat_capacity_rate(weather.theta_e, weather.pressure, w)
    sky = (weather.ir_horizontal / films.SIGMA) ** 0.25 - films.KELVIN
    hourly = np.array([weather.theta_e, sky, weather.wind_speed, capacity])
    return np.ascontiguousarray(np.concatenate([hourly[:, -1:], hourly], axis=1).T)


def outer_films(batch: Batch, weather: WeatherYear, iso: bool) -> dict[str, Any]:
    """Return the arrays of the outer faces; ``iso`` takes constant coefficients."""
    places, out = batch.places[batch.outdoor], batch.outdoor
    area = batch.area[out]
    rough = batch.per_element(_roughness, range(out.start, out.stop))
    view = np.array([films.sky_view(p.tilt) for p in places]).reshape(-1, 2)
    seen = (view[:, 0] * view[:, 1])[:, None]
    grey = 0.5 * films.SIGMA * batch.epsilon[out] * area
    natural = [films.natural_factors(-films.natural_up(p.tilt)) for p in places]
    factors = np.array(natural).reshape(-1, 2)
    height = _wind_factors(batch.height[out])
    planes = tuple((p.azimuth, p.tilt) for p in places)
    forced, lee = _forced_by_wind(weather, planes)
    return {
        "ends": ends_of_hours(weather),
        "rain": _rain(weather),
        "forced": forced,
        "lee": lee,
        "fixed_outer": [iso and p.part != "door" for p in places],
        "outer_warm": batch.paired(np.repeat(factors[:, :1], batch.lanes, axis=1)),
        "outer_cold": batch.paired(np.repeat(factors[:, 1:], batch.lanes, axis=1)),
        "outer_area": batch.paired(area),
        "rough": batch.paired(rough * area),
        "plain": batch.paired((1.0 - rough) * area),
        "to_sky": batch.paired(grey * seen),
        "to_air": batch.paired(grey * (1.0 - seen)),
        "windward": batch.paired(height ** (2 * films.WINDWARD[1])),
        "leeward": batch.paired(height ** (2 * films.LEEWARD[1])),
    }


def _roughness(element: Element) -> float:
    return films.ROUGH if element.glass is None else films.SMOOTH


@lru_cache(maxsize=4)
def _rain(weather: WeatherYear) -> NDArray[np.uint8]:
    return weather.rain.astype(np.uint8)


def _wind_factors(heights: Array) -> Array:
    """Return the wind at heights [m] relative to the weather file's."""
    known, which = np.unique(heights, return_inverse=True)
    factors: Array = np.array([films.wind_factor(float(h)) for h in known])[which]
    return factors.reshape(heights.shape)


@lru_cache(maxsize=32)
def _forced_by_wind(
    weather: WeatherYear, planes: tuple[tuple[float, float], ...]
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return the squared forced convection and what lies in the lee, (8760, O) each, as the
    kernel keeps them."""
    found = [films.forced(weather.wind_speed, weather.wind_direction, *p) for p in planes]
    shape = (len(planes), len(weather.wind_speed))
    forced = np.array([f for f, _ in found]).reshape(shape).T
    lee = np.array([x for _, x in found], dtype=bool).reshape(shape).T
    return forced.astype(np.float32, order="C"), lee.astype(np.uint8, order="C")
