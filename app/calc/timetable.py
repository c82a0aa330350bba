"""Which days a run computes: stretches of days side by side, each after its own warm-up.

A house forgets, so a year is cut into stretches that run together as columns of one batch. Each
begins with the steady state of a day, an approach in long steps, which brings thick walls and
the ground near to where they should be, and a warm-up by the hour. The cut does not depend on
the batch. Against a warm-up of 200 days the year's heating moves by up to 0.02 % (ordinary
houses), 0.06 % (well insulated with cold rooms) and 0.2 % (a heater too small for the house).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

APPROACH_DAYS = 60
WARM_UP_DAYS = 30
LONGEST = 61
"""Days of a stretch, at most."""
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Timetable:
    """Days of the year 0…364 (N, S) that S stretches run, and which of them count."""

    days: NDArray[np.intp]
    counts: Mask

    @property
    def stretches(self) -> int:
        """Number of stretches."""
        return self.days.shape[1]


def timetable(on: Mask) -> Timetable:
    """Return the days to run so that each of the days ``on`` (365) counts once."""
    pieces = [piece for run in _runs(on) for piece in _cut(run)]
    length = WARM_UP_DAYS + max(len(piece) for piece in pieces)
    steps = np.arange(length)[:, None]
    first = np.array([piece[0] for piece in pieces])
    count = np.array([len(piece) for piece in pieces])
    counts = (steps >= WARM_UP_DAYS) & (steps < WARM_UP_DAYS + count)
    return Timetable((first - WARM_UP_DAYS + steps) % 365, counts)


def _runs(on: Mask) -> list[list[int]]:
    """Return the days in runs without gaps; the year runs on over its end."""
    if on.all() or not on.any():
        return [list(range(365))]
    start = int(np.flatnonzero(on & ~np.roll(on, 1))[-1])
    runs: list[list[int]] = []
    for day in ((start + n) % 365 for n in range(365)):
        if on[day]:
            if on[day - 1] and runs:
                runs[-1].append(day)
            else:
                runs.append([day])
    return runs


def _cut(run: Sequence[int]) -> list[Sequence[int]]:
    """Return a run of days in pieces of nearly equal length."""
    edges = np.linspace(0, len(run), -(-len(run) // LONGEST) + 1).round().astype(int)
    return [run[a:b] for a, b in pairwise(edges)]
