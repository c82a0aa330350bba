"""Networks of equal build side by side: every array ends with the axis of the variants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import flow_terms
from app.calc.network import Element, Network
from app.calc.schedule import days_on
from app.model.climate import Array
from app.model.thermal import ThermalModel

Index = NDArray[np.intp]


def signature(network: Network) -> tuple[object, ...]:
    """Return what networks must share to run in one batch: build and geometry."""
    model = network.model
    return (
        tuple(e.kind for e in network.elements),
        len(model.zones),
        tuple(z.conditioned for z in model.zones),
        tuple(link.zones for link in model.air_links),
        model.site.albedo,
    )


@dataclass(slots=True, eq=False)
class Batch:
    """E elements, F faces towards zones: E inner ones, then the outer faces of the partitions.
    ``partitions`` is the slice of elements between zones, ``outdoor`` that of those with an outer
    climate, which come last; ``pairs`` names the zones that partitions join and sums partitions
    by pair. The last axis holds all variants for the first stretch of days, then for the next.
    """

    networks: Sequence[Network]
    stretches: int
    partitions: slice
    outdoor: slice
    windows: Index
    zone_of_face: Index
    incidence: Array
    area: Array
    alpha_i: Array
    epsilon: Array
    radiant: Array
    up: Array
    constant_h: Array
    pairs: tuple[Index, Index, Array]

    @property
    def count(self) -> int:
        """Number of elements."""
        return len(self.networks[0].elements)

    @property
    def variants(self) -> int:
        """Number of variants."""
        return len(self.networks)

    @property
    def size(self) -> int:
        """Number of columns: variants times stretches."""
        return len(self.networks) * self.stretches

    def columns(self, variant: int) -> slice:
        """Return the columns of one variant."""
        return slice(variant, None, len(self.networks))

    def wide(self, values: Array) -> Array:
        """Repeat values by variant for every stretch."""
        return np.tile(values, self.stretches)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements of the first variant, for what all share."""
        return self.networks[0].elements

    @property
    def models(self) -> list[ThermalModel]:
        """The thermal models."""
        return [n.model for n in self.networks]

    def per_element(self, get: Callable[[Element], float]) -> Array:
        """Return a property as (E, V)."""
        return self.wide(np.array([[get(e) for e in n.elements] for n in self.networks]).T)

    def per_zone(self, get: Callable[[Network, int], float]) -> Array:
        """Return a property of network and zone index as (Z, V)."""
        z = len(self.networks[0].zones)
        return self.wide(np.array([[get(n, k) for k in range(z)] for n in self.networks]).T)

    @property
    def zones(self) -> int:
        """Number of zones."""
        return len(self.networks[0].zones)


def batch_of(networks: Sequence[Network], iso: bool, stretches: int = 1) -> Batch:
    """Return networks of equal signature as one batch for a number of stretches of days."""
    elements = networks[0].elements
    kinds = [e.behind for e in elements]
    outdoor = slice(len(kinds) - kinds.count("outdoor"), len(kinds))
    partitions = slice(outdoor.start - kinds.count("zone"), outdoor.start)
    between = elements[partitions]
    zone_of_face = np.array(
        [e.zone for e in elements] + [e.zone_behind for e in between], dtype=np.intp
    )
    incidence = (zone_of_face[None, :] == np.arange(len(networks[0].zones))[:, None]).astype(float)
    up = np.array([-np.cos(np.radians(e.tilt)) for e in elements])
    up = np.concatenate([up, -up[partitions]])
    batch = Batch(
        networks, stretches, partitions, outdoor,
        np.array([k for k, e in enumerate(elements) if e.glass is not None], dtype=np.intp),
        zone_of_face, incidence, *(np.zeros(0),) * 4, up, _constants(elements, between, iso),
        _pairs(between),
    )  # fmt: skip
    batch.area = _faces(batch.per_element(lambda e: e.area), partitions)
    behind = batch.per_element(lambda e: e.alpha_e)[partitions]
    batch.alpha_i = np.concatenate([batch.per_element(lambda e: e.alpha_i), behind])
    batch.epsilon = _faces(batch.per_element(lambda e: e.epsilon), partitions)
    batch.radiant = batch.wide(np.array([_radiant(n, batch) for n in networks]).T)
    return batch


def _pairs(between: Sequence[Element]) -> tuple[Index, Index, Array]:
    joined = [(e.zone, e.zone_behind) for e in between]
    pairs = sorted(set(joined))
    total = np.array([[float(pair == other) for other in joined] for pair in pairs])
    i, j = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    return i, j, total.reshape(len(pairs), len(joined))


def _faces(values: Array, partitions: slice) -> Array:
    return np.concatenate([values, values[partitions]])


def _constants(elements: Sequence[Element], between: Sequence[Element], iso: bool) -> Array:
    """Return constant inside coefficients, NaN where TARP rules.

    ``iso6946`` names walls, roofs, floors and windows: doors, inner masses and partitions keep
    the detailed coefficients, as in the reference.
    """
    if not iso:
        return np.full(len(elements) + len(between), np.nan)
    inner = [
        np.nan if e.behind == "zone" else films.ISO_INSIDE.get(e.part, np.nan) for e in elements
    ]
    return np.array(inner + [np.nan] * len(between))


def _radiant(network: Network, batch: Batch) -> Array:
    elements = network.elements
    faces = [(e.area, e.plane, e.epsilon) for e in elements]
    faces += [(e.area, e.plane, e.epsilon) for e in elements[batch.partitions]]
    out = np.zeros(len(faces))
    for z in range(batch.zones):
        here = np.flatnonzero(batch.zone_of_face == z)
        out[here] = _room_factors(tuple(faces[k] for k in here))
    return out


@lru_cache(maxsize=4096)
def _room_factors(faces: tuple[tuple[float, tuple[object, ...], float], ...]) -> Array:
    """Return the radiant factors of the faces of one zone: area, plane and emissivity of each."""
    planes: dict[tuple[object, ...], int] = {}
    groups = np.array([planes.setdefault(plane, len(planes)) for _, plane, _ in faces])
    area, epsilon = np.array([(a, e) for a, _, e in faces]).T
    return films.radiant_factors(area, groups, epsilon)


def infiltration_terms(batch: Batch) -> Array:
    """Return the flow terms of :func:`flow_terms` as (6, Z, V)."""
    terms = [
        [flow_terms(z.infiltration, z.volume, n.heights[k]) for k, z in enumerate(n.zones)]
        for n in batch.networks
    ]
    return batch.wide(np.array(terms).T)


def season(batch: Batch) -> NDArray[np.bool_]:
    """Return the heating days (365, V) by variant."""
    return np.array(
        [
            days_on(m.heating.period) if m.heating else np.zeros(365, dtype=bool)
            for m in batch.models
        ]
    ).T.copy()
