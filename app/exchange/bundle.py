"""A data package with photos: one ZIP file that holds the package and the photo files, unpacked.

What is in it is hostile until checked: names, sizes and number of the entries are those that the
package itself names, nothing is unpacked to a path of the archive's choosing.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.errors import FileError, ForeignFileError
from app.exchange.files import write_sentence
from app.exchange.package import DataPackage, PackagePhoto, package_bytes, parse_package
from app.i18n import gettext as _

PACKAGE = "village-package.json"
SUFFIX = ".zip"
_FOLDER = "photos/"
_PACKAGE_MOST = 200_000_000  # [bytes]
_PHOTO_MOST = 3_000_000  # [bytes] a kept photo and its seal
_ENTRIES_MOST = 60_000

Progress = Callable[[float], None]


def write_bundle(
    path: Path, package: DataPackage, photos: Iterable[tuple[str, bytes]], progress: Progress
) -> None:
    """Write package and photos (id, bytes of the file) whole or not at all.

    Raises
    ------
    FileError
        If the disk refuses; nothing is left behind.
    """
    part = path.with_name(f".{path.name}.part")
    count = max(len(package.photos), 1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(PACKAGE, package_bytes(package), zipfile.ZIP_DEFLATED)
            for number, (photo, data) in enumerate(photos, 1):
                archive.writestr(_FOLDER + photo, data)
                progress(number / count)
        part.replace(path)
    except OSError as error:
        raise FileError(write_sentence(path, error)) from error
    finally:
        part.unlink(missing_ok=True)


class Bundle:
    """An open package with photos."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, package: DataPackage) -> None:
        self.path, self._archive, self.package = path, archive, package
        self._sizes: Mapping[str, int] = {
            item.filename: item.file_size
            for item in archive.infolist()
            if item.compress_type == zipfile.ZIP_STORED
        }

    def data(self, photo: PackagePhoto) -> bytes:
        """Return the file of a photo; ForeignFileError if it is not there as it was named."""
        name = _FOLDER + photo.id
        if not 0 < photo.size <= _PHOTO_MOST or self._sizes.get(name) != photo.size:
            raise ForeignFileError(_missing(self.path, photo.id))
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as error:
            raise ForeignFileError(_missing(self.path, photo.id)) from error


def is_bundle(path: Path) -> bool:
    """Tell whether a file looks like a package with photos."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


@contextmanager
def open_bundle(path: Path) -> Iterator[Bundle]:
    """Open a package with photos and check what it says of itself.

    Raises
    ------
    FileError, ForeignFileError, NewerFileError
        With a sentence naming the file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield Bundle(path, archive, parse_package(path, _package_in(path, archive)))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ForeignFileError(
            _("{path} is damaged and nothing of it was taken. Ask for a new copy.").format(
                path=path.name
            )
        ) from error
    except OSError as error:
        raise FileError(
            _("{path} cannot be read ({reason}). Check the file and its permissions.").format(
                path=path, reason=error.strerror or error
            )
        ) from error


def _package_in(path: Path, archive: zipfile.ZipFile) -> bytes:
    entries = archive.infolist()
    held = [item for item in entries if item.filename == PACKAGE]
    sound = len(held) == 1 and held[0].file_size <= _PACKAGE_MOST
    if not sound or len(entries) > _ENTRIES_MOST or held[0].flag_bits & 1:
        raise ForeignFileError(
            _(
                "{path} is not a data package of this program. Choose a file made by “export”."
            ).format(path=path.name)
        )
    with archive.open(held[0]) as file:
        data = file.read(_PACKAGE_MOST + 1)
    if len(data) > _PACKAGE_MOST:
        raise zipfile.BadZipFile
    return data


def _missing(path: Path, photo: str) -> str:
    return _("{path} does not hold the photo {id} as it says.").format(
        path=path.name, id=photo[:12]
    )
