"""Which directions the points of a face see past the planes that stand in front of it.

The points are a grid. Seen along a direction, the planes lie on the face as shadows; the edges of a
shadow cut each row of the grid, whose points are the bits of a number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.climate import Array
from app.model.thermal import Vertex

Polygon = tuple[Vertex, ...]
Bits = NDArray[np.uint16]
GRID = 12
"""Points per side of a face."""
TOUCHES = 1e-6
"""Corners this near to the face [m] lie in it; they are taken to stand so far in front."""
_BEGIN = np.ones(1, dtype=bool)
_LAST = GRID - 1.0
_FIRST = np.array([(1 << k) - 1 for k in range(GRID + 1)], dtype=np.uint16)
"""The first so many points of a row."""
_ONES = np.array([bin(row).count("1") for row in range(1 << GRID)], dtype=np.uint8)
_BITS = (1 << np.arange(GRID)).astype(np.uint16)
_MIDDLES = (np.arange(GRID)[:, None] + 0.5) / GRID
_ROWS = np.arange(GRID, dtype=float)[:, None, None]


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """The grid of a face: ``corner`` is its first point, ``axes`` (3, 3) give steps along a row,
    rows and metres in front of what is given in metres; ``inside`` (rows) are the points in it."""

    corner: Array
    axes: Array
    inside: Bits

    @property
    def count(self) -> int:
        """Number of points in the face."""
        return int(_ONES[self.inside].sum())


def raster_of(face: Polygon, normal: Array) -> Raster:
    """Return the grid of a plane polygon with this normal."""
    p = np.asarray(face)
    x = p[1] - p[0]
    x = x / math.sqrt(x @ x)
    y = np.array(cross(normal, x))
    flat = (p - p[0]) @ np.array([x, y]).T
    low, high = flat.min(axis=0), flat.max(axis=0)
    points = low + _MIDDLES * (high - low)
    inside = _inside(points[:, 0], points[:, 1, None], flat.tolist()) @ _BITS
    along, across = (GRID / (high - low)).tolist()
    axes = np.array([x * along, y * across, normal])
    return Raster(p[0] + points[0] @ np.array([x, y]), axes, inside)


def cross(a: Sequence[float] | Array, b: Sequence[float] | Array) -> Vertex:
    """Return the vector product, of so small ones faster than an array's."""
    (a0, a1, a2), (b0, b1, b2) = map(float, a), map(float, b)
    return a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0


def _inside(x: Array, y: Array, polygon: Sequence[Sequence[float]]) -> NDArray[np.bool_]:
    """Return which points, x along a row and y by row, lie in a polygon: by counting crossings."""
    odd = np.zeros((GRID, GRID), dtype=bool)
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if y0 != y1:
            odd ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return odd


def lit(raster: Raster, planes: Sequence[Polygon], directions: Array) -> Array:
    """Return the share of points that see each direction (3, n), all in front of the face."""
    along, across, away = raster.axes @ directions
    x, y, z = _corners(raster, planes)[:, :, :, None]
    u = x - z * (along / away)
    v = y - z * (across / away)
    meets = (u.max(axis=0) > 0.0) & (u.min(axis=0) <= _LAST)
    meets &= (v.max(axis=0) > 0.0) & (v.min(axis=0) <= _LAST)
    shares = np.ones(directions.shape[1])
    direction, plane = np.nonzero(meets.T)
    if len(direction):
        at = plane * len(shares) + direction
        dark = _shadows(*(x.reshape(len(x), -1).take(at, axis=1) for x in (u, v)))
        starts = np.flatnonzero(np.concatenate([_BEGIN, direction[1:] != direction[:-1]]))
        both = np.bitwise_or.reduceat(dark, starts, axis=1) & raster.inside[:, None]
        points = _ONES[both].sum(axis=0, dtype=float)
        shares[direction[starts]] = 1.0 - points / raster.count
    return shares


def _shadows(u: Array, v: Array) -> Bits:
    """Return the points (rows, shadows) in shadows, whose corners are (corners, shadows)."""
    u_next, v_next = np.concatenate([u[1:], u[:1]]), np.concatenate([v[1:], v[:1]])
    rise = v_next - v
    slope = (u_next - u) / np.where(rise == 0.0, 1.0, rise)
    before = _ROWS - v
    before *= slope
    before += u
    np.ceil(before, out=before)
    np.maximum(before, 0.0, out=before)
    np.minimum(before, GRID, out=before)
    first: Bits = _FIRST.take(before.astype(np.intp))
    above = v > _ROWS
    first *= above != np.concatenate([above[:, 1:], above[:, :1]], axis=1)
    dark: Bits = np.bitwise_xor.reduce(first, axis=1)
    return dark


def _corners(raster: Raster, planes: Sequence[Polygon]) -> Array:
    """Return steps, rows and height of the corners of planes (3, corners, planes), as far as they
    stand in front of the face; the last corner is repeated where others have more."""
    most = max(map(len, planes))
    filled = np.array([(*p, *(p[-1:] * (most - len(p)))) for p in planes])
    corners = (filled - raster.corner) @ raster.axes.T
    height = corners[:, :, 2]
    height[np.abs(height) < TOUCHES] = TOUCHES
    if (height < 0.0).any():
        cut = [_in_front(c) if c[:, 2].min() < 0.0 else c for c in corners]
        most = max(map(len, cut))
        corners = np.array([[*c, *([c[-1]] * (most - len(c)))] for c in cut])
    return np.ascontiguousarray(corners.transpose(2, 1, 0))


def _in_front(corners: Array) -> list[Array]:
    """Return the part of a polygon that stands in front."""
    out = []
    for here, there in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if here[2] > 0.0:
            out.append(here)
        if (here[2] > 0.0) != (there[2] > 0.0):
            share = (TOUCHES - here[2]) / (there[2] - here[2])
            out.append(here + share * (there - here))
    return out
