"""What the calendar of a village shows: a row a house, a bar a step, in months."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.calc.roadmap_months import half_days
from app.model.village_works import HouseStep, HouseWorks, VillageWorks
from app.services.village_works_text import code_end, step_text

BEYOND = "▲"
PATTERNS = {
    "strengthening": Qt.BrushStyle.DiagCrossPattern,
    "repair": Qt.BrushStyle.BDiagPattern,
    "wet": Qt.BrushStyle.HorPattern,
    "envelope": Qt.BrushStyle.NoBrush,
    "openings": Qt.BrushStyle.VerPattern,
    "equipment": Qt.BrushStyle.Dense6Pattern,
}
"""Pattern over the colour of each class, so that a grey print tells them apart too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step: from ``begin`` to ``end``, open from ``opens`` to ``shuts`` (months from year 0)."""

    number: int
    stage: str
    begin: float
    end: float
    opens: float
    shuts: float
    joined: bool
    frost: bool
    overruns: bool
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A house with its steps; ``mark`` before its name."""

    dwelling_id: str
    title: str
    bars: tuple[Bar, ...]
    mark: str = ""


def row_of(house: HouseWorks, name: str, *, beyond: bool = False) -> Row:
    """Return the row of a house; ``name`` of the head of the household.

    ``beyond``: a trade is asked for more than it has with this house.
    """
    used: dict[int, float] = {}
    bars = tuple(_bar(step, used) for step in house.steps)
    warned = house.outdated or any(bar.frost or bar.overruns for bar in bars)
    mark = ("⚠" if warned else "") + (BEYOND if beyond else "")
    return Row(house.dwelling_id, f"{code_end(house.code)} {name}".strip(), bars, mark)


def beyond_limit(works: VillageWorks) -> frozenset[str]:
    """Return the codes of the houses with which a trade is asked for more than it has."""
    return frozenset(code for load in works.trades for month in load.months for code in month.over)


def _bar(step: HouseStep, used: dict[int, float]) -> Bar:
    """Return the bar of a step, behind what the steps before it ``used`` of a half-month [d]."""
    first, last = step.spans[0], step.spans[-1]
    begin = _place(first[0], used.get(first[0], 0.0))
    for half, days in step.spans:
        used[half] = used.get(half, 0.0) + days
    return Bar(
        number=step.number,
        stage=step.stage,
        begin=begin,
        end=_place(last[0], used[last[0]]),
        opens=step.window[0] / 2,
        shuts=(step.window[-1] + 1) / 2,
        joined=step.joined,
        frost=bool(step.frost),
        overruns=step.overruns,
        text=step_text(step),
    )


def _place(half: int, days: float) -> float:
    """Return the month, with its fraction, at which some days of a half-month are over."""
    return (half + min(days / half_days(half), 1.0)) / 2


def months_of(rows: Sequence[Row], today: float, least: int) -> tuple[int, int]:
    """Return the first month shown and how many: from today on, at least ``least``."""
    bars = [bar for row in rows for bar in row.bars]
    first = int(min([today, *(bar.begin for bar in bars)]))
    last = int(max([today, *(max(bar.end, bar.shuts) for bar in bars)]) + 0.999)
    return first, max(last - first, least)
