"""From the hourly arrays of a batch to the records of each variant."""

import numpy as np

from app.calc.batch import Batch
from app.calc.equipment import Equipment
from app.calc.ground import DAYS
from app.calc.loop import Year
from app.model.climate import Array
from app.model.hourly import HeatBalance, ZoneSummary, ZoneYear

_EDGES = np.concatenate([[0], np.cumsum(DAYS)]) * 24
UNDER = 0.5
"""An hour counts as under-heated below the set point by more than this [K]."""
WARM = 28.0


def month_sums(hourly: Array) -> tuple[float, ...]:
    """Return the twelve monthly sums of an hourly series in kWh, given W."""
    return tuple(
        float(hourly[a:b].sum()) / 1000.0 for a, b in zip(_EDGES[:-1], _EDGES[1:], strict=True)
    )


def set_point_hours(equipment: Equipment, zone: int, variant: int) -> Array:
    """Return the hourly mean heating set point of a zone [°C], −inf where off."""
    by_hour = np.array([low[:, min(zone, low.shape[1] - 1), variant].mean() for low in equipment.lower])
    on = equipment.season[:, variant]
    return np.where(on[:, None], by_hour, -np.inf).ravel()


def summaries(
    batch: Batch, equipment: Equipment, year: Year, variant: int
) -> dict[str, ZoneSummary]:
    """Return the figures of every zone of one variant."""
    return {
        zone.id: _summary(year, equipment, k, variant)
        for k, zone in enumerate(batch.models[variant].zones)
    }


def _summary(year: Year, equipment: Equipment, zone: int, variant: int) -> ZoneSummary:
    theta = year.theta_air[:, zone, variant]
    wanted = set_point_hours(equipment, zone, variant)
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


def heat_balance(batch: Batch, equipment: Equipment, year: Year, variant: int) -> HeatBalance | None:
    """Return the balance of the heated zones over the heating season; None without heating."""
    heated = np.flatnonzero(equipment.heated[:, variant])
    if not len(heated):
        return None
    kwh = 0.001
    inside = np.isin(batch.zone_of_face, heated)
    flows = year.face_heat[:, variant] * kwh
    transmission: dict[str, float] = {}
    stored = float(year.air_stored[heated, variant].sum()) * kwh
    count = len(batch.elements)
    behind = dict(zip(batch.partitions.tolist(), range(count, len(flows)), strict=True))
    for k, element in enumerate(batch.networks[variant].elements):
        faces = [f for f in (k, behind.get(k, k)) if inside[f]]
        heat = sum(flows[f] for f in set(faces))
        if element.part == "mass" or len(set(faces)) == 2:
            stored += heat
        elif faces:
            transmission[element.name] = transmission.get(element.name, 0.0) - heat
    total = lambda sums: float(sums[heated, variant].sum()) * kwh  # noqa: E731
    hours = np.repeat(equipment.season[:, variant], 24)
    power = lambda phi: float(phi[hours][:, heated, variant].sum()) * kwh  # noqa: E731
    q = dict(
        q_ve=total(year.ventilation),
        q_zones=total(year.links),
        q_sol=total(year.sun),
        q_int=total(year.gains),
        q_h=power(year.phi),
        q_c=-power(year.phi_c),
    )
    residual = sum(q.values()) + sum(transmission.values()) - stored
    return HeatBalance(transmission=transmission, stored=stored, residual=residual, **q)
