"""How long the store takes: a commit, a survey, the overview of a large village.

Run ``python -m benchmarks.store``; it prints medians on this machine.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from app.model.change import Edit
from app.model.value import known
from app.store.batches import Statement, write_batch
from app.store.changes import Core
from app.store.fields import CODE, HOUSEHOLD, NUMBER, STATE, VILLAGE
from app.store.village import VillageFile, create_village, open_village

DWELLINGS = 5000
COMMITS = 300
ANSWERS = {"C02": 13.2, "C03": 6.4, "B04": 1985, "B03": "brick_timber_1980", "M01": "B"}


def main() -> None:
    for password in (None, "password"):
        print("encrypted" if password else "plain")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "v"
            with create_village(path, "village", password=password, operator="bench") as village:
                _measure(village)
            size = (path / "village.nuanfang").stat().st_size
            print(f"  file {size / 1e6:.1f} MB")
            start = time.perf_counter()
            open_village(path, password=password).close()
            _say("open and close", [time.perf_counter() - start])


def _measure(village: VillageFile) -> None:
    _household, dwelling = village.add_household("bench")
    _say("commit of one field", [_time(_commit(village, dwelling, n)) for n in range(COMMITS)])
    start = time.perf_counter()
    village._write(_fill)
    print(f"  {DWELLINGS} dwellings made in {time.perf_counter() - start:.1f} s")
    _say("overview, first", [_time(village.overview)])
    _say("overview, again", [_time(village.overview) for _ in range(9)])
    _say("households", [_time(village.households) for _ in range(5)])
    _say("survey", [_time(lambda: village.survey(dwelling)) for _ in range(50)])
    _say("commit, full village", [_time(_commit(village, dwelling, -n)) for n in range(1, COMMITS)])
    _say("new household", [_time(lambda: village.add_household("bench")) for _ in range(50)])
    _say("rebuild of the cache", [_time(village.rebuild_cache)])


def _commit(village: VillageFile, dwelling: str, number: int) -> Callable[[], object]:
    edits = [Edit("B04", known(number))]
    return lambda: village.commit(dwelling, edits, operator="bench", label="year")


def _fill(core: Core) -> None:
    """Make a large village in one transaction."""
    said: list[Statement] = []
    for number in range(DWELLINGS):
        household, dwelling = f"{number:032x}", f"{number + 10**6:032x}"
        said += [
            Statement("household", household, VILLAGE, core.village_id),
            Statement("household", household, CODE, f"9{number:05d}"),
            Statement("household", household, "A02", f"王建国{number}"),
            Statement("household", household, "A05", f"三组{number}号"),
            Statement("dwelling", dwelling, HOUSEHOLD, household),
            Statement("dwelling", dwelling, NUMBER, 1),
            Statement("dwelling", dwelling, STATE, "surveyed"),
            *(Statement("dwelling", dwelling, field, value) for field, value in ANSWERS.items()),
        ]
    write_batch(core, said, kind="structure", scope=core.village_id, label="", operator="bench")


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(what: str, times: list[float]) -> None:
    worst = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(f"  {what}: {median(times) * 1e3:.1f} ms (95 %: {worst * 1e3:.1f} ms)")


if __name__ == "__main__":
    sys.exit(main())
