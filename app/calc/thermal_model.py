"""From a resolved house to the thermal model of the engine, in standard or actual use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from app.calc.gains import internal_gains, kang_power
from app.calc.geometry import shape_of, sunspace_glass
from app.calc.ground import SOIL, EdgeInsulation, Slab, ground_of
from app.calc.kept import KeptFunction
from app.calc.leakage import air_change, leaks_of, n_actual, n_standard
from app.calc.model_parts import (
    ALWAYS,
    INNER_SLAB,
    KANG,
    LOCAL_MASS,
    SERIES,
    Pane,
    built_of,
    construction_names,
    fitting_of,
    masses_of,
    openings_of,
    shared_gains,
    summer_windows,
    surfaces_of,
)
from app.calc.schedule import days_on
from app.calc.shape import Room, Shape, turned, upright
from app.calc.wide import larger, remembered, smaller, some
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.whole import Catalogue
from app.model.climate import WeatherYear
from app.model.house import AddOn, ResolvedHouse, Use
from app.model.thermal import (
    AirLink,
    Construction,
    Glazing,
    Ground,
    Heating,
    Infiltration,
    InfiltrationConstant,
    InfiltrationLeakageArea,
    InternalMass,
    Layer,
    Opening,
    Period,
    Shade,
    Site,
    ThermalModel,
    Zone,
)

N_ROOF_SPACE = 2.0
"""Air change of a roof space [1/h] (estimate, C)."""
Q_DOORS = 0.012
"""Air through the doors of one partition, each way [m³/s] (as in the public farmhouse cases)."""
WARM_ROOM = 18.0
"""Room [°C] to which a mean winter rate refers where standard use heats none."""
MOST_FROM_SURFACE = {"floor": 200.0, KANG: 600.0}
"""Most heat that a heated surface gives off and takes up [W/m²]: it keeps a floor below about
35 °C and a kang below about 60 °C when the room warms up in the morning (estimate, C)."""


BY_HAND = ("night", "closed_hours")
"""When covers hang that somebody has to draw."""


@dataclass(frozen=True, slots=True)
class AirState:
    """Air changes of a state [1/h]: credited ``n`` of heated and ``n_side`` of unheated rooms,
    ``n_raw`` as described by the leaks, ``sun_share`` [-] that comes through the sunspace."""

    n: float
    n_raw: float
    n50: float
    n_side: float
    sun_share: float


def counted(house: ResolvedHouse, use: Use, pack: PolicyPack) -> ResolvedHouse:
    """Return the house as a use counts it: hung covers that somebody must draw may not count."""
    if use != "standard" or pack.covers.credited.value:
        return house
    if not has_hung_covers(house):
        return house
    groups = tuple(
        replace(group, addons=tuple(a for a in group.addons if not _drawn_by_hand(a)))
        for group in house.openings
    )
    return replace(house, openings=groups)


def has_hung_covers(house: ResolvedHouse) -> bool:
    """Tell whether measures hung covers that somebody must draw."""
    return any(_drawn_by_hand(addon) for group in house.openings for addon in group.addons)


def _drawn_by_hand(addon: AddOn) -> bool:
    return addon.added and addon.schedule in BY_HAND


def air_state(
    house: ResolvedHouse,
    use: Use,
    catalogue: Catalogue,
    pack: PolicyPack,
    shape: Shape | None = None,
) -> AirState:
    """Return the air changes of a house under a use."""
    shape = shape or shape_of(house)
    house = counted(house, use, pack)
    leaks = leaks_of(house, shape, catalogue)
    heated = air_change(house, shape, catalogue, shape.heated, leaks)
    limit = n_standard if use == "standard" else n_actual
    n = limit(house, heated.n, pack.air)
    n_side = n
    if any(room.id == "side" for room in shape.rooms):
        side = air_change(house, shape, catalogue, frozenset(["side"]), leaks)
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
        house = counted(house, use, pack)
        self.house, self.use, self.catalogue, self.weather = house, use, catalogue, weather
        self.pattern = house.use(use)
        self.season = _period(self.pattern.season)
        self.shape = shape_of(house)
        self.series = bool(house.elements["ceiling"].layers)
        self.air = air_kept(house, use, catalogue, pack)
        self.n = self.air.n if n_override is None else n_override
        self.built = built_of(catalogue.materials)
        self.constructions: dict[str, Construction] = {}
        self.glazings: dict[str, Glazing] = {}

    def model(self) -> ThermalModel:
        """Return the finished model."""
        w = self.weather
        for name in construction_names(self.shape, series=self.series):
            self.constructions[name] = self._construction(name)
        openings = self._openings()
        gains = internal_gains(self.house, self.use)
        return ThermalModel(
            id=f"{self.house.id}:{self.use}",
            site=_site(w.latitude, w.longitude, w.tz, w.elevation),
            zones=tuple(self._zone(room, gains) for room in self.shape.rooms),
            surfaces=surfaces_of(self.shape, series=self.series),
            openings=openings,
            constructions=self.constructions,
            glazings=self.glazings,
            grounds=tuple(self._grounds()),
            air_links=tuple(self._air_links()),
            shades=self._shades(),
            heating=self._heating(),
        )

    # zones and air

    def _zone(self, room: Room, gains: tuple[float, ...]) -> Zone:
        share = room.area / self._heated_area() if room.conditioned else 0.0
        return Zone(
            id=room.id,
            conditioned=room.conditioned,
            area=room.area,
            volume=room.volume,
            infiltration=self._infiltration(room),
            ventilation=summer_windows(room.volume) if room.conditioned else None,
            phi_int=shared_gains(gains, share) if room.id != "side" else self._kang_beside(),
            gain_radiative_fraction=self.house.gains.radiative_fraction,
            internal_mass=self._masses(room),
        )

    def _kang_beside(self) -> tuple[float, ...]:
        """Return what a kang gives to the rooms that are not heated [W], evenly over the day."""
        if self.use == "standard":
            return (0.0,) * 24
        return (kang_power(self.house),) * 24

    def _heated_area(self) -> float:
        return sum(room.area for room in self.shape.rooms if room.conditioned)

    def _infiltration(self, room: Room) -> Infiltration:
        """Return leaks driven by wind and warmth, scaled to the mean winter rate; what the rate
        has beyond the leaks (fresh air that people let in) is steady."""
        n = self._n(room)
        if room.id in ("roof", "sun"):
            return InfiltrationConstant(n)
        leaks = n
        if room.conditioned:
            leaks = smaller(n, self.air.n_raw * (1.0 - self.air.sun_share))
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

    def _masses(self, room: Room) -> tuple[InternalMass, ...]:
        elements, built = self.house.elements, self.constructions
        kangs = 0.0
        if some(room.cross_walls > 0.0):
            built[LOCAL_MASS] = self.built.plain(LOCAL_MASS, elements["partition"])
        if some(room.inner_slab > 0.0):
            built[INNER_SLAB] = self._construction(INNER_SLAB)
        if self._kang_heats() and room.conditioned:
            built[KANG] = self.built.kang()
            kangs = self.house.heating.kangs * room.area / self._heated_area()
        return masses_of(room, kangs)

    def _kang_heats(self) -> bool:
        """Standard use knows no equipment: what it counts must not follow from the emitter."""
        return self.use == "actual" and self.house.heating.kangs > 0.0

    def _air_links(self) -> Iterator[AirLink]:
        partitions = [f for f in self.shape.faces if f.boundary == "zone:side" and f.width > 0.0]
        for zone in sorted({face.zone for face in partitions}):
            count = sum(1 for face in partitions if face.zone == zone)
            yield AirLink((zone, "side"), Q_DOORS * count, ALWAYS)
        if self.house.sunspace and some(self.air.sun_share > 0.0):
            volume = sum(r.volume for r in self.shape.rooms if r.conditioned)
            flow = self.n * self.air.sun_share * volume / 3600.0
            yield AirLink(("main", "sun"), flow, ALWAYS)

    # surfaces and openings

    def _construction(self, name: str) -> Construction:
        elements = self.house.elements
        if name == SERIES:
            return self.built.series(elements["roof"], elements["ceiling"])
        if name == "floor":
            return self.built.floor(elements["floor"], self.house.floor.under)
        return self.built.kept(name, elements[name])

    def _openings(self) -> tuple[Opening, ...]:
        plan, sun = self.house.plan, self.house.sunspace
        used = {piece.group for piece in self.shape.pieces}
        placed = []
        for group in self.house.openings:
            if group.id not in used:
                continue
            fitting = fitting_of(group, self.catalogue, self.season)
            placed.append((group.id, fitting.eaves, fitting.glazing is not None, fitting.cover))
            if fitting.door:
                self.constructions[fitting.door.id] = fitting.door
            for glazing in (fitting.glazing, fitting.closed):
                if glazing:
                    self.glazings[glazing.id] = glazing
        panes: tuple[Pane, ...] = ()
        if sun is not None:
            self.glazings["sun"] = Glazing("sun", sun.u_value, sun.g_value)
            panes = tuple(
                (face, w, h, sill, 0.5 * ((plan.length if face == "sun.S" else sun.depth) - w))
                for face, w, h, sill in sunspace_glass(self.house)
            )
        return openings_of(self.shape, tuple(placed), plan.eaves, plan.height, panes, plan.scale)

    # ground, shades, heating

    def _grounds(self) -> Iterator[Ground]:
        soil = _soil(self.house.floor.lambda_soil)
        for room in self.shape.rooms:
            if some(room.slab_area > 0.0):
                layers = self.constructions["floor"].layers
                slab = slab_of(self.house, room, layers, self.catalogue)
                yield _ground(room.id, slab, self.weather, soil)

    def _shades(self) -> tuple[Shade, ...]:
        plan = self.house.plan
        if plan.front_shade_height <= 0.0 or plan.front_shade_distance <= 0.0:
            return ()
        return _opposite(
            plan.length, plan.front_shade_distance, plan.front_shade_height, plan.azimuth
        )

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


air_kept: KeptFunction[AirState] = KeptFunction(air_state, 4096)
"""The same for a house that may have been asked about: a sample's houses stand before every
package."""


@lru_cache(maxsize=64)
def _period(season: tuple[tuple[int, int], tuple[int, int]]) -> Period:
    return Period(*season)


@lru_cache(maxsize=64)
def _site(latitude: float, longitude: float, tz: float, elevation: float) -> Site:
    return Site(latitude, longitude, tz, elevation)


@lru_cache(maxsize=64)
def _soil(lambda_soil: float) -> Layer:
    return Layer("soil", SOIL.d, lambda_soil, SOIL.rho, SOIL.c)


@lru_cache(maxsize=64)
def _opposite(length: float, distance: float, height: float, azimuth: float) -> tuple[Shade, ...]:
    """Return the building opposite the front."""
    wall = upright((3.0 * length, -distance), (-2.0 * length, -distance), 0.0, height)
    return (Shade("opposite", turned(wall, azimuth)),)


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
        exposed_perimeter=larger(room.slab_perimeter, 0.1),
        wall_thickness=house.plan.wall_thickness,
        r_floor=sum(layer.resistance for layer in layers),
        lambda_soil=house.floor.lambda_soil,
        edge=edge,
    )


@remembered(1024)
def _ground(zone: str, slab: Slab, weather: WeatherYear, soil: Layer) -> Ground:
    return ground_of(zone, slab, weather, soil)
