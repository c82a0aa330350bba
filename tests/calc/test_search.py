from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.calc.pareto import front
from app.calc.search import Rests, Space, _Limits, exact_front

SIZES = (4, 3, 2)  # air (the core), windows, the floor's edge (the anchor)


def _space(cost_main: list[int], cost_rest: list[list[int]]) -> tuple[Space, list[tuple[int, ...]]]:
    picks = list(product(*(range(size) for size in SIZES)))
    number = {pick: k for k, pick in enumerate(picks)}
    rest = np.array([sum(c[n] for c, n in zip(cost_rest, pick, strict=True)) for pick in picks])
    cost = np.array(cost_main)[:, None] + rest[None, :].astype(float)
    return (
        Space(
            cost=cost,
            allowed=np.ones(cost.shape, dtype=bool),
            top=len(cost_main) - 1,
            rests=Rests(
                core=tuple(number[pick[0], 0, 0] for pick in picks),
                parts=tuple(
                    tuple(
                        number[tuple(n if axis in (0, own) else 0 for axis, n in enumerate(pick))]
                        for own in (1, 2)
                        if pick[own]
                    )
                    for pick in picks
                ),
                anchor=tuple(number[0, 0, pick[2]] for pick in picks),
                group=tuple(number[0, 0, pick[2]] for pick in picks),
                kinds=tuple(sum(1 << axis for axis, n in enumerate(p) if n) for p in picks),
            ),
        ),
        picks,
    )


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


def test_what_exceeds_its_limit_widens_the_margin() -> None:
    space, picks = _space([0, 5, 9, 12, 20], [[0, 1, 2, 3], [0, 4, 5], [0, 2]])

    def evaluate(pairs: list[tuple[int, int]]) -> list[float]:
        # windows and the edge help each other: growing returns, against the law
        return [0.02 * m + 0.01 * sum(picks[r]) ** 2 for m, r in pairs]

    found = exact_front(space, evaluate)
    assert found.exceeded > 0
    assert found.margin > found.exceeded


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
    assert found.exceeded > 0.01


def test_a_breach_widens_the_limits_of_what_has_the_same_parts_only() -> None:
    space, _picks = _space([0, 5, 9, 12, 20], [[0, 1, 2, 3], [0, 4, 5], [0, 2]])
    limits = _Limits(space)
    kinds = np.array(space.rests.kinds)
    rest = int(np.flatnonzero(kinds == 0b010)[0])
    limits.hold((1, rest), 0.2)
    wide = limits.widened(np.zeros(space.cost.shape))[1]
    assert np.all(wide[(kinds & 0b010) > 0] >= 0.2)
    assert np.all(wide[(kinds & 0b010) == 0] < 0.1)
