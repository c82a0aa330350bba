"""Tables open in a spreadsheet as what they are."""

import csv
from pathlib import Path

import openpyxl

from app.exchange.tables import Column, Table, write_csv, write_xlsx
from app.i18n import Text

TABLE = Table(
    Text("村汇总表", "Register"),
    (
        Column(Text("户编号", "House")),
        Column(Text("面积", "Area"), "decimal"),
        Column(Text("节能率", "Saving"), "percent"),
    ),
    (("00120", 61.25, 0.37), ("=1+1", None, None)),
    (Text("说明", "Note"),),
)


def test_numbers_are_numbers_and_codes_are_text_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_xlsx(path, [TABLE], "zh")
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == ["户编号", "面积", "节能率"]
    assert [cell.value for cell in sheet[2]] == ["00120", 61.25, 0.37]
    assert sheet["A3"].data_type == "s"
    assert sheet["C2"].number_format == "0.0%"


def test_csv_carries_a_byte_order_mark_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_csv(path, TABLE, "en")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows == [["House", "Area", "Saving"], ["00120", "61.25", "0.37"], ["'=1+1", "", ""]]
