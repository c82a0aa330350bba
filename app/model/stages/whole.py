"""The stage fields of a dwelling as one frozen record, read and changed by field id.

They stand beside the survey, not in it: a changed funding makes no assessment or plan old.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from app.i18n import Text
from app.model.change import Edit
from app.model.stages.consent import ConsentFields
from app.model.stages.funding import Decision, FundingFields
from app.model.stages.heating import HeatingFields
from app.model.stages.rows import HelpRow, PaymentRow, SubsidyRow
from app.model.stages.scenarios import ScenarioRow
from app.model.stages.solar import ObstacleRow, SolarFields
from app.model.survey.edits import ROW
from app.model.survey.spec import FieldSpec, specs_of
from app.model.survey.whole import RowKind, Section
from app.model.value import BLANK, Value

StageRow = SubsidyRow | HelpRow | PaymentRow | ScenarioRow | ObstacleRow


@dataclass(frozen=True, slots=True)
class Stages:
    """What was decided, paid and helped after the survey of a dwelling."""

    dwelling_id: str
    decision: Decision = Decision()
    funding: FundingFields = FundingFields()
    consent: ConsentFields = ConsentFields()
    heating: HeatingFields = HeatingFields()
    solar: SolarFields = SolarFields()
    subsidies: tuple[SubsidyRow, ...] = ()
    helps: tuple[HelpRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    scenarios: tuple[ScenarioRow, ...] = ()
    obstacles: tuple[ObstacleRow, ...] = ()


STAGE_SECTIONS: tuple[Section, ...] = (
    Section("TP", Text("定方案", "Plan"), Decision, "decision", False),
    Section("TF", Text("资金", "Funding"), FundingFields, "funding", False),
    Section("TC", Text("同意与公示", "Consent and notice"), ConsentFields, "consent", False),
    Section("TH", Text("取暖", "Heating"), HeatingFields, "heating", False),
    Section("TV", Text("光伏", "Photovoltaics"), SolarFields, "solar", False),
)
STAGE_ROWS: Mapping[str, RowKind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            RowKind("subsidy", Text("财政补助", "Subsidies"), SubsidyRow, "subsidies", "TF2", 8),
            RowKind("help", Text("互助帮工", "Mutual help"), HelpRow, "helps", "TF5", 60),
            RowKind("payment", Text("拨付记录", "Payments"), PaymentRow, "payments", "TF10", 20),
            RowKind("scenario", Text("方案", "Scenarios"), ScenarioRow, "scenarios", "TP8", 999),
            RowKind(
                "obstacle", Text("屋面障碍", "Obstacles"), ObstacleRow, "obstacles", "TV12", 20
            ),
        )
    }
)


@cache
def _places() -> Mapping[str, tuple[str, str, str]]:
    """Return field id -> attribute of :class:`Stages`, attribute within it, kind of row."""
    found = {}
    for section in STAGE_SECTIONS:
        for name, item in specs_of(section.record).items():
            found[item.id] = (section.attribute, name, "")
    for kind in STAGE_ROWS.values():
        for name, item in specs_of(kind.record).items():
            found[item.id] = (kind.attribute, name, kind.code)
    return MappingProxyType(found)


@cache
def stage_specs() -> Mapping[str, FieldSpec]:
    """Return field id -> specification of all stage fields, rows after their section."""
    records = [section.record for section in STAGE_SECTIONS]
    records += [kind.record for kind in STAGE_ROWS.values()]
    return MappingProxyType({x.id: x for record in records for x in specs_of(record).values()})


def stage_row_kind(field_id: str) -> str:
    """Return the kind of row that holds a stage field, empty for any other field."""
    place = _places().get(field_id)
    return place[2] if place else ""


def stage_rows(stages: Stages, kind: str) -> tuple[Any, ...]:
    """Return the rows of a kind in the order in which they were added."""
    found: tuple[Any, ...] = getattr(stages, STAGE_ROWS[kind].attribute)
    return found


def stage_value(stages: Stages, field_id: str, row: str = "") -> Value[Any]:
    """Return what was laid down for a stage field; of ``row`` for a field of rows."""
    holder, name, kind = _places()[field_id]
    if not kind:
        found: Value[Any] = getattr(getattr(stages, holder), name)
        return found
    item = next((item for item in getattr(stages, holder) if item.id == row), None)
    return BLANK if item is None else getattr(item, name)


def apply_stage_edit(stages: Stages, edit: Edit) -> Stages:
    """Return the stages after an edit; ``"@row"`` adds or removes a row.

    Raises
    ------
    KeyError
        If there is no such field or kind of row.
    """
    if edit.field == ROW:
        if edit.value.known:
            return _with_row(stages, str(edit.value.value), edit.row)
        return _without_row(stages, edit.row)
    holder, name, kind = _places()[edit.field]
    if not kind:
        section: Any = replace(getattr(stages, holder), **{name: edit.value})
        return replace(stages, **{holder: section})
    stages = _with_row(stages, kind, edit.row)
    changed: Any = tuple(
        replace(item, **{name: edit.value}) if item.id == edit.row else item
        for item in getattr(stages, holder)
    )
    return replace(stages, **{holder: changed})


def _with_row(stages: Stages, kind: str, row: str) -> Stages:
    held = stage_rows(stages, kind)
    if any(item.id == row for item in held):
        return stages
    more: Any = (*held, STAGE_ROWS[kind].record(row))
    return replace(stages, **{STAGE_ROWS[kind].attribute: more})


def _without_row(stages: Stages, row: str) -> Stages:
    for kind in STAGE_ROWS.values():
        kept: Any = tuple(item for item in stage_rows(stages, kind.code) if item.id != row)
        stages = replace(stages, **{kind.attribute: kept})
    return stages
