from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.calc import search
from app.calc.foresight import Foresight, Rests
from app.calc.pareto import front
from app.calc.search import Space, exact_front

Array = NDArray[np.float64]


def _space(cost_main: list[int], cost_rest: list[list[int]]) -> tuple[Space, list[tuple[int, ...]]]:
    picks = list(product(*(range(len(costs)) for costs in cost_rest)))
    number = {pick: k for k, pick in enumerate(picks)}
    axes = range(len(cost_rest))

    def only(pick: tuple[int, ...], *kept: int) -> int:
        return number[tuple(n if axis in kept else 0 for axis, n in enumerate(pick))]

    rest = np.array([sum(c[n] for c, n in zip(cost_rest, pick, strict=True)) for pick in picks])
    cost = np.array(cost_main)[:, None] + rest[None, :].astype(float)
    rests = Rests(
        core=tuple(only(pick, 0) for pick in picks),
        parts=tuple(
            tuple(only(pick, 0, axis) for axis in axes if axis and pick[axis]) for pick in picks
        ),
        kinds=tuple(sum(1 << axis for axis in axes if pick[axis]) for pick in picks),
    )
    allowed = np.ones(cost.shape, dtype=bool)
    return Space(cost=cost, allowed=allowed, top=len(cost_main) - 1, rests=rests), picks


def _saving(main: float, parts: tuple[float, ...]) -> float:
    """Diminishing returns: each works on what the others leave."""
    left = 1 - main
    for part in parts:
        left *= 1 - part
    return 1 - left


steps = st.lists(st.integers(1, 40), min_size=3, max_size=3)


@given(
    main=st.lists(st.integers(0, 60), min_size=5, max_size=5),
    cost_main=st.lists(st.integers(1, 50), min_size=4, max_size=4),
    saved=st.tuples(steps, steps, steps),
    costs=st.tuples(steps, steps, steps),
)
@settings(max_examples=60)
def test_the_search_finds_the_front_that_brute_force_finds(
    main: list[int],
    cost_main: list[int],
    saved: tuple[list[int], ...],
    costs: tuple[list[int], ...],
) -> None:
    mains = [0.0, *sorted(m / 100 for m in main[1:])]
    space, picks = _space([0, *cost_main], [[0, *cost] for cost in costs])
    gains = [[0.0, *(g / 400 for g in gain)] for gain in saved]
    table = np.array(
        [
            [_saving(m, tuple(g[n] for g, n in zip(gains, pick, strict=True))) for pick in picks]
            for m in mains
        ]
    )
    found = exact_front(space, lambda pairs: [float(table[pair]) for pair in pairs], batch=8)
    best = front(space.cost.ravel(), table.ravel())
    pairs = [divmod(int(k), len(picks)) for k in best]
    assert found.complete
    assert [(float(space.cost[pair]), pytest.approx(float(table[pair]))) for pair in pairs] == [
        (float(space.cost[pair]), float(table[pair])) for pair in found.front
    ]
    assert found.simulated <= table.size


def test_a_search_that_is_ended_says_how_many_combinations_are_left() -> None:
    space, picks = _space([0, 5, 9, 12, 20], [[0, 1, 2, 3], [0, 4, 5], [0, 2]])
    mains = [0.0, 0.1, 0.2, 0.25, 0.3]
    gains = ([0.0, 0.02, 0.03, 0.04], [0.0, 0.05, 0.06], [0.0, 0.02])

    def evaluate(pairs: list[tuple[int, int]]) -> list[float]:
        return [
            _saving(mains[m], tuple(g[n] for g, n in zip(gains, picks[r], strict=True)))
            for m, r in pairs
        ]

    found = exact_front(space, evaluate, limit=1)
    assert not found.complete
    assert found.unsettled > 0


@pytest.mark.parametrize("mains", [[0], [0, 5]])
@pytest.mark.parametrize("rests", [[[0]], [[0, 1], [0]], [[0, 1], [0, 2]]])
def test_where_there_is_little_or_nothing_to_choose_from(
    mains: list[int], rests: list[list[int]]
) -> None:
    space, picks = _space(mains, rests)
    table = np.array([[0.1 * m + 0.02 * sum(pick) for pick in picks] for m in range(len(mains))])
    found = exact_front(space, lambda pairs: [float(table[pair]) for pair in pairs])
    best = front(space.cost.ravel(), table.ravel())
    assert found.complete
    assert found.front == tuple(divmod(int(k), len(picks)) for k in best)


def test_what_saves_more_in_an_insulated_house_is_not_missed() -> None:
    """The floor's edge adds more to a house half insulated than to either end."""
    space, picks = _space([0, 5, 9, 12, 20], [[0, 1, 2, 3], [0, 4, 5], [0, 2]])
    table = np.array(
        [
            [
                0.1 * m + 0.01 * pick[0] + 0.02 * pick[1] + pick[2] * (0.01 + 0.008 * m * (4 - m))
                for pick in picks
            ]
            for m in range(5)
        ]
    )
    found = exact_front(space, lambda pairs: [float(table[pair]) for pair in pairs], batch=4)
    best = front(space.cost.ravel(), table.ravel())
    assert found.front == tuple(divmod(int(k), len(picks)) for k in best)


def _house(seed: int) -> tuple[Space, Array]:
    """A house whose parts work on each other in every way that houses have shown.

    Air is credited up to a limit; a sunspace takes the place of one wall; the floor's edge adds
    most to a house half insulated; what tightens alone may do harm.
    """
    rng = np.random.default_rng(seed)
    walls, roofs = rng.uniform(0.02, 0.2, 4), np.sort(rng.uniform(0.05, 0.35, 4))
    roofs[0] = 0.0
    sides = list(product((0, 1), repeat=4))
    cost_main = [
        int(sum(3 + 20 * w for w, on in zip(walls, side, strict=True) if on) + 30 * roof)
        for side in sides
        for roof in roofs
    ]
    costs = [[0, *(int(c) for c in np.sort(rng.integers(1, 9, n)))] for n in (2, 4, 2, 2)]
    space, picks = _space(cost_main, costs)
    tight = [np.append(0.0, np.sort(rng.uniform(0.0, 0.07, n))) for n in (2, 4)]
    glass, edge = np.append(0.0, rng.uniform(-0.02, 0.05, 4)), rng.uniform(0.0, 0.03, 3)
    sun, most = rng.uniform(0.02, 0.12, 3), rng.uniform(0.06, 0.1)
    table = np.empty(space.cost.shape)
    for m, (side, roof) in enumerate(product(sides, roofs)):
        wall = float(walls @ np.array(side))
        for r, (air, window, floor, sunspace) in enumerate(picks):
            half = 4 * wall * (walls.sum() - wall) / walls.sum() ** 2
            saved = 1 - (1 - wall) * (1 - roof) * (1 - glass[window])
            saved += min(tight[0][air] + tight[1][window], most) * (1 - 0.3 * roof)
            saved += (floor > 0) * edge[floor] * (0.4 + half)
            saved += (sunspace > 0) * sun[sunspace] * (1.0 - 0.7 * side[0] - 0.3 * (window > 2))
            table[m, r] = saved
    return space, table - table[0, 0]


def _true(space: Space, table: Array) -> list[tuple[float, float]]:
    best = front(space.cost.ravel(), table.ravel())
    return [(float(space.cost.ravel()[k]), float(table.ravel()[k])) for k in best]


def _by_search(space: Space, table: Array) -> tuple[list[tuple[float, float]], search.Found]:
    found = exact_front(space, lambda pairs: [float(table[pair]) for pair in pairs], batch=16)
    return [(float(space.cost[pair]), float(table[pair])) for pair in found.front], found


@pytest.mark.parametrize("seed", range(12))
def test_the_front_of_a_house_with_all_kinds_of_interplay_is_exact(seed: int) -> None:
    space, table = _house(seed)
    best, found = _by_search(space, table)
    assert found.complete
    assert best == _true(space, table)
    assert found.simulated < 0.4 * table.size


def test_a_search_that_trusted_what_it_foresees_would_miss_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So the test above holds the search against its errors, not against easy houses."""
    monkeypatch.setattr(search, "CAUTION", 0.0)
    houses = [_house(seed) for seed in range(12)]
    missed = [_by_search(space, table)[0] != _true(space, table) for space, table in houses]
    assert sum(missed) >= 3


def test_outside_the_band_no_more_is_missed_than_is_likely() -> None:
    for seed in range(6):
        space, table = _house(seed)
        banded = replace(space, band=(0.28, 0.38), tolerance=0.01)
        best, found = _by_search(banded, table)
        true = _true(space, table)
        assert found.simulated < _by_search(space, table)[1].simulated
        assert {point for point in true if 0.28 <= point[1] <= 0.38} <= set(best)
        for cost, saving in true:
            assert max(s for c, s in best if c <= cost) > saving - 0.03


def test_a_search_by_another_cost_starts_from_what_is_known() -> None:
    space, table = _house(3)
    asked: list[tuple[int, int]] = []

    def evaluate(pairs: Sequence[tuple[int, int]]) -> list[float]:
        asked.extend(pairs)
        return [float(table[pair]) for pair in pairs]

    first = exact_front(space, evaluate)

    def price(saving: Array) -> Array:
        """A subsidy is paid from a saving of 0.3 on."""
        return np.asarray(np.maximum(space.cost - 6.0 * (saving >= 0.3), 0.0))

    other = exact_front(replace(space, price=price), evaluate, after=first)
    assert len(asked) == len(set(asked)) == other.simulated
    paid = price(table)
    best = front(paid.ravel(), table.ravel())
    true = [(float(paid.ravel()[k]), float(table.ravel()[k])) for k in best]
    assert [(float(paid[pair]), float(table[pair])) for pair in other.front] == true


def test_errors_are_those_of_leaving_one_out() -> None:
    space, table = _house(1)
    known, tried = _known(space, table)
    foresight = _learned(space, known, tried)
    errors = []
    for pair in np.argwhere(tried):
        without = known.copy()
        without[tuple(pair)] = np.nan
        other = _learned(space, without, tried & ~np.isnan(without))
        other.sharpen(pair[:1], pair[1:])
        spread = float(other._spread[tuple(pair)])
        errors.append((known - other.foreseen)[tuple(pair)] / spread)
    usual = np.sqrt(np.mean(np.square(errors)))
    assert foresight.worst == pytest.approx(max(errors) / usual, rel=1e-6)


def test_learning_bit_by_bit_is_learning_at_once() -> None:
    space, table = _house(2)
    known, tried = _known(space, table)
    at_once = _learned(space, known, tried)
    bit_by_bit = _learned(space, np.where(tried, np.nan, known), np.zeros_like(tried))
    part = known.copy()
    part[tuple(np.argwhere(tried)[::2].T)] = np.nan
    for saving in (part, known):
        bit_by_bit.learn(saving, tried & ~np.isnan(saving))
    m, r = (np.arange(20), np.arange(20, 40))
    for foresight in (at_once, bit_by_bit):
        foresight.sharpen(m, r)
    assert bit_by_bit.foreseen == pytest.approx(at_once.foreseen, abs=1e-9)
    # worked out in single precision
    assert bit_by_bit.doubt[m, r] == pytest.approx(at_once.doubt[m, r], rel=1e-4)


def _known(space: Space, table: Array) -> tuple[Array, NDArray[np.bool_]]:
    """The parts and some more combinations."""
    rests, known = space.rests, np.full(table.shape, np.nan)
    known[:, 0] = table[:, 0]
    parts = sorted({part for parts in rests.parts for part in parts} | set(rests.core))
    for end in (0, space.top):
        known[end, parts] = table[end, parts]
    tried = np.zeros(table.shape, dtype=bool)
    tried.ravel()[5 :: table.size // 40] = True
    tried &= np.isnan(known)
    return np.where(tried, table, known), tried


def _learned(space: Space, known: Array, tried: NDArray[np.bool_]) -> Foresight:
    foresight = Foresight(space.rests, space.top, np.where(tried, np.nan, known))
    foresight.learn(known, tried)
    return foresight
