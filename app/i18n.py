"""Texts in Chinese (default) and English.

English message ids are translated with gettext. Window and command line use the process
language (:func:`set_language`); papers and exports pass the language to :func:`translator`.
Field, catalogue and glossary texts carry both languages as data in :class:`Text`.
"""

import gettext as _gettext
from collections.abc import Callable
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
def _catalogue(language_: Language) -> _gettext.NullTranslations:
    if language_ == "en":
        return _gettext.NullTranslations()
    return _gettext.translation(
        "nuanfang", localedir=resource("i18n"), languages=[_LOCALES[language_]], fallback=True
    )


def translator(language_: Language) -> Callable[[str], str]:
    """Return the function that translates message ids into ``language_``."""
    return _catalogue(language_).gettext


def set_language(language_: Language) -> None:
    """Choose the language of window and command line."""
    _current[0] = language_


def language() -> Language:
    """Return the language of window and command line."""
    return _current[0]


def gettext(message: str) -> str:
    """Translate a message id into the language of window and command line."""
    return _catalogue(_current[0]).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a message id for translation that is translated where it is shown."""
    return message
