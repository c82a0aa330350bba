"""What a village lays down for itself: its policy pack and figures of its own.

Both are values of the village (V32; V33, one for each figure; V31 of earlier releases), so that
they are changes like every other entry: dated, attributed, undone, merged, kept with the history.
Results that stand already keep the figures they were made with.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from app.errors import ForeignFileError, RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.catalogue import Catalogue, PolicyPack, Spread
from app.model.change import Edit
from app.model.survey import VillageValues, village_value
from app.model.value import BLANK, Provenance, Value, known
from app.services.bundles import check_file, unpack
from app.services.own_grants import with_grants
from app.services.own_heat_pumps import with_heat_pumps
from app.services.own_measures import with_measures
from app.services.own_rows import (
    MEASURE,
    OwnFigure,
    check_origin,
    figure_edit,
    figures_of,
    key_of,
    rows_text,
)
from app.services.own_settings import with_settings
from app.services.own_types import with_tariffs, with_types

PRICES = "V31"
PACK = "V32"
PACK_NAME = "V06"
FAR = 3.0
"""A price this many times above or below the catalogue's is asked about."""


class OwnPrice(msgspec.Struct, frozen=True):
    """A price of the village [yuan/unit of the measure], its source, day and mark."""

    low: float
    typical: float
    high: float
    source: str
    date: str
    mark: Mark = "C"


class _File(msgspec.Struct, frozen=True):
    schema: str
    prices: dict[str, OwnPrice]


def own_prices(village: VillageValues) -> Mapping[str, OwnPrice]:
    """Return the village's own prices by the id of a measure or extra line.

    What earlier releases wrote as one value (V31) holds where no price of its own stands.
    """
    prices = dict(_parsed(str(village_value(village, PRICES).value or "")))
    for of, figure in figures_of(village).items():
        kind, _slash, identity = of.partition("/")
        if kind == MEASURE and figure.dropped:
            prices.pop(identity, None)
        elif kind == MEASURE and figure.spread is not None and _in_order(*figure.spread):
            prices[identity] = OwnPrice(*figure.spread, figure.source, figure.date, figure.mark)
    return MappingProxyType(prices)


@lru_cache(maxsize=8)
def _parsed(text: str) -> Mapping[str, OwnPrice]:
    if not text:
        return MappingProxyType({})
    try:
        found = msgspec.json.decode(text.encode(), type=_File)
    except msgspec.MsgspecError as error:
        raise ForeignFileError(
            _(
                "The village's own prices cannot be read. Take them back in the settings, under "
                "measures and prices."
            )
        ) from error
    return MappingProxyType(found.prices)


def own_reference(
    village: VillageValues, catalogue: Catalogue, pack: PolicyPack
) -> tuple[Catalogue, PolicyPack]:
    """Return catalogue and policy pack as they hold in a village."""
    text = str(village_value(village, PACK).value or "")
    if text:
        catalogue, pack = _own_pack(text, catalogue)
    said = (str(village_value(village, PRICES).value or ""), rows_text(village))
    if said == ("", ()):
        return catalogue, pack
    key = (repr(said), catalogue.sha256, pack.sha256)
    if key not in _REFERENCES:
        found = _with_figures(village, catalogue, pack, key[0])
        _make_room(_REFERENCES)
        _REFERENCES[key] = found
    return _REFERENCES[key]


def _with_figures(
    village: VillageValues, catalogue: Catalogue, pack: PolicyPack, text: str
) -> tuple[Catalogue, PolicyPack]:
    figures = figures_of(village)
    prices = own_prices(village)
    measures = with_measures(with_prices(catalogue, prices), figures)
    changed = with_types(with_prices(measures, prices), figures)
    changed = with_heat_pumps(changed, figures)
    own = with_settings(with_grants(with_tariffs(pack, figures), figures), figures)
    same = msgspec.structs.replace(own, sources=pack.sources) == pack
    return (
        replace(changed, sha256=_digest(catalogue.sha256, text)),
        pack if same else msgspec.structs.replace(own, sha256=_digest(pack.sha256, text)),
    )


def _digest(sha256: str, text: str) -> str:
    return hashlib.sha256((sha256 + text).encode()).hexdigest()


_PACKS: dict[tuple[str, str], tuple[Catalogue, PolicyPack]] = {}
_REFERENCES: dict[tuple[str, str, str], tuple[Catalogue, PolicyPack]] = {}
_MOST = 4  # kept at a time: a live result asks after every answer


def _own_pack(text: str, catalogue: Catalogue) -> tuple[Catalogue, PolicyPack]:
    """Return catalogue and pack of what the village took in: a bundle brings its own measures."""
    key = (text, catalogue.sha256)
    if key not in _PACKS:
        found = unpack(text.encode(), _("Policy pack of the village"), catalogue)
        _make_room(_PACKS)
        _PACKS[key] = found.catalogue, found.pack
    return _PACKS[key]


def _make_room(kept: dict[Any, Any]) -> None:
    while len(kept) >= _MOST:
        kept.pop(next(iter(kept)))


def with_prices(catalogue: Catalogue, prices: Mapping[str, OwnPrice]) -> Catalogue:
    """Return the catalogue with the village's prices."""
    sources: dict[str, Text] = dict(catalogue.sources)
    changed: dict[str, dict[str, Any]] = {"measures": {}, "extra_lines": {}}
    for table, rows in changed.items():
        for identity, row in getattr(catalogue, table).items():
            own = prices.get(identity)
            if own is not None:
                key = source_key(own)
                sources[key] = Text(f"本村价：{own.source}（{own.date}）", key)
                spread = Spread(own.low, own.typical, own.high, own.mark, key)
                rows[identity] = msgspec.structs.replace(row, cost=spread)
    return replace(
        catalogue,
        sources=sources,
        measures={**catalogue.measures, **changed["measures"]},
        extra_lines={**catalogue.extra_lines, **changed["extra_lines"]},
    )


def source_key(price: OwnPrice) -> str:
    """Return what stands for the source of an own price, readable by itself."""
    return f"own price: {price.source} ({price.date})"


def price_edit(
    village: VillageValues, catalogue: Catalogue, identity: str, price: OwnPrice | None
) -> Edit:
    """Return the entry that gives a measure an own price, or (None) the catalogue's again.

    Raises
    ------
    RefusedError
        If the three figures are not in order, or where they come from is not said.
    """
    if identity not in catalogue.measures and identity not in catalogue.extra_lines:
        raise ValueError(f"there is no priced row {identity!r}")
    of = key_of(MEASURE, identity)
    if price is None:
        earlier = identity in _parsed(str(village_value(village, PRICES).value or ""))
        return figure_edit(of, OwnFigure(of, dropped=True) if earlier else None)
    if not _in_order(price.low, price.typical, price.high):
        raise RefusedError(
            _(
                "Low, usual and high price are not in order: {low}, {typical}, {high}. Nothing "
                "was taken. Give them from the lowest to the highest."
            ).format(low=price.low, typical=price.typical, high=price.high)
        )
    check_origin(price.source, price.date, price.mark)
    spread = (price.low, price.typical, price.high)
    return figure_edit(of, OwnFigure(of, price.source, price.date, price.mark, spread))


def _in_order(low: float, typical: float, high: float) -> bool:
    return 0 <= low <= typical <= high and high > 0


def is_far(catalogue: Catalogue, identity: str, typical: float) -> bool:
    """Tell whether a price is far from the catalogue's: more than three times or under a third."""
    row = catalogue.measures.get(identity) or catalogue.extra_lines[identity]
    usual = row.cost.typical
    return usual > 0 and not usual / FAR <= typical <= usual * FAR


def pack_edits(path: Path, catalogue: Catalogue) -> list[Edit]:
    """Check a policy pack or bundle and return the entries that make it the village's.

    Raises
    ------
    AppError
        If the file cannot be read, is no pack, has a fault, or asks for another catalogue;
        nothing is changed.
    """
    taken = check_file(path, catalogue)
    name = f"{taken.name.zh} {taken.version}（{taken.date}）"[:60]
    document: Value[str] = known(taken.text, Provenance.DOCUMENT)
    return [Edit(PACK, document), Edit(PACK_NAME, known(name, Provenance.DOCUMENT))]


def bundled_pack_edits() -> list[Edit]:
    """Return the entries that go back to the pack of the program."""
    return [Edit(PACK, BLANK), Edit(PACK_NAME, BLANK)]
