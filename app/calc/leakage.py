"""Air change of the rooms from described leaks: one additive model before and after the works.

Q10 = windows + frame joints + doors + wall and roof background + counted pieces [m³/h at 10 Pa];
n50 = Q10·5^exponent/V, mean winter rate n = n50/N·exposure (``airtightness`` tables of the
catalogue; limits of the policy pack). Not measured, not credited: see :func:`n_standard`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.calc.shape import Shape
from app.calc.wide import larger, remembered, smaller, some
from app.model.catalogue.building import WindowAddOn
from app.model.catalogue.leakage import LeakageTables
from app.model.catalogue.policy import AirLimits
from app.model.catalogue.whole import Catalogue
from app.model.house import OpeningGroup, ResolvedHouse

OPENINGS_PER_DAY = 30.0
"""Openings of the main door a day (20 to 40 in the tables' note)."""
LeakKind = Literal["window", "frame", "door", "wall", "roof", "piece"]


class Leak(NamedTuple):
    """Flow ``q10`` [m³/h at 10 Pa] of one kind into one zone; ``sun``: out of the sunspace."""

    kind: LeakKind
    what: str
    zone: str
    q10: float
    sun: bool = False


@dataclass(frozen=True, slots=True)
class AirChange:
    """Air change of a group of zones [1/h]: ``n50``, mean winter rate ``n``.

    ``sun_share`` [-] of it comes through the sunspace.
    """

    n50: float
    n: float
    sun_share: float


def leaks_of(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> tuple[Leak, ...]:
    """Return all leaks of the rooms, unheated side rooms included."""
    tables = catalogue.leakage
    return (
        *_openings(house, shape, catalogue),
        *_walls(house, shape, tables),
        *_roof(house, shape, tables),
        *_pieces(house, tables),
    )


def _openings(house: ResolvedHouse, shape: Shape, catalogue: Catalogue) -> list[Leak]:
    length = catalogue.leakage.frame_length.value
    per_area: dict[str, tuple[LeakKind, float, float]] = {}
    for group in house.openings:
        q_joint = group.q1 * group.crack * _joint_factor(group, house, catalogue)
        joint = catalogue.leakage.frame_joint[group.frame_joint].typical
        per_area[group.id] = group.kind, q_joint, joint * length
    leaks: list[Leak] = []
    for piece, sun in zip(shape.pieces, _towards_sunspace(shape), strict=True):
        kind, q_joint, frame = per_area[piece.group]
        leaks.append(Leak(kind, piece.group, piece.zone, q_joint * piece.area, sun))
        leaks.append(Leak("frame", piece.group, piece.zone, frame * piece.area, sun))
    return leaks


@remembered(2048)
def _towards_sunspace(shape: Shape) -> tuple[bool, ...]:
    """Tell for each opening whether it opens into the sunspace."""
    sun = {face.id for face in shape.faces if face.boundary == "zone:sun"}
    return tuple(piece.face in sun for piece in shape.pieces)


@remembered(2048)
def _outer_walls(shape: Shape) -> tuple[tuple[str, str, float, bool], ...]:
    """Return element, zone and net area of the outer walls, and whether the sunspace is behind."""
    return tuple(
        (face.element, face.zone, shape.net_area(face), face.boundary == "zone:sun")
        for face in shape.faces
        if face.external and face.element.startswith(("wall.", "gable")) and face.zone != "roof"
    )


def _joint_factor(group: OpeningGroup, house: ResolvedHouse, catalogue: Catalogue) -> float:
    """Return what gaps, strips and covers make of the joints of new, bare openings [-]."""
    tables = catalogue.leakage
    factor = group.joint_factor
    if group.kind == "window" and not group.replaced:
        factor *= tables.gap_factor[group.gap_class].typical
    if group.kind == "door" and house.air.vestibule:
        factor *= tables.door_factor["vestibule"].typical
    for addon in group.addons:
        factor *= _addon_factor(catalogue.addons[addon.addon])
    return factor


def _addon_factor(addon: WindowAddOn) -> float:
    return 1.0 if addon.schedule == "night" else addon.leak_factor.value


def _walls(house: ResolvedHouse, shape: Shape, tables: LeakageTables) -> list[Leak]:
    factor = tables.background_factor[house.air.background_class].typical
    leaks = []
    for element, zone, area, sun in _outer_walls(shape):
        row = house.elements[element].leakage
        if row:
            q = tables.wall[row].typical * factor  # type: ignore[index]
            leaks.append(Leak("wall", element, zone, q * area, sun))
    return leaks


def _roof(house: ResolvedHouse, shape: Shape, tables: LeakageTables) -> list[Leak]:
    row = house.elements["roof"].leakage
    if not row:
        return []
    factor = tables.background_factor[house.air.background_class].typical
    q = tables.roof[row].typical * factor  # type: ignore[index]
    rooms = (r for r in shape.rooms if r.id not in ("roof", "sun") and some(r.ceiling > 0.0))
    return [Leak("roof", "roof", room.id, q * room.ceiling) for room in rooms]


def _pieces(house: ResolvedHouse, tables: LeakageTables) -> list[Leak]:
    return [
        Leak("piece", piece, "main", tables.piece[piece].typical * count)
        for piece, count in house.air.pieces
        if count > 0
    ]


def air_change(
    house: ResolvedHouse,
    shape: Shape,
    catalogue: Catalogue,
    zones: frozenset[str],
    known: Sequence[Leak] | None = None,
) -> AirChange:
    """Return the air change of ``zones`` together, as surveyed or as measured, without limits.

    The opening of the main door adds a mean flow that no pressure test sees. ``known`` are the
    leaks of the house where they have been listed already.
    """
    tables = catalogue.leakage
    volume = sum(room.volume for room in shape.rooms if room.id in zones)
    found = leaks_of(house, shape, catalogue) if known is None else known
    leaks = [leak for leak in found if leak.zone in zones]
    q10 = sum(leak.q10 for leak in leaks)
    air = house.air
    to_mean = _exposure(house, tables) / _divisor(house, tables)
    n50 = q10 * tables.q50_factor / volume
    share = sum(leak.q10 for leak in leaks if leak.sun) / q10 if some(q10 > 0.0) else 0.0
    if air.n50 is not None:
        n50 = air.n50
        return AirChange(n50, n50 * to_mean * air.factor, share)
    if air.n_manual is not None:
        return AirChange(air.n_manual / to_mean, air.n_manual * air.factor, share)
    n = n50 * to_mean + _door_use(house, tables) / volume * ("main" in zones)
    return AirChange(n50, n * air.factor, share)


def _divisor(house: ResolvedHouse, tables: LeakageTables) -> float:
    return tables.n50_divisor["1" if house.plan.storeys == 1 else "2"].typical


def _exposure(house: ResolvedHouse, tables: LeakageTables) -> float:
    return tables.exposure[house.air.exposure].value


def _door_use(house: ResolvedHouse, tables: LeakageTables) -> float:
    """Return the mean flow [m³/h] of opening the main door."""
    lobby = tables.door_factor["vestibule"].typical if house.air.vestibule else 1.0
    return OPENINGS_PER_DAY * tables.door_opening.typical * lobby / 24.0


def n_standard(house: ResolvedHouse, raw: float, limits: AirLimits) -> float:
    """Return the credited air change of standard use [1/h] for the described rate ``raw``.

    Never below the minimum of fresh air. An unmeasured before-state is capped (higher with
    proof); an after-state is neither above its before-state nor, unmeasured, more than the
    largest credited drop below it.
    """
    lowest = limits.n_minimum.value
    cap = limits.n_cap_proved.value if house.air.proved else limits.n_cap_before.value
    n = raw if house.air.measured else smaller(raw, cap)
    before = house.air.n_before
    if before is not None:
        n = larger(smaller(n, before), before - limits.n_credit_max.value)
    return larger(n, lowest)


def n_actual(house: ResolvedHouse, raw: float, limits: AirLimits) -> float:
    """Return the air change of actual use [1/h]; a vent of the works keeps the minimum."""
    lowest = limits.n_minimum.value if house.air.vent else limits.actual_low.value
    return smaller(larger(raw, lowest), limits.actual_high.value)
