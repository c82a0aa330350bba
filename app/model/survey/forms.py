"""Answers as people write them: read with full-width digits and Chinese marks, and shown."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.i18n import Language, Text
from app.model.survey.spec import FieldSpec, Kind
from app.model.survey.whole import size_numbers, size_text

_MARKS = str.maketrans({"。": ".", "，": ",", "、": ",", "—": "-", "－": "-", "−": "-", "×": "x"})
_THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^-?(\d+(\.\d*)?|\.\d+)$")
_DAY = re.compile(r"^(\d{1,2})[-./月](\d{1,2})日?$")
_DATE = re.compile(r"^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
CHINA = ((3.8, 53.6), (73.4, 135.1))
"""Latitudes and longitudes of the country [°]."""

REFUSALS: Mapping[str, Text] = {
    "number": Text("这里要填数字，例如 3.6。", "A number is needed here, for example 3.6."),
    "whole": Text("这里要填整数，不带小数。", "A whole number is needed here."),
    "choice": Text("没有这个选项，请从列出的里面选。", "No such answer; pick one of the list."),
    "date": Text("日期写成 2026-11-22 这样。", "Write the date like 2026-11-22."),
    "season": Text("起止写成 11-15 至 03-15 这样。", "Write start and end like 11-15/03-15."),
    "id_number": Text(
        "身份证号不对：18位，请对照证件再看一遍。",
        "The ID number is wrong: 18 digits with a check digit. Compare it with the card.",
    ),
    "phone": Text("电话只能有数字和短横。", "A phone number has digits and dashes only."),
    "coordinates": Text(
        "写成纬度,经度，例如 39.1,117.2，要在国内。",
        "Write latitude,longitude such as 39.1,117.2, inside the country.",
    ),
    "size": Text("写成宽×高，例如 1.2×0.9。", "Write width x height, for example 1.2x0.9."),
    "long": Text("字太多了，请写短一些。", "Too long; please shorten it."),
}


class ParseError(ValueError):
    """What was written cannot be an answer; ``code`` is a key of :data:`REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def text(self) -> Text:
        """The sentence to show."""
        return REFUSALS[self.code]


def parse_value(spec: FieldSpec, text: str) -> Any:
    """Return the value that ``text`` means for a field.

    Full-width digits and letters, ``。`` and ``，`` are understood; ``-`` alone is 0 in a count.

    Raises
    ------
    ParseError
        A ValueError whose ``code`` says what is wrong.
    """
    return _PARSERS[spec.kind](spec, text.strip())


def plain(text: str) -> str:
    """Return the text with half-width digits and western marks, without spaces."""
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS).replace(" ", "")


def parse_number(text: str, unit: str = "") -> float:
    """Return the number in ``text``, which may end with its unit."""
    cleaned = plain(text)
    mark = plain(unit)
    if mark and cleaned.lower().endswith(mark.lower()):
        cleaned = cleaned[: -len(mark)]
    if _THOUSANDS.match(cleaned):
        cleaned = cleaned.replace(",", "")
    cleaned = cleaned.replace(",", ".", 1)
    if not _NUMBER.match(cleaned):
        raise ParseError("number")
    return float(cleaned)


def _integer(spec: FieldSpec, text: str) -> int:
    if plain(text) == "-":
        return 0  # on the keypad a dash is quicker than a nought
    number = parse_number(text, spec.unit)
    if number != int(number):
        raise ParseError("whole")
    return int(number)


def _decimal(spec: FieldSpec, text: str) -> float:
    return parse_number(text, spec.unit)


def _text(spec: FieldSpec, text: str) -> str:
    if spec.max_length is not None and len(text) > spec.max_length:
        raise ParseError("long")
    return text


def _choice(spec: FieldSpec, text: str) -> str:
    wanted = plain(text).lower()
    for item in spec.choices:
        names = (item.code, item.label.zh, item.label.en)
        if text in names or wanted in (plain(name).lower() for name in names):
            return item.code
    raise ParseError("choice")


def _multi(spec: FieldSpec, text: str) -> tuple[str, ...]:
    parts = [part for part in re.split(r"[,;，、；/]", text) if part.strip()]
    return tuple(dict.fromkeys(_choice(spec, part.strip()) for part in parts))


def _tick(_spec: FieldSpec, text: str) -> bool:
    if plain(text).lower() in ("是", "yes", "true", "1", "√", "已告知"):
        return True
    if plain(text).lower() in ("否", "no", "false", "0", "没有"):
        return False
    raise ParseError("choice")


def _date(_spec: FieldSpec, text: str) -> str:
    found = _DATE.match(plain(text))
    if not found:
        raise ParseError("date")
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError as error:
        raise ParseError("date") from error


def _season(_spec: FieldSpec, text: str) -> str:
    ends = re.split(r"[/至到~]", plain(text))
    days = [_DAY.match(end) for end in ends]
    if len(days) != 2 or not all(days):
        raise ParseError("season")
    return "/".join(_month_day(day) for day in days if day)


def _month_day(day: re.Match[str]) -> str:
    month, number = int(day[1]), int(day[2])
    try:
        date(2024, month, number)  # a leap year
    except ValueError as error:
        raise ParseError("season") from error
    return f"{month:02d}-{number:02d}"


def _id_number(_spec: FieldSpec, text: str) -> str:
    number = plain(text).upper()
    if not is_id_number(number):
        raise ParseError("id_number")
    return number


def is_id_number(number: str) -> bool:
    """Tell whether an 18-character ID number has a birth date and the right check digit."""
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return number[17] == _ID_CHECKS[total % 11]


def _phone(spec: FieldSpec, text: str) -> str:
    number = plain(text)
    if not re.fullmatch(r"\d[\d-]*\d", number):
        raise ParseError("phone")
    return _text(spec, number)


def _coordinates(_spec: FieldSpec, text: str) -> str:
    parts = plain(text).split(",")
    if len(parts) != 2:
        raise ParseError("coordinates")
    numbers = [parse_number(part, "°") for part in parts]
    inside = all(low <= number <= high for number, (low, high) in zip(numbers, CHINA, strict=True))
    if not inside:
        raise ParseError("coordinates")
    return f"{numbers[0]:g},{numbers[1]:g}"


def _size(spec: FieldSpec, text: str) -> str:
    parts = re.split(r"[xX*]", plain(text))
    if len(parts) != 2:
        raise ParseError("size")
    return size_text(*(parse_number(part, spec.unit) for part in parts))


_PARSERS: Mapping[Kind, Callable[[FieldSpec, str], Any]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.DATE: _date,
    Kind.SEASON: _season,
    Kind.TICK: _tick,
    Kind.ID_NUMBER: _id_number,
    Kind.PHONE: _phone,
    Kind.COORDINATES: _coordinates,
    Kind.SIZE: _size,
}


def format_value(spec: FieldSpec, value: Any, language: Language) -> str:
    """Return a value as it is shown; :func:`parse_value` reads it back."""
    if spec.kind is Kind.DECIMAL:
        return f"{value:.{spec.decimals}f}"
    if spec.kind is Kind.CHOICE:
        return _label(spec, str(value), language)
    if spec.kind is Kind.MULTI:
        joint = "、" if language == "zh" else ", "
        return joint.join(_label(spec, code, language) for code in value)
    if spec.kind is Kind.TICK:
        return {"zh": ("否", "是"), "en": ("No", "Yes")}[language][bool(value)]
    if spec.kind is Kind.SEASON:
        return str(value).replace("/", " 至 " if language == "zh" else " / ")
    if spec.kind is Kind.SIZE:
        width, height = size_numbers(str(value))
        return f"{width:.{spec.decimals}f}×{height:.{spec.decimals}f}"
    return str(value)


def _label(spec: FieldSpec, code: str, language: Language) -> str:
    found = spec.choice(code)
    return found.label.get(language) if found else code
