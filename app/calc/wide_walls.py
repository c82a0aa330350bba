"""The modes of walls of many houses, see ``wide``."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.calc.conduction import Modes, Wall, cell_count, cells_of, mode_terms, modes_of_cells
from app.calc.kept import KeptFunction
from app.calc.wide import key_of, size_of, those_of
from app.model.climate import Array
from app.model.thermal import Layer

MOST_KNOWN = 120
"""Walls of many houses whose modes are kept."""
Cut = tuple[NDArray[np.intp], Array, Array]
"""Houses whose wall is cut alike, its capacities (houses, n) and resistances (houses, n + 1)."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A wall over steps of several lengths per m², house by house (first axis, 1 for all alike):
    ``count`` of modes, y_ii, −y_io, y_oo (lengths, 3) and, by mode, what remains of it over a
    step and what it takes from the faces (lengths, modes, 3)."""

    count: Array
    y: Array
    modal: Array


@dataclass(frozen=True, slots=True, eq=False)
class WideWall:
    """The modes of a wall house by house, a single one for all if they have the same."""

    modes: list[Modes]
    _tables: dict[tuple[float, ...], Table] = field(default_factory=dict)

    def over(self, seconds: Sequence[float]) -> Table:
        """Return the wall over steps of ``seconds``, infinite for the steady state."""
        key = tuple(seconds)
        if key not in self._tables:
            count = np.array([len(m.s) for m in self.modes])
            self._tables[key] = Table(count, *tables(self.modes, seconds))
        return self._tables[key]


_KNOWN: dict[object, WideWall] = {}
_key: KeptFunction[object] = KeptFunction(key_of, 512)
"""Keys of layers, found once for the same object."""


def wide_walls(walls: Sequence[Wall]) -> list[WideWall]:
    """Return the modes of walls whose layers may be wide; equal ones are worked out once."""
    keys = [(_key(layers), adiabatic) for layers, adiabatic in walls]
    if len(_KNOWN) > MOST_KNOWN:
        _KNOWN.clear()
    new = {key: wall for key, wall in zip(keys, walls, strict=True) if key not in _KNOWN}
    cuts = [_cut(layers) for layers, _adiabatic in new.values()]
    lying = [
        (c, r, adiabatic)
        for cut, (_layers, adiabatic) in zip(cuts, new.values(), strict=True)
        for _at, c, r in cut
    ]
    found = iter(modes_of_cells(lying))
    for key, cut in zip(new, cuts, strict=True):
        by_house: dict[int, Modes] = {}
        for at, _c, _r in cut:
            by_house.update(zip(at.tolist(), next(found), strict=True))
        _KNOWN[key] = WideWall([by_house[k] for k in range(len(by_house))])
    return [_KNOWN[key] for key in keys]


def _cut(layers: Sequence[Layer]) -> list[Cut]:
    """Return the cells of a wall, by houses in which it is cut alike."""
    size = max(size_of(tuple(layers)), 1)
    counts = np.array([np.broadcast_to(cell_count(layer), size) for layer in layers])
    kinds, which = np.unique(counts.reshape(len(layers), size), axis=1, return_inverse=True)
    out = []
    for kind, cells in enumerate(kinds.T.tolist()):
        at = np.flatnonzero(which.ravel() == kind)
        c, r = cells_of([those_of(layer, at) for layer in layers], cells)
        out.append((at, _by_house(c, len(at)), _by_house(r, len(at))))
    return out


def _by_house(values: Array, houses: int) -> Array:
    return np.array(np.broadcast_to(values.T, (houses, len(values))))


def tables(known: Sequence[Modes], seconds: Sequence[float]) -> tuple[Array, Array]:
    """Return ``y`` and ``modal`` of a :class:`Table` of walls, filled up to the most modes."""
    deepest = max((len(m.s) for m in known), default=0)
    s, b = np.ones((len(known), deepest)), np.zeros((2, len(known), deepest))
    for n, m in enumerate(known):
        s[n, : len(m.s)] = m.s
        b[:, n, : len(m.s)] = m.b_i, m.b_o
    steady = np.array([[m.g_i, m.g_io, m.g_o] for m in known])
    y, modal = [], []
    for dt in seconds:
        e, _, gain, held = mode_terms(s, dt)
        taken = [(b[i] * held * b[o]).sum(axis=1) for i, o in ((0, 0), (0, 1), (1, 1))]
        y.append(steady + np.array([-taken[0], taken[1], -taken[2]]).T)
        modal.append(np.array([e, *(b * gain)]))
    return np.array(y).swapaxes(0, 1), np.array(modal).transpose(2, 0, 3, 1)
