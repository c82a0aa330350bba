"""Scrambled Sobol points: a quasi-random sample whose first 128 points are a good sample too.

Direction numbers of Joe and Kuo (2008), property A to 1111 dimensions; random linear matrix
scrambling with a digital shift (Matoušek 1998), so that every seed gives an unbiased sample.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Words = NDArray[np.uint64]
BITS = 30
"""Binary digits of a point: up to 2**30 of them."""
POLYNOMIALS = (
    1, 3, 7, 11, 13, 19, 25, 37, 41, 47, 55, 59, 61, 67, 91, 97, 103, 109, 115, 131, 137, 143,
    145, 157, 167, 171, 185, 191, 193, 203, 211, 213, 229, 239, 241, 247, 253, 285, 299, 301,
)  # fmt: skip
"""Primitive polynomials as binary digits, one a dimension (new-joe-kuo-6.21201)."""
INITIAL = (
    (1,), (1,), (1, 3), (1, 3, 1), (1, 1, 1), (1, 1, 3, 3), (1, 3, 5, 13), (1, 1, 5, 5, 17),
    (1, 1, 5, 5, 5), (1, 1, 7, 11, 19), (1, 1, 5, 1, 1), (1, 1, 1, 3, 11), (1, 3, 5, 5, 31),
    (1, 3, 3, 9, 7, 49), (1, 1, 1, 15, 21, 21), (1, 3, 1, 13, 27, 49), (1, 1, 1, 15, 7, 5),
    (1, 3, 1, 15, 13, 25), (1, 1, 5, 5, 19, 61), (1, 3, 7, 11, 23, 15, 103),
    (1, 3, 7, 13, 13, 15, 69), (1, 1, 3, 13, 7, 35, 63), (1, 3, 5, 9, 1, 25, 53),
    (1, 3, 1, 13, 9, 35, 107), (1, 3, 1, 5, 27, 61, 31), (1, 1, 5, 11, 19, 41, 61),
    (1, 3, 5, 3, 3, 13, 69), (1, 1, 7, 13, 1, 19, 1), (1, 3, 7, 5, 13, 19, 59),
    (1, 1, 3, 9, 25, 29, 41), (1, 3, 5, 13, 23, 1, 55), (1, 3, 7, 3, 13, 59, 17),
    (1, 3, 1, 3, 5, 53, 69), (1, 1, 5, 5, 23, 33, 13), (1, 1, 7, 7, 1, 61, 123),
    (1, 1, 7, 9, 13, 61, 49), (1, 3, 3, 5, 3, 55, 33), (1, 3, 1, 15, 31, 13, 49, 245),
    (1, 3, 5, 15, 31, 59, 63, 97), (1, 3, 1, 11, 11, 11, 77, 249),
)  # fmt: skip
"""Initial direction numbers of the same table."""
DIMENSIONS = len(POLYNOMIALS)


def scrambled_sobol(n: int, k: int, seed: int) -> Array:
    """Return ``n`` points in ``k`` dimensions, inside (0, 1); more points begin with the same.

    Raises
    ------
    ValueError
        If there are no direction numbers for so many dimensions.
    """
    if n < 1 or not 0 <= k <= DIMENSIONS:
        raise ValueError(f"need n >= 1 and 0 <= k <= {DIMENSIONS}, got {n} and {k}")
    generator = np.random.Generator(np.random.PCG64(seed))
    points = np.empty((n, k))
    for dimension in range(k):
        columns = scrambled(direction_numbers(dimension), generator)
        shift = np.uint64(generator.integers(0, 1 << BITS))
        points[:, dimension] = (digits(n, columns) ^ shift) + 0.5
    return points / float(1 << BITS)


def direction_numbers(dimension: int) -> Words:
    """Return the columns of the generating matrix of a dimension, the first digit highest."""
    m = list(INITIAL[dimension]) if dimension else [1] * BITS
    polynomial, degree = POLYNOMIALS[dimension], POLYNOMIALS[dimension].bit_length() - 1
    for k in range(len(m), BITS):
        value = m[k - degree] ^ (m[k - degree] << degree)
        for step in range(1, degree):
            if polynomial >> (degree - step) & 1:
                value ^= m[k - step] << step
        m.append(value)
    return np.array([m[k] << (BITS - 1 - k) for k in range(BITS)], dtype=np.uint64)


def digits(n: int, columns: Words) -> Words:
    """Return the first ``n`` points of a generating matrix as whole numbers of BITS digits."""
    index = np.arange(n, dtype=np.uint64)
    out = np.zeros(n, dtype=np.uint64)
    for k in range(max(n - 1, 0).bit_length()):
        out ^= columns[k] * (index >> np.uint64(k) & np.uint64(1))
    return out


def scrambled(columns: Words, generator: np.random.Generator) -> Words:
    """Return the columns multiplied by a random lower triangular binary matrix."""
    rows = [
        (1 << (BITS - 1 - r)) | (int(generator.integers(0, 1 << BITS)) >> (BITS - r)) << (BITS - r)
        for r in range(BITS)
    ]
    out = np.zeros_like(columns)
    for r, row in enumerate(rows):
        parity = np.array([(int(c) & row).bit_count() & 1 for c in columns], dtype=np.uint64)
        out |= parity << np.uint64(BITS - 1 - r)
    return out
