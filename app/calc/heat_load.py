"""Design heat load, simplified steady method of EN 12831-1:2017.

Areas [m²], U [W/(m²·K)], temperatures [°C], flows H [W/K], loads Φ [W].
"""

from collections.abc import Sequence
from dataclasses import dataclass

VENTILATION = 0.34
"""Volumetric heat capacity of air [Wh/(m³·K)]."""
F_THETA_ANN = 1.45
"""Correction for the yearly swing of the outdoor temperature, ground."""


@dataclass(frozen=True, slots=True)
class HeatedPart:
    """A part of the envelope; ``b_u`` [-] is 1 outdoors, less towards an unheated space."""

    area: float
    u_value: float
    b_u: float = 1.0


@dataclass(frozen=True, slots=True)
class HeatLoadCase:
    """A room or a house at design conditions.

    ``delta_u_tb`` [W/(m²·K)] on parts with b_u = 1; ``ground_area`` with ``ground_u``;
    ``n`` the larger of infiltration and hygienic rate [1/h]; ``reheat`` [W/m²] of ``area``.
    """

    parts: Sequence[HeatedPart]
    theta_int: float
    theta_e: float
    theta_year: float
    volume: float
    n: float
    area: float
    ground_area: float = 0.0
    ground_u: float = 0.0
    delta_u_tb: float = 0.0
    ground_water: float = 1.0
    reheat: float = 0.0


def transmission(case: HeatLoadCase) -> float:
    """Return H_T [W/K] of all parts, bridges and ground (6.3.2)."""
    delta = case.theta_int - case.theta_e
    elements = sum(p.area * p.u_value * p.b_u for p in case.parts)
    bridges = case.delta_u_tb * sum(p.area for p in case.parts if p.b_u >= 1.0)
    swing = (case.theta_int - case.theta_year) / delta
    ground = F_THETA_ANN * case.ground_area * case.ground_u * swing * case.ground_water
    return elements + bridges + ground


def ventilation(case: HeatLoadCase) -> float:
    """Return H_V [W/K] (6.3.3)."""
    return VENTILATION * case.n * case.volume


def design_heat_load(case: HeatLoadCase) -> float:
    """Return Φ_HL [W], heating-up allowance included."""
    delta = case.theta_int - case.theta_e
    return (transmission(case) + ventilation(case)) * delta + case.reheat * case.area
