"""Set points and limits of heaters and coolers of a batch, and the power that meets them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch, season
from app.calc.elimination import Elimination
from app.calc.schedule import Pattern, set_points
from app.model.climate import Array
from app.model.thermal import ThermalModel, Zone

Mask = NDArray[np.bool_]
ROUNDS = 8
"""Changes of which heaters run, at most, within a step."""


@dataclass(slots=True, eq=False)
class Equipment:
    """``lower[h]`` and ``upper[h]`` are set points (n, Z, V) of hour h and its n steps, −inf and
    inf where off; ``season`` (365, variants) are the heating days.

    ``all_convective``: every heater warms the air alone;
    ``served``: the range of zones that equipment may warm or cool at any time; ``cools``: one may
    be cooled; ``by_operative``: some heater follows the operative temperature.
    """

    season: NDArray[np.bool_]
    lower: list[Array]
    upper: list[Array]
    phi_max: Array
    operative: Array
    convective: Array
    heated: NDArray[np.bool_]
    all_convective: bool
    served: slice
    cools: bool
    by_operative: bool

    def lower_on(self, on: Mask, hour: int) -> Array:
        """Return the heating set points of an hour (n, Z, V) where the season is ``on`` (V)."""
        return self.lower[hour] if on.all() else np.where(on, self.lower[hour], -np.inf)


def equipment_of(batch: Batch, steps: Sequence[Pattern], running: bool) -> Equipment:
    """Return the equipment of a batch; ``steps`` are the lengths [s] of each variant's steps by
    hour; ``running`` False leaves all off."""
    by_variant = [[_is_heated(m, z.id) for m in batch.models] for z in _zones(batch)]
    heated = np.tile(np.array(by_variant), batch.stretches)
    cooled_zones = np.array([[z.conditioned] for z in _zones(batch)])
    lower, upper = [], []
    for h in range(24):
        low = _by_step(batch, [_low(m, h, p[h]) for m, p in zip(batch.models, steps, strict=True)])
        high = _by_step(
            batch, [_high(m, h, p[h]) for m, p in zip(batch.models, steps, strict=True)]
        )
        lower.append(np.where(heated & ~np.isnan(low) & running, low, -np.inf))
        upper.append(np.where(cooled_zones & ~np.isnan(high) & running, high, np.inf))
    convective = batch.wide(
        np.array([m.heating.convective_fraction if m.heating else 1.0 for m in batch.models])
    )
    days = season(batch)
    operative = batch.wide(np.array([_operative_share(m) for m in batch.models]))
    warmed = np.array([(low > -np.inf).any(axis=(0, 2)) for low in lower]).any(axis=0)
    cooled = np.array([(high < np.inf).any(axis=(0, 2)) for high in upper]).any(axis=0)
    return Equipment(
        days,
        lower,
        upper,
        batch.wide(np.array([[_limit(m, z.id) for m in batch.models] for z in _zones(batch)])),
        operative,
        convective,
        heated,
        bool((convective == 1.0).all()),
        _span(warmed | cooled),
        bool(cooled.any()),
        bool(operative.any()),
    )


def _span(served: Mask) -> slice:
    """Return the range from the first to the last zone with equipment."""
    found = np.flatnonzero(served)
    return slice(int(found[0]), int(found[-1]) + 1) if len(found) else slice(0, 0)


def _by_step(batch: Batch, values: Sequence[list[float]]) -> Array:
    """Return set points by step and column (n, 1, V); fewer steps keep their last value."""
    n = max(len(row) for row in values)
    filled = np.array([row + row[-1:] * (n - len(row)) for row in values])
    return batch.wide(filled.T)[:, None]


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
    lower: Array, upper: Array | None, phi_max: Array,
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
        Set points and limit (Z, V); without ``upper`` nothing is cooled.
    """
    if len(air) == 1:
        q = np.minimum(np.maximum((lower - control) / heat[0], 0.0), phi_max)
        if upper is None:
            return q
        over = np.minimum((upper - air) / cool[0], 0.0)
        return np.asarray(np.where(q > 0.0, q, over))
    heating = control < lower
    cooling = np.zeros_like(heating) if upper is None else (air > upper) & ~heating
    if not (heating | cooling).any():
        return np.zeros_like(air)
    above = np.full_like(air, np.inf) if upper is None else upper
    return _active_powers(
        air, control, heat, heat_air, cool, cool_heat, lower, above, phi_max, heating, cooling
    )


def _active_powers(
    air: Array, control: Array, heat: Array, heat_air: Array, cool: Array, cool_heat: Array,
    lower: Array, upper: Array, phi_max: Array, heating: Mask, cooling: Mask,
) -> Array:  # fmt: skip
    """Find which of several zones are heated, at their limit or cooled, and their power."""
    full = np.zeros_like(heating)
    q = np.zeros_like(air)
    for _ in range(ROUNDS):
        active = (heating & ~full) | cooling
        q = _solve(
            active, full, heating, air, control, heat, heat_air, cool, cool_heat, lower, upper,
            phi_max,
        )  # fmt: skip
        response = np.where(heating[None], heat, cool_heat)
        reached = control + sum(response[:, n] * q[n] for n in range(len(q)))
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
    active: Mask, full: Mask, heating: Mask,
    air: Array, control: Array, heat: Array, heat_air: Array, cool: Array, cool_heat: Array,
    lower: Array, upper: Array, phi_max: Array,
) -> Array:  # fmt: skip
    count = len(air)
    by_heater = heating[None]
    rows = np.where(
        heating[:, None], np.where(by_heater, heat, cool_heat), np.where(by_heater, heat_air, cool)
    )
    gap = np.where(heating, lower - control, upper - air)
    table = np.zeros((count, count + 1, air.shape[1]))
    table[:, :count] = np.where(active[:, None], rows, np.eye(count)[:, :, None])
    table[:, count] = np.where(active, gap, np.where(full, np.minimum(phi_max, 1e12), 0.0))
    Elimination(table).solve()
    return table[:, count]
