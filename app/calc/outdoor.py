"""The outdoor climate between the hours, and how outer faces meet it."""

from dataclasses import dataclass

import numpy as np

from app.calc import films
from app.calc.airflow import heat_capacity_rate, humidity_ratio
from app.calc.batch import Batch
from app.model.climate import Array, WeatherYear


@dataclass(frozen=True, slots=True, eq=False)
class Air:
    """Weather between hours: values at the ends of the hours, 8761 with the last first."""

    theta_e: list[float]
    theta_sky: list[float]
    wind: list[float]
    capacity: list[float]
    pressure: float

    def at(self, hour: int, f: float) -> tuple[float, float, float, float]:
        """Return outdoor and sky temperature [°C], wind [m/s] and ρ·c [J/(m³·K)] at the share
        ``f`` of an hour."""
        g = 1.0 - f
        return (
            self.theta_e[hour] * g + self.theta_e[hour + 1] * f,
            self.theta_sky[hour] * g + self.theta_sky[hour + 1] * f,
            self.wind[hour] * g + self.wind[hour + 1] * f,
            self.capacity[hour] * g + self.capacity[hour + 1] * f,
        )


def air_of(weather: WeatherYear) -> Air:
    """Return the outdoor air of a weather year."""
    w = humidity_ratio(weather.theta_e, weather.relative_humidity, weather.pressure)
    capacity = heat_capacity_rate(weather.theta_e, weather.pressure, w)
    sky = (weather.ir_horizontal / films.SIGMA) ** 0.25 - films.KELVIN
    return Air(
        _ends(weather.theta_e), _ends(sky), _ends(weather.wind_speed), _ends(capacity),
        float(weather.pressure.mean()),
    )  # fmt: skip


def _ends(values: Array) -> list[float]:
    return [float(values[-1]), *values.tolist()]


def mean_factors(up: list[float]) -> tuple[Array, Array]:
    """Return mean and half difference of the natural factors of faces, each (n, 1)."""
    pairs = np.array([films.natural_factors(u) for u in up]).reshape(-1, 2)
    mean, half = 0.5 * (pairs[:, 0] + pairs[:, 1]), 0.5 * (pairs[:, 0] - pairs[:, 1])
    return mean[:, None], half[:, None]


class OuterFilms:
    """Convection and long-wave of the outer faces of a batch (O, V)."""

    def __init__(self, batch: Batch, weather: WeatherYear, iso: bool) -> None:
        elements = batch.elements[batch.outdoor]
        self.iso = iso
        self.wet = weather.rain
        self._forced_by_wind(batch, weather)
        rough = [films.SMOOTH if e.glass is not None else films.ROUGH for e in elements]
        self.rough = np.array(rough)[:, None]
        view = np.array([films.sky_view(e.tilt) for e in elements]).reshape(-1, 2)
        seen = (view[:, 0] * view[:, 1])[:, None]
        epsilon = batch.epsilon[: len(batch.elements)][batch.outdoor]
        self.to_sky = 0.5 * films.SIGMA * epsilon * seen
        self.to_air = 0.5 * films.SIGMA * epsilon * (1.0 - seen)
        self.mean, self.half = mean_factors([-films.natural_up(e.tilt) for e in elements])
        self._day = np.zeros(0)

    def _forced_by_wind(self, batch: Batch, weather: WeatherYear) -> None:
        elements = batch.elements[batch.outdoor]
        forced = [
            films.forced(weather.wind_speed, weather.wind_direction, e.azimuth, e.tilt)
            for e in elements
        ]
        shape = (len(elements), len(weather.wind_speed))
        self._forced = np.array([f for f, _ in forced]).reshape(shape).T.copy()
        self._lee = np.array([x for _, x in forced]).reshape(shape).T[:, :, None]
        height = batch.per_element(lambda e: films.wind_factor(e.height))[batch.outdoor]
        self._windward = height ** (2 * films.WINDWARD[1])
        self._leeward = height ** (2 * films.LEEWARD[1])

    def prepare(self, day: int) -> None:
        """Compute the forced part of a day."""
        if self.iso:
            return
        hours = slice(day * 24, day * 24 + 24)
        by_height = np.where(self._lee[hours], self._leeward, self._windward)
        self._day = self._forced[hours][:, :, None] * by_height

    def convection(self, t: int, outer: Array, theta_e: float) -> Array | float:
        """Return h [W/(m²·K)] for outer faces at ``outer`` [°C] in hour ``t`` of the year."""
        if self.iso:
            return films.ISO_OUTSIDE
        if self.wet[t]:
            return films.WET
        c = np.cbrt(outer - theta_e)
        natural = np.abs(c)
        natural *= self.mean
        c *= self.half
        natural += c
        out = natural * natural
        out += self._day[t % 24]
        np.sqrt(out, out=out)
        out -= natural
        out *= self.rough
        out += natural
        return np.asarray(out)

    def long_wave(self, outer: Array, theta_e: float, theta_sky: float) -> tuple[Array, Array]:
        """Return h to air and ground and h to the sky [W/(m²·K)]."""
        return (
            _cubed(outer, theta_e, self.to_air),
            _cubed(outer, theta_sky, self.to_sky),
        )


def _cubed(outer: Array, theta: float, factor: Array) -> Array:
    s = outer + (theta + 2.0 * films.KELVIN)
    out = s * s
    out *= s
    out *= factor
    return np.asarray(out)
