"""Air and mean radiant temperature of the zones within a step."""

import numpy as np

from app.calc.batch import Batch
from app.calc.equipment import Equipment, powers
from app.model.climate import Array


class ZoneBalance:
    """The balance of air and of radiation in each zone after the faces are eliminated.

    Unknowns are the Z air temperatures, then the Z mean radiant temperatures.
    """

    def __init__(
        self, batch: Batch, hc: Array, hr: Array, ac: Array, ar: Array, own: Array, a_io: Array
    ) -> None:
        self.batch, self.hc, self.hr, self.ac, self.ar = batch, hc, hr, ac, ar
        self.own, self.a_io = own, a_io
        z, v = batch.zones, batch.size
        self.single = z == 1 and not len(batch.partitions)
        taken = own * hc
        if self.single:
            self.caa = (ac - ac * taken).sum(axis=0)
            self.car = -(ar * taken).sum(axis=0)
            self.crr = (ar - ar * own * hr).sum(axis=0)
            return
        inc = batch.incidence
        k = np.zeros((2 * z, 2 * z, v))
        d = np.arange(z)
        k[d, d] = inc @ (ac - ac * taken)
        k[d, z + d] = k[z + d, d] = -(inc @ (ar * taken))
        k[z + d, z + d] = inc @ (ar - ar * own * hr)
        if len(batch.partitions):
            self._couple(k)
        self.k = k

    def _couple(self, k: Array) -> None:
        """Add what partitions carry between the zones, summed by pair of zones."""
        b, z = self.batch, self.batch.zones
        i, j, total = b.pairs
        p = b.partitions
        f = slice(len(b.elements), None)
        across = b.area[p] * self.a_io[p]
        air_own, rad_own = across * self.hc[p], across * self.hr[p]
        for row, col, values in (
            (i, j, air_own * self.hc[f]),
            (i, z + j, air_own * self.hr[f]),
            (z + i, j, rad_own * self.hc[f]),
            (z + i, z + j, rad_own * self.hr[f]),
        ):
            value = total @ values
            k[row, col] -= value
            k[col, row] -= value

    def add_air(self, conductance: Array, source: Array, base: Array) -> None:
        """Add flows to known temperatures [W/K], sources [W] and the faces' share."""
        b = self.batch
        if self.single:
            self.caa = self.caa + conductance[0]
            self.ra = source[0] + (self.ac * base).sum(axis=0)
            self.rr = (self.ar * base).sum(axis=0)
            return
        z = b.zones
        d = np.arange(z)
        self.k[d, d] += conductance
        self.rhs = np.concatenate(
            [source + b.incidence @ (self.ac * base), b.incidence @ (self.ar * base)]
        )

    def link(self, i: int, j: int, h: Array) -> None:
        """Exchange air between two zones, conductance ``h`` [W/K]."""
        self.k[i, i] += h
        self.k[j, j] += h
        self.k[i, j] -= h
        self.k[j, i] -= h

    def solve(self, equipment: Equipment, radiant: Array, lower: Array, upper: Array) -> Array:
        """Set ``theta`` and ``theta_r``; return the power of the equipment (Z, V) [W]."""
        if self.single:
            return self._solve_single(equipment, radiant, lower, upper)
        return self._solve_many(equipment, radiant, lower, upper)

    def _solve_single(self, eq: Equipment, radiant: Array, lower: Array, upper: Array) -> Array:
        inv = 1.0 / (self.caa * self.crr - self.car * self.car)
        ka, kar, kr = self.crr * inv, -self.car * inv, self.caa * inv
        air = ka * self.ra + kar * self.rr
        rad = kar * self.ra + kr * self.rr
        con = eq.convective
        if eq.all_convective:
            heat_a, heat_r = ka, kar
        else:
            share = (1.0 - con) * self.own * radiant
            to_a = con + (self.ac * share).sum(axis=0)
            to_r = (self.ar * share).sum(axis=0)
            heat_a, heat_r = ka * to_a + kar * to_r, kar * to_a + kr * to_r
        w = eq.operative
        control = air + w * (rad - air)
        heat = heat_a + w * (heat_r - heat_a)
        q = powers(
            air[None], control[None], heat[None, None], heat[None, None], ka[None, None],
            ka[None, None], lower, upper, eq.phi_max,
        )  # fmt: skip
        warm = np.maximum(q[0], 0.0)
        cool = q[0] - warm
        self.theta = (air + heat_a * warm + ka * cool)[None]
        self.theta_r = (rad + heat_r * warm + kar * cool)[None]
        return q

    def _solve_many(self, eq: Equipment, radiant: Array, lower: Array, upper: Array) -> Array:
        b = self.batch
        z = b.zones
        inverse = np.linalg.inv(self.k.transpose(2, 0, 1)).transpose(1, 2, 0)
        x = np.einsum("ijv,jv->iv", inverse, self.rhs)
        cool = inverse[:, :z]
        if eq.all_convective:
            heat = cool
        else:
            heat = np.einsum("ijv,jkv->ikv", inverse, self._heater_sources(eq, radiant))
        w = eq.operative
        control = x[:z] + w * (x[z:] - x[:z])
        heat_control = heat[:z] + w * (heat[z:] - heat[:z])
        cool_control = cool[:z] + w * (cool[z:] - cool[:z])
        q = powers(
            x[:z], control, heat_control, heat[:z], cool[:z], cool_control, lower, upper, eq.phi_max
        )
        warm = np.maximum(q, 0.0)
        x = x + np.einsum("ijv,jv->iv", heat, warm) + np.einsum("ijv,jv->iv", cool, q - warm)
        self.theta, self.theta_r = x[:z], x[z:]
        return q

    def _heater_sources(self, eq: Equipment, radiant: Array) -> Array:
        """Return sources (2Z, Z, V) of 1 W of each heater, radiant part included."""
        b, z = self.batch, self.batch.zones
        share = (1.0 - eq.convective) * radiant
        out = np.zeros((2 * z, z, b.size))
        d = np.arange(z)
        out[d, d] = eq.convective + b.incidence @ (self.ac * self.own * share)
        out[z + d, d] = b.incidence @ (self.ar * self.own * share)
        if len(b.partitions):
            i, j, total = b.pairs
            p, f = b.partitions, slice(len(b.elements), None)
            to_f, to_p = self.a_io[p] * share[p], self.a_io[p] * share[f]
            out[j, i] += total @ (self.ac[f] * to_f)
            out[z + j, i] += total @ (self.ar[f] * to_f)
            out[i, j] += total @ (self.ac[p] * to_p)
            out[z + i, j] += total @ (self.ar[p] * to_p)
        return out

    def heater_faces(self, eq: Equipment, radiant: Array, q: Array) -> Array | float:
        """Return the radiant heat of the heaters on the faces [W/m²]."""
        if eq.all_convective:
            return 0.0
        heat = np.maximum(q, 0.0)[self.batch.zone_of_face]
        return np.asarray((1.0 - eq.convective) * radiant * heat)
