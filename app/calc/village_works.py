"""Sums over the works of a village: teams that help one another, trades by month.

Works of a step are spread over its months as its days on site are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.calc.roadmap_months import MONTH_DAYS
from app.model.village_works import (
    HouseStep,
    HouseWorks,
    LeftOut,
    Team,
    TeamMonth,
    TradeLoad,
    TradeMonth,
)

SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class _Asked:
    """Unskilled days of a month by who does them."""

    own: float = 0.0
    asked: float = 0.0
    hired: float = 0.0

    def plus(self, other: "_Asked") -> "_Asked":
        return _Asked(self.own + other.own, self.asked + other.asked, self.hired + other.hired)


def teams_of(
    houses: Sequence[HouseWorks], left_out: Sequence[LeftOut], help_limit: float
) -> tuple[Team, ...]:
    """Return the teams that have works, by name, those without a name last.

    Each family gives its own days to its own house, the earliest works first. What is left it asks
    of the team, up to what it may, and pays for the rest. A family that takes part helps
    ``help_limit`` days [d] a month at most, less in a month with works of its own, by the share of
    the month that they take. Who owes days by the ledger and does not take part gives them back
    once, where they are lacking.
    """
    names = sorted({house.team for house in houses}, key=lambda name: (not name, name))
    return tuple(
        _team(
            name,
            [house for house in houses if house.team == name],
            [house for house in left_out if house.team == name],
            help_limit,
        )
        for name in names
    )


def _team(
    name: str, houses: Sequence[HouseWorks], idle: Sequence[LeftOut], help_limit: float
) -> Team:
    asked: dict[int, _Asked] = {}
    for house in houses:
        for month, part in _of_house(house).items():
            asked[month] = asked.get(month, _Asked()).plus(part)
    members: list[HouseWorks | LeftOut] = [*houses, *idle]
    helpers = [member for member in members if member.helps]
    owed = sum((member.owes for member in members if not member.helps), start=0.0)
    months = []
    for month in sorted(asked):
        part = asked[month]
        offered = help_limit * sum(_free(helper, month) for helper in helpers)
        returned = min(owed, max(part.asked - offered, 0.0))
        owed -= returned
        need = part.own + part.asked + part.hired
        given = offered + returned
        months.append(TeamMonth(month, need, part.own, part.asked, part.hired, given, returned))
    return Team(name, len(houses), len(helpers), tuple(months))


def _free(member: HouseWorks | LeftOut, month: int) -> float:
    """Return the share of a month in which a family has no works of its own [-]."""
    if isinstance(member, LeftOut):
        return 1.0
    spans = [span for step in member.steps for span in step.spans]
    at_home = sum(days for half, days in spans if half // 2 == month)
    return max(1.0 - at_home / MONTH_DAYS[month % 12], 0.0)


def _of_house(house: HouseWorks) -> dict[int, _Asked]:
    own, ask = house.own, house.asks
    found = {}
    for month, need in sorted(need_by_month(house.steps).items()):
        given = min(need, own)
        wanted = min(need - given, ask)
        own, ask = own - given, ask - wanted
        found[month] = _Asked(given, wanted, need - given - wanted)
    return found


def need_by_month(steps: Iterable[HouseStep]) -> dict[int, float]:
    """Return the unskilled days of steps by month; they sum to those of the steps."""
    found: dict[int, float] = {}
    for step in steps:
        for month, share in step.shares().items():
            found[month] = found.get(month, 0.0) + share * step.unskilled
    return found


def trades_of(houses: Sequence[HouseWorks], limit: float) -> tuple[TradeLoad, ...]:
    """Return the skilled days of each trade by month, the trade with the highest peak first.

    Who comes beyond ``limit`` [days a month] is told in the order in which houses begin.
    """
    days: dict[str, dict[int, dict[str, float]]] = {}
    for house in sorted(houses, key=_begin):
        for step in house.steps:
            for trade, skilled in step.skilled.items():
                for month, share in step.shares().items():
                    codes = days.setdefault(trade, {}).setdefault(month, {})
                    codes[house.code] = codes.get(house.code, 0.0) + share * skilled
    loads = [
        TradeLoad(trade, tuple(_month(n, codes, limit) for n, codes in sorted(months.items())))
        for trade, months in days.items()
    ]
    return tuple(sorted(loads, key=lambda load: (-load.peak.days, load.trade)))


def _begin(house: HouseWorks) -> tuple[int, str]:
    return (min((step.spans[0][0] for step in house.steps), default=0), house.code)


def _month(number: int, codes: Mapping[str, float], limit: float) -> TradeMonth:
    so_far, over = 0.0, []
    for code, days in codes.items():
        so_far += days
        if so_far > limit + SLACK:
            over.append(code)
    return TradeMonth(number, so_far, tuple(codes), tuple(over))
