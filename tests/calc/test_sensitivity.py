"""Shares of unknowns in a variance, and what is left when some are measured."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.calc.sampling import standard_normal
from app.calc.sensitivity import additive, best_to_measure, left, width
from app.calc.sobol import scrambled_sobol

NAMES = ("a", "b", "c", "d")
NORMAL_80 = 2.5631
"""Width of the 80 % interval of a standard normal."""


def scores(n: int = 512, seed: int = 1) -> dict[str, NDArray[np.float64]]:
    points = scrambled_sobol(n, len(NAMES), seed)
    return {name: standard_normal(points[:, k]) for k, name in enumerate(NAMES)}


def test_the_shares_of_a_sum_are_the_squares_of_its_slopes() -> None:
    z = scores()
    model = additive(z, 7.0 + 3.0 * z["a"] - 4.0 * z["b"])
    assert model is not None
    assert model.shares["a"] == pytest.approx(9 / 25, abs=0.01)
    assert model.shares["b"] == pytest.approx(16 / 25, abs=0.01)
    assert model.shares["c"] < 1e-6
    assert model.explained == pytest.approx(1.0, abs=1e-6)


def test_what_bends_counts_and_what_only_acts_together_is_left_unexplained() -> None:
    z = scores()
    bent = additive(z, z["a"] ** 2)
    joint = additive(z, z["a"] * z["b"])
    assert bent is not None and joint is not None
    assert bent.shares["a"] == pytest.approx(1.0, abs=0.02)
    assert joint.explained < 0.1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=4, max_size=4), st.integers(0, 99))
def test_shares_are_never_negative_and_chance_is_taken_off(slopes: list[float], seed: int) -> None:
    z = scores(128, seed)
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal(128)
    y = noise + sum(slope * z[name] for slope, name in zip(slopes, NAMES, strict=True))
    model = additive(z, y)
    assert model is not None
    assert all(share >= 0.0 for share in model.shares.values())
    true = {n: s**2 / (1.0 + sum(k**2 for k in slopes)) for n, s in zip(NAMES, slopes, strict=True)}
    assert all(model.shares[n] == pytest.approx(true[n], abs=0.2) for n in NAMES)


def test_a_small_sample_and_a_constant_tell_nothing() -> None:
    z = scores(16)
    assert additive(z, z["a"]) is None
    assert additive(scores(), np.full(512, 3.0)) is None


def test_measuring_leaves_the_width_of_what_remains() -> None:
    z = scores(2048)
    model = additive(z, 3.0 * z["a"] + 4.0 * z["b"])
    assert model is not None
    kept = left(model, [{"b": 0.5}], logarithm=False)
    assert kept == pytest.approx(NORMAL_80 * np.hypot(3.0, 2.0), rel=0.03)
    assert left(model, [], logarithm=False) == pytest.approx(width(model.y))


def test_of_a_logarithm_the_width_of_the_value_itself_is_told() -> None:
    z = scores(2048)
    model = additive(z, 5.0 + 0.3 * z["a"] + 0.2 * z["b"])
    assert model is not None
    kept = left(model, [{"a": 0.0}], logarithm=True)
    expected = np.exp(5.0) * (np.exp(0.2 * NORMAL_80 / 2) - np.exp(-0.2 * NORMAL_80 / 2))
    assert kept == pytest.approx(expected, rel=0.03)


def test_the_best_things_to_measure_are_those_that_narrow_most() -> None:
    z = scores()
    model = additive(z, 1.0 * z["a"] + 4.0 * z["b"] + 3.0 * z["c"] + 2.0 * z["d"])
    assert model is not None
    options = {"A": {"a": 0.9}, "B": {"b": 0.8}, "C": {"c": 0.2}, "D": {"d": 0.2}}
    best = best_to_measure(model, options, logarithm=False)
    assert [keys for keys, _ in best] == [("C",), ("B", "C"), ("B", "C", "D")]
    widths = [remaining for _, remaining in best]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] < width(model.y)
    assert best_to_measure(model, {}, logarithm=False) == []
