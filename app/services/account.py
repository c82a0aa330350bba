"""The account of a house now and after its packages, and what hot water, cooking, lamps may be."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from app.calc.account import house_account
from app.calc.cost import Pricing
from app.calc.service_options import service_options
from app.i18n import Text
from app.model.account import HouseAccount, Months, ServiceOption
from app.model.assessment import Assessment, Package, PackageKey, Plan, UseState
from app.model.heating import FamilyHeating
from app.model.survey import Survey, VillageValues, rows, value_of
from app.services.assess import Context
from app.services.outcomes import Accounts, PackageAccount
from app.services.plan import applicable
from app.services.resolve import filled_survey, resolve

Production = dict[PackageKey, Months]
"""Own solar power of packages by month [kWh]."""
Heatings = Mapping[PackageKey, FamilyHeating]
"""The heating that the family has chosen, after each package."""


def accounts_of(
    survey: Survey,
    village: VillageValues,
    context: Context,
    assessment: Assessment,
    plan: Plan | None = None,
    pv: Production | None = None,
    heatings: Heatings = MappingProxyType({}),
) -> Accounts:
    """Return the accounts of a house in actual use.

    ``pv`` is the solar power of each package; a package without it has none. ``heatings``: the
    chosen heating after each package, the present one where there is none.

    Raises
    ------
    IncompleteError
        If the geometry, a price or a factor is missing; the sentence names it.
    """
    catalogue, pack = context.catalogue, context.pack
    filled = filled_survey(survey, village, catalogue)
    house = resolve(survey, village, catalogue, pack, context.weather, filled)
    produced = pv or {}
    packages = tuple(
        _after(package, context, produced.get(package.key), heatings.get(package.key))
        for package in (plan.packages if plan is not None else ())
    )
    may = applicable(filled.survey, house, catalogue)
    fitting = tuple(measure.id for measure in may.fitting)
    pricing = Pricing(house, catalogue)
    return Accounts(
        state_account(assessment.actual, context),
        packages,
        service_options(house, "actual", catalogue, pack, pricing, fitting),
        tuple(_uncounted(survey, context)),
        _names(context),
        next((item.name for item in heatings.values()), None),
    )


def _after(
    package: Package, context: Context, pv: Months | None, heating: FamilyHeating | None
) -> PackageAccount:
    same, warmer = package.actual, package.actual_warmer
    if heating is not None:
        same, warmer = heating.used, heating.warmer
    return PackageAccount(
        package.key, state_account(same, context, pv), state_account(warmer, context, pv)
    )


def state_account(state: UseState, context: Context, pv: Months | None = None) -> HouseAccount:
    """Return the account by month of a state."""
    return house_account(state.account, state.q_h_nd_month, context.catalogue, context.pack, pv)


def _names(context: Context) -> dict[str, Text]:
    catalogue = context.catalogue
    tables: tuple[Any, ...] = (catalogue.carriers, catalogue.systems, catalogue.measures)
    found = {key: item.name for table in tables for key, item in table.items()}
    return found | {f"grid:{x.region}": x.name for x in catalogue.grid_factors}


def _uncounted(survey: Survey, context: Context) -> Iterator[Text]:
    """Yield what rows say without the figures that would let it count."""
    present = context.pack.present
    for number, row in enumerate(rows(survey, "appliance"), 1):
        code = value_of(survey, "IA01", row.id).value
        if code != "blanket" and code not in present.beside:
            yield Text(
                f"取暖设备第{number}行没写是哪一种，没有算进去。",
                f"Row {number} of the heaters does not say which kind it is; it is not counted.",
            )
    for number, row in enumerate(rows(survey, "device"), 1):
        code = value_of(survey, "JA01", row.id).value
        given = [value_of(survey, field, row.id).value for field in ("JA03", "JA04")]
        if code not in present.devices and None in given:
            yield Text(
                f"电器第{number}行缺功率(JA03)或小时数(JA04)，没有算进去。",
                f"Row {number} of the appliances lacks power (JA03) or hours (JA04); it is not "
                "counted.",
            )
    for field in ("I05", "J05"):
        if "oth" in (value_of(survey, field).value or ()):
            yield Text(
                f"{field}勾了“其他”，没有数，没有算进去；要算就加一行。",
                f"“Other” is ticked in {field} without figures; it is not counted. Add a row to "
                "count it.",
            )


# as data


def account_data(found: Accounts) -> dict[str, Any]:
    """Return accounts as JSON-ready data; the unit stands in each name."""
    return {
        "before": house_data(found.now),
        "heating_chosen": msgspec.to_builtins(found.heating),
        "packages": {
            item.key: {"same_warmth": house_data(item.same), "warmer": house_data(item.warmer)}
            for item in found.packages
        },
        "services": [_option_data(item) for item in found.options],
        "not_counted": [msgspec.to_builtins(text) for text in found.uncounted],
    }


def house_data(found: HouseAccount) -> dict[str, Any]:
    """Return one account as JSON-ready data."""
    return {
        "lines": [
            {
                "use": line.use,
                "system": line.system,
                "carrier": line.carrier,
                "delivered_kwh_month": list(line.delivered),
                "delivered_kwh": sum(line.delivered),
                "amount": line.amount,
                "unit": line.unit,
                "kgce": line.kgce,
                "co2_kg": line.co2,
                "cost_cny": line.cost,
                "ambient_kwh": line.ambient,
            }
            for line in found.lines
        ],
        "carriers_kwh_month": {key: list(months) for key, months in found.by_carrier().items()},
        "pv_kwh_month": list(found.pv),
        "final_kwh": found.final,
        "kgce": found.kgce,
        "co2_kg": found.co2,
        "cost_cny": found.cost,
        "shares": msgspec.to_builtins(found.shares),
        "zero_carbon": {
            "used_kg": found.carbon.used,
            "avoided_kg": found.carbon.avoided,
            "net_kg": found.carbon.net,
            "missing_pv_kwh": found.carbon.missing,
            "pv_planned": found.carbon.planned,
        },
        "factors": [msgspec.to_builtins(factor) for factor in found.factors],
    }


def _option_data(item: ServiceOption) -> dict[str, Any]:
    return {
        "use": item.use,
        "measure": item.measure or None,
        "delivered_kwh": dict(item.delivered),
        "kgce": item.kgce,
        "co2_kg": item.co2,
        "cost_cny": item.cost,
        "price_cny": item.price,
    }
