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
    """Walls over steps of one length, with their areas: (E, V) [W/K], (K, V) by mode.

    ``across`` is −y_io; ``p`` and ``u`` are (2, K, V), inner then outer face. ``inv_o``, ``g``
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
    """The modes of all elements: ``s`` (K, V) and ``b`` (2, K, V) inside and outside, padded to
    the most modes of any variant; ``element`` (K) says whose mode it is, ``total`` (E, K) sums
    them. ``g`` (3, E, V) are g_i, g_io and g_o.
    """

    s: Array
    b: Array
    g: Array
    area: Array
    element: NDArray[np.intp]
    total: Array

    def over(self, dt: float, h_behind: Array) -> Coefficients:
        """Return the response over steps of ``dt`` [s], infinite for the steady state.

        ``h_behind`` (E, V) [W/K] ties outer faces to what is behind them, more than 0.
        """
        e, mean, gain, held = mode_terms(self.s, dt)
        b_i, b_o = self.b
        y = self.g.copy()
        y[0] -= self.total @ (b_i * held * b_i)
        y[1] += self.total @ (b_i * held * b_o)
        y[2] -= self.total @ (b_o * held * b_o)
        y *= self.area
        p = self.b * (mean * self.area[self.element])
        empty = np.zeros_like(y)
        out = Coefficients(y[0], y[1], y[2], e, p, self.b * gain, empty[0], empty[1], empty[2])
        out.eliminate_outer(slice(None), h_behind)
        return out


def walls_of(batch: Batch) -> Walls:
    """Return the walls of a batch."""
    counts = [max(len(n.elements[k].modes.s) for n in batch.networks) for k in range(batch.count)]
    first = np.concatenate([[0], np.cumsum(counts)]).astype(int)
    s = np.ones((int(first[-1]), batch.variants))
    b, g = np.zeros((2, *s.shape)), np.zeros((3, batch.count, batch.variants))
    for k in range(batch.count):
        for modes, same in _alike(batch, k):
            g[:, k, same] = np.array([modes.g_i, modes.g_io, modes.g_o])[:, None]
            if len(modes.s):
                rows = np.arange(first[k], first[k] + len(modes.s))[:, None]
                s[rows, same] = modes.s[:, None]
                b[:, rows, same] = np.stack([modes.b_i, modes.b_o])[:, :, None]
    element = np.repeat(np.arange(batch.count), counts)
    total = (element == np.arange(batch.count)[:, None]).astype(float)
    wide = batch.wide
    return Walls(wide(s), wide(b), wide(g), batch.area[: batch.count], element, total)


def _alike(batch: Batch, k: int) -> list[tuple[Modes, list[int]]]:
    """Return the different walls of element ``k`` and the variants that have them."""
    found: dict[int, tuple[Modes, list[int]]] = {}
    for v, network in enumerate(batch.networks):
        modes = network.elements[k].modes
        found.setdefault(id(modes), (modes, []))[1].append(v)
    return list(found.values())
