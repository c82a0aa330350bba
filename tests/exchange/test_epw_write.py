"""A weather year written as EPW is read as the same year."""

from dataclasses import replace

import numpy as np
import pytest

from app.exchange.epw import parse_epw, read_epw
from app.exchange.epw_write import dew_point, epw_text
from app.resources import resource

YEAR = read_epw(resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw"))
# half of the last digit written
DIGITS = {
    "theta_e": 0.005, "relative_humidity": 0.0005, "pressure": 0.5, "wind_speed": 0.005,
    "wind_direction": 0.5, "dni": 0.05, "dhi": 0.05, "ghi": 0.05, "ir_horizontal": 0.05,
}  # fmt: skip


def test_every_hour_comes_back() -> None:
    again = parse_epw(epw_text(YEAR), "again.epw")
    for name, half in DIGITS.items():
        off = np.abs(getattr(again, name) - getattr(YEAR, name))
        assert off.max() <= half * 1.001, name
    assert (again.latitude, again.longitude, again.tz) == (YEAR.latitude, YEAR.longitude, YEAR.tz)
    assert again.synthetic == YEAR.synthetic


def test_wet_hours_and_measured_data_stay_what_they_are() -> None:
    rain = np.zeros(8760, dtype=bool)
    rain[100:103] = True
    year = replace(YEAR, rain=rain, synthetic=False, name="甲, 乙", source="station 7")
    again = parse_epw(epw_text(year), "again.epw")
    assert list(np.flatnonzero(again.rain)) == [100, 101, 102]
    assert not again.synthetic
    assert again.name == "甲; 乙"


def test_saturated_air_has_its_own_temperature_as_dew_point() -> None:
    theta = np.array([-10.0, 0.0, 20.0])
    assert dew_point(theta, np.ones(3)) == pytest.approx(theta)
    # 20 °C at 50 %: 9.3 °C (psychrometric tables)
    assert dew_point(np.array([20.0]), np.array([0.5]))[0] == pytest.approx(9.3, abs=0.05)
