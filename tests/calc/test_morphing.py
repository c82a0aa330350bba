"""Morphing: what it promises to meet, what it leaves alone, what nature forbids."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.ground import monthly_means
from app.calc.morphing import at_altitude, dew_point, monthly_shift, morphed, pressure_at
from app.model.climate import HOURS, WeatherYear
from tests.calc.engine_houses import weather_year

BASE = weather_year()
MEANS = np.array(monthly_means(BASE))
JIZHOU = (-4.7, -1.1, 5.9, 13.9, 20.3, 24.4, 26.8, 25.8, 20.9, 13.2, 4.1, -2.8)
shifts = st.lists(st.floats(-6.0, 6.0), min_size=12, max_size=12)
few = settings(max_examples=40, deadline=None)


def moved(shift: object, elevation: float = BASE.elevation) -> WeatherYear:
    return morphed(BASE, tuple(MEANS + np.asarray(shift)), elevation, "x")


@few
@given(shifts)
def test_every_month_has_the_mean_of_its_normal(shift: list[float]) -> None:
    assert np.array(monthly_means(moved(shift))) == pytest.approx(MEANS + shift, abs=0.001)


@few
@given(shifts)
def test_no_hour_jumps_more_than_the_year_it_comes_from(shift: list[float]) -> None:
    # a month's middle moves by at most twice the largest shift, middles lie 29.5 days apart
    steepest = 2.0 * (2.0 * 6.0) / (29.5 * 24) + 2e-4
    before, after = np.diff(BASE.theta_e, append=BASE.theta_e[0]), np.diff(
        moved(shift).theta_e, append=moved(shift).theta_e[0]
    )  # fmt: skip
    assert np.abs(after - before).max() < steepest


@few
@given(shifts, st.floats(0.1, 5.0))
def test_colder_normals_make_every_hour_colder(shift: list[float], by: float) -> None:
    warm, cold = moved(shift), moved(np.array(shift) - by)
    assert warm.theta_e - cold.theta_e == pytest.approx(np.full(HOURS, by), abs=2e-4)
    assert (cold.ir_horizontal < warm.ir_horizontal).all()
    assert cold.theta_e.min() < warm.theta_e.min()
    assert cold.theta_e.max() < warm.theta_e.max()


@few
@given(shifts)
def test_the_rest_of_the_weather_stays(shift: list[float]) -> None:
    year = moved(shift)
    for name in ("dni", "dhi", "ghi", "wind_speed", "wind_direction", "relative_humidity", "rain"):
        assert np.array_equal(getattr(year, name), getattr(BASE, name)), name
    assert (year.latitude, year.longitude, year.tz) == (BASE.latitude, BASE.longitude, BASE.tz)
    assert all(len(getattr(year, name)) == HOURS for name in ("theta_e", "pressure"))
    assert year.synthetic and year.name == "x"


def test_the_normals_of_the_year_itself_leave_it_as_it_is() -> None:
    year = moved(np.zeros(12))
    assert year.theta_e == pytest.approx(BASE.theta_e, abs=1e-4)
    assert year.ir_horizontal == pytest.approx(BASE.ir_horizontal, abs=1e-3)
    assert year.pressure == pytest.approx(BASE.pressure, abs=1e-3)


def test_the_shift_of_real_normals_is_near_that_of_its_month_everywhere() -> None:
    shift = monthly_shift(BASE, JIZHOU)
    wanted = np.array(JIZHOU) - MEANS
    edges = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) * 24
    reach = np.abs(np.diff(wanted, append=wanted[0])).max()
    for month, (a, b) in enumerate(pairwise(edges)):
        assert np.abs(shift[a:b] - wanted[month]).max() <= reach
    assert abs(shift[0] - shift[-1]) < 0.01  # 31 December meets 1 January


def test_infrared_follows_air_and_dew_point_as_clark_and_allen_say() -> None:
    # one hour by hand: 0 °C and 50 % to -2 °C and 50 %, sky 230 W/m²
    dew, other = -9.20, -11.03  # tables of WMO-No. 8 over water
    emissivity = (0.787 + 0.764 * np.log((other + 273.15) / 273.0)) / (
        0.787 + 0.764 * np.log((dew + 273.15) / 273.0)
    )
    flat = replace(
        BASE, theta_e=np.zeros(HOURS), relative_humidity=np.full(HOURS, 0.5),
        ir_horizontal=np.full(HOURS, 230.0),
    )  # fmt: skip
    year = morphed(flat, (-2.0,) * 12, 3.0, "x")
    expected = 230.0 * (271.15 / 273.15) ** 4 * emissivity
    assert year.ir_horizontal == pytest.approx(np.full(HOURS, expected), abs=0.05)


@pytest.mark.parametrize(
    ("theta", "humidity", "dew"),
    [(20.0, 0.5, 9.3), (0.0, 1.0, 0.0), (-10.0, 1.0, -10.0), (30.0, 0.4, 14.9)],
)
def test_dew_points_are_those_of_the_psychrometric_chart(
    theta: float, humidity: float, dew: float
) -> None:
    assert float(dew_point(np.array(theta), np.array(humidity))) == pytest.approx(dew, abs=0.1)


@pytest.mark.parametrize(("elevation", "pressure"), [(500.0, 95461.0), (1000.0, 89876.0)])
def test_pressure_falls_with_altitude_as_in_the_standard_atmosphere(
    elevation: float, pressure: float
) -> None:
    # ISO 2533:1975, table of the standard atmosphere
    found = pressure_at(np.array([101325.0]), 0.0, elevation)
    assert float(found[0]) == pytest.approx(pressure, abs=15.0)


def test_eleven_normals_are_no_year() -> None:
    with pytest.raises(ValueError, match="twelve"):
        monthly_shift(BASE, (0.0,) * 11)


def lifted(altitude: float, lapse_rate: float = 0.006) -> WeatherYear:
    return at_altitude(BASE, altitude, lapse_rate, "x")


def test_at_its_own_altitude_a_year_is_the_same_year() -> None:
    assert lifted(BASE.elevation) is BASE


@few
@given(st.floats(-50.0, 1500.0), st.floats(1.0, 800.0), st.floats(0.003, 0.01))
def test_higher_up_no_hour_is_warmer_and_the_air_is_thinner(
    altitude: float, rise: float, lapse_rate: float
) -> None:
    low, high = lifted(altitude, lapse_rate), lifted(altitude + rise, lapse_rate)
    assert low.theta_e - high.theta_e == pytest.approx(np.full(HOURS, lapse_rate * rise), abs=2e-4)
    assert (high.theta_e <= low.theta_e).all()
    assert (high.pressure < low.pressure).all()
    assert (high.ir_horizontal <= low.ir_horizontal).all()
    for name in ("dni", "dhi", "ghi", "wind_speed", "relative_humidity", "rain"):
        assert np.array_equal(getattr(high, name), getattr(BASE, name)), name


@few
@given(st.floats(-50.0, 1500.0))
def test_up_and_down_again_gives_the_year_back(altitude: float) -> None:
    back = at_altitude(lifted(altitude), BASE.elevation, 0.006, BASE.name)
    assert back.theta_e == pytest.approx(BASE.theta_e, abs=2e-4)
    assert back.pressure == pytest.approx(BASE.pressure, abs=1e-3)
    assert back.elevation == BASE.elevation


def test_a_hundred_metres_are_six_tenths_of_a_kelvin_and_twelve_hectopascals() -> None:
    # ISO 2533: 101325 Pa at sea level, 100129 Pa at 100 m
    low, high = lifted(0.0), lifted(100.0)
    assert float((low.theta_e - high.theta_e).mean()) == pytest.approx(0.6, abs=1e-4)
    assert float((high.pressure / low.pressure).mean()) == pytest.approx(100129 / 101325, abs=1e-5)
