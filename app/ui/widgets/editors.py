"""Boxes for one value. They speak of text and keys; the survey is not known here."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

WRITING_PAUSE = 5000  # [ms] a text under the cursor is saved at least so often
ADVANCE = 2  # "left" by a picked answer: on to the next field, but not out of the section
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def step_of_key(event: QKeyEvent) -> int:
    """Return +1 or -1 if the key goes to the next or previous field, else 0."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = modifiers == Qt.KeyboardModifier.ShiftModifier
    if modifiers and not shift:
        return 0
    key = event.key()
    if key in _ENTER or key == Qt.Key.Key_Tab:
        return -1 if shift else 1
    if key == Qt.Key.Key_Backtab:
        return -1
    keypad = event.modifiers() & Qt.KeyboardModifier.KeypadModifier
    return 1 if key == Qt.Key.Key_Plus and keypad else 0


class LineBox(QLineEdit):
    """A line of text that reports when its text is final and where to go next."""

    committed = Signal(str)
    left = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, keeps_writing: bool = False) -> None:
        """Make a line; with ``keeps_writing`` a long text is reported while it is written."""
        super().__init__(parent)
        self._kept = ""
        self._on_entry = ""
        self._stored = ""
        self._composing = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self._pause = QTimer(self)
        self._pause.setInterval(WRITING_PAUSE)
        self._pause.timeout.connect(self._keep_writing)
        if keeps_writing:
            self.textEdited.connect(self._written)

    def _written(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _keep_writing(self) -> None:
        if not self._composing:
            self.commit()
        if not self.hasFocus():
            self._pause.stop()

    def show_text(self, text: str) -> None:
        """Show a stored text, unless the user is writing another one."""
        writing = self.hasFocus() and self.text() != self._kept
        self._kept = self._stored = text
        if not writing and self.text() != text:
            self.setText(text)
            if self.hasFocus():
                self.selectAll()

    def commit(self) -> None:
        """Report the text if it differs from what is stored."""
        if self.text() != self._kept and not self.isReadOnly():
            self._pause.stop()
            self._kept = self.text()
            self.committed.emit(self.text())

    def restore(self) -> None:
        """Show again what the field held when the cursor came (else what is stored)."""
        before = self._on_entry if self.text() != self._on_entry else self._stored
        self.setText(before)
        self.commit()
        self.selectAll()

    def changed_by_user(self) -> bool:
        """Tell whether a text is written that is not stored yet."""
        return self.text() != self._kept

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._leave_shortcuts_to_the_window(event)
            return event.isAccepted()
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() not in tabs:
                return super().event(event)
            self.keyPressEvent(event)  # else Qt would move the focus by itself
            return True
        return super().event(event)

    def _leave_shortcuts_to_the_window(self, event: QKeyEvent) -> None:
        """Qt's line edit takes Ctrl+Z, Ctrl+U and others; here only while they serve the text."""
        own = {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X}
        if self.changed_by_user():
            own |= {Qt.Key.Key_Z, Qt.Key.Key_Y}
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if (control and event.key() in own) or not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().event(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0 if self._composing else step_of_key(event)
        if step:
            self.commit()
            self.left.emit(step)
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.restore()
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._on_entry = self._kept
            self.selectAll()
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


class NumberBox(LineBox):
    """A line for a number: right-aligned, quick to fill from the keypad, blind to the wheel."""

    def __init__(self, parent: QWidget | None = None, *, counts: bool = False) -> None:
        super().__init__(parent)
        self._counts = counts
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._counts and event.text() == "-":
            self.setText("0")  # on the keypad a dash is quicker than a nought
            event.accept()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
