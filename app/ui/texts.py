"""Words of the window for codes of the records."""

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import LossPart, PackageKey, Range
from app.model.stages import stage_specs
from app.model.survey import spec
from app.model.survey.photos import SLOTS
from app.model.survey.spec import FieldSpec, Limits
from app.model.value import Empty, Provenance, Value

STATE_ICONS = {
    "draft": "○",
    "surveyed": "◐",
    "assessed": "◑",
    "planned": "●",
    "consented": "◆",
    "construction": "▲",
    "accepted": "✓",
    "verified": "★",
    "rework": "△",
    "paused": "‖",
    "withdrawn": "×",
    "ineligible": "×",
}
SEVERITY_ICONS = {"stop": "×", "hard": "×", "soft": "⚠", "missing": "○"}

_LONGEST = 60  # [years] beyond this a payback says nothing


def state_word(state: str) -> str:
    """Return the word for a state of a dwelling."""
    return {
        "draft": _("Draft"),
        "surveyed": _("Surveyed"),
        "assessed": _("Assessed"),
        "planned": _("Planned"),
        "consented": _("Agreed"),
        "construction": _("Under construction"),
        "accepted": _("Accepted"),
        "verified": _("Verified"),
        "rework": _("Rework"),
        "paused": _("Paused"),
        "withdrawn": _("Withdrawn"),
        "ineligible": _("Not eligible"),
    }.get(state, state)


def state_text(state: str) -> str:
    """Return icon and word of a state."""
    return f"{STATE_ICONS.get(state, '')} {state_word(state)}"


def provenance_word(provenance: Provenance | str | None) -> str:
    """Return the short word for where a value comes from."""
    if provenance is None:
        return ""
    return {
        Provenance.MEASURED: _("measured"),
        Provenance.TOLD: _("told"),
        Provenance.DOCUMENT: _("document"),
        Provenance.ROSTER: _("roster"),
        Provenance.DEFAULT: _("default"),
        Provenance.DERIVED: _("derived"),
    }.get(Provenance(provenance), "")


def source_word(value: Value[object]) -> str:
    """Return the word beside a box: the source, or why there is no value."""
    if value.empty is Empty.UNKNOWN:
        return _("not known")
    if value.empty is Empty.NOT_APPLICABLE:
        return "—"
    return provenance_word(value.provenance)


def mark_word(mark: str) -> str:
    """Return a confidence mark with the word that explains it."""
    words = {
        "A": _("A read in the source"),
        "B": _("B second hand"),
        "Bm": _("Bm from memory"),
        "C": _("C estimate"),
    }
    return words.get(mark, mark)


def part_word(part: LossPart) -> str:
    """Return the plain word for a part that loses heat."""
    return {
        "wall": _("Walls"),
        "roof": _("Roof"),
        "opening": _("Windows, doors"),
        "air": _("Draughts"),
        "floor": _("Floor"),
    }[part]


def package_word(key: PackageKey) -> str:
    """Return the name of a retrofit package."""
    return {
        "cheapest": _("Economical"),
        "best_value": _("Recommended"),
        "deep": _("Deep"),
        "own": _("Own choice"),
    }[key]


def carrier_word(carrier: str) -> str:
    """Return the plain word for an energy carrier."""
    return {
        "electricity": _("electricity"),
        "raw_coal": _("coal"),
        "washed_coal": _("coal"),
        "briquette": _("briquettes"),
        "natural_gas": _("gas"),
        "lpg": _("bottled gas"),
        "biogas": _("biogas"),
        "firewood": _("firewood"),
        "maize_stalk": _("maize stalks"),
        "wheat_straw": _("wheat straw"),
        "pellet": _("pellets"),
        "heat": _("district heat"),
        "solar": _("solar heat"),
    }.get(carrier, carrier)


def amount(value: float, unit: str) -> str:
    """Return an amount of a carrier in the unit people use."""
    if unit == "kg":
        return _("{n} t").format(n=f"{value / 1000:.1f}")
    if unit == "kWh":
        return _("{n} kWh").format(n=money(value))
    if unit in ("m3", "m³"):
        return _("{n} m³").format(n=f"{value:,.0f}")
    return f"{value:,.0f} {unit}"


def money(value: float) -> str:
    """Return yuan rounded as people say them."""
    return f"{rounded(value):,.0f}"


def rounded(value: float) -> float:
    """Round to two or three leading digits: 3 126 -> 3 130, 46 480 -> 46 500."""
    step = 1.0
    for limit, size in ((100, 1), (1_000, 10), (10_000, 50), (100_000, 100)):
        step = size
        if abs(value) < limit:
            break
    else:
        step = 1_000
    return round(value / step) * step


def money_range(amount_: Range) -> str:
    """Return a range of money, lower to upper end."""
    low, high = money(amount_.low), money(amount_.high)
    return low if low == high else f"{low}～{high}"


def payback_years(span: Range | None) -> str:
    """Return a payback in years, or that savings alone never reach it."""
    if span is None:
        return _("not from savings alone")
    low, high = f"{span.low:.0f}", f"{span.high:.0f}"
    if span.high >= _LONGEST:
        return _("{n} years or more").format(n=low)
    return _("{n} years").format(n=low if low == high else f"{low}～{high}")


def percent(share: float) -> str:
    """Return a share in whole percent."""
    return f"{share * 100:.0f}%"


def percent_range(share: Range) -> str:
    """Return a range of shares in whole percent."""
    low, high = f"{share.low * 100:.0f}", f"{share.high * 100:.0f}"
    return f"{low}%" if low == high else f"{low}～{high}%"


def limits_text(spec: FieldSpec) -> str:
    """Return the usual and the possible range of a field, empty where there is none."""
    parts = []
    if spec.soft is not None and (text := _range_text(spec.soft)):
        parts.append(_("usual {range}").format(range=text))
    if spec.hard is not None and (text := _range_text(spec.hard)):
        parts.append(_("possible {range}").format(range=text))
    unit = spec.unit_of(None, language())
    return separator().join(parts) + (f" {unit}" if parts and unit else "")


def _range_text(limits: Limits) -> str:
    if limits.low is None and limits.high is None:
        return ""
    if limits.high is None:
        return "≥ " + number_text(limits.low or 0)
    if limits.low is None:
        return "≤ " + number_text(limits.high)
    return f"{number_text(limits.low)}–{number_text(limits.high)}"


def number_text(value: float) -> str:
    """Return a number without superfluous zeros."""
    return f"{value:g}"


def short_label(text: str) -> str:
    """Return a label without its bracketed explanation."""
    for opening in ("(", "（"):
        text = text.split(opening)[0]
    return text.strip()


def field_name(field: str) -> str:
    """Return the short name of a field of survey or stages, or of a photo slot."""
    if field in SLOTS:
        return short_label(SLOTS[field].name.get(language()))
    text = (stage_specs().get(field) or spec(field)).label
    return short_label(text.get(language()))


def separator() -> str:
    """Return the sign between items of a list in the present language."""
    return "、" if language() == "zh" else ", "
