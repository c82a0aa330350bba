"""Does Chinese input work here? A box to type in, what it saw, and what to do if it saw nothing."""

import os
import sys

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextLayout
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import gettext as _
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.section import Found, Section
from app.ui.widgets.editors import LineBox

RARE = "王䶮𬍛㛃·"
"""Characters of names that many systems cannot show."""


class WatchedBox(LineBox):
    """A line that tells what the input method does."""

    composed = Signal(str)  # what stands there underlined, not taken yet
    taken = Signal(str)  # what the input method handed over

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if event.preeditString():
            self.composed.emit(event.preeditString())
        if event.commitString():
            self.taken.emit(event.commitString())


def missing_glyphs(text: str) -> str:
    """Return the characters that no font of this computer can draw."""
    return "".join(char for char in text if not _is_drawn(char))


def _is_drawn(char: str) -> bool:
    layout = QTextLayout(char, QGuiApplication.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    return bool(glyphs) and 0 not in glyphs


class TypingSection(Section):
    """Three lines tick themselves while the operator types a word."""

    key = "typing"
    needs_village = False

    @staticmethod
    def title() -> str:
        return _("Typing and fonts")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Try whether Chinese can be typed here: switch the input method on, type a word "
                "such as “wang”, and choose a character."
            ),
        )
        self._composed = self._taken = self._plain = ""
        row = QHBoxLayout()
        self.line, self.again = WatchedBox(), button()
        self.line.setMaximumWidth(360)
        self.say(self.line.setAccessibleName, lambda: _("Type Chinese here"))
        self.say(self.line.setPlaceholderText, lambda: _("Type Chinese here"))
        self.say(self.again.setText, lambda: _("Once more"))
        self.line.composed.connect(self._compose)
        self.line.taken.connect(self._take)
        self.line.textEdited.connect(self._type)
        self.again.clicked.connect(self.start_again)
        row.addWidget(self.line)
        row.addWidget(self.again)
        row.addStretch(1)
        self.box.addLayout(row)
        frame_, inner = card()
        self.composition, self.commit = label("label", wrap=True), label("label", wrap=True)
        self.advice = label("amber", wrap=True)
        for widget in (self.composition, self.commit, self.advice):
            inner.addWidget(widget)
        self.box.addWidget(frame_)
        self.method, self.fonts = label("quiet", wrap=True), label("label", wrap=True)
        self.sample = label("title")
        for widget in (self.method, self.sample, self.fonts):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self._show()

    def words(self) -> list[Found]:
        return [(_("Type Chinese here"), self.line), (_("Input method"), self.line)]

    def shown(self) -> None:
        self._show()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def start_again(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self._composed = self._taken = self._plain = ""
        self._show()
        self.line.setFocus()

    def _compose(self, text: str) -> None:
        self._composed = text
        self._show()

    def _take(self, text: str) -> None:
        self._taken = text
        self._show()

    def _type(self, text: str) -> None:
        if not self._composed and not self._taken:
            self._plain = text
        self._show()

    def _show(self) -> None:
        composed, taken = self._composed, self._taken
        self.composition.setText(
            _("✓ Composition arrives: {text}").format(text=composed)
            if composed
            else _("○ No composition seen yet (the underlined letters before a choice).")
        )
        self.commit.setText(
            _("✓ Characters arrive: {text}").format(text=taken)
            if taken
            else _("○ No character taken over yet.")
        )
        self.advice.setText(self._advice())
        self.advice.setVisible(bool(self.advice.text()))
        self.method.setText(
            _("System: {system}. Input method: {method}.").format(
                system=QGuiApplication.platformName(), method=input_method()
            )
        )
        self.sample.setText(RARE)
        lost = missing_glyphs(RARE)
        self.fonts.setText(
            _("✓ All characters of this sample can be shown.")
            if not lost
            else _(
                "⚠ No font here shows {characters}. Such a name is kept as it is; on paper a gap "
                "is left to write it by hand. Install Noto Sans CJK to see it."
            ).format(characters=", ".join(f"U+{ord(char):04X}" for char in lost))
        )

    def _advice(self) -> str:
        if self._taken or not self._plain:
            return ""
        words = _(
            "Letters arrive, but no input method. Switch it on (Ctrl+Space, Shift, or Windows "
            "key+Space) and type again."
        )
        return f"{words} {_remedy()}"


def _remedy() -> str:
    if sys.platform == "win32":
        return _(
            "If that does not help: Windows settings, Time and language, Language, add Chinese "
            "with the Pinyin keyboard."
        )
    return _(
        "If that does not help: close the program and start it with QT_IM_MODULE=ibus (or fcitx). "
        "A survey can be finished without typing Chinese: names come from the roster."
    )


def input_method() -> str:
    """Return which input method the system names, as far as it does."""
    if sys.platform in ("win32", "darwin"):
        return _("that of the system")
    return os.environ.get("QT_IM_MODULE") or os.environ.get("XMODIFIERS") or _("none named")
