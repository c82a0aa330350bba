"""The steps of each hour of a day, for variants whose equipment switches at different hours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.schedule import HOUR, Pattern
from app.calc.walls import Coefficients
from app.model.climate import Array

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One step of an hour: its length [s], its share and the middle of it as shares of the hour,
    for all columns or each (V); ``held`` columns have done their hour already.
    """

    lengths: tuple[float, ...]
    dt: Array | float
    share: Array | float
    middle: Array | float
    held: Mask | None


class Slots:
    """The steps of a day of columns with patterns: ``patterns`` and ``group`` (V) say whose."""

    def __init__(self, patterns: Sequence[Pattern], group: NDArray[np.intp]) -> None:
        self.patterns, self._group = patterns, group
        self.hours = [list(self._hour(h)) for h in range(24)]

    def _hour(self, hour: int) -> Sequence[Slot]:
        steps = [pattern[hour] for pattern in self.patterns]
        done = np.zeros(len(steps))
        out = []
        for k in range(max(len(s) for s in steps)):
            lengths = tuple(s[k] if k < len(s) else 0.0 for s in steps)
            share = np.array(lengths) / HOUR
            out.append(self._slot(lengths, share, done + 0.5 * share))
            done += share
        return out

    def _slot(self, lengths: tuple[float, ...], share: Array, middle: Array) -> Slot:
        if len(set(lengths)) == 1 and len(set(middle)) == 1:
            return Slot(lengths, lengths[0], float(share[0]), float(middle[0]), None)
        dt = np.array([x or HOUR for x in lengths])
        held = np.array(lengths) == 0.0
        g = self._group
        return Slot(lengths, dt[g], share[g], middle[g], held[g] if held.any() else None)

    def lengths(self) -> set[float]:
        """Return the lengths of all steps [s], and an hour."""
        return {x for pattern in self.patterns for steps in pattern for x in steps} | {HOUR}

    def walls(self, slot: Slot, by_length: dict[float, Coefficients]) -> Coefficients:
        """Return the walls of a slot, each column over the length of its own step."""
        out = by_length[slot.lengths[0] or HOUR]
        for g, length in enumerate(slot.lengths[1:], start=1):
            if length != slot.lengths[0]:
                out = by_length[length or HOUR].where(self._group == g, out)
        return out
