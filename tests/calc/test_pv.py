"""The chain from sun to electricity against pvlib, each side with its own sun position."""

from pathlib import Path

import numpy as np
import pytest

from app.calc.pv import (
    Converter,
    PvPlane,
    ac_power,
    angle_modifier,
    cell_temperature,
    converter_of,
    dc_power,
    month_sums,
    pv_year,
    rows_seen,
    shaded_share,
    system_losses,
    weaker,
)
from app.calc.solar import Visibility, plane_irradiance, plane_normal, sky_of
from app.exchange.epw import read_epw
from app.model.catalogue import PolicyPack
from app.model.climate import HOURS, WeatherYear
from app.resources import resource
from app.services.climate import climate_of
from app.store.catalogue import load_catalogue

pd = pytest.importorskip("pandas")
pvlib = pytest.importorskip("pvlib")

BUNDLED = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
DENVER = Path(__file__).parents[1] / "validation" / "weather" / "USA_CO_Denver.725650TYCST.epw"
ORIENTATIONS = (
    (180.0, 32.0), (180.0, 10.0), (180.0, 60.0), (135.0, 30.0), (225.0, 30.0),
    (90.0, 20.0), (270.0, 30.0), (0.0, 20.0), (180.0, 90.0), (157.5, 0.0),
)  # fmt: skip
GAMMA, U_CELL, ETA, RATIO, LOSS, ALBEDO = -0.0029, 29.0, 0.97, 1.15, 12.0, 0.2


def weather_of(name: str) -> WeatherYear:
    if name == "station pack":
        return climate_of(load_catalogue(), "tianjin_54428").weather
    return read_epw({"Tianjin": BUNDLED, "Denver": DENVER}[name])


def plain_chain(weather: WeatherYear, azimuth: float, tilt: float) -> float:
    """Return the year of a plain pvlib ModelChain on the file's values [kWh/kW]."""
    from pvlib.location import Location
    from pvlib.modelchain import ModelChain
    from pvlib.pvsystem import Array, FixedMount, PVSystem

    zone = f"Etc/GMT{-weather.tz:+.0f}"
    times = pd.date_range("2023-01-01 00:30", periods=HOURS, freq="h", tz=zone)
    table = pd.DataFrame(
        {
            "ghi": weather.ghi, "dni": weather.dni, "dhi": weather.dhi,
            "temp_air": weather.theta_e, "wind_speed": weather.wind_speed,
        },
        index=times,
    )  # fmt: skip
    array = Array(
        mount=FixedMount(tilt, azimuth),
        albedo=ALBEDO,
        module_parameters={"pdc0": 1000.0, "gamma_pdc": GAMMA},
        temperature_model_parameters={"u_c": U_CELL, "u_v": 0.0},
    )
    system = PVSystem(
        arrays=[array],
        inverter_parameters={"pdc0": 1000.0 / RATIO, "eta_inv_nom": ETA},
    )
    chain = ModelChain(
        system,
        Location(weather.latitude, weather.longitude, tz=zone, altitude=weather.elevation),
        transposition_model="perez",
        aoi_model="physical",
        spectral_model="no_loss",
        temperature_model="pvsyst",
        dc_model="pvwatts",
        ac_model="pvwatts",
        losses_model="pvwatts",
    )
    chain.losses_model = _constant_losses
    chain.run_model(table)
    return float(chain.results.ac.sum()) / 1000.0


def _constant_losses(chain: "pvlib.modelchain.ModelChain") -> None:
    chain.results.losses = 1.0 - LOSS / 100.0
    chain.results.dc = chain.results.dc * chain.results.losses


@pytest.mark.parametrize("name", ["Tianjin", "Denver", "station pack"])
def test_the_year_is_that_of_a_plain_model_chain_within_one_percent(name: str) -> None:
    if name == "Denver" and not DENVER.exists():
        pytest.skip("the Denver file is not here")
    weather = weather_of(name)
    converter = Converter(ETA, RATIO, LOSS / 100.0)
    apart = {}
    for azimuth, tilt in ORIENTATIONS:
        ours = float(
            pv_year(PvPlane(azimuth, tilt, U_CELL, GAMMA), converter, weather, ALBEDO).sum()
        )
        apart[azimuth, tilt] = ours / plain_chain(weather, azimuth, tilt) - 1.0
    assert max(map(abs, apart.values())) < 0.01, apart


def test_the_cover_lets_through_what_pvlib_says() -> None:
    angles = np.linspace(0.0, 89.0, 90)
    theirs = pvlib.iam.physical(angles, n=1.526, K=4.0, L=0.002)
    assert angle_modifier(np.cos(np.radians(angles))) == pytest.approx(theirs, abs=2e-4)
    assert angle_modifier(np.array([0.0, -0.5])).tolist() == [0.0, 0.0]


def test_cells_and_inverter_are_those_of_pvlib() -> None:
    sun, air = np.linspace(0.0, 1100.0, 12), np.linspace(-15.0, 38.0, 12)
    theirs = pvlib.temperature.pvsyst_cell(sun, air, 1.0, u_c=20.0, u_v=0.0)
    assert cell_temperature(sun, air, 20.0) == pytest.approx(theirs)
    power = pvlib.pvsystem.pvwatts_dc(sun, theirs, 1.0, GAMMA)
    assert dc_power(sun, theirs, GAMMA) == pytest.approx(power)
    out = pvlib.inverter.pvwatts(power, 1.0 / RATIO, ETA)
    assert ac_power(power, ETA, RATIO) == pytest.approx(np.maximum(out, 0.0))
    assert ac_power(power * 3.0, ETA, RATIO).max() == pytest.approx(ETA / RATIO)


def test_a_row_shades_the_next_as_pvlib_says() -> None:
    tilt, pitch, length = 35.0, 3.0, 2.278
    altitude, azimuth = np.meshgrid(np.linspace(2, 60, 30), np.linspace(100, 260, 33))
    altitude, azimuth = altitude.ravel(), azimuth.ravel()
    theirs = pvlib.shading.shaded_fraction1d(
        90.0 - altitude, azimuth, 90.0, tilt, collector_width=length, pitch=pitch
    )
    ahead = np.cos(np.radians(altitude)) * np.cos(np.radians(azimuth - 180.0))
    ours = shaded_share(ahead, np.sin(np.radians(altitude)), np.radians(tilt), length, pitch)
    assert ours == pytest.approx(theirs, abs=1e-6)
    assert ours.min() == 0.0
    assert ours.max() > 0.5


def test_rows_far_apart_and_flat_ones_hardly_lose_anything() -> None:
    sky = sky_of(read_epw(BUNDLED))
    far = rows_seen(sky, 180.0, 30.0, 1.134, 100.0)
    near = rows_seen(sky, 180.0, 30.0, 1.134, 1.2)
    assert far.dome > 0.998
    assert far.horizon == 1.0
    assert np.mean(far.sun) > 0.999
    assert near.dome < far.dome
    assert np.mean(near.sun) < np.mean(far.sun)
    with pytest.raises(ValueError, match="length and pitch"):
        rows_seen(sky, 180.0, 30.0, 1.134, 0.0)


def test_south_at_32_degrees_gives_the_yield_of_the_reference(pack: PolicyPack) -> None:
    """energy_carbon_prices.md, 4: about 1300 kWh/kW, 1150 to 1420 with the sun's spread."""
    assert pack.pv is not None
    weather, converter = read_epw(BUNDLED), converter_of(pack.pv)
    south, north, flat = (
        float(pv_year(PvPlane(azimuth, tilt, U_CELL, GAMMA), converter, weather, ALBEDO).sum())
        for azimuth, tilt in ((180.0, 32.0), (0.0, 30.0), (180.0, 0.0))
    )
    assert 1150.0 < south < 1420.0
    assert north < 0.75 * south
    assert north < flat < south


def test_losses_are_multiplied_and_snow_lies_in_winter_only(pack: PolicyPack) -> None:
    assert pack.pv is not None
    losses = system_losses(pack.pv.losses)
    assert losses.shape == (HOURS,)
    kept = 0.96 * 0.98 * 0.98 * 0.995 * 0.99 * 0.97
    assert losses[181 * 24] == pytest.approx(1.0 - kept)
    assert losses[0] == pytest.approx(1.0 - kept * 0.97)


def test_modules_grow_weaker() -> None:
    assert [weaker(k, 0.01, 0.004) for k in (1, 2, 25)] == pytest.approx([0.99, 0.986, 0.894])


def test_months_sum_to_the_year() -> None:
    values = np.random.default_rng(3).uniform(size=(2, HOURS))
    months = month_sums(values)
    assert months.shape == (2, 12)
    assert months.sum(axis=1) == pytest.approx(values.sum(axis=1))
    assert month_sums(np.ones(HOURS))[1] == 28 * 24


def test_a_plane_in_full_shade_keeps_the_sky_that_is_left() -> None:
    weather = read_epw(BUNDLED)
    converter = Converter(ETA, RATIO, 0.0)
    dark = PvPlane(180.0, 32.0, U_CELL, GAMMA, Visibility(0.0, 0.5, 0.5))
    bright = PvPlane(180.0, 32.0, U_CELL, GAMMA)
    shaded, whole = (pv_year(p, converter, weather, ALBEDO).sum() for p in (dark, bright))
    sky = plane_irradiance(sky_of(weather), plane_normal(180.0, 32.0), ALBEDO).sky.sum()
    assert 0.0 < shaded < 0.5 * whole
    assert shaded < sky / 1000.0
