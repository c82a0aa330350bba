"""How the house and its money stand after each step of a package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.calc.choices import Option
from app.calc.cost import Pricing, total
from app.calc.engine import heating_needs, simulate
from app.calc.geometry import shape_of
from app.calc.label import label_of
from app.calc.measures import Chosen
from app.calc.planner import Premise, credit, premise_of
from app.calc.thermal_model import thermal_model, unheated
from app.model.assessment import CostLine
from app.model.hourly import EngineOptions, RunResult
from app.model.house import ResolvedHouse
from app.model.roadmap import StepState
from app.services.assess import THREADS, Context, season_of, use_state

PER_STATE = 4
"""Runs of a state: standard use, with the air of before, without heating, actual use."""


def premise_for(house: ResolvedHouse, context: Context) -> Premise:
    """Return what the states of a house share; measures come as they stand in their step."""
    options = EngineOptions(balance=False, season_only=True, threads=THREADS)
    return premise_of(
        house,
        context.catalogue,
        context.pack,
        context.weather,
        lambda models, progress=None: heating_needs(models, context.weather, options, progress),
    )


def states_after(
    premise: Premise, context: Context, options: Sequence[Option]
) -> tuple[StepState, ...]:
    """Return the state today and after each option, which holds all that is done by then."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    houses = [premise.bare, *(premise.after(option) for option in options)]
    models = []
    for house in houses:
        standard = premise.model(house)
        models += [
            standard,
            premise.model(house, premise.n_before),
            unheated(standard, f"{house.id}:free"),
            thermal_model(house, "actual", catalogue, pack, weather),
        ]
    runs = simulate(models, weather, season_of(premise.bare))
    return tuple(
        _state(premise, context, house, runs[PER_STATE * k : PER_STATE * (k + 1)], today=k == 0)
        for k, house in enumerate(houses)
    )


def _state(
    premise: Premise, context: Context, house: ResolvedHouse, runs: Sequence[RunResult], today: bool
) -> StepState:
    own, same_air, free, actual = runs
    theta = min(free.zones[zone].theta_mean_jan for zone in shape_of(house).heated)
    standard = use_state(house, "standard", own, context, theta)
    used = use_state(house, "actual", actual, context, theta)
    saving = 0.0 if today else credit(premise, own.q_h_nd, same_air.q_h_nd).saving
    return StepState(
        q_h_nd=standard.q_h_nd,
        q_h_nd_per_m2=standard.q_h_nd_per_m2,
        saving=saving,
        label=label_of(standard.q_h_nd_per_m2, context.pack),
        theta_without=theta,
        heating_cost=sum(line.cost for line in used.account.lines if line.use == "heating"),
        n_air=standard.n_air,
    )


@dataclass(frozen=True, slots=True)
class StepCost:
    """The lines of a step by job, and what it costs that a trade comes again [yuan]."""

    lines: Mapping[str, tuple[CostLine, ...]]
    extra: float


def costs_of(pricing: Pricing, steps: Sequence[Option]) -> tuple[StepCost, ...]:
    """Return what each step costs: side costs once, mobilisation in every step of the trade."""
    seen: set[tuple[str, str]] = set()
    found = []
    for step in steps:
        here: set[tuple[str, str]] = set()
        lines: dict[str, tuple[CostLine, ...]] = {}
        extra = 0.0
        for chosen in step:
            mine = []
            for item in pricing.lines(chosen):
                again = item.key in seen and _comes_again(item.line, pricing)
                if item.key in here or (item.key in seen and not again):
                    continue
                here.add(item.key)
                mine.append(item.line)
                extra += item.line.cost.typical if again else 0.0
            lines[str(chosen)] = tuple(mine)
        seen |= here
        found.append(StepCost(lines, extra))
    return tuple(found)


def _comes_again(line: CostLine, pricing: Pricing) -> bool:
    extra = pricing.catalogue.extra_lines.get(line.id)
    return extra is not None and extra.quantity == "trade"


def values_of(premise: Premise, pricing: Pricing, option: Sequence[Chosen]) -> dict[str, float]:
    """Return the saving per yuan of each job alone [1/yuan]."""
    models = [premise.model(premise.after((chosen,))) for chosen in option]
    needs = premise.simulate(models) if models else ()
    return {
        str(chosen): (1 - q / premise.q_before)
        / max(total(item.line for item in pricing.lines(chosen)).typical, 1.0)
        for chosen, q in zip(option, needs, strict=True)
    }
