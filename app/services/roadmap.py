"""The roadmap of a package: steps proposed, arranged by hand within the rules, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from app.calc.choices import Option
from app.calc.cost import Pricing, total
from app.calc.funding import Household, Works, fund
from app.calc.measures import parse_chosen
from app.calc.planner import Premise
from app.calc.roadmap import Stop, Task, times
from app.errors import NotFoundError
from app.i18n import gettext as _
from app.model.assessment import CostLine, Package, PackageKey, Plan, PlannedMeasure, Range
from app.model.roadmap import RoadChange, Roadmap, RoadStep, StepMeasure, StepState
from app.model.survey import Survey, VillageValues, village_value
from app.services.arranging import Arranger, arrangement_of, arranger_of, option_of
from app.services.assess import Context, resolved_survey
from app.services.household_money import household_of
from app.services.resolve import resolve
from app.services.roadmap_state import StepCost, costs_of, premise_for, states_after, values_of
from app.services.work_facts import site_days, stage_of

__all__ = ["FIELD", "Road", "arrangement_of", "job_values", "road_of", "roadmap_of"]
FIELD = "TP5"
"""Field of the dwelling that holds the arrangement (order of the works)."""
SAFETY_TRADE = "stove"


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A package ready to be arranged: its jobs, rules, prices and states."""

    survey: Survey
    context: Context
    plan: Plan
    package: Package
    arranger: Arranger
    premise: Premise
    pricing: Pricing
    home: Household

    @property
    def task(self) -> Task:
        """The jobs of the package with their rules."""
        return self.arranger.task

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
            findings=self.arranger.findings(stops),
        )

    def _steps(
        self, stops: Sequence[Stop], steps: Sequence[Option], states: Sequence[StepState]
    ) -> list[RoadStep]:
        planned = self.arranger.measures
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
                    begin=stop.begin,
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
    catalogue, pack = context.catalogue, context.pack
    house = resolve(survey, village, catalogue, pack, context.weather)
    filled = resolved_survey(survey, village, context)
    premise, pricing = premise_for(house, context), Pricing(house, catalogue, _factor(village))
    value = values_of(premise, pricing, option_of(package))
    arranger = arranger_of(filled, context, plan, package, value, today)
    home = household_of(filled, village, pack)
    return Road(filled, context, plan, package, arranger, premise, pricing, home)


def job_values(
    survey: Survey, village: VillageValues, context: Context, package: Package
) -> dict[str, float]:
    """Return the saving per yuan of each job of a package alone [1/yuan], by runs of the engine."""
    house = resolve(survey, village, context.catalogue, context.pack, context.weather)
    pricing = Pricing(house, context.catalogue, _factor(village))
    return values_of(premise_for(house, context), pricing, option_of(package))


def _with_lines(planned: PlannedMeasure, lines: tuple[CostLine, ...]) -> PlannedMeasure:
    return replace(planned, lines=lines, cost=total(lines))


def _again(before: Sequence[Sequence[StepMeasure]], here: Sequence[StepMeasure]) -> bool:
    """Tell whether a trade comes that has been there before; safety devices do not count."""
    been = {m.trade for measures in before for m in measures if m.trade != SAFETY_TRADE}
    return any(measure.trade in been for measure in here)


def _factor(village: VillageValues) -> float:
    factor = village_value(village, "V07").value
    return float(factor) if isinstance(factor, int | float) else 1.0


def _sum(one: Range, other: Range) -> Range:
    return Range(one.low + other.low, one.typical + other.typical, one.high + other.high)


def roadmap_of(road: Road, kept: object = None, change: RoadChange | None = None) -> Roadmap:
    """Return the roadmap of a package, as kept or proposed, after a change of it.

    Raises
    ------
    RefusedError
        If the change breaks a rule; the sentence says which.
    """
    stops, own = road.arranger.stops(kept)
    if change is not None:
        stops, own = road.arranger.rearranged(stops, change), True
    return road.roadmap(stops, own=own)
