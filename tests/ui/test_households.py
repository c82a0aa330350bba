"""The list of houses: search by initials, number and group; empty states that help."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui import application, current
from app.ui.application import Program
from app.ui.pages.households import HouseholdsPage
from app.ui.widgets import house_table
from app.ui.widgets.house_table import ATTENTION, initials
from tests.ui.houses import ANSWERS, village_with


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
