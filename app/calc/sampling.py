"""The distributions of the uncertainty catalogue.

Each is given by up to three numbers: normal (shift, sd), lognormal (shift of ln, sd of ln),
triangular (low, mode, high), uniform (low, high), discrete (value).
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STANDARD = NormalDist()


def standard_normal(u: Array) -> Array:
    """Return the standard normal values at the probabilities ``u``."""
    return np.array([_STANDARD.inv_cdf(float(p)) for p in u], dtype=np.float64)


def probability(z: Array) -> Array:
    """Return the probabilities below the standard normal values ``z``."""
    clipped = np.clip(z, -8.0, 8.0)
    return np.array([_STANDARD.cdf(float(x)) for x in clipped], dtype=np.float64)


def inverse(
    distribution: str, u: Array, p1: float, p2: float = 0.0, p3: float | None = None
) -> Array:
    """Return the values of a distribution at the probabilities ``u``.

    A normal gives ``p1 + p2*z``; a lognormal the factor ``exp(p1 + p2*z)``.
    """
    match distribution:
        case "normal":
            return p1 + p2 * standard_normal(u)
        case "lognormal":
            factors: Array = np.exp(p1 + p2 * standard_normal(u))
            return factors
        case "triangular":
            if p3 is None:
                raise ValueError("a triangular distribution needs low, mode and high")
            return _triangular(u, p1, p2, p3)
        case "uniform":
            return p1 + (p2 - p1) * u
        case "discrete":
            return np.full_like(u, p1)
    raise ValueError(f"unknown distribution {distribution!r}")


def _triangular(u: Array, low: float, mode: float, high: float) -> Array:
    if not low <= mode <= high or low == high:
        raise ValueError(f"need low <= mode <= high, got {low}, {mode}, {high}")
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(u * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - u) * (high - low) * (high - mode))
    return np.where(u < turn, rising, falling)
