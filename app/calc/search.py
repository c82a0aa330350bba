"""The exact front of cost against saving over all combinations, without simulating them all.

A combination joins a *main* choice (walls, roof) with a choice of the *rest* (windows, doors,
air, floor edge, sunspace); number 0 of either leaves things as they are. All main choices are
simulated alone. For everything else an upper limit of the saving is known beforehand from
diminishing returns: what a choice adds to a house that is insulated already is no more than
what it adds to a barer one,

    s(m + r) <= s(m) + s(r),
    s(r) <= s(c) + sum over d of (s(c + r_d) - s(c)),

with the *core* c of r (what is done about air), which its other parts r_d are taken together
with: strips act on what stays. A combination whose limit, widened by a
margin, is met by a known one of no higher cost cannot be on the front and is not simulated.
Whatever is simulated is held against its limit: should one ever be passed, the margin grows
beyond what was seen and the search goes on. The front is exact where the saving lies in the
``band`` asked for; outside, a combination that could improve it by less than ``tolerance`` is
not followed either. Savings come only from ``evaluate``, the hourly simulation; limits
decide only what need not be simulated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.pareto import front

Array = NDArray[np.float64]
Pair = tuple[int, int]
Evaluate = Callable[[Sequence[Pair]], Sequence[float]]
MARGIN = 0.001
"""Saving by which a limit is widened before it may exclude anything [-]."""
GROWTH = 1.5
"""How far the margin is kept beyond the largest excess seen."""
MOST = 4000
"""Combinations looked through to fill a batch."""


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All combinations: ``cost`` [yuan] and ``allowed`` by (main, rest).

    ``top`` is the main choice that does most. ``core`` gives for each choice of the rest the
    number of its core, ``parts`` the numbers of the core with one further part each. ``build``
    tells which combinations the engine runs side by side. ``band`` savings within which the
    front is exact [-], ``tolerance`` by which it may miss outside [-]. ``price``, where given,
    takes the place of ``cost``: what combinations cost if they save this much [-], never more
    for a larger saving, so that at the limit of the saving it is the least they may cost.
    """

    cost: Array
    allowed: NDArray[np.bool_]
    top: int
    core: Sequence[int]
    parts: Sequence[tuple[int, ...]]
    build: Callable[[Pair], object] = lambda pair: None
    band: tuple[float, float] = (-np.inf, np.inf)
    tolerance: float = 0.0
    price: Callable[[Array], Array] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The front, cheapest first; ``saving`` by (main, rest), not a number where not simulated.

    ``exceeded`` is the largest amount by which a saving passed its limit [-], ``margin`` what
    the limits were widened by in the end; ``complete`` False: ``limit`` ended the search and
    ``unsettled`` combinations remain.
    """

    front: tuple[Pair, ...]
    saving: Array
    simulated: int
    exceeded: float
    margin: float
    unsettled: int

    @property
    def complete(self) -> bool:
        """Tell whether every combination was simulated or excluded by its limit."""
        return self.unsettled == 0


def exact_front(
    space: Space, evaluate: Evaluate, *, batch: int = 256, limit: int = 20_000
) -> Found:
    """Return the front over all allowed combinations."""
    search = _Search(space, evaluate)
    search.simulate([(m, 0) for m in range(len(space.cost)) if space.allowed[m, 0]])
    single = sorted({part for parts in space.parts for part in parts} | set(space.core))
    search.simulate([(end, part) for end in (0, space.top) for part in single])
    search.limit_from_parts()
    while True:
        open_ = search.open_combinations()
        if not open_.size or search.count >= limit:
            break
        search.simulate(search.next_states(search.alike(open_)[:batch]))
    return search.found(int(open_.size))


class _Search:
    def __init__(self, space: Space, evaluate: Evaluate) -> None:
        self._space = space
        self._evaluate = evaluate
        self._saving: Array = np.full(space.cost.shape, np.nan)
        self._limit: Array = np.full(space.cost.shape, np.inf)
        self._margin = MARGIN
        self._exceeded = 0.0
        self.count = 0

    def simulate(self, pairs: Sequence[Pair]) -> None:
        """Simulate what is not known yet, and hold it against its limit."""
        new = [pair for pair in dict.fromkeys(pairs) if np.isnan(self._saving[pair])]
        if not new:
            return
        for pair, saving in zip(new, self._evaluate(new), strict=True):
            self._saving[pair] = saving
            if np.isfinite(self._limit[pair]):
                self._exceeded = max(self._exceeded, saving - self._limit[pair])
        self._margin = max(self._margin, GROWTH * self._exceeded)
        self.count += len(new)

    def limit_from_parts(self) -> None:
        """Set the limit of every combination from its parts, the larger of both ends."""
        best = np.maximum(self._added(0), self._added(self._space.top))
        self._limit = self._saving[:, 0][:, None] + best[None, :]

    def _added(self, end: int) -> Array:
        """Return what each choice of the rest adds at an end, part by part."""
        saved = self._saving[end] - self._saving[end, 0]
        pairs = zip(self._space.core, self._space.parts, strict=True)
        return np.array([saved[c] + sum(saved[p] - saved[c] for p in parts) for c, parts in pairs])

    def open_combinations(self) -> NDArray[np.intp]:
        """Return the combinations (flat numbers) that may be on the front, best hope first."""
        self._limit_from_rests()
        known = ~np.isnan(self._saving) & self._space.allowed
        cost = self._costs()
        order = np.argsort(cost[known], kind="stable")
        costs = cost[known][order]
        best = np.maximum.accumulate(self._saving[known][order])
        position = np.searchsorted(costs, cost + 1e-6, side="right")
        reached = np.concatenate(([-np.inf], best))[position]
        limit = self._limit + self._margin
        low, high = self._space.band
        outside = (limit < low) | (reached > high)
        hope = limit - reached - self._space.tolerance * outside
        hope[~np.isnan(self._saving) | ~self._space.allowed] = -np.inf
        flat = hope.ravel()
        candidates = np.flatnonzero(flat > 0)
        ranked: NDArray[np.intp] = candidates[np.argsort(-flat[candidates], kind="stable")]
        return ranked

    def _costs(self) -> Array:
        """Return what each combination costs, or the least it may cost while not simulated."""
        if self._space.price is None:
            return self._space.cost
        unknown = np.isnan(self._saving)
        return self._space.price(np.where(unknown, self._limit + self._margin, self._saving))

    def alike(self, combinations: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return those that run side by side with the most hopeful one."""
        width = self._space.cost.shape[1]
        builds = [self._space.build(divmod(int(k), width)) for k in combinations[:MOST]]
        same = [k for k, build in zip(combinations, builds, strict=False) if build == builds[0]]
        return np.array(same, dtype=np.intp)

    def next_states(self, combinations: NDArray[np.intp]) -> list[Pair]:
        """Return what to simulate: the rest on the bare house first, then the thing itself."""
        states = []
        for number in combinations:
            main, rest = divmod(int(number), self._space.cost.shape[1])
            unknown = np.isnan(self._saving[0, rest]) and self._space.allowed[0, rest]
            states.append((0, rest) if unknown else (main, rest))
        return states

    def found(self, unsettled: int) -> Found:
        """Return the outcome."""
        known = np.argwhere(~np.isnan(self._saving) & self._space.allowed)
        at = (known[:, 0], known[:, 1])
        best = known[front(self._costs()[at], self._saving[at])]
        pairs = tuple((int(m), int(r)) for m, r in best)
        return Found(pairs, self._saving, self.count, self._exceeded, self._margin, unsettled)

    def _limit_from_rests(self) -> None:
        """Tighten limits where the whole choice of the rest is known on the bare house."""
        tighter = self._saving[:, 0][:, None] + self._saving[0][None, :]
        self._limit = np.fmin(self._limit, tighter)
