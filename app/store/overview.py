"""The register on the screen: one row for each dwelling, read by one query."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.store.changes import Core
from app.store.fields import CODE, is_personal, subject_of
from app.store.personal import Hidden

_NAME, _DOOR, _GRADE, _FLUE = "A02", "A05", "M01", "I10"


@dataclass(frozen=True, slots=True)
class DwellingRow:
    """A dwelling in the register.

    ``heated_area`` [m²], ``confidence`` [points] and ``saving`` [-] are those of the newest
    results, None before. ``flags``: ``conflict``, ``withdrawn``, ``provisional_code``,
    ``grade_d`` (dangerous house), ``flue_bad`` (carbon monoxide). ``name`` and ``door`` are
    decrypted when ``head_name`` and ``group_door`` are first read.
    """

    dwelling_id: str
    household_id: str
    code: str
    name: Hidden | str = field(repr=False)
    door: Hidden | str = field(repr=False)
    state: str
    heated_area: float | None
    confidence: float | None
    saving: float | None
    last_change_at: str
    flags: tuple[str, ...]

    @property
    def head_name(self) -> str:
        """Return the name of the head of the household, empty if it is not known."""
        return str(self.name)

    @property
    def group_door(self) -> str:
        """Return group and door, empty if they are not known."""
        return str(self.door)


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
        "name.change_id, name_s.holder, name_s.box, door.change_id, door_s.holder, door_s.box, "
        "grade_c.value, flue_c.value "
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
    said = (
        f"LEFT JOIN sealed {alias}_s ON {alias}_s.change_id = {alias}.change_id "
        if is_personal(field)
        else f"LEFT JOIN change {alias}_c ON {alias}_c.id = {alias}.change_id "
    )
    return (
        f"LEFT JOIN current {alias} ON {alias}.subject_id = {owner} "
        f"AND {alias}.\"row\" = '' AND {alias}.field = '{field}' {said}"
    )


def _dwelling_row(core: Core, row: Sequence[Any]) -> DwellingRow:
    flags = (
        ("conflict", row[11]),
        ("withdrawn", row[9]),
        ("provisional_code", row[10]),
        ("grade_d", row[18] == '"D"'),
        ("flue_bad", row[19] == '"bad"'),
    )
    return DwellingRow(
        dwelling_id=row[0],
        household_id=row[1],
        code=dwelling_code(row[2], row[3]),
        name=core.keyring.hidden(*row[12:15]),
        door=core.keyring.hidden(*row[15:18]),
        state=row[4],
        heated_area=row[5],
        confidence=row[6],
        saving=row[7],
        last_change_at=row[8],
        flags=tuple([flag for flag, raised in flags if raised]),
    )


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
