"""Scenarios beside the packages, with results made by hand."""

import re
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from app.services.scenarios import scenarios_of
from app.ui.application import Program
from app.ui.widgets.compare_dialog import CompareDialog
from app.ui.widgets.trace_dialog import TraceDialog
from tests.ui.funded import funded_package
from tests.ui.test_plan import planned, words


@pytest.fixture
def page(qtbot: Any, program: Program) -> Any:
    return planned(qtbot, program)


def kept(page: Any) -> list[Any]:
    village = page.frame.session.village
    return list(scenarios_of(village.stages(page.frame.current.dwelling_id)))


def added(qtbot: Any, page: Any, name: str, base: str = "") -> None:
    count = len(page.desk.results)
    page.desk.add(name, base)
    qtbot.waitUntil(
        lambda: not page._job and page.desk.results[count].refusal != "…", timeout=20000
    )


def wall(page: Any) -> Any:
    return next(item for item in page.measures._items() if item.data(0, 0x100) == "W_EPS80")


def test_a_scenario_built_on_a_package_stands_beside_it(qtbot, page) -> None:
    added(qtbot, page, "先做北墙", "cheapest")
    assert [item.name for item in kept(page)] == ["先做北墙"]
    qtbot.waitUntil(
        lambda: "先做北墙" in [b.text() for b in page.table.findChildren(type(page.again))]
    )
    assert page.desk.results[0].package is not None
    assert page.desk.bar.lists.currentText() == "先做北墙"


def test_a_side_is_ticked_alone_and_kept_with_the_scenario(qtbot, page) -> None:
    added(qtbot, page, "北墙")
    assert page.desk.results[0].refusal
    item = wall(page)
    assert [item.child(k).text(0) for k in range(item.childCount())] == ["正面", "背面", "东侧"]
    item.child(1).setCheckState(0, Qt.CheckState.Checked)
    assert item.checkState(0) is Qt.CheckState.PartiallyChecked
    qtbot.waitUntil(lambda: kept(page)[0].added == ("W_EPS80@N",), timeout=20000)
    qtbot.waitUntil(
        lambda: not page._job and page.desk.results[0].package is not None, timeout=20000
    )
    assert page._plan.packages[-1].key != "own"
    assert wall(page).child(1).checkState(0) is Qt.CheckState.Checked


def test_a_step_with_a_scenario_is_undone(qtbot, page) -> None:
    added(qtbot, page, "甲", "cheapest")
    page.desk.undo()
    qtbot.waitUntil(lambda: not kept(page), timeout=20000)
    qtbot.waitUntil(lambda: not page._job and not page.desk.results, timeout=20000)
    assert page.desk.at == ""


def test_a_taken_name_is_refused_with_a_sentence(qtbot, page) -> None:
    added(qtbot, page, "甲", "cheapest")
    page.desk.add("甲", "deep")
    assert "甲" in page.sentence.text()
    assert len(kept(page)) == 1


def test_a_hidden_column_is_not_shown(qtbot, page) -> None:
    added(qtbot, page, "甲", "cheapest")
    page.desk.bar.column_shown.emit("deep", False)
    assert "deep" not in page.table._keys()
    page.desk.bar.column_shown.emit("deep", True)
    assert "deep" in page.table._keys()


def test_two_are_compared_in_measures_and_figures(qtbot, page) -> None:
    first, second = (
        replace(
            package,
            measures=tuple(replace(m, id=m.name.en) for m in package.measures),
        )
        for package in (page._plan.packages[0], page._plan.packages[2])
    )
    dialog = CompareDialog(page, {"经济": first, "深度": second}, "经济", "深度")
    qtbot.addWidget(dialog)
    assert "保温入户门" in dialog.measures.text()
    figures = "\n".join(cell.text() for cell in dialog.findChildren(QLabel))
    more = second.cost.typical - first.cost.typical
    assert f"+{more:,.0f}" in figures


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize(("funded", "least"), [(False, 8), (True, 14)])
def test_a_click_on_each_figure_compared_opens_where_it_comes_from(
    qtbot, page, funded, least
) -> None:
    """With the mouse, while the dialog is open as a user has it."""
    opened: list[tuple[str, str]] = []
    done: list[str] = []

    def click_all() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CompareDialog)
        try:
            for cell in dialog.findChildren(QLabel):
                link = re.search('href="([^"]+)"', cell.text())
                if link is not None:
                    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
                    beside = QApplication.activeModalWidget()
                    assert isinstance(beside, TraceDialog), link[1]
                    assert beside.shown is not None
                    opened.append((link[1], beside.shown.figure))
                    beside.close()
            done.append("all")
        finally:
            dialog.accept()

    if funded:  # a plan that tells money and keeps what was drawn
        package = replace(funded_package(), samples=128)
        both = (package, replace(package, key="deep"))
        page.desk.plan = replace(page.desk.plan, packages=both)
    QTimer.singleShot(0, click_all)
    page.desk.bar.asked.emit("compare")
    assert done == ["all"]
    assert len(opened) >= least
    assert {at for at in opened if at[0] != at[1]} == set()


def test_words_of_the_table_hold_the_reason_where_nothing_is_ticked(qtbot, page) -> None:
    added(qtbot, page, "空")
    qtbot.waitUntil(lambda: "还没有勾措施" in words(page.table))


def test_figures_of_a_scenario_open_as_those_of_a_package_do(
    qtbot, page, program, monkeypatch
) -> None:
    opened: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        page.frame, "open_figure", lambda name, plan=None: opened.append((name, plan))
    )
    added(qtbot, page, "甲", "cheapest")
    item = page.desk.results[0]
    page._open(f"saving.demand.{item.package.key}@{item.scenario.id}")
    name, plan = opened[0]
    assert name == f"saving.demand.{item.package.key}"
    assert plan.packages == (item.package,)
    page._choose(item.scenario.id)
    assert page.figure_plan().packages == (item.package,)
    page._choose("cheapest")
    assert page.figure_plan() is None


def test_the_words_of_the_rows_stay_in_sight(qtbot, page) -> None:
    for name in ("甲", "乙", "丙"):
        added(qtbot, page, name, "cheapest")
    page.table_area.setFixedWidth(420)
    bar = page.table_area.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(100)
    heads = page.table._row_heads
    qtbot.waitUntil(lambda: all(head.x() == 100 for head in heads))
    bar.setValue(0)
    qtbot.waitUntil(lambda: all(head.x() < 20 for head in heads))
