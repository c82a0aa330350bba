"""Opening: what is damaged, foreign, newer, locked or refused is told in a sentence."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver
from sqlite_utils import Database

from app.errors import FileError, ForeignFileError, LockedError, NewerFileError, PasswordError
from app.store.connection import translated
from app.store.lock import VillageLock
from app.store.migrations import SCHEMA_VERSION, migrations
from app.store.opening import FILE_NAME, copy_folder
from app.store.village import VillageFile, create_village, open_village
from tests.store.helpers import BY, enter, shown

LOCK_NAME = FILE_NAME + ".lock"


@pytest.fixture
def closed(village: VillageFile) -> VillageFile:
    """A closed village with one house."""
    _household, dwelling = village.add_household(BY)
    enter(village, dwelling, C02=13.2, A02="王")
    village.close()
    return village


def test_a_closed_village_is_one_file_and_its_photos(
    closed: VillageFile, password: str | None, tmp_path: Path
) -> None:
    assert sorted(path.name for path in closed.folder.iterdir()) == ["photos", FILE_NAME]
    copied = shutil.copy(closed.path, tmp_path / "elsewhere.nuanfang")
    with open_village(Path(copied), password=password) as copy:
        assert copy.overview()[0].head_name == "王"


def test_the_file_itself_can_be_named_instead_of_its_folder(
    closed: VillageFile, password: str | None
) -> None:
    with open_village(closed.path, password=password) as village:
        assert village.folder == closed.folder


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "nothing.nuanfang"):
        with pytest.raises(FileError, match=path.name):
            open_village(path)
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_village_asks_for_the_right_password(tmp_path: Path) -> None:
    create_village(tmp_path / "v", "村", password="对的", operator=BY).close()
    for wrong in (None, "", "错的", "对的 "):
        with pytest.raises(PasswordError, match="village"):
            open_village(tmp_path / "v", password=wrong)
    assert not (tmp_path / "v" / LOCK_NAME).exists()
    open_village(tmp_path / "v", password="对的").close()


def test_a_password_may_be_typed_in_full_width(tmp_path: Path) -> None:
    create_village(tmp_path / "v", "村", password="ｐass１23'\"", operator=BY).close()
    open_village(tmp_path / "v", password="pass123'\"").close()


@pytest.mark.parametrize("left", [0, 1, 100, 4095])
def test_less_than_a_page_is_no_village(
    closed: VillageFile, password: str | None, left: int
) -> None:
    os.truncate(closed.path, left)
    with pytest.raises(ForeignFileError, match=FILE_NAME):
        open_village(closed.folder, password=password)


@pytest.mark.parametrize("pages", [1, 2, 7])
def test_a_file_cut_off_is_called_damaged(
    closed: VillageFile, password: str | None, pages: int
) -> None:
    os.truncate(closed.path, 4096 * pages)
    with pytest.raises(ForeignFileError, match=FILE_NAME):
        open_village(closed.folder, password=password).overview()


def test_a_broken_page_is_found_after_an_unclean_end(
    closed: VillageFile, password: str | None
) -> None:
    with open_village(closed.folder, password=password) as village:
        saved = closed.folder / "crashed"
        shutil.copy(village.path, saved)  # as a machine without power leaves it
    data = bytearray(saved.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 + 200 : page * 4096 + 3900] = os.urandom(3700)
    closed.path.write_bytes(data)
    with pytest.raises(ForeignFileError):
        open_village(closed.folder, password=password)


@pytest.mark.parametrize(
    "content",
    [b"hello", b"PK\x03\x04" + b"\0" * 9000, b"SQLite format 3\x00" + b"\0" * 9000, b"a" * 8192],
    ids=["text", "zip", "header only", "letters"],
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    for password in (None, "x"):
        with pytest.raises(ForeignFileError, match=FILE_NAME):
            open_village(tmp_path, password=password)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE village (id)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ForeignFileError):
        open_village(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schema_version SET version = 99",
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('nuanfang', 'm9999_later', '')",
    ],
)
def test_a_newer_file_asks_for_an_update(plain_village: VillageFile, statement: str) -> None:
    plain_village.close()
    connection = driver.connect(str(plain_village.path))
    connection.execute(statement)
    connection.commit()
    connection.close()
    for read_only in (False, True):
        with pytest.raises(NewerFileError, match=FILE_NAME):
            open_village(plain_village.folder, read_only=read_only)


def test_a_copy_is_kept_beside_the_file_before_it_is_migrated(
    closed: VillageFile, password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrations, "_migrations", [*migrations._migrations])

        @migrations(name="m9998_later")
        def add_table(db: Database) -> None:
            db.execute("CREATE TABLE later (id TEXT) STRICT")

        with pytest.raises(FileError):
            open_village(closed.folder, password=password, read_only=True)
        open_village(closed.folder, password=password).close()
        copies = list(closed.folder.glob(f"village.v{SCHEMA_VERSION}-*.nuanfang"))
        assert len(copies) == 1
        open_village(closed.folder, password=password).close()
        assert list(closed.folder.glob(f"village.v{SCHEMA_VERSION}-*")) == copies
    with pytest.raises(NewerFileError):
        open_village(closed.folder, password=password)
    with open_village(copies[0], password=password) as copy:
        assert copy.overview()[0].head_name == "王"


def test_a_failing_migration_leaves_the_file_as_it_was(
    closed: VillageFile, password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(migrations, "_migrations", [*migrations._migrations])

        @migrations(name="m9998_broken")
        def broken(db: Database) -> None:
            db.execute("CREATE TABLE later (id TEXT) STRICT")
            raise RuntimeError("broken")

        with pytest.raises(RuntimeError, match="broken"):
            open_village(closed.folder, password=password)
    with open_village(closed.folder, password=password) as village:
        assert village.overview()[0].head_name == "王"


def test_the_second_to_open_reads_and_is_told_who_writes(
    village: VillageFile, password: str | None
) -> None:
    _household, dwelling = village.add_household(BY)
    with open_village(village.folder, password=password) as second:
        assert second.read_only and BY in second.read_only_reason
        assert str(os.getpid()) in second.read_only_reason
        enter(village, dwelling, C02=13.2)
        assert shown(second, dwelling, "C02") == 13.2
        for write in (
            lambda: enter(second, dwelling, C02=9.0),
            lambda: second.add_household(BY),
            lambda: second.save_result(dwelling, "assessment", b"", {}),
        ):
            with pytest.raises(LockedError):
                write()
        second.remember("last", "x")
    assert village.recall("last") is None
    enter(village, dwelling, C02=14.0)
    village.close()
    with open_village(village.folder, password=password) as third:
        assert not third.read_only


def test_opened_for_reading_takes_no_lock(closed: VillageFile, password: str | None) -> None:
    with open_village(closed.folder, password=password, read_only=True) as reader:
        assert reader.read_only and reader.overview()[0].head_name == "王"
        with open_village(closed.folder, password=password) as writer:
            assert not writer.read_only


def test_the_lock_of_a_dead_process_does_not_hold(
    closed: VillageFile, password: str | None
) -> None:
    script = (
        "import os, sys; from pathlib import Path; from app.store.lock import VillageLock; "
        "held = VillageLock(Path(sys.argv[1]), 'dead'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(closed.path)], check=False)
    assert (closed.folder / LOCK_NAME).exists()
    with open_village(closed.folder, password=password) as village:
        assert not village.read_only


def test_a_lock_file_of_nonsense_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_bytes(b"\xff nonsense")
    held = VillageLock(tmp_path / FILE_NAME, "x")
    held._file.seek(0)
    held._file.truncate()
    with pytest.raises(LockedError):
        VillageLock(tmp_path / FILE_NAME)
    held.release()
    held.release()
    assert not (tmp_path / LOCK_NAME).exists()


def test_creating_never_touches_a_village_that_is_there(
    closed: VillageFile, password: str | None
) -> None:
    before = closed.path.read_bytes()
    with pytest.raises(FileError):
        create_village(closed.folder, "另一个村", operator=BY)
    assert closed.path.read_bytes() == before


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    with create_village(tmp_path / "区" / "镇" / "村", "村", operator=BY) as village:
        assert village.path.exists()


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(FileError):
        create_village(tmp_path / "x" / "v", "村", operator=BY)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small disk of 800 kB; skipped where none can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    root = sys.platform == "linux" and os.geteuid() == 0
    if not root or not _mount("-t", "tmpfs", "-o", "size=800k", "tmpfs", str(disk)):
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def _mount(*words: str) -> bool:
    done = subprocess.run(["mount", *words], check=False, capture_output=True)
    return done.returncode == 0


def test_a_full_disk_loses_nothing_and_is_told(mounted: Path, password: str | None) -> None:
    with create_village(mounted / "v", "村", password=password, operator=BY) as village:
        _household, dwelling = village.add_household(BY)
        filler = mounted / "filler"
        filler.write_bytes(b"x" * _room(mounted))
        saved = 0
        with pytest.raises(FileError, match=FILE_NAME):
            for year in range(1, 100_000):
                enter(village, dwelling, B04=year)
                saved = year
        assert shown(village, dwelling, "B04") == saved
        filler.unlink()
        enter(village, dwelling, B04=1985)
    with open_village(mounted / "v", password=password) as again:
        assert shown(again, dwelling, "B04") == 1985


def _room(disk: Path) -> int:
    """Leave room for a few pages only."""
    return max(0, shutil.disk_usage(disk).free - 60_000)


def test_a_village_on_a_full_disk_can_be_read(mounted: Path, password: str | None) -> None:
    with create_village(mounted / "v", "村", password=password, operator=BY) as village:
        _household, dwelling = village.add_household(BY)
        enter(village, dwelling, A02="王")
    with pytest.raises(OSError, match="space"):
        (mounted / "filler").write_bytes(b"x" * 1_000_000)
    assert shutil.disk_usage(mounted).free == 0
    with open_village(mounted / "v", password=password) as reader:
        assert reader.overview()[0].head_name == "王"
        assert reader.read_only and reader.read_only_reason
    (mounted / "filler").unlink()
    with open_village(mounted / "v", password=password) as writer:
        assert not writer.read_only


def test_nothing_half_written_is_left_on_a_full_disk(mounted: Path, password: str | None) -> None:
    (mounted / "filler").write_bytes(b"x" * _room(mounted))
    with pytest.raises(FileError):
        create_village(mounted / "a" / "v", "村", password=password, operator=BY)
    assert [path.name for path in mounted.iterdir()] == ["filler"]


def test_a_backup_that_does_not_fit_leaves_the_older_one(
    mounted: Path, village: VillageFile, password: str | None
) -> None:
    target = mounted / "copy.nuanfang"
    village.backup(target)
    before = target.read_bytes()
    (mounted / "filler").write_bytes(b"x" * _room(mounted))
    village.add_household(BY)
    with pytest.raises(FileError):
        village.backup(target)
    assert target.read_bytes() == before
    assert sorted(path.name for path in mounted.iterdir()) == ["copy.nuanfang", "filler"]


def test_a_file_that_may_not_grow_loses_nothing(plain_village: VillageFile) -> None:
    """The same without a disk of its own: SQLite refuses to grow the file."""
    _household, dwelling = plain_village.add_household(BY)
    plain_village._read(
        lambda core: core.db.execute(
            f"PRAGMA max_page_count = {core.db.execute('PRAGMA page_count').fetchone()[0] + 2}"
        ).fetchone()
    )
    saved = 0
    with pytest.raises(FileError, match=FILE_NAME):
        for year in range(1, 10_000):
            enter(plain_village, dwelling, B04=year)
            saved = year
    assert saved > 0 and shown(plain_village, dwelling, "B04") == saved
    assert len([c for c in plain_village.changes() if c.field == "B04"]) == saved


def test_a_write_protected_medium_can_be_read(mounted: Path, password: str | None) -> None:
    with create_village(mounted / "v", "村", password=password, operator=BY) as village:
        _household, dwelling = village.add_household(BY)
        enter(village, dwelling, A02="王")
    assert _mount("-o", "remount,ro", str(mounted))
    with open_village(mounted / "v", password=password) as reader:
        assert reader.read_only and str(mounted / "v") in reader.read_only_reason
        assert reader.overview()[0].head_name == "王"
    with pytest.raises(FileError):
        create_village(mounted / "w", "村", password=password, operator=BY)
    local = copy_folder(mounted / "v", mounted.parent / "local")
    with open_village(local, password=password) as copy:
        assert not copy.read_only and copy.overview()[0].head_name == "王"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_without_the_right_to_write_can_be_read(
    closed: VillageFile, password: str | None
) -> None:
    closed.folder.chmod(0o555)
    try:
        with open_village(closed.folder, password=password) as reader:
            assert reader.read_only and reader.overview()[0].head_name == "王"
        with pytest.raises(FileError):
            create_village(closed.folder / "w", "村", operator=BY)
    finally:
        closed.folder.chmod(0o755)


def test_the_file_is_complete_while_others_still_read_it(
    village: VillageFile, password: str | None, tmp_path: Path
) -> None:
    _household, dwelling = village.add_household(BY)
    with open_village(village.folder, password=password, read_only=True) as reader:
        enter(village, dwelling, A02="王")
        assert reader.overview()[0].head_name == "王"
        village.close()
        copied = shutil.copy(village.path, tmp_path / "copy.nuanfang")
    with open_village(Path(copied), password=password) as copy:
        assert copy.overview()[0].head_name == "王"


def test_after_a_session_without_end_it_is_told_what_was_found(
    village: VillageFile, password: str | None, tmp_path: Path
) -> None:
    _household, dwelling = village.add_household(BY)
    village.close()
    with open_village(village.folder, password=password) as crashing:
        assert crashing.recovery is None
        enter(crashing, dwelling, C02=10.0, C03=5.0)
        batch = enter(crashing, dwelling, C02=11.0)
        shutil.copytree(crashing.folder, tmp_path / "crashed")
    with open_village(tmp_path / "crashed", password=password) as again:
        assert again.recovery is not None
        assert (again.recovery.at, again.recovery.changes) == (batch.at, 3)
    with open_village(tmp_path / "crashed", password=password) as later:
        assert later.recovery is None


def test_an_open_village_is_not_copied(village: VillageFile, tmp_path: Path) -> None:
    with pytest.raises(LockedError):
        copy_folder(village.folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    village.close()
    copy_folder(village.folder, tmp_path / "copy")
    with pytest.raises(FileError):
        copy_folder(village.folder, tmp_path / "copy")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("database or disk is full", FileError),
        ("disk I/O error", FileError),
        ("unable to open database file", FileError),
        ("attempt to write a readonly database", FileError),
        ("database is locked", LockedError),
        ("database disk image is malformed", ForeignFileError),
    ],
)
def test_the_drivers_errors_become_sentences(message: str, kind: type[Exception]) -> None:
    with pytest.raises(kind, match="some"), translated(Path("some.nuanfang")):
        raise driver.OperationalError(message)


def test_a_mistake_of_the_program_stays_one() -> None:
    with pytest.raises(driver.OperationalError), translated(Path("some.nuanfang")):
        raise driver.OperationalError("no such table: chnage")


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EIO]
)
def test_the_systems_errors_become_sentences(number: int) -> None:
    with pytest.raises(FileError, match="some"), translated(Path("some.nuanfang")):
        raise OSError(number, os.strerror(number))
