"""Backup as a person uses it: by itself, on a stick, put back, and a broken village rescued."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.services import backup
from app.services.backup import copies_folder, list_copies, make_copy
from app.store.village import open_village
from app.ui import application
from app.ui.application import Program
from tests.ui.houses import ANSWERS, village_with

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def section(program: Program) -> Any:
    program.window.open_settings("backup")
    return program.window.page("settings").section("backup")


def copies(program: Program) -> list[backup.Copy]:
    return list_copies(copies_folder(program.window.session.village.path))


def test_a_copy_is_made_when_something_was_entered(qtbot, program, section) -> None:
    keeper = program.window.backups
    keeper.copy_if_needed()
    assert copies(program) == []
    program.window.session.commit_village([], "")  # nothing new, but saved
    qtbot.waitUntil(lambda: keeper._fresh)
    keeper.copy_if_needed()
    qtbot.waitUntil(lambda: len(copies(program)) == 1)
    keeper.copy_if_needed()
    keeper._jobs.wait()
    assert len(copies(program)) == 1
    qtbot.waitUntil(lambda: section.table.rowCount() == 1)


def test_closing_the_village_leaves_a_copy_of_the_last_entries(qtbot, program) -> None:
    folder = copies_folder(program.window.session.village.path)
    house = program.window.current.house
    house.enter("C02", 15.0)
    program.window.close()
    (copy,) = list_copies(folder)
    with open_village(copy.path, read_only=True) as village:
        (row,) = village.overview()
        assert village.survey(row.dwelling_id).geometry.length.value == 15.0


def test_the_village_goes_on_a_stick_and_the_reminder_goes_away(
    qtbot, program, section, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(backup, "DAYS_WITHOUT", 0)
    program.window.backups.refresh()
    status = program.window.status.backup
    qtbot.waitUntil(lambda: status.isVisible())
    assert section.state.property("role") == "red"
    monkeypatch.undo()
    stick = tmp_path / "stick"
    stick.mkdir()
    with qtbot.waitSignal(program.window.backups.stick_done, timeout=30000):
        section.back_up(stick)
    assert section.done.isVisible() and list(stick.rglob("auto_*_1.nuanfang"))
    qtbot.waitUntil(lambda: section.state.property("role") == "ok")
    assert not status.isVisible()


def test_a_stick_that_refuses_is_told_on_the_page(qtbot, program, section, tmp_path) -> None:
    section.back_up(tmp_path / "nothing")
    qtbot.waitUntil(lambda: section.problem.isVisible(), timeout=30000)
    assert "U盘" in section.problem.text() and not program.window.backups.running


def test_a_restore_shows_what_would_change_and_does_it(qtbot, program, section) -> None:
    window = program.window
    dwelling = window.current.dwelling_id
    window.backups.copy_now()
    qtbot.waitUntil(lambda: section.table.rowCount() == 1)
    window.current.house.enter("C02", 14.0)
    window.session.village.add_household("李师傅")
    qtbot.waitUntil(lambda: not window.session.unsaved)
    section.look.click()
    qtbot.waitUntil(lambda: section.card.isVisible())
    cells = {
        section.changes.item(row, 0).text(): section.changes.item(row, 1).text()
        for row in range(section.changes.rowCount())
    }
    assert set(cells) == {"0001", "0002"} and "没了" in cells["0002"]
    with qtbot.waitSignal(program.ready, timeout=20000):
        section.put_back.click()
    assert [r.dwelling_id for r in window.session.village.overview()] == [dwelling]
    assert window.session.village.survey(dwelling).geometry.length.value == 16.5
    assert "before_" in window.notices.words.text()
    assert {copy.kind for copy in copies(program)} >= {"named", "before"}


def test_nothing_is_put_back_when_it_is_left(qtbot, program, section) -> None:
    program.window.backups.copy_now()
    qtbot.waitUntil(lambda: section.table.rowCount() == 1)
    section.look.click()
    qtbot.waitUntil(lambda: section.card.isVisible())
    section.leave_it.click()
    assert not section.card.isVisible() and len(copies(program)) == 1


def test_a_broken_village_is_opened_from_its_newest_copy(
    qtbot: Any,
    make_program: Callable[..., Program],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")
    (dwelling,) = village_with(tmp_path / "village", ANSWERS)
    file = tmp_path / "village" / "village.nuanfang"
    make_copy(file, None, copies_folder(file), now=NOW)
    os.truncate(file, int(file.stat().st_size * 0.99))
    program = make_program()
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(tmp_path / "village")
    notice = program.window.notices
    qtbot.waitUntil(lambda: notice.isVisible() and notice.action.isVisible())
    local = NOW.astimezone().strftime("%Y-%m-%d %H:%M")
    assert local in notice.words.text() and "1 户" in notice.words.text()
    with qtbot.waitSignal(program.ready, timeout=20000):
        notice.action.click()
    assert program.window.session.village.survey(dwelling).geometry.length.value == 16.5
    assert list((tmp_path / "village" / "copies").glob("damaged_*"))
