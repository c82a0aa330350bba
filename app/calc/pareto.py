"""The exact front of two aims: little cost, much saving."""

import numpy as np
from numpy.typing import NDArray


def front(cost: NDArray[np.float64], saving: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the indices of the combinations that no other one beats, cheapest first.

    One combination beats another when it costs no more and saves no less and is better in
    one of the two. Of equal ones the first is kept.
    """
    order: NDArray[np.intp] = np.lexsort((np.arange(len(cost)), -saving, cost))
    best_before = np.maximum.accumulate(np.concatenate(([-np.inf], saving[order])))[:-1]
    kept: NDArray[np.intp] = order[saving[order] > best_before]
    return kept
