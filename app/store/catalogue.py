"""Reads catalogue and policy pack from their JSON files; takes all of it or nothing."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.errors import FileError, ForeignFileError, NewerFileError
from app.i18n import N_, Text
from app.i18n import gettext as _
from app.model.catalogue import (
    CATALOGUE_SCHEMA,
    DEFAULT_SOURCES,
    PACK_SCHEMA,
    Answer,
    Archetype,
    Carrier,
    Catalogue,
    ClimateStation,
    ConstructionSpec,
    ExtraLine,
    GlossaryTerm,
    Good,
    GridFactor,
    HeatPumpUnit,
    LeakageTables,
    Material,
    Measure,
    PolicyPack,
    Rule,
    StandardLimit,
    SystemSpec,
    UncertaintyRow,
    WindowAddOn,
    WindowSpec,
)
from app.resources import resource
from app.store.catalogue_checks import check_catalogue
from app.store.measure_checks import check_measures
from app.store.pack_checks import check_pack
from app.store.problems import Problem, check_date, check_sources

T = TypeVar("T")
MANIFEST = "catalogue.json"
TABLES: Mapping[str, type[Any]] = {
    "materials": Material,
    "constructions": ConstructionSpec,
    "windows": WindowSpec,
    "addons": WindowAddOn,
    "archetypes": Archetype,
    "answers": Answer,
    "systems": SystemSpec,
    "heat_pumps": HeatPumpUnit,
    "carriers": Carrier,
    "grid_factors": GridFactor,
    "measures": Measure,
    "extra_lines": ExtraLine,
    "goods": Good,
    "limits": StandardLimit,
    "uncertainty": UncertaintyRow,
    "rules": Rule,
    "glossary": GlossaryTerm,
    "stations": ClimateStation,
}
MEASURE_TABLES = ("measures", "extra_lines", "goods")
"""Tables that a bundle of the district brings."""
KEYLESS = ("answers", "grid_factors", "glossary", "limits", "uncertainty")


class Header(msgspec.Struct, frozen=True):
    """What every file of catalogue and pack begins with."""

    schema: str
    id: str
    version: str
    date: str
    sources: Mapping[str, Text]


class Manifest(Header, frozen=True):
    """The file that names the other files of a catalogue."""

    files: tuple[str, ...]


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Read the catalogue of a folder, or the bundled one.

    Raises
    ------
    AppError
        With file, row and column, if anything in it cannot be taken.
    """
    folder = path or resource("catalogue")
    manifest_data, manifest_object = _read(folder / MANIFEST, CATALOGUE_SCHEMA)
    manifest = _convert(manifest_object, Manifest, MANIFEST, "")
    digest = hashlib.sha256(manifest_data)
    sources: dict[str, Text] = dict(manifest.sources)
    tables: dict[str, Any] = {}
    for name in manifest.files:
        if Path(name).name != name:
            _refuse([Problem(MANIFEST, "", "files", _("a plain file name is needed"))])
        data, content = _read(folder / name, CATALOGUE_SCHEMA)
        digest.update(data)
        _take_file(name, content, tables, sources)
    missing = (TABLES.keys() | {"leakage"}) - tables.keys()
    if missing:
        _refuse([Problem(MANIFEST, "", "files", _("no file holds it"), ", ".join(sorted(missing)))])
    keyed: dict[str, Any] = {
        k: v if k in KEYLESS or k == "leakage" else _by_id(v) for k, v in tables.items()
    }
    catalogue = Catalogue(
        manifest.id, manifest.version, manifest.date, digest.hexdigest(), sources, **keyed
    )
    _refuse(check_catalogue(catalogue))
    return catalogue


def parse_measures(content: dict[str, Any], name: str, base: Catalogue) -> Catalogue:
    """Return ``base`` with measures, side costs and goods of a decoded file in place of its own.

    ``name`` stands in sentences. Rows may name materials, windows, systems and rules of ``base``.

    Raises
    ------
    AppError
        With file, row and column, if anything in it cannot be taken.
    """
    _check_schema(Path(name), content, CATALOGUE_SCHEMA)
    header = _convert(content, Header, name, "")
    _refuse(check_date(name, "", "date", header.date))
    tables: dict[str, Any] = {}
    for table in MEASURE_TABLES:
        if table not in content:
            _refuse([Problem(name, "", table, _("it is missing"))])
        tables[table] = _by_id(_rows(name, table, content[table], header.sources))
    catalogue = replace(
        base,
        version=f"{base.version}+{header.version}",
        date=header.date,
        sha256=hashlib.sha256(base.sha256.encode() + msgspec.json.encode(content)).hexdigest(),
        sources={**base.sources, **header.sources},
        **tables,
    )
    _refuse(check_measures(catalogue, name))
    return catalogue


def load_policy_pack(path: Path | None = None, catalogue: Catalogue | None = None) -> PolicyPack:
    """Read a policy pack file, or the bundled one.

    With a ``catalogue`` the carriers the pack names must be in it.

    Raises
    ------
    AppError
        With file, row and column, if anything in it cannot be taken.
    """
    file = path or resource("catalogue", "policy_pack.json")
    return parse_policy_pack(_bytes_of(file), file.name, catalogue)


def parse_policy_pack(data: bytes, name: str, catalogue: Catalogue | None = None) -> PolicyPack:
    """Return the policy pack that the bytes of a file hold; ``name`` stands in sentences.

    Raises like :func:`load_policy_pack`.
    """
    return take_policy_pack(
        _decode(data, Path(name), PACK_SCHEMA), hashlib.sha256(data).hexdigest(), name, catalogue
    )


def take_policy_pack(
    content: dict[str, Any], sha256: str, name: str, catalogue: Catalogue | None = None
) -> PolicyPack:
    """Return the policy pack of a decoded file; raises like :func:`load_policy_pack`."""
    _check_schema(Path(name), content, PACK_SCHEMA)
    pack = msgspec.structs.replace(_convert(content, PolicyPack, name, ""), sha256=sha256)
    _refuse(check_sources(name, "", pack, {**DEFAULT_SOURCES, **pack.sources}))
    _refuse(check_pack(name, pack, catalogue))
    return pack


def catalogue_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of catalogue tables and policy pack."""
    types: list[Any] = [Manifest, *TABLES.values(), LeakageTables, PolicyPack]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": CATALOGUE_SCHEMA,
        "anyOf": list(schemas),
        "$defs": components,
    }


def _read(file: Path, schema: str) -> tuple[bytes, dict[str, Any]]:
    data = _bytes_of(file)
    return data, _decode(data, file, schema)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileError(
            _("{path} cannot be read: {reason}. Put the file back or choose another one.").format(
                path=file, reason=error.strerror or error
            )
        ) from error


def _decode(data: bytes, file: Path, schema: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ForeignFileError(
            _("{path} is damaged or is not a JSON file. Take an undamaged copy of it.").format(
                path=file
            )
        ) from error
    _check_schema(file, content, schema)
    return content


def _check_schema(file: Path, content: Any, schema: str) -> None:
    found = content.get("schema") if isinstance(content, dict) else None
    if found == schema:
        return
    family, _slash, release = schema.rpartition("/")
    newer = re.fullmatch(re.escape(family) + r"/(\d{1,6})", str(found))
    if newer and int(newer[1]) > int(release):
        raise NewerFileError(
            _("{path} was written by a newer release. Install it to go on.").format(path=file)
        )
    raise ForeignFileError(
        _('{path} is not a file of this kind: its "schema" must be {schema}.').format(
            path=file, schema=schema
        )
    )


def _take_file(
    name: str, content: dict[str, Any], tables: dict[str, Any], sources: dict[str, Text]
) -> None:
    """Add the tables of one file; tables of an unknown name are left alone."""
    header = _convert(content, Header, name, "")
    _refuse(check_date(name, "", "date", header.date))
    for key, text in header.sources.items():
        if sources.setdefault(key, text) != text:
            _refuse([Problem(name, "", f"sources.{key}", _("another file says otherwise"))])
    for table in content.keys() & (TABLES.keys() | {"leakage"}):
        if table in tables:
            _refuse([Problem(name, "", table, _("another file holds this table already"))])
        if table == "leakage":
            tables[table] = _convert(content[table], LeakageTables, name, "leakage")
            _refuse(check_sources(name, "leakage", tables[table], header.sources))
        else:
            tables[table] = _rows(name, table, content[table], header.sources)


def _rows(file: str, table: str, rows: Any, sources: Mapping[str, Text]) -> tuple[Any, ...]:
    if not isinstance(rows, list):
        _refuse([Problem(file, "", table, _("a list of rows is needed"))])
    records = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        named = row.get("id") if isinstance(row, dict) else None
        label = named if isinstance(named, str) else f"{table} {number}"
        record = _convert(row, TABLES[table], file, label)
        _refuse(check_sources(file, label, record, sources))
        identity = getattr(record, "id", None)
        if identity in seen:
            _refuse([Problem(file, label, "id", _("the id is there twice"))])
        if identity is not None:
            seen.add(identity)
        records.append(record)
    return tuple(records)


def _by_id(records: tuple[Any, ...]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _convert(content: Any, kind: type[T], file: str, row: str) -> T:
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        _refuse([_problem(str(error), file, row)])
        raise  # _refuse has raised already


_WORDS: Mapping[str, str] = {
    "float": N_("a number"),
    "int": N_("a whole number"),
    "str": N_("a text"),
    "bool": N_("yes or no"),
    "object": N_("an object"),
    "array": N_("a list"),
    "null": N_("nothing"),
}


def _words(types: str) -> str:
    return " / ".join(_(_WORDS[t]) if t in _WORDS else t for t in types.split(" | "))


def _problem(message: str, file: str, row: str) -> Problem:
    """Turn a sentence of msgspec into file, row, column and reason."""
    text, _at, path = message.partition(" - at `$")
    names = re.findall(r"[A-Za-z_]\w*", path)
    reason = _("the value is not allowed")
    if match := re.match(r"Object missing required field `(.*)`", text):
        names.append(match[1])
        reason = _("it is missing")
    elif match := re.match(r"Expected `array` of (?:at least )?length (\d+), got (\d+)", text):
        reason = _("{count} entries are needed, not {found}")
        reason = reason.format(count=match[1], found=match[2])
    elif match := re.match(r"Expected `(.*)`, got `(.*)`", text):
        reason = _("{expected} is needed, not {found}")
        reason = reason.format(expected=_words(match[1]), found=_words(match[2]))
    elif match := re.match(r"Invalid (?:enum )?value '?(.*?)'?$", text):
        reason = _('"{value}" is not allowed').format(value=match[1])
    return Problem(file, row, ".".join(names), reason)


def _refuse(problems: list[Problem]) -> None:
    """Raise with the first problem and the number of further ones; do nothing without any."""
    if not problems:
        return
    text = _("{file}, row {row}, column {column}: {reason}. Nothing was taken over.")
    first = problems[0]
    sentence = text.format(
        file=first.file, row=first.row or "–", column=first.column or "–", reason=first.sentence
    )
    if len(problems) > 1:
        sentence += " " + _("There are {count} more such places.").format(count=len(problems) - 1)
    raise ForeignFileError(sentence)
