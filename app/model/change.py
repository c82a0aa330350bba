"""The append-only change: the truth of the store and of every data package."""

from dataclasses import dataclass
from typing import Literal

from app.model.value import Value

Subject = Literal["village", "household", "dwelling"]
Json = bool | int | float | str | list[str] | None  # a value as a file holds it


@dataclass(frozen=True, slots=True)
class Edit:
    """What an operator asks for: this field of this row takes this value.

    ``row`` is the id of a repeat row, empty for a plain field. ``field`` ``"@row"`` with the
    row's kind as value adds a row, with a blank value removes it.
    """

    field: str
    value: Value[object]
    row: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One accepted edit. Never altered, never deleted; ordered by ``parents``, not by clock.

    ``value`` is JSON; ``empty`` and ``provenance`` hold the codes of :mod:`app.model.value`.
    ``parents`` are the ids of the change(s) of the same field that this one follows.
    ``sequence`` counts on one ``device``. ``at`` is UTC, ISO 8601. ``batch`` joins the
    changes of one user action, which ``label`` names for undo.
    """

    id: str
    subject: Subject
    subject_id: str
    row: str
    field: str
    value: Json
    empty: str | None
    provenance: str | None
    confirmed: bool
    operator: str
    device: str
    sequence: int
    at: str
    batch: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """One user action: its changes happen together and are undone together."""

    id: str
    label: str
    at: str
    operator: str
    undoes: str | None
    changes: tuple[Change, ...]
