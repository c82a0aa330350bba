"""Answers that are estimated beside their field, and heaters as rows of section I."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit, check_survey, value_of
from app.model.survey.estimates import clothing_temperature, months_of, year_of_months
from app.model.value import Provenance, known
from app.store.village import open_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.pages.entry import EntryPage
from tests.ui.houses import ANSWERS, village_with

SEASON = "11-15/03-15"


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def open_house(
    qtbot: Any, make_program: Callable[..., Program], tmp_path: Path
) -> Callable[..., EntryPage]:
    def open_it(**answers: Any) -> EntryPage:
        told = {key: item for key, item in {**ANSWERS, **answers}.items() if item is not None}
        (dwelling,) = village_with(tmp_path / "village", told)
        program = make_program()
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        program.window.open_house(dwelling)
        qtbot.waitUntil(lambda: program.window.current.house is not None)
        page: EntryPage = program.window.page("entry")
        qtbot.waitUntil(page.isVisible)
        return page

    return open_it


def press(key: Qt.Key) -> None:
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClick(box, key)


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_a_year_is_made_of_a_winter_and_a_summer_month() -> None:
    village = VillageValues()
    assert months_of(SEASON) == pytest.approx(3.95, abs=0.01)
    # 3.9 winter months, 3 in summer, 5.1 as the smaller one
    assert year_of_months(village, SEASON, 300.0, 100.0) == round(3.9 * 300 + 8.1 * 100)
    assert year_of_months(village, SEASON, 100.0, 100.0) == 1200
    assert year_of_months(village, SEASON, 80.0, 200.0) == round(9.0 * 80 + 3 * 200)
    fewer = apply_village_edit(village, Edit("V40", known(0, Provenance.TOLD)))
    assert year_of_months(fewer, SEASON, 80.0, 200.0) == 12 * 80
    assert year_of_months(village, "nonsense", 100.0, 100.0) == 1200


def test_thicker_clothes_mean_a_colder_room_and_the_village_may_say_otherwise() -> None:
    village = VillageValues()
    codes = ("shirt", "sweater", "vest", "coat", "hat")
    found = [clothing_temperature(village, code) for code in codes]
    assert found == sorted(found, reverse=True)
    own = apply_village_edit(village, Edit("V43", known(17.0, Provenance.TOLD)))
    assert clothing_temperature(own, "vest") == 17.0


def test_the_year_of_electricity_is_estimated_beside_the_field(
    qtbot: Any, open_house: Callable[..., EntryPage], tmp_path: Path
) -> None:
    page = open_house(K03=None)
    page.go_to("K03")
    press(Qt.Key.Key_F2)
    panel = page.work.months
    assert panel.isVisible() and panel.boxes["K03W"].hasFocus()
    type_("3oo")
    press(Qt.Key.Key_Return)
    assert not panel.take.isEnabled()
    panel.boxes["K03W"].setText("３００")
    type_("100")
    assert "1,980" in panel.year.text()
    press(Qt.Key.Key_Return)
    house: Any = page._house
    stored = house.stored("K03")
    assert (stored.value, stored.provenance) == (1980, Provenance.DERIVED)
    assert not panel.isVisible() and page.place[0] == "K03U"
    assert "K03" not in house.missing()
    session: Any = page.frame.session
    session.drain()
    with open_village(tmp_path / "village", read_only=True) as beside:
        survey = beside.survey(house.dwelling_id)
    assert value_of(survey, "K03W").value == 300.0 and value_of(survey, "K03S").value == 100.0
    page.go_to("K03")
    press(Qt.Key.Key_F2)
    assert panel.boxes["K03S"].text() == "100"  # what was said is not asked again
    press(Qt.Key.Key_Escape)
    assert page.place[0] == "K03" and not panel.isVisible()
    with qtbot.waitSignal(house.undone):
        house.undo()
    assert not house.stored("K03").known and not house.stored("K03W").known  # one step


def test_the_room_temperature_follows_from_what_they_wear(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house(I07=None)
    page.go_to("I07")
    assert page.help.estimate.isVisible()
    press(Qt.Key.Key_F2)
    assert page.problems.list.count() == 5
    press(Qt.Key.Key_3)
    house: Any = page._house
    stored = house.stored("I07")
    assert (stored.value, stored.provenance) == (16.0, Provenance.DERIVED)
    assert house.stored("I07C").value == "vest"
    page.go_to("I07")
    type_("14.5")
    press(Qt.Key.Key_Return)  # a thermometer after all
    assert house.stored("I07").provenance is Provenance.MEASURED
    page.go_to("C02")
    assert not page.help.estimate.isVisible()
    press(Qt.Key.Key_F2)
    assert not page.work.listing


def test_heaters_are_rows_of_section_i(qtbot: Any, open_house: Callable[..., EntryPage]) -> None:
    page = open_house(I01="ashp_a", K01=1.0)
    house: Any = page._house
    assert any(problem.code == "X07" for problem in house.problems)  # coal, but nothing burns it
    page.go_to("I05")
    section = page._page("I")
    assert not section.table.isVisibleTo(section)
    press(Qt.Key.Key_Insert)
    row = house.survey.appliances[0].id
    assert page.place == ("IA01", row)
    type_("1")  # a digit picks and goes on
    type_("2009")
    press(Qt.Key.Key_Return)
    type_("0.55")
    press(Qt.Key.Key_Return)
    type_("1")
    press(Qt.Key.Key_Return)
    (heater,) = house.survey.appliances
    assert (heater.kind.value, heater.year.value, heater.efficiency.value) == ("stove", 2009, 0.55)
    assert heater.rooms.value == 1.0
    assert all(problem.code != "X07" for problem in house.problems)
    house.remove_row(row)
    assert house.survey.appliances == ()


def test_a_secondary_heating_offers_rows_and_asks_for_none(
    qtbot: Any, open_house: Callable[..., EntryPage]
) -> None:
    page = open_house()
    page.go_to("I05")
    house: Any = page._house
    house.enter("I05", ("blanket", "ac"))
    section: Any = page._page("I")
    assert section.table.isVisibleTo(section) and house.survey.appliances == ()
    assert all(problem.severity != "missing" for problem in check_survey(house.survey))
