"""A roster as other programs leave it: XLSX, XLS or CSV as rows of text.

The file is hostile until read: its size, rows and columns are limited, and whatever is wrong
with it is said in one sentence. What the columns mean is no matter of this module.
"""

from collections.abc import Callable
from pathlib import Path

from app.errors import ForeignFileError
from app.exchange.files import read_limited
from app.exchange.roster_files import (
    MOST_BYTES,
    Grid,
    Progress,
    locked,
    read_csv,
    read_xls,
    read_xlsx,
)
from app.i18n import gettext as _

__all__ = ["Grid", "read_grid"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_BARE_XLS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")  # first record, no container
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def read_grid(path: Path, sheet: str = "", progress: Progress | None = None) -> Grid:
    """Return the cells of a roster; ``sheet`` names one, else the fullest is taken.

    Raises
    ------
    FileError
        If the file is missing, too large, damaged, locked by a password, or of a kind that is
        not read; the sentence says what to do.
    Cancelled
        If ``progress`` says so.
    """
    data = read_limited(path, MOST_BYTES)
    reader = _reader(path, data)
    grid = reader(path.name, data, sheet, progress or _no_progress)
    if not grid.rows:
        raise ForeignFileError(
            _("{path} has no filled cells. Check that it is the right file and sheet.").format(
                path=path.name
            )
        )
    return grid


def _no_progress(_share: float) -> None:
    return None


def _reader(path: Path, data: bytes) -> Callable[[str, bytes, str, Progress], Grid]:
    """Return the reader for what the bytes are, whatever the name says."""
    ending = path.suffix.lower()
    if ending in (".et", ".ett"):
        raise ForeignFileError(
            _(
                "{path} is a WPS table (.et). Open it in WPS, choose “Save as”, file type "
                "“Microsoft Excel (*.xlsx)”, and import that file."
            ).format(path=path.name)
        )
    if data.startswith(_OLE):
        return _ole_reader(path, data)
    if data.startswith(_ZIP):
        return read_xlsx
    head = data[:2048].lstrip().lower()
    if head.startswith((b"<", b"\xef\xbb\xbf<")) or b"<table" in head:
        raise ForeignFileError(
            _(
                "{path} is a web page with the name of a table. Open it in Excel or WPS, save it "
                "as .xlsx, and import that file."
            ).format(path=path.name)
        )
    if data.startswith(_BARE_XLS):
        return read_xls
    if ending in (".csv", ".txt", ".tsv", ".xls", ""):  # text is often named like a table
        return read_csv
    raise _not_read(path)


def _ole_reader(path: Path, data: bytes) -> Callable[[str, bytes, str, Progress], Grid]:
    if _ENCRYPTED in data:
        raise locked(path.name)
    if path.suffix.lower() in (".xls", ".xlt") or any(name in data for name in _BOOK):
        return read_xls
    raise _not_read(path)


def _not_read(path: Path) -> ForeignFileError:
    return ForeignFileError(
        _(
            "{path} is not a table that can be read. Save the roster as .xlsx or .csv and "
            "import that file."
        ).format(path=path.name)
    )
