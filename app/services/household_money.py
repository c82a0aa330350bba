"""What the survey and the village say of a family's means: money, days, grants, day rate."""

from app.calc.funding import Household
from app.model.catalogue import PolicyPack
from app.model.survey import Survey, VillageValues, value_of, village_value

HELPER = "helper"
"""Day rate of the policy pack that stands in for the village's own (V08)."""
NONE = "none"


def household_of(survey: Survey, village: VillageValues, pack: PolicyPack) -> Household:
    """Return what rules and labour ask of a family; ``survey`` has its defaults filled in."""

    def said(field: str) -> object:
        return value_of(survey, field).value

    def codes(field: str) -> tuple[str, ...]:
        given = said(field)
        return tuple(code for code in given if code != NONE) if isinstance(given, tuple) else ()

    rate, provenance, source, mark = day_rate(village, pack)
    year, ceiling, days = said("B11"), said("N02"), said("N03")
    return Household(
        category=str(said("A08") or ""),
        other_grants=codes("N08"),
        upgraded=codes("B10"),
        upgraded_year=int(year) if isinstance(year, int) else None,
        own_days=float(days) if isinstance(days, int | float) else 0.0,
        mutual_help=said("N04") == "yes",
        ceiling=int(ceiling) if isinstance(ceiling, int) else None,
        day_rate=rate,
        rate_provenance=provenance,
        rate_source=source,
        rate_mark=mark,
    )


def day_rate(village: VillageValues, pack: PolicyPack) -> tuple[float, str, str, str]:
    """Return what a day of own work counts [yuan], with provenance, source and mark."""
    own = village_value(village, "V08")
    if isinstance(own.value, int | float):
        return float(own.value), str(own.provenance or "told"), "", ""
    rate = next((item.rate for item in pack.day_rates if item.id == HELPER), None)
    if rate is None:
        return 0.0, "policy_pack", "", ""
    return rate.typical, "policy_pack", rate.source, rate.mark
