"""House types and tariffs as a village has them: single values set by it, checked, taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from app.errors import RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Archetype, Catalogue, PolicyPack, Sourced
from app.model.catalogue.supply import Tariff, hours_between
from app.model.change import Edit
from app.model.survey import spec
from app.model.survey.spec import Kind
from app.services.own_rows import (
    TARIFF,
    TYPE,
    OwnFigure,
    check_origin,
    figure_edit,
    key_of,
    source_key,
    source_text,
)

ELEMENTS = {"wall": "wall", "roof": "roof", "floor": "floor"}
"""Codes of a house type that name a construction, and of which element."""
OPENINGS = {"window_s": "window", "window_n": "window", "door": "door"}
AREAS = ("floor_area", "heated_area")
_LARGEST = 2000.0  # [m²]


def choices_of(name: str, catalogue: Catalogue) -> list[tuple[str, Text]] | None:
    """Return the codes that a value of a house type may take; None where it is a number."""
    if name in ELEMENTS:
        parts = catalogue.constructions.values()
        return [(part.id, part.name) for part in parts if part.element == ELEMENTS[name]]
    if name in OPENINGS:
        kinds = catalogue.windows.values()
        return [(kind.id, kind.name) for kind in kinds if kind.kind == OPENINGS[name]]
    if name in AREAS:
        return None
    declared = spec(name)
    if declared.kind is Kind.CHOICE:
        return [(choice.code, choice.label) for choice in declared.choices]
    return None


def present(archetype: Archetype, name: str) -> Sourced[Any] | None:
    """Return a value of a house type by its name or survey field."""
    if name in (*ELEMENTS, *OPENINGS, *AREAS):
        found: Sourced[Any] = getattr(archetype, name)
        return found
    return archetype.fields.get(name)


def type_edit(catalogue: Catalogue, archetype: str, name: str, figure: OwnFigure | None) -> Edit:
    """Return the entry that changes one value of a house type, or (None) takes it back.

    Raises
    ------
    RefusedError
        If the value cannot be one of that field, or where it comes from is not said.
    """
    of = key_of(TYPE, archetype, name)
    if figure is None:
        return figure_edit(of, None)
    check_origin(figure.source, figure.date, figure.mark)
    if not _fits(catalogue, archetype, name, figure.value):
        raise RefusedError(
            _("“{value}” cannot be a value of this house type. Nothing was saved.").format(
                value=figure.value
            )
        )
    return figure_edit(of, msgspec.structs.replace(figure, of=of))


def _fits(catalogue: Catalogue, archetype: str, name: str, value: object) -> bool:
    held = catalogue.archetypes.get(archetype)
    if held is None or _usual(held, name) is None:
        return False
    codes = choices_of(name, catalogue)
    if codes is not None:
        return value in [code for code, _name in codes]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if name in AREAS:
        return 0 < value <= _LARGEST
    declared = spec(name)
    if declared.kind is Kind.INTEGER and value != int(value):
        return False
    low = declared.hard.low if declared.hard is not None else None
    high = declared.hard.high if declared.hard is not None else None
    return (low is None or value >= low) and (high is None or value <= high)


def _usual(archetype: Archetype, name: str) -> Sourced[Any] | None:
    try:
        return present(archetype, name)
    except KeyError:
        return None


def with_types(catalogue: Catalogue, figures: Mapping[str, OwnFigure]) -> Catalogue:
    """Return the catalogue with the village's house types; what does not fit is not used."""
    types, sources = dict(catalogue.archetypes), dict(catalogue.sources)
    for archetype, name, figure in _of_kind(figures, TYPE):
        if not _fits(catalogue, archetype, name, figure.value):
            continue
        sources[source_key(figure)] = source_text(figure)
        value = _as_declared(name, figure.value)
        own: Sourced[Any] = Sourced(value, figure.mark, source_key(figure))
        held = types[archetype]
        if name in (*ELEMENTS, *OPENINGS, *AREAS):
            changed: dict[str, Any] = {name: own}
        else:
            changed = {"fields": {**held.fields, name: own}}
        types[archetype] = msgspec.structs.replace(held, **changed)
    return replace(catalogue, archetypes=types, sources=sources)


def _as_declared(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return value
    whole = name not in AREAS and spec(name).kind is Kind.INTEGER
    return int(value) if whole else float(value)


def _of_kind(figures: Mapping[str, OwnFigure], kind: str) -> Iterator[tuple[str, str, OwnFigure]]:
    for of, figure in figures.items():
        parts = of.split("/")
        if parts[0] == kind and len(parts) in (2, 3) and not figure.dropped:
            yield parts[1], parts[-1], figure


# tariffs


def tariff_edit(pack: PolicyPack, tariff: str, figure: OwnFigure | None) -> Edit:
    """Return the entry that changes the hours of a tariff's bands, or (None) takes them back.

    Raises
    ------
    RefusedError
        If the hours do not cover the day once, or where they come from is not said.
    """
    of = key_of(TARIFF, tariff)
    if figure is None:
        return figure_edit(of, None)
    check_origin(figure.source, figure.date, figure.mark)
    held = next((item for item in pack.tariffs if item.id == tariff), None)
    if held is None or not _covers(held, figure):
        raise RefusedError(
            _(
                "Every hour of the day must lie in exactly one period, and the share between 0 "
                "and 100 %. Nothing was saved."
            )
        )
    return figure_edit(of, msgspec.structs.replace(figure, of=of))


def _covers(tariff: Tariff, figure: OwnFigure) -> bool:
    hours = sorted(hour for band in figure.hours for hour in hours_between(*band))
    share = figure.share is None or 0 <= figure.share <= 1
    return len(figure.hours) == len(tariff.bands) > 0 and hours == list(range(24)) and share


def with_tariffs(pack: PolicyPack, figures: Mapping[str, OwnFigure]) -> PolicyPack:
    """Return the policy pack with the village's tariff periods; what does not fit is not used."""
    own = {tariff: figure for tariff, _name, figure in _of_kind(figures, TARIFF)}
    sources, tariffs = dict(pack.sources), []
    for tariff in pack.tariffs:
        figure = own.get(tariff.id)
        if figure is not None and _covers(tariff, figure):
            sources[source_key(figure)] = source_text(figure)
            tariff = _with_hours(tariff, figure)
        tariffs.append(tariff)
    return msgspec.structs.replace(pack, tariffs=tuple(tariffs), sources=sources)


def _with_hours(tariff: Tariff, figure: OwnFigure) -> Tariff:
    bands = tuple(
        msgspec.structs.replace(band, hours=hours)
        for band, hours in zip(tariff.bands, figure.hours, strict=True)
    )
    share = tariff.heating_share_valley
    if figure.share is not None:
        share = Sourced(figure.share, figure.mark, source_key(figure))
    return msgspec.structs.replace(tariff, bands=bands, heating_share_valley=share)
