"""What the live process of the window does: functions that are called there by name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.model.assessment import Assessment
from app.model.survey import survey_from_json, village_from_json
from app.services.assess import assess, context_for, load_context


def preload(weather: Path | None) -> None:
    """Import what the first result needs, and read catalogue and weather."""
    load_context(weather)


def live_assessment(
    survey: dict[str, Any],
    village: dict[str, Any],
    weather: Path | None,
    previous: Assessment | None,
    *,
    progress: Callable[[float], None],
) -> Assessment:
    """Return the quick assessment of a survey as it stands, given as JSON.

    The interval is that of ``previous``, a full assessment, where there is one.
    """
    values = village_from_json(village)
    return assess(
        survey_from_json(survey),
        values,
        context_for(values, weather),
        progress,
        quick=True,
        previous=previous,
    )
