"""Every number opens in the window, with mouse and keys; Esc closes."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from app.calc.damp import moisture_of
from app.calc.measures import apply
from app.model.survey import VillageValues
from app.services.assess import assess, load_context
from app.services.resolve import resolve
from app.services.trace import figures
from app.ui.application import Program
from app.ui.widgets.glaser import GlaserChart
from app.ui.widgets.trace_dialog import TraceDialog
from tests.services.surveys import farmhouse

HERE = "tests.ui.tasks"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def dialog_of(qtbot: Any, program: Program) -> TraceDialog:
    qtbot.waitUntil(lambda: bool(program.window.findChildren(TraceDialog)))
    found = program.window.findChildren(TraceDialog)[-1]
    qtbot.waitUntil(found.isVisible)
    return found


def closed(qtbot: Any, program: Program, dialog: TraceDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not program.window.findChildren(TraceDialog))


def texts(dialog: TraceDialog) -> list[str]:
    """Return all rows of the tree, folded ones too."""
    found: list[str] = []

    def walk(item: QTreeWidgetItem) -> None:
        found.append(" ".join(item.text(column) for column in range(3)))
        for number in range(item.childCount()):
            walk(item.child(number))

    for number in range(dialog.tree.topLevelItemCount()):
        walk(dialog.tree.topLevelItem(number))
    return found


def test_the_money_of_the_panel_opens_and_closes(qtbot, program) -> None:
    panel = program.window.panel
    qtbot.mouseClick(panel.figure, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, program)
    assert dialog.shown.figure == "cost"
    assert "3,100 元" in dialog.heading.text()
    closed(qtbot, program, dialog)
    qtbot.mouseClick(panel.why, Qt.MouseButton.LeftButton)
    closed(qtbot, program, dialog_of(qtbot, program))


def test_f4_opens_the_saving_of_the_marked_package(qtbot, program) -> None:
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.table, Qt.Key.Key_F4)
    dialog = dialog_of(qtbot, program)
    assert dialog.shown.figure == "saving.demand.best_value"
    assert "37.0 %" in dialog.heading.text()
    closed(qtbot, program, dialog)


def test_a_number_of_the_package_table_opens_by_a_click(qtbot, program) -> None:
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    cells = [w for w in page.table.children() if w.property("figure") == "price.cheapest"]
    qtbot.mouseClick(cells[0], Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, program)
    assert dialog.shown.figure == "price.cheapest"
    closed(qtbot, program, dialog)


def test_a_real_result_opens_down_to_layers_answers_and_sources(qtbot, qapp) -> None:
    assessment = assess(farmhouse(), VillageValues(), load_context(), quick=True)
    dialog = TraceDialog(None, assessment, figure="u.wall.N")
    qtbot.addWidget(dialog)
    dialog.show()
    rows = texts(dialog)
    assert any("重砂浆砌筑实心黏土砖砌体" in row for row in rows)
    assert any("可信标记 B" in row for row in rows)
    assert dialog.list.count() == len(figures(assessment))
    assert dialog.glaser.isVisible()
    assert dialog.glaser.touching == ()
    dialog.open_figure("need.standard")
    assert not dialog.glaser.isVisible()
    rows = texts(dialog)
    assert any("C02" in row and "口述" in row for row in rows)
    assert any("屋顶散热" in row for row in rows)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.shown.figure == "need.actual"
    dialog.close()


def test_the_diagram_marks_where_water_condenses(qtbot, qapp) -> None:
    context = load_context()
    house = resolve(farmhouse(), VillageValues(), context.catalogue, context.pack, context.weather)
    wet = apply(house, context.catalogue.measures["C_NEW_GW100"], context.catalogue)
    found = moisture_of(wet, context.catalogue, context.pack, context.weather, ["roof"])
    chart = GlaserChart()
    qtbot.addWidget(chart)
    chart.resize(500, 150)
    chart.show_element(found.elements[0])
    assert len(chart.touching) >= 1
    assert "冷凝" in chart.accessibleName() or "condenses" in chart.accessibleName()
    picture = chart.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name().upper()
        for x in range(0, picture.width(), 2)
        for y in range(picture.height())
    }
    assert {"#B00020", "#0B5CAD"} <= colours
    chart.show_element(None)
    assert chart.isHidden()


def opens(qtbot: Any, program: Program, widget: Any, figure: str, at: QPoint | None = None) -> None:
    """Click a number of the panel and see its trace open."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
    dialog = dialog_of(qtbot, program)
    assert dialog.shown is not None and dialog.shown.figure == figure
    closed(qtbot, program, dialog)


def test_every_number_of_the_panel_opens(qtbot, program) -> None:
    window = program.window
    window.open_page("plan")
    qtbot.waitUntil(lambda: not window.page("plan")._job, timeout=20000)
    window.open_page("entry")
    panel = window.panel
    qtbot.waitUntil(panel.isVisible)
    opens(qtbot, program, panel.figure.per_area, "need.per_area")
    opens(qtbot, program, panel.bars, "loss.wall", QPoint(20, 10))
    opens(qtbot, program, panel.bars, "loss.roof", QPoint(20, 36))
    opens(qtbot, program, panel.bill, "bill.ratio")
    opens(qtbot, program, panel.bill_words, "bill.ratio")
    opens(qtbot, program, panel.saving, "saving.demand.cheapest")
    opens(qtbot, program, panel.plan_words, "saving.demand.cheapest")
    opens(qtbot, program, panel.confidence_title, "confidence")


def test_every_number_of_the_package_table_opens(qtbot, program) -> None:
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    wanted = {"price", "saved", "saved_warmer", "warmer", "payback", "co2", "saving.overall"}
    cells = {
        str(cell.property("figure")): cell
        for cell in page.table.findChildren(QWidget)
        if str(cell.property("figure") or "").endswith(".best_value")
    }
    for figure in wanted:
        cell = cells[f"{figure}.best_value"]
        page.table_area.ensureWidgetVisible(cell)
        opens(qtbot, program, cell, f"{figure}.best_value")


def test_the_deep_package_has_no_payback_to_open(qtbot, program) -> None:
    program.window.open_page("plan")
    page = program.window.page("plan")
    qtbot.waitUntil(lambda: not page._job, timeout=20000)
    figures_of = [str(c.property("figure")) for c in page.table.findChildren(QWidget)]
    assert "payback.deep" not in figures_of and "chance.deep" not in figures_of
