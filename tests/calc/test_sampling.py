import math

import numpy as np
import pytest

from app.calc.sampling import inverse, probability, standard_normal


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


def test_probability_and_score_undo_each_other() -> None:
    u = np.linspace(0.01, 0.99, 25)
    assert probability(standard_normal(u)) == pytest.approx(u)
    assert standard_normal(np.array([0.9]))[0] == pytest.approx(1.2816, abs=1e-4)
