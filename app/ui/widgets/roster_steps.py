"""The steps of the roster wizard that need no table: choose, match columns, result."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.services.roster_columns import IGNORE, TARGETS, Sheet
from app.ui.pages.base import button, card, label
from app.ui.speech import Speaker
from app.ui.widgets.choices import ChoiceList, Item
from app.ui.widgets.editors import LineBox

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.model.change import Batch
    from app.services.roster import Taken

_SAMPLES = 3
_KINDS = "*.xlsx *.xlsm *.xls *.csv *.txt *.tsv *.et"


class QuietSpin(QSpinBox):
    """A number that the wheel does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class QuietCombo(QComboBox):
    """A list that the wheel does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChooseStep(QWidget, Speaker):
    """Which file; and what the last import was, to be undone."""

    chosen = Signal(object)  # Path
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        words = label("quiet", wrap=True)
        self.say(
            words.setText,
            lambda: _(
                "Excel (.xlsx, .xls) or CSV. One row for each household: name, ID number, phone, "
                "group and door; other columns are passed over, and so are titles above the "
                "heads. Nothing is taken before you say so, and one step undoes it all."
            ),
        )
        line = QHBoxLayout()
        self.path = LineBox()
        self.say(self.path.setAccessibleName, lambda: _("Roster file"))
        self.say(
            self.path.setPlaceholderText,
            lambda: _("Path of the file; or drop the file here"),
        )
        self.path.left.connect(lambda step: self._read() if step > 0 else None)
        self.browse = button("primary")
        self.say(self.browse.setText, lambda: _("Choose a file … (Ctrl+O)"))
        self.browse.setShortcut("Ctrl+O")
        self.browse.clicked.connect(self._browse)
        line.addWidget(self.browse)
        line.addWidget(self.path, 1)
        inside.addWidget(words)
        inside.addLayout(line)
        box.addWidget(frame)
        self._last_card, last = card()
        self.last = label("label", wrap=True)
        self.undo = button()
        self.say(self.undo.setText, lambda: _("Undo this import (Ctrl+Z)"))
        self.undo.clicked.connect(self.undo_wanted.emit)
        last.addWidget(self.last)
        last.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._last_card)
        box.addStretch(1)
        self.show_last(None, "")

    def show_last(self, batch: "Batch | None", at: str) -> None:
        """Show the import that can be undone."""
        self._last_card.setVisible(batch is not None)
        if batch is not None:
            self.last.setText(
                _("Last import: {label}, {at}, {operator}").format(
                    label=batch.label, at=at, operator=batch.operator
                )
            )

    def take_focus(self) -> None:
        """Go to the button that opens the file dialog."""
        self.browse.setFocus()

    def _browse(self) -> None:
        word = _("Rosters")
        kinds = f"{word} ({_KINDS})"
        path, _kind = QFileDialog.getOpenFileName(self, _("Roster file"), self.path.text(), kinds)
        if path:
            self.path.setText(path)
            self.chosen.emit(Path(path))

    def _read(self) -> None:
        text = self.path.text().strip().strip('"')
        if text:
            self.chosen.emit(Path(text))
        else:
            self.browse.setFocus()


class ColumnsStep(QWidget, Speaker):
    """One line for each column of the file: head, first values, what it is."""

    meant = Signal(object)  # tuple of meanings
    sheet_wanted = Signal(str)
    head_wanted = Signal(int)
    left_end = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.how = label("label")
        self._sheet_words, self._head_words = label("label"), label("label")
        self.sheet, self.head = QuietCombo(), QuietSpin()
        self.sheet.setMinimumWidth(140)
        self.head.setRange(0, 999)
        self.head.setKeyboardTracking(False)
        self.head.setMinimumWidth(64)
        self.say(self._sheet_words.setText, lambda: _("Worksheet"))
        self.say(self._head_words.setText, lambda: _("Heads in row (0: none)"))
        self.say(self.sheet.setAccessibleName, lambda: _("Worksheet"))
        self.say(self.head.setAccessibleName, lambda: _("Heads in row (0: none)"))
        self.sheet.activated.connect(lambda _n: self.sheet_wanted.emit(self.sheet.currentText()))
        self.head.valueChanged.connect(self.head_wanted.emit)
        top.addWidget(self.how)
        top.addStretch(1)
        for widget in (self._sheet_words, self.sheet, self._head_words, self.head):
            top.addWidget(widget)
        box.addLayout(top)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.addWidget(self.area, 1)
        self.lists: list[ChoiceList] = []
        self._shown: Sheet | None = None

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the columns of a roster."""
        self._shown = sheet
        grid = sheet.grid
        self.how.setText(
            _("{name} ({how}), {n} rows").format(name=grid.name, how=grid.how, n=len(sheet.rows))
        )
        for widget in (self._sheet_words, self.sheet):
            widget.setVisible(len(grid.sheets) > 1)
        self.sheet.clear()
        self.sheet.addItems(grid.sheets)
        self.sheet.setCurrentText(grid.sheet)
        self.head.blockSignals(True)
        self.head.setValue(sheet.heads.row)
        self.head.blockSignals(False)
        self._build(sheet)

    def forget(self) -> None:
        """Show nothing of any file."""
        self._shown, self.lists = None, []
        self.area.setWidget(QWidget())
        self.how.setText("")
        self.sheet.clear()

    def _build(self, sheet: Sheet) -> None:
        inner = QWidget()
        lines = QGridLayout(inner)
        lines.setContentsMargins(8, 4, 8, 4)
        lines.setHorizontalSpacing(12)
        lines.setVerticalSpacing(4)
        for place, text in enumerate((_("Column"), _("First values"), _("What it is"))):
            head = label("small")
            head.setText(text)
            lines.addWidget(head, 0, place)
        self.lists = []
        for place, meaning in enumerate(sheet.meanings):
            self._add_line(lines, sheet, place, meaning)
        lines.setRowStretch(len(sheet.meanings) + 1, 1)
        lines.setColumnStretch(1, 1)
        self.area.setWidget(inner)

    def _add_line(self, lines: QGridLayout, sheet: Sheet, place: int, meaning: str) -> None:
        name, values, choice = label("label"), label("quiet"), ChoiceList(_meanings())
        head = sheet.heads.texts[place]
        title = f"{_letters(place)}  {head}".strip()
        name.setText(title if len(title) <= 20 else title[:19] + "…")
        name.setToolTip(title)
        filled = [row[1][place] for row in sheet.rows if row[1][place]][:_SAMPLES]
        shown = "  ·  ".join(text if len(text) <= 20 else text[:19] + "…" for text in filled)
        values.setText(shown or "—")
        values.setMinimumWidth(10)
        choice.setFixedWidth(250)
        choice.show_codes((meaning,))
        choice.setAccessibleName(title)
        choice.committed.connect(lambda _code: self._pick(place))
        choice.left.connect(lambda step: self._go(place + step))
        choice.entered.connect(lambda: self.area.ensureWidgetVisible(choice, 0, 40))
        self.lists.append(choice)
        for column, widget in enumerate((name, values, choice)):
            lines.addWidget(widget, place + 1, column)

    def _pick(self, place: int) -> None:
        """A meaning belongs to one column: the other that had it is passed over now."""
        code = self.lists[place].currentData()
        for other, choice in enumerate(self.lists):
            if other != place and code != IGNORE and choice.currentData() == code:
                choice.show_codes((IGNORE,))
        self.meant.emit(tuple(str(choice.currentData() or "") for choice in self.lists))

    def _go(self, place: int) -> None:
        if place >= len(self.lists):
            self.left_end.emit()
        elif place >= 0:
            self.lists[place].setFocus(Qt.FocusReason.TabFocusReason)

    def take_focus(self) -> None:
        """Go to the first column that has a meaning."""
        known = [choice for choice in self.lists if choice.currentData()]
        for choice in (known or self.lists)[:1]:
            choice.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        super().retranslate()
        if self._shown is not None:
            self.show_sheet(self._shown)


def _meanings() -> Sequence[Item]:
    passed = (IGNORE, _("passed over"))
    return (passed, *((target.key, target.label.get(language())) for target in TARGETS))


def _letters(place: int) -> str:
    """Return the name of a column as spreadsheets write it: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, digit = divmod(place - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


class ResultStep(QWidget, Speaker):
    """What the import did, and which rows it left out."""

    undo_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        figures = QHBoxLayout()
        figures.setSpacing(40)
        self.figures = {key: label("figure") for key in ("new", "update", "same", "skip")}
        names = {
            "new": lambda: _("new"),
            "update": lambda: _("updated"),
            "same": lambda: _("unchanged"),
            "skip": lambda: _("left out"),
        }
        for key, figure in self.figures.items():
            column, words = QVBoxLayout(), label("quiet")
            column.setSpacing(0)
            self.say(words.setText, names[key])
            column.addWidget(figure)
            column.addWidget(words)
            figures.addLayout(column)
        figures.addStretch(1)
        inside.addLayout(figures)
        self.words = label("soft", wrap=True)
        inside.addWidget(self.words)
        buttons = QHBoxLayout()
        self.undo, self.again = button(), button()
        self.say(self.undo.setText, lambda: _("Undo this import (Ctrl+Z)"))
        self.say(self.again.setText, lambda: _("Import another roster"))
        self.undo.clicked.connect(self.undo_wanted.emit)
        self.again.clicked.connect(self.again_wanted.emit)
        buttons.addWidget(self.undo)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        box.addWidget(frame)
        self.heading = label("heading")
        self.say(self.heading.setText, lambda: _("Rows left out"))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        box.addWidget(self.heading)
        box.addWidget(self.list, 1)
        self._rest = QWidget()
        box.addWidget(self._rest)
        self._taken: Taken | None = None

    def show_taken(self, taken: "Taken") -> None:
        """Show the counts and the rows left out."""
        self._taken = taken
        counts: Mapping[str, int] = {
            "new": taken.new,
            "update": taken.updated,
            "same": taken.same,
            "skip": len(taken.skipped),
        }
        for key, figure in self.figures.items():
            figure.setText(str(counts[key]))
        text = ""
        if taken.ids_left_out:
            text = _(
                "{n} ID numbers were not kept: this village has no password. Everything else was."
            ).format(n=taken.ids_left_out)
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.undo.setEnabled(taken.batch is not None)
        self.list.clear()
        for row in taken.skipped:
            why = " ".join(reason.text.get(language()) for reason in row.reasons)
            head = row.texts.get("A02", "") or "—"
            self.list.addItem(_("Row {n}  {name}  {why}").format(n=row.number, name=head, why=why))
        for widget in (self.heading, self.list):
            widget.setVisible(bool(taken.skipped))
        self._rest.setVisible(not taken.skipped)

    def forget(self) -> None:
        """Show nothing of any import."""
        self._taken = None
        self.list.clear()

    def retranslate(self) -> None:
        super().retranslate()
        if self._taken is not None:
            self.show_taken(self._taken)
