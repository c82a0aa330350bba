"""What every section of the settings has: a heading, a body, words to be found by."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from app.ui.pages.base import Frame, label
from app.ui.speech import Speaker

if TYPE_CHECKING:
    from app.ui.session import Session

Found = tuple[str, QWidget]  # a word of the section, and where the cursor goes for it


class Section(QScrollArea, Speaker):
    """Base of all sections: scrolls where a low window does not hold it.

    Subclasses give ``key`` and :meth:`title`, add widgets to ``self.box``, and override
    :meth:`shown` to read what they show and :meth:`words` to be found. ``needs_village``:
    shown only while a village is open.
    """

    key = ""
    needs_village = True

    @staticmethod
    def title() -> str:
        """Return what the section is called."""
        raise NotImplementedError

    def __init__(self, frame: Frame, about: Callable[[], str]) -> None:
        super().__init__()
        self.frame = frame
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("page")
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(4, 0, 8, 8)
        self.box.setSpacing(8)
        heading, words = label("heading"), label("quiet", wrap=True)
        self.say(heading.setText, self.title)
        self.say(words.setText, about)
        self.box.addWidget(heading)
        self.box.addWidget(words)
        self.problem = label("hard", wrap=True)
        self.problem.hide()
        self.setWidget(inner)

    @property
    def session(self) -> "Session | None":
        """Return the open village."""
        return self.frame.session

    def shown(self) -> None:
        """Called whenever the section comes to the front."""

    def leave(self) -> None:
        """Called before another section or page comes to the front: report what is written."""

    def words(self) -> list[Found]:
        """Return what can be searched for here."""
        return []

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; nothing clears it."""
        self.problem.setText(f"× {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))

    def failed(self, error: Exception) -> None:
        """Show a sentence for the user, pass a fault of the program on."""
        if isinstance(error, AppError):
            self.show_problem(str(error))
        elif self.session is not None:
            self.session.fault.emit(error)

    def wrapped(self) -> QLabel:
        """Return an empty quiet line."""
        return label("quiet", wrap=True)
