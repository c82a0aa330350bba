"""What may be left out of a package that passes, and the least that one lacks which does not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from app.calc.choices import PARTS, Option, contradicting, fits
from app.calc.measures import Chosen
from app.calc.planner import VENT, Credited, Progress, credited
from app.calc.quantities import open_sides
from app.model.assessment import (
    Addition,
    Droppable,
    NamedChoice,
    Package,
    PackageKey,
    Range,
)
from app.model.catalogue import FOLLOWING, AddLayers, Measure
from app.model.house import SIDES, Side
from app.model.search import SearchRules
from app.services.packages import (
    Basis,
    Trial,
    clear_trial,
    clear_trials,
    ordered,
    saves_need,
    typical,
    where_of,
)

CLOSE = 0.04
"""What is foreseen this little under the line may still pass, this far over it does pass [-]."""
TRIES = 4
"""Failed samples after which only what is foreseen clearly over the line is sampled."""
PAIRS, AT_ONCE = 240, 40
"""Pairs of measures simulated at most, the cheapest first, and how many together."""
EFFECT = 0.002
"""A measure that saves less than this alone makes no pair [-]."""
WALL_SIDES, WINDOWS, ROOFS = ("wall",), ("window", "cover"), ("roof", "ceiling")


@dataclass(frozen=True, slots=True, eq=False)
class _More:
    """A package with further measures: its whole ``option``, cost and foreseen saving [-]."""

    added: Option
    option: Option
    cost: Range
    saving: float


class Edges:
    """Tries packages with a measure less, or one or two more.

    ``fitting`` are the measures to choose from. What a sample would say is foreseen from the
    saving of flawless works and the distance that the package's own sample keeps from it; only
    what may pass is sampled.
    """

    def __init__(
        self,
        basis: Basis,
        fitting: Sequence[Measure],
        rules: SearchRules,
        progress: Progress | None = None,
    ) -> None:
        self._basis = basis
        self._fitting = tuple(m for m in fitting if m.life.value >= rules.least_life)
        self._rules = rules
        self._progress = progress
        self._done = 0.0
        self._less: dict[Option, tuple[Droppable, ...]] = {}
        self._credits: dict[Option, Credited] = {}
        self._threshold = basis.method.threshold.value
        self._required = basis.method.required_probability.value

    def of(
        self, trials: Sequence[tuple[PackageKey, Trial]], packages: Sequence[Package]
    ) -> tuple[Package, ...]:
        """Return the packages with what may be left out, or what they lack."""
        done: dict[Option, Package] = {}
        for k, ((_key, trial), package) in enumerate(zip(trials, packages, strict=True)):
            if trial.option not in done:
                done[trial.option] = self._edged(trial, package)
            self._done = (k + 1) / len(packages)
        return tuple(
            replace(
                package,
                droppable=done[trial.option].droppable,
                addition=done[trial.option].addition,
            )
            for (_key, trial), package in zip(trials, packages, strict=True)
        )

    def _edged(self, trial: Trial, package: Package) -> Package:
        if package.passes:
            return replace(package, droppable=self.droppable(trial))
        if package.gap is not None:
            return replace(package, addition=self.addition(trial))
        return package

    # less

    def try_less(self, trials: Sequence[tuple[PackageKey, Trial]], alive: Progress) -> None:
        """Find ahead what may be left out of the packages whose sample passes."""
        passing = {t.option: t for _key, t in trials if t.probability >= self._required}
        less = {
            option: [((c,), self._without(trial, c)) for c in self._free(trial)]
            for option, trial in passing.items()
        }
        self._credit([option for changes in less.values() for _change, option in changes])
        likely = {option: self._likely(trial, less[option]) for option, trial in passing.items()}
        options = [item.option for found in likely.values() for item, _saved in found]
        tried = clear_trials(self._basis, options, alive)
        for option, found in likely.items():
            self._less[option] = self._confirmed(found, tried)

    def droppable(self, trial: Trial) -> tuple[Droppable, ...]:
        """Return the measures of which any one may be left out, the dearest first, none where the
        sample of the package itself does not pass."""
        if trial.option not in self._less:
            self.try_less([("own", trial)], self._alive)
        return self._less.get(trial.option, ())

    def _likely(
        self, trial: Trial, changes: Iterable[tuple[Option, Option]]
    ) -> list[tuple[_More, Range]]:
        """Return what is foreseen to reach the line with one measure less, and what that saves."""
        less = self._foreseen(trial, changes)
        cost = self._cost(trial.option)
        return [
            (item, saved)
            for item in less
            if item.saving >= self._threshold - CLOSE
            and (saved := _difference(cost, item.cost)).typical > 0
        ]

    def _confirmed(
        self, likely: Sequence[tuple[_More, Range]], tried: Mapping[Option, Trial]
    ) -> tuple[Droppable, ...]:
        """Return those without which the sample passes, the dearest first."""
        found = []
        for item, saved in likely:
            trial = tried[item.option]
            if trial.probability >= self._required:
                named, houses = self._named(item.added[0]), len(trial.sampled.after)
                found.append(Droppable(named, saved, trial.probability, houses))
        return tuple(sorted(found, key=lambda item: -item.saved.typical))

    def _free(self, trial: Trial) -> list[Chosen]:
        """Return what is in the package of its own accord: no step of the rules, no condition."""
        measures = self._basis.catalogue.measures
        needed = {other for c in trial.option for other in measures[c.measure].requires}
        brought = self._brought(trial.option)
        return [
            c
            for c in trial.option
            if c not in self._basis.premise.companions
            and c != VENT
            and c.measure not in needed | brought
            and measures[c.measure].category not in FOLLOWING
        ]

    def _brought(self, option: Option) -> set[str]:
        brought = self._basis.pricing.brought
        return {item.measure for c in option for item in brought.get(c.measure, ())}

    def _without(self, trial: Trial, dropped: Chosen) -> Option:
        """Return the package without a measure, and without what only that one brings along."""
        follows = self._brought(trial.option) | {VENT.measure}
        follows |= {c.measure for c in self._basis.premise.companions}
        kept = tuple(c for c in trial.option if c != dropped and c.measure not in follows)
        whole = self._complete((*kept, dropped))
        extra = tuple(
            c for c in trial.option if c.measure not in {other.measure for other in whole}
        )
        return self._complete((*kept, *extra)) if kept or extra else ()

    # more

    def addition(self, trial: Trial) -> Addition | None:
        """Return the cheapest further measure with which the package passes, else a pair."""
        singles = self._foreseen(
            trial, [((c,), self._with(trial, (c,))) for c in self._candidates(trial.option)]
        )
        found = self._first(singles)
        if found is None:
            found = self._first_pair(trial, singles)
        if found is None:
            return None
        item, tried = found
        extra = _difference(item.cost, self._cost(trial.option))
        named, houses = tuple(self._named(c) for c in item.added), len(tried.sampled.after)
        return Addition(named, extra, tried.probability, houses)

    def _first(self, items: Iterable[_More]) -> tuple[_More, Trial] | None:
        """Return the cheapest that passes by the sample; each failure says how far off it is."""
        bar, failed = self._threshold - CLOSE, 0
        for item in sorted(items, key=lambda item: item.cost.typical):
            if item.saving <= bar:
                continue
            tried = clear_trial(self._basis, item.option, self._alive)
            if tried.probability >= self._required:
                return item, tried
            bar, failed = item.saving, failed + 1
            if failed == TRIES:
                bar = max(bar, self._threshold + CLOSE)
        return None

    def _first_pair(self, trial: Trial, singles: Sequence[_More]) -> tuple[_More, Trial] | None:
        now, base = trial.sure, self._cost(trial.option).typical
        useful = [item for item in singles if item.saving > now + EFFECT]
        likely = [
            (one.cost.typical + other.cost.typical - base, (*one.added, *other.added))
            for one, other in combinations(useful, 2)
            if one.saving + other.saving - now > self._threshold - CLOSE
            and self._together(one.added[0], other.added[0])
        ]
        cheapest = [pair for _cost, pair in sorted(likely, key=lambda item: item[0])][:PAIRS]
        for start in range(0, len(cheapest), AT_ONCE):
            pairs = cheapest[start : start + AT_ONCE]
            tried = self._foreseen(trial, [(pair, self._with(trial, pair)) for pair in pairs])
            found = self._first(tried)
            if found is not None:
                return found
        return None

    def _candidates(self, option: Option) -> Iterator[Chosen]:
        """Yield what a package may get in addition, within the rules of the search."""
        after = self._basis.premise.after(option)
        chosen = [c for c in option if c != VENT]
        for measure in self._fitting:
            if self._basis.method.basis != "primary_energy" and not saves_need(measure):
                continue
            for sides in self._sides(measure, chosen):
                item = Chosen(measure.id, sides)
                free = all(self._together(item, other) for other in chosen)
                if free and fits(after, measure, sides or SIDES):
                    yield item

    def _sides(self, measure: Measure, chosen: Sequence[Chosen]) -> list[tuple[Side, ...]]:
        """Return the sets of sides on which a measure may be added."""
        house = self._basis.premise.bare
        part = self._part(measure)
        if part == WALL_SIDES:
            if self._rules.inside_as_last_resort and self._inside(measure):
                return []
            free = [side for side in open_sides(house) if side not in self._taken(part, chosen)]
            groups: list[tuple[Side, ...]] = [(side,) for side in free]
        elif part == WINDOWS:
            taken = self._taken(part, chosen)
            there = {group.side for group in house.openings if group.kind == "window"} - taken
            groups = [tuple(s for s in group if s in there) for group in self._rules.window_groups]
        else:
            return [()]
        every = tuple(s for s in SIDES if any(s in group for group in groups))
        return [group for group in dict.fromkeys([*groups, every]) if group]

    def _inside(self, measure: Measure) -> bool:
        """Tell whether a wall measure is inside though one outside is to be had."""

        def side(of: Measure) -> str:
            return next((e.side for e in of.effects if isinstance(e, AddLayers)), "")

        walls = [other for other in self._fitting if other.category == "wall"]
        return side(measure) != "outside" and any(side(other) == "outside" for other in walls)

    def _taken(self, part: tuple[str, ...], chosen: Sequence[Chosen]) -> set[Side]:
        measures = self._basis.catalogue.measures
        return {side for c in chosen if self._part(measures[c.measure]) == part for side in c.sides}

    @staticmethod
    def _part(measure: Measure) -> tuple[str, ...]:
        """Return the part of the house of which each gets one treatment."""
        for part in (WALL_SIDES, WINDOWS, ROOFS, *PARTS.values()):
            if measure.category in part:
                return part
        return (measure.id,)

    def _together(self, one: Chosen, other: Chosen) -> bool:
        """Tell whether two measures may be in one package."""
        measures = self._basis.catalogue.measures
        if contradicting((one, other), self._basis.catalogue):
            return False
        part = self._part(measures[one.measure])
        if part != self._part(measures[other.measure]):
            return True
        same = one.measure == other.measure
        product = part == WALL_SIDES or self._rules.one_window_product
        by_side = part in (WALL_SIDES, WINDOWS) and (same or not product)
        return by_side and not set(one.sides) & set(other.sides)

    def _with(self, trial: Trial, more: Option) -> Option:
        return self._complete((*trial.option, *more))

    # both

    def _complete(self, option: Option) -> Option:
        return self._basis.premise.complete(self._basis.pricing.along(option))

    def _foreseen(self, trial: Trial, changes: Iterable[tuple[Option, Option]]) -> list[_More]:
        """Return changed packages with the saving that their sample is foreseen to make sure."""
        basis, changes = self._basis, tuple(changes)
        self._credit([option for _change, option in changes])
        now = typical(basis, trial.option, trial.credit)
        return [
            _More(change, option, self._cost(option), _sure(typical(basis, option, c), now, trial))
            for change, option in changes
            if (c := self._credits.get(option)) is not None
        ]

    def _credit(self, options: Iterable[Option]) -> None:
        """Simulate what may be together and was not yet, all in one go."""
        premise = self._basis.premise
        fresh = [
            option
            for option in dict.fromkeys(options)
            if option not in self._credits and not contradicting(option, self._basis.catalogue)
        ]
        if fresh:
            air, run = premise.air_may_exceed, premise.compare
            found = credited(premise, fresh, air=air, simulate=run)
            self._credits.update(zip(fresh, found, strict=True))

    def _alive(self, _share: float) -> None:
        """Tell how far the work was, so that it can be cancelled between two samples."""
        if self._progress:
            self._progress(self._done)

    def _cost(self, option: Option) -> Range:
        return self._basis.pricing.cost(ordered(option, self._basis.catalogue))

    def _named(self, chosen: Chosen) -> NamedChoice:
        measure = self._basis.catalogue.measures[chosen.measure]
        where = where_of(self._basis.premise.bare, chosen)
        return NamedChoice(measure.id, measure.name, where, chosen.sides)


def _sure(then: float, now: float, trial: Trial) -> float:
    """Return what a sample would make sure of a saving ``then`` [-], by a trial that saves ``now``.

    The distance to flawless works shrinks with the saving; with more works it is taken to stay.
    """
    share = min(max(then / now, 0.0), 1.0) if now > 0 else 1.0
    return then + (trial.sure - now) * share


def _difference(one: Range, other: Range) -> Range:
    return Range(one.low - other.low, one.typical - other.typical, one.high - other.high)
