"""The climate page: stations, the year in use, a file of one's own, a village in the hills."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.model.survey import village_value
from app.resources import resource
from app.ui.application import Program
from app.ui.pages.climate import ClimatePage

BUNDLED = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")


@pytest.fixture
def page(qtbot: Any, program: Program) -> ClimatePage:
    program.window.open_page("climate")
    made: ClimatePage = program.window.page("climate")
    settled(qtbot, made)
    return made


def until(qtbot: Any, done: Callable[[], bool]) -> None:
    """Wait, as long as a busy machine may take."""
    qtbot.waitUntil(done, timeout=60000)


def settled(qtbot: Any, page: ClimatePage) -> None:
    """Wait until the year in use, or why there is none, stands on the page."""
    said = page.year
    until(qtbot, lambda: said.figures.isVisible() or said.problem.isVisible())


def mark(page: ClimatePage, station: str) -> None:
    page.view.selectRow([row.id for row in page.table.rows].index(station))


def take(qtbot: Any, page: ClimatePage, station: str) -> None:
    mark(page, station)
    qtbot.mouseClick(page.station.take, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: any(r.chosen and r.id == station for r in page.table.rows))
    settled(qtbot, page)


def changed(tmp_path: Path, lines: dict[int, tuple[int, str]], name: str = "own.epw") -> Path:
    """Return a copy of the bundled year with other values: line → column, value."""
    text = BUNDLED.read_text(encoding="utf-8").splitlines()
    for line, (column, value) in lines.items():
        fields = text[line - 1].split(",")
        fields[column] = value
        text[line - 1] = ",".join(fields)
    path = tmp_path / name
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def cells(page: ClimatePage, row: int) -> list[str]:
    return [str(page.table.index(row, column).data()) for column in range(5)]


def stored(page: ClimatePage, field: str) -> Any:
    return village_value(page.frame.session.village.village_values(), field).value


def test_every_station_is_listed_with_marks_and_what_it_lacks(page: ClimatePage) -> None:
    assert len(page.table.rows) == 32
    assert cells(page, 0) == ["蓟州", "−8.6  C", "2985  C", "28", "合成"]
    design_only = [row for row in page.table.rows if not row.has_year]
    assert len(design_only) == 21
    mark(page, "std_53487")
    assert "只有设计数据" in page.station.words.text()
    assert "GB 50736-2012 附录A" in page.station.words.text()
    assert "4120 K·d" in page.station.words.text()


def test_the_year_in_use_is_named_and_called_synthetic(page: ClimatePage) -> None:
    assert "天津" in page.year.station.text() and "−7.0 °C" in page.year.station.text()
    assert "天津合成气象年" in page.year.year.text()
    assert page.year.synthetic.isVisible() and "不是实测" in page.year.synthetic.text()
    assert "3fee75b8a948" in page.year.figures.text()


def test_a_station_is_taken_and_the_house_is_calculated_anew(qtbot, program, page) -> None:
    with qtbot.waitSignal(program.window.current.view_changed):
        take(qtbot, page, "tianjin_54428")
    assert stored(page, "V03") == "tianjin_54428"
    assert village_value(page.frame.session.rules.village, "V03").value == "tianjin_54428"
    assert "蓟州，由天津合成气象年" in page.year.year.text()
    assert not page.station.take.isEnabled()


def test_enter_takes_the_marked_station(qtbot, page) -> None:
    mark(page, "tianjin_54525")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    until(qtbot, lambda: stored(page, "V03") == "tianjin_54525")


def test_a_station_with_design_data_only_says_that_a_file_is_needed(qtbot, page) -> None:
    take(qtbot, page, "std_53487")
    assert page.year.problem.isVisible()
    assert "EPW" in page.year.problem.text()
    assert "“气候”" not in page.year.problem.text()  # that is this page


def test_impossible_hours_are_named_and_nothing_is_taken(qtbot, page, tmp_path) -> None:
    page.import_file(changed(tmp_path, {4353: (14, "300"), 729: (13, "90")}))
    until(qtbot, lambda: page.file.lines.isVisible())
    said = page.file.lines.text()
    assert "第 729 行" in said and "01-31" in said
    assert "第 4353 行" in said and "07-01" in said
    assert "own.epw" in page.file.result.text()
    assert not (page.frame.session.village.folder / "weather").exists()
    assert page.frame.session.weather is None


def test_a_file_of_another_length_or_with_a_gap_is_refused(qtbot, page, tmp_path) -> None:
    lines = BUNDLED.read_text(encoding="utf-8").splitlines()
    for name, kept in (("short.epw", lines[:-24]), ("gap.epw", lines[:100] + lines[101:])):
        path = tmp_path / name
        path.write_text("\n".join(kept), encoding="utf-8")
        page.import_file(path)
        until(qtbot, lambda name=name: name in page.file.result.text())
        until(qtbot, lambda: page.file.lines.isVisible())
        assert ("8736" if name == "short.epw" else "101") in page.file.lines.text()


def test_a_sound_file_is_used_and_laid_aside_again(qtbot, page, tmp_path) -> None:
    page.import_file(changed(tmp_path, {100: (6, "1.5")}))
    until(qtbot, lambda: page.file.back.isVisible())
    settled(qtbot, page)
    session = page.frame.session
    assert session.weather is not None and session.weather.parent.name == "weather"
    assert "own.epw" in page.file.result.text()
    assert session.weather.name in page.file.own.text()
    assert page.year.year.text().startswith("自己的文件")
    qtbot.mouseClick(page.file.back, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: not page.file.back.isVisible())
    settled(qtbot, page)
    assert session.weather is None
    assert "天津合成气象年" in page.year.year.text()


def test_going_back_is_refused_where_the_station_has_no_year(qtbot, page, tmp_path) -> None:
    take(qtbot, page, "std_53487")
    page.import_file(changed(tmp_path, {100: (6, "1.5")}))
    until(qtbot, lambda: page.file.back.isVisible())
    qtbot.mouseClick(page.file.back, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: page.file.result.text().startswith("×"))
    assert page.frame.session.weather is not None


def test_the_altitude_of_the_village_moves_its_design_temperature(qtbot, page) -> None:
    take(qtbot, page, "tianjin_54428")
    box = page.altitude.rows["V03A"].editor
    box.setFocus()
    qtbot.keyClicks(box, "328")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    until(qtbot, lambda: stored(page, "V03A") == 328)
    until(qtbot, lambda: "−10.4 °C" in page.year.station.text())
    assert "−8.6 °C" in page.year.station.text() and "+300" in page.year.station.text()
    assert "修正到海拔328 m" in page.year.year.text()


def test_an_impossible_altitude_is_refused_with_a_sentence(qtbot, page) -> None:
    box = page.altitude.rows["V03A"].editor
    box.setFocus()
    qtbot.keyClicks(box, "8848")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert page.altitude.problem.isVisible() and "3500" in page.altitude.problem.text()
    assert stored(page, "V03A") is None


def test_a_second_window_may_look_but_not_change(qtbot, program, page, make_program) -> None:
    second = make_program()
    with qtbot.waitSignal(second.ready, timeout=20000):
        second.start(program.window.session.village.folder)
    second.window.open_page("climate")
    other: ClimatePage = second.window.page("climate")
    settled(qtbot, other)
    mark(other, "tianjin_54428")
    assert not other.station.take.isEnabled()
    assert not other.file.choose.isEnabled()
    assert not other.altitude.rows["V03A"].isEnabled()


def test_the_language_changes_every_word_of_the_page(qtbot, program, page) -> None:
    program.window.switch_language()
    assert cells(page, 0)[0] == "Jizhou" and cells(page, 0)[4] == "synthetic"
    assert "Synthetic, not measured" in page.year.synthetic.text()
    assert page.file.choose.text() == "Import EPW …"


def test_the_last_choice_is_taken_back_and_done_again(qtbot, program, page) -> None:
    take(qtbot, page, "tianjin_54428")
    take(qtbot, page, "tianjin_54525")
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: stored(page, "V03") == "tianjin_54428")
    until(qtbot, lambda: "蓟州" in page.year.station.text())
    assert "气象站" in program.window.notices.words.text()
    qtbot.keyClick(page.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, lambda: stored(page, "V03") == "tianjin_54525")
    until(qtbot, lambda: "宝坻" in page.year.station.text())
    settled(qtbot, page)
