"""Networks of equal build side by side: every array ends with the axis of the houses."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.calc import films
from app.calc.kernel.layout import DOUBLE, Precision, aligned
from app.calc.network import Element, Network, Place
from app.model.climate import Array
from app.model.thermal import ThermalModel, Zone

Index = NDArray[np.intp]


def signature(network: Network) -> tuple[object, ...]:
    """Return what networks must share to run in one batch: build and geometry."""
    model = network.model
    return (
        network.layout,
        tuple(z.conditioned for z in model.zones),
        tuple(link.zones for link in model.air_links),
        model.site.albedo,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """E elements, F faces towards zones: E inner ones, then the outer faces of the partitions.

    ``partitions`` is the slice of elements between zones, ``outdoor`` that of those with an outer
    climate, which come last. ``networks`` are filled up to whole blocks by repeating the last;
    ``houses`` is the number asked for. A single wide network stands for all houses: ``numbers``
    says which of its houses each column is. ``precision`` is that of the kernel, and with it the
    size of a block. ``zone_of_face``, ``up`` (F): zone and upward component
    of each face's normal. ``distinct`` are the different elements, ``which`` (V, E) says where
    each stands. Of their properties, ``alpha_e``, ``h_behind`` and ``height`` are (E, V),
    the others (F, V).
    """

    networks: tuple[Network, ...]
    houses: int
    numbers: Index | None
    precision: Precision
    partitions: slice
    outdoor: slice
    windows: Index
    zone_of_face: Index
    incidence: Array
    up: Array
    distinct: tuple[Element, ...]
    which: Index
    area: Array
    alpha_i: Array
    alpha_e: Array
    epsilon: Array
    h_behind: Array
    height: Array

    @property
    def count(self) -> int:
        """Number of elements."""
        return len(self.networks[0].elements)

    @property
    def size(self) -> int:
        """Number of houses, the blocks filled."""
        return len(self.networks) if self.numbers is None else len(self.numbers)

    @property
    def places(self) -> list[Place]:
        """The places of the first house, for what all share."""
        return [element.place for element in self.networks[0].elements]

    @property
    def models(self) -> list[ThermalModel]:
        """The thermal models, of a wide network the one that stands for all houses."""
        return [n.model for n in self.networks]

    def columns(self) -> Iterator[tuple[slice, Network]]:
        """Yield the networks with the houses that they stand for."""
        if self.numbers is not None:
            yield slice(None), self.networks[0]
            return
        for v, network in enumerate(self.networks):
            yield slice(v, v + 1), network

    @property
    def zones(self) -> int:
        """Number of zones."""
        return len(self.networks[0].zones)

    def per_element(self, get: Callable[[Element], Any], rows: Sequence[int] | Index) -> Array:
        """Return a property of some elements as (rows, V), of several numbers as
        (numbers, rows, V)."""
        if self.numbers is not None:
            mine = [self.distinct[k] for k in self.which[0, rows]] or [self.distinct[0]]
            return _lay([get(thing) for thing in mine], self.numbers)[..., : len(rows), :]
        used, which = np.unique(self.which[:, rows], return_inverse=True)
        things = [self.distinct[k] for k in used] or self.distinct[:1]
        return _spread(things, which.reshape(len(self.which), len(rows)), get)

    def per_zone(self, get: Callable[[Zone], Any]) -> Array:
        """Return a property of the zones as (Z, V), one of several numbers as (numbers, Z, V)."""
        if self.numbers is not None:
            return _lay([get(zone) for zone in self.networks[0].zones], self.numbers)
        zones, which = _distinct([n.zones for n in self.networks])
        return _spread(zones, which, get)

    def per_network(self, get: Callable[[Network], Any]) -> Array:
        """Return several numbers of each network as (numbers, V)."""
        if self.numbers is not None:
            return _lay(list(get(self.networks[0])), self.numbers)
        return np.array([get(n) for n in self.networks], dtype=float).T

    @property
    def lanes(self) -> int:
        """Houses of a block."""
        return self.precision.lanes

    def blocks(self, values: Array) -> Array:
        """Return values (…, V) as the kernel reads them: (blocks, rows, houses of a block)."""
        shape = (-1, values.shape[-1] // self.lanes, self.lanes)
        laid: Array = values.reshape(shape).swapaxes(0, 1)
        out: Array = aligned(laid.shape, self.precision.number)
        out[...] = laid
        return out

    def paired(self, values: Array) -> Array:
        """Return values (rows, V) of films like :meth:`blocks`, filled up to whole registers."""
        missing = -len(values) % self.precision.rows_of_pair
        if missing:
            values = np.concatenate([values, np.zeros((missing, values.shape[1]))])
        return self.blocks(values)


T = TypeVar("T")


def _distinct(rows: Sequence[Sequence[T]]) -> tuple[tuple[T, ...], Index]:
    """Return the different things of rows of equal length, by identity, and which each is."""
    ids = np.array([list(map(id, row)) for row in rows])
    _ids, first, which = np.unique(ids, return_index=True, return_inverse=True)
    things = tuple(rows[k][n] for k, n in zip(*np.divmod(first, ids.shape[1]), strict=True))
    return things, which.reshape(ids.shape)


def _spread(things: Sequence[T], which: Index, get: Callable[[T], Any]) -> Array:
    values = np.array([get(thing) for thing in things], dtype=float)
    return np.ascontiguousarray(values[which].T)


def _lay(values: Sequence[Any], numbers: Index) -> Array:
    """Return what wide things have, a number or a tuple of several each, like :func:`_spread`."""
    if values and isinstance(values[0], tuple | list):
        return np.stack([_lay(row, numbers) for row in zip(*values, strict=True)])
    out = np.empty((len(values), len(numbers)))
    for k, value in enumerate(values):
        out[k] = value[numbers] if isinstance(value, np.ndarray) else value
    return out


def batch_of(networks: Sequence[Network], precision: Precision = DOUBLE) -> Batch:
    """Return networks of equal signature, or the houses of a wide one, as one batch."""
    lanes = precision.lanes
    wide = networks[0].width if len(networks) == 1 else 0
    houses, numbers = len(networks), None
    filled = (*networks, *([networks[-1]] * (-len(networks) % lanes)))
    if wide:
        houses, filled = wide, (networks[0],)
        numbers = np.minimum(np.arange(-(-wide // lanes) * lanes), wide - 1)
    places = [element.place for element in networks[0].elements]
    kinds = [place.behind for place in places]
    outdoor = slice(len(kinds) - kinds.count("outdoor"), len(kinds))
    partitions = slice(outdoor.start - kinds.count("zone"), outdoor.start)
    zone_of_face = np.array(
        [p.zone for p in places] + [p.zone_behind for p in places[partitions]], dtype=np.intp
    )
    up = np.array([-np.cos(np.radians(p.tilt)) for p in places])
    distinct, which = _distinct([n.elements for n in filled])

    if numbers is None:
        found = _spread(distinct, which, _numbers)
    else:
        found = _lay([_numbers(e) for e in filled[0].elements], numbers)
    area, alpha_i, alpha_e, epsilon, h_behind, height = found

    def faces(inner: Array, outer: Array) -> Array:
        return np.concatenate([inner, outer[partitions]])

    return Batch(
        filled, houses, numbers, precision, partitions, outdoor,
        np.array([k for k, p in enumerate(places) if p.glazed], dtype=np.intp),
        zone_of_face,
        (zone_of_face[None, :] == np.arange(len(networks[0].zones))[:, None]).astype(float),
        np.concatenate([up, -up[partitions]]),
        distinct,
        which,
        faces(area, area), faces(alpha_i, alpha_e), alpha_e, faces(epsilon, epsilon),
        h_behind, height,
    )  # fmt: skip


def _numbers(element: Element) -> tuple[float, ...]:
    place = element.place
    return (
        place.area, element.alpha_i, element.alpha_e, element.epsilon, element.h_behind,
        place.height,
    )  # fmt: skip


def radiant_factors(batch: Batch) -> Array:
    """Return the exchange factors of all faces with the mean radiant node of their zone (F, V)."""
    planes = batch.networks[0].layout.planes
    out = np.zeros(batch.area.shape)
    for z in range(batch.zones):
        here = np.flatnonzero(batch.zone_of_face == z)
        own = tuple(planes[k] for k in here)
        area, epsilon = batch.area[here], batch.epsilon[here]
        out[here] = _same_factors(area.tobytes(), own, epsilon.tobytes())
    return out


@lru_cache(maxsize=32)
def _same_factors(area: bytes, planes: tuple[int, ...], epsilon: bytes) -> Array:
    """Return the factors of the faces of a zone, found once for equal faces: works and answers
    mostly leave them as they are."""
    areas, emissivities = (np.frombuffer(x).reshape(len(planes), -1) for x in (area, epsilon))
    return films.radiant_factors(areas, planes, emissivities)
