"""The data package: one versioned JSON file of a village for the district office.

It carries the append-only changes (so that merging is the union of changes), the present
survey values and the headline results. Personal fields never enter it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from app.errors import ForeignFileError, NewerFileError
from app.exchange.files import read_limited, write_whole
from app.i18n import gettext as _
from app.model.change import Change
from app.model.ids import is_id

SCHEMA_NAME = "nuanfang-package"
SCHEMA_VERSION = 1
SCHEMA = f"{SCHEMA_NAME}/{SCHEMA_VERSION}"
_SIZE_LIMIT = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """Headline results of a dwelling; absent figures were not calculated.

    ``saving_demand`` and ``saving_overall`` belong to the package ``package_key``, as do
    ``co2_after_kg`` and ``kgce_after`` (as warm as now). ``electricity_share_final`` and
    ``electricity_share_primary`` [-] are those of the present state.
    """

    assessed_at: str
    method: str
    q_h_nd_kwh: float
    q_h_nd_kwh_m2: float
    phi_hl_kw: float
    heating_cost_cny: float
    co2_kg: float
    kgce: float
    confidence_points: int
    hashes: dict[str, str]
    package_key: str | None = None
    measures: list[str] = field(default_factory=list)
    saving_demand: float | None = None
    saving_overall: float | None = None
    probability: float | None = None
    cost_low_cny: float | None = None
    cost_typical_cny: float | None = None
    cost_high_cny: float | None = None
    co2_after_kg: float | None = None
    kgce_after: float | None = None
    electricity_share_final: float | None = None
    electricity_share_primary: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageDwelling:
    """One dwelling: its ids, state, survey (field id -> value) and results.

    ``consent``: field id -> value of TC1 to TC8, without names.
    """

    id: str
    household_id: str
    code: str
    state: str
    survey: dict[str, Any]
    result: ResultSummary | None
    consent: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePhoto:
    """A photo that travels along: ``id`` SHA-256 of the JPEG, ``source`` that of what it came from.

    ``size`` [bytes] of the file in the package. ``key``: of a sealed photo, itself sealed with
    the village's key (hexadecimal), so that only copies of the same village open it.
    """

    id: str
    source: str
    taken_at: str
    width: int
    height: int
    size: int
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPackage:
    """A village as it travels. ``changes`` are complete but for personal fields."""

    schema: str
    package_id: str
    created_at: str
    program: str
    village_id: str
    village_name: str
    practice: bool
    catalogue: str
    policy_pack: str
    village: dict[str, Any]
    dwellings: list[PackageDwelling]
    changes: list[Change]
    households: list[str] = field(default_factory=list)
    photos: list[PackagePhoto] = field(default_factory=list)


def package_bytes(package: DataPackage) -> bytes:
    """Return the package as UTF-8 JSON."""
    return msgspec.json.format(msgspec.json.encode(package), indent=1)


def write_package(path: Path, package: DataPackage) -> None:
    """Write a package whole or not at all."""
    write_whole(path, package_bytes(package))


def read_package(path: Path) -> DataPackage:
    """Read and check a package; nothing of a bad one is taken.

    Raises
    ------
    FileError, ForeignFileError, NewerFileError
        With a sentence naming the file, and the entry where it breaks off.
    """
    return parse_package(path, read_limited(path, _SIZE_LIMIT))


def parse_package(path: Path, data: bytes) -> DataPackage:
    """Return the package that the bytes of a file hold; raises like :func:`read_package`."""
    _check_schema(path, data)
    try:
        package = msgspec.json.decode(data, type=DataPackage)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ForeignFileError(
            _(
                "{path} is damaged and nothing of it was taken: {reason}. Ask for a new copy."
            ).format(path=path.name, reason=error)
        ) from error
    _check_ids(path, package)
    return package


def package_schema() -> dict[str, Any]:
    """Return the JSON Schema of the data package."""
    schema = msgspec.json.schema(DataPackage)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **schema}


def _check_schema(path: Path, data: bytes) -> None:
    try:
        head = msgspec.json.decode(data)
        name, _slash, version = str(head["schema"]).partition("/")
        number = int(version)
    except (msgspec.DecodeError, RecursionError, TypeError, KeyError, ValueError) as error:
        raise ForeignFileError(
            _(
                "{path} is not a data package of this program. Choose a file made by “export”."
            ).format(path=path.name)
        ) from error
    if name != SCHEMA_NAME:
        raise ForeignFileError(
            _(
                "{path} is a file of kind “{kind}”, not a data package. "
                "Choose a file made by “export”."
            ).format(path=path.name, kind=name[:40])
        )
    if number > SCHEMA_VERSION:
        raise NewerFileError(
            _("{path} was made by a newer release. Update this program, then import it.").format(
                path=path.name
            )
        )


def _check_ids(path: Path, package: DataPackage) -> None:
    wrong = next(_wrong_ids(package), None)
    if wrong is not None:
        raise ForeignFileError(
            _(
                "{path} is damaged and nothing of it was taken: “{entry}” is not a valid id. "
                "Ask for a new copy."
            ).format(path=path.name, entry=wrong[:60])
        )


def _wrong_ids(package: DataPackage) -> Any:
    yield from (item for item in (package.village_id, package.package_id) if not is_id(item))
    for dwelling in package.dwellings:
        yield from (item for item in (dwelling.id, dwelling.household_id) if not is_id(item))
    for change in package.changes:
        ids: Sequence[str] = (change.id, change.subject_id, change.batch, *change.parents)
        yield from (item for item in ids if not is_id(item))
