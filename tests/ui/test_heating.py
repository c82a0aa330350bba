"""Ways of heating on the page S15, by keys and by mouse."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui.application import Program
from app.ui.house import House


def ready(qtbot: Any, page: Any) -> Any:
    qtbot.waitUntil(lambda: page._found is not None and not page._job, timeout=20000)
    return page


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    """The page after a plan has been made."""
    window = program.window
    window.open_page("plan")
    qtbot.waitUntil(lambda: not window.page("plan")._job, timeout=20000)
    window.open_page("heating")
    return ready(qtbot, window.page("heating"))


def rows(page: Any) -> list[str]:
    return [page.table.item(row, 0).text() for row in range(page.table.rowCount())]


def test_before_a_package_is_chosen_it_says_so_and_may_be_skipped_with_a_warning(
    qtbot: Any, program: Program
) -> None:
    window = program.window
    window.open_page("heating")
    shown = window.page("heating")
    assert "先选保温方案" in shown.sentence.text()
    assert shown.skip.isVisible()
    assert not shown.table.isVisible()
    qtbot.mouseClick(shown.skip, Qt.MouseButton.LeftButton)
    ready(qtbot, shown)
    assert "还没选保温方案" in shown.sentence.text()
    assert shown.table.rowCount() == 14
    assert not shown.packages.isVisible()


def test_load_and_machine_before_and_after_head_the_page(page: Any) -> None:
    assert "改造后要" in page.sentence.text()
    assert "先保温，机器可以小一号" in page.sentence.text()
    assert rows(page)[0] == "现在的取暖"
    assert len(rows(page)) == 14


def test_arrows_walk_ways_and_sizes(qtbot: Any, page: Any) -> None:
    table = page.table
    table.setFocus()
    assert page._option == "fan"
    first = table.item(1, 1).text()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.item(1, 1).text() != first
    assert "HPF35" in table.item(1, 1).text()
    qtbot.keyClick(table, Qt.Key.Key_Down)  # there is no larger one
    assert "HPF35" in table.item(1, 1).text()
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.item(1, 1).text() == first
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert page._option == "water_floor"
    assert "地暖" in page.words.text()
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert page._option == "fan"


def test_a_machine_that_is_too_small_is_marked_and_warned_of(qtbot: Any, page: Any) -> None:
    page.packages.setCurrentIndex(page.packages.count() - 1)
    page.packages.activated.emit(page.packages.count() - 1)  # no works
    table = page.table
    table.selectRow(4)
    for _ in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Up)
    assert "HPW06" in table.item(4, 1).text()
    assert "⚠" in table.item(4, 5).text()
    assert "偏小" in page.warning.text()


def test_without_the_works_both_bills_are_told(page: Any) -> None:
    with_works = page.table.item(1, 3).text()
    page.packages.setCurrentIndex(page.packages.count() - 1)
    page.packages.activated.emit(page.packages.count() - 1)
    assert page.table.item(1, 3).text() != with_works
    found = page._found.option("fan")
    for case in (found.proposed_before.before, found.proposed.after):
        assert f"{case.performance.cost:,.0f}" in page.warning.text()
    page.packages.setCurrentIndex(0)
    page.packages.activated.emit(0)
    assert page.table.item(1, 3).text() == with_works
    assert "不做保温" not in page.warning.text()


def test_power_cut_noise_meter_and_return_to_coal_are_told(page: Any) -> None:
    words = page.words.text()
    for part in ("停电", "化霜水", "用电接入", "返煤风险", "最冷天", "按2025-26补贴"):
        assert part in words


def test_f4_opens_the_bill_of_the_way_at_hand(page: Any) -> None:
    assert page.figure() == "heating.fan.cost"
    trace = page.figures()["heating.fan.cost"]()
    assert trace.value == page._found.option("fan").proposed.after.performance.cost
    page._choose("gas")
    assert page.figure() == "heating.gas.cost"


def test_the_chart_shows_days_lines_and_the_machine(page: Any) -> None:
    chart = page._chart
    assert chart is not None
    assert len(chart.listDataItems()) >= 5
    assert chart.accessibleName()


def test_enter_makes_the_way_at_hand_the_familys_choice_and_undo_takes_it_back(
    qtbot: Any, page: Any
) -> None:
    table = page.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.choice.kept is not None, timeout=20000)
    way, unit = page.choice.kept
    assert way == "water_floor" and unit
    assert rows(page)[2].startswith("★ ")
    assert "家里选定" in page.choice.words.text()
    page._travel(House.undo)
    qtbot.waitUntil(lambda: page.choice.kept is None, timeout=20000)
    assert not any(name.startswith("★") for name in rows(page))


def test_the_button_takes_the_choice_back_where_it_is_at_hand(qtbot: Any, page: Any) -> None:
    page._choose("gas")
    page.choice.take.click()
    qtbot.waitUntil(lambda: page.choice.kept is not None, timeout=20000)
    assert page.choice.kept == ("gas", "")
    assert page.choice.take.text() == "取消选定"
    page._choose("fan")
    assert page.choice.take.text() == "定为家里选的"
    page._choose("gas")
    page.choice.take.click()
    qtbot.waitUntil(lambda: page.choice.kept is None, timeout=20000)
