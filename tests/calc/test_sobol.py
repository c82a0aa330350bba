"""Sobol points: those of the published table, evenly spread, and the first are a sample too."""

import numpy as np
import pytest

from app.calc.sobol import BITS, DIMENSIONS, digits, direction_numbers, scrambled_sobol


def test_the_first_points_are_those_of_the_published_example() -> None:
    """Joe and Kuo, Notes on generating Sobol' sequences (2008): 3 dimensions, plain order."""
    found = [digits(8, direction_numbers(k)) / 2.0**BITS for k in range(3)]
    assert sorted(found[0]) == [j / 8 for j in range(8)]
    assert list(found[0][:4]) == [0.0, 0.5, 0.25, 0.75]
    assert list(found[1][:4]) == [0.0, 0.5, 0.75, 0.25]
    assert list(found[2][:4]) == [0.0, 0.5, 0.75, 0.25]


def test_the_generating_matrices_are_those_of_another_program() -> None:
    qmc = pytest.importorskip("scipy.stats.qmc")
    theirs = qmc.Sobol(DIMENSIONS, scramble=False, bits=BITS).random(256)
    mine = np.array([digits(256, direction_numbers(k)) for k in range(DIMENSIONS)]).T / 2.0**BITS
    gray = np.arange(256) ^ (np.arange(256) >> 1)
    assert np.array_equal(mine[gray], theirs)


@pytest.mark.parametrize("n", [64, 512])
def test_every_stratum_of_every_dimension_holds_one_point(n: int) -> None:
    points = scrambled_sobol(n, DIMENSIONS, 3)
    for column in points.T:
        assert sorted(np.floor(column * n).astype(int)) == list(range(n))


def test_every_quarter_of_two_dimensions_holds_as_many_points() -> None:
    points = scrambled_sobol(64, 2, 5)
    cells = np.floor(points * 8).astype(int)
    assert len({tuple(cell) for cell in cells}) == 64


def test_more_points_begin_with_the_same_and_another_seed_gives_others() -> None:
    assert np.array_equal(scrambled_sobol(512, 5, 7)[:128], scrambled_sobol(128, 5, 7))
    assert not np.array_equal(scrambled_sobol(64, 5, 7), scrambled_sobol(64, 5, 8))


def test_the_mean_of_many_seeds_is_unbiased() -> None:
    means = [scrambled_sobol(4, 3, seed).mean(axis=0) for seed in range(200)]
    assert np.mean(means, axis=0) == pytest.approx(0.5, abs=0.01)


def test_more_dimensions_than_the_table_are_refused() -> None:
    with pytest.raises(ValueError, match="k <= 40"):
        scrambled_sobol(8, DIMENSIONS + 1, 0)
