"""From what the kernel gives back to the records of each house."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.kernel.layout import (
    GAINS,
    HEAT,
    HOURS_RUN,
    JAN_HOURS,
    JAN_MIN,
    JAN_SUM,
    LINKS,
    MAXIMUM,
    MINIMUM,
    SEASON_COLD,
    SEASON_HEAT,
    STORED,
    SUM,
    SUN,
    UNDER,
    UNDER_DEGREES,
    VENTILATION,
    WARM_HOURS,
)
from app.calc.run import Found
from app.model.climate import Array
from app.model.hourly import HeatBalance, ZoneSummary, ZoneYear


def summaries(batch: Batch, year: Found, variant: int) -> dict[str, ZoneSummary]:
    """Return the figures of every zone of one house, over the hours that were asked for."""
    zones = batch.models[variant].zones
    return {zone.id: _summary(year.digest[k, :, variant].tolist()) for k, zone in enumerate(zones)}


def _summary(figures: list[float]) -> ZoneSummary:
    """Return the figures of a zone; a season without January stands in for it."""
    january, mean = figures[JAN_HOURS] > 0.0, figures[SUM] / figures[HOURS_RUN]
    return ZoneSummary(
        theta_mean_jan=figures[JAN_SUM] / figures[JAN_HOURS] if january else mean,
        theta_min_jan=figures[JAN_MIN] if january else figures[MINIMUM],
        theta_min=figures[MINIMUM],
        theta_max=figures[MAXIMUM],
        theta_mean=mean,
        q_h_nd=figures[HEAT] / 1e3,
        hours_under=figures[UNDER],
        degree_hours_under=figures[UNDER_DEGREES],
        hours_above_28=figures[WARM_HOURS],
    )


def zone_years(batch: Batch, year: Found, variant: int) -> dict[str, ZoneYear]:
    """Return the hourly series of every zone of one house."""
    out = {}
    for k, zone in enumerate(batch.models[variant].zones):
        air, rad, phi, phi_c = year.series[:, k, :, variant].T.copy()
        out[zone.id] = ZoneYear(air, 0.5 * (air + rad), phi, phi_c)
    return out


def heat_balance(batch: Batch, year: Found, variant: int) -> HeatBalance | None:
    """Return the balance of the heated zones over the heating season; None without heating."""
    heated = np.flatnonzero(year.heated[:, variant])
    if not len(heated):
        return None
    inside = np.isin(batch.zone_of_face, heated)
    transmission: dict[str, float] = {}
    sums = year.sums[heated, :, variant].sum(axis=0) / 1e3
    stored = float(sums[STORED])
    for name, heat, leaves in _element_flows(batch, year, variant, inside):
        if leaves:
            transmission[name] = transmission.get(name, 0.0) - heat
        else:
            stored += heat
    q_ve, q_zones, q_sol, q_int, q_h, q_c = (
        float(sums[n]) for n in (VENTILATION, LINKS, SUN, GAINS, SEASON_HEAT, SEASON_COLD)
    )
    q_c = -q_c
    gains = q_ve + q_zones + q_sol + q_int + q_h + q_c
    residual = gains + sum(transmission.values()) - stored
    return HeatBalance(transmission, q_ve, q_zones, q_sol, q_int, q_h, q_c, stored, residual)


def _element_flows(
    batch: Batch, year: Found, variant: int, inside: NDArray[np.bool_]
) -> Iterator[tuple[str, float, bool]]:
    """Yield name, heat into each element [kWh] and whether it leaves the heated zones."""
    count = batch.count
    behind = {k: count + n for n, k in enumerate(range(*batch.partitions.indices(count)))}
    for k, element in enumerate(batch.networks[variant].elements):
        faces = {f for f in (k, behind.get(k, k)) if inside[f]}
        if faces:
            heat = sum(_kwh(year.face_heat[f, variant]) for f in faces)
            leaves = element.place.part != "mass" and len(faces) == 1
            yield element.place.name, heat, leaves


def _kwh(watt_hours: Array) -> float:
    return float(np.sum(watt_hours)) / 1000.0
