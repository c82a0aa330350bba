"""The walls of a batch over steps of one length, their areas included."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.conduction import Modes, mode_terms
from app.model.climate import Array

Mask = NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Coefficients:
    """Walls over steps of one length, with their areas: (E, V) [W/K], ``e`` (L, H, V) by mode.

    ``across`` is −y_io; ``p`` and ``u`` are (2, L, H, V), inner then outer face. ``inv_o``, ``g``
    and ``y_in`` eliminate the outer face: θ_o = inv_o·r_o + g·θ_i, and the wall seen from inside
    is ``y_in``. They hold for faces with a constant coefficient behind; steps renew the others.
    """

    y_ii: Array
    across: Array
    y_oo: Array
    e: Array
    p: Array
    u: Array
    inv_o: Array
    g: Array
    y_in: Array

    def where(self, mask: Mask, other: "Coefficients") -> "Coefficients":
        """Return these in the columns of ``mask`` and ``other`` in the rest."""
        names = [f.name for f in fields(self)]
        pairs = [(getattr(self, n), getattr(other, n)) for n in names]
        return Coefficients(*(np.where(mask, a, b) for a, b in pairs))

    def eliminate_outer(self, rows: slice, h_behind: Array) -> None:
        """Eliminate the outer faces of ``rows``, tied by ``h_behind`` [W/K] to what is behind."""
        across, inv, g, y_in = self.across[rows], self.inv_o[rows], self.g[rows], self.y_in[rows]
        np.add(self.y_oo[rows], h_behind, out=inv)
        np.reciprocal(inv, out=inv)
        np.multiply(across, inv, out=g)
        np.multiply(across, g, out=y_in)
        np.subtract(self.y_ii[rows], y_in, out=y_in)


@dataclass(frozen=True, slots=True, eq=False)
class Walls:
    """The modes of the heavy elements, the range ``rows`` of H: ``s`` (L, H, V) and ``b``
    (2, L, H, V) inside and outside, padded to the most modes L that any of them has. ``g``
    (3, E, V) are g_i, g_io and g_o of all elements.
    """

    s: Array
    b: Array
    g: Array
    area: Array
    rows: slice

    def over(self, dt: float, h_behind: Array) -> Coefficients:
        """Return the response over steps of ``dt`` [s], infinite for the steady state.

        ``h_behind`` (E, V) [W/K] ties outer faces to what is behind them, more than 0.
        """
        e, mean, gain, held = mode_terms(self.s, dt)
        b_i, b_o = self.b
        y = self.g.copy()
        y[0, self.rows] -= (b_i * held * b_i).sum(axis=0)
        y[1, self.rows] += (b_i * held * b_o).sum(axis=0)
        y[2, self.rows] -= (b_o * held * b_o).sum(axis=0)
        y *= self.area
        p = self.b * (mean * self.area[self.rows])
        empty = np.zeros_like(y)
        out = Coefficients(y[0], y[1], y[2], e, p, self.b * gain, empty[0], empty[1], empty[2])
        out.eliminate_outer(slice(None), h_behind)
        return out


def walls_of(batch: Batch) -> Walls:
    """Return the walls of a batch."""
    counts = [max(len(n.elements[k].modes.s) for n in batch.networks) for k in range(batch.count)]
    heavy = np.flatnonzero(counts)
    rows = slice(int(heavy[0]), int(heavy[-1]) + 1) if len(heavy) else slice(0, 0)
    shape = (max(counts, default=0), rows.stop - rows.start, batch.variants)
    s, b = np.ones(shape), np.zeros((2, *shape))
    g = np.zeros((3, batch.count, batch.variants))
    for k in range(batch.count):
        for modes, same in _alike(batch, k):
            g[:, k, same] = np.array([modes.g_i, modes.g_io, modes.g_o])[:, None]
            if len(modes.s):
                levels = np.arange(len(modes.s))[:, None]
                s[levels, k - rows.start, same] = modes.s[:, None]
                b[:, levels, k - rows.start, same] = np.stack([modes.b_i, modes.b_o])[:, :, None]
    wide = batch.wide
    return Walls(wide(s), wide(b), wide(g), batch.area[: batch.count], rows)


def _alike(batch: Batch, k: int) -> list[tuple[Modes, list[int]]]:
    """Return the different walls of element ``k`` and the variants that have them."""
    found: dict[int, tuple[Modes, list[int]]] = {}
    for v, network in enumerate(batch.networks):
        modes = network.elements[k].modes
        found.setdefault(id(modes), (modes, []))[1].append(v)
    return list(found.values())
