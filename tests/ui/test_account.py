"""The account page: bars by month, the year by carrier and use, other ways, two warmths."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.application import Program
from app.ui.widgets.siblings import Siblings


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    window = program.window
    qtbot.waitUntil(lambda: window.current.view.assessment is not None, timeout=20000)
    window.open_page("account")
    found = window.page("account")
    qtbot.waitUntil(lambda: found._found is not None and not found._job, timeout=20000)
    return found


def texts(page: Any) -> list[list[str]]:
    table = page.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def number(text: str) -> int:
    return int(text.replace(",", "").replace("−", "-"))


def test_without_packages_the_account_now_stands_alone(page: Any) -> None:
    assert not page.packages.isVisible() and not page.warmer.isVisible()
    assert page.table.columnCount() == 5
    rows = texts(page)
    assert rows[-1][0] == "合计"
    for column in range(1, 5):
        parts = sum(number(row[column]) for row in rows[:-1])
        assert parts == pytest.approx(number(rows[-1][column]), abs=len(rows))
    assert "一次能源" in page.now.text() and "终端能耗" in page.now.text()
    assert "没有安排光伏" in page.now.text()


def test_packages_bring_the_account_afterwards_and_the_warmer_one(
    qtbot: Any, program: Program, page: Any
) -> None:
    program.window.open_page("plan")
    plan = program.window.page("plan")
    qtbot.waitUntil(lambda: not plan._job and program.window.current.view.plan is not None)
    program.window.open_page("account")
    qtbot.waitUntil(lambda: bool(page._found.packages) and not page._job, timeout=20000)
    assert page.packages.count() == len(program.window.current.view.plan.packages)
    assert page.table.columnCount() == 9
    same = texts(page)[-1]
    qtbot.keyClick(page, Qt.Key.Key_W)
    assert page.warmer.isChecked()
    assert number(texts(page)[-1][5]) >= number(same[5])


def test_the_table_changes_by_key_between_carriers_uses_and_other_ways(
    qtbot: Any, page: Any
) -> None:
    carriers = texts(page)
    qtbot.keyClick(page, Qt.Key.Key_U)
    uses = texts(page)
    assert uses[0][0].startswith("采暖")
    assert uses[-1] == carriers[-1]
    qtbot.keyClick(page, Qt.Key.Key_O)
    assert any("热水" in row[0] for row in texts(page))
    qtbot.keyClick(page, Qt.Key.Key_C)
    assert texts(page) == carriers


def test_pages_without_room_for_their_chip_are_in_the_menu(qtbot: Any) -> None:
    pages = [(f"p{n}", lambda n=n: f"Page number {n}") for n in range(8)]
    place = QWidget()
    qtbot.addWidget(place)
    row = Siblings(pages, "p6")
    row.setParent(place)
    place.resize(2000, 60)
    place.show()
    row.resize(row.sizeHint())
    qtbot.waitUntil(lambda: row.hidden_pages() == [])
    row.resize(row.sizeHint().width() // 2, 40)
    qtbot.waitUntil(lambda: bool(row.hidden_pages()))
    assert row.more.isVisible() and row.chips["p6"].isVisible()
    assert all(chip.width() >= chip.sizeHint().width() for chip in visible(row))
    with qtbot.waitSignal(row.chosen) as seen:
        row.menu().actions()[0].trigger()
    assert seen.args == [row.hidden_pages()[0]]


def visible(row: Siblings) -> list[QPushButton]:
    return [chip for chip in row.chips.values() if chip.isVisible()]
