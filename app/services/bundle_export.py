"""A bundle written: policy pack and measures as they hold in a village, for other villages."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.errors import RefusedError
from app.exchange.district_bundle import Bundle, bundle_bytes, sealed
from app.exchange.files import write_whole
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import CATALOGUE_SCHEMA, Catalogue, Sourced, Spread
from app.model.survey import VillageValues
from app.services.bundles import unpack
from app.services.own_figures import own_reference
from app.store.catalogue import MEASURE_TABLES, load_catalogue, load_policy_pack


def export_bundle(
    values: VillageValues, path: Path, *, name: Text, version: str, date: str
) -> Bundle:
    """Write policy pack and measures of a village, its own prices included, as a bundle.

    Raises
    ------
    AppError
        If name or version are empty, or the file cannot be written.
    """
    catalogue, pack = own_reference(values, load_catalogue(), load_policy_pack())
    if not (name.zh.strip() and name.en.strip() and version.strip()):
        raise RefusedError(_("A bundle needs a name and a version. Give both."))
    named = msgspec.structs.replace(pack, sha256="", name=name, version=version, date=date)
    bundle = sealed(
        Bundle(
            name=name,
            version=version,
            date=date,
            policy_pack=_plain(named),
            catalogue=measures_file(catalogue, version, date),
        )
    )
    data = bundle_bytes(bundle)
    unpack(data, path.name, load_catalogue())
    write_whole(path, data)
    return bundle


def measures_file(catalogue: Catalogue, version: str, date: str) -> dict[str, Any]:
    """Return the tables of measures as a file of the catalogue, with the sources they name."""
    tables = {name: list(getattr(catalogue, name).values()) for name in MEASURE_TABLES}
    named = set(_sources(list(tables.values())))
    sources = {key: text for key, text in catalogue.sources.items() if key in named}
    head = {"schema": CATALOGUE_SCHEMA, "id": "measures", "version": version, "date": date}
    return dict(_plain({**head, "sources": sources, **tables}))


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def _sources(value: Any) -> Sequence[str]:
    """Return the sources named anywhere in records."""
    if isinstance(value, Sourced | Spread):
        return [value.source]
    if isinstance(value, msgspec.Struct):
        return [s for field in value.__struct_fields__ for s in _sources(getattr(value, field))]
    if isinstance(value, list | tuple):
        return [source for item in value for source in _sources(item)]
    return []
