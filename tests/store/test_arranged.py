"""Arrangements of a dwelling: saved whole, undone by themselves, carried by a merge."""

import pytest

from app.store.village import VillageFile
from tests.store.helpers import BY, enter, shown

FIRST = ["package|deep", "2027-spring|W_EPS80@N"]
SECOND = ["package|deep", "2027-summer|W_EPS80@N"]


def test_an_arrangement_is_kept_undone_and_redone_apart_from_answers(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    assert village.arranged(dwelling, "TP5") is None
    for lines in (FIRST, SECOND):
        village.arrange(dwelling, "TP5", lines, operator=BY, label="steps")
    enter(village, dwelling, C02=14.0)
    village.undo_arranged(dwelling, "TP5", BY)
    assert village.arranged(dwelling, "TP5") == FIRST
    assert shown(village, dwelling, "C02") == 14.0
    village.redo_arranged(dwelling, "TP5", BY)
    assert village.arranged(dwelling, "TP5") == SECOND
    village.undo_arranged(dwelling, "TP5", BY)
    village.undo_arranged(dwelling, "TP5", BY)
    assert village.arranged(dwelling, "TP5") is None
    assert village.undo_arranged(dwelling, "TP5", BY) is None


def test_undoing_an_answer_leaves_the_arrangement(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=14.0)
    village.arrange(dwelling, "TP5", FIRST, operator=BY, label="steps")
    village.undo(dwelling, BY)
    assert village.arranged(dwelling, "TP5") == FIRST
    assert shown(village, dwelling, "C02") is None


def test_what_stands_already_is_no_new_change(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    village.arrange(dwelling, "TP5", FIRST, operator=BY, label="steps")
    assert village.arrange(dwelling, "TP5", FIRST, operator=BY, label="steps").changes == ()


def test_only_arrangements_are_arranged(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    with pytest.raises(ValueError, match="C02"):
        village.arrange(dwelling, "C02", 3.0, operator=BY, label="")
