"""Bring the Chinese texts up to date with the program: ``python -m installer.texts``.

Reads the message ids from ``app/``, keeps the translations there are, drops what is no longer
asked for, compiles the catalogue and lists what is still untranslated. Nothing is guessed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "i18n" / "zh_CN" / "LC_MESSAGES" / "nuanfang.po"
MO = PO.with_suffix(".mo")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "t": None}


def template() -> Catalog:
    """Return the catalogue of all message ids in the program."""
    catalog = Catalog(project="nuanfang", charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        ROOT / "app", method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("Note:",)
    ):
        place = (f"app/{Path(name).as_posix()}", line)
        catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def existing() -> Catalog:
    """Return the translations there are."""
    if not PO.exists():
        head = "# Chinese texts of Nuanfang; brought up to date by python3 dev.py texts"
        return Catalog(locale="zh_CN", project="nuanfang", charset="utf-8", header_comment=head)
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def updated() -> Catalog:
    """Return the translations there are for the message ids of today."""
    catalog = existing()
    ids = template()
    ids.creation_date = catalog.creation_date
    catalog.update(ids, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def untranslated(catalog: Catalog) -> Iterator[str]:
    """Yield the message ids without a translation."""
    for message in catalog:
        if message.id and not message.string:
            yield str(message.id)


def po_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as the text file translators edit."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    """Write both files and list what is missing."""
    catalog = updated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalog))
    MO.write_bytes(mo_bytes(catalog))
    missing = list(untranslated(catalog))
    for message in missing:
        print(f"untranslated: {message!r}")
    print(f"{len(catalog)} texts, {len(missing)} untranslated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
