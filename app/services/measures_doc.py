"""The page of all measures, generated from the catalogue so that it cannot drift from it."""

from collections.abc import Iterable
from pathlib import Path

from app.model.catalogue import WORK_STAGES, Catalogue, Measure, Rule, Stage
from app.services.rule_conditions import CONDITIONS, NOT_EVALUATED
from app.store.catalogue import load_catalogue

_INTRODUCTION = """\
# Measures

Generated from `resources/catalogue/measures.json` and `rules.json`; do not edit by hand:
`python3 dev.py docs`.

Prices in yuan per unit, installed (low – typical – high); *work* is the share of the price that
is labour of the trades + of the family; *days* with workers on site are base + per unit. All
prices, days and amounts of material are estimates (mark C) and can be changed in the settings.
*Settles* names the rules that let a measure pass when this step is beside it. North and gable
walls alone are W_EPS80 (or any wall system) on those sides, not a measure of their own.
"""
_HEAD = ("Id", "Measure", "Per", "Price", "Work", "Life", "Days", "Weather", "Fire", "Settles")
_RULES = """\
## Rules

Severity when a house moves into assessed / planned / consented / accepted. What is not decided by
the program says what is missing.
"""
_RULE_HEAD = ("Id", "Sentence", "Severity", "Decided")
_STAGES: tuple[Stage, ...] = ("assessed", "planned", "consented", "accepted")


def write_doc(path: Path = Path("docs") / "measures.md") -> None:
    """Write the page of all measures and rules."""
    path.write_text(measures_doc(load_catalogue()), encoding="utf-8", newline="\n")


def measures_doc(catalogue: Catalogue) -> str:
    """Return the page: measures by stage of the works, side costs, rules."""
    parts = [_INTRODUCTION]
    for stage in WORK_STAGES:
        found = [m for m in catalogue.measures.values() if m.stage == stage]
        parts.append(f"## {stage.capitalize()}\n")
        parts.append(_table(_HEAD, (_row(m) for m in found)))
    parts.append("## Side costs\n")
    extras = (
        (x.id, x.name.en, x.unit.en, _price(x.cost.range), x.condition.replace("_", " "))
        for x in catalogue.extra_lines.values()
    )
    parts.append(_table(("Id", "Line", "Per", "Price", "When"), extras))
    parts.append(_RULES)
    parts.append(_table(_RULE_HEAD, (_rule(rule) for rule in catalogue.rules.values())))
    return "\n".join(parts)


def _row(m: Measure) -> Iterable[str]:
    days = f"{m.days.base.value:g} + {m.days.each.value:g}"
    skilled, unskilled = round(100 * m.skilled_share), round(100 * m.unskilled_share.value)
    yield from (m.id, m.name.en, m.unit.en, _price(m.cost.range), f"{skilled} + {unskilled} %")
    yield from (f"{m.life.value:g}", days, _weather(m), m.fire_class or "", ", ".join(m.cures))


def _price(cost: object) -> str:
    low, typical, high = (getattr(cost, name) for name in ("low", "typical", "high"))
    return f"{low:g} – {typical:g} – {high:g}"


def _weather(m: Measure) -> str:
    found = []
    if m.weather.theta_min is not None:
        found.append(f"≥ {m.weather.theta_min.value:g} °C")
    if m.weather.dry:
        found.append("dry")
    if m.weather.wind_max is not None:
        found.append(f"wind ≤ {m.weather.wind_max.value:g}")
    return ", ".join(found)


def _rule(rule: Rule) -> Iterable[str]:
    severity = " / ".join(rule.severity.at(stage) for stage in _STAGES)
    decided = "yes" if rule.id in CONDITIONS else f"no: {NOT_EVALUATED[rule.id]}"
    return (rule.id, rule.sentence.en, severity, decided)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(head)
    lines = [heads, tuple("---" for _ in heads), *(tuple(row) for row in rows)]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
