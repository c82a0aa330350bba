"""Errors that the user can act on.

An :class:`AppError` carries a complete sentence in the user's language: what was seen, where,
and what to do. It is shown as it stands by one handler in ``ui`` and one in ``cli``.
"""


class AppError(Exception):
    """Something the user can act on; ``str(error)`` is the sentence to show."""


class FileError(AppError):
    """A file or folder cannot be read or written as it must be."""


class NewerFileError(FileError):
    """A file was written by a later release."""


class ForeignFileError(FileError):
    """A file is damaged or is not one of ours."""


class PasswordError(FileError):
    """A file is encrypted and the password is missing or wrong."""


class LockedError(AppError):
    """Somebody else is writing the same village file."""


class RefusedError(AppError):
    """This entry may not be kept as it is; trying it again is of no use."""


class NotFoundError(AppError):
    """There is no such household, dwelling, package or field."""


class NoClimateError(NotFoundError):
    """A village has no hourly year; ``here`` is the sentence for the page where it gets one."""

    def __init__(self, message: str, here: str = "") -> None:
        super().__init__(message)
        self.here = here


class IncompleteError(AppError):
    """The survey lacks what the calculation needs; ``fields`` names the missing field ids."""

    def __init__(self, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.fields = fields


class CaseError(AppError):
    """A simulation case file cannot be taken; the sentence names the entry."""


class Cancelled(Exception):  # noqa: N818 - an outcome, not an error
    """Raised inside ``progress`` to end long work; not an error."""
