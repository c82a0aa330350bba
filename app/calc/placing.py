"""Openings in their walls: windows by the length of each face, doors in the heated rooms first."""

from collections.abc import Iterator, Sequence

from app.calc.shape import Face, Piece
from app.calc.wide import smaller
from app.model.house import OpeningGroup, ResolvedHouse
from app.model.quick import replace

FILL = 0.96
"""Largest share of a face's width that openings may take."""
LINTEL = 0.05
"""Wall above an opening [m]."""


def place_openings(house: ResolvedHouse, faces: Sequence[Face]) -> tuple[Piece, ...]:
    """Return each group as one opening per face.

    Raises
    ------
    ValueError
        If openings do not fit into their wall.
    """
    wanted: dict[str, list[tuple[OpeningGroup, float]]] = {}
    for group in house.openings:
        edges = group.width * group.height * group.count
        for face, share in _shares(group, faces):
            wanted.setdefault(face.id, []).append((group, edges * share))
    by_id = {face.id: face for face in faces}
    return tuple(
        piece for face_id, parts in wanted.items() for piece in _row(by_id[face_id], parts)
    )


def within_walls(pieces: Sequence[Piece], faces: Sequence[Face]) -> tuple[Piece, ...]:
    """Return openings whose drawn areas leave some wall: drawn too large, they shrink."""
    taken: dict[str, float] = {}
    for piece in pieces:
        taken[piece.face] = taken.get(piece.face, 0.0) + piece.area
    room = {face.id: FILL * face.area for face in faces}
    return tuple(
        replace(piece, scale=piece.scale * smaller(1.0, room[piece.face] / taken[piece.face]))
        for piece in pieces
    )


def _shares(group: OpeningGroup, faces: Sequence[Face]) -> Iterator[tuple[Face, float]]:
    """Yield faces with the part [-] of the group's area that lies in each."""
    if group.count <= 0:
        return
    mine = [
        face
        for face in faces
        if face.element == f"wall.{group.side}" and face.wing == group.wing and face.external
    ]
    if group.kind == "door":
        mine = [face for face in mine if face.storey == 0]
    if not mine:
        raise ValueError(f"There is no outer wall for the {group.kind}s on side {group.side}.")
    total = sum(face.width for face in mine)
    first = 1.0 / group.count if group.kind == "door" else 0.0
    room = next((f for f in mine if f.zone != "side"), mine[0])
    for face in mine:
        share = (1.0 - first) * face.width / total + first * (face is room)
        if share > 1e-9:
            yield face, share


def _row(face: Face, parts: list[tuple[OpeningGroup, float]]) -> Iterator[Piece]:
    """Put openings side by side with equal gaps; a full row grows upwards, same area."""
    widths = [area / group.height for group, area in parts]
    squeeze = max(1.0, sum(widths) / (FILL * face.width))
    gap = (face.width - sum(widths) / squeeze) / (len(parts) + 1)
    offset = 0.0
    for (group, area), width in zip(parts, widths, strict=True):
        width /= squeeze
        height = area / width
        if height > face.height - LINTEL:
            raise ValueError(f"The openings on side {group.side} are larger than their wall.")
        offset += gap
        sill = 0.0 if group.kind == "door" else min(group.sill, face.height - LINTEL - height)
        yield Piece(group.id, face.id, face.zone, width, height, sill, offset, group.scale)
        offset += width
