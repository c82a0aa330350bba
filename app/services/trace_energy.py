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
    first = number_input("Q", Text("要的热或用能", "Need"), line.need, "kWh")
    if need is not None:
        first = opened("Q", need)
    key = "price" if what == "cost" else what
    inputs = (
        first,
        _factor("η", _FACTORS["efficiency"], factors["efficiency"], -1, basis.sources),
        _factor("LHV", _FACTORS["lhv"], factors["lhv"], -1, basis.sources),
        _factor("f", _FACTORS[key], factors[key], 1, basis.sources),
    )
    return Trace("line", name, value, unit, "product", "Q / η / LHV · f", ACCOUNT, inputs)


_FACTORS: Mapping[str, Text] = {
    "efficiency": Text("效率", "Efficiency"),
    "lhv": Text("热值", "Heating value"),
    "kgce": Text("折标煤系数", "Standard coal per unit"),
    "co2": Text("二氧化碳系数", "CO₂ per unit"),
    "price": Text("单价", "Price"),
}


def _factor(symbol: str, name: Text, item: Factor, weight: int, sources: Sources) -> TraceInput:
    return TraceInput(
        symbol, name, item.value, item.unit, weight, item.provenance,
        told(item.source, sources), item.mark, item.field,
    )  # fmt: skip
