"""From draft to surveyed to assessed, and a step back: what is lacking, and who moved it when.

Nothing else sets the state of a dwelling (a test looks). Steps that arrive with a data package
are history of the village they come from.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.errors import RefusedError
from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.catalogue import Archetype
from app.model.change import Batch
from app.model.survey import check_survey, survey_to_json, value_of
from app.model.survey.archetypes import archetype_for
from app.model.survey.bill_check import FIELD as RATIO
from app.model.survey.bill_check import bill_problem
from app.model.survey.gates import STAGE_NAMES, SURVEY_STAGES, SurveyStage, gate, stage_before
from app.model.survey.photos import PHOTO_ID
from app.model.survey.spec import Problem
from app.model.village_works import WORKS_LIMITS
from app.store.stages import StageStep
from app.store.village import VillageFile

MARK = "answers"
BEYOND = (("assessed", "planned"), ("planned", "consented"))
"""Steps beyond the survey: from, to."""
MOST_REASON = 200
_NAMED = 3  # lacking things that the sentence names
_VERSIONS = ("engine", "weather", "catalogue", "policy_pack")


@dataclass(frozen=True, slots=True)
class Calculated:
    """A kept assessment: on which answers it stands, bill ÷ model [-], and its versions."""

    mark: str
    ratio: float | None
    evidence: tuple[str, ...] = ()


def answers_of(village: VillageFile, dwelling_id: str) -> dict[str, object]:
    """Return what a calculation of the dwelling reads: not who said it, when, nor photos."""
    survey = replace(village.survey(dwelling_id), photos=())
    values = village.village_values_json()
    said = {key: item for key, item in values["fields"].items() if key not in WORKS_LIMITS}
    return {
        "survey": _answers(survey_to_json(survey)),
        "village": _answers({**values, "fields": said}),
    }


def _answers(data: object) -> object:
    """Drop operator and time from survey JSON: they change no result."""
    if isinstance(data, dict):
        return {key: _answers(item) for key, item in data.items() if key not in ("operator", "at")}
    if isinstance(data, list):
        return [_answers(item) for item in data]
    return data


def answers_mark(village: VillageFile, dwelling_id: str) -> str:
    """Return the hash of the answers that a calculation reads.

    The bill ratio is left out: that somebody confirmed it changes no result.
    """
    answers = answers_of(village, dwelling_id)
    survey = answers["survey"]
    if isinstance(survey, dict):
        fields = {key: item for key, item in survey["fields"].items() if key != RATIO}
        answers["survey"] = {**survey, "fields": fields}
    text = json.dumps(answers, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def lacking(
    village: VillageFile,
    dwelling_id: str,
    stage: SurveyStage,
    archetypes: Mapping[str, Archetype],
    ratio: float | None = None,
) -> tuple[Problem, ...]:
    """Return what keeps a house from a stage: answers, hard errors, photos; empty if nothing.

    ``ratio`` is bill ÷ model [-] of its assessment, for X09.
    """
    survey, values = village.survey(dwelling_id), village.village_values()
    problems = check_survey(survey, values, archetype_for(survey, archetypes))
    odd = bill_problem(ratio, value_of(survey, RATIO))
    return gate(survey, (*problems, odd) if odd is not None else problems, stage)


def move_on(
    village: VillageFile,
    dwelling_id: str,
    stage: SurveyStage,
    archetypes: Mapping[str, Archetype],
    operator: str,
    calculated: Calculated | None = None,
) -> Batch:
    """Move a house to the next stage of its survey, with what it rests on.

    "assessed" needs ``calculated``, the kept assessment of the answers as they stand; a house
    that is assessed already may be so again on other answers.

    Raises
    ------
    RefusedError
        If the house is not in the stage before, or something is lacking; the sentence names it.
    """
    name = STAGE_NAMES[stage].get(language())
    state = village.dwelling(dwelling_id).state
    again = stage == "assessed" and state == stage
    if state != stage_before(stage) and not again:
        raise RefusedError(
            _("The house cannot become “{stage}” from the stage it is in now.").format(stage=name)
        )
    ratio = calculated.ratio if calculated is not None else None
    found = lacking(village, dwelling_id, stage, archetypes, ratio)
    if found:
        first = " ".join(problem.message.get(language()) for problem in found[:_NAMED])
        raise RefusedError(
            _("{n} things keep the house from “{stage}”. {first}").format(
                n=len(found), stage=name, first=first
            )
        )
    mark = answers_mark(village, dwelling_id)
    evidence = [f"{MARK}={mark}"]
    if stage == "assessed":
        if calculated is None or calculated.mark != mark:
            raise RefusedError(
                _("The answers have changed since the calculation. Have it calculated again.")
            )
        evidence += calculated.evidence
    return village.set_state(dwelling_id, stage, operator, before=state, evidence=evidence)


def come_to(
    village: VillageFile,
    dwelling_id: str,
    state: str,
    operator: str,
    *,
    before: str,
    evidence: tuple[str, ...],
) -> Batch:
    """Record a stage beyond the survey, whose gate :mod:`app.services.agreement` has opened.

    Raises
    ------
    RefusedError
        If the house has meanwhile come to another stage than ``before``.
    """
    if (before, state) not in BEYOND:
        raise ValueError(f"{state!r} does not follow {before!r}")
    return village.set_state(dwelling_id, state, operator, before=before, evidence=evidence)


def step_back(village: VillageFile, dwelling_id: str, reason: str, operator: str) -> Batch:
    """Take a house one stage back; the reason is kept with name and time for good.

    Raises
    ------
    RefusedError
        Without a reason, or from a stage that has none before it in the survey.
    """
    state = village.dwelling(dwelling_id).state
    stage = next((stage for stage in SURVEY_STAGES if stage == state), None)
    earlier = next((before for before, after in BEYOND if after == state), "")
    if stage is None and not earlier:
        raise RefusedError(_("From this stage there is no step back here."))
    words = " ".join(reason.split())[:MOST_REASON]
    if not words:
        raise RefusedError(_("Say why the house goes a stage back: the reason is kept."))
    to = earlier if stage is None else stage_before(stage)
    return village.set_state(dwelling_id, to, operator, before=state, reason=words)


def as_history(village: VillageFile, dwelling_id: str, stage: SurveyStage, operator: str) -> None:
    """Give a house of a practice village the stage that it has in the story it is taken from.

    Raises
    ------
    RefusedError
        In any other village: a stage is reached through its gate.
    """
    if not village.practice:
        raise RefusedError(_("Only houses of a practice village come with a stage of their own."))
    village.set_state(dwelling_id, stage, operator, reason=_("Practice house"))


def evidence_of(engine: str, hashes: Mapping[str, str], result_id: str) -> tuple[str, ...]:
    """Return the versions an assessment rests on as texts "name=value"."""
    held = {"engine": engine, **hashes}
    return (
        *(f"{key}={held[key]}" for key in _VERSIONS if key in held),
        *((f"result={result_id}",) if result_id else ()),
    )


def stands_on(steps: "list[StageStep]") -> str:
    """Return the mark of the answers on which the present stage rests, empty if not known."""
    for item in steps[-1].evidence if steps else ():
        name, _sign, value = item.partition("=")
        if name == MARK:
            return value
    return ""


def reused_photos(village: VillageFile, dwelling_id: str = "") -> dict[str, tuple[Problem, ...]]:
    """Return dwelling id -> photos that another house shows too (X19), of one house or of all."""
    found: dict[str, tuple[Problem, ...]] = {}
    for uses in village.album.uses(dwelling_id).values():
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
    return {dwelling_id: found.get(dwelling_id, ())} if dwelling_id else found
