"""Systems of equations side by side, against a library."""

import numpy as np
import pytest

from app.calc.elimination import Elimination


@pytest.mark.parametrize(("n", "m", "v"), [(2, 1, 1), (4, 3, 5), (10, 2, 3)])
def test_the_solutions_solve_the_systems(n: int, m: int, v: int) -> None:
    random = np.random.default_rng(n)
    half = random.normal(size=(v, n, n))
    matrix = half @ half.transpose(0, 2, 1) + np.eye(n)
    sides = random.normal(size=(v, n, m))
    table = np.concatenate([matrix, sides], axis=2).transpose(1, 2, 0).copy()
    Elimination(table).solve()
    expected = np.linalg.solve(matrix, sides)
    assert table[:, n:].transpose(2, 0, 1) == pytest.approx(expected, rel=1e-9)
