"""The groups that houses are counted and filtered by: what is still to be done with them."""

from collections.abc import Iterable

from app.i18n import gettext as _
from app.ui.texts import state_word

DRAFT = "draft"
UNTOUCHED = "untouched"
UNFINISHED = "unfinished"
ALARM = "alarm"
ALARMS = frozenset(("grade_d", "flue_bad"))


def group_of(state: str, begun: bool | None) -> str:
    """Return the group of a house; ``begun`` is None while it is not known."""
    if state != DRAFT or begun is None:
        return state
    return UNFINISHED if begun else UNTOUCHED


def is_in(group: str, own: str) -> bool:
    """Tell whether a house of the group ``own`` is shown with a group.

    A draft is, until it is known whether it has been begun.
    """
    return own == group or (own == DRAFT and group in (UNTOUCHED, UNFINISHED))


def group_word(group: str) -> str:
    """Return the word of a group for a chip or a card."""
    words = {
        UNTOUCHED: _("Not surveyed yet"),
        UNFINISHED: _("Survey not finished"),
        ALARM: _("Danger"),
    }
    return words.get(group) or state_word(group)


def alarm_words(flags: Iterable[str]) -> str:
    """Return what is alarming about a house."""
    words = {"grade_d": _("grade D"), "flue_bad": _("CO risk")}
    return " ".join(f"× {words[flag]}" for flag in flags if flag in words)
