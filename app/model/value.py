"""A surveyed value with its provenance: who said so, how, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar


class Provenance(StrEnum):
    """Where a value comes from (``design`` codes; stable for ever)."""

    MEASURED = "measured"
    TOLD = "told"
    DOCUMENT = "document"
    ROSTER = "roster"
    DEFAULT = "default"
    DERIVED = "derived"


class Empty(StrEnum):
    """Why there is no value; zero is a value and not one of these."""

    BLANK = "blank"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Value(Generic[T_co]):
    """A value, or the reason why there is none, with provenance.

    ``value`` is None exactly when ``empty`` is set. ``confirmed`` is the recorded answer
    to a soft limit ("checked, it is right"). Times are UTC.
    """

    value: T_co | None = None
    empty: Empty | None = Empty.BLANK
    provenance: Provenance | None = None
    operator: str = ""
    at: datetime | None = None
    confirmed: bool = False

    def __post_init__(self) -> None:
        if (self.value is None) != (self.empty is not None):
            raise ValueError("a Value holds either a value or an empty kind")

    @property
    def known(self) -> bool:
        """Tell whether there is a value."""
        return self.value is not None


BLANK: Value[Any] = Value()


def known(
    value: T,
    provenance: Provenance = Provenance.TOLD,
    operator: str = "",
    at: datetime | None = None,
) -> Value[T]:
    """Return a Value that holds ``value``."""
    return Value(value, None, provenance, operator, at)
