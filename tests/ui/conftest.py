"""The window under test: offscreen, with the bundled font, nothing left behind."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from PySide6.QtWidgets import QApplication

from app.i18n import set_language
from app.ui import application as program_module
from app.ui import current, village_desk
from app.ui.application import Program, make_application
from app.ui.fonts import window_font
from app.ui.pages import account as account_page
from app.ui.pages import design as design_page
from app.ui.pages import heating as heating_page
from app.ui.pages import plan as plan_page
from app.ui.pages import roadmap as roadmap_page
from app.ui.pages import sheet as sheet_page
from app.ui.pages import solar as solar_page
from app.ui.settings import Settings, SettingsKeeper, write_settings
from tests.ui.houses import ANSWERS, village_with
from tests.ui.light import KEEP

TASKS = "tests.ui.tasks"
WORKS = "tests.ui.works_tasks"


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    application = make_application()
    application.setFont(window_font(bundled_only=True))
    return application


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt fails a test of the window."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


@pytest.fixture(scope="session", autouse=True)
def samples(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Processes of this run find in one place what takes long to make."""
    os.environ[KEEP] = str(tmp_path_factory.mktemp("samples"))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    threads = set(threading.enumerate())
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, 52)  # deferred deletes
    left = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert left == []
    new = [t for t in threading.enumerate() if t not in threads and t.is_alive()]
    assert new == []
    assert multiprocessing.active_children() == []


@pytest.fixture
def settings(tmp_path: Path) -> SettingsKeeper:
    path = tmp_path / "settings.json"
    write_settings(Settings(operator="李师傅"), path)
    return SettingsKeeper(path)


@pytest.fixture
def make_program(
    qapp: QApplication, settings: SettingsKeeper, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Callable[..., Program]]:
    """Return a function that shows the window; faults of the program fail the test."""
    made: list[Program] = []
    monkeypatch.setattr(program_module, "log_file", lambda: tmp_path / "nuanfang.log")

    def fail(_self: Program, kind: Any, error: BaseException, trace: Any) -> None:
        faults.append(error)

    faults: list[BaseException] = []
    monkeypatch.setattr(Program, "report", fail)

    def make(size: tuple[int, int] = (1366, 690)) -> Program:
        program = Program(settings)
        program.window.resize(*size)
        program.window.show()
        made.append(program)
        return program

    yield make
    for program in made:
        program.window.close()
        program.close()
    assert faults == []


@pytest.fixture
def samples_for_results(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results made by hand come back from the processes; nothing heavy is computed."""
    monkeypatch.setattr(current, "LIVE", "tests.ui.assessed:assess_sample")
    monkeypatch.setattr(program_module, "PRELOAD", "tests.ui.light:preload")
    monkeypatch.setattr(plan_page, "JOB", f"{TASKS}:plan_sample")
    monkeypatch.setattr(design_page, "JOB", f"{TASKS}:design_sample")
    monkeypatch.setattr(account_page, "JOB", f"{TASKS}:account_sample")
    monkeypatch.setattr(heating_page, "JOB", f"{TASKS}:heating_sample")
    monkeypatch.setattr(roadmap_page, "JOB", f"{TASKS}:roadmap_sample")
    monkeypatch.setattr(village_desk, "JOB", f"{WORKS}:works_sample")
    monkeypatch.setattr(village_desk, "CHANGE_JOB", f"{WORKS}:works_change_sample")
    monkeypatch.setattr(sheet_page, "JOB", f"{TASKS}:sheet_sample")
    monkeypatch.setattr(solar_page, "JOB", f"{TASKS}:solar_sample")


@pytest.fixture
def open_houses(
    qtbot: Any,
    make_program: Callable[..., Program],
    tmp_path: Path,
    samples_for_results: None,
) -> Callable[..., Program]:
    """Return a function that opens a village of houses; the first one is at hand, assessed."""

    def opened(*houses: dict[str, Any]) -> Program:
        first, *_rest = village_with(tmp_path / "village", *houses)
        made = make_program()
        with qtbot.waitSignal(made.ready, timeout=20000):
            made.start(tmp_path / "village")
        made.window.open_house(first)
        qtbot.waitUntil(lambda: made.window.current.view.assessment is not None, timeout=20000)
        return made

    return opened


@pytest.fixture
def program(open_houses: Callable[..., Program]) -> Program:
    """The window on a village of one house, opened and assessed."""
    return open_houses(ANSWERS)
