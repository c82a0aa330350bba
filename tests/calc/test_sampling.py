import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.sampling import correlated, inverse, latin_hypercube, standard_normal


@given(n=st.integers(1, 60), k=st.integers(1, 6), seed=st.integers(0, 2**31))
@settings(max_examples=40)
def test_every_stratum_of_every_dimension_holds_one_point(n: int, k: int, seed: int) -> None:
    points = latin_hypercube(n, k, seed)
    for column in points.T:
        assert sorted(np.floor(column * n).astype(int)) == list(range(n))


def test_the_same_seed_gives_the_same_points_and_another_seed_others() -> None:
    assert np.array_equal(latin_hypercube(16, 3, 7), latin_hypercube(16, 3, 7))
    assert not np.array_equal(latin_hypercube(16, 3, 7), latin_hypercube(16, 3, 8))


def test_normal_and_lognormal_have_their_mean_and_spread() -> None:
    u = (np.arange(4000) + 0.5) / 4000
    normal = inverse("normal", u, -0.5, 1.8)
    assert normal.mean() == pytest.approx(-0.5, abs=1e-6)
    assert normal.std() == pytest.approx(1.8, rel=2e-3)
    logs = np.log(inverse("lognormal", u, 0.05, 0.08))
    assert logs.mean() == pytest.approx(0.05, abs=1e-6)
    assert logs.std() == pytest.approx(0.08, rel=2e-3)


def test_a_triangle_has_the_mean_of_its_corners_and_stays_within() -> None:
    u = (np.arange(4000) + 0.5) / 4000
    drawn = inverse("triangular", u, 0.8, 0.95, 1.0)
    assert drawn.mean() == pytest.approx((0.8 + 0.95 + 1.0) / 3, abs=1e-4)
    assert drawn.min() >= 0.8
    assert drawn.max() <= 1.0
    assert np.all(np.diff(drawn) > 0)


def test_a_triangle_may_start_at_its_mode() -> None:
    u = np.array([0.25, 0.75])
    assert inverse("triangular", u, 1.0, 1.0, 2.0) == pytest.approx(
        [2 - math.sqrt(0.75), 2 - math.sqrt(0.25)]
    )


def test_uniform_and_discrete() -> None:
    u = np.array([0.0, 0.5, 1.0])
    assert inverse("uniform", u, 0.9, 1.1) == pytest.approx([0.9, 1.0, 1.1])
    assert inverse("discrete", u, 4.0) == pytest.approx([4.0, 4.0, 4.0])


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown distribution"):
        inverse("cauchy", np.array([0.5]), 0.0, 1.0)


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, 1.0])
def test_correlated_draws_have_the_correlation_asked_for(correlation: float) -> None:
    points = latin_hypercube(2000, 2, 3)
    follower = correlated(points[:, 0], points[:, 1], correlation)
    seen = np.corrcoef(standard_normal(points[:, 0]), standard_normal(follower))[0, 1]
    assert seen == pytest.approx(correlation, abs=0.05)
