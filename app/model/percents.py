"""Shares as whole percents that sum to 100."""

import math
from collections.abc import Sequence


def whole_percents(shares: Sequence[float]) -> list[int]:
    """Return whole percents that sum to 100 (largest remainder); empty sums give zeros."""
    total = sum(shares)
    if total <= 0:
        return [0] * len(shares)
    exact = [share / total * 100 for share in shares]
    floors = [math.floor(item) for item in exact]
    missing = 100 - sum(floors)
    order = sorted(range(len(exact)), key=lambda index: floors[index] - exact[index])
    for index in order[:missing]:
        floors[index] += 1
    return floors
