"""What every page has: a title line, a body, keys for the status bar, and a way to the frame."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.ui import style
from app.ui.settings import SettingsKeeper
from app.ui.speech import Speaker

if TYPE_CHECKING:
    from app.model.assessment import Plan
    from app.model.trace import Trace
    from app.ui.backups import BackupKeeper
    from app.ui.current import Current
    from app.ui.session import Session
    from app.ui.widgets.siblings import Siblings

Key = tuple[str, str]  # what to press, what it does
Action = tuple[str, Callable[[], None]]  # the word on a button, what it does


class Frame(Protocol):
    """What a page may ask of the window around it."""

    settings: SettingsKeeper

    def height(self) -> int:
        """Return the height of the window [px]."""

    @property
    def session(self) -> "Session | None":
        """Return the open village."""

    @property
    def current(self) -> "Current":
        """Return the house at hand: editor, live result, plan."""

    def open_page(self, key: str) -> None:
        """Show another page."""

    def open_house(self, dwelling_id: str, field: str = "", row: str = "") -> None:
        """Open a house for entry, at a field (of a row)."""

    def add_house(self) -> None:
        """Add a house and open it."""

    def open_photos(self, slot: str = "", row: str = "") -> None:
        """Show the photos of the house at hand, at a slot or a photo."""

    def forget_house(self) -> None:
        """Have no house at hand any more: others' answers may stand in it now."""

    def search_for(self, text: str) -> None:
        """Search the houses as if this had been typed, with the cursor behind it."""

    def open_houses(self, group: str) -> None:
        """Show the list of houses with those of one group."""

    def notice(self, sentence: str, *, lasting: bool = False, action: Action | None = None) -> None:
        """Show one line above the page for a while, or until it is closed.

        ``action`` is a button in the line: its word and what it does.
        """

    def show_keys(self) -> None:
        """Show the keys of the present page again."""

    def open_figure(self, figure: str = "", plan: "Plan | None" = None) -> None:
        """Open how a figure of the house at hand came about."""

    def work_as(self, name: str) -> None:
        """Attribute entries to another operator from now on."""

    def change_theme(self, theme: style.Theme) -> None:
        """Show other colours at once."""

    def change_look(self) -> None:
        """Show colours and movement of the settings at once."""

    def change_size(self, size: int) -> None:
        """Come back at the same place in another size [%]."""

    def switch_language(self) -> None:
        """Change between Chinese and English."""

    def start_exercise(self) -> None:
        """Begin the practice house, in the practice village."""

    def restore(self, copy: Path) -> None:
        """Close the village, put a copy back, open it again."""

    def open_settings(self, section: str) -> None:
        """Show a section of the settings."""

    @property
    def backups(self) -> "BackupKeeper":
        """Return what looks after the copies of the open village."""


class Page(QFrame, Speaker):
    """Base of all pages. A page shows records and asks the frame and the session for the rest.

    Subclasses set ``key``, add widgets to ``self.body`` (and ``self.head`` beside the title),
    and override :meth:`shown`, :meth:`leave`, :meth:`keys` and :meth:`retranslate` as needed.
    """

    key = ""
    with_panel = True  # whether the live result stands beside the page

    def __init__(self, frame: Frame, title: Callable[[], str]) -> None:
        super().__init__()
        self.frame = frame
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        line = QWidget()
        line.setFixedHeight(style.TITLE_HEIGHT + 4)
        self.head = QHBoxLayout(line)
        self.head.setContentsMargins(16, 2, 16, 2)
        self.head.setSpacing(12)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.head.addWidget(self.title)
        outer.addWidget(line)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 0, 16, 8)
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        self.say(self.title.setText, title)

    def take_siblings(self, row: "Siblings") -> None:
        """Show the pages of the same family in place of the title."""
        self.title.hide()
        self.head.insertWidget(0, row)
        self.say(lambda _text: row.retranslate(), str)

    def shown(self) -> None:
        """Called whenever the page comes to the front."""

    def leave(self) -> None:
        """Called before another page comes to the front: report what is written."""

    def dropped(self) -> None:
        """Called when the village is closed: let go of everything that is of it."""

    def why_failed(self, error: Exception) -> str:
        """Return what to say of a failed calculation, "" if it was stopped; faults are logged."""
        if isinstance(error, Cancelled):
            return ""
        if isinstance(error, AppError):
            return str(error)
        if self.frame.session is not None:
            self.frame.session.fault.emit(error)
        return _("The calculation met a fault of the program. It is in the log.")

    def figure(self) -> str:
        """Return the figure that F4 opens on this page; empty for the first one."""
        return ""

    def figures(self) -> "Mapping[str, Callable[[], Trace]]":
        """Return the figures of this page alone that open, before those of the house."""
        return {}

    def figure_plan(self) -> "Plan | None":
        """Return the plan whose figures F4 opens; None for that of the house."""
        return None

    def help_field(self) -> str:
        """Return the survey field that F1 explains on this page; empty for none."""
        return ""

    def keys(self) -> list[Key]:
        """Return the keys of this page for the status bar."""
        return []


def label(role: str = "", *, wrap: bool = False) -> QLabel:
    """Return an empty label in one of the styles of the house."""
    made = QLabel()
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(role: str = "", *, checkable: bool = False) -> QPushButton:
    """Return an empty button in one of the styles of the house."""
    made = QPushButton()
    if role:
        made.setProperty("role", role)
    made.setCheckable(checkable)
    made.setAutoDefault(False)
    return made


def focus_by(widget: QWidget, how: Literal["TabFocus", "NoFocus"]) -> None:
    """Say how the focus comes to a widget.

    Said by name, as all else before the window is shown: to read Qt's own names of such
    things takes longer than to build the start page.
    """
    widget.setProperty("focusPolicy", how)


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a white frame and its layout."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(8)
    return frame, layout


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
