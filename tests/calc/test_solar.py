"""Sun position and sky model against pvlib over a year at three sites."""

import numpy as np
import pytest

from app.calc.solar import (
    air_mass,
    extraterrestrial,
    perez_brightness,
    plane_irradiance,
    plane_normal,
    sky_of,
    sun_vector,
)
from app.model.climate import HOURS, WeatherYear

pd = pytest.importorskip("pandas")
pvlib = pytest.importorskip("pvlib")

SITES = [
    pytest.param(39.10, 117.17, 8.0, id="Tianjin"),
    pytest.param(49.2, 119.7, 8.0, id="Hailar"),
    pytest.param(22.5, 114.1, 8.0, id="Shenzhen"),
]


def _hours() -> np.ndarray:
    return np.arange(HOURS) + 0.5


def _pvlib_position(latitude: float, longitude: float) -> "pd.DataFrame":
    times = pd.date_range("2023-01-01 00:30", periods=HOURS, freq="h", tz="Asia/Shanghai")
    return pvlib.solarposition.get_solarposition(times, latitude, longitude)


@pytest.mark.parametrize(("latitude", "longitude", "tz"), SITES)
def test_the_sun_stands_where_pvlib_sees_it(latitude: float, longitude: float, tz: float) -> None:
    sun = sun_vector(_hours(), latitude, longitude, tz)
    theirs = _pvlib_position(latitude, longitude)
    zenith, azimuth = (
        np.radians(theirs["zenith"].to_numpy()),
        np.radians(theirs["azimuth"].to_numpy()),
    )
    other = np.stack(
        [np.sin(zenith) * np.sin(azimuth), np.sin(zenith) * np.cos(azimuth), np.cos(zenith)]
    )
    apart = np.degrees(np.arccos(np.clip((sun * other).sum(axis=0), -1.0, 1.0)))
    assert apart.max() < 0.7
    assert apart.mean() < 0.3


def test_the_sun_vector_has_length_one() -> None:
    sun = sun_vector(_hours(), 39.1, 117.17, 8.0)
    assert np.linalg.norm(sun, axis=0) == pytest.approx(1.0)


@pytest.mark.parametrize(("latitude", "longitude", "tz"), SITES)
@pytest.mark.parametrize(
    ("azimuth", "tilt"), [(180.0, 90.0), (90.0, 90.0), (180.0, 35.0), (0.0, 20.0)]
)
def test_the_sky_on_a_plane_is_that_of_pvlib(
    latitude: float, longitude: float, tz: float, azimuth: float, tilt: float
) -> None:
    theirs = _pvlib_position(latitude, longitude)
    zenith = theirs["zenith"].to_numpy()
    sun = np.cos(np.radians(zenith))
    up = sun > 0.05
    rng = np.random.default_rng(1)
    dni = rng.uniform(0.0, 850.0, HOURS)
    dhi = rng.uniform(20.0, 300.0, HOURS)
    day = _hours() / 24.0 + 1.0
    extra = extraterrestrial(day)
    f1, f2 = perez_brightness(dni, dhi, sun, extra)
    normal = plane_normal(azimuth, tilt)
    z, a = np.radians(zenith), np.radians(theirs["azimuth"].to_numpy())
    cos_inc = np.maximum(
        normal @ np.stack([np.sin(z) * np.sin(a), np.sin(z) * np.cos(a), np.cos(z)]), 0.0
    )
    ours = dhi * (
        (1 - f1) * 0.5 * (1 + normal[2])
        + f1 * cos_inc / np.maximum(sun, np.cos(np.radians(85.0)))
        + f2 * np.sin(np.radians(tilt))
    )
    other = pvlib.irradiance.perez(
        tilt, azimuth, dhi, dni, extra, zenith, theirs["azimuth"].to_numpy(), air_mass(sun),
        model="allsitescomposite1990",
    )  # fmt: skip
    assert np.maximum(ours, 0.0)[up] == pytest.approx(np.nan_to_num(other)[up], abs=1.5)


def test_the_air_mass_is_near_that_of_kasten() -> None:
    zenith = np.linspace(0.0, 85.0, 50)
    theirs = pvlib.atmosphere.get_relative_airmass(zenith, model="kasten1966")
    assert air_mass(np.cos(np.radians(zenith))) == pytest.approx(theirs, rel=0.035)


def _weather(dni: float, dhi: float) -> WeatherYear:
    flat = np.zeros(HOURS)
    return WeatherYear(
        "test", "test", 39.1, 117.17, 8.0, 0.0, flat, flat, flat + 101325.0, flat, flat,
        flat + dni, flat + dhi, flat, flat + 300.0, np.zeros(HOURS, dtype=bool), True, "",
    )  # fmt: skip


def test_a_horizontal_plane_gets_beam_and_sky_of_the_file() -> None:
    sky = sky_of(_weather(500.0, 100.0))
    field = plane_irradiance(sky, np.array([0.0, 0.0, 1.0]), 0.2)
    noon = 172 * 24 + 12
    assert field.beam[noon] == pytest.approx(500.0 * np.sin(np.radians(73.9)), rel=0.02)
    assert field.sky[noon] == pytest.approx(100.0, rel=0.02)
    assert field.ground.max() == 0.0
    assert field.beam[:3].max() == 0.0


def test_the_north_wall_sees_no_beam_in_winter() -> None:
    sky = sky_of(_weather(500.0, 0.0))
    field = plane_irradiance(sky, plane_normal(0.0, 90.0), 0.0)
    assert field.beam[: 59 * 24].max() == 0.0
    assert field.beam.max() > 0.0
