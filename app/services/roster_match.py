"""Which household of the village a row of a roster speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.i18n import Text
from app.model.survey.forms import plain
from app.services.roster_checks import Reason
from app.store.roster import KnownHome

Answers = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Match:
    """The household a row is about (None: a new one), with what is odd about it."""

    home: KnownHome | None = None
    reasons: tuple[Reason, ...] = ()


def _said(home: KnownHome, field: str) -> str:
    found = home.values.get(field)
    return plain(str(found.value)) if found is not None and found.value is not None else ""


class Village:
    """The households of the village, found by ID number, code, or name with door or phone."""

    def __init__(self, homes: Sequence[KnownHome]) -> None:
        self._present = [home for home in homes if not home.withdrawn]
        self._by_code: dict[str, KnownHome] = {}
        for home in homes:
            for code in (*home.former_codes, home.code):
                self._by_code[code] = home
        self._by_id = {number: home for home in self._present if (number := _said(home, "A03"))}
        self._by_name: dict[str, list[KnownHome]] = {}
        for home in self._present:
            self._by_name.setdefault(_said(home, "A02"), []).append(home)

    def match(self, answers: Answers) -> Match:
        """Return the household that a row is about."""
        by_code = self._by_code.get(str(answers.get("code", "")))
        by_id = self._by_id.get(str(answers.get("A03", "")))
        if by_code is not None and by_code.withdrawn:
            return Match(None, (_withdrawn(by_code),))
        if by_code is not None and by_id is not None and by_code is not by_id:
            return Match(None, (_two_homes(by_code, by_id),))
        found = by_id or by_code
        if found is None:
            return self._by_words(answers)
        return self._same_name(found, answers, "A03" if by_id else "code")

    def _same_name(self, home: KnownHome, answers: Answers, key: str) -> Match:
        there = _said(home, "A02")
        if there and there != plain(str(answers.get("A02", ""))):
            return Match(None, (_other_name(home, there, key),))
        return Match(home)

    def _by_words(self, answers: Answers) -> Match:
        namesakes = self._by_name.get(plain(str(answers.get("A02", ""))), [])
        found = [home for home in namesakes if self._is_same(home, answers)]
        if len(found) == 1:
            return Match(found[0])
        if len(found) > 1:
            return Match(None, (_several(found),))
        return Match(None, (_namesake(namesakes[0]),)) if namesakes else Match()

    @staticmethod
    def _is_same(home: KnownHome, answers: Answers) -> bool:
        """Tell whether a namesake is the same: nothing differs that says who, one thing agrees."""
        here, there = plain(str(answers.get("A03", ""))), _said(home, "A03")
        if here and there and here != there:
            return False
        return any(
            plain(str(answers.get(field, ""))) == _said(home, field) != ""
            for field in ("A05", "A04")
        )


def _withdrawn(home: KnownHome) -> Reason:
    text = Text(
        f"户编号 {home.code} 的农户已撤回个人信息，不能再写。请清空户编号。",
        f"The household {home.code} has withdrawn its personal data. Clear the code.",
    )
    return Reason("fault", "code", text)


def _two_homes(one: KnownHome, other: KnownHome) -> Reason:
    text = Text(
        f"户编号是 {one.code}，身份证号却是 {other.code} 户的。请改正一个。",
        f"The code is that of {one.code}, the ID number that of {other.code}. Correct one.",
    )
    return Reason("fault", "code", text)


def _other_name(home: KnownHome, there: str, key: str) -> Reason:
    what = Text("身份证号", "ID number") if key == "A03" else Text("户编号", "house code")
    text = Text(
        f"这个{what.zh}在本村是 {home.code} {there} 的，姓名对不上。请改正。",
        f"In this village the {what.en} belongs to {home.code} {there}, another name. Correct it.",
    )
    return Reason("fault", key, text)


def _several(homes: Sequence[KnownHome]) -> Reason:
    codes = "、".join(home.code for home in homes[:3])
    text = Text(
        f"本村有几户同名同门牌：{codes}。请填户编号或身份证号，或者不导入这行。",
        f"Several houses have this name and door: {codes}. Give the ID number, or leave it out.",
    )
    return Reason("fault", "A05", text)


def _namesake(home: KnownHome) -> Reason:
    text = Text(
        f"本村 {home.code} 也叫这个名字，当作另一户新增。",
        f"House {home.code} has the same name; taken as another, new household.",
    )
    return Reason("note", "A02", text)
