"""From a thermal model to elements with two faces, the form that the steps work on."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeVar
from weakref import WeakValueDictionary

import numpy as np

from app.calc.alike import joined
from app.calc.conduction import Wall, is_heavy
from app.calc.glazing import Glass, glass_of
from app.calc.kept import Kept, KeptFunction
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
from app.calc.wide import larger, size_of, smaller, some
from app.model.thermal import (
    Construction,
    Cover,
    Glazing,
    Ground,
    Layer,
    Opening,
    Surface,
    ThermalModel,
    Vertex,
    Zone,
)

T = TypeVar("T")
PLANE_MATCH = 0.02
"""Two faces of one partition lie within this distance [m]."""
GLASS_EPSILON = 0.84
FIXED = 1e6
"""Conductance [W/(m²·K)] that ties a face to a given temperature."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """What the geometry says of an element, whatever it is built of.

    ``behind`` says what the outer face meets: "outdoor", "zone", "known" (a temperature by month)
    or "nothing". ``glazed`` places hold a window, with its ``cover``; ``built`` names the
    construction of a mass. ``sights`` say what stands before which share of it.
    """

    name: str
    part: str
    zone: int
    area: float
    tilt: float
    azimuth: float
    height: float
    behind: str
    plane: tuple[object, ...]
    normal: Vertex
    zone_behind: int = -1
    glazed: bool = False
    cover: Cover | None = None
    sights: tuple[tuple[float, Sight | None], ...] = ((1.0, None),)
    built: str = ""

    @property
    def kind(self) -> tuple[object, ...]:
        """What elements must share to be computed together, beside whether they have mass."""
        return (
            self.zone, self.behind, self.zone_behind, self.part, round(self.tilt, 3),
            round(self.azimuth, 3), self.glazed, self.sights,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A wall, roof, floor, door, window or internal mass between two faces.

    ``wall`` holds its layers, of a window none: that has ``glass``, open and closed. A known
    temperature ``theta_behind`` by month acts through ``h_behind``.
    """

    place: Place
    wall: Wall
    heavy: bool
    alpha_e: float
    alpha_i: float
    epsilon: float
    h_behind: float = 0.0
    theta_behind: tuple[float, ...] = (0.0,) * 12
    glass: Glass | None = None
    glass_closed: Glass | None = None


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Layout:
    """What elements must share to be computed side by side; equal layouts are one object.

    ``planes`` number the planes of the faces: the inner ones, then those of partitions.
    """

    planes: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The elements of one model: those with a known or no climate behind, partitions, those
    outdoors; the heavy ones next to each other as far as that order allows. ``width``: for how
    many houses a wide one stands."""

    model: ThermalModel
    elements: tuple[Element, ...]
    heights: tuple[float, ...]
    layout: Layout
    width: int = 0

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones of the model, in its order."""
        return self.model.zones


_NEVER = (0.0,) * 12
_BEHIND = ("nothing", "known", "zone", "outdoor")
Known = dict[tuple[int, ...], Element]
"""Elements of models that are alive, by the identity of what they follow from."""


def networks_of(
    models: Sequence[ThermalModel], *, joined: Literal["none", "drawn", "all"] = "none"
) -> list[Network]:
    """Return the elements of models; what models share is made once. Elements that are alike count
    as one (:mod:`app.calc.alike`) in all models, or in wide ones, that are ``joined``.

    Raises
    ------
    ValueError
        If a model refers to something that it does not contain, or an opening is larger than
        its surface.
    """
    known: Known = {}
    return [
        _network(model, known, joined == "all" or (joined == "drawn" and width_of(model) > 0))
        for model in models
    ]


def network_of(model: ThermalModel) -> Network:
    """Return the elements of a model, or raise ValueError as :func:`networks_of`."""
    return networks_of([model])[0]


def _network(model: ThermalModel, known: Known, joins: bool) -> Network:
    frame = _frame_of(model, joins)
    elements = [slot.element(model, known) for slot in frame.slots]
    order, layout = frame.arranged(tuple(element.heavy for element in elements))
    ordered = tuple(elements[k] for k in order)
    return Network(model, ordered, frame.heights, layout, width_of(model))


def width_of(model: ThermalModel) -> int:
    """Return for how many houses a model stands, 0 for a plain one: all rooms are drawn."""
    return size_of(model.zones[0].volume)


class Frame:
    """The places of all models that share their surfaces, openings, masses and shades."""

    def __init__(self, slots: tuple["Slot", ...], heights: tuple[float, ...]) -> None:
        self.slots = slots
        self.heights = heights
        self._arranged: dict[tuple[bool, ...], tuple[list[int], Layout]] = {}

    def arranged(self, heavy: tuple[bool, ...]) -> tuple[list[int], Layout]:
        """Return the order of the elements, given which have mass, and their layout."""
        if heavy not in self._arranged:
            places = [slot.place for slot in self.slots]
            order = sorted(range(len(places)), key=lambda k: _rank(places[k], heavy[k]))
            ranked = [places[k] for k in order]
            numbers: dict[object, int] = {}
            faces = (*ranked, *(p for p in ranked if p.behind == "zone"))
            planes = tuple(numbers.setdefault(p.plane, len(numbers)) for p in faces)
            key = (
                tuple(p.kind for p in ranked), tuple(heavy[k] for k in order), planes,
            )  # fmt: skip
            self._arranged[heavy] = order, _LAYOUTS.setdefault(key, Layout(planes))
        return self._arranged[heavy]


_LAYOUTS: WeakValueDictionary[object, Layout] = WeakValueDictionary()
_FRAMES: Kept[Frame] = Kept(2048)


def _rank(place: Place, heavy: bool) -> tuple[int, bool, int]:
    """Heavy elements lie together: before them what is light and has no climate behind; among
    them those of a zone."""
    rank = _BEHIND.index(place.behind)
    return rank, heavy if rank < _BEHIND.index("zone") else not heavy, place.zone


def _frame_of(model: ThermalModel, joins: bool) -> Frame:
    ids = tuple(zone.id for zone in model.zones)
    _check_zones(model, ids)
    masses = [zone.internal_mass for zone in model.zones]
    kept = (joins, model.surfaces, model.openings, model.shades, *ids, *masses)
    frame = _FRAMES.get(*kept)
    if frame is not None:
        return frame
    frame = _frame(model, joins)
    if any(size_of(surface.area) for surface in model.surfaces):
        return frame
    return _FRAMES.put(frame, *kept)


def _frame(model: ThermalModel, joins: bool) -> Frame:
    index = {zone.id: k for k, zone in enumerate(model.zones)}
    _check_surfaces(model, index)
    scene = scene_of(_shading_planes(model))
    slots: list[Slot] = []
    for surface, openings in _walls(model):
        slots.extend(_surface_slots(surface, openings, index, scene))
    for k, zone in enumerate(model.zones):
        slots.extend(_masses(zone, k))
    for k, zone in enumerate(model.zones):
        places = (slot.place for slot in slots)
        if not any(k in (p.zone, p.zone_behind) for p in places if p.part != "mass"):
            raise ValueError(f"Zone {zone.id!r} has no surface.")
    made = joined(slots) if joins else tuple(slots)
    return Frame(made, tuple(_mid_height(model, zone) for zone in model.zones))


def _lacks(what: str, name: str) -> ValueError:
    return ValueError(f"The model names the {what} {name!r}, which it lacks.")


def _check_zones(model: ThermalModel, ids: tuple[str, ...]) -> None:
    heated = model.heating.zones if model.heating else ()
    for name in (*heated, *(z for link in model.air_links for z in link.zones)):
        if name not in ids:
            raise _lacks("zone", name)


def _check_surfaces(model: ThermalModel, zones: Collection[str]) -> None:
    surfaces = {surface.id for surface in model.surfaces}
    for surface in model.surfaces:
        if surface.zone not in zones:
            raise _lacks("zone", surface.zone)
        if surface.boundary[:5] == "zone:" and surface.boundary[5:] not in zones:
            raise _lacks("zone", surface.boundary[5:])
    for opening in model.openings:
        if opening.surface not in surfaces:
            raise _lacks("surface", opening.surface)


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
            and not some(abs(other.area - surface.area) > 0.01 * surface.area)
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


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A place and what a model is asked for to fill it: ``construction`` or ``glazing`` by name,
    ``closed`` behind its cover; ``known`` is the surface whose climate is."""

    place: Place
    construction: str
    glazing: str | None = None
    closed: str | None = None
    known: Surface | None = None

    def element(self, model: ThermalModel, made: Known) -> Element:
        """Return the element of a model, the same for models that build it alike."""
        construction = glazing = closed = ground = None
        if self.glazing is None:
            construction = _named(model.constructions, self.construction, "construction")
        else:
            glazing = _named(model.glazings, self.glazing, "glazing")
            closed = _named(model.glazings, self.closed, "glazing") if self.closed else None
        if self.known is not None and self.known.boundary == "ground":
            ground = _ground(model, self.known)
        key = id(self), id(construction), id(glazing), id(closed), id(ground)
        found = made.get(key)
        if found is None:
            found = made[key] = _element(self, construction, glazing, closed, ground)
        return found


def _named(known: Mapping[str, T], name: str, what: str) -> T:
    if name not in known:
        raise _lacks(what, name)
    return known[name]


def _surface_slots(
    surface: Surface, openings: list[Opening], index: dict[str, int], scene: Scene
) -> Iterator[Slot]:
    net = surface.area - sum(o.area for o in openings)
    if some(net < -1e-6 * surface.area):
        raise ValueError(f"The openings of surface {surface.id!r} are larger than it.")
    face = _face(surface, index)
    known = surface if surface.boundary in ("fixed", "ground") else None
    if some(net > 1e-6):
        place = Place(
            name=surface.element or surface.id,
            part=_part(surface),
            zone=face.zone,
            area=net,
            tilt=surface.tilt,
            azimuth=surface.azimuth,
            height=_height(surface.vertices),
            behind=face.behind,
            plane=face.plane,
            normal=face.normal,
            zone_behind=face.zone_behind,
            sights=((1.0, _sight(surface, surface.vertices, scene)),),
        )
        yield Slot(place, surface.construction, known=known)
    for opening in openings:
        yield _opening_slot(surface, opening, face, scene, known)


@dataclass(frozen=True, slots=True)
class _Face:
    """What a surface and its openings have in common."""

    zone: int
    behind: str
    zone_behind: int
    plane: tuple[object, ...]
    normal: Vertex


def _face(surface: Surface, index: dict[str, int]) -> _Face:
    plane = _plane_key(surface.vertices) if surface.vertices else (surface.id,)
    boundary, zone, normal = surface.boundary, index[surface.zone], _normal(surface)
    if boundary.startswith("zone:"):
        return _Face(zone, "zone", index[boundary[5:]], plane, normal)
    if boundary == "fixed" and surface.theta_boundary is None:
        raise ValueError(f"Surface {surface.id!r} lacks its boundary temperature.")
    if boundary not in _BEHIND_OF:
        raise ValueError(f"Surface {surface.id!r} has the unknown boundary {boundary!r}.")
    return _Face(zone, _BEHIND_OF[boundary], -1, plane, normal)


_BEHIND_OF = {"outdoor": "outdoor", "adiabatic": "nothing", "fixed": "known", "ground": "known"}


def _ground(model: ThermalModel, surface: Surface) -> Ground:
    ground = next((g for g in model.grounds if g.zone == surface.zone), None)
    if ground is None:
        raise ValueError(f"Zone {surface.zone!r} has a ground floor but no ground.")
    return ground


def _element(
    slot: Slot,
    construction: Construction | None,
    glazing: Glazing | None,
    closed: Glazing | None,
    ground: Ground | None,
) -> Element:
    """Return what fills a place."""
    place, h = slot.place, 0.0
    theta: tuple[float, ...] = _NEVER
    if ground is not None:
        h = 1.0 / larger(ground.r_virtual, 1.0 / FIXED)
        theta = ground.theta_virtual
    elif slot.known is not None:
        h, theta = FIXED, (float(slot.known.theta_boundary or 0.0),) * 12
    if construction is None:
        assert glazing is not None
        glass, shut = glass_of(glazing), glass_of(closed) if closed is not None else None
        return Element(
            place, ((), False), False, 0.0, 0.0, GLASS_EPSILON, h, theta, glass, shut
        )  # fmt: skip
    layers = construction.layers
    if place.part == "mass":
        layers = _inner_half(layers)
    elif ground is not None and place.part != "door":
        layers = _above_soil(ground.soil, layers)
    return Element(
        place,
        (layers, place.behind == "nothing"),
        is_heavy(layers),
        0.0 if place.part == "mass" else construction.alpha_sol_e,
        construction.alpha_sol_i,
        construction.epsilon,
        h,
        theta,
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


def _opening_slot(
    surface: Surface, opening: Opening, face: _Face, scene: Scene, known: Surface | None
) -> Slot:
    polygon = surface.vertices
    if face.behind == "outdoor" and polygon:
        polygon = opening_polygon(opening, surface)
    door = opening.kind == "door"
    named = opening.construction if door else opening.glazing
    if named is None:
        raise ValueError(f"Opening {opening.id!r} names neither glazing nor construction.")
    cover = None if door else opening.cover
    place = Place(
        name=opening.element or opening.id,
        part="door" if door else "wall",
        zone=face.zone,
        area=opening.area,
        tilt=surface.tilt,
        azimuth=surface.azimuth,
        height=_height(polygon),
        behind=face.behind,
        plane=face.plane,
        normal=face.normal,
        zone_behind=face.zone_behind,
        glazed=not door,
        cover=cover,
        sights=((1.0, _sight(surface, polygon, scene)),),
    )
    if door:
        return Slot(place, named, known=known)
    closed = cover.glazing_closed if cover else None
    return Slot(place, "", named, closed, known)


def _masses(zone: Zone, k: int) -> Iterator[Slot]:
    for n, mass in enumerate(zone.internal_mass):
        place = Place(
            name=f"{zone.id}:mass{n}",
            part="mass",
            zone=k,
            area=mass.area,
            tilt=mass.tilt,
            azimuth=0.0,
            height=0.0,
            behind="nothing",
            plane=("mass", n),
            normal=(0.0, 1.0, 0.0),
            built=mass.construction,
        )
        yield Slot(place, mass.construction)


def _half(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Return the inner half of the thickness (of the resistance where there is none)."""
    left = 0.5 * sum(layer.d for layer in layers)
    out: list[Layer] = []
    for layer in reversed(layers):
        if not some(left > 0.0):
            break
        d = smaller(layer.d, left)
        left -= d
        if some(d > 0.0):
            r = None if layer.r is None else layer.r * d / layer.d
            out.append(replace(layer, d=d, r=r))
    return tuple(reversed(out))


def _on_soil(soil: Layer, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    return (soil, *layers)


_inner_half: KeptFunction[tuple[Layer, ...]] = KeptFunction(_half, 2048)
_above_soil: KeptFunction[tuple[Layer, ...]] = KeptFunction(_on_soil, 2048)
"""Walls by their layers, the same object for elements that share them."""
