"""How a measure is carried out, as its catalogue row says: stage, weather, days on site."""

from app.model.assessment import PlannedMeasure
from app.model.catalogue import WORK_STAGES, Catalogue, Measure, WorkStage

STAGES = WORK_STAGES
"""Stages in the order in which they are done."""
LEAST_DAYS = 0.5
"""No work takes less than half a day."""


def stage_of(measure: Measure) -> WorkStage:
    """Return the stage of a measure."""
    return measure.stage


def theta_min(measure: Measure) -> float | None:
    """Return the least temperature the works need [°C], None without one."""
    limit = measure.weather.theta_min
    return limit.value if limit is not None else None


def opened_to_rain(measure: Measure) -> bool:
    """Tell whether the roof lies open meanwhile; render only waits for a dry day."""
    return measure.weather.dry and measure.category == "roof"


def opens_house(measure: Measure) -> bool:
    """Tell whether the works let the cold in while they last."""
    return measure.category in ("window", "door", "roof")


def site_days(planned: PlannedMeasure, catalogue: Catalogue) -> float:
    """Return the days on site [d], to half a day."""
    days = catalogue.measures[planned.id].days.of(planned.quantity)
    return max(round(2.0 * days) / 2.0, LEAST_DAYS)
