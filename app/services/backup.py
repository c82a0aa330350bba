"""Automatic local copies of a village: when, where, how many, and how one is put back.

A copy lies in ``copies`` beside the village file, or in the data folder of the user where the
village lies on a stick or may not be written. Its name tells day, time (UTC) and houses, so
that the list needs no password.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import platformdirs

from app.errors import FileError, PasswordError
from app.i18n import gettext as _
from app.store import copies
from app.store.copies import Content, Difference
from app.store.drives import drive_of
from app.store.opening import FILE_NAME

FOLDER = "copies"
SUFFIX = ".nuanfang"
KEEP_LATEST = 10
KEEP_DAYS = 30
DAYS_WITHOUT = 3
HOUSES_WITHOUT = 10
STICK_NOTE = "stick_backup"
"""Key under which the village remembers its last backup on a stick: [at, houses]."""
_NAME = re.compile(r"(auto|before|named)_(\d{8}-\d{6})_(\d+)\.nuanfang")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by its name: ``kind`` is auto, before (a restore) or named; ``at`` is UTC."""

    path: Path
    kind: str
    at: datetime
    houses: int


def copies_folder(village_file: Path) -> Path:
    """Return where the copies of a village lie."""
    folder = village_file.resolve().parent
    if drive_of(folder) == "local":
        return folder / FOLDER
    own = Path(platformdirs.user_data_dir("nuanfang", appauthor=False)) / FOLDER
    return own / f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def list_copies(folder: Path) -> list[Copy]:
    """Return the copies in a folder, newest first; half written files are none."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if match := _NAME.fullmatch(path.name):
            found.append(Copy(path, match[1], _time(match[2]), int(match[3])))
    return sorted(found, key=lambda copy: (copy.at, copy.path.name), reverse=True)


def _time(stamp: str) -> datetime:
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def make_copy(
    village_file: Path,
    password: str | None,
    folder: Path,
    *,
    kind: str = "auto",
    now: datetime | None = None,
) -> Copy:
    """Copy a village that may be in use, read the copy back, and drop copies that are too many.

    Raises
    ------
    AppError
        If the disk refuses or the copy is not sound; older copies stay.
    """
    moment = now or datetime.now(UTC)
    copies.discard_parts(folder)
    _make_folder(folder)
    houses = copies.content_of(village_file, password).houses
    path = folder / f"{kind}_{copies.stamp_of(moment)}_{houses}{SUFFIX}"
    copies.copy_village(village_file, path, password)
    for old in too_many(list_copies(folder)):
        old.path.unlink(missing_ok=True)
    return Copy(path, kind, moment.replace(microsecond=0), houses)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            _("No copy can be kept in {folder}: {reason}. Free space or allow writing.").format(
                folder=folder, reason=error.strerror or error
            )
        ) from error


def too_many(found: Iterable[Copy]) -> list[Copy]:
    """Return the automatic copies that need not be kept: not of the last ten, not a day's last.

    Copies made before a restore and named ones are kept by the same measure, apart from them.
    """
    gone: list[Copy] = []
    listed = list(found)
    for kinds in (("auto",), ("before", "named")):
        ordered = sorted((c for c in listed if c.kind in kinds), key=lambda c: c.at, reverse=True)
        kept = set(ordered[:KEEP_LATEST])
        days: dict[str, Copy] = {}
        for copy in ordered:
            days.setdefault(copy.at.astimezone().date().isoformat(), copy)
        kept |= set(list(days.values())[:KEEP_DAYS])
        gone += [copy for copy in ordered if copy not in kept]
    return gone


def needs_copy(village_file: Path, password: str | None, folder: Path) -> bool:
    """Tell whether anything was entered since the newest copy."""
    content = copies.content_of(village_file, password)
    newest = next(iter(list_copies(folder)), None)
    if newest is None:
        return True
    try:
        there = copies.content_of(newest.path, password)
    except FileError:
        return True
    return (there.changes, there.last_change) != (content.changes, content.last_change)


@dataclass(frozen=True, slots=True)
class Due:
    """How things stand with backups outside this computer: ``due`` asks for one.

    ``last`` is None if there has never been one; ``days`` [d] and ``new_houses`` since then.
    """

    due: bool
    last: datetime | None
    days: int
    new_houses: int


def stick_due(note: object, created: str, houses: int, now: datetime) -> Due:
    """Tell whether a backup on a stick is due: after three days, or ten new houses.

    ``note`` is what the village remembers under :data:`STICK_NOTE`.
    """
    last, before = _noted(note)
    since = last or _moment(created) or now
    days = max((now - since) // timedelta(days=1), 0)
    more = max(houses - before, 0)
    due = houses > 0 and (days >= DAYS_WITHOUT or more >= HOUSES_WITHOUT)
    return Due(due, last, days, more)


def _noted(note: object) -> tuple[datetime | None, int]:
    if not isinstance(note, list) or len(note) != 2:
        return None, 0
    houses = str(note[1])
    return _moment(str(note[0])), int(houses) if houses.isdecimal() else 0


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def compare(village_file: Path, copy: Path, password: str | None) -> Difference:
    """Return what would change if a copy were put back."""
    return copies.compare(village_file, copy, password)


def restore(
    village_file: Path,
    copy: Path,
    password: str | None,
    folder: Path,
    *,
    now: datetime | None = None,
) -> tuple[Content, Path]:
    """Put a copy back into a closed village; return what it holds, and where the old one is kept.

    Raises
    ------
    AppError
        If anything refuses; the village is then as it was.
    """
    moment = copies.stamp_of(now or datetime.now(UTC))
    _make_folder(folder)
    try:
        houses = copies.content_of(village_file, password, thorough=True).houses
        kept = folder / f"before_{moment}_{houses}{SUFFIX}"
    except FileError:
        kept = folder / f"damaged_{moment}{SUFFIX}"
    return copies.put_back(village_file, copy, password, kept), kept


@dataclass(frozen=True, slots=True)
class Rescue:
    """The newest copy of a broken village that could be read whole."""

    copy: Copy
    content: Content | None  # None: it has a password that is not known here


def rescue_of(given: Path, password: str | None) -> Rescue | None:
    """Return the newest good copy of a village that does not open; None if there is none.

    An encrypted copy is good if the password opens it; without a password its name has to do.
    """
    village_file = given / FILE_NAME if given.is_dir() else given
    for copy in list_copies(copies_folder(village_file)):
        try:
            return Rescue(copy, copies.content_of(copy.path, password, thorough=True))
        except FileError as error:
            if isinstance(error, PasswordError) and not password:
                return Rescue(copy, None)
    return None
