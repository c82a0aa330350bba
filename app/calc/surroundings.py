"""What a batch meets beside the sun: known temperatures, gains, air and covers."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.airflow import flow_terms
from app.calc.batch import Batch, blocks
from app.calc.schedule import Mask, days_on, month_of_day
from app.model.climate import Array
from app.model.thermal import Period

NOTHING = 1e-9
"""Conductance [W/K] to nothing: it keeps the face of a closed wall from being singular."""


class Periods:
    """The periods of the year that a batch knows, each once; ``add`` returns its number."""

    def __init__(self) -> None:
        self._known: dict[Period | None, int] = {}
        self._masks: list[Mask] = []

    def add(self, period: Period | None) -> int:
        """Return the number of a period; None is all year."""
        if period not in self._known:
            self._known[period] = len(self._masks)
            self._masks.append(days_on(period))
        return self._known[period]

    def never(self) -> int:
        """Return the number of the period without a day."""
        self._masks.append(np.zeros(365, dtype=bool))
        return len(self._masks) - 1

    @property
    def masks(self) -> NDArray[np.bool_]:
        """Days of each period (periods, 365)."""
        return np.array(self._masks)


def known_climate(batch: Batch) -> dict[str, Any]:
    """Return what is behind elements with a known climate or none."""
    h = batch.per_element(lambda e: e.h_behind if e.behind == "known" else 0.0)
    theta = np.array([[e.theta_behind for e in n.elements] for n in batch.networks])
    return {
        "h_behind": blocks(np.maximum(h * batch.area[: batch.count], NOTHING)),
        "theta_behind": blocks(theta.transpose(2, 1, 0)),
        "month_of_day": month_of_day(),
    }


def gains_and_air(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return gains by hour, infiltration, fans and windows that people open."""
    shape = (24, batch.zones, batch.size)
    con, rad, fan = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    opens_at = np.full(shape[1:], -np.inf)
    for v, network in enumerate(batch.networks):
        for k, zone in enumerate(network.zones):
            phi, share = np.array(zone.phi_int), zone.gain_radiative_fraction
            rad[:, k, v] = phi * share
            con[:, k, v] = phi * (1.0 - share)
            if zone.ventilation:
                fan[:, k, v] = zone.ventilation.q_v * np.array(zone.ventilation.on)
                if zone.ventilation.theta_open is not None:
                    opens_at[k, v] = zone.ventilation.theta_open
    return {"opens": int((opens_at > -np.inf).any())}, {
        "phi_con": blocks(con),
        "phi_rad": blocks(rad),
        "fan": blocks(fan),
        "opens_at": blocks(opens_at),
        "volume": blocks(batch.per_zone(lambda n, k: n.zones[k].volume)),
        "flow": blocks(_infiltration(batch)),
    }


def _infiltration(batch: Batch) -> Array:
    """Return the flow terms of :func:`flow_terms` as (6, Z, V)."""
    terms = [
        [flow_terms(z.infiltration, z.volume, n.heights[k]) for k, z in enumerate(n.zones)]
        for n in batch.networks
    ]
    return np.array(terms).T


def air_links(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return the air links between zones."""
    models = batch.models
    ids = {z.id: k for k, z in enumerate(models[0].zones)}
    pairs = [(ids[link.zones[0]], ids[link.zones[1]]) for link in models[0].air_links]
    hours = [[link.q_v * np.array(link.on, dtype=float) for link in m.air_links] for m in models]
    flows = np.array(hours).reshape(len(models), len(pairs), 24).transpose(2, 1, 0)
    return {"links": len(pairs)}, {"link_zones": pairs, "link_flow": blocks(flows)}


def covered(batch: Batch) -> list[int]:
    """Return the elements that have a cover in any house of the batch."""
    count = range(batch.count)
    return [k for k in count if any(n.elements[k].cover for n in batch.networks)]


def covers(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return conductances [W/K] of elements open and covered, and when they are closed."""
    rows = covered(batch)
    is_open, shut = np.zeros((2, len(rows), batch.size))
    closed = np.zeros((24, len(rows), batch.size))
    for v, network in enumerate(batch.networks):
        for c, k in enumerate(rows):
            element = network.elements[k]
            assert element.glass is not None
            is_open[c, v] = shut[c, v] = element.area * element.glass.conductance
            if element.cover and element.glass_closed:
                closed[:, c, v] = element.cover.closed
                shut[c, v] = element.area * element.glass_closed.conductance
    windows = batch.windows[batch.windows >= batch.outdoor.start]
    return {"covers": len(rows)}, {
        "cover_element": rows,
        "window_cover": [rows.index(k) if k in rows else -1 for k in windows],
        "cover_open": blocks(is_open),
        "cover_shut": blocks(shut),
        "cover_closed": blocks(closed),
    }


def periods(batch: Batch, own: Iterable[Period | None]) -> dict[str, Any]:
    """Return the masks of the year and which each house uses for its heating, the days that
    count (``own``), ventilation, air links and covers."""
    known, rows = Periods(), covered(batch)
    never = known.never()
    which = []
    for network, days in zip(batch.networks, own, strict=True):
        model = network.model
        fans = [known.add(z.ventilation.period if z.ventilation else None) for z in network.zones]
        links = [known.add(link.period) for link in model.air_links]
        shut = [network.elements[k].cover for k in rows]
        which.append([
            known.add(model.heating.period) if model.heating else never,
            known.add(days), *fans, *links,
            *(known.add(cover.period) if cover else never for cover in shut),
        ])  # fmt: skip
    return {"period": blocks(np.array(which).T), "masks": known.masks}
