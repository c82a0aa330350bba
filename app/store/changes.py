"""The append-only table of changes, and the current values that follow from it."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.model.change import Change, Json
from app.store.database import Database
from app.store.fields import WITHDRAWN, is_id_number, is_personal
from app.store.personal import Keyring

FieldKey = tuple[str, str, str]  # subject id, row, field

_COLUMNS = (
    'c.id, c.subject, c.subject_id, c."row", c.field, c.value, c.empty, c.provenance, '
    "c.confirmed, c.operator, c.device, c.sequence, c.at, c.batch, c.parents, s.holder, s.box"
)
_FROM = " FROM change c LEFT JOIN sealed s ON s.change_id = c.id "
_FROM_CURRENT = (
    " FROM current k JOIN change c ON c.id = k.change_id LEFT JOIN sealed s ON s.change_id = c.id "
)


@dataclass(frozen=True, slots=True)
class Core:
    """An open village file as the modules of this package share it, on the store thread."""

    db: Database
    keyring: Keyring
    village_id: str
    device_id: str
    encrypted: bool


def key_of(change: Change) -> FieldKey:
    """Return which field of which row of whom a change is about."""
    return change.subject_id, change.row, change.field


def read_changes(core: Core, where: str = "", parameters: Sequence[object] = ()) -> list[Change]:
    """Return the changes that a WHERE clause over ``c`` picks, in order of arrival."""
    condition = f"WHERE {where} " if where else ""
    rows = core.db.execute(f"SELECT {_COLUMNS}{_FROM}{condition}ORDER BY c.n", parameters)
    return [_change(core, row) for row in rows.fetchall()]


def current_changes(core: Core, subject_id: str) -> list[Change]:
    """Return the change that each field of a subject shows, oldest first."""
    sql = f"SELECT {_COLUMNS}{_FROM_CURRENT}WHERE k.subject_id = ? ORDER BY c.n"
    return [_change(core, row) for row in core.db.execute(sql, (subject_id,)).fetchall()]


def current_change(core: Core, key: FieldKey) -> Change | None:
    """Return the change that a field shows."""
    sql = f'SELECT {_COLUMNS}{_FROM_CURRENT}WHERE k.subject_id = ? AND k."row" = ? AND k.field = ?'
    row = core.db.execute(sql, key).fetchone()
    return _change(core, row) if row else None


def current_value(core: Core, subject_id: str, field: str, row: str = "") -> Json:
    """Return the plain value that a field shows, None if there is none."""
    change = current_change(core, (subject_id, row, field))
    return change.value if change else None


def changes_of(core: Core, key: FieldKey) -> list[Change]:
    """Return all changes of one field."""
    return read_changes(core, 'c.subject_id = ? AND c."row" = ? AND c.field = ?', key)


def _change(core: Core, row: Sequence[Any]) -> Change:
    value: Json = json.loads(row[5]) if row[5] is not None else None
    empty = row[6]
    if value is None and empty is None:
        value = core.keyring.open(row[0], row[15], row[16])
        empty = WITHDRAWN if value is None else None
    return Change(
        id=row[0],
        subject=row[1],
        subject_id=row[2],
        row=row[3],
        field=row[4],
        value=value,
        empty=empty,
        provenance=row[7],
        confirmed=bool(row[8]),
        operator=row[9],
        device=row[10],
        sequence=row[11],
        at=row[12],
        batch=row[13],
        parents=tuple(json.loads(row[14])),
    )


def append(core: Core, change: Change) -> None:
    """Add one change to the truth; its caller refreshes what follows from it."""
    personal = is_personal(change.field)
    open_value = change.value is not None and not personal
    core.db.execute(
        'INSERT INTO change (id, subject, subject_id, "row", field, value, empty, provenance, '
        "confirmed, operator, device, sequence, at, batch, parents) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            change.id,
            change.subject,
            change.subject_id,
            change.row,
            change.field,
            json.dumps(change.value, ensure_ascii=False, allow_nan=False) if open_value else None,
            None if change.empty == WITHDRAWN else change.empty,
            change.provenance,
            int(change.confirmed),
            change.operator,
            change.device,
            change.sequence,
            change.at,
            change.batch,
            json.dumps(sorted(change.parents)),
        ),
    )
    if personal:
        keep_personal(core, change)


def keep_personal(core: Core, change: Change) -> None:
    """Seal the value of a change, if there is one that this file may hold."""
    if change.value is None or core.keyring.is_destroyed(change.subject_id):
        return
    if is_id_number(change.field) and not core.encrypted:
        return
    core.keyring.seal(change.id, change.subject_id, change.value)


def heads(changes: Iterable[Change]) -> list[Change]:
    """Return the changes of a field that no other follows, the shown one first.

    A known value is shown before an empty one; between equals the id decides, so that
    everybody who holds the same changes shows the same. Changes that follow each other in a
    circle (a forged file) are all heads.
    """
    held = list(changes)
    followed = {parent for change in held for parent in change.parents}
    last = [change for change in held if change.id not in followed] or held
    return sorted(last, key=lambda change: (_is_known(change), change.id), reverse=True)


def _is_known(change: Change) -> bool:
    # A withdrawn value was known; whether its key still exists must not change the order.
    return change.empty is None or change.empty == WITHDRAWN


def head_ids(core: Core, key: FieldKey) -> tuple[str, ...]:
    """Return the ids of the heads of a field from the cache."""
    place = 'WHERE subject_id = ? AND "row" = ? AND field = ?'
    rows = core.db.execute(
        f"SELECT change_id FROM current {place} UNION SELECT change_id FROM conflict {place}",
        (*key, *key),
    ).fetchall()
    return tuple(sorted(change_id for (change_id,) in rows))


def refresh(core: Core, keys: Iterable[FieldKey]) -> None:
    """Recompute the current values and conflicts of some fields from their changes."""
    for key in keys:
        write_current(core, key, heads(changes_of(core, key)))


def write_current(core: Core, key: FieldKey, last: Sequence[Change]) -> None:
    """Cache the heads of a field."""
    core.db.execute("INSERT OR REPLACE INTO current VALUES (?, ?, ?, ?)", (*key, last[0].id))
    core.db.execute('DELETE FROM conflict WHERE subject_id = ? AND "row" = ? AND field = ?', key)
    if len(last) > 1:
        for change in last:
            core.db.execute("INSERT INTO conflict VALUES (?, ?, ?, ?)", (*key, change.id))


def by_field(changes: Iterable[Change]) -> dict[FieldKey, list[Change]]:
    """Group changes by the field they are about."""
    groups: dict[FieldKey, list[Change]] = {}
    for change in changes:
        groups.setdefault(key_of(change), []).append(change)
    return groups


def next_sequence(core: Core) -> Callable[[], int]:
    """Return a counter that goes on where this device stopped."""
    row = core.db.execute(
        "SELECT max(sequence) FROM change WHERE device = ?", (core.device_id,)
    ).fetchone()
    last = [row[0] or 0]

    def count() -> int:
        last[0] += 1
        return last[0]

    return count
