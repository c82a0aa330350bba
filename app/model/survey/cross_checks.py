"""Checks between fields: X01 to X25 as far as they concern entry, and answers worth a word."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from app.i18n import Text
from app.model.catalogue import Archetype
from app.model.survey import derived
from app.model.survey.appliances import SOLID as SOLID_ROWS
from app.model.survey.messages import plain_number
from app.model.survey.notes import ANSWER_NOTES, Note
from app.model.survey.spec import Kind, Problem, Severity
from app.model.survey.village import VillageValues
from app.model.survey.whole import Survey, all_specs, rows, spec, value_of

WINDOW_SHARE_MAX = 0.7
BAY_WIDTH = (2.8, 4.2)
COAL_PER_AREA = (10.0, 80.0)
PRICE_KWH = (0.30, 1.20)
LATEST_EARTH_HOUSE = 2005
FIRST_SURVEY = date(2020, 1, 1)
HEIGHT_IF_UNKNOWN = 3.6
"""Room height taken for the wall area when nobody knows it: the upper usual end, so that an
unknown height never turns a window into an error [m]."""
_THICKNESS: Mapping[str, tuple[int, int]] = {
    "br240": (220, 320),
    "br_cav": (220, 320),
    "br370": (340, 460),
}
_EFFICIENCY: Mapping[str, tuple[float, float]] = {
    "coal_rad": (0.35, 0.80),
    "coal_room": (0.25, 0.85),
    "kang": (0.25, 0.75),
    "gas": (0.75, 1.10),
    "ashp_w": (1.5, 4.5),
    "ashp_a": (1.5, 4.5),
    "elec": (0.85, 1.0),
    "bio": (0.5, 0.95),
    "dh": (0.8, 1.0),
    "ac": (1.5, 4.5),
}
_WALL_LENGTH = {"S": "C02", "N": "C02", "E": "C03", "W": "C03"}
_SIDE_WORDS = {
    "S": Text("南", "front"),
    "N": Text("北", "back"),
    "E": Text("东", "east"),
    "W": Text("西", "west"),
}


class Found(NamedTuple):
    """What a check has seen: at which field, how bad, the sentence."""

    field: str
    severity: Severity
    message: Text


Check = Callable[[Survey], Iterator[Found]]


def problems(
    survey: Survey,
    shown: Survey,
    village: VillageValues | None,
    archetype: Archetype | None,
) -> Iterator[Problem]:
    """Yield what the checks find in ``shown`` (with defaults), confirmed answers left out."""
    for code, found in _all(survey, shown, village, archetype):
        confirmable = found.severity == "soft"
        if not (confirmable and value_of(survey, found.field).confirmed):
            yield Problem(found.field, code, found.severity, found.message, "", confirmable)


def _all(
    survey: Survey,
    shown: Survey,
    village: VillageValues | None,
    archetype: Archetype | None,
) -> Iterator[tuple[str, Found]]:
    for code, check in CHECKS.items():
        yield from ((code, found) for found in check(shown))
    for note in ANSWER_NOTES:
        if _holds(shown, note):
            yield note.code, Found(note.field, note.severity, note.message)
    for found in (
        *_none_and_more(survey),
        *_personal(survey),
        *_structure(survey, archetype),
        *_surveyor(survey, village),
    ):
        yield "note", found


def _holds(survey: Survey, note: Note) -> bool:
    answer = value_of(survey, note.field).value
    given = answer if isinstance(answer, tuple) else (answer,)
    return any(code in note.answers for code in given)


def _number(survey: Survey, field: str) -> float | None:
    return derived.number(survey, field)


def _window_share(survey: Survey) -> Iterator[Found]:
    areas: dict[str, float] = {}
    for row in rows(survey, "window"):
        size = (row.width.value, row.height.value, row.count.value)
        if row.side.value and None not in size:
            areas[row.side.value] = areas.get(row.side.value, 0.0) + size[0] * size[1] * size[2]
    for side, area in areas.items():
        length = _number(survey, _WALL_LENGTH.get(side, "C02"))
        height = _number(survey, "C04") or HEIGHT_IF_UNKNOWN
        storeys = _number(survey, "B06") or 1
        if length and area > WINDOW_SHARE_MAX * length * height * storeys:
            field = {"S": "F04", "N": "F05"}.get(side, "F08")
            zh, en = _SIDE_WORDS[side].zh, _SIDE_WORDS[side].en
            yield Found(
                field,
                "hard",
                Text(
                    f"{zh}窗加起来 {area:.1f} 平方米，超过这面墙的七成。请核对窗宽、窗高和樘数。",
                    f"The {en} windows sum to {area:.1f} m², more than 70 % of their wall. Check "
                    "width, height and count.",
                ),
            )


def _bay_width(survey: Survey) -> Iterator[Found]:
    length, bays = _number(survey, "C02"), _number(survey, "C01")
    if not length or not bays:
        return
    width = round(length / bays, 2)
    low, high = BAY_WIDTH
    if width < low or width > high:
        size = ("偏小", "narrow") if width < low else ("偏大", "wide")
        yield Found(
            "C02",
            "soft",
            Text(
                f"每间 {plain_number(width)} 米，{size[0]}。请再量一次面宽，数一下间数。",
                f"{plain_number(width)} m to a bay is rather {size[1]}. Measure the length again "
                "and count the bays.",
            ),
        )


def _thickness(survey: Survey) -> Iterator[Found]:
    code, thickness = str(value_of(survey, "D01").value), _number(survey, "D02")
    if thickness is None or code not in _THICKNESS:
        return
    low, high = _THICKNESS[code]
    if value_of(survey, "D03").value == "yes":
        high += int(_number(survey, "D05") or 200)
    if not low <= thickness <= high:
        label = _label("D01", code)
        yield Found(
            "D02",
            "soft",
            Text(
                f"墙厚 {plain_number(thickness)} 毫米和“{label.zh}”对不上，漏热会算错。请再量一次，"
                "或改外墙做法。",
                f"A wall of {plain_number(thickness)} mm does not fit “{label.en}”. Measure again "
                "or change the construction.",
            ),
        )


def _earth_after_2005(survey: Survey) -> Iterator[Found]:
    year = _number(survey, "B04")
    old = value_of(survey, "D01").value == "adobe" or value_of(survey, "F01").value == "wd1"
    if old and year is not None and year > LATEST_EARTH_HOUSE:
        yield Found(
            "B04",
            "soft",
            Text(
                "2005 年以后的土坯墙、木窗房少见，年份影响补助。请核对年份。",
                "Adobe walls or timber windows after 2005 are rare. Check the year.",
            ),
        )


def _coal_per_area(survey: Survey) -> Iterator[Found]:
    coal, area = _number(survey, "K01"), _number(survey, "C07")
    if not coal or not area:
        return
    kilograms = coal * 1000 / area
    low, high = COAL_PER_AREA
    if kilograms < low or kilograms > high:
        size = ("偏少", "little") if kilograms < low else ("偏多", "much")
        yield Found(
            "K01",
            "soft",
            Text(
                f"每平方米 {kilograms:.0f} 公斤煤，{size[0]}。请核对吨数和取暖间数。",
                f"{kilograms:.0f} kg of coal to the m² is rather {size[1]}. Check the tonnes and "
                "the heated bays.",
            ),
        )


def _coal_without_stove(survey: Survey) -> Iterator[Found]:
    coal, system = _number(survey, "K01"), value_of(survey, "I01").value
    beside = value_of(survey, "I05").value or ()
    rows = {row.kind.value for row in survey.appliances} & {*SOLID_ROWS, "oth"}
    stove = rows or {"kang", "oth"} & set(beside) or "coal" in (value_of(survey, "J02").value or ())
    if coal and system is not None and system not in derived.SOLID and not stove:
        yield Found(
            "K01",
            "soft",
            Text(
                "买了煤，却没选烧煤的设备。请核对取暖方式，或在辅助取暖里补上。",
                "Coal was bought but nothing burns it. Check the heating, or add it as secondary.",
            ),
        )


def _implied_price(survey: Survey) -> Iterator[Found]:
    first, other = _number(survey, "K03"), _number(survey, "K03B")
    if not first or not other:
        return
    yuan, kwh = (first, other) if value_of(survey, "K03U").value != "kwh" else (other, first)
    low, high = PRICE_KWH
    if not low <= yuan / kwh <= high:
        yield Found(
            "K03",
            "soft",
            Text(
                f"平均每度 {yuan / kwh:.2f} 元，不像电价。是不是元和度填反了？请核对账单。",
                f"{yuan / kwh:.2f} yuan to the kWh is no likely price. Are yuan and kWh swapped?",
            ),
        )


def _dates(survey: Survey) -> Iterator[Found]:
    graded, surveyed = _day(survey, "R09"), _day(survey, "Q01")
    year = _number(survey, "B04")
    if graded and surveyed and graded > surveyed:
        yield Found(
            "R09",
            "hard",
            Text(
                "危险等级的日期晚于调查日期，前后对不上。请核对两个日期。",
                "The danger grade is dated after the survey. Check both dates.",
            ),
        )
    if graded and year is not None and graded.year < year:
        yield Found(
            "R09",
            "hard",
            Text(
                "危险等级的日期早于建成年份，前后对不上。请核对报告和年份。",
                "The danger grade is dated before the house was built. Check report and year.",
            ),
        )
    if surveyed and not FIRST_SURVEY <= surveyed <= _latest_day(survey):
        yield Found(
            "Q01",
            "hard",
            Text(
                "调查日期不在 2020 年到今天之间，不像真的。请改成实际调查的日期。",
                "The survey is not dated between 2020 and today. Enter the day it was made.",
            ),
        )


def _day(survey: Survey, field: str) -> date | None:
    """Return a date that somebody gave, None where there is none or it is no date."""
    try:
        return date.fromisoformat(str(value_of(survey, field).value))
    except ValueError:
        return None


def _latest_day(survey: Survey) -> date:
    """Return the day on which the survey date was entered, in the easternmost time zone."""
    written = value_of(survey, "Q01").at
    return date.max if written is None else (written + timedelta(hours=14)).date()


def _no_window(survey: Survey) -> Iterator[Found]:
    front, back = value_of(survey, "F04").value, value_of(survey, "F05").value
    if front == 0 and back == 0 and not _side_windows(survey):
        yield Found(
            "F04",
            "hard",
            Text(
                "一扇窗都没有？没有窗算不出进热。请核对门窗。",
                "No window at all? Sunlight and losses need them. Check the windows.",
            ),
        )


def _side_windows(survey: Survey) -> bool:
    return any(row.count.value and row.side.value in ("E", "W") for row in rows(survey, "window"))


def _efficiency(survey: Survey) -> Iterator[Found]:
    value, system = _number(survey, "I03"), str(value_of(survey, "I01").value)
    if value is None or system not in _EFFICIENCY:
        return
    low, high = _EFFICIENCY[system]
    if not low <= value <= high:
        label = _label("I01", system)
        yield Found(
            "I03",
            "soft",
            Text(
                f"效率 {value:.2f} 和“{label.zh}”对不上，一般在 {low} 到 {high} 之间。请看铭牌。",
                f"{value:.2f} is no likely efficiency of “{label.en}”; usual is {low} to {high}. "
                "See the plate.",
            ),
        )


def _label(field: str, code: str) -> Text:
    found = spec(field).choice(code)
    return found.label if found else Text(code, code)


def _none_and_more(survey: Survey) -> Iterator[Found]:
    for field, declared in all_specs().items():
        answer = value_of(survey, field).value
        if declared.kind is Kind.MULTI and answer and "none" in answer and len(answer) > 1:
            yield Found(
                field,
                "soft",
                Text(
                    f"“{declared.label.zh}”里“没有”和别的一起选了，对不上。请去掉一个。",
                    f"{declared.label.en}: none was picked beside others. Take one away.",
                ),
            )


def _personal(survey: Survey) -> Iterator[Found]:
    name, phone = value_of(survey, "A02").value, value_of(survey, "A04").value
    if name and len(name) > 4 and "·" not in name:
        yield Found(
            "A02",
            "soft",
            Text(
                "姓名超过四个字，少见。请对照户口本看一遍。",
                "A name of more than four characters. Compare it.",
            ),
        )
    if phone and not (len(phone) == 11 and phone.startswith("1")):
        yield Found(
            "A04",
            "soft",
            Text(
                "不是11位手机号，可能打不通。请再念一遍核对。",
                "Not a mobile number of 11 digits. Read it out again.",
            ),
        )


def _structure(survey: Survey, archetype: Archetype | None) -> Iterator[Found]:
    given = archetype.fields.get("B05") if archetype else None
    answer = value_of(survey, "B05").value
    if given is not None and answer is not None and answer != given.value:
        usual = _label("B05", str(given.value))
        yield Found(
            "B05",
            "soft",
            Text(
                f"这种房型一般是{usual.zh}结构，和所选不同。请再看一遍墙和屋架。",
                f"This archetype is usually {usual.en.lower()}. Look at walls and roof again.",
            ),
        )


def _surveyor(survey: Survey, village: VillageValues | None) -> Iterator[Found]:
    name = value_of(survey, "Q02").value
    listed = village.surveyors.value if village else None
    if name and listed and name not in listed.replace(",", "、").replace("，", "、").split("、"):
        yield Found(
            "Q02",
            "soft",
            Text(
                "调查员不在本村名单里。请核对姓名，或先加进名单。",
                "The surveyor is not on the list. Check the name.",
            ),
        )


CHECKS: Mapping[str, Check] = {
    "X01": _window_share,
    "X03": _bay_width,
    "X04": _thickness,
    "X05": _earth_after_2005,
    "X06": _coal_per_area,
    "X07": _coal_without_stove,
    "X08": _implied_price,
    "X17": _dates,
    "X25": _no_window,
    "efficiency": _efficiency,
}
