"""How the heating need, the temperature without heating and the air change came about."""

from collections.abc import Iterator, Mapping

from app.i18n import Text
from app.model.assessment import (
    AirAccount,
    UseState,
    ZoneClimate,
)
from app.model.trace import Trace, TraceInput
from app.services.trace_parts import (
    ISO52016,
    LEAKS,
    Basis,
    number_input,
    opened,
    resolved_input,
    zone_name,
)


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


def state_need(basis: Basis, state: UseState) -> Trace:
    """Return the need of standard or actual use under its own name."""
    name = _STANDARD if state.use == "standard" else _ACTUAL
    return need_trace(basis, state, f"need.{state.use}", name)


_STANDARD = Text("标准使用的一冬需热量", "Heating need in standard use")
_ACTUAL = Text("现在这样住的一冬需热量", "Heating need in actual use")


def _season_trace(basis: Basis, state: UseState) -> Trace:
    balance = state.balance
    assert balance is not None
    names = basis.names
    inputs = [
        number_input("Q_tr", _lost(element, names), -heat, "kWh")
        for element, heat in balance.transmission.items()
    ]
    inputs += [
        number_input("Q_ve", Text("透风换气散热", "Lost with the air"), -balance.q_ve, "kWh"),
        number_input(
            "Q_zt", Text("去往相邻空间的空气", "Air to neighbours"), -balance.q_zones, "kWh"
        ),
        number_input("Q_sol", Text("太阳得热", "Sun through glass"), balance.q_sol, "kWh", -1),
        number_input(
            "Q_int", Text("人和电器得热", "People and appliances"), balance.q_int, "kWh", -1
        ),
        number_input("ΔQ", Text("存进墙体的热", "Heat stored"), balance.stored, "kWh"),
        number_input("ε", Text("收支不平", "What does not close"), balance.residual, "kWh"),
    ]
    if balance.q_c:
        inputs.append(number_input("Q_C", Text("制冷", "Cooling"), balance.q_c, "kWh", -1))
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


def cold_trace(basis: Basis, state: UseState) -> Trace:
    """Return the temperature without heating, with what is known of each zone."""
    rests = tuple(item for zone in state.zones for item in _zone_climate(zone))
    name = Text("不取暖时的一月平均室温", "January mean indoors without heating")
    note = Text(
        "取最冷的取暖房间；夏天室内高于25 °C且比室外热时开窗。",
        "The coldest of the heated zones; in summer windows are opened while the room is warmer "
        "than 25 °C and than outdoors.",
    )
    return Trace(
        "theta_without", name, state.theta_without or 0.0, "°C", "hourly", "θ_int (Φ_H = 0)",
        ISO52016, (), rests, note,
    )  # fmt: skip


def _zone_climate(zone: ZoneClimate) -> Iterator[TraceInput]:
    room = zone_name(zone.zone)
    for symbol, zh, en, value, unit in (
        (
            "θ_day",
            "不取暖最冷一天平均",
            "coldest day without heating",
            zone.theta_coldest_day,
            "°C",
        ),
        ("θ_min", "不取暖一月最冷一小时", "coldest hour of January without", zone.theta_min, "°C"),
        ("t_<", "取暖时不够暖的小时", "hours under the set point", zone.hours_under, "h"),
        ("t_28", "一年超过28 ℃的小时", "hours above 28 °C a year", zone.hours_above_28, "h"),
    ):
        if value is not None:
            yield number_input(symbol, Text(f"{room.zh}：{zh}", f"{room.en}: {en}"), value, unit)


# air


def air_trace(basis: Basis, air: AirAccount, figure: str, name: Text) -> Trace:
    """Return the air change that counts, from the leaks and the limits of the use."""
    raw = number_input("n_raw", Text("按缝隙算出", "As the leaks give it"), air.n_raw, "1/h")
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
    n50 = number_input("n_50", Text("50 Pa 下换气", "Air change at 50 Pa"), air.n50, "1/h")
    formula = "n = max(low, min(n_raw, high))"
    return Trace(figure, name, air.n, "1/h", "clamp", formula, LEAKS, (raw, *limits), (n50, *rests))
