"""A house moves from draft to surveyed to assessed on the survey page, through its gates."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.i18n import set_language
from app.model.change import Edit
from app.model.ids import new_id
from app.model.value import Provenance, Value, known
from app.store.village import open_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.pages.entry import EntryPage
from app.ui.widgets.charts import LossStrip
from tests.report.sample import ASSESSMENT
from tests.ui.houses import ANSWERS, village_with

BY = "李师傅"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def open_house(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., EntryPage]:
    def open_it(photos: tuple[str, ...] = (), other: str = "", **answers: Any) -> EntryPage:
        told = {key: item for key, item in {**ANSWERS, **answers}.items() if item is not None}
        first, second = village_with(tmp_path / "village", told, ANSWERS)
        hang(tmp_path / "village", first, *photos)
        if other:
            hang(tmp_path / "village", second, other)
        program = make_program()
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        program.window.open_house(first)
        qtbot.waitUntil(lambda: program.window.current.house is not None)
        page: EntryPage = program.window.page("entry")
        qtbot.waitUntil(page.isVisible)
        return page

    return open_it


def hang(folder: Path, dwelling: str, *slots: str) -> None:
    """Put a photo into each slot; the picture in slot P02 is the same in every house."""
    with open_village(folder, operator=BY) as village:
        for slot in slots:
            row, photo = new_id(), "ab" * 32 if slot == "P02" else new_id() * 2
            told = {"@row": "photo", "PH01": photo, "PH02": slot}
            said = [Edit(field, known(x, Provenance.TOLD), row) for field, x in told.items()]
            village.commit(dwelling, said, operator=BY, label="photo")


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClick(box, key, modifier)


def stored(page: EntryPage) -> str:
    session, house = page.frame.session, page._house
    assert session is not None and house is not None
    session.drain()
    return session.village.dwelling(house.dwelling_id).state


def lines(page: EntryPage) -> list[str]:
    found = page.work.stage.gate.list
    return [found.item(number).text() for number in range(found.count())]


def test_what_is_lacking_is_listed_and_each_line_is_two_keys_away(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(A11=None, I10=None, N01=None)
    page.go_to("C02")
    assert "还缺 4 项" in page.next.text()
    press(Qt.Key.Key_F6)
    assert page.work.stage.isVisible() and stored(page) == "draft"
    assert [line.split()[2] for line in lines(page)] == ["A11", "I10", "N01", "P01"]
    press(Qt.Key.Key_2)  # the digit of the line
    assert page.place[0] == "I10" and not page.work.stage.isVisible()
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_4)
    photos: Any = page.frame.present()  # type: ignore[attr-defined]
    assert photos.key == "photos" and photos.slots.cards["P01"].list.hasFocus()


def test_coal_without_an_answer_about_the_flue_is_refused(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01",), I01="coal_room", I10=None)
    page.go_to("I01")
    press(Qt.Key.Key_F6)
    assert stored(page) == "draft"
    assert [line.split()[2] for line in lines(page)] == ["I10"]
    QTest.mouseClick(
        page.work.stage.gate.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.work.stage.gate.list.visualItemRect(page.work.stage.gate.list.item(0)).center(),
    )
    assert page.place[0] == "I10"


def test_a_complete_house_becomes_surveyed_by_one_key_and_then_assessed(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01", "P02", "P03", "P04"))
    page.go_to("C02")
    assert page.next.property("role") == "primary"
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.desk.standing.state == "surveyed")
    assert stored(page) == "surveyed" and "已调查" in page.state.text()
    press(Qt.Key.Key_F6)  # calculated in full in the other process
    qtbot.waitUntil(lambda: page.desk.standing.state == "assessed", timeout=120000)
    assert stored(page) == "assessed" and not page.next.isVisible()
    session, house = page.frame.session, page._house
    assert session is not None and house is not None
    steps = session.village.stage_steps(house.dwelling_id)
    kept = session.village.latest_result(house.dwelling_id, "assessment")
    assert kept is not None and [step.operator for step in steps] == [BY, BY]
    assert any(item.startswith("engine=") for item in steps[1].evidence)
    house.enter("C03", 6.9)
    qtbot.waitUntil(lambda: page.desk.standing.outdated)
    assert "再算" in page.next.text()
    house.undo()
    qtbot.waitUntil(lambda: not page.desk.standing.outdated)


def test_one_step_back_asks_for_a_reason_and_the_history_shows_it(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01",))
    page.go_to("C02")
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.desk.standing.state == "surveyed")
    press(Qt.Key.Key_F6, SHIFT)
    panel = page.work.stage
    assert panel.reason.hasFocus() and not panel.back.isEnabled()
    press(Qt.Key.Key_Return)  # without a reason nothing happens
    assert page.desk.standing.state == "surveyed"
    panel.reason.setText("北窗数错了")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.desk.standing.state == "draft")
    assert stored(page) == "draft"
    assert "北窗数错了" in panel.steps.item(0).text() and BY in panel.steps.item(1).text()
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible() and page.place[0] == "C02"


def test_a_bill_that_does_not_fit_keeps_the_house_until_it_is_confirmed(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01", "P02", "P03", "P04"))
    page.go_to("C02")
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.desk.standing.state == "surveyed")
    house: Any = page._house
    house.take_ratio(2.4)
    page.refresh()
    press(Qt.Key.Key_F6)
    assert page.desk.standing.state == "surveyed" and not page.desk.busy
    assert [line.split()[2] for line in lines(page)] == ["K09"]
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    assert lines(page) == []
    value: Value[Any] = house.stored("K09")
    assert (value.value, value.confirmed, value.operator) == (2.4, True, BY)


def test_a_photo_of_another_house_is_in_the_check_list(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01", "P02"), other="P02")
    page.go_to("C02")
    press(Qt.Key.Key_F7)
    found = [problem for problem in page.problems._problems if problem.code == "X19"]
    assert len(found) == 1 and "0002" in found[0].message.zh
    page.go_to(found[0].field, found[0].row)
    photos: Any = page.frame.present()  # type: ignore[attr-defined]
    assert photos.key == "photos"
    house: Any = page._house
    photos.take_out([photos.slots.cards["P02"].list.photos.items[0]])
    qtbot.waitUntil(lambda: all(problem.code != "X19" for problem in house.problems))


def test_the_last_line_of_a_clean_check_list_is_the_next_stage(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01",))
    page.go_to("C02")
    for problem in list(page._house.problems):  # type: ignore[union-attr]
        page._house.confirm(problem)  # type: ignore[union-attr]
    press(Qt.Key.Key_F7)
    assert page.problems.list.count() == 0
    assert page.problems.next.isVisible() and "已调查" in page.problems.next.text()
    page.problems.next.click()
    qtbot.waitUntil(lambda: page.desk.standing.state == "surveyed")


def test_the_list_of_houses_shows_the_stage(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(("P01",))
    page.go_to("C02")
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: page.desk.standing.state == "surveyed")
    page.frame.open_page("households")
    houses: Any = page.frame.present()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: any(row.state == "surveyed" for row in houses.table.rows))


@pytest.mark.parametrize("speech", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 485, 900])
def test_no_part_of_the_loss_strip_is_cut_off(qtbot: Any, speech: Any, width: int) -> None:
    set_language(speech)
    strip = LossStrip()
    qtbot.addWidget(strip)
    strip.resize(width, 44)
    strip.show_losses(ASSESSMENT.losses)
    boxes = [box for box, _loss, _text in strip.words()]
    assert len(boxes) == len(ASSESSMENT.losses)
    assert all(box.right() <= width and box.bottom() <= strip.height() for box in boxes)
    assert not any(one.intersects(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
