"""How long a village of 5,000 households lets wait, and how much memory it takes.

    python -m benchmarks.households

Bars: open at most 1 s, filter at most 0.2 s, at most 350 MB. Prints, for a plain and an
encrypted village, the opening until the rows are painted, searching and filtering until they
are painted, and the memory of the window and of its process of calculations (Linux only).
Every village is opened by a program of its own, so that nothing is warm but the disk.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.application import Program
    from app.ui.pages.households import HouseholdsPage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

HOUSEHOLDS, TIMES = 5000, 7
OPEN_BAR, FILTER_BAR, MEMORY_BAR = 1.0, 0.2, 350.0  # [s], [s], [MB]
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "建国秀英志强桂兰玉梅德福永贵"
STATES = ("draft", "surveyed", "assessed", "planned")
GROUPS = ("untouched", "unfinished", *STATES[1:], "alarm")
SEARCHES = ("wjg", "9049", "0123", "三组 4", "lxy", "nobody")


def main() -> None:
    """Make both villages, measure each in a program of its own."""
    for password in ("", "password"):
        print("encrypted" if password else "plain")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "village"
            _make(path, password)
            command = [sys.executable, "-m", "benchmarks.households", str(path), password]
            subprocess.run(command, check=True)


def _make(path: Path, password: str) -> None:
    from app.store.village import create_village

    with create_village(path, "village", password=password or None, operator="bench") as village:
        village._write(_fill)


def _fill(core: object) -> None:
    """Make the households in one transaction, with names and doors that differ."""
    from app.store.batches import Statement, write_batch
    from app.store.changes import Core
    from app.store.fields import CODE, HOUSEHOLD, NUMBER, STATE, VILLAGE

    assert isinstance(core, Core)
    said: list[Statement] = []
    for number in range(HOUSEHOLDS):
        household, dwelling = f"{number:032x}", f"{number + 10**6:032x}"
        name = FAMILY[number % 10] + GIVEN[number % 13] + GIVEN[(number // 13 + 1) % 14]
        said += [
            Statement("household", household, VILLAGE, core.village_id),
            Statement("household", household, CODE, f"9{number:05d}"),
            Statement("household", household, "A02", name),
            Statement("household", household, "A05", f"{'一二三四'[number % 4]}组{number}号"),
            Statement("household", household, "A04", f"138{number:08d}"),
            Statement("dwelling", dwelling, HOUSEHOLD, household),
            Statement("dwelling", dwelling, NUMBER, 1),
            Statement("dwelling", dwelling, STATE, STATES[number % 4]),
            Statement("dwelling", dwelling, "M01", "D" if number % 50 == 0 else "B"),
        ]
    write_batch(core, said, kind="structure", scope=core.village_id, label="", operator="bench")


def _measure(path: Path, password: str) -> None:
    from app.ui.application import PRELOAD, Program, make_application
    from app.ui.settings import SettingsKeeper
    from benchmarks.ui import until

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(SettingsKeeper(Path(folder) / "settings.json"))
        program.window.resize(1366, 690)
        program.window.show()
        program.start(None)
        until(lambda: program._complete)
        program.jobs.wait()
        page = program.window.page("households")
        _open(program, path, password)

        def painted(work: Callable[[], object]) -> float:
            start = time.perf_counter()
            work()
            application.processEvents()
            page.view.viewport().repaint()
            return time.perf_counter() - start

        def again() -> None:
            page.reload()
            _until_rows(page)

        for text in SEARCHES:
            times = []
            for _time in range(TIMES):
                painted(lambda: page.search(""))
                times.append(painted(lambda text=text: page.search(text)))
            _say(f"search {text!r}, {page.filter.rowCount()} left", times, FILTER_BAR)
        back = []
        for _time in range(TIMES):
            page.search("nobody")
            back.append(painted(lambda: page.search("")))
        _say("search taken away", back, FILTER_BAR)
        chips = [painted(lambda state=state: page.choose_group(state)) for state in GROUPS]
        page.choose_group("")
        _say("filter by group", chips, FILTER_BAR)
        _say("list read and shown again", [painted(again) for _time in range(TIMES)], OPEN_BAR)
        ready: list[object] = []
        session = program.window.session
        session.live.ask(PRELOAD, session.weather, on_done=ready.append, on_failed=ready.append)
        until(lambda: bool(ready))
        _say_memory()
        program.window.close()
        program.close()


def _open(program: "Program", path: Path, password: str) -> None:
    from benchmarks.ui import until

    home, page = program.window.page("home"), program.window.page("households")
    begin, busy = time.perf_counter(), time.process_time()
    program.open_folder(path, password or None)
    until(home.full.isVisible)
    program.window.repaint()
    _say("village opened until the first page is painted", [_since(begin)], OPEN_BAR)
    listed = time.perf_counter()
    program.window.open_page("households")
    _until_rows(page)
    program.window.repaint()
    _say("list opened from there until painted", [_since(listed)], OPEN_BAR)
    _say("both together", [_since(begin)], OPEN_BAR)
    print(f"  of which this program computed: {(time.process_time() - busy) * 1e3:.0f} ms")
    until(lambda: page.table.learnt and bool(page.table.details))
    print(f"  until initials and phones are known: {_since(begin) * 1e3:.0f} ms")


def _since(begin: float) -> float:
    return time.perf_counter() - begin


def _until_rows(page: "HouseholdsPage") -> None:
    """Wait for the rows without asking for them, which would hold up the thread that reads."""
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    page.table.modelReset.connect(loop.quit)
    loop.exec()
    assert page.filter.rowCount() == HOUSEHOLDS


def _say_memory() -> None:
    window = _memory(os.getpid())
    workers = [_memory(child.pid or 0) for child in multiprocessing.active_children()]
    if not window:
        print("  memory: only told on Linux")
        return
    total = window + sum(workers)
    met = "met" if total <= MEMORY_BAR else "NOT MET"
    print(
        f"  memory: window {window:.0f} MB, calculations {sum(workers):.0f} MB, "
        f"together {total:.0f} MB (bar {MEMORY_BAR:.0f} MB: {met})"
    )


def _memory(process: int) -> float:
    """Return the share [MB] of memory that a process holds, 0 where it cannot be told."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    (line,) = (line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024


def _say(what: str, times: list[float], bar: float) -> None:
    met = "met" if max(times) <= bar else "NOT MET"
    print(
        f"  {what}: {median(times) * 1e3:.0f} ms, longest {max(times) * 1e3:.0f} ms "
        f"(bar {bar * 1e3:.0f} ms: {met})"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measure(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
