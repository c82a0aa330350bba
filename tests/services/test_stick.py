"""Backup on a stick: small, write-protected, pulled out, killed in the middle: nothing is lost."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileError
from app.services import stick
from app.services.backup import list_copies
from app.services.stick import NOTE, backup_to_stick, read_note, restore_files
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def village(tmp_path: Path) -> Iterator[VillageFile]:
    with create_village(tmp_path / "v", "官道村", operator=BY) as made:
        made.add_household(BY)
        for number in range(3):
            add_photo(made, bytes([number]) * 50_000)
        yield made


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    found = tmp_path / "disk"
    found.mkdir()
    return found


def add_photo(village: VillageFile, content: bytes) -> Path:
    name = hashlib.sha256(content).hexdigest()
    path = village.photos / name[:2] / f"{name}.jpg"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_first_backup_takes_everything_and_the_next_only_what_is_new(
    village: VillageFile, disk: Path
) -> None:
    first = backup_to_stick(village.path, None, disk, now=NOW)
    assert (first.copied, first.unchanged, first.houses) == (4, 0, 1)
    add_photo(village, b"new" * 9000)
    shares: list[float] = []
    later = NOW + timedelta(days=1)
    second = backup_to_stick(village.path, None, disk, now=later, progress=shares.append)
    assert (second.copied, second.unchanged) == (2, 3)
    assert shares[-1] == 1.0
    assert [copy.houses for copy in list_copies(first.folder)] == [1, 1]
    for path in village.photos.rglob("*.jpg"):
        place = first.folder / path.relative_to(village.folder)
        assert place.read_bytes() == path.read_bytes()
    with open_village(list_copies(first.folder)[0].path) as copy:
        assert len(copy.overview()) == 1


def test_only_the_last_days_of_the_file_stay_on_the_stick(village: VillageFile, disk: Path) -> None:
    for day in range(8):
        done = backup_to_stick(village.path, None, disk, now=NOW + timedelta(days=day))
    assert [copy.at.day for copy in list_copies(done.folder)] == [29, 28, 27, 26, 25]


def test_local_copies_and_locks_do_not_go_along(village: VillageFile, disk: Path) -> None:
    (village.folder / "copies").mkdir()
    (village.folder / "copies" / "auto_20261122-080000_1.nuanfang").write_bytes(b"x")
    done = backup_to_stick(village.path, None, disk, now=NOW)
    assert not any("lock" in name for name in names(done.folder))
    assert not (done.folder / "copies").exists()


def test_a_photo_that_went_bad_on_the_stick_is_copied_anew(
    village: VillageFile, disk: Path
) -> None:
    done = backup_to_stick(village.path, None, disk, now=NOW)
    bad = next((done.folder / "photos").rglob("*.jpg"))
    whole = bad.read_bytes()
    bad.write_bytes(b"\xff" + whole[1:])
    again = backup_to_stick(village.path, None, disk, now=NOW + timedelta(hours=1))
    assert again.unchanged == 2 and bad.read_bytes() == whole


def test_a_copy_that_reads_back_differently_is_not_kept(
    village: VillageFile, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = stick._hash

    def worn_out(path: Path, *, from_medium: bool = False) -> str:
        return "0" * 64 if from_medium else real(path)

    monkeypatch.setattr(stick, "_hash", worn_out)
    with pytest.raises(FileError, match="磨损"):
        backup_to_stick(village.path, None, disk, now=NOW)
    assert names(disk) == []


def mount(disk: Path, *words: str) -> None:
    root = sys.platform == "linux" and os.geteuid() == 0
    done = root and subprocess.run(["mount", *words, str(disk)], check=False, capture_output=True)
    if not done or done.returncode:
        pytest.skip("no small disk can be mounted here")


@pytest.fixture
def small(disk: Path) -> Iterator[Path]:
    mount(disk, "-t", "tmpfs", "-o", "size=3m", "tmpfs")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=False)


def test_a_stick_that_is_too_small_says_how_much_is_needed(
    village: VillageFile, small: Path
) -> None:
    backup_to_stick(village.path, None, small, now=NOW)
    before = names(small)
    for number in range(40):
        add_photo(village, bytes([number, 7]) * 25_000)
    with pytest.raises(FileError, match=r"\d\.\d MB"):
        backup_to_stick(village.path, None, small, now=NOW + timedelta(days=1))
    assert names(small) == before


def test_a_stick_that_fills_up_in_the_middle_keeps_the_older_backup(
    village: VillageFile, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = backup_to_stick(village.path, None, small, now=NOW)
    for number in range(60):
        add_photo(village, bytes([number, 9]) * 25_000)
    monkeypatch.setattr(stick, "_check_room", lambda *_: None)  # somebody else fills it
    with pytest.raises(FileError):
        backup_to_stick(village.path, None, small, now=NOW + timedelta(days=1))
    assert not any(name.startswith(".") for name in names(small))
    assert [copy.at for copy in list_copies(done.folder)] == [NOW]
    assert len(read_note(done.folder)) == 3
    with open_village(list_copies(done.folder)[0].path, read_only=True) as copy:
        assert len(copy.overview()) == 1


def test_a_write_protected_stick_is_told(village: VillageFile, disk: Path) -> None:
    mount(disk, "-t", "tmpfs", "-o", "ro", "tmpfs")
    try:
        with pytest.raises(FileError, match="写保护"):
            backup_to_stick(village.path, None, disk, now=NOW)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOENT])
def test_a_stick_pulled_out_in_the_middle_leaves_source_and_older_backup(
    village: VillageFile, disk: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    done = backup_to_stick(village.path, None, disk, now=NOW)
    for content in (b"a" * 9000, b"b" * 9000):
        add_photo(village, content)
    real = stick.copy_checked
    count: list[Path] = []

    def pulled(source: Path, target: Path, at: str) -> Any:
        count.append(target)
        if len(count) == 2:
            raise OSError(number, os.strerror(number), str(target))
        return real(source, target, at)

    source = village.folder.rglob("*")
    before = {path: path.stat().st_size for path in source if path.suffix == ".jpg"}
    monkeypatch.setattr(stick, "copy_checked", pulled)
    with pytest.raises(FileError, match="不见"):
        backup_to_stick(village.path, None, disk, now=NOW + timedelta(days=1))
    monkeypatch.undo()
    assert {path: path.stat().st_size for path in before} == before
    assert [copy.at for copy in list_copies(done.folder)] == [NOW]
    village.add_household(BY)  # the village goes on
    again = backup_to_stick(village.path, None, disk, now=NOW + timedelta(days=2))
    assert again.houses == 2 and len(read_note(again.folder)) == 5


def test_a_stick_that_is_not_there_is_told(village: VillageFile, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        backup_to_stick(village.path, None, tmp_path / "nothing", now=NOW)
    assert not (tmp_path / "nothing").exists()


def test_the_folder_of_the_village_itself_is_no_stick(village: VillageFile) -> None:
    with pytest.raises(FileError):
        backup_to_stick(village.path, None, village.folder, now=NOW)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_backup_killed_in_the_middle_leaves_nothing_that_looks_whole(
    village: VillageFile, disk: Path
) -> None:
    done = backup_to_stick(village.path, None, disk, now=NOW)
    for number in range(80):
        add_photo(village, bytes([number, 3]) * 200_000)
    words = "import sys; from pathlib import Path; from app.services.stick import backup_to_stick; "
    words += "backup_to_stick(Path(sys.argv[1]), None, Path(sys.argv[2]), progress=print)"
    child = subprocess.Popen(
        [sys.executable, "-u", "-c", words, str(village.path), str(disk)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    child.stdout.readline()
    time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.stdout.read()
    child.wait()
    child.stdout.close()
    for path in (done.folder / "photos").rglob("*.jpg"):
        if not path.name.startswith("."):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    assert [copy.at for copy in list_copies(done.folder)][-1] == NOW
    again = backup_to_stick(village.path, None, disk, now=NOW + timedelta(days=1))
    assert len(list((again.folder / "photos").rglob("*.jpg"))) == 83
    assert not any(name.startswith(".") for name in names(again.folder))


def test_photos_come_back_with_a_copy_from_the_stick(
    village: VillageFile, disk: Path, tmp_path: Path
) -> None:
    done = backup_to_stick(village.path, None, disk, now=NOW)
    lost = next(village.photos.rglob("*.jpg"))
    content = lost.read_bytes()
    lost.unlink()
    assert restore_files(list_copies(done.folder)[0].path, village.folder) == 1
    assert lost.read_bytes() == content


def test_a_hostile_note_on_the_stick_reaches_nothing_outside(
    village: VillageFile, disk: Path, tmp_path: Path
) -> None:
    done = backup_to_stick(village.path, None, disk, now=NOW)
    (disk / "evil").write_bytes(b"evil")
    held = hashlib.sha256(b"evil").hexdigest()
    text = (done.folder / NOTE).read_text(encoding="utf-8")
    entry = f'"files": {{"../../evil": {{"sha256": "{held}", "size": 4, "checked": ""}},'
    (done.folder / NOTE).write_text(text.replace('"files": {', entry), encoding="utf-8")
    assert restore_files(list_copies(done.folder)[0].path, village.folder) == 0
    assert not (village.folder.parent.parent / "evil").exists()
    (done.folder / NOTE).write_text("{", encoding="utf-8")
    assert backup_to_stick(village.path, None, disk, now=NOW + timedelta(days=1)).unchanged == 0
