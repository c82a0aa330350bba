"""Texts in Chinese (default) and English.

English message ids are translated by a catalogue of gettext. Window and command line use the
process language (:func:`set_language`); papers and exports pass theirs to :func:`translator`.
Field, catalogue and glossary texts carry both languages as data in :class:`Text`.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.resources import resource

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
_current: list[Language] = ["zh"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is data: the same thing in Chinese and English."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.get(language())


@lru_cache
def _catalogue(language_: Language) -> Mapping[str, str]:
    """Return message id -> text of the compiled catalogue; ids stand for themselves without one.

    Read at once and not by the standard library, which takes six times as long: every start
    of the window waits for it.
    """
    file = resource("i18n", _LOCALES[language_], "LC_MESSAGES", "nuanfang.mo")
    if language_ == "en" or not file.is_file():
        return {}
    data = file.read_bytes()
    _magic, _version, count, *tables = struct.unpack_from("<5I", data)
    ids, texts = (_strings(data, table, count) for table in tables)
    return dict(zip(ids, texts, strict=True))


def _strings(data: bytes, table: int, count: int) -> list[str]:
    """Return the strings that a table of lengths and positions names."""
    places = struct.iter_unpack("<2I", data[table : table + 8 * count])
    return [data[start : start + length].decode() for length, start in places]


def translator(language_: Language) -> Callable[[str], str]:
    """Return the function that translates message ids into ``language_``."""
    texts = _catalogue(language_)
    return lambda message: texts.get(message, message)


def set_language(language_: Language) -> None:
    """Choose the language of window and command line."""
    _current[0] = language_


def language() -> Language:
    """Return the language of window and command line."""
    return _current[0]


def gettext(message: str) -> str:
    """Translate a message id into the language of window and command line."""
    return _catalogue(_current[0]).get(message, message)


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a message id for translation that is translated where it is shown."""
    return message
