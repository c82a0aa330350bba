"""Heat-pump units as their maker's table states them, and what such a table must keep.

A table that is physically impossible is never mended: capacity and COP fall as it gets colder, and
COP falls as the supply gets hotter, or the table is refused with the row that breaks it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue.sourced import Number

PumpKind = Literal["air_air", "air_water"]
LARGEST_KW = 60.0
"""A farmhouse has no unit above this [kW]; a larger figure is one in watts or a slip."""
COP_RANGE = (0.8, 10.0)
THETA_RANGE = (-40.0, 25.0)
SUPPLY_RANGE = (15.0, 80.0)


class PumpPoint(Struct, frozen=True):
    """Full load, steady, without frost: ``capacity`` [kW] and ``cop`` [-] at ``theta_e`` outdoors
    and ``theta_supply`` [°C] (water, or room air of a hot-air unit); ``least`` [kW] is the lowest
    capacity before the unit cycles."""

    theta_e: float = field(name="theta_e_degc")
    theta_supply: float = field(name="theta_supply_degc")
    capacity: Number = field(name="capacity_kw")
    cop: Number
    least: Number = field(name="capacity_min_kw")


class FrostPoint(Struct, frozen=True):
    """Factors [-] on capacity and COP at ``theta_e`` [°C] by relative humidity: under 60 %, 60 to
    80 %, above 80 %."""

    theta_e: float = field(name="theta_e_degc")
    capacity: tuple[Number, Number, Number]
    cop: tuple[Number, Number, Number]


class SupplySystem(Struct, frozen=True):
    """The system of the catalogue that a unit is at supply temperatures up to ``theta_supply``."""

    theta_supply: float = field(name="theta_supply_degc")
    system: str


class HeatPumpUnit(Struct, frozen=True):
    """A unit of a size: its table, and what a season adds to it.

    ``part_load_gain`` [-] on COP at half load; ``cycling`` Cd [-] below ``least``; ``standby`` and
    ``pump`` [W]; ``field_factor`` [-] of what is reached in homes; ``noise`` [dB(A)] 1 m from the
    outdoor unit; ``capex`` [yuan] installed, without emitters; ``life`` [a].
    """

    id: str
    name: Text
    kind: PumpKind
    points: tuple[PumpPoint, ...]
    frost: tuple[FrostPoint, ...]
    systems: tuple[SupplySystem, ...]
    part_load_gain: Number
    cycling: Number
    standby: Number = field(name="standby_w")
    pump: Number = field(name="pump_w")
    field_factor: Number
    noise: Number = field(name="noise_dba_1m")
    capex: Number = field(name="capex_cny")
    life: Number = field(name="life_years")
    note: str = ""

    def system_at(self, theta_supply: float) -> str:
        """Return the system of the catalogue at a supply temperature [°C]."""
        ranked = sorted(self.systems, key=lambda item: item.theta_supply)
        found = next((x for x in ranked if theta_supply <= x.theta_supply + 1e-9), ranked[-1])
        return found.system


@dataclass(frozen=True, slots=True)
class PointRow:
    """A row of a table as numbers, so that bundled and typed tables are held against one law."""

    theta_e: float
    theta_supply: float
    capacity: float
    cop: float
    least: float


@dataclass(frozen=True, slots=True)
class PointFault:
    """What is wrong in a table: ``row`` from 0 (None: the table as a whole), ``column``, why."""

    row: int | None
    column: str
    reason: str


def rows_of(points: Sequence[PumpPoint]) -> tuple[PointRow, ...]:
    """Return the points as plain numbers."""
    return tuple(
        PointRow(p.theta_e, p.theta_supply, p.capacity.value, p.cop.value, p.least.value)
        for p in points
    )


def table_faults(rows: Sequence[PointRow]) -> list[PointFault]:
    """Return what a table breaks: ranges first, then its grid, then the two laws."""
    for check in (_ranges, _grid, _laws):
        found = list(check(rows))
        if found:
            return found
    return []


def _ranges(rows: Sequence[PointRow]) -> Iterator[PointFault]:
    limits = (
        ("theta_e", *THETA_RANGE),
        ("theta_supply", *SUPPLY_RANGE),
        ("capacity", 0.2, LARGEST_KW),
        ("cop", *COP_RANGE),
        ("least", 0.0, LARGEST_KW),
    )
    reason = _("must lie between {low:g} and {high:g}")
    for number, row in enumerate(rows):
        for column, low, high in limits:
            value = getattr(row, column)
            if not (math.isfinite(value) and low <= value <= high):
                yield PointFault(number, column, reason.format(low=low, high=high))
        if row.least > row.capacity:
            yield PointFault(number, "least", _("is above the full capacity"))


def _grid(rows: Sequence[PointRow]) -> Iterator[PointFault]:
    seen: set[tuple[float, float]] = set()
    for number, row in enumerate(rows):
        if (row.theta_e, row.theta_supply) in seen:
            yield PointFault(number, "theta_e", _("the same point is there twice"))
        seen.add((row.theta_e, row.theta_supply))
    outdoors = sorted({row.theta_e for row in rows})
    if len(outdoors) < 2:
        yield PointFault(None, "theta_e", _("two outdoor temperatures are needed at least"))
    for supply in sorted({row.theta_supply for row in rows}):
        for theta in outdoors:
            if (theta, supply) not in seen:
                reason = _("the point at {theta:g} ℃ outdoors and {supply:g} ℃ supply is missing")
                yield PointFault(None, "theta_e", reason.format(theta=theta, supply=supply))


def _laws(rows: Sequence[PointRow]) -> Iterator[PointFault]:
    numbered = list(enumerate(rows))
    for number, row in numbered:
        warmer = [r for _k, r in numbered
                  if r.theta_supply == row.theta_supply and r.theta_e > row.theta_e]  # fmt: skip
        if any(row.capacity > other.capacity for other in warmer):
            yield PointFault(number, "capacity", _("rises as it gets colder"))
        if any(row.cop > other.cop for other in warmer):
            yield PointFault(number, "cop", _("rises as it gets colder"))
        cooler = [r for _k, r in numbered
                  if r.theta_e == row.theta_e and r.theta_supply < row.theta_supply]  # fmt: skip
        if any(row.cop > other.cop for other in cooler):
            yield PointFault(number, "cop", _("rises as the supply gets hotter"))
