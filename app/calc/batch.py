"""Networks of equal build side by side: every array ends with the axis of the variants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.airflow import flow_terms
from app.calc.conduction import step_of
from app.calc.network import Element, Network
from app.calc.schedule import days_on, steps_by_hour
from app.model.climate import Array
from app.model.thermal import ThermalModel

Index = NDArray[np.intp]


def signature(network: Network) -> tuple[object, ...]:
    """Return what networks must share to run in one batch: build, geometry and switching hours."""
    model = network.model
    return (
        tuple(e.kind for e in network.elements),
        len(model.zones),
        tuple(z.conditioned for z in model.zones),
        tuple(link.zones for link in model.air_links),
        steps_by_hour(model),
        model.site.albedo,
        model.heating.period if model.heating else None,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """Walls over steps of one length: (E, V) for ``y_*``, (K, V) for the modes of all walls."""

    y_ii: Array
    y_io: Array
    y_oo: Array
    yy: Array
    e: Array
    p_i: Array
    p_o: Array
    u_i: Array
    u_o: Array


@dataclass(slots=True, eq=False)
class Batch:
    """E elements (H heavy ones first), F faces towards zones: E inner ones, then the outer
    faces of the partitions. ``outdoor`` is the slice of elements with an outer climate;
    ``pairs`` names the zones that partitions join and sums partitions by pair.
    """

    networks: Sequence[Network]
    heavy: int
    outdoor: slice
    partitions: Index
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
    light: tuple[Coefficients, ...] = ()

    @property
    def size(self) -> int:
        """Number of variants."""
        return len(self.networks)

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
        return np.array([[get(e) for e in n.elements] for n in self.networks]).T.copy()

    def per_zone(self, get: Callable[[Network, int], float]) -> Array:
        """Return a property of network and zone index as (Z, V)."""
        z = len(self.networks[0].zones)
        return np.array([[get(n, k) for k in range(z)] for n in self.networks]).T.copy()

    @property
    def zones(self) -> int:
        """Number of zones."""
        return len(self.networks[0].zones)


def batch_of(networks: Sequence[Network], iso: bool) -> Batch:
    """Return networks of equal signature as one batch."""
    elements = networks[0].elements
    heavy = sum(1 for e in elements if len(e.modes.s))
    out = [k for k, e in enumerate(elements) if e.behind == "outdoor"]
    outdoor = slice(out[0], out[-1] + 1) if out else slice(heavy, heavy)
    partitions = np.array([k for k, e in enumerate(elements) if e.behind == "zone"], dtype=np.intp)
    zone_of_face = np.array(
        [e.zone for e in elements] + [elements[k].zone_behind for k in partitions], dtype=np.intp
    )
    incidence = (zone_of_face[None, :] == np.arange(len(networks[0].zones))[:, None]).astype(float)
    up = np.array([-np.cos(np.radians(e.tilt)) for e in elements])
    up = np.concatenate([up, -up[partitions]])
    batch = Batch(
        networks, heavy, outdoor, partitions,
        np.array([k for k, e in enumerate(elements) if e.glass is not None], dtype=np.intp),
        zone_of_face, incidence, *(np.zeros(0),) * 4, up, _constants(elements, partitions, iso),
        _pairs(elements, partitions),
    )  # fmt: skip
    batch.area = _faces(batch.per_element(lambda e: e.area), partitions)
    batch.alpha_i = _faces(batch.per_element(lambda e: e.alpha_i), partitions)
    batch.epsilon = _faces(batch.per_element(lambda e: e.epsilon), partitions)
    batch.radiant = np.array([_radiant(n, batch) for n in networks]).T.copy()
    return batch


def _pairs(elements: Sequence[Element], partitions: Index) -> tuple[Index, Index, Array]:
    joined = [(elements[k].zone, elements[k].zone_behind) for k in partitions]
    pairs = sorted(set(joined))
    total = np.array([[float(pair == other) for other in joined] for pair in pairs])
    i, j = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    return i, j, total.reshape(len(pairs), len(joined))


def _faces(values: Array, partitions: Index) -> Array:
    return np.concatenate([values, values[partitions]])


def _constants(elements: Sequence[Element], partitions: Index, iso: bool) -> Array:
    """Return constant inside coefficients, NaN where TARP rules (partitions always)."""
    if not iso:
        return np.full(len(elements) + len(partitions), np.nan)
    inner = [
        np.nan if e.behind == "zone" else films.ISO_INSIDE.get(e.part, films.ISO_INSIDE["wall"])
        for e in elements
    ]
    return np.array(inner + [np.nan] * len(partitions))


def _radiant(network: Network, batch: Batch) -> Array:
    elements = network.elements
    faces = [(e.area, e.plane, e.epsilon) for e in elements]
    faces += [(elements[k].area, elements[k].plane, elements[k].epsilon) for k in batch.partitions]
    out = np.zeros(len(faces))
    for z in range(batch.zones):
        here = np.flatnonzero(batch.zone_of_face == z)
        planes: dict[tuple[object, ...], int] = {}
        groups = np.array([planes.setdefault(faces[k][1], len(planes)) for k in here])
        area = np.array([faces[k][0] for k in here])
        epsilon = np.array([faces[k][2] for k in here])
        out[here] = films.radiant_factors(area, groups, epsilon)
    return out


def mode_counts(batch: Batch) -> list[int]:
    """Return how many states each heavy element keeps, the most of any variant."""
    return [max(len(n.elements[k].modes.s) for n in batch.networks) for k in range(batch.heavy)]


def coefficients(batch: Batch, dt: float) -> Coefficients:
    """Return the walls' response over steps of ``dt`` [s]."""
    counts = mode_counts(batch)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(int)
    modal = np.zeros((5, first[-1], batch.size))
    flat = np.zeros((3, len(batch.elements), batch.size))
    for v, network in enumerate(batch.networks):
        for k, element in enumerate(network.elements):
            s = step_of(element.modes, dt)
            flat[:, k, v] = s.y.ravel()[[0, 1, 3]]
            for j, values in enumerate((s.e, s.p_i, s.p_o, s.u_i, s.u_o)):
                if len(values):
                    modal[j, first[k] : first[k] + len(values), v] = values
    y_ii, y_io, y_oo = flat
    e, p_i, p_o, u_i, u_o = modal
    return Coefficients(y_ii, y_io, y_oo, y_io * y_io, e, p_i, p_o, u_i, u_o)


def infiltration_terms(batch: Batch) -> Array:
    """Return the flow terms of :func:`flow_terms` as (6, Z, V)."""
    return np.array(
        [
            [flow_terms(z.infiltration, z.volume, n.heights[k]) for k, z in enumerate(n.zones)]
            for n in batch.networks
        ]
    ).T.copy()


def season(batch: Batch) -> NDArray[np.bool_]:
    """Return the heating days (365, V)."""
    return np.array(
        [
            days_on(m.heating.period) if m.heating else np.zeros(365, dtype=bool)
            for m in batch.models
        ]
    ).T.copy()
