"""What must hold in the tables of measures beyond the types of their values."""

from collections.abc import Iterator
from typing import Any

from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    EdgeInsulation,
    ExtraLine,
    Measure,
    NewKang,
    QuantityRule,
    ReplaceDoor,
    ReplaceWindow,
    ServiceChange,
    SolarCover,
    WindowAdd,
    unit_of,
)
from app.model.survey import spec
from app.store.problems import R_SURFACES, Problem, check_layers, resistance_of

FILE = "measures.json"
STATED_U_TOLERANCE = 0.05
HIGHEST_PRICE = 1_000_000.0  # [yuan/unit]
LONGEST_LIFE = 200.0  # [a]
SAFETY_SET = ("AIR_VENT", "INLET", "DRAFT_TEST", "CO_ALARM", "STOVE_OUT")
"""Measures that the combustion and fresh air rules name."""
SIDES_OF = {
    "wall": ("outside", "inside"),
    "roof": ("outside", "inside", "above_ceiling", "under_roof"),
    "floor": ("inside",),
}


def check_measures(catalogue: Catalogue, file: str = FILE) -> list[Problem]:
    """Find what does not hold in measures, side costs and goods; ``file`` stands in sentences."""
    priced: list[Measure | ExtraLine] = [
        *catalogue.measures.values(),
        *catalogue.extra_lines.values(),
    ]
    problems = [
        *_needed(catalogue, file),
        *(problem for line in priced for problem in _price(line, file)),
        *(problem for m in catalogue.measures.values() for problem in _measure(m, catalogue, file)),
    ]
    return problems or list(_cycles(catalogue, file))


def check_measure(measure: Measure, catalogue: Catalogue, file: str = FILE) -> list[Problem]:
    """Find what does not hold in one measure, which may name rows of the catalogue."""
    return [*_price(measure, file), *_measure(measure, catalogue, file)]


def _needed(catalogue: Catalogue, file: str) -> Iterator[Problem]:
    """Find measures missing that rules bring along by themselves."""
    for name in SAFETY_SET:
        held = catalogue.measures.get(name)
        if held is None or held.category != "safety":
            yield Problem(file, name, "id", _("the safety rules need this measure"))


def _price(line: Measure | ExtraLine, file: str) -> Iterator[Problem]:
    if line.cost.low < 0 or line.cost.high <= 0:
        yield Problem(file, line.id, "cost_cny", _("must be above zero"))
    if line.cost.high > HIGHEST_PRICE:
        yield Problem(file, line.id, "cost_cny", _("this price cannot be"))
    if not 0 <= line.unskilled_share.value <= line.labour_share.value <= 1:
        reason = _("shares must lie between 0 and 1, the unskilled one within all labour")
        yield Problem(file, line.id, "labour_share", reason)
    yield from _unit(line.id, line.unit, line.quantity, file)


def _unit(row: str, unit: Text, quantity: QuantityRule, file: str) -> Iterator[Problem]:
    """Find a unit that is not that of the quantity: a price per m² where metres are counted."""
    wanted = unit_of(quantity)
    for text in (unit.zh, unit.en):
        first = text.split(" ")[0]
        measured = first if first in ("m²", "m", "m³") else ""
        if measured != wanted:
            reason = _("{quantity} is counted in {unit}, not in {found}").format(
                quantity=quantity, unit=wanted or _("pieces"), found=text
            )
            yield Problem(file, row, "unit", reason)
            return


def _measure(m: Measure, catalogue: Catalogue, file: str) -> Iterator[Problem]:
    if m.life.value <= 0:
        yield Problem(file, m.id, "life_years", _("must be above zero"))
    if m.life.value > LONGEST_LIFE:
        yield Problem(file, m.id, "life_years", _("this life cannot be"))
    yield from _references(m, catalogue, file)
    yield from _answers(m, file)
    yield from _site(m, file)
    faults = list(_effects(m, catalogue, file))
    yield from faults or _stated_u(m, catalogue, file)


def _references(m: Measure, catalogue: Catalogue, file: str) -> Iterator[Problem]:
    goods = tuple(item.good for item in m.goods)
    for column, ids, known in (
        ("requires", m.requires, catalogue.measures.keys()),
        ("excludes", m.excludes, catalogue.measures.keys()),
        ("extra_lines", m.extra_lines, catalogue.extra_lines.keys()),
        ("rules", m.rules, catalogue.rules.keys()),
        ("cures", m.cures, catalogue.rules.keys()),
        ("goods", goods, catalogue.goods.keys()),
    ):
        for missing in sorted(set(ids) - known):
            yield Problem(file, m.id, column, _("unknown id"), missing)
    for both in sorted(set(m.requires) & set(m.excludes)):
        yield Problem(file, m.id, "excludes", _("required and excluded at once"), both)


def _answers(m: Measure, file: str) -> Iterator[Problem]:
    """Find conditions on answers that no survey can give."""
    for field, codes in m.only.items():
        try:
            known = {choice.code for choice in spec(field).choices}
        except KeyError:
            yield Problem(file, m.id, "only", _("unknown id"), field)
            continue
        for code in sorted(set(codes) - known):
            yield Problem(file, m.id, "only", _("unknown id"), f"{field} {code}")


def _site(m: Measure, file: str) -> Iterator[Problem]:
    if m.days.base.value < 0 or m.days.each.value < 0:
        yield Problem(file, m.id, "days", _("must not be negative"))
    if any(item.amount.value <= 0 for item in m.goods):
        yield Problem(file, m.id, "goods", _("must be above zero"))
    for column, number, low, high in (
        ("weather.theta_min_degc", m.weather.theta_min, -30.0, 30.0),
        ("weather.wind_max_grade", m.weather.wind_max, 0.0, 12.0),
    ):
        if number is not None and not low <= number.value <= high:
            reason = _("must lie between {low:g} and {high:g}").format(low=low, high=high)
            yield Problem(file, m.id, column, reason)


def _effects(m: Measure, catalogue: Catalogue, file: str) -> Iterator[Problem]:
    for effect in m.effects:
        match effect:
            case AddLayers(target=target, side=side, layers=layers):
                yield from check_layers(file, m.id, layers, catalogue, removal=True)
                if side not in SIDES_OF[target]:
                    reason = _('"{value}" is not allowed').format(value=f"{target} {side}")
                    yield Problem(file, m.id, "effects", reason)
            case SolarCover(r=r, tau=tau, alpha=alpha):
                if r.value <= 0 or not (0 < tau.value <= 1 and 0 < alpha.value <= 1):
                    reason = _("must lie between {low:g} and {high:g}").format(low=0.0, high=1.0)
                    yield Problem(file, m.id, "effects", reason)
            case ServiceChange(appliances=factor) if factor and not 0 < factor.value <= 1:
                reason = _("must lie between {low:g} and {high:g}").format(low=0.0, high=1.0)
                yield Problem(file, m.id, "effects", reason)
        named, known = _named(effect, catalogue)
        if named and named not in known:
            yield Problem(file, m.id, "effects", _("unknown id"), named)


def _named(effect: object, catalogue: Catalogue) -> tuple[str, Any]:
    """Return the id that an effect names, and those it may name."""
    windows = catalogue.windows.values()
    match effect:
        case ReplaceWindow(window=window):
            return window, [w.id for w in windows if w.kind == "window"]
        case ReplaceDoor(door=door):
            return door, [w.id for w in windows if w.kind == "door"]
        case WindowAdd(addon=addon):
            return addon, catalogue.addons
        case AddSunspace(glass=glass):
            return glass, [w.id for w in windows if w.kind == "sunspace"]
        case EdgeInsulation(material=material):
            return material, catalogue.materials
        case NewKang(system=system):
            return system, [s.id for s in catalogue.systems.values() if s.kind == "kang"]
        case ServiceChange(cooking=cooking, hot_water=hot_water):
            field = "J02" if cooking else "J01"
            return cooking or hot_water or "", [choice.code for choice in spec(field).choices]
    return "", ()


def _stated_u(m: Measure, catalogue: Catalogue, file: str) -> Iterator[Problem]:
    """Compare the stated U-values with those of the layers."""
    if not m.base_construction:
        return
    base = catalogue.constructions.get(m.base_construction)
    if base is None:
        yield Problem(file, m.id, "base_construction", _("unknown id"), m.base_construction)
        return
    r_before = R_SURFACES + resistance_of(base.layers, catalogue)
    added = [e.layers for e in m.effects if isinstance(e, AddLayers)]
    r_after = r_before + sum(resistance_of(layers, catalogue) for layers in added)
    for column, stated, r in (
        ("u_before_w_m2k", m.u_before, r_before),
        ("u_after_w_m2k", m.u_after, r_after),
    ):
        if stated is not None and (r <= 0 or abs(stated.value * r - 1) > STATED_U_TOLERANCE):
            reason = _("the layers give another U-value")
            yield Problem(file, m.id, column, reason, f"{1 / r:.2f}" if r > 0 else "")


def _cycles(catalogue: Catalogue, file: str) -> Iterator[Problem]:
    for start in catalogue.measures:
        seen: set[str] = set()
        todo = list(catalogue.measures[start].requires)
        while todo:
            current = todo.pop()
            if current == start:
                reason = _("the measure requires itself by way of others")
                yield Problem(file, start, "requires", reason)
                break
            if current not in seen and current in catalogue.measures:
                seen.add(current)
                todo.extend(catalogue.measures[current].requires)
