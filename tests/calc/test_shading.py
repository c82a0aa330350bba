"""Shadows of eaves and walls."""

import numpy as np
import pytest

from app.calc.shading import (
    Polygon,
    eaves_over,
    normal_of,
    opening_polygon,
    scene_of,
    sight_of,
    visibility,
)
from app.calc.solar import Visibility, sky_of
from app.model.climate import HOURS, WeatherYear
from app.model.thermal import Opening, Overhang, Surface

SOUTH = Surface(
    "s", "z", "wall", "c", "outdoor", 180.0, 90.0, 30.0,
    ((0.0, 0.0, 3.0), (0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (10.0, 0.0, 3.0)),
)  # fmt: skip
WINDOW = Opening("w", "s", "window", 2.0, 1.5, 0.9, 4.0, "g", overhang=Overhang(0.5, 0.3))


@pytest.fixture(scope="module")
def weather() -> WeatherYear:
    flat = np.zeros(HOURS)
    return WeatherYear(
        "test", "test", 39.1, 117.17, 8.0, 0.0, flat, flat, flat + 101325.0, flat, flat,
        flat + 500.0, flat + 100.0, flat, flat + 300.0, np.zeros(HOURS, dtype=bool), True, "",
    )  # fmt: skip


def _seen(plane: Polygon, weather: WeatherYear) -> Visibility:
    sight = sight_of(opening_polygon(WINDOW, SOUTH), scene_of((plane,)))
    assert sight is not None
    return visibility(sight, weather)


def test_an_opening_lies_where_offset_and_sill_say() -> None:
    polygon = opening_polygon(WINDOW, SOUTH)
    assert polygon[0] == pytest.approx((4.0, 0.0, 0.9))
    assert polygon[2] == pytest.approx((6.0, 0.0, 2.4))


def test_the_normal_of_a_south_wall_points_south() -> None:
    assert normal_of(SOUTH.vertices) == pytest.approx([0.0, -1.0, 0.0])


def test_a_convex_house_shades_itself_nowhere() -> None:
    east = ((10.0, 0.0, 3.0), (10.0, 0.0, 0.0), (10.0, 6.0, 0.0), (10.0, 6.0, 3.0))
    assert sight_of(SOUTH.vertices, scene_of((SOUTH.vertices, east))) is None


def test_wide_eaves_shade_the_summer_noon_as_geometry_says(weather: WeatherYear) -> None:
    """At altitude α straight ahead a plane of depth d darkens d·tan α below itself."""
    wide = ((-90.0, 0.0, 2.7), (100.0, 0.0, 2.7), (100.0, -0.5, 2.7), (-90.0, -0.5, 2.7))
    seen = _seen(wide, weather)
    hour = 172 * 24 + 12
    fraction = np.asarray(seen.sun)[sky_of(weather).hour == hour].mean()
    dark = 0.5 * np.tan(np.radians(73.9)) - 0.3  # below the head of the window, of 1.5 m
    assert fraction == pytest.approx(1.0 - dark / 1.5, abs=0.12)


def test_low_winter_sun_reaches_under_the_eaves(weather: WeatherYear) -> None:
    (eaves,) = eaves_over(SOUTH, [WINDOW])
    seen = _seen(eaves, weather)
    hour = 355 * 24 + 12
    assert np.asarray(seen.sun)[sky_of(weather).hour == hour].mean() == pytest.approx(1.0)
    assert 0.5 < seen.dome < 1.0


def test_a_wall_in_front_leaves_no_sun(weather: WeatherYear) -> None:
    front = ((-50.0, -0.5, 40.0), (60.0, -0.5, 40.0), (60.0, -0.5, 0.0), (-50.0, -0.5, 0.0))
    seen = _seen(front, weather)
    assert np.asarray(seen.sun).mean() < 0.01
    assert seen.horizon < 0.05
