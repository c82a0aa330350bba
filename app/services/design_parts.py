"""Which measures of the catalogue are constructions of which part of a house."""

from collections.abc import Iterator, Sequence

from app.model.catalogue import AddLayers, Measure

CATEGORIES = {
    "wall": ("wall",),
    "roof": ("roof", "ceiling"),
    "window": ("window",),
    "door": ("door",),
    "floor": ("floor_edge",),
}
"""Categories of measures by the beginning of a part's id."""


def kind_of(part: str) -> str:
    """Return the kind of a part: ``wall.N`` is a wall."""
    return next((kind for kind in CATEGORIES if part.startswith(kind)), "")


def is_for(measure: Measure, part: str) -> bool:
    """Tell whether a measure is a construction of a part."""
    return measure.category in CATEGORIES.get(kind_of(part), ())


def outside_first(measures: Sequence[Measure]) -> list[Measure]:
    """Return the measures, without inside insulation of walls where one can be insulated outside.

    Outside, the wall keeps its warmth and its corners stay warm.
    """
    inside = [m for m in measures if _is_inside(m)]
    outside = [m for m in measures if m not in inside]
    return outside or inside


def _is_inside(measure: Measure) -> bool:
    return any(
        isinstance(effect, AddLayers) and effect.target == "wall" and effect.side == "inside"
        for effect in measure.effects
    )


def candidates(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the parts that get one construction together: all walls, all windows, the rest."""
    for kind in CATEGORIES:
        group = tuple(part for part in parts if kind_of(part) == kind)
        if group:
            yield group


def sides_of(parts: Sequence[str]) -> frozenset[str]:
    """Return the sides that parts look to, none for what has no side."""
    found = (part.split(".")[1][:1] for part in parts if "." in part)
    return frozenset(side for side in found if side in ("S", "N", "E", "W"))
