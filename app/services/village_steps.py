"""The steps of one house for the calendar of its village, from the kept plan alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.calc.funding import Household, split
from app.calc.roadmap import Stop, broken, times
from app.calc.roadmap_months import LOOK_AHEAD, Laid, begun, laid
from app.model.assessment import Package, PlannedMeasure
from app.model.catalogue import PolicyPack
from app.model.stages import Stages
from app.model.survey import VillageValues, village_value
from app.model.village_works import Frost, HouseStep
from app.services.arranging import Arranger
from app.services.assess import Context
from app.services.roadmap_rules import coldest_of
from app.services.work_facts import STAGES, site_days, stage_of, theta_min

SKILLED = "skilled"
"""Day rate of the policy pack for the trades."""
STRENGTHENING = "strengthening"


@dataclass(frozen=True, slots=True)
class Rates:
    """What a day of work costs [yuan/day]: a helper's, and a skilled worker's."""

    helper: float
    skilled: float


def skilled_rate(village: VillageValues, pack: PolicyPack) -> float:
    """Return what a day of a skilled worker costs in the village [yuan/day], 0 if not known."""
    rate = next((item.rate for item in pack.day_rates if item.id == SKILLED), None)
    factor = village_value(village, "V07").value
    here = float(factor) if isinstance(factor, int | float) else 1.0
    return rate.typical * here if rate is not None else 0.0


def needs_values(arranger: Arranger) -> bool:
    """Tell whether a proposal must know what jobs save: two of one stage, of different trades."""
    trades: dict[int, set[str]] = {}
    for job in arranger.task.jobs:
        if not job.companion:
            trades.setdefault(job.stage, set()).add(job.trade)
    return any(len(found) > 1 for found in trades.values())


def days_given(home: Household, stages: Stages, mutual_max: float) -> tuple[float, float]:
    """Return the days a family gives to its own house, and those it may ask of others [days].

    What is laid down on the funding page goes before the answers of the survey (N03, N04).
    """
    own, mutual = stages.funding.own_days.value, stages.funding.mutual_days.value
    offered = mutual_max if home.mutual_help else 0.0
    return (
        home.own_days if own is None else float(own),
        offered if mutual is None else float(mutual),
    )


def house_steps(arranger: Arranger, stops: Sequence[Stop], rates: Rates) -> tuple[HouseStep, ...]:
    """Return the steps on the calendar, with days of work and where they freeze."""
    planned, catalogue = arranger.measures, arranger.context.catalogue
    days = [sum(site_days(planned[key], catalogue) for key in stop.jobs) for stop in stops]
    placed = laid(stops, arranger.task, days)
    return tuple(
        _step(arranger, stops, k, place, [planned[key] for key in stops[k].jobs], rates, days)
        for k, place in enumerate(placed)
    )


def _step(
    arranger: Arranger,
    stops: Sequence[Stop],
    number: int,
    place: Laid,
    planned: Sequence[PlannedMeasure],
    rates: Rates,
    days: Sequence[float],
) -> HouseStep:
    measures = [arranger.context.catalogue.measures[item.id] for item in planned]
    stages = [stage_of(measure) for measure in measures]
    skilled: dict[str, float] = {}
    unskilled = 0
    for item, measure in zip(planned, measures, strict=True):
        cost = split(item.lines)
        unskilled += cost.unskilled
        if cost.skilled and rates.skilled > 0:
            work = cost.skilled / rates.skilled
            skilled[measure.trade] = skilled.get(measure.trade, 0.0) + work
    return HouseStep(
        number=number + 1,
        stage=min(stages, key=STAGES.index),
        window=place.window,
        spans=place.spans,
        measures=tuple(item.name for item in planned),
        days=days[number],
        unskilled=unskilled / rates.helper if rates.helper > 0 else 0.0,
        skilled=skilled,
        joined=len(set(stages)) > 1 and STRENGTHENING in stages,
        overruns=place.overruns,
        relaxed=times(stops[number], arranger.task)[1],
        frost=_frosts(arranger, stops, number, place, planned, days),
    )


def _limits(
    planned: Sequence[PlannedMeasure], context: Context
) -> list[tuple[PlannedMeasure, float]]:
    """Return the measures that need warmth while they set, with their limit [°C]."""
    limits = [(item, theta_min(context.catalogue.measures[item.id])) for item in planned]
    return [(item, limit) for item, limit in limits if limit is not None]


def _frosts(
    arranger: Arranger,
    stops: Sequence[Stop],
    number: int,
    place: Laid,
    planned: Sequence[PlannedMeasure],
    days: Sequence[float],
) -> tuple[Frost, ...]:
    """Return the months in which works of a step are too cold."""
    limits = _limits(planned, arranger.context)
    cold = _cold(place, limits, coldest_of(arranger.context.weather))
    if not cold:
        return ()
    better = _warm_month(arranger, stops, number, limits, days)
    return tuple(
        Frost(
            month,
            theta,
            max(limit for _item, limit in limits if theta < limit),
            tuple(item.name for item, limit in limits if theta < limit),
            better,
        )
        for month, theta in sorted(cold.items())
    )


def _cold(
    place: Laid, limits: Sequence[tuple[PlannedMeasure, float]], coldest: Sequence[float]
) -> Mapping[int, float]:
    """Return the months of a step that are too cold for one of its works, with how cold [°C]."""
    if not limits:
        return {}
    most = max(limit for _item, limit in limits)
    found: dict[int, float] = {}
    for half, _days in place.spans:
        theta = coldest[half % 24]
        if theta < most - 1e-9:
            found[half // 2] = min(theta, found.get(half // 2, theta))
    return found


def _warm_month(
    arranger: Arranger,
    stops: Sequence[Stop],
    number: int,
    limits: Sequence[tuple[PlannedMeasure, float]],
    days: Sequence[float],
) -> int | None:
    """Return the next month in which a step keeps all rules and does not freeze; None if none."""
    task, coldest = arranger.task, coldest_of(arranger.context.weather)
    first = laid(stops, task, days)[number].month
    for month in range(first + 1, first + 1 + LOOK_AHEAD):
        new = begun(stops, number, month, task)
        wrong = {item.job for item in broken(new, task)} & set(stops[number].jobs)
        if not wrong and not _cold(laid(new, task, days)[number], limits, coldest):
            return month
    return None


def package_of(packages: Sequence[Package], key: str) -> Package:
    """Return a package by its key."""
    return next(package for package in packages if package.key == key)
