"""The rule table applied: findings of a stage, and the measures a house may not have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import Text
from app.model.assessment import ExcludedMeasure, Finding
from app.model.catalogue import Catalogue, Measure, Rule, Stage
from app.model.survey import Survey, rows, value_of
from app.services.rule_conditions import CONDITIONS, NOT_EVALUATED, Facts, Works

ASKED = (
    "A07", "D01", "D08", "E02", "E06", "I01", "I05", "I07", "I10",
    "L03", "L06", "L07", "M01", "M05", "M06", "M07", "M08",
)  # fmt: skip
"""Survey fields that coded conditions read."""
HEATERS = "IA01"
"""Field of the rows of heaters beside the main one."""
COUPLED = ("R10", "R12", "R15", "R36")
"""Rules that bring companions (inlet, test, alarm, vent) instead of excluding a measure."""
STOP = "R01"
"""The rule that takes the place of a plan."""

__all__ = [
    "NOT_EVALUATED",
    "Coupling",
    "answers",
    "couple",
    "excluded_by_rule",
    "findings",
    "stop",
]


def answers(survey: Survey) -> Mapping[str, Any]:
    """Return the answers that rules read, None where there is none; of rows a tuple."""
    said = {field: value_of(survey, field).value for field in ASKED}
    return {**said, HEATERS: tuple(row.kind.value for row in rows(survey, "appliance"))}


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
    if severity == "none" or condition is None or not _holds(rule, facts):
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

    A measure is refused when a rule that blocks planning applies with it and not without it,
    whatever else is done.
    """
    return couple(survey, catalogue, measures, ()).excluded


def _blocking(catalogue: Catalogue) -> list[Rule]:
    return [
        rule
        for rule in catalogue.rules.values()
        if rule.severity.planned == "block" and rule.id in CONDITIONS and rule.id not in COUPLED
    ]


def _because(rule: Rule, facts: Facts, bare: Facts) -> bool:
    return _holds(rule, facts) and not _holds(rule, bare)


def _holds(rule: Rule, facts: Facts) -> bool:
    return CONDITIONS[rule.id](facts) and not facts.cured(rule.id)


@dataclass(frozen=True, slots=True)
class Coupling:
    """What rules make of the measures of a house.

    ``excluded`` with their sentences; ``brought``: the steps without which a measure is refused
    (mending of a leak, cure of damp) and that come along with it; ``always``: the steps that
    every package needs (strengthening of a grade C house).
    """

    excluded: tuple[ExcludedMeasure, ...]
    brought: Mapping[str, tuple[Measure, ...]]
    always: tuple[Measure, ...]


def couple(
    survey: Survey,
    catalogue: Catalogue,
    measures: Iterable[Measure],
    steps: Iterable[Measure],
) -> Coupling:
    """Return what the rules refuse, and what they let pass with one of the ``steps`` beside it.

    ``steps`` are measures that the house has a use for; the cheapest of those that settle a rule
    is taken, by its typical price per unit where several do.
    """
    known = answers(survey)
    cures = sorted((s for s in steps if s.cures), key=lambda step: step.cost.typical)
    cures = [step for step in cures if step.category in ("repair", "strengthening")]
    always = _always(known, catalogue, cures)
    excluded, brought = [], {}
    for measure in measures:
        refused, needed = _refusal(measure, known, catalogue, cures)
        if refused is not None:
            found = ExcludedMeasure(measure.id, measure.name, refused.id, refused.sentence)
            excluded.append(found)
        elif needed:
            brought[measure.id] = needed
    return Coupling(tuple(excluded), brought, always)


def _refusal(
    measure: Measure, known: Mapping[str, Any], catalogue: Catalogue, cures: list[Measure]
) -> tuple[Rule | None, tuple[Measure, ...]]:
    """Return the rule that refuses a measure whatever is done, or the steps that let it pass."""
    bare = Facts(known, Works(), catalogue)
    taken: list[Measure] = []
    for rule in _blocking(catalogue):
        facts = Facts(known, Works((measure, *taken)), catalogue)
        if not _because(rule, facts, bare):
            continue
        step = _cure(rule, facts, cures)
        if step is None:
            return rule, ()
        taken.append(step)
    return None, tuple(taken)


def _cure(rule: Rule, facts: Facts, cures: list[Measure]) -> Measure | None:
    for step in cures:
        if rule.id in step.cures and facts.allow(step) and not step.effects:
            return step
    return None


def _always(
    known: Mapping[str, Any], catalogue: Catalogue, cures: list[Measure]
) -> tuple[Measure, ...]:
    bare = Facts(known, Works(), catalogue)
    needed = {
        step.id: step
        for rule in _blocking(catalogue)
        if _holds(rule, bare) and (step := _cure(rule, bare, cures)) is not None
    }
    return tuple(needed.values())


def does_not_fit(measure: Measure, sentence: Text) -> ExcludedMeasure:
    """Return the exclusion of a measure that the house has no use for."""
    return ExcludedMeasure(measure.id, measure.name, "", sentence)
