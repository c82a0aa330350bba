"""What a village lays down for itself: its policy pack and its own prices of measures.

Both are values of the village (V32, V31), so that they are changes like every other entry:
dated, attributed, undone, merged, kept with the history. Results that stand already keep the
figures they were made with.
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
from app.exchange.files import read_limited
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Catalogue, PolicyPack, Spread
from app.model.change import Edit
from app.model.survey import VillageValues, village_value
from app.model.value import BLANK, Provenance, Value, known
from app.store.catalogue import parse_policy_pack

PRICES = "V31"
PACK = "V32"
PACK_NAME = "V06"
SCHEMA = "nuanfang-own-prices/1"
FAR = 3.0
"""A price this many times above or below the catalogue's is asked about."""
_PACK_LIMIT = 900_000  # [bytes]


class OwnPrice(msgspec.Struct, frozen=True):
    """A price of the village [yuan/unit of the measure], its source and the day it was set."""

    low: float
    typical: float
    high: float
    source: str
    date: str


class _File(msgspec.Struct, frozen=True):
    schema: str
    prices: dict[str, OwnPrice]


def own_prices(village: VillageValues) -> Mapping[str, OwnPrice]:
    """Return the village's own prices by the id of a measure or extra line."""
    return _parsed(str(village_value(village, PRICES).value or ""))


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
    prices = str(village_value(village, PRICES).value or "")
    if text:
        pack = _own_pack(text, catalogue)
    return (_own_catalogue(prices, catalogue) if prices else catalogue), pack


_PACKS: dict[tuple[str, str], PolicyPack] = {}
_CATALOGUES: dict[tuple[str, str], Catalogue] = {}
_MOST = 4  # kept at a time: a live result asks after every answer


def _own_pack(text: str, catalogue: Catalogue) -> PolicyPack:
    key = (text, catalogue.sha256)
    if key not in _PACKS:
        found = parse_policy_pack(text.encode(), _("Policy pack of the village"), catalogue)
        _make_room(_PACKS)
        _PACKS[key] = found
    return _PACKS[key]


def _own_catalogue(text: str, catalogue: Catalogue) -> Catalogue:
    key = (text, catalogue.sha256)
    if key not in _CATALOGUES:
        found = with_prices(catalogue, _parsed(text), text)
        _make_room(_CATALOGUES)
        _CATALOGUES[key] = found
    return _CATALOGUES[key]


def _make_room(kept: dict[tuple[str, str], Any]) -> None:
    while len(kept) >= _MOST:
        kept.pop(next(iter(kept)))


def with_prices(catalogue: Catalogue, prices: Mapping[str, OwnPrice], text: str) -> Catalogue:
    """Return the catalogue with the village's prices; ``text`` enters its hash."""
    sources: dict[str, Text] = dict(catalogue.sources)
    changed: dict[str, dict[str, Any]] = {"measures": {}, "extra_lines": {}}
    for table, rows in changed.items():
        for identity, row in getattr(catalogue, table).items():
            own = prices.get(identity)
            if own is not None:
                key = source_key(own)
                sources[key] = Text(f"本村价：{own.source}（{own.date}）", key)
                spread = Spread(own.low, own.typical, own.high, "C", key)
                rows[identity] = msgspec.structs.replace(row, cost=spread)
    digest = hashlib.sha256((catalogue.sha256 + text).encode()).hexdigest()
    return replace(
        catalogue,
        sha256=digest,
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
        If the three figures are not in order, or no source is given.
    """
    if identity not in catalogue.measures and identity not in catalogue.extra_lines:
        raise ValueError(f"there is no priced row {identity!r}")
    prices = dict(own_prices(village))
    if price is None:
        prices.pop(identity, None)
    else:
        _check(price)
        prices[identity] = price
    if not prices:
        return Edit(PRICES, BLANK)
    text = msgspec.json.encode(_File(SCHEMA, dict(sorted(prices.items())))).decode()
    return Edit(PRICES, known(text, Provenance.DOCUMENT))


def _check(price: OwnPrice) -> None:
    if not 0 <= price.low <= price.typical <= price.high or price.high <= 0:
        raise RefusedError(
            _(
                "Low, usual and high price are not in order: {low}, {typical}, {high}. Nothing "
                "was taken. Give them from the lowest to the highest."
            ).format(low=price.low, typical=price.typical, high=price.high)
        )
    if not price.source.strip():
        raise RefusedError(
            _("Where does the price come from? Write an offer, a notice or a name beside it.")
        )


def is_far(catalogue: Catalogue, identity: str, typical: float) -> bool:
    """Tell whether a price is far from the catalogue's: more than three times or under a third."""
    row = catalogue.measures.get(identity) or catalogue.extra_lines[identity]
    usual = row.cost.typical
    return usual > 0 and not usual / FAR <= typical <= usual * FAR


def pack_edits(path: Path, catalogue: Catalogue) -> list[Edit]:
    """Check a policy pack file and return the entries that make it the village's.

    Raises
    ------
    AppError
        If the file cannot be read, is no pack, has a fault, or asks for another catalogue;
        nothing is changed.
    """
    data = read_limited(path, _PACK_LIMIT)
    pack = parse_policy_pack(data, path.name, catalogue)
    if pack.catalogue != catalogue.id:
        raise ForeignFileError(
            _(
                "{path} asks for the catalogue “{wanted}”; this program has “{held}”. Nothing was "
                "taken. Ask the district for the pack that fits."
            ).format(path=path.name, wanted=pack.catalogue, held=catalogue.id)
        )
    name = f"{pack.name.zh} {pack.version}（{pack.date}）"[:60]
    document: Value[str] = known(data.decode(), Provenance.DOCUMENT)
    return [Edit(PACK, document), Edit(PACK_NAME, known(name, Provenance.DOCUMENT))]


def bundled_pack_edits() -> list[Edit]:
    """Return the entries that go back to the pack of the program."""
    return [Edit(PACK, BLANK), Edit(PACK_NAME, BLANK)]
