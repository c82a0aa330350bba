"""Open databases: the one place that knows the driver, its traps and its errors.

Plain and encrypted files alike go through SQLCipher's SQLite, so that every machine runs the
same SQLite. The driver's exceptions leave this package as sentences only.
"""

import errno
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlcipher3 import dbapi2 as driver

from app.errors import AppError, FileError, ForeignFileError, LockedError, PasswordError
from app.i18n import gettext as _
from app.store.database import Database

Access = Literal["create", "write", "read", "immutable"]
DriverError: type[Exception] = driver.Error
_MAGIC = b"SQLite format 3\x00"
_PAGE = 4096
_BUSY_MS = 5000
# WORKAROUND: the driver's backup() raises its errors without their code.
_CODES = {
    "database or disk is full": driver.SQLITE_FULL,
    "database is locked": driver.SQLITE_BUSY,
    "disk I/O error": driver.SQLITE_IOERR,
    "attempt to write a readonly database": driver.SQLITE_READONLY,
    "unable to open database file": driver.SQLITE_CANTOPEN,
    "database disk image is malformed": driver.SQLITE_CORRUPT,
}
_OPTIONS: dict[Access, str] = {
    "create": "?mode=rwc",
    "write": "?mode=rw",
    "read": "?mode=ro",
    "immutable": "?mode=ro&immutable=1",
}
# The cache [KiB] holds a village of 5,000 households, whose pages are then decrypted once.
_SETTINGS = ("synchronous=full", "foreign_keys=on", "secure_delete=on", "cache_size=-32000")


def connect(path: Path, password: str | None = None, access: Access = "write") -> Database:
    """Open the database at ``path`` with the settings every file of ours runs under.

    ``immutable`` reads a file on a medium that refuses even the files SQLite needs for
    reading beside a writer; nobody may be writing it.

    Raises
    ------
    AppError
        With a sentence that names the file and says what to do.
    """
    with translated(path):
        _check_kind(path, password, access)
        connection = driver.connect(_uri(path) + _OPTIONS[access], uri=True)
        try:
            return _prepare(connection, password, access)
        except BaseException:
            connection.close()
            raise


def _uri(path: Path) -> str:
    """Return the path as SQLite wants it; a share (//server/…) would else be an authority."""
    text = quote(path.resolve().as_posix(), safe="/:")
    return "file://" + (text if text.startswith("/") else f"/{text}")


def _prepare(connection: Any, password: str | None, access: Access) -> Database:
    if password:
        connection.execute("PRAGMA cipher_log_level=NONE")  # it writes to stderr otherwise
        connection.execute(f"PRAGMA key='{_quoted(password)}'")
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the key is tried here
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    if access in ("read", "immutable"):
        connection.execute("PRAGMA query_only=on")
    return Database(connection)


def start_writing(db: Database) -> None:
    """Switch a checked file to write-ahead journalling: a crash loses no commit."""
    db.execute("PRAGMA journal_mode=wal")


def make_single_file(db: Database) -> None:
    """Fold the journal into the file so that it can be copied and read anywhere."""
    db.execute("PRAGMA journal_mode=delete")


def _quoted(password: str) -> str:
    # The same word typed on another system must open the file: one normal form.
    return unicodedata.normalize("NFKC", password).replace("'", "''")


def _check_kind(path: Path, password: str | None, access: Access) -> None:
    """Tell a missing, foreign or encrypted file from one of ours before SQLite sees it."""
    if not path.exists():
        if access != "create":
            raise FileError(_("There is no file {path}. Check the name.").format(path=path))
        return
    head = _head(path)
    if head and _is_cut_off(path):
        raise damaged(path) if head.startswith(_MAGIC) or _looks_random(head) else foreign(path)
    if not head or head.startswith(_MAGIC):
        return
    if path.stat().st_size < _PAGE or not _looks_random(head):
        raise foreign(path)
    if not password:
        raise PasswordError(
            _("{path} has a password. Type it to open the village.").format(path=path)
        )


def _is_cut_off(path: Path) -> bool:
    """Tell whether a file ends within a page: SQLite takes the rest of the page for noughts.

    With a journal beside it the file may well be growing; the journal then holds the page.
    """
    journals = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    if any(journal.exists() and journal.stat().st_size for journal in journals):
        return False
    return path.stat().st_size % _PAGE != 0


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_PAGE)


def _looks_random(data: bytes) -> bool:
    """Tell whether bytes have the even spread of an encrypted page (about 7.95 bits each)."""
    counts = Counter(data).values()
    entropy = -sum(n / len(data) * math.log2(n / len(data)) for n in counts)
    return entropy > 7.7


def is_plain(path: Path) -> bool:
    """Tell whether the file is an unencrypted SQLite database."""
    return _head(path).startswith(_MAGIC)


def foreign(path: Path) -> ForeignFileError:
    """Return the error for a file that is no village file or is badly damaged."""
    return ForeignFileError(
        _(
            "{path} is not a village file, or it is damaged beyond reading. "
            "Choose another file or restore a backup."
        ).format(path=path)
    )


def damaged(path: Path) -> ForeignFileError:
    """Return the error for a village file with broken pages."""
    return ForeignFileError(
        _("{path} is damaged: part of it is missing or broken. Restore a backup of it.").format(
            path=path
        )
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn the errors of driver and system about ``path`` into sentences."""
    try:
        yield
    except driver.Error as error:
        raise _sentence(error, path) or error from error
    except OSError as error:
        raise file_error(error, path) from error


def _sentence(error: Any, path: Path) -> AppError | None:
    """Return the error to show; None for a mistake of the program."""
    code = getattr(error, "sqlite_errorcode", None) or _CODES.get(str(error), 0)
    primary = code & 0xFF
    if primary == driver.SQLITE_NOTADB:
        if path.exists() and not is_plain(path):
            return PasswordError(
                _(
                    "The password does not open {path}. Type it again, mind capitals. If it is "
                    "surely right, the file is damaged: restore a backup."
                ).format(path=path)
            )
        return foreign(path)
    if primary == driver.SQLITE_CORRUPT:
        return damaged(path)
    if primary == driver.SQLITE_FULL:
        return disk_full(path)
    if primary in (driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
        return LockedError(
            _("Another program is writing {path}. Close it and try again.").format(path=path)
        )
    if primary in (driver.SQLITE_READONLY, driver.SQLITE_PERM, driver.SQLITE_CANTOPEN):
        return unwritable(path)
    if primary == driver.SQLITE_IOERR:
        return _lost(path, code)
    return None


def _lost(path: Path, code: int) -> FileError:
    return FileError(
        _(
            "{path} cannot be read or written (disk error {code}). Was the drive pulled out? "
            "Save to another place."
        ).format(path=path, code=code)
    )


def disk_full(path: Path) -> FileError:
    """Return the error for a full disk."""
    return FileError(
        _("The disk is full; nothing was written to {path}. Make room and save again.").format(
            path=path
        )
    )


def unwritable(path: Path) -> FileError:
    """Return the error for a file or folder that refuses writing."""
    return FileError(
        _(
            "{path} cannot be opened or written. Check that the folder exists and that you may "
            "write there."
        ).format(path=path)
    )


def file_error(error: OSError, path: Path) -> AppError:
    """Return the sentence for an error of the operating system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR):
        return unwritable(path)
    return _lost(path, error.errno or 0)
