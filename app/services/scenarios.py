"""Named scenarios of a house: lists of measures, alone or built on a package or on another one.

A scenario keeps what it changes, not what it comes to: it follows the one it is built on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from app.errors import AppError, NotFoundError, RefusedError
from app.i18n import gettext as _
from app.model.assessment import Package, PackageKey, Plan
from app.model.change import Edit
from app.model.ids import new_id
from app.model.stages import Stages
from app.model.stages.scenarios import ADDED, BASE, NAME, REMOVED
from app.model.survey.edits import ROW
from app.model.value import Provenance, Value

PACKAGES: tuple[str, ...] = get_args(PackageKey)
Listed = tuple[str, ...]
"""Measures as written, ``W_EPS80`` or ``W_EPS80@N+E``; each measure once."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """``base`` is the id of another scenario, the key of a package, or empty.

    ``added`` are measures with their sides, also in place of those of the base; ``removed``
    are the ids of what the base has and this one has not.
    """

    id: str
    name: str
    base: str = ""
    added: Listed = ()
    removed: Listed = ()


def scenarios_of(stages: Stages) -> tuple[Scenario, ...]:
    """Return the scenarios of a house in the order in which they were added."""
    return tuple(
        Scenario(
            row.id,
            row.name.value or row.id[:6],
            row.base.value or "",
            tuple((row.added.value or "").split()),
            tuple((row.removed.value or "").split()),
        )
        for row in stages.scenarios
    )


def named(name: str, scenarios: Iterable[Scenario]) -> Scenario:
    """Return the scenario of this name.

    Raises
    ------
    NotFoundError
        If the house has none of this name.
    """
    found = next((item for item in scenarios if item.name == name), None)
    if found is None:
        raise NotFoundError(
            _("There is no scenario “{name}”. “nuanfang scenarios” lists them.").format(name=name)
        )
    return found


def package_list(package: Package) -> Listed:
    """Return the measures of a package as written."""
    return tuple(
        f"{item.id}@{'+'.join(item.sides)}" if item.sides else item.id for item in package.measures
    )


def measure_of(text: str) -> str:
    """Return the id of a measure as written, without its sides."""
    return text.partition("@")[0]


def base_list(base: str, scenarios: Sequence[Scenario], plan: Plan | None) -> Listed:
    """Return the measures of a package or scenario that another one is built on.

    Raises
    ------
    AppError
        If it is no longer there, or leads back to itself.
    """
    return _base_list(base, {item.id: item for item in scenarios}, plan, ())


def measures_of(
    scenario: Scenario, scenarios: Sequence[Scenario], plan: Plan | None = None
) -> Listed:
    """Return all measures of a scenario; raises like :func:`base_list`."""
    by_id = {item.id: item for item in scenarios}
    return _changed(_base_list(scenario.base, by_id, plan, (scenario.id,)), scenario)


def _base_list(
    base: str, by_id: Mapping[str, Scenario], plan: Plan | None, seen: tuple[str, ...]
) -> Listed:
    if not base:
        return ()
    if base in PACKAGES:
        packages = plan.packages if plan is not None else ()
        package = next((item for item in packages if item.key == base), None)
        if package is None:
            raise AppError(
                _("The package this scenario is built on is not in the plan. Give it another base.")
            )
        return package_list(package)
    if base in seen:
        raise AppError(_("This scenario is built on itself. Give it another base."))
    if base not in by_id:
        raise AppError(
            _("The scenario this one is built on is gone. Undo, or give it another base.")
        )
    found = by_id[base]
    return _changed(_base_list(found.base, by_id, plan, (*seen, base)), found)


def _changed(base: Listed, scenario: Scenario) -> Listed:
    left = {measure_of(text): text for text in base}
    for measure in scenario.removed:
        left.pop(measure, None)
    left |= {measure_of(text): text for text in scenario.added}
    return tuple(left.values())


def difference(base: Sequence[str], wanted: Sequence[str]) -> tuple[Listed, Listed]:
    """Return what must be added to the measures of a base, and which ids taken out of it."""
    kept = {measure_of(text) for text in wanted}
    added = tuple(dict.fromkeys(text for text in wanted if text not in set(base)))
    gone = (measure_of(text) for text in base)
    return added, tuple(measure for measure in gone if measure not in kept)


# what is kept: edits of one action each


def to_add(
    name: str,
    scenarios: Sequence[Scenario],
    operator: str,
    base: str = "",
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> tuple[str, list[Edit]]:
    """Return the id of a new scenario and the edits that make it.

    Raises
    ------
    RefusedError
        If the name is empty or taken.
    """
    told = _free(name, scenarios)
    row = new_id()
    values = {NAME: told, BASE: base, ADDED: " ".join(added), REMOVED: " ".join(removed)}
    edits = [Edit(ROW, _value("scenario", operator), row)]
    edits += [Edit(field, _value(text, operator), row) for field, text in values.items() if text]
    return row, edits


def to_rename(scenario: Scenario, name: str, scenarios: Sequence[Scenario], op: str) -> list[Edit]:
    """Return the edits for another name; raises like :func:`to_add`."""
    others = [item for item in scenarios if item.id != scenario.id]
    return [Edit(NAME, _value(_free(name, others), op), scenario.id)]


def to_change(
    scenario: Scenario, added: Sequence[str], removed: Sequence[str], operator: str
) -> list[Edit]:
    """Return the edits that let a scenario add and take out these measures."""
    return [
        Edit(ADDED, _value(" ".join(added), operator), scenario.id),
        Edit(REMOVED, _value(" ".join(removed), operator), scenario.id),
    ]


def to_base(scenario: Scenario, base: str, operator: str) -> list[Edit]:
    """Return the edit that builds a scenario on another base."""
    return [Edit(BASE, _value(base, operator), scenario.id)]


def to_copy(
    scenario: Scenario, name: str, scenarios: Sequence[Scenario], operator: str
) -> tuple[str, list[Edit]]:
    """Return id and edits of a scenario with the same measures under another name."""
    return to_add(name, scenarios, operator, scenario.base, scenario.added, scenario.removed)


def to_delete(scenario: Scenario, scenarios: Sequence[Scenario], operator: str) -> list[Edit]:
    """Return the edit that takes a scenario away; undo brings it back.

    Raises
    ------
    RefusedError
        If another one is built on it.
    """
    over = [item.name for item in scenarios if item.base == scenario.id]
    if over:
        raise RefusedError(
            _("“{name}” cannot be deleted: {others} is built on it. Delete that one first.").format(
                name=scenario.name, others=_(", ").join(over)
            )
        )
    return [Edit(ROW, _value("", operator), scenario.id)]


def _free(name: str, scenarios: Iterable[Scenario]) -> str:
    told = " ".join(name.split())
    if not told:
        raise RefusedError(_("Give the scenario a name."))
    if any(item.name == told for item in scenarios):
        raise RefusedError(
            _("There is a scenario “{name}” already. Take another name.").format(name=told)
        )
    return told


def _value(text: str, operator: str) -> Value[object]:
    now = datetime.now(UTC)
    if not text:
        return Value(operator=operator, at=now)
    return Value(text, None, Provenance.TOLD, operator, now)
