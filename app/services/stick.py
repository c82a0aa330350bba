"""Backup of a whole village on a stick: incremental by hash, every copied byte read back.

On the stick lies one folder for each village with its file (the last few days of it), its
photos and weather, and ``backup.json`` that names what is there. Files appear under their
name only when they are whole.
"""

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import msgspec

from app.errors import AppError, FileError
from app.exchange.files import read_limited, write_whole
from app.i18n import gettext as _
from app.services.backup import FOLDER, SUFFIX, make_copy
from app.services.backup import list_copies as _copies_in
from app.store import copies
from app.store.copies import Content
from app.store.opening import FILE_NAME

Progress = Callable[[float], None]
ROOT = "Nuanfang-backup"
NOTE = "backup.json"
SCHEMA = "nuanfang-backup/1"
KEEP_ON_STICK = 5
_CHUNK = 1 << 20
_RESERVE = 2_000_000  # [bytes] left free on the stick
_NOTE_LIMIT = 64_000_000  # [bytes]
_READ_AGAIN = 300_000_000  # [bytes] of old files that one backup reads back, longest unread first


class Held(msgspec.Struct, frozen=True):
    """A file on the stick, and when it was last read back (UTC, ISO 8601)."""

    sha256: str
    size: int
    checked: str


class StickNote(msgspec.Struct, frozen=True):
    """What ``backup.json`` says: ``at`` UTC, ISO 8601; ``files`` by path below the folder."""

    schema: str
    village_id: str
    village: str
    at: str
    houses: int
    files: dict[str, Held]


@dataclass(frozen=True, slots=True)
class StickBackup:
    """What a backup did: sizes in bytes; ``unchanged`` files were there already."""

    folder: Path
    at: str
    houses: int
    copied: int
    unchanged: int
    size: int


def stick_folder(stick: Path, content: Content) -> Path:
    """Return the folder of a village on a stick."""
    name = "".join(char if char.isalnum() or char in "_-" else "_" for char in content.name)[:40]
    return stick / ROOT / f"{name}-{content.village_id[:8]}"


def backup_to_stick(
    village_file: Path,
    password: str | None,
    stick: Path,
    *,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> StickBackup:
    """Bring the backup of a village on a stick up to date and return what was done.

    The village may be in use. Killed or unplugged in the middle, the stick keeps the files
    that were whole; what was half written has no name and is removed the next time.

    Raises
    ------
    AppError
        If the stick is too small (with the size needed), write-protected or gone, or a file
        reads back differently.
    """
    tell = progress or (lambda _share: None)
    content = copies.content_of(village_file, password)
    folder = stick_folder(stick, content)
    if _inside(stick, village_file.parent):
        raise FileError(
            _("{stick} is the folder of the village itself. Choose the stick.").format(stick=stick)
        )
    with _told(stick):
        if not stick.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(stick))
        folder.mkdir(parents=True, exist_ok=True)
        copies.discard_parts(folder)
        at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        files = list(files_of(village_file))
        done = _still_held(folder, dict(files), at)
        news = [(name, path) for name, path in files if name not in done]
        _check_room(stick, village_file, [path for _name, path in news])
        size = 0
        total = sum(path.stat().st_size for _name, path in news) or 1
        for name, path in news:
            done[name] = copy_checked(path, folder / name, at)
            size += done[name].size
            tell(0.9 * size / total)
        made = make_copy(village_file, password, folder, kind="auto", now=now)
        size += made.path.stat().st_size
        _drop_old(folder)
        note = StickNote(SCHEMA, content.village_id, content.name, at, made.houses, done)
        write_whole(folder / NOTE, msgspec.json.format(msgspec.json.encode(note)))
        tell(1.0)
    return StickBackup(folder, at, made.houses, len(news) + 1, len(files) - len(news), size)


def _inside(stick: Path, village: Path) -> bool:
    return stick.resolve().is_relative_to(village.resolve())


def files_of(village_file: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a village beside its database: photos, weather."""
    root = village_file.parent
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root)
        hidden = any(part.startswith(".") for part in place.parts)
        database = path.name.startswith(village_file.name) or path.suffix == SUFFIX
        if path.is_file() and not hidden and not database and place.parts[0] != FOLDER:
            yield PurePosixPath(*place.parts).as_posix(), path


def read_note(folder: Path) -> dict[str, Held]:
    """Return what is on the stick by its own account; nothing if that cannot be read."""
    try:
        note = msgspec.json.decode(read_limited(folder / NOTE, _NOTE_LIMIT), type=StickNote)
    except (AppError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return note.files if note.schema == SCHEMA else {}


def _still_held(folder: Path, sources: dict[str, Path], at: str) -> dict[str, Held]:
    """Return what the stick holds and need not be copied again.

    A file of the village must still be the same there. Some of the files on the stick are
    read again, those longest unread first: one that has changed by itself is copied anew.
    """
    held = read_note(folder)
    kept: dict[str, Held] = {}
    budget = _READ_AGAIN
    for name, known in sorted(held.items(), key=lambda item: item[1].checked):
        there, source = folder / name, sources.get(name)
        if not _is_below(folder, there) or not there.is_file():
            continue
        if there.stat().st_size != known.size:
            continue
        if source is not None and _hash(source) != known.sha256:
            continue
        if budget > 0:
            budget -= known.size
            if _hash(there, from_medium=True) != known.sha256:
                continue
            known = Held(known.sha256, known.size, at)
        kept[name] = known
    return kept


def _is_below(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _check_room(stick: Path, village_file: Path, news: list[Path]) -> None:
    journal = village_file.with_name(village_file.name + "-wal")
    sizes = [path.stat().st_size for path in (village_file, journal, *news) if path.exists()]
    needed, free = sum(sizes) + _RESERVE, shutil.disk_usage(stick).free
    if needed > free:
        raise FileError(
            _(
                "The stick is too small: {needed} MB are needed, {free} MB are free. Nothing was "
                "written. Make room or choose another stick."
            ).format(needed=_megabytes(needed), free=_megabytes(free))
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}"


def copy_checked(source: Path, target: Path, at: str) -> Held:
    """Copy a file under a hidden name, read it back from the medium, then give it its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    try:
        digest = hashlib.sha256()
        with source.open("rb") as read, part.open("wb") as write:
            while piece := read.read(_CHUNK):
                digest.update(piece)
                write.write(piece)
            write.flush()
            os.fsync(write.fileno())
        if _hash(part, from_medium=True) != digest.hexdigest():
            raise FileError(
                _(
                    "{path} reads back differently from what was written: the stick is worn out. "
                    "Take another stick."
                ).format(path=target.name)
            )
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Held(digest.hexdigest(), target.stat().st_size, at)


def _hash(path: Path, *, from_medium: bool = False) -> str:
    """Return the SHA-256 of a file; ``from_medium`` asks the system to forget what it wrote."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if from_medium and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _drop_old(folder: Path) -> None:
    for old in _copies_in(folder)[KEEP_ON_STICK:]:
        old.path.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(stick: Path) -> Iterator[None]:
    """Turn errors of the system about a stick into sentences of a stick."""
    try:
        yield
    except OSError as error:
        raise FileError(stick_sentence(stick, error)) from error
    except AppError as error:
        if not stick.is_dir():
            raise FileError(_gone(stick)) from error
        raise


def stick_sentence(stick: Path, error: OSError) -> str:
    """Return the sentence for a stick that refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _(
            "The stick {stick} became full while it was written. The older backup on it is whole. "
            "Make room or choose another stick."
        ).format(stick=stick)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _(
            "The stick {stick} is write-protected. Move its lock or choose another stick."
        ).format(stick=stick)
    return _gone(stick)


def _gone(stick: Path) -> str:
    return _(
        "The stick {stick} is gone or cannot be read. The village on this computer is whole; plug "
        "the stick in and back up again."
    ).format(stick=stick)


def newest_on_stick(stick: Path) -> list[Path]:
    """Return village copies on a stick or in a folder, newest first."""
    folders = [stick, stick / ROOT]
    with contextlib.suppress(OSError):
        folders += [path for path in (stick / ROOT).iterdir() if path.is_dir()]
    found = [copy for folder in folders for copy in _copies_in(folder)]
    found.sort(key=lambda copy: copy.at, reverse=True)
    paths = [copy.path for copy in found]
    whole = stick / FILE_NAME
    return [*paths, whole] if whole.is_file() else paths


def restore_files(stick_copy: Path, village_folder: Path) -> int:
    """Bring back photos and weather that lie beside a copy and are missing; return how many."""
    folder, count = stick_copy.parent, 0
    if not (folder / NOTE).is_file():
        return 0
    for name, held in read_note(folder).items():
        target = village_folder / name
        source = folder / name
        if not _is_below(village_folder, target) or target.exists():
            continue
        if _is_below(folder, source) and source.is_file() and _hash(source) == held.sha256:
            copy_checked(source, target, held.checked)
            count += 1
    return count
