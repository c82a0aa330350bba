"""What stands between a house and its next stage: answers and photos that are still lacking."""

from collections.abc import Iterable, Mapping
from typing import Literal

from app.i18n import Text
from app.model.survey.photos import SLOTS, in_slot
from app.model.survey.spec import Problem
from app.model.survey.whole import Survey, value_of

SurveyStage = Literal["surveyed", "assessed"]
SURVEY_STAGES: tuple[SurveyStage, ...] = ("surveyed", "assessed")
DRAFT = "draft"
STAGE_NAMES: Mapping[SurveyStage, Text] = {
    "surveyed": Text("已调查", "Surveyed"),
    "assessed": Text("已评估", "Assessed"),
}
BILL = "X09"
_DEFECTS = 2  # photos of a dangerous or visibly cracked house


def stage_before(stage: SurveyStage) -> str:
    """Return the state from which a house comes to the stage."""
    return (DRAFT, *SURVEY_STAGES)[SURVEY_STAGES.index(stage)]


def stage_after(state: str) -> SurveyStage | None:
    """Return the stage that comes next in the survey, None beyond it."""
    return next((stage for stage in SURVEY_STAGES if stage_before(stage) == state), None)


def photos_needed(survey: Survey, stage: SurveyStage) -> dict[str, int]:
    """Return slot -> number of photos without which the house cannot reach the stage."""
    needed = {"P01": 1}
    if stage == "assessed":
        needed.update({"P02": 1, "P03": 1, "P04": 1})
        graded, cracks = value_of(survey, "M01").value, value_of(survey, "M05").value
        if graded in ("C", "D") or cracks == "obvious":
            needed["P05"] = _DEFECTS
    return needed


def photo_problems(survey: Survey, stage: SurveyStage) -> tuple[Problem, ...]:
    """Return a problem for each slot that lacks photos for the stage."""
    return tuple(
        Problem(slot, "photo", "missing", _sentence(slot, held, needed, stage))
        for slot, needed in photos_needed(survey, stage).items()
        if (held := len(in_slot(survey.photos, slot))) < needed
    )


def _sentence(slot: str, held: int, needed: int, stage: SurveyStage) -> Text:
    name, state = SLOTS[slot].name, STAGE_NAMES[stage]
    if needed == 1:
        return Text(
            f"还缺照片“{name.zh}”，不能进入“{state.zh}”。请拍一张放进来。",
            f"The photo “{name.en}” is lacking, so the house cannot become “{state.en}”. "
            "Take one and put it here.",
        )
    return Text(
        f"“{name.zh}”要 {needed} 张，现在 {held} 张，不能进入“{state.zh}”。请补拍。",
        f"“{name.en}” needs {needed} photos and has {held}, so the house cannot become "
        f"“{state.en}”. Take more.",
    )


def gate(survey: Survey, problems: Iterable[Problem], stage: SurveyStage) -> tuple[Problem, ...]:
    """Return what keeps the house from the stage; empty if it may move on.

    ``problems`` are those of :func:`~app.model.survey.check_survey`, with X09 where it is known.
    For "surveyed" the answers that are missing and too many "not known" count, for "assessed"
    every hard error and an unconfirmed X09 besides.
    """
    stops = [
        problem
        for problem in problems
        if problem.severity == "missing"
        or problem.code == "unknown"
        or (stage == "assessed" and (problem.severity == "hard" or problem.code == BILL))
    ]
    return (*stops, *photo_problems(survey, stage))
