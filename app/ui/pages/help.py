"""Help (S26), offline: keys, how to measure, words, the practice house, how to read the screen."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from app.i18n import gettext as _
from app.ui.manual.keys import KeysPart
from app.ui.manual.measuring import MeasuringPart
from app.ui.manual.practice import PracticePart
from app.ui.manual.reading import ReadingPart
from app.ui.manual.words import WordsPart
from app.ui.pages.base import Frame, Key, Page, button


class HelpPage(Page):
    """A row of parts along the top; F1 on a field opens its picture, Esc goes back."""

    key = "help"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Help"))
        self._before, self._field = "", ""
        self.stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self.parts: dict[str, QWidget] = {}
        self._buttons: dict[str, QWidget] = {}
        self.measuring = MeasuringPart()
        self.keys_part, self.practice = KeysPart(), PracticePart(frame)
        names: tuple[tuple[str, QWidget, Callable[[], str]], ...] = (
            ("keys", self.keys_part, lambda: _("Keys")),
            ("measuring", self.measuring, lambda: _("How to measure")),
            ("words", WordsPart(), lambda: _("Words")),
            ("practice", self.practice, lambda: _("Practice house")),
            ("reading", ReadingPart(), lambda: _("Reading the screen")),
        )
        for key, part, name in names:
            self._add(key, part, name)
        self.head.addStretch(1)
        self.back = button()
        self.say(self.back.setText, lambda: _("Back (Esc)"))
        self.back.clicked.connect(self.go_back)
        escape = QShortcut(QKeySequence("Esc"), self, self.go_back)
        escape.setContext(escape.context().WidgetWithChildrenShortcut)
        self.head.addWidget(self.back)
        self.body.addWidget(self.stack, 1)
        self.open_part("keys")

    def _add(self, key: str, part: QWidget, name: Callable[[], str]) -> None:
        self.parts[key] = part
        self.stack.addWidget(part)
        made = button("chip", checkable=True)
        self.say(made.setText, name)
        made.clicked.connect(lambda: self.open_part(key))
        self._group.addButton(made)
        self._buttons[key] = made
        self.head.addWidget(made)

    def keys(self) -> list[Key]:
        return [("Esc", _("back")), ("F1", _("on a field: its picture"))]

    def open_part(self, key: str) -> None:
        """Show a part of the help."""
        self.stack.setCurrentWidget(self.parts[key])
        for name, made in self._buttons.items():
            made.setChecked(name == key)  # type: ignore[attr-defined]

    def open_from(self, before: Page | None) -> None:
        """Show the help: of the field at hand if there is one; Esc goes back to it."""
        if before is not None and before is not self:
            self._before, self._field = before.key, before.help_field()
        self.frame.open_page(self.key)
        if self._field:
            self.measuring.show_field(self._field)
            self.open_part("measuring")
        self.back.setFocus()

    def go_back(self) -> None:
        """Show the page from which the help was called."""
        self.frame.open_page(self._before or "start")

    def retranslate(self) -> None:
        super().retranslate()
        for part in self.parts.values():
            part.retranslate()  # type: ignore[attr-defined]
