"""What must hold in a catalogue beyond the types of their values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    EdgeInsulation,
    ExtraLine,
    LayerSpec,
    Measure,
    ReplaceDoor,
    ReplaceWindow,
    Sourced,
    Spread,
    WindowAdd,
)

U_LOWEST, U_HIGHEST = 0.05, 8.0  # [W/(m²·K)] nothing built lies outside
STATED_U_TOLERANCE = 0.05
R_SURFACES = 0.15  # [m²·K/W] GB 50176, inside and outside together
ANSWER_TARGETS = {
    "D01": "constructions",
    "E02": "constructions",
    "G01": "constructions",
    "D04": "materials",
    "E04": "materials",
    "F01": "windows",
    "F09": "windows",
    "F11": "addons",
    "I01": "systems",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong and why; ``detail`` is put behind the reason."""

    file: str
    row: str
    column: str
    reason: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Reason and detail."""
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


def check_sources(file: str, row: str, record: Any, sources: Mapping[str, Text]) -> list[Problem]:
    """Find values whose source is not in the file's table, and spreads out of order."""
    problems = []
    for column, value in _sourced(record, ""):
        if value.source not in sources:
            problems.append(Problem(file, row, column, _("unknown source"), value.source))
        if isinstance(value, Spread) and not value.low <= value.typical <= value.high:
            problems.append(Problem(file, row, column, _("low, typical, high are out of order")))
    source = getattr(record, "source", None)
    if isinstance(source, str) and source not in sources:
        problems.append(Problem(file, row, "source", _("unknown source"), source))
    return problems


def _sourced(value: Any, column: str) -> Iterator[tuple[str, Sourced[Any] | Spread]]:
    if isinstance(value, Sourced | Spread):
        yield column, value
    elif isinstance(value, msgspec.Struct):
        for info in msgspec.structs.fields(value):
            yield from _sourced(getattr(value, info.name), column or info.encode_name)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sourced(item, column)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _sourced(item, f"{column}.{key}" if column else str(key))


def check_date(file: str, row: str, column: str, text: str) -> list[Problem]:
    """Find a text that is not a date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return [Problem(file, row, column, _("a date like 2026-11-22 is needed"), text)]
    return []


def check_catalogue(catalogue: Catalogue) -> list[Problem]:
    """Find broken references, impossible numbers, cycles and U-values beyond reason.

    Later checks rest on the earlier ones, so the first kind that fails ends the search.
    """
    for check in (
        _materials,
        _constructions,
        _windows,
        _archetypes,
        _answers,
        _supply,
        _measures,
        _cycles,
        _stations,
    ):
        problems = list(check(catalogue))
        if problems:
            return problems
    return []


def _materials(catalogue: Catalogue) -> Iterator[Problem]:
    for m in catalogue.materials.values():
        for column, number, lowest, highest in (
            ("density_kg_m3", m.rho, 0.5, 20000.0),
            ("lambda_w_mk", m.lambda_, 0.001, 500.0),
            ("specific_heat_j_kgk", m.c, 100.0, 6000.0),
            ("correction", m.correction, 0.5, 3.0),
        ):
            if number is not None and not lowest <= number.value <= highest:
                reason = _("must lie between {low:g} and {high:g}")
                reason = reason.format(low=lowest, high=highest)
                yield Problem("materials.json", m.id, column, reason)


def _layer_reason(layer: LayerSpec, catalogue: Catalogue, *, removal: bool) -> str:
    """Return what is wrong with a layer, or an empty text."""
    material = catalogue.materials.get(layer.material)
    if material is None:
        return _("unknown material")
    if (layer.d is None) == (layer.r is None):
        return _("either a thickness or a resistance is needed")
    if layer.r is not None:
        return "" if layer.r.value > 0 else _("the resistance must be above zero")
    if material.lambda_ is None:
        return _("this material needs a resistance")
    if layer.d is not None and (layer.d.value == 0 or (layer.d.value < 0 and not removal)):
        return _("the thickness must be above zero")
    return ""


def _layers(
    file: str, row: str, layers: tuple[LayerSpec, ...], catalogue: Catalogue, removal: bool = False
) -> Iterator[Problem]:
    for layer in layers:
        reason = _layer_reason(layer, catalogue, removal=removal)
        if reason:
            yield Problem(file, row, "layers", reason, layer.material)


def _resistance(layers: tuple[LayerSpec, ...], catalogue: Catalogue) -> float:
    return sum(layer.resistance(catalogue.materials[layer.material]) for layer in layers)


def _constructions(catalogue: Catalogue) -> Iterator[Problem]:
    for spec in catalogue.constructions.values():
        faults = list(_layers("constructions.json", spec.id, spec.layers, catalogue))
        yield from faults
        if faults:
            continue
        u_value = 1 / (R_SURFACES + _resistance(spec.layers, catalogue))
        if not (spec.layers and U_LOWEST <= u_value <= U_HIGHEST):
            reason = _("the U-value of these layers cannot be")
            yield Problem("constructions.json", spec.id, "layers", reason, f"{u_value:.2f}")


def _windows(catalogue: Catalogue) -> Iterator[Problem]:
    for w in catalogue.windows.values():
        if not 0.3 <= w.u_value.value <= U_HIGHEST:
            yield Problem("windows.json", w.id, "u_value_w_m2k", _("this U-value cannot be"))
        if not 0 <= w.g_whole.value <= 1:
            yield Problem("windows.json", w.id, "g_whole", _("must lie between 0 and 1"))
    for a in catalogue.addons.values():
        if a.delta_r.value < 0:
            yield Problem("windows.json", a.id, "delta_r_m2k_w", _("must not be negative"))
        for column, factor in (("g_factor", a.g_factor), ("leak_factor", a.leak_factor)):
            if not 0 <= factor.value <= 1:
                yield Problem("windows.json", a.id, column, _("must lie between 0 and 1"))


def _archetypes(catalogue: Catalogue) -> Iterator[Problem]:
    for a in catalogue.archetypes.values():
        for column, element in (("wall", "wall"), ("roof", "roof"), ("floor", "floor")):
            target = catalogue.constructions.get(getattr(a, column).value)
            if target is None or target.element != element:
                yield Problem("archetypes.json", a.id, column, _("no such construction"))
        for column, kind in (("window_s", "window"), ("window_n", "window"), ("door", "door")):
            opening = catalogue.windows.get(getattr(a, column).value)
            if opening is None or opening.kind != kind:
                yield Problem("archetypes.json", a.id, column, _("no such window or door"))


def _answers(catalogue: Catalogue) -> Iterator[Problem]:
    for answer in catalogue.answers:
        row = f"{answer.field} {answer.code}"
        table = ANSWER_TARGETS.get(answer.field)
        if answer.target and (table is None or answer.target not in getattr(catalogue, table)):
            yield Problem("answers.json", row, "target", _("unknown id"), answer.target)
        yield from _layers("answers.json", row, answer.layers, catalogue)


def _supply(catalogue: Catalogue) -> Iterator[Problem]:
    for s in catalogue.systems.values():
        if s.carrier not in catalogue.carriers:
            yield Problem("systems.json", s.id, "carrier", _("unknown id"), s.carrier)
        if s.capex.value < 0:
            yield Problem("systems.json", s.id, "capex_cny", _("must not be negative"))
        for spread, column in ((s.efficiency, "efficiency"), (s.seasonal, "seasonal")):
            if spread is not None and spread.low <= 0:
                yield Problem("systems.json", s.id, column, _("must be above zero"))
    for c in catalogue.carriers.values():
        if c.lhv.value <= 0:
            yield Problem("carriers.json", c.id, "lhv_kwh_unit", _("must be above zero"))
        if c.price is None and not c.biogenic and c.kgce.value > 0:
            yield Problem("carriers.json", c.id, "price_cny_unit", _("the price is missing"))
        if c.price is not None and c.price.low < 0:
            yield Problem("carriers.json", c.id, "price_cny_unit", _("must not be negative"))


def _measures(catalogue: Catalogue) -> Iterator[Problem]:
    file = "measures.json"
    priced: list[Measure | ExtraLine] = [
        *catalogue.measures.values(),
        *catalogue.extra_lines.values(),
    ]
    for line in priced:
        if line.cost.low < 0 or line.cost.high <= 0:
            yield Problem(file, line.id, "cost_cny", _("must be above zero"))
        if not 0 <= line.unskilled_share.value <= line.labour_share.value <= 1:
            reason = _("shares must lie between 0 and 1, the unskilled one within all labour")
            yield Problem(file, line.id, "labour_share", reason)
    for m in catalogue.measures.values():
        if m.life.value <= 0:
            yield Problem(file, m.id, "life_years", _("must be above zero"))
        yield from _references(m, catalogue)
        faults = list(_effects(m, catalogue))
        yield from faults or _stated_u(m, catalogue)


def _references(m: Measure, catalogue: Catalogue) -> Iterator[Problem]:
    for column, ids, known in (
        ("requires", m.requires, catalogue.measures.keys()),
        ("excludes", m.excludes, catalogue.measures.keys()),
        ("extra_lines", m.extra_lines, catalogue.extra_lines.keys()),
        ("rules", m.rules, catalogue.rules.keys()),
    ):
        for missing in sorted(set(ids) - known):
            yield Problem("measures.json", m.id, column, _("unknown id"), missing)
    for both in sorted(set(m.requires) & set(m.excludes)):
        yield Problem("measures.json", m.id, "excludes", _("required and excluded at once"), both)


def _effects(m: Measure, catalogue: Catalogue) -> Iterator[Problem]:
    for effect in m.effects:
        named: tuple[str, Any] = ("", ())
        match effect:
            case AddLayers(layers=layers):
                yield from _layers("measures.json", m.id, layers, catalogue, removal=True)
            case ReplaceWindow(window=window):
                named = window, [w.id for w in catalogue.windows.values() if w.kind == "window"]
            case ReplaceDoor(door=door):
                named = door, [w.id for w in catalogue.windows.values() if w.kind == "door"]
            case WindowAdd(addon=addon):
                named = addon, catalogue.addons
            case AddSunspace(glass=glass):
                named = glass, [w.id for w in catalogue.windows.values() if w.kind == "sunspace"]
            case EdgeInsulation(material=material):
                named = material, catalogue.materials
        if named[0] and named[0] not in named[1]:
            yield Problem("measures.json", m.id, "effects", _("unknown id"), named[0])


def _stated_u(m: Measure, catalogue: Catalogue) -> Iterator[Problem]:
    """Compare the stated U-values with those of the layers."""
    if not m.base_construction:
        return
    base = catalogue.constructions.get(m.base_construction)
    if base is None:
        yield Problem(
            "measures.json", m.id, "base_construction", _("unknown id"), m.base_construction
        )
        return
    r_before = R_SURFACES + _resistance(base.layers, catalogue)
    added = [e.layers for e in m.effects if isinstance(e, AddLayers)]
    r_after = r_before + sum(_resistance(layers, catalogue) for layers in added)
    for column, stated, r in (
        ("u_before_w_m2k", m.u_before, r_before),
        ("u_after_w_m2k", m.u_after, r_after),
    ):
        if stated is not None and (r <= 0 or abs(stated.value * r - 1) > STATED_U_TOLERANCE):
            reason = _("the layers give another U-value")
            yield Problem("measures.json", m.id, column, reason, f"{1 / r:.2f}" if r > 0 else "")


def _cycles(catalogue: Catalogue) -> Iterator[Problem]:
    for start in catalogue.measures:
        seen: set[str] = set()
        todo = list(catalogue.measures[start].requires)
        while todo:
            current = todo.pop()
            if current == start:
                reason = _("the measure requires itself by way of others")
                yield Problem("measures.json", start, "requires", reason)
                break
            if current not in seen and current in catalogue.measures:
                seen.add(current)
                todo.extend(catalogue.measures[current].requires)


def _stations(catalogue: Catalogue) -> Iterator[Problem]:
    for s in catalogue.stations.values():
        if s.region == "tianjin" and s.theta_month is None:
            reason = _("a district needs its monthly normals")
            yield Problem("stations.json", s.id, "theta_month_degc", reason)
        if not -45.0 <= s.theta_e_design.value <= 10.0:
            reason = _("no heating design temperature of China")
            yield Problem("stations.json", s.id, "theta_e_design_degc", reason)
        for column, months in (
            ("theta_month_degc", s.theta_month),
            ("ghi_month_kwh_m2", s.ghi_month),
        ):
            if months is not None and len(months.value) != 12:
                yield Problem("stations.json", s.id, column, _("twelve months are needed"))
