"""Air and mean radiant temperature of the zones within a step."""

from collections.abc import Sequence

import numpy as np

from app.calc.batch import Batch
from app.calc.elimination import Elimination
from app.calc.equipment import Equipment, powers
from app.model.climate import Array


class ZoneBalance:
    """The balance of air and of radiation in each zone after the faces are eliminated.

    Unknowns are the Z air temperatures, then the Z mean radiant temperatures: ``theta``
    (2, Z, V). Beside the sources stand the unit responses to each zone that has equipment.
    """

    def __init__(
        self, batch: Batch, equipment: Equipment, radiant: Array, links: Sequence[tuple[int, int]]
    ) -> None:
        self.batch, self.equipment = batch, equipment
        z, v, served = batch.zones, batch.size, equipment.served
        self._count = served.stop - served.start
        self._rad = slice(z + served.start, z + served.stop)
        self._heat = slice(2 * z + 1, 2 * z + 1 + self._count)
        self._cool = self._heat
        if equipment.cools and not equipment.all_convective:
            self._cool = slice(self._heat.stop, self._heat.stop + self._count)
        self._table = table = np.zeros((2 * z, self._cool.stop, v))
        blocks = ((a, b) for a in (0, z) for b in (0, z))
        self._diagonals = [np.einsum("iiv->iv", table[a : a + z, b : b + z]) for a, b in blocks]
        self._source = table[:, 2 * z]
        self._pairs = [
            (table[i : 2 * z : z, j : 2 * z : z], table[j : 2 * z : z, i : 2 * z : z])
            for i, j in zip(*batch.pairs[:2], strict=True)
        ]
        self._links = [(table[i, i], table[j, j], table[i, j], table[j, i]) for i, j in links]
        self._units = [table[served.start + n, self._cool.start + n] for n in range(self._count)]
        self._elimination = Elimination(table)
        self._products = np.zeros((5, *batch.area.shape))
        self._taken = np.zeros((2, *batch.area.shape))
        self._radiant = (1.0 - equipment.convective) * radiant
        self.theta = np.zeros((2, z, v))
        self._warm, self._q = np.zeros((2, z, v))

    def gather(self, h: Array, own: Array, base: Array, across: Array | None) -> None:
        """Set the balance from the faces: films ``h`` (2, F, V) [W/K], their own responses
        ``own`` [K/W], temperatures ``base`` [°C] with the zones at zero, and the response
        ``across`` [K/W] of a partition's inner face to its outer one.
        """
        z, products, taken = self.batch.zones, self._products, self._taken
        np.multiply(own, h, out=taken)
        np.multiply(h[1], taken[0], out=products[2])
        np.subtract(1.0, taken, out=taken)
        np.multiply(h, taken, out=products[:2])
        np.multiply(h, base, out=products[3:])
        air, rad, mixed, from_air, from_rad = self.batch.incidence @ products
        self._table[...] = 0.0
        air_air, air_rad, rad_air, rad_rad = self._diagonals
        air_air[...], rad_rad[...] = air, rad
        np.negative(mixed, out=air_rad)
        np.negative(mixed, out=rad_air)
        self._source[:z], self._source[z:] = from_air, from_rad
        for unit in self._units:
            unit[...] = 1.0
        if not self.equipment.all_convective:
            self._respond(h, own, across)
        if across is not None:
            self._couple(h, across)

    def _couple(self, h: Array, across: Array) -> None:
        """Add what partitions carry between the zones, summed by pair of zones."""
        near, far = h[:, self.batch.partitions] * across, h[:, self.batch.count :]
        carried = self.batch.pairs[2] @ (near[:, None] * far[None])
        for n, (there, back) in enumerate(self._pairs):
            there -= carried[:, :, n]
            back -= carried[:, :, n].swapaxes(0, 1)

    def _respond(self, h: Array, own: Array, across: Array | None) -> None:
        """Set the sources of 1 W of each heater, its radiant part through the faces."""
        table, served = self._table, self.equipment.served
        table[:, self._heat] = self._radiant_sources(h, own, across)[:, served]
        for n in range(self._count):
            table[served.start + n, self._heat.start + n] += self.equipment.convective

    def _radiant_sources(self, h: Array, own: Array, across: Array | None) -> Array:
        """Return sources (2Z, Z, V) of the radiant part of 1 W of each heater."""
        b, z, share = self.batch, self.batch.zones, self._radiant
        out = np.zeros((2 * z, z, b.size))
        d = np.arange(z)
        out[d, d], out[z + d, d] = b.incidence @ (h * own * share)
        if across is not None:
            i, j, total = b.pairs
            p, f = b.partitions, slice(b.count, None)
            far, near = h[:, f] * across * share[p], h[:, p] * across * share[f]
            (out[j, i], out[z + j, i]), (out[i, j], out[z + i, j]) = total @ far, total @ near
        return out

    def add_air(self, conductance: Array, source: Array, links: Sequence[Array]) -> None:
        """Add flows to known temperatures [W/K], sources [W] and the air links' exchange [W/K]."""
        self._diagonals[0][...] += conductance
        self._source[: self.batch.zones] += source
        for (i, j, there, back), h in zip(self._links, links, strict=True):
            i += h
            j += h
            there -= h
            back -= h

    def solve(self, lower: Array, upper: Array) -> Array:
        """Set ``theta``; return the power of the equipment (Z, V) [W]."""
        z, eq, table, x = self.batch.zones, self.equipment, self._table, self._source
        self._elimination.solve()
        if self._count:
            q = self._powers(x, lower[eq.served], upper[eq.served])
            self._q[eq.served] = q
            warm = np.maximum(q, 0.0, out=self._warm[eq.served])
            for n in range(self._count):
                x += table[:, self._heat.start + n] * warm[n]
            if eq.cools:
                for n, cool in enumerate(q - warm):
                    x += table[:, self._cool.start + n] * cool
        self.theta[0], self.theta[1] = x[:z], x[z:]
        return np.asarray(self._q)

    def _powers(self, x: Array, lower: Array, upper: Array) -> Array:
        """Return the power of the zones with equipment [W]."""
        eq, air, rad = self.equipment, self.equipment.served, self._rad
        theta, heat_air, cool = x[air], self._table[air, self._heat], self._table[air, self._cool]
        control, heat, cool_control = theta, heat_air, cool
        if eq.by_operative:
            w = eq.operative
            control = theta + w * (x[rad] - theta)
            heat = heat_air + w * (self._table[rad, self._heat] - heat_air)
            cool_control = cool + w * (self._table[rad, self._cool] - cool)
        limits = upper if eq.cools else None
        return powers(
            theta, control, heat, heat_air, cool, cool_control, lower, limits, eq.phi_max[air]
        )

    def heater_faces(self) -> Array:
        """Return the radiant heat of the heaters on the faces [W]."""
        return np.asarray(self._radiant * self._warm[self.batch.zone_of_face])
