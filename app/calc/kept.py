"""Results kept for the very objects they follow from.

Hashing a wall costs more than looking up its identity, and the states of one house share most of
their records. The objects are kept beside the result, so that an identity is never used again.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """At most ``most`` results, all forgotten when there would be more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

    def get(self, *objects: object) -> T | None:
        """Return what was put for these objects; equal but other ones do not count."""
        found = self._known.get(tuple(map(id, objects)))
        return None if found is None else found[1]

    def put(self, result: T, *objects: object) -> T:
        """Keep and return a result."""
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[tuple(map(id, objects))] = objects, result
        return result


class KeptFunction(Generic[T]):
    """A function that remembers its results."""

    def __init__(self, make: Callable[..., T], most: int) -> None:
        self._make = make
        self._kept: Kept[T] = Kept(most)

    def __call__(self, *objects: object) -> T:
        """Return the function of these objects."""
        found = self._kept.get(*objects)
        return self._kept.put(self._make(*objects), *objects) if found is None else found
