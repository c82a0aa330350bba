"""What is missing, impossible or odd in a survey: values to show, never exceptions."""

from collections.abc import Iterator
from typing import Any

from app.i18n import Text
from app.model.catalogue import Archetype
from app.model.survey import cross_checks, messages
from app.model.survey.defaults import with_defaults
from app.model.survey.forms import REFUSALS, ParseError, parse_value
from app.model.survey.jsonform import fits
from app.model.survey.openings import first_row_id
from app.model.survey.spec import THIS_YEAR, FieldClass, FieldSpec, Kind, Limits, Problem
from app.model.survey.village import VillageValues
from app.model.survey.whole import (
    Survey,
    all_specs,
    answered,
    in_chosen_unit,
    is_asked,
    row_kind_of,
    rows,
    value_of,
    values_of,
    with_value,
)
from app.model.value import BLANK, Empty, Value

UNKNOWN_LIMIT = 5
"""Essential answers that may be "not known" in a house that counts as surveyed."""
NEEDED_OF_ROSTER = ("A02", "A05")
_WRITTEN = (Kind.DATE, Kind.SEASON, Kind.COORDINATES, Kind.ID_NUMBER, Kind.PHONE, Kind.SIZE)
_CROSS_CODES = {("C05", "high"): "X02", ("B11", "low"): "X17"}


def check_survey(
    survey: Survey,
    village: VillageValues | None = None,
    archetype: Archetype | None = None,
    *,
    filled: Survey | None = None,
) -> tuple[Problem, ...]:
    """Return all problems, in paper order; ``filled`` is the survey with its defaults, if known.

    Defaults (of ``archetype`` too, if given) count in the checks between fields; what is
    missing is judged by the answers alone. A confirmed odd value is no problem, and a value
    that is impossible is not called unusual as well.
    """
    readable = _readable(survey)
    if filled is None or readable is not survey:
        filled = with_defaults(readable, village, archetype)
    shown = filled
    found = [
        *_missing(survey, shown),
        *_too_many_unknown(survey),
        *_single(survey, shown),
        *cross_checks.problems(readable, shown, village, archetype),
    ]
    wrong = {(problem.field, problem.row) for problem in found if problem.severity == "hard"}
    found = [p for p in found if p.severity != "soft" or (p.field, p.row) not in wrong]
    order = {field: number for number, field in enumerate(all_specs())}
    return tuple(sorted(found, key=lambda problem: order[problem.field]))


def _readable(survey: Survey) -> Survey:
    """Return the survey without values that are no answer of their field (from elsewhere)."""
    for field, row, value in values_of(survey):
        if value.value is not None and _wrong_type(all_specs()[field], value.value) is not None:
            survey = with_value(survey, field, BLANK, row)
    return survey


def _missing(survey: Survey, shown: Survey) -> Iterator[Problem]:
    for field, row, value in _entries(survey):
        declared = all_specs()[field]
        if _is_needed(shown, declared, row) and (not answered(value) or value.value is False):
            yield Problem(field, "missing", "missing", messages.missing(declared), row)


def _is_needed(shown: Survey, declared: FieldSpec, row: str) -> bool:
    if declared.id in ("F01", "F02", "F03"):  # no window in front: nothing to describe
        return value_of(shown, "F04").value != 0
    if declared.field_class is FieldClass.ESSENTIAL or declared.id in NEEDED_OF_ROSTER:
        return True
    if declared.field_class is not FieldClass.CONDITIONAL or declared.default_field:
        return False
    return is_asked(shown, declared, row)


def _entries(survey: Survey) -> Iterator[tuple[str, str, Value[Any]]]:
    """Yield every answer once: the first window rows as F01 to F07, other rows as rows."""
    first = {first_row_id(survey.dwelling_id, side) for side in ("S", "N")}
    for field in all_specs():
        kind = row_kind_of(field)
        if not kind:
            yield field, "", value_of(survey, field)
            continue
        for row in rows(survey, kind):
            if row.id not in first:
                yield field, row.id, value_of(survey, field, row.id)


def _too_many_unknown(survey: Survey) -> Iterator[Problem]:
    unknown = [
        field
        for field, declared in all_specs().items()
        if declared.field_class is FieldClass.ESSENTIAL
        and value_of(survey, field).empty is Empty.UNKNOWN
    ]
    if len(unknown) > UNKNOWN_LIMIT:
        text = Text(
            f"有 {len(unknown)} 项必填的记了“不清楚”，最多 {UNKNOWN_LIMIT} 项，"
            "再多就算不准。请补问几项。",
            f"{len(unknown)} essential answers are not known; more than {UNKNOWN_LIMIT} spoil the "
            "result. Ask for some of them again.",
        )
        yield Problem(unknown[UNKNOWN_LIMIT], "unknown", "hard", text)


def _single(survey: Survey, shown: Survey) -> Iterator[Problem]:
    for field, row, value in _entries(survey):
        if value.value is None:
            continue
        declared = in_chosen_unit(shown, all_specs()[field])
        wrong = _wrong_type(declared, value.value)
        if wrong is not None:
            text = messages.not_readable(declared, wrong)
            yield Problem(field, "type", "hard", text, row)
        else:
            yield from _limits(declared, value, row, shown)


def _wrong_type(declared: FieldSpec, value: Any) -> Text | None:
    held = list(value) if isinstance(value, tuple) else value
    if not fits(declared, held):
        numeric = declared.kind in (Kind.INTEGER, Kind.DECIMAL)
        return REFUSALS["number" if numeric else "choice"]
    if declared.kind in (Kind.CHOICE, Kind.MULTI):
        codes = value if isinstance(value, tuple) else (value,)
        known = {choice.code for choice in declared.choices}
        return None if known.issuperset(codes) else REFUSALS["choice"]
    if declared.kind in _WRITTEN:
        try:
            parse_value(declared, value)
        except ParseError as error:
            return error.text
    if declared.max_length is not None and len(value) > declared.max_length:
        return REFUSALS["long"]
    return None


def _limits(declared: FieldSpec, value: Value[Any], row: str, shown: Survey) -> Iterator[Problem]:
    for number in _numbers(declared, value.value):
        low, high, side = _breach(declared.hard, number, shown)
        if side:
            code = _CROSS_CODES.get((declared.id, side), "limit")
            text = _hard_text(code, declared, number, low, high)
            yield Problem(declared.id, code, "hard", text, row)
            return
        low, high, side = _breach(declared.soft, number, shown)
        if side and not value.confirmed and not _zero_is_usual(declared, number):
            text = messages.outside(declared, number, low, high, hard=False)
            yield Problem(declared.id, "limit", "soft", text, row, confirmable=True)
            return


def _zero_is_usual(declared: FieldSpec, number: float) -> bool:
    """No coal, no gas, no ridge, no money of one's own: an answer that needs no confirmation."""
    return number == 0 and declared.id in ("K01", "K05", "C08", "N02", "L01")


def _numbers(declared: FieldSpec, value: Any) -> tuple[float, ...]:
    if declared.kind is Kind.SIZE:
        width, height = (float(part) for part in str(value).split("x"))
        return width, height
    return (value,) if declared.kind in (Kind.INTEGER, Kind.DECIMAL) else ()


def _breach(
    limits: Limits | None, number: float, shown: Survey
) -> tuple[float | None, float | None, str]:
    """Return both ends of the range and the side on which the number lies outside."""
    if limits is None:
        return None, None, ""
    low = _end(limits.low, limits.low_field, shown)
    high = _end(limits.high, limits.high_field, shown)
    if low is not None and number < low:
        return low, high, "low"
    return low, high, "high" if high is not None and number > high else ""


def _end(fixed: float | None, field: str | None, shown: Survey) -> float | None:
    if field is None:
        return fixed
    found = survey_year(shown) if field == THIS_YEAR else value_of(shown, field).value
    return float(found) if isinstance(found, int | float) else fixed


def survey_year(survey: Survey) -> int | None:
    """Return the year of the survey: of its date, else of the newest answer."""
    day = value_of(survey, "Q01").value
    if isinstance(day, str) and day[:4].isdigit():
        return int(day[:4])
    times = (value_of(survey, field).at for field in all_specs() if not row_kind_of(field))
    return max((at.year for at in times if at is not None), default=None)


def _hard_text(
    code: str, declared: FieldSpec, number: float, low: float | None, high: float | None
) -> Text:
    if code == "X02":
        return Text(
            "取暖间数比总间数多，取暖面积会算大。请核对两个间数。",
            "More heated bays than bays, so the heated area would be too large. Check both.",
        )
    if code == "X17":
        return Text(
            "改造年份早于建成年份，前后对不上。请核对两个年份。",
            "The upgrade lies before the house was built. Check both years.",
        )
    return messages.outside(declared, number, low, high, hard=True)
