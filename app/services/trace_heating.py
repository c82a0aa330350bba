"""How the figures of a way of heating came about; all numbers are those of the comparison."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from app.calc.supply import ELECTRICITY
from app.errors import NotFoundError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.funding import BillLine
from app.model.heating import Case, HeatingComparison, HeatingOption, Sign, SignKey, Sized
from app.model.trace import Trace, TraceInput
from app.services.heating_text import case_of
from app.services.trace_parts import EN12831, Sources, number_input, opened, told

Make = Callable[[], Trace]
_MARKS: Mapping[str, Mark] = {"A": "A", "B": "B", "Bm": "Bm", "C": "C"}
_BANDS: Mapping[str, Text] = {
    "peak": Text("峰段电", "Electricity at peak"),
    "valley": Text("谷段电", "Electricity in the valley"),
    "flat": Text("买的能", "Energy bought"),
}
_TARIFF = Text("按月、按阶梯和峰谷电价", "By month, by steps and by peak and valley")
_UNIT = Text("机器表，按每小时室外温湿度", "Table of the unit, by each hour's outdoor air")
_SCORE = Text("返煤风险计分（政策包权重）", "Score of going back to coal (weights of the pack)")
_R30 = Text("规则R30", "Rule R30")
_BOUGHT = Text("装好的价，不含拆旧", "Installed prices, without taking out the old")
_SIGNS: Mapping[SignKey, Text] = {
    "stove": Text("旧煤炉还能烧", "Old stove usable"),
    "more_rooms": Text("取暖间数×时间", "Rooms × hours"),
    "peak_month": Text("最冷的月", "Coldest month"),
    "season": Text("整冬花费", "Bill of the winter"),
    "no_subsidy": Text("补贴没公布", "No subsidy announced"),
    "repair": Text("维修", "Repairs"),
    "outages": Text("停电、40A电表", "Power cuts, 40 A meter"),
    "cheap_fuel": Text("有柴或便宜煤", "Wood or cheap coal at hand"),
    "not_insulated": Text("没保温", "Not insulated"),
    "alone": Text("老人独居", "Old person alone"),
}


def heating_figures(
    found: HeatingComparison,
    sources: Sources,
    sizes: Mapping[str, Sized] | None = None,
    *,
    works: bool = True,
) -> dict[str, Make]:
    """Return the figures of all options that open, by key such as ``heating.fan.cost``.

    ``sizes`` by option stand in for those proposed.
    """
    made: dict[str, Make] = {}
    for option in found.options:
        size = (sizes or {}).get(option.key) or (
            option.proposed if works else option.proposed_before
        )
        made.update(_of_option(option, size, case_of(size, works), sources))
    return made


def explain_heating(figure: str, known: Mapping[str, Make]) -> Trace:
    """Return the trace of a figure.

    Raises
    ------
    NotFoundError
        If there is no such figure; the sentence names those there are.
    """
    if figure not in known:
        raise NotFoundError(
            _("There is no figure {name} in this result. There are: {known}.").format(
                name=figure, known=", ".join(known)
            )
        )
    return known[figure]()


def _of_option(
    option: HeatingOption, size: Sized, case: Case, sources: Sources
) -> Iterator[tuple[str, Make]]:
    key = f"heating.{option.key}"
    yield f"{key}.cost", partial(_cost, f"{key}.cost", option, case, sources)
    if case.performance.running.operating:
        yield f"{key}.subsidised", partial(_less, f"{key}.subsidised", option, case, sources)
    if case.performance.carrier == ELECTRICITY and case.performance.amount > 0.0:
        yield f"{key}.seasonal", partial(_seasonal, f"{key}.seasonal", option, size, case)
    if case.plant.purchases:
        yield f"{key}.buy", partial(_bought, f"{key}.buy", option, case, sources)
    if case.plant.connection.input_kw > 0.0:
        yield f"{key}.kva", partial(_connection, f"{key}.kva", option, case)
    if case.risk is not None:
        yield f"{key}.coal", partial(_risk, f"{key}.coal", option, case)


def _name(option: HeatingOption, zh: str, en: str) -> Text:
    return Text(f"{option.name.zh}：{zh}", f"{option.name.en}: {en}")


def _cost(figure: str, option: HeatingOption, case: Case, sources: Sources) -> Trace:
    lines = [line for line in case.performance.running.lines if line.use == "heating"]
    inputs = tuple(opened("K", _line(line, sources)) for line in lines)
    return Trace(
        figure, _name(option, "一冬花费", "cost of a winter"), case.performance.cost, "yuan",
        "sum", "K = Σ W·p", _TARIFF, inputs,
    )  # fmt: skip


def _line(line: BillLine, sources: Sources) -> Trace:
    name = _BANDS.get(line.band, Text(f"{line.band}", f"{line.band}"))
    inputs = (
        number_input("W", Text("用量", "Amount"), line.amount, line.unit),
        TraceInput(
            "p", Text("单价", "Price"), line.price, f"yuan/{line.unit}", 1, "policy_pack",
            told(line.told, sources), _MARKS.get(line.mark),
        ),
    )  # fmt: skip
    return Trace("line", name, line.cost, "yuan", "product", "K = W·p", _TARIFF, inputs)


def _less(figure: str, option: HeatingOption, case: Case, sources: Sources) -> Trace:
    got = case.performance
    parts = [
        TraceInput(
            "S", item.name, item.cost, "yuan", -1, "policy_pack", told(item.source, sources),
            _MARKS.get(item.mark),
        )
        for item in got.running.operating
    ]  # fmt: skip
    whole = _cost("cost", option, case, sources)
    return Trace(
        figure, _name(option, "有补贴时一冬花费", "cost of a winter with subsidy"),
        got.subsidised, "yuan", "sum", "K_S = K − S", _TARIFF, (opened("K", whole), *parts),
    )  # fmt: skip


def _seasonal(figure: str, option: HeatingOption, size: Sized, case: Case) -> Trace:
    got = case.performance
    heat = got.heat - got.solar
    rests = [number_input("Q_u", Text("缺的热", "Heat missing"), got.unmet, "kWh")]
    if got.seasonal_lab is not None:
        lab = Text("按机器表（没算实际折减）", "By the tables, before what homes reach of it")
        rests.append(number_input("SCOP", lab, got.seasonal_lab))
    name = _name(option, "整冬能效比", "seasonal COP")
    return Trace(
        figure, name, got.seasonal, "", "product", "SCOP = Q/W", _UNIT,
        (
            number_input("Q", Text("供的热", "Heat delivered"), heat, "kWh"),
            number_input("W", Text("用的电", "Electricity"), got.amount, "kWh", -1),
        ),
        tuple(rests), size.name,
    )  # fmt: skip


def _bought(figure: str, option: HeatingOption, case: Case, sources: Sources) -> Trace:
    inputs = tuple(
        TraceInput(
            "C", item.name, item.cost, "yuan", 1, "catalogue", told(item.source, sources), item.mark
        )
        for item in case.plant.purchases
    )
    return Trace(
        figure, _name(option, "购置", "to buy"), case.plant.investment, "yuan", "sum", "C = Σ C",
        _BOUGHT, inputs, tuple(_sizing(case)),
    )  # fmt: skip


def _sizing(case: Case) -> Iterator[TraceInput]:
    plant = case.plant
    yield number_input("Φ_HL", Text("选型负荷", "Load it is sized on"), plant.load, "W")
    yield TraceInput(
        "Φ", Text("设计温度下能给", "Capacity at the design temperature"), plant.capacity, "W",
        source=EN12831,
    )  # fmt: skip
    for check in plant.checks:
        name = Text(f"{check.theta_e:g}℃结霜时能给", f"With frost at {check.theta_e:g} ℃")
        yield number_input("Φ", name, check.capacity, "W")


def _connection(figure: str, option: HeatingOption, case: Case) -> Trace:
    link = case.plant.connection
    inputs = (
        number_input("P_h", Text("取暖最大用电", "Heating at most"), link.input_kw * link.share,
                     "kW"),
        number_input("P_o", Text("家里其他", "Rest of the household"),
                     link.household_kw * link.others_share, "kW"),
    )  # fmt: skip
    rests = []
    if link.rating is not None:
        rests.append(
            TraceInput(
                "S_m", Text("电表能带", "The meter carries"), link.rating, "kVA", field="L05"
            )
        )
    return Trace(
        figure, _name(option, "用电接入", "electrical connection"), link.kva, "kVA", "sum",
        "S = P_h·g + P_o·g", _R30, inputs, tuple(rests),
    )  # fmt: skip


def _risk(figure: str, option: HeatingOption, case: Case) -> Trace:
    assert case.risk is not None
    inputs = tuple(_sign(sign) for sign in case.risk.signs if sign.counts)
    others = tuple(_sign(sign) for sign in case.risk.signs if not sign.counts)
    return Trace(
        figure, _name(option, "返煤风险", "back to coal"), case.risk.score, "", "sum",
        "R = Σ r", _SCORE, inputs, others,
    )  # fmt: skip


def _sign(sign: Sign) -> TraceInput:
    name = _SIGNS[sign.key]
    if sign.value is not None and sign.limit is not None:
        values = f"{sign.value:,.1f} / {sign.limit:,.1f} {sign.unit}".strip()
        name = Text(f"{name.zh}（{values}）", f"{name.en} ({values})")
    if sign.counts is None:
        name = Text(f"{name.zh}：不知道", f"{name.en}: not known")
    elif not sign.counts:
        name = Text(f"{name.zh}：不算", f"{name.en}: does not count")
    return TraceInput(
        "r", name, sign.points, "", 1, "policy_pack", _SCORE, "C", ", ".join(sign.fields)
    )
