"""House codes are display numbers: unique where shown, with the old ones kept."""

import dataclasses
from pathlib import Path

import pytest

from app.errors import AppError
from app.model.ids import new_id
from app.store.register import _letters
from app.store.village import VillageFile, create_village
from tests.store.helpers import BY, enter


def test_codes_are_given_in_turn(village: VillageFile) -> None:
    for _number in range(3):
        village.add_household(BY)
    assert [row.code for row in village.overview()] == ["0001", "0002", "0003"]
    assert village.next_code() == "0004"


def test_a_taken_code_is_refused_with_the_next_free_one(plain_village: VillageFile) -> None:
    plain_village.add_household(BY, code="0007")
    with pytest.raises(AppError, match="0008"):
        plain_village.add_household(BY, code="0007")
    assert len(plain_village.households()) == 1


def test_a_renumbered_house_keeps_its_old_code(plain_village: VillageFile) -> None:
    household, _dwelling = plain_village.add_household(BY, code="0001")
    plain_village.renumber(household, "120112101201A001", BY)
    row = plain_village.households()[0]
    assert row.display_code == "120112101201A001" and row.former_codes == ("0001",)
    plain_village.add_household(BY, code="0001")


def test_a_second_dwelling_is_counted(plain_village: VillageFile) -> None:
    household, dwelling = plain_village.add_household(BY, code="0001")
    second = plain_village.add_dwelling(household, BY)
    assert [row.code for row in plain_village.overview()] == ["0001", "0001-2"]
    assert plain_village.households()[0].dwelling_ids == (dwelling, second)
    enter(plain_village, second, A02="王")
    assert [row.head_name for row in plain_village.overview()] == ["王", "王"]


def test_codes_given_twice_are_told_apart_and_flagged(tmp_path: Path) -> None:
    with (
        create_village(tmp_path / "one", "村", operator=BY) as one,
        create_village(tmp_path / "two", "村", operator=BY) as two,
    ):
        one.add_household(BY, code="0001")
        two.add_household(BY, code="0001")
        same = [
            dataclasses.replace(c, value=one.id) if c.field == "@village" else c
            for c in two.changes()
        ]
        one.merge(same)
        rows = one.overview()
        assert [row.code for row in rows] == ["0001", "0001-B"]
        assert ["provisional_code" in row.flags for row in rows] == [False, True]
        one.renumber(rows[0].household_id, "0009", BY)
        assert sorted(row.code for row in one.overview()) == ["0001", "0009"]


def test_letters_go_on_after_z() -> None:
    assert [_letters(n) for n in (1, 25, 26, 27)] == ["B", "Z", "AA", "AB"]


def test_a_household_that_is_not_there_is_named(plain_village: VillageFile) -> None:
    missing = new_id()
    with pytest.raises(AppError, match=missing):
        plain_village.add_dwelling(missing, BY)
    with pytest.raises(AppError, match=missing):
        plain_village.renumber(missing, "1", BY)
