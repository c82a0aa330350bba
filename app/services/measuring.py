"""What measuring an unknown of a house leaves of its spread."""

from functools import lru_cache

import numpy as np

from app.calc.sampling import inverse
from app.calc.spread import PARTS, air_provenance, provenance_of, row_for
from app.model.catalogue import Catalogue, UncertaintyRow
from app.model.house import Element, ResolvedHouse
from app.services.unknowns import Unknown

KNOWN = ("measured", "document")
"""Provenances of a value that has been found out."""
_MIDDLES = (np.arange(200) + 0.5) / 200


def reduced(unknown: Unknown, house: ResolvedHouse, catalogue: Catalogue) -> dict[str, float]:
    """Return for each dimension what measuring leaves of its spread [-], 1 for nothing gained."""
    return {
        dimension: _left(_spread_of(unknown, quantity, house, catalogue))
        for dimension, quantity in unknown.parts.items()
    }


def _left(rows: tuple[UncertaintyRow | None, UncertaintyRow | None]) -> float:
    now, then = rows
    if now is None or then is None:
        return 1.0
    before, after = (_deviation(x.distribution, x.p1, x.p2 or 0.0, x.p3) for x in (now, then))
    return min(after / before, 1.0)


@lru_cache(maxsize=256)
def _deviation(distribution: str, p1: float, p2: float, p3: float | None) -> float:
    drawn = inverse(distribution, _MIDDLES, p1, p2, p3)
    return max(float(np.std(np.log(drawn) if distribution == "lognormal" else drawn)), 1e-9)


def _spread_of(
    unknown: Unknown, quantity: str, house: ResolvedHouse, catalogue: Catalogue
) -> tuple[UncertaintyRow | None, UncertaintyRow | None]:
    """Return the row that rules the spread now, and the one after measuring."""
    if not quantity:
        return None, None
    provenance = _provenance(unknown, house)
    now = row_for(catalogue, quantity, provenance) if provenance else None
    rows = (catalogue.uncertainty_of(quantity, source) for source in KNOWN)
    return now, next((row for row in rows if row is not None), None)


def _provenance(unknown: Unknown, house: ResolvedHouse) -> str:
    """Return where the present value comes from, "" when the house does not have it."""
    match unknown.key:
        case "air":
            return air_provenance(house)
        case "window_area" | "window_kind":
            return _coarsest([g.provenance for g in house.openings])
        case "wall" | "roof" | "floor":
            return _coarsest([e.provenance for e in _elements(house, unknown.key)])
        case "wall_insulation" | "roof_insulation":
            part = unknown.key.partition("_")[0]
            insulated = (e for e in _elements(house, part) if any(x.insulation for x in e.layers))
            return _coarsest([element.provenance for element in insulated])
    return provenance_of(house, unknown.fields[0])


def _elements(house: ResolvedHouse, dimension: str) -> list[Element]:
    """Return the outer elements of a dimension that are built of layers."""
    inner = ("slab", "partition")
    return [
        element
        for element in house.elements.values()
        if PARTS.get(element.part, "floor") == dimension
        and element.part not in inner
        and element.layers
    ]


def _coarsest(found: list[str]) -> str:
    """Return the provenance that tells least."""
    order = ("default", "derived", "told", "roster", "document", "measured")
    return min(found, key=lambda item: order.index(item) if item in order else 0, default="")
