"""What the register on the screen learns after its rows are shown: it may take its time."""

import json
from dataclasses import dataclass

from app.store.changes import Core
from app.store.today import BEGUN

_PHONE, _ID_NUMBER, _BASIS = "A04", "A03", "M02"


@dataclass(frozen=True, slots=True)
class HouseDetails:
    """More about a dwelling: ``phone`` of its household, empty without one.

    ``begun``: something beyond the roster has been answered. ``has_id``: an ID number is
    noted. ``appraised``: an appraisal or inspection stands behind the grade of danger.
    ``own_cash`` [yuan] of the newest plan, None where it has not been worked out.
    """

    phone: str
    begun: bool
    has_id: bool
    appraised: bool
    own_cash: float | None


def details(core: Core) -> dict[str, HouseDetails]:
    """Return dwelling id -> details of every dwelling."""
    core.keyring.fetch_keys()
    cash = _own_cash(core)
    rows = core.db.execute(
        f"SELECT d.id, {BEGUN}, EXISTS (SELECT 1 FROM current k "
        "JOIN sealed x ON x.change_id = k.change_id "
        f"WHERE k.subject_id = d.household_id AND k.\"row\" = '' AND k.field = '{_ID_NUMBER}'), "
        "EXISTS (SELECT 1 FROM current k JOIN change c ON c.id = k.change_id "
        f"WHERE k.subject_id = d.id AND k.\"row\" = '' AND k.field = '{_BASIS}' "
        "AND c.value IN ('\"report\"', '\"register\"')), "
        "p.change_id, s.holder, s.box FROM dwelling d "
        "LEFT JOIN current p ON p.subject_id = d.household_id AND p.\"row\" = '' "
        f"AND p.field = '{_PHONE}' LEFT JOIN sealed s ON s.change_id = p.change_id"
    ).fetchall()
    return {
        dwelling: HouseDetails(
            _opened(core, change, holder, box),
            bool(begun),
            bool(has_id),
            bool(appraised),
            cash.get(dwelling),
        )
        for dwelling, begun, has_id, appraised, change, holder, box in rows
    }


def _opened(core: Core, change_id: str | None, holder: str | None, box: bytes | None) -> str:
    if change_id is None or box is None:
        return ""
    phone = core.keyring.open(change_id, holder, box)
    return phone if isinstance(phone, str) else ""


def _own_cash(core: Core) -> dict[str, float]:
    rows = core.db.execute(
        "SELECT dwelling_id, summary FROM result WHERE n IN "
        "(SELECT max(n) FROM result WHERE kind = 'plan' GROUP BY dwelling_id)"
    ).fetchall()
    summaries = {dwelling: json.loads(summary) for dwelling, summary in rows}
    return {
        dwelling: float(summary["own_cash"])
        for dwelling, summary in summaries.items()
        if summary.get("own_cash") is not None
    }
