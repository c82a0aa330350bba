"""Thermal transmittance of elements: ISO 6946, windows ISO 10077-1.

Resistances in [m²·K/W], U in [W/(m²·K)], thickness in [m].
"""

from collections.abc import Sequence
from typing import Literal

from app.calc.films import SIGMA
from app.model.thermal import Layer

R_SI = {"up": 0.10, "horizontal": 0.13, "down": 0.17}
R_SE = 0.04
Direction = Literal["up", "horizontal", "down"]
_H_CONVECTION = {"horizontal": 1.25, "up": 1.95}


def layers_resistance(layers: Sequence[Layer]) -> float:
    """Return the sum of the layers' resistances (ISO 6946 6.7.1.1)."""
    return sum(layer.resistance for layer in layers)


def u_value(layers: Sequence[Layer], r_si: float = 0.13, r_se: float = R_SE) -> float:
    """Return U of homogeneous layers (ISO 6946 6.7.1)."""
    return 1.0 / (r_si + layers_resistance(layers) + r_se)


def fastener_correction(
    r_layer: float, r_tot: float, d_0: float, d_1: float, lambda_f: float, count: float, area: float
) -> float:
    """Return ΔU_f [W/(m²·K)] of fasteners through insulation (ISO 6946 annex F.3).

    ``d_0`` thickness of the insulation, ``d_1`` length of the fastener in it [m], ``lambda_f``
    [W/(m·K)], ``count`` per m², ``area`` [m²] of one.
    """
    alpha = 0.8 if d_1 >= d_0 else 0.8 * d_1 / d_0
    return alpha * lambda_f * count * area / d_0 * (r_layer / r_tot) ** 2


def combined_resistance(
    sections: Sequence[tuple[float, Sequence[float]]], r_si: float, r_se: float
) -> tuple[float, float]:
    """Return total resistance and its relative error bound by the combined method.

    Parameters
    ----------
    sections
        Share of the area [-] and resistance of each layer, the same layers in every section.

    References
    ----------
    ISO 6946:2017, 6.7.2.
    """
    if abs(sum(share for share, _ in sections) - 1.0) > 1e-6:
        raise ValueError("The shares of the sections must add up to 1.")
    upper = 1.0 / sum(share / (r_si + sum(r) + r_se) for share, r in sections)
    count = len(sections[0][1])
    lower = r_si + r_se
    lower += sum(1.0 / sum(share / r[k] for share, r in sections) for k in range(count))
    total = 0.5 * (upper + lower)
    return total, (upper - lower) / (2.0 * total)


def air_layer_resistance(
    d: float, direction: Direction, eps_1: float = 0.9, eps_2: float = 0.9, theta: float = 10.0
) -> float:
    """Return R of an unventilated air layer (ISO 6946 annex D, ΔT ≤ 5 K).

    ``theta`` [°C] is its mean temperature.
    """
    if direction == "down":
        h_a = max(0.12 * d**-0.44, 0.025 / d)
    else:
        h_a = max(_H_CONVECTION[direction], 0.025 / d)
    h_r = 4.0 * SIGMA * (theta + 273.15) ** 3 / (1.0 / eps_1 + 1.0 / eps_2 - 1.0)
    return float(1.0 / (h_a + h_r))


def slightly_ventilated(opening: float, r_unventilated: float, r_ventilated: float) -> float:
    """Return R_tot with a slightly ventilated layer; ``opening`` [mm²/m], 500 to 1500
    (ISO 6946 6.9.3)."""
    share = min(max((opening - 500.0) / 1000.0, 0.0), 1.0)
    return (1.0 - share) * r_unventilated + share * r_ventilated


def window_u_value(
    a_g: float, u_g: float, a_f: float, u_f: float, l_g: float, psi_g: float
) -> float:
    """Return U_w of glass, frame [m²] and glass edge ``l_g`` [m], ``psi_g`` [W/(m·K)]
    (ISO 10077-1 6.1)."""
    return (a_g * u_g + a_f * u_f + l_g * psi_g) / (a_g + a_f)


def cover_resistance(r_sh: float, tight: bool = True) -> float:
    """Return ΔR of a closed shutter or quilt of resistance ``r_sh`` (ISO 10077-1 annex H)."""
    return 0.95 * r_sh + 0.17 if tight else 0.55 * r_sh + 0.11


def covered_u_value(u_w: float, delta_r: float) -> float:
    """Return U of a window behind a closed cover (ISO 10077-1 6.2)."""
    return 1.0 / (1.0 / u_w + delta_r)
