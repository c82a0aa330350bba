"""From a chosen set of measures to a package: every figure of it, by the engine or the sample."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.calc.build_up import element_u
from app.calc.choices import ORDER, Option
from app.calc.cost import Pricing, total
from app.calc.damp import moisture_of
from app.calc.economics import simple_payback
from app.calc.engine import simulate
from app.calc.geometry import shape_of
from app.calc.goods import goods_of
from app.calc.label import label_of
from app.calc.measures import Chosen
from app.calc.planner import Credited, Premise, Progress, credited
from app.calc.quantities import open_sides
from app.calc.supply import account
from app.calc.thermal_model import has_hung_covers, thermal_model, unheated
from app.i18n import Text
from app.model.assessment import (
    Assessment,
    ColdestRoom,
    ElementResult,
    EnergyAccount,
    Finding,
    HeatLoad,
    Moisture,
    Package,
    PackageKey,
    PlannedMeasure,
    Range,
    UseState,
)
from app.model.catalogue import AddLayers, Catalogue, Measure, MethodSpec, PolicyPack
from app.model.catalogue.prices import CoverRule
from app.model.catalogue.sourced import Sourced
from app.model.hourly import EngineOptions, RunResult
from app.model.house import SIDES, ResolvedHouse, Side
from app.model.survey import Survey, VillageValues
from app.model.uncertainty import Sensitivity
from app.services.assess import THREADS, Context, use_state
from app.services.assess_envelope import Losses, elements_table, losses_of
from app.services.assess_uncertainty import sensitivity_of
from app.services.climate_results import coldest_day_outdoors, coldest_rooms, zone_climates
from app.services.damp_rules import damp_findings
from app.services.design import heat_load
from app.services.package_bill import Bills, bill_now, bills_of, saved_money
from app.services.package_money import with_money
from app.services.rule_conditions import Works
from app.services.rules import findings
from app.services.uncertainty import SEARCH_STEPS, Sample, Sampled, interval
from app.services.worth import worth_of

Array = NDArray[np.float64]
SURE = 2.0
"""Standard errors between a share of drawn houses and the required one that settle a verdict."""
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
States = tuple[UseState, UseState, UseState, ColdestRoom]
NO_HEATING_NEED = ("repair", "heating", "electric", "safety")
"""Categories that change the account or the safety of the house, not its heating need."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What all packages of a dwelling are computed from; ``today`` is the ISO date of the plan."""

    survey: Survey
    assessment: Assessment
    context: Context
    premise: Premise
    pricing: Pricing
    sample: Sample
    village: VillageValues
    today: str

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


def try_out(
    basis: Basis, option: Option, progress: Progress | None = None, count: int | None = None
) -> Trial:
    """Simulate a set of measures and the sample of it, or its first ``count`` houses."""
    credit, sampled = basis.sample.after(option, progress, count)
    accounts = _accounts(basis, option, credit)
    overall = _overall(basis, accounts, credit, sampled)
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
        overall_typical=1 - accounts[1].kgce / accounts[0].kgce,
        probability=float(np.mean(deciding >= threshold)),
        sure=float(np.quantile(deciding, 1 - required)),
    )


def clear_trial(basis: Basis, option: Option, progress: Progress | None = None) -> Trial:
    """Try out a set of measures, see :func:`clear_trials`."""
    return clear_trials(basis, [option], progress)[option]


def clear_trials(
    basis: Basis, options: Sequence[Option], progress: Progress | None = None
) -> dict[Option, Trial]:
    """Try out sets of measures with few houses, with more those whose verdict is not clear.

    Clear is a share that lies further from the required one than :data:`SURE` standard errors of
    as many independent houses; the even draws err by less. What is settled wrongly costs a dearer
    package at most: every named package is judged by the whole sample.
    """
    required = basis.method.required_probability.value
    found: dict[Option, Trial] = {}
    unclear = list(dict.fromkeys(options))
    for count in SEARCH_STEPS:
        basis.sample.simulate(unclear, count, progress)
        found.update((option, try_out(basis, option, progress, count)) for option in unclear)
        error = math.sqrt(required * (1.0 - required) / count)
        if count >= basis.sample.size:
            break
        unclear = [o for o in unclear if abs(found[o].probability - required) <= SURE * error]
    return found


def typical(basis: Basis, option: Option, credit: Credited) -> float:
    """Return the saving of flawless works by the deciding method [-], without a sample."""
    if basis.method.basis != "primary_energy":
        return credit.saving
    before, after = _accounts(basis, option, credit)
    least = basis.method.envelope_part_min
    overall = 1 - after.kgce / before.kgce
    return overall if credit.saving >= (least.value if least else 0.0) else min(overall, 0.0)


def _accounts(
    basis: Basis, option: Option, credit: Credited
) -> tuple[EnergyAccount, EnergyAccount]:
    """Return the energy of standard use before and after."""
    catalogue, pack, q_before = basis.catalogue, basis.pack, basis.premise.q_before
    house = _with_counted_equipment(basis, basis.premise.after(option))
    before = account(basis.premise.bare, q_before, "standard", catalogue, pack)
    return before, account(house, credit.q_h_nd, "standard", catalogue, pack)


def _overall(
    basis: Basis,
    accounts: tuple[EnergyAccount, EnergyAccount],
    credit: Credited,
    sampled: Sampled,
) -> Array:
    """Return the saving of primary energy by the sample [-]."""
    before, after = accounts
    rest_before, per_before = _per_need(before, basis.premise.q_before)
    rest_after, per_after = _per_need(after, credit.q_h_nd)
    left: Array = rest_after + per_after * sampled.after
    share: Array = 1.0 - left / (rest_before + per_before * sampled.before)
    return share


def _with_counted_equipment(basis: Basis, after: ResolvedHouse) -> ResolvedHouse:
    """Return the house with its old equipment where the method does not count new one."""
    methods = [method for method in basis.pack.methods if method.basis == "primary_energy"]
    if all(method.equipment_counts for method in methods):
        return after
    bare = basis.premise.bare
    return replace(after, heating=bare.heating, services=bare.services)


def _per_need(found: EnergyAccount, need: float) -> tuple[float, float]:
    """Return what is used beside heating [kgce], and for heating per need [kgce/kWh]."""
    heat = sum(line.kgce for line in found.lines if line.use == "heating")
    return found.kgce - heat, heat / need if need > 0 else 0.0


def build(basis: Basis, trials: Sequence[tuple[PackageKey, Trial]]) -> tuple[Package, ...]:
    """Return the packages of trials with all their figures; what needs the engine runs at once."""
    options = [ordered(trial.option, basis.catalogue) for _, trial in trials]
    now, states = _states(basis, options)
    before = bill_now(basis, now)
    steps = waterfalls(basis, options)
    covers = _covers_add(basis, options, [uses[0].q_h_nd for uses in states])
    packages = []
    for k, ((key, trial), option, uses, falls) in enumerate(
        zip(trials, options, states, steps, strict=True)
    ):
        house = basis.premise.after(option)
        bills = bills_of(basis, house, before, uses[1], uses[2])
        made = _package(basis, key, trial, option, uses, falls, bills)
        worth = worth_of(made, basis.premise.bare, basis.assessment, bills, basis.pack)
        made = replace(made, worth=worth, covers_add=covers[k])
        packages.append(with_money(basis, made, bills))
    return tuple(packages)


def _package(
    basis: Basis,
    key: PackageKey,
    trial: Trial,
    option: Option,
    states: States,
    steps: tuple[tuple[str, float], ...],
    bills: Bills,
) -> Package:
    standard, actual, warmer, coldest = states
    after = basis.premise.after(option)
    measures = _measures(basis, option, after)
    cost = total(line for measure in measures for line in measure.lines)
    same, warm = saved_money(basis, trial, bills)
    load = _heat_load(basis, after, actual)
    moisture = moisture_of(after, basis.catalogue, basis.pack, basis.context.weather)
    found = (*_findings(basis, option, warmer), *_damp(basis, moisture))
    claim = all(finding.rule != NO_CLAIM for finding in found)
    required = basis.method.required_probability.value
    cut = (("air_cut", -trial.credit.air_cut),) if trial.credit.air_cut > 0 else ()
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
        theta_gain=comfort_rise(basis.premise.bare, basis.pack),
        payback=_payback(cost, same),
        co2_saved=basis.assessment.actual.account.co2 - actual.account.co2,
        kgce_saved=basis.assessment.actual.account.kgce - actual.account.kgce,
        phi_hl=load.phi_hl,
        waterfall=(*steps, *cut),
        findings=found,
        heat_load=load,
        moisture=moisture,
        elements=_elements(basis, after, actual),
        samples=len(trial.sampled.after),
        saving_likely=float(np.median(trial.sampled.saving)),
        sensitivity=_sensitivity(basis, trial),
        label=label_of(standard.q_h_nd_per_m2, basis.pack),
        goods=goods_of(option, basis.pricing),
        gap=max(basis.method.threshold.value - trial.sure, 0.0)
        if trial.probability < required
        else None,
        coldest=coldest,
    )


def _sensitivity(basis: Basis, trial: Trial) -> Sensitivity | None:
    """Return what makes the saving wide, by the houses of the trial."""
    scores = basis.sample.spread.draws.scores
    house, catalogue = basis.premise.bare, basis.catalogue
    return sensitivity_of("saving", trial.sampled.saving, scores, house, catalogue)


# states


def _states(basis: Basis, options: Sequence[Option]) -> tuple[UseState, list[States]]:
    """Return actual use now; standard, actual and warmer use after each package, coldest room."""
    catalogue, pack, weather = basis.catalogue, basis.pack, basis.context.weather
    now = basis.premise.bare
    rise = comfort_rise(now, pack)
    houses = []
    models = [
        unheated(thermal_model(now, "standard", catalogue, pack, weather), f"{now.id}:free"),
        thermal_model(now, "actual", catalogue, pack, weather),
    ]
    for option in options:
        after = basis.premise.after(option)
        warm = warmed(after, pack, rise)
        standard = thermal_model(after, "standard", catalogue, pack, weather)
        houses.append((after, warm))
        models += [
            standard,
            unheated(standard, f"{after.id}:free"),
            thermal_model(after, "actual", catalogue, pack, weather),
            thermal_model(warm, "actual", catalogue, pack, weather),
        ]
    asked = EngineOptions(season_only=True, hourly=True, threads=THREADS)
    runs = simulate(models, weather, asked)
    day = coldest_day_outdoors(weather)
    before = coldest_rooms(now, runs[0], runs[1], day)
    today = use_state(now, "actual", runs[1], basis.context)
    found: list[States] = []
    for k, (after, warm) in enumerate(houses):
        own, free, actual, warmer = runs[4 * k + 2 : 4 * k + 6]
        rooms = coldest_rooms(after, free, actual, day)
        theta = min(free.zones[zone].theta_mean_jan for zone in shape_of(after).heated)
        found.append(
            (
                _felt(use_state(after, "standard", own, basis.context, theta), own, free),
                _felt(use_state(after, "actual", actual, basis.context, theta), actual, free),
                _felt(use_state(warm, "actual", warmer, basis.context, theta), warmer, free),
                ColdestRoom(before.free, rooms.free, before.used, rooms.used),
            )
        )
    return today, found


def _covers_add(basis: Basis, options: Sequence[Option], needs: Sequence[float]) -> list[float]:
    """Return what hung covers would add to the saving [-] where the pack does not count them.

    ``needs`` [kWh] of standard use without them.
    """
    pack, found = basis.pack, [0.0] * len(options)
    if pack.covers.credited.value:
        return found
    rule = CoverRule(Sourced(1.0, pack.covers.credited.mark, pack.covers.credited.source))
    counting = msgspec.structs.replace(pack, covers=rule)
    houses = [basis.premise.after(option) for option in options]
    hung = [k for k, house in enumerate(houses) if has_hung_covers(house)]
    weather = basis.context.weather
    models = [
        thermal_model(houses[k], "standard", basis.catalogue, counting, weather) for k in hung
    ]
    if models:
        runs = simulate(models, weather, EngineOptions(season_only=True, balance=False))
        for k, run in zip(hung, runs, strict=True):
            found[k] = max(needs[k] - run.q_h_nd, 0.0) / basis.premise.q_before
    return found


def _felt(state: UseState, run: RunResult, free: RunResult) -> UseState:
    return replace(state, zones=zone_climates(run, free))


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


def _heat_load(basis: Basis, after: ResolvedHouse, actual: UseState) -> HeatLoad:
    pack, weather = basis.pack, basis.context.weather
    model = thermal_model(after, "actual", basis.catalogue, pack, weather)
    return heat_load(after, model, actual.phi_h_peak, basis.context)


def _elements(basis: Basis, after: ResolvedHouse, actual: UseState) -> tuple[ElementResult, ...]:
    losses = losses_of(actual.balance) if actual.balance else Losses({}, 0.0)
    return elements_table(after, shape_of(after), losses, basis.catalogue)


def _damp(basis: Basis, after: Moisture) -> tuple[Finding, ...]:
    before = basis.assessment.moisture
    if before is None:
        context = basis.context
        before = moisture_of(basis.premise.bare, basis.catalogue, basis.pack, context.weather)
    return damp_findings(before, after, basis.catalogue)


def waterfalls(basis: Basis, options: Sequence[Option]) -> list[tuple[tuple[str, float], ...]]:
    """Return what each measure adds to the saving when they are done one after the other [-].

    Measures without an effect on the need are left out; air that is not credited is not yet
    taken off.
    """
    works = [
        [c for c in option if saves_need(basis.catalogue.measures[c.measure])] for option in options
    ]
    prefixes = [tuple(done[: k + 1]) for done in works for k in range(len(done))]
    distinct = list(dict.fromkeys(prefixes))
    results = credited(basis.premise, distinct, air=False) if distinct else []
    saved = {
        prefix: 1 - result.q_h_nd / basis.premise.q_before
        for prefix, result in zip(distinct, results, strict=True)
    }
    return [
        tuple(
            (
                chosen.measure,
                saved[tuple(done[: k + 1])] - (saved[tuple(done[:k])] if k else 0.0),
            )
            for k, chosen in enumerate(done)
        )
        for done in works
    ]


def saves_need(measure: Measure) -> bool:
    """Tell whether a measure changes the heating need."""
    return bool(measure.effects) and measure.category not in NO_HEATING_NEED


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
                where=where_of(basis.premise.bare, chosen),
                quantity=lines[0].quantity,
                unit=lines[0].unit,
                u_before=u_before,
                u_after=u_after,
                cost=total(lines),
                lines=lines,
                sides=chosen.sides,
                stage=measure.stage,
                days=measure.days.of(lines[0].quantity),
            )
        )
    return tuple(planned)


def where_of(house: ResolvedHouse, chosen: Chosen) -> Text:
    """Return the sides a measure is done on, in words."""
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
    layered = next((e for e in measure.effects if isinstance(e, AddLayers)), None)
    if layered is not None and layered.target != "floor":
        element: str = layered.target
        if element == "wall":
            element = next(f"wall.{side}" for side in open_sides(house, sides))
        return element_u(house, element, materials), element_u(after, element, materials)
    if measure.category in ("window", "door"):
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
