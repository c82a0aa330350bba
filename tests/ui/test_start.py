"""Starting: light before the window, sentences for what cannot be opened, recovery."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.ui import application, current
from app.ui.application import Program
from tests.ui.houses import ANSWERS, edits, village_with

HEAVY = (
    *("numpy", "pyqtgraph", "reportlab", "sqlite_utils", "pypdfium2", "pypinyin", "openpyxl"),
    *("app.model.survey", "app.model.assessment", "app.ui.pages.entry", "multiprocessing"),
    *("msgspec", "QtCore.Qt", "QtCore.QEvent"),  # Qt's names of things take 25 ms to read
)
_SHOW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from app.ui.application import Program, make_application
from app.ui.settings import SettingsKeeper
from pathlib import Path
import PySide6.QtCore
application = make_application()
program = Program(SettingsKeeper(Path(sys.argv[1])))
program.window.show()
program.window.open_page("start")
application.processEvents()
read = {*sys.modules, *(f"QtCore.{name}" for name in vars(PySide6.QtCore))}
print(sorted(set(sys.argv[2].split(",")) & read))
program.window.close()
program.close()
"""


@pytest.fixture(autouse=True)
def no_physics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LIVE", "tests.ui.light:refuse")
    monkeypatch.setattr(application, "PRELOAD", "tests.ui.light:preload")


def test_nothing_heavy_is_imported_before_the_window_is_shown(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SHOW, str(tmp_path / "settings.json"), ",".join(HEAVY)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == "[]", done.stderr


def start(qtbot: Any, program: Program, path: Path | None) -> None:
    with qtbot.waitSignal(program.ready, timeout=20000):
        program.start(path)


def test_without_a_village_the_start_page_offers_practice(qtbot, make_program) -> None:
    program = make_program()
    start(qtbot, program, None)
    assert program.window.present().practice.isVisible()


def test_a_folder_without_a_village_gives_a_sentence(qtbot, make_program, tmp_path) -> None:
    program = make_program()
    start(qtbot, program, tmp_path)
    page = program.window.present()
    assert page.key == "start"
    assert page.problem.isVisible()
    assert str(tmp_path) in page.problem.text()


def test_an_opened_village_is_among_the_recent_ones(
    qtbot, make_program: Callable[..., Program], tmp_path: Path, settings: Any
) -> None:
    village_with(tmp_path / "village", ANSWERS)
    program = make_program()
    start(qtbot, program, tmp_path / "village")
    assert [item.name for item in settings.now.recent] == ["官道村"]


def test_a_second_window_reads_and_says_why(qtbot, make_program, tmp_path) -> None:
    village_with(tmp_path / "village", ANSWERS)
    first, second = make_program(), make_program()
    start(qtbot, first, tmp_path / "village")
    start(qtbot, second, tmp_path / "village")
    assert second._session.village.read_only
    assert second.window.notices.isVisible()


_KILLED = """
import os, sys
from pathlib import Path
from app.store.village import open_village
from tests.ui.houses import edits
village = open_village(Path(sys.argv[1]), operator="李师傅")
dwelling = village.overview()[0].dwelling_id
village.remember("place", f"{dwelling} D02 ")
village.commit(dwelling, edits({"D02": 380}), operator="李师傅", label="墙厚")
print(dwelling, flush=True)
os._exit(9)
"""


def test_after_a_kill_the_same_house_and_field_come_back(qtbot, make_program, tmp_path) -> None:
    village_with(tmp_path / "village", ANSWERS)
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED, str(tmp_path / "village")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    dwelling = killed.stdout.strip()
    program = make_program()
    start(qtbot, program, tmp_path / "village")
    qtbot.waitUntil(lambda: program.window.current.dwelling_id == dwelling, timeout=10000)
    page = program.window.page("entry")
    qtbot.waitUntil(lambda: page._at[0] == "D02")
    assert program.window.current.house.stored("D02").value == 380
    assert program.window.notices.isVisible()
    program.window.notices.action.click()
    lines = page.problems.list
    qtbot.waitUntil(lines.hasFocus)
    assert "D02" in lines.item(0).text()
    assert "380" in lines.item(0).text()
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.place == ("D02", ""))


def test_entries_under_way_are_written_before_the_window_closes(
    qtbot, make_program, tmp_path
) -> None:
    from app.model.survey import value_of
    from app.store.village import open_village

    (dwelling,) = village_with(tmp_path / "village", ANSWERS)
    program = make_program()
    start(qtbot, program, tmp_path / "village")
    session = program._session
    for thickness in (300, 310, 320, 330):
        session.commit(dwelling, edits({"D02": thickness}), "墙厚")
    program.window.close()
    with open_village(tmp_path / "village", read_only=True) as village:
        assert value_of(village.survey(dwelling), "D02").value == 330


def test_another_village_is_not_opened_while_entries_are_unsaved(
    qtbot, make_program, tmp_path, monkeypatch
) -> None:
    from app.errors import FileError

    (dwelling,) = village_with(tmp_path / "village", ANSWERS)
    village_with(tmp_path / "other", ANSWERS)
    program = make_program()
    start(qtbot, program, tmp_path / "village")
    village = program._session.village
    commit = village.commit

    def full(*_arguments: Any, **_named: Any) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr(village, "commit", full)
    program._session.commit(dwelling, edits({"D02": 300}), "墙厚")
    program.show_start()
    program.open_folder(tmp_path / "other")
    assert program._session.village is village
    assert program._start_page.problem.isVisible()
    monkeypatch.setattr(village, "commit", commit)
    program._session.write_on()
    qtbot.waitUntil(lambda: program._session.unsaved == 0)
