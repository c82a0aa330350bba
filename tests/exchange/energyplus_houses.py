"""Houses for the EnergyPlus tests: public cases, and one that uses every part of a model."""

from dataclasses import replace
from types import MappingProxyType

from app.exchange.case_file import read_case
from app.model.thermal import (
    AirLink,
    Construction,
    Cooling,
    Cover,
    Glazing,
    Ground,
    Heating,
    InfiltrationConstant,
    InfiltrationDesignFlow,
    InfiltrationLeakageArea,
    InternalMass,
    Layer,
    Opening,
    Overhang,
    Pane,
    Part,
    Period,
    Shade,
    Site,
    Surface,
    ThermalModel,
    Ventilation,
    Vertex,
    Zone,
)
from app.resources import resource

NIGHT = tuple(h >= 18 or h < 8 for h in range(24))
WINTER = Period((11, 15), (3, 15))
SOIL = Layer("soil", 0.5, 1.5, 1600.0, 1875.0)
BRICK = Layer("brick", 0.24, 0.81, 1800.0, 1050.0)
PLASTER = Layer("plaster", 0.02, 0.81, 1600.0, 1050.0)
DOOR = Layer("timber", 0.04, 0.14, 500.0, 2510.0)
AIR = Layer("air", r=0.16)


def public_case(name: str) -> ThermalModel:
    """Return the model of a public case."""
    return read_case(resource("validation", "energyplus", "cases", f"{name}.json")).model


def rooms(scale: float = 1.0) -> ThermalModel:
    """Return two rooms 4 m × 5 m × 3 m side by side with everything that a model can say.

    The plan is ``scale`` times as large in area as it is drawn.
    """
    a, b = _zone("warm", True, scale), _zone("cold", False, scale)
    a = replace(
        a,
        infiltration=InfiltrationDesignFlow(0.8, 0.2, 0.018, 0.12, 0.0),
        ventilation=Ventilation(0.02, NIGHT),
        internal_mass=(InternalMass("outer", 12.0), InternalMass("outer", 1e-14)),
        phi_int=tuple(100.0 + 10.0 * (h // 12) for h in range(24)),
    )
    b = replace(b, infiltration=InfiltrationLeakageArea(200.0, 0.000145, 0.000174))
    return ThermalModel(
        id="rooms",
        site=Site(39.1, 117.17, 8.0, 3.0, 0.25),
        zones=(a, b),
        surfaces=tuple(replace(s, area=s.area * scale) for s in _surfaces()),
        openings=tuple(_openings(scale)),
        constructions=MappingProxyType({c.id: c for c in _constructions()}),
        glazings=MappingProxyType({g.id: g for g in _glazings()}),
        grounds=(Ground("warm", SOIL, 1.0, tuple(5.0 + m for m in range(12))),),
        air_links=(AirLink(("warm", "cold"), 0.01, NIGHT, WINTER),),
        shades=(Shade("opposite", ((12.0, -6.0, 4.0), (12.0, -6.0, 0.0), (-4.0, -6.0, 0.0))),),
        heating=Heating(
            zones=("warm",),
            theta_set=tuple(None if 9 <= h < 16 else 18.0 for h in range(24)),
            period=WINTER,
            phi_max=MappingProxyType({"warm": 4000.0}),
            control="operative",
            convective_fraction=0.6,
        ),
        cooling=Cooling((27.0,) * 24),
    )


def _zone(name: str, heated: bool, scale: float) -> Zone:
    return Zone(
        name, heated, 20.0 * scale, 60.0 * scale**1.5, InfiltrationConstant(0.5), (0.0,) * 24
    )


def _surfaces() -> list[Surface]:
    def wall(name: str, zone: str, left: tuple[float, float], right: tuple[float, float],
             boundary: str, azimuth: float, construction: str = "outer") -> Surface:  # fmt: skip
        v = ((*left, 3.0), (*left, 0.0), (*right, 0.0), (*right, 3.0))
        length = abs(left[0] - right[0]) + abs(left[1] - right[1])
        return Surface(
            name, zone, "wall", construction, boundary, azimuth, 90.0, 3.0 * length, v
        )  # fmt: skip

    def flat(name: str, zone: str, x: float, z: float, part: Part, boundary: str,
             construction: str) -> Surface:  # fmt: skip
        v: tuple[Vertex, ...] = ((x, 5, z), (x, 0, z), (x + 4, 0, z), (x + 4, 5, z))
        down = part == "floor"
        return Surface(
            name, zone, part, construction, boundary, 0.0, 180.0 if down else 0.0, 20.0,
            tuple(reversed(v)) if down else v, theta_boundary=12.0 if boundary == "fixed" else None,
        )  # fmt: skip

    return [
        wall("warm S", "warm", (0, 0), (4, 0), "outdoor", 180.0),
        wall("warm N", "warm", (4, 5), (0, 5), "outdoor", 0.0),
        wall("warm W", "warm", (0, 5), (0, 0), "adiabatic", 270.0),
        wall("warm E", "warm", (4, 0), (4, 5), "zone:cold", 90.0, "inner"),
        flat("warm roof", "warm", 0.0, 3.0, "roof", "outdoor", "roof"),
        flat("warm floor", "warm", 0.0, 0.0, "floor", "ground", "outer"),
        wall("cold S", "cold", (4, 0), (8, 0), "outdoor", 180.0),
        wall("cold N", "cold", (8, 5), (4, 5), "outdoor", 0.0),
        wall("cold E", "cold", (8, 0), (8, 5), "outdoor", 90.0),
        flat("cold roof", "cold", 4.0, 3.0, "roof", "outdoor", "roof"),
        flat("cold floor", "cold", 4.0, 0.0, "floor", "fixed", "outer"),
    ]


def _openings(scale: float) -> list[Opening]:
    eaves = Overhang(0.5, 0.3)
    cover = Cover(0.4, "shut", NIGHT, WINTER)
    base = [
        Opening("front", "warm S", "window", 1.5, 1.5, 0.9, 0.5, "open", None, eaves, cover),
        Opening("panes", "cold S", "window", 1.5, 1.5, 0.9, 0.5, "panes"),
        Opening("entry", "warm S", "door", 0.9, 2.1, 0.0, 2.5, None, "door"),
        Opening("inner door", "warm E", "door", 0.9, 2.0, 0.0, 1.0, None, "door"),
        Opening("inner light", "warm E", "window", 0.8, 0.6, 2.1, 3.0, "open"),
    ]
    return [replace(o, area_factor=scale) for o in base]


def _constructions() -> list[Construction]:
    return [
        Construction("outer", (PLASTER, BRICK)),
        Construction("inner", (PLASTER, BRICK, replace(PLASTER, d=0.01)), 0.5),
        Construction("roof", (BRICK, AIR, PLASTER), 0.8),
        Construction("door", (DOOR,)),
    ]


def _glazings() -> list[Glazing]:
    glass, gap = Pane("glass", 0.004, 0.83, 0.08), Pane("gas", 0.012)
    return [
        Glazing("open", 4.9, 0.62),
        Glazing("shut", 1.66, 0.03),
        Glazing("panes", 2.7, 0.7, (glass, gap, glass)),
    ]
