"""Papers and files of a village: sheets for families, tables and data package for the district."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.errors import AppError, NotFoundError
from app.exchange.bundle import SUFFIX, write_bundle
from app.exchange.files import write_whole
from app.exchange.package import (
    SCHEMA,
    DataPackage,
    PackageDwelling,
    ResultSummary,
    write_package,
)
from app.exchange.pictures import thumbnail
from app.exchange.tables import write_csv, write_xlsx
from app.i18n import Language
from app.i18n import gettext as _
from app.model.assessment import Assessment, Plan
from app.model.ids import new_id
from app.model.survey import Survey, survey_to_json
from app.model.survey.photos import in_slot
from app.report.data import Sheet, SheetInput
from app.services.account import state_account
from app.services.account_table import account_table
from app.services.assess import Context, resolved_survey
from app.services.consent_record import consent_json, consent_table
from app.services.papers import PaperKind, paper_of, paper_word
from app.services.photo_travel import check_room, photo_bytes, photos_to_send
from app.services.register import register_table
from app.services.unknowns import most_useful
from app.services.village import assess_dwelling, plan_dwelling, stored_assessment, stored_plan
from app.store.village import VillageFile

Progress = Callable[[float], None]
PACKAGE_NAME = "village-package.json"
PRINTED_SLOTS = ("P01", "P02", "P03", "P04")
_PRINTED = 720  # [px] 300 dots an inch on 60 mm


def sheet(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    *,
    language: Language = "zh",
    printed_at: datetime | None = None,
    kind: PaperKind = "d1",
) -> Sheet:
    """Return a paper of a dwelling, assessed and planned first where need be.

    Raises
    ------
    AppError
        If there is no package that D2 and D5 could be about.
    """
    assessment = assess_dwelling(village, dwelling_id, context)
    plan = plan_dwelling(village, dwelling_id, context)
    data = sheet_input(village, dwelling_id, context, assessment, plan, language, printed_at)
    return paper_of(kind, village, dwelling_id, context, data)


def sheet_input(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    plan: Plan | None,
    language: Language,
    printed_at: datetime | None = None,
) -> SheetInput:
    """Return what sheet D1 tells about a dwelling."""
    row = village.dwelling(dwelling_id)
    values = village.village_values()
    survey = village.survey(dwelling_id)
    return SheetInput(
        survey=resolved_survey(survey, values, context),
        village=values,
        assessment=assessment,
        plan=plan,
        village_name=village.name,
        code=row.code,
        printed_at=printed_at or datetime.now().astimezone(),
        version=__version__,
        language=language,
        practice=village.practice,
        advice=most_useful(assessment.uncertainty),
        photos=photos_to_print(village, survey),
    )


def photos_to_print(village: VillageFile, survey: Survey) -> dict[str, bytes]:
    """Return slot -> JPEG of the first photo in each slot of sheet D1; none that is not here."""
    found: dict[str, bytes] = {}
    for slot in PRINTED_SLOTS:
        for row in in_slot(survey.photos, slot)[:1]:
            with contextlib.suppress(AppError):  # not on this computer, or its file is damaged
                found[slot] = thumbnail(village.album.data(str(row.photo.value)), _PRINTED)
    return found


def write_sheets(
    village: VillageFile,
    dwelling_ids: Sequence[str],
    folder: Path,
    context: Context,
    *,
    language: Language = "zh",
    printed_at: datetime | None = None,
    progress: Progress | None = None,
    kind: PaperKind = "d1",
) -> list[Path]:
    """Write one PDF for each dwelling and return their paths."""
    paths: list[Path] = []
    for number, dwelling_id in enumerate(dwelling_ids, start=1):
        paper = sheet(
            village, dwelling_id, context, language=language, printed_at=printed_at, kind=kind
        )
        path = folder / sheet_name(village, dwelling_id, printed_at, kind)
        write_whole(path, paper.pdf)
        paths.append(path)
        if progress is not None:
            progress(number / len(dwelling_ids))
    return paths


def sheet_name(
    village: VillageFile,
    dwelling_id: str,
    printed_at: datetime | None = None,
    kind: PaperKind = "d1",
) -> str:
    """Return the file name of a paper: code, head of household, paper, day."""
    row = village.dwelling(dwelling_id)
    day = (printed_at or datetime.now().astimezone()).strftime("%Y%m%d")
    name = f"{row.code}_{row.head_name}_{paper_word(kind)}_{day}"
    kept = "".join(char if char.isalnum() or char in "_-·" else "_" for char in name)
    return kept + ".pdf"


def export_village(
    village: VillageFile,
    folder: Path,
    context: Context,
    *,
    language: Language = "zh",
    with_photos: bool = False,
    progress: Progress = lambda _share: None,
) -> list[Path]:
    """Write data package, XLSX and CSV of the village and return their paths.

    ``with_photos`` writes the package as a ZIP file with the photos that houses show.
    """
    tables = {
        "village.csv": register_table(village, context),
        "village-account.csv": account_table(village, context),
        "village-consent.csv": consent_table(village, context),
    }
    paths = [write_village_package(village, folder, context, with_photos, progress)]
    paths.append(folder / "village.xlsx")
    write_xlsx(paths[-1], list(tables.values()), language)
    for name, table in tables.items():
        paths.append(folder / name)
        write_csv(paths[-1], table, language)
    return paths


def write_village_package(
    village: VillageFile, folder: Path, context: Context, with_photos: bool, progress: Progress
) -> Path:
    """Write the data package, with photos as a ZIP file, and return its path.

    Raises
    ------
    AppError
        If there is no room, or a photo here is damaged: nothing is left behind.
    """
    path = folder / PACKAGE_NAME
    if not with_photos:
        write_package(path, data_package(village, context))
        return path
    path, travelling = path.with_suffix(SUFFIX), photos_to_send(village)
    check_room(folder, travelling.size)
    package = replace(data_package(village, context), photos=list(travelling.photos))
    write_bundle(path, package, photo_bytes(village, travelling), progress)
    return path


def data_package(village: VillageFile, context: Context) -> DataPackage:
    """Return the village as it travels: no personal field enters."""
    personal = village.personal_fields()
    rows = village.overview()
    return DataPackage(
        schema=SCHEMA,
        package_id=new_id(),
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        program=f"nuanfang {__version__}",
        village_id=village.id,
        village_name=village.name,
        practice=village.practice,
        catalogue=f"{context.catalogue.id} {context.catalogue.version}",
        policy_pack=f"{context.pack.id} {context.pack.version}",
        village=village.village_values_json(),
        dwellings=[
            PackageDwelling(
                id=row.dwelling_id,
                household_id=row.household_id,
                code=row.code,
                state=row.state,
                survey=_without(survey_to_json(village.survey(row.dwelling_id)), personal),
                result=_summary(village, row.dwelling_id, context),
                consent=consent_json(village.stages(row.dwelling_id)),
            )
            for row in rows
        ],
        changes=[change for change in village.changes() if change.field not in personal],
        households=sorted({row.household_id for row in rows}),
    )


def _without(survey: dict[str, object], fields: frozenset[str]) -> dict[str, object]:
    """Drop personal fields wherever they stand in survey JSON."""
    kept = {key: item for key, item in survey.items() if key not in fields}
    inner = kept.get("fields")
    if isinstance(inner, dict):
        kept["fields"] = {key: item for key, item in inner.items() if key not in fields}
    return kept


def _summary(village: VillageFile, dwelling_id: str, context: Context) -> ResultSummary | None:
    assessment = stored_assessment(village, dwelling_id)
    if assessment is None:
        return None
    plan = stored_plan(village, dwelling_id)
    package = plan.packages[0] if plan is not None and plan.packages else None
    account = assessment.actual.account
    shares = state_account(assessment.actual, context).shares
    return ResultSummary(
        assessed_at=assessment.at,
        method=assessment.premises.method.id,
        q_h_nd_kwh=assessment.standard.q_h_nd,
        q_h_nd_kwh_m2=assessment.standard.q_h_nd_per_m2,
        phi_hl_kw=assessment.phi_hl / 1000,
        heating_cost_cny=assessment.heating_cost.typical,
        co2_kg=account.co2,
        kgce=account.kgce,
        confidence_points=assessment.confidence.points,
        hashes=dict(assessment.premises.hashes),
        package_key=package.key if package else None,
        measures=[measure.id for measure in package.measures] if package else [],
        saving_demand=package.saving_shown.typical if package else None,
        saving_overall=package.saving_overall.typical if package else None,
        probability=package.probability if package else None,
        cost_low_cny=package.cost.low if package else None,
        cost_typical_cny=package.cost.typical if package else None,
        cost_high_cny=package.cost.high if package else None,
        co2_after_kg=package.actual.account.co2 if package else None,
        kgce_after=package.actual.account.kgce if package else None,
        electricity_share_final=shares.electricity_final,
        electricity_share_primary=shares.electricity_primary,
    )


def dwelling_by_code(village: VillageFile, code: str) -> str:
    """Return the id of the dwelling with this display code or id."""
    for row in village.overview():
        if code in (row.code, row.dwelling_id):
            return row.dwelling_id
    known = ", ".join(row.code for row in village.overview()[:5])
    raise NotFoundError(
        _("There is no house {code} in this village. The first houses are: {known}.").format(
            code=code, known=known
        )
    )
