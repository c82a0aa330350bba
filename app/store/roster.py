"""A roster taken into the village: what is there, and many households in one action."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import RefusedError
from app.i18n import gettext as _
from app.model.change import Batch, Edit
from app.model.ids import new_id
from app.model.value import Value
from app.store import batches, overview
from app.store.batches import Statement
from app.store.changes import Core, read_changes
from app.store.fields import CODE, HOUSEHOLD, NUMBER, STATE, STATES, VILLAGE, value_of_change
from app.store.register import next_code, unique_code

SCOPE = "roster"
"""The undo list of imports: the newest one is undone first."""
FIELDS = ("A02", "A03", "A04", "A05", "A07", "A08")
"""What a roster can say."""


@dataclass(frozen=True, slots=True)
class KnownHome:
    """A household of the village with its first dwelling and what is known of it."""

    household_id: str
    dwelling_id: str
    code: str
    former_codes: tuple[str, ...]
    withdrawn: bool
    values: dict[str, Value[object]]


@dataclass(frozen=True, slots=True)
class RosterHome:
    """What to take in of one row: edits of a dwelling, or of a new household without one.

    A new household gets ``code`` if it is given, else the next free one.
    """

    edits: tuple[Edit, ...]
    dwelling_id: str = ""
    code: str = ""


def known_homes(core: Core) -> list[KnownHome]:
    """Return every household that has a dwelling, in the order of the codes."""
    marks = ",".join("?" * len(FIELDS))
    found: dict[str, dict[str, Value[object]]] = {}
    for change in read_changes(
        core,
        f"c.field IN ({marks}) AND c.id IN "
        f"(SELECT change_id FROM current WHERE \"row\" = '' AND field IN ({marks}))",
        (*FIELDS, *FIELDS),
    ):
        found.setdefault(change.subject_id, {})[change.field] = value_of_change(change)
    return [
        KnownHome(
            home.id,
            home.dwelling_ids[0],
            home.display_code,
            home.former_codes,
            home.withdrawn,
            {**found.get(home.dwelling_ids[0], {}), **found.get(home.id, {})},
        )
        for home in overview.households(core)
        if home.dwelling_ids
    ]


def take_roster(core: Core, homes: Sequence[RosterHome], operator: str, label: str) -> Batch:
    """Take all rows as one action; the caller holds the transaction.

    Raises
    ------
    RefusedError
        If a code is taken, or a value may not be kept: nothing was taken.
    """
    owners = dict(core.db.execute("SELECT id, household_id FROM dwelling").fetchall())
    codes = _codes(core, homes)
    said: list[Statement] = []
    for home in homes:
        if home.dwelling_id:
            owner = owners[home.dwelling_id]
            stated = batches.statements_of(core, home.dwelling_id, owner, home.edits)
            said += batches.news(core, stated)
        else:
            said += _new_home(core, home.code or next(codes), home.edits)
    return batches.write_batch(core, said, kind="edit", scope=SCOPE, label=label, operator=operator)


def _codes(core: Core, homes: Sequence[RosterHome]) -> Iterator[str]:
    """Check the codes that rows bring, and yield free ones for the others."""
    given = [home.code for home in homes if home.code and not home.dwelling_id]
    for code in given:
        if given.count(code) > 1 or not unique_code(core, code):
            raise RefusedError(
                _(
                    "House code {code} is already used. Check the roster once more; "
                    "nothing was taken."
                ).format(code=code)
            )
    return _free_codes(core, frozenset(given))


def _free_codes(core: Core, taken: frozenset[str]) -> Iterator[str]:
    first = next_code(core)
    prefix, number = first[:-4], int(first[-4:])
    while True:
        code = f"{prefix}{number:04d}"
        number += 1
        if code not in taken:
            yield code


def _new_home(core: Core, code: str, edits: Sequence[Edit]) -> list[Statement]:
    household, dwelling = new_id(), new_id()
    return [
        Statement("household", household, VILLAGE, core.village_id),
        Statement("household", household, CODE, code),
        Statement("dwelling", dwelling, HOUSEHOLD, household),
        Statement("dwelling", dwelling, NUMBER, 1),
        Statement("dwelling", dwelling, STATE, STATES[0]),
        *batches.statements_of(core, dwelling, household, edits),
    ]


def lived_in(core: Core, batch: Batch) -> frozenset[str]:
    """Return whom this batch created and others have worked on since: household and dwelling.

    They outlive the undoing of their creation.
    """
    homes = {
        str(change.value): change.subject_id
        for change in batch.changes
        if change.field == HOUSEHOLD and change.value is not None
    }
    kept: set[str] = set()
    for household, dwelling in homes.items():
        others = core.db.execute(
            "SELECT 1 FROM change c WHERE c.subject_id IN (?, ?) AND NOT EXISTS "
            "(SELECT 1 FROM batch b WHERE b.id = c.batch AND b.scope = ?) LIMIT 1",
            (household, dwelling, SCOPE),
        ).fetchone()
        results = core.db.execute(
            "SELECT 1 FROM result WHERE dwelling_id = ? LIMIT 1", (dwelling,)
        ).fetchone()
        moved_in = core.db.execute(
            "SELECT 1 FROM dwelling WHERE household_id = ? AND id <> ? LIMIT 1",
            (household, dwelling),
        ).fetchone()
        if others or results or moved_in:
            kept |= {household, dwelling}
    return frozenset(kept)


def undo_roster(core: Core, operator: str) -> Batch | None:
    """Undo the newest import; houses that somebody has worked on since stay as they are."""
    return batches.undo(core, SCOPE, operator, lived_in)


def last_roster(core: Core) -> Batch | None:
    """Return the import that :func:`undo_roster` would undo, without its changes."""
    waiting = batches.lists(core, SCOPE)[0]
    if not waiting:
        return None
    row = core.db.execute(
        "SELECT id, label, at, operator, undoes FROM batch WHERE id = ?", (waiting[-1],)
    ).fetchone()
    return Batch(row[0], row[1], row[2], row[3], row[4], ())
