"""What the houses of a batch meet on a day: climate, light, gains, covers and air links."""

import numpy as np
from numpy.typing import NDArray

from app.calc.airflow import dry_air_capacity
from app.calc.batch import Batch
from app.calc.outdoor import OuterFilms, air_of
from app.calc.schedule import days_on, month_of_day
from app.calc.step import Moment
from app.calc.sunshine import Covers, Index, Sunshine
from app.calc.walls import Coefficients
from app.model.climate import Array, WeatherYear

NOTHING = 1e-9
"""Conductance [W/K] to nothing: it keeps the face of a closed wall from being singular."""
_MONTH = month_of_day()


class Conditions:
    """The conditions of a batch under a weather year, prepared day by day."""

    def __init__(
        self, batch: Batch, weather: WeatherYear, sunshine: Sunshine, *, iso: bool, count_sun: bool
    ) -> None:
        self.batch, self._count_sun = batch, count_sun
        self.outer = OuterFilms(batch, weather, iso)
        self.sunshine = sunshine
        self.covers = Covers(batch)
        self._air = air_of(weather)
        behind = batch.per_element(lambda e: e.h_behind if e.behind == "known" else 0.0)
        self.h_behind = np.maximum(behind * batch.area[: batch.count], NOTHING)
        theta = np.array([[e.theta_behind for e in n.elements] for n in batch.networks])
        self._theta_behind = theta.transpose(2, 1, 0).copy()
        self._gains()
        self._air_links()

    def _gains(self) -> None:
        batch = self.batch
        shape = (24, batch.zones, batch.variants)
        con, rad, fan = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self._fan_days = np.ones((365, *shape[1:]), dtype=bool)
        opens_at = np.full(shape[1:], -np.inf)
        for v, network in enumerate(batch.networks):
            for k, zone in enumerate(network.zones):
                phi, share = np.array(zone.phi_int), zone.gain_radiative_fraction
                rad[:, k, v] = phi * share
                con[:, k, v] = phi * (1.0 - share)
                if zone.ventilation:
                    fan[:, k, v] = zone.ventilation.q_v * np.array(zone.ventilation.on)
                    self._fan_days[:, k, v] = days_on(zone.ventilation.period)
                    if zone.ventilation.theta_open is not None:
                        opens_at[k, v] = zone.ventilation.theta_open
        self.phi_con, self.phi_rad, self._fan = batch.wide(con), batch.wide(rad), batch.wide(fan)
        self._opens_at, self._opens = batch.wide(opens_at), bool((opens_at > -np.inf).any())
        self._gains_on_faces = self.sunshine.gains_on_faces(self.phi_rad)

    def _air_links(self) -> None:
        models = self.batch.models
        ids = {z.id: k for k, z in enumerate(models[0].zones)}
        self.pairs = [(ids[link.zones[0]], ids[link.zones[1]]) for link in models[0].air_links]
        shape = (len(self.pairs), len(models))
        hours, self._link_days = np.zeros((24, *shape)), np.zeros((365, *shape))
        for v, model in enumerate(models):
            for j, link in enumerate(model.air_links):
                hours[:, j, v] = link.q_v * np.array(link.on, dtype=float)
                self._link_days[:, j, v] = days_on(link.period)
        self._link_hours = self.batch.wide(hours)

    def prepare(self, days: Index) -> None:
        """Compute what a day (S) of each stretch has in common."""
        batch = self.batch
        self._closed = self.covers.closed(days) if len(self.covers.elements) else None
        self.light = self.sunshine.day(
            days, self._windows_closed(), self._gains_on_faces, entered=self._count_sun
        )
        self.outer.prepare(days)
        theta = self._theta_behind[_MONTH[days]].swapaxes(0, 1).reshape(batch.count, batch.size)
        self._behind = self.h_behind * theta
        on = self._fan_days[days].swapaxes(0, 1).reshape(batch.zones, batch.size)
        self._fan_today = self._fan * on if self._fan.any() else self._fan
        self._windows = self._opens and bool((on & (self._opens_at > -np.inf)).any())
        self._ends = np.repeat(self._air.on(days), batch.variants, axis=2)
        self._links_on = self._link_days[days].swapaxes(0, 1).reshape(len(self.pairs), batch.size)

    def _windows_closed(self) -> NDArray[np.bool_] | None:
        """Return which windows are closed (W, 24, V), if any window can be."""
        if self._closed is None:
            return None
        faces = self.sunshine.window_faces
        shut = np.zeros((len(faces), 24, self.batch.size), dtype=bool)
        for j, k in enumerate(self.covers.elements):
            shut[faces == k] = self._closed[:, j]
        return shut

    def covers_closed(self, hour: int) -> NDArray[np.bool_] | None:
        """Return which covers are closed in an hour (C, V), if there are any."""
        return None if self._closed is None else np.asarray(self._closed[hour])

    def moment(
        self, hour: int, share: Array | float, dt: Array | float, walls: Coefficients,
        lower: Array, upper: Array, theta: Array,
    ) -> Moment:  # fmt: skip
        """Return a moment at the ``share`` of an hour with zone air at ``theta`` (Z, V) [°C]."""
        ends, light = self._ends, self.light
        theta_e, theta_sky, wind, capacity = ends[hour] * (1.0 - share) + ends[hour + 1] * share
        let_in = self._air_let_in(hour, theta, theta_e)
        return Moment(
            hour, dt, theta_e, theta_sky, wind, capacity, walls, light.inside[hour],
            light.outside[hour], self._behind, self.phi_con[hour], let_in,
            self._link_flows(hour, theta), lower, upper,
        )  # fmt: skip

    def mean_moment(
        self, hours: range, dt: float, walls: Coefficients, lower: Array, upper: Array,
        theta: Array,
    ) -> Moment:  # fmt: skip
        """Return the mean of some hours as one moment of ``dt`` [s]."""
        span, ends, light = slice(hours.start, hours.stop), self._ends, self.light
        theta_e, theta_sky, wind, capacity = ends[hours.start : hours.stop + 1].mean(axis=0)
        fan = np.mean([self._air_let_in(h, theta, theta_e) for h in hours], axis=0)
        flows = [self._link_flows(h, theta) for h in hours]
        links = [sum(row) / len(hours) for row in zip(*flows, strict=True)]
        return Moment(
            hours.start, dt, theta_e, theta_sky, wind, capacity, walls,
            light.inside[span].mean(axis=0), light.outside[span].mean(axis=0), self._behind,
            self.phi_con[span].mean(axis=0), fan, links, lower, upper,
        )  # fmt: skip

    def _air_let_in(self, hour: int, theta: Array, theta_e: Array) -> Array:
        """Return the flow of fans and opened windows [m³/s] (Z, V)."""
        fan = self._fan_today[hour]
        if not self._windows:
            return np.asarray(fan)
        opened = (theta > self._opens_at) & ((theta > theta_e) | (self._opens_at == -np.inf))
        return np.asarray(fan * opened)

    def _link_flows(self, hour: int, theta: Array) -> list[Array]:
        """Return the conductance [W/K] of each air link, at the mean density of its ends."""
        return [
            dry_air_capacity(0.5 * (theta[a] + theta[b]), self._air.pressure)
            * (self._link_hours[hour, j] * self._links_on[j])
            for j, (a, b) in enumerate(self.pairs)
        ]
