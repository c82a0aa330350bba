"""The walls of a batch over steps of several lengths, areas included, as the kernel takes them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.calc.batch import Batch, Index, blocks
from app.calc.conduction import Modes, Wall, massless, mode_terms, modes_of, wide_modes
from app.calc.glazing import Glass
from app.calc.network import Element
from app.model.climate import Array


def walls(batch: Batch, seconds: Sequence[float]) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the walls over steps of ``seconds``, infinite for the steady
    state: face conductances by length, and by mode what remains of it and what it takes from
    both faces. It gives the faces as much of itself, by the length of the step."""
    known, which = _known(batch)
    count = np.array([len(m.s) for m in known])
    most = count[which].max(axis=1)
    heavy = np.flatnonzero(most)
    rows = slice(int(heavy[0]), int(heavy[-1]) + 1) if len(heavy) else slice(0, 0)
    y, modal = _tables(known, seconds)
    area = batch.area[: batch.count]
    own = (y[which] * area[:, :, None, None]).transpose(2, 0, 3, 1)
    shares = area[rows] / np.array(seconds)[:, None, None]
    return (
        {"heavy": len(most[rows]), "first_heavy": rows.start, "modes": modal.shape[2]},
        {
            "modes_of": most[rows],
            "y": blocks(own),
            "modal": blocks(modal[which[rows]].transpose(2, 0, 3, 4, 1)),
            "share": blocks(shares),
        },
    )


def _known(batch: Batch) -> tuple[list[Modes], Index]:
    """Return the different walls and panes of a batch, and which of them each element is (E, V)."""
    number: dict[object, int] = {}
    built: list[Wall | float] = []
    own = []
    if batch.numbers is not None:
        return _known_wide(batch.distinct, batch.numbers)
    for e in batch.distinct:
        key = e.glass.conductance if e.glass else (id(e.wall[0]), e.wall[1])
        if key not in number:
            number[key] = len(built)
            built.append(e.glass.conductance if e.glass else e.wall)
        own.append(number[key])
    modes = iter(modes_of([wall for wall in built if isinstance(wall, tuple)]))
    known = [massless(wall) if isinstance(wall, float) else next(modes) for wall in built]
    return known, np.array(own)[batch.which].T


def _known_wide(elements: Sequence[Element], numbers: Index) -> tuple[list[Modes], Index]:
    """Return the same of wide elements: the walls of all houses of each, one after the other."""
    known: list[Modes] = []
    begins: dict[object, Index] = {}
    which = []
    for e in elements:
        key = id(e.glass) if e.glass else (id(e.wall[0]), e.wall[1])
        if key not in begins:
            walls = _panes(e.glass) if e.glass else wide_modes(*e.wall)
            begins[key] = len(known) + (numbers if len(walls) > 1 else np.zeros_like(numbers))
            known += walls
        which.append(begins[key])
    return known, np.array(which)


def _panes(glass: Glass) -> list[Modes]:
    return [massless(float(g)) for g in np.atleast_1d(glass.conductance)]


def _tables(known: Sequence[Modes], seconds: Sequence[float]) -> tuple[Array, Array]:
    """Return y_ii, −y_io, y_oo (walls, lengths, 3) and, by mode, what remains of it over a step
    and what it takes from the faces (walls, lengths, modes, 3), per m²."""
    deepest = max((len(m.s) for m in known), default=0)
    s, b = np.ones((len(known), deepest)), np.zeros((2, len(known), deepest))
    for n, m in enumerate(known):
        s[n, : len(m.s)] = m.s
        b[:, n, : len(m.s)] = m.b_i, m.b_o
    steady = np.array([[m.g_i, m.g_io, m.g_o] for m in known])
    y, modal = [], []
    for dt in seconds:
        e, _, gain, held = mode_terms(s, dt)
        taken = [(b[i] * held * b[o]).sum(axis=1) for i, o in ((0, 0), (0, 1), (1, 1))]
        y.append(steady + np.array([-taken[0], taken[1], -taken[2]]).T)
        modal.append(np.array([e, *(b * gain)]))
    return np.array(y).swapaxes(0, 1), np.array(modal).transpose(2, 0, 3, 1)
