"""Choosing a village: what recent ones tell, a policy pack with a new one, a backup back again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.resources import resource
from app.services.backup import STICK_NOTE
from app.store.village import create_village, open_village
from app.ui import application, current
from app.ui.application import Program
from app.ui.main_window import MainWindow
from app.ui.pages.start import Opener, StartPage
from app.ui.settings import Recent, Settings, read_settings
from tests.ui.houses import ANSWERS, village_with


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


def start(qtbot: Any, program: Program, path: Path | None) -> None:
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(path)


def recents(window: MainWindow) -> list[Opener]:
    return window.page("start").findChildren(Opener)


def test_a_recent_village_tells_its_houses_and_its_last_backup(
    qtbot, make_program, settings, tmp_path: Path
) -> None:
    village_with(tmp_path / "v", ANSWERS, ANSWERS)
    with open_village(tmp_path / "v", operator="李师傅") as village:
        day = datetime.now(UTC) - timedelta(days=4)
        village.remember(STICK_NOTE, [day.isoformat(), "2"])
    program = make_program()
    start(qtbot, program, tmp_path / "v")
    qtbot.waitUntil(lambda: program.window.backups.due is not None)
    program._close_village()
    program.show_start()
    (opener,) = recents(program.window)
    assert "2 户" in opener.text() and "4 天前" in opener.text()
    program.window.switch_language()
    assert "households: 2" in opener.text()
    qtbot.waitUntil(opener.hasFocus)
    with qtbot.waitSignal(program.ready, timeout=20000):
        qtbot.keyClick(opener, Qt.Key.Key_Return)
    assert program.window.session is not None


def test_a_village_not_closed_yet_tells_only_what_is_known(settings, qtbot, make_program) -> None:
    folder = str(settings._path.parent)
    settings.change(lambda now: now.with_recent(Recent(folder, "官道村", "2026-11-20")))
    program = make_program()
    start(qtbot, program, None)
    assert "户" not in recents(program.window)[0].text().splitlines()[0]


def test_what_was_noted_of_a_village_outlives_its_next_opening() -> None:
    noted = Settings().with_recent(Recent("/v", "村", "2026-11-20", 19, "2026-11-01T00:00:00Z"))
    (again,) = noted.with_recent(Recent("/v", "村", "2026-11-26")).recent
    assert again == Recent("/v", "村", "2026-11-26", 19, "2026-11-01T00:00:00Z")


@pytest.mark.parametrize(
    "columns", ['[["code", "wide"]]', '["code"]', "7", '[["code", 150, 3]]', '[["code", true]]']
)
def test_columns_that_cannot_be_read_are_as_if_never_chosen(tmp_path: Path, columns: str) -> None:
    path = tmp_path / "s.json"
    path.write_text(f'{{"operator": "李", "house_columns": {columns}}}', encoding="utf-8")
    assert read_settings(path) == Settings(operator="李")


def test_the_first_time_is_shown_in_four_pictures(qtbot, make_program) -> None:
    program = make_program()
    start(qtbot, program, None)
    page = program.window.page("start")
    qtbot.waitUntil(lambda: page._first_steps is not None and page._first_steps.isVisible())


def fill(page: StartPage, folder: Path, pack: Path) -> None:
    page.name.setText("新村")
    page.folder.setText(str(folder))
    page.pack.setText(str(pack))


def test_a_village_is_made_with_a_policy_pack(qtbot, make_program, tmp_path: Path) -> None:
    program = make_program()
    start(qtbot, program, None)
    page = program.window.page("start")
    fill(page, tmp_path / "new", resource("catalogue", "policy_pack.json"))
    with qtbot.waitSignal(program.ready, timeout=20000):
        page.create_button.click()
    values = program.window.session.rules.village
    assert values.pack_text.value and values.policy_pack.value


def test_a_pack_with_a_fault_is_refused_before_a_village_is_made(
    qtbot, make_program, tmp_path: Path
) -> None:
    program = make_program()
    start(qtbot, program, None)
    page = program.window.page("start")
    (tmp_path / "bad.json").write_text('{"schema": "nothing"}')
    fill(page, tmp_path / "new", tmp_path / "bad.json")
    page.create_button.click()
    qtbot.waitUntil(page.problem.isVisible, timeout=20000)
    assert "bad.json" in page.problem.text() and not (tmp_path / "new").exists()


@pytest.mark.parametrize("password", [None, "暖房"])
def test_a_backup_becomes_a_village_again(
    qtbot, make_program, tmp_path: Path, password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "stick" / "auto.nuanfang"
    copy.parent.mkdir()
    with create_village(tmp_path / "v", "村", password=password, operator="李") as village:
        village.add_household("李")
        village.backup(copy)
    program = make_program()
    asked: list[str] = []

    def answer(sentence: str) -> tuple[str, bool]:
        asked.append(sentence)
        return password or "", True

    monkeypatch.setattr(program, "_asked_for_password", answer)
    start(qtbot, program, None)
    (tmp_path / "new").mkdir()
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.window.page("start").restore(copy, tmp_path / "new")
    assert len(asked) == (1 if password else 0)
    assert program.window.session.village.folder == tmp_path / "new"
    assert program.window.session.village.house_count() == 1
    assert "1 户" in program.window.notices.words.text()


def test_a_backup_is_not_put_over_something_else(qtbot, make_program, tmp_path: Path) -> None:
    village_with(tmp_path / "v", ANSWERS)
    program = make_program()
    start(qtbot, program, None)
    page = program.window.page("start")
    below = tmp_path / "v" / "village"
    below.mkdir()
    (below / "note.txt").write_text("mine")
    page.restore(tmp_path / "v" / "village.nuanfang", tmp_path / "v")
    assert page.problem.isVisible() and program.window.session is None
