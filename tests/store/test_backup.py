"""A backup is a whole village file of its own, read back before it is kept."""

from pathlib import Path

import pytest

from app.errors import FileError
from app.store import opening
from app.store.village import VillageFile, open_village
from tests.store.helpers import BY, enter, shown


def test_a_backup_of_a_village_in_use_opens_by_itself(
    village: VillageFile, password: str | None, tmp_path: Path
) -> None:
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=13.2, A02="王")
    target = tmp_path / "stick" / "官道村 2026.nuanfang"
    target.parent.mkdir()
    assert village.backup(target) == target
    enter(village, dwelling, C02=14.0)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    with open_village(target, password=password) as copy:
        assert copy.id == village.id and copy.encrypted == village.encrypted
        assert copy.recovery is None
        assert shown(copy, dwelling, "C02") == 13.2 and shown(copy, dwelling, "A02") == "王"


def test_a_backup_that_reads_back_wrong_is_not_kept(
    village: VillageFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.nuanfang"
    monkeypatch.setattr(opening, "is_sound", lambda _db: False)
    with pytest.raises(FileError):
        village.backup(target)
    assert not target.exists()


def test_a_folder_that_is_not_there_is_told(village: VillageFile, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="copy"):
        village.backup(tmp_path / "gone" / "copy.nuanfang")


def test_a_backup_can_be_made_of_a_village_that_is_only_read(
    village: VillageFile, password: str | None, tmp_path: Path
) -> None:
    _household, dwelling = village.add_household(BY)
    with open_village(village.folder, password=password, read_only=True) as reader:
        reader.backup(tmp_path / "copy.nuanfang")
    with open_village(tmp_path / "copy.nuanfang", password=password) as copy:
        assert copy.dwelling(dwelling).code == "0001"
