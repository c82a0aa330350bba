"""One step of a batch: films, walls, zones, equipment.

All temperatures are means over the step; the walls answer exactly (``conduction``). Film
coefficients follow the step before, as in EnergyPlus; long-wave exchange is linearised at the
mean of both temperatures (to 0.1 % for 30 K between them). The faces are eliminated, leaving
air and mean radiant temperature of each zone; the power of the equipment follows from the free
temperatures and the unit response (ISO 52016-1 6.5.5.2), limits included.

Conductances carry their areas [W/K] and sources are powers [W]. Arrays are made once and
written anew in each step: of a large batch, making them would cost more than filling them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.airflow import air_flow
from app.calc.batch import Batch, infiltration_terms
from app.calc.equipment import Equipment
from app.calc.inner_films import InnerFilms
from app.calc.outdoor import OuterFilms
from app.calc.walls import Coefficients, Walls
from app.calc.zones import ZoneBalance
from app.model.climate import Array

Mask = NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Moment:
    """What a step needs from outside: hour of the day, length [s], climate by column (V), light
    [W], flows and set points."""

    hour: int
    dt: Array | float
    theta_e: Array
    theta_sky: Array
    wind: Array
    capacity: Array
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
    """Power of the equipment (Z, V), exchange with outdoor air [W/K], memory of the walls [W]."""

    q: Array
    ventilation: Array
    memory: Array


class Stepper:
    """The state of a batch and how it goes on: ``faces`` (2, E, V) [°C] inner and outer ones,
    ``zones`` (2, Z, V) air and mean radiant temperature, ``z`` (L, H, V) modes of the walls.
    """

    def __init__(
        self, batch: Batch, walls: Walls, outer: OuterFilms, equipment: Equipment,
        radiant: Array, pairs: list[tuple[int, int]],
    ) -> None:  # fmt: skip
        self.batch, self.outer, self.equipment = batch, outer, equipment
        self._walls = walls
        self._films = InnerFilms(batch)
        self._balance = ZoneBalance(batch, equipment, radiant, pairs)
        self._flow = infiltration_terms(batch)
        self._constant_flow = not self._flow[1:].any()
        self.volume = batch.per_zone(lambda n, k: n.zones[k].volume)
        shape = (batch.count, batch.size)
        self._r, self._own, self._base = (np.zeros_like(batch.area) for _ in range(3))
        self._r_o, self._inner = np.zeros(shape), np.zeros(shape)
        self._modal, self._memory = np.zeros_like(walls.b), np.zeros((2, *walls.s.shape[1:]))
        self._parted = batch.partitions.stop > batch.partitions.start
        self._varying = slice(batch.partitions.start, batch.count)
        self._h_behind = np.zeros((batch.count - batch.partitions.start, batch.size))

    def start(self, theta: float, steady: Coefficients) -> None:
        """Bring everything to one temperature [°C]."""
        b = self.batch
        self.faces = np.full((2, b.count, b.size), theta)
        self.zones = np.full((2, b.zones, b.size), theta)
        self.z = (steady.u[0] + steady.u[1]) * theta
        self._films.start(theta)

    def keep(self) -> None:
        """Keep a copy of the state for :meth:`restore`."""
        self._kept = [x.copy() for x in self._state()]

    def restore(self, columns: Mask) -> None:
        """Bring some columns back to the state kept."""
        for now, kept in zip(self._state(), self._kept, strict=True):
            np.copyto(now, kept, where=columns)

    def _state(self) -> list[Array]:
        return [self.z, self.faces, self.zones, *self._films.state]

    def step(self, m: Moment) -> Outcome:
        """Go on by one step."""
        w = m.walls
        self._films.renew()
        np.multiply(w.p, self.z, out=self._modal)
        np.add.reduce(self._modal, axis=1, out=self._memory)
        np.add(m.inside, self._films.unseen, out=self._r)
        np.copyto(self._r_o, m.behind)
        self._r[self._walls.rows] += self._memory[0]
        self._r_o[self._walls.rows] += self._memory[1]
        self._meet_behind(m)
        self._eliminate(w)
        ventilation = self._air(m)
        q = self._balance.solve(m.lower, m.upper)
        self._return(w)
        return Outcome(q, ventilation, self._memory)

    def _meet_behind(self, m: Moment) -> None:
        """Join the outer faces with the air and sky or with the zone behind them."""
        b, split = self.batch, self.batch.outdoor.start - self.batch.partitions.start
        out = b.outdoor
        source = self._r_o[out]
        self._h_behind[split:] = self.outer.meet(
            m.hour, self.faces[1, out], m.theta_e, m.theta_sky, source
        )
        source += m.outside
        if self._parted:
            self._h_behind[:split] = self._films.both[b.count :]
            self._r_o[b.partitions] += self._r[b.count :]
        m.walls.eliminate_outer(self._varying, self._h_behind)

    def _eliminate(self, w: Coefficients) -> None:
        """Find each face's own response [K/W] and its temperature with the zones at zero."""
        parts, count = self.batch.partitions, self.batch.count
        own, base, inner = self._own[:count], self._base[:count], self._inner
        np.add(w.y_in, self._films.both[:count], out=own)
        np.reciprocal(own, out=own)
        np.multiply(w.g, self._r_o, out=inner)
        inner += self._r[:count]
        np.multiply(own, inner, out=base)
        across = None
        if self._parted:
            g, inv = w.g[parts], w.inv_o[parts]
            across = own[parts] * g
            self._own[count:] = inv + g * across
            self._base[count:] = inv * self._r_o[parts] + g * base[parts]
        self._balance.gather(self._films.h, self._own, self._base, across)

    def _air(self, m: Moment) -> Array:
        """Add the air's flows to the zones; return the exchange with outdoors [W/K]."""
        theta = self.zones[0]
        flow = self._flow[0]
        if not self._constant_flow:
            flow = air_flow(self._flow, np.abs(theta - m.theta_e), m.wind)
        ventilation = (flow + m.fan) * m.capacity
        store = self.volume * (m.capacity / m.dt)
        source = ventilation * m.theta_e + store * theta + m.phi_con
        self._balance.add_air(ventilation + store, source, m.links)
        return np.asarray(ventilation)

    def _return(self, w: Coefficients) -> None:
        """Set the temperatures of zones and faces and the states of the walls."""
        parts, count = self.batch.partitions, self.batch.count
        self.zones = self._balance.theta
        add = self._films.from_zones(self.zones)
        if not self.equipment.all_convective:
            add += self._balance.heater_faces()
        inner, (t_i, t_o) = self._inner, self.faces
        inner += add[:count]
        if self._parted:
            inner[parts] += w.g[parts] * add[count:]
            self._r_o[parts] += add[count:]
        np.multiply(self._own[:count], inner, out=t_i)
        np.multiply(w.inv_o, self._r_o, out=t_o)
        t_o += np.multiply(w.g, t_i, out=inner)
        self._films.remember(t_i, t_o[parts])
        np.multiply(w.u, self.faces[:, None, self._walls.rows], out=self._modal)
        self.z *= w.e
        self.z += self._modal[0]
        self.z += self._modal[1]
