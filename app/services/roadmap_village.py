"""Roadmaps of the houses of a village: made from the kept plan, arranged, kept as changes."""

from collections.abc import Callable
from datetime import date

from app.errors import RefusedError
from app.i18n import gettext as _
from app.model.assessment import PackageKey, Plan
from app.model.change import Batch
from app.model.roadmap import RoadChange
from app.model.stages import Stages
from app.services.assess import Context
from app.services.funding import chosen_package
from app.services.outcomes import Arranged
from app.services.roadmap import FIELD, arrangement_of, road_of, roadmap_of
from app.services.village import plan_dwelling
from app.store.village import VillageFile

Progress = Callable[[float], None]


def dwelling_roadmap(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    key: PackageKey | None = None,
    change: RoadChange | None = None,
    *,
    plan: Plan | None = None,
    kept: object = None,
    today: date | None = None,
) -> Arranged:
    """Return the roadmap of a package of the plan, by default that which is to be built.

    ``kept`` stands in for the arrangement in the village file.

    Raises
    ------
    RefusedError
        If there is no package, or the change breaks a rule.
    """
    plan = plan or plan_dwelling(village, dwelling_id, context)
    if plan.stopped_by is not None or not plan.packages:
        raise RefusedError(_("There is no package to divide into steps. Make a plan first."))
    held = kept if kept is not None else village.arranged(dwelling_id, FIELD)
    key = key or package_to_build(plan, village.stages(dwelling_id), held)
    road = road_of(village.survey(dwelling_id), village.village_values(), context, plan, key, today)
    made = roadmap_of(road, held, change)
    return Arranged(made, tuple(arrangement_of(made)))


def package_to_build(plan: Plan, stages: Stages, held: object) -> PackageKey:
    """Return the package that the family chose, else the one arranged, else the first."""
    package, chosen = chosen_package(plan, stages)
    return package.key if chosen else _kept_key(held, plan) or package.key


def _kept_key(held: object, plan: Plan) -> PackageKey | None:
    """Return the package that somebody has arranged, if the plan still has it."""
    first = held[0] if isinstance(held, list | tuple) and held else ""
    named = str(first).partition("|")[2]
    return next((package.key for package in plan.packages if package.key == named), None)


def keep_arrangement(
    village: VillageFile, dwelling_id: str, lines: tuple[str, ...], operator: str
) -> Batch:
    """Keep an arrangement as one change, which can be undone; without lines there is none."""
    return village.arrange(
        dwelling_id, FIELD, list(lines) or None, operator=operator, label=_("Order of the works")
    )
