"""Local copies: how many stay, what a restore would change, and that it can be taken back."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import FileError, ForeignFileError, LockedError
from app.services import backup
from app.services.backup import Copy, copies_folder, list_copies, make_copy, stick_due, too_many
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, enter, shown

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture(params=[None, "密码 7"], ids=["plain", "encrypted"])
def password(request: pytest.FixtureRequest) -> str | None:
    found: str | None = request.param
    return found


@pytest.fixture
def village(tmp_path: Path, password: str | None) -> VillageFile:
    return create_village(tmp_path / "v", "官道村", password=password, operator=BY)


def test_a_copy_is_made_while_the_village_is_written(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=13.2)
    copy = make_copy(village.path, password, copies_folder(village.path), now=NOW)
    enter(village, dwelling, C02=14.0)
    assert (copy.kind, copy.houses, copy.at) == ("auto", 1, NOW)
    assert list_copies(copies_folder(village.path)) == [copy]
    village.close()
    with open_village(copy.path, password=password) as opened:
        assert shown(opened, dwelling, "C02") == 13.2


def test_nothing_new_needs_no_copy(village: VillageFile, password: str | None) -> None:
    folder = copies_folder(village.path)
    assert backup.needs_copy(village.path, password, folder)
    make_copy(village.path, password, folder, now=NOW)
    assert not backup.needs_copy(village.path, password, folder)
    village.add_household(BY)
    assert backup.needs_copy(village.path, password, folder)
    village.close()


def test_the_last_ten_and_one_of_each_of_thirty_days_stay() -> None:
    hours = [NOW - timedelta(hours=6 * step) for step in range(4 * 60)]
    found = [Copy(Path(f"{n}"), "auto", at, 3) for n, at in enumerate(hours)]
    kept = [copy for copy in found if copy not in too_many(found)]
    assert kept[:10] == found[:10]
    days = {copy.at.astimezone().date() for copy in kept}
    assert len(days) == 30
    for day in days:
        of_day = [c for c in found if c.at.astimezone().date() == day]
        assert max(of_day, key=lambda c: c.at) in kept
    assert len(kept) <= 10 + 30


def test_copies_before_a_restore_do_not_push_out_automatic_ones() -> None:
    found = [Copy(Path(f"a{n}"), "auto", NOW - timedelta(minutes=n), 1) for n in range(10)]
    found += [Copy(Path(f"b{n}"), "before", NOW + timedelta(minutes=n), 1) for n in range(12)]
    gone = too_many(found)
    assert all(copy.kind == "before" for copy in gone)


def test_a_half_written_copy_is_ignored_and_removed(
    village: VillageFile, password: str | None
) -> None:
    folder = copies_folder(village.path)
    folder.mkdir()
    part = folder / ".auto_20261122-080000_1.nuanfang.0123abcd.part"
    part.write_bytes(b"half")
    assert list_copies(folder) == []
    make_copy(village.path, password, folder, now=NOW)
    assert not part.exists() and len(list_copies(folder)) == 1
    village.close()


def test_a_restore_says_beforehand_what_would_change(
    village: VillageFile, password: str | None
) -> None:
    _h, same = village.add_household(BY)
    _h, changed = village.add_household(BY)
    enter(village, same, C02=10.0)
    enter(village, changed, C02=11.0)
    copy = make_copy(village.path, password, copies_folder(village.path), now=NOW)
    enter(village, changed, C02=12.0, C03=5.0)
    village.add_household(BY)
    village.close()
    found = backup.compare(village.path, copy.path, password)
    assert [(house.code, house.kind) for house in found.houses] == [
        ("0002", "changed"),
        ("0003", "missing"),
    ]
    assert (found.houses[0].lost, found.houses[0].returned) == (2, 0)
    assert found.houses[0].here >= found.houses[0].there
    assert (found.here.houses, found.there.houses) == (3, 2)


def test_what_only_the_copy_has_comes_back(village: VillageFile, password: str | None) -> None:
    folder = copies_folder(village.path)
    early = make_copy(village.path, password, folder, now=NOW)
    village.add_household(BY)
    late = make_copy(village.path, password, folder, now=NOW + timedelta(hours=1))
    village.close()
    backup.restore(village.path, early.path, password, folder, now=NOW)
    found = backup.compare(village.path, late.path, password)
    assert [(house.code, house.kind) for house in found.houses] == [("0001", "new")]


def test_a_restore_keeps_the_village_as_it_was(village: VillageFile, password: str | None) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=11.0)
    folder = copies_folder(village.path)
    copy = make_copy(village.path, password, folder, now=NOW)
    enter(village, dwelling, C02=12.0)
    village.close()
    content, kept = backup.restore(village.path, copy.path, password, folder, now=NOW)
    assert content.houses == 1 and kept.name.startswith("before_")
    with open_village(village.path, password=password) as again:
        assert shown(again, dwelling, "C02") == 11.0
        enter(again, dwelling, C02=13.0)
    backup.restore(village.path, kept, password, folder, now=NOW + timedelta(hours=1))
    with open_village(village.path, password=password) as again:
        assert shown(again, dwelling, "C02") == 12.0


def test_an_open_village_is_not_replaced(village: VillageFile, password: str | None) -> None:
    folder = copies_folder(village.path)
    copy = make_copy(village.path, password, folder, now=NOW)
    with pytest.raises(LockedError):
        backup.restore(village.path, copy.path, password, folder)
    village.close()


def test_a_copy_of_another_village_is_refused(
    village: VillageFile, password: str | None, tmp_path: Path
) -> None:
    village.close()
    other = create_village(tmp_path / "o", "别的村", password=password, operator=BY)
    copy = make_copy(other.path, password, tmp_path / "k", now=NOW)
    other.close()
    before = village.path.read_bytes()
    for work in (backup.compare, lambda *a: backup.restore(*a, tmp_path / "k")):
        with pytest.raises(ForeignFileError, match="别的村"):
            work(village.path, copy.path, password)
    assert village.path.read_bytes() == before


def test_a_damaged_copy_changes_nothing(village: VillageFile, password: str | None) -> None:
    village.add_household(BY)
    folder = copies_folder(village.path)
    copy = make_copy(village.path, password, folder, now=NOW)
    village.close()
    before = village.path.read_bytes()
    os.truncate(copy.path, copy.path.stat().st_size * 6 // 10)
    with pytest.raises(FileError):
        backup.restore(village.path, copy.path, password, folder)
    assert village.path.read_bytes() == before


def test_the_newest_sound_copy_of_a_broken_village_is_offered_and_put_back(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=11.0)
    folder = copies_folder(village.path)
    make_copy(village.path, password, folder, now=NOW)
    village.add_household(BY)
    newest = make_copy(village.path, password, folder, now=NOW + timedelta(hours=1))
    village.close()
    os.truncate(newest.path, newest.path.stat().st_size // 2)
    os.truncate(village.path, int(village.path.stat().st_size * 0.99))
    broken = village.path.read_bytes()
    with pytest.raises(FileError):
        open_village(village.path, password=password)
    rescue = backup.rescue_of(village.folder, password)
    assert rescue is not None and rescue.content is not None
    assert (rescue.copy.at, rescue.content.houses) == (NOW, 1)
    _content, kept = backup.restore(village.path, rescue.copy.path, password, folder)
    assert kept.name.startswith("damaged_") and kept.read_bytes() == broken
    with open_village(village.path, password=password) as again:
        assert shown(again, dwelling, "C02") == 11.0


def test_without_a_copy_nothing_is_offered(village: VillageFile, password: str | None) -> None:
    village.close()
    os.truncate(village.path, 5000)
    assert backup.rescue_of(village.folder, password) is None


@pytest.mark.parametrize(
    ("note", "houses", "days", "due"),
    [
        (None, 0, 40, False),
        (None, 1, 2, False),
        (None, 1, 3, True),
        (None, 10, 0, True),
        (["2026-11-20T08:00:00+00:00", "5"], 14, 0, False),
        (["2026-11-20T08:00:00+00:00", "5"], 15, 0, True),
        (["2026-11-19T08:00:00+00:00", "5"], 5, 0, True),
        (["nonsense", "five"], 9, 0, False),
    ],
)
def test_a_stick_is_asked_for_after_three_days_or_ten_houses(
    note: object, houses: int, days: int, due: bool
) -> None:
    created = (NOW - timedelta(days=days)).isoformat()
    assert stick_due(note, created, houses, NOW).due is due
