"""The stage of a house on the survey page: what keeps it, its steps, and one step back."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey.gates import STAGE_NAMES, SURVEY_STAGES
from app.ui.pages.base import button, label
from app.ui.stage_desk import StageDesk
from app.ui.texts import percent, state_text, state_word
from app.ui.widgets.problem_list import ProblemList, wrap_lines

if TYPE_CHECKING:
    from app.store.stages import StageStep

_STATES = ("draft", *SURVEY_STAGES)
_MOST_REASON = 200


class StagePanel(QWidget):
    """The steps along the top, what is lacking left, the history and the step back right."""

    closed = Signal()  # Esc

    def __init__(self, desk: StageDesk) -> None:
        super().__init__()
        self._desk = desk
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.way = label("label")
        box.addWidget(self.way)
        across = QHBoxLayout()
        across.setSpacing(16)
        self.gate = ProblemList()
        self.gate.next_wanted.connect(desk.move_on)
        self.gate.closed.connect(self.closed)
        across.addWidget(self.gate, 3)
        across.addLayout(self._history_side(), 2)
        box.addLayout(across, 1)
        desk.changed.connect(self.refresh)

    def _history_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(4)
        self.heading = label("heading")
        self.steps = QListWidget()
        wrap_lines(self.steps)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_MOST_REASON)
        self.reason.textChanged.connect(lambda _text: self._show_back())
        self.reason.returnPressed.connect(self._go_back)
        self.back = button()
        self.back.clicked.connect(self._go_back)
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(self.back)
        side.addWidget(self.heading)
        side.addWidget(self.steps, 1)
        side.addLayout(line)
        return side

    def refresh(self) -> None:
        """Show where the house stands, in the present language."""
        desk = self._desk
        self.way.setText(_way(desk.standing.state))
        lacking = desk.lacking()
        self.gate.show_problems(lacking, gate_words(desk))
        self.gate.offer_next(next_words(desk) if desk.target and not lacking else "")
        self.gate.next.setEnabled(not desk.busy and not _read_only(desk))
        self.heading.setText(_("Steps so far"))
        self.steps.setAccessibleName(self.heading.text())
        self.steps.clear()
        for step in reversed(desk.standing.steps):
            self.steps.addItem(_step_words(step))
        if not desk.standing.steps:
            self.steps.addItem(_("None yet: the house is a draft."))
        self._show_back()

    def _show_back(self) -> None:
        back = self._desk.back_to
        for widget in (self.reason, self.back):
            widget.setVisible(bool(back))
        if not back:
            return
        may = not self._desk.busy and not _read_only(self._desk)
        self.reason.setEnabled(may)
        self.reason.setPlaceholderText(_("Why does it go back? The reason is kept."))
        self.reason.setAccessibleName(_("Reason for the step back"))
        self.back.setText(_("Back to “{stage}”").format(stage=state_word(back)))
        self.back.setEnabled(may and bool(self.reason.text().strip()))

    def _go_back(self) -> None:
        if self.reason.text().strip():
            self._desk.step_back(self.reason.text())
            self.reason.clear()

    def take_focus(self, *, back: bool = False) -> None:
        """Go to what is lacking, else to the button on, else to the steps."""
        if back and self.reason.isVisibleTo(self) and self.reason.isEnabled():
            self.reason.setFocus()
        elif self.gate.list.count():
            self.gate.take_focus()
        elif self.gate.next.isVisibleTo(self) and self.gate.next.isEnabled():
            self.gate.next.setFocus()
        else:
            self.steps.setFocus()

    def event(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.closed.emit()
            return True
        return super().event(event)


def _read_only(desk: StageDesk) -> bool:
    return desk.house is None or desk.house.read_only


def _way(state: str) -> str:
    """Return the stages of the survey with the present one marked."""
    if state not in _STATES:
        return state_text(state)
    here = _STATES.index(state)
    marks = ["✓" if number < here else "○" for number in range(len(_STATES))]
    words = [f"{mark} {state_word(name)}" for mark, name in zip(marks, _STATES, strict=True)]
    words[here] = f"<b>● {state_word(state)}</b>"
    return "  →  ".join(words)


def gate_words(desk: StageDesk) -> str:
    """Say how the house stands to its next stage."""
    target = desk.target
    if target is None:
        return _("✓ Nothing is left to do in the survey of this house.")
    name, count = STAGE_NAMES[target].get(language()), len(desk.lacking())
    if count:
        return _("“{stage}” still needs: {n}").format(stage=name, n=count)
    if desk.standing.state == target:
        return _("Answers have changed since “{stage}”.").format(stage=name)
    return _("✓ Nothing keeps the house from “{stage}”.").format(stage=name)


def next_words(desk: StageDesk) -> str:
    """Return the text of the button to the next stage, empty where there is none."""
    target = desk.target
    if target is None:
        return ""
    if desk.busy:
        return _("calculating … {share}").format(share=percent(desk.share))
    name, count = STAGE_NAMES[target].get(language()), len(desk.lacking())
    if count:
        return _("→ {stage}: {n} lacking (F6)").format(stage=name, n=count)
    if desk.standing.state == target:
        return _("{stage} again (F6)").format(stage=name)
    return _("→ {stage} (F6)").format(stage=name)


def _step_words(step: "StageStep") -> str:
    at = datetime.fromisoformat(step.at).astimezone().strftime("%Y-%m-%d %H:%M")
    words = f"{at}  {state_text(step.state)}  {step.operator}"
    return f"{words}\n{step.reason}" if step.reason else words
