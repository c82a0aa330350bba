"""The steps of a retrofit package: what is done when, and how the house stands after each step.

Money [yuan], shares and savings [-], temperatures [°C], days on site [d]. Half-months count from
0 (first half of January) to 23.
"""

from dataclasses import dataclass
from typing import Literal

from app.i18n import Text
from app.model.assessment import Finding, PackageKey, Range
from app.model.label import Label

ROADMAP_SCHEMA = "nuanfang-roadmap/1"
Season = Literal["spring", "summer", "autumn", "winter"]
SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")
Relaxed = Literal["wish", "harvest", "heating"]
"""What a step could not keep to: the wish, the harvest, no works in the heating season."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A season of a year; one a season. Winter belongs to the year it begins in."""

    number: int

    @classmethod
    def of(cls, year: int, season: Season) -> "Slot":
        """Return the slot of a year and season."""
        return cls(4 * year + SEASONS.index(season))

    @property
    def year(self) -> int:
        """The year."""
        return self.number // 4

    @property
    def season(self) -> Season:
        """The season."""
        return SEASONS[self.number % 4]

    def __str__(self) -> str:
        return f"{self.year}-{self.season}"


@dataclass(frozen=True, slots=True)
class StepState:
    """The house after a step. ``q_h_nd`` [kWh] and ``saving`` in standard use, as credited;
    ``theta_without`` January mean of the coldest heated room without heating; ``heating_cost``
    [yuan/winter] as the family lives now, same warmth; ``n_air`` [1/h] in standard use.
    """

    q_h_nd: float
    q_h_nd_per_m2: float
    saving: float
    label: Label
    theta_without: float
    heating_cost: float
    n_air: float


@dataclass(frozen=True, slots=True)
class StepMeasure:
    """A measure in a step; ``key`` as written (``W_EPS80@N``), ``days`` on site."""

    key: str
    name: Text
    where: Text
    trade: str
    stage: str
    cost: Range
    days: float


@dataclass(frozen=True, slots=True)
class RoadStep:
    """A step: one visit of a trade, or several that belong together.

    ``halves`` in which it can be done; ``cost_so_far`` and ``own_cash_so_far`` with all steps
    before; subsidies for passing the line come with the last step. ``again``: a trade comes that
    has been there before, which costs ``extra``. ``begin``: half-month laid down by hand, from
    which ``halves`` count; None where the season alone is said.
    """

    number: int
    year: int
    season: Season
    halves: tuple[int, ...]
    measures: tuple[StepMeasure, ...]
    days: float
    cost: Range
    cost_so_far: Range
    own_cash_so_far: float | None
    state: StepState
    relaxed: tuple[Relaxed, ...] = ()
    again: bool = False
    extra: float = 0.0
    begin: int | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The steps of a package. ``own``: somebody has arranged them; ``findings`` what to heed."""

    dwelling_id: str
    at: str
    plan_id: str
    package: PackageKey
    today: StepState
    steps: tuple[RoadStep, ...]
    own: bool
    findings: tuple[Finding, ...] = ()
    schema: str = ROADMAP_SCHEMA


@dataclass(frozen=True, slots=True)
class Move:
    """Put a measure (``W_EPS80@N``) into a step, counted from 1; one past the last makes one."""

    measure: str
    to: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Do a step, counted from 1, ``by`` seasons later."""

    step: int
    by: int


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a step, counted from 1, in a ``month`` (1 to 12) of a ``year``."""

    step: int
    year: int
    month: int


RoadChange = Move | Shift | Begin
"""What a person may change of an arrangement."""
