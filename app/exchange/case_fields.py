"""Taking fields out of a case file, each with a sentence when it cannot be taken."""

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.errors import CaseError
from app.i18n import gettext as _

T = TypeVar("T")
_LARGE = 1e9


class Entry:
    """A JSON object within a case, with the path by which messages name it."""

    def __init__(self, value: object, path: str) -> None:
        if not isinstance(value, dict):
            raise CaseError(_("{path} must be an object.").format(path=path))
        self.value: dict[str, Any] = value
        self.path = path

    def at(self, key: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Return whether the field is there and not null."""
        return self.value.get(key) is not None

    def _get(self, key: str) -> object:
        if not self.has(key):
            raise CaseError(_("{path} is missing.").format(path=self.at(key)))
        return self.value[key]

    def number(
        self,
        key: str,
        low: float = -_LARGE,
        high: float = _LARGE,
        default: float | None = None,
        above: float | None = None,
    ) -> float:
        """Return a number within limits; ``above`` must be exceeded."""
        if default is not None and not self.has(key):
            return default
        return number(self._get(key), self.at(key), low, high, above)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty."""
        if default is not None and not self.has(key):
            return default
        value = self._get(key)
        if not isinstance(value, str) or not value:
            raise CaseError(_("{path} must be a text.").format(path=self.at(key)))
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return a truth value, also given as 0 or 1."""
        if default is not None and not self.has(key):
            return default
        return flag(self._get(key), self.at(key))

    def entry(self, key: str) -> "Entry":
        """Return an object."""
        return Entry(self._get(key), self.at(key))

    def entries(self, key: str, needed: bool = False) -> list["Entry"]:
        """Return a list of objects; a missing one is empty unless ``needed``."""
        if not needed and not self.has(key):
            return []
        return [Entry(v, f"{self.at(key)}[{k}]") for k, v in enumerate(self.items(key))]

    def named(self, key: str, needed: bool = False) -> dict[str, "Entry"]:
        """Return the objects of an object by name."""
        if not needed and not self.has(key):
            return {}
        whole = self.entry(key)
        return {name: Entry(v, whole.at(name)) for name, v in whole.value.items()}

    def items(self, key: str, count: int | None = None) -> list[object]:
        """Return a list, of ``count`` entries if given."""
        value = self._get(key)
        if not isinstance(value, list):
            raise CaseError(_("{path} must be a list.").format(path=self.at(key)))
        if count is not None and len(value) != count:
            raise CaseError(
                _("{path} must have {count} entries, not {found}.").format(
                    path=self.at(key), count=count, found=len(value)
                )
            )
        return value

    def numbers(
        self, key: str, count: int, low: float = -_LARGE, high: float = _LARGE
    ) -> tuple[float, ...]:
        """Return ``count`` numbers."""
        return self._each(key, count, lambda v, p: number(v, p, low, high))

    def optional_numbers(
        self, key: str, count: int, low: float, high: float
    ) -> tuple[float | None, ...]:
        """Return ``count`` numbers, null meaning off."""
        return self._each(key, count, lambda v, p: None if v is None else number(v, p, low, high))

    def flags(self, key: str, count: int) -> tuple[bool, ...]:
        """Return ``count`` truth values."""
        return self._each(key, count, flag)

    def _each(self, key: str, count: int, take: Callable[[object, str], T]) -> tuple[T, ...]:
        items = self.items(key, count)
        return tuple(take(v, f"{self.at(key)}[{k}]") for k, v in enumerate(items))

    def choice(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of the texts allowed."""
        value = self.text(key, default)
        if value not in choices:
            raise CaseError(
                _("{path} is {value!r} but must be one of {choices}.").format(
                    path=self.at(key), value=value, choices=", ".join(choices)
                )
            )
        return value

    def reference(self, key: str, known: object) -> str:
        """Return a text that names something known."""
        value = self.text(key)
        if value not in known:  # type: ignore[operator]
            raise CaseError(
                _("{path} names {value!r}, which the case does not contain.").format(
                    path=self.at(key), value=value
                )
            )
        return value


def number(
    value: object, path: str, low: float = -_LARGE, high: float = _LARGE, above: float | None = None
) -> float:
    """Return a finite number within limits."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise CaseError(_("{path} must be a number.").format(path=path))
    if not low <= value <= high or (above is not None and value <= above):
        lowest = low if above is None else above
        raise CaseError(
            _("{path} is {value} but must lie between {low:g} and {high:g}.").format(
                path=path, value=value, low=lowest, high=high
            )
        )
    return float(value)


def flag(value: object, path: str) -> bool:
    """Return a truth value, also given as 0 or 1."""
    if value not in (0, 1) or not isinstance(value, int | float):
        raise CaseError(_("{path} must be true or false.").format(path=path))
    return bool(value)
