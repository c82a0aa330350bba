"""How values and savings are to be read, and the version."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app import __version__
from app.i18n import gettext as _
from app.ui.manual.part import Part
from app.ui.pages.base import card, label


class ReadingPart(Part):
    """A few paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        frame, box = card()
        for heading_text, text in (
            (lambda: _("Saving"), _saving_words),
            (lambda: _("Grey values"), _default_words),
            (lambda: _("Wrong, unusual, missing"), _check_words),
            (lambda: _("The 30% line"), _line_words),
            (lambda: _("Copies"), _copy_words),
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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(frame)
        self.box.addWidget(area, 1)


def _copy_words() -> str:
    return _(
        "The program copies the village by itself while you work. Put it on a stick every few "
        "days as well: Settings, Backup and restore."
    )


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
