"""The village as a table: XLSX with typed cells, and CSV that a Chinese Excel opens."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import xlsxwriter

from app.exchange.files import write_whole
from app.i18n import Language, Text

Cell = str | int | float | None
Format = Literal["text", "integer", "decimal", "percent"]
_NUMBER_FORMATS: dict[Format, str] = {
    "text": "@",
    "integer": "#,##0",
    "decimal": "0.0",
    "percent": "0.0%",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head (unit included), how its cells read, its width in characters."""

    head: Text
    format: Format = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has one cell for each column."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()


def write_xlsx(path: Path, tables: Sequence[Table], language: Language) -> None:
    """Write one sheet for each table; numbers are numbers, codes are text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        for table in tables:
            _write_sheet(book, table, language)
    write_whole(path, buffer.getvalue())


def _write_sheet(book: xlsxwriter.Workbook, table: Table, language: Language) -> None:
    sheet = book.add_worksheet(table.title.get(language)[:31])
    bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
    formats = {key: book.add_format({"num_format": code}) for key, code in _NUMBER_FORMATS.items()}
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, column.head.get(language), bold)
    for number, row in enumerate(table.rows, start=1):
        for position, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(number, position, cell, formats["text"])
            elif cell is not None:
                sheet.write_number(number, position, cell, formats[column.format])
    for offset, note in enumerate(table.notes, start=len(table.rows) + 2):
        sheet.write_string(offset, 0, note.get(language))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def write_csv(path: Path, table: Table, language: Language) -> None:
    """Write a table as CSV: UTF-8 with byte-order mark, one head line, full precision."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.head.get(language) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    write_whole(path, buffer.getvalue().encode("utf-8-sig"))


def _csv_cell(cell: Cell) -> str | int | float:
    """Return a cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return "'" + cell
    return cell
