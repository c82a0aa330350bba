"""The main job on the practice village: database, assessments, plans, sheets, district files."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from app.i18n import Language
from app.i18n import gettext as _
from app.services.assess import Context, context_for
from app.services.lifeline import end_with_parent
from app.services.longjobs import plan_house
from app.services.outcomes import Planned
from app.services.practice import practice_edits
from app.services.publish import dwelling_by_code, export_village, write_sheets
from app.services.stages import as_history
from app.services.village import is_planned
from app.store.village import VillageFile, create_village, open_village

Progress = Callable[[float], None]
OPERATOR = "练习"
WORKERS = min(2, os.cpu_count() or 1)


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
        as_history(village, dwelling, "surveyed", OPERATOR)
        if progress is not None:
            progress(number / len(practice.houses))
    return village


def run_demo(
    folder: Path,
    *,
    house: str | None = None,
    language: Language = "zh",
    progress: Progress | None = None,
) -> Demo:
    """Do the main job in ``folder``, for one ``house`` code or for all.

    Results that still hold are taken as they are.
    """
    report = progress or _nothing
    home = folder / "village"
    village = (
        open_village(home)
        if (home / "village.nuanfang").exists()
        else create_practice_village(home)
    )
    with village:
        context = context_for(village.village_values())
        ids = [row.dwelling_id for row in village.overview()]
        if house is not None:
            ids = [dwelling_by_code(village, house)]
        plan_all(village, ids, context, lambda share: report(0.9 * share))
        sheets = write_sheets(village, ids, folder / "sheets", context, language=language)
        report(0.97)
        exported = export_village(village, folder / "district", context, language=language)
        report(1.0)
    return Demo(folder, home, len(ids), tuple(sheets), tuple(exported))


def plan_all(
    village: VillageFile, ids: Sequence[str], context: Context, progress: Progress
) -> None:
    """Assess and plan what does not hold any more, several houses at a time."""
    waiting = [dwelling for dwelling in ids if not is_planned(village, dwelling, context)]
    if not waiting:
        return
    workers = min(WORKERS, len(waiting))
    with ProcessPoolExecutor(workers, get_context("spawn"), end_with_parent) as pool:
        jobs = [pool.submit(_planned, village.folder, dwelling) for dwelling in waiting]
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                for kept in job.result().kept:
                    village.save_result(
                        kept.dwelling_id, kept.kind, kept.payload, kept.hashes, kept.summary
                    )
                progress(done / len(waiting))
        finally:
            pool.shutdown(cancel_futures=True)


def _planned(folder: Path, dwelling_id: str) -> Planned:
    return plan_house(folder, None, dwelling_id, (), None, progress=_nothing)


def _nothing(_share: float) -> None:
    return None
