"""Fewer elements, and fewer kinds of houses, where houses are only compared.

Pieces of equal build in one plane of a zone differ only in what shades them, and in the wind at
their height. Together they take in the same sun; their temperature is the mean of theirs. A door is
taken as a window that may let no light through, so that houses with either run side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from app.calc.network import Place, Slot
    from app.calc.shading import Sight

DIGITS = 6
"""To which the shares of the pieces are rounded: drawn houses differ in the last ones alone."""


def joined(slots: Iterable["Slot"]) -> tuple["Slot", ...]:
    """Return the slots with those that are alike as one, where the first of them stood."""
    groups: dict[object, list[Slot]] = {}
    for slot in map(_door_as_window, slots):
        groups.setdefault(_kind(slot), []).append(slot)
    return tuple(_one(group) if len(group) > 1 else group[0] for group in groups.values())


def _door_as_window(slot: "Slot") -> "Slot":
    place = slot.place
    if place.part != "door" or place.behind not in ("outdoor", "zone"):
        return slot
    return replace(slot, place=replace(place, part="wall", glazed=True))


def _kind(slot: "Slot") -> object:
    place, known = slot.place, slot.known
    climate = known and (known.boundary, known.zone, known.theta_boundary)
    if place.part == "mass":
        return id(slot)
    return (
        place.part, place.zone, place.behind, place.zone_behind, place.plane, place.normal,
        place.tilt, place.azimuth, place.glazed, place.cover and id(place.cover),
        slot.construction, slot.glazing, slot.closed, climate,
    )  # fmt: skip


def _one(slots: Sequence["Slot"]) -> "Slot":
    places = [slot.place for slot in slots]
    sizes = np.array([np.mean(place.area) for place in places])
    shares = [round(float(share), DIGITS) for share in sizes / sizes.sum()]
    place = replace(
        places[0],
        area=sum(p.area for p in places[1:]) + places[0].area,
        height=sum(share * p.height for share, p in zip(shares, places, strict=True)),
        sights=_sights(places, shares),
    )
    return replace(slots[0], place=place)


def _sights(
    places: Sequence["Place"], shares: Sequence[float]
) -> tuple[tuple[float, "Sight | None"], ...]:
    """Return what shades the pieces, each with its share of the area."""
    found: dict[Sight | None, float] = {}
    for place, share in zip(places, shares, strict=True):
        for part, sight in place.sights:
            found[sight] = round(found.get(sight, 0.0) + part * share, DIGITS)
    return tuple((share, sight) for sight, share in found.items())
