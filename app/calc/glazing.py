"""Glass: conductance, transmission and absorption by angle of incidence.

A window given by U and g is one equivalent layer (Arasteh, Kohler, Griffith 2009,
LBNL-2804E); panes follow from Fresnel's formulas (ASHRAE Fundamentals, optical properties of
single and multiple glazing layers).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from app.calc.solar import MOMENTS
from app.calc.wide import either, larger, log, number, remembered, size_of, smaller
from app.model.climate import Array
from app.model.thermal import Glazing, Pane

# transmittance and transmittance plus reflectance relative to normal incidence, in powers
# 0…4 of the cosine (LBNL-2804E)
_TAU = {
    "A": (0.00, 3.36, -3.85, 1.49, 0.01),
    "B": (0.00, 2.83, -2.42, 0.04, 0.55),
    "C": (0.00, 2.45, -1.58, -0.64, 0.77),
    "D": (0.00, 2.85, -2.58, 0.40, 0.35),
    "E": (0.00, 1.51, 2.49, -5.87, 2.88),
    "F": (0.00, 1.21, 3.14, -6.37, 3.03),
    "G": (0.00, 1.09, 3.54, -6.84, 3.23),
    "H": (0.00, 0.98, 3.83, -7.13, 3.33),
    "I": (0.00, 0.79, 3.93, -6.86, 3.15),
    "J": (0.00, 0.08, 6.02, -8.84, 3.74),
}
_RHO_PLUS_TAU = {
    "A": (1.00, -0.70, 2.57, -3.20, 1.33),
    "B": (1.00, -1.87, 6.50, -7.86, 3.23),
    "C": (1.00, -2.52, 8.40, -9.86, 3.99),
    "D": (1.00, -1.85, 6.40, -7.64, 3.11),
    "E": (1.00, -1.57, 5.60, -6.82, 2.80),
    "F": (1.00, -3.15, 10.98, -13.14, 5.32),
    "G": (1.00, -3.25, 11.32, -13.54, 5.49),
    "H": (1.00, -3.39, 11.70, -13.94, 5.64),
    "I": (1.00, -4.06, 13.55, -15.74, 6.27),
    "J": (1.00, -4.35, 14.27, -16.32, 6.39),
}
# at the corners of U and g: the mean of the curves named, a|b being two thirds a, one third b
_U_GRID = (1.4195, 1.7034, 3.4068, 4.5424)
_G_GRID = (0.25, 0.30, 0.35, 0.45, 0.50, 0.55, 0.60, 0.65)
_LOW_E = ("J", "J", "J", "E", "E", "E", "E", "E")
_DOUBLE = ("FH", "FGHI", "FGHI", "FGHI", "FGHI", "E", "E", "E")
_SINGLE = ("D", "D", "D|BDCD", "BDCD", "BDCD", "BDCD", "BDCD", "A")
_U_MAX = 7.0
"""Above it the surface resistances of the equivalent layer leave no glass (LBNL-2804E)."""
_GAP_TEMPERATURE = 283.15


@dataclass(frozen=True, slots=True, eq=False)
class Glass:
    """A window per m² of its area.

    ``conductance`` [W/(m²·K)] between its faces; ``tau``, ``abs_o``, ``abs_i`` are powers of
    the cosine of incidence for transmitted sun and sun absorbed towards the outer and inner
    face; ``*_dif`` the same for light from all directions; ``back_*`` for light from inside.
    """

    conductance: float
    tau: Array
    abs_o: Array
    abs_i: Array
    tau_dif: float
    abs_o_dif: float
    abs_i_dif: float
    back_o: float
    back_i: float


_ONE = np.eye(1, MOMENTS)[0]
_FROM_ALL_SIDES = np.arange(MOMENTS) + 2.0


@remembered(4096)
def glass_of(glazing: Glazing) -> Glass:
    """Return the optical and thermal description of a window, of a wide one that of all houses:
    each number by house, each power by house in a second axis."""
    if glazing.panes:
        return _panes(glazing.panes)
    if size_of(glazing):
        return _wide_glass(glazing.u_value, glazing.g_value)
    return _simple(glazing.u_value, glazing.g_value)


def diffuse(curve: Array) -> Any:
    """Return the value for light from all directions of a curve in powers of the cosine."""
    return number((2.0 / _FROM_ALL_SIDES[: len(curve)]) @ curve)


def layer_resistance(u_value: float) -> float:
    """Return the resistance [m²·K/W] of glass and frame without the surface films."""
    r_i, r_o = nominal_films(u_value)
    return number(larger(1.0 / u_value - r_i - r_o, 0.001))


def nominal_films(u_value: float) -> tuple[float, float]:
    """Return R_si and R_se [m²·K/W] under which a window's U is stated (winter, LBNL-2804E)."""
    good = 1.0 / (0.359073 * log(u_value) + 6.949915)
    poor = 1.0 / (1.788041 * larger(u_value, 5.85) - 2.886625)
    return either(u_value < 5.85, good, poor), 1.0 / (0.025342 * u_value + 29.163853)


def _wide_glass(u_value: Array | float, g_value: Array | float) -> Glass:
    u, g = np.broadcast_arrays(u_value, g_value)
    key = u.tobytes(), g.tobytes()
    if key not in _WIDE:
        if len(_WIDE) >= MOST_WIDE:
            _WIDE.clear()
        _WIDE[key] = _simple(np.array(u), np.array(g))
    return _WIDE[key]


MOST_WIDE = 100
"""Windows of many houses that are kept."""
_WIDE: dict[object, Glass] = {}


def _simple(u_value: Any, g_value: Any) -> Glass:
    u_value = smaller(u_value, _U_MAX)
    r_glass = layer_resistance(u_value)
    weight = smaller(larger((u_value - 3.4) / (4.5 - 3.4), 0.0), 1.0)
    tau = weight * _tau_single(g_value) + (1.0 - weight) * _tau_double(g_value)
    x = g_value - tau
    (single_i, single_o), (double_i, double_o) = _film_single(x), _film_double(x)
    s_i = weight * single_i + (1 - weight) * double_i
    s_o = weight * single_o + (1 - weight) * double_o
    inward = (s_o + 0.5 * r_glass) / (s_o + r_glass + s_i)
    alpha = smaller(larger(x / inward, 0.0), 1.0 - tau)
    rho = 1.0 - tau - alpha
    t_curve, r_curve = _angular(u_value, g_value)
    one = _ONE if t_curve.ndim == 1 else _ONE[:, None]
    tau_c = _pad(tau * t_curve)
    r_curve = _pad(r_curve)
    rho_c = rho * (one - r_curve) + r_curve
    abs_c = one - tau_c - rho_c
    half = 0.5 * abs_c
    absorbed = larger(diffuse(abs_c), 0.0)
    return Glass(
        1.0 / r_glass, tau_c, half, half.copy(), diffuse(tau_c),
        0.5 * absorbed, 0.5 * absorbed, 0.5 * absorbed, 0.5 * absorbed,
    )  # fmt: skip


def _tau_single(g: Any) -> Any:
    return either(g < 0.7206, 0.939998 * g * g + 0.20332 * g, 1.30415 * g - 0.30515)


def _tau_double(g: Any) -> Any:
    return either(g <= 0.15, 0.41040 * g, 0.085775 * g * g + 0.963954 * g - 0.084958)


def _film_single(x: Any) -> tuple[Any, Any]:
    r_i = 1.0 / (29.436546 * x**3 - 21.943415 * x**2 + 9.945872 * x + 7.426151)
    return r_i, 1.0 / (2.225824 * x + 20.577080)


def _film_double(x: Any) -> tuple[Any, Any]:
    r_i = 1.0 / (199.8208128 * x**3 - 90.639733 * x**2 + 19.737055 * x + 6.766575)
    return r_i, 1.0 / (5.763355 * x + 20.541528)


def _angular(u_value: Any, g_value: Any) -> tuple[Array, Array]:
    """Return relative transmittance and reflectance curves for U and g (LBNL-2804E)."""
    k, u_share = _between(u_value, _U_GRID)
    n, g_share = _between(g_value, _G_GRID)
    corners, along = _corners(), u_share[..., None, None]
    low, high = (corners[k, m] + along * (corners[k + 1, m] - corners[k, m]) for m in (n, n + 1))
    tau, both = np.moveaxis(low + g_share[..., None, None] * (high - low), -2, 0)
    return tau.T, (both - tau).T


def _between(x: Any, grid: tuple[float, ...]) -> tuple[Any, Any]:
    """Return the interval of a grid in which numbers lie, and where in it; beyond it its ends."""
    points = np.array(grid)
    k = np.clip(np.searchsorted(points, x) - 1, 0, len(grid) - 2)
    return k, np.clip((x - points[k]) / (points[k + 1] - points[k]), 0.0, 1.0)


@lru_cache(maxsize=1)
def _corners() -> Array:
    """Return the curves at the corners of U and g (4, 8, 2, 5)."""
    columns = (_LOW_E, _DOUBLE, _DOUBLE, _SINGLE)
    return np.array([[_node(name) for name in names] for names in columns])


def _node(name: str) -> Array:
    parts = name.split("|")
    weights = [1.0] if len(parts) == 1 else [2.0 / 3.0, 1.0 / 3.0]
    tau = sum(
        w * np.mean([_TAU[c] for c in p], axis=0) for w, p in zip(weights, parts, strict=True)
    )
    both = sum(
        w * np.mean([_RHO_PLUS_TAU[c] for c in p], axis=0)
        for w, p in zip(weights, parts, strict=True)
    )
    return np.array([tau, both])


def _pad(curve: Array) -> Array:
    out = np.zeros((MOMENTS, *curve.shape[1:]))
    out[: len(curve)] = curve
    return out


def _panes(panes: tuple[Pane, ...]) -> Glass:
    cos = np.linspace(0.02, 1.0, 50)
    glass = [p for p in panes if p.kind == "glass"]
    tau, absorbed = _stack([_pane(p, cos) for p in glass])
    _, back = _stack([_pane(p, cos) for p in reversed(glass)])
    resistance = [p.d / p.lambda_ if p.kind == "glass" else 0.0 for p in panes]
    for k, p in enumerate(panes):
        if p.kind == "gas":
            resistance[k] = 1.0 / gap_conductance(p.d, panes[k - 1].epsilon, panes[k + 1].epsilon)
    total = sum(resistance)
    middle = np.cumsum(resistance) - 0.5 * np.array(resistance)
    inward = [m / total for m, p in zip(middle, panes, strict=True) if p.kind == "glass"]
    abs_i = _fit(cos, sum(w * a for w, a in zip(inward, absorbed, strict=True)))
    abs_o = _fit(cos, sum((1 - w) * a for w, a in zip(inward, absorbed, strict=True)))
    back_d = [diffuse(_fit(cos, a)) for a in reversed(back)]
    return Glass(
        1.0 / total, _fit(cos, tau), abs_o, abs_i,
        diffuse(_fit(cos, tau)), diffuse(abs_o), diffuse(abs_i),
        sum((1 - w) * a for w, a in zip(inward, back_d, strict=True)),
        sum(w * a for w, a in zip(inward, back_d, strict=True)),
    )  # fmt: skip


def _fit(cos: Array, values: Array) -> Array:
    powers = np.stack([cos**n for n in range(1, MOMENTS)], axis=1)
    solution = np.linalg.lstsq(powers, values, rcond=None)[0]
    return np.concatenate([[0.0], solution])


def _pane(pane: Pane, cos: Array) -> tuple[Array, Array]:
    """Return transmittance and reflectance of uncoated glass at the cosines given."""
    t0, r0 = pane.tau_sol, pane.rho_sol
    beta = t0**2 - r0**2 + 2 * r0 + 1
    face = (beta - np.sqrt(beta**2 - 4 * (2 - r0) * r0)) / (2 * (2 - r0))
    depth = np.log(face * t0 / (r0 - face))
    n = (1 + np.sqrt(face)) / (1 - np.sqrt(face))
    inner = np.sqrt(1 - (1 - cos**2) / n**2)
    through = np.exp(-depth / inner)
    tau, rho = np.zeros_like(cos), np.zeros_like(cos)
    for r in (((n * cos - inner) / (n * cos + inner)) ** 2,
              ((n * inner - cos) / (n * inner + cos)) ** 2):  # fmt: skip
        t = (1 - r) ** 2 * through / (1 - (r * through) ** 2)
        tau += 0.5 * t
        rho += 0.5 * r * (1 + t * through)
    return tau, rho


def _stack(panes: list[tuple[Array, Array]]) -> tuple[Array, list[Array]]:
    """Return transmittance and absorption in each pane, light from the first side."""
    tau, rho = panes[-1]
    absorbed = [1 - tau - rho]
    for t, r in reversed(panes[:-1]):
        between = t / (1 - r * rho)
        front_abs = (1 - t - r) * (1 + between * rho)
        absorbed = [front_abs, *(between * a for a in absorbed)]
        tau, rho = between * tau, r + between * rho * t
    return tau, absorbed


def gap_conductance(d: float, eps_1: float, eps_2: float) -> float:
    """Return conductance [W/(m²·K)] of a vertical air gap (EN 673 with ΔT 15 K at 283 K)."""
    lambda_, rho, mu, c, dt = 0.02496, 1.232, 1.761e-5, 1008.0, 15.0
    grashof = 9.81 * d**3 * dt * rho**2 / (_GAP_TEMPERATURE * mu**2)
    nusselt = max(1.0, 0.035 * (grashof * mu * c / lambda_) ** 0.38)
    radiative = 4 * 5.670374e-8 * _GAP_TEMPERATURE**3 / (1 / eps_1 + 1 / eps_2 - 1)
    return float(nusselt * lambda_ / d + radiative)
