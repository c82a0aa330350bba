"""The plan of a dwelling: all combinations searched, four packages named, or why there are none."""

import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

import numpy as np

from app.calc.choices import NONE, Option, choices_for, contradicting, fits
from app.calc.combined_bills import Bills
from app.calc.cost import Pricing
from app.calc.engine import heating_needs
from app.calc.left_out import left_out
from app.calc.measures import Chosen, parse_chosen
from app.calc.own_cash import own_cash_of, stakes_of
from app.calc.planner import (
    Best,
    Premise,
    Price,
    Prices,
    Searched,
    premise_of,
    search_all,
)
from app.errors import AppError, NotFoundError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import (
    Assessment,
    ExcludedMeasure,
    FrontPoint,
    Package,
    PackageKey,
    Plan,
)
from app.model.catalogue import FOLLOWING, Catalogue, Measure
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse
from app.model.ids import new_id
from app.model.search import SearchRules
from app.model.survey import Survey, VillageValues, value_of, village_value
from app.model.thermal import ThermalModel
from app.services.assess import THREADS, Context, premises, resolved_survey
from app.services.beside import beside
from app.services.damp_rules import excluded_by_damp
from app.services.foreseen import MANY, Foreseen, tell
from app.services.household_money import household_of
from app.services.package_edges import Edges
from app.services.packages import Basis, Trial, build, clear_trial, try_out
from app.services.resolve import resolve
from app.services.rule_conditions import Facts, Works, burns, combustion_stays
from app.services.rules import answers, couple, does_not_fit, findings, stop
from app.services.search_rules import rules_in_force
from app.services.uncertainty import SAMPLES, Sample

Progress = Callable[[float], None]
SEARCH_PART, SAMPLE_PART, EDGES_PART = 0.45, 0.82, 0.98
"""Shares of the work after which the search with the sample before, the packages' samples and what
may be left out or is missing are done."""
NEAR_DEEP = 0.01
"""A deep package saves all but this much of the largest saving [-]."""
TRIES, HALVES = 9, 3
"""Packages whose probability is sampled at most to find where they begin to pass; each third time
after the first what is left between is halved."""
SURER = 0.1
"""By how much less than others' the doubt about a combination may be when it is tried too [-]."""
TRIED = 0.3
"""Share of the work on named packages after which those to be named are known."""
NO_FIT = Text("这户的现状用不上这项措施。", "This house as surveyed has no use for it.")


def plan(
    survey: Survey,
    village: VillageValues,
    context: Context,
    assessment: Assessment,
    own: Sequence[str] = (),
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
    rules: SearchRules | None = None,
    settings: Sequence[str] = (),
    samples: int = SAMPLES,
) -> Plan:
    """Return the plan of an assessed dwelling.

    ``own`` are the ticked measures, written ``W_EPS80`` or ``W_EPS80@N+E``. ``settings`` of the
    search hold for this time, written ``windows=each``; ``rules`` stand in for all of them.
    ``progress`` gets
    the share done and may raise :class:`app.errors.Cancelled` to end the work.

    Raises
    ------
    IncompleteError
        If the house cannot be computed.
    NotFoundError
        If the own list names a measure that the catalogue does not have.
    """
    progress = _rising(progress)
    filled = resolved_survey(survey, village, context)
    stopped = stop(filled, context.catalogue)
    base = _empty(assessment, survey, now)
    if stopped is not None:
        return replace(base, stopped_by=stopped, findings=(stopped,))
    catalogue = context.catalogue
    wanted = checked_list(own, catalogue)
    ground = ground_of(survey, filled, village, context)
    may, premise, pricing = ground.may, ground.premise, ground.pricing
    base = replace(
        base, premises=premises(ground.house, context), excluded=(*ground.damp, *may.excluded)
    )
    base = replace(base, findings=findings(filled, catalogue, "planned", Works(may.always)))
    in_force = rules_in_force(village, premise.pack, settings)
    counted = bool(premise.pack.covers.credited.value)
    search_rules = replace(rules or in_force.rules, covers=counted)
    stakes = stakes_of(household_of(filled, village, premise.pack), premise.pack.funding)
    seed = zlib.crc32(survey.dwelling_id.encode())
    with beside(lambda alive: Sample(premise, seed, samples, alive)) as coming:
        choices = choices_for(ground.house, ground.fitting, pricing, search_rules, stakes)
        searched = search_all(
            premise,
            choices,
            pricing,
            search_rules,
            _part(progress, 0.0, SEARCH_PART),
            _own_cash(filled, village, premise, base.at[:10]),
            _pace(),
        )
        sample = coming.result()
    basis = Basis(filled, assessment, context, premise, pricing, sample, village, base.at[:10])
    named = _Named(basis, searched, _part(progress, SEARCH_PART, SAMPLE_PART))
    trials = named.trials(premise.complete(pricing.along(wanted)))
    edges = Edges(basis, ground.fitting, search_rules, _part(progress, SAMPLE_PART, EDGES_PART))
    with beside(lambda alive: edges.try_less(trials, alive)) as tried:
        packages = build(basis, trials)
        tried.result()
    packages = edges.of(trials, packages)
    left = {
        **left_out(ground.house, ground.fitting, pricing, search_rules, choices),
        **searched.left_out,
    }
    if progress:
        progress(1.0)
    return replace(
        base,
        packages=packages,
        front=tuple(zip(searched.costs, searched.savings, strict=True)),
        front_total=_front(searched.best),
        front_own=_front(searched.by_own),
        states=searched.states,
        combinations=searched.combinations,
        left_out=sum(left.values()),
        rules=in_force.used(left),
        gap=named.gap(),
    )


def own_packages(
    survey: Survey,
    village: VillageValues,
    context: Context,
    assessment: Assessment,
    lists: Sequence[Sequence[str]],
    progress: Progress | None = None,
    *,
    today: str,
    samples: int = SAMPLES,
) -> tuple[Package, ...]:
    """Return one package for each list of ticked measures, as :func:`plan` makes the own one.

    Nothing is searched. ``today`` is the ISO date by which subsidies are counted. No packages
    where a rule stops the plan. Raises like :func:`plan`.
    """
    filled = resolved_survey(survey, village, context)
    if stop(filled, context.catalogue) is not None:
        return ()
    wanted = [checked_list(own, context.catalogue) for own in lists]
    ground = ground_of(survey, filled, village, context)
    premise, pricing = ground.premise, ground.pricing
    seed = zlib.crc32(survey.dwelling_id.encode())
    share = 1.0 / (len(lists) + 1)
    sample = Sample(premise, seed, samples, _part(progress, 0.0, share))
    basis = Basis(filled, assessment, context, premise, pricing, sample, village, today)
    trials: list[tuple[PackageKey, Trial]] = []
    for number, option in enumerate(wanted, start=1):
        part = _part(progress, number * share, (number + 1) * share)
        trials.append(("own", try_out(basis, premise.complete(pricing.along(option)), part)))
    return build(basis, trials)


def _pace() -> Callable[[int, int], None]:
    """Return what tells how long a large search takes, by the pace since now."""
    begin = time.monotonic()

    def foresee(done: int, most: int) -> None:
        if most > MANY:
            tell(Foreseen(most, (time.monotonic() - begin) * (most - done) / max(done, 1)))

    return foresee


def _own_cash(survey: Survey, village: VillageValues, premise: Premise, today: str) -> Prices:
    """Return what makes the own cash of all combinations from their bills."""
    pack = premise.pack
    home = household_of(survey, village, pack)
    threshold = pack.spec(pack.decides).threshold.value

    def prices(bills: Bills) -> Price:
        return own_cash_of(bills, home, pack.funding, today, threshold, premise.q_before)

    return prices


def _front(best: Best | None) -> tuple[FrontPoint, ...]:
    if best is None:
        return ()
    own = best.own or (None,) * len(best.options)
    return tuple(
        FrontPoint(cost, paid, saving, tuple(str(chosen) for chosen in option))
        for cost, paid, saving, option in zip(
            best.costs, own, best.savings, best.options, strict=True
        )
    )


def _empty(assessment: Assessment, survey: Survey, now: datetime | None) -> Plan:
    return Plan(
        id=new_id(),
        dwelling_id=survey.dwelling_id,
        at=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
        assessment_id=assessment.id,
        premises=assessment.premises,
        packages=(),
        excluded=(),
        front=(),
        states=0,
        combinations=0,
        left_out=0,
        gap=None,
        stopped_by=None,
        findings=(),
    )


def _engine(context: Context, single: Literal["drawn", "all"]) -> Callable[..., list[Any]]:
    options = EngineOptions(
        balance=False, season_only=True, single=single, together=True, threads=THREADS
    )

    def needs(models: Sequence[ThermalModel], progress: Progress | None = None) -> list[Any]:
        return heating_needs(models, context.weather, options, progress)

    return needs


def _rising(progress: Progress | None) -> Progress | None:
    """Return what tells no less than before: how many samples it takes is not known beforehand."""
    if progress is None:
        return None
    most = 0.0

    def tell(share: float) -> None:
        nonlocal most
        most = max(most, share)
        progress(most)

    return tell


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)


def _price_factor(village: VillageValues) -> float:
    factor = village_value(village, "V07").value
    return float(factor) if isinstance(factor, int | float) else 1.0


# what the house may have


@dataclass(frozen=True, slots=True)
class Applicable:
    """What a house may have: ``fitting`` measures to choose from, ``excluded`` ones with why not.

    ``brought``: steps that come along with a measure; ``always``: steps of every package.
    """

    fitting: tuple[Measure, ...]
    excluded: tuple[ExcludedMeasure, ...]
    brought: Mapping[str, Option]
    always: tuple[Measure, ...]


def applicable(survey: Survey, house: ResolvedHouse, catalogue: Catalogue) -> Applicable:
    """Return the measures to choose from, those that are excluded, and what comes along."""
    works = [m for m in catalogue.measures.values() if m.category != "safety"]
    useful = [m for m in works if _answers_allow(survey, m) and fits(house, m)]
    useless = [m for m in works if m not in useful]
    coupling = couple(survey, catalogue, useful, useful)
    refused = {item.measure for item in coupling.excluded}
    return Applicable(
        tuple(m for m in useful if m.id not in refused and m.category not in FOLLOWING),
        (*coupling.excluded, *(does_not_fit(m, NO_FIT) for m in useless)),
        {key: tuple(Chosen(s.id) for s in steps) for key, steps in coupling.brought.items()},
        coupling.always,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The house with all that its packages are made from; ``fitting`` is free of damp."""

    house: ResolvedHouse
    may: Applicable
    damp: tuple[ExcludedMeasure, ...]
    fitting: tuple[Measure, ...]
    premise: Premise
    pricing: Pricing


def ground_of(survey: Survey, filled: Survey, village: VillageValues, context: Context) -> Ground:
    """Return what the packages of a house are made from; ``filled`` is the survey with defaults."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    house = resolve(survey, village, catalogue, pack, weather)
    may = applicable(filled, house, catalogue)
    damp = excluded_by_damp(house, catalogue, pack, weather, may.fitting)
    refused = {item.measure for item in damp}
    companions = (*(Chosen(m.id) for m in may.always), *companions_for(filled, catalogue))
    return Ground(
        house,
        may,
        tuple(damp),
        tuple(m for m in may.fitting if m.id not in refused),
        premise_of(
            house,
            catalogue,
            pack,
            weather,
            _engine(context, "drawn"),
            companions,
            _engine(context, "all"),
        ),
        Pricing(house, catalogue, _price_factor(village), may.brought),
    )


def _answers_allow(survey: Survey, measure: Measure) -> bool:
    return all(value_of(survey, field).value in codes for field, codes in measure.only.items())


def companions_for(survey: Survey, catalogue: Catalogue) -> Option:
    """Return what comes with every package where a fire stays: inlet, test, alarms (R10, R15)."""
    facts = Facts(answers(survey), Works(), catalogue)
    alarmed = facts.get("I10") == "ok_alarm" or not burns(facts)
    alarms = NONE if alarmed else (Chosen("CO_ALARM"),)
    if not combustion_stays(facts):
        return alarms
    return (Chosen("INLET"), Chosen("DRAFT_TEST"), *alarms)


def checked_list(own: Sequence[str], catalogue: Catalogue) -> Option:
    """Return the ticked measures with what they require; refuses unknown or contrary ones."""
    chosen = []
    for text in own:
        try:
            item = parse_chosen(text)
        except ValueError:
            item = Chosen(text)
        if item.measure not in catalogue.measures:
            raise NotFoundError(
                _("The catalogue has no measure {name}. Choose from the list.").format(name=text)
            )
        chosen.append(item)
        chosen += [Chosen(other) for other in required(item.measure, catalogue) if other not in own]
    if contradicting(chosen, catalogue):
        raise AppError(_("Two of the ticked measures exclude each other. Take one of them off."))
    return tuple(dict.fromkeys(chosen))


def required(measure: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what a measure requires, and what that requires in turn."""
    found: dict[str, None] = {}
    todo = list(catalogue.measures[measure].requires)
    while todo:
        item = todo.pop(0)
        if item not in found:
            found[item] = None
            todo += catalogue.measures[item].requires
    return tuple(found)


# the named packages


class _Named:
    """Tries combinations of the front until the named packages are found."""

    def __init__(self, basis: Basis, searched: Searched, progress: Progress | None) -> None:
        self._basis = basis
        self._searched = searched
        self._progress = progress
        self._trials: dict[int, Trial] = {}
        self._wholes: dict[int, Trial] = {}
        method = basis.method
        self._threshold = method.threshold.value
        self._required = method.required_probability.value

    def trials(self, own: Option) -> list[tuple[PackageKey, Trial]]:
        """Return the packages there are, the cheapest first, each by the whole sample."""
        found: list[tuple[PackageKey, Trial]] = []
        last = len(self._searched.options) - 1
        deep = self._deep()
        likely = self._cheapest(deep)
        if last > 0:
            self._prepare([deep] if likely is None else [likely, deep])
        cheapest = self._surely(likely, deep)
        if cheapest is not None:
            found.append(("cheapest", self._whole(cheapest)))
            best = self._surely(self._best_value(cheapest, deep), deep)
            found.append(("best_value", self._whole(cheapest if best is None else best)))
        if last > 0:
            found.append(("deep", self._whole(deep)))
        if own:
            found.append(("own", try_out(self._basis, own)))
        return found

    def _surely(self, number: int | None, deep: int) -> int | None:
        """Return the combination, or a dearer one, that passes by the whole sample too."""
        step = 1
        while number is not None and self._whole(number).probability < self._required:
            number = None if number >= deep else min(number + step, deep)
            step *= 2
        return number

    def _prepare(self, numbers: Sequence[int]) -> None:
        """Simulate the whole sample of combinations that are sure to be asked for, in one go."""
        options = [option for k in numbers if (option := self._searched.options[k])]
        if options:
            sample = self._basis.sample
            sample.simulate(options, sample.size, self._part_of_wholes(0, len(options)))

    def _whole(self, number: int) -> Trial:
        """Return the trial of a combination by the whole sample."""
        if number not in self._wholes:
            done, option = len(self._wholes), self._searched.options[number]
            part = self._part_of_wholes(done, done + 1)
            self._wholes[number] = try_out(self._basis, option, part)
        return self._wholes[number]

    def _part_of_wholes(self, done: int, then: int) -> Progress | None:
        start, end = (1.0 - 0.5**count * (1.0 - TRIED) for count in (done, then))
        return _part(self._progress, start, end)

    def gap(self) -> float | None:
        """Return the missing saving [-] when no combination passes, else None.

        It is what the deepest package lacks at the probability that is asked for.
        """
        trials = {**self._trials, **self._wholes}.values()
        if any(trial.probability >= self._required for trial in trials):
            return None
        surest = max((trial.sure for trial in trials), default=0.0)
        return max(self._threshold - surest, 0.0)

    def _saving(self, number: int) -> float:
        return self._searched.savings[number]

    def _trial(self, number: int) -> Trial:
        if number not in self._trials:
            done = len(self._trials)
            part = _part(self._progress, *(TRIED * (1.0 - 0.85**n) for n in (done, done + 1)))
            option = self._searched.options[number]
            self._trials[number] = clear_trial(self._basis, option, part)
        return self._trials[number]

    def _passes(self, number: int) -> bool:
        return self._trial(number).probability >= self._required

    def _deep(self) -> int:
        """Return the cheapest combination that saves nearly as much as any."""
        most = self._saving(len(self._searched.options) - 1)
        return self._first(most - NEAR_DEEP)

    def _first(self, saving: float) -> int:
        """Return the cheapest combination of the front with at least this saving."""
        last = len(self._searched.options) - 1
        return next((k for k in range(last) if self._saving(k) >= saving), last)

    def _cheapest(self, deep: int) -> int | None:
        """Return the cheapest combination of the front that passes, None when none does.

        Between one that fails and one that passes, those tried tell what the next must save.
        """
        if not self._searched.options[deep] or not self._passes(deep):
            return None
        failing, passing = 0, deep
        for count in range(TRIES):
            if passing - failing <= 1:
                break
            halve = count > HALVES and count % HALVES == HALVES - 1
            guess = (failing + passing) // 2 if halve else self._guess(failing, passing)
            if self._passes(guess):
                passing = guess
            else:
                failing = guess
        return self._cheaper(passing)

    def _guess(self, failing: int, passing: int) -> int:
        """Return the combination between both that is foreseen to be the first that passes."""
        between = range(failing + 1, passing)
        foreseen = zip(between, self._doubts(between), strict=True)
        hopeful = (k for k, doubt in foreseen if self._saving(k) - doubt >= self._threshold)
        return next(hopeful, passing - 1)

    def _cheaper(self, passing: int) -> int:
        """Return the cheapest that passes of those which would with a little less doubt than
        others have: a dearer combination may save more, and less surely."""
        doubts = [(1.0 - SURER) * doubt for doubt in self._doubts(range(passing))]
        hopeful = [k for k in range(1, passing) if self._saving(k) - doubts[k] >= self._threshold]
        return next((k for k in hopeful if self._passes(k)), passing)

    def _doubts(self, numbers: Sequence[int]) -> list[float]:
        """Return the saving that is not sure of some combinations, as those tried have it [-];
        where nothing is saved there is none."""
        tried = sorted(self._trials, key=self._saving)
        savings = [0.0, *(self._saving(k) for k in tried)]
        doubts = [0.0, *(self._saving(k) - self._trials[k].sure for k in tried)]
        found: list[float] = np.interp([self._saving(k) for k in numbers], savings, doubts).tolist()
        return found

    def _best_value(self, cheapest: int, deep: int) -> int:
        """Return the knee of the front between the cheapest and the deep package.

        There, the share of the way in saving is furthest ahead of the share of the way in
        cost: beyond it each further yuan saves clearly less.
        """
        cost, saving = self._searched.costs, self._searched.savings
        way = cost[deep] - cost[cheapest], saving[deep] - saving[cheapest]
        if deep <= cheapest or min(way) <= 0:
            return cheapest

        def ahead(k: int) -> float:
            return (saving[k] - saving[cheapest]) / way[1] - (cost[k] - cost[cheapest]) / way[0]

        ranked = sorted(range(cheapest, deep + 1), key=ahead, reverse=True)
        return next(k for k in ranked if k in (cheapest, deep) or self._passes(k))
