"""The register on the screen: one row for each dwelling, read by one query."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.store.changes import Core
from app.store.fields import CODE, subject_of

_NAME, _DOOR, _GRADE, _FLUE = "A02", "A05", "M01", "I10"


@dataclass(frozen=True, slots=True)
class DwellingRow:
    """A dwelling in the register.

    ``heated_area`` [m²], ``confidence`` [points] and ``saving`` [-] are those of the newest
    results, None before. ``flags``: ``conflict``, ``withdrawn``, ``provisional_code``,
    ``grade_d`` (dangerous house), ``flue_bad`` (carbon monoxide).
    """

    dwelling_id: str
    household_id: str
    code: str
    head_name: str
    group_door: str
    state: str
    heated_area: float | None
    confidence: float | None
    saving: float | None
    last_change_at: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household: ``display_code`` is unique here, ``former_codes`` are the ones it had."""

    id: str
    dwelling_ids: tuple[str, ...]
    display_code: str
    provisional: bool
    former_codes: tuple[str, ...]
    withdrawn: bool


def overview(core: Core) -> list[DwellingRow]:
    """Return every dwelling of the village in the order of the house codes."""
    core.keyring.fetch_keys()
    rows = core.db.execute(_query(), (core.village_id,)).fetchall()
    return [_dwelling_row(core, row) for row in rows]


def dwelling(core: Core, dwelling_id: str) -> DwellingRow | None:
    """Return the row of one dwelling."""
    row = core.db.execute(_query("d.id = ?"), (core.village_id, dwelling_id)).fetchone()
    return _dwelling_row(core, row) if row else None


def _query(condition: str = "TRUE") -> str:
    return (
        "SELECT d.id, h.id, h.code, d.number, d.state, l.heated_area_m2, l.confidence, "
        "l.saving, d.last_change_at, h.withdrawn, h.code IS NOT h.claimed_code, "
        "EXISTS (SELECT 1 FROM conflict x WHERE x.subject_id IN (d.id, h.id)), "
        "name_c.id, name_c.value, name_s.holder, name_s.box, "
        "door_c.id, door_c.value, door_s.holder, door_s.box, grade_c.value, flue_c.value "
        "FROM dwelling d JOIN household h ON h.id = d.household_id "
        "LEFT JOIN headline l ON l.dwelling_id = d.id "
        + _shown("name", _NAME)
        + _shown("door", _DOOR)
        + _shown("grade", _GRADE)
        + _shown("flue", _FLUE)
        + f"WHERE h.village_id = ? AND {condition} ORDER BY h.code, d.number"
    )


def _shown(alias: str, field: str) -> str:
    """Return the joins that bring the change which a field shows."""
    owner = "h.id" if subject_of(field) == "household" else "d.id"
    return (
        f"LEFT JOIN current {alias} ON {alias}.subject_id = {owner} "
        f"AND {alias}.\"row\" = '' AND {alias}.field = '{field}' "
        f"LEFT JOIN change {alias}_c ON {alias}_c.id = {alias}.change_id "
        f"LEFT JOIN sealed {alias}_s ON {alias}_s.change_id = {alias}.change_id "
    )


def _dwelling_row(core: Core, row: Sequence[Any]) -> DwellingRow:
    name, door = (_text(core, row[start : start + 4]) for start in (12, 16))
    flags = {
        "conflict": row[11],
        "withdrawn": row[9],
        "provisional_code": row[10],
        "grade_d": row[20] == '"D"',
        "flue_bad": row[21] == '"bad"',
    }
    return DwellingRow(
        dwelling_id=row[0],
        household_id=row[1],
        code=dwelling_code(row[2], row[3]),
        head_name=name,
        group_door=door,
        state=row[4],
        heated_area=row[5],
        confidence=row[6],
        saving=row[7],
        last_change_at=row[8],
        flags=tuple(flag for flag, raised in flags.items() if raised),
    )


def _text(core: Core, cell: Sequence[Any]) -> str:
    """Return the text that a field shows, decrypted if it is personal."""
    change_id, value, holder, box = cell
    shown = json.loads(value) if value is not None else None
    if shown is None and box is not None:
        shown = core.keyring.open(change_id, holder, box)
    return shown if isinstance(shown, str) else ""


def dwelling_code(household_code: str, number: int) -> str:
    """Return the display number of a dwelling: the household's, counted from the second on."""
    return household_code if number == 1 else f"{household_code}-{number}"


def households(core: Core) -> list[HouseholdRow]:
    """Return the households of the village in the order of their codes."""
    homes: dict[str, list[str]] = {}
    for household, dwelling in core.db.execute(
        "SELECT household_id, id FROM dwelling ORDER BY number"
    ).fetchall():
        homes.setdefault(household, []).append(dwelling)
    former = _former_codes(core)
    rows = core.db.execute(
        "SELECT id, code, claimed_code, withdrawn FROM household WHERE village_id = ? "
        "ORDER BY code",
        (core.village_id,),
    ).fetchall()
    return [
        HouseholdRow(
            id=household,
            dwelling_ids=tuple(homes.get(household, ())),
            display_code=code,
            provisional=code != claimed,
            former_codes=tuple(c for c in former.get(household, ()) if c != code),
            withdrawn=bool(withdrawn),
        )
        for household, code, claimed, withdrawn in rows
    ]


def _former_codes(core: Core) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for household, value in core.db.execute(
        "SELECT subject_id, value FROM change WHERE subject_id IN "
        "(SELECT id FROM household) AND \"row\" = '' AND field = ? ORDER BY n",
        (CODE,),
    ).fetchall():
        code = str(json.loads(value)) if value else ""
        if code and code not in found.setdefault(household, []):
            found[household].append(code)
    return found
