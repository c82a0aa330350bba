"""What a consent still lacks: application, review, notice long enough (X16), signature, numbers."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.i18n import Text
from app.model.catalogue.funding import ConsentRules
from app.model.stages import Stages, stage_specs, stage_value
from app.model.stages.consent import (
    AGREEMENT_NO,
    APPLIED,
    AUTHORISED,
    BY_PROXY,
    DISTRICT_NO,
    LISTED_ONLY,
    NOTICE_FROM,
    NOTICE_PHOTO,
    NOTICE_TO,
    PRESENT,
    PROXY,
    REVIEWED,
    SIGNED,
    THUMB,
    TOWN_NO,
    WAY_SIGNED,
    WITNESSES,
)
from app.model.survey import Survey
from app.model.survey.photos import SLOTS, in_slot

IN_ORDER = ((APPLIED, SIGNED), (REVIEWED, SIGNED), (NOTICE_FROM, NOTICE_TO), (NOTICE_TO, SIGNED))
"""Pairs of dates of which the second may not lie before the first (X17)."""


def consent_papers_lacking(
    stages: Stages, survey: Survey, rules: ConsentRules, today: date
) -> tuple[Text, ...]:
    """Return what of TC1 to TC8 keeps a house from consent, as policy pack and dates stand."""
    return (
        *_blank(stages, rules),
        *_notice(stages, survey, rules, today),
        *_witnessed(stages),
        *_dates(stages, today),
    )


def notice_days(stages: Stages, today: date) -> int:
    """Return on how many days the notice has hung up to ``today``, first and last day counted."""
    start, end = _date(stages, NOTICE_FROM), _date(stages, NOTICE_TO)
    if start is None:
        return 0
    last = today if end is None else min(end, today)
    return max((last - start).days + 1, 0)


def _blank(stages: Stages, rules: ConsentRules) -> Iterator[Text]:
    asked = [APPLIED]
    if rules.review.value:
        asked += [REVIEWED, PRESENT]
    if rules.notice_days.value:
        asked += [NOTICE_FROM, NOTICE_TO]
    asked += [SIGNED, WAY_SIGNED]
    if rules.approval.value:
        asked += [TOWN_NO, DISTRICT_NO]
    asked += [AGREEMENT_NO, LISTED_ONLY]
    yield from _missing(stages, asked)


def _missing(stages: Stages, fields: Sequence[str]) -> Iterator[Text]:
    names = [stage_specs()[x].label for x in fields if not stage_value(stages, x).value]
    if names:
        zh, en = "、".join(x.zh for x in names), ", ".join(x.en for x in names)
        yield Text(f"同意与公示还没填：{zh}。", f"Consent and notice still lack: {en}.")


def _notice(stages: Stages, survey: Survey, rules: ConsentRules, today: date) -> Iterator[Text]:
    asked = int(rules.notice_days.value)
    if not asked:
        return
    lacking = asked - notice_days(stages, today)
    if lacking > 0 and stage_value(stages, NOTICE_FROM).value:
        yield Text(
            f"公示还差 {lacking} 天（要 {asked} 天）。",
            f"The public notice lacks {lacking} days ({asked} are asked).",
        )
    if not in_slot(survey.photos, NOTICE_PHOTO):
        name = SLOTS[NOTICE_PHOTO].name
        yield Text(f"还没有照片：{name.zh}。", f"A photo is missing: {name.en}.")


def _witnessed(stages: Stages) -> Iterator[Text]:
    way = stage_value(stages, WAY_SIGNED).value
    names = {str(stage_value(stages, field).value or "").strip() for field in WITNESSES}
    if way == THUMB and len(names - {""}) < len(WITNESSES):
        yield Text("按手印要有两个不同的见证人。", "A thumbprint needs two different witnesses.")
    if way == BY_PROXY:
        yield from _missing(stages, (PROXY, AUTHORISED))


def _dates(stages: Stages, today: date) -> Iterator[Text]:
    for first, second in IN_ORDER:
        early, late = _date(stages, first), _date(stages, second)
        if early is not None and late is not None and late < early:
            a, b = stage_specs()[first].label, stage_specs()[second].label
            yield Text(f"“{b.zh}”不能早于“{a.zh}”。", f"“{b.en}” cannot be before “{a.en}”.")
    signed = _date(stages, SIGNED)
    if signed is not None and signed > today:
        name = stage_specs()[SIGNED].label
        yield Text(f"“{name.zh}”不能晚于今天。", f"“{name.en}” cannot be after today.")


def _date(stages: Stages, field: str) -> date | None:
    told = stage_value(stages, field).value
    return date.fromisoformat(str(told)) if told else None
