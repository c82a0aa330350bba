"""How the design heat load came about."""

from collections.abc import Iterator, Mapping

from app.i18n import Text
from app.model.assessment import (
    HeatLoad,
    HeatLoadPart,
    HeatLoadZone,
)
from app.model.trace import Trace, TraceInput
from app.services.trace_parts import (
    EN12831,
    constant,
    number_input,
    opened,
    zone_name,
)


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
    yield _design_temperature(load)
    yield constant(
        "θ_int", Text("室内操作温度", "Operative temperature indoors"), load.theta_int, "°C",
        Text("设备按此选型", "Equipment is sized for it"), "C",
    )  # fmt: skip
    yield TraceInput(
        "θ_m", Text("年平均气温", "Yearly mean outdoors"), load.theta_year, "°C", 1, "weather"
    )
    if load.capacity is not None:
        peak = Text("气象年最冷一小时，现在这样住", "Coldest hour of the weather year, actual use")
        yield TraceInput("Φ_max", peak, load.capacity.phi_peak, "W", 1, "engine")
    for zone, theta in load.theta_unheated.items():
        yield TraceInput("θ_u", zone_name(zone), theta, "°C", 1)


def _design_temperature(load: HeatLoad) -> TraceInput:
    """Return the outdoor design temperature; it opens where the village lies higher."""
    name = Text("室外设计温度", "Outdoor design temperature")
    shift = load.altitude
    if shift is None:
        return TraceInput(
            "θ_e", name, load.theta_e, "°C", 1, "catalogue", load.theta_e_source, load.theta_e_mark
        )
    colder = Trace(
        "colder", Text("海拔修正", "Altitude correction"), shift.lapse_rate * shift.rise, "K",
        "product", "Δθ = γ·Δz", _ALTITUDE,
        (
            TraceInput(
                "γ", Text("每高1米冷几度", "Colder by, per metre"), shift.lapse_rate, "K/m", 1,
                shift.provenance, shift.source, shift.mark, "" if shift.mark else "V03L",
            ),
            TraceInput(
                "Δz", Text("村子比气象站高", "Village above its station"), shift.rise, "m", 1,
                field="V03A",
            ),
        ),
    )  # fmt: skip
    station = TraceInput(
        "θ_st", Text("气象站的设计温度", "Design temperature of the station"), shift.theta_station,
        "°C", 1, "catalogue", load.theta_e_source, load.theta_e_mark,
    )  # fmt: skip
    made = Trace(
        "theta_e", name, load.theta_e, "°C", "sum", "θ_e = θ_st − γ·Δz", _ALTITUDE,
        (station, opened("Δθ", colder, -1)),
    )  # fmt: skip
    return opened("θ_e", made)


_ALTITUDE = Text(
    "高差100米以内可直接借用气象站（GB 50176-2016 第4章条文说明），超过的按海拔修正",
    "Within 100 m of altitude a station may be used as it is (GB 50176-2016, explanation of "
    "chapter 4); beyond that it is corrected",
)


def zone_trace(zone: HeatLoadZone, load: HeatLoad, names: Mapping[str, Text]) -> Trace:
    """Return the design load of one zone."""
    delta = load.theta_int - load.theta_e
    h_ve = Trace(
        "h_ve", Text("室外空气", "Outdoor air"), zone.h_ve, "W/K", "product", "H_V = 0.34·n·V",
        EN12831,
        (
            constant("c", Text("空气热容", "Heat of air"), 0.34, "Wh/(m³·K)", EN12831, "A"),
            number_input("n", Text("换气次数", "Air change"), zone.n, "1/h"),
            number_input("V", Text("体积", "Volume"), zone.volume, "m³"),
        ),
    )  # fmt: skip
    phi_v = Trace(
        "phi_v", Text("通风", "Ventilation"), zone.h_ve * delta, "W", "product", "Φ_V = H_V·Δθ",
        EN12831, (opened("H_V", h_ve), number_input("Δθ", _DELTA, delta, "K")),
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
    factor = number_input("f", Text("温差修正", "Temperature factor"), part.factor)
    difference = number_input("Δθ", _DELTA, delta, "K")
    if part.area <= 0.0:
        flow = number_input("H", Text("换热", "Conductance"), part.h, "W/K")
        through = (flow, factor, difference)
        return Trace("part", name, part.phi, "W", "product", "Φ = H·f·Δθ", EN12831, through)
    inputs = (
        number_input("A", Text("面积", "Area"), part.area, "m²"),
        number_input("U", Text("传热系数", "U-value"), part.u_value, "W/(m²·K)"),
        factor,
        difference,
    )
    return Trace("part", name, part.phi, "W", "product", "Φ = A·U·f·Δθ", EN12831, inputs)


def _product(figure: str, name: Text, h: float, delta: float) -> Trace:
    inputs = (
        number_input("H_V", Text("换热", "Conductance"), h, "W/K"),
        number_input("Δθ", _DELTA, delta, "K"),
    )
    return Trace(figure, name, h * delta, "W", "product", "Φ = H·Δθ", EN12831, inputs)


def _reheat(area: float, load: HeatLoad) -> Trace:
    name = Text("间歇采暖升温附加", "Heating-up allowance")
    inputs = (
        constant("φ_hu", name, load.reheat, "W/m²", Text("间歇采暖", "Part-time heating"), "C"),
        number_input("A", Text("面积", "Area"), area, "m²"),
    )
    return Trace(
        "phi_hu", name, load.reheat * area, "W", "product", "Φ_hu = φ_hu·A", EN12831, inputs
    )
