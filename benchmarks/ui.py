"""How long the window lets wait: start to first window, commit to painted.

python benchmarks/ui.py
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

START = """
import sys, time
from app.ui.application import Program, make_application
from app.ui.settings import SettingsKeeper
from pathlib import Path
application = make_application()
program = Program(SettingsKeeper(Path(sys.argv[1])))
program.window.show()
program.window.open_page("start")
application.processEvents()
print(time.time())
program.window.close()
program.close()
"""


def start_times(times: int) -> list[float]:
    """Return process start to painted window [ms]."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for _time in range(times):
            begin = time.time()
            done = subprocess.run(
                [sys.executable, "-c", START, str(Path(folder) / "settings.json")],
                capture_output=True,
                text=True,
                check=True,
                cwd=Path(__file__).resolve().parent.parent,
            )
            found.append((float(done.stdout) - begin) * 1000)
    return found


def commit_times(times: int) -> tuple[list[float], list[float], list[float]]:
    """Return commit to painted, commit to saved, commit to live result [ms]."""
    from PySide6.QtCore import QEventLoop, QTimer

    from app.ui.application import Program, make_application
    from app.ui.settings import SettingsKeeper
    from tests.ui.houses import ANSWERS, village_with

    application = make_application()

    def until(done):
        end = time.monotonic() + 300
        while not done() and time.monotonic() < end:
            loop = QEventLoop()
            QTimer.singleShot(2, loop.quit)
            loop.exec()

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
        for number in range(times):
            begin = time.perf_counter()
            current.house.enter("D02", 350 + number)
            application.processEvents()
            painted.append((time.perf_counter() - begin) * 1000)
            until(lambda: program.window.session.unsaved == 0)
            saved.append((time.perf_counter() - begin) * 1000)
            if number < 3:
                until(lambda: not current.view.working)
                live.append((time.perf_counter() - begin) * 1000)
        program.window.close()
        program.close()
    return painted, saved, live


def main() -> None:
    print(f"start to window       {median(start_times(5)):8.0f} ms")
    painted, saved, live = commit_times(20)
    print(f"commit to painted     {median(painted):8.0f} ms")
    print(f"commit to saved       {median(saved):8.0f} ms")
    print(f"commit to live result {median(live):8.0f} ms")


if __name__ == "__main__":
    main()
