"""From a chosen set of measures to a package: every figure of it, by the engine or the sample."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.calc.build_up import element_u
from app.calc.choices import Option
from app.calc.cost import Pricing, total
from app.calc.economics import simple_payback
from app.calc.engine import simulate
from app.calc.geometry import shape_of
from app.calc.measures import Chosen
from app.calc.planner import Credited, Premise, Progress, credited
from app.calc.quantities import open_sides
from app.calc.supply import account
from app.calc.thermal_model import air_state, thermal_model
from app.i18n import Text
from app.model.assessment import (
    Assessment,
    Finding,
    Package,
    PackageKey,
    PlannedMeasure,
    Range,
    UseState,
)
from app.model.catalogue import Catalogue, Measure, MethodSpec, PolicyPack
from app.model.hourly import EngineOptions
from app.model.house import SIDES, ResolvedHouse, Side
from app.model.survey import Survey
from app.services.assess import THETA_E_DESIGN, Context, use_state
from app.services.assess_envelope import heat_load
from app.services.rule_conditions import Works
from app.services.rules import findings
from app.services.uncertainty import Sample, Sampled, interval

Array = NDArray[np.float64]
NEVER = 100.0
"""Years that stand for a payback that is not reached [a]."""
NO_CLAIM = "R09"
"""Rule under which no 30 % may be claimed."""
SIDE_NAMES: dict[Side, Text] = {
    "S": Text("正面", "front"),
    "N": Text("背面", "back"),
    "E": Text("东侧", "east"),
    "W": Text("西侧", "west"),
}
ALL_SIDES = Text("各面", "all sides")
NOWHERE = Text("", "")
ORDER = (
    "ceiling",
    "roof",
    "wall",
    "window",
    "cover",
    "door",
    "air",
    "floor_edge",
    "sunspace",
    "safety",
)


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What all packages of a dwelling are computed from."""

    survey: Survey
    assessment: Assessment
    context: Context
    premise: Premise
    pricing: Pricing
    sample: Sample

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        return self.context.catalogue

    @property
    def pack(self) -> PolicyPack:
        """The policy pack."""
        return self.context.pack

    @property
    def method(self) -> MethodSpec:
        """The method that decides."""
        return self.pack.spec(self.pack.decides)


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A set of measures with its credited saving and its sample."""

    option: Option
    credit: Credited
    sampled: Sampled
    overall: Array
    overall_typical: float
    probability: float
    sure: float
    """Saving by the deciding method that is reached with the required probability [-]."""


def ordered(option: Option, catalogue: Catalogue) -> Option:
    """Return the measures in the order in which they are shown and added up."""
    rank = {category: k for k, category in enumerate(ORDER)}
    return tuple(
        sorted(option, key=lambda c: (rank[catalogue.measures[c.measure].category], str(c)))
    )


def try_out(basis: Basis, option: Option, progress: Progress | None = None) -> Trial:
    """Simulate a set of measures and the sample of it."""
    credit = credited(basis.premise, [option], air=True)[0]
    sampled = basis.sample.after(option, credit.air_cut, progress)
    typical, overall = _overall(basis, option, credit, sampled)
    deciding = sampled.saving
    if basis.method.basis == "primary_energy":
        least = basis.method.envelope_part_min
        enough = sampled.saving >= (least.value if least else 0.0)
        deciding = np.where(enough, overall, np.minimum(overall, 0.0))
    threshold, required = basis.method.threshold.value, basis.method.required_probability.value
    return Trial(
        option=option,
        credit=credit,
        sampled=sampled,
        overall=overall,
        overall_typical=typical,
        probability=float(np.mean(deciding >= threshold)),
        sure=float(np.quantile(deciding, 1 - required)),
    )


def _overall(
    basis: Basis, option: Option, credit: Credited, sampled: Sampled
) -> tuple[float, Array]:
    """Return the saving of primary energy, typical and by the sample [-]."""
    before = account(
        basis.premise.bare, basis.premise.q_before, "standard", basis.catalogue, basis.pack
    )
    after = account(
        basis.premise.after(option), credit.q_h_nd, "standard", basis.catalogue, basis.pack
    )
    heat = sum(line.kgce for line in before.lines if line.use == "heating")
    rest = before.kgce - heat
    per_need = heat / basis.premise.q_before
    saved: Array = per_need * (sampled.before - sampled.after)
    share: Array = saved / (rest + per_need * sampled.before)
    return 1 - after.kgce / before.kgce, share


def build(basis: Basis, key: PackageKey, trial: Trial) -> Package:
    """Return the package of a trial with all its figures."""
    option = ordered(trial.option, basis.catalogue)
    after = basis.premise.after(option)
    rise = comfort_rise(basis.premise.bare, basis.pack)
    standard, actual, warmer = _states(basis, after, warmed(after, basis.pack, rise))
    measures = _measures(basis, option, after)
    cost = total(line for measure in measures for line in measure.lines)
    same, warm = _money(basis, trial, actual, warmer)
    found = _findings(basis, option, warmer)
    claim = all(finding.rule != NO_CLAIM for finding in found)
    required = basis.method.required_probability.value
    return Package(
        key=key,
        measures=measures,
        saving_demand=interval(trial.sampled.saving, trial.credit.saving),
        saving_overall=interval(trial.overall, trial.overall_typical),
        probability=trial.probability,
        passes=claim and trial.probability >= required,
        air_share=trial.credit.air_share,
        cost=cost,
        standard=standard,
        actual=actual,
        actual_warmer=warmer,
        saved_same_warmth=same,
        saved_warmer=warm,
        theta_gain=rise,
        payback=_payback(cost, same),
        co2_saved=basis.assessment.actual.account.co2 - actual.account.co2,
        kgce_saved=basis.assessment.actual.account.kgce - actual.account.kgce,
        phi_hl=_heat_load(basis, after),
        waterfall=waterfall(basis, option, trial.credit),
        findings=found,
    )


# states


def _states(
    basis: Basis, after: ResolvedHouse, warm: ResolvedHouse
) -> tuple[UseState, UseState, UseState]:
    catalogue, pack, weather = basis.catalogue, basis.pack, basis.context.weather
    standard = thermal_model(after, "standard", catalogue, pack, weather)
    free = replace(standard, id=f"{after.id}:free", heating=None)
    actual = thermal_model(after, "actual", catalogue, pack, weather)
    warmer = thermal_model(warm, "actual", catalogue, pack, weather)
    runs = simulate([standard, free, actual, warmer], weather, EngineOptions(balance=False))
    heated = shape_of(after).heated
    theta = min(runs[1].zones[zone].theta_mean_jan for zone in heated)
    return (
        use_state(after, "standard", runs[0], basis.context, theta),
        use_state(after, "actual", runs[2], basis.context, theta),
        use_state(warm, "actual", runs[3], basis.context, theta),
    )


def comfort_rise(house: ResolvedHouse, pack: PolicyPack) -> float:
    """Return by how much the rooms are kept warmer after the works [K], the typical share.

    The set point rises by the smaller of the pack's largest rise and the gap to its goal.
    """
    rule = pack.take_back
    gap = max(rule.theta_goal.value - house.actual.theta_day, 0.0)
    return rule.share.typical * min(rule.rise_max.value, gap)


def warmed(house: ResolvedHouse, pack: PolicyPack, rise: float) -> ResolvedHouse:
    """Return the house as the family uses it afterwards: warmer, and more of its rooms."""
    use = house.actual
    theta = tuple(None if value is None else value + rise for value in use.theta_set)
    plan = house.plan
    bays = min(plan.heated_bays * pack.take_back.rooms_hours.typical, float(plan.bays))
    first = min(plan.first_heated, plan.bays - bays)
    return replace(
        house,
        actual=replace(use, theta_set=theta, theta_day=use.theta_day + rise),
        plan=replace(plan, heated_bays=bays, first_heated=first),
    )


def _heat_load(basis: Basis, after: ResolvedHouse) -> float:
    catalogue, pack = basis.catalogue, basis.pack
    shape = shape_of(after)
    n = max(air_state(after, "actual", catalogue, pack, shape).n, pack.air.n_minimum.value)
    theta_year = float(basis.context.weather.theta_e.mean())
    return heat_load(after, shape, n, THETA_E_DESIGN, theta_year, catalogue)


def waterfall(basis: Basis, option: Option, credit: Credited) -> tuple[tuple[str, float], ...]:
    """Return what each measure adds to the saving when they are done one after the other [-].

    Measures without an effect on the need are left out; air that is not credited is a step of
    its own, so that the steps sum to the saving.
    """
    works = [c for c in option if c not in basis.premise.companions]
    works = [c for c in works if basis.catalogue.measures[c.measure].category != "safety"]
    prefixes = [tuple(works[: k + 1]) for k in range(len(works))]
    results = credited(basis.premise, prefixes, air=False) if prefixes else []
    steps, before = [], 0.0
    for chosen, result in zip(works, results, strict=True):
        steps.append((chosen.measure, result.saving - before))
        before = result.saving
    if credit.air_cut > 0:
        steps.append(("air_cut", -credit.air_cut))
    return tuple(steps)


# money


def _heating_cost(state: UseState) -> float:
    return sum(line.cost for line in state.account.lines if line.use == "heating")


def _money(basis: Basis, trial: Trial, actual: UseState, warmer: UseState) -> tuple[Range, Range]:
    """Return the yearly saving of money with the same warmth, and with more of it [yuan/a].

    The sample of standard use gives the spread of the heat saved; set point, hours, winter
    and plant are drawn with it. With more warmth the bill may rise.
    """
    now = _heating_cost(basis.assessment.actual)
    same, extra = now - _heating_cost(actual), _heating_cost(warmer) - _heating_cost(actual)
    spread, sampled = basis.sample.spread, trial.sampled
    heat = basis.premise.q_before - trial.credit.q_h_nd
    use = spread.use_factor() / spread.plant_factor()
    drawn = np.ones_like(use)
    if heat > 0:
        drawn = np.maximum((sampled.before - sampled.after) / heat, 0.0)
    rule = basis.pack.take_back
    share = spread.factor("take_back_theta", "derived", "takeback") / rule.share.typical
    saved = same * drawn * use
    taken = extra * share * use
    return interval(saved, same), interval(saved - taken, same - extra)


def _payback(cost: Range, saved: Range) -> Range | None:
    if saved.typical <= 0 or cost.typical <= 0:
        return None
    typical = min(simple_payback(cost.typical, saved.typical), NEVER)
    return Range(
        min(simple_payback(cost.low, saved.high), NEVER),
        typical,
        min(simple_payback(cost.high, saved.low), NEVER),
    )


# measures as shown


def _measures(basis: Basis, option: Option, after: ResolvedHouse) -> tuple[PlannedMeasure, ...]:
    bill = basis.pricing.bill(option)
    planned = []
    for chosen in option:
        measure = basis.catalogue.measures[chosen.measure]
        lines = bill[chosen]
        u_before, u_after = _u_values(basis, chosen, measure, after)
        planned.append(
            PlannedMeasure(
                id=measure.id,
                name=measure.name,
                part=measure.category,
                where=_where(basis.premise.bare, chosen),
                quantity=lines[0].quantity,
                unit=lines[0].unit,
                u_before=u_before,
                u_after=u_after,
                cost=total(lines),
                lines=lines,
            )
        )
    return tuple(planned)


def _where(house: ResolvedHouse, chosen: Chosen) -> Text:
    if not chosen.sides:
        return NOWHERE
    if set(chosen.sides) == set(open_sides(house)):
        return ALL_SIDES
    names = [SIDE_NAMES[side] for side in chosen.sides]
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _u_values(
    basis: Basis, chosen: Chosen, measure: Measure, after: ResolvedHouse
) -> tuple[float | None, float | None]:
    house, sides = basis.premise.bare, chosen.sides or SIDES
    materials = basis.catalogue.materials
    match measure.category:
        case "wall":
            element = next(f"wall.{side}" for side in open_sides(house, sides))
            return element_u(house, element, materials), element_u(after, element, materials)
        case "roof" | "ceiling":
            return element_u(house, "roof", materials), element_u(after, "roof", materials)
        case "window" | "door":
            return _u_openings(house, measure, sides), _u_openings(after, measure, sides)
    return None, None


def _u_openings(house: ResolvedHouse, measure: Measure, sides: Sequence[Side]) -> float | None:
    """Return the mean U of the openings a measure is about, replaced or not; add-ons aside."""
    groups = [g for g in house.openings if g.kind == measure.category and g.side in sides]
    area = sum(group.area for group in groups)
    return sum(g.u_value * g.area for g in groups) / area if area > 0 else None


def _findings(basis: Basis, option: Option, warmer: UseState) -> tuple[Finding, ...]:
    measures = tuple(basis.catalogue.measures[chosen.measure] for chosen in option)
    works = Works(
        measures=measures,
        n_after=basis.premise.air_of(basis.premise.after(option)),
        n_minimum=basis.pack.air.n_minimum.value,
        theta_plan=warmer.theta_set,
    )
    return findings(basis.survey, basis.catalogue, "planned", works)
