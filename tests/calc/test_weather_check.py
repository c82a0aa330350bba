"""The check of a weather year: sound years pass, each fault is found at its hour."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.calc.morphing import morphed
from app.calc.weather_check import Oddity, check_year
from app.exchange.epw import read_epw
from app.model.climate import WeatherYear
from app.resources import resource

TIANJIN = read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))
DENVER = Path(__file__).parents[1] / "validation" / "weather" / "USA_CO_Denver.725650TYCST.epw"
NOON = 181 * 24 + 12
MIDNIGHT = 181 * 24


def changed(field: str, hour: int | slice, value: Any) -> WeatherYear:
    values = getattr(TIANJIN, field).copy()
    values[hour] = value
    return replace(TIANJIN, **{field: values})


def found(weather: WeatherYear, code: str) -> Oddity:
    [oddity] = [oddity for oddity in check_year(weather) if oddity.code == code]
    return oddity


def test_sound_years_pass_without_a_word() -> None:
    assert check_year(TIANJIN) == ()
    assert check_year(read_epw(DENVER)) == ()
    assert check_year(morphed(TIANJIN, (-5.0,) * 2 + (10.0,) * 8 + (-2.0,) * 2, 28.0, "x")) == ()


@pytest.mark.parametrize(
    ("code", "field", "hour", "value", "serious"),
    [
        ("above_space", "ghi", NOON, 1359.0, True),
        ("above_space", "dni", NOON, 1359.0, True),  # in July 1325 W/m² outside the atmosphere
        ("above_space", "dhi", 7, 600.0, True),
        ("night", "ghi", MIDNIGHT, 30.0, True),
        ("night", "dni", MIDNIGHT, 30.0, True),
        ("night", "dhi", MIDNIGHT, 30.0, True),
        ("diffuse", "dhi", NOON, 1000.0, True),
        ("closure", "dni", NOON, 0.0, False),
        ("sky", "ir_horizontal", 100, 60.0, False),
        ("sky", "ir_horizontal", 100, 900.0, False),
        ("jump", "theta_e", 5000, -20.0, False),
    ],
)
def test_a_wrong_hour_is_named(
    code: str, field: str, hour: int, value: float, serious: bool
) -> None:
    base = TIANJIN
    if code == "closure":  # a clear hour whose beam is lost
        hour = int(np.argmax(base.dni))
    oddity = found(changed(field, hour, value), code)
    assert oddity.hours[0] == hour
    assert oddity.serious is serious
    if code not in ("closure", "jump"):
        assert (oddity.field, oddity.value) == (field, value)


def test_all_hours_of_a_fault_are_counted() -> None:
    hours = [MIDNIGHT + 24 * day for day in range(5)]
    values = TIANJIN.dni.copy()
    values[hours] = 99.0
    assert found(replace(TIANJIN, dni=values), "night").hours == tuple(hours)


@pytest.mark.parametrize("shift", [-3, -1, 1, 2, 12])
def test_a_sun_that_keeps_another_clock_is_told_with_its_hours(shift: int) -> None:
    sun = {name: np.roll(getattr(TIANJIN, name), shift) for name in ("dni", "dhi", "ghi")}
    faults = [o for o in check_year(replace(TIANJIN, **sun)) if o.serious]
    assert {"clock", "night"} & {o.code for o in faults}
    if abs(shift) < 12:
        late = next(o for o in faults if o.code == "clock")
        assert late.value == pytest.approx(shift, abs=0.3)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"tz": 0.0}, "zone"),
        ({"longitude": -117.17}, "zone"),
        ({"longitude": 87.0}, "clock"),
        ({"latitude": -39.1}, "hemisphere"),
    ],
)
def test_a_place_that_does_not_fit_the_sun_is_told(change: dict[str, float], code: str) -> None:
    oddity = found(replace(TIANJIN, **change), code)
    assert oddity.serious and oddity.hours == ()


def test_a_year_without_sun_is_told() -> None:
    dark = np.zeros(8760)
    assert found(replace(TIANJIN, dni=dark, dhi=dark, ghi=dark), "sunless").value == 0.0


def test_a_whole_that_is_not_its_parts_all_year_is_a_fault() -> None:
    oddity = found(replace(TIANJIN, ghi=TIANJIN.ghi * 1.3), "closure_year")
    assert oddity.serious
    assert oddity.value == pytest.approx(0.3, abs=0.01)


def test_the_pressure_of_another_altitude_is_odd() -> None:
    oddity = found(replace(TIANJIN, elevation=1500.0), "pressure")
    assert not oddity.serious
    assert oddity.value == pytest.approx(101700 - 84556, abs=300)  # ISO 2533 at 1500 m


@pytest.mark.parametrize(
    ("field", "hours", "serious"),
    [
        ("theta_e", 24, False), ("theta_e", 168, True), ("wind_speed", 48, False),
        ("wind_speed", 200, True), ("relative_humidity", 72, False),
    ],
)  # fmt: skip
def test_a_sensor_that_sticks_is_told_from_where_and_how_long(
    field: str, hours: int, serious: bool
) -> None:
    stuck = changed(field, slice(3000, 3000 + hours), 0.37)
    oddity = found(stuck, "stuck")
    assert (oddity.hours, oddity.value, oddity.serious) == ((3000,), float(hours), serious)


def test_calm_and_fog_may_last() -> None:
    assert check_year(changed("wind_speed", slice(3000, 3200), 0.0)) == ()
    assert check_year(changed("relative_humidity", slice(3000, 3100), 1.0)) == ()
