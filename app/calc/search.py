"""The exact front of cost against saving over all combinations, without simulating them all.

A combination joins a *main* choice (walls, roof) with a choice of the *rest* (windows, doors,
air, floor edge, sunspace); number 0 of either leaves things as they are. Simulated are first all
main choices alone, all parts of the rest alone on the house as it is and on the one with the
strongest main choice, and a few combinations spread over those near the front. From then on the
savings of all others are foreseen (:mod:`app.calc.foresight`). The limit of a combination is what
it is foreseen to save and as many standard errors as the worst error seen so far, with
``CAUTION``. Whatever may be on the front by its limit is simulated, the most hopeful first; after
each batch all is foreseen anew. The search ends when no combination is left that may be on the
front.

A limit is not proved. It is held against everything that is simulated: against what the search
saw coming, and against each known combination foreseen from all others. If one is passed, all
limits grow. The front is exact in this sense where the saving lies in the ``band`` asked for;
outside, a combination that is not likely to improve it by more than ``tolerance`` is not followed
either. Savings come only from ``evaluate``, the hourly simulation; what is foreseen decides only
what need not be simulated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.foresight import Foresight, Rests
from app.calc.pareto import front

Array = NDArray[np.float64]
Numbers = NDArray[np.intp]
Pair = tuple[int, int]
Evaluate = Callable[[Sequence[Pair]], Sequence[float]]
SPREAD, WIDE = 48, 0.05
"""Combinations simulated before anything is foreseen, and how near to the front by the sum of
their parts they lie [-]."""
CAUTION, USUAL = 1.5, 3.0
"""By how much limits exceed the worst error seen, and standard errors that count as seen."""
LIKELY = 2.0
"""Standard errors that are likely: they count outside the band."""
MARGIN = 0.0002
"""Saving that is added to every limit [-]."""
SAME_COST = 1e-6
"""Costs that differ by less are the same [yuan]."""
AT_ONCE = 512
SHARE_AT_ONCE = 128
"""Combinations whose standard errors are worked out at a time, at least so many, or of all that
may be on the front one in so many."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All combinations: ``cost`` [yuan] and ``allowed`` by (main, rest).

    ``top`` is the main choice that does most, ``rests`` how the rests are made up. ``band``
    savings within which the front is exact [-], ``tolerance`` by which it may miss outside [-].
    ``price``, where given, takes the place of ``cost``: what combinations cost if they save this
    much [-], never more for a larger saving, so that at the limit of the saving it is the least
    they may cost.
    """

    cost: Array
    allowed: NDArray[np.bool_]
    top: int
    rests: Rests
    band: tuple[float, float] = (-np.inf, np.inf)
    tolerance: float = 0.0
    price: Callable[[Array], Array] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The front, cheapest first; ``saving`` by (main, rest), not a number where not simulated.

    ``exceeded`` is the largest amount by which a saving passed the limit that it had when it was
    simulated [-]; ``complete`` False: ``limit`` ended the search and ``unsettled`` combinations
    remain. ``tried`` are those simulated that are more than parts, ``foresight`` what was learned.
    """

    front: tuple[Pair, ...]
    saving: Array
    simulated: int
    exceeded: float
    unsettled: int
    tried: NDArray[np.bool_]
    foresight: Foresight

    @property
    def complete(self) -> bool:
        """Tell whether every combination was simulated or excluded by its limit."""
        return self.unsettled == 0


def exact_front(
    space: Space,
    evaluate: Evaluate,
    *,
    batch: int = 64,
    limit: int = 20_000,
    after: Found | None = None,
    foresee: Callable[[int], None] | None = None,
) -> Found:
    """Return the front over all allowed combinations.

    ``after`` is what a search of the same combinations by another cost found: its savings are
    known. ``foresee`` gets after each batch how many more may be simulated at most.
    """
    search = _Search(space, evaluate, after or _parts(space, evaluate))
    search.spread()
    states = search.next_states(batch)
    while states and search.count < limit:
        search.simulate(states)
        states = search.next_states(max(batch, search.count // 8))
        if foresee is not None and states:
            foresee(min(search.open, limit - search.count))
    return search.found()


def _parts(space: Space, evaluate: Evaluate) -> Found:
    """Simulate all main choices and all parts of the rest alone, these at both ends."""
    single = sorted({part for parts in space.rests.parts for part in parts} | set(space.rests.core))
    pairs = [(m, 0) for m in range(len(space.cost)) if space.allowed[m, 0]]
    pairs = list(dict.fromkeys([*pairs, *((end, p) for end in (0, space.top) for p in single)]))
    saving: Array = np.full(space.cost.shape, np.nan)
    saving[tuple(np.array(pairs).T)] = evaluate(pairs)
    foresight = Foresight(space.rests, space.top, saving)
    tried = np.zeros(space.cost.shape, dtype=bool)
    return Found((), saving, len(pairs), 0.0, 0, tried, foresight)


class _Ladder:
    """All combinations in the order of costs that do not depend on what they save."""

    def __init__(self, cost: Array) -> None:
        self._order = np.argsort(cost, kind="stable")
        rising = cost[self._order]
        self._last = np.searchsorted(rising, rising + SAME_COST, side="right") - 1

    def reached(self, saving: Array) -> Array:
        """Return the most that any combination saves for what each costs; −∞ are not counted."""
        best = np.maximum.accumulate(saving[self._order])
        found: Array = np.empty_like(saving)
        found[self._order] = best[self._last]
        return found


def _largest(values: Array, count: int) -> Numbers:
    """Return the places of the largest values above zero, the largest first."""
    above = np.flatnonzero(values > 0)
    if len(above) > count:
        above = np.sort(above[np.argpartition(-values[above], count - 1)[:count]])
    return above[np.argsort(-values[above], kind="stable")]


class _Search:
    def __init__(self, space: Space, evaluate: Evaluate, known: Found) -> None:
        self._space = space
        self._evaluate = evaluate
        self._saving = known.saving.copy()
        self._tried = known.tried.copy()
        self._foresight = known.foresight
        self._limit: Array = np.full(space.cost.shape, np.inf)
        self._worst = USUAL
        self._exceeded = known.exceeded
        self._ladder = None if space.price else _Ladder(space.cost.ravel())
        self._level: Array | None = None
        """What is reached for what each combination costs, as long as nothing new is known."""
        self.count = known.simulated
        self.open = 0
        """Combinations that may be on the front and are not simulated."""

    def simulate(self, pairs: Sequence[Pair]) -> None:
        """Simulate combinations and hold their savings against what was foreseen."""
        if not pairs:
            return
        at = tuple(np.array(pairs).T)
        self._level = None
        self._saving[at] = self._evaluate(pairs)
        self._tried[at] = True
        self.count += len(pairs)
        self._exceeded = max(self._exceeded, float((self._saving - self._limit)[at].max()))
        doubt = np.maximum(self._foresight.doubt[at], 1e-9)
        if np.isfinite(self._limit[at]).all():
            errors = (self._saving[at] - self._foresight.foreseen[at]) / doubt
            self._worst = max(self._worst, float(errors.max()))
        self._foresight.learn(self._saving, self._tried)

    def spread(self) -> None:
        """Simulate some combinations spread over those near the front, unless enough are known."""
        missing = SPREAD - int(self._tried.sum())
        if missing > 0:
            among = self._unknown()
            limit = self._foresight.foreseen.ravel()[among] + WIDE
            hope = self._hope(among, limit, limit)
            ranked = among[np.argsort(-hope, kind="stable")]
            near = ranked[: max(int((hope > 0).sum()), missing)]
            evenly = np.unique(np.arange(missing) * len(near) // missing)
            self.simulate(self._pairs(near[evenly[: len(near)]]))

    def next_states(self, batch: int) -> list[Pair]:
        """Return the most hopeful combinations that may be on the front, whose standard errors are
        worked out; those of others are at most as large as they were taken for."""
        among = self._unknown()
        hope = self._hopes(among)
        among, hope = among[hope > 0], hope[hope > 0]
        sharp = np.zeros(len(among), dtype=bool)
        at_once = max(AT_ONCE, len(among) // SHARE_AT_ONCE)
        while not sharp[_largest(hope, batch)].all():
            blunt = _largest(np.where(sharp, 0.0, hope), at_once)
            self._foresight.sharpen(*np.unravel_index(among[blunt], self._space.cost.shape))
            sharp[blunt] = True
            hope[blunt] = self._hopes(among[blunt])
        self.open = int((hope > 0).sum())
        return self._pairs(among[_largest(hope, batch)])

    def _unknown(self) -> Numbers:
        """Return the combinations (flat numbers) that may be simulated."""
        return np.flatnonzero(np.isnan(self._saving) & self._space.allowed)

    def _hopes(self, among: Numbers) -> Array:
        """Set the limits of some combinations; return by how much they may improve the front."""
        foreseen, doubt = self._foresight.foreseen.ravel()[among], self._foresight.doubts(among)
        errors = CAUTION * max(self._worst, self._foresight.worst)
        limit = foreseen + errors * doubt + MARGIN
        self._limit.ravel()[among] = limit
        return self._hope(among, limit, foreseen + LIKELY * doubt)

    def _hope(self, among: Numbers, most: Array, likely: Array) -> Array:
        """Return by how much combinations that save at most, and likely, so much may improve the
        front [-]."""
        reached = self._reached(among, most)
        low, high = self._space.band
        outside = (most < low) | (reached > high)
        hope: Array = np.where(outside, likely - self._space.tolerance, most) - reached
        return hope

    def _costs(self, limit: Array) -> Array:
        """Return what each combination costs, or the least it may cost while not simulated."""
        if self._space.price is None:
            return self._space.cost
        return self._space.price(np.where(np.isnan(self._saving), limit, self._saving))

    def _reached(self, among: Numbers, most: Array) -> Array:
        """Return the most that a known combination saves for what each of some costs that save at
        most so much."""
        known = ~np.isnan(self._saving) & self._space.allowed
        if self._ladder is not None:
            if self._level is None:
                savings = np.where(known, self._saving, -np.inf)
                self._level = self._ladder.reached(savings.ravel())
            return self._level[among]
        limit = self._limit.copy()
        limit.ravel()[among] = most
        cost = self._costs(limit)
        order = np.argsort(cost[known], kind="stable")
        costs = cost[known][order]
        best = np.maximum.accumulate(self._saving[known][order])
        position = np.searchsorted(costs, cost.ravel()[among] + SAME_COST, side="right")
        reached: Array = np.concatenate(([-np.inf], best))[position]
        return reached

    def _pairs(self, flat: Numbers) -> list[Pair]:
        return [divmod(int(k), self._space.cost.shape[1]) for k in flat]

    def found(self) -> Found:
        """Return the outcome."""
        known = np.argwhere(~np.isnan(self._saving) & self._space.allowed)
        at = (known[:, 0], known[:, 1])
        best = known[front(self._costs(self._limit)[at], self._saving[at])]
        pairs = tuple((int(m), int(r)) for m, r in best)
        return Found(
            pairs, self._saving, self.count, self._exceeded, self.open, self._tried, self._foresight
        )
