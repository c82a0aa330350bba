"""The hourly loop: faces, zones and equipment of a batch of houses.

All temperatures are means over the step; the walls answer exactly (``conduction``). Film
coefficients follow the step before, as in EnergyPlus. In each step the faces are eliminated,
leaving air and mean radiant temperature of each zone; the heater's power follows from the free
temperatures and its unit response (ISO 52016-1 6.5.5.2), limits included.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import air_flow, heat_capacity_rate, humidity_ratio
from app.calc.batch import Batch, Coefficients, coefficients, infiltration_terms
from app.calc.equipment import equipment_of
from app.calc.schedule import HOUR, days_on, month_of_day, steps_by_hour
from app.calc.sunshine import Covers, Sunshine
from app.calc.zones import ZoneBalance
from app.model.climate import Array, WeatherYear

WARM_UP_DAYS = 45
STEADY_ROUNDS = 40
DESIGN_START = 23.0
DESIGN_DAYS, DESIGN_DAYS_LEAST = 30, 5
LOAD_TOLERANCE = 0.02
THETA_TOLERANCE = 0.05
"""[K] between two design days that count as equal."""
_K = films.KELVIN


@dataclass(frozen=True, slots=True, eq=False)
class Air:
    """Weather between hours: values at the ends of the hours, (8761,) with the last first."""

    theta_e: Array
    theta_sky: Array
    wind: Array
    capacity: Array
    pressure: Array

    def at(self, name: str, hour: int, f: float) -> float:
        """Return the value at the share ``f`` of an hour."""
        series = getattr(self, name)
        return float(series[hour] * (1.0 - f) + series[hour + 1] * f)


def air_of(weather: WeatherYear) -> Air:
    """Return the outdoor air of a weather year."""
    w = humidity_ratio(weather.theta_e, weather.relative_humidity, weather.pressure)
    capacity = heat_capacity_rate(weather.theta_e, weather.pressure, w)
    sky = (weather.ir_horizontal / films.SIGMA) ** 0.25 - _K
    ends = lambda x: np.concatenate([x[-1:], x])  # noqa: E731
    return Air(
        ends(weather.theta_e), ends(sky), ends(weather.wind_speed), ends(capacity),
        ends(weather.pressure),
    )  # fmt: skip


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
        self.iso = iso
        self.balance = balance
        self.steps = steps_by_hour(batch.models[0])
        lengths = sorted({dt for steps in self.steps for dt in steps})
        self.walls = {dt: coefficients(batch, dt) for dt in [*lengths, np.inf]}
        self.sunshine = sunshine or Sunshine(batch, weather)
        self.covers = Covers(batch)
        self.equipment = equipment_of(batch, self.steps, running)
        self.flow = infiltration_terms(batch)
        self.pressure = float(weather.pressure.mean())
        self._outside(weather)
        self._inside()
        self._start()

    def _outside(self, weather: WeatherYear) -> None:
        batch = self.batch
        elements = batch.elements[batch.outdoor]
        forced = [
            films.forced(weather.wind_speed, weather.wind_direction, e.azimuth, e.tilt)
            for e in elements
        ]
        shape = (len(elements), len(weather.wind_speed))
        self.forced = np.array([f for f, _ in forced]).reshape(shape).T.copy()
        lee = np.array([x for _, x in forced]).reshape(shape).T
        height = batch.per_element(lambda e: films.wind_factor(e.height))[batch.outdoor]
        self.lee = lee[:, :, None]
        self.by_height = (height ** (2 * films.WINDWARD[1]), height ** (2 * films.LEEWARD[1]))
        rough = [films.SMOOTH if e.glass is not None else films.ROUGH for e in elements]
        self.rough = np.array(rough)[:, None]
        view = np.array([films.sky_view(e.tilt) for e in elements]).reshape(-1, 2)
        epsilon = batch.epsilon[: len(batch.elements)][batch.outdoor]
        self.to_sky = epsilon * (view[:, 0] * view[:, 1])[:, None] * films.SIGMA
        self.to_air = epsilon * (1.0 - view[:, 0] * view[:, 1])[:, None] * films.SIGMA
        self.natural_o = _factors([-films.natural_up(e.tilt) for e in elements])
        self.wet = weather.rain

    def _inside(self) -> None:
        batch = self.batch
        self.natural_i = _factors(list(batch.up))
        fixed = batch.constant_h[:, None]
        self.fixed = None if np.isnan(fixed).all() else fixed
        theta = np.array(
            [[e.theta_behind for e in n.elements] for n in batch.networks]
        )  # (V, E, 12)
        self.behind = theta.transpose(2, 1, 0).copy()
        self.h_behind = batch.per_element(
            lambda e: e.h_behind if e.behind == "known" else 1.0 if e.behind == "nothing" else 0.0
        )
        gains = lambda share: np.array(  # noqa: E731
            [
                [np.array(z.phi_int) * share(z.gain_radiative_fraction) for z in n.zones]
                for n in batch.networks
            ]
        ).transpose(2, 1, 0)
        self.phi_con = gains(lambda f: 1.0 - f).copy()
        self.phi_rad = gains(lambda f: f).copy()
        self.volume = batch.per_zone(lambda n, k: n.zones[k].volume)
        self.fan = np.array(
            [
                [
                    z.ventilation.q_v * np.array(z.ventilation.on, dtype=float)
                    if z.ventilation
                    else np.zeros(24)
                    for z in n.zones
                ]
                for n in batch.networks
            ]
        ).transpose(2, 1, 0).copy()  # fmt: skip
        self._air_links()

    def _air_links(self) -> None:
        models = self.batch.models
        ids = {z.id: k for k, z in enumerate(models[0].zones)}
        self.pairs = [tuple(ids[z] for z in link.zones) for link in models[0].air_links]
        shape = (len(self.pairs), len(models))
        self.link_hours = np.zeros((24, *shape))
        self.link_days = np.zeros((365, *shape), dtype=bool)
        for v, model in enumerate(models):
            for j, link in enumerate(model.air_links):
                self.link_hours[:, j, v] = link.q_v * np.array(link.on, dtype=float)
                self.link_days[:, j, v] = days_on(link.period)

    def _start(self, theta: float = 10.0) -> None:
        batch = self.batch
        faces, size = batch.area.shape
        self.t_face = np.full((faces, size), theta)
        self.t_outer = np.full((len(batch.elements), size), theta)
        self.theta = np.full((batch.zones, size), theta)
        self.theta_r = np.full((batch.zones, size), theta)
        steady = self.walls[np.inf]
        self.z = (steady.u_i + steady.u_o) * theta

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
            if progress and count % 30 == 0:
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
        self._start(DESIGN_START)
        before: Array | None = None
        for day in range(DESIGN_DAYS):
            trace = []
            self._prepare(0)
            for hour in range(24):
                q = self._hour(0, hour, (HOUR,))
                trace.append([q.sum(), *self.theta.ravel()])
            now = np.array(trace)
            if before is not None and day >= DESIGN_DAYS_LEAST and self._repeats(before, now):
                break
            before = now
        self._prepare(0)
        return float(np.mean([self._hour(0, hour, (HOUR,)).sum() for hour in range(24)]))

    @staticmethod
    def _repeats(before: Array, now: Array) -> bool:
        load = np.abs(now[:, 0] - before[:, 0]) / np.maximum(now[:, 0], 100.0)
        return bool(load.max() < LOAD_TOLERANCE and np.ptp([before, now], axis=0)[:, 1:].max() < THETA_TOLERANCE)

    def steady_power(self) -> float:
        """Return the equipment's power [W] in the steady state of the first hours."""
        self._prepare(0)
        for _ in range(STEADY_ROUNDS):
            q = self._hour(0, 0, (np.inf,))
        return float(q.sum())

    def _settle(self, day: int) -> None:
        """Start from the mean of the steady states of the hours of a day."""
        self._prepare(day)
        total = np.zeros_like(self.z)
        for hour in range(24):
            self._hour(day, hour, (np.inf,))
            total += self.z
        self.z = total / 24.0

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
        self.closed = closed
        shut = None
        if closed is not None:
            faces = self.sunshine.window_faces
            shut = np.zeros((len(faces), 24, self.batch.size), dtype=bool)
            for j, k in enumerate(self.covers.elements):
                at = np.flatnonzero(faces == k)
                if len(at):
                    shut[at[0]] = closed[:, j]
        self.light = self.sunshine.day(day, shut, self.phi_rad)
        hours = slice(day * 24, day * 24 + 24)
        by_lee = np.where(self.lee[hours], self.by_height[1], self.by_height[0])
        self.forced_day = self.forced[hours][:, :, None] * by_lee
        self.theta_behind = self.behind[_MONTH[day]]
        self.r_behind = self.h_behind * self.theta_behind

    def _switch_covers(self, hour: int) -> None:
        if self.closed is None:
            return
        g = np.where(self.closed[hour], self.covers.shut, self.covers.open)
        rows = self.covers.elements
        for w in self.walls.values():
            w.y_ii[rows] = g
            w.y_io[rows] = -g
            w.y_oo[rows] = g

    def _hour(
        self, day: int, hour: int, steps: tuple[float, ...], in_season: Array | None = None
    ) -> Array:
        t = day * 24 + hour
        self._switch_covers(hour)
        lower, upper = self.equipment.lower_at(day, hour), self.equipment.upper[hour]
        total = np.zeros((4, self.batch.zones, self.batch.size))
        start = 0.0
        for k, dt in enumerate(steps):
            share = dt / HOUR if dt < HOUR else 1.0
            at = min(k, len(lower) - 1)
            q = self._step(t, day, hour, start + 0.5 * share, dt, lower[at], upper[at], in_season)
            start += share
            warm = np.maximum(q, 0.0)
            total += share * np.array([self.theta, self.theta_r, warm, warm - q])
        if in_season is not None:
            self.out.theta_air[t], self.out.theta_rad[t] = total[0], total[1]
            self.out.phi[t], self.out.phi_c[t] = total[2], total[3]
        return q

    def _step(
        self, t: int, day: int, hour: int, share: float, dt: float,
        lower: Array, upper: Array, in_season: Array | None,
    ) -> Array:  # fmt: skip
        b, w = self.batch, self.walls[dt]
        heavy, outdoor, parts, zf = b.heavy, b.outdoor, b.partitions, b.zone_of_face
        count = len(b.elements)
        te, sky = self.air.at("theta_e", t, share), self.air.at("theta_sky", t, share)
        # inside films, from the step before
        d = self.t_face - self.theta[zf]
        hc = np.cbrt(np.abs(d)) * (self.natural_i[0] + np.sign(d) * self.natural_i[1])
        np.maximum(hc, films.H_MIN, out=hc)
        if self.fixed is not None:
            hc = np.where(np.isnan(self.fixed), hc, self.fixed)
        ts, tr = self.t_face + _K, self.theta_r[zf] + _K
        hr = films.SIGMA * b.radiant * (ts * ts + tr * tr) * (ts + tr)
        # outside films
        to = self.t_outer[outdoor]
        d = to - te
        if self.iso:
            ho = films.ISO_OUTSIDE
        elif self.wet[t]:
            ho = films.WET
        else:
            natural = np.cbrt(np.abs(d)) * (self.natural_o[0] + np.sign(d) * self.natural_o[1])
            glass = np.sqrt(natural * natural + self.forced_day[hour])
            ho = natural + self.rough * (glass - natural)
        tk, ek, sk = to + _K, te + _K, sky + _K
        h_air = self.to_air * (tk * tk + ek * ek) * (tk + ek) + ho
        h_sky = self.to_sky * (tk * tk + sk * sk) * (tk + sk)
        # walls: memory
        r_i = self.light.inside[hour].copy()
        r_o = self.r_behind.copy()
        r_i[:heavy] += (w.p_i * self.z).sum(axis=0)
        r_o[:heavy] += (w.p_o * self.z).sum(axis=0)
        r_o[outdoor] += self.light.outside[hour] + h_air * te + h_sky * sky
        h_out = self.h_behind.copy()
        h_out[outdoor] = h_air + h_sky
        if len(parts):
            r_o[parts] += r_i[count:]
            h_out[parts] = hc[count:] + hr[count:]
        m_ii = w.y_ii + hc[:count] + hr[:count]
        m_oo = w.y_oo + h_out
        inv = 1.0 / (m_ii * m_oo - w.y_io * w.y_io)
        a_ii, a_io, a_oo = m_oo * inv, -w.y_io * inv, m_ii * inv
        base_i = a_ii * r_i[:count] + a_io * r_o
        base_o = a_io * r_i[:count] + a_oo * r_o
        if len(parts):
            own = np.concatenate([a_ii, a_oo[parts]])
            base = np.concatenate([base_i, base_o[parts]])
        else:
            own, base = a_ii, base_i
        # zones
        ac, ar = b.area * hc, b.area * hr
        cap = self.air.at("capacity", t, share)
        wind = self.air.at("wind", t, share)
        flow = air_flow(self.flow, np.abs(self.theta - te), wind) + self.fan[hour]
        ve = flow * cap
        store = self.volume * cap / dt
        x = ZoneBalance(b, hc, hr, ac, ar, own, a_io)
        x.add_air(ve + store, ve * te + store * self.theta + self.phi_con[hour], base)
        links = self._link_flows(day, hour, te)
        for (i, j), h in zip(self.pairs, links, strict=True):
            x.link(i, j, h)
        q = x.solve(self.equipment, self.sunshine.spread.radiant, lower, upper)
        theta, theta_r = x.theta, x.theta_r
        # back to the faces
        add = hc * theta[zf] + hr * theta_r[zf] + x.heater_faces(self.equipment, self.sunshine.spread.radiant, q)
        t_i = base_i + a_ii * add[:count]
        t_o = base_o + a_io * add[:count]
        if len(parts):
            t_i[parts] += a_io[parts] * add[count:]
            t_o[parts] += a_oo[parts] * add[count:]
        if in_season is not None and self.balance and in_season.any():
            self._account(w, in_season * (dt / HOUR), t_i, t_o, ve, te, links, theta, t, hour)
        self.z *= w.e
        self.z += w.u_i * t_i[:heavy]
        self.z += w.u_o * t_o[:heavy]
        self.t_outer = t_o
        self.t_face = np.concatenate([t_i, t_o[parts]]) if len(parts) else t_i
        self.theta, self.theta_r = theta, theta_r
        return q


    def _link_flows(self, day: int, hour: int, te: float) -> list[Array]:
        """Return the conductance [W/K] of each air link, at the mean density of its ends."""
        out = []
        for j, (a, b) in enumerate(self.pairs):
            q_v = self.link_hours[hour, j] * self.link_days[day, j]
            mean = 0.5 * (self.theta[a] + self.theta[b])
            out.append(q_v * heat_capacity_rate(mean, np.asarray(self.pressure), np.zeros(1)))
        return out

    def _account(
        self, w: Coefficients, hours: Array, t_i: Array, t_o: Array, ve: Array, te: float,
        links: list[Array], theta: Array, t: int, hour: int,
    ) -> None:  # fmt: skip
        """Add this step's heat [Wh] to the sums of the season."""
        b, out, heavy = self.batch, self.out, self.batch.heavy
        count, parts = len(b.elements), b.partitions
        q = w.y_ii * t_i + w.y_io * t_o
        q[:heavy] -= (w.p_i * self.z).sum(axis=0)
        out.face_heat[:count] += b.area[:count] * q * hours
        if len(parts):
            q = w.y_oo * t_o + w.y_io * t_i
            q[:heavy] -= (w.p_o * self.z).sum(axis=0)
            out.face_heat[count:] += b.area[count:] * q[parts] * hours
        out.ventilation += ve * (te - theta) * hours
        out.gains += (self.phi_con[hour] + self.phi_rad[hour]) * hours
        out.sun += self.light.entered[hour] * hours
        store = self.volume * self.air.capacity[t + 1] / 3600.0
        out.air_stored += store * (theta - self.theta) * (hours > 0.0)
        for (i, j), h in zip(self.pairs, links, strict=True):
            flow = h * (theta[j] - theta[i]) * hours
            out.links[i] += flow
            out.links[j] -= flow


_MONTH = month_of_day()


def _factors(up: list[float]) -> tuple[Array, Array]:
    """Return mean and half difference of the natural factors, each (n, 1)."""
    pairs = np.array([films.natural_factors(u) for u in up]).reshape(-1, 2)
    mean, half = 0.5 * (pairs[:, 0] + pairs[:, 1]), 0.5 * (pairs[:, 0] - pairs[:, 1])
    return mean[:, None], half[:, None]
