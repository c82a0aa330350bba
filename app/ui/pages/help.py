"""Keys and fields explained, offline."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from app import __version__
from app.i18n import gettext as _
from app.ui import style
from app.ui.pages.base import Frame, Page, button, card, label


def key_table() -> list[tuple[str, str]]:
    """Return all keys and what they do."""
    return [
        ("Enter / Shift+Enter", _("next / previous field")),
        (_("keypad +"), _("next field, for one hand")),
        ("1 … 9, 0, -", _("pick an answer; the next field follows")),
        (_("Space"), _("tick / untick")),
        ("Ctrl+Enter", _("take the grey values of this section and go to the next")),
        ("Alt+A … Q", _("go to a section")),
        ("F8 / Shift+F8", _("next / previous unanswered or faulty field")),
        ("F7", _("check list and back")),
        ("Ctrl+U", _("not known: an answer too")),
        ("Ctrl+M", _("source: measured, told, document")),
        ("Alt+Y", _("unusual, but checked and right")),
        ("Esc", _("what the field held before")),
        ("Ctrl+Z / Ctrl+Y", _("undo / redo, also after a restart")),
        ("Insert / Del", _("add / remove a row of windows or walls")),
        ("Ctrl+D / Ctrl+Shift+D", _("copy field / section from the last house, or the row above")),
        ("Ctrl+S / Ctrl+Shift+S", _("keep a version of the house / list its versions")),
        ("Alt+← →", _("move the heated bays on the plan")),
        ("F3", _("search a house")),
        ("Ctrl+N", _("new house")),
        ("F4", _("where a number comes from: formula, inputs, sources")),
        ("F9", _("show or hide the live result")),
        ("Ctrl+B", _("fold the navigation")),
    ]


class HelpPage(Page):
    """One page: keys on the left, how values and savings are to be read on the right."""

    key = "help"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Help"))
        self._before = ""
        self.head.addStretch(1)
        self.back = button()
        self.say(self.back.setText, lambda: _("Back (Esc)"))
        self.back.clicked.connect(self.go_back)
        self.back.setShortcut("Esc")
        self.head.addWidget(self.back)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._keys_card(), 1)
        row.addWidget(self._words_card(), 1)
        inner = QWidget()
        inner.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.body.addWidget(area, 1)

    def _keys_card(self) -> QWidget:
        frame, box = card()
        heading = label("heading")
        self.say(heading.setText, lambda: _("Keys"))
        box.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        for number in range(len(key_table())):
            key, words = QLabel(), label("label", wrap=True)
            key.setStyleSheet(f"font-weight: bold; color: {style.PRIMARY};")
            self.say(key.setText, partial(_cell, number, 0))
            self.say(words.setText, partial(_cell, number, 1))
            grid.addWidget(key, number, 0)
            grid.addWidget(words, number, 1)
        grid.setColumnStretch(1, 1)
        box.addLayout(grid)
        box.addStretch(1)
        return frame

    def _words_card(self) -> QWidget:
        frame, box = card()
        for heading_text, text in (
            (lambda: _("Saving"), _saving_words),
            (lambda: _("Grey values"), _default_words),
            (lambda: _("Wrong, unusual, missing"), _check_words),
            (lambda: _("The 30% line"), _line_words),
        ):
            heading, words = label("heading"), label("label", wrap=True)
            self.say(heading.setText, heading_text)
            self.say(words.setText, text)
            box.addWidget(heading)
            box.addWidget(words)
        box.addStretch(1)
        version = label("small")
        self.say(version.setText, lambda: _("Version {version}").format(version=__version__))
        box.addWidget(version)
        return frame

    def open_from(self, before: Page | None) -> None:
        """Show the help; Esc goes back to where it was called."""
        if before is not None and before is not self:
            self._before = before.key
        self.frame.open_page(self.key)
        self.back.setFocus()

    def go_back(self) -> None:
        """Show the page from which the help was called."""
        self.frame.open_page(self._before or "start")


def _cell(row: int, column: int) -> str:
    return key_table()[row][column]


def _saving_words() -> str:
    return _(
        "There is no save button. Every field is on the disk as soon as you leave it; the time "
        "stands at the top right. If the disk refuses, a red bar says so and the entries are kept."
    )


def _default_words() -> str:
    return _(
        "Grey italic values are defaults: from the house type, from the village, or the usual "
        "case. Change what is different; Ctrl+Enter takes the rest of a section. Each value keeps "
        "its source, and the result shows how much of it was measured."
    )


def _check_words() -> str:
    return _(
        "× wrong: cannot be, and stops the next stage. ⚠ unusual: look again, or say with Alt+Y "
        "that it is right. ○ missing: not answered yet. None of them stops you from typing on."
    )


def _line_words() -> str:
    return _(
        "Saving is compared at the same indoor temperature, the same weather and the same heated "
        "rooms. “Same warmth” keeps today's temperature; “warmer” counts what is left when the "
        "family heats more comfortably."
    )
