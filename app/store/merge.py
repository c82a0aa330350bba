"""Merging is the union of changes: any order, any number of times, the same state."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from app.errors import ForeignFileError
from app.i18n import gettext as _
from app.model.change import Change, Subject
from app.model.ids import is_id
from app.store.changes import (
    Core,
    FieldKey,
    append,
    by_field,
    heads,
    keep_personal,
    key_of,
    read_changes,
    refresh,
    write_current,
)
from app.store.fields import WITHDRAWN, is_personal, to_json
from app.store.register import rebuild_register, refresh_register

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did: changes added and already there, fields now in conflict."""

    added: int
    known: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which two people said something, neither knowing of the other.

    ``heads`` stand for ever beside each other until a change names them all as parents;
    the first is shown meanwhile. ``agree`` tells that all say the same.
    """

    subject_id: str
    row: str
    field: str
    heads: tuple[Change, ...]

    @property
    def agree(self) -> bool:
        """Tell whether the heads hold the same value."""
        return len({(str(head.value), head.empty) for head in self.heads}) == 1


def merge(core: Core, changes: Iterable[Change]) -> MergeReport:
    """Take changes from elsewhere, all or none; the caller holds the transaction.

    Raises
    ------
    ForeignFileError
        If one is malformed, or contradicts a change of the same id that is here.
    """
    given = _without_repeats(_checked(change) for change in changes)
    here = _already_here(core, list(given))
    new = [change for change in given.values() if change.id not in here]
    for change in given.values():
        if change.id in here:
            _compare(core, here[change.id], change)
    _note_batches(core, new)
    for change in new:
        append(core, change)
    touched = {key_of(change) for change in new}
    refresh(core, touched)
    refresh_register(core, new)
    return MergeReport(len(new), len(here), _conflicts_among(core, touched))


def _checked(change: Change) -> Change:
    ids = (change.id, change.subject_id, change.batch, change.device, *change.parents)
    sound = (
        all(is_id(item) for item in ids)
        and change.subject in get_args(Subject)
        and (not change.row or is_id(change.row))
        and 0 < len(change.field) <= 60
        and change.id not in change.parents
        and (change.value is None) == (change.empty is not None)
        and isinstance(change.sequence, int)
    )
    if not sound:
        raise _broken(change)
    try:
        value = to_json(change.value)
    except ValueError as error:
        raise _broken(change) from error
    return dataclasses.replace(change, value=value, parents=tuple(sorted(change.parents)))


def _broken(change: Change) -> ForeignFileError:
    return ForeignFileError(
        _(
            "The change {id} to field {field} is damaged; nothing was taken. Ask for a new copy."
        ).format(id=str(change.id)[:32], field=str(change.field)[:60])
    )


def _without_repeats(changes: Iterable[Change]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for change in changes:
        first = found.setdefault(change.id, change)
        if _said(first) != _said(change):
            raise _broken(change)
        if first.empty == WITHDRAWN:
            found[change.id] = change
    return found


def _already_here(core: Core, ids: Sequence[str]) -> dict[str, Change]:
    found: dict[str, Change] = {}
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        found |= {change.id: change for change in read_changes(core, f"c.id IN ({marks})", part)}
    return found


def _compare(core: Core, here: Change, given: Change) -> None:
    """Refuse a change that says something else than the one with its id."""
    if _said(here) != _said(given):
        raise _broken(given)
    if here.empty == WITHDRAWN and given.empty is None and is_personal(given.field):
        keep_personal(core, given)  # what another file could not tell


def _said(change: Change) -> Change:
    """Return what must agree: a personal value may be missing on one side."""
    if is_personal(change.field) and (change.empty is None or change.empty == WITHDRAWN):
        return dataclasses.replace(change, value=None, empty=WITHDRAWN)
    return change


def _note_batches(core: Core, changes: Iterable[Change]) -> None:
    rows = {change.batch: (change.batch, change.at, change.operator) for change in changes}
    core.db.conn.executemany(
        "INSERT OR IGNORE INTO batch (id, label, at, operator, kind, scope) "
        "VALUES (?, '', ?, ?, 'merged', '')",
        list(rows.values()),
    )


def _conflicts_among(core: Core, keys: set[FieldKey]) -> int:
    return sum(
        not conflict.agree
        for conflict in read_conflicts(core)
        if (conflict.subject_id, conflict.row, conflict.field) in keys
    )


def read_conflicts(core: Core) -> list[Conflict]:
    """Return the fields with several heads."""
    found = read_changes(core, "c.id IN (SELECT change_id FROM conflict)")
    return [Conflict(*key, tuple(heads(group))) for key, group in sorted(by_field(found).items())]


def rebuild_cache(core: Core) -> None:
    """Make everything that follows from the changes anew; the caller holds the transaction."""
    core.db.execute("DELETE FROM conflict")
    core.db.execute("DELETE FROM current")
    for key, group in by_field(read_changes(core)).items():
        write_current(core, key, heads(group))
    rebuild_register(core)
