"""Money against saving: chart and table say the same, the keys walk along the best ones."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui.application import Program
from tests.ui.tasks import FRONT


def shown(qtbot: Any, program: Program) -> Any:
    program.window.open_page("plan")
    plan = program.window.page("plan")
    qtbot.waitUntil(lambda: not plan._job and plan._plan is not None, timeout=20000)
    program.window.open_page("front")
    return program.window.page("front")


def test_keys_walk_along_the_line_and_the_words_follow(qtbot, program) -> None:
    page = shown(qtbot, program)
    qtbot.keyClick(page._chart, Qt.Key.Key_Home)
    assert "4,300" in page.words.text()  # what the next one would cost
    for _step in range(3):
        qtbot.keyClick(page._chart, Qt.Key.Key_Right)
    assert "13,100" in page.words.text() and "37%" in page.words.text()
    assert "11,400" in page.words.text() and "12.0" in page.words.text()
    qtbot.keyClick(page._chart, Qt.Key.Key_End)
    assert "46,000" in page.words.text()


def test_the_table_twin_holds_every_point(qtbot, program) -> None:
    page = shown(qtbot, program)
    qtbot.keyClick(page._chart, Qt.Key.Key_T)
    assert page.views.currentWidget() is page.table
    costs = [page.table.item(row, 1).text() for row in range(page.table.rowCount())]
    assert costs == [f"{point.cost:,.0f}" for point in FRONT]
    assert page.table.item(2, 3).text().endswith("（北）")
    page.table.setCurrentCell(3, 0)
    assert "13,100" in page.words.text()


def test_the_page_says_what_each_rule_of_the_search_left_out(qtbot, program) -> None:
    page = shown(qtbot, program)
    text = page.left_out.text()
    assert "81,000" in text
    text = text.partition("\n")[2]
    assert text.index("60,000") < text.index("20,000") < text.index("1,000")
    assert "各组各选" in text and "山墙" not in text  # a rule that left out nothing is not listed


def test_without_a_plan_the_page_says_where_one_is_made(qtbot, program) -> None:
    program.window.open_page("front")
    page = program.window.page("front")
    assert not page.views.isVisible()
    assert "方案" in page.empty.text()


@pytest.mark.parametrize(
    ("page", "marked"), [("front", "plan"), ("roster", "households"), ("help", "")]
)
def test_the_navigation_marks_where_a_page_has_its_place(program, page: str, marked: str) -> None:
    program.window.open_page("settings")
    program.window.open_page(page)
    bar = program.window.navigation
    pressed = [bar._group.button(number).isChecked() for number in range(len(bar._entries))]
    keys = [key for (key, _name), on in zip(bar._entries, pressed, strict=True) if on]
    assert keys == ([marked] if marked else [])


def test_pages_of_the_family_stand_in_one_place_of_the_navigation(qtbot, program) -> None:
    page = shown(qtbot, program)
    keys = [key for key, _name in program.window.navigation._entries]
    assert "plan" in keys and "front" not in keys
    program.window._next_sibling(-1)
    assert program.window.present().key == "plan"
    program.window._next_sibling(1)
    assert program.window.present() is page
