"""The year of a batch: days, hours and steps, and the sums of the season."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from app.calc.airflow import dry_air_capacity
from app.calc.batch import Batch
from app.calc.equipment import equipment_of
from app.calc.outdoor import OuterFilms, air_of
from app.calc.schedule import HOUR, days_on, month_of_day, steps_by_hour
from app.calc.step import Moment, Outcome, Stepper
from app.calc.sunshine import Covers, Sunshine
from app.calc.walls import Coefficients, walls_of
from app.model.climate import Array, WeatherYear

WARM_UP_DAYS = 45
WARM_UP_START = 10.0
DESIGN_START = 23.0
DESIGN_DAYS, DESIGN_DAYS_LEAST = 30, 5
NOTHING = 1e-9
"""Conductance [W/K] to nothing: it keeps the face of a closed wall from being singular."""
LOAD_TOLERANCE = 0.02
THETA_TOLERANCE = 0.05
"""[K] between two design days that count as equal."""


@dataclass(slots=True, eq=False)
class Year:
    """Hourly means (8760, Z, V) and sums over the season, by face and zone."""

    theta_air: Array
    theta_rad: Array
    phi: Array
    phi_c: Array
    face_heat: Array = field(default_factory=lambda: np.zeros(0))
    ventilation: Array = field(default_factory=lambda: np.zeros(0))
    links: Array = field(default_factory=lambda: np.zeros(0))
    gains: Array = field(default_factory=lambda: np.zeros(0))
    sun: Array = field(default_factory=lambda: np.zeros(0))
    air_stored: Array = field(default_factory=lambda: np.zeros(0))


class Loop:
    """One batch under one weather year."""

    def __init__(
        self, batch: Batch, weather: WeatherYear, *, iso: bool, running: bool = True,
        balance: bool = True, sunshine: Sunshine | None = None,
    ) -> None:  # fmt: skip
        self.batch = batch
        self.air = air_of(weather)
        self.balance = balance
        self.steps = steps_by_hour(batch.models[0])
        lengths = {dt for steps in self.steps for dt in steps} | {HOUR}
        walls = walls_of(batch)
        area = batch.area[: batch.count]
        self._h_behind = area * batch.per_element(
            lambda e: e.h_behind if e.behind == "known" else 0.0
        )
        self._h_behind = np.maximum(self._h_behind, NOTHING)
        self._steady = slice(0, batch.partitions.start)
        steps = [*sorted(lengths), np.inf]
        self.walls = {dt: walls.over(dt, self._h_behind) for dt in steps}
        self.sunshine = sunshine or Sunshine(batch, weather)
        self.covers = Covers(batch)
        self.equipment = equipment_of(batch, self.steps, running)
        self.outer = OuterFilms(batch, weather, iso)
        self._gains()
        self._air_links()
        self.body = Stepper(
            batch, walls, self.outer, self.equipment, self.sunshine.spread.radiant, self.pairs
        )
        theta = np.array([[e.theta_behind for e in n.elements] for n in batch.networks])
        self._theta_behind = theta.transpose(2, 1, 0).copy()

    def _gains(self) -> None:
        shape = (24, self.batch.zones, self.batch.size)
        self.phi_con, self.phi_rad = np.zeros(shape), np.zeros(shape)
        for v, network in enumerate(self.batch.networks):
            for k, zone in enumerate(network.zones):
                phi, share = np.array(zone.phi_int), zone.gain_radiative_fraction
                self.phi_rad[:, k, v] = phi * share
                self.phi_con[:, k, v] = phi * (1.0 - share)
        fan = np.zeros(shape)
        for v, network in enumerate(self.batch.networks):
            for k, zone in enumerate(network.zones):
                if zone.ventilation:
                    fan[:, k, v] = zone.ventilation.q_v * np.array(zone.ventilation.on)
        self.fan = fan
        self._gains_on_faces = self.sunshine.gains_on_faces(self.phi_rad)

    def _air_links(self) -> None:
        models = self.batch.models
        ids = {z.id: k for k, z in enumerate(models[0].zones)}
        self.pairs = [(ids[link.zones[0]], ids[link.zones[1]]) for link in models[0].air_links]
        shape = (len(self.pairs), len(models))
        self.link_hours = np.zeros((24, *shape))
        self.link_days = np.zeros((365, *shape), dtype=bool)
        for v, model in enumerate(models):
            for j, link in enumerate(model.air_links):
                self.link_hours[:, j, v] = link.q_v * np.array(link.on, dtype=float)
                self.link_days[:, j, v] = days_on(link.period)

    def year(
        self, progress: Callable[[float], None] | None = None, *, season_only: bool = False
    ) -> Year:
        """Run warm-up and year, or the heating season alone; ``progress`` gets the share done."""
        days = self._season_days() if season_only else list(range(365))
        self._warm_up(days[0])
        z, v, f = self.batch.zones, self.batch.size, len(self.batch.area)
        self.out = Year(*(np.zeros((8760, z, v)) for _ in range(4)))
        if self.balance:
            self.out.face_heat = np.zeros((f, v))
            for name in ("ventilation", "links", "gains", "sun", "air_stored"):
                setattr(self.out, name, np.zeros((z, v)))
        for count, day in enumerate(days, start=1):
            self._day(day, record=True)
            if progress and count % 5 == 0:
                progress(count / len(days))
        return self.out

    def _season_days(self) -> list[int]:
        """Return the days of heating of any variant in their order, the year running on."""
        on = self.equipment.season.any(axis=1)
        starts = np.flatnonzero(on & ~np.roll(on, 1))
        first = int(starts[-1]) if len(starts) else 0
        order = [(first + n) % 365 for n in range(365)]
        return [day for day in order if on[day]] or order

    def design_power(self) -> float:
        """Return the mean heating power [W] of a day repeated from a warm house until it repeats.

        Start at 23 °C throughout, at least six days; the day counts as repeated when loads and
        zone temperatures change less than the tolerances, and the day after it is the result:
        the procedure of the reference, which ends before the ground has cooled down.
        """
        self.body.start(DESIGN_START, self.walls[np.inf])
        before: Array | None = None
        for day in range(DESIGN_DAYS):
            trace = []
            self._prepare(0)
            for hour in range(24):
                q = self._hour(0, hour, (HOUR,))
                trace.append([q.sum(), *self.body.zones[0].ravel()])
            now = np.array(trace)
            if before is not None and day >= DESIGN_DAYS_LEAST and self._repeats(before, now):
                break
            before = now
        self._prepare(0)
        return float(np.mean([self._hour(0, hour, (HOUR,)).sum() for hour in range(24)]))

    @staticmethod
    def _repeats(before: Array, now: Array) -> bool:
        load = np.abs(now[:, 0] - before[:, 0]) / np.maximum(now[:, 0], 100.0)
        theta = np.abs(now[:, 1:] - before[:, 1:])
        return bool(load.max() < LOAD_TOLERANCE and theta.max() < THETA_TOLERANCE)

    def _settle(self, day: int) -> None:
        """Start from the mean of the steady states of the hours of a day."""
        self.body.start(WARM_UP_START, self.walls[np.inf])
        self._prepare(day)
        total = np.zeros_like(self.body.z)
        for hour in range(24):
            self._hour(day, hour, (np.inf,))
            total += self.body.z
        self.body.z = total / 24.0

    def _warm_up(self, first: int) -> None:
        """Run the days before the first; the year repeats."""
        self._settle((first - WARM_UP_DAYS) % 365)
        for day in range(first - WARM_UP_DAYS, first):
            self._day(day % 365, record=False)

    def _day(self, day: int, record: bool) -> None:
        self._prepare(day)
        in_season = self.equipment.season[day].astype(float)
        for hour in range(24):
            self._hour(day, hour, self.steps[hour], in_season if record else None)

    def _prepare(self, day: int) -> None:
        """Compute what the whole day shares."""
        closed = self.covers.closed(day) if len(self.covers.elements) else None
        self._closed = closed
        shut = None
        if closed is not None:
            faces = self.sunshine.window_faces
            shut = np.zeros((len(faces), 24, self.batch.size), dtype=bool)
            for j, k in enumerate(self.covers.elements):
                at = np.flatnonzero(faces == k)
                if len(at):
                    shut[at[0]] = closed[:, j]
        self.light = self.sunshine.day(day, shut, self._gains_on_faces, entered=self.balance)
        self.outer.prepare(day)
        self.behind = self._h_behind * self._theta_behind[_MONTH[day]]

    def _switch_covers(self, hour: int) -> None:
        if self._closed is None:
            return
        g = np.where(self._closed[hour], self.covers.shut, self.covers.open)
        rows = self.covers.elements
        for w in self.walls.values():
            w.y_ii[rows] = w.across[rows] = w.y_oo[rows] = g
            w.eliminate_outer(self._steady, self._h_behind[self._steady])

    def _hour(
        self, day: int, hour: int, steps: tuple[float, ...], in_season: Array | None = None
    ) -> Array:
        """Run an hour; record it if ``in_season`` is given (1 where the balance counts)."""
        t = day * 24 + hour
        body = self.body
        self._switch_covers(hour)
        lower, upper = self.equipment.lower_at(day, hour), self.equipment.upper[hour]
        account = self.balance and in_season is not None and bool(in_season.any())
        start = 0.0
        for k, dt in enumerate(steps):
            share = dt / HOUR if dt < HOUR else 1.0
            at = min(k, len(lower) - 1)
            moment = self._moment(t, day, start + 0.5 * share, dt, lower[at], upper[at])
            before = body.zones[0].copy()
            outcome = body.step(moment)
            if account and in_season is not None:
                self._account(moment, outcome, in_season * share, before)
            start += share
            if in_season is not None:
                self._record(t, share, outcome.q)
        return outcome.q

    def _record(self, t: int, share: float, q: Array) -> None:
        """Add a step's share of the hour to the hourly means."""
        out, warm = self.out, np.maximum(q, 0.0)
        theta, theta_r = self.body.zones
        out.theta_air[t] += share * theta
        out.theta_rad[t] += share * theta_r
        out.phi[t] += share * warm
        out.phi_c[t] += share * (warm - q)

    def _moment(
        self, t: int, day: int, share: float, dt: float, lower: Array, upper: Array
    ) -> Moment:
        hour = t % 24
        return Moment(
            t, dt, *self.air.at(t, share), self.walls[dt], self.light.inside[hour],
            self.light.outside[hour], self.behind, self.phi_con[hour], self.fan[hour],
            self._link_flows(day, hour), lower, upper,
        )  # fmt: skip

    def _link_flows(self, day: int, hour: int) -> list[Array]:
        """Return the conductance [W/K] of each air link, at the mean density of its ends."""
        theta = self.body.zones[0]
        return [
            dry_air_capacity(0.5 * (theta[a] + theta[b]), self.air.pressure)
            * (self.link_hours[hour, j] * self.link_days[day, j])
            for j, (a, b) in enumerate(self.pairs)
        ]

    def _account(self, m: Moment, outcome: Outcome, hours: Array, before: Array) -> None:
        """Add this step's heat [Wh] to the sums of the season."""
        b, out, body, hour = self.batch, self.out, self.body, m.t % 24
        count, parts, theta = b.count, b.partitions, body.zones[0]
        t_i, t_o = body.faces
        q = _face_flow(m.walls.y_ii, m.walls, t_i, t_o)
        q -= outcome.memory[0]
        out.face_heat[:count] += q * hours
        if parts.stop > parts.start:
            q = _face_flow(m.walls.y_oo, m.walls, t_o, t_i)
            q -= outcome.memory[1]
            out.face_heat[count:] += q[parts] * hours
        out.ventilation += outcome.ventilation * (m.theta_e - theta) * hours
        out.gains += (m.phi_con + self.phi_rad[hour]) * hours
        out.sun += self.light.entered[hour] * hours
        store = body.volume * (m.capacity / HOUR)
        out.air_stored += store * (theta - before) * (hours > 0.0)
        for (i, j), h in zip(self.pairs, m.links, strict=True):
            flow = h * (theta[j] - theta[i]) * hours
            out.links[i] += flow
            out.links[j] -= flow


_MONTH = month_of_day()


def _face_flow(y_own: Array, walls: Coefficients, own: Array, other: Array) -> Array:
    q = y_own * own
    q -= walls.across * other
    return q
