"""How the figures of a house's photovoltaics came about."""

from collections.abc import Callable, Mapping
from functools import partial

from app.i18n import Text
from app.model.assessment import Mark
from app.model.solar import Solar, SolarSize
from app.model.trace import Trace, TraceInput
from app.services.trace_parts import USES, constant, number_input, opened

Make = Callable[[], Trace]
_CHAIN = Text(
    "ISO 52010-1 天空模型，PVWatts 第5版，逐时", "ISO 52010-1 sky, PVWatts version 5, by the hour"
)
_BILL = Text(
    "逐时、逐月、分阶梯两次算账单之差", "Two bills by hour, month and step, one less the other"
)
_FLOW = Text("每年收支累计", "Cumulated yearly payments")
_LIFE = Text(
    "全寿命现值 EN 15459-1:2017 第6.2条", "Present value over the life, EN 15459-1:2017, 6.2"
)
_MARKS: Mapping[str, Mark] = {"A": "A", "B": "B", "Bm": "Bm", "C": "C"}


def solar_figures(solar: Solar) -> dict[str, Make]:
    """Return the figures of the size at hand, by key, each with what makes its trace."""
    size = solar.size
    if size is None:
        return {}
    made = {
        "solar.yield": partial(_output, solar, size),
        "solar.used": partial(_used, solar, size),
        "solar.saved": partial(_saved, solar, size),
        "solar.cost": partial(_cost, solar, size),
        "solar.first_year": partial(_first_year, solar, size),
        "solar.npv": partial(_npv, solar, size),
    }
    if size.case("typical").payback is not None:
        made["solar.payback"] = partial(_payback, solar, size)
    return {**made}


def _price(solar: Solar, key: str, symbol: str = "") -> TraceInput:
    found = next(item for item in solar.prices if item.key == key)
    mark = _MARKS.get(found.mark)
    provenance = "policy_pack" if mark else "told"
    return TraceInput(
        symbol, found.name, found.value, found.unit, 1, provenance, found.source, mark
    )


def _size(size: SolarSize) -> TraceInput:
    name = Text(f"{size.count} 块板", f"{size.count} modules")
    return number_input("P", name, size.kwp, "kW")


def _output(solar: Solar, size: SolarSize) -> Trace:
    months = solar.detail.output if solar.detail is not None else ()
    inputs = tuple(
        number_input("", Text(f"{month} 月", f"Month {month}"), value, "kWh")
        for month, value in enumerate(months, start=1)
    )
    where = Text(f"倾角 {size.tilt:.0f}°", f"tilt {size.tilt:.0f}°")
    return Trace(
        "solar.yield", Text("第一年发电", "Yield of a first year"), size.output, "kWh",
        "sum" if inputs else "hourly", "Σ", _CHAIN, inputs,
        (_size(size), TraceInput("", where, size.output / size.kwp, "kWh/kW", 1, "weather")),
    )  # fmt: skip


def _used(solar: Solar, size: SolarSize) -> Trace:
    inputs = (
        opened("W", _output(solar, size)),
        number_input("", Text("上网", "Sold"), size.sold, "kWh", -1),
    )
    loads = tuple(
        TraceInput("", USES.get(part.use, Text(part.use, part.use)), part.amount, "kWh", 1,
                   "derived", part.source)
        for part in solar.loads
    )  # fmt: skip
    name = Text("自家用掉的", "Used at home")
    by_hour = Text("每小时取发电和用电里小的", "The smaller of yield and load in each hour")
    return Trace("solar.used", name, size.used, "kWh", "sum", "W − W_sold", by_hour, inputs, loads)


def _saved(solar: Solar, size: SolarSize) -> Trace:
    value = size.saved / size.used if size.used > 0.0 else 0.0
    inputs = (
        opened("W", _used(solar, size)),
        number_input("c", Text("自用一度值", "Worth of a kWh used at home"), value, "yuan/kWh"),
    )
    prices = tuple(
        _price(solar, item.key) for item in solar.prices
        if item.unit == "yuan/kWh" and item.key not in ("market", "mechanism")
    )  # fmt: skip
    return Trace(
        "solar.saved", Text("少交的电费", "Saved on the bill"), size.saved, "yuan", "product",
        "W · c", _BILL, inputs, prices,
        note=Text("少领的采暖补贴已经扣掉。", "Lost subsidy on heating is taken off."),
    )  # fmt: skip


def _cost(solar: Solar, size: SolarSize) -> Trace:
    per_kw = size.cost / size.kwp
    inputs = (
        _size(size),
        number_input(
            "c", Text("每千瓦造价，含支架", "Price of 1 kW with frame"), per_kw, "yuan/kW"
        ),
    )
    return Trace(
        "solar.cost", Text("光伏造价", "Cost of the plant"), size.cost, "yuan", "product", "P · c",
        Text("目录价加支架", "Catalogue price and frame"), inputs, (_price(solar, "capex"),),
    )  # fmt: skip


def _first_year(solar: Solar, size: SolarSize) -> Trace:
    upkeep = next(item for item in solar.prices if item.key == "upkeep")
    kept = size.kwp * upkeep.value
    value = size.case("typical").first_year
    sold = value + kept - size.saved
    inputs = (
        opened("", _saved(solar, size)),
        number_input("", Text("卖电", "Sold electricity"), sold, "yuan"),
        constant("", upkeep.name, kept, "yuan", upkeep.source, _MARKS.get(upkeep.mark, "C"), -1),
    )
    prices = tuple(
        _price(solar, item.key) for item in solar.prices if item.key in ("market", "mechanism")
    )
    return Trace(
        "solar.first_year", Text("第一年收益", "Income of the first year"), value, "yuan", "sum",
        "Σ", _FLOW, inputs, prices,
        note=Text("首年衰减已算进去。收益不保证。",
                  "The first year's weakening is in it. The return is not guaranteed."),
    )  # fmt: skip


def _flow(size: SolarSize) -> tuple[TraceInput, ...]:
    flow = size.case("typical").flow
    return tuple(
        number_input("", Text(f"第 {year} 年末累计", f"Sum after year {year}"), value, "yuan")
        for year, value in enumerate(flow)
    )


def _payback(solar: Solar, size: SolarSize) -> Trace:
    value = size.case("typical").payback or 0.0
    return Trace(
        "solar.payback", Text("回本年数", "Payback"), value, "a", "hourly", "Σ = 0", _FLOW,
        (opened("", _cost(solar, size)), opened("", _first_year(solar, size))), _flow(size),
    )  # fmt: skip


def _npv(solar: Solar, size: SolarSize) -> Trace:
    return Trace(
        "solar.npv", Text("全寿命净现值", "Net present value over the life"),
        size.case("typical").npv, "yuan", "hourly", "Σ / (1+r)^k", _LIFE,
        (opened("", _cost(solar, size)), opened("", _first_year(solar, size))), _flow(size),
    )  # fmt: skip
