"""What must hold in a catalogue beyond the types of their values."""

from collections.abc import Iterator

from app.i18n import gettext as _
from app.model.catalogue import Catalogue
from app.store.heat_pump_checks import check_heat_pumps
from app.store.measure_checks import check_measures
from app.store.problems import R_SURFACES, Problem, check_layers, resistance_of

U_LOWEST, U_HIGHEST = 0.05, 8.0  # [W/(m²·K)] nothing built lies outside
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
    "I05": "systems",
    "IA01": "systems",
    "R18": "systems",
}


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
        check_heat_pumps,
        check_measures,
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


def _constructions(catalogue: Catalogue) -> Iterator[Problem]:
    for spec in catalogue.constructions.values():
        faults = list(check_layers("constructions.json", spec.id, spec.layers, catalogue))
        yield from faults
        if faults:
            continue
        u_value = 1 / (R_SURFACES + resistance_of(spec.layers, catalogue))
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
        yield from check_layers("answers.json", row, answer.layers, catalogue)


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
        if c.price is None and not c.is_free:
            yield Problem("carriers.json", c.id, "price_cny_unit", _("the price is missing"))
        if c.price is not None and c.price.low < 0:
            yield Problem("carriers.json", c.id, "price_cny_unit", _("must not be negative"))


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
