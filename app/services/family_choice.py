"""What a family has chosen beside the works: heating (TH1, TH2) and photovoltaics (TV6 to TV10)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.i18n import Text
from app.model.assessment import Finding, Plan
from app.model.change import Edit
from app.model.heating import OptionKey
from app.model.stages import Stages, stage_value
from app.model.stages.heating import KEPT, UNIT, WAY, WAYS
from app.model.stages.solar import BATTERY, COUNT, OWNERSHIP, SITE
from app.model.value import Value, known
from app.services.rule_conditions import STOVE_OUT

NO_HEATER = "R52"
"""Rule that a chosen heating settles."""
AGREED = ("consented", "construction", "accepted", "verified", "rework")
"""States in which the family has agreed to its choices."""
CHOICES = (WAY, UNIT, OWNERSHIP, COUNT, BATTERY, SITE)
"""Fields of what the family has chosen beside the package; consent is given to them too."""


def way_chosen(stages: Stages) -> tuple[OptionKey, str] | None:
    """Return the way of heating that the family has chosen and its unit ("": as proposed)."""
    way: OptionKey | None = stage_value(stages, WAY).value
    if way is None or way not in WAYS:
        return None
    return way, str(stage_value(stages, UNIT).value or "")


def way_edits(way: OptionKey | None, unit: str = "") -> list[Edit]:
    """Return the edits that make a way of heating the family's choice; None takes it back."""
    said: tuple[tuple[str, str | None], ...] = ((WAY, way), (UNIT, unit or None))
    return [Edit(field, known(value) if value else Value()) for field, value in said]


def solar_wanted(stages: Stages) -> bool:
    """Tell whether photovoltaics are part of what the family wants, on own money or for rent."""
    owner = stage_value(stages, OWNERSHIP).value
    return owner in ("own", "rent") or (owner is None and bool(stage_value(stages, COUNT).value))


def heater_chosen(stages: Stages) -> bool:
    """Tell whether the family has chosen a heating that takes the place of the present one."""
    way = way_chosen(stages)
    return way is not None and way[0] not in KEPT


def open_findings(findings: Sequence[Finding], *, heater: bool) -> tuple[Finding, ...]:
    """Return the findings of a package that a chosen ``heater`` leaves open."""
    return tuple(item for item in findings if not (heater and item.rule == NO_HEATER))


def without_settled(plan: Plan, *, heater: bool) -> Plan:
    """Return a plan with the findings of its packages that a chosen ``heater`` leaves open."""
    packages = tuple(
        replace(package, findings=open_findings(package.findings, heater=heater))
        for package in plan.packages
    )
    return replace(plan, packages=packages)


def said_where_ticked(findings: Sequence[Finding]) -> Mapping[str, Text]:
    """Return measure -> sentence of what its tick alone brings about."""
    found = next((item for item in findings if item.rule == NO_HEATER), None)
    return {} if found is None else {STOVE_OUT: found.sentence}


# consent


def choices_as_evidence(stages: Stages) -> tuple[str, ...]:
    """Return the choices as texts "field=value", the blank ones too."""
    return tuple(f"{field}={_said(stage_value(stages, field).value)}" for field in CHOICES)


def chosen_anew(stages: Stages, evidence: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Return the choices that differ from those consent was given to: field -> (then, today).

    Nothing where the consent is older than such choices.
    """
    then = dict(text.partition("=")[::2] for text in evidence)
    today = {field: _said(stage_value(stages, field).value) for field in CHOICES}
    return {
        field: (then[field], value)
        for field, value in today.items()
        if field in then and then[field] != value
    }


def _said(value: object) -> str:
    return "" if value is None else str(value)
