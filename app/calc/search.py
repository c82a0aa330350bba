"""The exact front of cost against saving over all combinations, without simulating them all.

A combination joins a *main* choice (walls, roof) with a choice of the *rest* (windows, doors,
air, floor edge, sunspace); number 0 of either leaves things as they are. All main choices are
simulated alone. For everything else an upper limit of the saving is known beforehand from
diminishing returns: what a choice adds to a house that is insulated already is no more than
what it adds to a barer one, and taking it away from there costs no less,

    s(m + r) <= s(m + a) + s(r) - s(a),
    s(m + r) <= s(m + a) + the sum over d of (s(c + r_d) - s(c)) beyond a,
    s(m + r) <= s(m + f) - (s(t + f) - s(t + r)),

with the *core* c of r (what is done about air), which its other parts r_d are taken together
with (strips act on what stays); the *anchor* a of r (the floor's edge), which adds more to an
insulated house; the strongest main choice t and the *fullest* rest f that shares with r what
must not be told apart (floor edge, sunspace). Of what is added, the larger of both ends counts, and
what does harm counts nothing. As long as neither m + a nor m + f is known, s(m) stands for
s(m + a), with a wider margin.

A combination whose limit, widened by a margin, is met by a known one of no higher cost cannot be
on the front and is not simulated. Whatever is simulated is held against its limit: should one
ever be passed, the margin of all rests that have these parts grows beyond what was seen and the
search goes on. The front is exact where the saving lies in the ``band`` asked for; outside, a
combination that could improve it by less than ``tolerance`` is not followed either. Savings come
only from ``evaluate``, the hourly simulation; limits decide only what need not be simulated.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.pareto import front

Array = NDArray[np.float64]
Pair = tuple[int, int]
Evaluate = Callable[[Sequence[Pair]], Sequence[float]]
MARGIN, UNANCHORED = 0.001, 0.03
"""Saving by which a limit is widened before it may exclude anything [-], and one without anchor
(of the practice houses, floor edges add up to 0.046 more than at both ends)."""
GROWTH = 1.5
"""How far the margin is kept beyond the largest excess seen."""
MOST = 4000
"""Combinations looked through to fill a batch."""


@dataclass(frozen=True, slots=True, eq=False)
class Rests:
    """What limits ask of the choices of the rest, one entry each.

    ``core``: the number of its core; ``parts``: the numbers of the core with one further part
    each; ``anchor``: the number of its anchor, 0 for none; ``group``: rests of one group share
    what their fullest one may be compared on; ``kinds``: a bit for each part that it has.
    """

    core: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    anchor: tuple[int, ...]
    group: tuple[int, ...]
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All combinations: ``cost`` [yuan] and ``allowed`` by (main, rest).

    ``top`` is the main choice that does most, ``rests`` how the rests are made up. ``build``
    tells which combinations the engine runs side by side. ``band`` savings within which the
    front is exact [-], ``tolerance`` by which it may miss outside [-]. ``price``, where given,
    takes the place of ``cost``: what combinations cost if they save this much [-], never more
    for a larger saving, so that at the limit of the saving it is the least they may cost.
    """

    cost: Array
    allowed: NDArray[np.bool_]
    top: int
    rests: Rests
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
    space: Space,
    evaluate: Evaluate,
    *,
    batch: int = 256,
    limit: int = 20_000,
    foresee: Callable[[int], None] | None = None,
) -> Found:
    """Return the front over all allowed combinations.

    ``foresee`` gets before each batch how many more may be simulated at most.
    """
    search = _Search(space, evaluate)
    search.simulate([(m, 0) for m in range(len(space.cost)) if space.allowed[m, 0]])
    single = sorted({part for parts in space.rests.parts for part in parts} | set(space.rests.core))
    search.simulate([(end, part) for end in (0, space.top) for part in single])
    search.limit_from_parts()
    while True:
        open_ = search.open_combinations()
        if not open_.size or search.count >= limit:
            break
        if foresee is not None:
            foresee(min(int(open_.size), limit - search.count))
        search.simulate(search.next_states(search.alike(open_)[:batch]))
    return search.found(int(open_.size))


class _Search:
    def __init__(self, space: Space, evaluate: Evaluate) -> None:
        self._space = space
        self._evaluate = evaluate
        self._saving: Array = np.full(space.cost.shape, np.nan)
        self._limits = _Limits(space)
        self._limit: Array = np.full(space.cost.shape, np.inf)
        self.count = 0

    def simulate(self, pairs: Sequence[Pair]) -> None:
        """Simulate what is not known yet, and hold it against its limit."""
        new = [pair for pair in dict.fromkeys(pairs) if np.isnan(self._saving[pair])]
        if not new:
            return
        for pair, saving in zip(new, self._evaluate(new), strict=True):
            self._saving[pair] = saving
            self._limits.hold(pair, saving - self._limit[pair])
        self.count += len(new)

    def limit_from_parts(self) -> None:
        """Set the limit of every combination from its parts."""
        self._limits.measure(self._saving)
        self._limit = self._limits.of(self._saving)

    def open_combinations(self) -> NDArray[np.intp]:
        """Return the combinations (flat numbers) that may be on the front, best hope first."""
        self._limit = self._limits.of(self._saving)
        known = ~np.isnan(self._saving) & self._space.allowed
        cost = self._costs()
        order = np.argsort(cost[known], kind="stable")
        costs = cost[known][order]
        best = np.maximum.accumulate(self._saving[known][order])
        position = np.searchsorted(costs, cost + 1e-6, side="right")
        reached = np.concatenate(([-np.inf], best))[position]
        limit = self._limits.widened(self._limit)
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
        return self._space.price(np.where(unknown, self._limits.widened(self._limit), self._saving))

    def alike(self, combinations: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return those that run side by side with the most hopeful one."""
        width = self._space.cost.shape[1]
        builds = [self._space.build(divmod(int(k), width)) for k in combinations[:MOST]]
        same = [k for k, build in zip(combinations, builds, strict=False) if build == builds[0]]
        return np.array(same, dtype=np.intp)

    def next_states(self, combinations: NDArray[np.intp]) -> list[Pair]:
        """Return what to simulate: what makes the limit tight first, then the thing itself."""
        states = []
        for number in combinations:
            pair = divmod(int(number), self._space.cost.shape[1])
            ways = (*self._limits.tightened_by(pair), pair)
            states.append(next(way for way in ways if way == pair or self._is_open(way)))
        return states

    def _is_open(self, pair: Pair) -> bool:
        return bool(np.isnan(self._saving[pair]) and self._space.allowed[pair])

    def found(self, unsettled: int) -> Found:
        """Return the outcome."""
        known = np.argwhere(~np.isnan(self._saving) & self._space.allowed)
        at = (known[:, 0], known[:, 1])
        best = known[front(self._costs()[at], self._saving[at])]
        pairs = tuple((int(m), int(r)) for m, r in best)
        limits = self._limits
        return Found(pairs, self._saving, self.count, limits.exceeded, limits.margin, unsettled)


class _Limits:
    """Upper limits of savings from what is known, and by how much they are not to be trusted."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._anchor = np.array(space.rests.anchor, dtype=np.intp)
        self._group = np.array(space.rests.group, dtype=np.intp)
        self._full = np.zeros_like(self._anchor)
        self._added: Array = np.zeros((2, space.cost.shape[1]))
        self._harms: NDArray[np.bool_] = np.zeros(space.cost.shape[1], dtype=bool)
        self._kinds, self._kind = np.unique(np.array(space.rests.kinds), return_inverse=True)
        self._anchored: NDArray[np.bool_] = np.zeros(space.cost.shape, dtype=bool)
        self._exceeded: Array = np.full((2, len(self._kinds)), -np.inf)

    @property
    def exceeded(self) -> float:
        """The largest amount by which a saving passed its limit [-]."""
        return max(float(self._exceeded.max()), 0.0)

    @property
    def margin(self) -> float:
        """The largest margin by now [-]."""
        return float(self._margins().max())

    def hold(self, pair: Pair, excess: float) -> None:
        """Note by how much a saving passed its limit (minus infinity: there was none)."""
        kind = int(self._anchored[pair]), self._kind[pair[1]]
        self._exceeded[kind] = max(self._exceeded[kind], excess)

    def _margins(self) -> Array:
        """Return margins (unanchored and anchored, kinds): what one kind of rests exceeded
        counts for all that have the same parts and more."""
        within = (self._kinds[:, None] & self._kinds[None, :]) == self._kinds[:, None]
        worst = np.where(within[None], self._exceeded[:, :, None], -np.inf).max(axis=1)
        least = np.array([[UNANCHORED], [MARGIN]])
        margins: Array = np.maximum(least, GROWTH * worst)
        return margins

    def widened(self, limit: Array) -> Array:
        """Return limits with their margins."""
        unanchored, anchored = self._margins()[:, self._kind]
        wide: Array = limit + np.where(self._anchored, anchored, unanchored)
        return wide

    def measure(self, saving: Array) -> None:
        """Take what each choice of the rest adds at both ends, part by part."""
        ends = [self._adds(saving[end]) for end in (0, self._space.top)]
        self._added = np.array([added for added, _harms in ends])
        self._harms = ends[0][1] | ends[1][1]
        for group in np.unique(self._group):
            mine = self._group == group
            may = np.flatnonzero(mine & self._space.allowed[self._space.top])
            if len(may):
                self._full[mine] = may[np.argmax(self._added[0, may])]

    def _adds(self, saving: Array) -> tuple[Array, NDArray[np.bool_]]:
        """Return what each rest adds part by part, and which have a part that does harm."""
        saved, rests = saving - saving[0], self._space.rests
        pairs = zip(rests.core, rests.parts, strict=True)
        added = [(saved[c], *(saved[p] - saved[c] for p in parts)) for c, parts in pairs]
        total = np.array([sum(max(part, 0.0) for part in parts) for parts in added])
        return total, np.array([min(parts) < 0.0 for parts in added])

    def tightened_by(self, pair: Pair) -> tuple[Pair, ...]:
        """Return the combinations that would make a limit tight, the most useful first."""
        main, rest = pair
        full, anchor = int(self._full[rest]), int(self._anchor[rest])
        return (self._space.top, full), (main, full), (main, anchor), (0, rest)

    def of(self, saving: Array) -> Array:
        """Return the limit of every combination from the savings known (not a number: unknown)."""
        near, known = self._from_below(saving)
        full = self._from_above(saving)
        there = ~np.isnan(full)
        self._anchored = known | there
        limit: Array = np.where(known | ~there, np.fmin(near, full), full)
        return limit

    def _from_below(self, saving: Array) -> tuple[Array, NDArray[np.bool_]]:
        """Return limits from the anchor, or from the main choice alone, and which have one."""
        at_anchor = saving[:, self._anchor]
        known = ~np.isnan(at_anchor)
        base = np.where(known, at_anchor, saving[:, :1])
        bare, top = (
            np.where(known, saving[end, self._anchor] - saving[end, 0], 0.0)
            for end in (0, self._space.top)
        )
        by_parts = np.maximum(self._added[0] - bare, self._added[1] - top)
        whole = np.where(self._harms, np.inf, saving[0] - saving[0, 0] - bare)
        limit: Array = base + np.fmin(by_parts, whole)
        return limit, known

    def _from_above(self, saving: Array) -> Array:
        """Return limits from the fullest rest, not a number where it is not known."""
        top = saving[self._space.top]
        by_parts = top[0] + self._added[1]
        at_top = np.where(self._harms, by_parts, np.fmin(by_parts, top))
        limit: Array = saving[:, self._full] - (top[self._full] - at_top)
        return limit
