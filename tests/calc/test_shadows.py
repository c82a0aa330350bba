"""Shadows by rows of points against rays from each of them."""

import numpy as np
import pytest

from app.calc.shading import normal_of
from app.calc.shadows import GRID, Polygon, lit, raster_of
from app.model.climate import Array

WALL: Polygon = ((0.0, 0.0, 3.0), (0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (10.0, 0.0, 3.0))
GABLE: Polygon = ((0.0, 0.0, 3.0), (6.0, 0.0, 3.0), (3.3, 0.0, 5.0))
SLOPE: Polygon = ((0.0, 3.0, 5.0), (0.0, 0.0, 3.0), (10.0, 0.0, 3.0), (10.0, 3.0, 5.0))


def _directions(normal: Array, count: int = 200) -> Array:
    rng = np.random.default_rng(5)
    found = rng.normal(size=(3, 4 * count))
    found /= np.linalg.norm(found, axis=0)
    return found[:, (normal @ found > 0.02)][:, :count]


def _inside(x: Array, y: Array, polygon: Array) -> Array:
    odd = np.zeros(x.shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if y0 != y1:
            odd ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return odd


def _frame(polygon: Polygon) -> tuple[Array, Array, Array]:
    p, normal = np.asarray(polygon), normal_of(polygon)
    x = (p[1] - p[0]) / np.linalg.norm(p[1] - p[0])
    return p[0], np.stack([x, np.cross(normal, x)]), normal


def _points(face: Polygon) -> Array:
    start, axes, _normal = _frame(face)
    flat = (np.asarray(face) - start) @ axes.T
    low, high = flat.min(axis=0), flat.max(axis=0)
    steps = (np.arange(GRID) + 0.5) / GRID
    u, v = (a.ravel() for a in np.meshgrid(steps, steps))
    uv = low + np.stack([u, v], axis=1) * (high - low)
    return np.asarray(start + uv[_inside(uv[:, 0], uv[:, 1], flat)] @ axes)


def _traced(face: Polygon, planes: list[Polygon], directions: Array) -> Array:
    """Return the share of points whose rays meet no plane, ray by ray."""
    points = _points(face)
    dark = np.zeros((directions.shape[1], len(points)), dtype=bool)
    for plane in planes:
        start, axes, normal = _frame(plane)
        far = ((start - points) @ normal) / (normal @ directions)[:, None]
        hits = points + far[:, :, None] * directions.T[:, None, :]
        u, v = np.moveaxis((hits - start) @ axes.T, -1, 0)
        dark |= (far > 1e-6) & _inside(u, v, (np.asarray(plane) - start) @ axes.T)
    return np.asarray(1.0 - dark.mean(axis=1))


def _somewhere(rng: np.random.Generator, corners: Array) -> Polygon:
    """Return a flat polygon turned and moved at random, part of it often behind the face."""
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    flat = np.column_stack([corners, np.zeros(len(corners))]) * rng.uniform(0.5, 4.0)
    moved = flat @ turn.T + rng.uniform((-1.0, -4.0, 0.0), (11.0, 1.0, 6.0))
    return tuple((float(x), float(y), float(z)) for x, y, z in moved)


TRIANGLE = np.array([(0.0, 0.0), (1.0, 0.0), (0.3, 1.0)])
SQUARE = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
ANGLE = np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 2.0), (0.0, 2.0)])


@pytest.mark.parametrize("face", [WALL, GABLE, SLOPE])
def test_rows_of_bits_tell_what_rays_tell(face: Polygon) -> None:
    rng, normal = np.random.default_rng(3), normal_of(face)
    directions, shaded = _directions(normal), 0
    for _ in range(40):
        planes = [
            plane
            for shape in (TRIANGLE, SQUARE, ANGLE)
            if (np.asarray(plane := _somewhere(rng, shape)) - face[0]).dot(normal).max() > 1e-3
        ]
        if not planes:
            continue
        found = lit(raster_of(face, normal), planes, directions)
        assert np.array_equal(found, _traced(face, planes, directions))
        shaded += int((found < 1.0).sum())
    assert shaded > 200


def test_a_plane_in_two_pieces_shades_as_in_one() -> None:
    whole: Polygon = ((2.0, -1.0, 4.0), (2.0, -1.0, 0.0), (8.0, -1.0, 0.0), (8.0, -1.0, 4.0))
    left: Polygon = ((2.0, -1.0, 4.0), (2.0, -1.0, 0.0), (5.1, -1.0, 0.0), (5.1, -1.0, 4.0))
    right: Polygon = ((5.1, -1.0, 4.0), (5.1, -1.0, 0.0), (8.0, -1.0, 0.0), (8.0, -1.0, 4.0))
    normal = normal_of(WALL)
    raster, directions = raster_of(WALL, normal), _directions(normal)
    found = lit(raster, [left, right], directions)
    assert np.array_equal(found, lit(raster, [whole], directions))
    assert found.min() < 0.5 < found.max()


def test_what_stands_beside_the_face_shades_nothing_of_it_straight_ahead() -> None:
    beside: Polygon = ((11.0, 0.0, 3.0), (11.0, -2.0, 3.0), (11.0, -2.0, 0.0), (11.0, 0.0, 0.0))
    raster = raster_of(WALL, normal_of(WALL))
    ahead, aslant = np.array([[0.0], [-1.0], [0.0]]), np.array([[0.8], [-0.6], [0.0]])
    assert lit(raster, [beside], ahead)[0] == 1.0
    # 2 m deep, seen along 4:3 it covers 8/3 m of the plane of the wall, 1 m of it beyond the wall
    assert lit(raster, [beside], aslant)[0] == pytest.approx(
        1.0 - (8.0 / 3.0 - 1.0) / 10.0, abs=0.05
    )
