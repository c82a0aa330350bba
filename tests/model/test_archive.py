"""The fifteen papers of a household's file."""

from itertools import pairwise

import pytest

from app.model.archive import PAPERS, WAY, lacking_papers

NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("state", "held"),
    [("draft", 0), ("surveyed", 2), ("assessed", 3), ("planned", 4), ("consented", 10)],
)
def test_papers_come_with_the_gates_that_ask_for_them(state: str, held: int) -> None:
    assert len(PAPERS) - len(lacking_papers(state, NOTHING)) == held


def test_papers_only_grow_on_the_way_and_are_all_there_at_its_end() -> None:
    lacking = [set(lacking_papers(state, NOTHING)) for state in WAY]
    assert all(after <= before for before, after in pairwise(lacking))
    assert lacking[0] == set(PAPERS) and lacking[-1] == set()


def test_what_is_noted_proves_a_paper_in_any_state() -> None:
    lacking = lacking_papers("draft", frozenset(("has_id", "appraised")))
    assert {paper.number for paper in PAPERS} - {paper.number for paper in lacking} == {3, 5}


def test_rework_keeps_what_the_works_asked_for_and_a_pause_proves_nothing() -> None:
    assert lacking_papers("rework", NOTHING) == lacking_papers("construction", NOTHING)
    assert lacking_papers("paused", NOTHING) == PAPERS
