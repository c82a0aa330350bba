import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.calc.pareto import front

pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


def _beats(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[0] and one[1] >= other[1] and one != other


@given(points=pairs)
def test_the_front_is_what_brute_force_finds(points: list[tuple[int, int]]) -> None:
    cost = np.array([p[0] for p in points], dtype=float)
    saving = np.array([p[1] for p in points], dtype=float)
    found = [points[i] for i in front(cost, saving)]
    expected = {p for p in points if not any(_beats(q, p) for q in points)}
    assert found == sorted(expected)
