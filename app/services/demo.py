"""The main job on the practice village: database, assessments, plans, sheets, district files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.i18n import Language
from app.i18n import gettext as _
from app.services.assess import load_context
from app.services.practice import practice_edits
from app.services.publish import export_village, write_sheets
from app.services.village import assess_dwelling, plan_dwelling
from app.store.village import VillageFile, create_village, open_village

Progress = Callable[[float], None]
OPERATOR = "练习"


@dataclass(frozen=True, slots=True)
class Demo:
    """What the main job made."""

    folder: Path
    village: Path
    dwellings: int
    sheets: tuple[Path, ...]
    exported: tuple[Path, ...]


def create_practice_village(folder: Path, progress: Progress | None = None) -> VillageFile:
    """Create the practice village in ``folder`` and return it open, nothing assessed yet."""
    practice = practice_edits()
    village = create_village(folder, practice.name, practice=True, operator=OPERATOR)
    village.commit_village(practice.village, operator=OPERATOR, label=_("Practice village"))
    for number, house in enumerate(practice.houses, start=1):
        _household, dwelling = village.add_household(OPERATOR, code=house.code)
        village.commit(
            dwelling, house.edits(dwelling), operator=OPERATOR, label=_("Practice house")
        )
        village.set_state(dwelling, "surveyed", OPERATOR)
        if progress is not None:
            progress(number / len(practice.houses))
    return village


def run_demo(folder: Path, *, language: Language = "zh", progress: Progress | None = None) -> Demo:
    """Do the main job in ``folder``; results that still hold are taken as they are."""
    report = progress or _nothing
    home = folder / "village"
    context = load_context()
    village = (
        open_village(home)
        if (home / "village.nuanfang").exists()
        else create_practice_village(home)
    )
    with village:
        ids = [row.dwelling_id for row in village.overview()]
        for number, dwelling in enumerate(ids):
            assess_dwelling(village, dwelling, context)
            plan_dwelling(village, dwelling, context)
            report(0.85 * (number + 1) / len(ids))
        sheets = write_sheets(village, ids, folder / "sheets", context, language=language)
        report(0.95)
        exported = export_village(village, folder / "district", context, language=language)
        report(1.0)
    return Demo(folder, home, len(ids), tuple(sheets), tuple(exported))


def _nothing(_share: float) -> None:
    return None
