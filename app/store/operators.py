"""Operators: names with an optional PIN. They attribute work; they protect nothing."""

from dataclasses import dataclass

import nacl.exceptions
import nacl.pwhash.argon2id as pwhash

from app.model.ids import new_id
from app.store.database import Database
from app.store.fields import clean, now


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who works on the village."""

    id: str
    name: str
    has_pin: bool


def operators(db: Database) -> list[Operator]:
    """Return all operators by name."""
    rows = db.execute("SELECT id, name, pin_hash IS NOT NULL FROM operator ORDER BY name")
    return [Operator(id_, name, bool(has_pin)) for id_, name, has_pin in rows.fetchall()]


def set_operator(db: Database, name: str, pin: str | None) -> None:
    """Add an operator, or give a known one another PIN (None: no PIN)."""
    hashed = None
    if pin:
        hashed = pwhash.str(
            pin.encode(), opslimit=pwhash.OPSLIMIT_MIN, memlimit=pwhash.MEMLIMIT_MIN
        ).decode()
    db.execute(
        "INSERT INTO operator VALUES (?, ?, ?, ?) "
        "ON CONFLICT (name) DO UPDATE SET pin_hash = excluded.pin_hash",
        (new_id(), clean(name), hashed, now()),
    )


def check_pin(db: Database, name: str, pin: str) -> bool:
    """Tell whether ``pin`` is the operator's; who has none needs none."""
    row = db.execute("SELECT pin_hash FROM operator WHERE name = ?", (clean(name),)).fetchone()
    if row is None:
        return False
    if row[0] is None:
        return True
    try:
        return bool(pwhash.verify(row[0].encode(), pin.encode()))
    except nacl.exceptions.InvalidkeyError:
        return False
