"""Figures of the village's own, one value each: a price, a value of a house type, tariff hours.

Each is a repeat row of the village (V33) whose id follows from what the figure is of. Two people
who set different figures on two computers therefore never contradict each other; two who set the
same one differently are a conflict of that figure alone.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.change import Edit
from app.model.ids import derived_id
from app.model.survey import VillageValues
from app.model.survey.village import OWN_FIGURE
from app.model.value import BLANK, Provenance, known

MEASURE, TYPE, TARIFF = "measure", "type", "tariff"
MARKS: tuple[Mark, ...] = ("A", "B", "C")
"""What the village may say of its own figure: read in a paper, told by somebody, estimated."""


class OwnFigure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A figure of the village: what it is ``of``, its value, and where that comes from.

    ``spread`` low, usual, high; ``value`` a number or code; ``hours`` [start, end) of each band;
    ``share`` [-]. ``dropped`` says that the figure of the program holds, whatever an earlier
    release wrote into V31. ``date``: the day since which it holds (ISO 8601).
    """

    of: str
    source: str = ""
    date: str = ""
    mark: Mark = "C"
    spread: tuple[float, float, float] | None = None
    value: int | float | str | None = None
    hours: tuple[tuple[int, int], ...] = ()
    share: float | None = None
    dropped: bool = False


def key_of(kind: str, *parts: str) -> str:
    """Return what a figure is of, such as ``measure/W_EPS50``."""
    return "/".join((kind, *parts))


def row_of(of: str) -> str:
    """Return the id of the row that everybody keeps this figure in."""
    return derived_id("own figure", of)


def figures_of(village: VillageValues) -> Mapping[str, OwnFigure]:
    """Return the figures of a village by what they are of; rows that cannot be read left out."""
    return _parsed(rows_text(village))


def rows_text(village: VillageValues) -> tuple[tuple[str, str], ...]:
    """Return the rows as (id, text): the same if and only if the figures are the same."""
    return tuple((row.id, str(row.figure.value or "")) for row in village.own)


def unread(village: VillageValues) -> list[str]:
    """Return the ids of the rows that this release cannot read, and so does not use."""
    return [row for row, text in rows_text(village) if text and _figure(row, text) is None]


@lru_cache(maxsize=8)
def _parsed(rows: tuple[tuple[str, str], ...]) -> Mapping[str, OwnFigure]:
    found = (_figure(row, text) for row, text in rows)
    return MappingProxyType({figure.of: figure for figure in found if figure is not None})


def _figure(row: str, text: str) -> OwnFigure | None:
    """Return the figure of a row; none if it is damaged or stands in a row that is not its own."""
    try:
        figure = msgspec.json.decode(text.encode(), type=OwnFigure)
    except msgspec.MsgspecError:
        return None
    return figure if row_of(figure.of) == row else None


def figure_edit(of: str, figure: OwnFigure | None) -> Edit:
    """Return the entry that sets a figure, or (None) goes back to that of the program."""
    row = row_of(of)
    if figure is None:
        return Edit(OWN_FIGURE, BLANK, row)
    text = msgspec.json.encode(figure).decode()
    return Edit(OWN_FIGURE, known(text, Provenance.DOCUMENT), row)


def removed(row: str) -> Edit:
    """Return the entry that takes back a row by its id."""
    return Edit(OWN_FIGURE, BLANK, row)


def check_origin(source: str, day: str, mark: str) -> None:
    """Check where a figure comes from.

    Raises
    ------
    RefusedError
        If no source is given, the date is none, or the grade is none of A, B, C.
    """
    if not source.strip():
        raise RefusedError(
            _("Where does the figure come from? Write an offer, a notice or a name beside it.")
        )
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise RefusedError(
            _("“{date}” is no date. Write it as 2026-11-22.").format(date=day[:20])
        ) from error
    if mark not in MARKS:
        raise RefusedError(_("The grade is A, B or C."))


def source_key(figure: OwnFigure) -> str:
    """Return what stands for the source of an own figure, readable by itself."""
    return f"own figure: {figure.source} ({figure.date})"


def source_text(figure: OwnFigure) -> Text:
    """Return the sentence that says where an own figure comes from."""
    return Text(f"本村：{figure.source}（{figure.date}）", source_key(figure))
