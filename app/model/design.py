"""The check of a design of a new house: parts against standards, what would mend it, its stars.

U [W/(m²·K)], R [m²·K/W], areas [m²], needs [kWh/m² of heated area and season], money [yuan].
"""

from dataclasses import dataclass
from typing import Any, Literal

from msgspec import Struct

from app.i18n import Text
from app.model.account import HouseAccount
from app.model.assessment import LimitCheck, Mark, Range
from app.model.label import Label

DESIGN_FILE = "nuanfang-design/1"
DESIGN_SCHEMA = "nuanfang-design-check/1"
Tier = Literal["rural", "urban"]
TIERS: tuple[Tier, ...] = ("rural", "urban")
"""GB/T 50824 for farmhouses, and the upper tier of GB 55015."""
Topic = Literal["air", "moisture", "window_share", "need"]


class DesignFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A design in a file: answers by survey field, ``B03`` names the type it starts from."""

    schema: str
    answers: dict[str, Any]
    name: str = ""


@dataclass(frozen=True, slots=True)
class DesignPart:
    """A part of the envelope with its limits; ``passed`` by tier, None where none limits it."""

    id: str
    name: Text
    construction: Text
    area: float
    u_value: float
    checks: tuple[LimitCheck, ...]
    rural: bool | None
    urban: bool | None


@dataclass(frozen=True, slots=True)
class DesignNote:
    """A check beside the parts; ``value`` against ``limit`` where there are numbers."""

    topic: Topic
    where: Text
    passed: bool
    sentence: Text
    value: float | None = None
    limit: float | None = None
    clause: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A construction of the catalogue that makes parts meet a tier, or a vent for fresh air."""

    parts: tuple[str, ...]
    measure: str
    name: Text
    u_before: float | None
    u_after: float | None
    cost: Range


@dataclass(frozen=True, slots=True)
class Scheme:
    """What makes all failing parts of a tier pass: the cheapest of each part's ``choices``.

    ``unsolved`` parts that no construction of the catalogue brings to the tier; the one that
    comes nearest is among the ``chosen``. ``notes`` are the checks beside the parts afterwards.
    """

    tier: Tier
    chosen: tuple[Proposal, ...]
    choices: tuple[tuple[Proposal, ...], ...]
    unsolved: tuple[str, ...]
    cost: Range
    label: Label
    stars: int
    notes: tuple[DesignNote, ...]


@dataclass(frozen=True, slots=True)
class DesignCheck:
    """The check. ``stars`` 0 to 3: the farmhouse standard, the upper tier, half the need.

    ``account`` of a year in standard use, None in checks made before it was recorded.
    """

    name: str
    at: str
    parts: tuple[DesignPart, ...]
    notes: tuple[DesignNote, ...]
    label: Label
    stars: int
    schemes: tuple[Scheme, ...]
    climate: str
    schema: str = DESIGN_SCHEMA
    account: HouseAccount | None = None
