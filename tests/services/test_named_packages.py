"""Which combination of a front becomes the cheapest package, by few samples."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.services.plan import TRIES, _Named

LINE, REQUIRED = 0.3, 0.8


class Front(_Named):
    """A front whose samples are known: what each combination saves, and surely saves [-]."""

    def __init__(self, saving: NDArray[np.float64], sure: NDArray[np.float64]) -> None:
        method = SimpleNamespace(
            threshold=SimpleNamespace(value=LINE),
            required_probability=SimpleNamespace(value=REQUIRED),
        )
        searched = SimpleNamespace(savings=saving.tolist(), options=[("x",)] * len(saving))
        basis: Any = SimpleNamespace(method=method)
        super().__init__(basis, searched, None)  # type: ignore[arg-type]
        self.sure = sure

    def _trial(self, number: int) -> Any:
        sure = float(self.sure[number])
        found: Any = SimpleNamespace(sure=sure, probability=0.9 if sure >= LINE else 0.5)
        return self._trials.setdefault(number, found)

    def cheapest(self) -> int | None:
        return self._cheapest(len(self.sure) - 1)

    @property
    def tries(self) -> int:
        return len(self._trials)


def _first(sure: NDArray[np.float64]) -> int:
    return int(np.flatnonzero(sure >= LINE)[0])


@pytest.mark.parametrize("seed", range(20))
def test_where_more_saving_is_more_certain_the_very_cheapest_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    saving = np.sort(rng.uniform(0.05, 0.85, rng.integers(20, 400)))
    sure = saving - 0.02 - rng.uniform(0.05, 0.2) * saving
    front = Front(saving, sure)
    assert front.cheapest() == _first(sure)
    assert front.tries <= TRIES + 3


def test_a_cheaper_one_that_saves_less_and_more_surely_is_taken() -> None:
    saving = np.linspace(0.1, 0.8, 701)
    sure = saving - 0.08
    usual = _first(sure)
    assert Front(saving, sure).cheapest() == usual
    sure[usual - 5] = LINE + 0.0001  # with 6 % less doubt than its neighbours
    assert Front(saving, sure).cheapest() == usual - 5


def test_none_passes_where_the_deepest_does_not() -> None:
    saving = np.linspace(0.1, 0.35, 26)
    assert Front(saving, saving - 0.1).cheapest() is None
