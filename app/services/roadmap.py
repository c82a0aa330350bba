"""The roadmap of a package: steps proposed, arranged by hand within the rules, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.calc.choices import Option
from app.calc.cost import Pricing, total
from app.calc.funding import Household, Works, fund
from app.calc.measures import Chosen, parse_chosen
from app.calc.planner import Premise
from app.calc.roadmap import (
    WEATHER,
    Broken,
    Stop,
    Task,
    broken,
    moved,
    proposed,
    shifted,
    times,
)
from app.errors import NotFoundError, RefusedError
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import CostLine, Finding, Package, PackageKey, Plan, PlannedMeasure, Range
from app.model.roadmap import (
    SEASONS,
    Move,
    Roadmap,
    RoadStep,
    Shift,
    Slot,
    StepMeasure,
    StepState,
)
from app.model.survey import Survey, VillageValues, value_of, village_value
from app.services.assess import Context, resolved_survey
from app.services.household_money import household_of
from app.services.packages import ALL_SIDES, SIDE_NAMES
from app.services.resolve import resolve
from app.services.roadmap_rules import calendar_of, sentence_of, task_of
from app.services.roadmap_state import StepCost, costs_of, premise_for, states_after, values_of
from app.services.work_facts import site_days, stage_of

FIELD = "TP5"
"""Field of the dwelling that holds the arrangement (order of the works)."""
_WINDOW = "N07"
SAFETY_TRADE = "stove"


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A package ready to be arranged: its jobs, rules, prices and states."""

    survey: Survey
    context: Context
    plan: Plan
    package: Package
    task: Task
    premise: Premise
    pricing: Pricing
    home: Household

    def roadmap(self, stops: Sequence[Stop], *, own: bool) -> Roadmap:
        """Return the roadmap of an arrangement with the house's state after each step."""
        steps = [tuple(parse_chosen(key) for key in stop.jobs) for stop in stops]
        done = [tuple(c for step in steps[: k + 1] for c in step) for k in range(len(steps))]
        today, *after = states_after(self.premise, self.context, done)
        return Roadmap(
            dwelling_id=self.plan.dwelling_id,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            plan_id=self.plan.id,
            package=self.package.key,
            today=today,
            steps=tuple(self._steps(stops, steps, after)),
            own=own,
            findings=self._findings(stops),
        )

    def _steps(
        self, stops: Sequence[Stop], steps: Sequence[Option], states: Sequence[StepState]
    ) -> list[RoadStep]:
        planned = {str(c): m for c, m in zip(_option(self.package), self.package.measures,
                                             strict=True)}  # fmt: skip
        so_far = Range(0.0, 0.0, 0.0)
        found: list[RoadStep] = []
        done: list[PlannedMeasure] = []
        costs = costs_of(self.pricing, steps)
        for k, (stop, cost, state) in enumerate(zip(stops, costs, states, strict=True)):
            measures = tuple(self._measure(key, planned[key], cost) for key in stop.jobs)
            here = total(line for lines in cost.lines.values() for line in lines)
            so_far = _sum(so_far, here)
            done += [_with_lines(planned[key], cost.lines[key]) for key in stop.jobs]
            halves, relaxed = times(stop, self.task)
            found.append(
                RoadStep(
                    number=k + 1,
                    year=stop.slot.year,
                    season=stop.slot.season,
                    halves=halves,
                    measures=measures,
                    days=sum(measure.days for measure in measures),
                    cost=here,
                    cost_so_far=so_far,
                    own_cash_so_far=self._own_cash(done, state, last=k == len(stops) - 1),
                    state=state,
                    relaxed=relaxed,
                    again=_again([step.measures for step in found], measures),
                    extra=cost.extra,
                )
            )
        return found

    def _own_cash(self, done: Sequence[PlannedMeasure], state: StepState, *, last: bool) -> float:
        """Return the own cash so far; what is paid for passing comes with the last step."""
        works = Works(
            tuple(done),
            state.saving * self.premise.q_before,
            last and self.package.passes,
        )
        rules = self.context.pack.funding
        return float(fund(works, self.home, rules, self.plan.at[:10]).own_cash)

    def _measure(self, key: str, planned: PlannedMeasure, cost: StepCost) -> StepMeasure:
        measure = self.context.catalogue.measures[planned.id]
        days = site_days(planned, self.context.catalogue)
        price = total(cost.lines[key])
        return StepMeasure(
            key, planned.name, planned.where, measure.trade, stage_of(measure), price, days
        )

    def _findings(self, stops: Sequence[Stop]) -> tuple[Finding, ...]:
        """Return the rules that the arrangement breaks, each once."""
        rules = dict.fromkeys(item.rule for item in broken(stops, self.task))
        return tuple(self._finding(rule) for rule in rules)

    def _finding(self, rule: str) -> Finding:
        known = self.context.catalogue.rules.get(rule)
        sentence = sentence_of(rule, self.context.catalogue)
        source, mark = (known.source, known.mark) if known else ("", "C")
        return Finding(rule, "warn", sentence, source, mark)

    def rearranged(self, stops: Sequence[Stop], change: Move | Shift) -> tuple[Stop, ...]:
        """Return the arrangement after a change.

        Raises
        ------
        RefusedError
            If the change breaks a rule that was kept before; it says the rule's sentence.
        NotFoundError
            If there is no such measure or step.
        """
        self._check(stops, change)
        if isinstance(change, Move):
            new = moved(stops, change.measure, change.to - 1, self.task)
        else:
            new = shifted(stops, change.step - 1, change.by)
        before = set(broken(stops, self.task))
        wrong = [item for item in broken(new, self.task) if item not in before]
        if wrong:
            raise RefusedError(self._refusal(wrong[0]))
        return new

    def _check(self, stops: Sequence[Stop], change: Move | Shift) -> None:
        if isinstance(change, Move):
            if all(change.measure not in stop.jobs for stop in stops):
                raise NotFoundError(
                    _("The package has no measure {name}.").format(name=change.measure)
                )
            there = change.to
        else:
            there = change.step
        last = len(stops) + isinstance(change, Move)
        if not 1 <= there <= last:
            raise NotFoundError(
                _("There is no step {n}; there are {last}.").format(n=there, last=len(stops))
            )

    def _refusal(self, wrong: Broken) -> str:
        sentence = sentence_of(wrong.rule, self.context.catalogue).get(language())
        names = {str(c): m for c, m in zip(_option(self.package), self.package.measures,
                                           strict=True)}  # fmt: skip
        if wrong.rule == WEATHER:
            name = names[wrong.job].name.get(language())
            return _("Not moved. {rule} ({name})").format(rule=sentence, name=name)
        return _("Not moved. {rule}").format(rule=sentence)


def road_of(
    survey: Survey,
    village: VillageValues,
    context: Context,
    plan: Plan,
    key: PackageKey,
    today: date | None = None,
) -> Road:
    """Return a package of a plan ready to be arranged; ``today`` by default that of the plan.

    Raises
    ------
    NotFoundError
        If the plan has no such package.
    """
    package = next((package for package in plan.packages if package.key == key), None)
    if package is None:
        raise NotFoundError(_("The plan has no package “{key}”.").format(key=key))
    today = today or date.fromisoformat(plan.at[:10])
    catalogue, pack = context.catalogue, context.pack
    house = resolve(survey, village, catalogue, pack, context.weather)
    filled = resolved_survey(survey, village, context)
    window = str(value_of(filled, _WINDOW).value or "")
    half = 2 * (today.month - 1) + (today.day > 15)
    calendar = calendar_of(window, pack, today.year, half)
    premise, pricing = premise_for(house, context), Pricing(house, catalogue, _factor(village))
    option = _option(package)
    value = values_of(premise, pricing, option)
    task = task_of(option, catalogue, pack, context.weather, calendar, value)
    home = household_of(filled, village, pack)
    return Road(filled, context, plan, package, task, premise, pricing, home)


def _with_lines(planned: PlannedMeasure, lines: tuple[CostLine, ...]) -> PlannedMeasure:
    return replace(planned, lines=lines, cost=total(lines))


def _again(before: Sequence[Sequence[StepMeasure]], here: Sequence[StepMeasure]) -> bool:
    """Tell whether a trade comes that has been there before; safety devices do not count."""
    been = {m.trade for measures in before for m in measures if m.trade != SAFETY_TRADE}
    return any(measure.trade in been for measure in here)


def _factor(village: VillageValues) -> float:
    factor = village_value(village, "V07").value
    return float(factor) if isinstance(factor, int | float) else 1.0


def _option(package: Package) -> tuple[Chosen, ...]:
    """Return the measures of a package as chosen."""
    return tuple(_chosen(measure) for measure in package.measures)


def _chosen(measure: PlannedMeasure) -> Chosen:
    sides = tuple(side for side in SIDE_NAMES if side in measure.sides)
    if not sides and measure.where != ALL_SIDES:  # a plan that did not record them yet
        named = measure.where.zh.split("、")
        sides = tuple(side for side, name in SIDE_NAMES.items() if name.zh in named)
    return parse_chosen(str(Chosen(measure.id, sides)))


def _sum(one: Range, other: Range) -> Range:
    return Range(one.low + other.low, one.typical + other.typical, one.high + other.high)


# the arrangement as a change keeps it


def arrangement_of(roadmap: Roadmap) -> list[str]:
    """Return the arrangement as the village file keeps it: package, then a line a step."""
    lines = [
        f"{step.year}-{step.season}|{','.join(measure.key for measure in step.measures)}"
        for step in roadmap.steps
    ]
    return [f"package|{roadmap.package}", *lines]


def kept_stops(lines: object, road: Road) -> tuple[Stop, ...] | None:
    """Return the kept arrangement of this package, None where there is none that fits it."""
    if not isinstance(lines, list | tuple) or not lines:
        return None
    head, *rest = lines
    if head != f"package|{road.package.key}":
        return None
    try:
        stops = tuple(_stop(str(line)) for line in rest)
        broken(stops, road.task)
    except ValueError:
        return None
    return stops


def _stop(line: str) -> Stop:
    when, _bar, jobs = line.partition("|")
    year, _dash, name = when.partition("-")
    season = next((season for season in SEASONS if season == name), None)
    if season is None or not jobs:
        raise ValueError(f"{line!r} is no step")
    return Stop(Slot.of(int(year), season), tuple(jobs.split(",")))


def roadmap_of(road: Road, kept: object = None, change: Move | Shift | None = None) -> Roadmap:
    """Return the roadmap of a package, as kept or proposed, after a change of it.

    Raises
    ------
    RefusedError
        If the change breaks a rule; the sentence says which.
    """
    stops = kept_stops(kept, road)
    own = stops is not None
    stops = stops if stops is not None else proposed(road.task)
    if change is not None:
        stops, own = road.rearranged(stops, change), True
    return road.roadmap(stops, own=own)
