"""All combinations of a house's choices: their exact costs, and their savings by the engine.

Standard use, as the method of the 30 % wants it: the same weather, season, set point and gains
before and after, the credited air changes of the policy pack, and the limit on the part of the
saving that unmeasured air may have.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import NONE, ORDER, Choices, Option, contradicting, with_axes
from app.calc.combined_bills import Bills, bills_of
from app.calc.coming import Coming
from app.calc.cost import Pricing
from app.calc.dominance import worthwhile
from app.calc.geometry import shape_of
from app.calc.measures import Chosen, apply_all
from app.calc.search import Found, Pair, Space, exact_front
from app.calc.thermal_model import air_kept, air_state, thermal_model
from app.model.catalogue import Catalogue, PolicyPack
from app.model.climate import WeatherYear
from app.model.house import SIDES, ResolvedHouse, Side
from app.model.search import SearchRules
from app.model.thermal import ThermalModel

Array = NDArray[np.float64]
Progress = Callable[[float], None]
VENT = Chosen("AIR_VENT")
MOST_STATES = 2000
"""Houses after measures that are kept."""


class Simulate(Protocol):
    """Runs models through the engine and returns their heating needs [kWh], of a wide model
    (see ``wide``) an array of those of its houses."""

    def __call__(
        self, models: Sequence[ThermalModel], progress: Progress | None = None
    ) -> Sequence[Any]:
        """Return the need of each model; ``progress`` gets the share done."""
        ...


@dataclass(frozen=True, slots=True)
class Credited:
    """A saving of standard use as the method credits it, fractions of the need before [-].

    ``saving`` after the limit on unmeasured air, ``air_share`` the part that air has in it,
    ``air_cut`` what was not credited; ``q_h_nd`` [kWh] the need after.
    """

    q_h_nd: float
    saving: float
    air_share: float
    air_cut: float


@dataclass(frozen=True, slots=True, eq=False)
class Premise:
    """What all combinations of a house share.

    ``house`` is the state before with ``n_before`` set in its air, so that it is the right
    base of every after-state; ``bare`` the state before as it was simulated. ``companions``
    come with every package (safety set where a fire stays). ``compare`` is ``simulate`` for many
    states that are only compared, where single precision is enough.
    """

    bare: ResolvedHouse
    house: ResolvedHouse
    catalogue: Catalogue
    pack: PolicyPack
    weather: WeatherYear
    simulate: Simulate
    compare: Simulate
    companions: Option
    q_before: float
    n_before: float
    air_may_exceed: bool
    _states: dict[Option, ResolvedHouse] = field(default_factory=dict, init=False, repr=False)

    def model(self, house: ResolvedHouse, n: float | None = None) -> ThermalModel:
        """Return the model of standard use."""
        return thermal_model(
            house, "standard", self.catalogue, self.pack, self.weather, n_override=n
        )

    def after(self, option: Iterable[Chosen]) -> ResolvedHouse:
        """Return the house after an option, companions included; nothing chosen changes nothing."""
        chosen = tuple(c for c in option if c not in self.companions)
        return self.opened(chosen) if chosen else self.house

    def opened(self, option: Iterable[Chosen]) -> ResolvedHouse:
        """Return the house after the companions and an option, which may be empty."""
        return self._state((*self.companions, *option))

    def _state(self, chosen: Option) -> ResolvedHouse:
        """Return the house after measures one by one; states share what they begin with, and by
        it the very objects that the engine recognises."""
        if not chosen:
            return self.house
        found = self._states.get(chosen)
        if found is None:
            found = apply_all(self._state(chosen[:-1]), chosen[-1:], self.catalogue)
            if len(self._states) >= MOST_STATES:
                self._states.clear()
            self._states[chosen] = found
        return found

    def air_of(self, house: ResolvedHouse) -> float:
        """Return the air change of a state as the leaks give it [1/h]."""
        return air_kept(house, "standard", self.catalogue, self.pack).n_raw

    def needs_vent(self, option: Iterable[Chosen]) -> bool:
        """Tell whether the rooms get less fresh air than the minimum after an option."""
        return self.air_of(self.after(option)) < self.pack.air.n_minimum.value

    def complete(self, option: Iterable[Chosen]) -> Option:
        """Return an option with everything it brings along: companions and vents."""
        chosen = merged(option)
        if not chosen:
            return NONE
        missing = tuple(
            c
            for c in self.companions
            if c not in chosen and not contradicting((*chosen, c), self.catalogue)
        )
        vent = (VENT,) if VENT not in chosen and self.needs_vent(chosen) else NONE
        return (*chosen, *missing, *vent)


def merged(option: Iterable[Chosen]) -> Option:
    """Return an option with each measure once, its sides joined."""
    sides: dict[str, set[Side]] = {}
    for chosen in option:
        sides.setdefault(chosen.measure, set()).update(chosen.sides)
    return tuple(
        Chosen(measure, tuple(side for side in SIDES if side in found))
        for measure, found in sides.items()
    )


def premise_of(
    house: ResolvedHouse,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    simulate: Simulate,
    companions: Option = NONE,
    compare: Simulate | None = None,
) -> Premise:
    """Simulate the state before and return what its after-states share."""
    state = air_state(house, "standard", catalogue, pack)
    based = replace(house, air=replace(house.air, n_before=state.n))
    models = [
        thermal_model(house, "standard", catalogue, pack, weather, n_override=n)
        for n in (None, _least_air(house, state.n, pack))
    ]
    q_before, q_tight = simulate(models)
    if q_before <= 0:
        raise ValueError("the house needs no heat in standard use")
    most = 1 - q_tight / q_before
    exceed = not house.air.measured and most > pack.air.share_max.value
    return Premise(
        bare=house,
        house=based,
        catalogue=catalogue,
        pack=pack,
        weather=weather,
        simulate=simulate,
        compare=compare or simulate,
        companions=companions,
        q_before=q_before,
        n_before=state.n,
        air_may_exceed=exceed,
    )


def _least_air(house: ResolvedHouse, n_before: float, pack: PolicyPack) -> float:
    lowest = pack.air.n_minimum.value
    return lowest if house.air.measured else max(lowest, n_before - pack.air.n_credit_max.value)


def credited(
    premise: Premise,
    options: Sequence[Option],
    progress: Progress | None = None,
    *,
    air: bool,
    simulate: Simulate | None = None,
) -> list[Credited]:
    """Simulate after-states and return what the method credits them.

    ``simulate`` stands in for that of the premise. ``air`` also runs each state with the air
    change of before, to tell the part of air; without it the part is 0, right only where air
    cannot exceed its limit.
    """
    count = len(options)
    states: dict[int, ResolvedHouse] = {}

    def model(number: int) -> ThermalModel:
        k = number % count
        if k not in states:
            states[k] = premise.after(options[k])
        return premise.model(states[k], premise.n_before if number >= count else None)

    run = simulate or premise.simulate
    needs = run(Coming(2 * count if air else count, model), progress)
    return [credit(premise, needs[k], needs[count + k] if air else needs[k]) for k in range(count)]


def credit(premise: Premise, q_after: float, q_same_air: float) -> Credited:
    """Return the credited saving of a state from its needs with its own and with the old air."""
    share = max((q_same_air - q_after) / premise.q_before, 0.0)
    cut = 0.0
    if not premise.bare.air.measured:
        cut = max(share - premise.pack.air.share_max.value, 0.0)
    return Credited(q_after, 1 - q_after / premise.q_before - cut, share - cut, cut)


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """A front, cheapest first: options with vents and companions, costs [yuan], savings [-].

    ``own`` holds the own cash [yuan] of each, nothing where it was not asked for.
    """

    options: tuple[Option, ...]
    costs: tuple[float, ...]
    savings: tuple[float, ...]
    own: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """The front of a house by total cost, and by own cash where it was asked for.

    ``states`` counts the distinct states that were simulated; ``left_out`` what the rules that ask
    the simulation left out, and combinations with measures that exclude each other.
    """

    found: Found
    space: Space
    choices: Choices
    states: int
    best: Best
    left_out: Mapping[str, int]
    by_own: Best | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """Options of the front by total cost."""
        return self.best.options

    @property
    def costs(self) -> tuple[float, ...]:
        """Their costs [yuan]."""
        return self.best.costs

    @property
    def savings(self) -> tuple[float, ...]:
        """Their savings [-]."""
        return self.best.savings

    @property
    def combinations(self) -> int:
        """Combinations within the search rules."""
        return int(self.space.allowed.sum())


Price = Callable[[Array], Array]
Prices = Callable[[Bills], Price]
Foresee = Callable[[int, int], None]
"""Gets how many states are simulated, and how many it may be in the end at most."""


def search_all(
    premise: Premise,
    choices: Choices,
    pricing: Pricing,
    rules: SearchRules,
    progress: Progress | None = None,
    own: Prices | None = None,
    foresee: Foresee | None = None,
) -> Searched:
    """Return the exact fronts over all combinations of the choices within the search rules.

    ``own`` makes of the bills what the family pays itself for any savings (see
    :class:`app.calc.search.Space`). ``foresee`` is told before each batch how long the search may
    become.
    """
    states = _States(premise, progress, foresee)
    everything = prod((len(choices.mains), *map(len, choices.axes.values())))
    before = int(_allowed(choices, premise.catalogue).sum())
    if rules.both_ends:
        choices = _worthwhile(choices, states, pricing)
    bills = _bills(premise, choices, pricing)
    space = _space(premise, choices, bills, rules)

    def evaluate(pairs: Sequence[Pair]) -> list[float]:
        return states.savings([(*choices.mains[m], *choices.rests[r]) for m, r in pairs])

    price = own(bills) if own is not None else None
    found = exact_front(space, evaluate, limit=rules.limit, foresee=states.foresee)
    other = found
    if price is not None:
        space_own = replace(space, price=price)
        other = exact_front(
            space_own, evaluate, limit=rules.limit, after=found, foresee=states.foresee
        )
    complete = {
        (m, r): premise.complete((*choices.mains[m], *choices.rests[r]))
        for m, r in {*found.front, *other.front}
    }
    best = _best(found, complete, space, price)
    by_own = _best(other, complete, space, price) if price is not None else None
    left_out = {
        "exclusions": everything - before,
        "both_ends": before - int(space.allowed.sum()),
        "limit": found.unsettled,
    }
    return Searched(found, space, choices, states.count, best, left_out, by_own)


def _best(found: Found, options: Mapping[Pair, Option], space: Space, price: Price | None) -> Best:
    pairs = found.front
    paid = price(np.nan_to_num(found.saving)) if price is not None else None
    return Best(
        tuple(options[pair] for pair in pairs),
        tuple(float(space.cost[pair]) for pair in pairs),
        tuple(float(found.saving[pair]) for pair in pairs),
        tuple(float(paid[pair]) for pair in pairs) if paid is not None else (),
    )


def _worthwhile(choices: Choices, states: "_States", pricing: Pricing) -> Choices:
    single = list(dict.fromkeys(o for options in choices.axes.values() for o in options))
    top = choices.mains[choices.top]
    ends = states.savings([*single, *((*top, *option) for option in single)])
    savings = {
        option: (ends[k], ends[len(single) + k] - ends[len(single)])
        for k, option in enumerate(single)
    }
    kept = worthwhile(choices.axes, savings, pricing, choices.stakes, choices.mains)
    return with_axes(choices, kept, pricing.catalogue)


class _States:
    """Simulates each distinct state once and tells how far the work may be."""

    EXPECTED = 400

    def __init__(
        self, premise: Premise, progress: Progress | None, foresee: Foresee | None = None
    ) -> None:
        self._premise = premise
        self._progress = progress
        self._foresee = foresee
        self._known: dict[Option, float] = {NONE: 0.0}

    @property
    def count(self) -> int:
        """States simulated, the state before included."""
        return len(self._known)

    def foresee(self, more: int) -> None:
        """Tell how many states it may be in the end."""
        if self._foresee is not None:
            self._foresee(self.count, self.count + more)

    def savings(self, options: Sequence[Option]) -> list[float]:
        """Return the credited saving of each option."""
        new = [o for o in dict.fromkeys(options) if o not in self._known]
        if new:
            air = self._premise.air_may_exceed
            found = credited(
                self._premise,
                new,
                self._report(len(new)),
                air=air,
                simulate=self._premise.compare,
            )
            self._known.update(
                (option, item.saving) for option, item in zip(new, found, strict=True)
            )
        return [self._known[option] for option in options]

    def _report(self, count: int) -> Progress:
        before = len(self._known)

        def report(share: float) -> None:
            if self._progress:
                runs = before + share * count
                self._progress(runs / (runs + self.EXPECTED))

        return report


# exact costs of all combinations


def _bills(premise: Premise, choices: Choices, pricing: Pricing) -> Bills:
    vents = _vents(premise, choices)
    ranks: dict[str, int] = {category: rank for rank, category in enumerate(ORDER)}
    mains, rests = choices.mains, choices.rests
    return bills_of(mains, rests, premise.companions, (VENT,), vents, pricing, ranks)


def _space(premise: Premise, choices: Choices, bills: Bills, rules: SearchRules) -> Space:
    threshold = premise.pack.spec(premise.pack.decides).threshold.value
    return Space(
        cost=bills.total(lambda item: item.cost),
        allowed=_allowed(choices, premise.catalogue),
        top=choices.top,
        rests=choices.made_up,
        band=(threshold - rules.below, threshold + rules.above),
        tolerance=rules.tolerance,
    )


def _allowed(choices: Choices, catalogue: Catalogue) -> NDArray[np.bool_]:
    allowed = np.ones((len(choices.mains), len(choices.rests)), dtype=bool)
    ids = [{chosen.measure for chosen in option} for option in choices.rests]
    banned: dict[frozenset[str], NDArray[np.bool_]] = {}
    excluded = _excluded(catalogue)
    for m, option in enumerate(choices.mains):
        theirs = frozenset[str]().union(*(excluded[chosen.measure] for chosen in option))
        if theirs not in banned:
            banned[theirs] = np.array([bool(theirs & found) for found in ids], dtype=bool)
        allowed[m, banned[theirs]] = False
    return allowed


def _excluded(catalogue: Catalogue) -> dict[str, set[str]]:
    """Return what no measure may stand beside, whichever of the two says so."""
    found = {item: set(measure.excludes) for item, measure in catalogue.measures.items()}
    for item, measure in catalogue.measures.items():
        for other in measure.excludes:
            found.setdefault(other, set()).add(item)
    return found


def _vents(premise: Premise, choices: Choices) -> NDArray[np.bool_]:
    """Tell for every combination whether fresh air falls short; leaks add up part by part.

    Flows of the rest are counted in air changes of the house before; a main choice that makes
    a roof space changes the volume they are spread over.
    """
    states = [premise.opened(option) for option in choices.mains]
    n_main = np.array([premise.air_of(state) for state in states])
    volumes = np.array([_volume(state) for state in states])
    spread = _volume(premise.house) / volumes
    n = n_main[:, None] + _rest_air(premise, choices)[None, :] * spread[:, None]
    vents: NDArray[np.bool_] = n < premise.pack.air.n_minimum.value
    vents[0, 0] = False
    return vents


def _volume(house: ResolvedHouse) -> float:
    return sum(room.volume for room in shape_of(house).rooms if room.conditioned)


def _rest_air(premise: Premise, choices: Choices) -> Array:
    """Return what each choice of the rest adds to the air change [1/h].

    Strips act on the openings that stay: each part is taken together with the air option.
    """
    names = list(choices.axes)
    sealing = names.index("air") if "air" in names else None
    seals = choices.axes["air"] if sealing is not None else (NONE,)
    base = premise.air_of(premise.opened(NONE))
    sealed = [premise.air_of(premise.opened(seal)) for seal in seals]
    added = {
        (axis, k, a): premise.air_of(premise.opened((*option, *seal))) - sealed[a]
        for axis, name in enumerate(names)
        if axis != sealing
        for k, option in enumerate(choices.axes[name])
        for a, seal in enumerate(seals)
    }
    total = []
    for pick in choices.picks:
        a = pick[sealing] if sealing is not None else 0
        others = sum(added[axis, k, a] for axis, k in enumerate(pick) if axis != sealing)
        total.append(sealed[a] - base + others)
    return np.array(total)
