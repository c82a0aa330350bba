"""A dwelling with the heating that its family has chosen."""

from app.model.assessment import Assessment, Package
from app.model.heating import FamilyHeating
from app.services.assess import Context
from app.services.family_choice import way_chosen
from app.services.heating import heating_chosen
from app.store.village import VillageFile


def family_heating(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    package: Package | None,
) -> FamilyHeating | None:
    """Return a dwelling after a package with the heating its family has chosen, None without.

    Raises like :func:`app.services.heating.compare_heating`.
    """
    chosen = way_chosen(village.stages(dwelling_id))
    if chosen is None:
        return None
    survey, values = village.survey(dwelling_id), village.village_values()
    return heating_chosen(survey, values, context, assessment, package, chosen)
