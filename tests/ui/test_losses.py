"""Where the warmth goes: the section, the table, the view for the family."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.ui.application import Program
from app.ui.widgets.family_view import FamilyView, family_lines


def losses(qtbot: Any, program: Program) -> Any:
    qtbot.waitUntil(lambda: program.window.current.view.assessment is not None, timeout=20000)
    program.window.open_page("losses")
    return program.window.page("losses")


def column(page: Any, number: int) -> list[str]:
    model = page.table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_parts_stand_from_the_largest_to_the_smallest_and_sum_to_all(qtbot, program) -> None:
    page = losses(qtbot, program)
    shares = [int(text.rstrip("%")) for text in column(page, 5)]
    assert shares == sorted(shares, reverse=True)
    assert 98 <= sum(shares) <= 102  # whole percents


def test_the_marked_row_marks_its_arrow_and_names_its_measures(qtbot, program) -> None:
    page = losses(qtbot, program)
    qtbot.keyClick(page.table, Qt.Key.Key_Home)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.section._marked == page.rows.part_at(1)
    assert page.side_text.text()
    page.section.picked.emit("wall")
    assert page.section._marked == "wall"
    assert page.figure() == "loss.wall"


def test_the_unit_changes_on_section_and_table(qtbot, program) -> None:
    page = losses(qtbot, program)
    money, names = column(page, 6), page.section.accessibleName()
    page.units.buttons()[2].click()
    assert column(page, 6) != money
    assert page.section.accessibleName() != names
    assert all("度" in text for text in column(page, 6))


def test_the_family_sees_three_lines_of_money_and_percent(qtbot, program) -> None:
    page = losses(qtbot, program)
    found = page._assessment()
    lines = family_lines(found)
    assert len(lines) == 3
    assert "元" in lines[0]
    assert all("%" in line and "元" in line for line in lines[1:])
    view = FamilyView(page, found, pitched=True)
    qtbot.addWidget(view)
    shown = [label for label in view.findChildren(QLabel) if label.text() in lines]
    assert len(shown) == 3
    for line in shown:
        line.ensurePolished()
    assert all(line.font().pixelSize() == 32 for line in shown)


def test_without_a_house_the_page_says_what_to_do(qtbot, program) -> None:
    page = losses(qtbot, program)
    program.window.forget_house()
    page.refresh()
    assert not page.table.isVisible()
    assert "农户" in page.empty.text()
