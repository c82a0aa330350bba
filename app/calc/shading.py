"""What own walls, eaves and shade planes leave of sun and sky on a polygon.

The receiver is sampled by a grid of points; from each a ray goes to the sun and to patches of
the sky. Sun positions are taken every few days, as the sun's path changes slowly.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.calc.shadows import cross, lit, raster_of
from app.calc.solar import Visibility, sky_of, sun_vector
from app.model.climate import HOURS, Array, WeatherYear
from app.model.thermal import Opening, Surface, Vertex

Polygon = tuple[Vertex, ...]
DAY_STEP = 10
"""One day in this many is traced."""
_ALTITUDES = np.radians([7.5, 22.5, 37.5, 52.5, 67.5, 82.5])
_AZIMUTHS = np.radians(np.arange(24) * 15.0 + 7.5)
_IN_FRONT = 1e-3


@lru_cache(maxsize=4096)
def normal_of(polygon: Polygon) -> Array:
    """Return the unit normal of a plane polygon, counter-clockwise seen from its tip."""
    n = np.zeros(3)
    for here, there in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        n += cross(here, there)
    length = math.sqrt(n @ n)
    if length == 0.0:
        raise ValueError("A polygon without area has no normal.")
    return np.asarray(n / length)


@lru_cache(maxsize=4096)
def plane_axes(polygon: Polygon) -> tuple[Array, Array, Array]:
    """Return origin (lower left seen from outside), the axis to the right and the axis upwards."""
    points = np.asarray(polygon, dtype=float)
    normal = normal_of(polygon)
    right = np.array(cross((0.0, 0.0, 1.0), normal))
    if math.sqrt(right @ right) < 1e-6:
        right = np.array([1.0, 0.0, 0.0])
    right /= math.sqrt(right @ right)
    up = np.array(cross(normal, right))
    origin = points[0] + right * np.min((points - points[0]) @ right)
    return origin + up * np.min((points - points[0]) @ up), right, up


def opening_polygon(opening: Opening, surface: Surface) -> Polygon:
    """Return the vertices of an opening from its offset and sill in its surface."""
    return _rectangle(surface.vertices, opening.offset, opening.sill, opening.width, opening.height)


@lru_cache(maxsize=4096)
def _rectangle(plane: Polygon, offset: float, sill: float, width: float, height: float) -> Polygon:
    origin, right, up = plane_axes(plane)
    corner = origin + right * offset + up * sill
    w, h = right * width, up * height
    return tuple(_vertex(p) for p in (corner, corner + w, corner + w + h, corner + h))


def eaves_over(surface: Surface, openings: Sequence[Opening]) -> tuple[Polygon, ...]:
    """Return the eaves of a wall: along all of it, or as wide as the openings where these have
    eaves at several heights."""
    over = [(level, o.offset, o.width) for o in openings if (level := _eaves_level(o))]
    return _eaves(surface.vertices, tuple(over))


@lru_cache(maxsize=4096)
def _eaves(
    wall: Polygon, over: tuple[tuple[tuple[float, float], float, float], ...]
) -> tuple[Polygon, ...]:
    levels = dict.fromkeys(level for level, _, _ in over)
    origin, right, up = plane_axes(wall)
    out = normal_of(wall)
    length = float(np.max((np.asarray(wall) - origin) @ right))
    spans = over if len(levels) > 1 else tuple((level, 0.0, length) for level in levels)
    found = []
    for (height, depth), start, width in spans:
        left = origin + right * start + up * height
        far = left + right * width
        corners = (left, far, far + out * depth, left + out * depth)
        found.append(tuple(_vertex(p) for p in corners))
    return tuple(found)


def _eaves_level(opening: Opening) -> tuple[float, float] | None:
    """Return height in the wall and depth of the eaves over an opening [m]."""
    over = opening.overhang
    if over is None or over.depth <= 0.0:
        return None
    return round(opening.sill + opening.height + over.height_above, 3), over.depth


def _vertex(p: Array) -> Vertex:
    return (float(p[0]), float(p[1]), float(p[2]))


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The planes that may shade a house, with their corners (corners, 3) and where those of each
    begin; equal planes give the same object."""

    planes: tuple[Polygon, ...]
    corners: Array
    begins: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """An outdoor face and the planes in front of it; equal ones give the same object."""

    receiver: Polygon
    casters: tuple[Polygon, ...]


@lru_cache(maxsize=4096)
def scene_of(planes: tuple[Polygon, ...]) -> Scene:
    """Return the planes as one scene."""
    corners = np.array([corner for plane in planes for corner in plane]).reshape(-1, 3)
    begins = np.cumsum([0, *(len(plane) for plane in planes[:-1])])
    return Scene(planes, corners, begins)


@lru_cache(maxsize=16384)
def sight_of(receiver: Polygon, scene: Scene) -> Sight | None:
    """Return a face with the planes that reach in front of it, None if there are none."""
    if not scene.planes:
        return None
    distance = (scene.corners - receiver[0]) @ normal_of(receiver)
    reach = np.maximum.reduceat(distance, scene.begins) > _IN_FRONT
    casters = [p for p, far in zip(scene.planes, reach, strict=True) if far and p != receiver]
    return _sight(receiver, tuple(casters)) if casters else None


@lru_cache(maxsize=16384)
def _sight(receiver: Polygon, casters: tuple[Polygon, ...]) -> Sight:
    return Sight(receiver, casters)


@lru_cache(maxsize=512)
def visibility(sight: Sight, weather: WeatherYear) -> Visibility:
    """Return what the casters leave of sun and sky."""
    normal, suns, sky = normal_of(sight.receiver), _suns(weather), _sky()
    shine = np.flatnonzero(suns.up & (normal @ suns.vectors > 0.0))
    cos_inc = normal @ sky.vectors
    faced = np.flatnonzero(cos_inc > 0.0)
    raster = raster_of(sight.receiver, normal)
    towards = np.concatenate([suns.vectors[:, shine], sky.vectors[:, faced]], axis=1)
    shares = lit(raster, sight.casters, towards)
    fraction = np.zeros(len(suns.up))
    fraction[shine] = shares[: len(shine)]
    patches, weight = shares[len(shine) :], cos_inc[faced] * sky.cos_altitude[faced]
    low = sky.low[faced]
    return Visibility(
        fraction[suns.of_sample], _mean(patches, weight), _mean(patches[low], weight[low])
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Suns:
    """The traced positions of the sun: ``vectors`` (3, n), whether it is ``up``, and which of them
    stands for each sample of the year's sky."""

    vectors: Array
    up: NDArray[np.bool_]
    of_sample: NDArray[np.intp]


@lru_cache(maxsize=8)
def _suns(weather: WeatherYear) -> _Suns:
    hours = np.arange(0, HOURS)
    traced = (np.minimum(hours // 24 // DAY_STEP * DAY_STEP + DAY_STEP // 2, 364)) * 24 + hours % 24
    used, of_hour = np.unique(traced, return_inverse=True)
    vectors = sun_vector(used + 0.5, weather.latitude, weather.longitude, weather.tz)
    return _Suns(vectors, vectors[2] > 0.0, of_hour[sky_of(weather).hour])


@dataclass(frozen=True, slots=True, eq=False)
class _Sky:
    """The patches of the sky: ``vectors`` (3, n), and which lie along the horizon (``low``)."""

    vectors: Array
    cos_altitude: Array
    low: NDArray[np.bool_]


@lru_cache(maxsize=1)
def _sky() -> _Sky:
    alt, azi = (x.ravel() for x in np.meshgrid(_ALTITUDES, _AZIMUTHS))
    vectors = np.stack([np.cos(alt) * np.sin(azi), np.cos(alt) * np.cos(azi), np.sin(alt)])
    return _Sky(vectors, np.cos(alt), alt == _ALTITUDES[0])


def _mean(values: Array, weights: Array) -> float:
    total = float(np.sum(weights))
    return float(np.sum(values * weights) / total) if total > 0.0 else 1.0
