"""What the second process of the window does: work that takes its time and can be cancelled.

The functions read the village file beside the window, which alone writes it: results that
should be kept come back as :class:`Kept`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.exchange.tables import write_csv, write_xlsx
from app.i18n import Language
from app.model.assessment import Assessment, PackageKey, Plan
from app.model.design import DesignCheck
from app.model.family import Beside
from app.model.heating import HeatingComparison
from app.model.roadmap import RoadChange
from app.model.solar import Solar
from app.model.survey import village_from_json
from app.model.village_works import HouseWorks, VillageWorks
from app.services.assess import Context, context_for
from app.services.design_check import design_check
from app.services.family_choice import way_chosen
from app.services.family_village import beside_works
from app.services.heating import compare_heating
from app.services.heating_village import dwelling_heating
from app.services.outcomes import (
    Accounts,
    Arranged,
    Assessed,
    Kept,
    NamedWorks,
    Paper,
    Planned,
    ScenarioResult,
)
from app.services.papers import PaperKind, paper_of
from app.services.publish import sheet_input, sheet_name
from app.services.register import register_table
from app.services.roadmap_village import dwelling_roadmap
from app.services.scenario_results import scenario_results, sides_of_measures
from app.services.solar_village import dwelling_solar
from app.services.village import (
    Outdated,
    assess_dwelling,
    calculated,
    outdated,
    plan_dwelling,
    stored_plan,
)
from app.services.village_account import dwelling_accounts
from app.services.village_climate import VillageYear, year_of
from app.services.village_works import village_works, with_house
from app.services.weather_file import Examined, examined
from app.store.village import VillageFile, open_village

Progress = Callable[[float], None]


def plan_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    own: tuple[str, ...],
    weather: Path | None,
    renew: bool = True,
    *,
    progress: Progress,
) -> Planned:
    """Return the plan of a house; the kept one if nothing has changed since.

    Without ``renew`` also one that was made with other prices or another policy pack.
    """
    kept: list[Kept] = []

    def keep(*result: Any) -> None:
        kept.append(Kept(*result))

    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        old = None if renew else outdated(village, dwelling_id, context)
        sides = sides_of_measures(village, dwelling_id, context)
        if old is not None and old.serves(own):
            beside = scenario_results(
                village, dwelling_id, context, old.assessment, old.plan, old=True
            )
            family = _family(village, dwelling_id, context, old.assessment, old.plan, beside)
            return Planned(old.assessment, old.plan, (), _changed(old), beside, sides, family)
        assessment = assess_dwelling(village, dwelling_id, context, _part(progress, 0, 0.2), keep)
        made = plan_dwelling(
            village, dwelling_id, context, own, _part(progress, 0.2, 0.8), keep, assessment
        )
        beside = scenario_results(
            village, dwelling_id, context, assessment, made, _part(progress, 0.8, 1), keep
        )
        family = _family(village, dwelling_id, context, assessment, made, beside)
    return Planned(assessment, made, tuple(kept), (), beside, sides, family)


def _family(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    plan: Plan,
    scenarios: Sequence[ScenarioResult],
) -> Beside:
    named = [(x.scenario.id, x.package) for x in scenarios if x.package is not None]
    return beside_works(village, dwelling_id, context, assessment, plan, named)


def _changed(old: Outdated) -> tuple[str, ...]:
    return (*(("catalogue",) if old.catalogue else ()), *(("pack",) if old.pack else ()))


def assess_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    weather: Path | None,
    *,
    progress: Progress,
) -> Assessed:
    """Return the full assessment of a house as it stands; the kept one if nothing has changed."""
    kept: list[Kept] = []

    def keep(*result: Any) -> None:
        kept.append(Kept(*result))

    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        assessment = assess_dwelling(village, dwelling_id, context, progress, keep)
        return Assessed(assessment, calculated(village, dwelling_id, assessment), tuple(kept))


def roadmap_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    key: PackageKey | None,
    lines: tuple[str, ...] | None,
    change: RoadChange | None,
    weather: Path | None,
    *,
    progress: Progress,
) -> Arranged:
    """Return the roadmap of a package, as arranged in ``lines`` or as kept, after a change.

    A plan that other prices have left behind serves as it is.
    """
    progress(0.1)
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        old = outdated(village, dwelling_id, context)
        plan = old.plan if old is not None else None
        made = dwelling_roadmap(village, dwelling_id, context, key, change, kept=lines, plan=plan)
    progress(1.0)
    return made


def works_of_village(
    path: Path,
    password: str | None,
    weather: Path | None,
    held: tuple[HouseWorks, ...],
    *,
    progress: Progress,
) -> NamedWorks:
    """Return the works of all houses, from the kept plans; ``held`` those known before."""
    progress(0.0)
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        names = {row.dwelling_id: row.head_name for row in village.overview()}
        return NamedWorks(village_works(village, context, progress, held=held), names)


def works_with_house(
    path: Path,
    password: str | None,
    weather: Path | None,
    works: VillageWorks,
    dwelling_id: str,
    change: RoadChange | None,
    *,
    progress: Progress,
) -> VillageWorks:
    """Return the works with one house read anew, after a change that is not kept here."""
    progress(0.1)
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        return with_house(village, context, works, dwelling_id, change)


def design_of_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    weather: Path | None,
    *,
    progress: Progress,
) -> DesignCheck:
    """Return the check of a house as the design of a new one."""
    progress(0.1)
    with open_village(path, password=password, read_only=True) as village:
        values = village.village_values()
        survey, name = village.survey(dwelling_id), village.dwelling(dwelling_id).code
        made = design_check(survey, values, context_for(values, weather), name)
    progress(1.0)
    return made


def account_of_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    weather: Path | None,
    assessment: Assessment,
    plan: Plan | None,
    *,
    progress: Progress,
) -> Accounts:
    """Return the accounts of a house for the results that are shown of it."""
    progress(0.1)
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        made = dwelling_accounts(village, dwelling_id, context, assessment, plan)
    progress(1.0)
    return made


def solar_of_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    weather: Path | None,
    *,
    progress: Progress,
) -> Solar:
    """Return the photovoltaics of a house, after its chosen package where it has a plan."""
    progress(0.1)
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        made = dwelling_solar(village, dwelling_id, context, stored_plan(village, dwelling_id))
    progress(1.0)
    return made


def heating_house(
    path: Path,
    password: str | None,
    dwelling_id: str,
    key: PackageKey | None,
    weather: Path | None,
    *,
    progress: Progress,
) -> HeatingComparison:
    """Return the ways of heating of a house after a package, as it stands without a ``key``.

    A plan that other prices have left behind serves as it is.
    """
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        old = outdated(village, dwelling_id, context) if key is not None else None
        if key is None:
            assessment = assess_dwelling(village, dwelling_id, context, progress, _not_kept)
            survey, values = village.survey(dwelling_id), village.village_values()
            way = way_chosen(village.stages(dwelling_id))
            return compare_heating(survey, values, context, assessment, None, chosen=way)
        return dwelling_heating(
            village,
            dwelling_id,
            context,
            key,
            assessment=old.assessment if old is not None else None,
            plan=old.plan if old is not None else None,
            progress=progress,
            keep=_not_kept,
        )


def _not_kept(*_result: object) -> None:
    """Leave a result to the pages that make it."""


def _part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress that fills the range from ``start`` to ``end``."""
    return lambda share: progress(start + (end - start) * share)


def sheet_of(
    path: Path,
    password: str | None,
    dwelling_id: str,
    language: Language,
    package: PackageKey | None,
    own: tuple[str, ...],
    weather: Path | None,
    kind: PaperKind = "d1",
    *,
    progress: Progress,
) -> Paper:
    """Return a paper of a house, assessed and planned first where need be."""
    kept: list[Kept] = []

    def keep(*result: Any) -> None:
        kept.append(Kept(*result))

    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        old = outdated(village, dwelling_id, context)
        if old is not None and old.serves(own):
            assessment, plan = old.assessment, old.plan
        else:
            part = _part(progress, 0, 0.2)
            assessment = assess_dwelling(village, dwelling_id, context, part, keep)
            part = _part(progress, 0.2, 0.95)
            plan = plan_dwelling(village, dwelling_id, context, own, part, keep, assessment)
        data = sheet_input(village, dwelling_id, context, assessment, plan, language)
        paper = paper_of(kind, village, dwelling_id, context, replace(data, package=package))
        name = sheet_name(village, dwelling_id, kind=kind)
    return Paper(paper.pdf, name, paper.missing, tuple(kept))


def table_of(
    path: Path,
    password: str | None,
    dwellings: frozenset[str],
    target: Path,
    weather: Path | None,
    language: Language,
    *,
    progress: Progress,
) -> int:
    """Write the register of some houses as a table (.csv, else XLSX); return how many rows.

    Raises
    ------
    FileError
        If the disk refuses; a file that was there stays.
    """
    with open_village(path, password=password, read_only=True) as village:
        context = context_for(village.village_values(), weather)
        table = register_table(village, context, dwellings, progress)
    if target.suffix.lower() == ".csv":
        write_csv(target, table, language)
    else:
        write_xlsx(target, [table], language)
    return len(table.rows)


def examine_weather(path: Path, *, progress: Progress) -> Examined:
    """Return what is wrong and what is odd in a weather file."""
    progress(0.1)
    found = examined(path)
    progress(1.0)
    return found


def year_of_village(
    village: dict[str, Any], weather: Path | None, *, progress: Progress
) -> VillageYear:
    """Return with which year a village computes, its values given as JSON."""
    progress(0.1)
    return year_of(village_from_json(village), weather)
