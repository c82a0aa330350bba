"""Heat pumps that a village adds from a maker's sheet: read, checked row by row, kept as a row.

The table is text as typed or pasted: a line a point, outdoor ℃, supply ℃, capacity kW, COP, and, if
it is known, least capacity kW. Frost, part load, standby and what homes reach of it are those of
the generic unit of its kind until somebody knows better.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.catalogue import Catalogue, HeatPumpUnit, PumpPoint, Sourced
from app.model.catalogue.heat_pump import PointFault, PointRow, PumpKind, table_faults
from app.model.change import Edit
from app.services.own_rows import (
    OwnFigure,
    check_origin,
    figure_edit,
    key_of,
    source_key,
    source_text,
)
from app.store.heat_pump_checks import check_unit

HEAT_PUMP = "heat_pump"
SAMPLES: Mapping[PumpKind, str] = {"air_air": "HPF35", "air_water": "HPW10"}
"""Generic unit that lends what a maker's sheet does not tell."""
NAME_MOST = 30
ROWS_MOST = 60
TEXT_MOST = 4000
LARGEST_PRICE = 500_000.0
_SPLIT = re.compile(r"[\s,;，；、|]+")


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit of the village: its table, price installed [yuan] and noise 1 m away [dB(A)]."""

    name: str
    kind: PumpKind
    rows: tuple[tuple[float, float, float, float, float], ...]
    capex: float
    noise: float


def column_word(column: str) -> str:
    """Return the word for a column of the table."""
    return {
        "theta_e": _("outdoor ℃"),
        "theta_supply": _("supply ℃"),
        "capacity": _("capacity kW"),
        "cop": _("COP"),
        "least": _("least kW"),
    }.get(column, column)


_COLUMNS = ("theta_e", "theta_supply", "capacity", "cop", "least")


def parse_table(text: str, least_share: float) -> tuple[PointRow, ...]:
    """Return the rows of a typed table; ``least_share`` [-] of capacity where no least is given.

    Raises
    ------
    RefusedError
        With row and column, if a row is no point, or the table breaks a law of heat pumps.
    """
    lines = [line.strip() for line in text[: TEXT_MOST + 1].splitlines() if line.strip()]
    if len(text) > TEXT_MOST or len(lines) > ROWS_MOST:
        raise RefusedError(
            _("The table has more than {n} rows. Leave out what is not needed.").format(n=ROWS_MOST)
        )
    rows = tuple(_row(number, line, least_share) for number, line in enumerate(lines, start=1))
    faults = table_faults(rows)
    if faults:
        raise RefusedError(_sentence(faults[0]))
    return rows


def _row(number: int, line: str, least_share: float) -> PointRow:
    parts = [part for part in _SPLIT.split(line) if part]
    if len(parts) not in (4, 5):
        raise RefusedError(
            _(
                "Row {row}: four or five numbers are needed (outdoor ℃, supply ℃, capacity kW, "
                "COP, least kW), not {n}."
            ).format(row=number, n=len(parts))
        )
    values = []
    for column, part in zip(_COLUMNS, parts, strict=False):
        try:
            values.append(float(part.replace("−", "-")))
        except ValueError as error:
            raise RefusedError(
                _("Row {row}, column {column}: “{text}” is no number.").format(
                    row=number, column=column_word(column), text=part[:20]
                )
            ) from error
    least = values[4] if len(values) == 5 else round(least_share * values[2], 3)
    return PointRow(values[0], values[1], values[2], values[3], least)


def _sentence(fault: PointFault) -> str:
    if fault.row is None:
        return _("The table: {reason}. Nothing was saved.").format(reason=fault.reason)
    return _("Row {row}, column {column}: {reason}. Nothing was saved.").format(
        row=fault.row + 1, column=column_word(fault.column), reason=fault.reason
    )


def unit_id(name: str) -> str:
    """Return the id of a unit of the village: the same on every computer that gives it the name."""
    return f"V{hashlib.sha256(name.encode()).hexdigest()[:5].upper()}"


def unit_edit(
    catalogue: Catalogue,
    name: str,
    kind: PumpKind,
    table: str,
    numbers: tuple[float, float],
    origin: tuple[str, str, Mark],
) -> Edit:
    """Return the entry that adds a unit to the village, or replaces the one of this name.

    ``numbers``: price installed [yuan], noise 1 m away [dB(A)]; ``origin``: source, day, grade.

    Raises
    ------
    RefusedError
        If the table cannot be that of a heat pump (with row and column), or a figure is impossible.
    """
    name = name.strip()
    if not 1 <= len(name) <= NAME_MOST or not name.isprintable():
        raise RefusedError(
            _("A name of at most {n} characters is needed, as on the plate.").format(n=NAME_MOST)
        )
    check_origin(*origin)
    rows = parse_table(table, _least_share(catalogue, kind))
    own = OwnUnit(
        name,
        kind,
        tuple((r.theta_e, r.theta_supply, r.capacity, r.cop, r.least) for r in rows),
        *numbers,
    )
    of = key_of(HEAT_PUMP, unit_id(name))
    figure = OwnFigure(of, *origin, value=msgspec.json.encode(own).decode())
    problem = next(check_unit(_made(own, figure, catalogue), catalogue), None)
    if problem is not None:
        raise RefusedError(
            _("{column}: {reason}. Nothing was saved.").format(
                column=problem.column, reason=problem.reason
            )
        )
    return figure_edit(of, figure)


def unit_removed(identity: str) -> Edit:
    """Return the entry that takes a unit of the village back."""
    return figure_edit(key_of(HEAT_PUMP, identity), None)


def with_heat_pumps(catalogue: Catalogue, figures: Mapping[str, OwnFigure]) -> Catalogue:
    """Return the catalogue with the village's units; what cannot be one is left out."""
    for of, figure in figures.items():
        kind, _slash, identity = of.partition("/")
        own = _said(figure) if kind == HEAT_PUMP and not figure.dropped else None
        if own is None or identity != unit_id(own.name):
            continue
        changed = replace(
            catalogue, sources={**catalogue.sources, source_key(figure): source_text(figure)}
        )
        unit = _made(own, figure, changed)
        if next(check_unit(unit, changed), None) is None:
            catalogue = replace(changed, heat_pumps={**changed.heat_pumps, unit.id: unit})
    return catalogue


def own_units(figures: Mapping[str, OwnFigure]) -> dict[str, tuple[OwnUnit, OwnFigure]]:
    """Return the units of the village by id, each with where it comes from."""
    found = {}
    for of, figure in figures.items():
        kind, _slash, identity = of.partition("/")
        own = _said(figure) if kind == HEAT_PUMP and not figure.dropped else None
        if own is not None and identity == unit_id(own.name):
            found[identity] = own, figure
    return found


def table_text(unit: OwnUnit | HeatPumpUnit) -> str:
    """Return a table as it is typed, to be looked at or to begin a new one with."""
    if isinstance(unit, OwnUnit):
        rows = unit.rows
    else:
        rows = tuple(
            (p.theta_e, p.theta_supply, p.capacity.value, p.cop.value, p.least.value)
            for p in unit.points
        )
    return "\n".join("\t".join(f"{value:g}" for value in row) for row in rows)


def _said(figure: OwnFigure) -> OwnUnit | None:
    try:
        return msgspec.json.decode(str(figure.value).encode(), type=OwnUnit)
    except msgspec.MsgspecError:
        return None


def _least_share(catalogue: Catalogue, kind: PumpKind) -> float:
    """Return the least capacity of the generic unit over its capacity [-]."""
    point = catalogue.heat_pumps[SAMPLES[kind]].points[0]
    return point.least.value / point.capacity.value


def _made(own: OwnUnit, figure: OwnFigure, catalogue: Catalogue) -> HeatPumpUnit:
    """Return a unit of the catalogue: the maker's table, all else of the generic one."""
    sample = catalogue.heat_pumps[SAMPLES[own.kind]]
    source = source_key(figure)

    def number(value: float) -> Sourced[float]:
        return Sourced(value, figure.mark, source)

    points = tuple(
        PumpPoint(theta_e, supply, number(capacity), number(cop), number(least))
        for theta_e, supply, capacity, cop, least in own.rows
    )
    return msgspec.structs.replace(
        sample,
        id=unit_id(own.name),
        name=Text(own.name, own.name),
        points=points,
        noise=number(own.noise),
        capex=number(own.capex),
        note="",
    )
