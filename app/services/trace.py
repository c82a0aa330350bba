"""Every number opens: the traces of the headline figures of an assessment and a plan.

All numbers are read from the stored records, so that an old result opens as it was printed.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from app.calc.ground import Slab, base_u_value
from app.errors import NotFoundError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import (
    Assessment,
    ElementMoisture,
    HeatLoad,
    Package,
    Plan,
    UseState,
)
from app.model.trace import Trace, TraceInput
from app.services.trace_energy import account_trace, line_trace
from app.services.trace_envelope import element_trace
from app.services.trace_load import load_trace, zone_trace
from app.services.trace_need import air_trace, cold_trace, need_trace
from app.services.trace_parts import ACCOUNT, Basis, Sources, opened
from app.store.catalogue import load_catalogue, load_policy_pack

Make = Callable[[], Trace]
_PACKAGES: Mapping[str, Text] = {
    "cheapest": Text("最省钱方案", "Cheapest package"),
    "best_value": Text("推荐方案", "Recommended package"),
    "deep": Text("深度方案", "Deep package"),
    "own": Text("自选方案", "Own package"),
}
_NEED_STANDARD = Text("标准使用的一冬需热量", "Heating need in standard use")
_NEED_ACTUAL = Text("现在这样住的一冬需热量", "Heating need in actual use")
_TYPICAL = Text(
    "区间来自抽样；这里是典型值。", "The range comes from the sample; this is the typical value."
)
_METHOD = Text("政策包的节能率办法", "Method of the policy pack")


@lru_cache(maxsize=1)
def bundled_sources() -> Sources:
    """Return the sentences of all sources and the names of carriers, by key."""
    catalogue, pack = load_catalogue(), load_policy_pack()
    carriers = {carrier.id: carrier.name for carrier in catalogue.carriers.values()}
    return {**catalogue.sources, **pack.sources, **carriers}


def figures(
    assessment: Assessment,
    plan: Plan | None = None,
    sources: Sources | None = None,
    planned: Assessment | None = None,
) -> dict[str, Make]:
    """Return the figures that open, by key, each with what makes its trace.

    ``planned`` is the assessment that the plan rests on where it is another one than
    ``assessment``. What compares a package with another state than its own is left out.
    """
    basis = Basis(assessment, bundled_sources() if sources is None else sources)
    found = dict(_of_assessment(basis))
    if plan is None:
        return found
    before = Basis(planned or assessment, basis.sources)
    for package in plan.packages:
        found |= _of_package(before, package, compared=before.assessment.id == plan.assessment_id)
    return found


def explain(
    figure: str,
    assessment: Assessment,
    plan: Plan | None = None,
    sources: Sources | None = None,
) -> Trace:
    """Return the trace of a figure.

    Raises
    ------
    NotFoundError
        If there is no such figure in these results; the sentence names those there are.
    """
    known = figures(assessment, plan, sources)
    if figure not in known:
        raise NotFoundError(
            _("There is no figure {name} in this result. There are: {known}.").format(
                name=figure, known=", ".join(known)
            )
        )
    return known[figure]()


def damp_by_figure(
    assessment: Assessment, plan: Plan | None = None
) -> Mapping[str, ElementMoisture]:
    """Return the moisture check that belongs to the U-value of a part, by its figure."""
    states = [("", assessment.moisture)]
    states += [(f".{x.key}", x.moisture) for x in (plan.packages if plan is not None else ())]
    return {
        f"u.{item.element}{behind}": item
        for behind, moisture in states
        if moisture is not None
        for item in moisture.elements
    }


def _of_assessment(basis: Basis) -> Iterator[tuple[str, Make]]:
    found = basis.assessment
    if any(line.use == "heating" for line in found.actual.account.lines):
        yield "cost", lambda: _cost(basis)
    yield "need.standard", lambda: _need(basis, found.standard)
    yield "need.actual", lambda: _need(basis, found.actual)
    for what, name in (
        ("kgce", Text("一年标准煤", "Standard coal a year")),
        ("co2", Text("一年二氧化碳", "CO₂ a year")),
    ):
        yield what, _account(basis, what, name)
    load = found.heat_load
    if load is not None:
        yield "heat_load", lambda: load_trace(load, basis.names)
        for zone in load.zones if len(load.zones) > 1 else ():
            yield f"heat_load.{zone.zone}", _zone(basis, zone.zone)
    for state, name in (
        (found.standard, Text("标准使用的换气", "Air change in standard use")),
        (found.actual, Text("现在的换气", "Air change in actual use")),
    ):
        if state.air is not None:
            yield f"air.{state.use}", _air(basis, state, name)
    if found.standard.theta_without is not None:
        yield "theta_without", partial(cold_trace, basis, found.standard)
    damp = damp_by_figure(found)
    for element in found.elements:
        if element.layers or element.slab or element.part == "opening":
            figure = f"u.{element.id}"
            yield figure, partial(element_trace, element, damp.get(figure))


def _account(basis: Basis, what: str, name: Text) -> Make:
    return lambda: account_trace(basis, basis.assessment.actual.account, what, what, name)


def _zone(basis: Basis, zone: str) -> Make:
    load = basis.assessment.heat_load
    assert load is not None
    found = next(item for item in load.zones if item.zone == zone)
    return lambda: zone_trace(found, load, basis.names)


def _air(basis: Basis, state: UseState, name: Text) -> Make:
    air = state.air
    assert air is not None
    return lambda: air_trace(basis, air, f"air.{state.use}", name)


def _need(basis: Basis, state: UseState) -> Trace:
    name = _NEED_STANDARD if state.use == "standard" else _NEED_ACTUAL
    return need_trace(basis, state, f"need.{state.use}", name)


def _cost(basis: Basis) -> Trace:
    found = basis.assessment
    line = next(x for x in found.actual.account.lines if x.use == "heating")
    trace = line_trace(basis, line, "cost", "yuan", _need(basis, found.actual))
    name = Text("一冬取暖花费", "Heating cost of a winter")
    return Trace(
        "cost", name, found.heating_cost.typical, "yuan", trace.operation, trace.formula,
        trace.clause, trace.inputs,
        note=_TYPICAL,
    )  # fmt: skip


# packages


def _of_package(basis: Basis, package: Package, *, compared: bool) -> Iterator[tuple[str, Make]]:
    key = package.key
    load = package.heat_load
    if compared:
        yield f"saving.demand.{key}", partial(_saving_demand, basis, package)
        yield f"saving.overall.{key}", partial(_saving_overall, basis, package)
        yield f"saved.{key}", partial(_saved, basis, package)
        yield f"co2.{key}", partial(_less, basis, package, "co2", package.co2_saved)
        yield f"kgce.{key}", partial(_less, basis, package, "kgce", package.kgce_saved)
    yield f"price.{key}", partial(_price, package)
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
    ratio = _ratio(after, _need(basis, basis.assessment.standard), _METHOD)
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


def _heating_money(basis: Basis, state: UseState, name: Text) -> Trace:
    lines = tuple(x for x in state.account.lines if x.use == "heating")
    inputs = tuple(opened("", line_trace(basis, line, "cost", "yuan")) for line in lines)
    value = sum(line.cost for line in lines)
    return Trace("heating_cost", name, value, "yuan", "sum", "Σ", ACCOUNT, inputs)


def _saved(basis: Basis, package: Package) -> Trace:
    now = _heating_money(basis, basis.assessment.actual, Text("现在取暖花费", "Heating cost now"))
    then = _heating_money(
        basis, package.actual, Text("改后同样暖的花费", "Afterwards, as warm as now")
    )
    name = _named(package, "一年省的钱（同样暖）", "saved a year, same warmth")
    return Trace(
        f"saved.{package.key}", name, package.saved_same_warmth.typical, "yuan", "sum",
        "now − then", ACCOUNT, (opened("now", now), opened("then", then, -1)),
    )  # fmt: skip


def _less(basis: Basis, package: Package, what: str, value: float) -> Trace:
    words = {
        "co2": Text("一年少排二氧化碳", "CO₂ less a year"),
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


# working it out again


def recomputed(trace: Trace) -> float | None:
    """Return the value worked out from the inputs; None where only the engine can."""
    known = [(item.value, item.weight) for item in trace.inputs if item.value is not None]
    match trace.operation:
        case "sum":
            return math.fsum(value * weight for value, weight in known)
        case "product":
            return math.prod(value**weight for value, weight in known)
        case "reciprocal":
            return 1.0 / math.fsum(value * weight for value, weight in known)
        case "clamp":
            return _clamped(trace)
        case "slab":
            return _slab(trace)
    return None


def _clamped(trace: Trace) -> float:
    by_symbol = {item.symbol: item.value or 0.0 for item in trace.inputs}
    highest = by_symbol.get("high", math.inf)
    return max(min(by_symbol["n_raw"], highest), by_symbol["low"])


def _slab(trace: Trace) -> float:
    by_symbol = {item.symbol: item.value or 0.0 for item in trace.inputs}
    slab = Slab(by_symbol["A"], by_symbol["P"], by_symbol["w"], by_symbol["R_f"], by_symbol["λ"])
    return base_u_value(slab) + 2.0 * by_symbol["ψ"] / slab.b_prime
