"""A killed window loses at most the field under the cursor."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.model.survey import value_of
from app.store.village import open_village
from tests.ui.houses import ANSWERS, village_with


def killed_after(folder: Path, dwelling: str, entries: int) -> int:
    """Kill a typing window after so many saved entries; return the last one it announced."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typing_program", str(folder), dwelling],
        stdout=subprocess.PIPE,
        text=True,
    ) as typing:
        assert typing.stdout is not None
        last = 0
        for _number in range(entries):
            last = int(typing.stdout.readline())
        typing.kill()
    return last


def check_nothing_is_lost(folder: Path, entries: int) -> None:
    (dwelling,) = village_with(folder, ANSWERS)
    last = killed_after(folder, dwelling, entries)
    with open_village(folder, operator="李师傅") as village:
        assert village.recovery is not None
        assert value_of(village.survey(dwelling), "D02").value >= last
        assert str(village.recall("place") or dwelling).startswith(dwelling)


def test_what_was_announced_as_saved_survives_a_kill(tmp_path: Path) -> None:
    check_nothing_is_lost(tmp_path / "village", entries=7)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_twenty_kills_at_random_lose_nothing(tmp_path: Path, seed: int) -> None:
    check_nothing_is_lost(tmp_path / "village", entries=random.Random(seed).randint(1, 60))
