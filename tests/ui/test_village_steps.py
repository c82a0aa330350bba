"""The village view of the steps, used through its widgets, with works made by hand."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.i18n import set_language
from app.ui import village_desk
from app.ui.application import Program
from app.ui.widgets.gantt import HEAD, Gantt
from app.ui.widgets.gantt_rows import row_of
from tests.ui.houses import ANSWERS, village_with
from tests.ui.test_look import name_of, reached
from tests.ui.works_tasks import MARCH, sample_house, sample_works

TASKS, WORKS = "tests.ui.tasks", "tests.ui.works_tasks"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def program(open_houses: Callable[..., Program]) -> Program:
    """The window on a village of four houses, the first one at hand."""
    names = ("王建国", "李秀英", "张德福", "刘春")
    return open_houses(*[dict(ANSWERS, A02=name) for name in names])


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    window = program.window
    window.open_page("roadmap")
    shown = window.page("roadmap")
    qtbot.keyClick(shown, Qt.Key.Key_V)
    settled(qtbot, shown)
    assert shown.village.desk.works is not None
    return shown


def settled(qtbot: Any, page: Any) -> None:
    page.frame.session.jobs.wait()
    qtbot.waitUntil(lambda: not page.village.desk.busy, timeout=20000)
    page.frame.session.jobs.wait()
    qtbot.waitUntil(lambda: not page.village.desk.busy, timeout=20000)


def cells(page: Any) -> list[list[str]]:
    table = page.village.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def month(page: Any, row: int = 0) -> int:
    return int(page.village.desk.works.houses[row].steps[0].month)


def kept(page: Any, row: int = 0) -> Any:
    house = page.village.gantt.rows[row].dwelling_id
    return page.frame.session.village.arranged(house, "TP5")


def test_houses_stand_below_one_another_and_what_is_lacking_is_said(page: Any) -> None:
    gantt = page.village.gantt
    assert [row.title for row in gantt.rows] == ["0001 王建国", "0002 李秀英", "0003 张德福"]
    assert [row.mark for row in gantt.rows] == ["", "⚠", "▲"]
    assert [(bar.number, bar.stage, bar.joined) for bar in gantt.rows[0].bars] == [
        (1, "strengthening", True),
        (2, "openings", False),
    ]
    assert gantt.hasFocus() and gantt.isVisible() and not page.area.isVisible()
    assert "3 户排了步骤，1 户没排" in page.village.sentence.text()
    assert "瓦工：2027年4月最忙，要 80 个工，上限 60 个" in page.village.sentence.text()
    assert "0003" in page.village.sentence.text()
    assert "1 处太冷" in page.village.sentence.text()
    assert "第 1 步 · 加固" in page.village.chosen.text()
    assert "和加固一起做" in gantt.accessibleName()


def test_tables_tell_helpers_trades_frost_and_houses_apart(qtbot: Any, page: Any) -> None:
    assert [row[:8] for row in cells(page)] == [
        ["一组", "2027年4月", "20", "6", "14", "16", "2", "0"],
        ["一组", "2027年12月", "10", "3", "7", "17", "10", "0"],
    ]
    assert "最紧的是2027年4月，还富余 2 个工" in cells(page)[0][8]
    qtbot.keyClick(page.village.gantt, Qt.Key.Key_P)
    assert cells(page)[0] == ["瓦工（最忙）", "2027年4月", "80", "2", "⚠ 0003"]
    qtbot.keyClick(page.village.gantt, Qt.Key.Key_P)
    assert cells(page) == [
        ["⚠ 0002", "1", "2027年12月", "外墙", "-0.4 ℃", "5 ℃", "下一个合适的月份：2028年4月。"]
    ]
    qtbot.mouseClick(page.village.chips["apart"], Qt.MouseButton.LeftButton)
    assert cells(page) == [["0004", "刘春", "还没有方案。"]]


def test_a_step_goes_a_month_on_is_kept_and_comes_back(qtbot: Any, page: Any) -> None:
    gantt = page.village.gantt
    qtbot.keyClick(gantt, Qt.Key.Key_Right, CONTROL)
    settled(qtbot, page)
    assert month(page) == MARCH + 2 and kept(page) == [f"month|{MARCH + 2}"]
    qtbot.keyClick(gantt, Qt.Key.Key_Right, ALT)
    settled(qtbot, page)
    assert month(page) == MARCH + 5
    page.undo()
    settled(qtbot, page)
    assert month(page) == MARCH + 2 and kept(page) == [f"month|{MARCH + 2}"]
    page.undo()
    settled(qtbot, page)
    assert month(page) == MARCH + 1 and kept(page) is None
    page.redo()
    settled(qtbot, page)
    assert month(page) == MARCH + 2
    history = page.frame.session.village.history(gantt.rows[0].dwelling_id)
    assert [batch.label for batch in history].count("施工顺序") >= 2


def test_undo_takes_back_the_last_move_wherever_the_cursor_is(qtbot: Any, page: Any) -> None:
    gantt = page.village.gantt
    qtbot.keyClick(gantt, Qt.Key.Key_Right, CONTROL)
    settled(qtbot, page)
    qtbot.keyClick(gantt, Qt.Key.Key_End)
    page.undo()
    settled(qtbot, page)
    assert month(page, 0) == MARCH + 1 and kept(page, 0) is None
    page.undo()
    settled(qtbot, page)
    assert "没有可撤销的" in page.village.sentence.text()


def test_a_wrong_month_is_refused_with_the_reason_and_nothing_is_kept(
    qtbot: Any, page: Any
) -> None:
    for _times in range(3):
        qtbot.keyClick(page.village.gantt, Qt.Key.Key_Left, CONTROL)
        settled(qtbot, page)
    assert "没有移动。抹灰要在5℃以上" in page.village.sentence.text()
    assert month(page) == MARCH and kept(page) == [f"month|{MARCH}"]


def test_the_cursor_goes_by_house_and_step_and_enter_opens_the_house(
    qtbot: Any, page: Any, program: Program
) -> None:
    gantt = page.village.gantt
    qtbot.keyClick(gantt, Qt.Key.Key_Right)
    assert (gantt.row, gantt.step) == (0, 2) and "换窗" in page.village.chosen.text()
    qtbot.keyClick(gantt, Qt.Key.Key_Right)
    qtbot.keyClick(gantt, Qt.Key.Key_Down)
    assert (gantt.row, gantt.step) == (1, 2)
    wanted = gantt.rows[1].dwelling_id
    qtbot.keyClick(gantt, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.current.dwelling_id == wanted, timeout=20000)
    qtbot.waitUntil(lambda: program.window.present() is page, timeout=20000)
    assert not page.village.isVisible() and page.one.isChecked()
    assert "请先做套餐" in page.sentence.text()
    qtbot.keyClick(page, Qt.Key.Key_V)
    settled(qtbot, page)
    assert gantt.isVisible() and gantt.house == wanted


def test_a_click_on_the_name_opens_the_house_and_one_on_a_bar_chooses_it(
    qtbot: Any, page: Any, program: Program
) -> None:
    gantt = page.village.gantt
    bar, box = gantt._boxes(2)[1]
    place = box.center().toPoint()
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (gantt.row, gantt.step) == (2, bar.number) and page.village.isVisible()
    name = QPoint(20, place.y())
    qtbot.mouseClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=name)
    wanted = gantt.rows[2].dwelling_id
    qtbot.waitUntil(lambda: program.window.current.dwelling_id == wanted, timeout=20000)


def test_a_bar_is_drawn_to_another_month_with_the_mouse(qtbot: Any, page: Any) -> None:
    gantt = page.village.gantt
    _bar, box = gantt._boxes(0)[0]
    start = QPointF(box.left() + 4, box.center().y()).toPoint()
    end = start + QPoint(round(2 * gantt._wide()), 0)
    QTest.mousePress(gantt.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseRelease(gantt.viewport(), Qt.MouseButton.LeftButton, pos=end)
    settled(qtbot, page)
    assert month(page) == MARCH + 3


def test_a_line_of_the_frost_moves_the_step_to_the_month_that_fits(qtbot: Any, page: Any) -> None:
    page.village.choose_part("frost")
    page.village.table.selectRow(0)
    page.village.table.setFocus()
    qtbot.keyClick(page.village.table, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert month(page, 1) == MARCH + 13
    assert kept(page, 1) == [f"month|{MARCH + 13}"]
    assert cells(page) == [["", "", "", "没有排在太冷时候的活。", "", "", ""]]
    assert not page.village.go.isVisible()


def test_a_house_without_steps_is_opened_at_its_packages(
    qtbot: Any, page: Any, program: Program
) -> None:
    page.village.choose_part("apart")
    page.village.table.selectRow(0)
    wanted = page.village.table.key()
    qtbot.mouseClick(page.village.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.current.dwelling_id == wanted, timeout=20000)
    qtbot.waitUntil(lambda: program.window.present() is program.window.page("plan"), timeout=20000)
    qtbot.waitUntil(lambda: not program.window.page("plan")._job, timeout=20000)


def test_the_limit_is_set_here_and_faults_are_refused(qtbot: Any, page: Any) -> None:
    page.village.choose_part("trades")
    box = page.village.limit
    box.setFocus()
    box.setText("100")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert page.frame.session.village.village_values().trade_days.value == 100
    assert cells(page)[0][4] == "" and "上限 100 个" in page.village.sentence.text()
    box.setText("0")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "要填 1 到 2000 的整数" in page.village.sentence.text()
    assert page.frame.session.village.village_values().trade_days.value == 100


def test_without_works_each_house_is_listed_with_what_it_lacks(
    qtbot: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(village_desk, "JOB", f"{WORKS}:no_works")
    page.village.desk.read()
    settled(qtbot, page)
    assert "还没有一户排出步骤" in page.village.sentence.text()
    assert not page.village.gantt.isVisible()
    assert cells(page) == [["0001", "", "还没有方案。"]]
    assert page.village.table.hasFocus() and page.village.table.key() == "d"


def test_a_long_calculation_shows_progress_and_stops(
    qtbot: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(village_desk, "JOB", f"{WORKS}:slow_works")
    qtbot.keyClick(page.village.gantt, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.village.progress.value() > 0, timeout=20000)
    assert page.village.progress.isVisible() and page.village.stop_button.isVisible()
    qtbot.mouseClick(page.village.stop_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert "已停下" in page.village.sentence.text()
    assert page.village.gantt.rows and not page.village.progress.isVisible()


def test_a_refused_calculation_says_why_and_keeps_what_was_there(
    qtbot: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(village_desk, "JOB", f"{WORKS}:faulty_works")
    page.village.desk.read()
    settled(qtbot, page)
    assert page.village.sentence.text() == "× 村文件读不出来。"
    assert len(page.village.gantt.rows) == 3


def test_another_village_starts_with_its_own_houses(
    qtbot: Any, page: Any, program: Program, tmp_path: Path
) -> None:
    village_with(tmp_path / "other", dict(ANSWERS, A02="赵新"), dict(ANSWERS, A02="钱新"))
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.open_folder(tmp_path / "other")
    assert page.village.desk.works is None and not page.village.isVisible()
    program.window.open_page("roadmap")
    qtbot.keyClick(page, Qt.Key.Key_V)
    settled(qtbot, page)
    assert [row.title for row in page.village.gantt.rows] == ["0001 赵新"]


def test_all_words_change_with_the_language_and_what_is_reached_has_a_name(
    page: Any, program: Program
) -> None:
    assert all(name_of(widget) for widget in reached(program.window))
    program.window.switch_language()
    try:
        page.village.choose_part("help")
        texts = " ".join(
            [
                page.village.sentence.text(),
                page.village.chosen.text(),
                *(chip.text() for chip in page.village.chips.values()),
                *(page.village.table.horizontalHeaderItem(k).text() for k in range(9)),
            ]
        )
        assert "Houses with steps: 3, without: 1." in texts and "Mutual help" in texts
        assert not set("步骤帮工户") & set(texts)
    finally:
        program.window.switch_language()
        set_language("zh")


def two_hundred() -> Any:
    ids = {f"d{k:03d}": [f"month|{MARCH + k % 20}"] for k in range(200)}
    return sample_works(
        [sample_house(dwelling, f"{k:04d}", k, ids) for k, dwelling in enumerate(ids)], []
    )


def test_two_hundred_houses_are_summed_and_only_those_in_sight_are_painted(
    qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = two_hundred()
    (team,) = works.teams
    assert team.houses == 200 and team.need == pytest.approx(200 * 10.0)
    assert [round(m.need) for m in team.months] == [100] * 20
    masonry = next(load for load in works.trades if load.trade == "masonry")
    assert {(m.days, len(m.over)) for m in masonry.months} == {(400.0, 9)}
    gantt = Gantt()
    qtbot.addWidget(gantt)
    gantt.resize(1000, 400)
    gantt.show()
    gantt.show_rows([row_of(house, "") for house in works.houses], date(2026, 11, 26))
    painted: list[int] = []
    boxes = gantt._boxes

    def counted(row: int) -> Any:
        painted.append(row)
        return boxes(row)

    monkeypatch.setattr(gantt, "_boxes", counted)
    gantt.grab()
    assert 0 in painted and len(set(painted)) <= 400 // 26 + 2
    painted.clear()
    qtbot.keyClick(gantt, Qt.Key.Key_End)
    gantt.grab()
    assert 199 in painted and len(set(painted)) <= 400 // 26 + 2
    assert gantt.house == "d199"
    (_bar, box), *_rest = boxes(199)
    assert box.top() >= HEAD and box.bottom() <= gantt.viewport().height()
    qtbot.keyClick(gantt, Qt.Key.Key_Home)
    qtbot.keyClick(gantt, Qt.Key.Key_PageDown)
    assert gantt.row == (gantt.viewport().height() - HEAD) // 26 - 1
