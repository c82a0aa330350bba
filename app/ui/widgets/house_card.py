"""What the register says of one house, beside the list: corrected at once, each step undone."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.model.survey import spec
from app.model.value import Value
from app.ui import style
from app.ui.pages.base import button, label
from app.ui.speech import Speaker
from app.ui.widgets.editors import LineBox
from app.ui.widgets.field_row import FieldRow, label_width

FIELDS = ("A02", "A05", "A04")
WIDTH = 330
_BESIDE = style.SOURCE_WIDTH_NARROW + 6  # [px] what stands beside the boxes of the fields


class HouseCard(QWidget, Speaker):
    """House number, head, door and phone of a house, and what else can become of it."""

    corrected = Signal(str, object)  # field, value
    renumbered = Signal(str)
    moved = Signal(str)  # code of the household it belongs to
    dwelling_wanted = Signal()
    removal_wanted = Signal()
    withdrawal_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.dwelling_id = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 0, 0, 0)
        box.setSpacing(6)
        self.heading, self.close_button = label("heading"), button("flat")
        self.close_button.setText("×")
        self.say(self.close_button.setAccessibleName, lambda: _("Close (Esc)"))
        self.say(self.close_button.setToolTip, lambda: _("Close (Esc)"))
        self.close_button.clicked.connect(lambda: self.closed.emit())
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        box.addLayout(top)
        self.code = LineBox()
        self.code.setMaxLength(16)
        self.code.committed.connect(lambda text: self.renumbered.emit(text.strip()))
        self._line(box, self.code, lambda: _("House no.")).addSpacing(_BESIDE)
        self.rows = {field: FieldRow(spec(field)) for field in FIELDS}
        for row in self.rows.values():
            row.set_narrow(True)
            row.setMinimumHeight(34)
            row.committed.connect(lambda field, _row, value: self.corrected.emit(field, value))
            row.refused.connect(lambda _field, sentence: self.show_problem(sentence))
            row.left.connect(lambda row, step: self._go(row, step))
            box.addWidget(row)
        self.code.left.connect(lambda step: self._go(self.code, step))
        self.problem = label("hard", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        self.target = LineBox()
        self.target.setMaxLength(16)
        self.target.left.connect(lambda step: self._go(self.target, step))
        self.mover = self._button(lambda: _("Move"), self._move_wanted)
        self._line(box, self.target, lambda: _("Move to no.")).addWidget(self.mover)
        self.buttons = [
            self._button(
                lambda: _("Another dwelling of this family"), self.dwelling_wanted.emit, "link"
            ),
            self._button(lambda: _("Delete this house …"), self.removal_wanted.emit, "link"),
            self._button(lambda: _("Consent withdrawn …"), self.withdrawal_wanted.emit, "link"),
        ]
        for made in self.buttons:
            box.addWidget(made)
        box.addStretch(1)
        for editor in self._editors():
            editor.installEventFilter(self)

    def _line(self, box: QVBoxLayout, editor: LineBox, name: Callable[[], str]) -> QHBoxLayout:
        words = QLabel()
        words.setProperty("role", "label")
        words.setBuddy(editor)
        self.say(words.setText, name)
        self.say(lambda _text: words.setFixedWidth(label_width(narrow=True)), str)
        self.say(editor.setAccessibleName, name)
        line = QHBoxLayout()
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(6)
        line.addWidget(words)
        line.addWidget(editor, 1)
        box.addLayout(line)
        return line

    def _button(
        self, name: Callable[[], str], told: Callable[[], None], role: str = ""
    ) -> QPushButton:
        made = button(role)
        self.say(made.setText, name)
        made.clicked.connect(lambda: told())
        return made

    def _editors(self) -> list[QWidget]:
        return [self.code, *(row.editor for row in self.rows.values()), self.target]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the card where there is nothing to take back in the box."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and isinstance(watched, LineBox)
            and not watched.changed_by_user()
        ):
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)

    def show_house(
        self,
        dwelling_id: str,
        code: str,
        values: Mapping[str, Value[Any]],
        *,
        read_only: bool,
        withdrawn: bool,
    ) -> None:
        """Show a house: ``code`` is that of its household."""
        self.dwelling_id = dwelling_id
        self.show_problem("")
        self.code.show_text(code)
        self.target.show_text("")
        name = values["A02"].value
        self.heading.setText(f"{code}  {name or ''}".strip())
        for field, row in self.rows.items():
            row.show_value(values[field], Value())
            row.setEnabled(not (read_only or withdrawn))
        changeable: list[QWidget] = [self.code, self.target, self.mover, *self.buttons]
        for widget in changeable:
            widget.setEnabled(not read_only)
        self.buttons[2].setEnabled(not (read_only or withdrawn))

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; nothing clears it."""
        self.problem.setText(f"× {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))

    def start(self) -> None:
        """Put the cursor into the first box."""
        self.rows["A02"].editor.setFocus()

    def commit_all(self) -> None:
        """Report what is written."""
        self.code.commit()
        for row in self.rows.values():
            row.commit()

    def _move_wanted(self) -> None:
        if self.target.text().strip():
            self.moved.emit(self.target.text().strip())

    def _go(self, place: QWidget, step: int) -> None:
        chain: list[QWidget] = [self.code, *self.rows.values(), self.target, self.mover]
        chain += self.buttons
        following = chain.index(place) + step
        if 0 <= following < len(chain):
            chain[following].setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        for row in self.rows.values():
            row.retranslate()
