"""The three kinds of table files, each read within limits into rows of text.

A number that a spreadsheet has rounded (an ID number kept as a number) is written with an
exponent, so that a check can tell it from a true one.
"""

import csv
import datetime
import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.errors import AppError, Cancelled, ForeignFileError
from app.i18n import gettext as _

MOST_BYTES = 20_000_000
MOST_UNPACKED = 150_000_000
MOST_PARTS = 2000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 200
_SHEET_END = 1_048_576  # rows of a sheet
_EXACT = 1e15  # a spreadsheet keeps 15 digits of a number
_EVERY = 250  # rows between two words of progress
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_FORMULA_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)

Progress = Callable[[float], None]
Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of one sheet: row number in the file (from 1) and its cells as text.

    All rows have the same number of cells. ``how`` says how the file was read: ``xlsx``,
    ``xls``, or the encoding of a text file.
    """

    name: str
    how: str
    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[Row, ...]


def text_of(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, rounded ones with an exponent."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return clean(str(value))


def _number(value: float) -> str:
    if value - value != 0:  # infinite, or none
        return ""
    if abs(value) >= _EXACT:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def clean(text: str) -> str:
    """Return text without control characters and what spreadsheets put around it."""
    found = _FORMULA_TEXT.match(text.strip())
    whole = found[1] if found else text
    plain = _CONTROL.sub(" ", whole).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain.strip().removeprefix("'").strip()[:MOST_CHARACTERS]


# ---- text


def read_csv(name: str, data: bytes, _sheet: str, progress: Progress) -> Grid:
    """Return the rows of a text file; encoding and separator are found out."""
    text, encoding = _decoded(name, data)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        rows = _collected(name, ((n, line) for n, line in enumerate(lines, 1)), progress)
    except csv.Error as error:
        raise ForeignFileError(
            _(
                "{path} cannot be read as a table ({reason}). Save it as .xlsx and import that."
            ).format(path=name, reason=error)
        ) from error
    return Grid(name, encoding, "", (), rows)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    encodings = ("utf-8-sig", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text, {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}.get(encoding, "UTF-16")
    raise ForeignFileError(
        _(
            "{path} is not a text table in UTF-8 or GB18030. Save the roster as .xlsx and import "
            "that file."
        ).format(path=name)
    )


def _separator(text: str) -> str:
    """Return the mark that splits most of the first lines into most columns."""
    lines = [line for line in itertools.islice(io.StringIO(text), 50) if line.strip()]
    counts = {mark: sum(min(line.count(mark), 40) for line in lines) for mark in (",", "\t", ";")}
    return max(counts, key=lambda mark: counts[mark])


# ---- XLSX


def read_xlsx(name: str, data: bytes, sheet: str, progress: Progress) -> Grid:
    """Return the rows of a sheet: the values that were shown last, not the formulas."""
    _check_package(name, data)
    return _guarded(name, lambda: _xlsx(name, data, sheet, progress))


def _check_package(name: str, data: bytes) -> None:
    """Refuse a package that would unpack to too much, is locked, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            size = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or size > MOST_UNPACKED:
                raise _too_large(name)
            if any(part.flag_bits & 1 for part in parts):
                raise locked(name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as file:
                        if b"<!DOCTYPE" in file.read(4096):
                            raise _damaged(name)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise _damaged(name) from error
    except Exception as error:  # zlib and the like have errors of their own
        if isinstance(error, AppError):
            raise
        raise _damaged(name) from error
    if "xl/workbook.xml" not in names:
        raise ForeignFileError(
            _(
                "{path} is not an Excel file. Open it in Excel or WPS, save it as .xlsx, and "
                "import that file."
            ).format(path=name)
        )


def _xlsx(name: str, data: bytes, wanted: str, progress: Progress) -> Grid:
    import openpyxl  # loaded with the first file: not every start needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        try:
            found = {
                sheet.title: _collected(name, _xlsx_rows(sheet), progress)
                for sheet in book.worksheets
                if sheet.sheet_state == "visible" and wanted in ("", sheet.title)
            }
            titles = tuple(s.title for s in book.worksheets if s.sheet_state == "visible")
        finally:
            book.close()
    return _fullest(name, "xlsx", titles, found)


def _xlsx_rows(sheet: Any) -> Iterator[tuple[int, Iterable[Any]]]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    yield from enumerate(itertools.islice(rows, _SHEET_END), 1)


def _fullest(
    name: str, how: str, titles: tuple[str, ...], found: dict[str, tuple[Row, ...]]
) -> Grid:
    if not found:
        return Grid(name, how, "", titles, ())
    sheet = max(found, key=lambda title: len(found[title]))
    return Grid(name, how, sheet, titles, found[sheet])


# ---- XLS


def read_xls(name: str, data: bytes, sheet: str, progress: Progress) -> Grid:
    """Return the rows of a sheet of an old Excel file."""
    return _guarded(name, lambda: _xls(name, data, sheet, progress))


def _xls(name: str, data: bytes, wanted: str, progress: Progress) -> Grid:
    try:
        import xlrd
    except ImportError as error:
        raise ForeignFileError(
            _("{path} is an old Excel file (.xls). Save it as .xlsx and import that file.").format(
                path=name
            )
        ) from error
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise locked(name) from error
        raise _damaged(name) from error
    titles = tuple(book.sheet_names())
    found = {
        title: _collected(name, _xls_rows(book.sheet_by_name(title), book.datemode), progress)
        for title in titles
        if wanted in ("", title)
    }
    return _fullest(name, "xls", titles, found)


def _xls_rows(sheet: Any, datemode: int) -> Iterator[tuple[int, Iterable[Any]]]:
    for number in range(sheet.nrows):
        cells = sheet.row(number)[:MOST_COLUMNS]
        yield number + 1, [_xls_value(cell, datemode) for cell in cells]


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError):
            return cell.value
    return cell.value


# ---- common


def _collected(
    name: str, rows: Iterable[tuple[int, Iterable[Any]]], progress: Progress
) -> tuple[Row, ...]:
    """Return the filled rows, all of one width; refuse too many."""
    filled: list[tuple[int, list[str]]] = []
    width = 0
    for number, cells in rows:
        if number % _EVERY == 0:
            progress(number / (number + 4 * _EVERY))
        texts = [text_of(cell) for cell in itertools.islice(cells, MOST_COLUMNS)]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        if len(filled) >= MOST_ROWS:
            raise _too_large(name)
        filled.append((number, texts))
        width = max(width, len(texts))
    return tuple((n, tuple(texts + [""] * (width - len(texts)))) for n, texts in filled)


def _guarded(name: str, read: Callable[[], Grid]) -> Grid:
    """Run a reader of another's library, which fails in every way on a damaged file."""
    try:
        return read()
    except (AppError, Cancelled):
        raise
    except Exception as error:  # whatever it is, the file is not readable
        raise _damaged(name) from error


def locked(name: str) -> ForeignFileError:
    """Return the error for a file that a password locks."""
    return ForeignFileError(
        _(
            "{path} is locked with a password. Open it in Excel or WPS with the password, "
            "save it without one as .xlsx, and import that file."
        ).format(path=name)
    )


def _damaged(name: str) -> ForeignFileError:
    return ForeignFileError(
        _(
            "{path} is damaged and cannot be read. Open it in Excel or WPS, save it anew as .xlsx, "
            "and import that file."
        ).format(path=name)
    )


def _too_large(name: str) -> ForeignFileError:
    return ForeignFileError(
        _(
            "{path} is too large for a roster (at most {rows} rows). Keep only the sheet of the "
            "village in it, save it as .xlsx, and import that file."
        ).format(path=name, rows=MOST_ROWS)
    )
