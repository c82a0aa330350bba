"""The village file as the rest of the program sees it.

Every method may be called from any thread; the work is done by the file's own store thread,
one thing after the other. What a writing method returns is on the disk.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from app.errors import FileError, LockedError, NotFoundError, RefusedError
from app.i18n import gettext as _
from app.model.change import Batch, Change, Edit, Json
from app.model.ids import new_id
from app.model.stages import Stages
from app.model.survey import Survey, VillageValues
from app.store import (
    batches,
    details,
    houses,
    merge,
    operators,
    overview,
    register,
    results,
    roster,
    stages,
    surveys,
    today,
)
from app.store.album import Album
from app.store.batches import Statement
from app.store.changes import Core, current_value, read_changes
from app.store.connection import translated
from app.store.details import HouseDetails
from app.store.drives import Drive, drive_of
from app.store.fields import (
    ARRANGED,
    CODE,
    HOUSEHOLD,
    NUMBER,
    STATE,
    STATES,
    VILLAGE,
    WITHDRAWAL,
    clean,
    personal_fields,
    to_json,
)
from app.store.merge import Conflict, MergeReport
from app.store.opening import (
    PHOTOS,
    Opened,
    Recovery,
    close_file,
    copy_database,
    create_file,
    open_file,
    this_device,
)
from app.store.operators import Operator
from app.store.overview import DwellingRow, HouseholdRow
from app.store.personal import Keyring
from app.store.results import StoredResult, Summary
from app.store.roster import KnownHome, RosterHome
from app.store.stages import StageStep
from app.store.thread import StoreThread
from app.store.today import Today

__all__ = ["DwellingRow", "HouseholdRow", "VillageFile", "create_village", "open_village"]
T = TypeVar("T")
HISTORY = 200


def create_village(
    folder: Path,
    name: str,
    *,
    password: str | None = None,
    practice: bool = False,
    operator: str,
) -> "VillageFile":
    """Create a village in ``folder`` (made if need be) and return it open.

    Without a password ID numbers are refused; the caller warns in writing.

    Raises
    ------
    FileError
        If there is a village already, or the disk refuses; nothing is left behind.
    """
    create_file(folder, name, password=password, practice=practice, operator=operator)
    return open_village(folder, password=password, operator=operator)


def open_village(
    folder_or_file: Path,
    *,
    password: str | None = None,
    read_only: bool = False,
    operator: str = "",
) -> "VillageFile":
    """Open a village for writing; for reading if somebody else writes it or it is refused.

    Raises
    ------
    AppError
        FileError, PasswordError (needed or wrong), ForeignFileError (foreign, damaged),
        NewerFileError.
    """
    thread = StoreThread()
    try:
        return VillageFile(thread, folder_or_file, password, read_only, operator)
    except BaseException:
        thread.stop()
        raise


class VillageFile:
    """An open village: households, surveys, changes, results.

    ``read_only_reason`` is empty when the village may be changed. ``recovery`` tells what
    was found if the last session did not end. ``drive`` other than ``local`` asks to offer
    a local copy.
    """

    def __init__(
        self,
        thread: StoreThread,
        path: Path,
        password: str | None,
        read_only: bool,
        operator: str,
    ) -> None:
        self._thread = thread
        self._password = password
        self._opened: Opened = thread.run(
            lambda: open_file(path, password, read_only=read_only, operator=operator)
        )
        self._closed = False
        self.path: Path = self._opened.path
        self.folder: Path = self.path.parent
        self.photos: Path = self.folder / PHOTOS
        self.read_only_reason: str = self._opened.read_only_reason
        self.read_only: bool = bool(self.read_only_reason)
        self.recovery: Recovery | None = self._opened.recovery
        self.drive: Drive = drive_of(self.path)
        try:
            thread.run(self._read_village)
        except BaseException:
            thread.run(lambda: close_file(self._opened))
            raise
        if not self.read_only:
            with contextlib.suppress(FileError):  # the next opening tries again
                self.album.sweep()

    def _read_village(self) -> None:
        db = self._opened.db
        with translated(self.path):
            row = db.execute("SELECT id, name, practice, key FROM village").fetchone()
            self.id: str = row[0]
            self.name: str = row[1]
            self.practice: bool = bool(row[2])
            encrypted = bool(db.execute("PRAGMA cipher_status").fetchone()[0] == "1")
            self.encrypted: bool = encrypted
            device = this_device(db, write=not self.read_only)
            self._core = Core(db, Keyring(db, row[3]), self.id, device, encrypted)
            self.album = Album(self._read, self._write, self.photos, is_sealed=encrypted)

    # ---- reading

    def _read(self, work: Callable[[Core], T]) -> T:
        def job() -> T:
            with translated(self.path):
                return work(self._core)

        return self._thread.run(job)

    def village_values(self) -> VillageValues:
        """Return the values set once for the village (V01…)."""
        return self._read(surveys.read_village_values)

    def village_values_json(self) -> dict[str, Any]:
        """Return the village values as JSON, personal ones left out."""
        return self._read(surveys.village_values_json)

    def households(self) -> list[HouseholdRow]:
        """Return the households in the order of their codes."""
        return self._read(overview.households)

    def overview(self) -> list[DwellingRow]:
        """Return one row for each dwelling in the order of the codes."""
        return self._read(overview.overview)

    def today(self) -> Today:
        """Return what is to be done: counts of houses, and where work was left."""
        return self._read(today.today)

    def details(self) -> dict[str, HouseDetails]:
        """Return dwelling id -> what the register learns after its rows are shown."""
        return self._read(details.details)

    def house_count(self) -> int:
        """Return how many households there are."""
        count = "SELECT count(*) FROM household"
        return self._read(lambda core: int(core.db.execute(count).fetchone()[0]))

    def dwelling(self, dwelling_id: str) -> DwellingRow:
        """Return the row of one dwelling; raise NotFoundError if there is none."""
        row = self._read(lambda core: overview.dwelling(core, dwelling_id))
        if row is None:
            raise _no_dwelling(dwelling_id)
        return row

    def survey(self, dwelling_id: str) -> Survey:
        """Return the survey of a dwelling with its household's personal values."""
        return self._read(
            lambda core: surveys.read_survey(core, dwelling_id, _household(core, dwelling_id))
        )

    def stages(self, dwelling_id: str) -> Stages:
        """Return what was decided and laid down for a dwelling after its survey."""
        return self._read(lambda core: surveys.read_stages(core, dwelling_id))

    def helped_dwellings(self) -> list[str]:
        """Return the ids of the dwellings that have, or had, mutual help noted (TF5D)."""

        def work(core: Core) -> list[str]:
            found = core.db.execute(
                "SELECT DISTINCT k.subject_id FROM current k JOIN change c ON c.id = k.change_id "
                "JOIN dwelling d ON d.id = k.subject_id "
                "WHERE k.field = 'TF5D' AND c.value IS NOT NULL ORDER BY k.subject_id"
            )
            return [dwelling for (dwelling,) in found.fetchall()]

        return self._read(work)

    def history(self, dwelling_id: str, limit: int = HISTORY) -> list[Batch]:
        """Return the newest actions on a dwelling and its household, newest first."""
        return self._read(
            lambda core: batches.history(core, (dwelling_id, _household(core, dwelling_id)), limit)
        )

    def village_history(self, limit: int = HISTORY) -> list[Batch]:
        """Return the newest actions on the village values, newest first."""
        return self._read(lambda core: batches.history(core, (core.village_id,), limit))

    def changes(self) -> list[Change]:
        """Return all changes in order of arrival."""
        return self._read(read_changes)

    def changes_since(self, position: int) -> tuple[list[Change], int]:
        """Return the changes that arrived after ``position`` (0: all), and the new position."""

        def work(core: Core) -> tuple[list[Change], int]:
            row = core.db.execute("SELECT coalesce(max(n), 0) FROM change").fetchone()
            return read_changes(core, "c.n > ? AND c.n <= ?", (position, row[0])), row[0]

        return self._read(work)

    def last_saved(self) -> str:
        """Return when the newest change was made (UTC, ISO 8601), empty without changes."""

        def work(core: Core) -> str:
            row = core.db.execute("SELECT at FROM change ORDER BY n DESC LIMIT 1").fetchone()
            return str(row[0]) if row else ""

        return self._read(work)

    def conflicts(self) -> list[Conflict]:
        """Return the fields of which two said something without knowing of each other."""
        return self._read(merge.read_conflicts)

    def personal_fields(self) -> frozenset[str]:
        """Return the ids of the fields whose values never leave in a data package."""
        return personal_fields()

    def undo_labels(self, dwelling_id: str) -> tuple[list[str], list[str]]:
        """Return the names of what can be undone and redone (dwelling or village), next first."""

        def work(core: Core) -> tuple[list[str], list[str]]:
            can_undo, can_redo = batches.lists(core, dwelling_id)
            names = dict(
                core.db.execute("SELECT id, label FROM batch WHERE scope = ?", (dwelling_id,))
            )
            undo = [names[batch] for batch in reversed(can_undo)]
            return undo[:HISTORY], [names[batch] for batch in reversed(can_redo)][:HISTORY]

        return self._read(work)

    def next_code(self) -> str:
        """Return the house code that the next household would get."""
        return self._read(register.next_code)

    def latest_result(
        self, dwelling_id: str, kind: str, fingerprint: str = ""
    ) -> StoredResult | None:
        """Return the newest kept result of a kind, of those whose fingerprint begins so."""
        return self._read(lambda core: results.latest_result(core, dwelling_id, kind, fingerprint))

    def recall(self, key: str) -> Json:
        """Return what was remembered under ``key``, None if nothing was."""

        def work(core: Core) -> Json:
            row = core.db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
            value: Json = json.loads(row[0]) if row else None
            return value

        return self._read(work)

    def operators(self) -> list[Operator]:
        """Return those who have worked on the village."""
        return self._read(lambda core: operators.operators(core.db))

    def check_pin(self, name: str, pin: str) -> bool:
        """Tell whether the PIN is the operator's."""
        return self._read(lambda core: operators.check_pin(core.db, name, pin))

    # ---- writing

    def _write(self, work: Callable[[Core], T]) -> T:
        """Do ``work`` in one transaction; it is on the disk when this returns."""

        def job(core: Core) -> T:
            if self.read_only:
                raise LockedError(self.read_only_reason)
            try:
                with core.db.atomic():
                    return work(core)
            except BaseException:
                core.keyring.forget()  # a key made in the lost transaction is none
                raise

        return self._read(job)

    def commit(
        self, dwelling_id: str, edits: Sequence[Edit], *, operator: str, label: str
    ) -> Batch:
        """Save edits of a dwelling as one action; ``at`` of the batch is the saved time.

        What the fields say already is left out; a batch without changes was not needed.

        Raises
        ------
        FileError, LockedError
            If the disk refuses or the file can only be read: nothing was saved, try again.
        RefusedError
            If a value may not be kept, such as an ID number without a password.
        ValueError
            If there is no such field, or it cannot hold the value.
        """

        def work(core: Core) -> Batch:
            household = _household(core, dwelling_id)
            said = batches.statements_of(core, dwelling_id, household, edits)
            return batches.write_batch(
                core,
                batches.news(core, said),
                kind="edit",
                scope=dwelling_id,
                label=label,
                operator=operator,
            )

        return self._write(work)

    def commit_village(self, edits: Sequence[Edit], *, operator: str, label: str) -> Batch:
        """Save village values as one action."""

        def work(core: Core) -> Batch:
            said = (batches.statement("village", core.village_id, edit) for edit in edits)
            return batches.write_batch(
                core,
                batches.news(core, said),
                kind="edit",
                scope=core.village_id,
                label=label,
                operator=operator,
            )

        return self._write(work)

    def arranged(self, dwelling_id: str, field: str) -> Json:
        """Return what was arranged for a dwelling (``TP5`` order of the works), None if nothing."""
        return self._read(lambda core: current_value(core, dwelling_id, field))

    def arrange(
        self, dwelling_id: str, field: str, value: Json, *, operator: str, label: str
    ) -> Batch:
        """Save an arrangement as one action, which :meth:`undo_arranged` takes back.

        Raises
        ------
        FileError, LockedError
            If the disk refuses or the file can only be read: nothing was saved.
        ValueError
            If nothing of this kind is arranged.
        """
        if field not in ARRANGED:
            raise ValueError(f"nothing is arranged in {field!r}")
        empty = "blank" if value is None else None
        said = Statement("dwelling", dwelling_id, field, to_json(value), empty)

        def work(core: Core) -> Batch:
            _household(core, dwelling_id)
            return batches.write_batch(
                core,
                batches.news(core, [said]),
                kind="edit",
                scope=f"{field}:{dwelling_id}",
                label=label,
                operator=operator,
            )

        return self._write(work)

    def undo_arranged(self, dwelling_id: str, field: str, operator: str) -> Batch | None:
        """Undo the newest arrangement of a dwelling; None if there is none."""
        return self._write(lambda core: batches.undo(core, f"{field}:{dwelling_id}", operator))

    def redo_arranged(self, dwelling_id: str, field: str, operator: str) -> Batch | None:
        """Redo what was undone last; None if there is nothing."""
        return self._write(lambda core: batches.redo(core, f"{field}:{dwelling_id}", operator))

    def undo(self, dwelling_id: str, operator: str) -> Batch | None:
        """Undo the newest action of a dwelling (or the village); None if there is none."""
        return self._write(lambda core: batches.undo(core, dwelling_id, operator))

    def redo(self, dwelling_id: str, operator: str) -> Batch | None:
        """Redo what was undone last; None if there is nothing."""
        return self._write(lambda core: batches.redo(core, dwelling_id, operator))

    def known_homes(self) -> list[KnownHome]:
        """Return the households with what a roster can say of them."""
        return self._read(roster.known_homes)

    def take_roster(self, homes: Sequence[RosterHome], *, operator: str, label: str) -> Batch:
        """Take many households as one action, whole or not at all; undone as one.

        Raises
        ------
        RefusedError
            If a code is taken or a value may not be kept: nothing was taken.
        """
        return self._write(lambda core: roster.take_roster(core, homes, operator, label))

    def undo_roster(self, operator: str) -> Batch | None:
        """Undo the newest import; houses worked on since stay. None if there is none."""
        return self._write(lambda core: roster.undo_roster(core, operator))

    def last_roster(self) -> Batch | None:
        """Return the import that would be undone, without its changes; None if there is none."""
        return self._read(roster.last_roster)

    def add_household(self, operator: str, code: str | None = None) -> tuple[str, str]:
        """Add a household with one dwelling and return their ids; the code is found if not given.

        Raises
        ------
        RefusedError
            If the code is taken.
        """

        def work(core: Core) -> tuple[str, str]:
            chosen = _free_code(core, code) if code else register.next_code(core)
            household, dwelling = new_id(), new_id()
            said = [
                Statement("household", household, VILLAGE, core.village_id),
                Statement("household", household, CODE, chosen),
                *_new_dwelling(dwelling, household, 1),
            ]
            self._structure(core, said, dwelling, operator, _("New household"))
            return household, dwelling

        return self._write(work)

    def add_dwelling(self, household_id: str, operator: str) -> str:
        """Add another dwelling to a household and return its id."""

        def work(core: Core) -> str:
            _claimed_code(core, household_id)
            row = core.db.execute(
                "SELECT coalesce(max(number), 0) FROM dwelling WHERE household_id = ?",
                (household_id,),
            ).fetchone()
            dwelling = new_id()
            said = _new_dwelling(dwelling, household_id, row[0] + 1)
            self._structure(core, said, dwelling, operator, _("New dwelling"))
            return dwelling

        return self._write(work)

    def renumber(self, household_id: str, code: str, operator: str) -> None:
        """Give a household another code; the old one is kept and still finds it.

        Raises
        ------
        RefusedError
            If the code is taken.
        """

        def work(core: Core) -> None:
            if _claimed_code(core, household_id) != code:
                said = [Statement("household", household_id, CODE, _free_code(core, code))]
                self._structure(core, said, household_id, operator, _("New house code"))

        self._write(work)

    def correct(
        self, dwelling_id: str, edits: Sequence[Edit], *, code: str = "", operator: str, label: str
    ) -> Batch:
        """Correct answers and house code of a dwelling as one action of the register.

        Undone and redone with :meth:`undo` and :meth:`redo` of the scope ``houses.SCOPE``, as
        :meth:`move_dwelling` and :meth:`remove_dwellings` are.

        Raises
        ------
        RefusedError
            If the code is taken or a value may not be kept: nothing was changed.
        """
        return self._write(
            lambda core: houses.correct(core, dwelling_id, edits, code, operator, label)
        )

    def move_dwelling(self, dwelling_id: str, code: str, *, operator: str, label: str) -> Batch:
        """Give a dwelling to the household of another code; an emptied one is taken out.

        Raises
        ------
        NotFoundError, RefusedError
            If no household has the code, or one of the two has withdrawn.
        """
        return self._write(lambda core: houses.move(core, dwelling_id, code, operator, label))

    def remove_dwellings(self, ids: Iterable[str], *, operator: str, label: str) -> Batch:
        """Take dwellings out of the register, and households left without one."""
        gone = tuple(ids)
        return self._write(lambda core: houses.remove(core, gone, operator, label))

    def set_state(
        self,
        dwelling_id: str,
        state: str,
        operator: str,
        *,
        before: str | None = None,
        reason: str = "",
        evidence: Sequence[str] = (),
    ) -> Batch:
        """Record that a dwelling came to a state; not undone but followed by a correction.

        What must be true first is known to ``app.services.stages``, which alone calls this.

        Raises
        ------
        RefusedError
            If the dwelling is not in the state ``before``, where one is named.
        """

        def work(core: Core) -> Batch:
            _household(core, dwelling_id)
            return stages.write_step(core, dwelling_id, state, operator, before, reason, evidence)

        return self._write(work)

    def stage_steps(self, dwelling_id: str) -> list[StageStep]:
        """Return the stages that a dwelling went through, oldest first."""
        return self._read(lambda core: stages.steps_of(core, dwelling_id))

    def withdraw(self, household_id: str, operator: str) -> None:
        """Destroy a household's personal data for good; its house still counts.

        Copies made before (backups, other machines) keep theirs until they hear of it.
        """

        def work(core: Core) -> None:
            _claimed_code(core, household_id)
            said = [Statement("household", household_id, WITHDRAWAL, True)]
            self._structure(core, said, household_id, operator, _("Personal data withdrawn"))

        self._write(work)
        self.album.sweep()
        # What was overwritten must not stand on in the journal.
        self._read(lambda core: core.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    def _structure(
        self, core: Core, said: Iterable[Statement], scope: str, operator: str, label: str
    ) -> None:
        batches.write_batch(
            core, said, kind="structure", scope=scope, label=label, operator=operator
        )

    def save_result(
        self,
        dwelling_id: str,
        kind: str,
        payload: bytes,
        hashes: Mapping[str, str],
        summary: Summary | None = None,
    ) -> str:
        """Keep a result and return its id.

        ``summary`` holds what the overview shows: ``heated_area`` [m²], ``confidence``
        [points], ``saving`` [-]; what it does not name stays as it was.
        """
        return self._write(
            lambda core: results.save_result(
                core, dwelling_id, kind, payload, hashes, summary or {}
            )
        )

    def remember(self, key: str, value: Json) -> None:
        """Remember a setting of this file, such as the last house and field.

        A village that can only be read remembers nothing.
        """
        if self.read_only:
            return
        row = (clean(key), json.dumps(value))
        self._write(
            lambda core: core.db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", row)
        )

    def set_operator(self, name: str, pin: str | None = None) -> None:
        """Add an operator, or change the PIN of a known one (attribution, not security)."""
        self._write(lambda core: operators.set_operator(core.db, name, pin))

    def merge(self, changes: Iterable[Change]) -> MergeReport:
        """Take changes made elsewhere: the union of both sides, all or none.

        Raises
        ------
        ForeignFileError
            If one is malformed or contradicts one that is here; nothing was taken.
        """
        given = list(changes)
        report = self._write(lambda core: merge.merge(core, given))
        self.album.sweep()  # a withdrawal may have come along
        return report

    def rebuild_cache(self) -> None:
        """Make current values, conflicts and register anew from the changes."""
        self._write(merge.rebuild_cache)

    def backup(self, path: Path) -> Path:
        """Write a copy of the village file to ``path``, read it back, and return the path.

        Raises
        ------
        FileError
            If the disk refuses or the copy is not sound; an older copy there stays.
        """
        self._read(lambda core: copy_database(core.db, path, self._password))
        return path

    def close(self) -> None:
        """Finish all writes and fold them into the file, which alone may then be copied."""

        def job() -> None:
            if not self._closed:
                self._closed = True
                close_file(self._opened)

        if self._closed:
            return
        try:
            self._thread.run(job)
        finally:
            self._thread.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _household(core: Core, dwelling_id: str) -> str:
    row = core.db.execute(
        "SELECT household_id FROM dwelling WHERE id = ?", (dwelling_id,)
    ).fetchone()
    if row is None:
        raise _no_dwelling(dwelling_id)
    return str(row[0])


def _no_dwelling(dwelling_id: str) -> NotFoundError:
    return NotFoundError(_("There is no dwelling {id} in this village.").format(id=dwelling_id))


def _claimed_code(core: Core, household_id: str) -> str:
    row = core.db.execute(
        "SELECT claimed_code FROM household WHERE id = ?", (household_id,)
    ).fetchone()
    if row is None:
        raise NotFoundError(
            _("There is no household {id} in this village.").format(id=household_id)
        )
    return str(row[0])


def _free_code(core: Core, code: str) -> str:
    if not register.unique_code(core, code):
        raise RefusedError(
            _(
                "House code {code} is already used. Choose another; the next free one is {free}."
            ).format(code=code, free=register.next_code(core))
        )
    return code


def _new_dwelling(dwelling: str, household: str, number: int) -> list[Statement]:
    return [
        Statement("dwelling", dwelling, HOUSEHOLD, household),
        Statement("dwelling", dwelling, NUMBER, number),
        Statement("dwelling", dwelling, STATE, STATES[0]),
    ]
