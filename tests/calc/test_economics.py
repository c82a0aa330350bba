import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calc import economics as e

# worked by hand in plain arithmetic: 18,000 yuan, 2,100 yuan/a, +2 %/a, 4 %/a, 20 years
COST, S, R, RISE, YEARS = 18_000.0, 2_100.0, 0.04, 0.02, 20


def test_the_worked_example_comes_out_to_the_digits_given() -> None:
    assert round(e.annuity_factor(R, YEARS), 6) == 0.073582
    assert round(COST * e.annuity_factor(R, YEARS), 2) == 1324.47
    assert round(e.present_value(S, YEARS, R, RISE), 2) == 33792.47
    assert round(e.net_present_value(COST, S, YEARS, R, RISE), 2) == 15792.47
    assert round(e.simple_payback(COST, S), 3) == 8.571
    assert round(e.discounted_payback(COST, S, YEARS, R, RISE), 3) == 9.686
    assert round(e.internal_rate(COST, S, YEARS, RISE) or 0, 5) == 0.11806


def test_a_part_renewed_after_12_years_leaves_a_residual_value_at_20() -> None:
    assert round(6000 * e.discount_factor(R, 12), 2) == 3747.58
    assert e.residual_value(6000, 12, 8) == pytest.approx(2000)
    assert round(2000 * e.discount_factor(R, 20), 2) == 912.77
    assert e.global_cost(6000, 12, 20, R) == pytest.approx(6000 + 3747.58 - 912.77, abs=0.01)


def test_what_never_pays_back_says_so() -> None:
    assert e.simple_payback(1000, 0) == math.inf
    assert e.discounted_payback(1000, 1, 20, R) == math.inf
    assert e.cost_of_saved_energy(1000, 0, 20, R) == math.inf
    assert e.internal_rate(1000, -5, 20) is None


@given(rate=st.floats(0, 0.3), years=st.integers(1, 60))
def test_the_annuity_pays_the_investment_back_exactly(rate: float, years: int) -> None:
    payment = e.annuity_factor(rate, years)
    assert e.present_value(payment, years, rate) == pytest.approx(1, rel=1e-6)


@given(rate=st.floats(0, 0.3), rise=st.floats(0, 0.1), years=st.integers(1, 40))
def test_the_closed_form_is_the_sum_of_the_years(rate: float, rise: float, years: int) -> None:
    total = sum((1 + rise) ** (k - 1) / (1 + rate) ** k for k in range(1, years + 1))
    assert e.present_value(1, years, rate, rise) == pytest.approx(total, rel=1e-6)


@given(cost=st.floats(1, 1e5), life=st.integers(1, 40), years=st.integers(1, 60))
def test_without_interest_the_global_cost_is_the_use_of_the_life(
    cost: float, life: int, years: int
) -> None:
    assert e.global_cost(cost, life, years, 0.0) == pytest.approx(cost * years / life)
