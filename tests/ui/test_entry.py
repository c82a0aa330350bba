"""Survey entry as a technician uses it: keyboard only, nothing lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from app.model.change import Edit
from app.model.survey import SECTIONS, value_of
from app.model.survey.spec import FieldClass
from app.model.value import Empty, Provenance, Value
from app.store.village import open_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.pages.entry import EntryPage
from app.ui.widgets import editors
from app.ui.widgets.choices import ChoiceBar
from app.ui.widgets.field_row import FieldRow
from tests.ui.houses import ANSWERS, village_with

ROW = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def open_house(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., EntryPage]:
    def open_it(answers: dict[str, Any], **kwargs: Any) -> EntryPage:
        (dwelling,) = village_with(tmp_path / "village", answers)
        program = make_program(**kwargs)
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        program.window.open_house(dwelling)
        qtbot.waitUntil(lambda: program.window.current.house is not None)
        page: EntryPage = program.window.page("entry")
        qtbot.waitUntil(page.isVisible)
        return page

    return open_it


def focused() -> str:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return widget.spec.id if widget is not None else ""


def press(qtbot: Any, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def type_(qtbot: Any, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def row(page: EntryPage, field: str) -> FieldRow:
    return page._page(field[0]).form.rows[field]


def saved(qtbot: Any, page: EntryPage) -> None:
    session = page.frame.session
    assert session is not None
    qtbot.waitUntil(lambda: session.unsaved == 0)


def test_enter_walks_through_every_section_in_paper_order(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("A02")
    expected = [
        declared.id
        for section in SECTIONS
        for declared in section.fields
        if declared.field_class is not FieldClass.AUTOMATIC and page._house.is_asked(declared)
    ]
    walked = []
    for _step in expected:
        walked.append(focused())
        press(qtbot, Qt.Key.Key_Return)
    assert walked == expected


def test_shift_enter_and_tab_go_back_and_on(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("C02")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert focused() == "C01"
    press(qtbot, Qt.Key.Key_Tab)
    assert focused() == "C02"
    press(qtbot, Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
    assert focused() == "C03"


def test_a_committed_field_is_in_the_file_and_can_be_undone(qtbot, open_house, tmp_path) -> None:
    page = open_house(ANSWERS)
    page.go_to("D02")
    type_(qtbot, "370")
    press(qtbot, Qt.Key.Key_Return)
    saved(qtbot, page)
    house = page._house
    with open_village(tmp_path / "village", read_only=True) as beside:
        stored = value_of(beside.survey(house.dwelling_id), "D02")
    assert (stored.value, stored.provenance) == (370, Provenance.TOLD)
    with qtbot.waitSignal(house.undone) as told:
        house.undo()
    assert "400→370" in told.args[0]
    assert house.stored("D02").value == 400
    assert row(page, "D02").editor.text() == "400"


def test_full_width_digits_and_the_chinese_stop_are_numbers(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("C02")
    QApplication.focusWidget().setText("15。6")
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("C02").value == 15.6
    page.go_to("C03")
    QApplication.focusWidget().setText("６．４５")
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("C03").value == 6.45


def test_a_digit_picks_an_answer_and_goes_on(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("H01")
    type_(qtbot, "3")
    assert page._house.stored("H01").value == "leaky"
    assert focused() != "H01"


def test_the_tenth_answer_is_nought_and_the_eleventh_a_dash(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("I01")
    type_(qtbot, "0")
    assert page._house.stored("I01").value == "ac"
    page.go_to("I01")
    type_(qtbot, "-")
    assert page._house.stored("I01").value == "none"


def test_space_ticks_and_unticks_one_of_several(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("F11")
    type_(qtbot, "3")
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Space)
    assert len(page._house.stored("F11").value) == 2
    press(qtbot, Qt.Key.Key_Space)
    assert len(page._house.stored("F11").value) == 1
    assert focused() == "F11"


def test_an_impossible_value_is_kept_and_marked(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("D02")
    type_(qtbot, "37")
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("D02").value == 37
    assert row(page, "D02").editor.property("fault") == "hard"
    page.go_to("D02")
    assert "37" in page.help.help.text()


def test_a_text_that_is_no_number_stays_to_be_mended(qtbot, open_house) -> None:
    page = open_house({key: value for key, value in ANSWERS.items() if key != "C02"})
    page.go_to("C02")
    type_(qtbot, "abc")
    press(qtbot, Qt.Key.Key_Return)
    assert row(page, "C02").editor.text() == "abc"
    assert page._house.stored("C02").empty is Empty.BLANK
    page.go_to("C02")
    assert page.help.help.text().startswith("×")


def test_unknown_is_an_answer(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("K01")
    page.set_unknown()
    assert page._house.stored("K01").empty is Empty.UNKNOWN
    assert "K01" not in page._house.missing()
    assert row(page, "K01").source.text().endswith("不清楚") or row(page, "K01").source.text()


def test_the_source_goes_round(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("D02")
    seen = []
    for _time in range(3):
        page.cycle_source()
        seen.append(page._house.stored("D02").provenance)
    assert seen == [Provenance.DOCUMENT, Provenance.MEASURED, Provenance.TOLD]


def test_escape_brings_back_what_the_field_held(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("D02")
    type_(qtbot, "999")
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("D02").value == 400


def test_ctrl_enter_takes_the_defaults_of_the_section_in_one_step(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("G01")
    page.confirm_section()
    taken = page._house.stored("G02")
    assert (taken.value, taken.provenance, taken.confirmed) == ("solid", Provenance.DEFAULT, True)
    assert focused().startswith("H")
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._house.stored("G02").empty is Empty.BLANK


def test_the_wheel_changes_no_value(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    before = page._house.survey
    for section in SECTIONS:
        page.open_section(section.letter)
        for field in page._page(section.letter).form.rows.values():
            editor = field.editor
            QApplication.sendEvent(editor, wheel(editor))
    assert page._house.survey == before


def wheel(widget: Any) -> QWheelEvent:
    middle = QPointF(widget.rect().center())
    return QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_enter_during_a_composition_does_not_leave_the_field(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("A02")
    box = QApplication.focusWidget()
    box.clear()
    QApplication.sendEvent(box, QInputMethodEvent("wang", []))
    press(qtbot, Qt.Key.Key_Return)
    assert focused() == "A02"
    event = QInputMethodEvent("", [])
    event.setCommitString("王堃䶮")
    QApplication.sendEvent(box, event)
    press(qtbot, Qt.Key.Key_Return)
    assert focused() != "A02"
    assert page._house.stored("A02").value == "王堃䶮"


def test_a_language_switch_keeps_text_focus_and_undo(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("D02")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    type_(qtbot, "36")
    page.frame.switch_language()
    assert focused() == "D02"
    assert QApplication.focusWidget().text() == "36"
    assert row(page, "D02").label.text() == "Wall thickness"
    press(qtbot, Qt.Key.Key_Return)
    with qtbot.waitSignal(page._house.undone) as told:
        page._house.undo()
    assert told.args[0]
    assert page._house.stored("D02").value == 400


def test_bars_become_lists_where_the_window_is_low(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.open_section("F")
    assert isinstance(row(page, "F01").editor, ChoiceBar)
    page.frame.resize(1093, 552)
    qtbot.waitUntil(lambda: page.frame.width() == 1093)
    page.frame.switch_language()
    form = page._page("F").form
    assert form.height() <= form._room or not any(
        isinstance(item.editor, ChoiceBar) for item in form.rows.values() if not item.spec.kind
    )


def test_a_window_row_can_be_added_filled_and_removed(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("F12")
    page._add_row("window")
    table = page._page("F").table
    (added,) = page._page("F")._row_ids
    table.take_focus(added, "W03")
    type_(qtbot, "0.9")
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("W03", added).value == 0.9
    page._remove_row(added)
    assert page._page("F")._row_ids == []
    saved(qtbot, page)


def test_f8_goes_to_the_next_gap(qtbot, open_house) -> None:
    without = {key: value for key, value in ANSWERS.items() if key not in ("E03", "K03")}
    page = open_house(without)
    page.go_to("E01")
    page.next_gap(1)
    assert focused() == "E03"
    page.next_gap(1)
    assert focused() == "K03"


def test_the_place_of_the_cursor_is_remembered(qtbot, open_house, tmp_path) -> None:
    page = open_house(ANSWERS)
    page.go_to("H01")
    session = page.frame.session
    qtbot.waitUntil(
        lambda: str(session.village.recall("place")).split(" ")[1:2] == ["H01"], timeout=5000
    )


def test_a_refused_write_keeps_the_entry_and_says_so(qtbot, open_house, monkeypatch) -> None:
    from app.errors import FileError

    page = open_house(ANSWERS)
    village = page.frame.session.village
    commit = village.commit

    def full(*_arguments: Any, **_named: Any) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr(village, "commit", full)
    page.go_to("D02")
    type_(qtbot, "370")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(page.frame.alarm.isVisible)
    assert "The disk is full." in page.frame.alarm.words.text()
    assert page._house.stored("D02").value == 370
    monkeypatch.setattr(village, "commit", commit)
    page.frame.alarm.again.click()
    saved(qtbot, page)
    qtbot.waitUntil(lambda: not page.frame.alarm.isVisible())


def test_another_house_type_changes_grey_values_only_and_says_how_many(qtbot, open_house) -> None:
    page = open_house(dict(ANSWERS, D01="br370"))
    grey = page._house.shown("C04").value
    page.go_to("B03")
    type_(qtbot, "1")
    assert page._house.stored("B03").value == "adobe_1970"
    assert page._house.stored("D01").value == "br370"
    assert page.frame.notices.isVisible()
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._house.shown("C04").value == grey


def test_the_keys_of_the_status_bar_work(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    page.frame.activateWindow()
    page.go_to("D02")
    press(qtbot, Qt.Key.Key_M, control)
    assert page._house.stored("D02").provenance is Provenance.DOCUMENT
    press(qtbot, Qt.Key.Key_U, control)
    assert page._house.stored("D02").empty is Empty.UNKNOWN
    with qtbot.waitSignal(page._house.undone):
        press(qtbot, Qt.Key.Key_Z, control)
    assert page._house.stored("D02").value == 400
    with qtbot.waitSignal(page._house.redone):
        press(qtbot, Qt.Key.Key_Y, control)
    assert page._house.stored("D02").empty is Empty.UNKNOWN
    press(qtbot, Qt.Key.Key_H, alt)
    assert focused() == "H01"
    press(qtbot, Qt.Key.Key_Return, control)
    assert focused() == "I01"
    press(qtbot, Qt.Key.Key_F7)
    assert page.problems.list.hasFocus() or not page.problems.list.count()


def test_undo_inside_a_text_that_is_being_written_belongs_to_the_text(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("A05")
    type_(qtbot, "9")
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget().text() == ANSWERS["A05"]
    assert page._house.stored("A05").value == ANSWERS["A05"]


def test_an_unusual_value_can_be_confirmed(qtbot, open_house) -> None:
    page = open_house(dict(ANSWERS, F02=3.0))
    assert any(problem.severity == "soft" for problem in page._house.faults("F02"))
    page.go_to("F02")
    press(qtbot, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    assert page._house.faults("F02") == ()
    assert page._house.stored("F02").confirmed


def test_ctrl_d_takes_the_answer_of_the_house_before_and_says_whose(qtbot, two_houses) -> None:
    page = two_houses(dict(ANSWERS, A02="李秀英", C04=3.05), {"A02": "王建国"})
    page.go_to("C04")
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    taken = page._house.stored("C04")
    assert (taken.value, taken.provenance, taken.confirmed) == (3.05, Provenance.DEFAULT, True)
    assert "李秀英" in page.frame.notices.words.text()
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._house.stored("C04").empty is Empty.BLANK


def test_nobodys_name_or_consent_is_copied(qtbot, two_houses) -> None:
    page = two_houses(dict(ANSWERS, A02="李秀英"), {})
    for field in ("A02", "A11"):
        page.go_to(field)
        press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert page._house.stored(field).empty is Empty.BLANK


def test_ctrl_shift_d_copies_a_section_with_its_rows_but_no_essential_answer(
    qtbot, two_houses
) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    before = dict(ANSWERS, A02="李秀英", D06="no", D07="tile", D08="damp")
    page = two_houses(before, {"D08": "ok"}, wall_thickness=240)
    page.open_section("D")
    press(qtbot, Qt.Key.Key_D, both)
    house = page._house
    assert house.stored("D07").value == "tile"
    assert house.stored("D08").value == "ok"  # answered here already
    assert house.stored("D02").empty is Empty.BLANK  # essential
    assert [row.thickness.value for row in house.survey.wall_rows] == [240]
    saved(qtbot, page)
    with qtbot.waitSignal(house.undone):
        house.undo()
    assert house.stored("D07").empty is Empty.BLANK
    assert house.survey.wall_rows == ()


@pytest.fixture
def two_houses(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., EntryPage]:
    """Open the second of two houses; the first may have a wall that differs [mm]."""

    def open_it(first: dict[str, Any], second: dict[str, Any], wall_thickness: int = 0) -> Any:
        earlier, dwelling = village_with(tmp_path / "village", first, second)
        if wall_thickness:
            with open_village(tmp_path / "village", operator="李师傅") as village:
                row = [
                    Edit("@row", Value("wall", None), ROW),
                    Edit("DW03", Value(wall_thickness, None), ROW),
                ]
                village.commit(earlier, row, operator="李师傅", label="样例")
        program = make_program()
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        program.window.open_house(dwelling)
        page: EntryPage = program.window.page("entry")
        qtbot.waitUntil(lambda: page.place[0] != "")
        program.window.activateWindow()
        return page

    return open_it


def test_the_heated_bays_are_moved_on_the_plan_by_keys_and_by_the_mouse(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("C05")
    press(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page._house.stored("R14").value == "west"
    sketch = page._page("C").sketch
    assert sketch._plan.side == "west"
    sketch.grab()  # it knows where the house lies once it has been painted
    east = sketch._house.right() - 4
    qtbot.mouseClick(sketch, Qt.MouseButton.LeftButton, pos=QPoint(int(east), 60))
    assert page._house.stored("R14").value == "east"
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._house.stored("R14").value == "west"


def test_every_section_fits_without_scrolling_also_with_rows(qtbot, open_house) -> None:
    page = open_house(dict(ANSWERS, D06="no", C09="yes", F08="yes", D03="yes", I01="gas"))
    for kind in ("window", "window", "window", "wall", "wall", "wing"):
        page._house.new_row(kind)
    for width, height in ((1366, 690), (1093, 552)):
        page.frame.resize(width, height)
        for _language in ("zh", "en"):
            page.frame.switch_language()
            for section in SECTIONS:
                page.open_section(section.letter)
                qtbot.waitUntil(lambda: not page.area.verticalScrollBar().maximum())


def test_the_check_list_is_two_keys_away_in_a_low_window_too(qtbot, open_house) -> None:
    page = open_house(dict(ANSWERS, D02=37, C05=9.0))
    page.frame.resize(1093, 552)
    page.frame.activateWindow()
    page.go_to("B04")
    press(qtbot, Qt.Key.Key_F7)
    assert page.problems.list.hasFocus()
    assert page.problems.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    first = page.problems._problems[0].field
    assert focused() == first
    press(qtbot, Qt.Key.Key_F7)
    press(qtbot, Qt.Key.Key_Escape)
    assert focused() == first


def test_an_answer_that_asks_for_rows_brings_the_first_and_enter_reaches_it(
    qtbot, open_house
) -> None:
    page = open_house(ANSWERS)
    page.go_to("C09")
    type_(qtbot, "2")
    assert page.place[0] == "CW01"
    press(qtbot, Qt.Key.Key_Return)
    type_(qtbot, "5.2")
    press(qtbot, Qt.Key.Key_Return)
    (row,) = page._house.survey.wings
    assert row.length.value == 5.2
    page.go_to("C09")
    type_(qtbot, "1")
    assert len(page._house.survey.wings) == 1  # it says something: it stays
    page.go_to("F08")
    type_(qtbot, "2")
    assert len(page._page("F")._row_ids) == 1
    page.go_to("F08")
    type_(qtbot, "1")
    assert page._page("F")._row_ids == []


def test_keys_of_the_table_of_rows(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.frame.activateWindow()
    page.go_to("F12")
    press(qtbot, Qt.Key.Key_Insert)
    table = page._page("F").table
    (first,) = page._page("F")._row_ids
    table.take_focus(first, "W03")
    type_(qtbot, "0.90")
    press(qtbot, Qt.Key.Key_Insert)
    second = page._page("F")._row_ids[1]
    table.take_focus(second, "W03")
    press(qtbot, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page._house.stored("W03", second).value == 0.9
    press(qtbot, Qt.Key.Key_Up)
    assert page.place == ("W03", first)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Delete)
    assert page._page("F")._row_ids == [first]
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._page("F")._row_ids == [first, second]
    assert "%" in table.total.text()


def test_a_digit_does_not_leave_its_section(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("H03")
    type_(qtbot, "2")
    assert focused() == "H03"
    press(qtbot, Qt.Key.Key_Return)
    assert focused() == "I01"


def test_a_long_text_is_saved_while_it_is_written(qtbot, open_house, monkeypatch) -> None:
    monkeypatch.setattr(editors, "WRITING_PAUSE", 20)
    page = open_house(ANSWERS)
    page.go_to("Q04")
    type_(qtbot, "wet north wall")
    qtbot.waitUntil(lambda: page._house.stored("Q04").value == "wet north wall")
    assert focused() == "Q04"
    press(qtbot, Qt.Key.Key_Escape)
    assert page._house.stored("Q04").empty is Empty.BLANK


def test_a_text_that_is_no_number_over_a_known_value_stays_too(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("C02")
    type_(qtbot, "16.5x")
    press(qtbot, Qt.Key.Key_Return)
    type_(qtbot, "6.6")
    press(qtbot, Qt.Key.Key_Return)
    assert row(page, "C02").editor.text() == "16.5x"
    assert page._house.stored("C02").value == 16.5
    page.go_to("C02")
    press(qtbot, Qt.Key.Key_Escape)
    press(qtbot, Qt.Key.Key_Return)
    assert row(page, "C02").editor.text() == "16.50"
    assert row(page, "C02").error == ""


def test_a_version_is_kept_and_can_be_gone_back_to(qtbot, open_house) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page = open_house(ANSWERS)
    page.frame.activateWindow()
    page.go_to("D02")
    press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.frame.notices.isVisible)
    type_(qtbot, "370")
    page._add_row("window")
    page.go_to("D02")
    press(qtbot, Qt.Key.Key_S, both)
    qtbot.waitUntil(page.problems.list.hasFocus)
    press(qtbot, Qt.Key.Key_Return)
    assert page._house.stored("D02").value == 400
    assert len(page._house.survey.windows) == 2
    saved(qtbot, page)
    village = page.frame.session.village
    assert "王建国" not in str(village.recall(f"versions:{page._house.dwelling_id}"))
    with qtbot.waitSignal(page._house.undone):
        page._house.undo()
    assert page._house.stored("D02").value == 370


def test_a_new_house_has_today_and_the_operator_as_grey_values(qtbot, open_house) -> None:
    page = open_house({})
    assert page._house.shown("Q01").value == date.today().isoformat()
    assert page._house.shown("Q02").value == "李师傅"
    assert page._house.stored("Q02").empty is Empty.BLANK


def test_another_house_type_names_what_changed(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    page.go_to("B03")
    type_(qtbot, "1")
    assert "外墙做法" in page.frame.notices.words.text()


def test_when_the_last_entry_was_saved_is_shown_from_the_start(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    assert "✓" in page.frame.topbar.saved.text()


def test_two_hundred_steps_can_be_undone_after_a_restart(
    qtbot, make_program, open_house, tmp_path
) -> None:
    page = open_house(ANSWERS)
    house = page._house
    for thickness in range(500, 700):
        house.enter("D02", thickness)
    saved(qtbot, page)
    page.frame.close()
    again = make_program()
    with qtbot.waitSignal(again.ready, timeout=20000):
        again.start(tmp_path / "village")
    again.window.open_house(house.dwelling_id)
    qtbot.waitUntil(lambda: again.window.current.house is not None)
    found = again.window.current.house
    for thickness in range(698, 499, -1):
        with qtbot.waitSignal(found.undone) as told:
            found.undo()
        assert f"{thickness + 1}" in told.args[0]
        assert found.stored("D02").value == thickness
    with qtbot.waitSignal(found.undone):
        found.undo()
    assert found.stored("D02").value == 400


def test_nothing_is_lost_by_tabs_other_pages_other_houses_or_a_small_window(
    qtbot, two_houses
) -> None:
    page = two_houses(ANSWERS, dict(ANSWERS, A02="张"))
    house = page._house

    def leave_by_tab() -> None:
        page.tabs.chosen.emit("H")

    def leave_by_page() -> None:
        page.frame.open_page("households")

    def leave_by_resize() -> None:
        page.frame.resize(1093, 552)
        page.open_section("A")

    def leave_by_house() -> None:
        page.open_house(page.extras.earlier.dwelling_id)

    for thickness, leave in enumerate(
        (leave_by_tab, leave_by_page, leave_by_resize, leave_by_house), start=301
    ):
        page.frame.open_page("entry")
        page.go_to("D02")
        type_(qtbot, str(thickness))
        leave()
        assert house.stored("D02").value == thickness
    qtbot.waitUntil(lambda: page._house is not house)
    saved(qtbot, page)


def test_every_box_has_the_name_of_its_label(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    for _language in ("zh", "en"):
        page.frame.switch_language()
        for section in SECTIONS:
            for box in page._page(section.letter).form.rows.values():
                assert box.editor.accessibleName() == box.label.text() != ""


@pytest.mark.parametrize("name", ["䶮", "王𬍛", "㛃", "王" * 30, "买买提·艾力"])
def test_rare_characters_in_a_name_are_kept(qtbot, open_house, tmp_path, name) -> None:
    page = open_house(ANSWERS)
    page.go_to("A02")
    QApplication.focusWidget().clear()
    event = QInputMethodEvent("", [])
    event.setCommitString(name)
    QApplication.sendEvent(QApplication.focusWidget(), event)
    press(qtbot, Qt.Key.Key_Return)
    saved(qtbot, page)
    with open_village(tmp_path / "village", read_only=True) as beside:
        assert value_of(beside.survey(page._house.dwelling_id), "A02").value == name
    assert not [fault for fault in page._house.faults("A02") if fault.severity == "hard"]


def test_on_a_full_disk_the_village_can_be_saved_elsewhere_with_what_waits(
    qtbot, open_house, monkeypatch, tmp_path
) -> None:
    from app.errors import FileError

    page = open_house(ANSWERS)
    village = page.frame.session.village
    commit = village.commit

    def full(*_arguments: Any, **_named: Any) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr(village, "commit", full)
    page.go_to("D02")
    type_(qtbot, "370")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(page.frame.alarm.elsewhere.isVisible)
    page.frame.save_elsewhere(tmp_path / "stick")
    qtbot.waitUntil(lambda: "village-" in page.frame.notices.words.text(), timeout=10000)
    (copy,) = (tmp_path / "stick").iterdir()
    with open_village(copy, read_only=True) as beside:
        assert value_of(beside.survey(page._house.dwelling_id), "D02").value == 370
    assert page.frame.session.unsaved == 1
    monkeypatch.setattr(village, "commit", commit)
    page.frame.alarm.again.click()
    saved(qtbot, page)


def test_where_nothing_can_be_written_nothing_half_made_is_left(
    qtbot, open_house, tmp_path
) -> None:
    page = open_house(ANSWERS)
    (tmp_path / "file").write_text("no folder")
    page.frame.save_elsewhere(tmp_path / "file")
    qtbot.waitUntil(page.frame.notices.isVisible)
    assert (tmp_path / "file").read_text() == "no folder"


def test_confirming_a_section_shows_the_house_once(qtbot, open_house) -> None:
    page = open_house(ANSWERS)
    told: list[int] = []
    house = page._house
    assert house is not None
    house.changed.connect(lambda: told.append(1))
    before = page._section
    page.confirm_section()
    assert told == [1] and page._section != before
