"""Invented rosters in the kinds of files that villages have."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from app.services.roster_checks import check_digit

HEADS = ("序号", "户主姓名", "身份证号码", "联系电话", "组", "门牌号", "农户类型", "备注")


def number(serial: int, born: str = "19550101") -> str:
    """Return a valid ID number of nobody: region 990000 does not exist."""
    seventeen = f"990000{born}{serial:03d}"
    return seventeen + check_digit(seventeen)


def good(serial: int, name: str) -> tuple[Any, ...]:
    """Return a row without a fault."""
    phone = f"1380000{serial:04d}"
    return serial, name, number(serial), phone, "三组", f"{serial}号", "一般户", ""


ROWS: tuple[tuple[Any, ...], ...] = (
    good(1, "王建国"),
    good(2, "李秀英"),
    (3, "张德福", 1.20112195501010e17, "13800000003", "三组", 3, "低保户", "证件在女儿处"),
    (4, "", number(4), "13800000004", "三组", "4号", "一般户", ""),
    (5, "刘桂兰", number(5)[:-1] + ("0" if number(5)[-1] != "0" else "1"), "", "二组", 5, "", ""),
    (6, "赵铁柱", number(1), 13800000006, "二组", "6号", "五保户", ""),
    (7, "孙玉珍", "990000550101123", "138-0000", "二组", "7号", "一般户", "15位证"),
    good(8, "周福来"),
)


def xlsx(rows: Sequence[Sequence[Any]] = ROWS, heads: Sequence[str] = HEADS) -> bytes:
    """Return a workbook with merged titles above the heads and a foot below."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "官道村"
    sheet.append(["官道村农户花名册"])
    sheet.merge_cells("A1:H1")
    sheet.append(["填表单位：官道村村民委员会", "", "", "", "2026年10月"])
    sheet.append([])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    sheet.append(["合计", f"{len(rows)}户"])
    book.create_sheet("说明").append(["这张表不用填"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_xlsx(path: Path, *arguments: Any) -> Path:
    """Write :func:`xlsx` to a file and return its path."""
    path.write_bytes(xlsx(*arguments))
    return path
