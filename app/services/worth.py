"""Advice against works that save next to nothing, by the limits of the policy pack."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.calc.supply import ELECTRICITY
from app.i18n import Text
from app.model.assessment import Assessment, Package, UseState
from app.model.catalogue.policy import PolicyPack
from app.model.house import ResolvedHouse
from app.model.worth import Worth

if TYPE_CHECKING:
    from app.services.package_bill import Bills

MOST_HINTS = 3
FEW_YUAN = 50.0
"""A hint about hot water is given where it saves at least this much a year [yuan]."""


def worth_of(
    package: Package,
    house: ResolvedHouse,
    assessment: Assessment,
    bills: "Bills",
    pack: PolicyPack,
) -> Worth | None:
    """Return the advice on a package; None where its saving is worth its cost.

    Works whose money never comes back are advised against only where the house will not be
    warmer for them either; else warmth is named as the reason to do them.
    """
    rule, cost = pack.prices.worth, package.cost.typical
    if cost <= 0.0:
        return None
    saved = package.saved_same_warmth.typical
    share = saved / cost
    if share >= rule.least_return.value:
        return None
    heat = assessment.standard.q_h_nd_per_m2 - package.standard.q_h_nd_per_m2
    against = heat < rule.least_heat.value
    hints = (*_hints(house, assessment.actual, bills, pack), *(_LATER if against else ()))
    return Worth(
        "against" if against else "warmth",
        _against(saved, cost, heat) if against else _warmth(saved, cost, heat, bills),
        hints[:MOST_HINTS],
        share,
        heat,
        rule.least_return.value,
        rule.least_heat.value,
        rule.least_return.mark,
    )


def _against(saved: float, cost: float, heat: float) -> Text:
    less = max(saved, 0.0)
    return Text(
        f"现在不值得做：要花约{cost:,.0f}元，一年只少花约{less:,.0f}元，"
        f"每平方米一季只省{heat:.0f}度热，住着也觉不出来。",
        f"Not worth doing now: it costs about {cost:,.0f} yuan and spares about {less:,.0f} yuan "
        f"a year; {heat:.0f} kWh of heat per m² and season can hardly be felt.",
    )


def _warmth(saved: float, cost: float, heat: float, bills: "Bills") -> Text:
    if bills.after.by_area:
        return Text(
            f"省下的热不省钱：集中供热按面积收费。图的是暖和：每平方米一季少要{heat:.0f}度热。",
            "Heat that is saved spares no money: district heat is paid by area. Warmth is the "
            f"reason to do it: {heat:.0f} kWh of heat per m² and season are needed less.",
        )
    less = max(saved, 0.0)
    return Text(
        f"靠省下的钱回不了本：要花约{cost:,.0f}元，一年少花约{less:,.0f}元。图的是暖和。",
        f"It is not paid back by the bill: about {cost:,.0f} yuan for about {less:,.0f} yuan "
        "a year. Warmth is the reason to do it.",
    )


_LATER = (
    Text(
        "等屋面、窗户本来就要翻修时再一起做，多花的钱最少。",
        "Do it when roof or windows have to be renewed anyway: it then costs least.",
    ),
)
_METER = Text(
    "请供热单位装热表、按用量收费，省热才省钱。",
    "Ask the supplier for a heat meter and to bill by use: then saved heat spares money.",
)
_FIRE = Text(
    "先换掉屋里的煤炉、柴灶取暖，比保温更省心、更安全。",
    "Replace the fire indoors first: cleaner and safer than insulation alone.",
)
_DIRECT = Text(
    "电暖器换成热泵热风机，一样暖用电约三分之一。",
    "A heat pump in place of direct electric heating: as warm for about a third of the power.",
)


def _hints(house: ResolvedHouse, now: UseState, bills: "Bills", pack: PolicyPack) -> Iterator[Text]:
    """Yield what would help this family more than the works, most useful first."""
    if bills.after.by_area:
        yield _METER
    if house.heating.combustion:
        yield _FIRE
    if house.heating.carrier == ELECTRICITY and house.heating.efficiency < 1.5:
        yield _DIRECT
    water = sum(
        line.cost
        for line in now.account.lines
        if line.use == "hot_water" and line.carrier == ELECTRICITY
    )
    solar = pack.standard_use.hot_water_by.get("solar")
    share = solar.solar_share.value if solar is not None and solar.solar_share else 0.0
    spared = share * water
    if house.services.hot_water != "solar" and spared >= FEW_YUAN:
        yield Text(
            f"热水一年花约{water:,.0f}元，装太阳能热水器一年少花约{spared:,.0f}元。",
            f"Hot water costs about {water:,.0f} yuan a year; solar hot water would spare about "
            f"{spared:,.0f} of them.",
        )
