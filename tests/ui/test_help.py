"""The help: F1 on a field, pictures, words, the key card, and the practice house to its end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt

from app.model.survey import all_specs
from app.store.village import create_village
from app.ui import application, current, opening
from app.ui.application import Program
from app.ui.exercise import STEPS
from app.ui.manual.keys import KeysPart, key_table
from app.ui.widgets.measuring import MeasuringPicture
from app.ui.widgets.measuring_pictures import PICTURES, picture_of


def test_f1_opens_the_picture_of_the_field_at_hand_and_esc_goes_back(qtbot, program) -> None:
    window = program.window
    window.page("entry").go_to("D02")
    qtbot.waitUntil(lambda: window.page("entry").help_field() == "D02")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = window.page("help")
    assert window.present() is page and page.measuring.field() == "D02"
    assert page.measuring.picture.isVisible()
    assert "抹灰" in page.measuring.picture.accessibleName()
    assert "1000" in page.measuring.range.text()
    qtbot.keyClick(page.back, Qt.Key.Key_Escape)
    assert window.present() is window.page("entry")
    assert window.page("entry").help_field() == "D02"


def test_f1_elsewhere_opens_the_keys(qtbot, program) -> None:
    program.window.open_page("households")
    qtbot.keyClick(program.window, Qt.Key.Key_F1)
    page = program.window.page("help")
    assert page.stack.currentWidget() is page.parts["keys"]


def test_every_picture_belongs_to_fields_that_exist_and_no_field_to_two() -> None:
    fields = [field for picture in PICTURES.values() for field in picture.fields]
    assert len(fields) == len(set(fields))
    assert set(fields) <= set(all_specs())
    for field in ("C02", "D02", "F02", "F09", "E01", "E03", "I01", "L05", "K01", "B07"):
        assert picture_of(field), field


@pytest.mark.parametrize("key", PICTURES)
def test_a_picture_stays_within_its_frame(qtbot, key: str) -> None:
    picture = MeasuringPicture(240)
    qtbot.addWidget(picture)
    picture.resize(420, 240)
    picture.show_picture(key)
    image = picture.grab().toImage()
    ground = image.pixelColor(0, 0)
    rim = [QPoint(x, y) for x in range(image.width()) for y in (0, image.height() - 1)]
    assert all(image.pixelColor(point) == ground for point in rim)
    inked = sum(
        image.pixelColor(x, y) != ground
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    assert inked > 300


def test_fields_and_words_are_found_by_typing(qtbot, program) -> None:
    page = program.window.page("help")
    program.window.open_page("help")
    page.open_part("measuring")
    page.measuring.search.setText("墙厚")
    assert page.measuring.field() == "D02"
    page.open_part("words")
    words = page.parts["words"]
    words.search.setText("传热系数")
    cells = [words.table.item(row, 1).text() for row in range(words.table.rowCount())]
    assert "漏热程度" in cells


def test_the_key_card_is_one_page_with_every_key(qtbot, tmp_path: Path) -> None:
    part = KeysPart()
    qtbot.addWidget(part)
    assert part.save_card(tmp_path / "keys.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "keys.pdf")
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for key, _words in key_table():
        assert key.split(" ")[0] in text
    assert not part.save_card(tmp_path / "nowhere" / "keys.pdf")
    assert "nowhere" in part.problem.text()


@pytest.fixture
def practice(
    qtbot: Any,
    make_program: Callable[..., Program],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    monkeypatch.setattr(current, "LIVE", "tests.ui.assessed:assess_sample")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")
    monkeypatch.setattr(application, "default_folder", lambda: tmp_path)

    def small(folder: Path) -> Any:
        return create_village(folder, "练习村", practice=True, operator="李师傅")

    monkeypatch.setattr(opening, "practice", small)
    made = make_program()
    made.window.open_page("help")
    made.window.page("help").open_part("practice")
    with qtbot.waitSignal(made.ready, timeout=20000):
        made.window.page("help").practice.start.click()
    qtbot.waitUntil(lambda: made.window.exercise.running)
    return made


def test_the_practice_house_ticks_itself_to_the_end(qtbot, practice: Program) -> None:
    window = practice.window
    exercise = window.exercise
    assert window.beside.guide.isVisible() and not exercise.ticked
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: exercise.ticked == {"new"})
    house = window.current.house
    answers: dict[str, Any] = {
        "A02": "王建国", "A05": "一组1号", "A06": 2, "A11": True, "B03": "brick_timber_1980",
        "B04": 1985, "C01": 5, "C02": 16.5, "C03": 6.4, "C05": 3.0,
    }  # fmt: skip
    for field, value in answers.items():
        house.enter(field, value)
    assert {"name", "type", "year", "size"} <= exercise.ticked
    window.page("entry").open_section("C")
    window.page("entry").confirm_section()
    assert "grey" in exercise.ticked
    house.enter("D02", 370)
    assert "mended" not in exercise.ticked  # the mistake comes first
    house.enter("D02", 37)
    assert exercise.present is not None and exercise.present.key == "mended"
    assert "✓" in window.beside.guide.lines["faulty"].text()
    house.enter("D02", 370)
    assert "mended" in exercise.ticked
    rest: dict[str, Any] = {
        "E03": "paper", "F01": "wd1", "F02": 1.5, "F03": 1.5, "F04": 4, "F05": 2, "H01": "avg",
        "I01": "coal_rad", "I07": 15.0, "I10": "ok_noalarm", "K03": 1500, "L06": "none",
        "M01": "B", "M05": "none", "N01": "yes", "N02": 8000,
    }  # fmt: skip
    for field, value in rest.items():
        house.enter(field, value)
    house.set_unknown("K01")
    assert "unknown" in exercise.ticked and "undo" not in exercise.ticked
    house.undo()
    qtbot.waitUntil(lambda: "undo" in exercise.ticked)
    house.set_unknown("K01")
    qtbot.waitUntil(lambda: exercise.present is None, timeout=20000)
    assert exercise.ticked == {step.key for step in STEPS}
    assert not window.beside.guide.isVisible() and window.beside.guide_bar.isVisible()
    window.beside.guide_bar.stop.click()
    assert not window.beside.guide_bar.isVisible()


def test_in_a_narrow_window_the_next_step_stands_above_the_page(qtbot, practice) -> None:
    practice.window.resize(1093, 552)
    qtbot.waitUntil(lambda: practice.window.beside.guide_bar.isVisible())
    assert not practice.window.beside.guide.isVisible()
    assert "Ctrl+N" in practice.window.beside.guide_bar.words.text()
