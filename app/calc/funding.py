"""Who pays for a package: cost split, labour, subsidies by rule, and the cash that remains.

All amounts are whole yuan; halves of a yuan go to the family's disfavour (labour and subsidies
are rounded down), so that the sources never sum to more than the cost.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from app.calc.economics import simple_payback
from app.i18n import Text
from app.model.assessment import CostLine, Package, PlannedMeasure, Range
from app.model.catalogue.funding import FundingRules, GrantRule
from app.model.funding import CapKind, CostSplit, Funding, Grant, Labour, NoGrant

PARTS_OF_UPGRADE = {
    "wall": ("wall",),
    "roof": ("roof", "ceiling"),
    "opening": ("window", "cover", "door"),
    "heating": ("heating",),
    "strength": ("strengthening",),
}
"""Kinds of measures that an upgrade of B10 was about."""
NEVER = 100.0
"""Years that stand for a payback that is not reached [a]."""
STRENGTHENING = "strengthening"
"""Kind of measures that strengthen the house."""
WITH_STRENGTHENING = frozenset(("seismic", "unsafe"))
"""Answers to N08 by which the house is strengthened in another programme."""


@dataclass(frozen=True, slots=True)
class Household:
    """What rules and labour ask of a family: codes of A08, N08, B10; B11; N02 [yuan], N03 [days].

    ``day_rate`` [yuan/day] with where it comes from.
    """

    category: str = ""
    other_grants: tuple[str, ...] = ()
    upgraded: tuple[str, ...] = ()
    upgraded_year: int | None = None
    own_days: float = 0.0
    mutual_help: bool = False
    ceiling: int | None = None
    day_rate: float = 180.0
    rate_provenance: str = "rule"
    rate_source: str = ""
    rate_mark: str = ""


@dataclass(frozen=True, slots=True)
class Works:
    """What is paid for: measures of a package, the heating need they save [kWh/a], the verdict."""

    measures: tuple[PlannedMeasure, ...]
    saved_energy: float
    passes: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """What was laid down for a house; None: as proposed. Days, or whole yuan."""

    own_days: float | None = None
    mutual_days: float | None = None
    grants: tuple[Grant, ...] | None = None
    own_cash: int | None = None
    donation: int = 0
    loan: int = 0


PROPOSED = Entered()


def split(lines: Iterable[CostLine]) -> CostSplit:
    """Return the typical cost by material, skilled and unskilled work, whole yuan."""
    material = skilled = unskilled = 0
    for line in lines:
        cost = round(line.cost.typical)
        simple = round(cost * line.unskilled_share)
        trained = round(cost * line.labour_share) - simple
        material += cost - simple - trained
        skilled += trained
        unskilled += simple
    return CostSplit(material, skilled, unskilled)


def labour(
    cost: CostSplit, home: Household, mutual_days_max: float, entered: Entered = PROPOSED
) -> Labour:
    """Return the days counted and their worth, never more than the unskilled work there is.

    Own days are N03 unless laid down; mutual help, where the family takes part (N04), fills up
    what is left, up to ``mutual_days_max`` unless laid down. Half days count.
    """
    rate = home.day_rate
    there = _half_days(cost.unskilled / rate) if rate > 0 else 0.0
    own = home.own_days if entered.own_days is None else entered.own_days
    own = min(_half_days(own), there)
    offered = mutual_days_max if home.mutual_help else 0.0
    mutual = offered if entered.mutual_days is None else entered.mutual_days
    mutual = min(_half_days(mutual), there - own)
    return Labour(
        rate, there, own, mutual, math.floor(own * rate), math.floor(mutual * rate),
        home.rate_provenance, home.rate_source, home.rate_mark,
    )  # fmt: skip


def _half_days(days: float) -> float:
    return math.floor(2.0 * max(days, 0.0) + 1e-9) / 2.0


def fund(
    works: Works, home: Household, rules: FundingRules, today: str, entered: Entered = PROPOSED
) -> Funding:
    """Return how a package is paid on ``today`` (ISO date).

    Own cash is what remains unless it was laid down; then the funding may not balance.
    """
    cost = split(line for measure in works.measures for line in measure.lines)
    given = labour(cost, home, rules.mutual_days_max.value, entered)
    cash_cost = cost.total - given.value
    refused: tuple[NoGrant, ...] = ()
    if entered.grants is None:
        room = min(math.floor(rules.share_max.value * cost.total), cash_cost)
        grants, refused = subsidies(works, home, rules, today, room)
    else:
        grants = entered.grants
    rest = cash_cost - sum(g.amount for g in grants) - entered.donation - entered.loan
    own = max(rest, 0) if entered.own_cash is None else entered.own_cash
    return Funding(
        cost, given, grants, refused, own, entered.donation, entered.loan, home.ceiling
    )  # fmt: skip


def works_of(package: Package, q_before: float) -> Works:
    """Return what is paid for; ``q_before`` [kWh] is the need of standard use today."""
    saved = package.saving_demand.typical * q_before
    return Works(package.measures, saved, package.passes)


def payback(funding: Funding, saved: Range) -> Range | None:
    """Return the years until the own cash has come back, None where it never does."""
    if saved.typical <= 0.0:
        return None
    own = float(funding.own_cash)
    low, typical, high = (
        min(simple_payback(own, x), NEVER) for x in (saved.high, saved.typical, saved.low)
    )
    return Range(low, typical, high)


# subsidies


def subsidies(
    works: Works, home: Household, rules: FundingRules, today: str, room: int
) -> tuple[tuple[Grant, ...], tuple[NoGrant, ...]]:
    """Return the subsidies paid, ``room`` [yuan] at most together, and those that are not.

    Of rules that may not stand beside each other for the same part, those that pay most are
    taken; more in a rule therefore never leaves a family with more to pay.
    """
    paid: list[tuple[GrantRule, Grant]] = []
    refused = []
    eligible = _eligible(works, home, rules, today)
    for rule in rules.grants:
        reason = _reason(rule, works, home, today)
        grant = _grant(rule, works, eligible)
        if reason is None and grant is None:
            reason = Text(
                "方案里没有它补的部位，或者这些部位几年内已经改过。",
                "The package has none of its parts, or they were upgraded some years ago.",
            )
        if reason is not None:
            refused.append(NoGrant(rule.id, rule.name, reason))
        elif grant is not None:
            paid.append((rule, grant))
    chosen = _best(paid, works)
    better = Text("同一部位不能领两次，另一项补得更多。", "The same part is not paid twice.")
    refused += [NoGrant(rule.id, rule.name, better) for rule, g in paid if g not in chosen]
    return _within(chosen, room), tuple(refused)


def _eligible(
    works: Works, home: Household, rules: FundingRules, today: str
) -> tuple[PlannedMeasure, ...]:
    """Return the measures whose part was not upgraded within the years of the pack."""
    done = done_parts(home, rules, today)
    return tuple(measure for measure in works.measures if measure.part not in done)


def done_parts(home: Household, rules: FundingRules, today: str) -> frozenset[str]:
    """Return the parts of the house that were upgraded too short ago to be paid again."""
    since = int(today[:4]) - rules.repeat_years.value
    if home.upgraded_year is not None and home.upgraded_year <= since:
        return frozenset()
    return frozenset(part for code in home.upgraded for part in PARTS_OF_UPGRADE.get(code, ()))


def in_other_programme(home: Household) -> bool:
    """Tell whether the house is strengthened in another programme."""
    return bool(WITH_STRENGTHENING & set(home.other_grants))


def _reason(rule: GrantRule, works: Works, home: Household, today: str) -> Text | None:
    """Return why a rule does not pay in this house, None where it does."""
    reason = barred(rule, home, today)
    if reason is not None:
        return reason
    if rule.passes and not works.passes:
        return Text("方案没有达标。", "The package does not reach the line.")
    strengthened = in_other_programme(home) or any(
        measure.part == STRENGTHENING for measure in works.measures
    )
    if rule.with_strengthening and not strengthened:
        return Text("要和抗震加固一起做。", "Only together with seismic strengthening.")
    return None


def barred(rule: GrantRule, home: Household, today: str) -> Text | None:
    """Return why a rule pays this family for no package at all, None where it may."""
    if today < rule.valid_from or (rule.valid_to is not None and today > rule.valid_to):
        return Text("今天不在有效期内。", "It does not hold today.")
    if rule.targets and home.category not in rule.targets:
        return Text("只给名单上的家庭类型。", "It is for listed kinds of households only.")
    if set(rule.not_with) & set(home.other_grants):
        return Text("已领别的补助，不能重复。", "Another grant excludes it (N08).")
    return None


def _grant(rule: GrantRule, works: Works, eligible: Sequence[PlannedMeasure]) -> Grant | None:
    """Return what a rule pays before all are limited together; None where it has no part."""
    counted = [m for m in eligible if not rule.parts or m.part in rule.parts]
    if not counted:
        return None
    cost = sum(line.cost.typical for measure in counted for line in measure.lines)
    quantity = {
        "house": 1.0,
        "area": sum(measure.quantity for measure in counted if measure.unit == "m²"),
        "saved_energy": max(works.saved_energy, 0.0),
        "cost_share": cost,
    }[rule.basis]
    amount = rule.amount.value * quantity
    limits: list[tuple[float, CapKind]] = []
    if rule.cap is not None:
        limits.append((rule.cap.value, "amount"))
    if rule.cap_share is not None:
        limits.append((rule.cap_share.value * cost, "share"))
    cap: CapKind = ""
    for limit, kind in limits:
        if amount > limit:
            amount, cap = limit, kind
    whole = math.floor(amount + 1e-6)
    if whole <= 0:
        return None
    return Grant(
        rule.id, rule.name, rule.source, whole, rule.after_acceptance, rule.basis,
        rule.amount.value, quantity, cap, rule.amount.mark, rule.amount.source,
    )  # fmt: skip


def _best(paid: Sequence[tuple[GrantRule, Grant]], works: Works) -> tuple[Grant, ...]:
    """Return the grants that pay most, no two that do not stack for the same part."""
    stacking = {grant for rule, grant in paid if rule.stacks}
    single = [(grant, _claims(rule, works)) for rule, grant in paid if not rule.stacks]
    best: tuple[int, frozenset[Grant]] = (0, frozenset())
    for count in range(1, len(single) + 1):
        for group in combinations(single, count):
            claimed = [part for _grant, parts in group for part in parts]
            amount = sum(grant.amount for grant, _parts in group)
            if len(claimed) == len(set(claimed)) and amount > best[0]:
                best = amount, frozenset(grant for grant, _parts in group)
    return tuple(grant for _rule, grant in paid if grant in stacking or grant in best[1])


def _claims(rule: GrantRule, works: Works) -> frozenset[str]:
    there = frozenset(measure.part for measure in works.measures)
    return there & frozenset(rule.parts) if rule.parts else there


def _within(grants: Sequence[Grant], room: int) -> tuple[Grant, ...]:
    """Return the grants cut to what is left for subsidies, the later ones first."""
    kept = []
    for grant in grants:
        amount = min(grant.amount, max(room, 0))
        room -= amount
        if amount == grant.amount:
            kept.append(grant)
        elif amount > 0:
            kept.append(replace(grant, amount=amount, cap="total"))
    return tuple(kept)
