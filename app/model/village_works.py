"""The works of a whole village: whose steps fall into which month, who helps, which trade is asked.

Half-months are counted from the year 0 (24 · year + half), months likewise (12 · year + month, from
0). Work in [days] of one person, time on site in [d].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.i18n import Text
from app.model.assessment import PackageKey
from app.model.catalogue.works import WorkStage
from app.model.roadmap import Relaxed

VILLAGE_WORKS_SCHEMA = "nuanfang-village-works/1"
TRADE_LIMIT, HELP_LIMIT = "V46", "V47"
WORKS_LIMITS = (TRADE_LIMIT, HELP_LIMIT)
"""Values of the village that bound the works; no result of a house rests on them."""
LeftReason = Literal["none", "old", "stopped", "nothing", "fault"]
"""Not planned; answers changed since; a rule stops it; no package; it cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Frost:
    """Works too cold in a ``month``: ``theta`` [°C] its coldest hours on average, ``limit`` what
    the ``measures`` need. ``next_month`` in which the whole step is warm enough, None without one.
    """

    month: int
    theta: float
    limit: float
    measures: tuple[Text, ...]
    next_month: int | None


@dataclass(frozen=True, slots=True)
class HouseStep:
    """A step of a house on the calendar.

    ``window``: half-months in which it can be done; ``spans``: days on site by half-month, as early
    as may be. ``unskilled`` and ``skilled`` (by trade) days of work. ``joined``: strengthening
    with other works. ``overruns``: its half-months are too few.
    """

    number: int
    stage: WorkStage
    window: tuple[int, ...]
    spans: tuple[tuple[int, float], ...]
    measures: tuple[Text, ...]
    days: float
    unskilled: float
    skilled: Mapping[str, float]
    joined: bool = False
    overruns: bool = False
    relaxed: tuple[Relaxed, ...] = ()
    frost: tuple[Frost, ...] = ()

    @property
    def month(self) -> int:
        """The month in which it begins."""
        return self.spans[0][0] // 2

    @property
    def last_month(self) -> int:
        """The month in which it ends."""
        return self.spans[-1][0] // 2

    def shares(self) -> dict[int, float]:
        """Return which share of the step falls into which month [-]; they sum to 1."""
        total = sum(days for _half, days in self.spans)
        found: dict[int, float] = {}
        for half, days in self.spans:
            share = days / total if total > 0 else 1.0 / len(self.spans)
            found[half // 2] = found.get(half // 2, 0.0) + share
        return found


@dataclass(frozen=True, slots=True)
class HouseWorks:
    """The works of a house with what its family gives.

    ``own`` days at their own house; ``helps``: they take part in mutual help, and let ``asks`` days
    be given to them at most; ``owes`` days by the ledger. ``arranged`` by hand; ``chosen``
    by the family; ``outdated``: planned with other prices or policy. ``values`` of the jobs by
    which steps were proposed, of the plan ``plan_id``; ``lines`` of the arrangement.
    """

    dwelling_id: str
    code: str
    team: str
    package: PackageKey
    steps: tuple[HouseStep, ...]
    own: float
    helps: bool
    asks: float
    owes: float = 0.0
    arranged: bool = False
    chosen: bool = False
    outdated: bool = False
    plan_id: str = ""
    values: Mapping[str, float] | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A house without steps, and why; its family may help all the same."""

    dwelling_id: str
    code: str
    team: str
    reason: LeftReason
    why: Text
    helps: bool = False
    owes: float = 0.0


@dataclass(frozen=True, slots=True)
class TeamMonth:
    """Unskilled days of a team in a month: ``need`` = ``own`` + ``asked`` + ``hired``.

    ``own`` are given by the families at work on their own house, ``asked`` of the team, ``hired``
    for money. ``offered`` is what the team can give, ``returned`` of it what is owed by the ledger.
    """

    month: int
    need: float
    own: float
    asked: float
    hired: float
    offered: float
    returned: float = 0.0

    @property
    def balance(self) -> float:
        """What the team has left (+) or lacks (-)."""
        return self.offered - self.asked


@dataclass(frozen=True, slots=True)
class Team:
    """A group that helps one another; ``name`` "" for houses whose group is not known."""

    name: str
    houses: int
    helpers: int
    months: tuple[TeamMonth, ...]

    @property
    def need(self) -> float:
        """All unskilled days of the team's houses."""
        return sum(month.need for month in self.months)

    @property
    def tightest(self) -> TeamMonth | None:
        """The month with least to spare; None without works."""
        return min(self.months, key=lambda item: (item.balance, item.month), default=None)


@dataclass(frozen=True, slots=True)
class TradeMonth:
    """Skilled days of a trade in a month; ``over``: codes of the houses beyond the limit."""

    month: int
    days: float
    codes: tuple[str, ...]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradeLoad:
    """What a trade is asked for, month by month."""

    trade: str
    months: tuple[TradeMonth, ...]

    @property
    def peak(self) -> TradeMonth:
        """The month with most work, the first of equals."""
        return max(self.months, key=lambda item: (item.days, -item.month))


@dataclass(frozen=True, slots=True)
class VillageWorks:
    """All works of a village. ``help_limit``: days a family helps others in a month at most;
    ``trade_limit``: skilled days a trade has in a month; ``frost_rule`` what wet works need.
    """

    at: str
    houses: tuple[HouseWorks, ...]
    left_out: tuple[LeftOut, ...]
    teams: tuple[Team, ...]
    trades: tuple[TradeLoad, ...]
    help_limit: float
    trade_limit: float
    frost_rule: Text
    schema: str = VILLAGE_WORKS_SCHEMA
