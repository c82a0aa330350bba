"""Small houses and a made-up year for the laws of the engine."""

from dataclasses import replace

import numpy as np

from app.model.climate import HOURS, WeatherYear
from app.model.thermal import (
    AirLink,
    Construction,
    Glazing,
    Ground,
    Heating,
    InfiltrationConstant,
    InternalMass,
    Layer,
    Opening,
    Period,
    Site,
    Surface,
    ThermalModel,
    Zone,
)

BRICK = Layer("brick", 0.37, 0.81, 1800.0, 1050.0)
EPS = Layer("eps", 0.1, 0.041, 20.0, 1380.0)
PLASTER = Layer("plaster", 0.02, 0.81, 1600.0, 1050.0)
SLAB = Layer("slab", 0.12, 0.95, 1500.0, 920.0)
SOIL = Layer("soil", 0.5, 1.5, 1600.0, 1875.0)
SEASON = Period((11, 15), (3, 15))


def weather_year(seed: int = 7) -> WeatherYear:
    """Return a year of North China in outline: cold sunny winter, hot summer."""
    rng = np.random.default_rng(seed)
    hour = np.arange(HOURS)
    year = np.cos(2 * np.pi * (hour / HOURS - 0.04))
    clock = np.sin(2 * np.pi * (hour % 24 - 9) / 24)
    days = np.repeat(rng.normal(0.0, 2.0, 365), 24)
    theta = 12.5 - 15.0 * year + 4.0 * clock + days
    sun = np.maximum(np.sin(np.pi * (hour % 24 - 6) / 12), 0.0)
    clear = np.repeat(rng.uniform(0.2, 1.0, 365), 24)
    dni, dhi = 600.0 * sun * clear, 60.0 * sun + 120.0 * sun * (1.0 - clear)
    return WeatherYear(
        "outline", "made up", 39.1, 117.17, 8.0, 3.0, theta, np.full(HOURS, 0.5),
        np.full(HOURS, 101325.0), 2.0 + np.repeat(rng.uniform(0.0, 3.0, 365), 24),
        np.repeat(rng.uniform(0.0, 360.0, 365), 24), dni, dhi, dni * sun + dhi,
        5.67e-8 * 0.8 * (theta + 273.15) ** 4, np.zeros(HOURS, dtype=bool), True, f"outline{seed}",
    )  # fmt: skip


def _wall(name: str, azimuth: float, length: float, corners: tuple[float, ...]) -> Surface:
    x0, y0, x1, y1 = corners
    return Surface(
        name, "main", "wall", "wall", "outdoor", azimuth, 90.0, 3.0 * length,
        ((x0, y0, 3.0), (x0, y0, 0.0), (x1, y1, 0.0), (x1, y1, 3.0)),
    )  # fmt: skip


def brick_room(name: str = "room") -> ThermalModel:
    """Return one heated room of 10 × 6 m with windows to the south and north."""
    wall = Construction("wall", (PLASTER, BRICK, PLASTER))
    roof = Construction("roof", (SLAB, PLASTER))
    floor = Construction("floor", (Layer("brick", 0.06, 0.81, 1800.0, 1050.0),))
    return ThermalModel(
        id=name,
        site=Site(39.1, 117.17, 8.0, 3.0),
        zones=(
            Zone("main", True, 60.0, 180.0, InfiltrationConstant(0.8), (200.0,) * 24,
                 internal_mass=(InternalMass("wall", 20.0),)),
        ),
        surfaces=(
            _wall("S", 180.0, 10.0, (0.0, 0.0, 10.0, 0.0)),
            _wall("E", 90.0, 6.0, (10.0, 0.0, 10.0, 6.0)),
            _wall("N", 0.0, 10.0, (10.0, 6.0, 0.0, 6.0)),
            _wall("W", 270.0, 6.0, (0.0, 6.0, 0.0, 0.0)),
            Surface("R", "main", "roof", "roof", "outdoor", 0.0, 0.0, 60.0,
                    ((0.0, 6.0, 3.0), (0.0, 0.0, 3.0), (10.0, 0.0, 3.0), (10.0, 6.0, 3.0))),
            Surface("F", "main", "floor", "floor", "ground", 0.0, 180.0, 60.0,
                    ((10.0, 6.0, 0.0), (10.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 6.0, 0.0))),
        ),
        openings=(
            Opening("wS", "S", "window", 3.0, 1.5, 0.9, 1.0, "glass"),
            Opening("wN", "N", "window", 1.2, 1.0, 1.2, 1.0, "glass"),
        ),
        constructions={"wall": wall, "roof": roof, "floor": floor},
        glazings={"glass": Glazing("glass", 4.9, 0.62)},
        grounds=(Ground("main", SOIL, 1.0, tuple(12.0 - 7.0 * np.cos(2 * np.pi * (m - 1) / 12)
                                                   for m in range(12))),),
        heating=Heating(("main",), (16.0,) * 24, SEASON),
    )  # fmt: skip


def with_construction(model: ThermalModel, name: str, layers: tuple[Layer, ...]) -> ThermalModel:
    """Return the model with other layers in one construction."""
    changed = replace(model.constructions[name], layers=layers)
    return replace(model, constructions={**model.constructions, name: changed})


def with_zone(model: ThermalModel, **changes: object) -> ThermalModel:
    """Return the model with changes to its first zone."""
    return replace(model, zones=(replace(model.zones[0], **changes), *model.zones[1:]))  # type: ignore[arg-type]


def with_heating(model: ThermalModel, **changes: object) -> ThermalModel:
    """Return the model with changes to its heating."""
    assert model.heating
    return replace(model, heating=replace(model.heating, **changes))  # type: ignore[arg-type]


def with_side_room(model: ThermalModel, faces: int = 1) -> ThermalModel:
    """Return the model with an unheated room to the east; ``faces`` of the partition given."""
    side = Zone("side", False, 18.0, 54.0, InfiltrationConstant(0.8), (0.0,) * 24)
    east = next(s for s in model.surfaces if s.id == "E")
    partition = replace(east, boundary="zone:side")
    twin = replace(
        east, id="E2", zone="side", boundary="zone:main", azimuth=270.0,
        vertices=tuple(reversed(east.vertices)), construction="wall_rev",
    )  # fmt: skip
    turned = Construction("wall_rev", tuple(reversed(model.constructions["wall"].layers)))
    outer = replace(
        east, id="SE", zone="side",
        vertices=tuple((x + 3.0, y, z) for x, y, z in east.vertices),
    )  # fmt: skip
    corners = ((10.0, 6.0, 3.0), (10.0, 0.0, 3.0), (13.0, 0.0, 3.0), (13.0, 6.0, 3.0))
    top = Surface("SR", "side", "roof", "roof", "outdoor", 0.0, 0.0, 18.0, corners)
    kept = tuple(s for s in model.surfaces if s.id != "E")
    extra = (partition, outer, top) if faces == 1 else (partition, twin, outer, top)
    return replace(
        model,
        zones=(*model.zones, side),
        surfaces=(*kept, *extra),
        constructions={**model.constructions, "wall_rev": turned},
        air_links=(AirLink(("main", "side"), 0.01, (True,) * 24),),
    )


def ten_times(model: ThermalModel) -> ThermalModel:
    """Return the model with every extensive quantity tenfold; heights stay."""
    heating = model.heating
    assert heating
    return replace(
        model,
        zones=tuple(
            replace(
                z, area=10 * z.area, volume=10 * z.volume, phi_int=tuple(10 * p for p in z.phi_int),
                internal_mass=tuple(replace(m, area=10 * m.area) for m in z.internal_mass),
            )
            for z in model.zones
        ),
        surfaces=tuple(replace(s, area=10 * s.area) for s in model.surfaces),
        openings=tuple(replace(o, width=10 * o.width) for o in model.openings),
        air_links=tuple(replace(a, q_v=10 * a.q_v) for a in model.air_links),
        heating=replace(heating, phi_max={k: 10 * p for k, p in heating.phi_max.items()}),
    )  # fmt: skip
