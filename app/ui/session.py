"""One open village: entries go to its file in order, and what is unsaved is never forgotten."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.i18n import gettext as _
from app.model.change import Edit
from app.model.survey import VillageValues
from app.ui.calculator import Process
from app.ui.jobs import Jobs
from app.ui.opening import Elsewhere, SurveyRules, copy_with, rules_of

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.outcomes import Kept
    from app.store.village import VillageFile


@dataclass(frozen=True, slots=True)
class Entry:
    """Edits of one user action on their way to the file."""

    dwelling_id: str
    edits: tuple[Edit, ...]
    label: str


class Session(QObject):
    """The village, its operator, the line of entries to be saved, and the two processes."""

    saved = Signal(object)  # datetime, local
    save_failed = Signal(str)
    fault = Signal(object)  # an exception to log and show once
    values_changed = Signal()  # of the village: prices, policy pack, defaults of its houses

    def __init__(
        self,
        village: "VillageFile",
        jobs: Jobs,
        live: Process,
        long: Process,
        operator: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.village = village
        self.jobs = jobs
        self.pictures = Jobs(self)  # photos are decoded beside the line of entries
        self.live = live
        self.long = long
        self.operator = operator
        self.password: str | None = None
        self.weather: Path | None = None  # None for the bundled year
        self.rules = SurveyRules(VillageValues(), {})
        self._note = ("", "")
        self._noting = False
        self._unsaved: deque[Entry] = deque()
        self._writing = False

    @property
    def unsaved(self) -> int:
        """Return how many entries have not reached the file."""
        return len(self._unsaved)

    def commit(self, dwelling_id: str, edits: Sequence[Edit], label: str) -> None:
        """Send the edits of one action to the file, after all earlier ones."""
        self._unsaved.append(Entry(dwelling_id, tuple(edits), label))
        self.write_on()

    def write_on(self) -> None:
        """Write the next unsaved entry; after a failure this tries again."""
        if self._writing or not self._unsaved:
            return
        self._writing = True
        entry = self._unsaved[0]
        self.jobs.run(
            lambda: self.village.commit(
                entry.dwelling_id, entry.edits, operator=self.operator, label=entry.label
            ),
            on_done=lambda _batch: self._written(),
            on_failed=self._not_written,
        )

    def _written(self) -> None:
        self._writing = False
        self._unsaved.popleft()
        self.saved.emit(datetime.now())
        self.write_on()

    def _not_written(self, error: Exception) -> None:
        self._writing = False
        if isinstance(error, AppError):
            self.save_failed.emit(str(error))
        else:
            self.save_failed.emit(_("The entry could not be saved: {reason}").format(reason=error))
            self.fault.emit(error)

    def read(
        self,
        work: "Callable[[VillageFile], Any]",
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the village file, after everything that is on its way to it."""
        self.jobs.run(
            lambda: work(self.village), on_done=on_done, on_failed=on_failed or self.fault.emit
        )

    def write(
        self,
        work: "Callable[[VillageFile], Any]",
        on_done: Callable[[Any], None],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Like :meth:`read`, for work that writes; tells the saved time when it is done."""

        def done(outcome: Any) -> None:
            self.saved.emit(datetime.now())
            on_done(outcome)

        self.jobs.run(
            lambda: work(self.village), on_done=done, on_failed=on_failed or self.fault.emit
        )

    def take_climate(self, village: VillageValues, weather: Path | None) -> None:
        """Go on with other values of the village and another weather file."""
        self.weather = weather
        self.rules = replace(self.rules, village=village)

    def read_rules(self) -> None:
        """Read the village values anew, which others may have changed; results follow."""

        def done(rules: SurveyRules) -> None:
            self.rules = rules
            self.values_changed.emit()

        self.read(lambda village: rules_of(village.village_values()), done)

    def commit_village(
        self,
        edits: Sequence[Edit],
        label: str,
        on_done: Callable[[], None] | None = None,
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Write village values as one action; what follows from them is calculated anew."""
        said = tuple(edits)

        def work(village: "VillageFile") -> SurveyRules:
            village.commit_village(said, operator=self.operator, label=label)
            return rules_of(village.village_values())

        def done(rules: SurveyRules) -> None:
            self.rules = rules
            self.values_changed.emit()
            if on_done is not None:
                on_done()

        self.write(work, done, on_failed)

    def undo_village(
        self,
        on_done: Callable[[str | None], None],
        on_failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Take back the newest action on village values; ``on_done`` gets its name or None."""

        def work(village: "VillageFile") -> tuple[str | None, SurveyRules]:
            batch = village.undo(village.id, self.operator)
            label = batch.label if batch is not None else None
            return label, rules_of(village.village_values())

        def done(found: tuple[str | None, SurveyRules]) -> None:
            label, self.rules = found
            self.values_changed.emit()
            on_done(label)

        self.write(work, done, on_failed)

    def remember(self, key: str, value: str) -> None:
        """Keep a small note in the village (place of the cursor); the newest one wins."""
        self._note = (key, value)
        if not self._noting and not self.village.read_only:
            self._keep_note()

    def _keep_note(self) -> None:
        key, value = self._note
        self._noting = True

        def kept(_outcome: object) -> None:  # a full disk is told by the next entry
            self._noting = False
            if self._note != (key, value) and not isinstance(_outcome, Exception):
                self._keep_note()

        self.jobs.run(lambda: self.village.remember(key, value), on_done=kept, on_failed=kept)

    def keep_results(self, kept: "Sequence[Kept]") -> None:
        """Write results that a process has calculated."""
        if not kept or self.village.read_only:
            return

        def work(village: "VillageFile") -> None:
            for one in kept:
                village.save_result(one.dwelling_id, one.kind, one.payload, one.hashes, one.summary)

        self.read(work, lambda _nothing: None)

    def save_elsewhere(
        self,
        folder: Path,
        on_done: Callable[[Elsewhere], None],
        on_failed: Callable[[Exception], None],
    ) -> None:
        """Copy the village into a folder on another disk, with the entries still unsaved.

        They stay unsaved here: when there is room again they are written here too.
        """
        waiting = tuple(self._unsaved)
        self.read(
            lambda village: copy_with(village, folder, waiting, self.operator, self.password),
            on_done,
            on_failed,
        )

    def drain(self) -> None:
        """Wait until the entries are in the file, or the file has refused one."""
        self.write_on()
        while self._writing:
            self.jobs.wait()

    def close(self) -> None:
        """Wait for what is being written, then close the file and end the processes."""
        self.drain()
        self.live.close()
        self.long.close()
        self.pictures.finish()
        self.jobs.run(self.village.close, on_done=lambda _n: None, on_failed=self.fault.emit)
        self.jobs.wait()
