"""How an arrangement of steps changes: a job to another step, a step to another season.

Whether rules are kept is asked of :func:`app.calc.roadmap.broken`.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.calc.roadmap import Stop, Task, first_slot
from app.model.roadmap import Slot


def moved(stops: Sequence[Stop], key: str, to: int, task: Task) -> tuple[Stop, ...]:
    """Return the arrangement with a job in step ``to`` (from 0); one past the last makes a step.

    A step left empty is dropped.
    """
    held = [replace(stop, jobs=tuple(k for k in stop.jobs if k != key)) for stop in stops]
    if to >= len(stops):
        slot = first_slot([task.job(key)], stops[-1].slot, task.calendar)
        held.append(Stop(slot, (key,)))
    else:
        held[max(to, 0)] = replace(held[max(to, 0)], jobs=(*held[max(to, 0)].jobs, key))
    return tuple(stop for stop in held if stop.jobs)


def shifted(stops: Sequence[Stop], number: int, by: int) -> tuple[Stop, ...]:
    """Return the arrangement with step ``number`` (from 0) ``by`` seasons later.

    Steps after it go along where they would come before it. Months laid down are kept only by
    those that stay in their season.
    """
    return moved_on(stops, number, Stop(Slot(stops[number].slot.number + by), stops[number].jobs))


def moved_on(stops: Sequence[Stop], number: int, new: Stop) -> tuple[Stop, ...]:
    """Return the arrangement with ``new`` for a step; later ones are not left before it."""
    after = [
        replace(stop, slot=new.slot, begin=None) if stop.slot < new.slot else stop
        for stop in stops[number + 1 :]
    ]
    return (*stops[:number], new, *after)
