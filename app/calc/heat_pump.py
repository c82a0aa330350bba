"""A heat pump by the hour: capacity and COP from its table, frost, part load, and what lacks.

Powers [W], temperatures [°C], relative humidity and COP [-]. Arrays run over hours, the last axis
over plants where several are run side by side.
"""

from dataclasses import dataclass

import numpy as np

from app.model.catalogue.heat_pump import HeatPumpUnit
from app.model.climate import Array

HUMID, WET = 0.60, 0.80
"""Relative humidity at which the frost factors change."""
HALF = 0.5
"""Part load at which the full gain of COP is reached."""
KILO = 1000.0
NOTHING = 1e-6
"""A room this little colder is as warm as wanted [K]."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """A unit as numbers: axes ``theta_e`` and ``supply`` rising; capacity, COP and least capacity
    (supply, theta_e); frost factors (3 humidity bands, frost_theta)."""

    theta_e: Array
    supply: Array
    capacity: Array
    cop: Array
    least: Array
    frost_theta: Array
    frost_capacity: Array
    frost_cop: Array
    part_load_gain: float
    cycling: float
    standby: float
    pump: float
    field_factor: float


def table_of(unit: HeatPumpUnit) -> UnitTable:
    """Return the numbers of a catalogue unit whose table has been checked."""
    supply = np.array(sorted({p.theta_supply for p in unit.points}))
    theta = np.array(sorted({p.theta_e for p in unit.points}))
    at = {(p.theta_supply, p.theta_e): p for p in unit.points}
    grid = [[at[s, t] for t in theta] for s in supply]
    frost = sorted(unit.frost, key=lambda point: point.theta_e)
    return UnitTable(
        theta_e=theta,
        supply=supply,
        capacity=KILO * np.array([[p.capacity.value for p in row] for row in grid]),
        cop=np.array([[p.cop.value for p in row] for row in grid]),
        least=KILO * np.array([[p.least.value for p in row] for row in grid]),
        frost_theta=np.array([point.theta_e for point in frost]),
        frost_capacity=np.array([[f.value for f in point.capacity] for point in frost]).T,
        frost_cop=np.array([[f.value for f in point.cop] for point in frost]).T,
        part_load_gain=unit.part_load_gain.value,
        cycling=unit.cycling.value,
        standby=unit.standby.value,
        pump=unit.pump.value,
        field_factor=unit.field_factor.value,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """What one unit can do in each hour: ``capacity`` and ``least`` [W], ``cop`` [-] full load."""

    capacity: Array
    cop: Array
    least: Array


def curve(
    table: UnitTable, theta_supply: float, theta_e: Array, humidity: Array | None = None
) -> Curve:
    """Return the curve at a supply temperature, bilinear in the table; frost if humidity is given.

    Outdoors warmer than the last point both are held. Colder than the coldest point the COP is
    held, but capacity is none: nobody has stated one. Supply below the lowest of the table is held.

    Raises
    ------
    ValueError
        If the supply is hotter than the table goes.
    """
    if theta_supply > table.supply[-1] + 1e-9:
        raise ValueError(f"the table ends at a supply of {table.supply[-1]:g} °C")
    stated = theta_e >= table.theta_e[0] - 1e-9
    capacity = np.where(stated, _bilinear(table, table.capacity, theta_supply, theta_e), 0.0)
    least = np.where(stated, _bilinear(table, table.least, theta_supply, theta_e), 0.0)
    cop = _bilinear(table, table.cop, theta_supply, theta_e)
    if humidity is not None:
        capacity = capacity * _frost(table, table.frost_capacity, theta_e, humidity)
        cop = cop * _frost(table, table.frost_cop, theta_e, humidity)
    return Curve(capacity, cop, np.minimum(least, capacity))


def _bilinear(table: UnitTable, values: Array, theta_supply: float, theta_e: Array) -> Array:
    place = float(np.interp(theta_supply, table.supply, np.arange(len(table.supply))))
    low, part = int(place), place - int(place)
    column = values[low] if part == 0.0 else (1.0 - part) * values[low] + part * values[low + 1]
    return np.interp(theta_e, table.theta_e, column)


def _frost(table: UnitTable, factors: Array, theta_e: Array, humidity: Array) -> Array:
    band = np.where(humidity < HUMID, 0, np.where(humidity <= WET, 1, 2))
    found = np.array([np.interp(theta_e, table.frost_theta, row) for row in factors])
    return np.choose(band, found)


@dataclass(frozen=True, slots=True, eq=False)
class Power:
    """Electricity of a plant in each hour [W]: ``compressor`` with part load and cycling,
    ``auxiliary`` standby and pump; before the field factor."""

    compressor: Array
    auxiliary: Array

    @property
    def total(self) -> Array:
        """Both together."""
        return self.compressor + self.auxiliary


def power(table: UnitTable, at: Curve, delivered: Array, units: int, season: Array) -> Power:
    """Return what ``units`` equal ones take to give ``delivered`` [W] together.

    COP gains linearly down to half load; below the least capacity the unit cycles and loses
    Cd · (1 − load/least). Standby runs while a unit rests in the ``season`` (1 or 0 by hour), the
    pump in every hour with heat.
    """
    each = delivered / units
    share = np.divide(each, at.capacity, out=np.zeros_like(each), where=at.capacity > 0.0)
    gain = 1.0 + (table.part_load_gain - 1.0) * np.clip((1.0 - share) / (1.0 - HALF), 0.0, 1.0)
    on = np.divide(each, at.least, out=np.ones_like(each), where=at.least > 0.0)
    on = np.clip(np.where(each > 0.0, on, 0.0), 0.0, 1.0)
    cop = at.cop * gain * (1.0 - table.cycling * (1.0 - on))
    resting = table.standby * (1.0 - on) * season
    pumping = table.pump * (each > 0.0) / units
    return Power(units * each / cop, np.asarray(units * (resting + pumping)))


def bivalence(table: UnitTable, theta_supply: float, units: int, load: "LoadLine") -> float | None:
    """Return the warmest outdoor temperature [°C] at which the load line exceeds the capacity.

    With frost of dry winter air; None where the table holds out to its coldest point.
    """
    theta = np.arange(load.theta_zero, table.theta_e[0] - 0.05, -0.1)
    if not len(theta):
        return None
    dry = np.zeros_like(theta)
    short = units * curve(table, theta_supply, theta, dry).capacity < load.at(theta) - 1e-6
    return float(theta[int(np.argmax(short))]) if short.any() else None


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A load that rises straight from nought at ``theta_zero`` to ``phi`` [W] at ``theta``."""

    theta_zero: float
    theta: float
    phi: float

    def at(self, theta_e: Array) -> Array:
        """Return the load at outdoor temperatures [W]."""
        slope = self.phi / (self.theta_zero - self.theta)
        return np.maximum(slope * (self.theta_zero - theta_e), 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """What reaches rooms whose plant has a limit, by hour and plant: ``delivered`` [W], ``dip``
    [K] by which the room is colder than it would be with plant enough."""

    delivered: Array
    dip: Array


def cover(load: Array, capacity: Array, conductance: Array, heat_capacity: Array) -> Covered:
    """Return what plants of limited ``capacity`` deliver of the loads, hour by hour.

    Rooms are one node each: what lacks in an hour lets the room fall, a colder room loses less, and
    the plant makes up for it as soon as it can and the family heats. ``load`` and ``capacity``
    (hours, plants) [W], ``conductance`` [W/K] and ``heat_capacity`` [Wh/K] by plant.
    """
    delivered = np.minimum(load, capacity)
    dip = np.zeros_like(load)
    lacks = load > capacity
    some = np.flatnonzero(lacks.any(axis=0))
    if not len(some):
        return Covered(delivered, dip)
    short = lacks.any(axis=1).tolist()
    wanted_here, most, heat = load[:, some], capacity[:, some], heat_capacity[some]
    whole = heat + conductance[some]  # of an implicit step of one hour
    now, below = np.zeros(len(some)), False
    for hour, lacking in enumerate(short):
        if not (lacking or below):
            continue
        asked = wanted_here[hour]
        given = np.minimum(np.where(asked > 0.0, asked + heat * now, 0.0), most[hour])
        now = (heat * now + asked - given) / whole
        now = np.where(now < NOTHING, 0.0, now)
        below = bool(now.any())
        delivered[hour, some], dip[hour, some] = given, now
    return Covered(delivered, dip)


def seasonal_cop(heat: Array, electricity: Array) -> float:
    """Return heat over electricity of a season [-], 0 where no electricity is used."""
    used = float(electricity.sum())
    return float(heat.sum()) / used if used > 0.0 else 0.0
