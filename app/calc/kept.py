"""Results kept for the very objects they follow from.

Hashing a wall costs more than looking up its identity, and the states of one house share most of
their records. The objects are kept beside the result, so that an identity is never used again.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """At most ``most`` results of a function, all forgotten when there would be more."""

    def __init__(self, make: Callable[..., T], most: int) -> None:
        self._make = make
        self._most = most
        self._known: dict[tuple[int, ...], tuple[tuple[object, ...], T]] = {}

    def __call__(self, *objects: object) -> T:
        """Return the result for these objects; equal but other ones are made anew."""
        key = tuple(map(id, objects))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= self._most:
                self._known.clear()
            found = objects, self._make(*objects)
            self._known[key] = found
        return found[1]
