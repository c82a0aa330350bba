"""How the U-value of a part came about, and what the part is held against."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.calc.layers import R_SI_GB50176
from app.calc.transmission import R_SE
from app.i18n import Text
from app.model.assessment import (
    ElementMoisture,
    ElementResult,
    LayerResult,
)
from app.model.trace import Trace, TraceInput
from app.services.trace_parts import (
    GB50176,
    ISO6946,
    ISO13370,
    constant,
    number_input,
    opened,
)

_FILMS_SOURCE = Text("GB 50176-2016（待核对原文）", "GB 50176-2016 (recalled, not re-read)")


def element_trace(element: ElementResult, moisture: ElementMoisture | None = None) -> Trace:
    """Return how the U-value of a part came about, and what it is held against."""
    beside = (*_checks(element), *(_damp(moisture) if moisture else ()))
    return replace(_u_trace(element), rests_on=beside)


def _checks(element: ElementResult) -> Iterator[TraceInput]:
    met, missed = Text("满足", "met"), Text("不满足", "not met")
    for check in element.limits:
        bar = "≥" if check.quantity == "R" else "≤"
        unit = "m²·K/W" if check.quantity == "R" else "W/(m²·K)"
        verdict = met if check.passed else missed
        value = element.u_value if check.value is None else check.value
        text = f"{value:.2f} ({bar} {check.limit:g} {unit})"
        yield TraceInput(
            check.quantity,
            Text(f"限值 {check.standard} {check.clause}", f"Limit {check.standard} {check.clause}"),
            None,
            provenance="catalogue",
            source=check.source,
            mark=check.mark,
            words=Text(f"{text} {verdict.zh}", f"{text} {verdict.en}"),
        )
    for standard in element.no_limit:
        yield TraceInput(
            "", Text(f"限值 {standard}", f"Limit {standard}"), None, provenance="catalogue",
            words=Text("没有规定", "none for this part"),
        )  # fmt: skip


_VERDICTS: Mapping[str, Text] = {
    "dry": Text("不结露", "no condensation"),
    "dries": Text("冬天结露，一年内能干", "condenses and dries out within the year"),
    "fails": Text("积水干不透或超过限值", "does not dry out or exceeds the limit"),
    "no_verdict": Text(
        "没有结论：有材料透汽值不明", "no verdict: a vapour permeability is unknown"
    ),
}


def _damp(found: ElementMoisture) -> Iterator[TraceInput]:
    met = Text("不发霉", "no mould") if found.mould_passed else Text("会发霉", "mould")
    text = f"{found.f_rsi:.2f} (≥ {found.f_rsi_min:.2f}, {found.month}"
    yield TraceInput(
        "f_Rsi",
        Text("内表面温度系数（平面；墙角没算）", "Surface factor (flat part; corners not covered)"),
        None,
        source=Text("ISO 13788 第5条", "ISO 13788, clause 5"),
        words=Text(f"{text}月) {met.zh}", f"{text}) {met.en}"),
    )
    verdict = _VERDICTS[found.verdict]
    grams = f"{1000.0 * found.peak:.0f} g/m²" if found.peak else ""
    yield TraceInput(
        "M_a",
        Text("内部冷凝", "Interstitial condensation"),
        None,
        source=Text("ISO 13788 第6条", "ISO 13788, clause 6"),
        words=Text(f"{verdict.zh} {grams}".strip(), f"{verdict.en} {grams}".strip()),
    )


def _u_trace(element: ElementResult) -> Trace:
    if element.slab is not None:
        return _slab_trace(element)
    name = Text(f"{element.name.zh}传热系数", f"U-value of {element.name.en}")
    if not element.layers:
        given = TraceInput(
            "U", element.construction, element.u_value, "W/(m²·K)", 1,
            element.provenance, element.source, element.mark,
        )  # fmt: skip
        whole = Text("整窗整门的值，含框", "Value of the whole window or door, frame included")
        return Trace(
            f"u.{element.id}", name, element.u_value, "W/(m²·K)", "sum", "U", whole, (given,)
        )
    films = (
        constant(
            "R_i", Text("内表面热阻", "Inner film"), R_SI_GB50176, "m²·K/W", _FILMS_SOURCE, "Bm"
        ),
        constant("R_e", Text("外表面热阻", "Outer film"), R_SE, "m²·K/W", _FILMS_SOURCE, "Bm"),
    )
    layers = tuple(opened(f"R_{k}", layer_trace(x)) for k, x in enumerate(element.layers, start=1))
    formula = "K = 1 / (R_i + ΣR + R_e)"
    inputs = (films[0], *reversed(layers), films[1])
    return Trace(
        f"u.{element.id}", name, element.u_value, "W/(m²·K)", "reciprocal", formula, GB50176, inputs
    )


def layer_trace(layer: LayerResult) -> Trace:
    """Return the resistance of a layer, d / (λ · a)."""
    added = Text("（新加）", " (added)") if layer.added else Text("", "")
    name = Text(layer.name.zh + added.zh, layer.name.en + added.en)
    if layer.lambda_ is None:
        given = TraceInput(
            "R", layer.name, layer.r, "m²·K/W", 1, layer.provenance, layer.source, layer.mark
        )
        return Trace("layer", name, layer.r, "m²·K/W", "sum", "R", layer.source, (given,))
    d = TraceInput("d", Text("厚度", "Thickness"), layer.d, "m", 1, layer.provenance)
    lambda_ = TraceInput(
        "λ", Text("导热系数", "Conductivity"), layer.lambda_, "W/(m·K)", -1,
        "catalogue", layer.source, layer.mark,
    )  # fmt: skip
    factor = TraceInput(
        "a",
        Text("修正：材料用在墙里、受潮、锚栓", "Correction: in use, moisture, anchors"),
        layer.correction,
        "",
        -1,
    )
    inputs = (d, lambda_, factor)
    return Trace("layer", name, layer.r, "m²·K/W", "product", "R = d / (λ · a)", ISO6946, inputs)


def _slab_trace(element: ElementResult) -> Trace:
    slab = element.slab
    assert slab is not None
    layers = tuple(opened(f"R_{k}", layer_trace(x)) for k, x in enumerate(element.layers, start=1))
    r_floor = Trace(
        "r_floor", Text("地面各层热阻", "Layers of the floor"), slab.r_floor, "m²·K/W", "sum",
        "R_f = ΣR", ISO6946, layers,
    )  # fmt: skip
    inputs = (
        number_input("A", Text("面积", "Area"), slab.area, "m²"),
        number_input("P", Text("外露周长", "Exposed perimeter"), slab.perimeter, "m"),
        number_input("w", Text("外墙厚", "Thickness of the walls"), slab.wall_thickness, "m"),
        opened("R_f", r_floor),
        constant(
            "λ", Text("土的导热系数", "Conductivity of soil"), slab.lambda_soil, "W/(m·K)",
            Text("ISO 13370 黏土、粉土", "ISO 13370, clay or silt"), "B",
        ),
        number_input("ψ", Text("周边保温", "Edge insulation"), slab.psi_edge, "W/(m·K)"),
    )  # fmt: skip
    formula = "U = U_0(B′, d_t) + 2ψ/B′,  B′ = A/(P/2),  d_t = w + λ(0.17 + R_f + 0.04)"
    name = Text(f"{element.name.zh}传热系数", f"U-value of {element.name.en}")
    return Trace("u.floor", name, element.u_value, "W/(m²·K)", "slab", formula, ISO13370, inputs)
