"""The step of the roster wizard that shows every row and has a box to correct each cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.ui.pages.base import button, card, label, restyle
from app.ui.speech import Speaker
from app.ui.widgets.editors import LineBox
from app.ui.widgets.list_view import show_as_list
from app.ui.widgets.roster_table import WIDTHS, Index, RosterTable, box_label, outcome_word

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.roster import Checked, CheckedRow

_PAIRS = 3  # boxes side by side


class CheckStep(QWidget, Speaker):
    """The rows with what is odd about them, and boxes to correct the chosen one."""

    fixed = Signal(int, str, str)  # row number, meaning, text
    left_out = Signal(int, bool)  # row number, whether it is left out
    rest_left_out = Signal()
    finished = Signal()  # nothing is wrong any more: go on

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked | None = None
        self._filter = "fault"
        self._number = 0
        self._moving = False
        self.boxes: dict[str, LineBox] = {}
        self._names: dict[str, QLabel] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self._build_chips(box)
        self.table = RosterTable(self)
        self.view = self._make_view()
        box.addWidget(self.view, 1)
        self._build_card(box)

    def _build_chips(self, box: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        self.chips = {key: button("chip", checkable=True) for key in ("fault", "note", "all")}
        group = QButtonGroup(self)
        for key, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _checked=False, key=key: self._choose_filter(key))
            line.addWidget(chip)
        line.addSpacing(12)
        self.no_ids = label("soft")
        self.say(self.no_ids.setText, lambda: _("ID numbers are not kept (no password)"))
        line.addWidget(self.no_ids)
        line.addStretch(1)
        self.rest = button()
        self.say(self.rest.setText, lambda: _("Leave out all wrong rows"))
        self.rest.clicked.connect(self.rest_left_out.emit)
        line.addWidget(self.rest)
        box.addLayout(line)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.table)
        show_as_list(view, 28)
        for column, width in enumerate(WIDTHS[:-1]):
            view.setColumnWidth(column, width)
        view.selectionModel().currentRowChanged.connect(self._row_chosen)
        view.installEventFilter(self)
        return view

    def _build_card(self, box: QVBoxLayout) -> None:
        self._card, inside = card()
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        top = QHBoxLayout()
        self.reason = label("hard", wrap=True)
        self.reason.setMinimumHeight(36)
        self.out = button()
        self.out.clicked.connect(self._toggle_out)
        top.addWidget(self.reason, 1)
        top.addWidget(self.out, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(top)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        inside.addLayout(self._grid)
        box.addWidget(self._card)

    # ---- what is shown

    def show_checked(self, found: "Checked", *, first: bool) -> None:
        """Show the rows; ``first``: a new check, which begins with what is wrong."""
        self._checked = found
        if set(self.boxes) != set(found.keys):
            self._make_boxes(found.keys)
        if first or (self._filter == "fault" and not found.count("fault")):
            self._number = 0 if first else self._number
            self._filter = "fault" if found.count("fault") else "all"
        had_focus = any(line.hasFocus() for line in self.boxes.values())
        self._show_rows()
        if found.count("fault"):
            if first or had_focus:
                self._focus_faulty()
        else:
            self.finished.emit()

    def forget(self) -> None:
        """Show nothing of any file."""
        self._checked = None
        self.table.show_rows(())
        self._make_boxes(())
        self.reason.setText("")

    def _make_boxes(self, keys: Sequence[str]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.boxes, self._names = {}, {}
        for place, key in enumerate(keys):
            words, line = label("label"), LineBox()
            self._names[key] = words
            line.committed.connect(lambda text, key=key: self._commit(key, text))
            line.left.connect(lambda step, key=key: self._go(key, step))
            self.boxes[key] = line
            self._grid.addWidget(words, place // _PAIRS, 2 * (place % _PAIRS))
            self._grid.addWidget(line, place // _PAIRS, 2 * (place % _PAIRS) + 1)
            line.show()  # now: a box that the layout shows later takes no cursor
        for pair in range(_PAIRS):
            self._grid.setColumnStretch(2 * pair + 1, 1)
        self._name_boxes()

    def _name_boxes(self) -> None:
        for key, words in self._names.items():
            words.setText(box_label(key))
            self.boxes[key].setAccessibleName(box_label(key))

    def _show_rows(self) -> None:
        if self._checked is None:
            return
        kept = {
            "fault": lambda row: row.outcome == "fault",
            "note": lambda row: row.outcome != "skip" and bool(row.reasons),
            "all": lambda _row: True,
        }
        rows = self._checked.rows
        texts = {
            "fault": _("Wrong {n}"),
            "note": _("To look at {n}"),
            "all": _("All {n}"),
        }
        for key, chip in self.chips.items():
            chip.setText(texts[key].format(n=sum(1 for row in rows if kept[key](row))))
            chip.setChecked(key == self._filter)
        self.no_ids.setVisible(bool(self._checked.ids_left_out))
        self.rest.setEnabled(bool(self._checked.count("fault")))
        self._moving = True
        self.table.show_rows([row for row in rows if kept[self._filter](row)])
        self._moving = False
        self._choose_number(self._number)

    def _choose_filter(self, key: str) -> None:
        self._filter = key
        self._show_rows()

    def _choose_number(self, number: int) -> None:
        """Choose this row of the file, else the next one below it, else the first."""
        places = [n for n, row in enumerate(self.table.rows) if row.number >= number]
        if self.table.rows:
            self.view.selectRow(places[0] if places else 0)
        self._show_row()

    def _row_chosen(self, _now: Index, _before: Index) -> None:
        if not self._moving:
            self._show_row()

    def row(self) -> "CheckedRow | None":
        """Return the chosen row."""
        index = self.view.currentIndex()
        return self.table.rows[index.row()] if index.isValid() and self.table.rows else None

    def _show_row(self) -> None:
        row = self.row()
        self._card.setEnabled(row is not None)
        if row is None:
            self.reason.setText("")
            self.out.setText(_("Leave this row out (Ctrl+Delete)"))
            for line in self.boxes.values():
                line.show_text("")
            return
        self._number = row.number
        why = " ".join(reason.text.get(language()) for reason in row.reasons)
        head = _("Row {n}").format(n=row.number)
        self.reason.setText(f"{head}  {outcome_word(row.outcome)}  {why}")
        restyle(self.reason, "role", "hard" if row.outcome == "fault" else "label")
        out = row.outcome == "skip"
        self.out.setText(
            _("Take this row (Ctrl+Delete)") if out else _("Leave this row out (Ctrl+Delete)")
        )
        for key, line in self.boxes.items():
            line.show_text(row.texts.get(key, ""))
            line.setEnabled(not out)
            wrong = {reason.severity for reason in row.reasons if reason.key == key}
            restyle(line, "fault", "hard" if "fault" in wrong else "soft" if wrong else "")

    # ---- what is done

    def _commit(self, key: str, text: str) -> None:
        row = self.row()
        if row is not None:
            self.fixed.emit(row.number, key, text)

    def _go(self, key: str, step: int) -> None:
        """Enter goes to the next faulty box, else to the next faulty row."""
        keys = list(self.boxes)
        wrong = self._wrong_keys()
        later = [k for k in keys[keys.index(key) + 1 :] if k in wrong]
        if step < 0:
            self.boxes[keys[max(keys.index(key) - 1, 0)]].setFocus()
        elif later:
            self.boxes[later[0]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._next_row()

    def _wrong_keys(self) -> list[str]:
        row = self.row()
        reasons = row.reasons if row is not None else ()
        return [r.key for r in reasons if r.severity == "fault" and r.key in self.boxes]

    def _next_row(self) -> None:
        place = self.view.currentIndex().row() + 1
        if place < len(self.table.rows):
            self.view.selectRow(place)
        elif self.table.rows:
            self.view.selectRow(0)
        self._focus_faulty()

    def _focus_faulty(self) -> None:
        keys = self._wrong_keys() or list(self.boxes)[:1]
        if keys and self.row() is not None:
            self.boxes[keys[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def _toggle_out(self) -> None:
        row = self.row()
        if row is not None:
            self.left_out.emit(row.number, row.outcome != "skip")

    def take_focus(self) -> None:
        """Go to the first faulty box, or to the table."""
        if self._checked is not None and self._checked.count("fault"):
            self._focus_faulty()
        else:
            self.view.setFocus()

    def toggle_row(self) -> None:
        """Leave the chosen row out, or take it again (Ctrl+Delete)."""
        self._toggle_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pressed = event.key() if isinstance(event, QKeyEvent) else None
        if watched is self.view and event.type() == QEvent.Type.KeyPress and pressed in enter:
            self._focus_faulty()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        super().retranslate()
        if self._checked is not None:
            self._name_boxes()
            self.table.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(WIDTHS) - 1)
            self._show_rows()
