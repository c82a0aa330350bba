"""How a figure came about: formula, clause, and inputs that open in turn.

A trace is data: window, paper and command line show the same one. Its numbers are those of the
stored records, never computed anew; :func:`app.services.trace.recomputed` works it out again.
"""

from dataclasses import dataclass
from typing import Literal

from app.i18n import Text
from app.model.assessment import Mark

Operation = Literal["sum", "product", "reciprocal", "clamp", "round", "slab", "hourly", "sample"]
"""How inputs make the value.

sum: Σ weight·x. product: Π x^weight. reciprocal: 1 / Σ weight·x. clamp: the first input held
between those named low and high. round: the first input as a whole number. slab: ISO 13370, by
symbol. hourly: a year of the engine. sample: many drawn houses.
"""


@dataclass(frozen=True, slots=True)
class TraceInput:
    """One input: ``value`` in ``unit`` with its ``weight`` in the operation.

    ``provenance`` is a code of the survey, ``derived`` where ``trace`` opens it further,
    ``catalogue``, ``rule``, ``weather`` …; ``field`` names the survey field, "" when there is none.
    ``words`` stands in for a value that is no number.
    """

    symbol: str
    name: Text
    value: float | None
    unit: str = ""
    weight: int = 1
    provenance: str = "derived"
    source: Text | None = None
    mark: Mark | None = None
    field: str = ""
    words: Text | None = None
    trace: "Trace | None" = None


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure opened. ``formula`` in symbols, ``clause`` where it stands.

    ``inputs`` make the value by ``operation``; ``rests_on`` are conditions behind it that do not
    stand in the formula. ``figure`` is its key, ``note`` what a reader must know.
    """

    figure: str
    name: Text
    value: float
    unit: str
    operation: Operation
    formula: str
    clause: Text
    inputs: tuple[TraceInput, ...]
    rests_on: tuple[TraceInput, ...] = ()
    note: Text | None = None
