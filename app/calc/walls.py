"""The walls of a batch over steps of several lengths, areas included, as the kernel takes them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.calc.batch import Batch, Index
from app.calc.conduction import Modes, Wall, massless, modes_of
from app.calc.wide_walls import Table, tables, wide_walls
from app.model.climate import Array


def walls(batch: Batch, seconds: Sequence[float]) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the walls over steps of ``seconds``, infinite for the steady
    state: face conductances by length, and by mode what remains of it and what it takes from
    both faces. It gives the faces as much of itself, by the length of the step."""
    known = _wide(batch, seconds) if batch.numbers is not None else _plain(batch, seconds)
    most = known.count.max(axis=1)
    heavy = np.flatnonzero(most)
    rows = slice(int(heavy[0]), int(heavy[-1]) + 1) if len(heavy) else slice(0, 0)
    area = batch.area[: batch.count]
    own = (known.y * area[:, :, None, None]).transpose(2, 0, 3, 1)
    shares = area[rows] / np.array(seconds)[:, None, None]
    return (
        {"heavy": len(most[rows]), "first_heavy": rows.start, "modes": known.modal.shape[3]},
        {
            "modes_of": most[rows],
            "y": batch.blocks(own),
            "modal": batch.blocks(known.modal[rows].transpose(2, 0, 3, 4, 1)),
            "share": batch.blocks(shares),
        },
    )


def _plain(batch: Batch, seconds: Sequence[float]) -> Table:
    """Return the walls and panes of a batch, element by element and house by house."""
    known, which = _known(batch)
    y, modal = tables(known, seconds)
    count = np.array([len(m.s) for m in known])
    return Table(count[which], y[which], modal[which])


def _wide(batch: Batch, seconds: Sequence[float]) -> Table:
    """Return the same of the elements of a wide network."""
    glass = [e.glass for e in batch.distinct]
    made = iter(wide_walls([e.wall for e in batch.distinct if e.glass is None]))
    found = [
        next(made).over(seconds) if pane is None else _pane(pane.conductance, len(seconds))
        for pane in glass
    ]
    elements = [found[k] for k in batch.which[0]]
    places = [batch.numbers if len(t.count) > 1 else np.zeros(batch.size, int) for t in elements]
    deepest = max((t.modal.shape[2] for t in elements), default=0)
    modal = np.zeros((len(elements), batch.size, len(seconds), deepest, 3))
    for k, (t, at) in enumerate(zip(elements, places, strict=True)):
        modal[k, :, :, : t.modal.shape[2]] = t.modal[at]
    count, y = (
        np.array([values[at] for values, at in zip(of, places, strict=True)])
        for of in ([t.count for t in elements], [t.y for t in elements])
    )
    return Table(count, y, modal)


def _pane(conductance: float | Array, lengths: int) -> Table:
    """Return glass, which holds nothing back, over steps of so many lengths."""
    g = np.atleast_1d(conductance)
    y = np.broadcast_to(g[:, None, None], (len(g), lengths, 3))
    return Table(np.zeros(len(g), dtype=int), y, np.zeros((len(g), lengths, 0, 3)))


def _known(batch: Batch) -> tuple[list[Modes], Index]:
    """Return the different walls and panes of a batch, and which of them each element is (E, V)."""
    number: dict[object, int] = {}
    built: list[Wall | float] = []
    own = []
    for e in batch.distinct:
        key = e.glass.conductance if e.glass else (id(e.wall[0]), e.wall[1])
        if key not in number:
            number[key] = len(built)
            built.append(e.glass.conductance if e.glass else e.wall)
        own.append(number[key])
    modes = iter(modes_of([wall for wall in built if isinstance(wall, tuple)]))
    known = [massless(wall) if isinstance(wall, float) else next(modes) for wall in built]
    return known, np.array(own)[batch.which].T
