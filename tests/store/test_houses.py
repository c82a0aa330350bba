"""The register corrected by hand: codes, names, owners, removal, each with undo."""

import pytest

from app.errors import NotFoundError, RefusedError
from app.store.houses import SCOPE
from app.store.village import VillageFile, open_village
from tests.store.helpers import BY, edit, enter, shown


def _codes(village: VillageFile) -> list[str]:
    return [row.code for row in village.overview()]


def test_a_house_is_corrected_as_one_action(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, A02="王建国", A04="13800000001")
    village.correct(
        dwelling,
        [edit("A02", "王建设"), edit("A05", "三组2号")],
        code="77",
        operator=BY,
        label="户主",
    )
    assert _codes(village) == ["77"]
    assert shown(village, dwelling, "A02") == "王建设"
    assert village.undo_labels(SCOPE) == (["户主"], [])
    village.undo(SCOPE, BY)
    assert _codes(village) == ["0001"]
    assert (shown(village, dwelling, "A02"), shown(village, dwelling, "A05")) == ("王建国", None)
    village.redo(SCOPE, BY)
    assert _codes(village) == ["77"] and shown(village, dwelling, "A05") == "三组2号"


def test_a_taken_code_is_refused_and_nothing_is_changed(village: VillageFile) -> None:
    _one, first = village.add_household(BY)
    _two, second = village.add_household(BY)
    with pytest.raises(RefusedError, match="0001"):
        village.correct(second, [edit("A02", "李")], code="0001", operator=BY, label="x")
    assert _codes(village) == ["0001", "0002"] and shown(village, second, "A02") is None
    assert shown(village, first, "A02") is None


def test_what_is_said_already_is_no_correction(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, A02="王")
    done = village.correct(dwelling, [edit("A02", "王")], code="0001", operator=BY, label="x")
    assert done.changes == () and village.undo_labels(SCOPE) == ([], [])


def test_removed_houses_come_back_with_everything(
    village: VillageFile, password: str | None
) -> None:
    homes = [village.add_household(BY) for _number in range(3)]
    enter(village, homes[1][1], A02="王建国", C02=13.2, M01="D")
    village.set_state(homes[1][1], "surveyed", BY)
    second = village.add_dwelling(homes[1][0], BY)
    before = village.overview()
    village.remove_dwellings([homes[1][1], second], operator=BY, label="删除")
    assert _codes(village) == ["0001", "0003"]
    assert [home.id for home in village.households()] == [homes[0][0], homes[2][0]]
    with pytest.raises(NotFoundError):
        village.survey(homes[1][1])
    village.close()
    with open_village(village.folder, password=password) as again:
        again.rebuild_cache()
        assert _codes(again) == ["0001", "0003"]
        again.undo(SCOPE, BY)
        unlike_times = [(r.code, r.head_name, r.state, r.flags) for r in again.overview()]
        assert unlike_times == [(r.code, r.head_name, r.state, r.flags) for r in before]
        assert shown(again, homes[1][1], "C02") == 13.2


def test_one_of_two_dwellings_is_removed_and_its_household_stays(village: VillageFile) -> None:
    household, _first = village.add_household(BY)
    second = village.add_dwelling(household, BY)
    village.remove_dwellings([second], operator=BY, label="删除")
    assert _codes(village) == ["0001"] and len(village.households()) == 1


def test_the_code_of_a_removed_house_is_free_and_undoing_tells_the_two_apart(
    village: VillageFile,
) -> None:
    _household, dwelling = village.add_household(BY, "5")
    village.remove_dwellings([dwelling], operator=BY, label="删除")
    village.add_household(BY, "5")
    village.undo(SCOPE, BY)
    assert len(set(_codes(village))) == 2


def test_removing_what_is_not_there_changes_nothing(village: VillageFile) -> None:
    _household, dwelling = village.add_household(BY)
    with pytest.raises(NotFoundError):
        village.remove_dwellings([dwelling, "f" * 32], operator=BY, label="x")
    assert _codes(village) == ["0001"]


def test_a_dwelling_moves_to_another_household(village: VillageFile) -> None:
    _one, first = village.add_household(BY)
    _two, second = village.add_household(BY)
    enter(village, first, A02="王")
    enter(village, second, A02="李", B04=1990)
    village.move_dwelling(second, "0001", operator=BY, label="并户")
    assert _codes(village) == ["0001", "0001-2"]
    assert shown(village, second, "A02") == "王" and shown(village, second, "B04") == 1990
    village.undo(SCOPE, BY)
    assert _codes(village) == ["0001", "0002"] and shown(village, second, "A02") == "李"


def test_a_dwelling_moves_only_to_a_household_that_keeps_its_data(village: VillageFile) -> None:
    one, _first = village.add_household(BY)
    _two, second = village.add_household(BY)
    with pytest.raises(NotFoundError, match="0099"):
        village.move_dwelling(second, "0099", operator=BY, label="并户")
    village.withdraw(one, BY)
    with pytest.raises(RefusedError):
        village.move_dwelling(second, "0001", operator=BY, label="并户")
    assert _codes(village) == ["0001", "0002"]


def test_a_removal_reaches_another_machine(village: VillageFile, tmp_path) -> None:
    _household, dwelling = village.add_household(BY)
    other = tmp_path / "other"
    other.mkdir()
    village.backup(other / village.path.name)
    village.remove_dwellings([dwelling], operator=BY, label="删除")
    with open_village(other, password=village._password) as there:
        assert _codes(there) == ["0001"]
        there.merge(village.changes())
        assert _codes(there) == []
