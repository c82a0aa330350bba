"""The ways of heating of a house in a village file, by its kept assessment and plan."""

from collections.abc import Callable

from app.errors import NotFoundError
from app.i18n import gettext as _
from app.model.assessment import Assessment, Package, PackageKey, Plan
from app.model.heating import HeatingComparison
from app.services.assess import Context
from app.services.family_choice import way_chosen
from app.services.heating import compare_heating
from app.services.village import Keep, assess_dwelling, fingerprint, plan_dwelling
from app.store.village import VillageFile

Progress = Callable[[float], None]


def dwelling_heating(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    key: PackageKey | None = None,
    *,
    assessment: Assessment | None = None,
    plan: Plan | None = None,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> HeatingComparison:
    """Return the comparison after a package of the plan, by default its first one.

    A house without a package, because a rule stops the plan or nothing helps, is compared as it is.

    Raises
    ------
    NotFoundError
        If the plan has no such package.
    """
    part = _part(progress, 0.0, 0.3)
    assessment = assessment or assess_dwelling(village, dwelling_id, context, part, keep)
    if plan is None:
        part = _part(progress, 0.3, 0.9)
        plan = plan_dwelling(village, dwelling_id, context, (), part, keep, assessment)
    package = _package(plan, key)
    hashes = {
        "fingerprint": fingerprint(village, dwelling_id, context),
        **assessment.premises.hashes,
    }
    survey, values = village.survey(dwelling_id), village.village_values()
    found = compare_heating(
        survey, values, context, assessment, package,
        hashes=hashes, chosen=way_chosen(village.stages(dwelling_id)),
    )  # fmt: skip
    if progress:
        progress(1.0)
    return found


AS_IT_IS = "as_it_is"
"""Key of the comparison of a house without a package."""


def heatings_of_plan(
    village: VillageFile, context: Context, plan: Plan
) -> dict[str, HeatingComparison]:
    """Return the comparison after each named package of a plan, or of the house as it is."""
    assessment = assess_dwelling(village, plan.dwelling_id, context)
    keys: list[PackageKey | None] = [package.key for package in plan.packages]
    return {
        key or AS_IT_IS: dwelling_heating(
            village, plan.dwelling_id, context, key, assessment=assessment, plan=plan
        )
        for key in keys or [None]
    }


def _package(plan: Plan, key: PackageKey | None) -> Package | None:
    if key is None:
        return plan.packages[0] if plan.packages else None
    found = next((package for package in plan.packages if package.key == key), None)
    if found is None:
        raise NotFoundError(_("The plan has no package {key}.").format(key=key))
    return found


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)
