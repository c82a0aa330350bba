"""The outdoor climate between the hours, and how outer faces meet it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import heat_capacity_rate, humidity_ratio
from app.calc.batch import Batch
from app.model.climate import Array, WeatherYear

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Air:
    """Weather between hours: ``ends`` (4, 8761) are outdoor and sky temperature [°C], wind [m/s]
    and ρ·c [J/(m³·K)] at the ends of the hours, the last first."""

    ends: Array
    pressure: float

    def on(self, days: Index) -> Array:
        """Return the ends of the hours of days (S), (25, 4, S)."""
        return np.ascontiguousarray(self.ends[:, days * 24 + np.arange(25)[:, None]].swapaxes(0, 1))


def air_of(weather: WeatherYear) -> Air:
    """Return the outdoor air of a weather year."""
    w = humidity_ratio(weather.theta_e, weather.relative_humidity, weather.pressure)
    capacity = heat_capacity_rate(weather.theta_e, weather.pressure, w)
    sky = (weather.ir_horizontal / films.SIGMA) ** 0.25 - films.KELVIN
    hourly = np.array([weather.theta_e, sky, weather.wind_speed, capacity])
    return Air(np.concatenate([hourly[:, -1:], hourly], axis=1), float(weather.pressure.mean()))


class OuterFilms:
    """Convection and long-wave of the outer faces of a batch (O, V), areas included [W/K]."""

    def __init__(self, batch: Batch, weather: WeatherYear, iso: bool) -> None:
        elements = batch.elements[batch.outdoor]
        fixed = [iso and e.part != "door" for e in elements]
        self._all_fixed = all(fixed)
        self._fixed = np.flatnonzero(fixed)
        self._rain = weather.rain
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
        self._wet_hours = np.zeros(24, dtype=bool)
        self._wet_columns = np.zeros((24, batch.size), dtype=bool)
        self._variants = batch.variants
        self._h, self._sky, self._spare = (np.zeros_like(self._area) for _ in range(3))

    def _forced_by_wind(self, batch: Batch, weather: WeatherYear) -> None:
        elements = batch.elements[batch.outdoor]
        forced = [
            films.forced(weather.wind_speed, weather.wind_direction, e.azimuth, e.tilt)
            for e in elements
        ]
        shape = (len(elements), len(weather.wind_speed))
        self._forced = np.array([f for f, _ in forced]).reshape(shape).T.copy()
        self._lee = np.array([x for _, x in forced]).reshape(shape).T.copy()
        height = batch.per_element(lambda e: films.wind_factor(e.height))[batch.outdoor]
        height = height[:, : batch.variants]
        self._windward = height ** (2 * films.WINDWARD[1])
        self._leeward = height ** (2 * films.LEEWARD[1])

    def prepare(self, days: Index) -> None:
        """Compute the forced part of a day (S) of each stretch."""
        if self._all_fixed:
            return
        hours = days * 24 + np.arange(24)[:, None]
        lee = self._lee[hours].swapaxes(1, 2)[..., None]
        forced = self._forced[hours].swapaxes(1, 2)[..., None]
        by_height = np.where(lee, self._leeward[:, None], self._windward[:, None])
        self._day = (forced * by_height).reshape(24, len(self._h), -1)
        wet = self._rain[hours]
        self._wet_hours = wet.any(axis=1)
        self._wet_columns = np.repeat(wet, self._variants, axis=1)

    def meet(
        self, hour: int, outer: Array, theta_e: Array, theta_sky: Array, source: Array
    ) -> Array:
        """Return h [W/K] of outer faces at ``outer`` [°C] in an hour of the day prepared, and add
        what air and sky (V) send them to ``source`` [W]."""
        h, sky, spare = self._convection(hour, outer, theta_e), self._sky, self._spare
        h += _cubed(outer, theta_e, self._to_air, sky, spare)
        h += _cubed(outer, theta_sky, self._to_sky, sky, spare)
        np.multiply(h, theta_e, out=spare)
        source += spare
        sky *= theta_sky - theta_e
        source += sky
        return h

    def _convection(self, hour: int, outer: Array, theta_e: Array) -> Array:
        h, natural, spare = self._h, self._sky, self._spare
        if self._all_fixed:
            return np.multiply(self._area, films.ISO_OUTSIDE, out=h)
        np.subtract(outer, theta_e, out=spare)
        np.cbrt(spare, out=spare)
        np.multiply(spare, self._warm, out=natural)
        spare *= self._cold
        np.maximum(natural, spare, out=natural)
        np.multiply(natural, natural, out=h)
        h += self._day[hour]
        np.sqrt(h, out=h)
        h *= self._rough
        natural *= self._plain
        h += natural
        if self._wet_hours[hour]:
            np.copyto(h, films.WET * self._area, where=self._wet_columns[hour])
        if len(self._fixed):
            h[self._fixed] = films.ISO_OUTSIDE * self._area[self._fixed]
        return h


def _cubed(outer: Array, theta: Array, factor: Array, out: Array, spare: Array) -> Array:
    np.add(outer, theta + 2.0 * films.KELVIN, out=out)
    np.multiply(out, out, out=spare)
    out *= spare
    out *= factor
    return out
