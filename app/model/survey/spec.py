"""How a survey field is declared: once, beside the attribute that holds its value.

Forms, checks, database, import, JSON Schema and documents read these records at run time.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from app.i18n import Language, Text
from app.model.survey.units import UNITS_EN, unit_of
from app.model.value import BLANK


class Kind(StrEnum):
    """The type of a field; decides widget, column and JSON type."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    CHOICE = "choice"
    MULTI = "multi"  # a tuple of codes, the main one first
    DATE = "date"  # ISO 8601 text
    SEASON = "season"  # "MM-DD/MM-DD"
    TICK = "tick"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    COORDINATES = "coordinates"  # "lat,lon"
    SIZE = "size"  # "width x height" [m], a view of two stored numbers


class FieldClass(StrEnum):
    """Who fills a field: essential, defaulted, roster, conditional, optional, automatic."""

    ESSENTIAL = "E"
    DEFAULTED = "D"
    ROSTER = "R"
    CONDITIONAL = "K"
    OPTIONAL = "O"
    AUTOMATIC = "A"


class DefaultSource(StrEnum):
    """Where the grey value of a field comes from."""

    ARCHETYPE = "archetype"
    VILLAGE = "village"
    FIXED = "fixed"
    ROSTER = "roster"
    DERIVED = "derived"
    LAST_HOUSE = "last_house"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: ``code`` is stored for ever, ``label`` is shown."""

    code: str
    label: Text


THIS_YEAR = "@year"


@dataclass(frozen=True, slots=True)
class Limits:
    """Closed range; None is open. ``high_field`` names a field whose value is the upper limit.

    ``high_field`` :data:`THIS_YEAR` is the year in which the survey is made.
    """

    low: float | None = None
    high: float | None = None
    high_field: str | None = None
    low_field: str | None = None


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """A conditional field is asked when ``field`` holds one of ``codes``."""

    field: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """The declaration of one field. ``id`` never changes and never moves between sections.

    ``unit`` is shown in the box (Chinese counting words or symbols; :meth:`unit_in` for other
    languages); numbers are stored in it. ``unit_field`` names the field whose code chooses the
    unit instead. ``default_field`` names the field (of village or survey) that the default is
    taken from, ``default_value`` stands in where that one is blank. ``hard`` limits block only
    stage changes, ``soft`` limits ask for a recorded confirmation. ``why`` holds the codes of the
    survey design: C calculation, R printed report, G district aggregation, X exchange, and
    the words ``subsidy safety archive compliance supply cost suitability plan confidence``.
    ``feeds`` names the model inputs (see ``docs/inputs.md``) that a C field reaches. ``aside``
    names the field whose help asks this one; it has no place on the page of its own.
    """

    id: str
    kind: Kind
    label: Text
    help: Text
    field_class: FieldClass
    unit: str = ""
    decimals: int = 0
    hard: Limits | None = None
    soft: Limits | None = None
    choices: tuple[Choice, ...] = ()
    default_source: DefaultSource | None = None
    default_value: Any = None
    asked_when: AskedWhen | None = None
    why: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    max_length: int | None = None
    pictures: bool = False
    personal: bool = False
    unit_field: str = ""
    default_field: str = ""
    aside: str = ""

    def unit_in(self, language: Language) -> str:
        """Return the unit as written in ``language``."""
        return self.unit if language == "zh" else UNITS_EN.get(self.unit, self.unit)

    def unit_of(self, value: object, language: Language) -> str:
        """Return the unit as it stands behind a value of the field."""
        return unit_of(self.unit, value, language)

    def choice(self, code: str) -> Choice | None:
        """Return the choice with this code."""
        return next((choice for choice in self.choices if choice.code == code), None)


def declare(spec: FieldSpec) -> Any:
    """Return the dataclass field of an attribute declared by ``spec``; blank by default."""
    return dataclasses.field(default=BLANK, metadata={"spec": spec})


@cache
def specs_of(section: type) -> Mapping[str, FieldSpec]:
    """Return attribute name -> specification of a section or row record."""
    return MappingProxyType(
        {
            item.name: item.metadata["spec"]
            for item in dataclasses.fields(section)
            if "spec" in item.metadata
        }
    )


Severity = Literal["hard", "soft", "missing", "stop"]


@dataclass(frozen=True, slots=True)
class Problem:
    """The survey is incomplete or odd: a value, never an exception.

    ``code`` is a check id (X01…), a rule id (R01…) or ``limit``/``missing``/``type``;
    ``message`` says what is seen, why it matters and what to do.
    """

    field: str
    code: str
    severity: Severity
    message: Text
    row: str = ""
    confirmable: bool = False
