"""Stratified random numbers and the distributions of the uncertainty catalogue.

A Latin hypercube cuts each of k dimensions into n strata of equal probability and takes one
point of each (McKay, Beckman, Conover 1979). Distributions are given by up to three numbers:
normal (shift, sd), lognormal (shift of ln, sd of ln), triangular (low, mode, high),
uniform (low, high), discrete (value).
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STANDARD = NormalDist()


def latin_hypercube(n: int, k: int, seed: int) -> Array:
    """Return ``n`` points in ``k`` dimensions, in (0, 1); the same seed gives the same points."""
    if n < 1 or k < 0:
        raise ValueError(f"need n >= 1 and k >= 0, got {n} and {k}")
    generator = np.random.Generator(np.random.PCG64(seed))
    strata = np.argsort(generator.random((n, k)), axis=0)
    points: Array = (strata + generator.uniform(1e-9, 1 - 1e-9, (n, k))) / n
    return points


def standard_normal(u: Array) -> Array:
    """Return the standard normal values at the probabilities ``u``."""
    return np.array([_STANDARD.inv_cdf(float(p)) for p in u], dtype=np.float64)


def probability(z: Array) -> Array:
    """Return the probabilities below the standard normal values ``z``."""
    clipped = np.clip(z, -8.0, 8.0)
    return np.array([_STANDARD.cdf(float(x)) for x in clipped], dtype=np.float64)


def correlated(u: Array, independent: Array, correlation: float) -> Array:
    """Return probabilities that follow ``u`` with ``correlation`` of their normal scores.

    ``independent`` carries the rest (Gaussian copula). 1 returns ``u``, 0 ``independent``.
    """
    if not 0 <= correlation <= 1:
        raise ValueError(f"correlation must lie in 0..1, got {correlation}")
    rest = math.sqrt(1 - correlation**2)
    return probability(correlation * standard_normal(u) + rest * standard_normal(independent))


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
