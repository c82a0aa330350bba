"""The roster wizard as a person uses it, with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.store.village import create_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.pages.roster import CHOOSE, COLUMNS, RESULT, ROWS, RosterPage
from tests.rosters import number, write_xlsx
from tests.ui.houses import village_with


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def wizard(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., RosterPage]:
    def open_it(size: tuple[int, int] = (1366, 690), password: str | None = None) -> RosterPage:
        with create_village(tmp_path / "village", "官道村", password=password, operator="李"):
            pass
        program = make_program(size)
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(None)
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.open_folder(tmp_path / "village", password)
        qtbot.keyClick(program.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        page: RosterPage = program.window.page("roster")
        assert program.window.present() is page
        return page

    return open_it


def step(qtbot: Any, page: RosterPage, wanted: int) -> None:
    qtbot.waitUntil(lambda: page.steps.currentIndex() == wanted, timeout=20000)


def focus() -> Any:
    return QApplication.focusWidget()


def press(qtbot: Any, key: Qt.Key, *, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(focus(), key, held)


def read(qtbot: Any, page: RosterPage, path: Path) -> None:
    """Give the path of a file and press Enter."""
    page.choose.path.setFocus()
    page.choose.path.setText(str(path))
    press(qtbot, Qt.Key.Key_Return)


def names(page: RosterPage) -> list[str]:
    village = page.frame.session.village
    return [row.head_name for row in village.overview()]


def settled(qtbot: Any, page: RosterPage) -> None:
    qtbot.waitUntil(lambda: not page._job and not page._busy, timeout=20000)


def test_from_file_to_houses_by_keyboard(qtbot, wizard, tmp_path: Path) -> None:
    page = wizard(password="密码")
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    assert focus() is page.columns.lists[1]  # the head of household
    for _column in range(7):
        press(qtbot, Qt.Key.Key_Return)
    assert focus() is page.next
    press(qtbot, Qt.Key.Key_Return)
    step(qtbot, page, ROWS)
    assert page.check.chips["fault"].text().endswith("4")
    assert not page.next.isEnabled()
    assert names(page) == []
    # row 7: the rounded ID number has the cursor; Enter goes on to the next wrong row
    assert page.check.row().number == 7 and focus() is page.check.boxes["A03"]
    focus().setText(number(3))
    press(qtbot, Qt.Key.Key_Return)
    assert page.check.row().number == 8 and focus() is page.check.boxes["A02"]
    focus().setText("陈大山")
    press(qtbot, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert page.check.row().number == 9 and focus() is page.check.boxes["A03"]
    assert page.check.chips["fault"].text().endswith("2")
    press(qtbot, Qt.Key.Key_Delete, control=True)
    qtbot.waitUntil(lambda: page._checked.count("fault") == 1, timeout=20000)
    assert page.check.row().number == 10
    focus().setText(number(6))
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._may_take(), timeout=20000)
    assert focus() is page.next
    press(qtbot, Qt.Key.Key_Return)
    step(qtbot, page, RESULT)
    figures = {key: figure.text() for key, figure in page.result.figures.items()}
    assert figures == {"new": "7", "update": "0", "same": "0", "skip": "2"}
    assert not page.result.words.isVisible()
    assert "陈大山" in names(page)
    press(qtbot, Qt.Key.Key_Return)
    houses = page.frame.page("households")
    qtbot.waitUntil(lambda: len(houses.table.rows) == 7, timeout=20000)


def test_ctrl_z_undoes_the_import_even_later(qtbot, wizard, tmp_path: Path) -> None:
    page = wizard()
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    press(qtbot, Qt.Key.Key_Return, control=True)
    step(qtbot, page, ROWS)
    qtbot.mouseClick(page.check.rest, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._may_take(), timeout=20000)
    press(qtbot, Qt.Key.Key_Return, control=True)
    step(qtbot, page, RESULT)
    assert len(names(page)) == 6
    assert "6" in page.result.words.text()  # ID numbers that a plain village does not keep
    page.frame.open_page("households")
    page.frame.open_page("roster")
    page.begin()
    qtbot.waitUntil(lambda: page.choose.undo.isVisible(), timeout=20000)
    press(qtbot, Qt.Key.Key_Z, control=True)
    settled(qtbot, page)
    assert names(page) == []


def test_a_refused_file_stays_at_the_first_step_with_the_reason(qtbot, wizard, tmp_path) -> None:
    page = wizard()
    path = tmp_path / "名册.et"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    read(qtbot, page, path)
    qtbot.waitUntil(lambda: bool(page.problem.text()), timeout=20000)
    assert page.steps.currentIndex() == CHOOSE
    assert "WPS" in page.problem.text() and "xlsx" in page.problem.text()
    assert page.problem.isVisible()


def test_a_meaning_belongs_to_one_column_and_is_remembered(qtbot, wizard, tmp_path) -> None:
    page = wizard()
    rows = [("王建国", "老王"), ("李秀英", "老李")]
    path = write_xlsx(tmp_path / "r.xlsx", rows, ("姓名", "别称"))
    read(qtbot, page, path)
    step(qtbot, page, COLUMNS)
    page.columns.lists[1].setFocus()
    press(qtbot, Qt.Key.Key_2)  # the second answer: head of household
    assert page._sheet.meanings[:2] == ("", "A02")
    press(qtbot, Qt.Key.Key_Return, control=True)
    step(qtbot, page, ROWS)
    press(qtbot, Qt.Key.Key_Return, control=True)
    step(qtbot, page, RESULT)
    assert names(page) == ["老王", "老李"]
    page.begin()
    read(qtbot, page, path)
    step(qtbot, page, COLUMNS)
    assert page._sheet.meanings[:2] == ("", "A02")


def test_without_a_name_column_it_does_not_go_on(qtbot, wizard, tmp_path: Path) -> None:
    page = wizard()
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx", [("a", 1)], ("x", "y")))
    step(qtbot, page, COLUMNS)
    assert page.words.text()
    press(qtbot, Qt.Key.Key_Return, control=True)
    assert page.steps.currentIndex() == COLUMNS and not page._job


def test_the_row_of_the_heads_can_be_moved(qtbot, wizard, tmp_path: Path) -> None:
    page = wizard()
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    assert page.columns.head.value() == 4
    page.columns.head.setValue(5)
    qtbot.waitUntil(lambda: page._sheet.heads.row == 5, timeout=20000)
    assert page._sheet.rows[0][0] == 6


def test_work_under_way_can_be_stopped(qtbot, wizard, tmp_path: Path, monkeypatch) -> None:
    page = wizard()
    monkeypatch.setattr("app.ui.pages.roster.READ", "tests.ui.light:endless")
    read(qtbot, page, tmp_path / "r.xlsx")
    qtbot.waitUntil(lambda: page.stop_button.isVisible(), timeout=20000)
    qtbot.mouseClick(page.stop_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert page.steps.currentIndex() == CHOOSE and not page.problem.text()


def test_typing_in_the_next_row_is_not_disturbed_by_the_check(qtbot, wizard, tmp_path) -> None:
    page = wizard(password="密码")
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    page.go_on()
    step(qtbot, page, ROWS)
    qtbot.waitUntil(lambda: focus() is page.check.boxes["A03"])
    focus().setText(number(3))
    press(qtbot, Qt.Key.Key_Return)
    focus().setText("陈大")  # still writing when the check of the row before comes back
    settled(qtbot, page)
    assert focus() is page.check.boxes["A02"] and focus().text() == "陈大"
    assert page.check.row().number == 8


def test_a_language_switch_keeps_step_and_values(qtbot, wizard, tmp_path: Path) -> None:
    page = wizard(password="密码")
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    page.go_on()
    step(qtbot, page, ROWS)
    qtbot.waitUntil(lambda: focus() is page.check.boxes["A03"])
    focus().setText("123")
    page.frame.switch_language()
    assert page.steps.currentIndex() == ROWS
    assert focus().text() == "123" and focus() is page.check.boxes["A03"]
    assert "rounded" in page.check.reason.text()


@pytest.mark.parametrize("size", [(1366, 690), (1093, 552)])
def test_nothing_is_cut_off(qtbot, wizard, tmp_path: Path, size: tuple[int, int]) -> None:
    page = wizard(size)
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx"))
    step(qtbot, page, COLUMNS)
    page.go_on()
    step(qtbot, page, ROWS)
    for _language in range(2):
        QApplication.processEvents()
        assert page.frame.width() == size[0]  # nothing has pushed the window wider
        assert page.frame.height() == size[1]
        for widget in (page.next, page.back, page.check.out, page.check.rest, page.words):
            assert widget.width() >= widget.sizeHint().width()
            right = widget.mapTo(page, widget.rect().bottomRight())
            assert page.rect().contains(right)
        page.frame.switch_language()


def test_the_houses_page_leads_to_the_wizard(qtbot, wizard) -> None:
    page = wizard()
    page.frame.open_page("households")
    houses = page.frame.page("households")
    qtbot.waitUntil(lambda: houses.empty.isVisible(), timeout=20000)
    assert "Ctrl+I" in houses.empty.text()
    qtbot.mouseClick(houses.roster_button, Qt.MouseButton.LeftButton)
    assert page.frame.present() is page


def test_a_new_village_goes_on_to_its_roster(qtbot, make_program, tmp_path: Path) -> None:
    program = make_program()
    program.start(None)
    start = program.window.page("start")
    start.name.setText("官道村")
    start.operator.setText("李师傅")
    start.folder.setText(str(tmp_path / "new"))
    with qtbot.waitSignal(program.ready, timeout=20000):
        qtbot.mouseClick(start.roster, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: program.window.session is not None, timeout=20000)
    assert program.window.present() is program.window.page("roster")


def test_an_import_lets_go_of_the_house_at_hand(qtbot, make_program, tmp_path: Path) -> None:
    village_with(tmp_path / "village", {})
    program = make_program()
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(tmp_path / "village")
    page = program.window.page("roster")
    house = program.window.session.village.overview()[0].dwelling_id
    program.window.open_house(house)
    qtbot.waitUntil(lambda: program.window.current.house is not None, timeout=20000)
    program.window.open_page("roster")
    read(qtbot, page, write_xlsx(tmp_path / "r.xlsx", [("王建国",)], ("姓名",)))
    step(qtbot, page, COLUMNS)
    page.go_on()
    step(qtbot, page, ROWS)
    page.go_on()
    step(qtbot, page, RESULT)
    assert program.window.current.house is None
