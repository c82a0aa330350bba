"""Where a house stands among the stages of its survey, as the village file tells it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.survey.gates import DRAFT
from app.model.survey.spec import Problem

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.stages import StageStep
    from app.store.village import VillageFile


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a house stands: its state, its steps, photos that another house shows too.

    ``outdated``: the answers are others than those of the stage "assessed".
    """

    state: str = DRAFT
    steps: "tuple[StageStep, ...]" = ()
    reused: tuple[Problem, ...] = ()
    outdated: bool = False


def read_standing(village: "VillageFile", dwelling_id: str) -> Standing:
    """Read where a house stands; runs off the window's thread."""
    from app.services.stages import answers_mark, reused_photos, stands_on

    state, steps = village.dwelling(dwelling_id).state, village.stage_steps(dwelling_id)
    mark = stands_on(steps) if state == "assessed" else ""
    return Standing(
        state,
        tuple(steps),
        reused_photos(village, dwelling_id)[dwelling_id],
        bool(mark) and mark != answers_mark(village, dwelling_id),
    )
