"""Many small systems of equations side by side."""

import numpy as np

from app.model.climate import Array


class Elimination:
    """Solves systems in place by Gauss and Jordan, without exchange of rows.

    ``table`` (n, n + m, V) holds for each of V systems the matrix (n, n) and m right-hand sides,
    which become the solutions. The pivots must not vanish, as in the balances of zones, whose
    matrices are symmetric and positive definite.
    """

    def __init__(self, table: Array) -> None:
        n = len(table)
        spare = np.zeros_like(table)
        self._rounds = [
            (table[:, k + 1 :], table[k, k + 1 :], table[k, k], table[:, k, None],
             spare[:, k + 1 :], np.zeros_like(table[k, k + 1 :]))
            for k in range(n)
        ]  # fmt: skip

    def solve(self) -> None:
        """Replace the right-hand sides by the solutions."""
        for rest, own, pivot, column, spare, row in self._rounds:
            np.divide(own, pivot, out=row)
            np.multiply(column, row, out=spare)
            rest -= spare
            own[...] = row
