"""Months of the works: when a step begins, and on which days of which half-month it is done.

Half-months are counted from the year 0 (24 · year + half), months likewise (12 · year + month).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.calc.roadmap import (
    SEASON_HALVES,
    Stop,
    Task,
    broken,
    half_number,
    slot_at,
    times,
)
from app.calc.roadmap_moves import moved_on

MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FIRST_HALF = 15
"""Days of the first half of every month."""
LOOK_AHEAD = 24
"""Months in which a better one is looked for."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A step on the calendar: half-months in which it can be done, days [d] by half-month.

    ``overruns``: the half-months that are open to it are too few for its days.
    """

    window: tuple[int, ...]
    spans: tuple[tuple[int, float], ...]
    overruns: bool

    @property
    def month(self) -> int:
        """The month in which the step begins."""
        return self.spans[0][0] // 2


def half_days(number: int) -> int:
    """Return how many days a half-month has [d]."""
    month, second = divmod(number, 2)
    return MONTH_DAYS[month % 12] - FIRST_HALF if second else FIRST_HALF


def laid(stops: Sequence[Stop], task: Task, days: Sequence[float]) -> tuple[Laid, ...]:
    """Return the steps on the calendar, one after the other, each as early as it can be.

    ``days`` [d] on site of each step. A step that finds its half-months too short runs on
    without a break.
    """
    found: list[Laid] = []
    at, used = 0, 0.0
    for stop, much in zip(stops, days, strict=True):
        opened = _window(stop, task)
        window = tuple(half for half in opened if half >= at) or (at,)
        spans = _filled(window, much, at, used)
        found.append(Laid(window, spans, spans[-1][0] > opened[-1]))
        last, there = spans[-1]
        used = there + (used if last == at else 0.0)
        at = last
    return tuple(found)


def _window(stop: Stop, task: Task) -> tuple[int, ...]:
    """Return the half-months open to a step; where weather or time shut all, those it stands in."""
    halves = times(stop, task)[0]
    if not halves:
        halves = SEASON_HALVES[stop.slot.season]
        halves = halves[halves.index(stop.begin) :] if stop.begin in halves else halves
    return tuple(half_number(stop.slot, half) for half in halves)


def _filled(
    window: Sequence[int], days: float, at: int, used: float
) -> tuple[tuple[int, float], ...]:
    """Return the days by half-month; past the last one that is open they run on."""
    rest, spans = days, list[tuple[int, float]]()
    half, open_to = window[0], set(window)
    while rest > 1e-9 or not spans:
        past = half > window[-1]
        room = half_days(half) - (used if half == at else 0.0)
        if (half in open_to or past) and room > 1e-9:
            spans.append((half, min(rest, room)))
            rest -= spans[-1][1]
        half += 1
    return tuple(spans)


def begun(stops: Sequence[Stop], number: int, month: int, task: Task) -> tuple[Stop, ...]:
    """Return the arrangement with step ``number`` (from 0) begun in a month.

    It begins in the half of the month that breaks fewest rules, then gives up least, then comes
    first. Whether rules are kept is asked of :func:`app.calc.roadmap.broken`.
    """
    tries = [_begun(stops, number, half, task) for half in (2 * month, 2 * month + 1)]
    return min(tries, key=lambda new: (len(broken(new, task)), len(times(new[number], task)[1])))


def _begun(stops: Sequence[Stop], number: int, half: int, task: Task) -> tuple[Stop, ...]:
    new = Stop(slot_at(half), stops[number].jobs, half % 24)
    held = moved_on(stops, number, new)
    later = [
        replace(stop, begin=new.begin)
        if stop.slot == new.slot
        and stop.begin is not None
        and half_number(stop.slot, stop.begin) < half
        else stop
        for stop in held[number + 1 :]
    ]
    return (*held[: number + 1], *later)


def next_month(stops: Sequence[Stop], number: int, month: int, task: Task) -> int | None:
    """Return the first month after ``month`` in which a step may begin; None within two years."""
    before = set(broken(stops, task))
    for later in range(month + 1, month + 1 + LOOK_AHEAD):
        if not set(broken(begun(stops, number, later, task), task)) - before:
            return later
    return None
