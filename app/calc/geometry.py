"""From the floor plan to zones and faces: heated bays, unheated rest, roof space, sunspace.

The heated bays lie together; what remains on both ends is one unheated zone ``side``. Every
storey is divided alike. A pitched roof over a ceiling makes the zone ``roof``; without a
ceiling the slopes bound the rooms. Areas are external dimensions, air volumes internal ones.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.calc.placing import place_openings, within_walls
from app.calc.shape import (
    Face,
    Piece,
    Point,
    Polygon,
    Room,
    Shape,
    WideShape,
    level,
    looking_down,
    slope,
    true_azimuth,
    turned,
    upright,
)
from app.calc.wide import remembered, root, size_of
from app.model.house import FloorPlan, ResolvedHouse, Side, Wing
from app.model.quick import replace
from app.model.thermal import Part

SLAB = 0.12
"""Thickness of the floor between two storeys [m]."""
APART = 1000.0
"""Wings stand this far away [m]: they neither shade nor are shaded."""
SUN_PARAPET, SUN_LINTEL, SUN_FRAME = 0.4, 0.2, 0.02
"""Opaque strips of a sunspace below and above its glass, and at its sides [m, m, -]."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the main building from gable to gable: zone and range of x [m]."""

    zone: str
    x: Point

    @property
    def width(self) -> float:
        """Length along the front [m]."""
        return self.x[1] - self.x[0]


def shape_of(house: ResolvedHouse) -> Shape:
    """Return zones, faces and placed openings of a house; houses of one outline share the object.

    Raises
    ------
    ValueError
        If nothing is heated, or openings do not fit into their wall.
    """
    outline = _Outline(
        house.plan,
        tuple(
            (g.id, g.kind, g.side, g.wing, g.width, g.height, g.count, g.sill)
            for g in house.openings
        ),
        house.sunspace.depth if house.sunspace else None,
        bool(house.elements["ceiling"].layers),
        house,
    )
    return _shape(outline, tuple(group.scale for group in house.openings))


@dataclass(frozen=True, slots=True)
class _Outline:
    """All that the shape of a house follows from; states that differ elsewhere share it."""

    plan: FloorPlan
    openings: tuple[tuple[object, ...], ...]
    sunspace: float | None
    ceiling: bool
    house: ResolvedHouse = field(compare=False)


@remembered(2048)
def _shape(outline: _Outline, scales: tuple[float, ...]) -> Shape:
    """Return a shape whose openings have drawn scales; a sample has hundreds of them."""
    scale = outline.plan.scale
    rooms, faces, pieces = _unscaled(replace(outline, plan=replace(outline.plan, scale=1.0)))
    by_group = dict(zip((group[0] for group in outline.openings), scales, strict=True))
    pieces = tuple(replace(piece, scale=by_group[piece.group]) for piece in pieces)
    faces = tuple(replace(face, area=face.area * scale) for face in faces)
    rooms = tuple(_scaled_room(room, scale) for room in rooms)
    kind = WideShape if size_of(rooms[0].area) else Shape
    return kind(rooms, faces, within_walls(pieces, faces))


@lru_cache(maxsize=256)
def _unscaled(
    outline: _Outline,
) -> tuple[tuple[Room, ...], tuple[Face, ...], tuple[Piece, ...]]:
    house = outline.house
    if house.plan.heated_bays <= 0.0:
        raise ValueError("The house has no heated rooms.")
    builder = _Builder(house)
    faces = tuple(builder.faces())
    return tuple(builder.rooms()), faces, place_openings(house, faces)


def _scaled_room(room: Room, scale: float) -> Room:
    return replace(
        room,
        area=room.area * scale,
        volume=room.volume * scale,
        ceiling=room.ceiling * scale,
        slab_area=room.slab_area * scale,
        slab_perimeter=room.slab_perimeter * root(scale),
        cross_walls=room.cross_walls * scale,
        inner_slab=room.inner_slab * scale,
    )


def has_roof_space(house: ResolvedHouse) -> bool:
    """Tell whether a ventilated space lies between ceiling and pitched roof."""
    return is_pitched(house) and bool(house.elements["ceiling"].layers)


def is_pitched(house: ResolvedHouse) -> bool:
    """Tell whether the roof rises."""
    return house.plan.form != "flat" and house.plan.rise > 0.0


SLIVER = 0.01
"""Width [m] below which what is left beside the heated rooms belongs to them."""


class _Builder:
    """Carries what every face needs."""

    def __init__(self, house: ResolvedHouse) -> None:
        self.house = house
        self.plan = house.plan
        self.pitch = self.plan.height + SLAB
        self.top = (self.plan.storeys - 1) * self.pitch + self.plan.height
        self.ridge = self.top + (self.plan.rise if is_pitched(house) else 0.0)
        self.attic = has_roof_space(house)

    # zones

    def storey_zone(self, storey: int) -> str:
        """Return the heated zone of a storey."""
        return "main" if storey == 0 else f"upper{storey}"

    def strips(self, storey: int) -> list[Strip]:
        """Return what a storey is divided into, from west to east."""
        bay = self.plan.length / self.plan.bays
        start = self.plan.first_heated * bay
        end = min(start + self.plan.heated_bays * bay, self.plan.length)
        start = 0.0 if start < SLIVER else start
        end = self.plan.length if self.plan.length - end < SLIVER else end
        parts = [
            Strip("side", (0.0, start)),
            Strip(self.storey_zone(storey), (start, end)),
            Strip("side", (end, self.plan.length)),
        ]
        return [part for part in parts if part.width > 0.0]

    def rooms(self) -> Iterator[Room]:
        """Yield the zones."""
        plan = self.plan
        for storey in range(plan.storeys):
            heated = [s for s in self.strips(storey) if s.zone != "side"]
            yield self._room(self.storey_zone(storey), heated, [storey])
        rest = [s for s in self.strips(0) if s.zone == "side"]
        if rest:
            yield self._room("side", rest, list(range(plan.storeys)))
        for wing in plan.wings:
            yield self._wing_room(wing)
        if self.attic:
            area = plan.length * plan.depth
            yield Room("roof", False, area, 0.5 * area * plan.rise)
        if self.house.sunspace:
            yield self._sun_room()

    def _room(self, zone: str, strips: list[Strip], storeys: list[int]) -> Room:
        plan = self.plan
        width = sum(s.width for s in strips)
        area = width * plan.depth
        top = plan.storeys - 1 in storeys
        bays = width / plan.length * plan.bays
        cross = max(bays - len(strips), 0.0) * plan.depth * plan.height * len(storeys)
        height = plan.height * len(storeys)
        if top and is_pitched(self.house) and not self.attic:
            height += 0.5 * plan.rise
        return Room(
            id=zone,
            conditioned=zone != "side",
            area=area * len(storeys),
            volume=area * self._inner_share() * height,
            ceiling=area if top else 0.0,
            slab_area=area if 0 in storeys else 0.0,
            slab_perimeter=self._perimeter(zone, strips) if 0 in storeys else 0.0,
            cross_walls=cross,
            inner_slab=area * (len(storeys) - 1),
        )

    def _inner_share(self) -> float:
        plan, w = self.plan, self.plan.wall_thickness
        return (1.0 - 2.0 * w / plan.length) * (1.0 - 2.0 * w / plan.depth)

    def _perimeter(self, zone: str, strips: list[Strip]) -> float:
        """Length of edges towards outside, or towards unheated rooms when heated."""
        plan = self.plan
        total = 0.0
        for strip in strips:
            total += (("S" not in plan.party) + ("N" not in plan.party)) * strip.width
            for x, side in ((0.0, "W"), (plan.length, "E")):
                at_end = abs(strip.x[0] - x) < 1e-6 or abs(strip.x[1] - x) < 1e-6
                if at_end:
                    total += plan.depth * (side not in plan.party)
            if zone != "side":
                inner = (strip.x[0] > 1e-6) + (strip.x[1] < plan.length - 1e-6)
                total += inner * plan.depth
        return max(total, 0.1)

    def _wing_room(self, wing: Wing) -> Room:
        w = self.plan.wall_thickness
        inner = (wing.length - 2 * w) * (wing.depth - 2 * w) * wing.height
        area = wing.length * wing.depth
        perimeter = 2.0 * (wing.length + wing.depth)
        return Room(wing.id, True, area, inner, area, area, perimeter)

    def _sun_room(self) -> Room:
        sun, plan = self.house.sunspace, self.plan
        assert sun is not None
        area = plan.length * sun.depth
        ends = ("E" not in plan.party) + ("W" not in plan.party)
        return Room(
            "sun", False, area, area * self._wall_top(0), area, area, plan.length + ends * sun.depth
        )

    # faces

    def faces(self) -> Iterator[Face]:
        """Yield all faces."""
        for storey in range(self.plan.storeys):
            for n, strip in enumerate(self.strips(storey)):
                yield from self._walls(strip, storey, n)
                yield from self._inner(strip, storey, n)
        yield from self._roof()
        for wing in self.plan.wings:
            yield from self._wing(wing)
        if self.house.sunspace:
            yield from self._sun()

    def _wall(
        self,
        face_id: str,
        zone: str,
        side: Side,
        polygon: Polygon,
        *,
        boundary: str = "",
        element: str = "",
        storey: int = 0,
        wing: str = "",
    ) -> Face:
        a, b = polygon[1], polygon[2]
        width = math.hypot(a[0] - b[0], a[1] - b[1])
        height = polygon[0][2] - polygon[1][2]
        party = side in self.plan.party and not wing
        return Face(
            id=face_id,
            element=element or f"wall.{side}",
            part="wall",
            zone=zone,
            boundary=boundary or ("adiabatic" if party else "outdoor"),
            side=side,
            azimuth=true_azimuth(side, self.plan.azimuth),
            tilt=90.0,
            area=width * height,
            vertices=turned(polygon, self.plan.azimuth),
            width=width,
            height=height,
            storey=storey,
            wing=wing,
        )

    def _flat(
        self,
        face_id: str,
        zone: str,
        element: str,
        part: Part,
        boundary: str,
        polygon: Polygon,
        area: float,
        *,
        down: bool = False,
    ) -> Face:
        return Face(
            id=face_id,
            element=element,
            part=part,
            zone=zone,
            boundary=boundary,
            side=None,
            azimuth=0.0,
            tilt=180.0 if down else 0.0,
            area=area,
            vertices=turned(looking_down(polygon) if down else polygon, self.plan.azimuth),
        )

    def _wall_top(self, storey: int) -> float:
        """Upper edge of the walls of a storey [m]; the slab above counts as wall."""
        last = storey == self.plan.storeys - 1
        return self.top if last else (storey + 1) * self.pitch

    def _walls(self, strip: Strip, storey: int, n: int) -> Iterator[Face]:
        plan = self.plan
        x0, x1 = strip.x
        z0, z1 = storey * self.pitch, self._wall_top(storey)
        name = f"{strip.zone}{n}.{storey}"
        behind = "zone:sun" if self.house.sunspace and storey == 0 else ""
        yield self._wall(
            f"{name}.S", strip.zone, "S", upright((x0, 0.0), (x1, 0.0), z0, z1),
            boundary=behind, storey=storey,
        )  # fmt: skip
        north = upright((x1, plan.depth), (x0, plan.depth), z0, z1)
        yield self._wall(f"{name}.N", strip.zone, "N", north, storey=storey)
        if x0 < 1e-6:
            west = upright((0.0, plan.depth), (0.0, 0.0), z0, z1)
            yield self._wall(f"{name}.W", strip.zone, "W", west, storey=storey)
        if x1 > plan.length - 1e-6:
            east = upright((plan.length, 0.0), (plan.length, plan.depth), z0, z1)
            yield self._wall(f"{name}.E", strip.zone, "E", east, storey=storey)

    def _inner(self, strip: Strip, storey: int, n: int) -> Iterator[Face]:
        """Floor, slab above, and partitions of heated rooms towards the unheated rest."""
        plan = self.plan
        z0 = storey * self.pitch
        area = strip.width * plan.depth
        name = f"{strip.zone}{n}.{storey}"
        plane = level(strip.x, (0.0, plan.depth), z0)
        if storey == 0:
            yield self._flat(
                f"{name}.floor", strip.zone, "floor", "floor", "ground", plane, area, down=True
            )
        if strip.zone == "side":
            return
        if storey + 1 < plan.storeys:
            above = f"zone:{self.storey_zone(storey + 1)}"
            plane = level(strip.x, (0.0, plan.depth), z0 + plan.height)
            yield self._flat(f"{name}.slab", strip.zone, "slab", "ceiling", above, plane, area)
        z1 = self._wall_top(storey)
        ends: tuple[tuple[float, Side, Point, Point], ...] = (
            (strip.x[0], "W", (strip.x[0], plan.depth), (strip.x[0], 0.0)),
            (strip.x[1], "E", (strip.x[1], 0.0), (strip.x[1], plan.depth)),
        )
        for x, side, left, right in ends:
            if 1e-6 < x < plan.length - 1e-6:
                face = self._wall(
                    f"{name}.in{side}", strip.zone, side, upright(left, right, z0, z1),
                    boundary="zone:side", element="partition", storey=storey,
                )  # fmt: skip
                yield face

    def _roof(self) -> Iterator[Face]:
        plan = self.plan
        top = plan.storeys - 1
        strips = self.strips(top)
        ends = (0.0, plan.depth)
        if not is_pitched(self.house):
            for n, s in enumerate(strips):
                yield self._flat(
                    f"{s.zone}{n}.roof", s.zone, "roof", "roof", "outdoor",
                    level(s.x, ends, self.top), s.width * plan.depth,
                )  # fmt: skip
            return
        if self.attic:
            for n, s in enumerate(strips):
                yield self._flat(
                    f"{s.zone}{n}.ceiling", s.zone, "ceiling", "ceiling", "zone:roof",
                    level(s.x, ends, self.top), s.width * plan.depth,
                )  # fmt: skip
            strips = [Strip("roof", (0.0, plan.length))]
        for n, s in enumerate(strips):
            yield from self._slopes(s, n)
            yield from self._gables(s, n)
        if not self.attic:
            yield from self._inner_gables(strips, top)

    def _slopes(self, strip: Strip, n: int) -> Iterator[Face]:
        plan = self.plan
        crest = plan.depth if plan.form == "shed" else 0.5 * plan.depth
        sides: list[tuple[Side, float]] = [("S", 0.0)]
        if plan.form != "shed":
            sides.append(("N", plan.depth))
        for side, eaves in sides:
            run = abs(crest - eaves)
            polygon = slope(strip.x, (eaves, self.top), (crest, self.ridge), side)
            yield Face(
                id=f"{strip.zone}{n}.roof{side}",
                element="roof",
                part="roof",
                zone=strip.zone,
                boundary="outdoor",
                side=side,
                azimuth=true_azimuth(side, plan.azimuth),
                tilt=math.degrees(math.atan2(plan.rise, run)),
                area=strip.width * math.hypot(run, plan.rise),
                vertices=turned(polygon, plan.azimuth),
            )
        if plan.form == "shed":
            back = upright((strip.x[1], plan.depth), (strip.x[0], plan.depth), self.top, self.ridge)
            yield self._wall(f"{strip.zone}{n}.back", strip.zone, "N", back, element="gable")

    def _gables(self, strip: Strip, n: int) -> Iterator[Face]:
        if strip.x[0] < 1e-6:
            yield self._triangle(f"{strip.zone}{n}.gableW", strip.zone, "W", 0.0)
        if strip.x[1] > self.plan.length - 1e-6:
            yield self._triangle(f"{strip.zone}{n}.gableE", strip.zone, "E", self.plan.length)

    def _triangle(self, face_id: str, zone: str, side: Side, x: float, boundary: str = "") -> Face:
        plan = self.plan
        crest = plan.depth if plan.form == "shed" else 0.5 * plan.depth
        front, back = (x, 0.0, self.top), (x, plan.depth, self.top)
        peak = (x, crest, self.ridge)
        polygon = (front, back, peak) if side == "E" else (back, front, peak)
        party = "adiabatic" if side in plan.party else "outdoor"
        return Face(
            id=face_id,
            element="partition" if boundary else "gable",
            part="wall",
            zone=zone,
            boundary=boundary or party,
            side=side,
            azimuth=true_azimuth(side, plan.azimuth),
            tilt=90.0,
            area=0.5 * plan.depth * plan.rise,
            vertices=turned(polygon, plan.azimuth),
        )

    def _inner_gables(self, strips: list[Strip], storey: int) -> Iterator[Face]:
        """The partitions' triangles where no ceiling cuts them off."""
        zone = self.storey_zone(storey)
        for strip in strips:
            if strip.zone != zone:
                continue
            if strip.x[0] > 1e-6:
                yield self._triangle(f"{zone}.inGableW", zone, "W", strip.x[0], "zone:side")
            if strip.x[1] < self.plan.length - 1e-6:
                yield self._triangle(f"{zone}.inGableE", zone, "E", strip.x[1], "zone:side")

    def _wing(self, wing: Wing) -> Iterator[Face]:
        number = 1 + self.plan.wings.index(wing)
        x0 = -APART * number
        x1, d, h = x0 + wing.length, wing.depth, wing.height
        corners: tuple[tuple[Side, Point, Point], ...] = (
            ("S", (x0, 0.0), (x1, 0.0)),
            ("E", (x1, 0.0), (x1, d)),
            ("N", (x1, d), (x0, d)),
            ("W", (x0, d), (x0, 0.0)),
        )
        for side, left, right in corners:
            yield self._wall(
                f"{wing.id}.{side}", wing.id, side, upright(left, right, 0.0, h), wing=wing.id
            )
        area = wing.length * d
        roof = level((x0, x1), (0.0, d), h)
        floor = level((x0, x1), (0.0, d), 0.0)
        yield self._flat(f"{wing.id}.roof", wing.id, "roof", "roof", "outdoor", roof, area)
        yield self._flat(
            f"{wing.id}.floor", wing.id, "floor", "floor", "ground", floor, area, down=True
        )

    def _sun(self) -> Iterator[Face]:
        plan, sun = self.plan, self.house.sunspace
        assert sun is not None
        length, depth, h = plan.length, sun.depth, self._wall_top(0)
        front = upright((0.0, -depth), (length, -depth), 0.0, h)
        yield self._wall("sun.S", "sun", "S", front, boundary="outdoor", element="sun.wall")
        east = upright((length, -depth), (length, 0.0), 0.0, h)
        west = upright((0.0, 0.0), (0.0, -depth), 0.0, h)
        yield self._wall("sun.E", "sun", "E", east, element="sun.wall")
        yield self._wall("sun.W", "sun", "W", west, element="sun.wall")
        area = length * depth
        roof = level((0.0, length), (-depth, 0.0), h)
        floor = level((0.0, length), (-depth, 0.0), 0.0)
        yield self._flat("sun.roof", "sun", "sun.roof", "roof", "outdoor", roof, area)
        yield self._flat("sun.floor", "sun", "floor", "floor", "ground", floor, area, down=True)


def sunspace_glass(house: ResolvedHouse) -> tuple[tuple[str, float, float, float], ...]:
    """Return face, width, height and sill [m] of the panes of a sunspace."""
    sun, plan = house.sunspace, house.plan
    if sun is None:
        return ()
    height = plan.height - SUN_PARAPET - SUN_LINTEL
    width = plan.length * (1.0 - 2.0 * SUN_FRAME)
    panes = [("sun.S", width, height, SUN_PARAPET)]
    ends: tuple[Side, ...] = ("E", "W")
    end_width = sun.depth * 0.8
    panes.extend((f"sun.{s}", end_width, height, SUN_PARAPET) for s in ends if s not in plan.party)
    return tuple(panes)
