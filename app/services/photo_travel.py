"""Photos that go along with a data package, and back into another copy of the village.

From a village with a password they travel as they lie there: each sealed with a key of its own,
which is sealed with the village's. Only copies of the same village open them.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError, FileError, ForeignFileError
from app.exchange.bundle import Bundle
from app.exchange.package import PackagePhoto
from app.exchange.pictures import check_kept
from app.i18n import gettext as _
from app.model.photo import Photo
from app.services.stick import copy_checked, files_of
from app.store.opening import FILE_NAME
from app.store.personal import new_key
from app.store.photo_files import is_photo_id
from app.store.village import VillageFile

Progress = Callable[[float], None]
_RESERVE = 20_000_000  # [bytes] left free on the disk
_DAY_AND_TIME = 19


@dataclass(frozen=True, slots=True)
class Travelling:
    """Photos that houses show: how many, their size [bytes], and those without a file here."""

    photos: tuple[PackagePhoto, ...]
    missing: tuple[str, ...]

    @property
    def size(self) -> int:
        """The size of all files together [bytes]."""
        return sum(photo.size for photo in self.photos)


def photos_to_send(village: VillageFile) -> Travelling:
    """Return the photos that houses of the village show, with their keys as they are kept."""
    album = village.album
    shown, found, missing = _shown(village), [], []
    for photo in album.photos():
        if photo.id not in shown:
            continue
        path = album.files.path(photo.id, is_sealed=album.is_sealed)
        if not path.is_file():
            missing.append(photo.id)
            continue
        found.append(
            PackagePhoto(
                id=photo.id,
                source=photo.source,
                taken_at=photo.taken_at,
                width=photo.width,
                height=photo.height,
                size=path.stat().st_size,
                key=album.wrapped_key(photo.id).hex(),
            )
        )
    return Travelling(tuple(found), tuple(missing))


def _shown(village: VillageFile) -> set[str]:
    """Return the photos that houses show whose families have not withdrawn."""
    withdrawn = {row.dwelling_id for row in village.overview() if "withdrawn" in row.flags}
    uses = village.album.uses().items()
    return {photo for photo, by in uses if {use.dwelling_id for use in by} - withdrawn}


def photo_bytes(village: VillageFile, travelling: Travelling) -> Iterator[tuple[str, bytes]]:
    """Yield id and file of each photo, verified: a damaged one is not sent.

    Raises
    ------
    AppError
        If a file is gone or has another hash.
    """
    album = village.album
    for photo in travelling.photos:
        album.data(photo.id)
        path = album.files.path(photo.id, is_sealed=album.is_sealed)
        try:
            yield photo.id, path.read_bytes()
        except OSError as error:
            raise FileError(
                _("{path} cannot be read ({reason}). Check the file and its permissions.").format(
                    path=path, reason=error.strerror or error
                )
            ) from error


def check_room(folder: Path, size: int) -> None:
    """Raise a FileError if a folder has no room for so many bytes."""
    home = next((part for part in (folder, *folder.parents) if part.is_dir()), folder)
    try:
        free = shutil.disk_usage(home).free
    except OSError:
        return  # writing will tell
    if size + _RESERVE > free:
        raise FileError(
            _(
                "{needed} MB are needed in {folder}, {free} MB are free. Make room, or go without "
                "the photos."
            ).format(
                needed=f"{(size + _RESERVE) / 1e6:.0f}", folder=folder, free=f"{free / 1e6:.0f}"
            )
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the photos of a package; ``refused`` are sentences."""

    added: int
    known: int
    refused: tuple[str, ...]


def take_photos(
    village: VillageFile, bundle: Bundle, progress: Progress = lambda _share: None
) -> Taken:
    """Take the photos of a package that houses of the village show; each is verified.

    A photo that is damaged, foreign or not shown by any house is passed over and named or left
    out; the others come. In a village with a password each is sealed anew.

    Raises
    ------
    FileError
        If the disk refuses or is too small: what was taken so far stays.
    """
    album = village.album
    known, shown = album.known(), _shown(village)
    wanted = [photo for photo in bundle.package.photos if photo.id in shown]
    fresh = [photo for photo in wanted if photo.id not in known]
    check_room(album.files.folder, sum(max(photo.size, 0) for photo in fresh))
    added, refused = 0, []
    for number, photo in enumerate(fresh, 1):
        try:
            jpeg = _checked(village, bundle, photo)
        except ForeignFileError as error:
            refused.append(str(error))
            continue
        key = new_key() if album.is_sealed else b""
        album.files.write(photo.id, jpeg, key)
        added += album.add([_noted(photo, len(jpeg), key)])
        progress(number / len(fresh))
    return Taken(added, len(wanted) - len(fresh), tuple(refused))


def _checked(village: VillageFile, bundle: Bundle, photo: PackagePhoto) -> bytes:
    """Return the JPEG of a photo of a package; ForeignFileError if it is not what it says."""
    if not is_photo_id(photo.id) or not is_photo_id(photo.source):
        raise ForeignFileError(_("A photo of the package has no valid id."))
    data = bundle.data(photo)
    if photo.key:
        if not village.album.is_sealed:
            raise ForeignFileError(
                _("A sealed photo is not opened in a village without a password.")
            )
        data = village.album.open_sealed(data, _hex(photo.key))
    if hashlib.sha256(data).hexdigest() != photo.id:
        raise ForeignFileError(
            _("The photo {id} has changed on the way and was not taken.").format(id=photo.id[:12])
        )
    check_kept(data, f"{photo.id[:12]}.jpg")
    return data


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _noted(photo: PackagePhoto, size: int, key: bytes) -> Photo:
    taken = photo.taken_at[:_DAY_AND_TIME]
    return Photo(photo.id, photo.source, "", taken, photo.width, photo.height, size, "", key)


def copy_beside(source: Path, target: Path) -> tuple[int, int, str]:
    """Copy photos and weather of a village folder to a copy of its file, each read back.

    Returns how many files, their size [bytes], and why the rest was not copied (empty if all
    were): a copy without photos is better than none.
    """
    files = list(files_of(source / FILE_NAME))
    size = sum(path.stat().st_size for _name, path in files)
    count, done = 0, 0
    try:
        check_room(target, size)
        for name, path in files:
            held = copy_checked(path, target / name, "")
            count, done = count + 1, done + held.size
    except (OSError, AppError) as error:
        return count, done, str(error)
    return count, done, ""
