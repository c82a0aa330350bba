"""How long the comparison of heating and the photovoltaics of a house take, the sweep included.

    python -m benchmarks.supply

Seconds of each practice house after a warm start, before and after a small package where one may
be had; the bar is 1.5 s for both together.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.model.assessment import Assessment, Package
from app.services.assess import Context, assess, context_for
from app.services.demo import create_practice_village
from app.services.heating import compare_heating
from app.services.plan import own_packages
from app.services.solar_village import dwelling_solar
from app.store.village import VillageFile

BAR = 1.5
WORKS = ("R_XPS60", "WIN_SEAL")


def main() -> None:
    """Print the middle and the slowest of the practice houses, by parts and together."""
    with tempfile.TemporaryDirectory() as folder:
        village = create_practice_village(Path(folder) / "village")
        context = context_for(village.village_values())
        houses = [row.dwelling_id for row in village.overview()]
        _spent(village, houses[0], context)
        spent = [_spent(village, dwelling, context) for dwelling in houses]
        village.close()
    for name, figures in zip(("heating", "sun", "together"), zip(*spent, strict=True), strict=True):
        middle, slowest = sorted(figures)[len(figures) // 2], max(figures)
        print(f"{name:9} middle {middle:.2f} s, slowest {slowest:.2f} s")
    together = max(figures[-1] for figures in spent)
    print(f"bar {BAR:.1f} s: {'met' if together <= BAR else 'NOT MET'}")


def _spent(village: VillageFile, dwelling: str, context: Context) -> tuple[float, float, float]:
    survey, values = village.survey(dwelling), village.village_values()
    assessment = assess(survey, values, context, quick=True)
    package = _package(village, dwelling, context, assessment)
    heating = _seconds(lambda: compare_heating(survey, values, context, assessment, package))
    sun = _seconds(lambda: dwelling_solar(village, dwelling, context))
    return heating, sun, heating + sun


def _package(
    village: VillageFile, dwelling: str, context: Context, assessment: Assessment
) -> Package | None:
    survey, values = village.survey(dwelling), village.village_values()
    found = own_packages(
        survey, values, context, assessment, [WORKS], today="2026-11-26", samples=2
    )
    return next(iter(found), None)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
