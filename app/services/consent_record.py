"""What a consent rests on (TC1 to TC8), as the consent paper and the district's files tell it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.exchange.tables import Cell, Column, Table
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue.funding import ConsentRules
from app.model.stages import ConsentFields, Stages, stage_specs, stage_value
from app.model.stages.consent import (
    AGREEMENT_NO,
    APPLIED,
    AUTHORISED,
    DISTRICT_NO,
    LISTED_ONLY,
    NOTICE_FROM,
    NOTICE_PHOTO,
    NOTICE_TO,
    PRESENT,
    PROXY,
    REPORTED_TO,
    REVIEWED,
    SIGNED,
    TOWN_NO,
    WAY_SIGNED,
    WITNESSES,
)
from app.model.survey import Survey
from app.model.survey.photos import in_slot
from app.model.survey.spec import FieldSpec, Kind, specs_of
from app.services.assess import Context
from app.services.consent_check import notice_days
from app.services.register import mask_name
from app.services.village_works_text import codes_text
from app.store.village import VillageFile

Noted = tuple[Text, Text]
"""A name, and what is entered; blank where it is still to be written in by hand."""
_BLANK = Text("", "")
_YES = Text("有", "yes")
DISTRICT = "district"
NAMED = 12
"""Houses named at most in one sentence."""


def consent_noted(
    stages: Stages, survey: Survey, rules: ConsentRules, today: date
) -> tuple[Noted, ...]:
    """Return what the consent paper notes for the file of the house, as the policy pack asks."""
    return tuple(_noted(stages, survey, rules, today))


def _noted(stages: Stages, survey: Survey, rules: ConsentRules, today: date) -> Iterator[Noted]:
    def one(field: str) -> Noted:
        return stage_specs()[field].label, _said(stages, field)

    yield one(APPLIED)
    if rules.review.value:
        yield from (one(REVIEWED), one(PRESENT))
    if rules.notice_days.value:
        yield from (one(NOTICE_FROM), one(NOTICE_TO))
        yield _hung(stages, int(rules.notice_days.value), today)
        photos = len(in_slot(survey.photos, NOTICE_PHOTO))
        count = Text(f"{photos} 张", str(photos)) if photos else _BLANK
        yield Text("公示照片", "Photos of the notice"), count
    yield from (one(SIGNED), one(WAY_SIGNED))
    asked = (*WITNESSES, PROXY, AUTHORISED)
    yield from (one(field) for field in asked if stage_value(stages, field).value)
    if rules.approval.value:
        yield from (one(TOWN_NO), one(DISTRICT_NO))
    yield from (one(AGREEMENT_NO), one(LISTED_ONLY), one(REPORTED_TO))


def _hung(stages: Stages, asked: int, today: date) -> Noted:
    name = Text(f"公示天数（要{asked}天）", f"Days of notice ({asked} asked)")
    days = notice_days(stages, today)
    return name, Text(f"{days} 天", str(days)) if days else _BLANK


def _said(stages: Stages, field: str) -> Text:
    """Return a value in words, blank where nothing is entered."""
    declared, value = stage_specs()[field], stage_value(stages, field).value
    if value is None or value is False or value == ():
        return _BLANK
    match declared.kind:
        case Kind.TICK:
            return _YES
        case Kind.CHOICE:
            return _label(declared, value)
        case Kind.MULTI:
            labels = [_label(declared, code) for code in value]
            return Text("、".join(x.zh for x in labels), ", ".join(x.en for x in labels))
    unit = f" {declared.unit}" if declared.unit else ""
    return Text(f"{value}{unit}", str(value))


def _label(declared: FieldSpec, code: Any) -> Text:
    chosen = declared.choice(str(code))
    return chosen.label if chosen is not None else Text(str(code), str(code))


# for the district

_NAMES = (*WITNESSES, PROXY)
_TOLD = tuple(spec for spec in specs_of(ConsentFields).values())
_COLUMNS = (
    Column(Text("户编号", "House code"), width=20),
    Column(Text("状态", "State"), width=10),
    *(Column(spec.label, "integer" if spec.kind is Kind.INTEGER else "text", 14) for spec in _TOLD),
    Column(Text("公示天数", "Days of notice"), "integer", 9),
    Column(Text("公示照片 张", "Photos of the notice"), "integer", 9),
)


def consent_table(village: VillageFile, context: Context, today: date | None = None) -> Table:
    """Return what the consents of a village rest on, a row a house; names are masked."""
    at = today or date.today()
    rows = [
        (
            row.code,
            row.state,
            *_cells(village.stages(row.dwelling_id)),
            notice_days(village.stages(row.dwelling_id), at),
            len(in_slot(village.survey(row.dwelling_id).photos, NOTICE_PHOTO)),
        )
        for row in village.overview()
    ]
    asked = int(context.pack.consent.notice_days.value)
    note = Text(
        f"公示要 {asked} 天；见证人、代签人只留首字。",
        f"{asked} days of notice are asked for; of names only the first character is told.",
    )
    return Table(Text("同意与公示", "Consent and notice"), _COLUMNS, tuple(rows), (note,))


def beyond_consent(village: VillageFile) -> str:
    """Return a sentence that names the houses which signed without leave to give their data to the
    district (TC8B), blank where there is none."""
    codes = [
        row.code
        for row in village.overview()
        if (stages := village.stages(row.dwelling_id))
        and stage_value(stages, SIGNED).value
        and DISTRICT not in (stage_value(stages, REPORTED_TO).value or ())
    ]
    if not codes:
        return ""
    told = _(
        "Signed, but without leave to give data to the district (TC8B): {codes}. Ask these "
        "families before the files are passed on."
    )
    return told.format(codes=codes_text(codes, NAMED))


def _cells(stages: Stages) -> Iterator[Cell]:
    for spec in _TOLD:
        value = stage_value(stages, spec.id).value
        if spec.kind is Kind.INTEGER:
            yield value
        else:
            yield mask_name(value) if spec.id in _NAMES else _said(stages, spec.id).zh or None


def consent_json(stages: Stages) -> dict[str, Any]:
    """Return field id -> value of what is entered, without names."""
    values = {spec.id: stage_value(stages, spec.id).value for spec in _TOLD if not spec.personal}
    return {field: value for field, value in values.items() if value is not None}
