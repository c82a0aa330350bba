"""Words of the comparison of heating: sizes, bills, the coldest day, the way back to coal."""

from app.i18n import gettext as _
from app.model.heating import (
    Case,
    HeatingComparison,
    HeatingOption,
    Performance,
    ReturnRisk,
    RiskLevel,
    Sign,
    SignKey,
    Sized,
)

ELECTRICITY = "electricity"
SHORT_OF = 0.995
"""Coverage below which a plant is said not to hold [-]."""


def case_of(size: Sized, works: bool) -> Case:
    """Return the plant after the works, or without them (or where there are none)."""
    return size.after if works and size.after is not None else size.before


def risk_word(level: RiskLevel) -> str:
    """Return the word for how likely a family goes back to coal."""
    return {"low": _("low"), "medium": _("medium"), "high": _("high")}[level]


def sign_word(key: SignKey) -> str:
    """Return what a sign says."""
    return {
        "stove": _("the old stove can still be lit"),
        "more_rooms": _("more rooms and hours are heated than before"),
        "peak_month": _("the coldest month costs more than last winter's fuel"),
        "season": _("the winter costs more than last winter's fuel"),
        "no_subsidy": _("no operating subsidy is announced for next winter"),
        "repair": _("repairs take long"),
        "outages": _("power cuts, or a 40 A meter"),
        "cheap_fuel": _("firewood or cheap coal is at hand"),
        "not_insulated": _("the house is not insulated"),
        "alone": _("an old person lives alone"),
    }[key]


def sign_text(sign: Sign) -> str:
    """Return a sign with its points and, where it is a number, its value and line."""
    words = sign_word(sign.key)
    if sign.value is not None and sign.limit is not None:
        values = _("{value} against {limit} {unit}").format(
            value=_figure(sign.value), limit=_figure(sign.limit), unit=_unit(sign.unit)
        )
        words = f"{words} ({values.strip()})"
    if sign.counts is None:
        return _("{sign}: not known, up to +{n}").format(sign=words, n=f"{sign.points:g}")
    return f"{words}: +{sign.points:g}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:.1f}"


def _unit(unit: str) -> str:
    return {"yuan": _("yuan"), "d": _("days")}.get(unit, unit)


def risk_text(risk: ReturnRisk | None) -> str:
    """Return score and level, — where coal is burnt anyway."""
    if risk is None:
        return "—"
    return f"{risk_word(risk.level)} {risk.score:g}"


def size_text(size: Sized, case: Case) -> str:
    """Return number and kind of the units, or what there is of another plant."""
    plant = case.plant
    if not plant.units:
        return "—"
    if plant.collector > 0.0:
        return f"{plant.collector:.0f} m²"
    if size.unit:
        return f"{plant.units}×{size.unit}"
    return f"{plant.capacity / 1000:.1f} kW"


def coldest_text(found: Performance) -> str:
    """Return how warm the coldest room is on the coldest day, and whether that is all it could."""
    text = f"{found.theta_coldest:.1f} ℃"
    return f"{text}, {100 * found.coverage:.0f} %" if found.coverage < SHORT_OF else text


def bought_text(found: Performance) -> str:
    """Return what is bought for a winter."""
    if found.carrier == ELECTRICITY:
        return _("{n} kWh").format(n=f"{found.amount:,.0f}")
    unit = {"m3": "m³"}.get(found.unit, found.unit)
    return f"{found.amount:,.0f} {unit}"


def headline(found: HeatingComparison, option: HeatingOption) -> str:
    """Return what the works do to load and machine; without works, what the house asks for."""
    before = option.proposed_before.before.plant
    load = found.states["before"].phi_hl / 1000
    if option.proposed.after is None:
        return _("At {theta} ℃ the house asks for {load} kW.").format(
            theta=f"{found.theta_e:g}", load=f"{load:.1f}"
        )
    after = option.proposed.after.plant
    text = _("At {theta} ℃ the house asks for {before} kW now and {after} kW after the works.")
    words = text.format(
        theta=f"{found.theta_e:g}",
        before=f"{load:.1f}",
        after=f"{found.states['after'].phi_hl / 1000:.1f}",
    )
    if before.units and after.capacity < before.capacity - 1.0:
        words += " " + _("Insulate first and the machine may be smaller: {a} kW → {b} kW.").format(
            a=f"{before.capacity / 1000:.1f}", b=f"{after.capacity / 1000:.1f}"
        )
    return words
