"""A season of heating by the hour: what each plant delivers, takes, and leaves undone.

All plants of all states are run side by side. Powers [W] by hour of the year (8760).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.heat_pump import Covered, Curve, cover, curve, power
from app.calc.heating_sizes import Demand, PumpSize
from app.model.climate import HOURS, Array
from app.model.heating import Plant

Hours = NDArray[np.intp]
"""Numbers of hours of the year, or of the day."""
SHORT = 0.5
"""A room counts as short of heat when it is colder than wanted by more than this [K]."""
STORE_LOSS = 0.01
"""Part of the heat in a water store that is lost in an hour [-] (estimate, C)."""


@dataclass(frozen=True, slots=True, eq=False)
class Climate:
    """The year as plants see it: ``season`` 1 in hours of the heating season; ``collector``
    [W/m²] on a collector."""

    theta_e: Array
    humidity: Array
    season: Array
    collector: Array


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A house in a state: hourly load and operative temperature (hours, zones) of the engine,
    ``heat_capacity`` [Wh/(m²·K)] of its rooms."""

    demand: Demand
    load: Array
    theta: Array
    heat_capacity: float

    @property
    def house(self) -> Array:
        """The load of the whole house (hours)."""
        return np.asarray(self.load.sum(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A season of a plant [W]: ``heat`` delivered, ``electricity`` as in homes and ``lab`` before
    the field factor, ``burnt`` heat from fuel, ``backup`` electric heat, ``sun`` heat of
    collectors; ``dip`` [K] by column, (hours, columns)."""

    heat: Array
    electricity: Array
    lab: Array
    burnt: Array
    backup: Array
    sun: Array
    dip: Array

    @property
    def taken(self) -> Array:
        """What is bought by the hour, in proportion: electricity, or the heat that fuel gives."""
        return self.electricity + self.burnt

    @property
    def hours_short(self) -> int:
        """Hours in which a room lacks heat."""
        return int((self.dip > SHORT).any(axis=1).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A plant in a state, waiting to be run; ``size`` None: no heat pump.

    ``kind``: pump, fuel (heat burnt), direct, storage, solar_air, solar_water, present.
    """

    kind: str
    state: State
    plant: Plant
    size: PumpSize | None
    efficiency: float
    backup: float = 0.0
    charging: Hours | None = None

    @property
    def by_zone(self) -> bool:
        """Whether each zone has a plant of its own."""
        return self.size is not None and self.size.by_room


def run(jobs: Sequence[Job], climate: Climate) -> list[Outcome]:
    """Return the season of every job; rooms short of heat are followed hour by hour together."""
    on = np.flatnonzero(climate.season > 0.0)
    parts = [_Columns(job, climate, on) for job in jobs]
    if not parts:
        return []
    found = cover(
        np.concatenate([part.load for part in parts], axis=1),
        np.concatenate([part.limit for part in parts], axis=1),
        np.concatenate([part.conductance for part in parts]),
        np.concatenate([part.heat_capacity for part in parts]),
    )
    outcomes, first = [], 0
    for part in parts:
        last = first + part.load.shape[1]
        mine = Covered(found.delivered[:, first:last], found.dip[:, first:last])
        outcomes.append(part.outcome(mine))
        first = last
    return outcomes


class _Columns:
    """The columns of one job over the hours of the season."""

    def __init__(self, job: Job, climate: Climate, on: Hours) -> None:
        self.job, self.climate, self.on = job, climate, on
        demand, state = job.state.demand, job.state
        if job.by_zone:
            self.load: Array = state.load[on]
            areas = [room.area for room in demand.rooms]
            self.conductance = np.array([room.conductance for room in demand.rooms])
        else:
            self.load = state.house[on][:, None]
            areas = [demand.area]
            self.conductance = np.array([demand.phi_steady / (demand.theta_int - demand.theta_e)])
        self.heat_capacity = state.heat_capacity * np.array(areas)
        self.curve: Curve | None = None
        self.charge: Array | None = None
        self.sun = np.zeros(len(on))
        self.limit = self._limit()

    def _limit(self) -> Array:
        job, on = self.job, self.on
        if job.size is not None:
            size = job.size
            theta, humidity = self.climate.theta_e[on], self.climate.humidity[on]
            self.curve = curve(size.table, size.theta_supply, theta, humidity)
            units = np.array([room.units for room in job.plant.rooms], dtype=float)
            return np.asarray(self.curve.capacity[:, None] * units + job.backup)
        if job.kind == "storage":
            return self._stored()
        if job.kind in ("solar_air", "solar_water"):
            self.sun = self._sunned()
            return self.load
        if job.kind == "present":
            return self.load
        return np.full_like(self.load, job.plant.capacity)

    def _stored(self) -> Array:
        """Return what storage heaters can give in each hour; charging follows the load."""
        job, load = self.job, self.load[:, 0]
        allowed = np.isin(self.on % 24, [] if job.charging is None else job.charging)
        full, store = job.plant.capacity * 24.0 / max(job.plant.charging, 1), 0.0
        most = job.plant.store * 1000.0
        limit, charge = [], []
        for wanted, now in zip(load.tolist(), allowed.tolist(), strict=True):
            possible = full if now else 0.0
            limit.append(possible + store)
            given = min(wanted, possible + store)
            taken = max(min(possible, given + most - store), 0.0)
            charge.append(taken)
            store = min(store + taken - given, most)
        self.charge = np.array(charge)
        return np.array(limit)[:, None]

    def _sunned(self) -> Array:
        """Return the heat of collectors that the rooms can use: at once, or out of a store."""
        job, load = self.job, self.load[:, 0]
        caught = job.efficiency * job.plant.collector * self.climate.collector[self.on]
        if job.kind == "solar_air":
            return np.minimum(caught, load)
        used, store, most = [], 0.0, job.plant.store * 1000.0
        for wanted, sun in zip(load.tolist(), caught.tolist(), strict=True):
            store = store * (1.0 - STORE_LOSS) + sun
            used.append(min(wanted, store))
            store = min(store - used[-1], most)
        return np.array(used)

    def outcome(self, found: Covered) -> Outcome:
        """Return the season of this job over the whole year."""
        job, heat = self.job, found.delivered.sum(axis=1)
        zero = np.zeros_like(heat)
        electricity, lab, burnt, backup = zero, zero, zero, zero
        if job.size is not None:
            electricity, lab, backup = self._pump(found)
        elif job.kind == "direct":
            electricity = lab = heat / job.efficiency
        elif job.kind == "storage" and self.charge is not None:
            total = float(self.charge.sum())
            scale = float(heat.sum()) / total if total > 0.0 else 0.0
            electricity = lab = self.charge * scale / job.efficiency
        else:
            burnt = heat - self.sun
        whole = self._whole
        return Outcome(
            heat=whole(heat),
            electricity=whole(electricity),
            lab=whole(lab),
            burnt=whole(burnt),
            backup=whole(backup),
            sun=whole(self.sun),
            dip=whole(found.dip),
        )

    def _pump(self, found: Covered) -> tuple[Array, Array, Array]:
        job, size, at = self.job, self.job.size, self.curve
        assert size is not None
        assert at is not None
        season = np.ones(len(self.on))
        total, extra = np.zeros(len(self.on)), np.zeros(len(self.on))
        for column, room in enumerate(job.plant.rooms):
            given = found.delivered[:, column]
            mine = np.minimum(given, room.units * at.capacity)
            total += power(size.table, at, mine, room.units, season).total
            extra += given - mine
        return total / size.table.field_factor + extra, total + extra, extra

    def _whole(self, values: Array) -> Array:
        year = np.zeros((HOURS, *values.shape[1:]))
        year[self.on] = values
        return year
