"""From the hourly arrays of a batch to the records of each variant."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.equipment import Equipment
from app.calc.ground import DAYS
from app.calc.loop import Year
from app.calc.schedule import TEN_MINUTES, days_on, set_points
from app.model.climate import HOURS, Array
from app.model.hourly import HeatBalance, ZoneSummary, ZoneYear
from app.model.thermal import ThermalModel

_EDGES = np.concatenate([[0], np.cumsum(DAYS)]) * 24
UNDER = 0.5
"""An hour counts as under-heated below the set point by more than this [K]."""
WARM = 28.0


def month_sums(hourly: Array) -> tuple[float, ...]:
    """Return the twelve monthly sums of an hourly series in kWh, given W."""
    return tuple(float(hourly[a:b].sum()) / 1000.0 for a, b in pairwise(_EDGES))


def set_point_hours(model: ThermalModel, zone: str) -> Array:
    """Return the hourly mean heating set point of a zone [°C], −inf where off."""
    heating = model.heating
    if heating is None or zone not in heating.zones:
        return np.full(HOURS, -np.inf)
    by_hour = [np.mean(set_points(heating.theta_set, heating.theta_set_fine, h, TEN_MINUTES))
               for h in range(24)]  # fmt: skip
    wanted = np.nan_to_num(np.array(by_hour), nan=-np.inf)
    return np.where(days_on(heating.period)[:, None], wanted, -np.inf).ravel()


def summaries(
    batch: Batch, equipment: Equipment, year: Year, variant: int
) -> dict[str, ZoneSummary]:
    """Return the figures of every zone of one variant."""
    return {
        zone.id: _summary(year, equipment, batch.models[variant], k, variant)
        for k, zone in enumerate(batch.models[variant].zones)
    }


def _summary(
    year: Year, equipment: Equipment, model: ThermalModel, zone: int, variant: int
) -> ZoneSummary:
    theta = year.theta_air[:, zone, variant]
    wanted = set_point_hours(model, model.zones[zone].id)
    operative = equipment.operative[variant] > 0.0
    felt = 0.5 * (theta + year.theta_rad[:, zone, variant])
    seen = felt if operative else theta
    short = np.maximum(wanted - seen, 0.0)
    return ZoneSummary(
        theta_mean_jan=float(theta[: _EDGES[1]].mean()),
        theta_min_jan=float(theta[: _EDGES[1]].min()),
        theta_min=float(theta.min()),
        theta_max=float(theta.max()),
        theta_mean=float(theta.mean()),
        q_h_nd=float(year.phi[:, zone, variant].sum()) / 1000.0,
        hours_under=float(np.count_nonzero(short > UNDER)),
        degree_hours_under=float(short.sum()),
        hours_above_28=float(np.count_nonzero(felt > WARM)),
    )


def zone_years(batch: Batch, year: Year, variant: int) -> dict[str, ZoneYear]:
    """Return the hourly series of every zone of one variant."""
    out = {}
    for k, zone in enumerate(batch.models[variant].zones):
        air, rad = year.theta_air[:, k, variant].copy(), year.theta_rad[:, k, variant]
        out[zone.id] = ZoneYear(
            air, 0.5 * (air + rad), year.phi[:, k, variant].copy(), year.phi_c[:, k, variant].copy()
        )
    return out


def heat_balance(
    batch: Batch, equipment: Equipment, year: Year, variant: int
) -> HeatBalance | None:
    """Return the balance of the heated zones over the heating season; None without heating."""
    heated = np.flatnonzero(equipment.heated[:, variant])
    if not len(heated):
        return None
    inside = np.isin(batch.zone_of_face, heated)
    transmission: dict[str, float] = {}
    stored = _kwh(year.air_stored[heated, variant])
    for name, heat, leaves in _element_flows(batch, year, variant, inside):
        if leaves:
            transmission[name] = transmission.get(name, 0.0) - heat
        else:
            stored += heat
    hours = np.repeat(equipment.season[:, variant], 24)
    q_ve = _kwh(year.ventilation[heated, variant])
    q_zones = _kwh(year.links[heated, variant])
    q_sol = _kwh(year.sun[heated, variant])
    q_int = _kwh(year.gains[heated, variant])
    q_h = _kwh(year.phi[:, heated, variant][hours])
    q_c = -_kwh(year.phi_c[:, heated, variant][hours])
    gains = q_ve + q_zones + q_sol + q_int + q_h + q_c
    residual = gains + sum(transmission.values()) - stored
    return HeatBalance(transmission, q_ve, q_zones, q_sol, q_int, q_h, q_c, stored, residual)


def _element_flows(
    batch: Batch, year: Year, variant: int, inside: NDArray[np.bool_]
) -> Iterator[tuple[str, float, bool]]:
    """Yield name, heat into each element [kWh] and whether it leaves the heated zones."""
    count = len(batch.elements)
    behind = {k: count + n for n, k in enumerate(range(*batch.partitions.indices(count)))}
    for k, element in enumerate(batch.networks[variant].elements):
        faces = {f for f in (k, behind.get(k, k)) if inside[f]}
        if faces:
            heat = sum(_kwh(year.face_heat[f, variant]) for f in faces)
            yield element.name, heat, element.part != "mass" and len(faces) == 1


def _kwh(watt_hours: Array) -> float:
    return float(np.sum(watt_hours)) / 1000.0
