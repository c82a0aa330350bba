"""A number or code with its confidence mark and its source: what every catalogue value is.

Catalogue records are ``msgspec`` structs (frozen, slotted) because each attribute then declares
the name it has outside Python, unit included; :func:`msgspec.structs.replace` makes a changed copy.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from app.model.assessment import Mark, Range

T = TypeVar("T")


class Sourced(Struct, Generic[T], frozen=True, array_like=True):
    """``[value, mark, source]`` in the files.

    ``mark``: A read in the standard, B secondary source, Bm remembered standard value,
    C estimate. ``source`` is a key of the table ``sources`` of the catalogue or pack.
    """

    value: T
    mark: Mark
    source: str


class Spread(Struct, frozen=True, array_like=True):
    """``[low, typical, high, mark, source]`` in the files."""

    low: float
    typical: float
    high: float
    mark: Mark
    source: str

    @property
    def range(self) -> Range:
        """The three figures alone."""
        return Range(self.low, self.typical, self.high)


Number = Sourced[float]
Code = Sourced[str]
