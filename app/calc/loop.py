"""The year of a batch: days, hours and steps, and the sums of the season."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.conditions import Conditions
from app.calc.equipment import equipment_of
from app.calc.schedule import HOUR, Pattern, steps_by_hour
from app.calc.slots import Slot, Slots
from app.calc.step import Moment, Outcome, Stepper
from app.calc.sunshine import Sunshine
from app.calc.timetable import APPROACH_DAYS, Timetable
from app.calc.walls import Coefficients, walls_of
from app.model.climate import HOURS, Array, WeatherYear

LONG = 6
"""Hours of a step of the approach."""
START = 10.0
"""Temperature [°C] from which the steady state at the start is sought."""
DESIGN_START = 23.0
DESIGN_DAYS, DESIGN_DAYS_LEAST = 30, 5
LOAD_TOLERANCE = 0.02
THETA_TOLERANCE = 0.05
"""[K] between two design days that count as equal."""
Index = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Year:
    """Hourly means (8760, Z, variants) and sums over the season, by face and zone."""

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


SUMS = ("ventilation", "links", "gains", "sun", "air_stored")


class Loop:
    """One batch under one weather year; its columns are variants on stretches of days."""

    def __init__(
        self, batch: Batch, weather: WeatherYear, *, iso: bool, running: bool = True,
        balance: bool = True,
    ) -> None:  # fmt: skip
        self.batch, self.balance = batch, balance
        sunshine = Sunshine(batch, weather)
        self.conditions = Conditions(batch, weather, sunshine, iso=iso, count_sun=balance)
        by_variant = [steps_by_hour(model) for model in batch.models]
        self.slots = _slots_of(batch, by_variant)
        self.equipment = equipment_of(batch, by_variant, running)
        walls, h_behind = walls_of(batch), self.conditions.h_behind
        self._heavy = walls.rows
        self._covered = np.zeros((0, batch.size), dtype=bool)
        lengths = [*sorted(self.slots.lengths()), LONG * HOUR, np.inf]
        self._by_length = {dt: walls.over(dt, h_behind) for dt in lengths}
        self._walls = {(dt,) * len(self.slots.patterns): w for dt, w in self._by_length.items()}
        self.body = Stepper(
            batch, walls, self.conditions.outer, self.equipment, sunshine.spread.radiant,
            self.conditions.pairs,
        )  # fmt: skip

    def year(
        self, table: Timetable, own: Mask, progress: Callable[[float], None] | None = None
    ) -> Year:
        """Run the days of a timetable, of which each variant keeps its ``own`` (365, variants);
        ``progress`` gets the share done."""
        self._own = own
        z, v, f = self.batch.zones, self.batch.variants, len(self.batch.area)
        self.out = Year(*(np.zeros((HOURS, z, v)) for _ in range(4)))
        self._hourly = np.zeros((4, 24, z, self.batch.size))
        if self.balance:
            self.out.face_heat = np.zeros((f, self.batch.size))
            for name in SUMS:
                setattr(self.out, name, np.zeros((z, self.batch.size)))
        first = table.days[0] - APPROACH_DAYS
        self._settle(first % 365)
        for n in range(APPROACH_DAYS):
            self._approach((first + n) % 365)
        for n, days in enumerate(table.days):
            self._day(days, table.counts[n])
            if progress:
                progress((n + 1) / len(table.days))
        if self.balance:
            for name in ("face_heat", *SUMS):
                columns = getattr(self.out, name).reshape(-1, table.stretches, v)
                setattr(self.out, name, columns.sum(axis=1))
        return self.out

    def design_power(self) -> float:
        """Return the mean heating power [W] of a day repeated from a warm house until it repeats.

        Start at 23 °C throughout, at least six days; the day counts as repeated when loads and
        zone temperatures change less than the tolerances, and the day after it is the result:
        the procedure of the reference, which ends before the ground has cooled down.
        """
        self.body.start(DESIGN_START, self._by_length[np.inf])
        first = np.zeros(1, dtype=np.intp)
        self.conditions.prepare(first)
        before: Array | None = None
        for day in range(DESIGN_DAYS):
            trace = []
            for hour in range(24):
                q = self._design_hour(hour)
                trace.append([q.sum(), *self.body.zones[0].ravel()])
            now = np.array(trace)
            if before is not None and day >= DESIGN_DAYS_LEAST and self._repeats(before, now):
                break
            before = now
        return float(np.mean([self._design_hour(hour).sum() for hour in range(24)]))

    def _design_hour(self, hour: int) -> Array:
        on = np.ones(self.batch.size, dtype=bool)
        self._switch_covers(hour)
        return self._step(hour, _plain(self.slots, HOUR), 0, on)[1].q.copy()

    @staticmethod
    def _repeats(before: Array, now: Array) -> bool:
        load = np.abs(now[:, 0] - before[:, 0]) / np.maximum(now[:, 0], 100.0)
        theta = np.abs(now[:, 1:] - before[:, 1:])
        return bool(load.max() < LOAD_TOLERANCE and theta.max() < THETA_TOLERANCE)

    def _settle(self, days: Index) -> None:
        """Start from the mean of the steady states of the hours of a day."""
        self.body.start(START, self._by_length[np.inf])
        self.conditions.prepare(days)
        slot, on = _plain(self.slots, np.inf), self._season(days)
        total = np.zeros_like(self.body.z)
        for hour in range(24):
            self._switch_covers(hour)
            self._step(hour, slot, 0, on)
            total += self.body.z
        self.body.z = total / 24.0

    def _approach(self, days: Index) -> None:
        """Run a day in few long steps of mean conditions."""
        self.conditions.prepare(days)
        on = self._season(days)
        walls = self._walls[(LONG * HOUR,) * len(self.slots.patterns)]
        for first in range(0, 24, LONG):
            hours = range(first, first + LONG)
            self._switch_covers(first)
            lower = np.array([self.equipment.lower_on(on, h)[-1] for h in hours])
            upper = np.array([self.equipment.upper[h][-1] for h in hours])
            moment = self.conditions.mean_moment(
                hours, LONG * HOUR, walls, _mean_set(lower, -np.inf), _mean_set(upper, np.inf),
                self.body.zones[0],
            )  # fmt: skip
            self.body.step(moment)

    def _season(self, days: Index) -> Mask:
        """Return in which columns it is the heating season."""
        return np.asarray(self.equipment.season[days].reshape(-1))

    def _day(self, days: Index, counts: Mask) -> None:
        self.conditions.prepare(days)
        on, counting = self._season(days), bool(counts.any())
        weight = on * np.repeat(counts, self.batch.variants)
        account = self.balance and bool(weight.any())
        self._hourly[...] = 0.0
        for hour, slots in enumerate(self.slots.hours):
            self._switch_covers(hour)
            for k, slot in enumerate(slots):
                before = self.body.zones[0].copy()
                if slot.held is not None:
                    self.body.keep()
                moment, outcome = self._step(hour, slot, k, on)
                if slot.held is not None:
                    self.body.restore(slot.held)
                if account:
                    self._account(moment, outcome, weight * slot.share, before)
                if counting:
                    self._record(hour, slot, outcome.q)
        if counting:
            self._file(days[counts], counts)

    def _step(self, hour: int, slot: Slot, k: int, on: Mask) -> tuple[Moment, Outcome]:
        lower, upper = self.equipment.lower_on(on, hour), self.equipment.upper[hour]
        at = min(k, len(lower) - 1)
        walls = self._walls.get(slot.lengths)
        if walls is None:
            walls = self._walls[slot.lengths] = self.slots.walls(slot, self._by_length)
        moment = self.conditions.moment(
            hour, slot.middle, slot.dt, walls, lower[at], upper[at], self.body.zones[0]
        )
        return moment, self.body.step(moment)

    def _switch_covers(self, hour: int) -> None:
        """Give the elements with covers their conductance of the hour, where it changes."""
        closed = self.conditions.covers_closed(hour)
        if closed is None or np.array_equal(closed, self._covered):
            return
        self._covered = closed
        covers, steady = self.conditions.covers, slice(0, self.batch.partitions.start)
        rows, g = covers.elements, np.where(closed, covers.shut, covers.open)
        for w in self._walls.values():
            w.y_ii[rows] = w.across[rows] = w.y_oo[rows] = g
            w.eliminate_outer(steady, self.conditions.h_behind[steady])

    def _record(self, hour: int, slot: Slot, q: Array) -> None:
        """Add a step's share of the hour to the hourly means of the day."""
        hourly = self._hourly[:, hour]
        hourly[:2] += slot.share * self.body.zones
        warm = np.maximum(q, 0.0)
        hourly[2] += slot.share * warm
        if self.equipment.cools:
            hourly[3] += slot.share * (warm - q)

    def _file(self, days: Index, counts: Mask) -> None:
        """Put the hourly means of the days that count into the year."""
        shape = (4, 24, self.batch.zones, len(counts), self.batch.variants)
        values = self._hourly.reshape(shape)[:, :, :, counts] * self._own[days]
        hours = days * 24 + np.arange(24)[:, None]
        out = self.out
        for year, value in zip(
            (out.theta_air, out.theta_rad, out.phi, out.phi_c), values, strict=True
        ):
            year[hours] = value.swapaxes(1, 2)

    def _account(self, m: Moment, outcome: Outcome, hours: Array, before: Array) -> None:
        """Add this step's heat [Wh] to the sums of the season."""
        b, out, body, climate = self.batch, self.out, self.body, self.conditions
        count, parts, theta = b.count, b.partitions, body.zones[0]
        t_i, t_o = body.faces
        q = _face_flow(m.walls.y_ii, m.walls, t_i, t_o)
        q[self._heavy] -= outcome.memory[0]
        out.face_heat[:count] += q * hours
        if parts.stop > parts.start:
            q = _face_flow(m.walls.y_oo, m.walls, t_o, t_i)
            q[self._heavy] -= outcome.memory[1]
            out.face_heat[count:] += q[parts] * hours
        out.ventilation += outcome.ventilation * (m.theta_e - theta) * hours
        out.gains += (m.phi_con + climate.phi_rad[m.hour]) * hours
        out.sun += climate.light.entered[m.hour] * hours
        store = body.volume * (m.capacity / HOUR)
        out.air_stored += store * (theta - before) * (hours > 0.0)
        for (i, j), h in zip(climate.pairs, m.links, strict=True):
            flow = h * (theta[j] - theta[i]) * hours
            out.links[i] += flow
            out.links[j] -= flow


def _slots_of(batch: Batch, by_variant: list[Pattern]) -> Slots:
    patterns = list(dict.fromkeys(by_variant))
    group = np.array([patterns.index(p) for p in by_variant], dtype=np.intp)
    return Slots(patterns, np.tile(group, batch.stretches))


def _plain(slots: Slots, dt: float) -> Slot:
    """Return a step of the same length for all columns, as a whole hour."""
    return Slot((dt,) * len(slots.patterns), dt, 1.0, 0.5, None)


def _mean_set(values: Array, off: float) -> Array:
    """Return the mean of set points over hours, leaving out those that are ``off``."""
    known = values != off
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), off)


def _face_flow(y_own: Array, walls: Coefficients, own: Array, other: Array) -> Array:
    q = y_own * own
    q -= walls.across * other
    return q
