"""Houses drawn within what is known of them, and the probability that a package passes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.coming import Coming
from app.calc.planner import Credited, Premise, Progress, credit
from app.calc.spread import Draws, Spread, draw
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
    for the first parts only; the sample begins with a good smaller one. ``spread`` makes the houses
    of their draws.
    """

    def __init__(
        self,
        premise: Premise,
        seed: int,
        count: int = SAMPLES,
        progress: Progress | None = None,
        spread: Callable[[ResolvedHouse, Catalogue, Draws], Spread] = Spread,
    ) -> None:
        self._premise = premise
        self.spread = spread(premise.bare, premise.catalogue, draw(count, seed))
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

        ``count`` limits it to the first houses. With fewer than all, the saving is the mean of
        theirs, unless the limit on unmeasured air may cut it.
        """
        count = min(count or self.size, self.size)
        self.simulate([option], count, progress)
        before, needs = self.before[:count], self._needs[option][:count] * self._error[1][:count]
        credited = self._credits.get(option) or self._mean(float(needs.mean() / before.mean()))
        return credited, Sampled(before, needs, credited.air_cut)

    def _mean(self, left: float) -> Credited:
        return Credited(left * self._premise.q_before, 1.0 - left, 0.0, 0.0)

    def simulate(
        self, options: Sequence[Option], count: int, progress: Progress | None = None
    ) -> None:
        """Simulate the parts that the first ``count`` houses are in after packages, those not yet
        simulated, all packages in one go; of all houses, what the method credits too."""
        todo = [
            (option, k) for option in dict.fromkeys(options) for k in self._missing(option, count)
        ]
        enough = count < self.size and not self._premise.air_may_exceed
        fresh = [o for o in dict.fromkeys(options) if not enough and o not in self._credits]
        states = [(option, own_air) for option in fresh for own_air in (True, False)]

        def model(number: int) -> ThermalModel:
            if number < len(todo):
                return self._drawn(*todo[number])
            return self._flawless(*states[number - len(todo)])

        if not todo and not fresh:
            return
        found = self._premise.simulate(Coming(len(todo) + len(states), model), progress)
        for (option, _k), needs in zip(todo, found, strict=False):
            self._needs[option] = np.concatenate([self._needs.get(option, np.zeros(0)), needs])
        flawless = iter(found[len(todo) :])
        for option in fresh:
            self._credits[option] = credit(self._premise, next(flawless), next(flawless))

    def _missing(self, option: Option, count: int) -> list[int]:
        """Return the parts that the first houses are in and that a package still lacks."""
        done = len(self._needs.get(option, ()))
        begins = accumulate((part.draws.size for part in self._parts), initial=0)
        return [k for k, begin in enumerate(begins) if done <= begin < min(count, self.size)]

    def _drawn(self, option: Option, part: int) -> ThermalModel:
        before, pack = self._houses[part], self._premise.pack
        return self._premise.model(self._parts[part].works(before, option, pack))

    def _flawless(self, option: Option, own_air: bool) -> ThermalModel:
        house = self._premise.after(option)
        return self._premise.model(house, None if own_air else self._premise.n_before)


def interval(values: Sequence[float] | Array, typical: float) -> Range:
    """Return the 80 % interval of a sample around the typical value, which it contains."""
    low, high = np.percentile(np.asarray(values), INTERVAL)
    return Range(min(float(low), typical), typical, max(float(high), typical))
