"""One cell of a roster: what it means as an answer, and what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.i18n import Text
from app.model.survey import ParseError, parse_value, spec
from app.model.survey.forms import is_id_number, plain

Severity = Literal["fault", "note"]
_ROUNDED = re.compile(r"^\d+(\.\d+)?E\+?\d+$", re.IGNORECASE)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^(0\d{2,3}-?)?[2-9]\d{6,7}$")
_MANY = re.compile(r"[/;,、；，\s]+")
_TOTALS = ("合计", "总计", "小计", "共计", "制表", "填表", "审核", "total")
_ADULT = 18
_CATEGORIES: Mapping[str, str] = {
    "一般": "gen", "普通": "gen", "非贫困": "gen", "低保边缘": "mrg", "边缘": "mrg",
    "低保": "low", "特困": "ext", "五保": "ext", "监测": "mon", "防返贫": "mon",
    "残疾": "dis", "其他": "oth",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """What is odd about a row: a fault keeps the row out, a note does not."""

    severity: Severity
    key: str
    text: Text


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell comes to: the answer (None: nothing) and what is to be said about it."""

    value: str | int | None
    reasons: tuple[Reason, ...] = ()


def _fault(key: str, zh: str, en: str) -> Cell:
    return Cell(None, (Reason("fault", key, Text(zh, en)),))


def is_rounded(text: str) -> bool:
    """Tell whether a spreadsheet has rounded this number, so that its last digits are lost."""
    number = plain(text)
    return bool(_ROUNDED.match(number)) or bool(re.fullmatch(r"\d{15}000", number))


def check_digit(seventeen: str) -> str:
    """Return the 18th character of an ID number (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def id_number(text: str, today: date) -> Cell:
    """Read an ID number of 18 characters, or an old one of 15, which is completed."""
    number = plain(text).upper()
    if not number:
        return Cell(None)
    if is_rounded(number):
        return _fault(
            "A03",
            "身份证号被表格改成了近似数，后几位已经丢了。请照证件重新填。",
            "The spreadsheet has rounded the ID number; its last digits are lost. Enter it from "
            "the card.",
        )
    if re.fullmatch(r"\d{15}", number):
        return _old_number(number, today)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return _fault(
            "A03",
            f"身份证号有 {len(number)} 位，应为 18 位（末位可以是 X）。请对照证件。",
            f"The ID number has {len(number)} characters instead of 18 (the last may be X). "
            "Compare it with the card.",
        )
    born = _born(number)
    if born is None or born.year < 1900 or born > today:
        return _fault(
            "A03",
            "身份证号里的出生日期不对。请对照证件。",
            "The birth date in the ID number is impossible. Compare it with the card.",
        )
    if not is_id_number(number):
        return _fault(
            "A03",
            "身份证号末位对不上，多半有一位写错了。请对照证件。",
            "The check digit of the ID number is wrong: one digit is probably miswritten. Compare "
            "it with the card.",
        )
    return Cell(number, _too_young(born, today))


def _born(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _too_young(born: date, today: date) -> tuple[Reason, ...]:
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if age >= _ADULT:
        return ()
    text = Text(f"户主才 {age} 岁，请核对。", f"The head of household is {age}; please check.")
    return (Reason("note", "A03", text),)


def _old_number(number: str, today: date) -> Cell:
    whole = f"{number[:6]}19{number[6:]}"
    born = _born(whole)
    if born is None or born > today:
        return _fault(
            "A03",
            "这是 15 位旧身份证号，出生日期不对。请填 18 位的。",
            "An old ID number of 15 digits with an impossible birth date. Enter the 18 digits.",
        )
    text = Text(
        "15 位旧身份证号，已补成 18 位，请以后对照证件。",
        "An old ID number of 15 digits, completed to 18; compare it with the card later.",
    )
    return Cell(whole + check_digit(whole), (Reason("note", "A03", text),))


def phone(text: str) -> Cell:
    """Read a phone number; of several the first is taken."""
    parts = [part for part in _MANY.split(text.strip()) if part]
    if not parts:
        return Cell(None)
    if any(_ROUNDED.match(plain(part)) for part in parts):
        return _fault(
            "A04",
            "电话被表格改成了近似数，后几位已经丢了。请重新填。",
            "The spreadsheet has rounded the phone number; its last digits are lost. Enter it.",
        )
    whole = plain(text)
    shaped = [part for part in map(plain, parts) if _is_phone(part)]
    if _is_phone(whole):
        return Cell(whole)
    if len(shaped) == len(parts) > 1:
        note = Text("有几个电话，取第一个。", "Several phones; the first is taken.")
        return Cell(shaped[0], (Reason("note", "A04", note),))
    if re.fullmatch(r"\d[\d-]{5,10}\d", whole):
        note = Text(
            "电话不像 11 位手机号，也不像座机，请核对。",
            "Neither a mobile number of 11 digits nor a landline; please check.",
        )
        return Cell(whole, (Reason("note", "A04", note),))
    return _fault(
        "A04",
        "电话不对：只能有数字和短横，7 到 12 位。请改正或清空。",
        "Not a phone number: 7 to 12 digits and dashes. Correct or clear it.",
    )


def _is_phone(number: str) -> bool:
    return len(number) <= 12 and bool(_MOBILE.match(number) or _LANDLINE.match(number))


def name(text: str) -> Cell:
    """Read the name of the head of household."""
    written = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", text.strip())
    if not written:
        return _fault("A02", "没有户主姓名。请补上。", "The name is missing. Enter it.")
    if re.search(r"\d", plain(written)):
        return _fault(
            "A02",
            "姓名里有数字，多半是列对错了。请改正。",
            "The name has digits; perhaps the columns are mixed up. Correct it.",
        )
    if len(written) > (spec("A02").max_length or 30):
        return _fault("A02", "姓名超过 30 个字。请改短。", "The name is over 30 characters long.")
    if len(written) > 4 and "·" not in written and re.search(r"[\u4e00-\u9fff]", written):
        note = Text("姓名超过 4 个字，请核对。", "A name of more than four characters; check it.")
        return Cell(written, (Reason("note", "A02", note),))
    return Cell(written)


def is_total(text: str) -> bool:
    """Tell whether a row is a total or the foot of the table rather than a household."""
    return any(plain(text).lower().startswith(word) for word in _TOTALS)


def place(group: str, door: str) -> str:
    """Return group and door number as one text: 三组 and 27 give 三组27号."""
    first = f"{plain(group)}组" if plain(group).isdigit() else group.strip()
    second = f"{plain(door)}号" if plain(door).isdigit() else door.strip()
    return first + second


def address(text: str) -> Cell:
    """Read group and door; of a long address only what stands after the village is kept."""
    written = text.strip()
    longest = spec("A05").max_length or 20
    if len(written) > longest:
        tail = re.split(r"[村庄屯]", written)[-1]
        if tail and len(tail) <= longest:
            note = Text(f"地址太长，只留“{tail}”。", f"A long address; only “{tail}” is kept.")
            return Cell(tail, (Reason("note", "A05", note),))
        return _fault(
            "A05",
            f"地址超过 {longest} 个字。只写组和门牌，例如三组27号。",
            f"The address is over {longest} characters. Write group and door only.",
        )
    return Cell(written or None)


def category(text: str) -> Cell:
    """Read the category of a household, in the words of many lists."""
    written = plain(text)
    if not written:
        return Cell(None)
    try:
        return Cell(str(parse_value(spec("A08"), text)))
    except ParseError:
        for word, code in _CATEGORIES.items():
            if word in written:
                return Cell(code)
    note = Text(
        f"农户类型“{text.strip()}”不认识，先空着。",
        f"The category “{text.strip()}” is not known and stays empty.",
    )
    return Cell(None, (Reason("note", "A08", note),))


def elders(text: str) -> Cell:
    """Read the number of people of 60 and over."""
    if not plain(text):
        return Cell(None)
    try:
        count = parse_value(spec("A07"), text)
    except ParseError:
        count = -1
    if 0 <= count <= 15:
        return Cell(int(count))
    return _fault(
        "A07", "人数要在 0 到 15 之间。", "The number of people must be between 0 and 15."
    )


def code(text: str) -> Cell:
    """Read a house code: digits, letters and dashes."""
    written = plain(text)
    if not written:
        return Cell(None)
    if is_rounded(written) or not re.fullmatch(r"[0-9A-Za-z-]{1,16}", written):
        return _fault(
            "code",
            "户编号最多 16 位，只用数字、字母和短横。请改正或清空，由程序编号。",
            "A house code has at most 16 digits, letters and dashes. Correct it, or clear it and "
            "the program gives one.",
        )
    return Cell(written.zfill(4) if written.isdigit() else written)


def is_head(relation: str) -> bool:
    """Tell whether a row is the head of household's own; without a word it is."""
    return plain(relation) in (
        "",
        "户主",
        "本人",
        "本人户主",
        "户主本人",
        "1",
        "01",
        "head",
        "self",
    )


READERS: Mapping[str, Callable[[str], Cell]] = {
    "code": code,
    "A02": name,
    "A04": phone,
    "A05": address,
    "A07": elders,
    "A08": category,
}
"""How each cell is read; the ID number needs the day besides."""
