"""What the family has chosen beside the works, in lines and as data."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Plan
from app.model.family import Beside, FamilyMoney
from app.services.assess import Context
from app.services.family_choice import NO_HEATER
from app.services.family_village import beside_works
from app.services.village import assess_dwelling
from app.store.village import VillageFile


def family_of(file: VillageFile, context: Context, plans: Mapping[str, Plan]) -> dict[str, Beside]:
    """Return what stands beside the works of planned houses, by code."""
    return {
        code: beside_works(
            file,
            plan.dwelling_id,
            context,
            assess_dwelling(file, plan.dwelling_id, context),
            plan,
        )
        for code, plan in plans.items()
    }


def family_data(found: Beside) -> dict[str, Any]:
    """Return the choice as JSON-ready data; money in yuan, the unit stands in each name.

    ``packages_count``: with which heating saving, payback and CO₂ of the plan's packages are
    counted; ``heating`` of each counts the chosen one.
    """
    return {
        "heater_chosen": found.heater,
        "packages_count": "present_heating",
        "packages": {key: _money(held) for key, held in found.money.items()},
    }


def _money(held: FamilyMoney) -> dict[str, Any]:
    heating, solar = held.heating, held.solar
    return {
        "works_cny": held.works,
        "beside_cny": held.beside,
        "whole_cny": held.whole,
        "heating": None
        if heating is None
        else {
            "name": msgspec.to_builtins(heating.name),
            "unit": heating.unit or None,
            "units": heating.units,
            "to_buy_cny": heating.buy,
            "winter_cny": heating.winter,
            "winter_subsidised_cny": heating.subsidised,
            "winter_warmer_cny": heating.warmer,
            "winter_today_cny": heating.today,
            "saved_cny": heating.saved,
            "life_cny": heating.life,
            "years": heating.years,
        },
        "solar": None
        if solar is None
        else {
            "modules": solar.count,
            "modules_asked": solar.asked or solar.count,
            "power_kwp": solar.kwp,
            "cost_cny": solar.cost,
            "first_year_cny": solar.first_year,
            "rented": solar.rented,
        },
    }


def family_lines(code: str, plan: Plan, found: Beside) -> Iterator[str]:
    """Yield what was chosen beside each package, and what a rule says of a stove taken out."""
    for package in plan.packages:
        for finding in package.findings:
            if finding.rule == NO_HEATER:
                yield f"⚠ {code} {package.key}: {finding.sentence} ({finding.rule})"
        held = found.money.get(package.key)
        if held is not None:
            yield from (f"{code} {package.key}: {line}" for line in _lines(held))


def _lines(held: FamilyMoney) -> Iterator[str]:
    heating, solar = held.heating, held.solar
    if heating is not None:
        yield _(
            "the family chose {heating}: {buy:,.0f} yuan to buy, {winter:,.0f} yuan a winter "
            "({less:,.0f} with subsidy), today {today:,.0f}"
        ).format(
            heating=f"{heating.name.get(language())} {heating.unit}".strip(),
            buy=heating.buy,
            winter=heating.winter,
            less=heating.subsidised,
            today=heating.today,
        )
        yield _("saving, payback and CO2 of the package count the present heating")
    if solar is not None:
        yield _(
            "the family chose {count} modules, {kwp:.1f} kW: {cost:,.0f} yuan, {first:,.0f} yuan "
            "in the first year"
        ).format(count=solar.count, kwp=solar.kwp, cost=solar.cost, first=solar.first_year)
        if solar.asked > solar.count:
            yield _("{asked} modules are asked for; “nuanfang solar” says what limits").format(
                asked=solar.asked
            )
    yield _("works, heating and sun together: {whole:,.0f} yuan").format(whole=held.whole)
