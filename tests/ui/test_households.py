"""The list of houses: search by initials, number and group; empty states that help."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.store.village import create_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.pages import sheet
from app.ui.pages.households import HouseholdsPage
from app.ui.settings import read_settings
from app.ui.widgets import house_table
from app.ui.widgets.house_chips import HouseChips
from app.ui.widgets.house_table import ATTENTION, FILE, KEYS, ROW_ROLE, initials
from tests.ui.houses import ANSWERS, edits, village_with


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def houses(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., HouseholdsPage]:
    def open_it(*answers: dict[str, Any]) -> HouseholdsPage:
        village_with(tmp_path / "village", *answers)
        program = make_program()
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        program.window.open_page("households")
        page: HouseholdsPage = program.window.page("households")
        qtbot.waitUntil(lambda: len(page.table.rows) == len(answers))
        return page

    return open_it


def names(page: HouseholdsPage) -> list[str]:
    return [page.filter.index(row, 1).data() for row in range(page.filter.rowCount())]


@pytest.mark.parametrize(("name", "letters"), [("王建国", "wjg"), ("李秀英", "lxy")])
def test_initials_of_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("text", ["wjg", "王建", "三组", "0001", "27号"])
def test_a_house_is_found_by(qtbot, houses, text: str) -> None:
    other = dict(ANSWERS, A02="李秀英", A05="一组3号")
    page = houses(ANSWERS, other)
    page.frame.topbar.search.setText(text)
    page.search(text)
    qtbot.waitUntil(lambda: names(page) == ["王建国"])


def test_initials_typed_before_they_are_learnt_find_the_house_afterwards(
    qtbot, houses, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_learn, learners = threading.Event(), set()

    def slowly(names: Iterable[str]) -> dict[str, str]:
        learners.add(threading.current_thread())
        assert may_learn.wait(20)
        return {name: initials(name) for name in names}

    monkeypatch.setattr(house_table, "initials_of", slowly)
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    page.search("lxy")
    assert names(page) == []
    may_learn.set()
    qtbot.waitUntil(lambda: names(page) == ["李秀英"])
    assert threading.main_thread() not in learners


def test_initials_are_learnt_once(qtbot, houses, monkeypatch: pytest.MonkeyPatch) -> None:
    page = houses(ANSWERS)
    qtbot.waitUntil(lambda: page.table.learnt)
    monkeypatch.setattr(house_table, "initials_of", None)
    page.reload()
    page.frame.session.drain()
    page.search("wjg")
    assert names(page) == ["王建国"]


def test_enter_opens_the_chosen_house(qtbot, houses) -> None:
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    page.view.selectRow(1)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.frame.current.house is not None)
    assert page.frame.current.house.stored("A02").value == "李秀英"


def test_an_empty_village_says_what_to_do(qtbot, houses) -> None:
    page = houses()
    assert "Ctrl+N" in page.empty.text()
    assert page.empty.isVisible()


def test_an_empty_search_shows_what_hides_the_houses(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.search("zzz")
    assert "zzz" in page.empty.text()
    assert page.filter.rowCount() == 0


def test_a_dangerous_house_has_words_and_a_red_band(qtbot, houses) -> None:
    page = houses(dict(ANSWERS, M01="D"))
    flags = page.filter.index(0, ATTENTION)
    assert flags.data()
    assert flags.data(Qt.ItemDataRole.BackgroundRole) is not None


def test_a_new_house_opens_at_its_first_gap(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.new_house()
    qtbot.waitUntil(lambda: page.frame.current.house is not None)
    qtbot.waitUntil(lambda: page.frame.present() is page.frame.page("entry"))
    assert page.frame.page("entry")._at[0] == "A02"


def choose(page: HouseholdsPage, *rows: int) -> None:
    page.view.clearSelection()
    page._choose_many({page.filter.index(row, 0).data(ROW_ROLE).dwelling_id for row in rows})


def known_details(qtbot: Any, page: HouseholdsPage) -> None:
    qtbot.waitUntil(lambda: len(page.table.details) == len(page.table.rows))


def test_a_house_is_found_by_the_end_of_its_phone(qtbot, houses) -> None:
    page = houses(dict(ANSWERS, A04="13812345678"), dict(ANSWERS, A02="李秀英", A04="13912340000"))
    known_details(qtbot, page)
    page.search("5678")
    assert names(page) == ["王建国"]
    page.search("1234")  # in the middle of both, at the end of none
    assert names(page) == []


@pytest.mark.parametrize(("group", "left"), [("untouched", 1), ("unfinished", 2), ("", 3)])
def test_drafts_are_told_apart_by_whether_they_are_begun(
    qtbot, houses, group: str, left: int
) -> None:
    page = houses(ANSWERS, ANSWERS, {"A02": "李秀英"})
    known_details(qtbot, page)
    page.chips.chips[group].click()
    assert page.filter.rowCount() == left
    assert str(left) in page.chips.chips[group].text()


def test_what_hides_all_houses_is_named_and_taken_away_by_a_click(qtbot, houses) -> None:
    page = houses(ANSWERS, {"A02": "李秀英"})
    known_details(qtbot, page)
    page.frame.search_for("lxy")
    qtbot.waitUntil(lambda: names(page) == ["李秀英"])
    page.choose_group("unfinished")
    assert names(page) == [] and page.nothing.isVisible()
    assert "没录完" in page.empty.text() and "1 户" in page.empty.text()
    qtbot.mouseClick(page.clear_group, Qt.MouseButton.LeftButton)
    assert names(page) == ["李秀英"]
    page.choose_group("unfinished")
    qtbot.mouseClick(page.clear_text, Qt.MouseButton.LeftButton)
    assert names(page) == ["王建国"] and page.frame.topbar.search.text() == ""


def test_typing_in_the_list_begins_a_search(qtbot, houses) -> None:
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    qtbot.waitUntil(lambda: page.table.learnt)
    qtbot.keyClicks(page.view, "l")
    qtbot.keyClicks(page.frame.topbar.search, "xy")
    assert page.frame.topbar.search.text() == "lxy" and names(page) == ["李秀英"]


def test_chips_without_room_stand_in_a_menu(qtbot) -> None:
    chips = HouseChips()
    qtbot.addWidget(chips)
    states = {"surveyed": 1, "assessed": 1, "planned": 1, "consented": 1, "construction": 1}
    chips.show_groups(states, 2, "planned")
    chips.resize(400, 30)
    chips.show()
    assert chips.more.isVisible() and chips.chips["planned"].isVisible()
    hidden = [key for key, chip in chips.chips.items() if chip.isHidden()]
    assert len(chips.menu.actions()) == len(hidden) > 0
    with qtbot.waitSignal(chips.chosen) as told:
        chips.menu.actions()[0].trigger()
    assert told.args == hidden[:1]
    chips.resize(1200, 30)
    assert not chips.more.isVisible()


def test_a_column_chosen_wider_or_moved_stays_so(qtbot, houses) -> None:
    page = houses(ANSWERS)
    head = page.view.horizontalHeader()
    qtbot.waitUntil(lambda: head.width() > 1150)
    with qtbot.waitSignal(page.columns.changed):
        head.resizeSection(1, 240)
        head.moveSection(head.visualIndex(3), 1)
    kept = read_settings(page.frame.settings._path).house_columns
    assert kept[:3] == (("code", 150), ("state", 164), ("name", 240))
    again = HouseholdsPage(page.frame)
    assert again.view.horizontalHeader().visualIndex(3) == 1
    assert dict(again.columns.chosen)["name"] == 240
    again.deleteLater()


@pytest.mark.parametrize(("width", "all_shown"), [(1366, True), (960, False)])
def test_columns_always_fit(qtbot, houses, width: int, all_shown: bool) -> None:
    page = houses(ANSWERS)
    page.frame.resize(width, 690)
    page.acts.correct() if not all_shown else None
    qtbot.waitUntil(lambda: page.view.horizontalHeader().length() <= page.view.viewport().width())
    qtbot.waitUntil(lambda: page.view.isColumnHidden(KEYS.index("confidence")) != all_shown)
    assert not page.view.isColumnHidden(KEYS.index("state"))


def test_a_head_sorts_turns_round_and_lets_go(qtbot, houses) -> None:
    page = houses(*[dict(ANSWERS, A05=f"{door}号") for door in (2, 3, 1)])
    doors = []
    for _click in range(3):
        page.view.horizontalHeader().sectionClicked.emit(KEYS.index("door"))
        doors.append([page.filter.index(row, 2).data() for row in range(3)])
    assert doors == [["1号", "2号", "3号"], ["3号", "2号", "1号"], ["2号", "3号", "1号"]]


def test_the_file_of_a_house_says_what_it_lacks(qtbot, houses) -> None:
    page = houses(dict(ANSWERS, M02="report"))
    known_details(qtbot, page)
    cell = page.filter.index(0, FILE)
    assert cell.data() == "1/15"
    assert "13" in cell.data(Qt.ItemDataRole.ToolTipRole)


def test_a_name_is_corrected_beside_the_list_and_comes_back(qtbot, houses) -> None:
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    page.view.selectRow(1)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.acts.card.rows["A02"].editor
    qtbot.waitUntil(editor.hasFocus)
    editor.setText("李秀芳")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["王建国", "李秀芳"])
    assert page.acts.card.rows["A05"].editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(page.acts.card.isHidden)
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == ["王建国", "李秀英"])
    qtbot.keyClick(page.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(page) == ["王建国", "李秀芳"])


def test_a_taken_house_number_is_refused_with_the_next_free_one(qtbot, houses) -> None:
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    page.view.selectRow(1)
    page.acts.correct()
    card = page.acts.card
    qtbot.waitUntil(lambda: card.code.text() == "0002")
    card.code.setText("0001")
    card.code.commit()
    qtbot.waitUntil(lambda: "0003" in card.problem.text())
    card.code.setText("0009")
    card.code.commit()
    qtbot.waitUntil(lambda: page.filter.index(1, 0).data() == "0009")
    qtbot.waitUntil(lambda: not card.problem.isVisible())


def test_a_phone_that_is_none_is_refused_beside_its_box(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.view.selectRow(0)
    page.acts.correct()
    card = page.acts.card
    qtbot.waitUntil(lambda: card.dwelling_id != "")
    card.rows["A04"].editor.setText("abc")
    card.rows["A04"].commit()
    assert card.problem.isVisible() and card.rows["A04"].editor.text() == "abc"


def test_an_open_house_is_not_shown_with_an_old_name(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.open_first()
    qtbot.waitUntil(lambda: page.frame.current.house is not None)
    page.frame.open_page("households")
    page.view.selectRow(0)
    page.acts.correct()
    qtbot.waitUntil(lambda: page.acts.card.dwelling_id != "")
    page.acts.card.corrected.emit("A02", "王建设")
    qtbot.waitUntil(lambda: names(page) == ["王建设"])
    assert page.frame.current.house is None
    page.open_first()
    qtbot.waitUntil(lambda: page.frame.current.house is not None)
    assert page.frame.current.house.stored("A02").value == "王建设"


def test_chosen_houses_are_deleted_after_a_question_and_come_back(qtbot, houses) -> None:
    page = houses(*[dict(ANSWERS, A02=name) for name in ("王", "李", "张")])
    choose(page, 0, 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.acts.bar.no.hasFocus() and "2" in page.acts.bar.words.text()
    qtbot.mouseClick(page.acts.bar.no, Qt.MouseButton.LeftButton)
    assert len(page.table.rows) == 3 and not page.acts.bar.words.isVisible()
    choose(page, 0, 2)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.mouseClick(page.acts.bar.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(page) == ["李"])
    page.acts.step(back=True)
    qtbot.waitUntil(lambda: names(page) == ["王", "李", "张"])


def test_a_family_gets_another_dwelling_and_gives_it_away(qtbot, houses) -> None:
    page = houses(ANSWERS, dict(ANSWERS, A02="李秀英"))
    page.view.selectRow(0)
    page.acts.correct()
    card = page.acts.card
    qtbot.waitUntil(lambda: card.dwelling_id != "")
    qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.table.rows) == 3)
    assert page.filter.index(1, 0).data() == "0001-2"
    page.view.selectRow(1)
    second = page.filter.index(1, 0).data(ROW_ROLE).dwelling_id
    qtbot.waitUntil(lambda: card.dwelling_id == second)
    card.target.setText("0002")
    qtbot.mouseClick(card.mover, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.filter.index(2, 0).data() == "0002-2")
    assert names(page) == ["王建国", "李秀英", "李秀英"]


def test_withdrawal_is_asked_about_and_destroys_the_name(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.view.selectRow(0)
    page.acts.correct()
    qtbot.waitUntil(lambda: page.acts.card.dwelling_id != "")
    qtbot.mouseClick(page.acts.card.buttons[2], Qt.MouseButton.LeftButton)
    assert page.acts.bar.no.hasFocus()
    qtbot.mouseClick(page.acts.bar.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(page) == ["—"])
    qtbot.waitUntil(lambda: not page.acts.card.rows["A02"].isEnabled())


def test_a_village_that_is_only_read_is_not_corrected(qtbot, houses) -> None:
    page = houses(ANSWERS)
    page.frame.session.village.read_only = True
    page.view.selectRow(0)
    page.acts.correct()
    qtbot.waitUntil(lambda: page.acts.card.dwelling_id != "")
    assert not page.acts.card.rows["A02"].isEnabled() and not page.acts.card.code.isEnabled()
    page.acts.ask_removal()
    assert not page.acts.bar.words.isVisible()
    page.frame.session.village.read_only = False


def test_a_closed_village_leaves_no_name_in_the_list(qtbot, houses) -> None:
    page = houses(dict(ANSWERS, A04="13812345678"))
    known_details(qtbot, page)
    page.dropped()
    assert (page.table.rows, page.table.details, page.table._letters) == ([], {}, {})


@pytest.mark.parametrize("password", [None, "暖房"])
def test_search_and_correction_in_villages_with_and_without_password(
    qtbot, make_program, tmp_path: Path, password: str | None
) -> None:
    with create_village(tmp_path / "v", "村", password=password, operator="李师傅") as village:
        for name, phone in (("王建国", "13812345678"), ("李秀英", "13900004321")):
            _home, dwelling = village.add_household("李师傅")
            said = edits({"A02": name, "A04": phone})
            village.commit(dwelling, said, operator="李师傅", label="x")
    program = make_program()
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.open_folder(tmp_path / "v", password)
    page = program.window.page("households")
    program.window.open_page("households")
    qtbot.waitUntil(lambda: page.table.learnt and len(page.table.details) == 2)
    for text in ("lxy", "4321", "0002"):
        page.search(text)
        assert names(page) == ["李秀英"]
    page.view.selectRow(0)
    page.acts.correct()
    qtbot.waitUntil(lambda: page.acts.card.rows["A04"].editor.text() == "13900004321")
    page.acts.card.corrected.emit("A02", "李秀芳")
    qtbot.waitUntil(lambda: names(page) == ["李秀芳"])


def test_sheets_of_many_houses_stop_go_on_and_skip_the_faulty(
    qtbot, houses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sheet, "JOB", "tests.ui.tasks:sheet_by_turns")
    page = houses(*[dict(ANSWERS, A02=name) for name in ("王", "李", "张", "刘")])
    page.view.selectAll()
    batch = page.acts.batch
    page.acts.make_sheets(tmp_path / "out")
    assert not page.acts.bar.sheets.isEnabled()
    qtbot.waitUntil(lambda: batch.done >= 1, timeout=20000)
    page.acts.bar.stop.click()
    qtbot.waitUntil(lambda: not batch.running, timeout=20000)
    left = len(batch.waiting)
    assert 0 < left < 4 and page.acts.bar.go_on.isVisible()
    assert str(left) in page.acts.bar.go_on.text()
    page.acts.bar.go_on.click()
    qtbot.waitUntil(lambda: batch.done == 4, timeout=20000)
    assert [code for code, _why in batch.refused] == ["0003"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "0001.pdf", "0002.pdf", "0004.pdf",
    ]  # fmt: skip
    assert "0003" in page.frame.notices.words.text()


def test_a_folder_that_cannot_be_written_ends_the_batch(
    qtbot, houses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sheet, "JOB", "tests.ui.tasks:sheet_by_turns")
    page = houses(ANSWERS, ANSWERS)
    page.view.selectAll()
    (tmp_path / "out").write_text("a file where a folder should be")
    page.acts.make_sheets(tmp_path / "out")
    qtbot.waitUntil(lambda: bool(page.acts.batch.refused), timeout=20000)
    assert not page.acts.batch.running and len(page.acts.batch.waiting) == 2


@pytest.mark.parametrize("name", ["houses.xlsx", "houses.csv"])
def test_the_chosen_houses_become_a_table(qtbot, houses, tmp_path: Path, name: str) -> None:
    page = houses(*[dict(ANSWERS, A02=name) for name in ("王", "李", "张")])
    choose(page, 0, 2)
    target = tmp_path / name
    page.acts.write_table(target)
    qtbot.waitUntil(target.exists, timeout=60000)
    qtbot.waitUntil(lambda: name in page.frame.notices.words.text(), timeout=20000)
    if target.suffix == ".csv":
        text = target.read_text(encoding="utf-8-sig")
        assert "0001" in text and "0003" in text and "0002" not in text


def test_sheets_of_many_houses_are_printed_one_after_the_other(
    qtbot, houses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    monkeypatch.setattr(sheet, "JOB", "tests.ui.tasks:printed_sheet")
    page = houses(ANSWERS, ANSWERS)
    page.view.selectAll()
    names: list[str] = []

    class Paper(QPrinter):
        """A printer that puts each document into a file of its own."""

        def setDocName(self, name: str) -> None:  # noqa: N802
            names.append(name)
            self.setOutputFileName(str(tmp_path / name))

    printer = Paper(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(72)
    page.acts.print_sheets(printer)
    qtbot.waitUntil(lambda: page.acts.batch.done == 2, timeout=20000)
    assert names == ["0001.pdf", "0002.pdf"]
    assert [len(sheet.render((tmp_path / name).read_bytes(), 0.2)) for name in names] == [1, 1]
    assert "2" in page.frame.notices.words.text()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_is_off_ends_the_batch_and_says_so(
    qtbot, houses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    monkeypatch.setattr(sheet, "JOB", "tests.ui.tasks:printed_sheet")
    page = houses(ANSWERS, ANSWERS)
    page.view.selectAll()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "x.pdf"))
    page.acts.print_sheets(printer)
    qtbot.waitUntil(lambda: bool(page.acts.batch.refused), timeout=20000)
    assert not page.acts.batch.running and len(page.acts.batch.waiting) == 2
    assert "0001" in page.frame.notices.words.text()
