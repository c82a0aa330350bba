"""Kept plans of practice houses from lists of measures: no search, real prices and rules."""

from dataclasses import replace
from pathlib import Path

from app.model.assessment import Finding, Plan
from app.model.ids import new_id
from app.services.assess import Context, assess, context_for
from app.services.demo import create_practice_village
from app.services.plan import own_packages
from app.services.records import assessment_to_bytes, plan_to_bytes
from app.services.village import fingerprint
from app.store.village import VillageFile
from tests.report.sample import PLAN

LISTS = {
    "0001": ("R_XPS60",),
    "0002": ("C_GW100", "W_EPS50@E"),
    "0009": ("STR_C", "W_EPS80@N", "WIN_PVC12@N"),
}
"""Measures of the houses that are planned, by their code."""


def planned_village(folder: Path) -> tuple[VillageFile, Context]:
    """Return the practice village with plans of three houses."""
    village = create_practice_village(folder)
    context = context_for(village.village_values())
    for row in village.overview():
        if row.code in LISTS:
            keep(village, context, row.dwelling_id, LISTS[row.code])
    return village, context


def keep(
    village: VillageFile,
    context: Context,
    dwelling: str,
    listed: tuple[str, ...] = (),
    stopped: Finding | None = None,
) -> None:
    """Keep an assessment and a plan of one list of measures, or one that a rule stops."""
    survey, values = village.survey(dwelling), village.village_values()
    assessment = assess(survey, values, context, quick=True)
    packages = (
        own_packages(
            survey, values, context, assessment, [listed], today="2026-11-26", samples=2
        )
        if listed
        else ()
    )  # fmt: skip
    made: Plan = replace(
        PLAN,
        id=new_id(),
        dwelling_id=dwelling,
        at="2026-11-26T01:00:00Z",
        premises=assessment.premises,
        packages=packages,
        stopped_by=stopped,
    )
    mark = fingerprint(village, dwelling, context)
    kept = assessment_to_bytes(assessment)
    village.save_result(dwelling, "assessment", kept, {"fingerprint": mark})
    village.save_result(dwelling, "plan", plan_to_bytes(made), {"fingerprint": f"{mark}:"})
