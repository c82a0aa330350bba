"""What the works of a village ask for, as lines of tables: helpers, trades, frost, houses apart."""

from collections.abc import Iterator, Mapping
from typing import Literal

from app.i18n import gettext as _
from app.i18n import language
from app.model.village_works import Team, TradeLoad, VillageWorks
from app.services.roadmap_text import month_text
from app.services.village_works_text import (
    LACKING,
    code_end,
    codes_text,
    days_text,
    next_text,
    team_sentence,
    team_word,
    trade_word,
)
from app.ui.preferences.table import Line

Part = Literal["help", "trades", "frost", "apart"]
PARTS: tuple[Part, ...] = ("help", "trades", "frost", "apart")
_NAMED = 12
STRETCH: Mapping[Part, int] = {"help": 8, "trades": 4, "frost": 3, "apart": 2}
"""The column of each table that takes what is left."""


def part_word(part: Part) -> str:
    """Return the name of a table."""
    return {
        "help": _("Mutual help"),
        "trades": _("Trades"),
        "frost": _("Frost"),
        "apart": _("Without steps"),
    }[part]


def heads_of(part: Part) -> tuple[str, ...]:
    """Return the heads of a table."""
    if part == "help":
        return (
            _("Group"),
            _("Month"),
            _("simple days"),
            _("own"),
            _("of others"),
            _("can be given"),
            _("left"),
            _("paid"),
            _("What it means"),
        )
    if part == "trades":
        return _("Trade"), _("Month"), _("skilled days"), _("Houses"), _("Beyond the limit")
    if part == "frost":
        return _("House"), _("Step"), _("Month"), _("Works"), _("coldest"), _("needed"), _("Go to")
    return _("House"), _("Head"), _("Why")


def lines_of(part: Part, works: VillageWorks, names: Mapping[str, str]) -> list[Line]:
    """Return the lines of a table; ``names`` of the heads of households."""
    found = {
        "help": lambda: [line for team in works.teams for line in _team_lines(team)],
        "trades": lambda: [line for load in works.trades for line in _trade_lines(load)],
        "frost": lambda: list(_frost_lines(works)),
        "apart": lambda: list(_left_lines(works, names)),
    }[part]()
    return found or [_nothing(part)]


def count_of(part: Part, works: VillageWorks) -> int:
    """Return how many things a table has to tell that want an answer."""
    if part == "apart":
        return len(works.left_out)
    return sum(len(step.frost) for house in works.houses for step in house.steps)


def _nothing(part: Part) -> Line:
    """Return the line of a table that has nothing to tell; it has no key."""
    told = {
        "help": _("No simple work is needed."),
        "trades": _("No trade is needed."),
        "frost": _("No works are planned where it is too cold for them."),
        "apart": _("Every house has steps."),
    }[part]
    cells = ["" for _head in heads_of(part)]
    cells[STRETCH[part]] = told
    return Line("", tuple(cells))


def _team_lines(team: Team) -> Iterator[Line]:
    tight = team.tightest
    for item in team.months:
        lacks = item.balance < -LACKING
        cells = (
            team_word(team.name),
            month_text(item.month),
            days_text(item.need),
            days_text(item.own),
            days_text(item.asked),
            days_text(item.offered),
            ("⚠ " if lacks else "") + days_text(item.balance),
            days_text(item.hired),
            team_sentence(team) if item is tight else "",
        )
        yield Line(f"{team.name}:{item.month}", cells, amber=lacks)


def _trade_lines(load: TradeLoad) -> Iterator[Line]:
    for item in load.months:
        word = trade_word(load.trade)
        at_peak = item is load.peak
        cells = (
            _("{trade} (most)").format(trade=word) if at_peak else word,
            month_text(item.month),
            days_text(item.days),
            str(len(item.codes)),
            f"⚠ {codes_text(item.over, _NAMED)}" if item.over else "",
        )
        yield Line(f"{load.trade}:{item.month}", cells, amber=bool(item.over), strong=at_peak)


def _frost_lines(works: VillageWorks) -> Iterator[Line]:
    for house in works.houses:
        for step in house.steps:
            for frost in step.frost:
                cells = (
                    f"⚠ {code_end(house.code)}",
                    str(step.number),
                    month_text(frost.month),
                    _(", ").join(item.get(language()) for item in frost.measures),
                    f"{frost.theta:.1f} ℃",
                    f"{frost.limit:g} ℃",
                    next_text(frost),
                )
                key = f"{house.dwelling_id}:{step.number}:{frost.next_month or ''}"
                yield Line(key, cells, amber=True)


def _left_lines(works: VillageWorks, names: Mapping[str, str]) -> Iterator[Line]:
    for left in works.left_out:
        cells = (code_end(left.code), names.get(left.dwelling_id, ""), left.why.get(language()))
        yield Line(left.dwelling_id, cells)
