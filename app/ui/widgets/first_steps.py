"""The first time in four steps, one small picture each: for whoever has no village yet."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui import style
from app.ui.pages.base import label
from app.ui.speech import Speaker
from app.ui.widgets.icons import icon

_STEPS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("households", lambda: _("1  Make a village, import its roster")),
    ("entry", lambda: _("2  Key in the survey form of a house")),
    ("plan", lambda: _("3  Look which package saves 30%")),
    ("sheet", lambda: _("4  Print the sheet for the family")),
)
_SIZE = 40  # [px]


class FirstSteps(QWidget, Speaker):
    """Pictures with a word below each."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        self._pictures: list[tuple[QLabel, str]] = []
        for key, text in _STEPS:
            column = QVBoxLayout()
            picture, words = QLabel(), label("label", wrap=True)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            self.say(words.setText, text)
            column.addWidget(picture)
            column.addWidget(words, 1)
            row.addLayout(column, 1)
            self._pictures.append((picture, key))
        self.retranslate()

    def retranslate(self) -> None:
        """Show words and pictures in the present language and look."""
        super().retranslate()
        for picture, key in self._pictures:
            picture.setPixmap(icon(key, style.PRIMARY).pixmap(QSize(_SIZE, _SIZE)))
