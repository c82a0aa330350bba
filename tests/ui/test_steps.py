"""Steps and before and after, with results made by hand."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.services.roadmap import FIELD
from app.ui.application import Program
from app.ui.pages import roadmap as roadmap_page
from app.ui.widgets.step_cards import MIME


def words(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    window = program.window
    window.open_page("plan")
    qtbot.waitUntil(lambda: not window.page("plan")._job, timeout=20000)
    window.open_page("roadmap")
    shown = window.page("roadmap")
    qtbot.waitUntil(lambda: shown._road is not None and not shown._job, timeout=20000)
    return shown


def settled(qtbot: Any, page: Any) -> None:
    page.frame.session.jobs.wait()
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    page.frame.session.jobs.wait()


def jobs(page: Any) -> list[list[str]]:
    return [
        [card.jobs.item(row).data(Qt.ItemDataRole.UserRole) for row in range(card.jobs.count())]
        for card in page.row.cards[1:]
    ]


def kept(page: Any) -> Any:
    village = page.frame.session.village
    return village.arranged(page.frame.current.dwelling_id, FIELD)


def test_the_houses_stand_in_a_row_with_level_saving_cost_and_season(page: Any) -> None:
    assert jobs(page) == [["WALL"], ["CEILING"]]
    today, first, second = (words(card) for card in page.row.cards)
    assert "今天" in today
    assert "第 1 步" in first and "2027年春" in first and "省 20%" in first and "5,000" in first
    assert "10,000" in second and "3级" in second
    assert roadmap_page.FIELD == FIELD


def test_a_measure_goes_to_a_step_of_its_own_is_kept_and_undone(qtbot: Any, page: Any) -> None:
    second = page.row.cards[2].jobs
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert jobs(page) == [["WALL", "CEILING"]]
    assert kept(page) == ["WALL,CEILING"]
    assert "人工" in page.sentence.text()
    page.undo()
    settled(qtbot, page)
    assert kept(page) is None
    page.redo()
    settled(qtbot, page)
    assert kept(page) == ["WALL,CEILING"]
    page.propose()
    settled(qtbot, page)
    assert kept(page) is None


def test_a_wrong_order_is_refused_with_the_sentence_and_nothing_is_kept(
    qtbot: Any, page: Any
) -> None:
    page.row.cards[1].jobs.setFocus()
    qtbot.keyClick(page.row.cards[1].jobs, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert "先做外墙" in page.sentence.text()
    assert jobs(page) == [["WALL"], ["CEILING"]]
    assert kept(page) is None


def test_what_is_dragged_carries_its_key_and_is_taken_where_it_drops(qtbot: Any, page: Any) -> None:
    first, second = (card.jobs for card in page.row.cards[1:])
    data = second.mimeData([second.item(0)])
    assert bytes(data.data(MIME).data()) == b"CEILING"
    first.taken.emit("CEILING")
    settled(qtbot, page)
    assert jobs(page) == [["WALL", "CEILING"]]


def test_arrows_go_from_step_to_step_and_alt_moves_the_season(qtbot: Any, page: Any) -> None:
    first, second = (card.jobs for card in page.row.cards[1:])
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, page)
    assert "夏" in words(page.row.cards[2])


def test_the_table_says_the_same(qtbot: Any, page: Any) -> None:
    qtbot.keyClick(page.row.cards[1].jobs, Qt.Key.Key_T)
    assert page.table.isVisible() and not page.area.isVisible()
    texts = [
        page.table.item(row, column).text()
        for row in range(page.table.rowCount())
        for column in range(page.table.columnCount())
    ]
    assert {"今天", "5,000", "10,000", "20%", "40%"} <= set(texts)


def test_without_a_plan_the_page_says_what_to_do(qtbot: Any, program: Program) -> None:
    program.window.open_page("roadmap")
    assert "请先做套餐" in program.window.page("roadmap").sentence.text()
    program.window.open_page("before_after")
    assert "请先做套餐" in program.window.page("before_after").sentence.text()


def test_before_and_after_stand_beside_each_other_with_two_savings(
    qtbot: Any, page: Any, program: Program
) -> None:
    program.window.open_page("before_after")
    shown = program.window.page("before_after")
    assert shown.isVisible()
    assert [name.text() for name, _now, _then in shown.cells.values()][:3] == [
        "等级",
        "一冬取暖花费",
        "一年用煤",
    ]
    assert shown.cells["coal"][1].text() == "2.6 吨"
    assert shown.cells["smoke"][1].text() == "屋里烧火，没有报警器"
    assert "1,000～1,350" in words(shown.savings)
    qtbot.keyClick(shown, Qt.Key.Key_2)
    assert shown.chips["warmer"][0].isChecked() and not shown.chips["same"][0].isChecked()


def test_a_house_is_checked_as_a_new_one_with_limits_and_what_would_mend_it(
    qtbot: Any, program: Program
) -> None:
    program.window.open_page("design")
    shown = program.window.page("design")
    qtbot.waitUntil(lambda: shown._found is not None, timeout=20000)
    assert shown.table.item(0, 2).text() == "U 1.53 / 0.65 ×"
    assert shown.table.item(0, 3).text() == "—"
    assert "☆☆☆" in shown.stars.text() and "4级" in shown.stars.text()
    told = shown.schemes.text()
    assert "EPS 50mm: 1.53 → 0.55" in told and "12,000" in told and "★☆☆" in told
