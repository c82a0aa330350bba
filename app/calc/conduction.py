"""Conduction through layers as the sum of few first-order modes.

A wall is cut into cells; the symmetric system C·θ' = −K·θ + k_i·T_i + k_o·T_o is diagonalised
and reduced to the states that matter at its faces by balanced singular perturbation (Liu and
Anderson 1989), which keeps the steady state exactly and the system passive. For face
temperatures held over a step the mean heat flow of that step is exact, hence energy is
conserved whatever the step (the aim of ISO 52016-1 6.5.6, without its five nodes).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from app.calc.wide import root
from app.model.climate import Array
from app.model.thermal import Layer

CELL_TIME = 1800.0
"""Diffusion time of a cell [s]: cells are √(a·CELL_TIME) thick. Between 300 and 3600 it moves the
year's need of the public houses by less than 0.05 % in the median."""
MAX_CELLS = 30
REDUCTION = 5e-3
"""Balanced states below this share of the largest are made quasi-steady."""
SLOW = 3600.0
"""Time [s] over which faces answer to what matters: it weighs the modes for the reduction."""


Wall = tuple[tuple[Layer, ...], bool]
"""Layers outside to inside, and whether the outer face is closed."""
MOST_KNOWN = 20000
"""Walls whose modes are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Modes:
    """A wall per m²: face conductances and modes.

    Flow into the inner face q_i = g_i·T_i − g_io·T_o − Σ b_i·z and likewise outside;
    z' = −s·z + b_i·T_i + b_o·T_o. Conductances in [W/(m²·K)].
    """

    g_i: float
    g_o: float
    g_io: float
    s: Array
    b_i: Array
    b_o: Array


_KNOWN: dict[Wall, Modes] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A wall over steps of one length.

    Mean flows: q_i = y_ii·T_i + y_io·T_o − Σ p_i·z, q_o likewise (``y`` is symmetric); then
    z = e·z + u_i·T_i + u_o·T_o.
    """

    y: Array
    e: Array
    p_i: Array
    p_o: Array
    u_i: Array
    u_o: Array


def wall_modes(layers: tuple[Layer, ...], adiabatic: bool = False) -> Modes:
    """Return the modes of layers (outside to inside); ``adiabatic`` closes the outer face."""
    return modes_of([(layers, adiabatic)])[0]


def modes_of(walls: Sequence[Wall]) -> list[Modes]:
    """Return the modes of many walls at once, equal walls as the same object."""
    if len(_KNOWN) > MOST_KNOWN:
        _KNOWN.clear()
    found = [_KNOWN.get(wall) for wall in walls]
    missing = dict.fromkeys(w for w, modes in zip(walls, found, strict=True) if modes is None)
    new = _new_modes(missing)
    _KNOWN.update(new)
    return [modes or new[wall] for wall, modes in zip(walls, found, strict=True)]


def _new_modes(walls: Iterable[Wall]) -> dict[Wall, Modes]:
    """Return the modes of different walls."""
    own = list(walls)
    cut = [cells_of(wall[0], [int(cell_count(layer)) for layer in wall[0]]) for wall in own]
    lying = [(c[None], r[None], wall[1]) for wall, (c, r) in zip(own, cut, strict=True)]
    return {wall: modes[0] for wall, modes in zip(own, modes_of_cells(lying), strict=True)}


def modes_of_cells(walls: Sequence[tuple[Array, Array, bool]]) -> list[list[Modes]]:
    """Return the modes of walls cut into cells: each entry holds capacities (K, n) and resistances
    (K, n + 1) of K walls cut alike, and whether the outer face is closed. Those of one number of
    cells are worked out together."""
    found: list[list[Modes]] = [[] for _ in walls]
    for cells in {c.shape[1] for c, _, _ in walls}:
        at = [k for k, (c, _, _) in enumerate(walls) if c.shape[1] == cells]
        g = np.concatenate([_conductances(*walls[k][1:]) for k in at])
        c = np.concatenate([walls[k][0] for k in at])
        modes = iter(reduced(all_modes(c, g)) if cells else [massless(float(x)) for x in g[:, 0]])
        for k in at:
            found[k] = list(islice(modes, len(walls[k][0])))
    return found


def _conductances(r: Array, adiabatic: bool) -> Array:
    g = 1.0 / r
    if adiabatic:
        g[:, 0] = 0.0
    return g


def is_heavy(layers: Sequence[Layer]) -> bool:
    """Tell whether layers store heat."""
    return any(_stores(layer) for layer in layers)


def massless(g: float) -> Modes:
    """Return a wall of conductance ``g`` [W/(m²·K)] without mass."""
    empty = np.zeros(0)
    return Modes(g, g, g, empty, empty, empty)


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """Walls of one number of modes: g (K, 2, 2), s (K, n) and b (K, n, 2), inside first."""

    g: Array
    s: Array
    b: Array


def all_modes(c: Array, g: Array) -> Many:
    """Return all modes of walls with capacities (K, n) and conductances (K, n + 1) between."""
    count, n = c.shape
    k, d = np.zeros((count, n, n)), np.arange(n)
    k[:, d, d] = g[:, :-1] + g[:, 1:]
    k[:, d[:-1], d[1:]] = k[:, d[1:], d[:-1]] = -g[:, 1:-1]
    root = 1.0 / np.sqrt(c)
    s, vectors = np.linalg.eigh(k * root[:, :, None] * root[:, None, :])
    b_o = vectors[:, 0] * (root[:, :1] * g[:, :1])
    b_i = vectors[:, -1] * (root[:, -1:] * g[:, -1:])
    ends = np.zeros((count, 2, 2))
    ends[:, 0, 0], ends[:, 1, 1] = g[:, -1], g[:, 0]
    return Many(ends, np.maximum(s, 1e-12), np.stack([b_i, b_o], axis=2))


def reduced(many: Many, tolerance: float = REDUCTION) -> list[Modes]:
    """Return the walls with the states that matter at their faces.

    The system is symmetric, so one orthogonal transformation balances it; weighing the modes
    by 1/(1 + s·SLOW) makes that balance one of hours, not of seconds.
    """
    weighed = many.b / (1.0 + many.s * SLOW)[:, :, None]
    gramian = weighed @ weighed.swapaxes(1, 2)
    gramian /= many.s[:, :, None] + many.s[:, None, :]
    sigma, vectors = np.linalg.eigh(gramian)
    kept = (sigma > tolerance * sigma[:, -1:]).sum(axis=1)
    out: dict[int, Modes] = {}
    for m in np.unique(kept):
        at = np.flatnonzero(kept == m)
        part = Many(many.g[at], many.s[at], many.b[at])
        out.update(zip(at.tolist(), _keep(part, vectors[at], int(m)), strict=True))
    return [out[k] for k in range(len(kept))]


def _keep(many: Many, vectors: Array, m: int) -> list[Modes]:
    """Return the walls with their last ``m`` balanced states, the others quasi-steady."""
    v_1, v_2 = vectors[:, :, -m:], vectors[:, :, :-m]
    slow = many.s[:, :, None]
    a, g = v_1.swapaxes(1, 2) @ (slow * v_1), many.g
    b = v_1.swapaxes(1, 2) @ many.b
    if v_2.shape[2]:
        other = v_1.swapaxes(1, 2) @ (slow * v_2)
        rest = np.linalg.inv(v_2.swapaxes(1, 2) @ (slow * v_2))
        b_2 = v_2.swapaxes(1, 2) @ many.b
        a = a - other @ rest @ other.swapaxes(1, 2)
        b = b - other @ rest @ b_2
        g = g - b_2.swapaxes(1, 2) @ rest @ b_2
    s, turn = np.linalg.eigh(0.5 * (a + a.swapaxes(1, 2)))
    b = turn.swapaxes(1, 2) @ b
    return [
        Modes(
            float(g[k, 0, 0]), float(g[k, 1, 1]), -float(g[k, 0, 1]), s[k], b[k, :, 0], b[k, :, 1]
        )
        for k in range(len(s))
    ]


def _stores(layer: Layer) -> bool:
    return layer.r is None and layer.rho * layer.c > 0.0


def cell_count(layer: Layer) -> Any:
    """Return into how many cells a layer is cut, of a wide one house by house."""
    if not _stores(layer):
        return 0
    size = root(layer.lambda_ / (layer.rho * layer.c) * CELL_TIME)
    if isinstance(layer.d / size, float):
        return min(max(math.ceil(layer.d / size), 1), MAX_CELLS)
    return np.where(layer.d > 0.0, np.clip(np.ceil(layer.d / size), 1, MAX_CELLS), 0)


def cells_of(layers: Sequence[Layer], counts: Sequence[int]) -> tuple[Array, Array]:
    """Return capacities [J/(m²·K)] of the cells of layers and resistances between them and the
    faces, (n) and (n + 1), of wide layers by house in a second axis."""
    capacity: list[Any] = []
    resistance: list[Any] = [0.0]
    for layer, n in zip(layers, counts, strict=True):
        if not n:
            resistance[-1] = resistance[-1] + layer.resistance
            continue
        n = int(n)
        half = 0.5 * layer.resistance / n
        for _ in range(n):
            resistance[-1] = resistance[-1] + half
            resistance.append(half)
            capacity.append(layer.rho * layer.c * layer.d / n)
    return _stacked(capacity), np.maximum(_stacked(resistance), 1e-6)


def _stacked(values: Sequence[Any]) -> Array:
    wide = any(isinstance(value, np.ndarray) for value in values)
    return np.array(np.broadcast_arrays(*values) if wide else values, dtype=float)


def mode_terms(s: Array, dt: float) -> tuple[Array, Array, Array, Array]:
    """Return what remains of modes after ``dt`` [s], their mean meanwhile, the integral of the
    decay [s] and the part (1 − mean)/s [s] of a new face temperature not yet taken up."""
    x = s * dt
    e = np.exp(-x)
    mean = -np.expm1(-x) / x
    return e, mean, (1.0 - e) / s, (1.0 - mean) / s


def step_of(modes: Modes, dt: float) -> Step:
    """Return the response over steps of ``dt`` [s]; infinite ``dt`` gives the steady state."""
    b = np.stack([modes.b_i, modes.b_o])
    e, mean, gain, held = mode_terms(modes.s, dt)
    y = np.array([[modes.g_i, -modes.g_io], [-modes.g_io, modes.g_o]]) - (b * held) @ b.T
    return Step(y, e, mean * modes.b_i, mean * modes.b_o, gain * modes.b_i, gain * modes.b_o)


def u_value_of(modes: Modes) -> float:
    """Return the steady conductance between the faces [W/(m²·K)]."""
    return float(modes.g_io + np.sum(modes.b_i * modes.b_o / modes.s))
