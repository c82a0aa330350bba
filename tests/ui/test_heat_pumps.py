"""Heat pumps in the settings: added from a maker's sheet, refused with the row, taken out."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.services.own_heat_pumps import unit_id
from app.ui.application import Program


@pytest.fixture
def section(qtbot: Any, program: Program) -> Any:
    program.window.open_settings("heat_pumps")
    found = program.window.page("settings").section("heat_pumps")
    qtbot.waitUntil(lambda: found.table.rowCount() >= 6, timeout=10000)
    program.jobs.wait()
    qtbot.wait(50)
    return found


def press(qtbot: Any, section: Any, button: Any) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    section.session.jobs.wait()
    qtbot.wait(100)
    section.session.jobs.wait()


def fill(section: Any, table: str) -> None:
    section.name.setText("好风 35")
    section.capex.setText("4200")
    section.noise.setText("53")
    section.rows.setPlainText(table)
    section.origin.source.setText("厂家样本")


def test_a_unit_is_added_and_taken_out_again(qtbot: Any, section: Any) -> None:
    fill(section, "7 20 4.4 4.1\n-7 20 3.3 2.9\n-12 20 3.0 2.5")
    press(qtbot, section, section.save)
    qtbot.waitUntil(lambda: section.table.rowCount() == 7, timeout=10000)
    identity = unit_id("好风 35")
    section.table.choose(identity)
    assert section.table.key() == identity
    assert section.name.text() == "好风 35"
    assert "3.3 / 3.0 / —" in section.table.item(6, 2).text()
    press(qtbot, section, section.back)
    qtbot.waitUntil(lambda: section.table.rowCount() == 6, timeout=10000)


def test_a_table_that_rises_in_the_cold_is_refused_with_its_row(qtbot: Any, section: Any) -> None:
    fill(section, "7 20 4.4 4.1\n-7 20 4.6 2.9")
    press(qtbot, section, section.save)
    qtbot.waitUntil(lambda: bool(section.problem.text()), timeout=10000)
    assert "第2行" in section.problem.text()
    assert section.table.rowCount() == 6
    assert "4.6" in section.rows.toPlainText()  # what was typed stays
