"""Undo and redo: new changes that restore, by name, across restarts."""

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.model.change import Change
from app.model.ids import new_id
from app.model.survey import Survey, value_of
from app.store.village import VillageFile, open_village
from tests.store.helpers import BY, edit, enter, shown

FIELDS = ("A02", "A06", "C02", "C03", "B04")


def _answers(survey: Survey) -> list[object]:
    return [dataclasses.replace(value_of(survey, field), operator="", at=None) for field in FIELDS]


def test_undo_restores_value_and_provenance_and_is_a_new_change(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=13.2, A02="王")
    before = _answers(village.survey(dwelling))
    done = enter(village, dwelling, C02=14.0, A02="李", B04=1980)
    undone = village.undo(dwelling, BY)
    assert undone is not None and undone.undoes == done.id and undone.label == done.label
    assert _answers(village.survey(dwelling)) == before
    assert {parent for change in undone.changes for parent in change.parents} == {
        change.id for change in done.changes
    }


def test_undo_and_redo_survive_a_restart(village: VillageFile, password: str | None) -> None:
    _household, dwelling = village.add_household(BY)
    for width in (10.0, 11.0, 12.0):
        enter(village, dwelling, C02=width)
    village.undo(dwelling, BY)
    village.close()
    with open_village(village.folder, password=password) as again:
        again.undo(dwelling, BY)
        assert shown(again, dwelling, "C02") == 10.0
        again.redo(dwelling, BY)
        again.redo(dwelling, BY)
        assert shown(again, dwelling, "C02") == 12.0
        assert again.redo(dwelling, BY) is None


def test_two_hundred_named_steps_can_be_undone(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    for step in range(200):
        plain_village.commit(dwelling, [edit("B04", step)], operator=BY, label=f"step {step}")
    names = plain_village.undo_labels(dwelling)[0]
    assert names == [f"step {step}" for step in reversed(range(200))]
    assert [batch.label for batch in plain_village.history(dwelling)] == names
    for _step in range(200):
        plain_village.undo(dwelling, BY)
    assert shown(plain_village, dwelling, "B04") is None
    assert plain_village.undo(dwelling, BY) is None


def test_a_new_edit_ends_what_can_be_redone(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, C02=10.0)
    plain_village.undo(dwelling, BY)
    enter(plain_village, dwelling, C02=12.0)
    assert plain_village.redo(dwelling, BY) is None
    assert plain_village.undo_labels(dwelling)[1] == []


def test_the_undo_list_belongs_to_one_dwelling(plain_village: VillageFile) -> None:
    _first, one = plain_village.add_household(BY)
    _second, two = plain_village.add_household(BY)
    enter(plain_village, one, C02=10.0)
    enter(plain_village, two, C02=20.0)
    plain_village.undo(one, BY)
    assert shown(plain_village, one, "C02") is None
    assert shown(plain_village, two, "C02") == 20.0


def test_undo_leaves_alone_what_somebody_else_has_changed_since(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    mine = enter(plain_village, dwelling, C02=10.0, C03=5.0).changes
    theirs = _elsewhere(mine[0], 11.0)
    plain_village.merge([theirs])
    plain_village.undo(dwelling, BY)
    assert shown(plain_village, dwelling, "C02") == 11.0
    assert shown(plain_village, dwelling, "C03") is None


def _elsewhere(follows: Change, value: float) -> Change:
    """Make a change of another device that follows one of ours."""
    return dataclasses.replace(
        follows, id=new_id(), batch=new_id(), device=new_id(), value=value, parents=(follows.id,)
    )


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(FIELDS[1:]), st.integers(1, 5)),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=25,
)


@settings(suppress_health_check=list(HealthCheck), max_examples=25, deadline=None)
@given(steps=steps)
def test_undo_and_redo_walk_along_what_was_seen(plain_village: VillageFile, steps: list) -> None:
    """A list of states with a finger on one of them tells what must be shown."""
    _household, dwelling = plain_village.add_household(BY)
    seen, finger = [_answers(plain_village.survey(dwelling))], 0
    for step in steps:
        if step == "undo":
            done = plain_village.undo(dwelling, BY)
            assert (done is None) == (finger == 0)
            finger -= done is not None
        elif step == "redo":
            done = plain_village.redo(dwelling, BY)
            assert (done is None) == (finger == len(seen) - 1)
            finger += done is not None
        elif enter(plain_village, dwelling, **{step[0]: _number(*step)}).changes:
            seen[finger + 1 :] = [_answers(plain_village.survey(dwelling))]
            finger += 1
        assert _answers(plain_village.survey(dwelling)) == seen[finger]


def _number(field: str, value: int) -> float:
    return float(value) if field.startswith("C") else value
