"""X15: the same thing is not paid twice, for subsidies that were typed in by hand.

A fault is hard until the district has written its reason beside the subsidy (TF2E).
"""

from collections.abc import Iterator, Sequence

from app.calc.funding import Household, done_parts
from app.i18n import Text
from app.model.assessment import Package
from app.model.catalogue.funding import FundingRules
from app.model.stages.rows import SOURCES, SubsidyRow
from app.model.survey.spec import Problem

FIELD, RULE = "TF2A", "X15"
PROGRAMMES = {"unsafe": "unsafe", "seismic": "seismic", "heating": "heating"}
"""Sources of a subsidy by the answer to N08 that says the family has had it."""


def repeated(
    rows: Sequence[SubsidyRow], home: Household, rules: FundingRules, package: Package, today: str
) -> Iterator[Problem]:
    """Yield a problem for each typed subsidy that would pay something a second time."""
    seen: set[tuple[str, str]] = set()
    done = done_parts(home, rules, today)
    parts = {measure.part for measure in package.measures}
    for row in rows:
        source = str(row.source.value or "")
        if not source:
            continue
        kind = source, " ".join(str(row.basis.value or "").split())
        reason = None
        if kind in seen:
            reason = Text("和上面一行是同一项补助", "it is the same as a row above")
        elif PROGRAMMES.get(source, "") in home.other_grants:
            reason = Text(
                f"这户已领过{_name(source).zh}的补助（N08）",
                f"the family has had a grant of “{_name(source).en}” already (N08)",
            )
        elif parts and parts <= done:
            reason = Text(
                f"要改的部位{rules.repeat_years.value:g}年内已经补过（B10）",
                f"every part was upgraded within {rules.repeat_years.value:g} years (B10)",
            )
        seen.add(kind)
        if reason is not None:
            yield _problem(row, reason)


def _problem(row: SubsidyRow, reason: Text) -> Problem:
    told = str(row.reason.value or "").strip()
    if told:
        text = Text(
            f"{reason.zh}；区里说明：{told}",
            f"{reason.en[:1].upper()}{reason.en[1:]}; the district says: {told}",
        )
        return Problem(FIELD, RULE, "soft", text, row.id)
    text = Text(
        f"同一部位不能重复领补助：{reason.zh}。区里同意的，写明理由。",
        f"The same part is not paid twice: {reason.en}. If the district agrees, write its reason.",
    )
    return Problem(FIELD, RULE, "hard", text, row.id)


def _name(source: str) -> Text:
    return next((item.label for item in SOURCES if item.code == source), Text(source, source))
