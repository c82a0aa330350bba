"""The own cash of all combinations of a search at once, to the yuan as :mod:`funding` gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations as groups

import numpy as np
from numpy.typing import NDArray

from app.calc.combined_bills import Bills
from app.calc.dominance import Stakes
from app.calc.funding import Household, barred, done_parts, in_other_programme
from app.model.catalogue.funding import FundingRules, GrantRule

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """A subsidy rule over all combinations: where it may pay, and on what."""

    rule: GrantRule
    open: Flags
    quantity: Array
    cost: Array
    claims: frozenset[str] | None

    def amount(self, passes: Flags, saved: Array) -> Array:
        """Return what it pays [yuan] given the verdicts and the need saved [kWh/a]."""
        quantity = np.maximum(saved, 0.0) if self.rule.basis == "saved_energy" else self.quantity
        amount = self.rule.amount.value * quantity
        if self.rule.cap is not None:
            amount = np.minimum(amount, self.rule.cap.value)
        if self.rule.cap_share is not None:
            amount = np.minimum(amount, self.rule.cap_share.value * self.cost)
        there = self.open & (passes | (not self.rule.passes))
        paid: Array = np.where(there, np.floor(amount + 1e-6), 0.0)
        return np.maximum(paid, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class OwnCash:
    """Own cash by (main, rest) for any savings; never more for a larger saving.

    ``threshold`` [-]: subsidies that ask for passing are paid from this saving on. ``q_before``
    [kWh] is the need before the works in standard use.
    """

    cash_cost: Array
    room: Array
    rules: tuple[_Rule, ...]
    clash: tuple[Flags, ...]
    threshold: float
    q_before: float

    def __call__(self, saving: Array) -> Array:
        """Return the own cash [yuan] of all combinations that save this much [-]."""
        passes, saved = saving >= self.threshold, saving * self.q_before
        amounts = [rule.amount(passes, saved) for rule in self.rules]
        stacking = np.zeros_like(self.cash_cost)
        for rule, amount in zip(self.rules, amounts, strict=True):
            if rule.rule.stacks:
                stacking = stacking + amount
        granted = stacking + self._best(amounts)
        own: Array = np.maximum(self.cash_cost - np.minimum(granted, np.maximum(self.room, 0)), 0)
        own[0, 0] = 0.0
        return own

    def _best(self, amounts: Sequence[Array]) -> Array:
        """Return the most that rules pay of which no two claim the same part."""
        single = [k for k, rule in enumerate(self.rules) if not rule.rule.stacks]
        best = np.zeros_like(self.cash_cost)
        for count in range(1, len(single) + 1):
            for group in groups(single, count):
                fits = np.ones(best.shape, dtype=bool)
                for pair in groups(group, 2):
                    fits &= ~self._clash(pair)
                best = np.maximum(best, np.where(fits, sum(amounts[k] for k in group), 0.0))
        return best

    def _clash(self, pair: tuple[int, int]) -> Flags:
        return self.clash[list(groups(range(len(self.rules)), 2)).index(pair)]


def own_cash_of(
    bills: Bills,
    home: Household,
    rules: FundingRules,
    today: str,
    threshold: float,
    q_before: float,
) -> OwnCash:
    """Return the own cash of all combinations by the rules of the policy pack on ``today``."""
    total = bills.total(lambda item: item.cost)
    unskilled = bills.total(lambda item: item.unskilled)
    cash_cost = total - _labour(unskilled, home, rules)
    room = np.minimum(np.floor(rules.share_max.value * total), cash_cost)
    found = tuple(_rule(rule, bills, home, rules, today) for rule in rules.grants)
    clash = tuple(_shares(one, other, bills) for one, other in groups(found, 2))
    return OwnCash(cash_cost, room, found, clash, threshold, q_before)


def stakes_of(home: Household, rules: FundingRules) -> Stakes:
    """Return what a family's own cash depends on beside the total cost.

    Subsidies that follow the cost are shares of it or limited to one; those that may be paid
    together add up, and all are limited to one.
    """
    shares = [
        (rule.stacks, max(rule.amount.value if rule.basis == "cost_share" else 0.0, _cap(rule)))
        for rule in rules.grants
    ]
    together = sum(share for stacks, share in shares if stacks)
    alone = sum(share for stacks, share in shares if not stacks)
    share = max(together + alone, rules.share_max.value) if rules.grants else 0.0
    days = home.own_days > 0 or (home.mutual_help and rules.mutual_days_max.value > 0)
    parts = frozenset(part for rule in rules.grants for part in rule.parts)
    if any(rule.with_strengthening for rule in rules.grants):
        parts |= {"strengthening"}
    return Stakes(home.day_rate > 0 and days, min(share, 1.0), parts)


def _cap(rule: GrantRule) -> float:
    return rule.cap_share.value if rule.cap_share is not None else 0.0


def _labour(unskilled: Array, home: Household, rules: FundingRules) -> Array:
    """Return what own and mutual days are worth [yuan], as for one house."""
    rate = home.day_rate
    if rate <= 0:
        return np.zeros_like(unskilled)
    there = _half_days(unskilled / rate)
    own = np.minimum(_half_days(np.array(home.own_days)), there)
    offered = rules.mutual_days_max.value if home.mutual_help else 0.0
    mutual = np.minimum(_half_days(np.array(offered)), there - own)
    worth: Array = np.floor(own * rate) + np.floor(mutual * rate)
    return worth


def _half_days(days: Array) -> Array:
    halves: Array = np.floor(2.0 * np.maximum(days, 0.0) + 1e-9) / 2.0
    return halves


def _rule(rule: GrantRule, bills: Bills, home: Household, rules: FundingRules, today: str) -> _Rule:
    done = done_parts(home, rules, today)
    parts = frozenset(rule.parts) if rule.parts else None
    counted = (parts if parts is not None else bills.parts) - done
    open_ = bills.has(counted)
    if barred(rule, home, today) is not None:
        open_ = np.zeros_like(open_)
    elif rule.with_strengthening and not in_other_programme(home):
        open_ = open_ & bills.has(frozenset(("strengthening",)))
    cost = bills.total(lambda item: item.cost, counted)
    quantity = {
        "house": np.ones_like(cost),
        "area": bills.total(lambda item: item.area, counted),
        "saved_energy": np.zeros_like(cost),
        "cost_share": cost,
    }[rule.basis]
    return _Rule(rule, open_, quantity, cost, parts)


def _shares(one: _Rule, other: _Rule, bills: Bills) -> Flags:
    """Tell in which combinations two rules claim the same part."""
    if one.claims is None or other.claims is None:
        return bills.has(one.claims or other.claims)
    return bills.has(one.claims & other.claims)
