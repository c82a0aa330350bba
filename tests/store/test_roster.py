"""A roster is one action: whole or not at all, undone as one, never taking work with it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.errors import RefusedError
from app.model.change import Edit
from app.model.value import Provenance, Value
from app.store.roster import RosterHome
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, enter, shown

ROOT = Path(__file__).parents[2]
SIZE = 40


def said(field: str, value: object) -> Edit:
    return Edit(field, Value(value, None, Provenance.ROSTER, BY))


def homes(count: int, start: int = 0) -> list[RosterHome]:
    return [
        RosterHome((said("A02", f"王{n}"), said("A05", f"{n}号"), said("A08", "gen")))
        for n in range(start, start + count)
    ]


def take(village: VillageFile, *rows: RosterHome):
    return village.take_roster(rows, operator=BY, label="名册")


def test_a_roster_is_one_batch_of_households_with_dwellings(village: VillageFile) -> None:
    village.add_household(BY)
    batch = take(village, *homes(3))
    assert {change.batch for change in batch.changes} == {batch.id}
    rows = village.overview()
    assert [row.code for row in rows] == ["0001", "0002", "0003", "0004"]
    assert [row.head_name for row in rows] == ["", "王0", "王1", "王2"]
    assert {row.state for row in rows} == {"draft"}


def test_one_undo_undoes_all_and_what_was_there_stays(village: VillageFile) -> None:
    _household, there = village.add_household(BY)
    enter(village, there, A02="李秀英")
    village.take_roster([RosterHome((said("A04", "13800000001"),), there)], operator=BY, label="1")
    take(village, *homes(3), RosterHome((said("A04", "13900000002"), said("A08", "low")), there))
    assert len(village.overview()) == 4
    last = village.last_roster()
    assert last is not None and last.label == "名册"
    undone = village.undo_roster(BY)
    assert undone is not None and undone.undoes == last.id
    assert [row.head_name for row in village.overview()] == ["李秀英"]
    assert len(village.households()) == 1
    assert shown(village, there, "A04") == "13800000001"
    assert shown(village, there, "A08") is None
    village.undo_roster(BY)
    assert shown(village, there, "A04") is None
    assert village.undo_roster(BY) is None
    assert village.next_code() == "0002"


def test_undo_survives_a_restart(village: VillageFile, password: str | None) -> None:
    take(village, *homes(2))
    village.close()
    with open_village(village.folder, password=password) as again:
        assert again.undo_roster(BY) is not None
        assert again.overview() == []


def test_the_caches_say_the_same_when_made_anew(village: VillageFile) -> None:
    take(village, *homes(3))
    village.undo_roster(BY)
    take(village, *homes(2, 5))
    before = (village.overview(), village.households())
    village.rebuild_cache()
    assert (village.overview(), village.households()) == before


def test_a_house_that_was_worked_on_outlives_the_undoing(village: VillageFile) -> None:
    take(village, *homes(3))
    second = village.overview()[1]
    enter(village, second.dwelling_id, B04=1985)
    village.undo_roster(BY)
    (left,) = village.overview()
    assert (left.dwelling_id, left.head_name, left.group_door) == (
        second.dwelling_id,
        "王1",
        "1号",
    )
    assert shown(village, left.dwelling_id, "B04") == 1985


def test_a_house_with_a_kept_result_outlives_the_undoing(village: VillageFile) -> None:
    take(village, *homes(2))
    first = village.overview()[0]
    village.save_result(first.dwelling_id, "assessment", b"{}", {})
    village.undo_roster(BY)
    assert [row.dwelling_id for row in village.overview()] == [first.dwelling_id]


def test_what_is_refused_takes_nothing(village: VillageFile) -> None:
    village.add_household(BY, "0007")
    before = len(village.changes())
    wrong = [RosterHome((said("A02", "王"),), code="0007")]
    twice = [RosterHome((said("A02", "王"),), code="0009")] * 2
    for rows in (wrong, twice):
        with pytest.raises(RefusedError):
            take(village, *homes(2), *rows)
    assert len(village.changes()) == before
    assert len(village.overview()) == 1


def test_an_id_number_is_refused_without_a_password(plain_village: VillageFile) -> None:
    with pytest.raises(RefusedError):
        take(plain_village, *homes(2), RosterHome((said("A03", "11010519491231002X"),)))
    assert plain_village.overview() == []


def test_given_codes_are_kept_and_the_others_go_round_them(village: VillageFile) -> None:
    given = RosterHome((said("A02", "李"),), code="0002")
    take(village, *homes(2), given)
    assert sorted((row.code, row.head_name) for row in village.overview()) == [
        ("0001", "王0"),
        ("0002", "李"),
        ("0003", "王1"),
    ]


def test_known_homes_say_who_withdrew_and_what_was_said(village: VillageFile) -> None:
    take(village, *homes(2))
    village.withdraw(village.households()[1].id, BY)
    first, second = village.known_homes()
    assert first.values["A02"].value == "王0"
    assert first.values["A02"].provenance is Provenance.ROSTER
    assert not first.withdrawn and second.withdrawn
    assert second.values.get("A02") is None or second.values["A02"].value is None


def test_another_computer_hears_of_import_and_undoing(
    village: VillageFile, tmp_path: Path, password: str | None
) -> None:
    (tmp_path / "other").mkdir()
    copy = village.backup(tmp_path / "other" / "village.nuanfang")
    take(village, *homes(2))
    with open_village(copy, password=password) as other:
        other.merge(village.changes())
        assert other.overview() == village.overview()
        assert len(other.overview()) == 2
        village.undo_roster(BY)
        other.merge(village.changes())
        assert other.overview() == [] == other.households()


def test_a_code_is_free_again_for_who_shared_it(village: VillageFile, tmp_path: Path, password):
    """Two computers gave one code; the import of one is undone: the other keeps the bare code."""
    (tmp_path / "other").mkdir()
    copy = village.backup(tmp_path / "other" / "village.nuanfang")
    take(village, *homes(1))
    with open_village(copy, password=password) as other:
        other.add_household(BY)
        village.merge(other.changes())
    assert sorted(row.code for row in village.overview()) == ["0001", "0001-B"]
    village.undo_roster(BY)
    assert [row.code for row in village.overview()] == ["0001"]
    village.rebuild_cache()
    assert [row.code for row in village.overview()] == ["0001"]


@pytest.mark.parametrize("password", [None, "密码"], ids=["plain", "encrypted"])
def test_kill_9_never_leaves_half_a_roster(tmp_path: Path, password: str | None) -> None:
    chance = random.Random(9)
    with create_village(tmp_path / "v", "村", password=password, operator=BY) as village:
        folder = village.folder
    done = 0
    for _kill in range(4):
        acknowledged = _take_and_kill(folder, password, chance)
        with open_village(folder, password=password) as again:
            rows = again.overview()
            assert len(rows) % SIZE == 0
            assert len(rows) >= max(acknowledged, done)
            assert [row.head_name for row in rows] == [f"王{n}" for n in range(len(rows))]
            done = len(rows)
    assert done > 0


def _take_and_kill(folder: Path, password: str | None, chance: random.Random) -> int:
    """Let a child take rosters, kill it in the middle, return how many it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.roster_writer", str(folder), password or ""],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert child.stdout is not None
    for _line in range(chance.randint(1, 4)):
        child.stdout.readline()
    time.sleep(chance.uniform(0, 0.05))  # into the middle of a transaction
    child.kill()
    rest = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    return int(rest[-1]) if rest else 0
