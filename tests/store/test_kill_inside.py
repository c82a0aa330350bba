"""A process that ends inside any write leaves the village as before it or as after it."""

import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.model.change import Edit
from app.model.survey import values_of
from app.model.value import Provenance, Value
from app.store.roster import RosterHome
from app.store.village import VillageFile, create_village, open_village

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork is of Unix")

WHO = "李师傅"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
STEPS = (1, 2, 3, 4, 5, 7, 9, 12, 16, 21, 28, 37, 49, 65, 86)
"""Before which statement of the write the process ends."""


def edit(field: str, value: object) -> Edit:
    return Edit(field, Value(value, None, Provenance.TOLD, WHO, NOW))


def first(village: VillageFile) -> str:
    return village.overview()[0].dwelling_id


def household(village: VillageFile) -> str:
    return village.overview()[0].household_id


WRITES: dict[str, Callable[[VillageFile], object]] = {
    "commit": lambda v: v.commit(
        first(v), [edit("C02", 17.5), edit("A02", "李秀英"), edit("F02", 1.8)],
        operator=WHO, label="三项",
    ),
    "undo": lambda v: v.undo(first(v), WHO),
    "redo": lambda v: v.redo(first(v), WHO),
    "commit_village": lambda v: v.commit_village(
        [edit("V08", 260)], operator=WHO, label="村工价"
    ),
    "add_household": lambda v: v.add_household(WHO),
    "add_dwelling": lambda v: v.add_dwelling(household(v), WHO),
    "take_roster": lambda v: v.take_roster(
        [RosterHome((edit("A02", "孙"),)), RosterHome((edit("A04", "13800000001"),), first(v))],
        operator=WHO, label="名册",
    ),
    "undo_roster": lambda v: v.undo_roster(WHO),
    "renumber": lambda v: v.renumber(household(v), "0077", WHO),
    "set_state": lambda v: v.set_state(first(v), "surveyed", WHO),
    "remember": lambda v: v.remember("place", "here"),
    "save_result": lambda v: v.save_result(
        first(v), "assessment", b"result", {"inputs": "0"}, {"confidence": 70.0}
    ),
    "rebuild_cache": lambda v: v.rebuild_cache(),
    "withdraw": lambda v: v.withdraw(household(v), WHO),
    "close": lambda v: v.close(),
}  # fmt: skip


def make_village(folder: Path) -> None:
    with create_village(folder, "官道村", operator=WHO) as village:
        _household, dwelling = village.add_household(WHO)
        for value in (300, 310, 320):
            village.commit(
                dwelling, [edit("D02", value), edit("A02", "王建国")], operator=WHO, label="墙厚"
            )
        village.undo(dwelling, WHO)
        village.take_roster([RosterHome((edit("A02", "赵"),))], operator=WHO, label="名册")


def seen(folder: Path) -> Any:
    """Return all that the village says, without ids."""
    with open_village(folder, operator=WHO) as village:
        result = village.latest_result(first(village), "assessment")
        return (
            [(r.code, r.head_name, r.state, r.confidence, r.flags) for r in village.overview()],
            [(f, v.value) for f, _row, v in values_of(village.survey(first(village)))],
            village.village_values().day_rate.value,
            village.recall("place"),
            result.payload if result else None,
            len(village.changes()),
            village.undo_labels(first(village)),
        )


def ended_inside(folder: Path, write: Callable[[VillageFile], object], step: int) -> bool:
    """Do a write in a child that ends before statement number ``step``; False: it got through."""
    child = os.fork()
    if child == 0:
        village = open_village(folder, operator=WHO)
        count = 0

        def watch(_statement: str) -> None:
            nonlocal count
            count += 1
            if count == step:
                os._exit(9)

        village._thread.run(lambda: village._opened.db.conn.set_trace_callback(watch))
        write(village)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


@pytest.mark.parametrize("name", WRITES)
def test_a_process_that_ends_inside_a_write_leaves_before_or_after(
    tmp_path: Path, name: str
) -> None:
    make_village(tmp_path / "made")
    shutil.copytree(tmp_path / "made", tmp_path / "whole")
    before = seen(tmp_path / "whole")
    assert not ended_inside(tmp_path / "whole", WRITES[name], 0)
    after = seen(tmp_path / "whole")
    inside = 0
    for step in STEPS:
        folder = tmp_path / f"cut{step}"
        shutil.copytree(tmp_path / "made", folder)
        inside += ended_inside(folder, WRITES[name], step)
        assert seen(folder) in (before, after), f"half done before statement {step}"
    assert inside  # else nothing has been tried
