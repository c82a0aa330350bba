"""What the two processes of the window do: functions that are called there by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.i18n import Language
from app.model.assessment import Assessment, Plan
from app.model.survey import Survey, VillageValues
from app.services.assess import Context, assess, load_context
from app.services.plan import plan
from app.services.publish import sheet
from app.services.village import assess_dwelling, plan_dwelling
from app.store.village import VillageFile, open_village

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A result to be kept by whoever may write the village file."""

    dwelling_id: str
    kind: str
    payload: bytes
    hashes: dict[str, str]
    summary: dict[str, Any]
