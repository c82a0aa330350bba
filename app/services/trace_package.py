"""How the figures of a package came about."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from app.i18n import Text
from app.model.assessment import EnergyUse, HeatLoad, Package, UseState
from app.model.trace import Trace, TraceInput
from app.services.trace_energy import account_trace, line_trace
from app.services.trace_envelope import element_trace
from app.services.trace_keys import LONGEST
from app.services.trace_load import load_trace
from app.services.trace_money import AFTER, BY_AREA, NOW, TARIFF, WARMER, bill_trace, of_money
from app.services.trace_need import need_trace, state_need
from app.services.trace_parts import (
    ACCOUNT,
    SAMPLE,
    Basis,
    constant,
    influences,
    number_input,
    opened,
)
from app.services.trace_prices import of_prices

CENT = 0.005  # [yuan] less is no change of a bill
Make = Callable[[], Trace]
_PACKAGES: Mapping[str, Text] = {
    "cheapest": Text("最省钱方案", "Cheapest package"),
    "best_value": Text("推荐方案", "Recommended package"),
    "deep": Text("深度方案", "Deep package"),
    "own": Text("自选方案", "Own package"),
}
_SAVED = Text("一年省的钱（同样暖）", "saved a year, same warmth")
_SAVED_WARMER = Text("一年省的钱（烧暖一些）", "saved a year, kept warmer")
_METHOD = Text("政策包的节能率办法", "Method of the policy pack")


def of_package(basis: Basis, package: Package, *, compared: bool) -> Iterator[tuple[str, Make]]:
    """Yield the figures of a package; ``compared``: with the state that ``basis`` holds."""
    key = package.key
    load = package.heat_load
    if compared:
        yield f"saving.demand.{key}", partial(_saving_demand, basis, package)
        yield f"saving.overall.{key}", partial(_saving_overall, basis, package)
        yield f"saved.{key}", partial(_saved, basis, package)
        yield f"co2.{key}", partial(_less, basis, package, "co2", package.co2_saved)
        yield f"kgce.{key}", partial(_less, basis, package, "kgce", package.kgce_saved)
        yield f"saved_warmer.{key}", partial(_saved_warmer, basis, package)
        if package.payback is not None and package.payback.typical < LONGEST:
            yield f"payback.{key}", partial(_payback, basis, package)
        if package.samples:
            yield f"chance.{key}", partial(_chance, basis, package)
    yield f"warmer.{key}", partial(_warmer, package)
    yield f"price.{key}", partial(_price, package)
    price, saved = partial(_price, package), partial(_saved, basis, package)
    for figure, make in of_money(basis, package, price, saved, compared=compared):
        yield figure, partial(_titled, make, package)
    for figure, make in of_prices(package, price, saved, compared=compared):
        yield figure, partial(_titled, make, package)
    before = {element.id: element.u_value for element in basis.assessment.elements}
    damp = {item.element: item for item in package.moisture.elements} if package.moisture else {}
    for element in package.elements:
        if before.get(element.id) != element.u_value:
            make = partial(element_trace, element, damp.get(element.id))
            yield f"u.{element.id}.{key}", partial(_renamed, make, package)
    if load is not None:
        yield f"heat_load.{key}", partial(_package_load, load, basis, package)


def _package_load(load: HeatLoad, basis: Basis, package: Package) -> Trace:
    return _renamed(lambda: load_trace(load, basis.names), package)


def _named(package: Package, zh: str, en: str) -> Text:
    name = _PACKAGES[package.key]
    return Text(f"{name.zh}：{zh}", f"{name.en}: {en}")


def _titled(make: Make, package: Package) -> Trace:
    """Return a trace that already has its key, with the name of the package before its own."""
    trace = make()
    return replace(trace, name=_named(package, trace.name.zh, trace.name.en))


def _renamed(make: Make, package: Package) -> Trace:
    trace = make()
    name = _named(package, trace.name.zh, trace.name.en)
    return Trace(
        f"{trace.figure}.{package.key}", name, trace.value, trace.unit, trace.operation,
        trace.formula, trace.clause, trace.inputs, trace.rests_on, trace.note,
    )  # fmt: skip


def _whole() -> TraceInput:
    return TraceInput("1", Text("改前", "Before"), 1.0, "", 1, "rule")


def _ratio(after: Trace, before: Trace, clause: Text) -> Trace:
    name = Text("改后 ÷ 改前", "After ÷ before")
    inputs = (opened("after", after), opened("before", before, -1))
    value = after.value / before.value if before.value else 0.0
    return Trace("ratio", name, value, "", "product", "after / before", clause, inputs)


def _saving_demand(basis: Basis, package: Package) -> Trace:
    after = need_trace(
        basis, package.standard, "need.after", _named(package, "改后需热量", "need afterwards")
    )
    ratio = _ratio(after, state_need(basis, basis.assessment.standard), _METHOD)
    cut = -dict(package.waterfall).get("air_cut", 0.0)
    inputs = (
        _whole(),
        opened("Q′/Q", ratio, -1),
        TraceInput(
            "c", Text("不计入的透风", "Air that is not credited"), cut, "", -1, "policy_pack"
        ),
    )
    name = _named(package, "节能率（需热量法）", "saving by the heating need method")
    return Trace(
        f"saving.demand.{package.key}", name, package.saving_demand.typical, "", "sum",
        "1 − Q_H,nd,after / Q_H,nd,before − c", _METHOD, inputs,
    )  # fmt: skip


def _saving_overall(basis: Basis, package: Package) -> Trace:
    title = Text("标准使用的标准煤", "Standard coal in standard use")
    before = account_trace(basis, basis.assessment.standard.account, "kgce", "kgce.before", title)
    after = account_trace(basis, package.standard.account, "kgce", "kgce.after", title)
    inputs = (_whole(), opened("E′/E", _ratio(after, before, _METHOD), -1))
    name = _named(package, "节能率（综合能耗法）", "saving by the overall method")
    return Trace(
        f"saving.overall.{package.key}", name, package.saving_overall.typical, "", "sum",
        "1 − E_after / E_before", _METHOD, inputs,
    )  # fmt: skip


def _price(package: Package) -> Trace:
    clause = Text("工程量 × 目录单价，取整元", "Quantities × catalogue prices, whole yuan")
    measures = []
    for measure in package.measures:
        lines = tuple(
            TraceInput(
                "",
                Text(
                    f"{line.name.zh} {line.quantity:g} {line.unit}",
                    f"{line.name.en} {line.quantity:g} {line.unit}",
                ),
                line.cost.typical,
                "yuan",
                1,
                "catalogue",
                None,
                line.mark,
            )
            for line in measure.lines
        )
        made = Trace(
            measure.id, measure.name, measure.cost.typical, "yuan", "sum", "Σ", clause, lines
        )
        measures.append(opened("", made))
    name = _named(package, "造价", "cost")
    return Trace(
        f"price.{package.key}", name, package.cost.typical, "yuan", "sum", "Σ", clause,
        tuple(measures),
    )  # fmt: skip


def _money(basis: Basis, package: Package, state: UseState, name: Text) -> Trace:
    """Return the money of heating and of what else the package changes."""
    uses = {"heating", *_other_uses(basis.assessment.actual, package.actual)}
    lines = tuple(x for x in state.account.lines if x.use in uses)
    inputs = tuple(opened("", line_trace(basis, line, "cost", "yuan")) for line in lines)
    value = sum(line.cost for line in lines)
    return Trace("heating_cost", name, value, "yuan", "sum", "Σ", ACCOUNT, inputs)


def _other_uses(now: UseState, then: UseState) -> set[EnergyUse]:
    """Return the uses beside heating whose cost a package changes: lamps, cooking, appliances."""
    costs: dict[EnergyUse, float] = {}
    for line in now.account.lines:
        costs[line.use] = costs.get(line.use, 0.0) + line.cost
    for line in then.account.lines:
        costs[line.use] = costs.get(line.use, 0.0) - line.cost
    return {use for use, cost in costs.items() if use != "heating" and abs(cost) > CENT}


def _by_bill(package: Package, *, warmer: bool) -> bool:
    """Tell whether a saving is the difference of two bills; in plans made earlier it is not."""
    money = package.money
    if money is None:
        return False
    then = money.running_warmer if warmer else money.running_after
    saved = package.saved_warmer if warmer else package.saved_same_warmth
    return abs(money.running_before.cost - then.cost - saved.typical) < CENT


def _saved(basis: Basis, package: Package) -> Trace:
    if package.money is not None and _by_bill(package, warmer=False):
        return _difference(basis, package, warmer=False)
    now = _money(basis, package, basis.assessment.actual, Text("现在取暖花费", "Heating cost now"))
    then = _money(
        basis, package, package.actual, Text("改后同样暖的花费", "Afterwards, as warm as now")
    )
    name = _named(package, _SAVED.zh, _SAVED.en)
    return Trace(
        f"saved.{package.key}", name, package.saved_same_warmth.typical, "yuan", "sum",
        "now − then", ACCOUNT, (opened("now", now), opened("then", then, -1)),
    )  # fmt: skip


def _difference(basis: Basis, package: Package, *, warmer: bool) -> Trace:
    """Return a saving as the bill now less the bill afterwards."""
    assert package.money is not None
    running = package.money.running_warmer if warmer else package.money.running_after
    now = bill_trace(basis, package.money.running_before, "bill.now", NOW)
    then = bill_trace(basis, running, "bill.then", WARMER if warmer else AFTER)
    kind, name, value = "saved", _SAVED, package.saved_same_warmth.typical
    rests: tuple[TraceInput, ...] = ()
    if warmer:
        kind, name, value = "saved_warmer", _SAVED_WARMER, package.saved_warmer.typical
        rests = (opened("Δθ", _warmer(package), 0),)
    return Trace(
        f"{kind}.{package.key}", _named(package, name.zh, name.en), value, "yuan", "sum",
        "now − then", TARIFF, (opened("now", now), opened("then", then, -1)), rests,
        BY_AREA if running.by_area else None,
    )  # fmt: skip


def _saved_warmer(basis: Basis, package: Package) -> Trace:
    if package.money is not None and _by_bill(package, warmer=True):
        return _difference(basis, package, warmer=True)
    now = _money(basis, package, basis.assessment.actual, Text("现在取暖花费", "Heating cost now"))
    then = _money(
        basis, package, package.actual_warmer, Text("改后烧暖一些的花费", "Afterwards, kept warmer")
    )
    name = _named(package, _SAVED_WARMER.zh, _SAVED_WARMER.en)
    inputs = (opened("now", now), opened("then", then, -1), opened("Δθ", _warmer(package), 0))
    return Trace(
        f"saved_warmer.{package.key}", name, package.saved_warmer.typical, "yuan", "sum",
        "now − then", ACCOUNT, inputs[:2], inputs[2:],
    )  # fmt: skip


def _warmer(package: Package) -> Trace:
    then, now = package.actual_warmer.theta_set, package.actual.theta_set
    inputs = (
        number_input("θ_w", Text("改后烧到", "Kept afterwards"), then, "°C"),
        number_input("θ", Text("现在烧到", "Kept now"), now, "°C", -1),
    )
    name = _named(package, "屋里高几度", "warmer by")
    note = Text(
        "政策包的规则：改后住户会把一部分节省用来烧暖。",
        "Rule of the policy pack: part of the saving is taken as warmth.",
    )
    return Trace(
        f"warmer.{package.key}", name, package.theta_gain, "K", "sum", "θ_w − θ", _TAKE_BACK,
        inputs, (), note,
    )  # fmt: skip


def _payback(basis: Basis, package: Package) -> Trace:
    assert package.payback is not None
    inputs = (opened("C", _price(package)), opened("S", _saved(basis, package), -1))
    name = _named(package, "几年回本", "pays back in")
    clause = Text("静态回收期：造价÷一年省的钱", "Simple payback: cost ÷ money saved a year")
    return Trace(
        f"payback.{package.key}", name, package.payback.typical, "a", "product", "C / S", clause,
        inputs,
    )  # fmt: skip


def _chance(basis: Basis, package: Package) -> Trace:
    method = basis.assessment.premises.method
    passing = float(round(package.probability * package.samples))
    inputs = (
        number_input("n", Text("达标的抽样房屋", "Drawn houses that pass"), passing),
        number_input("N", Text("抽样房屋", "Drawn houses"), float(package.samples), "", -1),
    )
    rests = [
        constant("", Text("达标线", "Line"), method.threshold, "", _METHOD, "A"),
        constant(
            "",
            Text("要求的把握", "Chance asked for"),
            method.required_probability,
            "",
            _METHOD,
            "C",
        ),
    ]
    name = _named(package, "达标的把握", "chance of reaching the line")
    note = Text(
        "每座抽样房屋里，说不准的量按各自的分布取值；下面是各量占的份额。",
        "In each drawn house what is not known takes a value of its distribution; below are the "
        "shares of these.",
    )
    return Trace(
        f"chance.{package.key}", name, package.probability, "", "product", "n / N", SAMPLE, inputs,
        (*rests, *influences(package.sensitivity)), note,
    )  # fmt: skip


_LINE, _ASKED = Text("达标线", "Line"), Text("要求的把握", "Chance asked for")
_TAKE_BACK = Text("政策包的升温规则", "Comfort rule of the policy pack")


def _less(basis: Basis, package: Package, what: str, value: float) -> Trace:
    words = {
        "co2": Text("一年少排二氧化碳", "CO2 less a year"),
        "kgce": Text("一年少用标准煤", "Standard coal less a year"),
    }[what]
    now = account_trace(
        basis, basis.assessment.actual.account, what, f"{what}.now", Text("现在", "Now")
    )
    then = account_trace(
        basis, package.actual.account, what, f"{what}.then", Text("改后", "Afterwards")
    )
    return Trace(
        f"{what}.{package.key}", _named(package, words.zh, words.en), value, now.unit, "sum",
        "now − then", ACCOUNT, (opened("now", now), opened("then", then, -1)),
    )  # fmt: skip
