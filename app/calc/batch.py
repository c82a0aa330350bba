"""Networks of equal build side by side: every array ends with the axis of the houses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.kernel.layout import LANES
from app.calc.network import Element, Network
from app.model.climate import Array
from app.model.thermal import ThermalModel

Index = NDArray[np.intp]


def signature(network: Network) -> tuple[object, ...]:
    """Return what networks must share to run in one batch: build and geometry."""
    model = network.model
    return (
        tuple(e.kind for e in network.elements),
        planes_of(network),
        len(model.zones),
        tuple(z.conditioned for z in model.zones),
        tuple(link.zones for link in model.air_links),
        model.site.albedo,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """E elements, F faces towards zones: E inner ones, then the outer faces of the partitions.

    ``partitions`` is the slice of elements between zones, ``outdoor`` that of those with an outer
    climate, which come last. ``networks`` are filled up to whole blocks by repeating the last;
    ``houses`` is the number asked for. ``zone_of_face``, ``up`` (F): zone and upward component
    of each face's normal.
    """

    networks: tuple[Network, ...]
    houses: int
    partitions: slice
    outdoor: slice
    windows: Index
    zone_of_face: Index
    incidence: Array
    up: Array
    area: Array
    alpha_i: Array
    epsilon: Array

    @property
    def count(self) -> int:
        """Number of elements."""
        return len(self.networks[0].elements)

    @property
    def size(self) -> int:
        """Number of houses, the blocks filled."""
        return len(self.networks)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements of the first house, for what all share."""
        return self.networks[0].elements

    @property
    def models(self) -> list[ThermalModel]:
        """The thermal models."""
        return [n.model for n in self.networks]

    @property
    def zones(self) -> int:
        """Number of zones."""
        return len(self.networks[0].zones)

    def per_element(self, get: Callable[[Element], float]) -> Array:
        """Return a property as (E, V)."""
        return _per_element(self.networks, get)

    def per_zone(self, get: Callable[[Network, int], float]) -> Array:
        """Return a property of network and zone index as (Z, V)."""
        z = len(self.networks[0].zones)
        return np.array([[get(n, k) for k in range(z)] for n in self.networks]).T


def _per_element(networks: Sequence[Network], get: Callable[[Element], float]) -> Array:
    return np.array([[get(e) for e in n.elements] for n in networks]).T


def blocks(values: Array) -> Array:
    """Return values (…, V) as the kernel reads them: (blocks, rows, houses of a block)."""
    shape = (-1, values.shape[-1] // LANES, LANES)
    return np.ascontiguousarray(values.reshape(shape).swapaxes(0, 1))


def paired(values: Array) -> Array:
    """Return values (rows, V) like :func:`blocks`, with an empty row if their number is odd."""
    return blocks(np.pad(values, ((0, len(values) % 2), (0, 0))))


def batch_of(networks: Sequence[Network]) -> Batch:
    """Return networks of equal signature as one batch."""
    filled = (*networks, *([networks[-1]] * (-len(networks) % LANES)))
    elements = networks[0].elements
    kinds = [e.behind for e in elements]
    outdoor = slice(len(kinds) - kinds.count("outdoor"), len(kinds))
    partitions = slice(outdoor.start - kinds.count("zone"), outdoor.start)
    zone_of_face = np.array(
        [e.zone for e in elements] + [e.zone_behind for e in elements[partitions]], dtype=np.intp
    )
    up = np.array([-np.cos(np.radians(e.tilt)) for e in elements])

    def faces(inner: Callable[[Element], float], outer: Callable[[Element], float]) -> Array:
        return np.concatenate(
            [_per_element(filled, inner), _per_element(filled, outer)[partitions]]
        )

    return Batch(
        filled, len(networks), partitions, outdoor,
        np.array([k for k, e in enumerate(elements) if e.glass is not None], dtype=np.intp),
        zone_of_face,
        (zone_of_face[None, :] == np.arange(len(networks[0].zones))[:, None]).astype(float),
        np.concatenate([up, -up[partitions]]),
        faces(lambda e: e.area, lambda e: e.area),
        faces(lambda e: e.alpha_i, lambda e: e.alpha_e),
        faces(lambda e: e.epsilon, lambda e: e.epsilon),
    )  # fmt: skip


def radiant_factors(batch: Batch) -> Array:
    """Return the exchange factors of all faces with the mean radiant node of their zone (F, V)."""
    planes = planes_of(batch.networks[0])
    out = np.zeros(batch.area.shape)
    for z in range(batch.zones):
        here = np.flatnonzero(batch.zone_of_face == z)
        own = [planes[k] for k in here]
        out[here] = films.radiant_factors(batch.area[here], own, batch.epsilon[here])
    return out


def planes_of(network: Network) -> tuple[int, ...]:
    """Return the number of the plane of each face: the inner ones, then those of partitions."""
    elements = network.elements
    known: dict[object, int] = {}
    faces = (*elements, *(e for e in elements if e.behind == "zone"))
    return tuple(known.setdefault(e.plane, len(known)) for e in faces)
