"""How standard coal, carbon dioxide and money came about."""

from collections.abc import Mapping

from app.i18n import Text
from app.model.assessment import (
    CarrierUse,
    EnergyAccount,
    Factor,
)
from app.model.trace import Trace, TraceInput
from app.services.trace_parts import (
    ACCOUNT,
    USES,
    Basis,
    Sources,
    number_input,
    opened,
    told,
)


def account_trace(
    basis: Basis, account: EnergyAccount, what: str, figure: str, name: Text
) -> Trace:
    """Return kgce, co2 or cost of an account: the sum of its lines."""
    unit = {"kgce": "kgce", "co2": "kg", "cost": "yuan"}[what]
    value = getattr(account, what)
    inputs = tuple(opened("", line_trace(basis, line, what, unit)) for line in account.lines)
    return Trace(figure, name, value, unit, "sum", "Σ", ACCOUNT, inputs)


def line_trace(
    basis: Basis, line: CarrierUse, what: str, unit: str, need: Trace | None = None
) -> Trace:
    """Return what one use of a carrier costs or emits."""
    use = USES[line.use]
    label = told(line.carrier, basis.sources) or use
    name = Text(f"{use.zh}（{label.zh}）", f"{use.en} ({label.en})")
    value = getattr(line, what)
    factors = {item.key: item for item in line.factors}
    if not factors:
        kept = number_input("", name, value, unit)
        return Trace("line", name, value, unit, "sum", "", ACCOUNT, (kept,))
    key = "price" if what == "cost" else what
    inputs = (
        _need(basis, line, need),
        _efficiency(basis, line, factors["efficiency"]),
        _factor("LHV", _FACTORS["lhv"], factors["lhv"], -1, basis.sources),
        _factor("f", _FACTORS[key], factors[key], 1, basis.sources),
    )
    return Trace("line", name, value, unit, "product", "Q / η / LHV · f", ACCOUNT, inputs)


def _need(basis: Basis, line: CarrierUse, need: Trace | None) -> TraceInput:
    """Return the need of a line: its share of the heating need, or the product of its factors."""
    name = Text("要的热或用能", "Need")
    plain = number_input("Q", name, line.need, "kWh")
    shares = [item for item in line.made if item.key == "share"]
    if line.use == "heating" and (shares or not line.made):
        whole = opened("Q", need) if need is not None else None
        if not shares:
            return whole or plain
        part = shares[0]
        if whole is None:
            whole = number_input("Q", name, line.need / part.value, "kWh")
        share = _factor("s", _FACTORS["share"], part, 1, basis.sources)
        made = Trace("need", name, line.need, "kWh", "product", "Q · s", ACCOUNT, (whole, share))
        return opened("Q", made)
    if not line.made:
        return plain
    inputs = tuple(_factor("", _FACTORS[x.key], x, 1, basis.sources) for x in line.made)
    return opened("Q", Trace("need", name, line.need, "kWh", "product", "Π", ACCOUNT, inputs))


def _efficiency(basis: Basis, line: CarrierUse, found: Factor) -> TraceInput:
    """Return the efficiency of a line, opened where it is a product."""
    name = _FACTORS["efficiency"]
    if not line.parts:
        return _factor("η", name, found, -1, basis.sources)
    parts = tuple(_factor("", _FACTORS[x.key], x, 1, basis.sources) for x in line.parts)
    made = Trace("efficiency", name, line.efficiency, "", "product", "Π η", ACCOUNT, parts)
    return opened("η", made, -1)


_FACTORS: Mapping[str, Text] = {
    "efficiency": Text("效率", "Efficiency"),
    "lhv": Text("热值", "Heating value"),
    "kgce": Text("折标煤系数", "Standard coal per unit"),
    "co2": Text("二氧化碳系数", "CO2 per unit"),
    "price": Text("单价", "Price"),
    "share": Text("占多少", "Share"),
    "rated": Text("额定效率", "Rated efficiency"),
    "part_load": Text("部分负荷和使用", "Part load and use"),
    "seasonal": Text("一冬的效率", "Efficiency over a season"),
    "pipes": Text("炉子和管道留下的", "Left by boiler and pipes"),
    "fuel": Text("一天烧的柴", "Wood a day"),
    "days": Text("天数", "Days"),
    "persons": Text("人口", "Residents"),
    "each": Text("每份用能", "Need of one"),
    "area": Text("取暖面积", "Heated area"),
    "lamps": Text("灯的种类", "Kind of lamps"),
    "backup": Text("太阳能以外的", "Beside the sun"),
    "solar_share": Text("太阳能的份额", "Share of the sun"),
    "count": Text("几台", "Number"),
    "power": Text("功率", "Power"),
    "hours": Text("一天几小时", "Hours a day"),
    "renewed": Text("换新后", "After renewal"),
}


def _factor(symbol: str, name: Text, item: Factor, weight: int, sources: Sources) -> TraceInput:
    return TraceInput(
        symbol, name, item.value, item.unit, weight, item.provenance,
        told(item.source, sources), item.mark, item.field,
    )  # fmt: skip
