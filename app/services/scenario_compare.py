"""Two packages held against each other: other measures, and the main figures."""

from collections.abc import Callable
from dataclasses import dataclass

from app.model.assessment import Package, PlannedMeasure

FIGURES: tuple[tuple[str, Callable[[Package], float | None]], ...] = (
    ("saving", lambda package: package.saving_shown.typical),
    ("probability", lambda package: package.probability),
    ("cost_cny", lambda package: package.cost.typical),
    ("subsidy_cny", lambda package: _funding(package, "subsidy")),
    ("own_cash_cny", lambda package: _funding(package, "own_cash")),
    ("saved_same_warmth_cny_per_a", lambda package: package.saved_same_warmth.typical),
    ("payback_a", lambda package: package.payback.typical if package.payback else None),
    ("co2_saved_kg_per_a", lambda package: package.co2_saved),
    ("heat_load_kw", lambda package: package.phi_hl / 1000),
    ("days", lambda package: package.days),
)
"""Names with units (none: [-]) and how a package tells them; None where it does not."""

SHARES = ("saving", "probability")
"""Those that are shares of one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of both packages."""

    name: str
    first: float | None
    second: float | None

    @property
    def difference(self) -> float | None:
        """By how much the second is more than the first; None if one of them is not known."""
        if self.first is None or self.second is None:
            return None
        return self.second - self.first


@dataclass(frozen=True, slots=True)
class Comparison:
    """What only the first or the second has, what both have on other sides, and the figures."""

    only_first: tuple[PlannedMeasure, ...]
    only_second: tuple[PlannedMeasure, ...]
    elsewhere: tuple[tuple[PlannedMeasure, PlannedMeasure], ...]
    figures: tuple[Figure, ...]


def compare(first: Package, second: Package) -> Comparison:
    """Return how two packages of the same house differ."""
    left = {item.id: item for item in first.measures}
    right = {item.id: item for item in second.measures}
    return Comparison(
        tuple(item for item in first.measures if item.id not in right),
        tuple(item for item in second.measures if item.id not in left),
        tuple(
            (item, right[name])
            for name, item in left.items()
            if name in right and right[name].where != item.where
        ),
        tuple(Figure(name, told(first), told(second)) for name, told in FIGURES),
    )


def _funding(package: Package, name: str) -> float | None:
    return float(getattr(package.money.funding, name)) if package.money is not None else None
