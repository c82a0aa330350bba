"""What a batch meets beside the sun: known temperatures, gains, air and covers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.airflow import flow_terms
from app.calc.batch import Batch
from app.calc.glazing import Glass
from app.calc.network import Element, Network
from app.calc.schedule import Mask, days_on, month_of_day
from app.model.climate import Array
from app.model.thermal import Period, Zone

NEVER = (False,) * 24
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
    known = np.array([place.behind == "known" for place in batch.places])
    conductance = np.where(known[:, None], batch.h_behind * batch.area[: batch.count], 0.0)
    theta = np.zeros((12, batch.count, batch.size))
    theta[:, known] = batch.per_element(lambda e: e.theta_behind, np.flatnonzero(known))
    return {
        "h_behind": batch.blocks(np.maximum(conductance, NOTHING)),
        "theta_behind": batch.blocks(theta),
        "month_of_day": month_of_day(),
    }


def gains_and_air(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return gains by hour, infiltration, fans and windows that people open."""
    phi = batch.per_zone(lambda z: z.phi_int)
    radiant = batch.per_zone(lambda z: z.gain_radiative_fraction)
    opens_at = batch.per_zone(_opens_at)
    return {"opens": int((opens_at > -np.inf).any())}, {
        "phi_con": batch.blocks(phi * (1.0 - radiant)),
        "phi_rad": batch.blocks(phi * radiant),
        "fan": batch.blocks(batch.per_zone(_fan)),
        "opens_at": batch.blocks(opens_at),
        "volume": batch.blocks(batch.per_zone(lambda z: z.volume)),
        "flow": batch.blocks(_infiltration(batch)),
    }


def _fan(zone: Zone) -> list[float]:
    fan = zone.ventilation
    return [fan.q_v * on for on in fan.on] if fan else [0.0] * 24


def _opens_at(zone: Zone) -> float:
    theta = zone.ventilation.theta_open if zone.ventilation else None
    return -np.inf if theta is None else theta


def _infiltration(batch: Batch) -> Array:
    """Return the flow terms of :func:`flow_terms` as (6, Z, V)."""
    zones = batch.zones

    def terms(network: Network) -> list[Any]:
        by_zone = [
            flow_terms(z.infiltration, z.volume, h)
            for z, h in zip(network.zones, network.heights, strict=True)
        ]
        return [term for terms in zip(*by_zone, strict=True) for term in terms]

    return batch.per_network(terms).reshape(6, zones, batch.size)


def air_links(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return the air links between zones."""
    model = batch.models[0]
    ids = {z.id: k for k, z in enumerate(model.zones)}
    pairs = [(ids[link.zones[0]], ids[link.zones[1]]) for link in model.air_links]
    flows = batch.per_network(_link_flows).reshape(24, len(pairs), batch.size)
    return {"links": len(pairs)}, {"link_zones": pairs, "link_flow": batch.blocks(flows)}


def _link_flows(network: Network) -> list[Any]:
    return [link.q_v * link.on[hour] for hour in range(24) for link in network.model.air_links]


def covered(batch: Batch) -> list[int]:
    """Return the elements that have a cover in any house of the batch."""
    has = np.array([e.place.cover is not None for e in batch.distinct])
    return [int(k) for k in np.flatnonzero(has[batch.which].any(axis=0))]


def covers(batch: Batch) -> tuple[dict[str, int], dict[str, Any]]:
    """Return conductances [W/K] of elements open and covered, and when they are closed."""
    rows = covered(batch)
    area = batch.area[rows]
    windows = batch.windows[batch.windows >= batch.outdoor.start]
    return {"covers": len(rows)}, {
        "cover_element": rows,
        "window_cover": [rows.index(k) if k in rows else -1 for k in windows],
        "cover_open": batch.blocks(area * batch.per_element(lambda e: _conductance(e.glass), rows)),
        "cover_shut": batch.blocks(
            area * batch.per_element(lambda e: _conductance(e.glass_closed or e.glass), rows)
        ),
        "cover_closed": batch.blocks(batch.per_element(_closed, rows)),
    }


def _conductance(glass: Glass | None) -> float:
    return glass.conductance if glass else 0.0


def _closed(element: Element) -> Sequence[bool]:
    cover = element.place.cover
    return cover.closed if cover and element.glass_closed else NEVER


def periods(batch: Batch, days: Period | None) -> dict[str, Any]:
    """Return the masks of the year and which each house uses for its heating, the ``days`` that
    count, ventilation, air links and covers."""
    known, rows = Periods(), covered(batch)
    never, counted = known.never(), known.add(days)

    def of(network: Network) -> list[int]:
        model = network.model
        fans = [known.add(z.ventilation.period if z.ventilation else None) for z in network.zones]
        links = [known.add(link.period) for link in model.air_links]
        shut = [network.elements[k].place.cover for k in rows]
        return [
            known.add(model.heating.period) if model.heating else never,
            counted, *fans, *links,
            *(known.add(cover.period) if cover else never for cover in shut),
        ]  # fmt: skip

    return {"period": batch.blocks(batch.per_network(of)), "masks": known.masks}
