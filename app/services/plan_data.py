"""A plan as plain data for other programs, with the sums that its records leave to be added."""

from typing import Any

import msgspec

from app.model.assessment import Package, Plan
from app.model.funding import Funding, Money
from app.services.records import plan_to_bytes, to_plain


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON-ready data; each package's money has its sums [yuan] beside it."""
    data: dict[str, Any] = msgspec.json.decode(plan_to_bytes(plan))
    for package, shown in zip(plan.packages, data["packages"], strict=True):
        if package.money is not None:
            shown["money"]["sums"] = money_sums(package.money)
    return data


def package_data(package: Package) -> dict[str, Any]:
    """Return a package as JSON-ready data with the sums of its money [yuan]."""
    data: dict[str, Any] = to_plain(package)
    if package.money is not None:
        data["money"]["sums"] = money_sums(package.money)
    return data


def money_sums(money: Money) -> dict[str, float]:
    """Return what the money of a package sums to: who pays [yuan], the bills [yuan/a]."""
    life = money.lifetime
    return {
        **funding_sums(money.funding),
        "running_saved_cny": money.running_before.cost - money.running_after.cost,
        "running_saved_subsidised_cny": money.running_before.subsidised
        - money.running_after.subsidised,
        "running_before_subsidised_cny": money.running_before.subsidised,
        "running_after_subsidised_cny": money.running_after.subsidised,
        "net_present_cost_before_cny": life.energy_before,
        "net_present_cost_after_cny": life.after,
    }


def funding_sums(funding: Funding) -> dict[str, float]:
    """Return the sums of a funding [yuan]; ``difference_cny`` is 0 when it balances."""
    return {
        "cost_cny": funding.cost.total,
        "labour_cny": funding.labour.value,
        "cash_cost_cny": funding.cash_cost,
        "subsidy_cny": funding.subsidy,
        "own_cash_cny": funding.own_cash,
        "own_cash_before_subsidy_cny": funding.before_subsidy,
        "over_ceiling_cny": funding.over_ceiling,
        "difference_cny": funding.difference,
    }
