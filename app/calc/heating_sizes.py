"""How large new heating must be: units by room or for the house, connection, what is bought.

Sized on the design load of EN 12831-1 with its heating-up allowance; capacities are those with
frost in air of 60 to 80 % humidity. Powers [W], temperatures [°C], money [yuan].
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.calc.heat_pump import LoadLine, UnitTable, bivalence, curve, table_of
from app.i18n import Text
from app.model.assessment import HeatLoad
from app.model.catalogue.heat_pump import HeatPumpUnit
from app.model.catalogue.heating_rules import HeatingRules
from app.model.catalogue.sourced import Number
from app.model.catalogue.supply import SystemSpec, Tariff, hours_between
from app.model.catalogue.whole import Catalogue
from app.model.heating import CapacityCheck, Connection, OptionKey, Plant, Purchase, RoomPlant

DAMP = 0.7
"""Relative humidity at which capacities are told [-]: the middle frost band."""
CURVE = tuple(float(theta) for theta in range(-20, 13, 2))
"""Outdoor temperatures of a capacity line [°C]."""
SUPPLY_AIR = 20.0
KILO = 1000.0
THREE_PHASE, UNKNOWN = "p3", "unk"
WATER: Mapping[OptionKey, int] = {"water_floor": 0, "water_fancoil": 1, "water_radiator": 2}
"""Place of the supply temperature of each water option in the rules."""
AIR: Mapping[OptionKey, str] = {"fan": "ashp_fan", "ac": "ac_split"}
"""System of the units that an option by room is made of."""
FIXED: Mapping[OptionKey, str] = {
    "pellet_stove": "bio_pellet_stove",
    "pellet_boiler": "bio_boiler_cook",
    "gas": "gas_boiler",
    "gas_cond": "gas_cond",
    "storage": "elec_storage",
    "direct": "elec_direct",
    "solar_air": "solar_air",
    "solar_water": "solar_space",
}
ELECTRIC: tuple[OptionKey, ...] = (*AIR, *WATER, "storage", "direct")
EMITTER: Mapping[OptionKey, str] = {
    "water_floor": "floor",
    "water_fancoil": "fancoil",
    "water_radiator": "radiator",
    "pellet_boiler": "radiator",
    "gas": "radiator",
    "gas_cond": "radiator",
}
"""Answer of I04 that an option finds in place or must put in."""
EMITTER_NAMES: Mapping[str, Text] = {
    "floor": Text("地暖盘管", "Floor heating pipes"),
    "fancoil": Text("风机盘管", "Fan coils"),
    "radiator": Text("暖气片", "Radiators"),
}
SUPPLY_UPGRADE, ELECTRICAL_CHECK = "ELEC_UPG", "X_ELECCHK"


@dataclass(frozen=True, slots=True)
class Room:
    """A heated zone: ``rooms`` of equal size [m²]; design load ``phi_hl`` and without heating-up
    ``phi_steady`` [W]; ``conductance`` [W/K] to everything outside it."""

    zone: str
    area: float
    rooms: int
    phi_hl: float
    phi_steady: float
    conductance: float


@dataclass(frozen=True, slots=True)
class Demand:
    """What a state asks of its heating: by zone and for the house [W]."""

    rooms: tuple[Room, ...]
    phi_hl: float
    phi_steady: float
    theta_int: float
    theta_e: float

    @property
    def line(self) -> LoadLine:
        """The design load over the outdoor temperature, without heating-up."""
        return LoadLine(self.theta_int, self.theta_e, self.phi_steady)

    @property
    def count(self) -> int:
        """How many rooms there are."""
        return sum(room.rooms for room in self.rooms)

    @property
    def area(self) -> float:
        """Heated floor [m²]."""
        return sum(room.area for room in self.rooms)


def demand_of(load: HeatLoad, rules: HeatingRules) -> Demand:
    """Return the demand of a design load; a zone is as many rooms as units must serve."""
    delta = load.theta_int - load.theta_e
    rooms = tuple(
        Room(
            zone=zone.zone,
            area=zone.area,
            rooms=max(math.ceil(zone.area / rules.room_area.value - 1e-9), 1),
            phi_hl=zone.phi_hl,
            phi_steady=zone.phi_t + zone.phi_v,
            conductance=(zone.phi_t + zone.phi_v) / delta,
        )
        for zone in load.zones
    )
    return Demand(rooms, load.phi_hl, load.phi_t + load.phi_v, load.theta_int, load.theta_e)


@dataclass(frozen=True, slots=True)
class Sizing:
    """What sizes stand on beside the demand: ``meter`` is L05, ``emitter`` I04."""

    catalogue: Catalogue
    rules: HeatingRules
    meter: str
    emitter: str
    tariff: Tariff | None


# heat pumps


@dataclass(frozen=True, slots=True, eq=False)
class PumpSize:
    """A unit at a supply temperature, as an option offers it."""

    unit: HeatPumpUnit
    table: UnitTable
    theta_supply: float
    by_room: bool

    def capacity(self, theta_e: float) -> float:
        """Return the capacity of one unit with frost [W]."""
        at = curve(self.table, self.theta_supply, np.array([theta_e]), np.array([DAMP]))
        return float(at.capacity[0])

    @property
    def input(self) -> float:
        """The most electricity one unit takes [W]: full load at the worst point of its table."""
        theta = self.table.theta_e
        at = curve(self.table, self.theta_supply, theta)
        return float((at.capacity / at.cop).max()) + self.table.pump


def pump_sizes(key: OptionKey, sizing: Sizing) -> tuple[PumpSize, ...]:
    """Return the units an option may be made of, the smallest first."""
    units = sizing.catalogue.heat_pumps.values()
    if key in AIR:
        supply = SUPPLY_AIR
        fitting = [u for u in units
                   if u.kind == "air_air" and u.system_at(SUPPLY_AIR) == AIR[key]]  # fmt: skip
    else:
        supply = sizing.rules.water_theta.value[WATER[key]]
        hottest = {u.id: max(p.theta_supply for p in u.points) for u in units}
        fitting = [u for u in units if u.kind == "air_water" and hottest[u.id] >= supply - 1e-9]
    sizes = [PumpSize(unit, table_of(unit), supply, key in AIR) for unit in fitting]
    return tuple(sorted(sizes, key=lambda size: (size.capacity(-7.0), size.unit.id)))


def pump_plant(
    key: OptionKey, size: PumpSize, demand: Demand, sizing: Sizing, *, last: bool
) -> Plant:
    """Return a plant of one unit a room or for the house; more of the ``last``, largest one."""
    each = size.capacity(demand.theta_e)
    if size.by_room:
        rooms = tuple(_room_plant(room, each, last) for room in demand.rooms)
    else:
        units = max(math.ceil(demand.phi_hl / each - 1e-9), 1) if last and each > 0.0 else 1
        rooms = (RoomPlant("", demand.count, demand.phi_hl / demand.count, units),)
    count = sum(room.units for room in rooms)
    load = sum(room.phi_hl for room in demand.rooms) if size.by_room else demand.phi_hl
    theta = np.array(CURVE)
    at = curve(size.table, size.theta_supply, theta, np.full_like(theta, DAMP))
    unit = size.unit
    bought = (
        Purchase(
            unit.name, count, count * unit.capex.value, unit.life.value, unit.capex.mark,
            unit.capex.source,
        ),
        *_emitters(key, demand, sizing),
    )  # fmt: skip
    plant = Plant(
        rooms=rooms,
        units=count,
        load=load,
        capacity=count * each,
        checks=tuple(_check(size, demand, theta_e, count) for theta_e in _checked(demand, sizing)),
        curve=tuple((t, float(count * c)) for t, c in zip(CURVE, at.capacity, strict=True)),
        bivalence=bivalence(size.table, size.theta_supply, count, demand.line),
        connection=connection(count * size.input + _backup(key, sizing), sizing),
        purchases=bought,
    )
    return with_supply(plant, sizing)


def _room_plant(room: Room, each: float, last: bool) -> RoomPlant:
    load = room.phi_hl / room.rooms
    per_room = max(math.ceil(load / each - 1e-9), 1) if last and each > 0.0 else 1
    return RoomPlant(room.zone, room.rooms, load, per_room * room.rooms)


def _backup(key: OptionKey, sizing: Sizing) -> float:
    return KILO * sizing.rules.backup_kw.value if key in WATER else 0.0


def _checked(demand: Demand, sizing: Sizing) -> tuple[float, ...]:
    colder = (theta for theta in sizing.rules.checks.value if theta < demand.theta_e)
    return (demand.theta_e, *colder)


def _check(size: PumpSize, demand: Demand, theta_e: float, count: int) -> CapacityCheck:
    load = float(demand.line.at(np.array([theta_e]))[0])
    return CapacityCheck(theta_e, load, count * size.capacity(theta_e))


def proposed(plants: Sequence[Plant]) -> int:
    """Return the place of the smallest size that carries its load and fits the meter.

    Where none does both, the largest that fits the meter; where none fits, the smallest.
    """
    fitting = [k for k, plant in enumerate(plants) if plant.connection.fits is not False]
    enough = [k for k in fitting if plants[k].capacity >= plants[k].load - 1e-6]
    if enough:
        return enough[0]
    return fitting[-1] if fitting else 0


# other plants


def fixed_plant(key: OptionKey, demand: Demand, sizing: Sizing) -> Plant:
    """Return the plant of an option that has one size: stoves, boilers, electric, collectors."""
    rules, system = sizing.rules, sizing.catalogue.systems[FIXED[key]]
    load, units, power, collector, store, hours = demand.phi_hl, 1, 0.0, 0.0, 0.0, 0
    if key in ("pellet_stove", "pellet_boiler"):
        units = max(math.ceil(load / (KILO * rules.stove_kw.value)), 1)
        capacity = units * KILO * rules.stove_kw.value
    elif key in ("gas", "gas_cond"):
        units = max(math.ceil(load / (KILO * rules.boiler_kw.value)), 1)
        capacity = units * KILO * rules.boiler_kw.value
    elif key == "direct":
        capacity = power = 500.0 * math.ceil(load / 500.0)
        units = demand.count
    elif key == "storage":
        hours = len(valley_hours(sizing.tariff))
        wanted = demand.phi_steady * 24.0 / hours if hours else load
        units = max(math.ceil(wanted / (KILO * rules.storage_kw.value)), 1)
        power = units * KILO * rules.storage_kw.value
        capacity, store = power * hours / 24.0, power * hours * (24 - hours) / 24.0 / KILO
    else:
        collector = rules.collector_share.value * demand.area
        capacity = load
        store = rules.store.value * collector if key == "solar_water" else 0.0
    rooms = (RoomPlant("", demand.count, load / demand.count, units),)
    bought = tuple(_bought(key, system, units, power, collector))
    plant = Plant(
        rooms=rooms,
        units=units,
        load=demand.phi_steady if key == "storage" else load,
        capacity=capacity,
        checks=(),
        curve=tuple((theta, capacity) for theta in CURVE),
        bivalence=None,
        connection=connection(power, sizing, together=key == "storage"),
        purchases=(*bought, *_emitters(key, demand, sizing)),
        collector=collector,
        store=store,
        charging=hours,
    )
    return with_supply(plant, sizing) if key in ELECTRIC else plant


def within_meter(key: OptionKey, plant: Plant, sizing: Sizing) -> Plant:
    """Return as much of an electric plant as the meter carries; the same where it fits."""
    link = plant.connection
    if link.fits is not False or link.rating is None or not link.input_kw:
        return plant
    share = sizing.rules.coincidence.value
    left = link.rating - sizing.rules.household_kw.value * share
    most = max(left, 0.0) / (1.0 if key == "storage" else share)
    step = sizing.rules.storage_kw.value if key == "storage" else 0.5
    power = max(math.floor(most / step + 1e-9), 1) * step
    part = power / link.input_kw
    units = max(round(plant.units * part), 1)
    bought = tuple(
        replace(item, quantity=item.quantity * part, cost=item.cost * part)
        for item in plant.purchases
        if item.name == sizing.catalogue.systems[FIXED[key]].name
    )
    held = replace(
        plant,
        rooms=tuple(replace(room, units=units) for room in plant.rooms),
        units=units,
        capacity=plant.capacity * part,
        curve=tuple((theta, watts * part) for theta, watts in plant.curve),
        connection=connection(KILO * power, sizing, together=key == "storage"),
        purchases=bought,
        store=plant.store * part,
    )
    return with_supply(held, sizing)


def _bought(
    key: OptionKey, system: SystemSpec, units: int, power: float, collector: float
) -> Iterator[Purchase]:
    amount = {"direct": power / KILO, "solar_air": collector, "solar_water": collector}.get(
        key, float(units)
    )
    cost, life = amount * system.capex.value, system.life.value
    yield Purchase(system.name, amount, cost, life, system.capex.mark, system.capex.source)


def _emitters(key: OptionKey, demand: Demand, sizing: Sizing) -> Iterator[Purchase]:
    wanted = EMITTER.get(key, "")
    if not wanted or sizing.emitter == wanted:
        return
    rules = sizing.rules
    price: Number = {
        "floor": rules.floor_cost, "fancoil": rules.fancoil_cost, "radiator": rules.radiator_cost,
    }[wanted]  # fmt: skip
    amount = float(demand.count) if wanted == "fancoil" else demand.area
    name, life = EMITTER_NAMES[wanted], 20.0
    yield Purchase(name, amount, amount * price.value, life, price.mark, price.source)


# connection


def connection(power: float, sizing: Sizing, *, together: bool = False) -> Connection:
    """Return what the supply must carry for ``power`` [W] of heating beside the household.

    Not everything runs at once (coincidence of the rules), but storage heaters do: ``together``.
    """
    rules = sizing.rules
    others = rules.household_kw.value * KILO
    share = rules.coincidence.value
    here = 1.0 if together else share
    kva = (power * here + others * share) / KILO
    rating = next((m.rating.value for m in rules.meters if m.meter == sizing.meter), None)
    fits = None if sizing.meter == UNKNOWN else True
    if rating is not None:
        fits = power <= 0.0 or kva <= rating + 1e-9
    return Connection(
        power / KILO, kva, sizing.meter, rating, fits,
        share=here, household_kw=rules.household_kw.value, others_share=share,
    )  # fmt: skip


def with_supply(plant: Plant, sizing: Sizing) -> Plant:
    """Return an electric plant with the check of the wiring, and a new supply where it must be."""
    lines = sizing.catalogue.extra_lines, sizing.catalogue.measures
    bought = list(plant.purchases)
    check, upgrade = lines[0].get(ELECTRICAL_CHECK), lines[1].get(SUPPLY_UPGRADE)
    if check is not None:
        cost = check.cost
        bought.append(Purchase(check.name, 1.0, cost.typical, 100.0, cost.mark, cost.source))
    if upgrade is not None and plant.connection.fits is False:
        cost = upgrade.cost
        bought.append(
            Purchase(upgrade.name, 1.0, cost.typical, upgrade.life.value, cost.mark, cost.source)
        )
    return replace(plant, purchases=tuple(bought))


def valley_hours(tariff: Tariff | None) -> NDArray[np.intp]:
    """Return the hours of the day of the cheapest band, none without a tariff of two."""
    if tariff is None or len(tariff.bands) < 2:
        return np.array([], dtype=np.intp)
    cheap = min(tariff.bands, key=lambda band: band.price.value)
    return np.array(hours_between(*cheap.hours), dtype=np.intp)
