"""The table of entry checks names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "docs" / "entry-checks.md").read_text("utf-8")


def test_every_test_named_in_the_table_exists() -> None:
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE))
    assert len(named) > 20
    missing = [
        f"{path}::{name}"
        for path, name in sorted(named)
        if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    ]
    assert missing == []


def test_every_check_of_entry_stands_in_the_table() -> None:
    wanted = [*range(1, 22), *range(32, 38), 62, 63]
    rows = re.findall(r"^\| T-(\d+) \| (proven|in part|open|needs \w+) \|", TABLE, re.MULTILINE)
    assert [int(number) for number, _state in rows] == wanted
