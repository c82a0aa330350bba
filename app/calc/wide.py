"""Many houses in one record: where a house has a number, a *wide* house has an array of them.

Drawn houses differ in numbers only. A formula written with the helpers below holds for a number
and for an array of as many as there are houses, so that hundreds of drawn houses go through the
same formulas as one surveyed house, all at once. What is built of what must not differ, and no
array is changed in place: records share them.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache, wraps
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


# What these return is typed as the number of one house, as the fields of the records are.


def larger(a: Any, b: Any) -> float:
    """Return the larger number of each house."""
    found: Any = np.maximum(a, b) if _is_wide(a) or _is_wide(b) else max(a, b)
    return found  # type: ignore[no-any-return]


def smaller(a: Any, b: Any) -> float:
    """Return the smaller number of each house."""
    found: Any = np.minimum(a, b) if _is_wide(a) or _is_wide(b) else min(a, b)
    return found  # type: ignore[no-any-return]


def either(condition: Any, yes: Any, no: Any) -> float:
    """Return one of two numbers for each house."""
    found: Any = np.where(condition, yes, no) if _is_wide(condition) else yes if condition else no
    return found  # type: ignore[no-any-return]


def root(x: Any) -> float:
    """Return the square root of each house's number."""
    found: Any = np.sqrt(x) if _is_wide(x) else math.sqrt(x)
    return found  # type: ignore[no-any-return]


def log(x: Any) -> float:
    """Return the natural logarithm of each house's number."""
    found: Any = np.log(x) if _is_wide(x) else math.log(x)
    return found  # type: ignore[no-any-return]


def number(x: Any) -> float:
    """Return a plain number of one house, the array of many."""
    found: Any = x if _is_wide(x) else float(x)
    return found  # type: ignore[no-any-return]


def _is_wide(x: Any) -> bool:
    return isinstance(x, np.ndarray) and x.ndim > 0


def some(condition: Any) -> bool:
    """Tell whether a condition holds for any house."""
    return bool(condition.any()) if isinstance(condition, np.ndarray) else bool(condition)


def size_of(record: object) -> int:
    """Return for how many houses a record stands, 0 for a plain one of a single house."""
    if isinstance(record, np.ndarray):
        return len(record)
    if isinstance(record, tuple):
        return max(map(size_of, record), default=0)
    if isinstance(record, Mapping):
        return max(map(size_of, record.values()), default=0)
    if is_dataclass(record):
        return max((size_of(getattr(record, name)) for name in _names(record.__class__)), default=0)
    return 0


def key_of(record: Any) -> Any:
    """Return what equal records share, wide or not: it has a hash."""
    if isinstance(record, np.ndarray):
        return record.tobytes()
    if isinstance(record, tuple):
        return tuple(map(key_of, record))
    if is_dataclass(record):
        return tuple(key_of(getattr(record, name)) for name in _names(record.__class__))
    return record


def one_of(record: T, number: int) -> T:
    """Return the record of one of the houses; what they share stays the same object."""
    found: T = _taken(record, number)
    return found


def those_of(record: T, numbers: Any) -> T:
    """Return the wide record of some of the houses, given as numbers or a slice."""
    found: T = _taken(record, numbers)
    return found


def _taken(record: Any, k: Any) -> Any:
    if isinstance(record, np.ndarray):
        value = record[k]
        return value if isinstance(value, np.ndarray) else float(value)
    if isinstance(record, tuple):
        items = [_taken(item, k) for item in record]
        same = all(a is b for a, b in zip(items, record, strict=True))
        return record if same else tuple(items)
    if isinstance(record, Mapping):
        values = {key: _taken(value, k) for key, value in record.items()}
        same = all(values[key] is value for key, value in record.items())
        return record if same else MappingProxyType(values)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    old = {name: getattr(record, name) for name in _names(type(record))}
    new = {name: _taken(value, k) for name, value in old.items()}
    same = all(new[name] is value for name, value in old.items())
    return record if same else type(record)(**new)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def remembered(most: int) -> Callable[[F], F]:
    """Keep the latest results of a function by what it was given; those of wide records, which
    have no hash, are made anew."""

    def around(function: F) -> F:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def call(*given: Any, **more: Any) -> Any:
            try:
                return kept(*given, **more)
            except TypeError:
                return function(*given, **more)

        return call  # type: ignore[return-value]

    return around
