"""The papers of a house: D1 assessment sheet, D2 retrofit plan, D5 consent and information."""

from dataclasses import replace
from typing import Literal, get_args

from app.calc.funding import fund, payback, works_of
from app.errors import NotFoundError, RefusedError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Package, PackageKey
from app.model.family import FamilyMoney
from app.model.roadmap import Roadmap
from app.model.solar import Question, Solar
from app.model.stages.solar import CONTRACT
from app.report.consent_paper import build_consent_paper
from app.report.data import Sheet, SheetInput
from app.report.plan_input import PlanInput
from app.report.plan_paper import build_plan_paper
from app.report.sheet import build_sheet
from app.services.assess import Context
from app.services.consent_record import consent_noted
from app.services.family_choice import (
    heater_chosen,
    open_findings,
    said_where_ticked,
    solar_wanted,
)
from app.services.family_heating import family_heating
from app.services.family_village import family_money, solar_money
from app.services.funding import entered_of
from app.services.household_money import household_of
from app.services.measure_rows import weather_words
from app.services.roadmap_village import dwelling_roadmap
from app.services.solar_village import dwelling_solar
from app.store.village import VillageFile

PaperKind = Literal["d1", "d2", "d5"]
PAPERS: tuple[PaperKind, ...] = get_args(PaperKind)
SETTLED = ("planned", "consented", "construction", "accepted", "verified", "rework")
"""States from which the plan is no draft any more."""


def paper_word(kind: PaperKind) -> str:
    """Return the name of a paper."""
    return {
        "d1": _("Home energy assessment"),
        "d2": _("Retrofit plan"),
        "d5": _("Consent and information"),
    }[kind]


def paper_of(
    kind: PaperKind, village: VillageFile, dwelling_id: str, context: Context, data: SheetInput
) -> Sheet:
    """Return a paper; ``data`` is what the assessment sheet tells.

    Raises
    ------
    NotFoundError
        If D2 or D5 are asked for and there is no package; the sentence says what to do.
    """
    if kind == "d1":
        return build_sheet(data)
    made = plan_input(village, dwelling_id, context, data)
    return build_plan_paper(made) if kind == "d2" else build_consent_paper(made)


def plan_input(
    village: VillageFile, dwelling_id: str, context: Context, data: SheetInput
) -> PlanInput:
    """Return what D2 and D5 tell: the chosen package (TP2) before the one at hand.

    Both are drafts until the plan is settled, and while the sources do not balance.
    """
    stages = village.stages(dwelling_id)
    package, chosen = _package(data, stages.decision.package.value)
    home = household_of(data.survey, data.village, context.pack)
    works = works_of(package, data.assessment.standard.q_h_nd)
    today = data.printed_at.date().isoformat()
    funding = fund(works, home, context.pack.funding, today, entered_of(stages))
    package = replace(
        package, findings=open_findings(package.findings, heater=heater_chosen(stages))
    )
    solar = _solar(village, dwelling_id, context, data)
    settled = village.dwelling(dwelling_id).state in SETTLED
    balanced = chosen and funding.difference == 0
    return PlanInput(
        sheet=replace(data, package=package.key, draft=not (settled and balanced)),
        package=package,
        funding=funding,
        back=payback(funding, package.saved_same_warmth),
        roadmap=_roadmap(village, dwelling_id, context, data, package.key),
        balanced=balanced,
        family=_family(village, dwelling_id, context, data, package, solar),
        questions=_contract(solar),
        weather=_weather(package, context),
        heed=said_where_ticked(package.findings),
        noted=consent_noted(
            stages, village.survey(dwelling_id), context.pack.consent, data.printed_at.date()
        ),
        short=solar.shortfall.sentence if solar is not None and solar.shortfall else None,
    )


def _solar(
    village: VillageFile, dwelling_id: str, context: Context, data: SheetInput
) -> Solar | None:
    """Return the photovoltaics where the family wants them, None otherwise."""
    if not solar_wanted(village.stages(dwelling_id)):
        return None
    today = data.printed_at.date()
    return dwelling_solar(village, dwelling_id, context, data.plan, today=today)


def _family(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    data: SheetInput,
    package: Package,
    solar: Solar | None,
) -> FamilyMoney | None:
    heating = family_heating(village, dwelling_id, context, data.assessment, package)
    found = family_money(package, heating, solar_money(solar))
    return found if found.there else None


def _contract(solar: Solar | None) -> tuple[Question, ...]:
    """Return the six questions of a contract."""
    asked = solar.questions if solar is not None else ()
    return tuple(item for item in asked if item.field in CONTRACT)


def _weather(package: Package, context: Context) -> dict[str, Text]:
    """Return the weather that each measure needs, none where it needs no particular one."""
    known = context.catalogue.measures
    told = {item.id: weather_words(known.get(item.id)) for item in package.measures}
    return {key: text for key, text in told.items() if text.zh}


def _package(data: SheetInput, wanted: str | None) -> tuple[Package, bool]:
    packages = data.plan.packages if data.plan is not None else ()
    if not packages:
        raise NotFoundError(
            _("This house has no package to print a plan of. Open “Packages” and have it planned.")
        )
    by_key = {package.key: package for package in packages}
    for package in packages:
        if package.key == wanted:
            return package, True
    return by_key.get(data.package or packages[0].key, packages[0]), False


def _roadmap(
    village: VillageFile, dwelling_id: str, context: Context, data: SheetInput, key: PackageKey
) -> Roadmap | None:
    """Return the steps of the package, None where it cannot be divided."""
    try:
        made = dwelling_roadmap(village, dwelling_id, context, key, plan=data.plan)
    except RefusedError:
        return None
    return made.roadmap
