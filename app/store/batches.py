"""User actions: committed whole, shown by name, undone and redone as new actions."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.errors import NotFoundError, RefusedError
from app.i18n import gettext as _
from app.model.change import Batch, Change, Edit, Json, Subject
from app.model.ids import new_id
from app.model.survey import stored_edits
from app.model.survey.jsonform import fits
from app.model.survey.photos import PHOTO_ID
from app.model.survey.spec import Kind
from app.model.value import Provenance, Value
from app.store.changes import (
    Core,
    FieldKey,
    append,
    current_change,
    head_ids,
    heads,
    next_sequence,
    read_changes,
    write_current,
)
from app.store.fields import (
    ROW,
    WITHDRAWN,
    clean,
    is_id_number,
    is_too_much_of_an_account,
    now,
    row_kind,
    spec_of,
    subject_of,
    to_json,
)
from app.store.register import refresh_register

BatchKind = Literal["edit", "state", "structure"]
Kept = Callable[[Core, Batch], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a change will say, before it has an id, an author and parents."""

    subject: Subject
    subject_id: str
    field: str
    value: Json
    empty: str | None = None
    provenance: str | None = None
    confirmed: bool = False
    row: str = ""

    @property
    def key(self) -> FieldKey:
        """The field it is about."""
        return self.subject_id, self.row, self.field


def write_batch(
    core: Core,
    statements: Iterable[Statement],
    *,
    kind: BatchKind,
    scope: str,
    label: str,
    operator: str,
    undoes: str | None = None,
) -> Batch:
    """Append one user action; the caller holds the transaction.

    Each change follows all present heads of its field, and so answers a conflict.
    """
    at, batch_id, operator = now(), new_id(), clean(operator)
    count = next_sequence(core)
    changes: list[Change] = []
    for statement in statements:
        change = Change(
            id=new_id(),
            subject=statement.subject,
            subject_id=statement.subject_id,
            row=statement.row,
            field=statement.field,
            value=statement.value,
            empty=statement.empty,
            provenance=statement.provenance,
            confirmed=statement.confirmed,
            operator=operator,
            device=core.device_id,
            sequence=count(),
            at=at,
            batch=batch_id,
            parents=head_ids(core, statement.key),
        )
        _refuse_unkeepable(core, change)
        append(core, change)
        write_current(core, statement.key, [change])  # it follows all heads: it is the only one
        changes.append(change)
    batch = Batch(batch_id, clean(label), at, operator, undoes, tuple(changes))
    if changes or undoes:  # an action that says nothing new is none, and ends no redo
        _insert(core, batch, kind, scope)
    refresh_register(core, changes)
    return batch


def _insert(core: Core, batch: Batch, kind: BatchKind, scope: str) -> None:
    core.db.execute(
        "INSERT INTO batch (id, label, at, operator, kind, scope, undoes) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (batch.id, batch.label, batch.at, batch.operator, kind, scope, batch.undoes),
    )
    core.db.execute(
        "INSERT OR IGNORE INTO operator VALUES (?, ?, NULL, ?)",
        (new_id(), batch.operator, batch.at),
    )


def _refuse_unkeepable(core: Core, change: Change) -> None:
    if change.value is None:
        return
    if is_id_number(change.field) and not core.encrypted:
        raise RefusedError(
            _(
                "ID numbers are kept only in a village with a password, and this village has "
                "none. Leave the ID number empty, or create the village anew with a password."
            )
        )
    if is_too_much_of_an_account(change.field, change.value):
        raise RefusedError(
            _(
                "Of an account only its last four digits are kept. Type those four digits and "
                "nothing else."
            )
        )
    found = spec_of(change.field)
    kept_for_them = found is not None and (found.personal or found.id == PHOTO_ID)
    if found is not None and kept_for_them and core.keyring.is_destroyed(change.subject_id):
        raise RefusedError(
            _(
                "This household has withdrawn its personal data; “{field}” is no longer kept. "
                "If the family takes part again, add it as a new household."
            ).format(field=found.label)
        )


def statements_of(
    core: Core, dwelling_id: str, household_id: str, edits: Sequence[Edit]
) -> list[Statement]:
    """Return what edits of a dwelling say, each with whom it belongs to.

    An answer in a row that had been removed brings the row back.

    Raises
    ------
    ValueError
        If a field does not exist or cannot hold the value: the caller is wrong.
    """
    said: list[Statement] = []
    for edit in (part for whole in edits for part in stored_edits(dwelling_id, whole)):
        if bool(edit.row) != (edit.field == ROW or bool(row_kind(edit.field))):
            raise ValueError(f"{edit.field!r} and row {edit.row!r} do not belong together")
        subject: Subject = "dwelling" if edit.row else subject_of(edit.field)
        owner = household_id if subject == "household" else dwelling_id
        said.append(statement(subject, owner, edit))
    return [*_brought_back(core, dwelling_id, said), *said]


def _brought_back(core: Core, dwelling_id: str, said: Sequence[Statement]) -> list[Statement]:
    named = {item.row for item in said if item.field == ROW}
    kinds = {item.row: row_kind(item.field) for item in said if item.row not in named}
    gone = {
        row: kind
        for row, kind in kinds.items()
        if (shown := current_change(core, (dwelling_id, row, ROW))) and shown.value is None
    }
    return [Statement("dwelling", dwelling_id, ROW, kind, row=row) for row, kind in gone.items()]


def statement(subject: Subject, subject_id: str, edit: Edit) -> Statement:
    """Return what an edit says about ``subject_id``."""
    found = spec_of(edit.field)
    if found is None and edit.field != ROW:
        raise ValueError(f"there is no field {edit.field!r}")
    value: Value[object] = edit.value
    plain = to_json(value.value)
    if found is not None and plain is not None:
        if not fits(found, plain):
            raise ValueError(f"field {edit.field} cannot hold {plain!r}")
        if found.kind is Kind.DECIMAL and isinstance(plain, int):
            plain = float(plain)
    return Statement(
        subject,
        subject_id,
        edit.field,
        plain,
        value.empty.value if value.empty else None,
        Provenance(value.provenance).value if value.provenance else None,
        value.confirmed,
        edit.row,
    )


def news(core: Core, statements: Iterable[Statement]) -> list[Statement]:
    """Drop what the fields already say; a field in conflict takes the same answer again."""
    last = {item.key: item for item in statements}
    return [item for item in last.values() if not _says_the_same(core, item)]


def _says_the_same(core: Core, item: Statement) -> bool:
    shown = current_change(core, item.key)
    if shown is None:  # a first window row is there without having been added
        return item.field != ROW and item.empty == "blank" and item.provenance is None
    return content(shown) == content(item) and not in_conflict(core, item.key)


def content(item: Change | Statement) -> tuple[str, str | None, str | None, bool]:
    """Return what is said, whoever says it."""
    return repr(item.value), item.empty, item.provenance, item.confirmed


def in_conflict(core: Core, key: FieldKey) -> bool:
    """Tell whether a field has several heads."""
    row = core.db.execute(
        'SELECT 1 FROM conflict WHERE subject_id = ? AND "row" = ? AND field = ? LIMIT 1', key
    ).fetchone()
    return row is not None


def read_batch(core: Core, batch_id: str) -> Batch:
    """Return a batch with its changes."""
    row = core.db.execute(
        "SELECT id, label, at, operator, undoes FROM batch WHERE id = ?", (batch_id,)
    ).fetchone()
    if row is None:
        raise NotFoundError(_("There is no action {id} in this village.").format(id=batch_id))
    changes = tuple(read_changes(core, "c.batch = ?", (batch_id,)))
    return Batch(row[0], row[1], row[2], row[3], row[4], changes)


def history(core: Core, subject_ids: Sequence[str], limit: int) -> list[Batch]:
    """Return the newest batches that touched any of the subjects, newest first."""
    marks = ",".join("?" * len(subject_ids))
    rows = core.db.execute(
        f"SELECT batch, max(n) AS last FROM change WHERE subject_id IN ({marks}) "
        "GROUP BY batch ORDER BY last DESC LIMIT ?",
        (*subject_ids, limit),
    ).fetchall()
    return [read_batch(core, batch) for batch, _last in rows]


def undo(core: Core, scope: str, operator: str, kept: Kept | None = None) -> Batch | None:
    """Undo the newest action of a scope; None if there is nothing left to undo.

    ``kept`` names the subjects of the batch that stay as they are.
    """
    return _reverse(core, scope, operator, lists(core, scope)[0], kept)


def redo(core: Core, scope: str, operator: str) -> Batch | None:
    """Do again what was undone last; None if nothing was undone since the last edit."""
    return _reverse(core, scope, operator, lists(core, scope)[1])


def lists(core: Core, scope: str) -> tuple[list[str], list[str]]:
    """Return the batches that can be undone and redone, the next one last."""
    can_undo: list[str] = []
    can_redo: list[str] = []
    for batch, undoes in core.db.execute(
        "SELECT id, undoes FROM batch WHERE scope = ? AND kind = 'edit' ORDER BY n", (scope,)
    ).fetchall():
        if undoes is None:
            can_undo.append(batch)
            can_redo.clear()
        elif undoes in can_undo:
            can_undo.remove(undoes)
            can_redo.append(batch)
        elif undoes in can_redo:
            can_redo.remove(undoes)
            can_undo.append(batch)
    return can_undo, can_redo


def _reverse(
    core: Core, scope: str, operator: str, candidates: list[str], kept: Kept | None = None
) -> Batch | None:
    """Reverse the newest candidate that still has an effect."""
    for batch_id in reversed(candidates):
        batch = read_batch(core, batch_id)
        stay = kept(core, batch) if kept is not None else frozenset()
        changes = [change for change in batch.changes if change.subject_id not in stay]
        done = write_batch(
            core,
            [item for change in changes if (item := _before(core, change))],
            kind="edit",
            scope=scope,
            label=batch.label,
            operator=operator,
            undoes=batch.id,
        )
        if done.changes:
            return done
    return None


def _is_removal(change: Change) -> bool:
    return change.field == ROW and change.value is None


def _row_again(core: Core, nothing: Statement) -> Statement:
    """Return what brings back a row that had not been added but filled."""
    fields = core.db.execute(
        'SELECT field FROM current WHERE subject_id = ? AND "row" = ? AND field <> ? LIMIT 1',
        nothing.key,
    ).fetchone()
    if fields is None:
        return nothing
    return dataclasses.replace(nothing, value=row_kind(fields[0]), empty=None)


def _before(core: Core, change: Change) -> Statement | None:
    """Return what the field said before a change; None if somebody has changed it since."""
    key = (change.subject_id, change.row, change.field)
    shown = current_change(core, key)
    if shown is None or shown.empty == WITHDRAWN:
        return None
    if content(shown) != content(change) or in_conflict(core, key):
        return None
    nothing = Statement(change.subject, change.subject_id, change.field, None, "blank")
    nothing = dataclasses.replace(nothing, row=change.row)
    marks = ",".join("?" * len(change.parents))
    parents = heads(read_changes(core, f"c.id IN ({marks})", change.parents))
    if not parents:
        return _row_again(core, nothing) if _is_removal(change) else nothing
    last = parents[0]
    if last.empty == WITHDRAWN:
        return None
    return dataclasses.replace(
        nothing,
        value=last.value,
        empty=last.empty,
        provenance=last.provenance,
        confirmed=last.confirmed,
    )
