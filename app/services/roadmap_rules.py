"""Which jobs a package makes, which must come first, and the sentence of each rule."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from app.calc.measures import Chosen
from app.calc.roadmap import ALL, TIME, Calendar, Job, Order, Task
from app.calc.schedule import day_of_year
from app.i18n import Text
from app.model.catalogue import Catalogue, Measure, PolicyPack
from app.model.catalogue.season import DayRange
from app.model.climate import WeatherYear
from app.model.house import SIDES
from app.services.rule_conditions import insulates_wall, roof_or_ceiling, tightening
from app.services.work_facts import (
    STAGES,
    opened_to_rain,
    opens_house,
    stage_of,
    theta_min,
)

STRENGTHEN, REPAIR_ROOF, REPAIR_WALL = "strengthening_first", "R33", "R34"
WALL_WINDOW, WINDOW_AIR, EQUIPMENT = "wall_window", "window_air", "equipment_last"
COMPANIONS = {"INLET": "R10", "DRAFT_TEST": "R12", "CO_ALARM": "R15", "AIR_VENT": "R36"}
"""Safety measures and the rule by which they must not come after what tightens."""
JOINING = frozenset(("insulation", "masonry"))
"""Trades that share scaffold and render with strengthening and repair of walls."""
SENTENCES: Mapping[str, Text] = {
    STRENGTHEN: Text(
        "先加固，或和加固一起做：加固要动墙面和门窗，先做好的会被拆掉。",
        "Strengthen first, or at the same time: it breaks into walls and openings done before.",
    ),
    WALL_WINDOW: Text(
        "外墙和门窗要一起做，或先外墙后门窗收口：先换的窗，窗口做墙时还要拆一遍。",
        "Walls with the windows or before them: reveals finished first are torn open again.",
    ),
    WINDOW_AIR: Text(
        "先换门窗，后贴密封条：旧窗上的密封条会跟着旧窗一起拆掉。",
        "Windows before seals: strips on the old windows leave with them.",
    ),
    EQUIPMENT: Text(
        "先保温，后换设备：房子保温好了，机器可以小一号。",
        "Insulate before the equipment: it can be smaller afterwards.",
    ),
    TIME: Text(
        "这一步不能排在前一步之前，也不能排到已经过去的季节。",
        "A step cannot come before the one ahead of it, nor in a season that is over.",
    ),
}
WINDOWS = ("window", "cover")
SUMMER_ENDS = 15
"""Harvests from the second half of August on are those of autumn."""


def sentence_of(rule: str, catalogue: Catalogue) -> Text:
    """Return the sentence of a rule that an arrangement breaks."""
    return SENTENCES[rule] if rule in SENTENCES else catalogue.rules[rule].sentence


def task_of(
    option: Sequence[Chosen],
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    calendar: Calendar,
    value: Mapping[str, float],
) -> Task:
    """Return the jobs of a package with their orders; ``value`` saving per yuan by job."""
    measures = {str(chosen): catalogue.measures[chosen.measure] for chosen in option}
    wet = halves_of(pack.works.rains.value)
    jobs = tuple(
        _job(key, measure, weather, wet, value.get(key, 0.0)) for key, measure in measures.items()
    )
    orders = tuple(dict.fromkeys(_orders(option, measures)))
    return Task(jobs, orders, calendar, round(pack.works.steps_max.value))


def _job(
    key: str, measure: Measure, weather: WeatherYear, rains: frozenset[int], value: float
) -> Job:
    stage = stage_of(measure)
    least = theta_min(measure)
    warm = ALL if least is None else warm_halves(weather, least)
    halves = warm - (rains if opened_to_rain(measure) else set())
    return Job(
        key=key,
        stage=STAGES.index(stage),
        trade=measure.trade,
        value=value,
        halves=halves or ALL,
        opens=opens_house(measure),
        tightens=tightening(measure),
        companion=measure.category == "safety",
        joins=JOINING if stage in ("strengthening", "repair") else frozenset(),
    )


def _orders(option: Sequence[Chosen], measures: Mapping[str, Measure]) -> Iterator[Order]:
    pairs = [(a, b) for a in option for b in option if a != b]
    for one, two in pairs:
        first, later = str(one), str(two)
        rule = _rule(one, measures[first], two, measures[later])
        if rule:
            yield Order(rule, first, later)


def _rule(one: Chosen, first: Measure, two: Chosen, later: Measure) -> str:
    """Return the rule by which one measure must not come after the other, "" without one."""
    stages = stage_of(first), stage_of(later)
    if first.category == "safety":
        return COMPANIONS.get(first.id, "") if tightening(later) else ""
    if later.category == "safety" or stages[0] == stages[1] == "equipment":
        return ""
    if stages[0] == "strengthening" and stages[1] != "strengthening":
        return STRENGTHEN
    if stages[0] == "repair" and stages[1] not in ("strengthening", "repair"):
        return _repair(first, later)
    if stages[1] == "equipment":
        return EQUIPMENT
    if first.category == "wall" and later.category in WINDOWS and _meet(one, two):
        return WALL_WINDOW
    if first.category in ("window", "door") and later.category == "air":
        return WINDOW_AIR
    return ""


def _repair(first: Measure, later: Measure) -> str:
    if roof_or_ceiling(later) and REPAIR_ROOF in first.cures:
        return REPAIR_ROOF
    return REPAIR_WALL if insulates_wall(later) and REPAIR_WALL in first.cures else ""


def _meet(one: Chosen, two: Chosen) -> bool:
    return bool(set(one.sides or SIDES) & set(two.sides or SIDES))


# half-months


def warm_halves(weather: WeatherYear, least: float) -> frozenset[int]:
    """Return the half-months whose days are at least that warm at their coldest, on average."""
    return frozenset(half for half, theta in enumerate(coldest_of(weather)) if theta > least - 1e-9)


def coldest_of(weather: WeatherYear) -> tuple[float, ...]:
    """Return the mean of the coldest hour of each day by half-month [°C]."""
    coldest = weather.theta_e.reshape(365, 24).min(axis=1)
    return tuple(float(np.mean(coldest[_days(half)])) for half in range(24))


def halves_of(spans: Sequence[DayRange]) -> frozenset[int]:
    """Return the half-months of which spans of days take at least half."""
    taken = np.zeros(365, dtype=bool)
    for start, end in spans:
        first, last = day_of_year(*start), day_of_year(*end)
        if first <= last:
            taken[first : last + 1] = True
        else:
            taken[first:] = True
            taken[: last + 1] = True
    return frozenset(half for half in range(24) if float(np.mean(taken[_days(half)])) >= 0.5)


def _days(half: int) -> slice:
    month = half // 2 + 1
    middle = day_of_year(month, 15) + 1
    if half % 2 == 0:
        return slice(day_of_year(month, 1), middle)
    return slice(middle, day_of_year(month, 31) + 1)


def calendar_of(window: str, pack: PolicyPack, year: int, half: int) -> Calendar:
    """Return what bounds the works that start after a half-month of a year.

    ``window`` is the answer to N07: spring, summer, before or after the autumn harvest.
    """
    harvest = halves_of(pack.works.harvests.value)
    heating = halves_of((pack.spec(pack.decides).season,))
    autumn = [h for h in harvest if h >= SUMMER_ENDS]
    first, last = (min(autumn), max(autumn)) if autumn else (SUMMER_ENDS, SUMMER_ENDS)
    wishes = {
        "spring": range(4, 10),
        "summer": range(10, 16),
        "before": range(4, first),
        "after": range(last + 1, min((h for h in heating if h > SUMMER_ENDS), default=22)),
    }
    wish = frozenset(wishes[window]) if window in wishes else ALL
    return Calendar(24 * year + half + 1, wish, harvest, heating)
