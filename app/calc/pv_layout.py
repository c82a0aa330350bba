"""Whole modules on the free surfaces of a house: roof faces, flat roof, yard.

Lengths [m], angles [deg]. Positions of chimneys and water heaters are obstacles on a surface;
where nobody measured them, the surveyed usable area (L01) limits the number instead.
"""

import math
from dataclasses import replace

import numpy as np

from app.calc.geometry import shape_of
from app.calc.shape import Polygon, turned, upright
from app.model.catalogue.pv import PvModule, PvMount
from app.model.house import FloorPlan, ResolvedHouse
from app.model.solar import Layout, Rect, Surface

SOLSTICE = -23.45
"""Declination of the sun at the winter solstice [deg]."""


def roof_surfaces(house: ResolvedHouse) -> tuple[Surface, ...]:
    """Return the faces of the main roof, the sunny one first."""
    plan = house.plan
    eaves = _eaves_height(house)
    if plan.form == "flat":
        return (Surface("flat", "rows", plan.length, plan.depth, plan.azimuth, 0.0, eaves),)
    run = plan.depth if plan.form == "shed" else 0.5 * plan.depth
    tilt = math.degrees(math.atan2(plan.rise, run))
    slope = (run + plan.eaves) / math.cos(math.radians(tilt))
    front = Surface("front", "flush", plan.length, slope, plan.azimuth, tilt, eaves)
    if plan.form == "shed":
        return (front,)
    back = replace(front, site="back", azimuth=(plan.azimuth + 180.0) % 360.0)
    return (front, back) if _faces_south(plan.azimuth) else (back, front)


def _faces_south(azimuth: float) -> bool:
    return math.cos(math.radians(azimuth)) <= 1e-9


def _eaves_height(house: ResolvedHouse) -> float:
    tops = [z for face in shape_of(house).faces for _x, _y, z in face.vertices]
    return max(tops) - (house.plan.rise if house.plan.form != "flat" else 0.0)


def yard_surface(house: ResolvedHouse, area: float, from_house: float) -> Surface | None:
    """Return the yard before the front, as wide as the house; None where there is none.

    ``area`` [m²] is all that is known of it; ``from_house`` [m] stays free before the front.
    """
    width = house.plan.length
    depth = area / width - from_house
    if depth <= 0.0:
        return None
    return Surface("yard", "yard", width, depth, house.plan.azimuth, 0.0)


# modules on a surface


def flush(surface: Surface, module: PvModule, mount: PvMount, gap: float) -> Layout:
    """Return modules lying on a slope, upright or across, whichever gives more."""
    upright_ = _filled(surface, module.width, module.height, mount.setback.value, gap)
    across = _filled(surface, module.height, module.width, mount.setback.value, gap)
    best = max(upright_, across, key=len)
    return Layout(surface, surface.tilt, best, mount.setback.value)


def in_rows(
    surface: Surface,
    module: PvModule,
    mount: PvMount,
    gap: float,
    tilt: float,
    latitude: float,
    hours: tuple[float, float],
) -> Layout:
    """Return tilted rows on level ground that do not shade each other between ``hours``.

    Modules stand across (low rows) or upright, whichever gives more.
    """
    made = [
        _rows(surface, size, mount.setback.value, gap, tilt, latitude, hours)
        for size in ((module.height, module.width), (module.width, module.height))
    ]
    return max(made, key=lambda layout: len(layout.modules))


def _rows(
    surface: Surface,
    size: tuple[float, float],
    setback: float,
    gap: float,
    tilt: float,
    latitude: float,
    hours: tuple[float, float],
) -> Layout:
    width, length = size
    beta = math.radians(tilt)
    deep = length * math.cos(beta)
    pitch = deep + row_gap(length * math.sin(beta), latitude, surface.azimuth, hours)
    room = surface.height - 2.0 * setback
    count = 0 if room < deep else 1 + math.floor((room - deep) / pitch + 1e-9)
    found: list[Rect] = []
    for row in range(count):
        y = setback + row * pitch
        found += _line(surface, y, deep, width, setback, gap)
    return Layout(surface, tilt, tuple(found), setback, pitch, length, count)


def row_gap(height: float, latitude: float, azimuth: float, hours: tuple[float, float]) -> float:
    """Return the clear gap behind a row of ``height`` [m] without shade at the winter solstice.

    ``hours`` solar time from and to; the longest shadow in the direction of the row counts.

    References
    ----------
    GB 50797-2012 (recalled): no shade from 9 to 15 h at the winter solstice.
    """
    omega = np.radians(15.0 * (np.linspace(*hours, 49) - 12.0))
    phi, delta, a = (math.radians(x) for x in (latitude, SOLSTICE, azimuth))
    up = math.sin(phi) * math.sin(delta) + math.cos(phi) * math.cos(delta) * np.cos(omega)
    east = -math.cos(delta) * np.sin(omega)
    north = math.cos(phi) * math.sin(delta) - math.sin(phi) * math.cos(delta) * np.cos(omega)
    ahead = east * math.sin(a) + north * math.cos(a)
    shadow = np.where(up > 0.0, np.maximum(ahead, 0.0) / np.maximum(up, 1e-9), 0.0)
    return float(height * np.max(shadow))


def _filled(
    surface: Surface, width: float, height: float, setback: float, gap: float
) -> tuple[Rect, ...]:
    room = surface.height - 2.0 * setback
    count = math.floor((room + gap) / (height + gap) + 1e-9)
    found: list[Rect] = []
    for row in range(max(count, 0)):
        y = setback + row * (height + gap)
        found += _line(surface, y, height, width, setback, gap)
    return tuple(found)


def _line(
    surface: Surface, y: float, height: float, width: float, setback: float, gap: float
) -> list[Rect]:
    """Return one line of modules between the obstacles that reach into it."""
    found = []
    for left, right in _free(surface, y, height, setback, gap):
        count = math.floor((right - left + gap) / (width + gap) + 1e-9)
        used = count * (width + gap) - gap
        start = left + 0.5 * (right - left - used)
        found += [Rect(start + k * (width + gap), y, width, height) for k in range(count)]
    return found


def _free(
    surface: Surface, y: float, height: float, setback: float, gap: float
) -> list[tuple[float, float]]:
    spans = [(setback, surface.width - setback)]
    for item in surface.obstacles:
        if item.y >= y + height + gap or item.y + item.height <= y - gap:
            continue
        low, high = item.x - gap, item.x + item.width + gap
        spans = [
            part
            for left, right in spans
            for part in ((left, min(right, low)), (max(left, high), right))
            if part[1] > part[0]
        ]
    return spans


def limited_to(layout: Layout, area: float, module: PvModule) -> Layout:
    """Return the layout with no more modules than fit into a usable ``area`` [m²]."""
    most = math.floor(area / module.area + 1e-9)
    if len(layout.modules) <= most:
        return layout
    return replace(layout, modules=layout.modules[:most], limited=True)


# where they stand, for the sun


def receiver_of(layout: Layout, plan: FloorPlan, from_house: float) -> Polygon:
    """Return the plane of the modules, turned as the house stands (east, north, up)."""
    surface, beta = layout.surface, math.radians(layout.tilt)
    flat = surface.mounting != "flush"
    low, run = surface.eaves, surface.height * (1.0 if flat else math.cos(beta))
    high = low + (layout.row_length if flat else surface.height) * math.sin(beta)
    near = _near_edge(layout, plan, from_house)
    left, right = (0.0, plan.length) if surface.site != "back" else (plan.length, 0.0)
    far = near - run if surface.site == "back" else near + run
    corners = ((left, near, low), (right, near, low), (right, far, high), (left, far, high))
    return turned(corners, plan.azimuth)


def _near_edge(layout: Layout, plan: FloorPlan, from_house: float) -> float:
    """Return where the lower edge lies, from the front to the back [m]."""
    match layout.surface.site:
        case "yard":
            return -from_house - layout.surface.height
        case "front":
            return -plan.eaves
        case "back":
            return plan.depth + plan.eaves
    return 0.0


def casters_of(house: ResolvedHouse, layout: Layout) -> tuple[Polygon, ...]:
    """Return what may stand before the modules: the building opposite; for a yard the house."""
    plan = house.plan
    found = []
    if plan.front_shade_distance > 0.0 and plan.front_shade_height > 0.0:
        distance, height = plan.front_shade_distance, plan.front_shade_height
        wall = upright((3.0 * plan.length, -distance), (-2.0 * plan.length, -distance), 0.0, height)
        found.append(turned(wall, plan.azimuth))
    if layout.surface.site == "yard":
        top = _eaves_height(house)
        front = upright((0.0, 0.0), (plan.length, 0.0), 0.0, top)
        found.append(turned(front, plan.azimuth))
    return tuple(found)
