"""Conduction through layers as the sum of first-order modes.

A wall is cut into cells; the symmetric system C·θ' = −K·θ + k_i·T_i + k_o·T_o is diagonalised
once. For face temperatures held over a step the mean heat flow of that step is exact, hence
energy is conserved whatever the step (as in ISO 52016-1 6.5.6, but without its five nodes).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.model.climate import Array
from app.model.thermal import Layer

CELL_TIME = 600.0
"""Diffusion time of a cell [s]: cells are √(a·CELL_TIME) thick."""
MAX_CELLS = 30
FORGOTTEN = 0.01
"""A mode that keeps less than this share over a step needs no state of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Modes:
    """A wall per m²: face conductances and modes.

    Flow into the inner face q_i = g_i·T_i − g_io·T_o − Σ b_i·z and likewise outside;
    z' = −s·z + b_i·T_i + b_o·T_o. ``heat`` [J/m²] per unit of z. Conductances in [W/(m²·K)].
    """

    g_i: float
    g_o: float
    g_io: float
    s: Array
    b_i: Array
    b_o: Array
    heat: Array


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A wall over steps of one length, with the modes worth a state.

    Mean flows: q_i = y_ii·T_i + y_io·T_o − f_ii·T_i' − f_io·T_o' − Σ p_i·z (primes: previous
    step), q_o likewise; then z = e·z + u_i·T_i + u_o·T_o.
    """

    y: Array
    f: Array
    e: Array
    p_i: Array
    p_o: Array
    u_i: Array
    u_o: Array


@lru_cache(maxsize=8192)
def wall_modes(layers: tuple[Layer, ...], adiabatic: bool = False) -> Modes:
    """Return the modes of layers (outside to inside); ``adiabatic`` closes the outer face."""
    c, r = _cells(layers)
    if not len(c):
        g = 0.0 if adiabatic else 1.0 / max(r[0], 1e-6)
        empty = np.zeros(0)
        return Modes(g, g, g, empty, empty, empty, empty)
    g = 1.0 / r
    if adiabatic:
        g[0] = 0.0
    k = np.diag(g[:-1] + g[1:]) - np.diag(g[1:-1], 1) - np.diag(g[1:-1], -1)
    root = 1.0 / np.sqrt(c)
    s, vectors = np.linalg.eigh(k * root[:, None] * root[None, :])
    s = np.maximum(s, 1e-12)
    b_o = vectors[0] * root[0] * g[0]
    b_i = vectors[-1] * root[-1] * g[-1]
    return Modes(float(g[-1]), float(g[0]), 0.0, s, b_i, b_o, vectors.T @ np.sqrt(c))


def _cells(layers: tuple[Layer, ...]) -> tuple[Array, Array]:
    """Return capacities [J/(m²·K)] of the cells and resistances between them and the faces."""
    capacity: list[float] = []
    resistance = [0.0]
    for layer in layers:
        if layer.r is not None or layer.rho * layer.c <= 0.0:
            resistance[-1] += layer.resistance
            continue
        size = np.sqrt(layer.lambda_ / (layer.rho * layer.c) * CELL_TIME)
        n = int(np.clip(np.ceil(layer.d / size), 1, MAX_CELLS))
        half = 0.5 * layer.resistance / n
        for _ in range(n):
            resistance[-1] += half
            resistance.append(half)
            capacity.append(layer.rho * layer.c * layer.d / n)
    return np.array(capacity), np.maximum(np.array(resistance), 1e-6)


def kept_modes(modes: Modes, dt: float) -> Array:
    """Return which modes are remembered over steps of ``dt`` [s]."""
    return np.asarray(np.exp(-modes.s * dt) > FORGOTTEN)


def step_of(modes: Modes, dt: float, kept: Array) -> Step:
    """Return the response over steps of ``dt`` [s]; infinite ``dt`` gives the steady state."""
    b = np.stack([modes.b_i, modes.b_o])
    if np.isinf(dt):
        e = mean = np.zeros_like(modes.s)
    else:
        x = modes.s * dt
        e = np.exp(-x)
        mean = -np.expm1(-x) / x
    y = np.diag([modes.g_i, modes.g_o]) - (b * ((1.0 - mean) / modes.s)) @ b.T
    y -= modes.g_io * np.array([[0.0, 1.0], [1.0, 0.0]])
    lost = ~kept
    f = (b[:, lost] * (mean / modes.s)[lost]) @ b[:, lost].T
    gain = ((1.0 - e) / modes.s)[kept]
    return Step(
        y, f, e[kept], (mean * modes.b_i)[kept], (mean * modes.b_o)[kept],
        gain * modes.b_i[kept], gain * modes.b_o[kept],
    )  # fmt: skip


def u_value_of(modes: Modes) -> float:
    """Return the steady conductance between the faces [W/(m²·K)]."""
    return float(modes.g_io + np.sum(modes.b_i * modes.b_o / modes.s))
