"""Quantities of works taken from the floor plan: areas [m²], lengths [m], volumes [m³], pieces.

External dimensions, as a builder measures. Sides are those of the survey; party sides carry no
works. Estimates that no survey field gives stand here by name.
"""

import math
from collections.abc import Callable, Iterable, Mapping

from app.calc.geometry import SLAB
from app.model.catalogue import QuantityRule
from app.model.house import SIDES, FloorPlan, OpeningGroup, ResolvedHouse, Side

PIPES_PER_EAVES = 2
"""Downpipes along one eaves side (estimate)."""
KANG_DEPTH = 2.0
"""Depth of a kang, which is as long as its bay [m] (estimate, C)."""


def open_sides(house: ResolvedHouse, sides: Iterable[Side] = SIDES) -> tuple[Side, ...]:
    """Return those of the sides that stand in the open."""
    return tuple(s for s in SIDES if s in sides and s not in house.plan.party)


def facade_height(plan: FloorPlan) -> float:
    """Return the height of the walls up to the eaves [m]."""
    return plan.storeys * plan.height + (plan.storeys - 1) * SLAB


def side_length(plan: FloorPlan, side: Side) -> float:
    """Return the length of a side of the main building [m]."""
    return plan.length if side in ("S", "N") else plan.depth


def quantity(rule: QuantityRule, house: ResolvedHouse, sides: Iterable[Side] = SIDES) -> float:
    """Return the quantity of works on the given sides in the unit of the rule.

    ``waste_volume``, ``trade`` and ``module_area`` do not follow from the house and are 0.
    """
    found = _QUANTITIES.get(rule)
    return found(house, open_sides(house, sides)) if found else 0.0


def _gross_wall(house: ResolvedHouse, sides: tuple[Side, ...]) -> float:
    plan = house.plan
    main = sum(side_length(plan, side) for side in sides) * facade_height(plan)
    wings = sum(
        (wing.length if side in ("S", "N") else wing.depth) * wing.height
        for wing in plan.wings
        for side in sides
    )
    return main + wings


def _groups(house: ResolvedHouse, sides: tuple[Side, ...], kind: str = "") -> list[OpeningGroup]:
    return [
        group
        for group in house.openings
        if group.side in sides and (not kind or group.kind == kind)
    ]


def _area(groups: Iterable[OpeningGroup]) -> float:
    return sum(group.area for group in groups)


def _net_wall(house: ResolvedHouse, sides: tuple[Side, ...]) -> float:
    return max(_gross_wall(house, sides) - _area(_groups(house, sides)), 0.0)


def slope_length(plan: FloorPlan) -> float:
    """Return the length of the roof from eaves to eaves along the slope [m]."""
    if plan.form == "gable":
        return 2 * math.hypot(plan.depth / 2, plan.rise)
    return math.hypot(plan.depth, plan.rise) if plan.form == "shed" else plan.depth


def _roof(house: ResolvedHouse, _: tuple[Side, ...]) -> float:
    plan = house.plan
    return plan.length * slope_length(plan) + plan.wing_area


def _ceiling(house: ResolvedHouse, _: tuple[Side, ...]) -> float:
    return house.plan.length * house.plan.depth + house.plan.wing_area


def _eaves(house: ResolvedHouse, sides: tuple[Side, ...]) -> float:
    plan = house.plan
    gables = slope_length(plan)
    return sum(plan.length if side in ("S", "N") else gables for side in sides)


def _downpipes(house: ResolvedHouse, sides: tuple[Side, ...]) -> float:
    eaves = sum(1 for side in sides if side in ("S", "N"))
    return PIPES_PER_EAVES * eaves * facade_height(house.plan)


def _joints(house: ResolvedHouse, sides: tuple[Side, ...]) -> float:
    return sum(g.crack * g.area for g in _groups(house, sides) if not g.replaced)


def _sunspace(house: ResolvedHouse, _: tuple[Side, ...]) -> float:
    depth = house.sunspace.depth if house.sunspace else 0.0
    return (house.plan.length + 2 * depth) * house.plan.height


def _floors(house: ResolvedHouse, _: tuple[Side, ...]) -> float:
    return house.plan.length * house.plan.depth * house.plan.storeys + house.plan.wing_area


_QUANTITIES: Mapping[QuantityRule, Callable[[ResolvedHouse, tuple[Side, ...]], float]] = {
    "net_wall_area": _net_wall,
    "gross_wall_area": _gross_wall,
    "south_wall_area": lambda h, s: _net_wall(h, tuple(side for side in s if side == "S")),
    "floor_area": _floors,
    "roof_area": _roof,
    "ceiling_area": _ceiling,
    "window_area": lambda h, s: _area(_groups(h, s, "window")),
    "door_area": lambda h, s: _area(_groups(h, s, "door")),
    "door_leaves": lambda h, s: float(sum(g.count for g in _groups(h, s, "door"))),
    "opening_area": lambda h, s: _area(_groups(h, s)),
    "opening_perimeter": lambda h, s: sum(g.perimeter for g in _groups(h, s)),
    "eaves_length": _eaves,
    "downpipe_length": _downpipes,
    "perimeter": lambda h, s: sum(side_length(h.plan, side) for side in s),
    "joint_length": _joints,
    "glazing_area": _sunspace,
    "house": lambda h, s: 1.0,
}


def rooms(house: ResolvedHouse) -> int:
    """Return the number of rooms that are lived in: heated bays and wings."""
    plan = house.plan
    return math.ceil(plan.heated_bays * plan.storeys - 1e-9) + len(plan.wings)


def pieces(measure_id: str, house: ResolvedHouse) -> int:
    """Return how many of a piece the house takes.

    Alarms and vents: one for each room lived in; stoves taken out and flues mended: the flues
    counted; kangs: by their area; outdoor units: air conditioners and a heat pump's; else one.
    """
    if measure_id in ("CO_ALARM", "AIR_VENT"):
        return rooms(house)
    if measure_id == "KANG":
        bay = house.plan.length / house.plan.bays
        return max(round(house.heating.kangs / (KANG_DEPTH * bay)), 1)
    if measure_id in ("STOVE_OUT", "REP_FLUE"):
        return max(dict(house.air.pieces).get("flue", 0), 1)
    if measure_id == "X_AC":
        pump = house.heating.code in ("ashp_w", "ashp_a")
        return house.services.air_conditioners + int(pump)
    return 1
