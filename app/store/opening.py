"""Create and open the file of a village: whole or not at all, one writer, nothing foreign."""

import contextlib
import errno
import hashlib
import os
import platform
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import AppError, FileError, LockedError, NewerFileError
from app.i18n import gettext as _
from app.model.ids import new_id
from app.store.connection import (
    Access,
    connect,
    damaged,
    disk_full,
    file_error,
    foreign,
    make_single_file,
    start_writing,
    translated,
    unwritable,
)
from app.store.database import Database
from app.store.fields import clean, now
from app.store.lock import LOCK_SUFFIX, VillageLock
from app.store.migrations import is_newer, is_village, migrations, schema_version
from app.store.personal import new_key

FILE_NAME = "village.nuanfang"
PHOTOS = "photos"
_SESSION = "@session"
_ROOM = 100_000  # [bytes] that reading beside a writer may take
_SIDE_FILES = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found after a session that did not end: its last change and their number.

    ``since`` is the position of the changes at which that session began.
    """

    at: str
    changes: int
    since: int = 0


@dataclass(slots=True)
class Opened:
    """An open database with the right to write it, or the reason why there is none."""

    path: Path
    db: Database
    lock: VillageLock | None
    read_only_reason: str
    recovery: Recovery | None = None


def create_file(
    folder: Path, name: str, *, password: str | None, practice: bool, operator: str
) -> Path:
    """Create a village in ``folder`` and return its file; on failure nothing is left behind.

    Raises
    ------
    FileError
        If there is a village already, or the disk refuses.
    """
    path = folder / FILE_NAME
    if path.exists():
        raise FileError(
            _("There is already a village in {folder}. Open it, or choose another folder.").format(
                folder=folder
            )
        )
    with translated(path), _folders(folder), part_of(path) as part:
        db = connect(part, password, "create")
        try:
            migrations.apply(db)
            row = (new_id(), clean(name), int(practice), now(), new_key())
            db.execute("INSERT INTO village VALUES (?, ?, ?, ?, ?)", row)
            db.execute(
                "INSERT INTO operator VALUES (?, ?, NULL, ?)", (new_id(), clean(operator), now())
            )
        finally:
            db.close()
    return path


@contextmanager
def _folders(folder: Path) -> Iterator[None]:
    """Make the village's folders; take away again those that were made if the rest fails."""
    made: list[Path] = []
    try:
        for path in (*reversed(folder.parents), folder, folder / PHOTOS):
            if not path.exists():
                path.mkdir()
                made.append(path)
        yield
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):  # something else has been put there
                path.rmdir()
        raise


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """Give a name to write a file under; it becomes ``path`` when all went well."""
    part = path.with_name(f".{path.name}.{new_id()[:8]}.part")
    try:
        yield part
        _sync(part)
        part.replace(path)
        if sys.platform != "win32":
            _sync(path.parent)
    finally:
        for suffix in _SIDE_FILES:
            part.with_name(part.name + suffix).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk."""
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_file(given: Path, password: str | None, *, read_only: bool, operator: str) -> Opened:
    """Open the village in a folder, or a village file itself.

    Raises
    ------
    AppError
        FileError (missing, refused), PasswordError, ForeignFileError, NewerFileError.
    """
    path = given / FILE_NAME if given.is_dir() else given
    if not path.is_file():
        raise FileError(
            _("There is no village in {folder}. Choose a folder that holds {name}.").format(
                folder=given, name=FILE_NAME
            )
        )
    lock, reason = _lock(path, operator) if not read_only else (None, _asked())
    if lock is None:
        return _open_to_read(path, password, reason)
    try:
        with translated(path):
            return _open_to_write(path, password, lock)
    except BaseException as error:
        lock.release()
        if type(error) is FileError:  # a full disk, a file that refuses: it can still be read
            return _open_to_read(path, password, str(error))
        raise


def _asked() -> str:
    return _("This village was opened for reading only. Open it again to change something.")


def _lock(path: Path, operator: str) -> tuple[VillageLock | None, str]:
    """Take the right to write, or say why there is none."""
    if not os.access(path, os.W_OK):
        return None, _refused(path)
    try:
        return VillageLock(path, operator), ""
    except LockedError as error:
        return None, str(error)
    except OSError as error:
        return None, _refused(path) if error.errno != errno.ENOSPC else str(disk_full(path))


def _refused(path: Path) -> str:
    return _(
        "{folder} cannot be written; the village can only be read. Copy the folder to your own "
        "disk to change something."
    ).format(folder=path.parent)


def _open_to_write(path: Path, password: str | None, lock: VillageLock) -> Opened:
    db = connect(path, password, "write")
    try:
        _check(db, path)
        start_writing(db)
        _bring_up_to_date(db, path, password)
        return Opened(path, db, lock, "", _begin_session(db, path))
    except BaseException:
        db.close()
        raise


def _open_to_read(path: Path, password: str | None, reason: str) -> Opened:
    with translated(path):
        db = connect(path, password, _reading(path))
        try:
            _check(db, path)
            if migrations.pending(db):
                raise _too_old(path, reason)
            return Opened(path, db, None, reason)
        except BaseException:
            db.close()
            raise


def _too_old(path: Path, reason: str) -> FileError:
    return FileError(
        _(
            "{path} was made by an older release and must be brought up to date, which needs "
            "the right to write it. {reason}"
        ).format(path=path, reason=reason)
    )


def _reading(path: Path) -> Access:
    """Return how to read: a refused folder or full disk allows no files beside the database."""
    journal = path.with_name(path.name + "-wal")
    whole = not journal.exists() or journal.stat().st_size == 0
    room = shutil.disk_usage(path.parent).free > _ROOM
    return "immutable" if whole and not (room and os.access(path.parent, os.W_OK)) else "read"


def _check(db: Database, path: Path) -> None:
    if not is_village(db):
        raise foreign(path)
    if is_newer(db):
        raise NewerFileError(
            _("{path} was made by a newer release. Update this program, then open it.").format(
                path=path
            )
        )


def _bring_up_to_date(db: Database, path: Path, password: str | None) -> None:
    """Apply pending migrations; a copy of the file as it was stays beside it."""
    if not migrations.pending(db):
        return
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.stem}.v{schema_version(db)}-{stamp}{path.suffix}")
    copy_database(db, kept, password)
    migrations.apply(db)


def copy_database(db: Database, path: Path, password: str | None) -> None:
    """Copy a live database to ``path`` and read it back; a bad copy does not stay.

    What others write meanwhile is not in the copy: it shows the moment at which it began.

    Raises
    ------
    FileError
        If the copy differs or the disk refuses.
    """
    with translated(path), part_of(path) as part:
        copy = connect(part, password, "create")
        db.execute("BEGIN")
        try:
            newest = _newest_change(db)
            db.conn.backup(copy.conn)
            copy.execute("DELETE FROM setting WHERE key = ?", (_SESSION,))
            make_single_file(copy)
        finally:
            db.execute("ROLLBACK")
            copy.close()
        _read_back(part, password, newest)


def _read_back(part: Path, password: str | None, newest: tuple[int, str]) -> None:
    copy = connect(part, password, "read")
    try:
        sound = is_sound(copy) and _newest_change(copy) == newest
    finally:
        copy.close()
    if not sound:
        raise FileError(
            _("The copy {path} could not be read back and was not kept. Try another disk.").format(
                path=part.parent
            )
        )


def _newest_change(db: Database) -> tuple[int, str]:
    row = db.execute("SELECT n, id FROM change ORDER BY n DESC LIMIT 1").fetchone()
    return row or (0, "")


def is_sound(db: Database) -> bool:
    """Tell whether every page of the database is whole."""
    return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")


def _begin_session(db: Database, path: Path) -> Recovery | None:
    """Note that a session has begun; return what the last one left if it did not end."""
    newest = _newest_change(db)[0]
    row = db.execute("SELECT value FROM setting WHERE key = ?", (_SESSION,)).fetchone()
    recovery = None
    if row is not None:
        if not is_sound(db):
            raise damaged(path)
        last = db.execute("SELECT at FROM change WHERE n = ?", (newest,)).fetchone()
        recovery = Recovery(last[0] if last else "", newest - int(row[0]), int(row[0]))
    db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_SESSION, str(newest)))
    return recovery


def close_file(opened: Opened) -> None:
    """End the session: fold the journal into the file and give the lock back."""
    try:
        with translated(opened.path):
            if opened.lock is not None:
                opened.db.execute("DELETE FROM setting WHERE key = ?", (_SESSION,))
                opened.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        opened.db.close()
        if opened.lock is not None:
            opened.lock.release()


def this_device(db: Database, *, write: bool) -> str:
    """Return the id this machine has in the file; a copied file gets another on another machine."""
    node = uuid.getnode()
    address = "" if node >> 40 & 1 else str(node)  # a multicast bit marks a made-up address
    machine = hashlib.sha256(f"{platform.node()}\x1f{address}".encode()).hexdigest()
    row = db.execute("SELECT id FROM device WHERE machine = ?", (machine,)).fetchone()
    if row is None and write:
        row = (new_id(), machine, platform.node(), now())
        db.execute("INSERT INTO device VALUES (?, ?, ?, ?)", row)
    return str(row[0]) if row else ""


def copy_folder(folder: Path, target: Path) -> Path:
    """Copy a closed village to another folder, such as from a stick to the local disk.

    Raises
    ------
    AppError
        If the village is open somewhere, or the target exists or refuses.
    """
    if target.exists():
        raise FileError(_("{folder} exists already. Choose another folder.").format(folder=target))
    try:
        lock = VillageLock(folder / FILE_NAME)
    except OSError:
        lock = None  # a write-protected medium: nobody writes it
    try:
        shutil.copytree(folder, target, ignore=shutil.ignore_patterns(FILE_NAME + LOCK_SUFFIX))
    except (OSError, shutil.Error) as error:
        shutil.rmtree(target, ignore_errors=True)
        raise _copy_error(error, target) from error
    finally:
        if lock is not None:
            lock.release()
    return target


def _copy_error(error: Exception, target: Path) -> AppError:
    return file_error(error, target) if isinstance(error, OSError) else unwritable(target)
