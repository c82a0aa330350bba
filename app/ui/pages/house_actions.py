"""What the list of houses does beside showing: correct, delete, withdraw, print, write tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.errors import AppError
from app.i18n import gettext as _
from app.i18n import language
from app.model.change import Edit
from app.model.survey import spec, value_of
from app.model.value import BLANK, Provenance, Value, known
from app.ui.pages import sheet
from app.ui.sheet_batch import SheetBatch
from app.ui.texts import short_label
from app.ui.widgets.house_bar import HouseBar
from app.ui.widgets.house_card import FIELDS, HouseCard

if TYPE_CHECKING:
    from app.ui.pages.households import HouseholdsPage

TABLE_JOB = "app.services.longjobs:table_of"
_NAMED = 3  # refused houses that the sentence names


class HouseActions:
    """Works on the chosen houses; every correction is a step that Ctrl+Z takes back."""

    def __init__(self, page: "HouseholdsPage") -> None:
        self._page = page
        self.batch = SheetBatch(page)
        self.bar, self.card = HouseBar(self.batch), HouseCard()
        self.card.hide()
        bar, card = self.bar, self.card
        bar.correct_wanted.connect(self.correct)
        bar.sheets_wanted.connect(self._choose_folder)
        bar.printing_wanted.connect(self._choose_printer)
        bar.table_wanted.connect(self._choose_file)
        bar.removal_wanted.connect(self.ask_removal)
        self.batch.ended.connect(self._sheets_ended)
        card.corrected.connect(self._correct_field)
        card.renumbered.connect(self._renumber)
        card.moved.connect(self._move)
        card.dwelling_wanted.connect(self._add_dwelling)
        card.removal_wanted.connect(self.ask_removal)
        card.withdrawal_wanted.connect(self._ask_withdrawal)
        card.closed.connect(self.close_card)
        page.view.selectionModel().selectionChanged.connect(lambda *_rows: self._follow())

    # ---- the card

    def correct(self) -> None:
        """Show what the register says of the chosen house, to be corrected."""
        if self._page.chosen_ids():
            self.card.show()
            self._page.columns.fit()
            self.show_chosen(take_focus=True)

    def close_card(self) -> None:
        """Close the card and go back to the list."""
        self.card.commit_all()
        self.card.hide()
        self._page.columns.fit()
        self._page.view.setFocus()

    def _follow(self) -> None:
        if not self.card.isHidden():
            self.card.commit_all()
            self.show_chosen()

    def show_chosen(self, *, take_focus: bool = False) -> None:
        """Read the chosen house into the card, if it is open."""
        session, rows = self._page.frame.session, self._page.chosen_rows()
        if self.card.isHidden() or session is None or not rows:
            return
        row = rows[0]

        def done(survey: Any) -> None:
            home = str(value_of(survey, "A01").value or "")
            self.card.show_house(
                row.dwelling_id,
                home,
                {field: value_of(survey, field) for field in FIELDS},
                read_only=session.village.read_only,
                withdrawn="withdrawn" in row.flags,
            )
            if take_focus:
                self.card.start()

        session.read(lambda village: village.survey(row.dwelling_id), done, self._failed)

    def _correct_field(self, field: str, value: Any) -> None:
        said: Value[Any] = BLANK if value is None else known(value, Provenance.TOLD)
        self._correct((Edit(field, said),), "", short_label(spec(field).label.get(language())))

    def _renumber(self, code: str) -> None:
        if code:
            self._correct((), code, _("House no."))

    def _correct(self, edits: tuple[Edit, ...], code: str, label: str) -> None:
        dwelling = self.card.dwelling_id
        self._write(
            lambda village, operator: village.correct(
                dwelling, edits, code=code, operator=operator, label=label
            )
        )

    def _move(self, code: str) -> None:
        dwelling = self.card.dwelling_id
        label = _("Moved to house no. {code}").format(code=code)
        self._write(
            lambda village, operator: village.move_dwelling(
                dwelling, code, operator=operator, label=label
            ),
            label,
        )

    def _add_dwelling(self) -> None:
        household = self._page.chosen_rows()[0].household_id
        self._write(
            lambda village, operator: village.add_dwelling(household, operator),
            _("A dwelling was added to this family."),
        )

    # ---- deleting

    def ask_removal(self) -> None:
        """Ask whether the chosen houses are to be deleted."""
        session, rows = self._page.frame.session, self._page.chosen_rows()
        if session is None or session.village.read_only or not rows:
            return
        names = f"{rows[0].code} {rows[0].head_name}".strip()
        question = (
            _("Delete {house} with its survey?").format(house=names)
            if len(rows) == 1
            else _("Delete {n} houses with their surveys?").format(n=len(rows))
        )
        question += " " + _("Ctrl+Z brings everything back.")
        self.bar.ask(question, _("Delete"), lambda: self._remove([r.dwelling_id for r in rows]))

    def _remove(self, ids: list[str]) -> None:
        label = _("Houses deleted: {n}").format(n=len(ids))
        self.card.hide()
        self._write(
            lambda village, operator: village.remove_dwellings(ids, operator=operator, label=label),
            label,
        )

    def _ask_withdrawal(self) -> None:
        row = self._page.chosen_rows()[0]
        self.bar.ask(
            _(
                "Destroy name, ID number, phone, address and photos of {house} for good? The "
                "house still counts. This cannot be undone."
            ).format(house=row.code),
            _("Destroy"),
            lambda: self._withdraw(row.household_id),
        )

    def _withdraw(self, household: str) -> None:
        self._write(
            lambda village, operator: village.withdraw(household, operator),
            _("The personal data of the household are destroyed."),
        )

    # ---- writing

    def step(self, *, back: bool) -> None:
        """Undo or redo the newest correction of the register."""
        from app.store.houses import SCOPE  # the store is heavy; the window comes first

        session = self._page.frame.session
        if session is None or session.village.read_only:
            return

        def work(village: Any) -> Any:
            return (village.undo if back else village.redo)(SCOPE, session.operator)

        def done(batch: Any) -> None:
            if batch is None:
                nothing = _("There is nothing to undo in this list.")
                self._page.frame.notice(nothing if back else _("There is nothing to redo."))
                return
            said = _("Undone: {what}") if back else _("Done again: {what}")
            self._changed(said.format(what=batch.label))

        session.drain()
        session.write(work, done, self._failed)

    def _write(self, work: Any, sentence: str = "") -> None:
        """Write one correction; the list and whatever shows the house are read again."""
        session = self._page.frame.session
        if session is None or session.village.read_only:
            return
        operator = session.operator
        session.drain()
        session.write(
            lambda village: work(village, operator),
            lambda _done: self._changed(sentence),
            self._failed,
        )

    def _changed(self, sentence: str) -> None:
        frame = self._page.frame
        if sentence:
            frame.notice(sentence)
        frame.forget_house()
        self._page.reload()

    def _failed(self, error: Exception) -> None:
        session = self._page.frame.session
        if not isinstance(error, AppError):
            if session is not None:
                session.fault.emit(error)
        elif self.card.isHidden():
            self._page.frame.notice(str(error), lasting=True)
        else:
            self.card.show_problem(str(error))

    # ---- papers and tables

    def _choose_folder(self) -> None:
        session = self._page.frame.session
        if session is None:
            return
        start = str(session.village.folder / "sheets")
        folder = QFileDialog.getExistingDirectory(self._page, _("Folder for the sheets"), start)
        if folder:
            self.make_sheets(Path(folder))

    def _choose_printer(self) -> None:
        printer = sheet.asked_printer(self._page) if self._page.frame.session else None
        if printer is not None:
            self.print_sheets(printer)

    def make_sheets(self, folder: Path) -> None:
        """Make the sheet of every chosen house in a folder."""
        self._start_batch(folder=folder)

    def print_sheets(self, printer: Any) -> None:
        """Print the sheet of every chosen house, one after the other."""
        self._start_batch(printer=printer)

    def _start_batch(self, **target: Any) -> None:
        session = self._page.frame.session
        if session is not None:
            houses = [(row.dwelling_id, row.code) for row in self._page.chosen_rows()]
            self.batch.start(session, houses, **target)

    def _sheets_ended(self) -> None:
        batch = self.batch
        made = len(batch.made)
        sentence = _("Sheets made: {n}, in {folder}.").format(n=made, folder=batch.folder)
        if batch.printer is not None:
            sentence = _("Sheets sent to the printer: {n}.").format(n=made)
        if batch.refused:
            named = "; ".join(f"{code}: {why}" for code, why in batch.refused[:_NAMED])
            sentence += " " + _("Not made: {n}. {named}").format(n=len(batch.refused), named=named)
        folder, printed = batch.folder, batch.printer is not None
        action = None if printed else (_("Open the folder"), lambda: _open(folder))
        self._page.frame.notice(sentence, lasting=True, action=action)
        self._page.reload()

    def _choose_file(self) -> None:
        path, kind = QFileDialog.getSaveFileName(
            self._page, _("As a table …"), _("Houses") + ".xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        if path:
            ending = ".csv" if "csv" in kind else ".xlsx"
            self.write_table(Path(path) if Path(path).suffix else Path(path + ending))

    def write_table(self, target: Path) -> None:
        """Write the chosen houses into a table."""
        session = self._page.frame.session
        if session is None:
            return

        def done(rows: int) -> None:
            self._page.frame.notice(
                _("Houses written: {n}, to {path}.").format(n=rows, path=target), lasting=True
            )

        session.drain()
        session.long.ask(
            TABLE_JOB,
            session.village.path,
            session.password,
            frozenset(self._page.chosen_ids()),
            target,
            session.weather,
            language(),
            on_done=done,
            on_failed=self._failed,
            on_progress=lambda _share: None,
        )

    # ---- the page

    def leave(self) -> None:
        """Report what is written: another page comes to the front."""
        if not self.card.isHidden():
            self.card.commit_all()
        self.bar.ask_nothing()

    def dropped(self) -> None:
        """Let go of everything of the village."""
        self.card.hide()
        self.bar.ask_nothing()
        self.batch.forget()
        self.bar.show_batch()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        self.bar.retranslate()
        self.card.retranslate()


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
