"""Below the list of houses: how many are shown, what can be done with the chosen ones."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.i18n import gettext as _
from app.ui.pages.base import button, label
from app.ui.sheet_batch import SheetBatch
from app.ui.speech import Speaker


class HouseBar(QWidget, Speaker):
    """Counts and actions; a question or a batch under way takes their place."""

    correct_wanted = Signal()
    sheets_wanted = Signal()
    printing_wanted = Signal()
    table_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, batch: SheetBatch) -> None:
        super().__init__()
        self._batch = batch
        self._yes: Callable[[], None] = lambda: None
        self._chosen, self._read_only = 0, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.count, self.words = label("small"), label("label", wrap=True)
        row.addWidget(self.count)
        row.addWidget(self.words, 1)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        row.addWidget(self.progress)
        self.stop, self.go_on, self.yes, self.no = button(), button("primary"), button(), button()
        self.correct, self.sheets, self.print = button(), button(), button()
        self.table, self.remove = button(), button()
        for made in (self.stop, self.go_on, self.yes, self.no):
            row.addWidget(made)
        row.addStretch(0)
        for made in (self.correct, self.sheets, self.print, self.table, self.remove):
            row.addWidget(made)
        self.say(self.stop.setText, lambda: _("Stop"))
        self.say(self.no.setText, lambda: _("Leave it"))
        self.say(self.correct.setText, lambda: _("Correct (F2)"))
        self.say(self.sheets.setText, lambda: _("Sheets as PDF …"))
        self.say(self.print.setText, lambda: _("Print sheets …"))
        self.say(self.table.setText, lambda: _("As a table …"))
        self.say(self.remove.setText, lambda: _("Delete (Del)"))
        for made, work in (
            (self.stop, batch.stop),
            (self.go_on, batch.go_on),
            (self.yes, self._answer),
            (self.no, self.ask_nothing),
            (self.correct, self.correct_wanted.emit),
            (self.sheets, self.sheets_wanted.emit),
            (self.print, self.printing_wanted.emit),
            (self.table, self.table_wanted.emit),
            (self.remove, self.removal_wanted.emit),
        ):
            made.clicked.connect(lambda _checked=False, work=work: work())
        batch.changed.connect(self.show_batch)
        self._asking = False
        self._arrange()

    def show_counts(self, text: str, chosen: int, *, read_only: bool) -> None:
        """Show how many houses there are and that so many are chosen."""
        self.count.setText(text)
        self._chosen, self._read_only = chosen, read_only
        self._arrange()

    def ask(self, sentence: str, yes: str, action: Callable[[], None]) -> None:
        """Ask before something is done; the cursor goes to the answer that does nothing."""
        self._asking, self._yes = True, action
        self.words.setText(sentence)
        self.yes.setText(yes)
        self._arrange()
        self.no.setFocus()

    def ask_nothing(self) -> None:
        """Take the question away."""
        self._asking = False
        self._arrange()

    def _answer(self) -> None:
        self.ask_nothing()
        self._yes()

    def show_batch(self) -> None:
        """Show how far the sheets are."""
        batch = self._batch
        self.progress.setRange(0, max(batch.total, 1))
        self.progress.setValue(batch.done)
        self.progress.setFormat(f"{batch.done} / {batch.total}")
        self.go_on.setText(_("Go on, left: {n}").format(n=len(batch.waiting)))
        self._arrange()

    def _arrange(self) -> None:
        batch = self._batch
        printing, waiting = batch.running, bool(batch.waiting)
        self.words.setVisible(self._asking)
        self.count.setVisible(not self._asking)
        for made in (self.yes, self.no):
            made.setVisible(self._asking)
        self.progress.setVisible(waiting and not self._asking)
        self.stop.setVisible(printing and not self._asking)
        self.go_on.setVisible(waiting and not printing and not self._asking)
        some, one = self._chosen > 0, self._chosen == 1
        for made, possible in (
            (self.correct, one),
            (self.sheets, some and not waiting),
            (self.print, some and not waiting),
            (self.table, some),
            (self.remove, some and not self._read_only),
        ):
            made.setVisible(not self._asking)
            made.setEnabled(possible)

    def retranslate(self) -> None:
        super().retranslate()
        self.show_batch()
