"""What a district gives its villages in one file: policy pack and catalogue of measures, named.

The checksum says that the two parts arrived as they were issued. What they mean is checked by
the store; nothing here is trusted.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from app.errors import ForeignFileError, NewerFileError
from app.i18n import Text
from app.i18n import gettext as _

FAMILY, RELEASE = "nuanfang-bundle", 1
SCHEMA = f"{FAMILY}/{RELEASE}"


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """A policy pack and a catalogue of measures as they travel.

    ``date`` of issue (ISO 8601); ``sha256`` of name, version, date and both parts.
    """

    schema: str = SCHEMA
    name: Text
    version: str
    date: str
    policy_pack: dict[str, Any]
    catalogue: dict[str, Any]
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    family: str
    release: int


def is_bundle(data: bytes) -> bool:
    """Tell whether the bytes of a file are a bundle, of whatever release."""
    kind = _kind(data)
    return kind is not None and kind.family == FAMILY


def _kind(data: bytes) -> _Kind | None:
    class Head(msgspec.Struct):
        schema: str

    try:
        found = msgspec.json.decode(data, type=Head).schema
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    family, _slash, release = found.partition("/")
    return _Kind(family, int(release)) if release.isdecimal() and len(release) < 7 else None


def read_bundle(data: bytes, name: str) -> Bundle:
    """Return the bundle that the bytes of a file hold; ``name`` stands in sentences.

    Raises
    ------
    AppError
        If the bytes are damaged, of a newer release, or miss a part. The checksum is not yet
        compared: see :func:`check_sum`.
    """
    kind = _kind(data)
    if kind is not None and kind.family == FAMILY and kind.release > RELEASE:
        raise NewerFileError(
            _("{path} was written by a newer release. Install it to go on.").format(path=name)
        )
    try:
        return msgspec.json.decode(data, type=Bundle)
    except msgspec.ValidationError as error:
        raise ForeignFileError(
            _("{file} is not a whole bundle, look at {column}. Nothing was taken over.").format(
                file=name, column=_column(str(error))
            )
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ForeignFileError(
            _("{path} is damaged or is not a JSON file. Take an undamaged copy of it.").format(
                path=name
            )
        ) from error


def _column(message: str) -> str:
    """Return the field that a sentence of msgspec is about."""
    named = re.search(r"field `(\w+)`", message) or re.search(r"at `\$\.?([^`]*)`", message)
    return named[1] if named and named[1] else "schema"


def check_sum(bundle: Bundle, name: str) -> None:
    """Compare the checksum of a bundle with its contents.

    Raises
    ------
    ForeignFileError
        If the two do not belong together.
    """
    if bundle.sha256 != digest(bundle):
        raise ForeignFileError(
            _(
                "{file} was changed after it was issued, or is damaged: its checksum does not fit. "
                "Nothing was taken over. Ask the district for the file again."
            ).format(file=name)
        )


def digest(bundle: Bundle) -> str:
    """Return the SHA-256 of what a bundle holds."""
    content = {
        "name": {"zh": bundle.name.zh, "en": bundle.name.en},
        "version": bundle.version,
        "date": bundle.date,
        "policy_pack": bundle.policy_pack,
        "catalogue": bundle.catalogue,
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def sealed(bundle: Bundle) -> Bundle:
    """Return the bundle with the checksum of its contents."""
    plain = msgspec.json.decode(msgspec.json.encode(bundle), type=Bundle)
    return msgspec.structs.replace(plain, sha256=digest(plain))


def bundle_bytes(bundle: Bundle) -> bytes:
    """Return a bundle as UTF-8 JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(bundle), indent=1)


def bundle_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a bundle; its parts are those of the catalogue's."""
    return msgspec.json.schema(Bundle)
