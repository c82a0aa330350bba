"""From a resolved house to the thermal model of the engine, in standard or actual use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from app.calc import build_up
from app.calc.gains import internal_gains
from app.calc.geometry import shape_of, sunspace_glass
from app.calc.ground import SOIL, EdgeInsulation, Slab, ground_of
from app.calc.leakage import air_change, n_actual, n_standard
from app.calc.schedule import days_on
from app.calc.shape import Face, Piece, Room, Shape, turned, upright
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.whole import Catalogue
from app.model.climate import WeatherYear
from app.model.house import AddOn, Element, OpeningGroup, ResolvedHouse, Use
from app.model.thermal import (
    AirLink,
    Construction,
    Cover,
    Glazing,
    Ground,
    Heating,
    Infiltration,
    InfiltrationConstant,
    InfiltrationLeakageArea,
    InternalMass,
    Layer,
    Opening,
    Overhang,
    Period,
    Shade,
    Site,
    Surface,
    ThermalModel,
    Ventilation,
    Zone,
)

N_ROOF_SPACE = 2.0
"""Air change of a roof space [1/h] (estimate, C)."""
Q_DOORS = 0.012
"""Air through the doors of one partition, each way [m³/s] (as in the public farmhouse cases)."""
N_SUMMER, THETA_OPEN = 10.0, 25.0
"""Air change through opened windows [1/h] and the room temperature [°C] that lets people open
them (estimates, C); they stay shut while it is warmer outdoors."""
SUMMER = Period((5, 1), (9, 30))
NIGHT = tuple(h >= 18 or h < 8 for h in range(24))
"""Hours in which night covers are closed, 14 h."""
ALWAYS = (True,) * 24
WARM_ROOM = 18.0
"""Room [°C] to which a mean winter rate refers where standard use heats none."""
LOCAL_MASS = "inner_wall"
INNER_SLAB = "slab"
KANG = "kang_body"
KANG_D = 0.15
"""Thickness of the body of a kang above and beside its flues [m] (reference: 100 to 150 mm)."""
LOOKING_UP = 180.0
MOST_FROM_SURFACE = {"floor": 200.0, KANG: 600.0}
"""Most heat that a heated surface gives off and takes up [W/m²]: it keeps a floor below about
35 °C and a kang below about 60 °C when the room warms up in the morning (estimate, C)."""


@dataclass(frozen=True, slots=True)
class AirState:
    """Air changes of a state [1/h]: credited ``n`` of heated and ``n_side`` of unheated rooms,
    ``n_raw`` as described by the leaks, ``sun_share`` [-] that comes through the sunspace."""

    n: float
    n_raw: float
    n50: float
    n_side: float
    sun_share: float


def air_state(
    house: ResolvedHouse,
    use: Use,
    catalogue: Catalogue,
    pack: PolicyPack,
    shape: Shape | None = None,
) -> AirState:
    """Return the air changes of a house under a use."""
    shape = shape or shape_of(house)
    heated = air_change(house, shape, catalogue, shape.heated)
    limit = n_standard if use == "standard" else n_actual
    n = limit(house, heated.n, pack.air)
    n_side = n
    if any(room.id == "side" for room in shape.rooms):
        side = air_change(house, shape, catalogue, frozenset(["side"]))
        n_side = limit(house, side.n, pack.air)
    return AirState(n, heated.n, heated.n50, n_side, heated.sun_share)


def unheated(model: ThermalModel, model_id: str) -> ThermalModel:
    """Return the same house with its heater off, over the same days."""
    if model.heating is None:
        return replace(model, id=model_id)
    off = replace(model.heating, theta_set=(None,) * 24, theta_set_fine=())
    return replace(model, id=model_id, heating=off)


def thermal_model(
    house: ResolvedHouse,
    use: Use,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    *,
    n_override: float | None = None,
) -> ThermalModel:
    """Return the model of a house under a use.

    ``n_override`` [1/h] replaces the air change of the heated rooms: it isolates the part that
    air has in a saving.
    """
    return _Assembler(house, use, catalogue, pack, weather, n_override).model()


class _Assembler:
    """Builds one model."""

    def __init__(
        self,
        house: ResolvedHouse,
        use: Use,
        catalogue: Catalogue,
        pack: PolicyPack,
        weather: WeatherYear,
        n_override: float | None,
    ) -> None:
        self.house, self.use, self.catalogue, self.weather = house, use, catalogue, weather
        self.pattern = house.use(use)
        self.season = Period(*self.pattern.season)
        self.shape = shape_of(house)
        self.air = air_state(house, use, catalogue, pack, self.shape)
        self.n = self.air.n if n_override is None else n_override
        self.materials = catalogue.materials
        self.constructions: dict[str, Construction] = {}
        self.glazings: dict[str, Glazing] = {}

    def model(self) -> ThermalModel:
        """Return the finished model."""
        w = self.weather
        surfaces = tuple(self._surface(face) for face in self.shape.faces)
        openings = (*self._openings(), *self._sun_glass())
        zones = tuple(self._zone(room) for room in self.shape.rooms)
        return ThermalModel(
            id=f"{self.house.id}:{self.use}",
            site=Site(w.latitude, w.longitude, w.tz, w.elevation),
            zones=zones,
            surfaces=surfaces,
            openings=openings,
            constructions=self.constructions,
            glazings=self.glazings,
            grounds=tuple(self._grounds()),
            air_links=tuple(self._air_links()),
            shades=tuple(self._shades()),
            heating=self._heating(),
        )

    # zones and air

    def _zone(self, room: Room) -> Zone:
        gains: tuple[float, ...] = (0.0,) * 24
        if room.conditioned:
            share = room.area / sum(r.area for r in self.shape.rooms if r.conditioned)
            gains = tuple(g * share for g in internal_gains(self.house, self.use))
        return Zone(
            id=room.id,
            conditioned=room.conditioned,
            area=room.area,
            volume=room.volume,
            infiltration=self._infiltration(room),
            ventilation=self._summer_windows(room),
            phi_int=gains,
            gain_radiative_fraction=self.house.gains.radiative_fraction,
            internal_mass=tuple(self._masses(room)),
        )

    def _summer_windows(self, room: Room) -> Ventilation | None:
        """Windows that people open when the rooms they live in are warm."""
        if not room.conditioned:
            return None
        return Ventilation(N_SUMMER * room.volume / 3600.0, ALWAYS, SUMMER, THETA_OPEN)

    def _infiltration(self, room: Room) -> Infiltration:
        """Return leaks driven by wind and warmth, scaled to the mean winter rate; what the rate
        has beyond the leaks (fresh air that people let in) is steady."""
        n = self._n(room)
        if room.id in ("roof", "sun"):
            return InfiltrationConstant(n)
        leaks = min(n, self.air.n_raw * (1.0 - self.air.sun_share) if room.conditioned else n)
        tables = self.catalogue.leakage
        storeys = "1" if self.house.plan.storeys == 1 else "2"
        c_s = tables.stack[storeys].value
        c_w = tables.wind[f"{self.house.air.exposure}:{storeys}"].value
        theta = [t for t in self.house.use("standard").theta_set if t is not None]
        warm = sum(theta) / len(theta) if theta else WARM_ROOM
        drive = mean_drive(self.weather, c_s, c_w, warm, self.season)
        ela = 1000.0 * leaks * room.volume / 3600.0 / drive
        return InfiltrationLeakageArea(ela, c_s, c_w, n - leaks)

    def _n(self, room: Room) -> float:
        if room.conditioned:
            return self.n * (1.0 - self.air.sun_share)
        if room.id == "roof":
            return N_ROOF_SPACE
        if room.id == "sun":
            return self._n_sun(room)
        return self.air.n_side

    def _n_sun(self, room: Room) -> float:
        sun, tables = self.house.sunspace, self.catalogue.leakage
        assert sun is not None
        area = sum(w * h for _, w, h, _ in sunspace_glass(self.house)) * self.house.plan.scale
        q50 = sun.q1 * sun.crack * area * tables.q50_factor
        return q50 / room.volume / tables.n50_divisor["1"].typical

    def _masses(self, room: Room) -> Iterator[InternalMass]:
        if room.cross_walls > 0.0:
            element = self.house.elements["partition"]
            self._add(LOCAL_MASS, build_up.layers_of(element, self.materials))
            yield InternalMass(LOCAL_MASS, 2.0 * room.cross_walls)
        if room.inner_slab > 0.0:
            self._construction("slab")
            yield InternalMass(INNER_SLAB, 2.0 * room.inner_slab)
        if self._kang_heats() and room.conditioned:
            body = self.materials[KANG]
            layer = Layer(KANG, 2.0 * KANG_D, body.lambda_design, body.rho.value, body.c.value)
            self._add(KANG, (layer,))
            area = sum(r.area for r in self.shape.rooms if r.conditioned)
            yield InternalMass(KANG, self.house.heating.kangs * room.area / area, LOOKING_UP)

    def _kang_heats(self) -> bool:
        """Standard use knows no equipment: what it counts must not follow from the emitter."""
        return self.use == "actual" and self.house.heating.kangs > 0.0

    def _air_links(self) -> Iterator[AirLink]:
        partitions = [f for f in self.shape.faces if f.boundary == "zone:side" and f.width > 0.0]
        for zone in sorted({face.zone for face in partitions}):
            count = sum(1 for face in partitions if face.zone == zone)
            yield AirLink((zone, "side"), Q_DOORS * count, ALWAYS)
        if self.house.sunspace and self.air.sun_share > 0.0:
            volume = sum(r.volume for r in self.shape.rooms if r.conditioned)
            flow = self.n * self.air.sun_share * volume / 3600.0
            yield AirLink(("main", "sun"), flow, ALWAYS)

    # surfaces

    def _surface(self, face: Face) -> Surface:
        return Surface(
            id=face.id,
            zone=face.zone,
            part=face.part,
            construction=self._construction_for(face),
            boundary=face.boundary,
            azimuth=face.azimuth,
            tilt=face.tilt,
            area=face.area,
            vertices=face.vertices,
            element=face.id if face.zone in ("sun", "roof", "side") else face.element,
        )

    def _construction_for(self, face: Face) -> str:
        if face.element == "sun.wall":
            return self._construction("partition")
        if face.element == "sun.roof":
            return self._construction("roof")
        if face.element == "roof" and self._in_series(face):
            element = self.house.elements["roof"]
            layers = build_up.roof_series(self.house, self.materials)
            return self._add("roof.series", layers, element)
        if face.element == "floor":
            return self._add("floor", build_up.floor_layers(self.house, self.materials))
        return self._construction(face.element)

    def _in_series(self, face: Face) -> bool:
        """A ceiling below a roof without roof space belongs to the roof's build-up."""
        return face.zone != "roof" and bool(self.house.elements["ceiling"].layers)

    def _construction(self, element_id: str) -> str:
        element = self.house.elements[element_id]
        return self._add(element_id, build_up.layers_of(element, self.materials), element)

    def _add(self, name: str, layers: tuple[Layer, ...], element: Element | None = None) -> str:
        if name not in self.constructions:
            self.constructions[name] = build_up.construction_of(name, layers, element)
        return name

    # openings

    def _openings(self) -> Iterator[Opening]:
        groups = {group.id: group for group in self.house.openings}
        for n, piece in enumerate(self.shape.pieces):
            yield self._opening(groups[piece.group], piece, n)

    def _opening(self, group: OpeningGroup, piece: Piece, n: int) -> Opening:
        element = group.id if piece.zone in self.shape.heated else f"{group.id}.{piece.zone}"
        glazed = group.g_value > 0.0
        top = self.house.plan.height - piece.sill - piece.height
        overhang = None
        if self.house.plan.eaves > 0.0 and group.side in ("S", "N") and not group.wing:
            overhang = Overhang(self.house.plan.eaves, max(top, 0.05))
        return Opening(
            id=f"{group.id}.{n}",
            surface=piece.face,
            kind="window" if glazed else "door",
            width=piece.width,
            height=piece.height,
            sill=piece.sill,
            offset=piece.offset,
            glazing=self._glazing(group) if glazed else None,
            construction=None if glazed else self._door(group),
            overhang=overhang,
            cover=self._cover(group) if glazed else None,
            element=element,
            area_factor=piece.scale,
        )

    def _steady(self, group: OpeningGroup) -> tuple[AddOn, ...]:
        return tuple(a for a in group.addons if a.schedule != "night")

    def _with_addons(self, u: float, g: float, addons: tuple[AddOn, ...]) -> tuple[float, float]:
        for item in addons:
            addon = self.catalogue.addons[item.addon]
            u = 1.0 / (1.0 / u + addon.delta_r.value)
            g *= addon.g_factor.value
        return u, g

    def _glazing(self, group: OpeningGroup) -> str:
        """The window with what hangs before it all winter (the season is what matters)."""
        u, g = self._with_addons(group.u_value, group.g_value, self._steady(group))
        self.glazings[group.id] = Glazing(group.id, u, g)
        return group.id

    def _door(self, group: OpeningGroup) -> str:
        u, _ = self._with_addons(group.u_value, 0.0, group.addons)
        layers = (Layer("door", r=max(1.0 / u - build_up.FILMS, 0.005)),)
        return self._add(f"door:{group.id}", layers)

    def _cover(self, group: OpeningGroup) -> Cover | None:
        night = tuple(a for a in group.addons if a.schedule == "night")
        if not night:
            return None
        base = self.glazings[group.id]
        u, g = self._with_addons(base.u_value, base.g_value, night)
        name = f"{group.id}.closed"
        self.glazings[name] = Glazing(name, u, g)
        return Cover(1.0 / u - 1.0 / base.u_value, name, NIGHT, self.season)

    def _sun_glass(self) -> Iterator[Opening]:
        sun = self.house.sunspace
        if sun is None:
            return
        self.glazings["sun"] = Glazing("sun", sun.u_value, sun.g_value)
        for face, width, height, sill in sunspace_glass(self.house):
            wall = self.house.plan.length if face == "sun.S" else sun.depth
            yield Opening(
                id=f"{face}.glass",
                surface=face,
                kind="window",
                width=width,
                height=height,
                sill=sill,
                offset=0.5 * (wall - width),
                glazing="sun",
                element=f"{face}.glass",
                area_factor=self.house.plan.scale,
            )

    # ground, shades, heating

    def _grounds(self) -> Iterator[Ground]:
        floor = self.house.floor
        layers = build_up.floor_layers(self.house, self.materials)
        soil = Layer("soil", SOIL.d, floor.lambda_soil, SOIL.rho, SOIL.c)
        for room in self.shape.rooms:
            if room.slab_area > 0.0:
                slab = slab_of(self.house, room, layers, self.catalogue)
                yield _ground(room.id, slab, self.weather, soil)

    def _shades(self) -> Iterator[Shade]:
        plan = self.house.plan
        if plan.front_shade_height > 0.0 and plan.front_shade_distance > 0.0:
            y = -plan.front_shade_distance
            wide = (-2.0 * plan.length, 3.0 * plan.length)
            wall = upright((wide[1], y), (wide[0], y), 0.0, plan.front_shade_height)
            yield Shade("opposite", turned(wall, plan.azimuth))

    def _heating(self) -> Heating | None:
        if all(theta is None for theta in self.pattern.theta_set):
            return None
        fraction = 1.0 if self.use == "standard" else self.house.heating.convective_fraction
        return Heating(
            zones=tuple(sorted(self.shape.heated)),
            theta_set=self.pattern.theta_set,
            period=self.season,
            control=self.pattern.control,
            convective_fraction=fraction,
            heated_surface=self._heated_surface(),
            phi_max=MappingProxyType(dict(self._limits(self._heated_surface()))),
        )

    def _limits(self, surface: str) -> Iterator[tuple[str, float]]:
        """Yield what a heated surface can give in each zone [W]."""
        rooms = [room for room in self.shape.rooms if room.conditioned and surface]
        total = sum(room.area for room in rooms)
        for room in rooms:
            area = room.area
            if surface == KANG:
                area = self.house.heating.kangs * room.area / total
            yield room.id, MOST_FROM_SURFACE[surface] * area

    def _heated_surface(self) -> str:
        if self.use == "standard":
            return ""
        if self._kang_heats():
            return KANG
        return "floor" if self.house.heating.emitter == "floor" else ""


@lru_cache(maxsize=64)
def mean_drive(
    weather: WeatherYear, c_s: float, c_w: float, theta_int: float, season: Period
) -> float:
    """Return the mean of √(c_s·ΔT + c_w·v²) over a heating season, indoors at ``theta_int`` [°C].

    The rate of the leakage tables is a mean of winter: it fixes the size of the leaks, this mean
    their course (Sherman and Grimsrud 1980).
    """
    on = np.repeat(days_on(season), 24)
    delta = np.maximum(theta_int - weather.theta_e[on], 0.0)
    return float(np.sqrt(c_s * delta + c_w * weather.wind_speed[on] ** 2).mean())


def slab_of(
    house: ResolvedHouse, room: Room, layers: tuple[Layer, ...], catalogue: Catalogue
) -> Slab:
    """Return the slab on ground of a zone (ISO 13370)."""
    edge = None
    if house.floor.edge is not None:
        state = house.floor.edge
        lambda_ = catalogue.materials[state.material].lambda_design
        edge = EdgeInsulation("vertical", state.depth, state.d, lambda_)
    return Slab(
        area=room.slab_area,
        exposed_perimeter=max(room.slab_perimeter, 0.1),
        wall_thickness=house.plan.wall_thickness,
        r_floor=sum(layer.resistance for layer in layers),
        lambda_soil=house.floor.lambda_soil,
        edge=edge,
    )


@lru_cache(maxsize=1024)
def _ground(zone: str, slab: Slab, weather: WeatherYear, soil: Layer) -> Ground:
    return ground_of(zone, slab, weather, soil)
