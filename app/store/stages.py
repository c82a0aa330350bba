"""The stages a dwelling went through: kept as changes, never edited, read back as a history."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import RefusedError
from app.i18n import gettext as _
from app.model.change import Batch, Change
from app.model.ids import new_id
from app.store import batches
from app.store.batches import Statement
from app.store.changes import Core, current_value, read_changes
from app.store.fields import EVIDENCE, REASON, STATE, STATES


@dataclass(frozen=True, slots=True)
class StageStep:
    """One step of a dwelling: the ``state`` it came to, when (UTC, ISO 8601), by whom.

    ``reason`` is given for a step back; ``evidence`` holds texts "name=value".
    """

    state: str
    at: str
    operator: str
    reason: str = ""
    evidence: tuple[str, ...] = ()


def write_step(
    core: Core,
    dwelling_id: str,
    state: str,
    operator: str,
    before: str | None,
    reason: str,
    evidence: Sequence[str],
) -> Batch:
    """Record a step; the caller holds the transaction. Raises like ``VillageFile.set_state``."""
    if state not in STATES:
        raise ValueError(f"there is no state {state!r}")
    now = current_value(core, dwelling_id, STATE) or STATES[0]
    if before is not None and now != before:
        raise RefusedError(
            _("The house has meanwhile come to another stage. Look at it again, then decide.")
        )
    said = list(batches.news(core, [Statement("dwelling", dwelling_id, STATE, state)]))
    for field, value in ((REASON, reason), (EVIDENCE, list(evidence))):
        if value:
            said.append(Statement("dwelling", dwelling_id, field, value, row=new_id()))
    return batches.write_batch(
        core,
        said,
        kind="state",
        scope=dwelling_id,
        label=_("Change of state"),
        operator=operator,
    )


def steps_of(core: Core, dwelling_id: str) -> list[StageStep]:
    """Return the steps of a dwelling in order of arrival; being created is none."""
    groups: dict[str, list[Change]] = {}
    for change in read_changes(
        core,
        "c.subject_id = ? AND c.field IN (?, ?, ?)",
        (dwelling_id, STATE, REASON, EVIDENCE),
    ):
        groups.setdefault(change.batch, []).append(change)
    steps: list[StageStep] = []
    state = STATES[0]
    for changes in groups.values():
        said = {change.field: change.value for change in changes}
        fresh = said == {STATE: STATES[0]} and not steps
        state = str(said.get(STATE) or state)
        evidence = said.get(EVIDENCE)
        if not fresh:
            steps.append(
                StageStep(
                    state,
                    changes[0].at,
                    changes[0].operator,
                    str(said.get(REASON) or ""),
                    tuple(evidence) if isinstance(evidence, list) else (),
                )
            )
    return steps
