"""Results of dwellings, kept whole and for ever; their headline figures serve the overview."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.model.ids import new_id
from app.store.changes import Core
from app.store.fields import now

Summary = Mapping[str, float | int | None]
HEADLINES = {"heated_area": "heated_area_m2", "confidence": "confidence", "saving": "saving"}


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A kept result; ``kind`` is ``assessment`` or ``plan``.

    ``payload`` is the record as bytes, ``hashes`` name what it rests on.
    """

    id: str
    dwelling_id: str
    kind: str
    at: str
    payload: bytes
    hashes: Mapping[str, str]
    summary: Summary


def save_result(
    core: Core,
    dwelling_id: str,
    kind: str,
    payload: bytes,
    hashes: Mapping[str, str],
    summary: Summary,
) -> str:
    """Keep a result and its headline figures; the caller holds the transaction."""
    row = (
        new_id(),
        dwelling_id,
        kind,
        now(),
        zlib.compress(payload),
        json.dumps(dict(hashes)),
        json.dumps(dict(summary)),
    )
    core.db.execute(
        "INSERT INTO result (id, dwelling_id, kind, at, payload, hashes, summary) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        row,
    )
    core.db.execute("INSERT OR IGNORE INTO headline (dwelling_id) VALUES (?)", (dwelling_id,))
    for name, column in HEADLINES.items():
        if name in summary:
            core.db.execute(
                f"UPDATE headline SET {column} = ? WHERE dwelling_id = ?",
                (summary[name], dwelling_id),
            )
    return row[0]


def latest_result(
    core: Core, dwelling_id: str, kind: str, fingerprint: str = ""
) -> StoredResult | None:
    """Return the newest result of a kind, of those whose fingerprint begins as given."""
    row = core.db.execute(
        "SELECT id, dwelling_id, kind, at, payload, hashes, summary FROM result "
        "WHERE dwelling_id = ? AND kind = ? "
        "AND substr(coalesce(json_extract(hashes, '$.fingerprint'), ''), 1, ?) = ? "
        "ORDER BY n DESC LIMIT 1",
        (dwelling_id, kind, len(fingerprint), fingerprint),
    ).fetchone()
    if row is None:
        return None
    return StoredResult(
        id=row[0],
        dwelling_id=row[1],
        kind=row[2],
        at=row[3],
        payload=zlib.decompress(row[4]),
        hashes=json.loads(row[5]),
        summary=json.loads(row[6]),
    )
