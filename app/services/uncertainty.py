"""Houses drawn within what is known of them, and the probability that a package passes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.coming import Coming
from app.calc.planner import Credited, Premise, Progress, credit
from app.calc.spread import Spread, draw
from app.model.catalogue import Catalogue
from app.model.house import ResolvedHouse
from app.model.thermal import ThermalModel
from app.model.uncertainty import Range

Array = NDArray[np.float64]
SAMPLES = 512
"""Drawn houses behind a final result (setting)."""
SEARCH_STEPS = (32, 64, 128)
"""Drawn houses by which packages are looked for, more while their verdict is open (setting)."""
SEARCH_SAMPLES = SEARCH_STEPS[-1]
INTERVAL = (10.0, 90.0)
"""Percentiles of the 80 % interval."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawnUse:
    """Houses drawn in actual use: build-up, air, set point, plant, winter; one entry a house.

    ``factor`` [-] multiplies the need of the run for the winter ahead, ``billed_factor`` for the
    winter of the family's bill.
    """

    spread: Spread
    houses: tuple[ResolvedHouse, ...]
    seed: int
    factor: Array
    billed_factor: Array


def draw_use(house: ResolvedHouse, catalogue: Catalogue, count: int, seed: int) -> DrawnUse:
    """Return ``count`` houses drawn in actual use."""
    spread = Spread(house, catalogue, draw(count, seed))
    error = spread.engine_error()[0]
    return DrawnUse(
        spread=spread,
        houses=tuple(spread.in_use(spread.before())),
        seed=seed,
        factor=error * spread.use_factor(),
        billed_factor=error * spread.use_factor("winter"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Needs of standard use before and after, one entry a drawn house [kWh].

    ``cut`` is what the limit on unmeasured air takes off the saving [-].
    """

    before: Array
    after: Array
    cut: float

    @property
    def saving(self) -> Array:
        """Saving by the heating-need method [-]."""
        return 1 - self.after / self.before - self.cut

    def probability(self, threshold: float) -> float:
        """Return the share of the houses that reach a saving [-]."""
        return float(np.mean(self.saving >= threshold))


class Sample:
    """The drawn houses of one plan: simulated once before, and once after each package.

    A search may ask for the first houses only; the sample begins with a good smaller one.
    """

    def __init__(
        self, premise: Premise, seed: int, count: int = SAMPLES, progress: Progress | None = None
    ) -> None:
        self._premise = premise
        self.spread = Spread(premise.bare, premise.catalogue, draw(count, seed))
        self._houses = self.spread.before()
        self._error = self.spread.engine_error()
        coming = Coming(count, lambda k: premise.model(self._houses[k]))
        needs = premise.simulate(coming, progress)
        self.before: Array = np.array(needs) * self._error[0]
        self._found: dict[Option, tuple[Credited, Array]] = {}

    @property
    def size(self) -> int:
        """Number of drawn houses."""
        return len(self._houses)

    def after(
        self, option: Option, progress: Progress | None = None, count: int | None = None
    ) -> tuple[Credited, Sampled]:
        """Return the credited saving of a package and the needs of the drawn houses after it.

        ``count`` limits it to the first houses.
        """
        count = min(count or self.size, self.size)
        credited, needs = self._needs(option, count, progress)
        return credited, Sampled(
            self.before[:count], needs * self._error[1][:count], credited.air_cut
        )

    def _needs(
        self, option: Option, count: int, progress: Progress | None
    ) -> tuple[Credited, Array]:
        """Return the needs after a package; only houses not yet simulated with it are."""
        premise = self._premise
        old = self._found.get(option)
        done = len(old[1]) if old is not None else 0
        if old is None or done < count:
            works = self.spread.works(option, premise.pack)

            def model(k: int) -> ThermalModel:
                number = done + k
                if number < count:
                    return premise.model(works(number, self._houses[number]))
                n = None if number == count else premise.n_before
                return premise.model(premise.after(option), n)

            more = 2 if old is None else 0
            needs = np.array(premise.simulate(Coming(count - done + more, model), progress))
            if old is None:
                old = credit(premise, needs[-2], needs[-1]), needs[:-2]
            else:
                old = old[0], np.concatenate([old[1], needs])
            self._found[option] = old
        return old[0], old[1][:count]


def interval(values: Sequence[float] | Array, typical: float) -> Range:
    """Return the 80 % interval of a sample around the typical value, which it contains."""
    low, high = np.percentile(np.asarray(values), INTERVAL)
    return Range(min(float(low), typical), typical, max(float(high), typical))
