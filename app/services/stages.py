"""From draft to surveyed to assessed: what is lacking, and moving a house on when nothing is."""

from app.errors import RefusedError
from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.change import Batch
from app.model.survey import check_survey
from app.model.survey.archetypes import archetype_for
from app.model.survey.gates import STAGE_NAMES, SURVEY_STAGES, SurveyStage, gate
from app.model.survey.photos import PHOTO_ID
from app.model.survey.spec import Problem
from app.services.assess import Context
from app.store.village import VillageFile

_NAMED = 3  # lacking things that the sentence names


def lacking(
    village: VillageFile, dwelling_id: str, stage: SurveyStage, context: Context
) -> tuple[Problem, ...]:
    """Return what keeps a house from a stage: answers, hard errors, photos; empty if nothing.

    X09 (calculation against bill) is not among them.
    """
    survey, values = village.survey(dwelling_id), village.village_values()
    archetype = archetype_for(survey, context.catalogue.archetypes)
    return gate(survey, check_survey(survey, values, archetype), stage)


def move_on(
    village: VillageFile, dwelling_id: str, stage: SurveyStage, context: Context, operator: str
) -> Batch:
    """Move a house to the next stage of its survey.

    Raises
    ------
    RefusedError
        If the house is not in the stage before, or something is lacking; the sentence names it.
    """
    before = ("draft", *SURVEY_STAGES)[SURVEY_STAGES.index(stage)]
    name = STAGE_NAMES[stage].get(language())
    if village.dwelling(dwelling_id).state != before:
        raise RefusedError(
            _("The house cannot become “{stage}” from the stage it is in now.").format(stage=name)
        )
    found = lacking(village, dwelling_id, stage, context)
    if found:
        first = " ".join(problem.message.get(language()) for problem in found[:_NAMED])
        raise RefusedError(
            _("{n} things keep the house from “{stage}”. {first}").format(
                n=len(found), stage=name, first=first
            )
        )
    return village.set_state(dwelling_id, stage, operator)


def reused_photos(village: VillageFile) -> dict[str, tuple[Problem, ...]]:
    """Return dwelling id -> photos that another house shows too (X19), for the list of quality."""
    found: dict[str, tuple[Problem, ...]] = {}
    for uses in village.album.uses().values():
        for use in uses:
            others = sorted({other.code for other in uses if other.dwelling_id != use.dwelling_id})
            if others:
                zh, en = "、".join(others), ", ".join(others)
                sentence = Text(
                    f"这张照片在 {zh} 也用过。请核对是哪一户的。",
                    f"House {en} shows this very photo too. Check whose it is.",
                )
                problem = Problem(PHOTO_ID, "X19", "soft", sentence, use.row)
                found[use.dwelling_id] = (*found.get(use.dwelling_id, ()), problem)
    return found
