"""Conduction through layers as the sum of few first-order modes.

A wall is cut into cells; the symmetric system C·θ' = −K·θ + k_i·T_i + k_o·T_o is diagonalised
and reduced to the states that matter at its faces by balanced singular perturbation (Liu and
Anderson 1989), which keeps the steady state exactly and the system passive. For face
temperatures held over a step the mean heat flow of that step is exact, hence energy is
conserved whatever the step (the aim of ISO 52016-1 6.5.6, without its five nodes).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.model.climate import Array
from app.model.thermal import Layer

CELL_TIME = 600.0
"""Diffusion time of a cell [s]: cells are √(a·CELL_TIME) thick."""
MAX_CELLS = 30
REDUCTION = 5e-3
"""Balanced states below this share of the largest are made quasi-steady."""
SLOW = 3600.0
"""Time [s] over which faces answer to what matters: it weighs the modes for the reduction."""


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


@lru_cache(maxsize=8192)
def wall_modes(layers: tuple[Layer, ...], adiabatic: bool = False) -> Modes:
    """Return the modes of layers (outside to inside); ``adiabatic`` closes the outer face."""
    c, r = _cells(layers)
    if not len(c):
        g = 0.0 if adiabatic else 1.0 / max(r[0], 1e-6)
        empty = np.zeros(0)
        return Modes(g, g, g, empty, empty, empty)
    g = 1.0 / r
    if adiabatic:
        g[0] = 0.0
    k = np.diag(g[:-1] + g[1:]) - np.diag(g[1:-1], 1) - np.diag(g[1:-1], -1)
    root = 1.0 / np.sqrt(c)
    s, vectors = np.linalg.eigh(k * root[:, None] * root[None, :])
    s = np.maximum(s, 1e-12)
    b_o = vectors[0] * root[0] * g[0]
    b_i = vectors[-1] * root[-1] * g[-1]
    return reduced(Modes(float(g[-1]), float(g[0]), 0.0, s, b_i, b_o))


def reduced(modes: Modes, tolerance: float = REDUCTION) -> Modes:
    """Return the wall with the states that matter at its faces.

    The system is symmetric, so one orthogonal transformation balances it; weighing the modes
    by 1/(1 + s·SLOW) makes that balance one of hours, not of seconds.
    """
    b = np.stack([modes.b_i, modes.b_o], axis=1)
    weighed = b / (1.0 + modes.s * SLOW)[:, None]
    gramian = (weighed @ weighed.T) / (modes.s[:, None] + modes.s[None, :])
    sigma, vectors = np.linalg.eigh(gramian)
    keep = sigma > tolerance * sigma[-1]
    v_1, v_2 = vectors[:, keep], vectors[:, ~keep]
    a_11 = v_1.T @ (modes.s[:, None] * v_1)
    g = np.array([[modes.g_i, -modes.g_io], [-modes.g_io, modes.g_o]])
    b_1 = v_1.T @ b
    if v_2.shape[1]:
        a_12 = v_1.T @ (modes.s[:, None] * v_2)
        rest = np.linalg.inv(v_2.T @ (modes.s[:, None] * v_2))
        b_2 = v_2.T @ b
        a_11 = a_11 - a_12 @ rest @ a_12.T
        b_1 = b_1 - a_12 @ rest @ b_2
        g = g - b_2.T @ rest @ b_2
    s, turn = np.linalg.eigh(0.5 * (a_11 + a_11.T))
    b_i, b_o = (turn.T @ b_1).T
    return Modes(float(g[0, 0]), float(g[1, 1]), -float(g[0, 1]), s, b_i, b_o)


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
