"""Surfaces, openings and build-ups of thermal models, made once for all states that share them.

The engine recognises what several houses of a batch have in common by identity, so equal parts
are the same objects here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.calc import build_up
from app.calc.kept import KeptFunction
from app.calc.shape import Face, Piece, Room, Shape
from app.calc.wide import larger, remembered, some
from app.model.catalogue.building import Material
from app.model.catalogue.whole import Catalogue
from app.model.house import AddOn, Element, OpeningGroup
from app.model.thermal import (
    Construction,
    Cover,
    Glazing,
    InternalMass,
    Layer,
    Opening,
    Overhang,
    Period,
    Surface,
    Ventilation,
)

SERIES = "roof.series"
"""Roof, air layer and ceiling as one construction."""
LOCAL_MASS = "inner_wall"
INNER_SLAB = "slab"
KANG = "kang_body"
KANG_D = 0.15
"""Thickness of the body of a kang above and beside its flues [m] (reference: 100 to 150 mm)."""
LOOKING_UP = 180.0
NIGHT = tuple(h >= 18 or h < 8 for h in range(24))
"""Hours in which night covers are closed, 14 h."""
ALWAYS = (True,) * 24
N_SUMMER, THETA_OPEN = 10.0, 25.0
"""Air change through opened windows [1/h] and the room temperature [°C] that lets people open
them (estimates, C); they stay shut while it is warmer outdoors."""
SUMMER = Period((5, 1), (9, 30))
MOST = 2048
"""Shapes whose parts are kept: those of two samples."""
_OF_SUNSPACE = {"sun.wall": "partition", "sun.roof": "roof"}


@remembered(MOST)
def surfaces_of(shape: Shape, *, series: bool) -> tuple[Surface, ...]:
    """Return the surfaces; ``series``: a ceiling below a roof without roof space belongs to it."""
    return tuple(_surface(face, series) for face in shape.faces)


def _surface(face: Face, series: bool) -> Surface:
    in_series = series and face.element == "roof" and face.zone != "roof"
    return Surface(
        id=face.id,
        zone=face.zone,
        part=face.part,
        construction=SERIES if in_series else _OF_SUNSPACE.get(face.element, face.element),
        boundary=face.boundary,
        azimuth=face.azimuth,
        tilt=face.tilt,
        area=face.area,
        vertices=face.vertices,
        element=face.id if face.zone in ("sun", "roof", "side") else face.element,
    )


@remembered(MOST)
def construction_names(shape: Shape, *, series: bool) -> tuple[str, ...]:
    """Return the constructions that the surfaces of a shape name, each once."""
    return tuple(dict.fromkeys(s.construction for s in surfaces_of(shape, series=series)))


class _Built:
    """The constructions of one catalogue's materials."""

    def __init__(self, materials: dict[str, Material]) -> None:
        self._materials = materials
        self._layers = remembered(8192)(self._layers_of)
        self._construction = remembered(8192)(build_up.construction_of)
        self.kept: KeptFunction[Construction] = KeptFunction(self._make, 16384)
        self.plain: KeptFunction[Construction] = KeptFunction(self._make_plain, 4096)

    def _layers_of(self, element: Element) -> tuple[Layer, ...]:
        return build_up.layers_of(element, self._materials)

    def _make(self, name: str, element: Element) -> Construction:
        return self._construction(name, self._layers(element), element)

    def _make_plain(self, name: str, element: Element) -> Construction:
        return self._construction(name, self._layers(element), None)

    def series(self, roof: Element, ceiling: Element) -> Construction:
        """Return roof, air layer and ceiling in series."""
        layers = build_up.in_series(self._layers(roof), self._layers(ceiling))
        return self._construction(SERIES, layers, roof)

    def floor(self, floor: Element, under: str) -> Construction:
        """Return the ground floor with the void below it."""
        layers = build_up.above_void(self._layers(floor), under)
        return self._construction("floor", layers, None)

    def kang(self) -> Construction:
        """Return the body of a kang."""
        body = self._materials[KANG]
        layer = Layer(KANG, 2.0 * KANG_D, body.lambda_design, body.rho.value, body.c.value)
        return self._construction(KANG, (layer,), None)


built_of: Callable[[object], _Built] = KeptFunction(_Built, 8)
"""The constructions made of a catalogue's materials (by identity)."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A window or door as it is fitted: ``glazing``, ``closed`` behind its night cover, or the
    ``door``; ``cover``. ``side`` and ``wing`` say whether eaves are above."""

    group: str
    eaves: bool
    glazing: Glazing | None
    closed: Glazing | None
    door: Construction | None
    cover: Cover | None


def _fitted(group: OpeningGroup, catalogue: Catalogue, season: Period) -> Fitting:
    """Return how a group is fitted; what hangs before a window all winter belongs to it (the
    season is what matters)."""
    eaves = group.side in ("S", "N") and not group.wing
    if not some(group.g_value > 0.0):
        u, _ = _with_addons(group.u_value, 0.0, group.addons, catalogue)
        return _door(group.id, eaves, u)
    night = tuple(a for a in group.addons if a.schedule == "night")
    steady = tuple(a for a in group.addons if a.schedule != "night")
    u, g = _with_addons(group.u_value, group.g_value, steady, catalogue)
    delta_r = sum(catalogue.addons[a.addon].delta_r.value for a in night) if night else None
    _, g_closed = _with_addons(u, g, night, catalogue)
    return _window(group.id, eaves, u, g, delta_r, g_closed, season)


fitting_of: KeptFunction[Fitting] = KeptFunction(_fitted, 4096)


def _with_addons(
    u: float, g: float, addons: tuple[AddOn, ...], catalogue: Catalogue
) -> tuple[float, float]:
    for item in addons:
        addon = catalogue.addons[item.addon]
        u = 1.0 / (1.0 / u + addon.delta_r.value)
        g = g * addon.g_factor.value
    return u, g


@remembered(4096)
def _door(group: str, eaves: bool, u: float) -> Fitting:
    layers = (Layer("door", r=larger(1.0 / u - build_up.FILMS, 0.005)),)
    door = build_up.construction_of(f"door:{group}", layers)
    return Fitting(group, eaves, None, None, door, None)


@remembered(8192)
def _window(
    group: str, eaves: bool, u: float, g: float, delta_r: float | None, g_closed: float,
    season: Period,
) -> Fitting:  # fmt: skip
    glazing = Glazing(group, u, g)
    if delta_r is None:
        return Fitting(group, eaves, glazing, None, None, None)
    closed = Glazing(f"{group}.closed", 1.0 / (1.0 / u + delta_r), g_closed)
    return Fitting(group, eaves, glazing, closed, None, Cover(delta_r, closed.id, NIGHT, season))


Placed = tuple[tuple[str, bool, bool, Cover | None], ...]
"""What of the fittings the openings follow from: group, under eaves, glazed, cover."""
Pane = tuple[str, float, float, float, float]
"""Face, width, height, sill and offset [m] of a pane of the sunspace."""


@remembered(MOST)
def openings_of(
    shape: Shape, placed: Placed, eaves: float, height: float, panes: tuple[Pane, ...], scale: float
) -> tuple[Opening, ...]:
    """Return the openings, the panes of a sunspace last; ``scale`` of these [-]."""
    by_group = {entry[0]: entry for entry in placed}
    heated = shape.heated
    windows = (
        _opening(by_group[piece.group], piece, n, piece.zone in heated, eaves, height)
        for n, piece in enumerate(shape.pieces)
    )
    return (*windows, *(_pane(pane, scale) for pane in panes))


def _opening(
    entry: tuple[str, bool, bool, Cover | None], piece: Piece, n: int, heated: bool, eaves: float,
    height: float,
) -> Opening:  # fmt: skip
    group, under_eaves, glazed, cover = entry
    above = max(height - piece.sill - piece.height, 0.05)
    return Opening(
        id=f"{group}.{n}",
        surface=piece.face,
        kind="window" if glazed else "door",
        width=piece.width,
        height=piece.height,
        sill=piece.sill,
        offset=piece.offset,
        glazing=group if glazed else None,
        construction=None if glazed else f"door:{group}",
        overhang=Overhang(eaves, above) if eaves > 0.0 and under_eaves else None,
        cover=cover,
        element=group if heated else f"{group}.{piece.zone}",
        area_factor=piece.scale,
    )


def _pane(pane: Pane, scale: float) -> Opening:
    face, width, height, sill, offset = pane
    name = f"{face}.glass"
    return Opening(
        id=name, surface=face, kind="window", width=width, height=height, sill=sill, offset=offset,
        glazing="sun", element=name, area_factor=scale,
    )  # fmt: skip


@remembered(4096)
def masses_of(room: Room, kangs: float) -> tuple[InternalMass, ...]:
    """Return the masses inside a room; ``kangs`` [m²] of its kangs that heat."""
    masses: list[InternalMass] = []
    if some(room.cross_walls > 0.0):
        masses.append(InternalMass(LOCAL_MASS, 2.0 * room.cross_walls))
    if some(room.inner_slab > 0.0):
        masses.append(InternalMass(INNER_SLAB, 2.0 * room.inner_slab))
    if some(kangs > 0.0):
        masses.append(InternalMass(KANG, kangs, LOOKING_UP))
    return tuple(masses)


@remembered(4096)
def summer_windows(volume: float) -> Ventilation:
    """Return the windows that people open when the rooms they live in are warm."""
    return Ventilation(N_SUMMER * volume / 3600.0, ALWAYS, SUMMER, THETA_OPEN)


@remembered(4096)
def shared_gains(gains: tuple[float, ...], share: float) -> tuple[float, ...]:
    """Return the share of one room in the gains of all [W]."""
    return tuple(g * share for g in gains)
