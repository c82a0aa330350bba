"""The money of packages: who pays, the bill by tariff, what a year less of fuel is bought."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.calc.choices import Option
from app.calc.economics import (
    annuity_factor,
    global_cost,
    present_value,
)
from app.calc.engine import simulate
from app.calc.funding import fund, payback, works_of
from app.calc.running import (
    Terms,
    band_tariff,
    coal_replaced,
    fuels_saved,
    is_valley_heated,
    running_cost,
    valley_share,
)
from app.calc.thermal_model import thermal_model
from app.model.assessment import EnergyAccount, Package
from app.model.catalogue import Catalogue
from app.model.funding import Funding, Lifetime, Money
from app.model.hourly import EngineOptions
from app.model.house import ResolvedHouse
from app.model.survey import village_value
from app.services.household_money import household_of

if TYPE_CHECKING:
    from app.services.packages import Basis

HOURLY = EngineOptions(season_only=True, hourly=True, balance=False)


def with_money(
    basis: "Basis", options: Sequence[Option], packages: Sequence[Package]
) -> tuple[Package, ...]:
    """Return the packages with their money."""
    if not packages:
        return ()
    houses = [basis.premise.after(option) for option in options]
    shares = _valley_shares(basis, houses)
    return tuple(
        replace(package, money=_money(basis, package, house, shares[0], share))
        for package, house, share in zip(packages, houses, shares[1:], strict=True)
    )


def _valley_shares(basis: "Basis", houses: Sequence[ResolvedHouse]) -> list[float | None]:
    """Return the share of the hourly heating load in valley hours, now and after each package.

    Only houses that heat by the winter tariff are run by the hour; others have none.
    """
    pack, weather = basis.pack, basis.context.weather
    tariff, now = band_tariff(pack), basis.premise.bare
    if tariff is None or not is_valley_heated(now):
        return [None] * (1 + len(houses))
    models = [
        thermal_model(house, "actual", basis.catalogue, pack, weather) for house in (now, *houses)
    ]
    found = []
    for run in simulate(models, weather, HOURLY):
        zones = run.hourly or {}
        load = sum((zone.phi_h for zone in zones.values()), start=0.0 * weather.theta_e)
        found.append(valley_share(load, tariff))
    return found


def _money(
    basis: "Basis",
    package: Package,
    house: ResolvedHouse,
    share_before: float | None,
    share_after: float | None,
) -> Money:
    now, then = basis.assessment.actual, package.actual
    programme = str(village_value(basis.village, "V13").value or "")
    terms = Terms(basis.premise.bare, basis.catalogue, basis.pack, programme, share_before)
    after = replace(terms, house=house, share_valley=share_after)
    before, later = running_cost(now, terms), running_cost(then, after)
    fuels = fuels_saved(now.account.lines, then.account.lines)
    saved = _heating(now.account) - _heating(then.account)
    rate = basis.pack.discount_rate.typical
    yearly = _yearly(package, basis.catalogue, rate)
    coal, tce = coal_replaced(fuels)
    funding = funding_of(basis, package)
    return Money(
        funding=funding,
        running_before=before,
        running_after=later,
        running_warmer=running_cost(package.actual_warmer, after),
        fuels=fuels,
        payback_own=payback(funding, package.saved_same_warmth),
        saved_energy=saved,
        yearly_cost=yearly,
        cost_of_saved_energy=yearly / saved if saved > 0.0 else None,
        coal=coal,
        coal_tce=tce,
        lifetime=_lifetime(basis, package, before.cost, later.cost),
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
