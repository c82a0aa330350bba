"""The middle of the survey page: the fields of a section, and the lists that take their place."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.model.survey import SECTIONS
from app.ui.house import House
from app.ui.section_page import SectionPage
from app.ui.stage_desk import StageDesk
from app.ui.widgets.months_panel import MonthsPanel
from app.ui.widgets.problem_list import ProblemList
from app.ui.widgets.stage_panel import StagePanel

_AHEAD = 40  # [ms] between two sections that are made ahead
_LIST_LEAST = 96  # [px] below this the check list takes the place of the fields
Place = Literal["", "problems", "stage", "months"]


class EntryWork(QWidget):
    """Holds the section pages, made when they are needed or ahead while nobody types."""

    def __init__(self, make: Callable[[str], SectionPage], desk: StageDesk) -> None:
        super().__init__()
        self._make = make
        self._pages: dict[str, SectionPage] = {}
        self._letter = ""
        self.listing: Place = ""  # the list that the cursor is in
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 2)
        box.setSpacing(6)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        self.area.setWidget(self.stack)
        self.problems, self.stage = ProblemList(), StagePanel(desk)
        self.months = MonthsPanel()
        box.addWidget(self.area)
        box.addWidget(self.problems, 1)
        box.addWidget(self.stage, 1)
        box.addWidget(self.months, 1)
        box.addStretch(0)
        self._waiting: list[Callable[[], None]] = []
        self._ahead = QTimer(self)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._make_ahead)

    @property
    def pages(self) -> Mapping[str, SectionPage]:
        """Return the sections that have been made."""
        return self._pages

    def page(self, letter: str) -> SectionPage:
        """Return a section, made now if need be."""
        if letter not in self._pages:
            page = self._make(letter)
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.stack.addWidget(page)
            self._pages[letter] = page
        return self._pages[letter]

    def make_ahead(self, house: House) -> None:
        """Begin to make the sections that have not been opened yet, and to fill them."""
        letters = [section.letter for section in SECTIONS]
        made = [partial(self._make_page, x) for x in letters if x not in self._pages]
        filled = [partial(self._fill, x, house) for x in letters]
        self._waiting = [partial(_polish, self.problems), *made, *filled]
        if self.isVisible():
            self._ahead.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting:
            self._ahead.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever looks at another page waits for nothing of this one."""
        self._ahead.stop()
        super().hideEvent(event)

    def _make_ahead(self) -> None:
        if self._waiting:
            self._waiting.pop(0)()
        else:
            self._ahead.stop()

    def _make_page(self, letter: str) -> None:
        _polish(self.page(letter))

    def _fill(self, letter: str, house: House) -> None:
        """Have a page that is not at the front arranged for this house."""
        if letter != self._letter and isValid(house):
            page, width = self.page(letter), self.width() - 24
            page.show_house(house, {})
            page.needed(width)
            page.set_room(width, self.height() - 6)

    def open(self, letter: str, house: House | None) -> None:
        """Bring a section to the front."""
        before = self.stack.currentWidget()
        if before is not None:
            before.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        page = self.page(letter)
        self._letter = letter
        page.setEnabled(house is not None and not house.read_only)
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.stack.setCurrentWidget(page)

    def fit(self) -> None:
        """Give the fields what they need and the check list what is left."""
        if not self._letter:
            return
        room, width = self.height() - 6, self.width() - 24
        page = self.page(self._letter)
        page.set_room(width, room)
        needed = page.needed(width)
        beside = room - needed - 8 >= _LIST_LEAST and self.listing not in ("stage", "months")
        self.area.setVisible(beside or not self.listing)
        self.problems.setVisible(beside or self.listing == "problems")
        self.stage.setVisible(self.listing == "stage")
        self.months.setVisible(self.listing == "months")
        self.area.setFixedHeight(min(needed, room))

    def bring_into_view(self, box: QWidget | None) -> None:
        """Scroll where a low window hides the box with the cursor."""
        if box is not None and self.area.isAncestorOf(box):
            self.area.ensureWidgetVisible(box, 0, 24)


def _polish(page: QWidget) -> None:
    """Give all parts of a hidden page their style now rather than when it is opened."""
    for widget in page.findChildren(QWidget):
        widget.ensurePolished()
