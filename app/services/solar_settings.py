"""The photovoltaic settings of a policy pack as the settings page shows them."""

from collections.abc import Iterator

from app.i18n import Text
from app.model.catalogue import PvRules
from app.model.catalogue.sourced import Number, Spread

Shown = tuple[Text, Text, Number | Spread]
"""Name, value with its unit, and the number that carries mark and source."""
_TESTED = Text("光伏组件", "Photovoltaic module")


def pv_settings(rules: PvRules) -> Iterator[Shown]:
    """Yield the settings that decide yield and money, each with what carries its source."""
    module = rules.chosen()
    yield _TESTED, module.name, module.power
    numbers: tuple[tuple[Text, Number, float, Text], ...] = (
        (Text("光伏积灰损失", "PV: loss by dust"), rules.losses.soiling, 100, _same("%")),
        (Text("光伏每年衰减", "PV: weakening a year"), rules.losses.yearly, 100, _same("%")),
        (Text("逆变器效率", "PV: inverter efficiency"), rules.inverter.efficiency, 100, _same("%")),
        (Text("逆变器寿命", "PV: inverter life"), rules.inverter.life, 1, Text("年", "years")),
        (Text("光伏运维", "PV: upkeep"), rules.upkeep, 1, _yuan("kW")),
        (Text("蓄电池价", "PV: price of batteries"), rules.battery.price, 1,
         Text("元/度", "yuan/kWh")),
        (Text("单相最多接", "PV: most on one phase"), rules.grid.single_phase, 1, _same("kW")),
        (Text("从定下到并网", "PV: plan to connection"), rules.lead, 1, Text("个月", "months")),
    )  # fmt: skip
    for name, number, factor, unit in numbers:
        yield name, _told(f"{number.value * factor:g}", unit), number
    kwh = Text("元/度", "yuan/kWh")
    market = Text("光伏市场电价", "PV: price on the market")
    yield market, _told(_range(rules.market), kwh), rules.market
    yield Text("屋顶租金", "PV: rent of a roof"), _told(_range(rules.rent), _yuan("kW")), rules.rent
    for row in rules.feed_in:
        if row.price is not None:
            yield row.name, _told(_range(row.price), kwh), row.price


def _same(unit: str) -> Text:
    return Text(unit, unit)


def _yuan(per: str) -> Text:
    return Text(f"元/({per}·年)", f"yuan/({per}·a)")


def _range(spread: Spread) -> str:
    return f"{spread.low:g}–{spread.typical:g}–{spread.high:g}"


def _told(value: str, unit: Text) -> Text:
    return Text(f"{value} {unit.zh}", f"{value} {unit.en}")
