"""A window killed while somebody types loses at most the field under the cursor."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.model.survey import value_of
from app.store.village import open_village
from tests.ui.form_typing import read_form, village_for


def killed_after(folder: Path, dwelling: str, seconds: float) -> list[list[Any]]:
    """Kill a typing window so long after the first key; return what it had told by then."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typing_program", str(folder), dwelling, "typical"],
        stdout=subprocess.PIPE,
        text=True,
    ) as typing:
        assert typing.stdout is not None
        assert json.loads(typing.stdout.readline()) == ["begun"]
        time.sleep(seconds)
        typing.kill()
        lines = typing.stdout.read().splitlines()
    if lines and not lines[-1].endswith("]"):
        lines.pop()  # killed while it spoke
    return [json.loads(line) for line in lines]


def said_since(entered: list[Any], field: str, row: str) -> list[Any]:
    """Return what was entered into a field: a later answer may be in the file, untold."""
    return [value for edits in entered for f, r, value in edits if (f, r) == (field, row)]


def check_nothing_is_lost(folder: Path, seconds: float) -> None:
    """Kill a window at this moment and hold the file against what was told to be saved."""
    dwelling = village_for(folder, read_form("typical"))
    told = killed_after(folder, dwelling, seconds)
    entered = [more[0] for what, *more in told if what == "entered"]
    saved = sum(what == "saved" for what, *_more in told)
    places = [more[0] for what, *more in told if what == "at"]
    assert len(entered) - saved <= 3  # on their way at fifty keys a second, or just told
    with open_village(folder, operator="李师傅") as village:
        assert village.recovery is not None
        survey = village.survey(dwelling)
        for number, edits in enumerate(entered[:saved]):
            for field, row, _value in edits:
                held = value_of(survey, field, row).value
                plain = list(held) if isinstance(held, tuple) else held
                assert plain in said_since(entered[number:], field, row)
        if len(places) > 1:
            home, field, *_row = str(village.recall("place")).split(" ")
            assert home == dwelling
            assert field in places[-3:]


@pytest.mark.parametrize("seconds", [0.3, 1.5, 4.0])
def test_what_was_told_to_be_saved_survives_a_kill(tmp_path: Path, seconds: float) -> None:
    check_nothing_is_lost(tmp_path / "village", seconds)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_twenty_kills_at_random_lose_nothing(tmp_path: Path, seed: int) -> None:
    check_nothing_is_lost(tmp_path / "village", random.Random(seed).uniform(0.0, 6.0))
