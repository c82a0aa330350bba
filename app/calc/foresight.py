"""What combinations save, foreseen from those that are simulated, and how sure that is.

At first the savings of the parts are added up: what a part of the rest adds is taken between what
it adds to the house as it is and to one with the strongest main choice. What a combination saves
beyond that sum is foreseen from combinations alike (simple kriging): alike are rests whose parts
add alike, at main choices that save alike. Every simulated combination is also foreseen from all
the others; the worst of these errors tells how far the foreseen savings may be trusted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.intp]
REACH = 0.7
"""Difference between main choices, as a share of what the strongest one saves, over which what
they do to a rest becomes unlike [-]."""
ALL, OWN = 0.3, 0.1
"""What all main choices have in common and what each has for itself, beside that likeness [-]."""
PAIRS = 2.0
"""How much parts of the rest do to each other, beside what the main choice does to each [-]."""
ROUGH = 0.01
"""The share of the variance that no likeness explains [-]."""
MOST = 1500
"""Combinations that others are foreseen from: beyond, each more would take too long."""
LEAST = 0.002
"""Saving that a part counts for at least where likeness is asked for [-]: what adds nothing at
both ends may add something between."""


@dataclass(frozen=True, slots=True, eq=False)
class Rests:
    """What is asked of the choices of the rest, one entry each.

    ``core``: the number of its core, together with which its other parts are taken (strips act on
    what stays); ``parts``: the numbers of the core with one further part each; ``kinds``: a bit
    for each part that it has.
    """

    core: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    kinds: tuple[int, ...]


class _Triangle:
    """A lower triangular matrix by blocks of rows as they come, each up to its diagonal.

    ``squares`` are the sums of squares of its columns.
    """

    def __init__(self) -> None:
        self._rows: list[Array] = []
        self._short: list[NDArray[np.float32]] = []
        self.squares: Array = np.zeros(0)

    def add(self, rows: Array) -> None:
        """Add rows at the bottom; their last columns are new."""
        self._rows.append(rows)
        self._short.append(rows.astype(np.float32))
        self.squares = (rows**2).sum(axis=0) + np.pad(self.squares, (0, len(rows)))

    def times(self, columns: Array) -> Array:
        """Return the matrix times some columns."""
        parts = [rows @ columns[: rows.shape[1]] for rows in self._rows]
        return np.concatenate(parts) if parts else columns

    def back(self, columns: Array) -> Array:
        """Return the transposed matrix times some columns."""
        out: Array = np.zeros_like(columns)
        for rows in self._rows:
            width = rows.shape[1]
            out[:width] += rows.T @ columns[width - len(rows) : width]
        return out

    def explained(self, rows: Array) -> Array:
        """Return the sums of squares of the matrix times each of some rows, in single precision:
        enough for a doubt."""
        short = rows.astype(np.float32)
        out: Array = np.zeros(len(rows))
        for own in self._short:
            out += np.square(short[:, : own.shape[1]] @ own.T).sum(axis=1)
        return out


class Foresight:
    """Savings of all combinations (main, rest), foreseen once their parts are known.

    ``foreseen`` [-]; ``doubt`` [-] is the standard error, of combinations that were not looked at
    closely (``sharpen``) an upper limit of it; ``worst`` the largest error by which one of the
    simulated combinations saved more than foreseen from the others, in standard errors.
    """

    def __init__(self, rests: Rests, top: int, saving: Array) -> None:
        """Take what all main choices (main, 0) and all parts (0 or ``top``, part) save."""
        bare, full = (_gains(rests, saving[end]) for end in (0, top))
        alone = saving[:, 0] - saving[0, 0]
        share = alone / alone[top] if alone[top] > 0 else np.zeros_like(alone)
        between = np.outer(1 - share, bare.sum(axis=1)) + np.outer(share, full.sum(axis=1))
        self._sum: Array = saving[:, :1] + between
        apart = (share[:, None] - share[None, :]) / REACH
        self._mains: Array = np.exp(-(apart**2) / 2) + ALL + OWN * np.eye(len(share))
        has = _bits(np.array(rests.kinds, dtype=np.int64), bare.shape[1])
        gains = np.maximum(np.maximum(np.abs(bare), np.abs(full)), LEAST) * has
        self._gains: Array = gains / max(float(gains.max(initial=0.0)), LEAST)
        own = _with_pairs((self._gains**2).sum(axis=1))
        self._variance: Array = np.outer(np.diag(self._mains), own)
        self._spread: Array = np.sqrt(self._variance)
        self._rough = ROUGH * float(self._variance.mean())
        self._learned = self._variance == 0
        self._at: tuple[Numbers, Numbers] = (np.zeros(0, np.intp), np.zeros(0, np.intp))
        self._root = _Triangle()
        self._scale = 0.0
        self.worst = 0.0
        self.foreseen = self._sum

    @property
    def doubt(self) -> Array:
        """Standard errors of what is foreseen, or more [-]."""
        return self._scale * self._spread

    def doubts(self, flat: Numbers) -> Array:
        """Return those of some combinations by their flat numbers."""
        doubts: Array = self._scale * self._spread.ravel()[flat]
        return doubts

    def learn(self, saving: Array, tried: Flags) -> None:
        """Foresee all savings from those known (not a number: unknown), at most ``MOST``.

        ``tried`` are those by whose errors the foreseen ones are judged: not the parts, which are
        foreseen without error.
        """
        self._add(*np.nonzero(~np.isnan(saving) & ~self._learned))
        m, r = self._at
        weights = self._root.back(self._root.times(saving[m, r] - self._sum[m, r]))
        rests = _with_pairs(self._gains[r] @ self._gains.T)
        self.foreseen = self._sum + (self._mains[:, m] * weights) @ rests
        errors = (weights / np.sqrt(self._root.squares))[tried[m, r]]
        self._scale = float(np.sqrt(np.mean(errors**2))) if len(errors) else 0.0
        self.worst = float(errors.max()) / self._scale if self._scale > 0 else 0.0

    def _add(self, m: Numbers, r: Numbers) -> None:
        """Learn from some more combinations: each block adds its rows to the inverse of the
        Cholesky factor of their likeness."""
        room = MOST - len(self._at[0])
        m, r = m[:room], r[:room]
        if not len(m):
            return
        self._learned[m, r] = True
        count = len(self._at[0])
        self._at = np.concatenate((self._at[0], m)), np.concatenate((self._at[1], r))
        alike = self._likeness(m, r)
        known = self._root.times(alike[:, :count].T)
        among = alike[:, count:] + self._rough * np.eye(len(m))
        own = np.linalg.inv(np.linalg.cholesky(among - known.T @ known))
        self._root.add(np.concatenate((-own @ self._root.back(known).T, own), axis=1))

    def sharpen(self, m: Numbers, r: Numbers) -> None:
        """Work out the standard errors of some combinations."""
        left = self._variance[m, r] - self._root.explained(self._likeness(m, r))
        self._spread[m, r] = np.sqrt(np.maximum(left, 0.0) + self._rough)

    def _likeness(self, m: Numbers, r: Numbers) -> Array:
        """Return the likeness of some combinations to those that are known."""
        mains = self._mains[np.ix_(m, self._at[0])]
        likeness: Array = mains * _with_pairs(self._gains[r] @ self._gains[self._at[1]].T)
        return likeness


def _with_pairs(alike: Array) -> Array:
    with_pairs: Array = alike * (1 + PAIRS * alike)
    return with_pairs


def _bits(kinds: NDArray[np.int64], count: int) -> Flags:
    has: Flags = (kinds[:, None] >> np.arange(count)) & 1 == 1
    return has


def _gains(rests: Rests, saving: Array) -> Array:
    """Return what each kind of part of a rest adds (rests, kinds) at one main choice [-]."""
    gains = np.zeros((len(rests.kinds), max(rests.kinds).bit_length()))
    for rest, (core, parts) in enumerate(zip(rests.core, rests.parts, strict=True)):
        for start, end in ((0, core), *((core, part) for part in parts)):
            kind = rests.kinds[end] & ~rests.kinds[start]
            if kind:
                gains[rest, kind.bit_length() - 1] = saving[end] - saving[start]
    return gains
