"""A process killed while it writes loses nothing that was acknowledged."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("password", "kills"),
    [
        pytest.param(None, 3, id="plain"),
        pytest.param("密码", 3, id="encrypted"),
        pytest.param(None, 25, id="plain-long", marks=pytest.mark.long),
        pytest.param("密码", 25, id="encrypted-long", marks=pytest.mark.long),
    ],
)
def test_kill_9_loses_nothing_acknowledged(
    tmp_path: Path, password: str | None, kills: int
) -> None:
    chance = random.Random(kills)
    with create_village(tmp_path / "v", "村", password=password, operator=BY) as village:
        _household, dwelling = village.add_household(BY)
    last = 0
    for _kill in range(kills):
        acknowledged = _write_and_kill(village.folder, dwelling, last + 1, password, chance)
        with open_village(village.folder, password=password) as again:
            assert not again.read_only
            last = _check(again, acknowledged)


def _write_and_kill(
    folder: Path, dwelling: str, start: int, password: str | None, chance: random.Random
) -> int:
    """Let a child write, kill it in the middle, and return the last number it acknowledged."""
    words = [sys.executable, "-m", "tests.store.writer", str(folder), dwelling, str(start)]
    child = subprocess.Popen(
        [*words, password or ""], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=_environment()
    )
    assert child.stdout is not None
    for _line in range(chance.randint(1, 70)):
        child.stdout.readline()
    time.sleep(chance.uniform(0, 0.02))  # into the middle of a commit, or of closing
    child.kill()
    rest = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    return int(rest[-1]) if rest else 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}


def _check(village: VillageFile, acknowledged: int) -> int:
    """Everything acknowledged is there, in pairs, and the caches agree with it."""
    changes = village.changes()
    years = [c.value for c in changes if c.field == "B04"]
    names = [c.value for c in changes if c.field == "A02"]
    assert years == list(range(1, len(years) + 1))
    assert names == [f"王{number}" for number in years]
    assert len(years) >= acknowledged
    assert village.overview()[0].head_name == names[-1]
    return len(years)
