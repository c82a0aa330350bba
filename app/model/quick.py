"""Copies of records, for loops over hundreds of drawn houses."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def replace(record: T, /, **values: object) -> T:
    """Return a record with some fields changed, as ``dataclasses.replace`` does, four times
    as fast.

    For frozen records with slots and without checks of their own.
    """
    kind: Any = record.__class__
    slots = _slots(kind)
    if not values.keys() <= slots.keys():
        raise TypeError(f"{kind.__name__} lacks a field of {sorted(values)}")
    made: T = object.__new__(kind)
    for name, (get, put) in slots.items():
        put(made, values[name] if name in values else get(record))
    return made


@cache
def _slots(kind: Any) -> dict[str, tuple[Callable[..., Any], Callable[..., None]]]:
    """Return how each field of a kind of record is read and written."""
    if hasattr(kind, "__post_init__") or not hasattr(kind, "__slots__"):
        raise TypeError(f"{kind.__name__} is not a plain record with slots")
    slots = {field.name: getattr(kind, field.name) for field in fields(kind)}
    return {name: (slot.__get__, slot.__set__) for name, slot in slots.items()}
