"""The page of today: what is to be done, where work was left, and what it says when empty."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.i18n import set_language
from app.model.change import Edit
from app.model.value import Provenance, known
from app.services.backup import Due
from app.store.village import open_village
from app.ui import application, current
from app.ui.pages.home import HomePage
from tests.ui.houses import ANSWERS, village_with

ROSTER = {"A02": "李秀英", "A05": "一组3号"}


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


@pytest.fixture
def home(qtbot: Any, make_program: Callable[..., Any], tmp_path: Path) -> Callable[..., HomePage]:
    def open_it(*answers: dict[str, Any], states: tuple[str, ...] = ()) -> HomePage:
        ids = village_with(tmp_path / "village", *answers)
        with open_village(tmp_path / "village", operator="李师傅") as village:
            for dwelling, state in zip(ids, states, strict=False):
                village.set_state(dwelling, state, "李师傅")
        program = make_program()
        with qtbot.waitSignal(program.ready, timeout=20000):
            program.start(tmp_path / "village")
        page: HomePage = program.window.page("home")
        qtbot.waitUntil(lambda: page._today is not None)
        return page

    return open_it


def numbers(page: HomePage) -> list[str]:
    return [number.text() for number, _words in page.cards._labels.values()]


def warnings(page: HomePage) -> list[str]:
    return [
        words.text()
        for place in range(page.warnings.count())
        for words in page.warnings.itemAt(place).widget().findChildren(QLabel)
    ]


def test_an_opened_village_says_what_is_to_be_done(qtbot, home) -> None:
    page = home(ROSTER, ROSTER, ANSWERS, ANSWERS, ANSWERS)
    assert page.frame.present() is page
    assert numbers(page) == ["2", "3", "0", "0"]


def test_cards_count_by_what_houses_wait_for(qtbot, home) -> None:
    page = home(*[ANSWERS] * 4, ROSTER, states=("assessed", "assessed", "construction", "accepted"))
    assert numbers(page) == ["1", "0", "2", "1"]
    assert page.progress.value() == 1 and page.progress.maximum() == 5


@pytest.mark.parametrize(
    ("key", "left"),
    [("1", ["李秀英"]), ("2", ["王建国"]), ("3", ["王建国"]), ("4", [])],
)
def test_a_digit_lists_the_houses_of_its_card(qtbot, home, key: str, left: list[str]) -> None:
    page = home(ANSWERS, ANSWERS, ROSTER, states=("assessed",))
    qtbot.keyClick(page.last, getattr(Qt.Key, f"Key_{key}"))
    houses = page.frame.page("households")
    qtbot.waitUntil(lambda: page.frame.present() is houses and bool(houses.table.details))
    shown = [houses.filter.index(row, 1).data() for row in range(houses.filter.rowCount())]
    assert shown == left


def test_enter_goes_on_at_the_field_entered_last(qtbot, home, tmp_path: Path) -> None:
    page = home(ANSWERS, dict(ANSWERS, A02="张德福"))
    page.frame.session.drain()
    dwelling = page._today.last[1].house.dwelling_id
    page.frame.session.commit(dwelling, [Edit("C02", known(12.0, Provenance.MEASURED))], "面宽")
    page.frame.session.drain()
    page.shown()
    qtbot.waitUntil(lambda: page._today.last[0].field == "C02")
    assert "C02" in page.last.item(0).text() and "王建国" in page.last.item(0).text()
    qtbot.waitUntil(page.last.hasFocus)
    qtbot.keyClick(page.last, Qt.Key.Key_Return)
    entry = page.frame.page("entry")
    qtbot.waitUntil(lambda: page.frame.present() is entry)
    qtbot.waitUntil(lambda: entry._at[0] == "C02")
    assert page.frame.current.dwelling_id == dwelling


def test_an_empty_village_leads_to_its_roster(qtbot, home) -> None:
    page = home()
    assert page.empty.isVisible() and not page.full.isVisible()
    qtbot.waitUntil(page.roster.hasFocus)
    qtbot.keyClick(page.roster, Qt.Key.Key_Space)
    assert page.frame.present() is page.frame.page("roster")


def test_the_first_house_is_added_by_hand(qtbot, home) -> None:
    page = home()
    qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.frame.current.house is not None)
    page.frame.open_page("home")
    qtbot.waitUntil(lambda: page.full.isVisible())
    assert numbers(page)[0] == "1" and page.untouched.isVisible()


def test_danger_is_said_and_listed(qtbot, home) -> None:
    page = home(dict(ANSWERS, I10="bad"), dict(ANSWERS, M01="D"), ANSWERS)
    assert any("1" in text and "D" in text for text in warnings(page))
    line = page.warnings.itemAt(0).widget()
    qtbot.mouseClick(line.findChild(QPushButton), Qt.MouseButton.LeftButton)
    houses = page.frame.page("households")
    qtbot.waitUntil(lambda: houses.filter.rowCount() == 2)


def test_an_old_backup_is_said(qtbot, home) -> None:
    page = home(ANSWERS)
    page.frame.backups.due = Due(True, datetime(2026, 11, 1, tzinfo=UTC), 4, 2)
    page.frame.backups.changed.emit()
    assert any("4" in text for text in warnings(page))
    page.frame.backups.due = Due(False, datetime(2026, 11, 24, tzinfo=UTC), 0, 0)
    page.frame.backups.changed.emit()
    assert not any("2026-11" in text for text in warnings(page))


def test_a_pack_out_of_date_is_said(qtbot, home, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.services import prices

    asked: list[date] = []

    def two(_village: Any, today: date) -> list[int]:
        asked.append(today)
        return [1, 2]

    monkeypatch.setattr(prices, "expired_rules", two)
    page = home(ANSWERS)
    qtbot.waitUntil(lambda: any("政策包" in text for text in warnings(page)))
    page.shown()
    page.frame.session.drain()
    page.frame.session.jobs.wait()
    assert asked == [date.today()]


def test_the_task_of_the_village_is_the_whole_of_the_bar(qtbot, home) -> None:
    page = home(*[ANSWERS] * 3, states=("verified",))
    assert page.progress.maximum() == 3
    page.frame.session.commit_village([Edit("V14", known(60, Provenance.TOLD))], "任务")
    page.frame.session.drain()
    page.frame.session.jobs.wait()
    page.shown()
    qtbot.waitUntil(lambda: page.progress.maximum() == 60)
    assert "1 / 任务 60" in page.progress.format()


def test_the_language_changes_every_word(qtbot, home) -> None:
    page = home(ANSWERS, states=("assessed",))
    page.frame.switch_language()
    assert "Assessed" in page.last.item(0).text()
    assert page.cards._labels["assessed"][1].text() == "family to choose a package"
    set_language("zh")


def test_a_closed_village_leaves_no_name_behind(qtbot, home) -> None:
    page = home(ANSWERS)
    page.dropped()
    assert page.last.count() == 0 and page._today is None and not page.full.isVisible()
