"""Heat pumps: the seasonal values of the reference by physics, and laws of every table."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.heat_pump import (
    LoadLine,
    UnitTable,
    bivalence,
    cover,
    curve,
    power,
    seasonal_cop,
    table_of,
)
from app.calc.schedule import days_on
from app.model.catalogue.heat_pump import PointRow, rows_of, table_faults
from app.model.climate import WeatherYear
from app.model.thermal import Period
from app.services.assess import load_context

THETA_ZERO = 14.0
"""Outdoor temperature at which the load of the published table ends [°C]."""
SIZED_AT = -9.6
"""Air-conditioning design temperature, at which the units of that table carry their load."""


@pytest.fixture(scope="module")
def weather() -> WeatherYear:
    return load_context().weather


@pytest.fixture(scope="module")
def tables() -> dict[str, UnitTable]:
    return {key: table_of(unit) for key, unit in load_context().catalogue.heat_pumps.items()}


def _season() -> np.ndarray:
    return np.repeat(days_on(Period((11, 15), (3, 15))), 24).astype(float)


def _load(table: UnitTable, supply: float, weather: WeatherYear) -> np.ndarray:
    full = float(curve(table, supply, np.array([SIZED_AT])).capacity[0])
    line = LoadLine(THETA_ZERO, SIZED_AT, full)
    return np.asarray(line.at(weather.theta_e) * _season())


# systems.md, "Seasonal COP": unit, supply, steady, + frost, + part load, cycling, standby, pump
PUBLISHED = [
    ("HPF35", 20.0, 2.98, 2.89, 3.10),
    ("HPW10", 35.0, 3.19, 3.09, 3.05),
    ("HPW10", 41.0, 2.81, 2.72, 2.71),
    ("HPW10", 50.0, 2.40, 2.32, 2.32),
]


@pytest.mark.parametrize(("unit", "supply", "steady", "frosted", "whole"), PUBLISHED)
def test_the_seasonal_cops_of_the_reference_follow_from_the_tables(
    unit: str,
    supply: float,
    steady: float,
    frosted: float,
    whole: float,
    weather: WeatherYear,
    tables: dict[str, UnitTable],
) -> None:
    """Load ∝ 14 °C − θ_e, 15 Nov to 15 Mar of the bundled year. Within 0.01, the last digit given,
    but for the whole chain: the size behind it is not stated; with the load carried to −9.6 °C it
    agrees within 1 %."""
    table = tables[unit]
    load = _load(table, supply, weather)
    clean = curve(table, supply, weather.theta_e)
    frosty = curve(table, supply, weather.theta_e, weather.relative_humidity)
    assert seasonal_cop(load, load / clean.cop) == pytest.approx(steady, abs=0.01)
    assert seasonal_cop(load, load / frosty.cop) == pytest.approx(frosted, abs=0.01)
    given = np.minimum(load, frosty.capacity)
    taken = power(table, frosty, given, 1, _season()).total + (load - given)
    assert seasonal_cop(load, taken) == pytest.approx(whole, rel=0.01)


def test_the_seasonal_values_of_the_systems_are_those_of_the_units_in_homes(
    weather: WeatherYear, tables: dict[str, UnitTable]
) -> None:
    """systems.csv gives 2.65, 2.8, 2.5 and 2.15: the chain times the field factor, within 2 %."""
    for unit, supply, listed in (("HPF35", 20.0, 2.65), ("HPW10", 35.0, 2.8),
                                 ("HPW10", 41.0, 2.5), ("HPW10", 50.0, 2.15)):  # fmt: skip
        table = tables[unit]
        load = _load(table, supply, weather)
        at = curve(table, supply, weather.theta_e, weather.relative_humidity)
        given = np.minimum(load, at.capacity)
        taken = power(table, at, given, 1, _season()).total + (load - given)
        assert seasonal_cop(load, taken / table.field_factor) == pytest.approx(listed, rel=0.02)


def test_between_its_points_a_table_is_bilinear(tables: dict[str, UnitTable]) -> None:
    at = curve(tables["HPW10"], 38.0, np.array([-2.5]))
    assert at.capacity[0] == pytest.approx(1000 * (9.8 + 9.4 + 9.65 + 9.26) / 4)
    assert at.cop[0] == pytest.approx((3.5 + 2.8 + 3.05 + 2.5) / 4)


def test_below_the_coldest_point_no_capacity_is_assumed_and_the_cop_is_held(
    tables: dict[str, UnitTable],
) -> None:
    at = curve(tables["HPF35"], 20.0, np.array([-20.0, -20.5, 12.0]))
    assert at.capacity.tolist() == [2850.0, 0.0, 5200.0]
    assert at.cop.tolist() == [1.85, 1.85, 3.9]


def test_a_supply_hotter_than_the_table_is_refused(tables: dict[str, UnitTable]) -> None:
    with pytest.raises(ValueError, match="50"):
        curve(tables["HPW10"], 55.0, np.array([0.0]))


@settings(max_examples=60, deadline=None)
@given(
    unit=st.sampled_from(["HPF26", "HPF35", "ACS35", "HPW06", "HPW10", "HPW14"]),
    supply=st.floats(20.0, 50.0),
    theta=st.floats(-20.0, 20.0),
    colder=st.floats(0.0, 10.0),
)
def test_capacity_and_cop_fall_as_it_gets_colder(
    unit: str, supply: float, theta: float, colder: float, tables: dict[str, UnitTable]
) -> None:
    supply = min(supply, float(tables[unit].supply[-1]))
    at = curve(tables[unit], supply, np.array([theta - colder, theta]))
    assert at.capacity[0] <= at.capacity[1] + 1e-9
    assert at.cop[0] <= at.cop[1] + 1e-12


@settings(max_examples=60, deadline=None)
@given(
    low=st.floats(35.0, 50.0), high=st.floats(35.0, 50.0), theta=st.floats(-20.0, 10.0),
    wet=st.floats(0.0, 1.0),
)  # fmt: skip
def test_hotter_water_and_damper_air_never_help(
    low: float, high: float, theta: float, wet: float, tables: dict[str, UnitTable]
) -> None:
    low, high = sorted((low, high))
    outdoors, humidity = np.array([theta]), np.array([wet])
    cool = curve(tables["HPW10"], low, outdoors, humidity)
    hot = curve(tables["HPW10"], high, outdoors, humidity)
    assert hot.cop[0] <= cool.cop[0] + 1e-12
    assert cool.cop[0] <= curve(tables["HPW10"], low, outdoors).cop[0] + 1e-12
    dry = curve(tables["HPW10"], low, outdoors, np.zeros(1))
    assert cool.capacity[0] <= dry.capacity[0] + 1e-9


@settings(max_examples=60, deadline=None)
@given(share=st.floats(0.01, 1.0), more=st.floats(1.0, 2.0))
def test_more_heat_never_takes_less_electricity(
    share: float, more: float, tables: dict[str, UnitTable]
) -> None:
    table = tables["HPF35"]
    at = curve(table, 20.0, np.zeros(2))
    load = at.capacity * np.array([share, min(share * more, 1.0)])
    taken = power(table, at, load, 1, np.ones(2)).compressor
    assert taken[0] <= taken[1] + 1e-9


def test_part_load_gains_and_cycling_loses(tables: dict[str, UnitTable]) -> None:
    table = tables["HPF35"]
    at = curve(table, 20.0, np.full(3, 7.0))
    load = np.array([5200.0, 2600.0, 780.0])  # full, half, half of the least
    taken = power(table, at, load, 1, np.zeros(3)).compressor
    assert (load / taken).tolist() == pytest.approx([3.9, 3.9 * 1.12, 3.9 * 1.12 * 0.925])


def test_two_units_share_a_load_and_rest_together(tables: dict[str, UnitTable]) -> None:
    table = tables["HPF35"]
    at = curve(table, 20.0, np.array([-7.0, -7.0]))
    one = power(table, at, np.array([3000.0, 0.0]), 1, np.ones(2)).total
    two = power(table, at, np.array([6000.0, 0.0]), 2, np.ones(2)).total
    assert two.tolist() == pytest.approx((2 * one).tolist())
    assert one[1] == pytest.approx(5.0)


def test_the_bivalence_point_lies_where_line_and_capacity_meet(
    tables: dict[str, UnitTable],
) -> None:
    table = tables["HPF35"]
    carried = float(curve(table, 20.0, np.array([-7.0]), np.zeros(1)).capacity[0])
    found = bivalence(table, 20.0, 1, LoadLine(18.0, -7.0, carried))
    assert found == pytest.approx(-7.0, abs=0.15)
    assert bivalence(table, 20.0, 3, LoadLine(18.0, -7.0, carried)) is None


def test_a_plant_that_is_large_enough_covers_the_load_exactly() -> None:
    load = np.random.default_rng(1).uniform(0, 3000, (200, 2))
    found = cover(load, np.full_like(load, 3000.0), np.array([100.0, 80.0]), np.full(2, 2000.0))
    assert np.array_equal(found.delivered, load)
    assert not found.dip.any()


def test_a_room_short_of_heat_falls_to_where_its_losses_match_the_plant() -> None:
    """Steady state by hand: 1000 W lacking over 100 W/K are 10 K; then all that lacks is not
    lost."""
    load, capacity = np.full((3000, 1), 4000.0), np.full((3000, 1), 3000.0)
    found = cover(load, capacity, np.array([100.0]), np.array([2000.0]))
    assert found.dip[-1, 0] == pytest.approx(10.0, rel=1e-6)
    assert found.dip[0, 0] == pytest.approx(1000.0 / 2100.0)


@settings(max_examples=30, deadline=None)
@given(limit=st.floats(500.0, 4000.0), more=st.floats(0.0, 2000.0))
def test_a_larger_plant_never_leaves_a_room_colder(limit: float, more: float) -> None:
    load = np.random.default_rng(7).uniform(0, 4000, (300, 1))
    h, c = np.array([120.0]), np.array([1500.0])
    small = cover(load, np.full_like(load, limit), h, c)
    large = cover(load, np.full_like(load, limit + more), h, c)
    assert (large.dip <= small.dip + 1e-6).all()
    assert small.delivered.sum() <= load.sum() + 1e-6


def _rows(tables_unit: str = "HPW10") -> list[PointRow]:
    return list(rows_of(load_context().catalogue.heat_pumps[tables_unit].points))


def test_a_sound_table_has_no_fault() -> None:
    for unit in load_context().catalogue.heat_pumps.values():
        assert table_faults(rows_of(unit.points)) == []


@pytest.mark.parametrize(
    ("row", "change", "column"),
    [
        (3, {"capacity": 12.0}, "capacity"),
        (4, {"cop": 5.0}, "cop"),
        (8, {"cop": 2.46}, "cop"),  # colder than its neighbour, but above cooler water
        (1, {"capacity": float("nan")}, "capacity"),
        (1, {"cop": float("inf")}, "cop"),
        (2, {"least": 99.0}, "least"),
        (2, {"least": 9.9}, "least"),
        (0, {"capacity": -1.0}, "capacity"),
        (1, {"theta_e": 7.0}, "theta_e"),
    ],
)
def test_a_table_that_cannot_be_is_refused_at_its_row(
    row: int, change: dict[str, float], column: str
) -> None:
    rows = _rows()
    rows[row] = replace(rows[row], **change)
    faults = table_faults(rows)
    assert any(fault.row == row and fault.column == column for fault in faults)


def test_a_hole_in_the_table_is_named() -> None:
    faults = table_faults(_rows()[1:])
    assert faults
    assert "7" in faults[0].reason
    assert "35" in faults[0].reason


def test_one_outdoor_temperature_is_no_table() -> None:
    assert table_faults([row for row in _rows() if row.theta_e == 7.0])
