"""The register corrected by hand: each correction is one action that can be undone.

Nothing is erased: a household or dwelling that is taken out keeps its changes, and undoing
brings it back with everything it had. Only a withdrawal destroys personal values.
"""

from collections.abc import Iterable, Sequence

from app.errors import NotFoundError, RefusedError
from app.i18n import gettext as _
from app.model.change import Batch, Edit
from app.store import batches
from app.store.batches import Statement
from app.store.changes import Core
from app.store.fields import CODE, HOUSEHOLD, NUMBER, VILLAGE
from app.store.register import next_code, unique_code

SCOPE = "register"
"""The undo list of corrections of the register."""


def correct(
    core: Core, dwelling_id: str, edits: Sequence[Edit], code: str, operator: str, label: str
) -> Batch:
    """Correct answers of a dwelling and its household, and the household's code, as one action.

    An empty ``code`` leaves it as it is.

    Raises
    ------
    RefusedError
        If the code is taken or a value may not be kept: nothing was changed.
    """
    household = _home(core, dwelling_id)
    said = batches.statements_of(core, dwelling_id, household, edits)
    if code and code != _shown_code(core, household):
        if not unique_code(core, code):
            raise RefusedError(
                _(
                    "House code {code} is already used. Choose another; the next free one is "
                    "{free}."
                ).format(code=code, free=next_code(core))
            )
        said.append(Statement("household", household, CODE, code))
    return _write(core, batches.news(core, said), operator, label)


def move(core: Core, dwelling_id: str, code: str, operator: str, label: str) -> Batch:
    """Give a dwelling to the household with this code; an emptied household is taken out.

    Raises
    ------
    NotFoundError
        If no household has the code.
    RefusedError
        If one of the two has withdrawn its personal data.
    """
    household = _home(core, dwelling_id)
    target = core.db.execute("SELECT id FROM household WHERE code = ?", (code,)).fetchone()
    if target is None:
        raise NotFoundError(_("No household has the number {code}.").format(code=code))
    if target[0] == household:
        return _write(core, [], operator, label)
    if any(core.keyring.is_destroyed(one) for one in (household, target[0], dwelling_id)):
        raise RefusedError(
            _("A household that has withdrawn its personal data neither gives nor takes a house.")
        )
    last = core.db.execute(
        "SELECT coalesce(max(number), 0) FROM dwelling WHERE household_id = ?", target
    ).fetchone()
    said = [
        Statement("dwelling", dwelling_id, HOUSEHOLD, target[0]),
        Statement("dwelling", dwelling_id, NUMBER, last[0] + 1),
        *_emptied(core, {dwelling_id}),
    ]
    return _write(core, said, operator, label)


def remove(core: Core, dwelling_ids: Iterable[str], operator: str, label: str) -> Batch:
    """Take dwellings out of the register, and households that have no other one.

    Raises
    ------
    NotFoundError
        If one of them is not in the village: nothing was changed.
    """
    gone = set(dwelling_ids)
    for dwelling in gone:
        _home(core, dwelling)
    said = [Statement("dwelling", dwelling, HOUSEHOLD, None, "blank") for dwelling in sorted(gone)]
    return _write(core, [*said, *_emptied(core, gone)], operator, label)


def _emptied(core: Core, leaving: set[str]) -> list[Statement]:
    """Return what takes out the households that have no dwelling but those leaving."""
    homes: dict[str, set[str]] = {}
    for dwelling, household in core.db.execute("SELECT id, household_id FROM dwelling").fetchall():
        homes.setdefault(household, set()).add(dwelling)
    return [
        Statement("household", household, VILLAGE, None, "blank")
        for household, dwellings in sorted(homes.items())
        if dwellings <= leaving
    ]


def _write(core: Core, said: Sequence[Statement], operator: str, label: str) -> Batch:
    return batches.write_batch(core, said, kind="edit", scope=SCOPE, label=label, operator=operator)


def _home(core: Core, dwelling_id: str) -> str:
    row = core.db.execute(
        "SELECT household_id FROM dwelling WHERE id = ?", (dwelling_id,)
    ).fetchone()
    if row is None:
        raise NotFoundError(_("There is no dwelling {id} in this village.").format(id=dwelling_id))
    return str(row[0])


def _shown_code(core: Core, household: str) -> str:
    row = core.db.execute("SELECT code FROM household WHERE id = ?", (household,)).fetchone()
    return str(row[0])
