"""The group of a household, read from group and door number (A05)."""

import re

_GROUP = re.compile(r"\s*(.*?[组队])")
_ENGLISH = re.compile(r"\s*group\s*(\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_DIGITS = "〇一二三四五六七八九"


def group_of(door: str) -> str:
    """Return the group of a door such as 三组27号, empty if none is named.

    3组, 第三组 and Group 3 are the same group as 三组.
    """
    english = _ENGLISH.match(door)
    if english:
        return f"{_in_words(int(english[1]))}组"
    found = _GROUP.match(door)
    if not found:
        return ""
    name = found[1].removeprefix("第").strip()
    return _NUMBER.sub(lambda number: _in_words(int(number[0])), name)


def _in_words(number: int) -> str:
    """Return a number up to 99 in Chinese words, larger ones in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    first = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return first + (_DIGITS[ones] if ones or not tens else "")
