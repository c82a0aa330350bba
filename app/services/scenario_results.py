"""What the scenarios of a house come to: each a package of its own, kept and used again."""

from collections.abc import Mapping, Sequence

from app.calc.choices import fits
from app.calc.quantities import open_sides
from app.errors import AppError
from app.i18n import gettext as _
from app.model.assessment import Assessment, Package, Plan
from app.model.house import Side
from app.services.assess import Context
from app.services.outcomes import ScenarioResult
from app.services.plan import checked_list, own_packages
from app.services.records import package_from_bytes, package_to_bytes
from app.services.resolve import resolve
from app.services.scenarios import Scenario, measures_of, scenarios_of
from app.services.village import Keep, Progress, fingerprint, mark_of_plan
from app.store.village import VillageFile

KIND = "scenario"


def scenario_results(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    plan: Plan,
    progress: Progress | None = None,
    keep: Keep | None = None,
    *,
    old: bool = False,
) -> tuple[ScenarioResult, ...]:
    """Return all scenarios of a dwelling with their packages; kept ones that hold are used.

    ``plan`` gives the packages they are built on. With ``old``, for a plan that other prices
    have left behind, nothing new is calculated: its columns would not compare.
    """
    scenarios = scenarios_of(village.stages(dwelling_id))
    made = [_listed(item, scenarios, plan, context) for item in scenarios]
    mark = (mark_of_plan if old else _mark_now)(village, dwelling_id, context, plan)
    lists = dict.fromkeys(item.measures for item in made if not item.refusal)
    found = {measures: _kept(village, dwelling_id, mark, measures) for measures in lists}
    wanted = [measures for measures, package in found.items() if package is None]
    if wanted and not old and plan.stopped_by is None:
        packages = own_packages(
            village.survey(dwelling_id),
            village.village_values(),
            context,
            assessment,
            wanted,
            progress,
            today=plan.at[:10],
        )
        for measures, package in zip(wanted, packages, strict=True):
            found[measures] = package
            hashes = {"fingerprint": _mark(mark, measures)}
            if keep is not None:
                keep(dwelling_id, KIND, package_to_bytes(package), hashes, {})
            elif not village.read_only:
                village.save_result(dwelling_id, KIND, package_to_bytes(package), hashes, {})
    return tuple(_with_package(item, found.get(item.measures), old) for item in made)


def _listed(
    scenario: Scenario, scenarios: Sequence[Scenario], plan: Plan, context: Context
) -> ScenarioResult:
    try:
        measures = measures_of(scenario, scenarios, plan)
        checked_list(measures, context.catalogue)
    except AppError as error:
        return ScenarioResult(scenario, (), None, str(error))
    words = "" if measures else _("No measure is ticked yet.")
    return ScenarioResult(scenario, measures, None, words)


def _with_package(item: ScenarioResult, package: Package | None, old: bool) -> ScenarioResult:
    if item.refusal or package is not None:
        return ScenarioResult(item.scenario, item.measures, package, item.refusal)
    words = (
        _("Not calculated with the prices of this plan. Make a new version of it.")
        if old
        else _("The house cannot be planned as it stands.")
    )
    return ScenarioResult(item.scenario, item.measures, None, words)


def _mark_now(village: VillageFile, dwelling_id: str, context: Context, _plan: Plan) -> str:
    return fingerprint(village, dwelling_id, context)


def _mark(house: str, measures: Sequence[str]) -> str:
    return f"{house}:{','.join(sorted(measures))};"


def _kept(
    village: VillageFile, dwelling_id: str, mark: str, measures: Sequence[str]
) -> Package | None:
    stored = village.latest_result(dwelling_id, KIND, _mark(mark, measures))
    return package_from_bytes(stored.payload) if stored is not None else None


def sides_of_measures(
    village: VillageFile, dwelling_id: str, context: Context
) -> Mapping[str, tuple[Side, ...]]:
    """Return id -> sides on which the house has a use for a measure that is chosen by side."""
    house = resolve(
        village.survey(dwelling_id),
        village.village_values(),
        context.catalogue,
        context.pack,
        context.weather,
    )
    return {
        measure.id: tuple(side for side in open_sides(house) if fits(house, measure, (side,)))
        for measure in context.catalogue.measures.values()
        if measure.per_orientation
    }
