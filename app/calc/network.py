"""From a thermal model to elements with two faces, the form that the steps work on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from app.calc.conduction import Wall, is_heavy
from app.calc.glazing import Glass, glass_of
from app.calc.shading import (
    Polygon,
    Scene,
    Sight,
    eaves_over,
    normal_of,
    opening_polygon,
    scene_of,
    sight_of,
)
from app.calc.solar import plane_normal
from app.model.thermal import (
    Construction,
    Cover,
    Ground,
    Layer,
    Opening,
    Surface,
    ThermalModel,
    Vertex,
    Zone,
)

PLANE_MATCH = 0.02
"""Two faces of one partition lie within this distance [m]."""
FIXED = 1e6
"""Conductance [W/(m²·K)] that ties a face to a given temperature."""


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A wall, roof, floor, door, window or internal mass between two faces.

    ``behind`` says what the outer face meets: "outdoor", "zone", "known" (temperature
    ``theta_behind`` by month through ``h_behind``) or "nothing". ``wall`` holds its layers, of a
    window none: that has ``glass``, open and closed. ``built`` names the construction of a mass.
    """

    name: str
    part: str
    zone: int
    area: float
    tilt: float
    azimuth: float
    height: float
    behind: str
    wall: Wall
    heavy: bool
    alpha_e: float
    alpha_i: float
    epsilon: float
    plane: tuple[object, ...]
    normal: Vertex
    zone_behind: int = -1
    h_behind: float = 0.0
    theta_behind: tuple[float, ...] = (0.0,) * 12
    glass: Glass | None = None
    glass_closed: Glass | None = None
    cover: Cover | None = None
    sight: Sight | None = None
    built: str = ""

    @property
    def kind(self) -> tuple[object, ...]:
        """What elements must share to be computed together."""
        return (
            self.zone, self.behind, self.zone_behind, self.heavy, self.part,
            round(self.tilt, 3), round(self.azimuth, 3), self.glass is not None,
            self.sight,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The elements of one model: those with a known or no climate behind, partitions, those
    outdoors; the heavy ones next to each other as far as that order allows."""

    model: ThermalModel
    elements: tuple[Element, ...]
    heights: tuple[float, ...]

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones of the model, in its order."""
        return self.model.zones


_NEVER = (0.0,) * 12
_BEHIND = ("nothing", "known", "zone", "outdoor")


def network_of(model: ThermalModel) -> Network:
    """Return the elements of a model.

    Raises
    ------
    ValueError
        If the model refers to something that it does not contain, or an opening is larger than
        its surface.
    """
    _check_names(model)
    index = {zone.id: k for k, zone in enumerate(model.zones)}
    scene = scene_of(_shading_planes(model))
    elements: list[Element] = []
    for surface, openings in _walls(model):
        elements.extend(_surface_elements(model, surface, openings, index, scene))
    for k, zone in enumerate(model.zones):
        elements.extend(_masses(model, zone, k))
    for k, zone in enumerate(model.zones):
        if not any(k in (e.zone, e.zone_behind) for e in elements if e.part != "mass"):
            raise ValueError(f"Zone {zone.id!r} has no surface.")
    elements.sort(key=_rank)
    heights = tuple(_mid_height(model, zone) for zone in model.zones)
    return Network(model, tuple(elements), heights)


def _check_names(model: ThermalModel) -> None:
    zones, surfaces = {z.id for z in model.zones}, {s.id for s in model.surfaces}
    built = [s.construction for s in model.surfaces]
    built += [o.construction for o in model.openings if o.construction]
    built += [m.construction for z in model.zones for m in z.internal_mass]
    glazed = [o.glazing for o in model.openings if o.glazing]
    glazed += [o.cover.glazing_closed for o in model.openings if o.cover]
    heated = model.heating.zones if model.heating else ()
    for what, used, known in (
        ("zone", [s.zone for s in model.surfaces], zones),
        ("zone", [s.boundary[5:] for s in model.surfaces if s.boundary[:5] == "zone:"], zones),
        ("zone", [*heated, *(z for link in model.air_links for z in link.zones)], zones),
        ("surface", [o.surface for o in model.openings], surfaces),
        ("construction", built, set(model.constructions)),
        ("glazing", glazed, set(model.glazings)),
    ):
        for name in used:
            if name not in known:
                raise ValueError(f"The model names the {what} {name!r}, which it lacks.")


def _rank(element: Element) -> tuple[int, bool, int]:
    """Heavy elements lie together: before them what is light and has no climate behind; among
    them those of a zone."""
    rank, heavy = _BEHIND.index(element.behind), element.heavy
    return rank, heavy if rank < _BEHIND.index("zone") else not heavy, element.zone


def _mid_height(model: ThermalModel, zone: Zone) -> float:
    z = [v[2] for s in model.surfaces if s.zone == zone.id for v in s.vertices]
    return 0.5 * (min(z) + max(z)) if z else 1.5


def _shading_planes(model: ThermalModel) -> tuple[Polygon, ...]:
    by_id = {s.id: s for s in model.surfaces}
    planes = [s.vertices for s in model.surfaces if s.boundary == "outdoor" and s.vertices]
    planes.extend(shade.vertices for shade in model.shades)
    for surface_id in dict.fromkeys(o.surface for o in model.openings if o.overhang):
        surface = by_id[surface_id]
        if surface.vertices:
            own = [o for o in model.openings if o.surface == surface_id]
            planes.extend(eaves_over(surface, own))
    return tuple(planes)


def _walls(model: ThermalModel) -> Iterator[tuple[Surface, list[Opening]]]:
    """Yield each surface once with its openings; the two faces of a partition are one."""
    openings: dict[str, list[Opening]] = {s.id: [] for s in model.surfaces}
    for opening in model.openings:
        openings[opening.surface].append(opening)
    seen: set[str] = set()
    for surface in model.surfaces:
        if surface.id in seen:
            continue
        own = openings[surface.id]
        twin = _twin(surface, (s for s in model.surfaces if s.id not in seen))
        if twin:
            seen.add(twin.id)
            sizes = [(o.kind, o.width, o.height) for o in own]
            for o in openings[twin.id]:
                if (o.kind, o.width, o.height) in sizes:
                    sizes.remove((o.kind, o.width, o.height))
                else:
                    own = [*own, replace(o, surface=surface.id)]
        yield surface, own


def _twin(surface: Surface, others: Iterable[Surface]) -> Surface | None:
    if not surface.boundary.startswith("zone:"):
        return None
    for other in others:
        if (
            other.id != surface.id
            and other.boundary == f"zone:{surface.zone}"
            and surface.boundary == f"zone:{other.zone}"
            and abs(other.area - surface.area) <= 0.01 * surface.area
            and _same_place(surface.vertices, other.vertices)
        ):
            return other
    return None


@lru_cache(maxsize=1024)
def _same_place(a: tuple[Vertex, ...], b: tuple[Vertex, ...]) -> bool:
    if not a or not b:
        return True
    p, q = np.asarray(a), np.asarray(b)
    return bool(np.all(np.min(np.linalg.norm(p[:, None] - q[None], axis=2), axis=1) < PLANE_MATCH))


def _surface_elements(
    model: ThermalModel,
    surface: Surface,
    openings: list[Opening],
    index: dict[str, int],
    scene: Scene,
) -> Iterator[Element]:
    net = surface.area - sum(o.area for o in openings)
    if net < -1e-6 * surface.area:
        raise ValueError(f"The openings of surface {surface.id!r} are larger than it.")
    face = _face(model, surface, index)
    if net > 1e-6:
        construction = model.constructions[surface.construction]
        yield _element(model, surface, face, construction, net, scene)
    for opening in openings:
        yield _opening_element(model, surface, opening, face, scene)


@dataclass(frozen=True, slots=True)
class _Face:
    """What a surface and its openings have in common."""

    zone: int
    behind: str
    zone_behind: int
    plane: tuple[object, ...]
    normal: Vertex


def _face(model: ThermalModel, surface: Surface, index: dict[str, int]) -> _Face:
    plane = _plane_key(surface.vertices) if surface.vertices else (surface.id,)
    boundary, zone, normal = surface.boundary, index[surface.zone], _normal(surface)
    if boundary.startswith("zone:"):
        return _Face(zone, "zone", index[boundary[5:]], plane, normal)
    if boundary == "fixed" and surface.theta_boundary is None:
        raise ValueError(f"Surface {surface.id!r} lacks its boundary temperature.")
    if boundary == "ground" and _ground(model, surface) is None:
        raise ValueError(f"Zone {surface.zone!r} has a ground floor but no ground.")
    if boundary not in _BEHIND_OF:
        raise ValueError(f"Surface {surface.id!r} has the unknown boundary {boundary!r}.")
    return _Face(zone, _BEHIND_OF[boundary], -1, plane, normal)


_BEHIND_OF = {"outdoor": "outdoor", "adiabatic": "nothing", "fixed": "known", "ground": "known"}


def _ground(model: ThermalModel, surface: Surface) -> Ground | None:
    return next((g for g in model.grounds if g.zone == surface.zone), None)


def _element(
    model: ThermalModel, surface: Surface, face: _Face, construction: Construction, area: float,
    scene: Scene,
) -> Element:  # fmt: skip
    """Return the opaque part of a surface."""
    layers, h = construction.layers, 0.0
    theta: tuple[float, ...] = _NEVER
    if surface.boundary == "fixed":
        h, theta = FIXED, (float(surface.theta_boundary or 0.0),) * 12
    elif surface.boundary == "ground":
        ground = _ground(model, surface)
        assert ground is not None
        layers = (ground.soil, *layers)
        h = 1.0 / ground.r_virtual if ground.r_virtual > 1.0 / FIXED else FIXED
        theta = ground.theta_virtual
    return Element(
        name=surface.element or surface.id,
        part=_part(surface),
        zone=face.zone,
        area=area,
        tilt=surface.tilt,
        azimuth=surface.azimuth,
        height=_height(surface.vertices),
        behind=face.behind,
        wall=(layers, face.behind == "nothing"),
        heavy=is_heavy(layers),
        alpha_e=construction.alpha_sol_e,
        alpha_i=construction.alpha_sol_i,
        epsilon=construction.epsilon,
        plane=face.plane,
        normal=face.normal,
        zone_behind=face.zone_behind,
        h_behind=h,
        theta_behind=theta,
        sight=_sight(surface, surface.vertices, scene),
    )


def _part(surface: Surface) -> str:
    """Return which constant coefficient of ``iso6946`` the inner face takes."""
    if surface.tilt < 60.0:
        return "roof"
    return "floor" if surface.tilt > 120.0 else "wall"


def _height(polygon: Polygon) -> float:
    return sum(v[2] for v in polygon) / len(polygon) if polygon else 1.5


def _sight(surface: Surface, polygon: Polygon, scene: Scene) -> Sight | None:
    """Return what stands before an outdoor face, if anything does."""
    outdoors = surface.boundary == "outdoor" and bool(polygon)
    return sight_of(polygon, scene) if outdoors else None


def _normal(surface: Surface) -> Vertex:
    if surface.boundary == "outdoor" and surface.vertices:
        return _normal_of(surface.vertices)
    return _normal_by_angles(surface.azimuth, surface.tilt)


@lru_cache(maxsize=4096)
def _normal_of(polygon: Polygon) -> Vertex:
    x, y, z = (round(float(v), 9) for v in normal_of(polygon))
    return x, y, z


@lru_cache(maxsize=4096)
def _normal_by_angles(azimuth: float, tilt: float) -> Vertex:
    x, y, z = (round(float(v), 9) for v in plane_normal(azimuth, tilt))
    return x, y, z


@lru_cache(maxsize=1024)
def _plane_key(polygon: Polygon) -> tuple[object, ...]:
    normal = normal_of(polygon)
    offset = float(normal @ np.asarray(polygon[0]))
    return (*(round(float(x), 2) for x in normal), round(offset, 1))


def _opening_element(
    model: ThermalModel, surface: Surface, opening: Opening, face: _Face, scene: Scene
) -> Element:
    polygon = surface.vertices
    if face.behind == "outdoor" and polygon:
        polygon = opening_polygon(opening, surface)
    glass, closed, part = None, None, "door"
    if opening.kind == "door":
        door = model.constructions[_named(opening.construction, opening)]
        wall = door.layers, face.behind == "nothing"
        alpha_e, alpha_i, epsilon = door.alpha_sol_e, door.alpha_sol_i, door.epsilon
    else:
        part, epsilon = "wall", 0.84
        glass = glass_of(model.glazings[_named(opening.glazing, opening)])
        wall = (), False
        base = model.constructions[surface.construction]
        alpha_e, alpha_i = base.alpha_sol_e, base.alpha_sol_i
        if opening.cover:
            closed = glass_of(model.glazings[opening.cover.glazing_closed])
    known = surface.boundary in ("fixed", "ground")
    frame = _element(
        model, surface, face, model.constructions[surface.construction], opening.area, scene
    ) if known else None  # fmt: skip
    return Element(
        name=opening.element or opening.id,
        part=part,
        zone=face.zone,
        area=opening.area,
        tilt=surface.tilt,
        azimuth=surface.azimuth,
        height=_height(polygon),
        behind=face.behind,
        wall=wall,
        heavy=is_heavy(wall[0]),
        alpha_e=alpha_e,
        alpha_i=alpha_i,
        epsilon=epsilon,
        plane=face.plane,
        normal=face.normal,
        zone_behind=face.zone_behind,
        h_behind=frame.h_behind if frame else 0.0,
        theta_behind=frame.theta_behind if frame else _NEVER,
        glass=glass,
        glass_closed=closed,
        cover=opening.cover if glass else None,
        sight=_sight(surface, polygon, scene),
    )


def _named(name: str | None, opening: Opening) -> str:
    if name is None:
        raise ValueError(f"Opening {opening.id!r} names neither glazing nor construction.")
    return name


def _masses(model: ThermalModel, zone: Zone, k: int) -> Iterator[Element]:
    for n, mass in enumerate(zone.internal_mass):
        construction = model.constructions[mass.construction]
        layers = _half(construction.layers)
        yield Element(
            name=f"{zone.id}:mass{n}",
            built=mass.construction,
            part="mass",
            zone=k,
            area=mass.area,
            tilt=mass.tilt,
            azimuth=0.0,
            height=0.0,
            behind="nothing",
            wall=(layers, True),
            heavy=is_heavy(layers),
            alpha_e=0.0,
            alpha_i=construction.alpha_sol_i,
            epsilon=construction.epsilon,
            plane=("mass", n),
            normal=(0.0, 1.0, 0.0),
        )


def _half(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Return the inner half of the thickness (of the resistance where there is none)."""
    left = 0.5 * sum(layer.d for layer in layers)
    out: list[Layer] = []
    for layer in reversed(layers):
        if left <= 0.0:
            break
        d = min(layer.d, left)
        left -= d
        if d > 0.0:
            r = None if layer.r is None else layer.r * d / layer.d
            out.append(replace(layer, d=d, r=r))
    return tuple(reversed(out))
