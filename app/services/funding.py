"""The funding of a house as it stands: what was laid down over what the policy pack proposes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from app.calc.funding import Entered, Household, fund, payback, works_of
from app.errors import NotFoundError, RefusedError
from app.i18n import Text, language
from app.i18n import gettext as _
from app.model.assessment import Assessment, Package, Plan, Range
from app.model.catalogue import Catalogue, PolicyPack
from app.model.funding import Funding, Grant
from app.model.stages import Stages, stage_row_kind, stage_rows, stage_specs, stage_value
from app.model.stages.consent import NOTICE_PHOTO
from app.model.stages.funding import LOAN
from app.model.stages.rows import SOURCES
from app.model.stages.solar import CONTRACT, OWNERSHIP
from app.model.survey import messages, resolve_defaults
from app.model.survey.archetypes import archetype_for
from app.model.survey.photos import in_slot
from app.model.survey.spec import FieldSpec, Problem
from app.services.consent_check import notice_days
from app.services.household_money import household_of
from app.services.ledger import Ledger, ledger_of
from app.services.own_figures import own_reference
from app.services.records import assessment_from_bytes, plan_from_bytes
from app.services.repeated_grants import repeated
from app.store.catalogue import load_catalogue, load_policy_pack
from app.store.village import VillageFile

NOT_CHOSEN = Text(
    "还没有选定套餐。到“资金”页右上角按一个套餐的名字。",
    "No package is chosen. Press the name of one at the top right of the page “Funding”.",
)
CHOOSE_HERE = Text(
    "还没有选定套餐：按右上角一个套餐的名字。",
    "No package is chosen: press the name of one at the top right.",
)
"""The same on that page itself."""


@dataclass(frozen=True, slots=True)
class FundingView:
    """What the page of a house shows.

    ``package`` is the chosen one, or while none is chosen the first of the plan; ``proposed``
    how it would be paid if nothing were laid down. ``old_plan``: the plan does not say what of
    its cost is work. ``has_rules``: the policy pack has subsidies at all. ``lacking`` keeps the
    family from signing. ``notice``: days on which the public notice has hung, days that are asked
    for, photos of it.
    """

    dwelling_id: str
    stages: Stages
    plan: Plan
    package: Package
    chosen: bool
    home: Household
    proposed: Funding
    funding: Funding
    payback: Range | None
    payback_total: Range | None
    problems: tuple[Problem, ...]
    ledger: Ledger
    old_plan: bool
    has_rules: bool
    pack: Text
    lacking: tuple[Text, ...] = ()
    notice: tuple[int, int, int] = (0, 0, 0)


def funding_view(village: VillageFile, dwelling_id: str) -> FundingView:
    """Return the funding of a dwelling.

    Raises
    ------
    NotFoundError
        If the dwelling has no plan with a package yet; the sentence says what to do.
    """
    plan, assessment = _stored(village, dwelling_id)
    if plan is None or not plan.packages or assessment is None:
        raise NotFoundError(
            _("This house has no package to pay for yet. Open “Packages” and have it planned.")
        )
    stages = village.stages(dwelling_id)
    values = village.village_values()
    catalogue, pack = own_reference(values, *_reference())
    survey = village.survey(dwelling_id)
    filled = resolve_defaults(survey, values, archetype_for(survey, catalogue.archetypes))
    home = household_of(filled, values, pack)
    package, chosen = chosen_package(plan, stages)
    works = works_of(package, _q_before(assessment, plan))
    today = plan.at[:10]
    proposed = fund(works, home, pack.funding, today)
    funding = fund(works, home, pack.funding, today, entered_of(stages))
    view = FundingView(
        dwelling_id=dwelling_id,
        stages=stages,
        plan=plan,
        package=package,
        chosen=chosen,
        home=home,
        proposed=proposed,
        funding=funding,
        payback=payback(funding, package.saved_same_warmth),
        payback_total=package.payback,
        problems=(
            *_problems(stages),
            *repeated(stages.subsidies, home, pack.funding, package, today),
        ),
        ledger=ledger_of(village),
        old_plan=package.money is None,
        has_rules=bool(pack.funding.grants),
        pack=Text(f"{pack.name.zh} {pack.version}", f"{pack.name.en} {pack.version}"),
        notice=(
            notice_days(stages, date.today()),
            int(pack.consent.notice_days.value),
            len(in_slot(survey.photos, NOTICE_PHOTO)),
        ),
    )
    return replace(view, lacking=consent_lacking(view))


@lru_cache(maxsize=1)
def _reference() -> tuple[Catalogue, PolicyPack]:
    return load_catalogue(), load_policy_pack()


def _stored(village: VillageFile, dwelling_id: str) -> tuple[Plan | None, Assessment | None]:
    plan = village.latest_result(dwelling_id, "plan")
    assessment = village.latest_result(dwelling_id, "assessment")
    return (
        plan_from_bytes(plan.payload) if plan else None,
        assessment_from_bytes(assessment.payload) if assessment else None,
    )


def _q_before(assessment: Assessment, plan: Plan) -> float:
    """Return the need of standard use that the plan compares with [kWh]."""
    if assessment.id == plan.assessment_id:
        return assessment.standard.q_h_nd
    after, saved = plan.packages[0].standard.q_h_nd, plan.packages[0].saving_demand.typical
    return after / (1.0 - saved) if saved < 1.0 else assessment.standard.q_h_nd


def chosen_package(plan: Plan, stages: Stages) -> tuple[Package, bool]:
    """Return the chosen package (TP2) and True, else the first of the plan and False."""
    wanted = stages.decision.package.value
    for package in plan.packages:
        if package.key == wanted:
            return package, True
    return plan.packages[0], False


def entered_of(stages: Stages) -> Entered:
    """Return what was laid down; rows of subsidies take the place of the proposed ones."""
    held = stages.funding
    rows = tuple(
        Grant(
            rule="",
            name=_source_name(row.source.value),
            source=row.source.value or "other",
            amount=row.amount.value or 0,
            later=row.when.value != "before",
            rate=float(row.amount.value or 0),
            told=row.basis.value or "",
        )
        for row in stages.subsidies
    )
    return Entered(
        own_days=held.own_days.value,
        mutual_days=held.mutual_days.value,
        grants=rows or None,
        own_cash=held.own_cash.value,
        donation=held.donation.value or 0,
        loan=held.loan.value or 0,
    )


def _source_name(code: str | None) -> Text:
    found = next((item.label for item in SOURCES if item.code == code), None)
    return found or Text("没写来源的补助", "Subsidy without source")


def _problems(stages: Stages) -> Iterator[Problem]:
    """Yield values outside their possible (hard) or usual (soft) range."""
    for field, spec in stage_specs().items():
        kind = stage_row_kind(field)
        for row in [item.id for item in stage_rows(stages, kind)] if kind else [""]:
            yield from _outside(spec, stage_value(stages, field, row).value, row)


def _outside(spec: FieldSpec, value: object, row: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    for limits, hard in ((spec.hard, True), (spec.soft, False)):
        if limits is None:
            continue
        low, high = limits.low, limits.high
        if (low is not None and value < low) or (high is not None and value > high):
            text = messages.outside(spec, float(value), low, high, hard=hard)
            yield Problem(spec.id, "limit", "hard" if hard else "soft", text, row)
            return


# consent


def said_here(lacking: Sequence[Text]) -> str:
    """Return what is lacking as the page where packages are chosen says it."""
    texts = (CHOOSE_HERE if text == NOT_CHOSEN else text for text in lacking)
    return " ".join(text.get(language()) for text in texts)


def consent_lacking(view: FundingView) -> tuple[Text, ...]:
    """Return what keeps the family from signing as far as money goes; empty if nothing does."""
    funding, found = view.funding, []
    if not view.chosen:
        found.append(NOT_CHOSEN)
    if view.old_plan:
        found.append(
            Text(
                "方案是旧的，没有分出工钱。请到“套餐”重算一次。",
                "The plan is an old one and does not tell labour apart. Calculate it again.",
            )
        )
    lacking = funding.difference
    if lacking > 0:
        found.append(
            Text(
                f"钱数差 {lacking:,} 元，还没有人出。请改自筹现金或别的来源。",
                f"{lacking:,} yuan are lacking. Change own cash or another source.",
            )
        )
    elif lacking < 0:
        found.append(
            Text(
                f"钱数多出 {-lacking:,} 元。请改自筹现金或别的来源。",
                f"{-lacking:,} yuan too much. Change own cash or another source.",
            )
        )
    found += _of_loan(view)
    found += _of_solar(view.stages)
    found += [problem.message for problem in view.problems if problem.severity == "hard"]
    found += [
        Text("有一行补助没写来源或金额。", "A subsidy lacks its source or amount.")
        for row in view.stages.subsidies
        if not row.source.known or not row.amount.known
    ]
    return tuple(found)


def _of_loan(view: FundingView) -> list[Text]:
    if not view.funding.loan:
        return []
    blank = [
        stage_specs()[field].label for field in LOAN if not stage_value(view.stages, field).value
    ]
    if not blank:
        return []
    zh, en = "、".join(x.zh for x in blank), ", ".join(x.en for x in blank)
    return [Text(f"贷款还没写清：{zh}。", f"The loan is not clear yet: {en}.")]


def _of_solar(stages: Stages) -> list[Text]:
    """Return what of a contract for photovoltaics is not known, where a family wants them."""
    if stage_value(stages, OWNERSHIP).value not in ("own", "rent"):
        return []
    asked = [field for field in CONTRACT if field in stage_specs()]
    blank = [
        stage_specs()[field].label
        for field in asked
        if stage_value(stages, field).value in (None, "unk")
    ]
    if not blank:
        return []
    zh, en = "、".join(x.zh for x in blank), ", ".join(x.en for x in blank)
    return [Text(f"光伏合同还没弄清：{zh}。", f"The solar contract is not clear yet: {en}.")]


def check_consent(village: VillageFile, dwelling_id: str) -> FundingView:
    """Return the funding of a dwelling if the family may sign it.

    Raises
    ------
    RefusedError
        If the sources do not balance to one yuan, or a loan is not clear: the sentence says what
        is missing.
    """
    view = funding_view(village, dwelling_id)
    if view.lacking:
        raise RefusedError(" ".join(text.get(language()) for text in view.lacking))
    return view
