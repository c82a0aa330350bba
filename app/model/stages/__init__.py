"""Fields of the stages after the survey, declared once like those of the survey."""

from app.model.stages.consent import ConsentFields
from app.model.stages.funding import Decision, FundingFields
from app.model.stages.heating import HeatingFields
from app.model.stages.rows import HelpRow, PaymentRow, SubsidyRow
from app.model.stages.scenarios import ScenarioRow
from app.model.stages.solar import ObstacleRow, SolarFields
from app.model.stages.whole import (
    STAGE_ROWS,
    STAGE_SECTIONS,
    Stages,
    apply_stage_edit,
    stage_row_kind,
    stage_rows,
    stage_specs,
    stage_value,
)

__all__ = [
    "STAGE_ROWS",
    "STAGE_SECTIONS",
    "ConsentFields",
    "Decision",
    "FundingFields",
    "HeatingFields",
    "HelpRow",
    "ObstacleRow",
    "PaymentRow",
    "ScenarioRow",
    "SolarFields",
    "Stages",
    "SubsidyRow",
    "apply_stage_edit",
    "stage_row_kind",
    "stage_rows",
    "stage_specs",
    "stage_value",
]
