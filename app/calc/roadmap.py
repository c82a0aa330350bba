"""Steps of a retrofit package: which works go together, in which order, in which season.

A step is one visit of a trade, or of trades that join. An order says that one job must not be
done in a later step than another one; proposals keep all orders, and whoever moves a job hears
which order forbids it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.model.roadmap import SEASONS, Relaxed, Season, Slot

SEASON_HALVES: Mapping[Season, tuple[int, ...]] = {
    "spring": (4, 5, 6, 7, 8, 9),
    "summer": (10, 11, 12, 13, 14, 15),
    "autumn": (16, 17, 18, 19, 20, 21),
    "winter": (22, 23, 0, 1, 2, 3),
}
"""Half-months of a season in order of time; 0 is the first half of January."""
RELAXATIONS: tuple[tuple[Relaxed, ...], ...] = (
    (),
    ("heating",),
    ("wish",),
    ("wish", "heating"),
    ("wish", "harvest", "heating"),
)
"""What a proposal gives up, least first, until a season within a year is found."""
WEATHER, TIME = "R42", "time"
ALL = frozenset(range(24))


@dataclass(frozen=True, slots=True)
class Job:
    """A measure as a piece of work.

    ``stage`` lower comes first; jobs of one ``trade`` come together, and with those of the
    trades it ``joins``. ``value`` saving per yuan, larger comes first among equals. ``halves``
    in which its weather is to be had; ``opens`` the house, so better not while it is heated.
    ``companion``: goes with the first step that holds a job of ``tightens``.
    """

    key: str
    stage: int
    trade: str
    value: float = 0.0
    halves: frozenset[int] = ALL
    opens: bool = False
    tightens: bool = False
    companion: bool = False
    joins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """``first`` must not be done in a later step than ``later``; ``rule`` names the reason."""

    rule: str
    first: str
    later: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """What bounds the works: ``start`` half-month (24 · year + half), half-months the family
    wishes, those of the ``harvest`` and those of the ``heating`` season."""

    start: int
    wish: frozenset[int] = ALL
    harvest: frozenset[int] = frozenset()
    heating: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as arranged: when, and which jobs; ``begin`` half-month if one is laid down."""

    slot: Slot
    jobs: tuple[str, ...]
    begin: int | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an arrangement breaks; ``job`` is wrong because of ``other``."""

    rule: str
    job: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """All jobs of a package with their orders and the calendar."""

    jobs: tuple[Job, ...]
    orders: tuple[Order, ...]
    calendar: Calendar
    most: int = 6

    def job(self, key: str) -> Job:
        """Return a job by its key."""
        return next(job for job in self.jobs if job.key == key)


# time


def half_number(slot: Slot, half: int) -> int:
    """Return the half-month of a slot counted from the year 0; winter passes into the next year."""
    later = slot.season == "winter" and half < SEASON_HALVES["spring"][0]
    return 24 * (slot.year + later) + half


def slot_at(number: int) -> Slot:
    """Return the slot that a half-month (24 · year + half) lies in."""
    year, half = divmod(number, 24)
    if half in SEASON_HALVES["winter"] and half < SEASON_HALVES["spring"][0]:
        return Slot.of(year - 1, "winter")
    return next(Slot.of(year, season) for season in SEASONS if half in SEASON_HALVES[season])


def coming(slot: Slot, calendar: Calendar) -> tuple[int, ...]:
    """Return the half-months of a slot that are not past."""
    halves = SEASON_HALVES[slot.season]
    return tuple(half for half in halves if half_number(slot, half) >= calendar.start)


def workable(jobs: Iterable[Job]) -> frozenset[int]:
    """Return the half-months in which all jobs can be done."""
    found = ALL
    for job in jobs:
        found &= job.halves
    return found


def times(stop: Stop, task: Task) -> tuple[tuple[int, ...], tuple[Relaxed, ...]]:
    """Return in which half-months of its slot a step can be done, and what was given up.

    Where its begin is laid down, from there on, and given up is what that half-month breaks.
    """
    jobs = [task.job(key) for key in stop.jobs]
    if stop.begin is not None:
        given_up = _given_up(stop.begin, jobs, task.calendar)
        halves = _halves(stop.slot, jobs, task.calendar, given_up)
        if stop.begin not in halves:
            return (), ()
        return halves[halves.index(stop.begin) :], given_up
    for relaxed in RELAXATIONS:
        halves = _halves(stop.slot, jobs, task.calendar, relaxed)
        if halves:
            return halves, relaxed
    return (), ()


def _given_up(half: int, jobs: Sequence[Job], calendar: Calendar) -> tuple[Relaxed, ...]:
    """Return what works in a half-month do not keep to."""
    heated = half in calendar.heating and any(job.opens for job in jobs)
    kept: tuple[tuple[Relaxed, bool], ...] = (
        ("wish", half in calendar.wish),
        ("harvest", half not in calendar.harvest),
        ("heating", not heated),
    )
    return tuple(name for name, keeps in kept if not keeps)


def _halves(
    slot: Slot, jobs: Sequence[Job], calendar: Calendar, relaxed: Sequence[Relaxed]
) -> tuple[int, ...]:
    good = workable(jobs)
    if "wish" not in relaxed:
        good &= calendar.wish
    if "harvest" not in relaxed:
        good -= calendar.harvest
    if "heating" not in relaxed and any(job.opens for job in jobs):
        good -= calendar.heating
    return tuple(half for half in coming(slot, calendar) if half in good)


def first_slot(jobs: Sequence[Job], earliest: Slot, calendar: Calendar) -> Slot:
    """Return the first season within a year in which jobs can be done, wishes kept if possible."""
    for relaxed in RELAXATIONS:
        for ahead in range(len(SEASONS) + 1):
            slot = Slot(earliest.number + ahead)
            if _halves(slot, jobs, calendar, relaxed):
                return slot
    return earliest


# proposal


def proposed(task: Task) -> tuple[Stop, ...]:
    """Return the steps that keep all orders, trades together, each in its first good season.

    Raises
    ------
    ValueError
        If the orders contradict each other.
    """
    groups = _few_enough(_grouped(task), task)
    earliest, stops = slot_at(task.calendar.start), []
    for keys in groups:
        earliest = first_slot([task.job(key) for key in keys], earliest, task.calendar)
        stops.append(Stop(earliest, tuple(keys)))
    return tuple(stops)


def _grouped(task: Task) -> list[list[str]]:
    groups: list[list[str]] = []
    place: dict[str, int] = {}
    for job in _sorted([job for job in task.jobs if not job.companion], task.orders):
        before = [place[o.first] for o in task.orders if o.later == job.key and o.first in place]
        number = next(
            (
                k
                for k in range(max(before, default=0), len(groups))
                if _together(job, [task.job(key) for key in groups[k]])
            ),
            len(groups),
        )
        if number == len(groups):
            groups.append([])
        groups[number].append(job.key)
        place[job.key] = number
    companions = [job.key for job in task.jobs if job.companion]
    if companions:
        _join(companions, groups, task)
    return groups


def _join(companions: Sequence[str], groups: list[list[str]], task: Task) -> None:
    """Put companions into the first step that tightens, else into the first one."""
    if not groups:
        groups.append([])
    tight = [k for k, keys in enumerate(groups) if any(task.job(key).tightens for key in keys)]
    groups[tight[0] if tight else 0].extend(companions)


def _together(job: Job, group: Sequence[Job]) -> bool:
    trades = {other.trade for other in group}
    joined = any(job.trade in other.joins for other in group) or bool(job.joins & trades)
    return (job.trade in trades or joined) and bool(workable([job, *group]))


def _sorted(jobs: Sequence[Job], orders: Sequence[Order]) -> list[Job]:
    """Return jobs by stage and value, none before one that must come first."""
    keys = {job.key for job in jobs}
    waiting, done, sorted_jobs = list(jobs), set[str](), []
    while waiting:
        free = [
            job
            for job in waiting
            if all(o.first in done or o.first not in keys for o in orders if o.later == job.key)
        ]
        if not free:
            raise ValueError("the orders of the works contradict each other")
        job = min(free, key=lambda item: (item.stage, -item.value, item.key))
        waiting.remove(job)
        done.add(job.key)
        sorted_jobs.append(job)
    return sorted_jobs


def _few_enough(groups: list[list[str]], task: Task) -> list[list[str]]:
    """Join neighbouring steps whose weather agrees until there are few enough."""
    while len(groups) > task.most:
        pairs = [
            k
            for k in range(len(groups) - 1)
            if workable([task.job(key) for key in (*groups[k], *groups[k + 1])])
        ]
        if not pairs:
            break
        k = min(pairs, key=lambda n: len(groups[n]) + len(groups[n + 1]))
        groups = [*groups[:k], [*groups[k], *groups[k + 1]], *groups[k + 2 :]]
    return groups


# checks


def broken(stops: Sequence[Stop], task: Task) -> tuple[Broken, ...]:
    """Return the rules that an arrangement breaks: orders, weather, steps out of time.

    Raises
    ------
    ValueError
        If the arrangement does not hold each job once.
    """
    place = {key: k for k, stop in enumerate(stops) for key in stop.jobs}
    held = sum(len(stop.jobs) for stop in stops)
    if held != len(place) or set(place) != {job.key for job in task.jobs}:
        raise ValueError("an arrangement holds each job once")
    found = [
        Broken(order.rule, order.first, order.later)
        for order in task.orders
        if place[order.first] > place[order.later]
    ]
    for k, stop in enumerate(stops):
        ahead = _ahead(stop, task.calendar)
        if not ahead or (k and _too_early(stop, stops[k - 1], task)):
            found.append(Broken(TIME, stop.jobs[0]))
        else:
            found += [Broken(WEATHER, key) for key in _out_of_weather(stop.jobs, ahead, task)]
    return tuple(found)


def _ahead(stop: Stop, calendar: Calendar) -> tuple[int, ...]:
    """Return the half-months in which a step may begin."""
    ahead = coming(stop.slot, calendar)
    return ahead if stop.begin is None else tuple(half for half in ahead if half == stop.begin)


def _too_early(stop: Stop, before: Stop, task: Task) -> bool:
    """Tell whether a step comes in an earlier season, or begins before the one ahead of it."""
    if stop.slot != before.slot or stop.begin is None:
        return stop.slot < before.slot
    halves = (before.begin,) if before.begin is not None else times(before, task)[0]
    first = half_number(before.slot, halves[0]) if halves else 0
    return half_number(stop.slot, stop.begin) < first


def _out_of_weather(keys: Sequence[str], ahead: Iterable[int], task: Task) -> list[str]:
    """Return the jobs whose weather is not to be had; the first one where they only clash."""
    coming_halves = set(ahead)
    cold = [key for key in keys if not task.job(key).halves & coming_halves]
    clash = not workable(task.job(key) for key in keys) & coming_halves
    return cold or [*keys[:1]] * clash
