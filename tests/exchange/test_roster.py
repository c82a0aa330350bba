"""Rosters of every kind are read, and no file, however hostile, does more than be refused."""

import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.errors import AppError, Cancelled, FileError
from app.exchange import roster_files
from app.exchange.roster import read_grid
from app.exchange.roster_files import text_of
from app.i18n import set_language
from tests.rosters import xlsx

LINES = "户主姓名,身份证号,电话\n王建国,990000195501010015,13800000001\n李秀英,,\n"
CELLS = (
    (1, ("户主姓名", "身份证号", "电话")),
    (2, ("王建国", "990000195501010015", "13800000001")),
    (3, ("李秀英", "", "")),
)


@pytest.fixture(autouse=True)
def english():
    set_language("en")
    yield
    set_language("zh")


def put(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16"),
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_in_every_encoding_and_separator(tmp_path, encoding, said, mark) -> None:
    data = LINES.replace(",", mark).encode(encoding)
    grid = read_grid(put(tmp_path, "r.csv", data))
    assert grid.rows == CELLS
    assert grid.how == said


def test_what_spreadsheets_put_around_text_is_taken_off(tmp_path) -> None:
    path = put(tmp_path, "r.csv", b'="0012",\'0013,"a\nb",x\x07y\n')
    assert read_grid(path).rows == ((1, ("0012", "0013", "a b", "x y")),)


def test_a_workbook_gives_its_fullest_sheet_or_the_one_asked_for(tmp_path) -> None:
    path = put(tmp_path, "r.xlsx", xlsx())
    grid = read_grid(path)
    assert grid.sheet == "官道村" and grid.sheets == ("官道村", "说明")
    assert grid.rows[0] == (1, ("官道村农户花名册",) + ("",) * 7)
    assert grid.rows[2][0] == 4  # the empty third row is passed over, the numbers stay
    assert read_grid(path, "说明").rows == ((1, ("这张表不用填",)),)


def test_numbers_keep_their_digits_and_rounded_ones_are_told_apart() -> None:
    assert text_of(13800000001) == "13800000001"
    assert text_of(13800000001.0) == "13800000001"
    assert text_of(990000195501010015) == "990000195501010015"
    assert text_of(9.9000019550101e17) == "9.90000E+17"
    assert text_of(2.5) == "2.5"
    assert text_of(float("nan")) == ""


def test_values_are_read_not_formulas(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["王建国", "=1+1"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read_grid(put(tmp_path, "r.xlsx", buffer.getvalue())).rows == ((1, ("王建国",)),)


def test_old_excel_files_are_read(tmp_path) -> None:
    pytest.importorskip("xlrd")
    data = small_biff([["王建国", 13800000001.0], ["李秀英", 2.0]])
    grid = read_grid(put(tmp_path, "r.xls", data))
    assert grid.how == "xls"
    assert grid.rows == ((1, ("王建国", "13800000001")), (2, ("李秀英", "2")))


def small_biff(rows: list[list[object]]) -> bytes:
    """Return the smallest stream of BIFF2 records that is an old Excel file."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    out = record(0x0009, struct.pack("<HH", 2, 0x10)) + record(0x0042, struct.pack("<H", 936))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = struct.pack("<HH3B", y, x, 0, 0, 0)
            if isinstance(cell, str):
                text = cell.encode("gb18030")
                out += record(0x0004, place + bytes([len(text)]) + text)
            else:
                out += record(0x0003, place + struct.pack("<d", cell))
    return out + record(0x000A, b"")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("r.et", OLE, "WPS"),
        ("r.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("r.xls", OLE, "damaged"),
        ("r.doc", OLE, "not a table"),
        ("r.xls", b"<html><table><tr><td>1</td></tr></table>", "web page"),
        ("r.xlsx", b"PK\x03\x04broken", "damaged"),
        ("r.pdf", b"%PDF-1.7 \x00", "not a table"),
        ("r.csv", b"\x00\x01\x02\xff\xff", "UTF-8"),
        ("r.csv", b"", "no filled cells"),
        ("r.csv", b",,,\n,,\n", "no filled cells"),
    ],
)
def test_what_is_no_roster_is_refused_with_what_to_do(tmp_path, name, data, words) -> None:
    with pytest.raises(FileError) as refused:
        read_grid(put(tmp_path, name, data))
    assert words in str(refused.value)


def changed(part: str, content: bytes, data: bytes | None = None) -> bytes:
    """Return a workbook with one part of the package exchanged."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or xlsx())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path) -> None:
    bomb = changed("xl/worksheets/sheet1.xml", b" " * (roster_files.MOST_UNPACKED + 1))
    assert len(bomb) < 1_000_000
    with pytest.raises(FileError, match="too large"):
        read_grid(put(tmp_path, "r.xlsx", bomb))


def test_entities_in_a_workbook_are_refused(tmp_path) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    with pytest.raises(FileError, match="damaged"):
        read_grid(put(tmp_path, "r.xlsx", changed("xl/worksheets/sheet1.xml", evil)))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("content.xml", "<x/>")
    with pytest.raises(FileError, match="not an Excel file"):
        read_grid(put(tmp_path, "r.ods", buffer.getvalue()))


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path) -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
        b'<row r="99999999999"><c r="A99999999999"><v>3</v></c></row></sheetData></worksheet>'
    )
    data = changed("xl/worksheets/sheet1.xml", far)
    try:
        rows = read_grid(put(tmp_path, "r.xlsx", data), "官道村").rows
    except FileError:
        return
    assert all(len(cells) <= roster_files.MOST_COLUMNS for _number, cells in rows)


def test_too_many_rows_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(roster_files, "MOST_ROWS", 2)
    with pytest.raises(FileError, match="too large"):
        read_grid(put(tmp_path, "r.csv", LINES.encode()))


def test_reading_can_be_stopped(tmp_path) -> None:
    def stop(_share: float) -> None:
        raise Cancelled

    path = put(tmp_path, "r.xlsx", xlsx([(n, f"王{n}") for n in range(600)]))
    with pytest.raises(Cancelled):
        read_grid(path, "", stop)


def test_a_huge_file_is_not_read(tmp_path) -> None:
    path = tmp_path / "r.csv"
    with path.open("wb") as file:
        file.truncate(roster_files.MOST_BYTES + 1)
    with pytest.raises(FileError, match="larger"):
        read_grid(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(["r.xlsx", "r.xls", "r.csv", "r.et", "r"]),
    head=st.sampled_from([b"", b"PK\x03\x04", OLE[:8], b"\xff\xfe", b"\x09\x00\x04\x00\x02\x00"]),
    body=st.binary(max_size=600),
)
@example("r.csv", b"", b'"')
def test_no_bytes_crash_the_reader(tmp_path, name, head, body) -> None:
    path = put(tmp_path, name, head + body)
    try:
        grid = read_grid(path)
    except AppError as refused:
        assert str(refused)
    else:
        assert len({len(cells) for _number, cells in grid.rows}) == 1


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 10**6), byte=st.integers(0, 255), length=st.integers(1, 40))
def test_no_damage_to_a_workbook_crashes_the_reader(tmp_path, place, byte, length) -> None:
    data = bytearray(WORKBOOK)
    at = place % len(data)
    data[at : at + length] = bytes([byte]) * len(data[at : at + length])
    path = put(tmp_path, "r.xlsx", bytes(data))
    try:
        read_grid(path)
    except AppError as refused:
        assert str(refused)


WORKBOOK = xlsx()
