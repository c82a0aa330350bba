"""Houses drawn within what is known of them, and the probability that a package passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
PARTS = (32, 128, 320)
"""Drawn houses after which a sample is cut: those of a part run side by side."""
SEARCH_STEPS = PARTS[:2]
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

    They are drawn and simulated part by part, those of a part as one wide house. A search may ask
    for the first parts only; the sample begins with a good smaller one.
    """

    def __init__(
        self, premise: Premise, seed: int, count: int = SAMPLES, progress: Progress | None = None
    ) -> None:
        self._premise = premise
        self.spread = Spread(premise.bare, premise.catalogue, draw(count, seed))
        self._error = self.spread.engine_error()
        edges = [0, *(edge for edge in PARTS if edge < count), count]
        self._parts = [self.spread.part(*ends) for ends in pairwise(edges)]
        self._houses = [part.together() for part in self._parts]
        coming = Coming(len(self._parts), lambda k: premise.model(self._houses[k]))
        needs = premise.simulate(coming, progress)
        self.before: Array = np.concatenate(needs) * self._error[0]
        self._credits: dict[Option, Credited] = {}
        self._needs: dict[Option, Array] = {}

    @property
    def size(self) -> int:
        """Number of drawn houses."""
        return self.spread.draws.size

    def after(
        self, option: Option, progress: Progress | None = None, count: int | None = None
    ) -> tuple[Credited, Sampled]:
        """Return the credited saving of a package and the needs of the drawn houses after it.

        ``count`` limits it to the first houses.
        """
        count = min(count or self.size, self.size)
        self._simulate(option, count, progress)
        credited, needs = self._credits[option], self._needs[option][:count]
        return credited, Sampled(
            self.before[:count], needs * self._error[1][:count], credited.air_cut
        )

    def _simulate(self, option: Option, count: int, progress: Progress | None) -> None:
        """Simulate the parts that the first ``count`` houses are in, those not yet simulated."""
        premise, known = self._premise, self._needs.get(option, np.zeros(0))
        begins = np.cumsum([0, *(part.draws.size for part in self._parts)]).tolist()
        todo = [k for k in range(len(self._parts)) if len(known) <= begins[k] < count]
        if not todo:
            return

        def model(k: int) -> ThermalModel:
            if k < len(todo):
                part, before = self._parts[todo[k]], self._houses[todo[k]]
                return premise.model(part.works(before, option, premise.pack))
            own_air = k == len(todo)
            return premise.model(premise.after(option), None if own_air else premise.n_before)

        more = 0 if option in self._credits else 2
        found = premise.simulate(Coming(len(todo) + more, model), progress)
        self._needs[option] = np.concatenate([known, *found[: len(todo)]])
        if more:
            self._credits[option] = credit(premise, *found[len(todo) :])


def interval(values: Sequence[float] | Array, typical: float) -> Range:
    """Return the 80 % interval of a sample around the typical value, which it contains."""
    low, high = np.percentile(np.asarray(values), INTERVAL)
    return Range(min(float(low), typical), typical, max(float(high), typical))
