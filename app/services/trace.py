"""Every number opens: the traces of the headline figures of an assessment and a plan.

All numbers are read from the stored records, so that an old result opens as it was printed.
"""

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from app.calc.ground import Slab, base_u_value
from app.errors import NotFoundError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import (
    Assessment,
    ElementMoisture,
    PartLoss,
    Plan,
    UseState,
)
from app.model.trace import Trace
from app.services.trace_energy import account_trace, line_trace
from app.services.trace_envelope import element_trace
from app.services.trace_headline import (
    bill_trace,
    confidence_trace,
    loss_trace,
    per_area,
    width_of,
    width_trace,
)
from app.services.trace_load import load_trace, zone_trace
from app.services.trace_need import air_trace, cold_trace, state_need
from app.services.trace_package import Make, of_package
from app.services.trace_parts import ACCOUNT, Basis, Sources, opened
from app.store.catalogue import load_catalogue, load_policy_pack

_TYPICAL = Text(
    "区间来自抽样；这里是典型值。", "The range comes from the sample; this is the typical value."
)


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
        found |= of_package(before, package, compared=before.assessment.id == plan.assessment_id)
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
    yield from _money(basis)
    yield from _energy(basis)
    yield from _sureness(basis.assessment)
    yield from _load(basis)
    yield from _air_and_cold(basis)
    damp = damp_by_figure(basis.assessment)
    for element in basis.assessment.elements:
        if element.layers or element.slab or element.part == "opening":
            figure = f"u.{element.id}"
            yield figure, partial(element_trace, element, damp.get(figure))


def _money(basis: Basis) -> Iterator[tuple[str, Make]]:
    found = basis.assessment
    if any(line.use == "heating" for line in found.actual.account.lines):
        yield "cost", partial(_cost, basis)
        if found.actual.area_heated > 0.0:
            yield "cost.per_area", lambda: per_area(basis, _cost(basis), "cost.per_area")
        for loss in found.losses:
            yield f"loss.{loss.part}", _loss(basis, loss)
    if found.bill is not None and found.bill.ratio is not None:
        yield "bill.ratio", partial(bill_trace, basis, found.bill)


def _loss(basis: Basis, loss: PartLoss) -> Make:
    return lambda: loss_trace(basis, loss, _cost(basis))


def _energy(basis: Basis) -> Iterator[tuple[str, Make]]:
    found = basis.assessment
    yield "need.standard", partial(state_need, basis, found.standard)
    yield "need.actual", partial(state_need, basis, found.actual)
    if found.actual.area_heated > 0.0:
        need = partial(state_need, basis, found.actual)
        yield "need.per_area", lambda: per_area(basis, need(), "need.per_area")
    for what, name in (
        ("kgce", Text("一年标准煤", "Standard coal a year")),
        ("co2", Text("一年二氧化碳", "CO2 a year")),
    ):
        yield what, _account(basis, what, name)


def _sureness(found: Assessment) -> Iterator[tuple[str, Make]]:
    yield "confidence", partial(confidence_trace, found.confidence)
    if width_of(found) is not None:
        yield "width.cost", partial(width_trace, found)


def _load(basis: Basis) -> Iterator[tuple[str, Make]]:
    load = basis.assessment.heat_load
    if load is not None:
        yield "heat_load", lambda: load_trace(load, basis.names)
        for zone in load.zones if len(load.zones) > 1 else ():
            yield f"heat_load.{zone.zone}", _zone(basis, zone.zone)


def _air_and_cold(basis: Basis) -> Iterator[tuple[str, Make]]:
    found = basis.assessment
    for state, name in (
        (found.standard, Text("标准使用的换气", "Air change in standard use")),
        (found.actual, Text("现在的换气", "Air change in actual use")),
    ):
        if state.air is not None:
            yield f"air.{state.use}", _air(basis, state, name)
    if found.standard.theta_without is not None:
        yield "theta_without", partial(cold_trace, basis, found.standard)


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


def _cost(basis: Basis) -> Trace:
    found = basis.assessment
    lines = [x for x in found.actual.account.lines if x.use == "heating"]
    name = Text("一冬取暖花费", "Heating cost of a winter")
    made = [line_trace(basis, x, "cost", "yuan", state_need(basis, found.actual)) for x in lines]
    trace = made[0]
    if len(made) > 1:
        inputs = tuple(opened("", item) for item in made)
        trace = Trace("cost", name, 0.0, "yuan", "sum", "Σ", ACCOUNT, inputs)
    return Trace(
        "cost", name, found.heating_cost.typical, "yuan", trace.operation, trace.formula,
        trace.clause, trace.inputs,
        note=_TYPICAL,
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
        case "round":
            return float(round(known[0][0]))
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
