"""Polygons of a model: those it carries in the right size, and stand-ins where there is none.

Surfaces carry an exact area; where the drawing has another (samples, corrected plans) it is
scaled, the whole house at once when one factor fits all, so that shadows stay as they are.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.model.thermal import Opening, Surface, ThermalModel, Vertex

Polygon = tuple[Vertex, ...]
MATCH = 1e-4
"""Relative difference of areas that is rounding."""
PLANE_MATCH = 0.02
"""Two faces of one partition lie within this distance [m]."""
AWAY = 2000.0
"""Surfaces without a place stand this far off [m]: they neither shade nor are shaded."""
APART = 60.0
MIDDLE = 1.5
"""Height of the middle of a surface without a place [m]."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands: polygons of surfaces, openings, eaves and shades [m]."""

    surfaces: dict[str, Polygon]
    openings: dict[str, Polygon]
    eaves: dict[str, Polygon]
    shades: dict[str, Polygon]


def drawing_of(model: ThermalModel) -> Drawing:
    """Return the polygons of a model, each of the area the model gives."""
    factor = _common_factor(model)
    own: dict[str, list[Opening]] = {s.id: [] for s in model.surfaces}
    for opening in model.openings:
        own[opening.surface].append(opening)
    surfaces: dict[str, Polygon] = {}
    openings: dict[str, Polygon] = {}
    eaves: dict[str, Polygon] = {}
    for number, surface in enumerate(model.surfaces):
        drawn = surface.vertices or _stand_in(surface, own[surface.id], number)
        scale = factor if surface.vertices else 1.0
        origin, right, up = plane_axes(drawn)
        for name, shelf in _shelves(drawn, own[surface.id]):
            eaves[name] = _times(shelf, scale)
        for opening in own[surface.id]:
            corner = _along(_along(origin, right, opening.offset), up, opening.sill)
            flat = _rectangle(corner, right, up, opening.width, opening.height)
            size = opening.area_factor / (scale * scale)
            if abs(size - 1.0) > MATCH:
                flat = _resized(flat, math.sqrt(size))
            openings[opening.id] = _times(flat, scale)
        drawn = _times(drawn, scale)
        off = surface.area / area_of(drawn)
        surfaces[surface.id] = _resized(drawn, math.sqrt(off)) if abs(off - 1.0) > MATCH else drawn
    shades = {f"{s.id} {k}": _times(s.vertices, factor) for k, s in enumerate(model.shades)}
    return Drawing(surfaces, openings, eaves, shades)


def _common_factor(model: ThermalModel) -> float:
    """Return the factor of lengths that gives every drawn surface its area, 1 if there is none."""
    ratios = [s.area / area_of(s.vertices) for s in model.surfaces if s.vertices]
    if not ratios:
        return 1.0
    same = max(ratios) - min(ratios) <= MATCH * max(ratios)
    return math.sqrt(ratios[0]) if same and abs(ratios[0] - 1.0) > MATCH else 1.0


def twins_of(surfaces: Sequence[Surface]) -> dict[str, str]:
    """Return, for surfaces between zones that are given from both sides, second id by first."""
    out: dict[str, str] = {}
    taken: set[str] = set()
    for surface in surfaces:
        if surface.id in taken or not surface.boundary.startswith("zone:"):
            continue
        for other in surfaces:
            if other.id not in taken and _is_twin(surface, other):
                out[surface.id] = other.id
                taken |= {surface.id, other.id}
                break
    return out


def _is_twin(a: Surface, b: Surface) -> bool:
    return (
        a.id != b.id
        and b.boundary == f"zone:{a.zone}"
        and a.boundary == f"zone:{b.zone}"
        and abs(a.area - b.area) <= 0.01 * a.area
        and _same_place(a.vertices, b.vertices)
    )


def _same_place(a: Polygon, b: Polygon) -> bool:
    if not a or not b:
        return True
    return all(min(math.dist(p, q) for q in b) < PLANE_MATCH for p in a)


# vectors


def area_vector(polygon: Polygon) -> Vertex:
    """Return the normal of a plane polygon, as long as its area [m²]."""
    total = [0.0, 0.0, 0.0]
    for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        for k, value in enumerate(_cross(a, b)):
            total[k] += 0.5 * value
    return (total[0], total[1], total[2])


def area_of(polygon: Polygon) -> float:
    """Return the area [m²]."""
    return math.hypot(*area_vector(polygon))


def normal_of(polygon: Polygon) -> Vertex:
    """Return the unit normal, towards the side from which the polygon runs anticlockwise."""
    return _unit(area_vector(polygon))


def plane_axes(polygon: Polygon) -> tuple[Vertex, Vertex, Vertex]:
    """Return origin (lower left seen from outside), the axis to the right and the axis upwards."""
    normal = normal_of(polygon)
    right = _cross((0.0, 0.0, 1.0), normal)
    right = _unit(right) if math.hypot(*right) > 1e-6 else (1.0, 0.0, 0.0)
    up = _cross(normal, right)
    start = polygon[0]
    steps = [_minus(point, start) for point in polygon]
    left = min(_dot(step, right) for step in steps)
    low = min(_dot(step, up) for step in steps)
    return _along(_along(start, right, left), up, low), right, up


def _rectangle(corner: Vertex, right: Vertex, up: Vertex, width: float, height: float) -> Polygon:
    """Return a rectangle from its upper left corner, anticlockwise from outside."""
    far = _along(corner, right, width)
    return (_along(corner, up, height), corner, far, _along(far, up, height))


def _shelves(wall: Polygon, openings: Sequence[Opening]) -> Iterator[tuple[str, Polygon]]:
    """Yield the eaves over the openings of a wall.

    One level of eaves runs along the whole wall; several are as wide as their openings.
    """
    origin, right, up = plane_axes(wall)
    normal = normal_of(wall)
    whole = max(_dot(_minus(v, origin), right) for v in wall)
    levels = {level for o in openings if (level := _level(o))}
    for opening in openings:
        level = _level(opening)
        if level not in levels:
            continue
        start, width = (0.0, whole) if len(levels) == 1 else (opening.offset, opening.width)
        height, depth = level
        left = _along(_along(origin, right, start), up, height)
        far = _along(left, right, width)
        yield opening.id, (left, _along(left, normal, depth), _along(far, normal, depth), far)
        if len(levels) == 1:
            return


def _level(opening: Opening) -> tuple[float, float] | None:
    """Return height in the wall and depth of the eaves over an opening [m]."""
    over = opening.overhang
    if over is None or over.depth <= 0.0:
        return None
    top = opening.sill + opening.height + over.height_above
    return round(top, 3), over.depth


def _stand_in(surface: Surface, openings: Sequence[Opening], number: int) -> Polygon:
    """Return a rectangle of the surface's area, tilt and azimuth that holds its openings."""
    height = max([math.sqrt(surface.area), *(o.sill + o.height for o in openings)])
    width = surface.area / height
    azimuth, tilt = math.radians(surface.azimuth), math.radians(surface.tilt)
    right = (-math.cos(azimuth), math.sin(azimuth), 0.0)
    out = (math.sin(azimuth), math.cos(azimuth), 0.0)
    up = (-out[0] * math.cos(tilt), -out[1] * math.cos(tilt), math.sin(tilt))
    middle = (AWAY + APART * number, AWAY, MIDDLE)
    corner = _along(_along(middle, right, -0.5 * width), up, -0.5 * height)
    return _rectangle(corner, right, up, width, height)


def _resized(polygon: Polygon, factor: float) -> Polygon:
    """Return a polygon enlarged about its middle."""
    middle = tuple(sum(v[k] for v in polygon) / len(polygon) for k in range(3))
    return tuple(
        (
            middle[0] + factor * (x - middle[0]),
            middle[1] + factor * (y - middle[1]),
            middle[2] + factor * (z - middle[2]),
        )
        for x, y, z in polygon
    )


def _times(polygon: Polygon, factor: float) -> Polygon:
    if factor == 1.0:
        return polygon
    return tuple((factor * x, factor * y, factor * z) for x, y, z in polygon)


def _along(start: Vertex, axis: Vertex, length: float) -> Vertex:
    return (
        start[0] + length * axis[0],
        start[1] + length * axis[1],
        start[2] + length * axis[2],
    )


def _minus(a: Vertex, b: Vertex) -> Vertex:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _cross(a: Vertex, b: Vertex) -> Vertex:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(p * q for p, q in zip(a, b, strict=True))


def _unit(a: Vertex) -> Vertex:
    length = math.hypot(*a)
    if length == 0.0:
        raise ValueError("A polygon without area has no normal.")
    return (a[0] / length, a[1] / length, a[2] / length)
