"""Personal values are encrypted by household; withdrawal destroys them for good."""

from pathlib import Path

import pytest

from app.errors import AppError
from app.store.changes import Core
from app.store.fields import WITHDRAWN
from app.store.personal import HolderKey
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, enter, shown

NAME, PHONE = "欧阳建国", "13800138000"


def test_names_and_phones_stand_nowhere_in_the_plain_file(plain_village: VillageFile) -> None:
    _household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, A02=NAME, A04=PHONE)
    enter(plain_village, dwelling, A02=NAME + "二")
    plain_village.close()
    data = plain_village.path.read_bytes()
    assert NAME.encode() not in data and PHONE.encode() not in data


def test_an_encrypted_file_shows_nothing(tmp_path: Path) -> None:
    with create_village(tmp_path, "官道村", password="x", operator=BY) as village:
        _household, dwelling = village.add_household(BY, code="CODE-0001")
        enter(village, dwelling, B04=1985)
    data = village.path.read_bytes()
    assert b"CODE-0001" not in data and "官道村".encode() not in data and b"SQLite" not in data


def test_withdrawal_destroys_personal_values_and_keeps_the_house(
    village: VillageFile, password: str | None
) -> None:
    household, dwelling = village.add_household(BY)
    other_household, other = village.add_household(BY)
    enter(village, dwelling, A02=NAME, A04=PHONE, A06=3, C02=13.2)
    enter(village, other, A02="王")
    sealed = _boxes(village)
    village.withdraw(household, BY)
    assert shown(village, dwelling, "A02") is None and shown(village, dwelling, "A06") == 3
    assert [row.head_name for row in village.overview()] == ["", "王"]
    assert village.dwelling(dwelling).flags == ("withdrawn",)
    assert village.households()[0].withdrawn and not village.households()[1].withdrawn
    name = next(c for c in village.changes() if c.field == "A02" and c.subject_id == household)
    assert (name.value, name.empty, name.operator) == (None, WITHDRAWN, BY)
    village.close()
    data = village.path.read_bytes()
    assert not any(box in data for box in sealed[household])
    assert password or all(box in data for box in sealed[other_household])
    with open_village(village.folder, password=password) as again:
        assert again.overview()[0].head_name == "" and again.overview()[1].head_name == "王"


def _boxes(village: VillageFile) -> dict[str, list[bytes]]:
    """Read the encrypted values by holder, as they stand in the file."""

    def work(core: Core) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for holder, box in core.db.execute("SELECT holder, box FROM sealed").fetchall():
            found.setdefault(holder, []).append(box)
        return found

    return village._read(work)


def test_who_has_withdrawn_gets_no_new_personal_values(plain_village: VillageFile) -> None:
    household, dwelling = plain_village.add_household(BY)
    enter(plain_village, dwelling, A02=NAME)
    plain_village.withdraw(household, BY)
    with pytest.raises(AppError):
        enter(plain_village, dwelling, A02="王")
    enter(plain_village, dwelling, A06=4, C02=13.0)
    assert plain_village.undo(dwelling, BY) is not None
    assert plain_village.undo(dwelling, BY) is None  # the name cannot come back


def test_a_withdrawal_reaches_the_other_machine_and_nothing_comes_back_from_it(
    tmp_path: Path,
) -> None:
    with create_village(tmp_path / "one", "村", operator=BY) as one:
        household, dwelling = one.add_household(BY)
        enter(one, dwelling, A02=NAME)
        (tmp_path / "two").mkdir()
        one.backup(tmp_path / "two" / "village.nuanfang")
        with open_village(tmp_path / "two") as two:
            enter(two, dwelling, A02=NAME + "二")
            one.withdraw(household, BY)
            one.merge(two.changes())
            assert one.overview()[0].head_name == ""
            assert all(c.value is None for c in one.changes() if c.field == "A02")
            two.merge(one.changes())
            assert two.overview()[0].head_name == ""


def test_id_numbers_are_kept_only_with_a_password(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    number = "11010519491231002X"
    if password is None:
        with pytest.raises(AppError):
            enter(village, dwelling, A02=NAME, A03=number)
        assert shown(village, dwelling, "A03") is None and shown(village, dwelling, "A02") is None
    else:
        enter(village, dwelling, A03=number)
        assert shown(village, dwelling, "A03") == number


def test_an_id_number_from_elsewhere_is_not_kept_without_a_password(tmp_path: Path) -> None:
    with (
        create_village(tmp_path / "one", "村", password="x", operator=BY) as one,
        create_village(tmp_path / "two", "村", operator=BY) as two,
    ):
        _household, dwelling = one.add_household(BY)
        enter(one, dwelling, A03="11010519491231002X", A02=NAME)
        two.merge(one.changes())
        assert [c.value for c in two.changes() if c.field == "A03"] == [None]
        assert [c.value for c in two.changes() if c.field == "A02"] == [NAME]
        one.merge(two.changes())
        assert shown(one, dwelling, "A03") == "11010519491231002X"


def test_personal_fields_are_named_for_the_export(plain_village: VillageFile) -> None:
    assert {"A02", "A03", "A04", "A05"} <= plain_village.personal_fields()
    assert "A06" not in plain_village.personal_fields()


def test_pins_attribute(village: VillageFile) -> None:
    village.set_operator("王芳", "1234")
    assert village.check_pin("王芳", "1234") and not village.check_pin("王芳", "0000")
    assert village.check_pin(BY, "") and not village.check_pin("nobody", "")
    assert [(o.name, o.has_pin) for o in village.operators()] == [(BY, False), ("王芳", True)]


def test_names_are_decrypted_when_they_are_read(
    village: VillageFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, A02=NAME)
    opened: list[bytes] = []
    really = HolderKey.open

    def counting(key: HolderKey, box: bytes) -> object:
        opened.append(box)
        return really(key, box)

    monkeypatch.setattr(HolderKey, "open", counting)
    (row,), (again,) = village.overview(), village.overview()
    assert not opened and NAME not in repr(row)
    assert (row.head_name, again.head_name) == (NAME, NAME)
    assert len(opened) == 1
    enter(village, dwelling, A02=NAME + "二")
    assert village.overview()[0].head_name == NAME + "二"
