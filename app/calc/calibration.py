"""Weighing the drawn houses by a fuel bill: importance weights on the same sample.

The likelihood of a bill is lognormal around what a drawn house would use; the weights are
self-normalised (importance sampling; effective sample size after Kish 1965, 1/Σw²).
"""

import math

import numpy as np
from numpy.typing import NDArray

from app.calc.sampling import probability, standard_normal

Array = NDArray[np.float64]
PLAUSIBLE = (0.5, 99.5)
"""Percentiles between which an amount is plausible."""
_HALVINGS = 20


def weights(expected: Array, billed: float, error: float) -> Array:
    """Return the weights (sum 1) of houses that would use ``expected``, ``error`` sd of ln."""
    if billed <= 0.0 or error <= 0.0 or not np.all(expected > 0.0):
        raise ValueError("amounts and the error of the bill must be positive")
    logs = -0.5 * ((math.log(billed) - np.log(expected)) / error) ** 2
    raw = np.exp(logs - logs.max())
    normal: Array = raw / raw.sum()
    return normal


def tempered(expected: Array, billed: float, error: float, least: float) -> tuple[Array, float]:
    """Return weights of at least ``least`` effective houses, and the error they count with.

    A bill more exact than the sample is fine would rest on a handful of houses, whose interval
    is too narrow by chance; it counts with a larger error, up to the spread of the houses.
    """
    w = weights(expected, billed, error)
    low, high = error, max(error, 3.0)
    if effective_size(w) >= least or effective_size(weights(expected, billed, high)) < least:
        return w, error
    for _ in range(_HALVINGS):
        middle = math.sqrt(low * high)
        if effective_size(weights(expected, billed, middle)) < least:
            low = middle
        else:
            high = middle
    return weights(expected, billed, high), high


def effective_size(w: Array) -> float:
    """Return how many houses of equal weight would tell as much."""
    return float(1.0 / np.sum(w**2))


def tail(expected: Array, billed: float, error: float) -> float:
    """Return the two-sided probability of a bill as extreme as this, over houses and error."""
    below = float(np.mean(probability((math.log(billed) - np.log(expected)) / error)))
    return 2.0 * min(below, 1.0 - below)


def plausible(expected: Array, error: float) -> tuple[float, float]:
    """Return the amounts between which 99 % of all bills lie.

    Error and houses are put together by the nine points of equal probability of the error.
    """
    scores = standard_normal((np.arange(9) + 0.5) / 9)
    bills = (expected[:, None] * np.exp(error * scores)).ravel()
    low, high = np.percentile(bills, PLAUSIBLE)
    return float(low), float(high)


def quantiles(values: Array, w: Array, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return weighted quantiles, interpolated between the middles of the weights."""
    order = np.argsort(values)
    middle = np.cumsum(w[order]) - 0.5 * w[order]
    return tuple(float(np.interp(share, middle, values[order])) for share in shares)


def moments(values: Array, w: Array) -> tuple[float, float]:
    """Return weighted mean and standard deviation."""
    mean = float(np.sum(w * values))
    return mean, math.sqrt(max(float(np.sum(w * (values - mean) ** 2)), 0.0))


def correlation(a: Array, b: Array, w: Array) -> float:
    """Return the weighted correlation, 0 when one of the two does not vary."""
    (mean_a, sd_a), (mean_b, sd_b) = moments(a, w), moments(b, w)
    if sd_a == 0.0 or sd_b == 0.0:
        return 0.0
    return float(np.sum(w * (a - mean_a) * (b - mean_b))) / (sd_a * sd_b)
