"""The score of going back to coal: signs of the survey and of the calculation, each with its value.

A sign that nobody can tell counts nothing and is said to be open.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.catalogue.heating_rules import HeatingRules
from app.model.heating import ReturnRisk, RiskLevel, Sign


@dataclass(frozen=True, slots=True)
class Facts:
    """What the signs ask for; None where nobody knows.

    ``stove_usable`` R10; ``rooms_ratio`` [-] planned rooms × hours over those of the winter before;
    ``zoned`` False: water that heats all rooms; ``few_rooms``: one or two rooms were heated.
    ``peak_month``, ``fuel_month`` and ``season``, ``fuel_season`` [yuan]; ``announced`` subsidy of
    next winter; ``unit_age`` [a]; ``repair_days`` R12; ``outages`` R11; ``small_meter``: 40 A;
    ``electric``: needs power to heat; ``wood`` K06 [t]; ``cheap_coal``; ``load_per_m2`` [W/m²];
    ``alone``: one old person.
    """

    stove_usable: bool | None
    rooms_ratio: float
    zoned: bool
    few_rooms: bool
    peak_month: float
    fuel_month: float
    season: float
    fuel_season: float
    announced: bool
    unit_age: float
    repair_days: float | None
    outages: float | None
    small_meter: bool | None
    electric: bool
    wood: float | None
    cheap_coal: bool
    load_per_m2: float
    alone: bool | None


def return_risk(facts: Facts, rules: HeatingRules) -> ReturnRisk:
    """Return the score of a way of heating, its level, and all signs with their values."""
    signs = tuple(_signs(facts, rules))
    score = sum(sign.points for sign in signs if sign.counts)
    level: RiskLevel = "medium"
    if score <= rules.signs.low_most.value:
        level = "low"
    elif score >= rules.signs.high_least.value:
        level = "high"
    unknown = sum(sign.points for sign in signs if sign.counts is None)
    return ReturnRisk(score, level, signs, unknown)


def _signs(facts: Facts, rules: HeatingRules) -> Iterator[Sign]:
    points = rules.signs
    yield Sign("stove", points.stove.value, facts.stove_usable, None, None, "", ("R10", "I01"))
    limit = points.more_rooms_ratio.value
    unzoned = not facts.zoned and facts.few_rooms
    yield Sign(
        "more_rooms", points.more_rooms.value, facts.rooms_ratio >= limit or unzoned,
        facts.rooms_ratio, limit, "×", (),
    )  # fmt: skip
    limit = points.peak_month_ratio.value * facts.fuel_month
    yield Sign(
        "peak_month", points.peak_month.value, facts.peak_month > limit, facts.peak_month, limit,
        "yuan", (),
    )  # fmt: skip
    yield Sign(
        "season", points.season.value, facts.season > facts.fuel_season, facts.season,
        facts.fuel_season, "yuan", (),
    )  # fmt: skip
    yield Sign(
        "no_subsidy", points.no_subsidy.value, facts.electric and not facts.announced, None, None,
        "", (),
    )  # fmt: skip
    yield _repair(facts, rules)
    yield _outages(facts, rules)
    plenty = None if facts.wood is None and not facts.cheap_coal else (
        facts.cheap_coal or (facts.wood or 0.0) > 0.0
    )  # fmt: skip
    yield Sign("cheap_fuel", points.cheap_fuel.value, plenty, facts.wood, 0.0, "t", ("K06", "K02"))
    limit = points.dense_load.value
    yield Sign(
        "not_insulated", points.not_insulated.value, facts.load_per_m2 > limit, facts.load_per_m2,
        limit, "W/m²", (),
    )  # fmt: skip
    yield Sign("alone", points.alone.value, facts.alone, None, None, "", ("A06", "A07"))


def _repair(facts: Facts, rules: HeatingRules) -> Sign:
    old = facts.unit_age > rules.signs.old_years.value
    limit = rules.signs.repair_days.value
    slow = None if facts.repair_days is None else facts.repair_days > limit
    counts = True if old else slow
    return Sign(
        "repair", rules.signs.repair.value, counts, facts.repair_days, limit, "d", ("R12", "I02")
    )


def _outages(facts: Facts, rules: HeatingRules) -> Sign:
    limit = rules.signs.outages_most.value
    often = None if facts.outages is None else facts.outages > limit
    known = [sign for sign in (often, facts.small_meter) if sign is not None]
    counts: bool | None = any(known) if any(known) or len(known) == 2 else None
    if not facts.electric:
        counts = False
    return Sign(
        "outages", rules.signs.outages.value, counts, facts.outages, limit, "", ("R11", "L05")
    )
