"""Households and dwellings as they follow from the changes: codes, numbers, states."""

from collections.abc import Iterable, Iterator
from itertools import count

from app.model.change import Change, Json
from app.store.album import destroy_photos, dwellings_of
from app.store.changes import Core, current_value
from app.store.fields import (
    CODE,
    HOUSEHOLD,
    NUMBER,
    STATE,
    STATES,
    VILLAGE,
    WITHDRAWAL,
)


def refresh_register(core: Core, changes: Iterable[Change]) -> None:
    """Bring households and dwellings up to date after some changes."""
    touched = list(changes)
    structure = [change for change in touched if change.field.startswith("@")]
    households = {c.subject_id for c in structure if c.subject == "household"}
    dwellings = {c.subject_id for c in structure if c.subject == "dwelling"}
    crowded = [household for household in households if not _refresh_household(core, household)]
    if crowded:
        _spread_codes(core)
    homes = {home for dwelling in dwellings for home in _refresh_dwelling(core, dwelling)}
    for home in homes:
        _spread_numbers(core, home)
    _note_times(core, touched, dwellings)


def rebuild_register(core: Core) -> None:
    """Make households, dwellings, codes and times anew from the current values."""
    db = core.db
    db.execute("DELETE FROM dwelling")
    db.execute("DELETE FROM household")
    for household in _subjects(core, VILLAGE):
        _refresh_household(core, household)
    _spread_codes(core)
    dwellings = _subjects(core, HOUSEHOLD)
    for home in {home for dwelling in dwellings for home in _refresh_dwelling(core, dwelling)}:
        _spread_numbers(core, home)
    core.db.execute(_LATEST)


def _subjects(core: Core, field: str) -> list[str]:
    rows = core.db.execute("SELECT subject_id FROM current WHERE field = ?", (field,)).fetchall()
    return [subject for (subject,) in rows]


def _refresh_household(core: Core, household: str) -> bool:
    """Write a household; tell whether the codes of all others may stay as they are."""
    village = current_value(core, household, VILLAGE)
    if not isinstance(village, str):  # its creation has not arrived yet, or was undone
        gone = core.db.execute("DELETE FROM household WHERE id = ?", (household,))
        return bool(gone.rowcount <= 0)  # its code is free for whoever shared it
    code = str(current_value(core, household, CODE) or "")
    withdrawn = current_value(core, household, WITHDRAWAL) is not None
    before = core.db.execute(
        "SELECT claimed_code FROM household WHERE id = ?", (household,)
    ).fetchone()
    alone = before is None and bool(code) and unique_code(core, code)
    core.db.execute(
        "INSERT INTO household VALUES (:id, :village, :code, :shown, :withdrawn) "
        "ON CONFLICT (id) DO UPDATE SET village_id = :village, claimed_code = :code, "
        "withdrawn = :withdrawn",
        {
            "id": household,
            "village": village,
            "code": code,
            "shown": code if alone else None,
            "withdrawn": int(withdrawn),
        },
    )
    if withdrawn:
        destroy_keys(core, household)
    return alone or before == (code,)


def destroy_keys(core: Core, household: str) -> None:
    """Destroy the keys of a household, of its dwellings, and of their photos."""
    core.keyring.destroy(household)
    homes = dwellings_of(core, household)
    for dwelling in homes:
        core.keyring.destroy(dwelling)
    destroy_photos(core, homes)


def _refresh_dwelling(core: Core, dwelling: str) -> set[str]:
    """Write a dwelling; return the households whose dwellings must be numbered anew."""
    household = current_value(core, dwelling, HOUSEHOLD)
    before = core.db.execute(
        "SELECT household_id FROM dwelling WHERE id = ?", (dwelling,)
    ).fetchone()
    if not isinstance(household, str):  # as above
        core.db.execute("DELETE FROM dwelling WHERE id = ?", (dwelling,))
        return set(before or ())
    state = current_value(core, dwelling, STATE)
    core.db.execute(
        "INSERT INTO dwelling VALUES (:id, :household, 0, :state, '') "
        "ON CONFLICT (id) DO UPDATE SET household_id = :household, state = :state",
        {
            "id": dwelling,
            "household": household,
            "state": state if state in STATES else STATES[0],
        },
    )
    if any(core.keyring.is_destroyed(home) for home in _homes(core, dwelling)):
        core.keyring.destroy(dwelling)
    return {household, *(before or ())}


def _homes(core: Core, dwelling: str) -> list[str]:
    """Return every household that the dwelling has ever belonged to."""
    rows = core.db.execute(
        "SELECT json_extract(value, '$') FROM change WHERE subject_id = ? AND field = ?",
        (dwelling, HOUSEHOLD),
    ).fetchall()
    return [home for (home,) in rows if isinstance(home, str)]


def _number(value: Json) -> int:
    return value if isinstance(value, int) and 0 < value < 1000 else 1


def _spread_codes(core: Core) -> None:
    """Give each household a code of its own: the one it claims, if nobody does before it.

    Who shares a claimed code is told apart by letters in the order of the ids, which is the
    same wherever the same changes have arrived.
    """
    claimed = core.db.execute("SELECT id, claimed_code, code FROM household ORDER BY id").fetchall()
    taken = {code for _id, code, _shown in claimed}
    seen: set[str] = set()
    wanted: dict[str, str] = {}
    for household, code, _shown in claimed:
        if code in seen or not code:
            wanted[household] = next(c for c in _variants(code) if c not in taken)
            taken.add(wanted[household])
        else:
            wanted[household] = code
        seen.add(code)
    changed = [(wanted[h], h) for h, _code, shown in claimed if shown != wanted[h]]
    core.db.conn.executemany("UPDATE household SET code = NULL WHERE code = ? OR id = ?", changed)
    core.db.conn.executemany("UPDATE household SET code = ? WHERE id = ?", changed)


def _variants(code: str) -> Iterator[str]:
    return (f"{code or '0000'}-{_letters(n)}" for n in count(1))


def _letters(number: int) -> str:
    """Return B, C, … Z, AA, AB, … for 1, 2, …"""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


def _spread_numbers(core: Core, household: str) -> None:
    """Number the dwellings of a household; two that claim one number are told apart."""
    dwellings = core.db.execute(
        "SELECT id FROM dwelling WHERE household_id = ?", (household,)
    ).fetchall()
    claims = sorted((_number(current_value(core, d, NUMBER)), d) for (d,) in dwellings)
    last = 0
    for claimed, dwelling in claims:
        last = max(claimed, last + 1)
        core.db.execute("UPDATE dwelling SET number = ? WHERE id = ?", (last, dwelling))


_LATEST = (
    "UPDATE dwelling SET last_change_at = coalesce((SELECT max(at) FROM change "
    "WHERE subject_id IN (dwelling.id, dwelling.household_id)), '')"
)


def _note_times(core: Core, changes: Iterable[Change], anew: set[str]) -> None:
    """Note when each dwelling (or its household) was last changed, by the wall clock."""
    latest: dict[str, str] = {}
    for change in changes:
        latest[change.subject_id] = max(change.at, latest.get(change.subject_id, ""))
    for subject, at in latest.items():
        core.db.execute(
            "UPDATE dwelling SET last_change_at = max(last_change_at, ?) "
            "WHERE id = ? OR household_id = ?",
            (at, subject, subject),
        )
    for dwelling in anew:
        core.db.execute(_LATEST + " WHERE id = ?", (dwelling,))


def unique_code(core: Core, code: str) -> bool:
    """Tell whether no household has or claims this code."""
    row = core.db.execute(
        "SELECT 1 FROM household WHERE code = ? OR claimed_code = ?", (code, code)
    ).fetchone()
    return row is None


def next_code(core: Core) -> str:
    """Return the next free house code: village code (V01) and four digits.

    Without a village code the digits alone, provisional until the village has one.
    """
    prefix = current_value(core, core.village_id, "V01")
    start = prefix if isinstance(prefix, str) else ""
    codes = core.db.execute("SELECT code, claimed_code FROM household").fetchall()
    digits = {code.removeprefix(start) for pair in codes for code in pair if code}
    used = [int(d) for d in digits if len(d) == 4 and d.isascii() and d.isdigit()]
    return f"{start}{max(used, default=0) + 1:04d}"
