"""What a session that did not end properly had brought into the file, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Change
from app.model.survey import all_specs, format_value
from app.ui.texts import short_label

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.village import VillageFile

_MOST = 200


@dataclass(frozen=True, slots=True)
class Restored:
    """One entry that is in the file: where it stands and what it says."""

    dwelling_id: str
    field: str
    row: str
    words: str


def sentence_of(village: "VillageFile") -> str:
    """Return the line that says what was restored; empty after a proper end."""
    recovery = village.recovery
    if recovery is None:
        return ""
    at = datetime.fromisoformat(recovery.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return _(
        "Last time the program did not end properly. Everything up to {time} is here: {n} changes."
    ).format(time=at, n=recovery.changes)


def restored_entries(village: "VillageFile") -> tuple[Restored, ...]:
    """Return what the broken session had entered, newest first."""
    recovery = village.recovery
    if recovery is None or not recovery.changes:
        return ()
    changes, _position = village.changes_since(recovery.since)
    overview = village.overview()
    codes = {row.dwelling_id: row.code for row in overview}
    homes = {row.household_id: row.dwelling_id for row in overview}
    found = []
    for change in reversed(changes):
        dwelling = homes.get(change.subject_id, change.subject_id)
        if change.field in all_specs() and dwelling in codes:
            words = f"{codes[dwelling]}  {_words(change)}"
            found.append(Restored(dwelling, change.field, change.row, words))
    return tuple(found[:_MOST])


def _words(change: Change) -> str:
    declared = all_specs()[change.field]
    name = short_label(declared.label.get(language()))
    return f"{change.field} {name} — {_value(change)}"


def _value(change: Change) -> str:
    declared = all_specs()[change.field]
    if change.value is None:
        return {"unknown": _("not known"), "not_applicable": "—"}.get(
            str(change.empty), _("emptied")
        )
    if declared.personal:
        return "…"
    held: Any = tuple(change.value) if isinstance(change.value, list) else change.value
    return str(format_value(declared, held, language()))
