"""One step of a batch: films, walls, zones, equipment.

All temperatures are means over the step; the walls answer exactly (``conduction``). Film
coefficients follow the step before, as in EnergyPlus; long-wave exchange is linearised at the
mean of both temperatures (to 0.1 % for 30 K between them). The faces are eliminated, leaving
air and mean radiant temperature of each zone; the power of the equipment follows from the free
temperatures and the unit response (ISO 52016-1 6.5.5.2), limits included.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import air_flow
from app.calc.batch import Batch, Coefficients, infiltration_terms, mode_counts
from app.calc.equipment import Equipment
from app.calc.outdoor import OuterFilms, mean_factors
from app.calc.zones import ZoneBalance
from app.model.climate import Array


@dataclass(slots=True, eq=False)
class Moment:
    """What a step needs from outside: time, climate, light, flows and set points."""

    t: int
    dt: float
    theta_e: float
    theta_sky: float
    wind: float
    capacity: float
    walls: Coefficients
    inside: Array
    outside: Array
    behind: Array
    phi_con: Array
    fan: Array
    links: list[Array]
    lower: Array
    upper: Array


@dataclass(slots=True, eq=False)
class Outcome:
    """Power of the equipment (Z, V), heat exchange with outdoor air [W/K], memory of the walls."""

    q: Array
    ventilation: Array
    memory_i: Array
    memory_o: Array


class Stepper:
    """The state of a batch and how it goes on."""

    def __init__(
        self, batch: Batch, outer: OuterFilms, equipment: Equipment, radiant: Array,
        pairs: list[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.batch, self.outer, self.equipment = batch, outer, equipment
        self.radiant, self.pairs = radiant, pairs
        counts = mode_counts(batch)
        self._starts = np.concatenate([[0], np.cumsum(counts)])[:-1].astype(np.intp)
        self._wall = np.repeat(np.arange(batch.heavy), counts)
        self._mean, self._half = mean_factors(list(batch.up))
        self._long_wave = 0.5 * films.SIGMA * batch.radiant
        fixed = batch.constant_h[:, None]
        self._is_fixed: NDArray[np.bool_] | None = ~np.isnan(fixed)
        if not (~np.isnan(fixed)).any():
            self._is_fixed = None
        self._fixed = fixed
        self._flow = infiltration_terms(batch)
        self._constant_flow = not self._flow[1:].any()
        self.volume = batch.per_zone(lambda n, k: n.zones[k].volume)
        self.h_behind = batch.per_element(
            lambda e: e.h_behind if e.behind == "known" else 1.0 if e.behind == "nothing" else 0.0
        )

    def start(self, theta: float, steady: Coefficients) -> None:
        """Bring everything to one temperature [°C]."""
        faces, size = self.batch.area.shape
        self.t_face = np.full((faces, size), theta)
        self.t_outer = np.full((len(self.batch.elements), size), theta)
        self.theta = np.full((self.batch.zones, size), theta)
        self.theta_r = np.full((self.batch.zones, size), theta)
        self.z = (steady.u_i + steady.u_o) * theta

    def _inner_films(self) -> tuple[Array, Array]:
        """Return convective and radiative coefficients of the faces, from the step before."""
        air, rad = self.theta, self.theta_r
        if self.batch.zones > 1:
            air, rad = air[self.batch.zone_of_face], rad[self.batch.zone_of_face]
        c = self.t_face - air
        np.cbrt(c, out=c)
        hc = np.abs(c)
        hc *= self._mean
        c *= self._half
        hc += c
        np.maximum(hc, films.H_MIN, out=hc)
        if self._is_fixed is not None:
            np.copyto(hc, self._fixed, where=self._is_fixed)
        s = self.t_face + rad
        s += 2.0 * films.KELVIN
        hr = s * s
        hr *= s
        hr *= self._long_wave
        return hc, hr

    def _memory(self, p: Array) -> Array:
        """Return what the walls' states send to a face (H, V) [W/m²]."""
        return np.asarray(np.add.reduceat(p * self.z, self._starts, axis=0))

    def step(self, m: Moment) -> Outcome:
        """Go on by one step."""
        b, w = self.batch, m.walls
        heavy, outdoor, parts, count = b.heavy, b.outdoor, b.partitions, len(b.elements)
        hc, hr = self._inner_films()
        both = hc + hr
        # sources at the faces
        r_i = m.inside.copy()
        r_o = m.behind.copy()
        h_out = self.h_behind.copy()
        memory_i = memory_o = np.zeros((0, b.size))
        if heavy:
            memory_i, memory_o = self._memory(w.p_i), self._memory(w.p_o)
            r_i[:heavy] += memory_i
            r_o[:heavy] += memory_o
        self._meet_outdoors(m, r_o[outdoor], h_out[outdoor])
        if len(parts):
            r_o[parts] += r_i[count:]
            h_out[parts] = both[count:]
        # both faces of each element, at zone temperatures of zero
        m_ii = w.y_ii + both[:count]
        m_oo = w.y_oo + h_out
        inverse = m_ii * m_oo
        inverse -= w.yy
        np.reciprocal(inverse, out=inverse)
        a_ii, a_oo = m_oo * inverse, m_ii * inverse
        a_io = w.y_io * inverse
        np.negative(a_io, out=a_io)
        base_i = a_ii * r_i[:count]
        base_i += a_io * r_o
        base_o = a_io * r_i[:count]
        base_o += a_oo * r_o
        own, base = a_ii, base_i
        if len(parts):
            own = np.concatenate([a_ii, a_oo[parts]])
            base = np.concatenate([base_i, base_o[parts]])
        zones, ventilation = self._zones(m, hc, hr, own, a_io, base)
        q = zones.solve(self.equipment, self.radiant, m.lower, m.upper)
        # back to the faces
        theta, theta_r = zones.theta, zones.theta_r
        if b.zones > 1:
            theta, theta_r = theta[b.zone_of_face], theta_r[b.zone_of_face]
        add = hc * theta
        hr *= theta_r
        add += hr
        if not self.equipment.all_convective:
            add += zones.heater_faces(self.equipment, self.radiant, q)
        base_i += a_ii * add[:count]
        base_o += a_io * add[:count]
        if len(parts):
            base_i[parts] += a_io[parts] * add[count:]
            base_o[parts] += a_oo[parts] * add[count:]
        self._remember(w, base_i, base_o, zones)
        return Outcome(q, ventilation, memory_i, memory_o)

    def _meet_outdoors(self, m: Moment, r_o: Array, h_out: Array) -> None:
        outer = self.t_outer[self.batch.outdoor]
        h_air, h_sky = self.outer.long_wave(outer, m.theta_e, m.theta_sky)
        h_air += self.outer.convection(m.t, outer, m.theta_e)
        h_air += h_sky
        h_out += h_air
        h_air *= m.theta_e
        h_sky *= m.theta_sky - m.theta_e
        r_o += m.outside
        r_o += h_air
        r_o += h_sky

    def _zones(
        self, m: Moment, hc: Array, hr: Array, own: Array, a_io: Array, base: Array
    ) -> tuple[ZoneBalance, Array]:
        b = self.batch
        flow = self._flow[0]
        if not self._constant_flow:
            flow = air_flow(self._flow, np.abs(self.theta - m.theta_e), m.wind)
        ventilation = (flow + m.fan) * m.capacity
        store = self.volume * (m.capacity / m.dt)
        zones = ZoneBalance(b, hc, hr, b.area * hc, b.area * hr, own, a_io)
        zones.add_air(
            ventilation + store, ventilation * m.theta_e + store * self.theta + m.phi_con, base
        )
        for (i, j), h in zip(self.pairs, m.links, strict=True):
            zones.link(i, j, h)
        return zones, ventilation

    def _remember(self, w: Coefficients, t_i: Array, t_o: Array, zones: ZoneBalance) -> None:
        if self.batch.heavy:
            self.z *= w.e
            self.z += w.u_i * t_i[self._wall]
            self.z += w.u_o * t_o[self._wall]
        self.t_outer = t_o
        parts = self.batch.partitions
        self.t_face = np.concatenate([t_i, t_o[parts]]) if len(parts) else t_i
        self.theta, self.theta_r = zones.theta, zones.theta_r
