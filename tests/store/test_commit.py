"""What is entered is kept, comes back, and is never altered."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as driver

from app.errors import AppError, NotFoundError
from app.model.change import Edit
from app.model.ids import new_id
from app.model.survey import value_of
from app.model.value import Empty, Provenance, Value, known
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, clear, edit, enter, shown


def test_a_new_village_has_its_name_and_nothing_else(village: VillageFile) -> None:
    assert (village.name, village.practice, village.read_only) == ("官道村", False, False)
    assert village.overview() == [] and village.households() == [] and village.changes() == []
    assert village.photos.is_dir()
    assert [operator.name for operator in village.operators()] == [BY]


def test_only_a_village_with_a_password_is_encrypted(
    village: VillageFile, password: str | None
) -> None:
    assert village.encrypted == (password is not None)
    assert village.path.read_bytes().startswith(b"SQLite format 3") == (password is None)


def test_what_is_entered_comes_back_after_reopening(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, A02="王堃𠮷", A06=3, C02=13.2, B04=1985)
    village.close()
    with open_village(village.folder, password=password) as again:
        assert shown(again, dwelling, "A02") == "王堃𠮷"
        assert shown(again, dwelling, "A06") == 3
        assert shown(again, dwelling, "C02") == 13.2
        assert again.overview()[0].head_name == "王堃𠮷"
        assert again.id == village.id


def test_a_value_carries_who_when_and_how(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    asked = Edit("C02", Value(13.2, None, Provenance.TOLD, confirmed=True))
    batch = plain_village.commit(dwelling, [asked], operator="王芳", label="width")
    value = value_of(plain_village.survey(dwelling), "C02")
    assert (value.operator, value.provenance, value.confirmed) == ("王芳", Provenance.TOLD, True)
    assert value.at is not None
    assert value.at.isoformat(timespec="milliseconds").replace("+00:00", "Z") == batch.at


def test_blank_unknown_not_applicable_and_zero_are_four_values(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    for value in (
        known(0),
        Value(empty=Empty.UNKNOWN),
        Value(empty=Empty.NOT_APPLICABLE),
        Value(empty=Empty.BLANK),
    ):
        plain_village.commit(dwelling, [Edit("A07", value)], operator=BY, label="")
        read = value_of(plain_village.survey(dwelling), "A07")
        assert (read.value, read.empty) == (value.value, value.empty)


def test_saying_the_same_again_adds_no_change(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, C02=13.2, A02="王")
    before = plain_village.changes()
    assert enter(plain_village, dwelling, C02=13.2, A02="王").changes == ()
    plain_village.commit(dwelling, [clear("C03")], operator=BY, label="")
    assert plain_village.changes() == before


def test_a_commit_is_whole_or_nothing(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    with pytest.raises(ValueError, match="Z99"):
        village.commit(dwelling, [edit("C02", 9.9), edit("Z99", 1)], operator=BY, label="")
    with pytest.raises(ValueError, match="C02"):
        village.commit(dwelling, [edit("C03", 9.9), edit("C02", "wide")], operator=BY, label="")
    assert shown(village, dwelling, "C02") is None and shown(village, dwelling, "C03") is None


def test_a_dwelling_that_is_not_there_is_named(plain_village: VillageFile) -> None:
    missing = new_id()
    for ask in (plain_village.survey, plain_village.dwelling, plain_village.history):
        with pytest.raises(NotFoundError, match=missing):
            ask(missing)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET value = '1'",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change LIMIT 1",
        "UPDATE batch SET label = ''",
        "DELETE FROM batch",
    ],
)
def test_the_file_itself_refuses_to_alter_what_was_said(
    plain_village: VillageFile, statement: str
) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, C02=13.2)
    plain_village.close()
    connection = driver.connect(str(plain_village.path))
    connection.execute("PRAGMA recursive_triggers=on")
    with pytest.raises(driver.IntegrityError, match="append-only"):
        connection.execute(statement)
    connection.close()


def test_rows_are_added_filled_and_removed(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    row = new_id()
    plain_village.commit(
        dwelling, [edit("@row", "window", row), edit("W05", 2, row)], operator=BY, label="add"
    )
    assert shown(plain_village, dwelling, "W05", row) == 2
    plain_village.commit(dwelling, [Edit("@row", Value(), row)], operator=BY, label="remove")
    assert row not in _row_ids(plain_village, dwelling)
    plain_village.undo(dwelling, BY)
    assert shown(plain_village, dwelling, "W05", row) == 2


def test_the_fields_of_the_first_windows_are_those_of_a_row(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, F04=3, F05=1, F01="al1")
    assert [window.side.value for window in plain_village.survey(dwelling).windows] == ["S", "N"]
    assert shown(plain_village, dwelling, "F04") == 3
    first = _row_ids(plain_village, dwelling)[0]
    plain_village.commit(dwelling, [Edit("@row", Value(), first)], operator=BY, label="remove")
    assert shown(plain_village, dwelling, "F04") is None
    plain_village.undo(dwelling, BY)
    assert shown(plain_village, dwelling, "F04") == 3
    plain_village.redo(dwelling, BY)
    assert shown(plain_village, dwelling, "F04") is None
    enter(plain_village, dwelling, F04=4)
    assert shown(plain_village, dwelling, "F04") == 4


def test_a_row_field_without_its_row_is_a_mistake(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    for wrong in (edit("W05", 2), edit("C02", 9.0, new_id()), edit("@row", "window")):
        with pytest.raises(ValueError, match="row"):
            plain_village.commit(dwelling, [wrong], operator=BY, label="")


def _row_ids(village: VillageFile, dwelling: str) -> list[str]:
    return [window.id for window in village.survey(dwelling).windows]


def test_village_values_are_kept(village: VillageFile, password: str | None) -> None:
    village.commit_village([edit("V01", "120112101201")], operator=BY, label="code")
    assert village.village_values().code.value == "120112101201"
    assert village.village_values_json()["fields"]["V01"]["value"] == "120112101201"
    assert village.next_code() == "1201121012010001"
    assert [batch.label for batch in village.village_history()] == ["code"]
    assert village.undo(village.id, BY) is not None
    assert village.next_code() == "0001"


text = st.text(st.characters(codec=None), min_size=1, max_size=20)


@settings(suppress_health_check=list(HealthCheck), max_examples=40, deadline=None)
@given(name=text, width=st.floats(allow_nan=False, allow_infinity=False), people=st.integers())
def test_whatever_is_typed_comes_back(
    plain_village: VillageFile, name: str, width: float, people: int
) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, A02=name, C02=width, A06=people)
    read = shown(plain_village, dwelling, "A02")
    # Halves of surrogate pairs are no characters: no file can hold them.
    assert read == name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert shown(plain_village, dwelling, "C02") == width
    assert shown(plain_village, dwelling, "A06") == people


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_kept(plain_village: VillageFile, number: float) -> None:
    _household, dwelling = plain_village.add_household(BY)
    with pytest.raises(ValueError, match="no field holds"):
        enter(plain_village, dwelling, C02=number)


def test_settings_are_remembered(village: VillageFile, password: str | None) -> None:
    village.remember("last", ["dwelling", "C02"])
    village.close()
    with open_village(village.folder, password=password) as again:
        assert again.recall("last") == ["dwelling", "C02"]
        assert again.recall("never") is None


def test_a_state_is_one_action_and_not_undone(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    plain_village.set_state(dwelling, "surveyed", BY)
    assert plain_village.undo(dwelling, BY) is None
    assert plain_village.dwelling(dwelling).state == "surveyed"
    with pytest.raises(ValueError, match="finished"):
        plain_village.set_state(dwelling, "finished", BY)


def test_the_cache_rebuilt_from_the_changes_is_the_same(plain_village: VillageFile) -> None:
    village = plain_village
    for number in range(3):
        household, dwelling = village.add_household(BY)
        enter(village, dwelling, A02=f"王{number}", C02=10.0 + number)
        enter(village, dwelling, C02=11.0 + number)
        village.undo(dwelling, BY)
    village.add_dwelling(household, BY)
    village.set_state(dwelling, "surveyed", BY)
    before = _caches(village)
    village.rebuild_cache()
    assert _caches(village) == before


def _caches(village: VillageFile) -> list[list[tuple[object, ...]]]:
    connection = driver.connect(str(village.path))
    tables = ("current", "conflict", "household", "dwelling")
    found = [connection.execute(f"SELECT * FROM {t} ORDER BY 1, 2, 3").fetchall() for t in tables]
    connection.close()
    return found


def test_changes_since_a_position_are_only_the_new_ones(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    seen, position = plain_village.changes_since(0)
    assert seen == plain_village.changes()
    batch = enter(plain_village, dwelling, C02=13.2)
    assert plain_village.changes_since(position)[0] == list(batch.changes)


def test_a_closed_village_says_so(tmp_path: Path) -> None:
    village = create_village(tmp_path / "v", "村", operator=BY)
    village.close()
    village.close()
    with pytest.raises(AppError):
        village.overview()
