"""Houses drawn within what is known of them, and the probability that a package passes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.planner import Credited, Premise, Progress, credit
from app.calc.spread import Spread, draw
from app.model.assessment import Range
from app.model.catalogue import Catalogue
from app.model.house import ResolvedHouse

Array = NDArray[np.float64]
SAMPLES = 128
INTERVAL = (10.0, 90.0)
"""Percentiles of the 80 % interval."""


@dataclass(frozen=True, slots=True)
class DrawnHouse:
    """A house as it may be; ``engine_factor`` [-] multiplies its need in actual use."""

    house: ResolvedHouse
    engine_factor: float


def draw_houses(
    house: ResolvedHouse, catalogue: Catalogue, count: int, seed: int
) -> list[DrawnHouse]:
    """Return ``count`` houses drawn in actual use: build-up, air, set point, plant, winter."""
    spread = Spread(house, catalogue, draw(count, seed))
    factor = spread.engine_error()[0] * spread.use_factor()
    houses = spread.in_use(spread.before())
    return [DrawnHouse(item, float(f)) for item, f in zip(houses, factor, strict=True)]


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
    """The drawn houses of one plan: simulated once before, and once after each package."""

    def __init__(
        self, premise: Premise, seed: int, count: int = SAMPLES, progress: Progress | None = None
    ) -> None:
        self._premise = premise
        self.spread = Spread(premise.bare, premise.catalogue, draw(count, seed))
        self._houses = self.spread.before()
        self._error = self.spread.engine_error()
        needs = premise.simulate([premise.model(h) for h in self._houses], progress)
        self.before: Array = np.array(needs) * self._error[0]

    def after(self, option: Option, progress: Progress | None = None) -> tuple[Credited, Sampled]:
        """Return the credited saving of a package and the needs of the drawn houses after it."""
        premise = self._premise
        state = premise.after(option)
        nominal = [premise.model(state), premise.model(state, premise.n_before)]
        houses = self.spread.after(self._houses, option, premise.pack)
        needs = premise.simulate([*nominal, *(premise.model(h) for h in houses)], progress)
        credited = credit(premise, needs[0], needs[1])
        return credited, Sampled(
            self.before, np.array(needs[2:]) * self._error[1], credited.air_cut
        )


def interval(values: Sequence[float] | Array, typical: float) -> Range:
    """Return the 80 % interval of a sample around the typical value, which it contains."""
    low, high = np.percentile(np.asarray(values), INTERVAL)
    return Range(min(float(low), typical), typical, max(float(high), typical))
