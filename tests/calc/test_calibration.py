"""Importance weights by a bill: known posteriors, and what is no plausible bill."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.calibration import (
    correlation,
    effective_size,
    moments,
    plausible,
    quantiles,
    tail,
    tempered,
    weights,
)
from app.calc.sampling import standard_normal
from app.calc.sobol import scrambled_sobol

Z = standard_normal(scrambled_sobol(4096, 2, 1)[:, 0])
OTHER = standard_normal(scrambled_sobol(4096, 2, 1)[:, 1])
PRIOR, ERROR = 0.3, 0.2
AMOUNT = 1000.0 * np.exp(PRIOR * Z)


def test_weights_give_the_posterior_of_two_normals() -> None:
    """ln of the amount is N(ln 1000, 0.3), the bill 1200 with 0.2: the product of two normals."""
    w = weights(AMOUNT, 1200.0, ERROR)
    mean, sd = moments(np.log(AMOUNT), w)
    share = PRIOR**2 / (PRIOR**2 + ERROR**2)
    assert mean == pytest.approx(math.log(1000.0) + share * math.log(1.2), abs=0.005)
    assert sd == pytest.approx(math.sqrt(share) * ERROR, rel=0.02)
    low, middle, high = quantiles(np.log(AMOUNT), w, (0.1, 0.5, 0.9))
    assert (high - low) / sd == pytest.approx(2.563, rel=0.03)
    assert middle == pytest.approx(mean, abs=0.01)


def test_a_bill_fixes_the_product_and_leaves_its_factors_open_against_each_other() -> None:
    amount = 1000.0 * np.exp(PRIOR * Z + PRIOR * OTHER)
    w = weights(amount, 1000.0, 0.05)
    assert moments(np.log(amount), w)[1] < 0.06
    assert moments(Z, w)[1] == pytest.approx(math.sqrt(0.5), rel=0.1)
    assert correlation(Z, OTHER, w) < -0.9


@settings(max_examples=30, deadline=None)
@given(st.floats(200.0, 5000.0), st.floats(0.02, 2.0))
def test_weights_sum_to_one_and_are_worth_at_most_all_houses(billed: float, error: float) -> None:
    w = weights(AMOUNT, billed, error)
    assert w.sum() == pytest.approx(1.0)
    assert 1.0 - 1e-9 <= effective_size(w) <= len(AMOUNT) * (1 + 1e-9)


def test_a_bill_that_knows_nothing_changes_nothing() -> None:
    w = weights(AMOUNT, 1200.0, 1e6)
    assert effective_size(w) == pytest.approx(len(AMOUNT))
    low, high = quantiles(AMOUNT, w, (0.1, 0.9))
    assert (low, high) == pytest.approx(tuple(np.percentile(AMOUNT, (10, 90))), rel=1e-3)


def test_a_bill_in_the_middle_is_likely_and_one_far_out_is_not() -> None:
    assert tail(AMOUNT, 1000.0, ERROR) == pytest.approx(1.0, abs=0.01)
    sd = math.hypot(PRIOR, ERROR)
    assert tail(AMOUNT, 1000.0 * math.exp(1.96 * sd), ERROR) == pytest.approx(0.05, abs=0.004)
    assert tail(AMOUNT, 20000.0, ERROR) < 1e-6
    low, high = plausible(AMOUNT, ERROR)
    assert math.log(high / low) == pytest.approx(2 * 2.576 * sd, rel=0.06)


def test_a_bill_finer_than_the_sample_counts_with_a_larger_error() -> None:
    few = AMOUNT[:256]
    exact, error = tempered(few, 1300.0, 0.01, 50.0)
    assert error > 0.01
    assert effective_size(exact) == pytest.approx(50.0, rel=1e-3)
    plain, same = tempered(few, 1300.0, 0.25, 50.0)
    assert same == 0.25
    assert np.array_equal(plain, weights(few, 1300.0, 0.25))


def test_a_sample_smaller_than_asked_for_is_left_as_it_is() -> None:
    w, error = tempered(AMOUNT[:16], 1000.0, 0.1, 50.0)
    assert error == 0.1
    assert len(w) == 16


@pytest.mark.parametrize(("billed", "error"), [(0.0, 0.2), (-1.0, 0.2), (100.0, 0.0)])
def test_amounts_and_errors_must_be_positive(billed: float, error: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        weights(AMOUNT, billed, error)


def test_what_does_not_vary_correlates_with_nothing() -> None:
    w = np.full(4, 0.25)
    assert correlation(np.ones(4), np.arange(4.0), w) == 0.0
