"""What must hold of the heat-pump units of a catalogue."""

from collections.abc import Iterator
from itertools import pairwise

from app.i18n import gettext as _
from app.model.catalogue import Catalogue, HeatPumpUnit
from app.model.catalogue.heat_pump import rows_of, table_faults
from app.store.problems import Problem

FILE = "heat_pumps.json"
COLUMNS = {
    "theta_e": "theta_e_degc",
    "theta_supply": "theta_supply_degc",
    "capacity": "capacity_kw",
    "cop": "cop",
    "least": "capacity_min_kw",
}
"""Columns of a table by the name of its figure."""


def check_heat_pumps(catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with the units, each with its row."""
    for unit in catalogue.heat_pumps.values():
        yield from check_unit(unit, catalogue)


def check_unit(unit: HeatPumpUnit, catalogue: Catalogue) -> Iterator[Problem]:
    """Yield what is wrong with one unit; the row of a point is named by its temperatures."""
    for fault in table_faults(rows_of(unit.points)):
        row = unit.id
        if fault.row is not None:
            point = unit.points[fault.row]
            row = f"{unit.id} {point.theta_e:g}/{point.theta_supply:g}"
        yield Problem(FILE, row, COLUMNS[fault.column], fault.reason)
    yield from _frost(unit)
    yield from _numbers(unit)
    for item in unit.systems:
        if item.system not in catalogue.systems:
            yield Problem(FILE, unit.id, "systems", _("unknown id"), item.system)
    if not unit.systems:
        yield Problem(FILE, unit.id, "systems", _("it is missing"))


def _frost(unit: HeatPumpUnit) -> Iterator[Problem]:
    if not unit.frost:
        yield Problem(FILE, unit.id, "frost", _("it is missing"))
    if any(a == b for a, b in pairwise(sorted(point.theta_e for point in unit.frost))):
        yield Problem(FILE, unit.id, "frost", _("the same point is there twice"))
    for point in unit.frost:
        for column, factors in (("capacity", point.capacity), ("cop", point.cop)):
            if not all(0.3 <= factor.value <= 1.0 for factor in factors):
                reason = _("must lie between {low:g} and {high:g}").format(low=0.3, high=1.0)
                yield Problem(FILE, f"{unit.id} {point.theta_e:g}", f"frost.{column}", reason)


def _numbers(unit: HeatPumpUnit) -> Iterator[Problem]:
    for column, number, low, high in (
        ("part_load_gain", unit.part_load_gain, 1.0, 1.5),
        ("cycling", unit.cycling, 0.0, 0.5),
        ("standby_w", unit.standby, 0.0, 200.0),
        ("pump_w", unit.pump, 0.0, 1000.0),
        ("field_factor", unit.field_factor, 0.5, 1.1),
        ("noise_dba_1m", unit.noise, 20.0, 90.0),
        ("capex_cny", unit.capex, 0.0, 500000.0),
        ("life_years", unit.life, 1.0, 40.0),
    ):
        if not low <= number.value <= high:
            reason = _("must lie between {low:g} and {high:g}").format(low=low, high=high)
            yield Problem(FILE, unit.id, column, reason)
