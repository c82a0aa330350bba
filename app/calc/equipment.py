"""Set points and limits of heaters and coolers of a batch, and the power that meets them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch, season
from app.calc.schedule import set_points
from app.model.climate import Array
from app.model.thermal import ThermalModel, Zone

ROUNDS = 8
"""Changes of which heaters run, at most, within a step."""


@dataclass(slots=True, eq=False)
class Equipment:
    """``lower[h]`` and ``upper[h]`` are set points (n, Z, V) of hour h, −inf and inf where off.

    ``all_convective``: every heater warms the air alone; ``always``: days of heating for all.
    """

    season: NDArray[np.bool_]
    lower: list[Array]
    upper: list[Array]
    phi_max: Array
    operative: Array
    convective: Array
    heated: NDArray[np.bool_]
    all_convective: bool
    always: list[bool]

    def lower_at(self, day: int, hour: int) -> Array:
        """Return the heating set points of a day's hour (n, Z, V)."""
        if self.always[day]:
            return self.lower[hour]
        return np.where(self.season[day], self.lower[hour], -np.inf)


def equipment_of(batch: Batch, steps: tuple[tuple[float, ...], ...], running: bool) -> Equipment:
    """Return the equipment of a batch; ``running`` False leaves all off."""
    heated = np.array([[_is_heated(m, z.id) for m in batch.models] for z in _zones(batch)])
    lower, upper = [], []
    for h, lengths in enumerate(steps):
        n = len(lengths)
        low = np.array([_low(m, h, lengths) for m in batch.models]).T.reshape(n, 1, -1)
        high = np.array([_high(m, h, lengths) for m in batch.models]).T.reshape(n, 1, -1)
        off = not running
        lower.append(np.where(heated & ~np.isnan(low) & (not off), low, -np.inf))
        cooled = np.array([[z.conditioned] for z in _zones(batch)])
        upper.append(np.where(cooled & ~np.isnan(high) & (not off), high, np.inf))
    convective = np.array(
        [m.heating.convective_fraction if m.heating else 1.0 for m in batch.models]
    )
    days = season(batch)
    return Equipment(
        days,
        lower,
        upper,
        np.array([[_limit(m, z.id) for m in batch.models] for z in _zones(batch)]),
        np.array([_operative_share(m) for m in batch.models]),
        convective,
        heated,
        bool((convective == 1.0).all()),
        [bool(x) for x in days.all(axis=1)],
    )


def _zones(batch: Batch) -> tuple[Zone, ...]:
    return batch.models[0].zones


def _is_heated(model: ThermalModel, zone: str) -> bool:
    return model.heating is not None and zone in model.heating.zones


def _operative_share(model: ThermalModel) -> float:
    """Return the weight of the radiant temperature in what the heater controls."""
    return 0.5 if model.heating and model.heating.control == "operative" else 0.0


def _low(model: ThermalModel, hour: int, steps: tuple[float, ...]) -> list[float]:
    if model.heating is None:
        return [np.nan] * len(steps)
    return set_points(model.heating.theta_set, model.heating.theta_set_fine, hour, steps)


def _high(model: ThermalModel, hour: int, steps: tuple[float, ...]) -> list[float]:
    if model.cooling is None:
        return [np.nan] * len(steps)
    return set_points(model.cooling.theta_set, (), hour, steps)


def _limit(model: ThermalModel, zone: str) -> float:
    return model.heating.phi_max.get(zone, np.inf) if model.heating else np.inf


def powers(
    air: Array, control: Array, heat: Array, heat_air: Array, cool: Array, cool_heat: Array,
    lower: Array, upper: Array, phi_max: Array,
) -> Array:  # fmt: skip
    """Return heating (+) and cooling (−) power [W] by zone (Z, V).

    Parameters
    ----------
    air, control
        Free air temperature and controlled temperature (Z, V).
    heat, heat_air, cool, cool_heat
        Response (Z, Z', V) in zone Z to 1 W in zone Z': of the controlled and air temperature
        to heating, of the air and controlled temperature to cooling.
    lower, upper, phi_max
        Set points and limit (Z, V).
    """
    count, size = air.shape
    if count == 1:
        q = np.minimum(np.maximum((lower - control) / heat[0], 0.0), phi_max)
        if np.isinf(upper).all():
            return q
        over = np.minimum((upper - air) / cool[0], 0.0)
        return np.asarray(np.where(q > 0.0, q, over))
    q = np.zeros((count, size))
    heating = control < lower
    cooling = (air > upper) & ~heating
    if not (heating | cooling).any():
        return q
    full = np.zeros((count, size), dtype=bool)
    for _ in range(ROUNDS):
        active = (heating & ~full) | cooling
        q = _solve(
            active,
            full,
            heating,
            air,
            control,
            heat,
            heat_air,
            cool,
            cool_heat,
            lower,
            upper,
            phi_max,
        )
        reached = np.einsum("zyv,yv->zv", np.where(heating[None], heat, cool_heat), q) + control
        low = heating & ~full & (q < 0.0)
        high = heating & ~full & (q > phi_max)
        start = ~heating & ~cooling & (reached < lower - 1e-9)
        release = full & (reached > lower + 1e-9)
        warm = cooling & (q > 0.0)
        if not (low | high | start | release | warm).any():
            break
        heating = (heating & ~low) | start
        full = (full | high) & ~release & heating
        cooling = cooling & ~warm
    return np.where(heating, np.clip(q, 0.0, phi_max), np.where(cooling, np.minimum(q, 0.0), 0.0))


def _solve(
    active: NDArray[np.bool_], full: NDArray[np.bool_], heating: NDArray[np.bool_],
    air: Array, control: Array, heat: Array, heat_air: Array, cool: Array, cool_heat: Array,
    lower: Array, upper: Array, phi_max: Array,
) -> Array:  # fmt: skip
    count = len(air)
    by_heater = heating[None]
    rows = np.where(
        heating[:, None], np.where(by_heater, heat, cool_heat), np.where(by_heater, heat_air, cool)
    )
    gap = np.where(heating, lower - control, upper - air)
    matrix = np.where(active[:, None], rows, np.eye(count)[:, :, None])
    rhs = np.where(active, gap, np.where(full, np.minimum(phi_max, 1e12), 0.0))
    solution = np.linalg.solve(matrix.transpose(2, 0, 1), rhs.T[:, :, None])
    return np.asarray(solution[:, :, 0].T)
