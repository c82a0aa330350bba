"""Writing files whole or not at all, reading them with a limit; errors as sentences."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from app.errors import FileError
from app.i18n import gettext as _


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that the file is either complete or as it was before.

    Raises
    ------
    FileError
        If the folder cannot be written or the disk is full; nothing is left behind.
    """
    temporary = path.parent / f".{path.name}.{secrets.token_hex(4)}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise FileError(write_sentence(path, error)) from error


def write_sentence(path: Path, error: OSError) -> str:
    """Return the sentence for a file that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full: {path} was not written. Free some space and try again.").format(
            path=path
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _(
            "{path} cannot be written. Choose another folder or close the program that holds it."
        ).format(path=path)
    return _("{path} could not be written ({reason}). Choose another folder.").format(
        path=path, reason=error.strerror or error
    )


def read_limited(path: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most ``limit`` bytes.

    Raises
    ------
    FileError
        If the file is missing, unreadable, a folder, or larger than ``limit``.
    """
    try:
        if path.is_dir():
            raise FileError(_("{path} is a folder. Name a file.").format(path=path))
        if path.stat().st_size > limit:
            raise FileError(
                _(
                    "{path} is larger than {size} MB and is not read. "
                    "Check that it is the right file."
                ).format(path=path, size=limit // 1_000_000)
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(
            _("There is no file {path}. Check the name and the folder.").format(path=path)
        ) from error
    except OSError as error:
        raise FileError(
            _("{path} cannot be read ({reason}). Check the file and its permissions.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
