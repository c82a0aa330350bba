"""Photo files in the folder of a village: written whole, read back, sealed where need be.

A photo is ``photos/ab/<sha256>.jpg``; in a village with a password ``….sealed``, encrypted
with a key of its own that stands in the village file. The hash is that of the plain JPEG. Where it
was asked for, the picture as the phone wrote it lies in ``originals`` under the same id and key.
"""

import contextlib
import hashlib
import os
from pathlib import Path

import nacl.exceptions
import nacl.secret

from app.errors import FileError, ForeignFileError, NotFoundError
from app.i18n import gettext as _
from app.store.connection import translated
from app.store.opening import part_of

THUMBNAILS = "small"
ORIGINALS = "originals"
_PLAIN, _SEALED = ".jpg", ".sealed"
_DIGITS = frozenset("0123456789abcdef")
_ORIGINAL = ".original"
_MOST = 20_000_000  # [bytes] no photo of ours is larger
_ORIGINAL_MOST = 90_000_000  # [bytes]


def is_photo_id(text: object) -> bool:
    """Tell whether ``text`` is a SHA-256 in lower-case hexadecimal, and so safe as a name."""
    return isinstance(text, str) and len(text) == 64 and not set(text) - _DIGITS


class PhotoFiles:
    """The photo files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, photo_id: str, *, is_sealed: bool) -> Path:
        """Return where a photo is kept; NotFoundError if the id is none."""
        return self._path(self.folder, photo_id, is_sealed)

    def _path(self, folder: Path, photo_id: str, is_sealed: bool) -> Path:
        if not is_photo_id(photo_id):
            raise no_photo(photo_id)
        return folder / photo_id[:2] / (photo_id + (_SEALED if is_sealed else _PLAIN))

    def write(self, photo_id: str, jpeg: bytes, key: bytes) -> None:
        """Write a photo, have the system put it on the disk, and read it back.

        Raises
        ------
        FileError
            If the disk refuses or gives back something else; no part of it is left behind.
        """
        path = self.path(photo_id, is_sealed=bool(key))
        _write(path, _seal(jpeg, key))
        _forget_cached(path)
        try:
            self.read(photo_id, key)
        except FileError as error:
            with contextlib.suppress(OSError):
                path.unlink()
            raise FileError(
                _(
                    "A photo could not be read back from {folder} as it was written and was not "
                    "kept. The disk may be failing: use another one."
                ).format(folder=self.folder)
            ) from error

    def read(self, photo_id: str, key: bytes) -> bytes:
        """Return the JPEG of a photo.

        Raises
        ------
        NotFoundError
            If its file is not in the folder.
        ForeignFileError
            If the file is damaged or was exchanged: it has another hash.
        FileError
            If the disk refuses.
        """
        path = self.path(photo_id, is_sealed=bool(key))
        jpeg = opened(_read(path), key)
        if jpeg is None or hashlib.sha256(jpeg).hexdigest() != photo_id:
            raise ForeignFileError(
                _(
                    "The photo file {name} is damaged. Import the photo again from the card, or "
                    "restore a backup."
                ).format(name=path.name)
            )
        return jpeg

    def read_thumbnail(self, photo_id: str, key: bytes) -> bytes | None:
        """Return the kept thumbnail, None if there is none that can be used."""
        path = self._path(self.folder / THUMBNAILS, photo_id, bool(key))
        try:
            return opened(_read(path), key)
        except FileError:
            return None
        except NotFoundError:
            return None

    def write_thumbnail(self, photo_id: str, jpeg: bytes, key: bytes) -> None:
        """Keep a thumbnail; a disk that refuses is no error, it can be made again."""
        path = self._path(self.folder / THUMBNAILS, photo_id, bool(key))
        with contextlib.suppress(FileError):
            _write(path, _seal(jpeg, key))

    def original_path(self, photo_id: str, *, is_sealed: bool) -> Path:
        """Return where the picture as it came would be kept."""
        path = self._path(self.folder / ORIGINALS, photo_id, is_sealed)
        return path if is_sealed else path.with_suffix(_ORIGINAL)

    def write_original(self, photo_id: str, source: str, data: bytes, key: bytes) -> None:
        """Keep the picture as it came, whose SHA-256 is ``source``; raises like :meth:`write`."""
        path = self.original_path(photo_id, is_sealed=bool(key))
        _write(path, _seal(data, key))
        _forget_cached(path)
        try:
            self.read_original(photo_id, source, key)
        except FileError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise

    def read_original(self, photo_id: str, source: str, key: bytes) -> bytes:
        """Return the picture as it came; raises like :meth:`read`."""
        path = self.original_path(photo_id, is_sealed=bool(key))
        data = opened(_read(path, _ORIGINAL_MOST), key)
        if data is None or hashlib.sha256(data).hexdigest() != source:
            raise ForeignFileError(
                _("The original {name} is damaged. The smaller photo is still here.").format(
                    name=path.name
                )
            )
        return data

    def remove(self, photo_id: str) -> None:
        """Remove a photo, its thumbnail and original; FileError if the disk refuses."""
        for folder in (self.folder, self.folder / THUMBNAILS):
            for is_sealed in (False, True):
                path = self._path(folder, photo_id, is_sealed)
                with translated(path):
                    path.unlink(missing_ok=True)
        for is_sealed in (False, True):
            path = self.original_path(photo_id, is_sealed=is_sealed)
            with translated(path):
                path.unlink(missing_ok=True)

    def ids(self) -> set[str]:
        """Return the ids of the photos whose files are in the folder."""
        files = (*self.folder.glob("??/*" + _PLAIN), *self.folder.glob("??/*" + _SEALED))
        return {path.stem for path in files if is_photo_id(path.stem)}

    def remove_parts(self) -> int:
        """Remove what an interrupted copy left behind; returns how many files."""
        parts = list(self.folder.glob("**/.*.part"))
        for part in parts:
            with contextlib.suppress(OSError):
                part.unlink()
        return len(parts)


def no_photo(photo_id: str) -> NotFoundError:
    """Return the error for a photo that is not in the folder."""
    return NotFoundError(
        _(
            "The photo {id} is not on this computer. Copy the photos folder along with the "
            "village, or import the photo again."
        ).format(id=str(photo_id)[:12])
    )


def _write(path: Path, data: bytes) -> None:
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with part_of(path) as part:
            part.write_bytes(data)


def _read(path: Path, most: int = _MOST) -> bytes:
    with translated(path):
        try:
            if path.stat().st_size > most:
                return b""
            return path.read_bytes()
        except FileNotFoundError as error:
            raise no_photo(path.stem) from error


def _seal(data: bytes, key: bytes) -> bytes:
    return bytes(nacl.secret.SecretBox(key).encrypt(data)) if key else data


def opened(data: bytes, key: bytes) -> bytes | None:
    """Return what a file holds; None if the key does not open it."""
    if not key:
        return data
    try:
        return nacl.secret.SecretBox(key).decrypt(data)
    except (nacl.exceptions.CryptoError, ValueError):
        return None


def _forget_cached(path: Path) -> None:
    """Ask the system to read the file from the disk next time, where it can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
