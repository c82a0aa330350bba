"""The account of a house of a village: from its kept results, or made where there is none."""

from app.model.assessment import Assessment, Plan
from app.services.account import accounts_of
from app.services.assess import Context
from app.services.family_heating import family_heating
from app.services.outcomes import Accounts
from app.services.solar_village import planned_output
from app.services.village import assess_dwelling, is_planned, stored_plan
from app.store.village import VillageFile


def dwelling_accounts(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment | None = None,
    plan: Plan | None = None,
) -> Accounts:
    """Return the accounts of a dwelling.

    Without results given it is assessed where need be; packages are those of a kept plan that
    still holds.

    Raises
    ------
    IncompleteError
        If geometry, a price or a factor is missing.
    """
    if assessment is None:
        assessment = assess_dwelling(village, dwelling_id, context)
        holds = is_planned(village, dwelling_id, context)
        plan = stored_plan(village, dwelling_id) if holds else None
    survey, values = village.survey(dwelling_id), village.village_values()
    output = planned_output(village, dwelling_id, context, plan) if plan is not None else None
    pv = {package.key: output for package in plan.packages} if plan and output else None
    chosen = {
        package.key: family_heating(village, dwelling_id, context, assessment, package)
        for package in (plan.packages if plan is not None else ())
    }
    heatings = {key: found for key, found in chosen.items() if found is not None}
    return accounts_of(survey, values, context, assessment, plan, pv, heatings)
