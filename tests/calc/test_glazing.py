"""Glass: nominal values come back, curves stay within physics."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import floats

from app.calc.glazing import diffuse, gap_conductance, glass_of, nominal_films
from app.model.thermal import Glazing, Pane

CLEAR = Pane("glass", 0.003048, 0.834, 0.075, 1.0)
DOUBLE = Glazing("dp", 2.1, 0.769, (CLEAR, Pane("gas", 0.012), CLEAR))


@pytest.mark.parametrize("u_value", [1.0, 1.8, 2.7, 4.9, 5.8])
def test_with_the_nominal_films_the_layer_gives_back_u(u_value: float) -> None:
    glass = glass_of(Glazing("w", u_value, 0.5))
    r_i, r_o = nominal_films(u_value)
    assert 1.0 / (r_i + r_o + 1.0 / glass.conductance) == pytest.approx(u_value, rel=1e-6)


@given(u_value=floats(0.6, 7.0), g_value=floats(0.05, 0.9))
@settings(max_examples=60, deadline=None)
def test_light_is_neither_made_nor_lost(u_value: float, g_value: float) -> None:
    glass = glass_of(Glazing("w", u_value, g_value))
    assert 0.0 <= glass.tau_dif <= 1.0
    assert glass.tau_dif + glass.back_i + glass.back_o <= 1.0 + 1e-9
    normal = sum(glass.tau)
    assert normal <= g_value * 1.03


def test_two_clear_panes_let_through_what_the_standard_says() -> None:
    """ASHRAE 140-2020 table 7-10: double clear, solar transmittance 0.703 at normal incidence."""
    glass = glass_of(DOUBLE)
    assert sum(glass.tau) == pytest.approx(0.703, abs=0.01)
    at_60 = sum(c * 0.5**n for n, c in enumerate(glass.tau))
    assert at_60 == pytest.approx(0.598, abs=0.03)


def test_the_mean_over_all_directions_of_a_constant_is_the_constant() -> None:
    assert diffuse(np.array([0.7, 0.0, 0.0])) == pytest.approx(0.7)
    assert diffuse(np.array([0.0, 0.9])) == pytest.approx(0.6)  # 2·∫cos²·sin


def test_a_gap_of_12_mm_air_between_bare_panes() -> None:
    """EN 673: conduction 2.08 and radiation 3.73 W/(m²·K)."""
    assert gap_conductance(0.012, 0.84, 0.84) == pytest.approx(5.8, abs=0.15)


@pytest.mark.parametrize("u_value", [1.4195, 1.7034, 3.4068, 4.5424, 3.4, 4.5])
@pytest.mark.parametrize("g_value", [0.25, 0.30, 0.45, 0.50, 0.65])
def test_curves_join_without_a_jump(u_value: float, g_value: float) -> None:
    a = glass_of(Glazing("a", u_value - 1e-6, g_value - 1e-6))
    b = glass_of(Glazing("b", u_value + 1e-6, g_value + 1e-6))
    assert a.tau_dif == pytest.approx(b.tau_dif, abs=1e-4)
