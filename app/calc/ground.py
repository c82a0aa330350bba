"""Floors on the ground: ISO 13370:2017.

Lengths [m], areas [m²], resistances [m²·K/W], U [W/(m²·K)], temperatures [°C].
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from app.calc.wide import larger, number, some
from app.model.climate import WeatherYear
from app.model.thermal import Ground, Layer

SOIL = Layer("soil", 0.5, 1.5, 1600.0, 1875.0)
"""Half a metre of clay or silt, λ 1.5, 3 MJ/(m³·K) (ISO 13370 table 7, category 1)."""
R_SI_FLOOR = 0.17
R_SE = 0.04
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class EdgeInsulation:
    """``kind`` vertical (depth ``width``) or horizontal (width ``width``); ``d``, ``lambda_``."""

    kind: Literal["vertical", "horizontal"]
    width: float
    d: float
    lambda_: float


@dataclass(frozen=True, slots=True)
class Slab:
    """A slab on ground: ``area``, ``exposed_perimeter``, ``wall_thickness``, ``r_floor``."""

    area: float
    exposed_perimeter: float
    wall_thickness: float
    r_floor: float
    lambda_soil: float = 1.5
    edge: EdgeInsulation | None = None

    @property
    def b_prime(self) -> float:
        """Characteristic dimension B′ (7.1)."""
        return self.area / (0.5 * self.exposed_perimeter)

    @property
    def d_t(self) -> float:
        """Equivalent thickness (7.2)."""
        return self.wall_thickness + self.lambda_soil * (R_SI_FLOOR + self.r_floor + R_SE)


def slab_u_value(slab: Slab) -> float:
    """Return U of the floor with its edge insulation (7.3, annex D)."""
    return base_u_value(slab) + 2.0 * edge_psi(slab) / slab.b_prime


def base_u_value(slab: Slab) -> float:
    """Return U₀ without edge insulation (7.3.1)."""
    b, d, lam = slab.b_prime, slab.d_t, slab.lambda_soil
    insulated = lam / (0.457 * b + d)
    if not some(d < b):
        return insulated
    plain = 2.0 * lam / (np.pi * b + d) * np.log(np.pi * b / d + 1.0)
    return number(np.where(d < b, plain, insulated))


def edge_psi(slab: Slab) -> float:
    """Return the linear transmittance of edge insulation [W/(m·K)], not positive (annex D)."""
    if slab.edge is None:
        return 0.0
    edge, d, lam = slab.edge, slab.d_t, slab.lambda_soil
    d_extra = (edge.d / edge.lambda_ - edge.d / lam) * lam
    reach = 2.0 * edge.width if edge.kind == "vertical" else edge.width
    return number(-lam / np.pi * (np.log(reach / d + 1.0) - np.log(reach / (d + d_extra) + 1.0)))


def heat_transfer(slab: Slab) -> float:
    """Return the steady H_g [W/K] (8.1)."""
    return slab.area * base_u_value(slab) + slab.exposed_perimeter * edge_psi(slab)


def periodic_outside(slab: Slab, penetration: float = 2.2) -> float:
    """Return H_pe [W/K], the response to the yearly swing outside (annex H.2)."""
    p, d, lam = slab.exposed_perimeter, slab.d_t, slab.lambda_soil
    if slab.edge is None:
        return number(0.37 * p * lam * np.log(penetration / d + 1.0))
    edge = slab.edge
    d_extra = (edge.d / edge.lambda_ - edge.d / lam) * lam
    reach = float(np.exp(-edge.width / penetration))
    with_edge = np.log(penetration / (d + d_extra) + 1.0)
    bare = np.log(penetration / d + 1.0)
    if edge.kind == "vertical":
        return number(0.37 * p * lam * (reach * bare + (1.0 - reach) * with_edge))
    return number(0.37 * p * lam * ((1.0 - reach) * with_edge + reach * bare))


def virtual_layer(slab: Slab, soil: Layer = SOIL) -> float:
    """Return R of the virtual layer below floor and soil so that U is met (annex F)."""
    r_v = 1.0 / slab_u_value(slab) - R_SI_FLOOR - slab.r_floor - soil.resistance
    return number(larger(r_v, 1e-3))


@lru_cache(maxsize=16)
def monthly_means(weather: WeatherYear) -> tuple[float, ...]:
    """Return the twelve mean outdoor temperatures."""
    edges = np.concatenate([[0], np.cumsum(DAYS)]) * 24
    return tuple(float(weather.theta_e[a:b].mean()) for a, b in pairwise(edges))


def virtual_temperatures(slab: Slab, weather: WeatherYear) -> tuple[float, ...]:
    """Return the monthly temperature below the virtual layer (annex F with annex H).

    Mean of the outdoor air, and its swing damped by H_pe/H_g and one month late.
    """
    mean, wave = _yearly_wave(weather)
    damped = periodic_outside(slab) / heat_transfer(slab)
    return tuple(mean - damped * swing for swing in wave)


@lru_cache(maxsize=16)
def _yearly_wave(weather: WeatherYear) -> tuple[float, tuple[float, ...]]:
    """Return the mean of the monthly outdoor temperatures and their swing one month late."""
    months = np.arange(1, 13)
    theta = np.array(monthly_means(weather))
    swing = float(0.5 * (theta.max() - theta.min()))
    coldest = int(theta.argmin()) + 1
    wave = swing * np.cos(2.0 * np.pi * (months - coldest - 1) / 12.0)
    return float(theta.mean()), tuple(float(x) for x in wave)


def ground_of(zone: str, slab: Slab, weather: WeatherYear, soil: Layer = SOIL) -> Ground:
    """Return what lies under the floor of ``zone`` for the engine."""
    return Ground(zone, soil, virtual_layer(slab, soil), virtual_temperatures(slab, weather))
