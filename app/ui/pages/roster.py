"""The roster wizard (S04): choose a file, match its columns, check its rows, take them in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.services.roster_columns import Sheet, understood
from app.ui.pages.base import Frame, Key, Page, button, label, restyle
from app.ui.widgets.house_table import local_time
from app.ui.widgets.roster_check import CheckStep
from app.ui.widgets.roster_steps import ChooseStep, ColumnsStep, ResultStep

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.roster import Checked, Taken
    from app.ui.session import Session

READ = "app.services.roster:read_roster"
CHECK = "app.services.roster:check_roster"
CHOOSE, COLUMNS, ROWS, RESULT = range(4)


class RosterPage(Page):
    """Four steps; nothing reaches the village before the third is confirmed."""

    key = "roster"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Import a roster"))
        self._sheet: Sheet | None = None
        self._path = Path()
        self._remembered: dict[str, str] = {}
        self._fixes: dict[tuple[int, str], str] = {}
        self._skipped: set[int] = set()
        self._checked: Checked | None = None
        self._job = 0
        self._asked = 0  # answers to an earlier question are passed over
        self._busy = False  # the file is being written
        self._session: Session | None = None
        self._build_head()
        self.problem = label("hard", wrap=True)
        self.body.addWidget(self.problem)
        self.choose, self.columns = ChooseStep(), ColumnsStep()
        self.check, self.result = CheckStep(), ResultStep()
        self.steps = QStackedWidget()
        for step in (self.choose, self.columns, self.check, self.result):
            self.steps.addWidget(step)
        self.body.addWidget(self.steps, 1)
        self._build_foot()
        self._connect()
        self.setAcceptDrops(True)
        self.say(lambda _text: self._show(), str)

    def _build_head(self) -> None:
        self._names: list[QLabel] = []
        self.head.addSpacing(12)
        texts: tuple[Callable[[], str], ...] = (
            lambda: _("1 Choose a file"),
            lambda: _("2 Match columns"),
            lambda: _("3 Check"),
            lambda: _("4 Result"),
        )
        for text in texts:
            name = label("quiet")
            self.say(name.setText, text)
            self._names.append(name)
            self.head.addWidget(name)
        self.head.addStretch(1)

    def _build_foot(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.back, self.next, self.stop_button = button(), button("primary"), button()
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setFixedWidth(160)
        self.words = label("label")
        self.say(self.back.setText, lambda: _("Back (Alt+←)"))
        self.say(self.stop_button.setText, lambda: _("Stop"))
        foot.addWidget(self.back)
        foot.addWidget(self.progress)
        foot.addWidget(self.stop_button)
        foot.addStretch(1)
        foot.addWidget(self.words)
        foot.addWidget(self.next)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.choose.chosen.connect(self.read)
        self.choose.undo_wanted.connect(self.undo)
        self.columns.meant.connect(self._mean)
        self.columns.sheet_wanted.connect(lambda name: self.read(self._path, name))
        self.columns.head_wanted.connect(self._move_heads)
        self.columns.left_end.connect(self.next.setFocus)
        self.check.fixed.connect(self._fix)
        self.check.left_out.connect(self._leave_out)
        self.check.rest_left_out.connect(self._leave_rest_out)
        self.check.finished.connect(self.next.setFocus)
        self.result.undo_wanted.connect(self.undo)
        self.result.again_wanted.connect(self.begin)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.stop_button.clicked.connect(self.stop)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, work in (
            ("Ctrl+Return", self.go_on),
            ("Alt+Left", self.go_back),
            ("Ctrl+Z", self._undo_here),
            ("Ctrl+Delete", self._toggle_row),
        ):
            QShortcut(QKeySequence(keys), self, work, context=context)
        for press in (self.back, self.next, self.stop_button, self.choose.browse):
            press.setAutoDefault(True)  # Enter presses the button under the cursor

    # ---- what is shown

    def keys(self) -> list[Key]:
        step = self.steps.currentIndex()
        keys = {
            CHOOSE: [("Ctrl+O", _("choose a file"))],
            COLUMNS: [("Enter", _("next column")), ("1–9", _("what it is"))],
            ROWS: [("Enter", _("next wrong row")), ("Ctrl+Delete", _("leave out"))],
            RESULT: [("Ctrl+Z", _("undo"))],
        }[step]
        return [*keys, ("Ctrl+Enter", _("next step")), ("Alt+←", _("back"))]

    def shown(self) -> None:
        if self.frame.session is not self._session:
            self._session = self.frame.session
            self.begin()
        elif self.steps.currentIndex() == CHOOSE:
            self._show_last()
        self._show()
        self._take_focus()

    def begin(self) -> None:
        """Start with the first step."""
        self._sheet, self._checked = None, None
        self._fixes, self._skipped = {}, set()
        self._job, self._busy = 0, False
        self.problem.setText("")
        self.choose.path.show_text("")
        self._show_last()
        self._open_step(CHOOSE)

    def _show_last(self) -> None:
        def show(batch: Any) -> None:
            self.choose.show_last(batch, local_time(batch.at) if batch is not None else "")

        if self.frame.session is not None:
            self.frame.session.read(lambda village: village.last_roster(), show)

    def _open_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self._show()
        self.frame.show_keys()
        self._take_focus()

    def _take_focus(self) -> None:
        step = self.steps.currentIndex()
        if step == RESULT:
            self.next.setFocus()
        else:
            (self.choose, self.columns, self.check)[step].take_focus()

    def _show(self) -> None:
        step = self.steps.currentIndex()
        for place, name in enumerate(self._names):
            restyle(name, "role", "heading" if place == step else "quiet")
        working = bool(self._job) or self._busy
        self.progress.setVisible(working)
        self.stop_button.setVisible(bool(self._job))
        self.back.setVisible(step in (COLUMNS, ROWS))
        self.back.setEnabled(not self._busy)
        self.problem.setVisible(bool(self.problem.text()))
        self.next.setText(
            (
                _("Read the file"),
                _("Check the rows (Ctrl+Enter)"),
                _("Take them in (Ctrl+Enter)"),
                _("Go to the houses"),
            )[step]
        )
        self.next.setVisible(step != CHOOSE)
        self.next.setEnabled(not self._busy and (step != ROWS or self._may_take()))
        self.words.setText(self._step_words(step))

    def _step_words(self, step: int) -> str:
        if step == COLUMNS and self._sheet is not None and "A02" not in self._sheet.meanings:
            return _("Say which column is the head of household.")
        found = self._checked
        if step == ROWS and found is not None:
            return _("{new} new, {update} updated, {same} unchanged, {skip} left out").format(
                new=found.count("new"),
                update=found.count("update"),
                same=found.count("same"),
                skip=found.count("skip"),
            )
        return ""

    def _may_take(self) -> bool:
        found = self._checked
        return found is not None and not found.count("fault") and not self._job

    def retranslate(self) -> None:
        super().retranslate()
        for step in (self.choose, self.columns, self.check, self.result):
            step.retranslate()
        self._show()

    def dropped(self) -> None:
        """Let go of a roster read for the village that is closed: it is full of names."""
        self._asked += 1
        self._session = None
        self._sheet, self._checked, self._job, self._busy = None, None, 0, False
        self._fixes, self._skipped = {}, set()
        for step in (self.columns, self.check, self.result):
            step.forget()
        self.problem.setText("")
        self.choose.path.show_text("")
        self.steps.setCurrentIndex(CHOOSE)

    # ---- steps

    def go_on(self) -> None:
        """Do what leads to the next step."""
        step = self.steps.currentIndex()
        if self._busy or self.frame.session is None:
            return
        if step == COLUMNS:
            self._start_check()
        elif step == ROWS and self._may_take():
            self._take()
        elif step == RESULT:
            self.frame.open_page("households")

    def go_back(self) -> None:
        """Go to the step before; corrections stay."""
        step = self.steps.currentIndex()
        if step in (COLUMNS, ROWS) and not self._busy:
            self.stop()
            self.problem.setText("")
            self._open_step(step - 1)

    def stop(self) -> None:
        """End the work under way."""
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)

    def read(self, path: Path, sheet: str = "") -> None:
        """Read a file in the process for long work and show its columns."""
        session = self.frame.session
        if session is None or self._busy:
            return
        if session.village.read_only:
            self._fail(AppError(session.village.read_only_reason))
            return
        self.stop()
        self._path = path
        self.problem.setText("")

        def ask(remembered: dict[str, str]) -> None:
            self._remembered = remembered
            self._ask(READ, self._show_sheet, path, sheet, remembered)

        session.read(_remembered, ask)

    def _ask(self, job: str, done: Callable[[Any], None], *arguments: Any) -> None:
        session = self.frame.session
        if session is None:
            return
        self.progress.setValue(0)
        self._asked += 1
        asked = self._asked

        def finished(outcome: Any) -> None:
            if asked == self._asked:
                self._job = 0
                done(outcome)

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._failed(error)

        self._job = session.long.ask(
            job,
            *arguments,
            on_progress=lambda share: self.progress.setValue(round(share * 100)),
            on_done=finished,
            on_failed=failed,
        )
        self._show()

    def _failed(self, error: Exception) -> None:
        self._job, self._busy = 0, False
        if not isinstance(error, Cancelled):
            self._fail(error)
        self._show()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.problem.setText(f"× {error}")
        elif self.frame.session is not None:
            self.problem.setText(_("The program met a fault. Nothing was taken."))
            self.frame.session.fault.emit(error)
        self._show()

    def _show_sheet(self, sheet: Sheet) -> None:
        self._fixes, self._skipped, self._checked = {}, set(), None
        self._take_sheet(sheet)
        self._open_step(COLUMNS)

    def _take_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.columns.show_sheet(sheet)
        self._show()

    def _mean(self, meanings: tuple[str, ...]) -> None:
        if self._sheet is not None:
            self._sheet = replace(self._sheet, meanings=meanings)
            self._fixes = {}  # they were about other columns
            self._show()

    def _move_heads(self, row: int) -> None:
        session, sheet = self.frame.session, self._sheet
        if session is None or sheet is None:
            return
        self._fixes, self._skipped = {}, set()
        grid, remembered = sheet.grid, self._remembered
        session.read(lambda _village: understood(grid, remembered, row), self._take_sheet)

    def _start_check(self) -> None:
        if self._sheet is None or "A02" not in self._sheet.meanings:
            self.columns.take_focus()
            return
        self._check(first=True)

    def _check(self, *, first: bool) -> None:
        session = self.frame.session
        if session is None or self._sheet is None:
            return
        self.stop()
        self.problem.setText("")

        def done(found: "Checked") -> None:
            self._checked = found
            self._show()
            if first:
                self._open_step(ROWS)
            self.check.show_checked(found, first=first)

        self._ask(
            CHECK,
            done,
            session.village.path,
            session.password,
            self._sheet,
            dict(self._fixes),
            frozenset(self._skipped),
            date.today(),
        )

    def _fix(self, number: int, key: str, text: str) -> None:
        self._fixes[number, key] = text
        self._check(first=False)

    def _leave_out(self, number: int, out: bool) -> None:
        (self._skipped.add if out else self._skipped.discard)(number)
        self._check(first=False)

    def _leave_rest_out(self) -> None:
        if self._checked is not None:
            self._skipped |= {row.number for row in self._checked.rows if row.outcome == "fault"}
            self._check(first=False)

    def _toggle_row(self) -> None:
        if self.steps.currentIndex() == ROWS:
            self.check.toggle_row()

    def _take(self) -> None:
        session, found, sheet = self.frame.session, self._checked, self._sheet
        if session is None or found is None:
            return
        operator, name = session.operator, self._path.name

        def work(village: Any) -> "Taken":
            from app.services.roster import take  # needs the store, which a village has loaded

            return take(village, found, operator, name, sheet)

        self._busy = True
        self.progress.setValue(50)
        self._show()
        session.write(work, self._taken, self._failed)

    def _taken(self, taken: "Taken") -> None:
        self._busy = False
        self.frame.forget_house()  # its answers may have changed
        self.result.show_taken(taken)
        self._open_step(RESULT)

    # ---- undo

    def _undo_here(self) -> None:
        if self.steps.currentIndex() in (CHOOSE, RESULT):
            self.undo()

    def undo(self) -> None:
        """Undo the newest import as a whole; houses worked on since stay."""
        session = self.frame.session
        if session is None or session.village.read_only or self._busy:
            return
        self._busy = True
        operator = session.operator

        session.write(lambda village: village.undo_roster(operator), self._undone, self._failed)

    def _undone(self, undone: Any) -> None:
        self.frame.forget_house()
        self.begin()
        if undone is None:
            self.frame.notice(_("There is no import to undo."))
        else:
            self.frame.notice(
                _(
                    "Undone: {label}. Houses that somebody has worked on since stay as they are."
                ).format(label=undone.label)
            )

    # ---- files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.choose.path.show_text(str(paths[0]))
            self.read(paths[0])


def _remembered(village: Any) -> dict[str, str]:
    from app.services.roster import remembered  # needs the store, which a village has loaded

    return remembered(village)
