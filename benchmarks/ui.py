"""How long the window lets wait, and how long a paper form takes.

    python benchmarks/ui.py

Prints start to a usable window against a bare window with one table, a committed field to
painted, saved and live result, the longest turn of the event loop while a form is typed, and
the keystroke-level time of the two filled forms of ``tests/forms``.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

START = """
import gc, sys, time
gc.disable()  # as app.main does
from app.ui import look
from app.ui.application import Program, make_application
from app.ui.settings import SettingsKeeper
settings = SettingsKeeper()
look.prepare(settings.now, settings.now.scale)
application = make_application()
program = Program(settings)
program.window.show()
program.start(None)
application.processEvents()
print(time.time())
assert program.window.focusWidget() is program.window.present().practice
program.window.close()
program.close()
"""
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTableWidget(20, 8))
window.resize(1366, 690)
window.show()
application.processEvents()
print(time.time())
"""


def start_times(program: str, times: int, byte_code: str) -> list[float]:
    """Return process start to painted window [ms]; byte code is kept in a folder."""
    found = []
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": byte_code}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        environment["XDG_CONFIG_HOME"] = folder  # as on the first day
        for _time in range(times):
            begin = time.time()
            done = subprocess.run(
                [sys.executable, "-c", program],
                capture_output=True,
                text=True,
                check=True,
                cwd=ROOT,
                env=environment,
            )
            found.append((float(done.stdout) - begin) * 1000)
    return found


def started(times: int) -> tuple[float, float]:
    """Return the medians of our window and of a bare one [ms], started in turn."""
    with tempfile.TemporaryDirectory() as kept:
        for program in (START, BARE):
            start_times(program, 1, kept)  # an installed program comes with its byte code
        ours, bare = [], []
        for _time in range(times):
            ours += start_times(START, 1, kept)
            bare += start_times(BARE, 1, kept)
    return median(ours), median(bare)


def until(done: Callable[[], bool], told: "SignalInstance | None" = None) -> None:
    """Let the window work until something is so; looked at when ``told``, else every 2 ms."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    if told is not None:
        told.connect(loop.quit)
    end = time.monotonic() + 300
    while not done() and time.monotonic() < end:
        QTimer.singleShot(2 if told is None else 1000, loop, loop.quit)
        loop.exec()
    if told is not None:
        told.disconnect(loop.quit)


@dataclass
class Turns:
    """Watches the event loop: how long [ms] it did not come back to wait for the user.

    ``busiest`` is the most processor time [ms] of one turn: what it takes on a quiet machine.
    """

    longest: float = 0.0
    busiest: float = 0.0
    began: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=time.thread_time)

    def watch(self) -> None:
        """Listen to the loop of this thread."""
        from PySide6.QtCore import QAbstractEventDispatcher

        loop = QAbstractEventDispatcher.instance()
        loop.awake.connect(self.awake)
        loop.aboutToBlock.connect(self.asleep)

    def awake(self) -> None:
        """Something has come in."""
        self.began, self.worked = time.perf_counter(), time.thread_time()

    def asleep(self) -> None:
        """Everything is done."""
        self.took(time.perf_counter() - self.began)
        self.busiest = max(self.busiest, (time.thread_time() - self.worked) * 1000)

    def took(self, seconds: float) -> None:
        """Note a piece of work that was done in one go."""
        self.longest = max(self.longest, seconds * 1000)


def commit_times(times: int) -> tuple[list[float], list[float], list[float]]:
    """Return commit to painted, to saved, to painted live result of the engine [ms]."""
    from app.ui.application import Program, make_application
    from app.ui.settings import SettingsKeeper
    from tests.ui.houses import ANSWERS, village_with

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        (dwelling,) = village_with(Path(folder) / "village", ANSWERS)
        program = Program(SettingsKeeper(Path(folder) / "settings.json"))
        program.window.resize(1366, 690)
        program.window.show()
        program.start(Path(folder) / "village")
        current = program.window.current
        until(lambda: program.window.session is not None)
        program.window.open_house(dwelling, "D02")
        until(lambda: current.house is not None and not current.view.working)
        painted, saved, live = [], [], []
        begin = 0.0
        program.window.session.saved.connect(
            lambda _at: saved.append((time.perf_counter() - begin) * 1000)
        )
        for number in range(times):
            begin = time.perf_counter()
            current.house.enter("D02", 350 + number)
            application.processEvents()
            painted.append((time.perf_counter() - begin) * 1000)
            until(lambda: not current.view.working, current.view_changed)
            application.processEvents()
            live.append((time.perf_counter() - begin) * 1000)
            until(lambda: program.window.session.unsaved == 0)
        program.window.close()
        program.close()
    return painted, saved, live


@dataclass(frozen=True)
class Typed:
    """A form that was typed: fields, keys, model time [s], longest key and turn [ms].

    ``busiest_turn`` is the processor time of a turn [ms].
    """

    fields: int
    keys: int
    seconds: float
    longest_key: float
    longest_turn: float
    busiest_turn: float


def typed_form(name: str) -> Typed:
    """Type a form into the window; each key is followed by a free turn of the event loop."""
    from app.ui import application as program_module
    from app.ui import current
    from app.ui.application import Program, make_application
    from app.ui.settings import SettingsKeeper
    from tests.ui.form_typing import Typist, read_form, village_for

    current.LIVE = "tests.ui.assessed:assess_sample"  # the engine has its own benchmark
    program_module.PRELOAD = "tests.ui.light:preload"
    make_application()
    form = read_form(name)
    with tempfile.TemporaryDirectory() as folder:
        dwelling = village_for(Path(folder) / "village", form)
        program = Program(SettingsKeeper(Path(folder) / "settings.json"))
        program.window.show()
        program.start(Path(folder) / "village")
        until(lambda: program.window.session is not None)
        program.window.open_house(dwelling)
        page = program.window.page("entry")
        until(lambda: page.place[0] != "" and not program.window.current.view.working)
        program.window.activateWindow()
        keys, turns = Turns(), Turns()
        turns.watch()

        def rest(seconds: float) -> None:
            keys.took(seconds)
            until(lambda: True)
            end = time.monotonic() + 0.01
            until(lambda: time.monotonic() >= end)

        count = Typist(page, form, rest).fill()
        until(lambda: program.window.session.unsaved == 0)
        program.window.close()
        program.close()
    return Typed(
        *(len(count.touched), count.keys, count.seconds),
        *(keys.longest, turns.longest, turns.busiest),
    )


def main() -> None:
    ours, bare = started(7)
    print(
        f"start to window       {ours:8.0f} ms, {ours / bare:.2f} × a bare window ({bare:.0f} ms)"
    )
    painted, saved, live = commit_times(20)
    print(f"commit to painted     {median(painted):8.1f} ms")
    print(f"commit to saved       {median(saved):8.1f} ms")
    print(f"commit to live result {median(live):8.1f} ms painted (shortest {min(live):.1f} ms)")
    for name in ("typical", "hardest"):
        form = typed_form(name)
        minutes, seconds = divmod(round(form.seconds), 60)
        print(
            f"form “{name}”: {form.fields} fields, {form.keys} keys, 0 mouse, "
            f"model time {minutes}:{seconds:02d}; longest key {form.longest_key:.1f} ms, "
            f"longest turn of the event loop {form.longest_turn:.1f} ms, busiest "
            f"{form.busiest_turn:.1f} ms of processor time"
        )


if __name__ == "__main__":
    main()
