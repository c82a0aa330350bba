"""Copies of a village file: made beside the writer, looked into, compared, put back."""

import contextlib
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import FileError, ForeignFileError
from app.i18n import gettext as _
from app.store.connection import connect, damaged, foreign, make_single_file, translated
from app.store.database import Database
from app.store.lock import VillageLock
from app.store.migrations import is_village
from app.store.opening import copy_database, is_sound, part_of

_JOURNALS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Content:
    """What a village file holds: ``last_change`` is UTC, ISO 8601, empty without any change."""

    village_id: str
    name: str
    created: str
    houses: int
    changes: int
    last_change: str


@dataclass(frozen=True, slots=True)
class HouseDifference:
    """How a house differs between the village and a copy of it.

    ``kind`` is seen from the village: ``missing`` it is not in the copy and would go, ``new``
    only the copy has it and it would come back, ``changed`` both have it. ``lost`` entries are
    only in the village, ``returned`` entries only in the copy; dates are of the last change,
    UTC, ISO 8601, empty where there is none.
    """

    code: str
    kind: str
    lost: int
    returned: int
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change if a copy were put back. ``village_values``: entries lost, returned."""

    here: Content
    there: Content
    houses: tuple[HouseDifference, ...]
    village_values: tuple[int, int]


def copy_village(source: Path, target: Path, password: str | None) -> Content:
    """Copy a village file, which others may be writing, and return what the copy holds.

    Raises
    ------
    AppError
        If the source cannot be read, the copy is not sound, or the disk refuses; what was at
        ``target`` before stays.
    """
    with _reading(source, password) as db:
        copy_database(db, target, password)
    return content_of(target, password)


def content_of(path: Path, password: str | None, *, thorough: bool = False) -> Content:
    """Return what a village file holds; ``thorough`` reads every page first.

    Raises
    ------
    AppError
        If it is no village file, is damaged, or has another password.
    """
    with _reading(path, password) as db:
        if thorough and not is_sound(db):
            raise damaged(path)
        return _content(db)


def note_of(path: Path, password: str | None, key: str) -> tuple[Content, Any]:
    """Return what a village file holds and what it remembers under ``key`` (None: nothing)."""
    with _reading(path, password) as db:
        row = db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return _content(db), json.loads(row[0]) if row else None


def compare(path: Path, copy: Path, password: str | None) -> Difference:
    """Return what would change in the village at ``path`` if ``copy`` were put back.

    Raises
    ------
    AppError
        If one of them cannot be read, or the copy is of another village.
    """
    with _reading(path, password) as here, _reading(copy, password) as there:
        if not is_sound(there):
            raise damaged(copy)
        left, right = _content(here), _content(there)
        if left.village_id != right.village_id:
            raise _other_village(copy, right.name)
        mine, theirs = _changes(here), _changes(there)
        values = (mine.pop(left.village_id, set()), theirs.pop(left.village_id, set()))
        return Difference(
            left,
            right,
            tuple(_differences(_houses(here, mine), _houses(there, theirs))),
            (len(values[0] - values[1]), len(values[1] - values[0])),
        )


def put_back(path: Path, copy: Path, password: str | None, kept: Path) -> Content:
    """Put a copy in the place of the village file at ``path``, which is kept as ``kept``.

    The village must be closed. Either all of it happens or nothing does. A village file that
    cannot be read any more is moved to ``kept`` as it is.

    Raises
    ------
    AppError
        If the copy cannot be read, is of another village, or the disk refuses.
    """
    with _sole(path):
        found = content_of(copy, password, thorough=True)
        here = _sound_content(path, password)
        if here is not None and here.village_id != found.village_id:
            raise _other_village(copy, found.name)
        with translated(path):
            if here is not None:
                _keep(path, kept, password)
            elif path.exists():
                _set_aside(path, kept)
        with _reading(copy, password) as db:
            copy_database(db, path, password)
        return found


def _sound_content(path: Path, password: str | None) -> Content | None:
    """Return what a village file holds, None if it cannot be read whole."""
    try:
        return content_of(path, password, thorough=True)
    except FileError:
        return None


def _keep(path: Path, kept: Path, password: str | None) -> None:
    """Copy a sound village to ``kept`` and fold its journal into its file."""
    db = connect(path, password, "write")
    try:
        copy_database(db, kept, password)
        make_single_file(db)  # a journal of its own must not meet the file that comes instead
    finally:
        db.close()


def _set_aside(path: Path, kept: Path) -> None:
    """Copy a broken file and its journal byte by byte, then drop the journal."""
    for suffix in ("", *_JOURNALS):
        source = path.with_name(path.name + suffix)
        if source.exists():
            with part_of(kept.with_name(kept.name + suffix)) as part:
                shutil.copyfile(source, part)
    _discard_journals(path)


def _discard_journals(path: Path) -> None:
    for suffix in _JOURNALS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _sole(path: Path) -> Iterator[None]:
    """Hold the right to write a village, so that nobody has it open."""
    with translated(path):
        lock = VillageLock(path)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _reading(path: Path, password: str | None) -> Iterator[Database]:
    with translated(path):
        db = connect(path, password, "read")
        try:
            if not is_village(db):
                raise foreign(path)
            yield db
        finally:
            db.close()


def _content(db: Database) -> Content:
    village = db.execute("SELECT id, name, created_at FROM village").fetchone()
    houses = db.execute("SELECT count(*) FROM dwelling").fetchone()[0]
    count, last = db.execute("SELECT count(*), coalesce(max(at), '') FROM change").fetchone()
    return Content(village[0], village[1], village[2], houses, count, last)


def _changes(db: Database) -> dict[str, set[str]]:
    """Return the ids of the changes of each subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, change in db.execute("SELECT subject_id, id FROM change"):
        found[subject].add(change)
    return found


def _houses(db: Database, changes: dict[str, set[str]]) -> dict[str, tuple[str, str, set[str]]]:
    """Return code, time of the last change and changes of each dwelling."""
    rows = db.execute(
        "SELECT d.id, d.household_id, h.code, d.number, d.last_change_at "
        "FROM dwelling d JOIN household h ON h.id = d.household_id ORDER BY h.code, d.number"
    ).fetchall()
    none: set[str] = set()
    return {
        dwelling: (
            code if number == 1 else f"{code}-{number}",
            at,
            changes.get(dwelling, none) | changes.get(household, none),
        )
        for dwelling, household, code, number, at in rows
    }


def _differences(
    here: dict[str, tuple[str, str, set[str]]], there: dict[str, tuple[str, str, set[str]]]
) -> Iterator[HouseDifference]:
    for dwelling in [*here, *(key for key in there if key not in here)]:
        code, at, mine = here.get(dwelling, ("", "", set()))
        other, then, theirs = there.get(dwelling, ("", "", set()))
        if mine == theirs:
            continue
        kind = "missing" if not other else "new" if not code else "changed"
        yield HouseDifference(code or other, kind, len(mine - theirs), len(theirs - mine), at, then)


def _other_village(copy: Path, name: str) -> ForeignFileError:
    return ForeignFileError(
        _("{path} is a copy of the village “{name}”, not of this one. Choose another copy.").format(
            path=copy.name, name=name
        )
    )


def stamp_of(moment: datetime) -> str:
    """Return a moment as it stands in the name of a copy (UTC)."""
    return moment.astimezone(UTC).strftime("%Y%m%d-%H%M%S")


def discard_parts(folder: Path) -> None:
    """Remove what copying left half written in a folder: its program was killed."""
    with contextlib.suppress(OSError):
        for part in folder.rglob(".*.part*"):
            with contextlib.suppress(OSError):
                part.unlink()
