"""Merging is the union of changes: any order, any number of times, the same state."""

import dataclasses
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as driver
from sqlite_utils import Database

from app.errors import ForeignFileError
from app.model.change import Change
from app.model.ids import derived_id, new_id
from app.store.changes import Core, read_changes
from app.store.merge import merge, read_conflicts, rebuild_cache
from app.store.migrations import migrations
from app.store.personal import Keyring, new_key
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, enter, shown

VILLAGE = derived_id("village")


def _core() -> Core:
    db = Database(driver.connect(":memory:"))
    migrations.apply(db)
    return Core(db, Keyring(db, new_key()), VILLAGE, new_id(), encrypted=True)


def _state(core: Core) -> tuple[object, ...]:
    """Return everything that must be the same wherever the same changes have arrived."""
    tables = ("current", "conflict", "household", "dwelling")
    caches = [core.db.execute(f"SELECT * FROM {t} ORDER BY 1, 2, 3").fetchall() for t in tables]
    changes = sorted(read_changes(core), key=lambda change: change.id)
    return changes, caches, read_conflicts(core)


def _after(*deliveries: Sequence[Change]) -> tuple[object, ...]:
    core = _core()
    for delivery in deliveries:
        merge(core, delivery)
    state = _state(core)
    core.db.close()
    return state


HOUSEHOLDS = [derived_id("household", str(n)) for n in range(3)]
DWELLINGS = [derived_id("dwelling", str(n)) for n in range(3)]


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Draw changes of several devices on a few fields, each following any earlier ones."""
    made: list[Change] = []
    for number in range(draw(st.integers(1, 14))):
        subject, owner, field, value = draw(_statements())
        earlier = [c.id for c in made if (c.subject_id, c.field) == (owner, field)]
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        change_id = derived_id("change", str(draw(st.integers(0, 10**9))), str(number))
        made.append(
            Change(
                id=change_id,
                subject=subject,
                subject_id=owner,
                row="",
                field=field,
                value=value,
                empty="unknown" if value is None else None,
                provenance="told",
                confirmed=False,
                operator=BY,
                device=derived_id("device", str(number % 3)),
                sequence=number,
                at=f"2026-11-{draw(st.integers(10, 28))}T08:00:00Z",
                batch=derived_id("batch", str(number)),
                parents=tuple(sorted(parents)),
            )
        )
    return made


@st.composite
def _statements(draw: st.DrawFn) -> tuple[str, str, str, object]:
    household, dwelling = draw(st.sampled_from(HOUSEHOLDS)), draw(st.sampled_from(DWELLINGS))
    return draw(
        st.sampled_from(
            [
                ("household", household, "@village", VILLAGE),
                ("household", household, "@code", "0001"),
                ("household", household, "@code", "0001-B"),
                ("household", household, "A02", "王建国"),
                ("household", household, "A02", None),
                ("household", household, "@withdrawal", True),
                ("dwelling", dwelling, "@household", household),
                ("dwelling", dwelling, "@number", 1),
                ("dwelling", dwelling, "@state", "surveyed"),
                ("dwelling", dwelling, "@state", "assessed"),
                ("dwelling", dwelling, "C02", 13.2),
                ("dwelling", dwelling, "C02", 13.5),
                ("dwelling", dwelling, "C02", None),
                ("dwelling", dwelling, "Z77", "of a later release"),
            ]
        )
    )


@settings(max_examples=60, deadline=None)
@given(history=histories(), seed=st.integers(0, 10**6))
def test_the_order_of_arrival_changes_nothing(history: list[Change], seed: int) -> None:
    other = random.Random(seed).sample(history, len(history))
    assert _after(history) == _after(*([change] for change in other))


@settings(max_examples=40, deadline=None)
@given(history=histories(), cut=st.integers(0, 14), more=st.integers(0, 14))
def test_two_halves_commute_and_repeat_and_nest(history: list[Change], cut: int, more: int) -> None:
    a, b, c = history[:cut], history[cut : cut + more], history[cut + more :]
    whole = _after(a, b, c)
    assert _after(c, b, a) == whole
    assert _after([*a, *b], c) == _after(a, [*b, *c]) == whole
    assert _after(a, a, b, c, b, history) == whole


@settings(max_examples=40, deadline=None)
@given(history=histories())
def test_the_cache_rebuilt_is_the_cache_grown(history: list[Change]) -> None:
    core = _core()
    for change in history:
        merge(core, [change])
    grown = _state(core)
    rebuild_cache(core)
    assert _state(core) == grown


def _two_copies(folder: Path) -> tuple[VillageFile, VillageFile, str]:
    """Make a village with one house and its twin on another machine."""
    one = create_village(folder / "one", "村", operator=BY)
    _household, dwelling = one.add_household(BY)
    enter(one, dwelling, C02=10.0, A02="王")
    two_path = folder / "two" / "village.nuanfang"
    two_path.parent.mkdir()
    one.backup(two_path)
    return one, open_village(two_path), dwelling


def test_two_who_changed_one_field_are_a_conflict_until_a_change_follows_both(
    tmp_path: Path,
) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        mine = enter(one, dwelling, C02=11.0).changes[0]
        theirs = enter(two, dwelling, C02=12.0).changes[0]
        assert one.merge(two.changes()).conflicts == 1
        assert two.merge(one.changes()).conflicts == 1
        assert one.conflicts() == two.conflicts()
        assert {head.id for head in one.conflicts()[0].heads} == {mine.id, theirs.id}
        assert not one.conflicts()[0].agree
        assert shown(one, dwelling, "C02") == shown(two, dwelling, "C02")
        assert "conflict" in one.dwelling(dwelling).flags
        answer = enter(one, dwelling, C02=12.0).changes[0]
        assert set(answer.parents) == {mine.id, theirs.id}
        two.merge(one.changes())
        assert one.conflicts() == two.conflicts() == []
        assert shown(two, dwelling, "C02") == 12.0


def test_a_later_change_wins_by_what_it_follows_not_by_the_clock(tmp_path: Path) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        last = enter(one, dwelling, C02=11.0).changes[0]
        behind = dataclasses.replace(
            last, id=new_id(), value=12.0, at="1999-01-01T00:00:00Z", parents=(last.id,)
        )
        one.merge([behind])
        assert shown(one, dwelling, "C02") == 12.0 and one.conflicts() == []


def test_a_blank_never_hides_an_answer_meanwhile(tmp_path: Path) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        first = enter(one, dwelling, C03=5.0).changes[0]
        for _try in range(5):
            blank = dataclasses.replace(first, id=new_id(), value=None, empty="unknown")
            one.merge([blank])
            assert shown(one, dwelling, "C03") == 5.0


def test_personal_values_merge_between_village_files(tmp_path: Path) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        enter(two, dwelling, A02="王建国")
        report = one.merge(two.changes())
        assert (report.added, report.conflicts) == (1, 0)
        assert one.overview()[0].head_name == "王建国"


def _spoiled(change: Change) -> Iterable[Change]:
    fresh = dataclasses.replace(change, id=new_id())
    yield dataclasses.replace(change, value=99.0)  # says something else under a known id
    yield dataclasses.replace(fresh, id="short")
    yield dataclasses.replace(fresh, subject="country")
    yield dataclasses.replace(fresh, parents=(fresh.id,))
    yield dataclasses.replace(fresh, field="")
    yield dataclasses.replace(fresh, row="'; DROP TABLE change")
    yield dataclasses.replace(fresh, value=None)
    yield dataclasses.replace(fresh, value={"a": 1})


@pytest.mark.parametrize("number", range(8))
def test_one_damaged_change_and_nothing_is_taken(tmp_path: Path, number: int) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        good = enter(two, dwelling, C02=12.0).changes[0]
        bad = list(_spoiled(next(c for c in one.changes() if c.field == "C02")))[number]
        before = one.changes()
        with pytest.raises(ForeignFileError):
            one.merge([good, bad])
        assert one.changes() == before and shown(one, dwelling, "C02") == 10.0


def test_values_of_a_wrong_type_and_circles_do_no_harm(tmp_path: Path) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        width = next(c for c in one.changes() if c.field == "C02")
        odd = dataclasses.replace(width, id=new_id(), value="wide", parents=(width.id,))
        ring = [new_id(), new_id()]
        circle = [
            dataclasses.replace(
                width, id=ring[n], field="C03", value=5.0 + n, parents=(ring[1 - n],)
            )
            for n in (0, 1)
        ]
        row = new_id()
        misplaced = [
            dataclasses.replace(width, id=new_id(), field=field, row=place, value=value, parents=())
            for field, place, value in (
                ("C02", row, 99.0),
                ("W05", "", 3),
                ("@row", row, "tower"),
                ("@row", new_id(), ["window"]),
                ("F04", "", 7),
            )
        ]
        one.merge([odd, *circle, *misplaced])
        assert shown(one, dwelling, "C02") is None
        assert shown(one, dwelling, "C03") in (5.0, 6.0)


def test_fields_of_a_later_release_are_kept_and_passed_on(tmp_path: Path) -> None:
    one, two, dwelling = _two_copies(tmp_path)
    with one, two:
        width = next(c for c in one.changes() if c.field == "C02")
        later = dataclasses.replace(width, id=new_id(), field="Z77", value=["x"], parents=())
        one.merge([later])
        one.survey(dwelling)
        two.merge(one.changes())
        assert later in two.changes()
