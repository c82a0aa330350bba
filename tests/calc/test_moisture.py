"""Mould and condensation: worked examples by hand, and laws."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.moisture import (
    Condensation,
    VapourLayer,
    climate_of,
    condensation,
    critical_month,
    indoor_temperature,
    least_surface_factor,
    saturation_pressure,
    saturation_temperature,
    surface_factor,
    vapour_excess,
)
from app.model.assessment import MoistureClimate

# Tianjin as in the worked examples, January to December: mean temperature, relative humidity
THETA_E = (-3.5, 0.0, 6.5, 14.5, 20.5, 24.5, 26.5, 25.5, 20.5, 14.5, 5.5, -1.0)
PHI_E = (0.55, 0.53, 0.50, 0.50, 0.55, 0.62, 0.75, 0.77, 0.69, 0.63, 0.62, 0.58)
P_E = tuple(p * saturation_pressure(t) for p, t in zip(PHI_E, THETA_E, strict=True))


def at_60_percent() -> MoistureClimate:
    """Return rooms at 16 °C or warmer with 60 %."""
    inside = tuple(indoor_temperature(16.0, theta) for theta in THETA_E)
    return MoistureClimate(
        inside, THETA_E, tuple(0.6 * saturation_pressure(t) for t in inside), P_E
    )


def mould_climate() -> MoistureClimate:
    """Return rooms at 16 °C, 810 Pa damper than outdoors."""
    inside = tuple(indoor_temperature(16.0, theta) for theta in THETA_E)
    return MoistureClimate(inside, THETA_E, tuple(p + 810.0 for p in P_E), P_E)


BRICK = VapourLayer("brick", 0.37 / 0.81, 3.7)
MORTAR = VapourLayer("mortar", 0.02 / 0.93, 0.3)
BOARD = VapourLayer("board", 0.048, 0.12)
WOOL = VapourLayer("wool", 0.08 / 0.045, 0.08)
INSIDE_INSULATED = (BOARD, WOOL, BRICK, MORTAR)


# mould (worked example: Tianjin, inside 16 °C, 810 Pa)


@pytest.mark.parametrize(
    ("month", "p_e", "theta_si_min", "factor"),
    [
        (11, 559.7, 15.070, 0.9115),
        (12, 326.0, 12.195, 0.7762),
        (1, 250.7, 11.158, 0.7517),
        (2, 323.6, 12.163, 0.7602),
        (3, 483.7, 14.187, 0.8091),
    ],
)
def test_the_least_surface_factor_of_each_month(
    month: int, p_e: float, theta_si_min: float, factor: float
) -> None:
    climate = mould_climate()
    k = month - 1
    assert climate.p_e[k] == pytest.approx(p_e, abs=0.05)
    assert saturation_temperature(climate.p_int[k] / 0.8) == pytest.approx(theta_si_min, abs=5e-4)
    found = least_surface_factor(16.0, climate.theta_e[k], climate.p_int[k])
    assert found == pytest.approx(factor, abs=5e-5)


def test_november_is_critical_and_decides_between_bare_and_insulated_brick() -> None:
    month, least = critical_month(mould_climate(), (11, 12, 1, 2, 3))
    assert (month, round(least, 4)) == (11, 0.9115)
    bare = 0.02 / 0.93 + 0.37 / 0.81 + 0.02 / 0.81
    assert round(surface_factor(bare), 4) == 0.6847
    assert round(surface_factor(bare + 0.1 / 0.041 + 0.005 / 0.93), 4) == 0.9228


def test_saturation_below_zero_is_over_ice() -> None:
    assert saturation_pressure(-3.5) == pytest.approx(455.8, abs=0.05)
    assert saturation_pressure(-3.5) < 471.4


@given(st.floats(-30.0, 60.0))
def test_saturation_temperature_undoes_saturation_pressure(theta: float) -> None:
    assert saturation_temperature(saturation_pressure(theta)) == pytest.approx(theta, abs=1e-6)


def test_a_humidity_class_falls_from_its_limit_at_0_to_nothing_at_20_degrees() -> None:
    assert [vapour_excess(810.0, t) for t in (-10.0, 0.0, 10.0, 20.0, 30.0)] == [
        810.0, 810.0, 405.0, 0.0, 0.0,
    ]  # fmt: skip


# condensation (worked example: insulated inside, no vapour barrier)


def test_the_insulated_brick_wall_condenses_and_dries_as_in_the_worked_example() -> None:
    found = condensation(INSIDE_INSULATED, at_60_percent())
    assert found.verdict == "dries"
    assert len(found.planes) == 1
    plane = found.planes[0]
    assert (plane.inner, plane.outer) == ("wool", "brick")
    amounts = [round(1000.0 * x, 1) for x in plane.amount]
    stored = [round(1000.0 * x, 1) for x in plane.stored]
    assert amounts == [
        1162.6, 704.5, -132.3, -1650.4, -2727.5, 0.0, 0.0, 0.0, 0.0, 0.0, 39.8, 899.5,
    ]  # fmt: skip
    assert stored == [
        2101.9, 2806.4, 2674.1, 1023.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.8, 939.3,
    ]  # fmt: skip
    assert found.peak == pytest.approx(2.8064, abs=5e-5)
    assert found.left == 0.0


def test_moisture_above_the_limit_of_the_insulation_fails() -> None:
    wool = replace(WOOL, mass=8.0, limit=5.0)
    found = condensation((BOARD, wool, BRICK, MORTAR), at_60_percent())
    assert found.gains[1] == pytest.approx(100.0 * 2.8064 / 8.0, abs=0.01)
    assert found.verdict == "fails"


def test_a_tile_outside_lets_the_wall_dry_inwards_only() -> None:
    tile = VapourLayer("tile", 0.008, 1500.0)
    open_, tiled = (condensation((BOARD, WOOL, BRICK, x), at_60_percent()) for x in (MORTAR, tile))
    assert tiled.verdict == "dries"
    assert tiled.peak > open_.peak


def test_a_vapour_barrier_inside_keeps_the_wall_dry() -> None:
    barrier = VapourLayer("foil", 0.0, 1500.0)
    assert condensation((BOARD, barrier, WOOL, BRICK, MORTAR), at_60_percent()).verdict == "dry"


def test_a_tight_roof_that_condenses_in_every_month_never_dries() -> None:
    always = MoistureClimate((16.0,) * 12, (0.0,) * 12, (1400.0,) * 12, (500.0,) * 12)
    tight = VapourLayer("felt", 0.01, 1500.0)
    found = condensation((BOARD, WOOL, tight), always)
    assert found.verdict == "fails"
    assert found.left == pytest.approx(found.peak)


# laws

LAYERS = st.lists(
    st.builds(
        VapourLayer,
        st.just("m"),
        st.floats(0.01, 3.0),
        st.floats(0.01, 20.0),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(LAYERS, st.floats(0.1, 50.0))
def test_more_vapour_tightness_inside_never_raises_condensation(
    layers: list[VapourLayer], extra: float
) -> None:
    climate = at_60_percent()
    bare = condensation(layers, climate)
    barred = condensation([VapourLayer("foil", 0.0, extra), *layers], climate)
    assert first_winter(barred) <= first_winter(bare) + 1e-9


def first_winter(found: Condensation) -> float:
    """Return what condenses in all months together [kg/m²]."""
    return sum(max(x, 0.0) for plane in found.planes for x in plane.amount)


@settings(max_examples=40, deadline=None)
@given(LAYERS, st.floats(200.0, 600.0))
def test_a_wall_with_equal_vapour_pressure_on_both_sides_stays_dry(
    layers: list[VapourLayer], p: float
) -> None:
    theta_e = (2.0,) * 12
    climate = MoistureClimate((16.0,) * 12, theta_e, (p,) * 12, (p,) * 12)
    assert condensation(layers, climate).verdict == "dry"


@given(st.floats(0.01, 5.0), st.floats(0.05, 20.0))
def test_a_homogeneous_wall_is_dry_when_both_airs_are_well_below_saturation(
    r: float, s_d: float
) -> None:
    theta = (18.0,) * 12
    climate = MoistureClimate(theta, (8.0,) * 12, (700.0,) * 12, (600.0,) * 12)
    assert condensation([VapourLayer("m", r, s_d)], climate).verdict == "dry"


@settings(max_examples=40, deadline=None)
@given(LAYERS)
def test_the_pressure_line_never_exceeds_saturation(layers: list[VapourLayer]) -> None:
    for point in condensation(layers, at_60_percent()).diagram:
        assert point.p <= point.p_sat * (1.0 + 1e-9)


def test_rooms_are_never_damper_than_saturated() -> None:
    climate = climate_of((10.0,) * 12, (1200.0,) * 12, 10.0, 1080.0)
    assert climate.p_int[0] == saturation_pressure(10.0)
