"""Who writes a village: a lock file with its owner, held by the operating system.

The lock ends with the process that holds it, however that ends, so it never goes stale on one
machine. The file names the owner to the second comer.
"""

import contextlib
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from app.errors import LockedError
from app.i18n import gettext as _
from app.store.fields import now

LOCK_SUFFIX = ".lock"
_LOCKED_BYTE = 1 << 20  # far behind the text, which others must be able to read (Windows)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock; ``since`` is UTC, ISO 8601."""

    host: str
    pid: int
    operator: str
    since: str


class VillageLock:
    """The right to write one village; release it with :meth:`release`."""

    def __init__(self, file: Path, operator: str = "") -> None:
        """Take the lock of a village file.

        Raises
        ------
        LockedError
            If somebody holds it; the sentence names the owner.
        OSError
            If the folder refuses the lock file.
        """
        self.path = file.with_name(file.name + LOCK_SUFFIX)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        self._file = FileIO(handle, "r+")
        if not _take(self._file):
            owner = _owner(self._file)
            self._file.close()
            raise LockedError(_sentence(file.parent, owner))
        with contextlib.suppress(OSError):  # on a full disk the lock holds unsigned
            self._sign(operator)

    def _sign(self, operator: str) -> None:
        owner = Owner(platform.node(), os.getpid(), operator, now())
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps(asdict(owner), ensure_ascii=False).encode())

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file.closed:
            return
        if sys.platform != "win32":  # there an open file cannot be removed
            self.path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            try:
                self.path.unlink(missing_ok=True)
            except PermissionError:
                return  # the next one already holds it


def _take(file: FileIO) -> bool:
    """Take the operating system's lock; False if another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return sys.platform == "win32" or _still_there(file)


def _still_there(file: FileIO) -> bool:
    """Tell whether the locked file is still the one in the folder: its holder removes it."""
    return os.fstat(file.fileno()).st_nlink > 0


def _owner(file: FileIO) -> Owner | None:
    file.seek(0)
    try:
        return Owner(**json.loads(file.read(4096)))
    except (ValueError, TypeError, OSError):
        return None


def _sentence(folder: Path, owner: Owner | None) -> str:
    if owner is None:
        return _(
            "Another window has {folder} open. Close it there; until then it can only be read."
        ).format(folder=folder)
    return _(
        "{folder} is open in another window: {operator} on {host}, process {pid}, since {since}. "
        "Close it there; until then it can only be read."
    ).format(
        folder=folder,
        operator=owner.operator or _("somebody"),
        host=owner.host,
        pid=owner.pid,
        since=_local(owner.since),
    )


def _local(since: str) -> str:
    try:
        return datetime.fromisoformat(since).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return since
