"""Photos from card to village: list, copy, shrink, verify; which house a picture belongs to.

The functions for the long process write photo files only; the window, which alone writes the
village file, takes note of them afterwards. A file nobody took note of does no harm: the next
import of the same picture finds and uses it.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.errors import AppError, Cancelled, FileError
from app.exchange.pictures import (
    SUFFIXES,
    read_picture,
    sha256,
    source_bytes,
    taken_at,
    thumbnail,
)
from app.i18n import gettext as _
from app.model.photo import Photo, Visit
from app.store.personal import new_key
from app.store.photo_files import PhotoFiles
from app.store.village import VillageFile

Progress = Callable[[float], None]
FILES_MOST = 20_000
THUMBNAIL = 320  # [px]
_BEFORE, _AFTER = timedelta(minutes=20), timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class CardPicture:
    """A picture on a card: where, when taken (local, ISO 8601), how large [bytes]."""

    path: Path
    taken_at: str
    size: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A picture that was not taken, and the sentence why."""

    path: Path
    sentence: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of some pictures of a card.

    ``photos`` are in the village's folder, verified, and wait to be noted. ``known`` were here
    already, ``twins`` came twice. ``stopped`` says why the rest was not tried; ``cancelled``
    that the operator ended it.
    """

    photos: tuple[Photo, ...] = ()
    known: tuple[Path, ...] = ()
    twins: tuple[Path, ...] = ()
    refused: tuple[Refused, ...] = ()
    stopped: str = ""
    cancelled: bool = False


def list_card(folder: Path, *, progress: Progress) -> tuple[CardPicture, ...]:
    """Return the pictures in a folder and below, by time; nothing there is touched.

    Raises
    ------
    FileError
        If there is no such folder, or it holds more files than any card.
    """
    if not folder.is_dir():
        raise FileError(
            _("{folder} cannot be read. Is the card or phone plugged in?").format(folder=folder)
        )
    paths = list(_pictures(folder))
    found = []
    for number, path in enumerate(paths, 1):
        progress(number / len(paths))
        try:
            size = path.stat().st_size
        except OSError:
            size = 0  # copying it will say what is wrong
        found.append(CardPicture(path, taken_at(path), size))
    return tuple(sorted(found, key=lambda picture: (picture.taken_at, picture.path)))


def _pictures(folder: Path) -> Iterator[Path]:
    """Yield picture files, hidden ones and links left out: a stick may hold anything."""
    count = 0
    for home, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            count += 1
            if count > FILES_MOST:
                raise FileError(
                    _(
                        "{folder} holds more than {n} files. Choose the folder with the photos, "
                        "on most cards it is DCIM."
                    ).format(folder=folder, n=FILES_MOST)
                )
            path = Path(home, name)
            wanted = path.suffix.lower() in SUFFIXES and not name.startswith(".")
            if wanted and path.is_file() and not path.is_symlink():
                yield path


def copy_photos(
    folder: Path,
    paths: Sequence[Path],
    known: frozenset[str],
    brought: frozenset[str],
    is_sealed: bool,
    with_position: bool,
    keep_originals: bool = False,
    *,
    progress: Progress,
) -> Copied:
    """Copy pictures into the photo folder of a village and verify each.

    ``known`` are the hashes of photos and of their sources that are here already, ``brought``
    those among them that came with this very card, so that a second one is a twin.
    ``keep_originals`` keeps the picture as it came beside the one that is shown. A picture
    that cannot be taken is named and passed over; a disk that refuses ends the work, and what
    was copied counts.
    """
    work = _Copying(PhotoFiles(folder), known | brought, known - brought, is_sealed)
    work.with_position, work.keep_originals = with_position, keep_originals
    for number, path in enumerate(paths):
        try:
            progress(number / len(paths))
            work.take(path)
        except Cancelled:
            return work.outcome(cancelled=True)
        except _StopError as stop:
            return work.outcome(stopped=str(stop))
    return work.outcome()


class _StopError(Exception):
    """The village's own disk refuses: going on is of no use."""


class _Copying:
    """One run over some pictures, and what has become of them so far."""

    def __init__(
        self, files: PhotoFiles, known: frozenset[str], here: frozenset[str], is_sealed: bool
    ) -> None:
        self._files, self._known, self._here = files, set(known), here
        self._is_sealed, self.with_position, self.keep_originals = is_sealed, False, False
        self._photos: list[Photo] = []
        self._old: list[Path] = []
        self._twins: list[Path] = []
        self._refused: list[Refused] = []

    def take(self, path: Path) -> None:
        """Take one picture, or note why not."""
        try:
            data = source_bytes(path)
            source = sha256(data)
            if source in self._known:
                (self._old if source in self._here else self._twins).append(path)
                return
            picture = read_picture(data, path, with_position=self.with_position)
        except FileError as error:
            self._refused.append(Refused(path, str(error)))
            return
        if picture.id in self._known:  # the same picture saved with other data about it
            (self._old if picture.id in self._here else self._twins).append(path)
            return
        key = new_key() if self._is_sealed else b""
        try:
            self._files.write(picture.id, picture.jpeg, key)
            if self.keep_originals:
                self._files.write_original(picture.id, source, data, key)
        except AppError as error:
            raise _StopError(str(error)) from error
        self._known.update((picture.source, picture.id))
        self._photos.append(
            Photo(
                picture.id,
                picture.source,
                path.name[:120],
                picture.taken_at,
                picture.width,
                picture.height,
                len(picture.jpeg),
                picture.position,
                key,
            )
        )

    def outcome(self, *, stopped: str = "", cancelled: bool = False) -> Copied:
        """Return what has become of the pictures."""
        return Copied(
            tuple(self._photos),
            tuple(self._old),
            tuple(self._twins),
            tuple(self._refused),
            stopped,
            cancelled,
        )


def thumbnail_of(village: VillageFile, photo_id: str) -> bytes:
    """Return the thumbnail of a photo as JPEG; made once, then kept beside the photos.

    Raises
    ------
    AppError
        If the photo is not here, was destroyed, or is damaged.
    """
    return village.album.thumbnail(photo_id, lambda jpeg: thumbnail(jpeg, THUMBNAIL))


def house_of(photo: str, visits: Sequence[Visit]) -> Visit | None:
    """Return the visit during which a picture was taken, None where that is not clear.

    ``photo`` is its time, ``visits`` are in the order of their beginning. A picture belongs to
    the house whose survey had begun (or was to begin within 20 minutes, when no other was under
    way) and goes with it until the next house begins, an hour after its last entry at most.
    """
    at = _time(photo)
    if at is None:
        return None
    begins = [visit.begin for visit in visits]
    place = bisect_right(begins, photo)
    last = visits[place - 1] if place else None
    following = visits[place] if place < len(visits) else None
    if last is not None and photo <= last.end:
        return last
    if following is not None and (begin := _time(following.begin)) and begin - at <= _BEFORE:
        end = _time(last.end) if last is not None else None
        if end is None or begin - at < at - end:  # nearer to the next house than to the last
            return following
    if last is not None and (end := _time(last.end)) and at - end <= _AFTER:
        return last
    return None


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def houses_of(photos: Iterable[Photo], visits: Sequence[Visit]) -> dict[str, Visit]:
    """Return photo id -> the visit that is proposed for it."""
    found = ((photo.id, house_of(photo.taken_at, visits)) for photo in photos)
    return {photo_id: visit for photo_id, visit in found if visit is not None}


def local_offset() -> int:
    """Return how far the clock on this wall is ahead of UTC [min]."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    return int(offset.total_seconds() // 60)
