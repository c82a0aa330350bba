"""The rule table applied: findings of a stage, and the measures a house may not have."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.i18n import Text
from app.model.assessment import ExcludedMeasure, Finding
from app.model.catalogue import Catalogue, Measure, Rule, Stage
from app.model.survey import Survey, value_of
from app.services.rule_conditions import CONDITIONS, NOT_EVALUATED, Facts, Works

ASKED = (
    "A07", "D01", "D08", "E06", "I01", "I05", "I07", "I10",
    "L03", "L06", "L07", "M01", "M05", "M06", "M07", "M08",
)  # fmt: skip
"""Survey fields that coded conditions read."""
COUPLED = ("R10", "R12", "R15", "R36")
"""Rules that bring companions (inlet, test, alarm, vent) instead of excluding a measure."""
STOP = "R01"
"""The rule that takes the place of a plan."""

__all__ = ["NOT_EVALUATED", "answers", "excluded_by_rule", "findings", "stop"]


def answers(survey: Survey) -> Mapping[str, Any]:
    """Return the answers that rules read, None where there is none."""
    return {field: value_of(survey, field).value for field in ASKED}


def findings(
    survey: Survey, catalogue: Catalogue, stage: Stage, works: Works | None = None
) -> tuple[Finding, ...]:
    """Return the rules that apply when the house moves into ``stage``, blocking ones first.

    ``works`` is what a package does; without it only rules about the house itself can apply.
    Rules of :data:`NOT_EVALUATED` are not among them.
    """
    facts = Facts(answers(survey), works or Works(), catalogue)
    found = [
        finding
        for rule in catalogue.rules.values()
        if (finding := _finding(rule, facts, stage)) is not None
    ]
    return tuple(sorted(found, key=lambda finding: (finding.severity != "block", finding.rule)))


def _finding(rule: Rule, facts: Facts, stage: Stage) -> Finding | None:
    severity = rule.severity.at(stage)
    condition = CONDITIONS.get(rule.id)
    if severity == "none" or condition is None or not condition(facts):
        return None
    return Finding(rule.id, severity, rule.sentence, rule.source, rule.mark)


def stop(survey: Survey, catalogue: Catalogue) -> Finding | None:
    """Return the finding that replaces the plan, if there is one."""
    planned = findings(survey, catalogue, "planned")
    return next((finding for finding in planned if finding.rule == STOP), None)


def excluded_by_rule(
    survey: Survey, catalogue: Catalogue, measures: Iterable[Measure]
) -> tuple[ExcludedMeasure, ...]:
    """Return the measures that a rule refuses for this house when a plan is made.

    A measure is refused when a rule that blocks planning applies with it and not without it.
    """
    known = answers(survey)
    bare = Facts(known, Works(), catalogue)
    excluded = []
    for measure in measures:
        facts = Facts(known, Works((measure,)), catalogue)
        rule = next((r for r in _blocking(catalogue) if _because(r, facts, bare)), None)
        if rule is not None:
            excluded.append(ExcludedMeasure(measure.id, measure.name, rule.id, rule.sentence))
    return tuple(excluded)


def _blocking(catalogue: Catalogue) -> list[Rule]:
    return [
        rule
        for rule in catalogue.rules.values()
        if rule.severity.planned == "block" and rule.id in CONDITIONS and rule.id not in COUPLED
    ]


def _because(rule: Rule, facts: Facts, bare: Facts) -> bool:
    condition = CONDITIONS[rule.id]
    return condition(facts) and not condition(bare)


def does_not_fit(measure: Measure, sentence: Text) -> ExcludedMeasure:
    """Return the exclusion of a measure that the house has no use for."""
    return ExcludedMeasure(measure.id, measure.name, "", sentence)
