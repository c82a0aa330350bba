"""What was really built, the state before that it is compared with, and whether the house counts.

Thickness [mm]; savings, shares and probabilities [-]; needs [kWh] of standard use.
"""

from dataclasses import dataclass
from typing import Any, Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.assessment import Range
from app.model.label import Label

BUILT_SCHEMA = "nuanfang-as-built/1"
BEFORE_SCHEMA = "nuanfang-before/1"
RESULT_SCHEMA = "nuanfang-as-built-result/1"
Verdict = Literal["counts", "short", "void", "no_claim"]
"""Counts; saves too little; the state before was corrected since; a rule forbids the claim."""


class BuiltMeasure(Struct, frozen=True, forbid_unknown_fields=True):
    """A measure as it was found at acceptance.

    ``measure`` of the catalogue; ``sides`` S, N, E, W it was done on (none: everywhere).
    ``thickness`` [mm] of the insulation, one value a point (TA3: at least three). ``material``
    where another one than planned was used, ``fitted`` the window or door that really stands
    there (ids of the catalogue).
    """

    measure: str
    sides: tuple[Literal["S", "N", "E", "W"], ...] = ()
    thickness: tuple[float, ...] = field(name="thickness_mm", default=())
    material: str = ""
    fitted: str = ""


class LeftOut(Struct, frozen=True, forbid_unknown_fields=True):
    """A planned measure that was not done, and why."""

    measure: str
    why: str = ""


class Built(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of what was built: ``completed`` ISO date, ``package`` that was agreed on."""

    schema: str
    measures: tuple[BuiltMeasure, ...]
    completed: str = ""
    package: Literal["cheapest", "best_value", "deep", "own", ""] = ""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenBefore:
    """The state before as it stood when the family agreed: answers, village values, figures.

    ``survey`` and ``village`` are JSON without personal answers; ``evidence`` ids of the photos
    there were. ``replaces`` names the record that a reviewer has set aside, with the ``reason``.
    """

    id: str
    dwelling_id: str
    at: str
    by: str
    survey: dict[str, Any]
    village: dict[str, Any]
    q_h_nd: float
    hashes: dict[str, str]
    evidence: tuple[str, ...] = ()
    replaces: str = ""
    reason: str = ""
    schema: str = BEFORE_SCHEMA


@dataclass(frozen=True, slots=True)
class Corrected:
    """An input of the state before that says something else today."""

    key: str
    field: str
    frozen: str
    today: str


@dataclass(frozen=True, slots=True)
class BuiltItem:
    """A built measure: ``mean`` and ``least`` thickness against the ``planned`` one [mm].

    ``passed`` (TA3): the mean reaches the planned thickness and no point is under 90 % of it;
    None where nothing was measured or nothing is to be measured.
    """

    measure: str
    name: Text
    sides: tuple[str, ...]
    planned: float | None = None
    mean: float | None = None
    least: float | None = None
    points: int = 0
    passed: bool | None = None
    instead: Text | None = None


@dataclass(frozen=True, slots=True)
class AsBuilt:
    """The verdict. ``saving`` by the deciding ``method``; ``probability`` of reaching the
    ``threshold`` with what is still not known; ``q_frozen`` the need as it was frozen, equal to
    ``q_before`` unless engine, weather or policy have changed (``moved``).
    """

    dwelling_id: str
    at: str
    frozen_id: str
    frozen_at: str
    verdict: Verdict
    sentence: Text
    method: str
    threshold: float
    saving: Range
    saving_demand: Range
    saving_overall: Range
    probability: float
    q_before: float
    q_after: float
    q_frozen: float
    moved: tuple[str, ...]
    label_before: Label
    label_after: Label
    items: tuple[BuiltItem, ...]
    left_out: tuple[LeftOut, ...]
    corrected: tuple[Corrected, ...]
    workmanship: Literal["accepted", "planned"]
    samples: int
    schema: str = RESULT_SCHEMA
