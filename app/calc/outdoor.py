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


class OuterFilms:
    """Convection and long-wave of the outer faces of a batch (O, V), areas included [W/K]."""

    def __init__(self, batch: Batch, weather: WeatherYear, iso: bool) -> None:
        elements = batch.elements[batch.outdoor]
        self.iso = iso
        self.wet = weather.rain
        self._area = batch.area[: len(batch.elements)][batch.outdoor]
        self._forced_by_wind(batch, weather)
        rough = np.array([films.SMOOTH if e.glass is not None else films.ROUGH for e in elements])
        self._rough, self._plain = rough[:, None] * self._area, (1.0 - rough)[:, None] * self._area
        view = np.array([films.sky_view(e.tilt) for e in elements]).reshape(-1, 2)
        seen = (view[:, 0] * view[:, 1])[:, None]
        grey = 0.5 * films.SIGMA * batch.epsilon[: len(batch.elements)][batch.outdoor] * self._area
        self._to_sky, self._to_air = grey * seen, grey * (1.0 - seen)
        up = [-films.natural_up(e.tilt) for e in elements]
        factors = np.array([films.natural_factors(u) for u in up]).reshape(-1, 2)
        self._warm, self._cold = factors[:, :1], -factors[:, 1:]
        self._day = np.zeros(0)
        self._h, self._sky, self._spare = (np.zeros_like(self._area) for _ in range(3))

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
        if (height == height[:, :1]).all():
            height = height[:, :1]
        self._windward = height ** (2 * films.WINDWARD[1])
        self._leeward = height ** (2 * films.LEEWARD[1])

    def prepare(self, day: int) -> None:
        """Compute the forced part of a day."""
        if self.iso:
            return
        hours = slice(day * 24, day * 24 + 24)
        by_height = np.where(self._lee[hours], self._leeward, self._windward)
        self._day = self._forced[hours][:, :, None] * by_height

    def meet(self, t: int, outer: Array, theta_e: float, theta_sky: float, source: Array) -> Array:
        """Return h [W/K] of outer faces at ``outer`` [°C] in hour ``t`` of the year, and add what
        air and sky send them to ``source`` [W]."""
        h, sky, spare = self._convection(t, outer, theta_e), self._sky, self._spare
        h += _cubed(outer, theta_e, self._to_air, sky, spare)
        h += _cubed(outer, theta_sky, self._to_sky, sky, spare)
        np.multiply(h, theta_e, out=spare)
        source += spare
        sky *= theta_sky - theta_e
        source += sky
        return h

    def _convection(self, t: int, outer: Array, theta_e: float) -> Array:
        h, natural, spare = self._h, self._sky, self._spare
        if self.iso or self.wet[t]:
            return np.multiply(self._area, films.ISO_OUTSIDE if self.iso else films.WET, out=h)
        np.subtract(outer, theta_e, out=spare)
        np.cbrt(spare, out=spare)
        np.multiply(spare, self._warm, out=natural)
        spare *= self._cold
        np.maximum(natural, spare, out=natural)
        np.multiply(natural, natural, out=h)
        h += self._day[t % 24]
        np.sqrt(h, out=h)
        h *= self._rough
        natural *= self._plain
        h += natural
        return h


def _cubed(outer: Array, theta: float, factor: Array, out: Array, spare: Array) -> Array:
    np.add(outer, theta + 2.0 * films.KELVIN, out=out)
    np.multiply(out, out, out=spare)
    out *= spare
    out *= factor
    return out
