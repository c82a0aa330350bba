"""The money of packages: who pays, the bill by tariff, what a year less of fuel is bought."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.calc.economics import (
    annuity_factor,
    global_cost,
    present_value,
)
from app.calc.funding import fund, payback, works_of
from app.calc.price_cases import Paid, price_cases
from app.calc.running import coal_replaced, fuels_saved
from app.model.assessment import EnergyAccount, Package
from app.model.catalogue import Catalogue
from app.model.funding import Funding, Lifetime, Money
from app.services.household_money import household_of

if TYPE_CHECKING:
    from app.services.package_bill import Bills
    from app.services.packages import Basis


def with_money(basis: "Basis", package: Package, bills: "Bills") -> Package:
    """Return a package with its money."""
    return replace(package, money=_money(basis, package, bills))


def _money(basis: "Basis", package: Package, bills: "Bills") -> Money:
    now, then = basis.assessment.actual, package.actual
    fuels = fuels_saved(now.account.lines, then.account.lines)
    saved = _heating(now.account) - _heating(then.account)
    rate = basis.pack.discount_rate.typical
    yearly = _yearly(package, basis.catalogue, rate)
    coal, tce = coal_replaced(fuels)
    funding = funding_of(basis, package)
    life = _lifetime(basis, package, bills.before.cost, bills.after.cost)
    paid = Paid(funding.own_cash, package.cost.typical, life.works, life.years, life.discount_rate)
    scenarios = basis.pack.prices.scenarios
    return Money(
        funding=funding,
        running_before=bills.before,
        running_after=bills.after,
        running_warmer=bills.warmer,
        fuels=fuels,
        payback_own=payback(funding, package.saved_same_warmth),
        saved_energy=saved,
        yearly_cost=yearly,
        cost_of_saved_energy=yearly / saved if saved > 0.0 else None,
        coal=coal,
        coal_tce=tce,
        lifetime=life,
        cases=price_cases(bills.before, bills.after, paid, scenarios, basis.catalogue),
    )


def funding_of(basis: "Basis", package: Package) -> Funding:
    """Return how a package is paid by the rules of the policy pack."""
    home = household_of(basis.survey, basis.village, basis.pack)
    return fund(works_of(package, basis.assessment.standard.q_h_nd), home, basis.pack.funding,
                basis.today)  # fmt: skip


def _heating(account: EnergyAccount) -> float:
    return sum(line.delivered for line in account.lines if line.use == "heating")


def _yearly(package: Package, catalogue: Catalogue, rate: float) -> float:
    """Return the annuity of the works [yuan/a], each measure over its own life."""
    return sum(
        measure.cost.typical * annuity_factor(rate, catalogue.measures[measure.id].life.value)
        for measure in package.measures
    )


def _lifetime(basis: "Basis", package: Package, before: float, after: float) -> Lifetime:
    """Return the net present cost over the pack's years (EN 15459-1, 6.2)."""
    years, rate = round(basis.pack.funding.horizon.value), basis.pack.discount_rate.typical
    works = sum(
        global_cost(
            measure.cost.typical, round(basis.catalogue.measures[measure.id].life.value), years,
            rate,
        )
        for measure in package.measures
    )  # fmt: skip
    return Lifetime(
        years, rate, works, present_value(before, years, rate), present_value(after, years, rate)
    )
