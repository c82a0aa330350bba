"""The photos of a village: which files it has, which house shows them, which are free."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import nacl.exceptions

from app.errors import AppError, ForeignFileError
from app.i18n import gettext as _
from app.model.ids import is_id
from app.model.photo import Photo, PhotoUse, Visit
from app.model.survey.photos import PHOTO_ID
from app.store import overview
from app.store.changes import Core
from app.store.fields import HOUSEHOLD, clean, now
from app.store.photo_files import PhotoFiles, is_photo_id, no_photo, opened

T = TypeVar("T")
_FIELDS = (*("id", "source", "name", "taken_at", "width", "height", "size", "position", "aside"),)
_SHOWN = (
    "SELECT json_extract(c.value, '$') AS photo, k.subject_id AS home, k.\"row\" AS place "
    "FROM change c JOIN current k ON k.change_id = c.id "
    f"WHERE c.field = '{PHOTO_ID}' AND c.value IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM current r JOIN change rc ON rc.id = r.change_id WHERE "
    'r.subject_id = k.subject_id AND r."row" = k."row" AND r.field = \'@row\' '
    "AND rc.value IS NULL)"
)
_WHERE_SHOWN = (
    f"SELECT photo, home, h.code, d.number, place FROM ({_SHOWN}) JOIN dwelling d ON d.id = home "
    "JOIN household h ON h.id = d.household_id "
)
_USES = _WHERE_SHOWN + "ORDER BY h.code, d.number"
_USES_OF = (
    f"{_WHERE_SHOWN}WHERE photo IN (SELECT photo FROM ({_SHOWN}) WHERE home = ?) "
    "ORDER BY h.code, d.number"
)


@dataclass(frozen=True, slots=True)
class AlbumReport:
    """What a look at all files found, as photo ids.

    ``missing``: shown by a house or free, but without a file. ``damaged``: another hash.
    ``unknown``: files that the village does not know; they are left alone.
    """

    checked: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    unknown: tuple[str, ...]


class Run(Protocol):
    """Does work on the store thread, as :class:`app.store.village.VillageFile` does."""

    def __call__(self, work: Callable[[Core], T]) -> T:
        """Do it."""


class Album:
    """The photos of one open village. Files are read on the thread that asks."""

    def __init__(self, read: Run, write: Run, folder: Path, *, is_sealed: bool) -> None:
        self._read, self._write = read, write
        self.files = PhotoFiles(folder)
        self.is_sealed = is_sealed
        self._damaged: set[str] = set()

    def photos(self) -> list[Photo]:
        """Return every photo that has not been destroyed, by time; their keys stay here."""
        return self._read(lambda core: _photos(core, "destroyed_at IS NULL"))

    def free(self) -> list[Photo]:
        """Return the photos that no house shows, by time."""

        def work(core: Core) -> list[Photo]:
            shown = {use.photo for use in _uses(core)}
            return [item for item in _photos(core, "destroyed_at IS NULL") if item.id not in shown]

        return self._read(work)

    def photo(self, photo_id: str) -> Photo | None:
        """Return one photo, None if it never was here or has been destroyed."""
        found = self._read(
            lambda core: _photos(core, "destroyed_at IS NULL AND id = ?", (photo_id,))
        )
        return found[0] if found else None

    def known(self) -> frozenset[str]:
        """Return the hashes of the photos that are here, and of the files they were made from.

        A photo whose file is gone or was found damaged is not among them: it may come again.
        """
        rows = self._read(
            lambda core: core.db.execute(
                "SELECT id, source FROM photo WHERE destroyed_at IS NULL"
            ).fetchall()
        )
        here = self.files.ids() - self._damaged
        return frozenset(item for row in rows if row[0] in here for item in row)

    def uses(self, dwelling_id: str = "") -> dict[str, list[PhotoUse]]:
        """Return photo id -> the houses that show it; only the photos of one house, if named."""
        found: dict[str, list[PhotoUse]] = {}
        for use in self._read(lambda core: _uses(core, dwelling_id)):
            found.setdefault(use.photo, []).append(use)
        return found

    def add(self, photos: Iterable[Photo]) -> int:
        """Take note of photos whose files have been written; returns how many are new.

        One that is here already, or that was destroyed when its family withdrew, stays so.
        """
        given = list(photos)

        def work(core: Core) -> int:
            return sum(_add(core, photo) for photo in given)

        fresh = self._write(work)
        self._damaged -= {photo.id for photo in given}
        for photo_id in {photo.id for photo in given} & self._read(_destroyed):
            self.files.remove(photo_id)
        return fresh

    def set_aside(self, photo_ids: Iterable[str], *, aside: bool) -> None:
        """Say that photos are not wanted, or are wanted again; their files stay."""
        rows = [(int(aside), photo_id) for photo_id in photo_ids]
        self._write(
            lambda core: core.db.conn.executemany("UPDATE photo SET aside = ? WHERE id = ?", rows)
        )

    def forget_position(self, photo_id: str) -> None:
        """Forget where a photo was taken, when that has been used or is not wanted."""
        self._write(
            lambda core: core.db.execute("UPDATE photo SET position = '' WHERE id = ?", (photo_id,))
        )

    def data(self, photo_id: str) -> bytes:
        """Return the JPEG of a photo, verified by its hash; raises like PhotoFiles.read."""
        return self._jpeg(photo_id, self._key(photo_id))

    def wrapped_key(self, photo_id: str) -> bytes:
        """Return the key of a photo sealed with the village's key; empty for a plain file."""

        def work(core: Core) -> bytes:
            row = core.db.execute(
                'SELECT "key" FROM photo WHERE id = ? AND destroyed_at IS NULL', (photo_id,)
            ).fetchone()
            return bytes(row[0]) if row is not None and row[0] is not None else b""

        return self._read(work)

    def open_sealed(self, data: bytes, wrapped: bytes) -> bytes:
        """Return what a sealed photo of another copy of this village holds.

        Raises
        ------
        ForeignFileError
            If key or file is damaged, or belongs to another village.
        """

        def key() -> bytes:
            try:
                return self._read(lambda core: core.keyring.unwrap(wrapped))
            except (nacl.exceptions.CryptoError, ValueError) as error:
                raise ForeignFileError(_foreign_key()) from error

        found = opened(data, key())
        if found is None:
            raise ForeignFileError(_foreign_key())
        return found

    def has_original(self, photo_id: str) -> bool:
        """Tell whether the picture as it came was kept."""
        return self.files.original_path(photo_id, is_sealed=self.is_sealed).is_file()

    def original(self, photo_id: str) -> bytes:
        """Return the picture as it came, verified by its hash; raises like PhotoFiles.read."""
        photo = self.photo(photo_id)
        if photo is None:
            raise no_photo(photo_id)
        return self.files.read_original(photo_id, photo.source, self._key(photo_id))

    def _jpeg(self, photo_id: str, key: bytes) -> bytes:
        try:
            return self.files.read(photo_id, key)
        except ForeignFileError:
            self._damaged.add(photo_id)
            raise

    def thumbnail(self, photo_id: str, make: Callable[[bytes], bytes]) -> bytes:
        """Return the thumbnail of a photo, made by ``make`` and kept where there is none."""
        key = self._key(photo_id)
        kept = self.files.read_thumbnail(photo_id, key)
        if kept:
            return kept
        small = make(self._jpeg(photo_id, key))
        self.files.write_thumbnail(photo_id, small, key)
        return small

    def _key(self, photo_id: str) -> bytes:
        return self._read(lambda core: _key(core, photo_id, is_sealed=self.is_sealed))

    def visits(self, offset: int) -> list[Visit]:
        """Return when houses were surveyed, by time; local time is UTC + ``offset`` [min]."""
        return self._read(lambda core: _visits(core, offset))

    def check(self, progress: Callable[[float], None] = lambda _share: None) -> AlbumReport:
        """Read every photo and compare hashes; nothing is changed."""
        known = {photo.id for photo in self.photos()}
        here = self.files.ids()
        damaged: list[str] = []
        for number, photo_id in enumerate(sorted(known & here), 1):
            try:
                self.data(photo_id)
            except AppError:
                damaged.append(photo_id)
            progress(number / len(known & here))
        wanted = known | {photo_id for photo_id in self.uses() if is_photo_id(photo_id)}
        gone = wanted - here - self._read(_destroyed)
        return AlbumReport(
            len(known & here), tuple(sorted(gone)), tuple(damaged), tuple(sorted(here - known))
        )

    def sweep(self) -> None:
        """Remove the files of destroyed photos; FileError if the disk refuses."""
        for photo_id in self._read(_destroyed):
            self.files.remove(photo_id)


def _foreign_key() -> str:
    return _("A sealed photo was not made in a copy of this village and cannot be opened.")


def destroy_photos(core: Core, dwellings: Iterable[str]) -> None:
    """Destroy the keys of the photos that these dwellings show or have ever shown.

    A photo that a house once had by mistake and that only another house shows now is kept.
    """
    mine = set(dwellings)
    marks = ",".join("?" * len(mine))
    rows = core.db.execute(
        f"SELECT DISTINCT json_extract(value, '$') FROM change WHERE field = '{PHOTO_ID}' "
        f"AND value IS NOT NULL AND subject_id IN ({marks})",
        tuple(mine),
    ).fetchall()
    homes: dict[str, set[str]] = {}
    for photo_id, home, _row in core.db.execute(_SHOWN).fetchall():
        homes.setdefault(photo_id, set()).add(home)
    for (photo_id,) in rows:
        shown = homes.get(photo_id, set())
        if not shown or shown & mine:
            core.db.execute(
                "UPDATE photo SET \"key\" = NULL, name = '', position = '', taken_at = '', "
                "source = '', destroyed_at = coalesce(destroyed_at, ?) WHERE id = ?",
                (now(), photo_id),
            )


def dwellings_of(core: Core, household: str) -> list[str]:
    """Return every dwelling that a household has ever had."""
    rows = core.db.execute(
        "SELECT DISTINCT subject_id FROM change WHERE field = ? AND value = json_quote(?)",
        (HOUSEHOLD, household),
    ).fetchall()
    return [dwelling for (dwelling,) in rows]


def _photos(core: Core, where: str, parameters: tuple[object, ...] = ()) -> list[Photo]:
    rows = core.db.execute(
        f"SELECT {', '.join(_FIELDS)} FROM photo WHERE {where} ORDER BY taken_at, name, id",
        parameters,
    ).fetchall()
    return [Photo(**dict(zip(_FIELDS, row, strict=True))) for row in rows]


def _uses(core: Core, dwelling_id: str = "") -> list[PhotoUse]:
    sql, given = (_USES_OF, (dwelling_id,)) if dwelling_id else (_USES, ())
    return [
        PhotoUse(str(photo), dwelling, overview.dwelling_code(code, number), row)
        for photo, dwelling, code, number, row in core.db.execute(sql, given).fetchall()
    ]


def _key(core: Core, photo_id: str, *, is_sealed: bool) -> bytes:
    row = core.db.execute(
        'SELECT "key" FROM photo WHERE id = ? AND destroyed_at IS NULL', (photo_id,)
    ).fetchone()
    if row is None or (is_sealed and row[0] is None):
        raise no_photo(photo_id)
    return core.keyring.unwrap(row[0]) if row[0] is not None else b""


def _add(core: Core, photo: Photo) -> bool:
    if not is_photo_id(photo.id) or bool(photo.key) is not core.encrypted:
        raise ValueError(f"photo {photo.id!r} does not fit this village")
    wrapped = core.keyring.wrap(photo.key) if photo.key else None
    row: tuple[Any, ...] = (
        photo.id,
        photo.source,
        clean(photo.name),
        photo.taken_at,
        photo.width,
        photo.height,
        photo.size,
        photo.position,
        wrapped,
        int(photo.aside),
        now(),
    )
    fresh = core.db.execute(
        "INSERT OR IGNORE INTO photo VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", row
    ).rowcount
    if not fresh and wrapped is not None:  # its file was written anew, under this key
        core.db.execute(
            'UPDATE photo SET "key" = ? WHERE id = ? AND destroyed_at IS NULL', (wrapped, photo.id)
        )
    return bool(fresh)


def _destroyed(core: Core) -> set[str]:
    rows = core.db.execute("SELECT id FROM photo WHERE destroyed_at IS NOT NULL").fetchall()
    return {photo_id for (photo_id,) in rows}


def _visits(core: Core, offset: int) -> list[Visit]:
    """Read first and last answer of each house on each local day; house by house."""
    local = f"strftime('%Y-%m-%dT%H:%M:%S', c.at, '{offset:+d} minutes')"
    rows = core.db.execute(
        f"SELECT c.subject_id, min({local}), max({local}) FROM change c "
        "JOIN dwelling d ON d.id = c.subject_id WHERE c.field NOT LIKE '@%' "
        "AND c.field NOT LIKE 'PH%' AND c.provenance IN ('measured', 'told', 'document') "
        f"GROUP BY c.subject_id, substr({local}, 1, 10) ORDER BY 2, 1"
    ).fetchall()
    houses = {row.dwelling_id: row for row in overview.overview(core)}
    return [
        Visit(dwelling, houses[dwelling].code, houses[dwelling].head_name, begin, end)
        for dwelling, begin, end in rows
        if dwelling in houses and is_id(dwelling) and begin and end
    ]
