"""Records of a house's geometry, and polygons in its own frame.

Own frame [m]: x from the west gable along the front, y from the front to the back, z up; true
directions follow from the azimuth of the front. Polygons are counter-clockwise from outside.
"""

import math
from dataclasses import dataclass

from app.model.house import Side
from app.model.thermal import Part, Vertex

Point = tuple[float, float]
Polygon = tuple[Vertex, ...]
LOCAL_AZIMUTH: dict[Side, float] = {"S": 180.0, "W": 270.0, "N": 0.0, "E": 90.0}


@dataclass(frozen=True, slots=True)
class Face:
    """A plane of one zone; ``area`` [m²] gross, ``width`` [m] of walls, ``storey`` from 0.

    ``boundary`` as in the thermal model. ``element`` is the survey's element.
    """

    id: str
    element: str
    part: Part
    zone: str
    boundary: str
    side: Side | None
    azimuth: float
    tilt: float
    area: float
    vertices: Polygon
    width: float = 0.0
    height: float = 0.0
    storey: int = 0
    wing: str = ""

    @property
    def external(self) -> bool:
        """Tell whether outdoor air stands behind, directly or through a sunspace."""
        return self.boundary in ("outdoor", "zone:sun")


@dataclass(frozen=True, slots=True)
class Room:
    """A zone: floor and air ``area`` [m²], ``volume`` [m³]; ``ceiling`` [m²] under roof or attic.

    ``slab_area`` [m²] on the ground with ``slab_perimeter`` [m] towards outside or unheated
    rooms; ``cross_walls`` [m²] inner walls, ``inner_slab`` [m²] floors inside the zone.
    """

    id: str
    conditioned: bool
    area: float
    volume: float
    ceiling: float = 0.0
    slab_area: float = 0.0
    slab_perimeter: float = 0.0
    cross_walls: float = 0.0
    inner_slab: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of an opening group that lies in a face, as one opening [m]."""

    group: str
    face: str
    zone: str
    width: float
    height: float
    sill: float
    offset: float
    scale: float = 1.0

    @property
    def area(self) -> float:
        """Area [m²]."""
        return self.width * self.height * self.scale


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The whole geometry of a house; compared by identity, so that what follows from it is kept."""

    rooms: tuple[Room, ...]
    faces: tuple[Face, ...]
    pieces: tuple[Piece, ...]

    @property
    def heated(self) -> frozenset[str]:
        """Ids of the heated zones."""
        return frozenset(room.id for room in self.rooms if room.conditioned)

    def room(self, zone: str) -> Room:
        """Return a zone."""
        return next(room for room in self.rooms if room.id == zone)

    def opening_area(self, face_id: str) -> float:
        """Area of the openings in a face [m²]."""
        return sum(piece.area for piece in self.pieces if piece.face == face_id)

    def net_area(self, face: Face) -> float:
        """Area of a face without its openings [m²]."""
        return face.area - self.opening_area(face.id)

    def element_area(
        self, element: str, *, heated_only: bool = False, external: bool = True
    ) -> float:
        """Net area [m²] of an element, by default its outdoor faces in all zones."""
        zones = self.heated
        return sum(
            self.net_area(face)
            for face in self.faces
            if face.element == element
            and (face.zone in zones or not heated_only)
            and (face.external or not external)
        )

    def group_area(self, group: str, *, heated_only: bool = False) -> float:
        """Area [m²] of an opening group."""
        zones = self.heated
        return sum(
            piece.area
            for piece in self.pieces
            if piece.group == group and (piece.zone in zones or not heated_only)
        )


class WideShape(Shape):
    """The geometry of many houses at once, which is not kept."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]


def turned(polygon: Polygon, azimuth: float) -> Polygon:
    """Return a polygon of the own frame turned so that the front faces ``azimuth`` [deg]."""
    phi = math.radians(azimuth - 180.0)
    c, s = math.cos(phi), math.sin(phi)
    return tuple((x * c + y * s, -x * s + y * c, z) for x, y, z in polygon)


def true_azimuth(side: Side, azimuth: float) -> float:
    """Return the azimuth [deg] of a side of a house whose front faces ``azimuth``."""
    return (LOCAL_AZIMUTH[side] + azimuth - 180.0) % 360.0


def upright(left: Point, right: Point, bottom: float, top: float) -> Polygon:
    """Return a wall between two points, ``left`` and ``right`` as seen from outside."""
    return (
        (*left, top),
        (*left, bottom),
        (*right, bottom),
        (*right, top),
    )


def level(x: Point, y: Point, z: float) -> Polygon:
    """Return a horizontal plane that looks up."""
    return ((x[0], y[1], z), (x[0], y[0], z), (x[1], y[0], z), (x[1], y[1], z))


def looking_down(polygon: Polygon) -> Polygon:
    """Return the same plane with the opposite normal."""
    return tuple(reversed(polygon))


def slope(x: Point, low: Point, high: Point, towards: Side) -> Polygon:
    """Return a roof plane from its lower edge (y, z) to its upper edge, facing S or N."""
    a, b = (x[0], x[1]) if towards == "S" else (x[1], x[0])
    return ((a, *high), (a, *low), (b, *low), (b, *high))
