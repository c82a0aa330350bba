"""Design heat load of a thermal model by heated zone, EN 12831-1:2017.

Every heated zone is a room of the standard. Unheated zones stand at the temperature that closes
their own balance at design conditions (ISO 13789, 8), neighbours behind party walls at that of
the rooms. Temperatures [°C], flows H [W/K], loads [W].
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from app.calc.airflow import air_flow, flow_terms
from app.calc.heat_load import F_THETA_ANN, VENTILATION
from app.calc.transmission import R_SE, R_SI, layers_resistance
from app.model.assessment import HeatLoad, HeatLoadPart, HeatLoadZone
from app.model.thermal import (
    AirLink,
    Opening,
    Surface,
    ThermalModel,
    Zone,
)

F_DIR = 2.0
"""Air may come in through one side of a room: its own leaks count twice, never more than the
whole house lets in (EN 12831-1:2017 6.3.3, default of annex B, recalled)."""
ROUNDS = 4
OUTDOOR, BRIDGES, GROUND = "outdoor", "bridges", "ground"


@dataclass(frozen=True, slots=True)
class DesignBasis:
    """Conditions of a design load.

    ``theta_int`` [°C] operative temperature of the heated rooms, ``theta_e`` [°C] design
    outdoor temperature, ``theta_year`` [°C] yearly mean outdoors, ``n_min`` [1/h] hygienic air
    change, ``delta_u_tb`` [W/(m²·K)] thermal bridges of outdoor parts, ``reheat`` [W/m²]
    heating-up allowance of floor area (0 where heating is continuous), ``ground_water`` [-].
    ``wind`` [m/s] mean of winter, for leaks that wind and warmth drive.
    """

    theta_int: float
    theta_e: float
    theta_year: float
    n_min: float
    delta_u_tb: float
    reheat: float = 0.0
    ground_water: float = 1.0
    wind: float = 0.0

    @property
    def delta(self) -> float:
        """Design temperature difference [K]."""
        return self.theta_int - self.theta_e


@dataclass(frozen=True, slots=True)
class _Link:
    """A conductance ``h`` [W/K] from a zone to what lies behind ``element``."""

    zone: str
    behind: str
    element: str
    area: float
    h: float


def design_load(model: ThermalModel, basis: DesignBasis) -> HeatLoad:
    """Return the design heat load of the heated zones and of the house.

    The load of the house leaves out the heat that flows between heated zones and counts the
    leaks once; the loads of the zones size the emitters and do not add up to it.
    """
    heated = [zone for zone in model.zones if zone.conditioned]
    if not heated or basis.delta <= 0.0:
        raise ValueError("a design load needs a heated zone and a difference of temperature")
    links = tuple(_links(model))
    theta = unheated_temperatures(model, links, basis)
    whole = sum(VENTILATION * _leak(model, zone, basis) * zone.volume for zone in heated)
    zones = tuple(
        _zone(model, zone, links, theta, basis, whole if len(heated) > 1 else 0.0)
        for zone in heated
    )
    phi_t, phi_rh = sum(zone.phi_t for zone in zones), sum(zone.phi_rh for zone in zones)
    phi_v = whole * basis.delta + sum(_by_links(zone) for zone in zones)
    return HeatLoad(
        theta_int=basis.theta_int,
        theta_e=basis.theta_e,
        theta_year=basis.theta_year,
        n_min=basis.n_min,
        delta_u_tb=basis.delta_u_tb,
        reheat=basis.reheat,
        theta_unheated=theta,
        zones=zones,
        h_ve=whole,
        phi_t=phi_t,
        phi_v=phi_v,
        phi_rh=phi_rh,
        phi_hl=phi_t + phi_v + phi_rh,
    )


def _by_links(zone: HeatLoadZone) -> float:
    return sum(part.phi for part in zone.parts if part.kind == "air")


def _zone(
    model: ThermalModel,
    zone: Zone,
    links: tuple[_Link, ...],
    theta: Mapping[str, float],
    basis: DesignBasis,
    whole: float,
) -> HeatLoadZone:
    parts = (
        *_element_parts(zone, links, theta, basis),
        *_ground_parts(model, zone, basis),
        *_air_parts(model, zone, theta, basis),
    )
    leak = _leak(model, zone, basis)
    h_ve = VENTILATION * leak * zone.volume
    if whole:
        h_ve = min(F_DIR * h_ve, whole)
    phi_t = sum(part.phi for part in parts if part.kind != "air")
    phi_v = h_ve * basis.delta + sum(part.phi for part in parts if part.kind == "air")
    phi_rh = basis.reheat * zone.area
    return HeatLoadZone(
        zone=zone.id,
        area=zone.area,
        volume=zone.volume,
        n=h_ve / VENTILATION / zone.volume,
        h_ve=h_ve,
        parts=parts,
        phi_t=phi_t,
        phi_v=phi_v,
        phi_rh=phi_rh,
        phi_hl=phi_t + phi_v + phi_rh,
    )


# parts


def _element_parts(
    zone: Zone, links: tuple[_Link, ...], theta: Mapping[str, float], basis: DesignBasis
) -> Iterator[HeatLoadPart]:
    """Yield the elements of a zone, equal ones together, and the bridges of outdoor ones."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for link in links:
        behind = link.behind if link.zone == zone.id else link.zone
        if zone.id not in (link.zone, link.behind) or not (behind == OUTDOOR or behind in theta):
            continue
        area, h = found.get((link.element, behind), (0.0, 0.0))
        found[link.element, behind] = area + link.area, h + link.h
    outdoors = 0.0
    for (element, behind), (area, h) in found.items():
        next_ = basis.theta_e if behind == OUTDOOR else theta[behind]
        outdoors += area if behind == OUTDOOR else 0.0
        factor = (basis.theta_int - next_) / basis.delta
        yield _part("element", element, behind, area, h, factor, basis)
    if outdoors:
        h = basis.delta_u_tb * outdoors
        yield _part("bridges", BRIDGES, OUTDOOR, outdoors, h, 1.0, basis)


def _ground_parts(model: ThermalModel, zone: Zone, basis: DesignBasis) -> Iterator[HeatLoadPart]:
    area, h = _ground(model, zone.id)
    if area > 0.0:
        swing = (basis.theta_int - basis.theta_year) / basis.delta
        factor = F_THETA_ANN * basis.ground_water * swing
        yield _part("ground", "floor", GROUND, area, h, factor, basis)


def _air_parts(
    model: ThermalModel, zone: Zone, theta: Mapping[str, float], basis: DesignBasis
) -> Iterator[HeatLoadPart]:
    for link in model.air_links:
        behind = _other(link, zone.id)
        if behind in theta:
            factor = (basis.theta_int - theta[behind]) / basis.delta
            yield _part("air", "air", behind, 0.0, _flow(link), factor, basis)


def _part(
    kind: str, element: str, behind: str, area: float, h: float, factor: float, basis: DesignBasis
) -> HeatLoadPart:
    u = h / area if area > 0.0 else 0.0
    return HeatLoadPart(kind, element, behind, area, u, h, factor, h * factor * basis.delta)


# conductances


def _links(model: ThermalModel) -> Iterator[_Link]:
    """Yield every conductance between two zones or a zone and outdoors."""
    openings: dict[str, list[Opening]] = {}
    for opening in model.openings:
        openings.setdefault(opening.surface, []).append(opening)
    for surface in model.surfaces:
        behind = surface.boundary.removeprefix("zone:")
        if behind in ("adiabatic", GROUND, "fixed"):
            continue
        there = openings.get(surface.id, [])
        area = surface.area - sum(opening.area for opening in there)
        u = surface_u_value(model, surface)
        name = surface.element or surface.id
        yield _Link(surface.zone, behind, name, area, area * u)
        for opening in there:
            name = opening.element or opening.id
            h = opening.area * opening_u_value(model, opening)
            yield _Link(surface.zone, behind, name, opening.area, h)


def surface_u_value(model: ThermalModel, surface: Surface) -> float:
    """Return U of an opaque surface with the films of ISO 6946 for its direction of heat."""
    flat = surface.tilt < 60.0 or surface.tilt > 120.0
    direction = "horizontal" if not flat else ("up" if surface.tilt < 60.0 else "down")
    inner = R_SI[direction]
    outer = inner if surface.boundary.startswith("zone:") else R_SE
    layers = model.constructions[surface.construction].layers
    return 1.0 / (inner + layers_resistance(layers) + outer)


def opening_u_value(model: ThermalModel, opening: Opening) -> float:
    """Return U of a window or door as it stands by day, without covers for the night."""
    if opening.glazing is not None:
        return model.glazings[opening.glazing].u_value
    layers = model.constructions[opening.construction or ""].layers
    return 1.0 / (R_SI["horizontal"] + layers_resistance(layers) + R_SE)


def _ground(model: ThermalModel, zone: str) -> tuple[float, float]:
    """Return area [m²] and conductance [W/K] to the ground, U equivalent by ISO 13370."""
    below = next((ground for ground in model.grounds if ground.zone == zone), None)
    area = h = 0.0
    for surface in model.surfaces:
        if surface.zone == zone and surface.boundary == GROUND and below is not None:
            layers = model.constructions[surface.construction].layers
            r = R_SI["down"] + layers_resistance(layers) + below.soil.resistance
            area += surface.area
            h += surface.area / (r + below.r_virtual)
    return area, h


def _leak(model: ThermalModel, zone: Zone, basis: DesignBasis) -> float:
    """Return the outdoor air change of a zone [1/h], at least the hygienic one."""
    unheated = {z.id for z in model.zones if not z.conditioned}
    fresh = sum(
        _flow(link) / VENTILATION / zone.volume
        for link in model.air_links
        if _other(link, zone.id) in unheated and _brings_air(link)
    )
    return max(infiltration(zone, basis.delta, basis.wind), basis.n_min - fresh)


def _brings_air(link: AirLink) -> bool:
    """Tell whether fresh air comes through a link: that of a sunspace, not of inner doors."""
    return "sun" in link.zones


def infiltration(zone: Zone, delta: float, wind: float) -> float:
    """Return the outdoor air change [1/h] at ``delta`` [K] inside to outside and ``wind`` [m/s]."""
    height = 0.5 * zone.volume / zone.area
    terms = np.array(flow_terms(zone.infiltration, zone.volume, height))[:, None]
    flow = float(air_flow(terms, np.array([abs(delta)]), wind)[0])
    return flow * 3600.0 / zone.volume


def _flow(link: AirLink) -> float:
    """Return the conductance of an air link [W/K], its hours on averaged."""
    return VENTILATION * 3600.0 * link.q_v * sum(link.on) / len(link.on)


def _other(link: AirLink, zone: str) -> str:
    a, b = link.zones
    return b if a == zone else (a if b == zone else "")


# unheated zones


def unheated_temperatures(
    model: ThermalModel, links: tuple[_Link, ...], basis: DesignBasis
) -> dict[str, float]:
    """Return the temperature of each unheated zone at design conditions [°C].

    Leaks that warmth drives depend on what is looked for: a few rounds settle it.
    """
    names = [zone.id for zone in model.zones if not zone.conditioned]
    theta = dict.fromkeys(names, 0.5 * (basis.theta_int + basis.theta_e))
    for _ in range(ROUNDS if names else 0):
        theta = _balanced(model, links, basis, theta)
    return theta


def _balanced(
    model: ThermalModel,
    links: tuple[_Link, ...],
    basis: DesignBasis,
    guess: Mapping[str, float],
) -> dict[str, float]:
    """Return the temperatures that close all balances, leaks at those of the guess."""
    place = {name: k for k, name in enumerate(guess)}
    matrix, right = np.zeros((len(place), len(place))), np.zeros(len(place))

    def join(zone: str, behind: str, h: float) -> None:
        for one, other in ((zone, behind), (behind, zone)):
            if one not in place:
                continue
            matrix[place[one], place[one]] += h
            if other in place:
                matrix[place[one], place[other]] -= h
            else:
                right[place[one]] += h * _known(other, basis)

    for link in links:
        join(link.zone, link.behind, link.h)
    for air in model.air_links:
        join(*air.zones, _flow(air))
    for zone in model.zones:
        if not zone.conditioned:
            n = infiltration(zone, guess[zone.id] - basis.theta_e, basis.wind)
            join(zone.id, OUTDOOR, VENTILATION * n * zone.volume)
            join(zone.id, GROUND, _ground(model, zone.id)[1])
    return dict(zip(place, (float(t) for t in np.linalg.solve(matrix, right)), strict=True))


def _known(behind: str, basis: DesignBasis) -> float:
    """Return the temperature outdoors, below the floor, or of a heated zone."""
    fixed = {OUTDOOR: basis.theta_e, GROUND: basis.theta_year}
    return fixed.get(behind, basis.theta_int)
