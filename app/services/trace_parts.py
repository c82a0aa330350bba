"""Pieces of traces: inputs, and the traces of envelope, air, heat and energy of a state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.calc.layers import R_SI_GB50176
from app.calc.transmission import R_SE
from app.i18n import Text
from app.model.assessment import (
    AirAccount,
    Assessment,
    CarrierUse,
    ElementResult,
    EnergyAccount,
    Factor,
    HeatLoad,
    HeatLoadPart,
    HeatLoadZone,
    LayerResult,
    Mark,
    Provenanced,
    UseState,
)
from app.model.survey.feeds import MODEL_INPUTS
from app.model.trace import Trace, TraceInput

Sources = Mapping[str, Text]
GB50176 = Text("GB 50176-2016 围护结构传热系数", "GB 50176-2016, thermal transmittance")
ISO6946 = Text("ISO 6946:2017 第6.7条", "ISO 6946:2017, 6.7")
ISO13370 = Text("ISO 13370:2017 第7条、附录D", "ISO 13370:2017, clause 7 and annex D")
ISO52016 = Text("ISO 52016-1:2017 逐时法", "ISO 52016-1:2017, hourly method")
EN12831 = Text("EN 12831-1:2017 第6.3条", "EN 12831-1:2017, 6.3")
LEAKS = Text("附加渗漏模型，政策包上下限", "Additive leakage model, limits of the policy pack")
ACCOUNT = Text(
    "能源账：需热量÷效率÷热值×系数", "Energy account: need ÷ efficiency ÷ heating value × factor"
)
ZONES: Mapping[str, Text] = {
    "main": Text("取暖的正房", "Heated main rooms"),
    "side": Text("不取暖的房间", "Unheated rooms"),
    "roof": Text("顶棚上空间", "Roof space"),
    "sun": Text("阳光间", "Sunspace"),
    "outdoor": Text("室外", "outdoors"),
    "ground": Text("地下", "ground"),
}
USES: Mapping[str, Text] = {
    "heating": Text("采暖", "Heating"),
    "hot_water": Text("热水", "Hot water"),
    "cooking": Text("做饭", "Cooking"),
    "lighting": Text("照明", "Lighting"),
    "appliances": Text("电器", "Appliances"),
}
_FILMS_SOURCE = Text("GB 50176-2016（待核对原文）", "GB 50176-2016 (recalled, not re-read)")


def told(text: str, sources: Sources) -> Text | None:
    """Return the sentence of a source key, or the text that was kept in its place."""
    return sources.get(text, Text(text, text)) if text else None


def opened(symbol: str, trace: Trace, weight: int = 1) -> TraceInput:
    """Return an input that opens."""
    return TraceInput(symbol, trace.name, trace.value, trace.unit, weight, trace=trace)


def constant(
    symbol: str, name: Text, value: float, unit: str, source: Text, mark: Mark, weight: int = 1
) -> TraceInput:
    """Return a figure of a standard or a setting."""
    return TraceInput(symbol, name, value, unit, weight, "rule", source, mark)


def _value(symbol: str, name: Text, value: float, unit: str = "", weight: int = 1) -> TraceInput:
    return TraceInput(symbol, name, value, unit, weight)


def zone_name(zone: str) -> Text:
    """Return the words for a zone; storeys and wings keep their code."""
    if zone.startswith("upper"):
        return Text("楼上", "Upper storey")
    return ZONES.get(zone, Text(f"厢房 {zone[:4]}", f"Wing {zone[:4]}"))


# K of an element


def element_trace(element: ElementResult) -> Trace:
    """Return how the U-value of a part came about."""
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
        _value("A", Text("面积", "Area"), slab.area, "m²"),
        _value("P", Text("外露周长", "Exposed perimeter"), slab.perimeter, "m"),
        _value("w", Text("外墙厚", "Thickness of the walls"), slab.wall_thickness, "m"),
        opened("R_f", r_floor),
        constant(
            "λ", Text("土的导热系数", "Conductivity of soil"), slab.lambda_soil, "W/(m·K)",
            Text("ISO 13370 黏土、粉土", "ISO 13370, clay or silt"), "B",
        ),
        _value("ψ", Text("周边保温", "Edge insulation"), slab.psi_edge, "W/(m·K)"),
    )  # fmt: skip
    formula = "U = U_0(B′, d_t) + 2ψ/B′,  B′ = A/(P/2),  d_t = w + λ(0.17 + R_f + 0.04)"
    name = Text(f"{element.name.zh}传热系数", f"U-value of {element.name.en}")
    return Trace("u.floor", name, element.u_value, "W/(m²·K)", "slab", formula, ISO13370, inputs)


# design heat load


def load_trace(load: HeatLoad, names: Mapping[str, Text]) -> Trace:
    """Return the design load of the house."""
    delta = load.theta_int - load.theta_e
    parts = [part for zone in load.zones for part in zone.parts]
    transmission = Trace(
        "phi_t", Text("传热", "Transmission"), load.phi_t, "W", "sum", "Φ_T = Σ H·f·Δθ", EN12831,
        tuple(opened("Φ", _part(p, delta, names)) for p in parts if p.kind != "air"),
    )  # fmt: skip
    air = _product("phi_ve", Text("室外空气", "Outdoor air"), load.h_ve, delta)
    through = [opened("Φ", _part(p, delta, names)) for p in parts if p.kind == "air"]
    ventilation = Trace(
        "phi_v", Text("通风", "Ventilation"), load.phi_v, "W", "sum", "Φ_V = H_V·Δθ", EN12831,
        (opened("Φ", air), *through),
    )  # fmt: skip
    inputs = (
        opened("Φ_T", transmission),
        opened("Φ_V", ventilation),
        opened("Φ_hu", _reheat(sum(zone.area for zone in load.zones), load)),
    )
    name = Text("设计热负荷（整户）", "Design heat load of the house")
    note = Text(
        "室温是操作温度；取暖房间之间不算传热，漏风整户只算一次。",
        "Operative temperature; no heat between heated rooms, leaks count once in the house.",
    )
    return Trace(
        "heat_load", name, load.phi_hl, "W", "sum", "Φ_HL = Φ_T + Φ_V + Φ_hu", EN12831, inputs,
        tuple(_conditions(load)), note,
    )  # fmt: skip


def _conditions(load: HeatLoad) -> Iterator[TraceInput]:
    yield TraceInput(
        "θ_e", Text("室外设计温度", "Outdoor design temperature"), load.theta_e, "°C", 1,
        "catalogue", load.theta_e_source, load.theta_e_mark,
    )  # fmt: skip
    yield constant(
        "θ_int", Text("室内操作温度", "Operative temperature indoors"), load.theta_int, "°C",
        Text("设备按此选型", "Equipment is sized for it"), "C",
    )  # fmt: skip
    yield TraceInput(
        "θ_m", Text("年平均气温", "Yearly mean outdoors"), load.theta_year, "°C", 1, "weather"
    )
    for zone, theta in load.theta_unheated.items():
        yield TraceInput("θ_u", zone_name(zone), theta, "°C", 1)


def zone_trace(zone: HeatLoadZone, load: HeatLoad, names: Mapping[str, Text]) -> Trace:
    """Return the design load of one zone."""
    delta = load.theta_int - load.theta_e
    h_ve = Trace(
        "h_ve", Text("室外空气", "Outdoor air"), zone.h_ve, "W/K", "product", "H_V = 0.34·n·V",
        EN12831,
        (
            constant("c", Text("空气热容", "Heat of air"), 0.34, "Wh/(m³·K)", EN12831, "A"),
            _value("n", Text("换气次数", "Air change"), zone.n, "1/h"),
            _value("V", Text("体积", "Volume"), zone.volume, "m³"),
        ),
    )  # fmt: skip
    phi_v = Trace(
        "phi_v", Text("通风", "Ventilation"), zone.h_ve * delta, "W", "product", "Φ_V = H_V·Δθ",
        EN12831, (opened("H_V", h_ve), _value("Δθ", _DELTA, delta, "K")),
    )  # fmt: skip
    parts = tuple(opened("Φ", _part(part, delta, names)) for part in zone.parts)
    inputs = (*parts, opened("Φ_V", phi_v), opened("Φ_hu", _reheat(zone.area, load)))
    room = zone_name(zone.zone)
    name = Text(f"设计热负荷：{room.zh}", f"Design heat load: {room.en}")
    return Trace(
        f"heat_load.{zone.zone}", name, zone.phi_hl, "W", "sum", "Φ_HL = Φ_T + Φ_V + Φ_hu", EN12831,
        inputs, tuple(_conditions(load)),
    )  # fmt: skip


_DELTA = Text("设计温差", "Design temperature difference")


def _part(part: HeatLoadPart, delta: float, names: Mapping[str, Text]) -> Trace:
    label = {
        "bridges": Text("热桥", "Thermal bridges"),
        "air": Text("经内门或阳光间的空气", "Air through inner doors or the sunspace"),
    }.get(part.kind, names.get(part.element, Text(part.element, part.element)))
    behind = zone_name(part.behind)
    name = label
    if part.behind != "outdoor":
        name = Text(f"{label.zh} → {behind.zh}", f"{label.en} → {behind.en}")
    factor = _value("f", Text("温差修正", "Temperature factor"), part.factor)
    difference = _value("Δθ", _DELTA, delta, "K")
    if part.area <= 0.0:
        flow = _value("H", Text("换热", "Conductance"), part.h, "W/K")
        through = (flow, factor, difference)
        return Trace("part", name, part.phi, "W", "product", "Φ = H·f·Δθ", EN12831, through)
    inputs = (
        _value("A", Text("面积", "Area"), part.area, "m²"),
        _value("U", Text("传热系数", "U-value"), part.u_value, "W/(m²·K)"),
        factor,
        difference,
    )
    return Trace("part", name, part.phi, "W", "product", "Φ = A·U·f·Δθ", EN12831, inputs)


def _product(figure: str, name: Text, h: float, delta: float) -> Trace:
    inputs = (
        _value("H_V", Text("换热", "Conductance"), h, "W/K"),
        _value("Δθ", _DELTA, delta, "K"),
    )
    return Trace(figure, name, h * delta, "W", "product", "Φ = H·Δθ", EN12831, inputs)


def _reheat(area: float, load: HeatLoad) -> Trace:
    name = Text("间歇采暖升温附加", "Heating-up allowance")
    inputs = (
        constant("φ_hu", name, load.reheat, "W/m²", Text("间歇采暖", "Part-time heating"), "C"),
        _value("A", Text("面积", "Area"), area, "m²"),
    )
    return Trace(
        "phi_hu", name, load.reheat * area, "W", "product", "Φ_hu = φ_hu·A", EN12831, inputs
    )


# annual need


@dataclass(frozen=True, slots=True)
class Basis:
    """What stands behind the figures of an assessment."""

    assessment: Assessment
    sources: Sources

    @property
    def names(self) -> Mapping[str, Text]:
        """Names of the elements by id."""
        return {item.id: item.name for item in self.assessment.elements}


def need_trace(basis: Basis, state: UseState, figure: str, name: Text) -> Trace:
    """Return the heating need of a state, with its balance where it was kept."""
    rests = tuple(_rests(basis))
    note = Text(
        "逐时算全部小时，不能手算；下面的收支能核对。",
        "Every hour is simulated, which no hand can do; the balance below can be checked.",
    )
    if state.balance is None:
        return Trace(
            figure, name, state.q_h_nd, "kWh", "hourly", "Q_H,nd = Σ Φ_H", ISO52016, (), rests, note
        )
    season = _season_trace(basis, state)
    inputs = (
        opened("Q_H", season),
        TraceInput(
            "f", Text("采暖期在家的份额", "Share of the season lived in"), state.presence, ""
        ),
    )
    formula = "Q_H,nd = Q_H · f"
    return Trace(
        figure, name, state.q_h_nd, "kWh", "product", formula, ISO52016, inputs, rests, note
    )


def _season_trace(basis: Basis, state: UseState) -> Trace:
    balance = state.balance
    assert balance is not None
    names = basis.names
    inputs = [
        _value("Q_tr", _lost(element, names), -heat, "kWh")
        for element, heat in balance.transmission.items()
    ]
    inputs += [
        _value("Q_ve", Text("透风换气散热", "Lost with the air"), -balance.q_ve, "kWh"),
        _value("Q_zt", Text("去往相邻空间的空气", "Air to neighbours"), -balance.q_zones, "kWh"),
        _value("Q_sol", Text("太阳得热", "Sun through glass"), balance.q_sol, "kWh", -1),
        _value("Q_int", Text("人和电器得热", "People and appliances"), balance.q_int, "kWh", -1),
        _value("Q_C", Text("制冷", "Cooling"), balance.q_c, "kWh", -1),
        _value("ΔQ", Text("存进墙体的热", "Heat stored"), balance.stored, "kWh"),
        _value("ε", Text("收支不平", "What does not close"), balance.residual, "kWh"),
    ]
    name = Text("整个采暖期的热收支", "Heat balance of the season")
    formula = "Q_H = ΣQ_tr + Q_ve + Q_zt − Q_sol − Q_int + ΔQ"
    return Trace("balance", name, balance.q_h, "kWh", "sum", formula, ISO52016, tuple(inputs))


def _lost(element: str, names: Mapping[str, Text]) -> Text:
    name = names.get("roof" if element == "ceiling" else element, Text(element, element))
    return Text(f"{name.zh}散热", f"Lost through {name.en}")


def _rests(basis: Basis) -> Iterator[TraceInput]:
    premises = basis.assessment.premises
    words = (
        ("weather", Text("气象年", "Weather year"), premises.climate),
        ("engine", Text("计算核心", "Engine"), premises.engine),
        ("method", Text("节能率办法", "Method"), premises.method.id),
        ("policy_pack", Text("政策包", "Policy pack"), premises.policy_pack),
        ("catalogue", Text("目录", "Catalogue"), premises.catalogue),
    )
    for code, name, value in words:
        yield TraceInput("", name, None, "", 1, code, words=Text(value, value))
    for item in basis.assessment.inputs:
        yield resolved_input(item, basis.sources)


def resolved_input(item: Provenanced, sources: Sources) -> TraceInput:
    """Return a resolved input of the model as an input of a trace."""
    known = MODEL_INPUTS.get(item.key)
    number = isinstance(item.value, int | float) and not isinstance(item.value, bool)
    words = None if number else _words(item.value)
    return TraceInput(
        symbol="",
        name=known.name if known else Text(item.key, item.key),
        value=float(item.value) if number else None,
        unit=item.unit,
        provenance=item.provenance,
        source=told(item.source, sources),
        mark=item.mark,
        field=item.field,
        words=words,
    )


def _words(value: object) -> Text:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return Text(text, text)


# air


def air_trace(basis: Basis, air: AirAccount, figure: str, name: Text) -> Trace:
    """Return the air change that counts, from the leaks and the limits of the use."""
    raw = _value("n_raw", Text("按缝隙算出", "As the leaks give it"), air.n_raw, "1/h")
    pack = Text(basis.assessment.premises.policy_pack, basis.assessment.premises.policy_pack)
    low = TraceInput("low", Text("下限", "Least"), air.low, "1/h", 1, "policy_pack", pack)
    limits = [low]
    if air.high is not None:
        limits.append(
            TraceInput("high", Text("上限", "Most"), air.high, "1/h", 1, "policy_pack", pack)
        )
    rests = tuple(
        resolved_input(item, basis.sources)
        for item in basis.assessment.inputs
        if item.key.startswith("air.")
    )
    n50 = _value("n_50", Text("50 Pa 下换气", "Air change at 50 Pa"), air.n50, "1/h")
    formula = "n = max(low, min(n_raw, high))"
    return Trace(figure, name, air.n, "1/h", "clamp", formula, LEAKS, (raw, *limits), (n50, *rests))


# energy


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
        kept = _value("", name, value, unit)
        return Trace("line", name, value, unit, "sum", "", ACCOUNT, (kept,))
    first = _value("Q", Text("要的热或用能", "Need"), line.need, "kWh")
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
