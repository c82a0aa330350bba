"""Repeat rows as a small table on the page: windows, differing walls, wings (S06)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError, format_value, parse_value
from app.model.survey.spec import FieldSpec, Kind
from app.model.value import Value
from app.ui.pages.base import button, label, restyle
from app.ui.texts import short_label
from app.ui.widgets.choices import ChoiceList
from app.ui.widgets.editors import ADVANCE, LineBox, NumberBox
from app.ui.widgets.field_row import NUMBERS, items_of

Cell = LineBox | ChoiceList
_CHOICE_WIDTH, _CHOICE_WIDTH_EN, _NUMBER_WIDTH, _TEXT_WIDTH = 148, 190, 82, 110
_HEAD = 20  # [px] a head of one line


class RowTable(QWidget):
    """Shows rows of one kind; Insert adds, Del removes, Enter moves right then down."""

    committed = Signal(str, str, object)  # field, row, value
    refused = Signal(str, str)
    add_wanted = Signal(str)  # kind
    remove_wanted = Signal(str)  # row
    entered = Signal(str, str)  # field, row
    left_end = Signal(int)

    def __init__(self, kind: str, specs: Sequence[FieldSpec]) -> None:
        super().__init__()
        self.kind = kind
        self._specs = tuple(specs)
        self._cells: dict[tuple[str, str], Cell] = {}
        self._order: list[str] = []
        self._values: dict[tuple[str, str], Any] = {}
        self._stored: dict[tuple[str, str], Value[Any]] = {}
        self._refused: dict[tuple[str, str], Value[Any]] = {}  # over what a text was refused
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 0)
        box.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(10)
        self.heading = label("heading")
        self.total, self.none = label("quiet"), label("quiet")
        self.add_button = button("flat")
        self.add_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add_button.clicked.connect(lambda: self.add_wanted.emit(self.kind))
        top.addWidget(self.heading)
        top.addWidget(self.total)
        top.addWidget(self.none)
        top.addStretch(1)
        top.addWidget(self.add_button)
        box.addLayout(top)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box.addWidget(scroll, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Show heads and answers in the present language."""
        self.add_button.setText(_("Add a row (Insert)"))
        self.none.setText(_("none"))
        order, self._order = self._order, []
        self._rebuild(order)

    def set_heading(self, text: str, total: str = "") -> None:
        """Show the name of the table and a running total."""
        self.heading.setText(text)
        self.total.setText(total)

    def show_rows(
        self, rows: Sequence[tuple[str, Sequence[tuple[Value[Any], Value[Any]]]]]
    ) -> None:
        """Show the rows: id, then stored and shown value for each column."""
        self._rebuild([row for row, _values in rows])
        for row, values in rows:
            for declared, (stored, shown) in zip(self._specs, values, strict=True):
                key = (row, declared.id)
                self._values[key] = (stored if stored.known else shown).value
                self._stored[key] = stored
                if self._refused.get(key) != stored:  # else the text stays to be mended
                    self._refused.pop(key, None)
                    self._show(self._cells[key], declared, stored, shown)

    def height_for(self, rows: int) -> int:
        """Return the height [px] that shows so many rows whole; without rows only the heading."""
        if not rows:
            return 34
        heads = [self._grid.itemAtPosition(0, n) for n in range(len(self._specs))]
        tall = max((item.widget().sizeHint().height() for item in heads if item), default=0)
        return 38 + max(tall, _HEAD) + 32 * rows

    def _show(self, cell: Cell, declared: FieldSpec, stored: Value[Any], shown: Value[Any]) -> None:
        value = stored if stored.known else shown
        tone = "" if stored.known else "default"
        if isinstance(cell, ChoiceList):
            cell.show_codes((str(value.value),) if value.known else ())
        else:
            text = str(format_value(declared, value.value, language())) if value.known else ""
            cell.show_text(text)
            if not cell.hasFocus() and declared.kind is Kind.TEXT:
                cell.setCursorPosition(0)  # a long text is read from its beginning
        restyle(cell, "tone", tone)

    def _rebuild(self, order: list[str]) -> None:
        if order == self._order and (order or not self._cells) and self._grid.count():
            return
        focused = next((key for key, cell in self._cells.items() if cell.hasFocus()), None)
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._cells, self._order = {}, list(order)
        self._scroll.setVisible(bool(order))
        self.none.setVisible(not order)
        for column, declared in enumerate(self._specs):
            head = label("small")
            name = short_label(declared.label.get(language()))
            head.setText(f"{name} {declared.unit_of(None, language())}".strip())
            head.setFixedWidth(_width(declared))
            head.setWordWrap(True)
            head.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            self._grid.addWidget(head, 0, column)
        for number, row in enumerate(order, start=1):
            self._add_cells(number, row)
        self._grid.setColumnStretch(len(self._specs) + 1, 1)
        self._grid.setRowStretch(len(order) + 1, 1)
        if focused in self._cells:
            self._cells[focused].setFocus()

    def _add_cells(self, number: int, row: str) -> None:
        for column, declared in enumerate(self._specs):
            cell = self._make_cell(declared, row)
            cell.setAccessibleName(f"{short_label(declared.label.get(language()))} {number}")
            self._cells[row, declared.id] = cell
            self._grid.addWidget(cell, number, column)
            cell.show()  # now, not with the next event: the cursor may go there at once
        gone = button("flat")
        gone.setText("×")
        gone.setToolTip(_("Remove this row (Del)"))
        gone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        gone.clicked.connect(lambda: self.remove_wanted.emit(row))
        self._grid.addWidget(gone, number, len(self._specs))

    def _make_cell(self, declared: FieldSpec, row: str) -> Cell:
        cell: Cell
        if declared.kind in (Kind.CHOICE, Kind.MULTI):
            cell = ChoiceList(items_of(declared))
            cell.committed.connect(lambda value: self.committed.emit(declared.id, row, value))
        else:
            number = declared.kind in NUMBERS
            cell = NumberBox(counts=declared.kind is Kind.INTEGER) if number else LineBox()
            cell.committed.connect(lambda text: self._typed(declared, row, text))
        cell.setFixedWidth(_width(declared))
        cell.left.connect(lambda step: self._go(row, declared.id, step))
        cell.entered.connect(lambda: self.entered.emit(declared.id, row))
        cell.installEventFilter(self)
        return cell

    def _typed(self, declared: FieldSpec, row: str, text: str) -> None:
        if not text.strip():
            self._refused.pop((row, declared.id), None)
            self.committed.emit(declared.id, row, None)
            return
        try:
            value = parse_value(declared, text)
        except ParseError as wrong:
            restyle(self._cells[row, declared.id], "fault", "hard")
            self._refused[row, declared.id] = self._stored.get((row, declared.id), Value())
            self.refused.emit(declared.id, wrong.text.get(language()))
            return
        restyle(self._cells[row, declared.id], "fault", "")
        self._refused.pop((row, declared.id), None)
        self.committed.emit(declared.id, row, value)

    def show_fault(self, row: str, field: str, severity: str) -> None:
        """Mark one box, or all boxes of a field where the row is not told."""
        for (row_id, field_id), cell in self._cells.items():
            if field_id == field and row in ("", row_id):
                restyle(cell, "fault", severity)

    def clear_faults(self) -> None:
        """Unmark every box, but those whose text was not understood."""
        for key, cell in self._cells.items():
            restyle(cell, "fault", "hard" if key in self._refused else "")

    def _go(self, row: str, field: str, step: int) -> None:
        keys = list(self._cells)
        advance = step == ADVANCE
        place = keys.index((row, field)) + (1 if advance else step)
        if 0 <= place < len(keys):
            self._cells[keys[place]].setFocus(Qt.FocusReason.TabFocusReason)
        elif not advance:
            self.left_end.emit(step)

    def take_focus(self, row: str = "", field: str = "", *, last: bool = False) -> bool:
        """Go to a box; tells whether there is one."""
        keys = list(self._cells)
        wanted = [key for key in keys if key == (row, field)] or [
            key for key in keys if field and key[1] == field
        ]
        if not wanted and keys:
            wanted = [keys[-1 if last else 0]]
        if not wanted:
            return False
        self._cells[wanted[0]].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def commit_all(self) -> None:
        """Report whatever is written and not reported yet."""
        for cell in self._cells.values():
            cell.commit()

    def value_above(self, field: str, row: str) -> Any:
        """Return what the row above shows in this column, None without one."""
        place = self._order.index(row) - 1 if row in self._order else -1
        return self._values.get((self._order[place], field)) if place >= 0 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = next((key for key, cell in self._cells.items() if cell is watched), None)
            if key is not None and self._row_key(event, *key):
                return True
        return super().eventFilter(watched, event)

    def _row_key(self, event: QKeyEvent, row: str, field: str) -> bool:
        """Do what a key does with the whole row; tells whether it does anything."""
        cell = self._cells[row, field]
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Insert:
            self.add_wanted.emit(self.kind)
        elif event.key() == Qt.Key.Key_Delete and _may_delete(event, cell):
            self.remove_wanted.emit(row)
        elif event.key() in steps and not event.modifiers():
            place = self._order.index(row) + steps[Qt.Key(event.key())]
            if 0 <= place < len(self._order):
                self._cells[self._order[place], field].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True


def _width(declared: FieldSpec) -> int:
    """Return the width [px] of a column: English answers are longer."""
    if declared.kind in NUMBERS:
        return _NUMBER_WIDTH
    if declared.kind in (Kind.CHOICE, Kind.MULTI) and len(declared.choices) > 4:
        return _CHOICE_WIDTH if language() == "zh" else _CHOICE_WIDTH_EN
    return _TEXT_WIDTH


def _may_delete(event: QKeyEvent, cell: Cell) -> bool:
    """Del removes the row unless it is editing a text; with Ctrl it always does."""
    if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
        return True
    whole = isinstance(cell, ChoiceList) or cell.selectedText() == cell.text()
    return whole and not event.modifiers()
