"""How a measure is carried out: its stage, the weather it needs, the days it takes."""

from app.model.assessment import PlannedMeasure
from app.model.catalogue import (
    WORK_STAGES,
    AddLayers,
    Catalogue,
    Measure,
    PolicyPack,
    WorkStage,
)

STAGES = WORK_STAGES
SKILLED = "skilled"
LEAST_DAYS = 0.5
"""No work takes less than half a day."""


def stage_of(measure: Measure) -> WorkStage:
    """Return the stage of a measure, as the catalogue has it."""
    return measure.stage


def needs_warmth(measure: Measure) -> bool:
    """Tell whether render, screed or adhesive has to set outdoors."""
    return any(
        isinstance(effect, AddLayers) and effect.side == "outside" for effect in measure.effects
    )


def needs_dry(measure: Measure) -> bool:
    """Tell whether the roof lies open meanwhile."""
    return measure.category == "roof"


def opens_house(measure: Measure) -> bool:
    """Tell whether the works let the cold in while they last."""
    return measure.category in ("window", "door", "roof")


def site_days(planned: PlannedMeasure, catalogue: Catalogue, pack: PolicyPack) -> float:
    """Return the days on site [d]: those of the catalogue, kept with the plan.

    Plans made before they were recorded: the labour in the cost, at the skilled rate, by the crew.
    """
    if planned.days > 0:
        return max(round(2.0 * planned.days) / 2.0, LEAST_DAYS)
    rate = next((r.rate.typical for r in pack.day_rates if r.id == SKILLED), 0.0)
    if rate <= 0.0:
        return LEAST_DAYS
    share = catalogue.measures[planned.id].labour_share.value
    days = planned.lines[0].cost.typical * share / rate / pack.works.crew.value
    return max(round(2.0 * days) / 2.0, LEAST_DAYS)
