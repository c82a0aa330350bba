"""Which unknowns make a result wide, and what remains when some are measured.

Given-data first-order indices: the result is regressed on Hermite polynomials (degree 1 and 2)
of the independent normal scores of the sample, a polynomial chaos without interactions; the
squared coefficients are the parts of the variance (Sudret 2008, Reliability Engineering &
System Safety 93). What regression finds by chance is taken off the squares.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
PER_COLUMN = 3
"""Houses needed for each coefficient of the regression."""
INTERVAL = (10.0, 90.0)
"""Percentiles of the 80 % interval."""


@dataclass(frozen=True, slots=True, eq=False)
class Additive:
    """A result as a sum of functions of single unknowns, by the regression.

    ``slope`` and ``bend``: coefficients of z and of (z² - 1)/√2; ``shares`` of the variance.
    """

    scores: Mapping[str, Array]
    y: Array
    slope: Mapping[str, float]
    bend: Mapping[str, float]
    shares: Mapping[str, float]

    @property
    def explained(self) -> float:
        """Share of the variance that single unknowns explain [-]."""
        return sum(self.shares.values())

    def part(self, name: str, shrink: float = 1.0) -> Array:
        """Return what an unknown contributes, its spread being ``shrink`` of the drawn one."""
        z = shrink * self.scores[name]
        parts: Array = self.slope[name] * z + self.bend[name] * (z**2 - 1.0) / np.sqrt(2.0)
        return parts

    def known(self, reduced: Mapping[str, float]) -> Array:
        """Return the result with the spread of some unknowns reduced to a share of it."""
        return self.y - sum(
            (self.part(name) - self.part(name, share) for name, share in reduced.items()),
            np.zeros_like(self.y),
        )


def additive(scores: Mapping[str, Array], y: Array) -> Additive | None:
    """Return the regression of ``y``; None when the sample is too small or ``y`` is constant."""
    names = list(scores)
    n, columns = len(y), 1 + 2 * len(names)
    if n < PER_COLUMN * columns or float(np.std(y)) <= 1e-9 * max(1.0, abs(float(np.mean(y)))):
        return None
    z = np.column_stack([scores[name] for name in names])
    design = np.hstack([np.ones((n, 1)), z, (z**2 - 1.0) / np.sqrt(2.0)])
    inverse = np.linalg.pinv(design.T @ design)
    found = inverse @ (design.T @ y)
    noise = float(np.sum((y - design @ found) ** 2)) / (n - columns)
    chance = noise * np.diag(inverse)
    k = len(names)
    squares = found**2 - chance
    parts = np.maximum(squares[1 : k + 1] + squares[k + 1 :], 0.0)
    shares = parts / (float(parts.sum()) + noise)
    return Additive(
        scores,
        y,
        dict(zip(names, found[1 : k + 1].tolist(), strict=True)),
        dict(zip(names, found[k + 1 :].tolist(), strict=True)),
        dict(zip(names, shares.tolist(), strict=True)),
    )


def width(values: Array) -> float:
    """Return the width of the 80 % interval."""
    low, high = np.percentile(values, INTERVAL)
    return float(high - low)


def best_to_measure(
    model: Additive,
    options: Mapping[str, Mapping[str, float]],
    *,
    logarithm: bool,
    most: int = 3,
) -> list[tuple[tuple[str, ...], float]]:
    """Return the best one, two, ... ``most`` things to measure with the width they leave.

    ``options``: for each thing the share of spread that is left of each of its unknowns.
    ``logarithm``: the result is ln of what the width is asked for.
    """
    found: list[tuple[tuple[str, ...], float]] = []
    for count in range(1, min(most, len(options)) + 1):
        trials = (
            (keys, left(model, (options[key] for key in keys), logarithm=logarithm))
            for keys in combinations(options, count)
        )
        keys, remaining = min(trials, key=lambda item: item[1])
        found.append((_by_gain(model, options, keys), remaining))
    return found


def left(model: Additive, measured: Iterable[Mapping[str, float]], *, logarithm: bool) -> float:
    """Return the width that is left when things are measured."""
    reduced = {name: share for item in measured for name, share in item.items()}
    y = model.known(reduced)
    return width(np.exp(y) if logarithm else y)


def _by_gain(
    model: Additive, options: Mapping[str, Mapping[str, float]], keys: Sequence[str]
) -> tuple[str, ...]:
    gain = {key: sum(model.shares[name] for name in options[key]) for key in keys}
    return tuple(sorted(keys, key=lambda key: -gain[key]))
