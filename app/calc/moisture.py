"""Mould and interstitial condensation: ISO 13788.

Vapour pressures [Pa], temperatures [°C], resistances [m²·K/W], s_d equivalent air layer [m],
amounts of water [kg/m²]. Months run from January. Layers here run from inside to outside.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from app.calc.ground import DAYS
from app.model.assessment import CondensingPlane, GlaserPoint, MoistureClimate, MoistureVerdict

DELTA_0 = 2e-10
"""Vapour permeability of air [kg/(m·s·Pa)] (ISO 13788 6.2)."""
MU_AIR = DELTA_0 * 1e3 * 3600.0 / 1e-6
"""The same in the unit of the material tables [1e-6 g/(m·h·Pa)]: μ = 720 / permeability."""
S_D_TIGHT = 1500.0
"""s_d of a layer that lets no vapour through [m] (ISO 10456, metal foil)."""
S_D_AIR = 0.01
"""s_d of an air layer [m] (ISO 13788 6.3)."""
R_SLICE = 0.25
"""Layers are cut so that no slice has more resistance [m²·K/W] (ISO 13788 6.3)."""
R_SI_MOULD = 0.25
"""Inside surface resistance behind furniture and in corners [m²·K/W] (ISO 13788 5.2)."""
PHI_MOULD = 0.8
"""Relative humidity of a surface on which mould grows [-] (ISO 13788 5.1)."""
THETA_NO_EXCESS = 20.0
"""Outdoor temperature from which on rooms are no damper than outdoors [°C] (annex A)."""
THETA_SUMMER = 26.0
SECONDS = 86400.0
DRY = 1e-9


def saturation_pressure(theta: float) -> float:
    """Return p_sat [Pa] over water, below 0 °C over ice (ISO 13788 annex E)."""
    if theta >= 0.0:
        return 610.5 * math.exp(17.269 * theta / (237.3 + theta))
    return 610.5 * math.exp(21.875 * theta / (265.5 + theta))


def saturation_temperature(pressure: float) -> float:
    """Return the temperature [°C] at which ``pressure`` [Pa] saturates (annex E)."""
    if pressure <= 0.0:
        raise ValueError("a vapour pressure above zero is needed")
    ratio = math.log(pressure / 610.5)
    if pressure >= 610.5:
        return 237.3 * ratio / (17.269 - ratio)
    return 265.5 * ratio / (21.875 - ratio)


def vapour_excess(limit: float, theta_e: float) -> float:
    """Return Δp [Pa] of a humidity class: ``limit`` up to 0 °C, falling to 0 at 20 °C (annex A)."""
    return limit * min(max(1.0 - theta_e / THETA_NO_EXCESS, 0.0), 1.0)


def indoor_temperature(theta_set: float, theta_e: float) -> float:
    """Return θ_i [°C] of a month: kept at ``theta_set``, warmer with the outdoors up to 26 °C."""
    return max(theta_set, min(THETA_SUMMER, theta_e))


def climate_of(
    theta_e: Sequence[float], p_e: Sequence[float], theta_set: float, limit: float
) -> MoistureClimate:
    """Return the monthly climate of rooms of a humidity class; ``limit`` as in its table [Pa]."""
    theta_int = tuple(indoor_temperature(theta_set, theta) for theta in theta_e)
    p_int = tuple(
        min(p + vapour_excess(limit, out), saturation_pressure(inside))
        for p, out, inside in zip(p_e, theta_e, theta_int, strict=True)
    )
    return MoistureClimate(theta_int, tuple(theta_e), p_int, tuple(p_e))


# mould


def surface_factor(r_layers: float, r_se: float = 0.04) -> float:
    """Return f_Rsi [-] of a flat element with R_si 0.25 (ISO 13788 5.2)."""
    return 1.0 - R_SI_MOULD / (R_SI_MOULD + r_layers + r_se)


def least_surface_factor(theta_int: float, theta_e: float, p_int: float) -> float:
    """Return f_Rsi,min [-] that keeps the surface below 80 % (ISO 13788 5.3)."""
    if theta_int <= theta_e:
        return -math.inf
    theta_si_min = saturation_temperature(p_int / PHI_MOULD)
    return (theta_si_min - theta_e) / (theta_int - theta_e)


def critical_month(
    climate: MoistureClimate, months: Sequence[int] = tuple(range(1, 13))
) -> tuple[int, float]:
    """Return the one of the ``months`` (1-12) that asks for the highest f_Rsi, and that factor.

    The months of the heating season count: outside it no insulation keeps a surface warm.
    """
    found = {
        month: least_surface_factor(
            climate.theta_int[month - 1], climate.theta_e[month - 1], climate.p_int[month - 1]
        )
        for month in months
    }
    month = max(found, key=lambda m: found[m])
    return month, found[month]


# condensation


@dataclass(frozen=True, slots=True)
class VapourLayer:
    """A layer: ``r`` [m²·K/W] and ``s_d`` [m].

    ``mass`` [kg/m²] and ``limit`` [mass %] of an insulation whose moisture is limited, else 0.
    """

    material: str
    r: float
    s_d: float
    mass: float = 0.0
    limit: float = 0.0


@dataclass(frozen=True, slots=True)
class Condensation:
    """A year of a build-up; as in :class:`app.model.assessment.ElementMoisture`.

    ``gains`` [mass %] of each layer, 0 where nothing is limited.
    """

    verdict: MoistureVerdict
    planes: tuple[CondensingPlane, ...]
    gains: tuple[float, ...]
    peak: float
    left: float
    diagram: tuple[GlaserPoint, ...]


@dataclass(frozen=True, slots=True)
class _Nodes:
    """Interfaces of the slices: ``s`` [m] and ``r`` [m²·K/W] from the inside surface on.

    ``owner`` gives the layer of the slice inside of each node.
    """

    s: tuple[float, ...]
    r: tuple[float, ...]
    owner: tuple[int, ...]


def condensation(
    layers: Sequence[VapourLayer],
    climate: MoistureClimate,
    r_si: float = 0.13,
    r_se: float = 0.04,
) -> Condensation:
    """Return what condenses and dries in a year (ISO 13788 clause 6), layers inside to outside."""
    nodes = _nodes(layers)
    year = _Year(nodes, climate, r_si, r_se)
    starts = year.starts()
    if not starts:
        return Condensation("dry", (), (0.0,) * len(layers), 0.0, 0.0, year.diagram(0))
    runs = [year.run(start) for start in starts]
    run = next((run for run in runs if run.left <= DRY), runs[0])
    gains = tuple(_gain(layers, nodes, run, k) for k in range(len(layers)))
    over = any(gain > item.limit for gain, item in zip(gains, layers, strict=True) if item.limit)
    verdict: Literal["dries", "fails"] = "fails" if run.left > DRY or over else "dries"
    planes = tuple(_plane(layers, nodes, run, node) for node in run.wet)
    return Condensation(verdict, planes, gains, run.peak, run.left, year.diagram(run.worst))


def _nodes(layers: Sequence[VapourLayer]) -> _Nodes:
    s, r, owner = [0.0], [0.0], [0]
    for k, layer in enumerate(layers):
        count = max(math.ceil(layer.r / R_SLICE - 1e-9), 1)
        for _ in range(count):
            s.append(s[-1] + layer.s_d / count)
            r.append(r[-1] + layer.r / count)
            owner.append(k)
    return _Nodes(tuple(s), tuple(r), tuple(owner))


@dataclass(frozen=True, slots=True)
class _Run:
    """Twelve months from the first that condenses: by wet node, indexed from January."""

    wet: tuple[int, ...]
    amount: dict[int, list[float]]
    stored: dict[int, list[float]]

    @property
    def total(self) -> list[float]:
        return [sum(self.stored[node][m] for node in self.wet) for m in range(12)]

    @property
    def peak(self) -> float:
        return max(self.total)

    @property
    def worst(self) -> int:
        return max(range(12), key=lambda m: sum(self.amount[node][m] for node in self.wet))

    left: float = 0.0


class _Year:
    """The months of one build-up."""

    def __init__(self, nodes: _Nodes, climate: MoistureClimate, r_si: float, r_se: float) -> None:
        self._nodes, self._climate = nodes, climate
        self._r_si, self._total = r_si, r_si + nodes.r[-1] + r_se

    def starts(self) -> list[int]:
        """Return the months that condense after one that does not; any if all do."""
        wet = [bool(_rates(self._nodes.s, self._line(m, ()))) for m in range(12)]
        if all(wet):
            return [9]
        return [m for m in range(12) if wet[m] and not wet[m - 1]]

    def run(self, start: int) -> _Run:
        """Return a year that begins dry in month ``start``."""
        store: dict[int, float] = {}
        amount: dict[int, list[float]] = {}
        stored: dict[int, list[float]] = {}
        for step in range(12):
            month = (start + step) % 12
            wet = tuple(node for node, water in store.items() if water > DRY)
            for node, rate in _rates(self._nodes.s, self._line(month, wet)).items():
                water = rate * SECONDS * DAYS[month]
                amount.setdefault(node, [0.0] * 12)[month] = water
                store[node] = max(store.get(node, 0.0) + water, 0.0)
            for node, water in store.items():
                stored.setdefault(node, [0.0] * 12)[month] = water
        return _Run(tuple(sorted(store)), amount, stored, sum(store.values()))

    def diagram(self, month: int) -> tuple[GlaserPoint, ...]:
        """Return temperatures and pressures at all interfaces of a month without store."""
        theta, line = self._theta(month), self._line(month, ())
        kept = sorted(line)
        points = []
        for k, s in enumerate(self._nodes.s):
            a = max(node for node in kept if node <= k)
            b = min(node for node in kept if node >= k)
            share = 0.0 if a == b else _share(self._nodes.s, a, b, k)
            p = line[a] + share * (line[b] - line[a])
            points.append(GlaserPoint(s, theta[k], saturation_pressure(theta[k]), p))
        return tuple(points)

    def _theta(self, month: int) -> list[float]:
        inside, out = self._climate.theta_int[month], self._climate.theta_e[month]
        drop = (inside - out) / self._total
        return [inside - drop * (self._r_si + r) for r in self._nodes.r]

    def _line(self, month: int, wet: tuple[int, ...]) -> dict[int, float]:
        """Return the pressures at the nodes where the taut line bends, both ends included."""
        p_sat = [saturation_pressure(theta) for theta in self._theta(month)]
        p = list(p_sat)
        p[0] = min(self._climate.p_int[month], p_sat[0])
        p[-1] = min(self._climate.p_e[month], p_sat[-1])
        fixed = sorted({0, len(p) - 1, *wet})
        line: dict[int, float] = {}
        for a, b in pairwise(fixed):
            line |= {node: p[node] for node in _hull(self._nodes.s, p, a, b)}
        return line


def _share(s: Sequence[float], a: int, b: int, k: int) -> float:
    return (s[k] - s[a]) / (s[b] - s[a]) if s[b] > s[a] else 0.0


def _hull(s: Sequence[float], p: Sequence[float], a: int, b: int) -> list[int]:
    """Return the nodes of the lower convex hull between two nodes: the line under saturation."""
    kept: list[int] = []
    for k in range(a, b + 1):
        while len(kept) >= 2 and _above(s, p, kept[-2], kept[-1], k):
            kept.pop()
        kept.append(k)
    return kept


def _above(s: Sequence[float], p: Sequence[float], a: int, m: int, b: int) -> bool:
    """Tell whether node ``m`` lies on or above the line from ``a`` to ``b``."""
    gap = (p[m] - p[a]) * (s[b] - s[a]) - (p[b] - p[a]) * (s[m] - s[a])
    return gap >= -1e-9 * max(s[b] - s[a], 1e-9)


def _rates(s: Sequence[float], line: dict[int, float]) -> dict[int, float]:
    """Return the rate [kg/(m²·s)] at which each inner bend of the line gains water."""
    nodes = sorted(line)
    rates = {}
    for a, m, b in zip(nodes, nodes[1:], nodes[2:], strict=False):
        inwards = (line[a] - line[m]) / max(s[m] - s[a], 1e-6)
        outwards = (line[m] - line[b]) / max(s[b] - s[m], 1e-6)
        rates[m] = DELTA_0 * (inwards - outwards)
    return rates


def _gain(layers: Sequence[VapourLayer], nodes: _Nodes, run: _Run, k: int) -> float:
    """Return the largest moisture [mass %] in or at the faces of a layer that has a limit."""
    layer = layers[k]
    if layer.limit <= 0.0 or layer.mass <= 0.0:
        return 0.0
    last = max(node for node, owner in enumerate(nodes.owner) if owner == k)
    first = min(node for node, owner in enumerate(nodes.owner) if owner == k and node) - 1
    there = [node for node in run.wet if first <= node <= last]
    return 100.0 * max(sum(run.stored[n][m] for n in there) for m in range(12)) / layer.mass


def _plane(layers: Sequence[VapourLayer], nodes: _Nodes, run: _Run, node: int) -> CondensingPlane:
    inner = layers[nodes.owner[node]].material
    outer = layers[nodes.owner[min(node + 1, len(nodes.owner) - 1)]].material
    return CondensingPlane(inner, outer, tuple(run.amount[node]), tuple(run.stored[node]))
