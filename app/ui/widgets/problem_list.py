"""What is odd or missing in a house, worst first; Enter or the digit of a line jumps there (S08).

The same place shows other lists of lines to go to: versions, what was restored.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import Language, language
from app.i18n import gettext as _
from app.model.survey.spec import Problem
from app.ui import style
from app.ui.pages.base import button, label, restyle
from app.ui.texts import SEVERITY_ICONS, field_name
from app.ui.widgets.choices import key_of

_ORDER = {"stop": 0, "hard": 1, "soft": 2, "missing": 3}
_DIGITS = 10  # lines that a digit opens
_ROLES = {"stop": "HARD", "hard": "HARD", "soft": "SOFT", "missing": "INK"}


class ProblemList(QWidget):
    """A heading with counts, and one line for each problem."""

    chosen = Signal(object)  # Problem
    closed = Signal()  # Esc
    next_wanted = Signal()  # the button beside the heading

    def __init__(self) -> None:
        super().__init__()
        self._problems: list[Problem] = []
        self._heading = ""
        self._shown: tuple[Language, str, list[Problem]] | None = None
        self._other: Callable[[Any], None] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.heading = label("heading")
        self.list = QListWidget()
        wrap_lines(self.list)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.list.installEventFilter(self)
        self.next = button("primary")
        self.next.clicked.connect(self.next_wanted)
        self.next.hide()
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch(1)
        top.addWidget(self.next)
        box.addLayout(top)
        box.addWidget(self.list, 1)
        box.addStretch(0)

    def show_problems(self, problems: Sequence[Problem], heading: str = "") -> None:
        """Show problems: hard, soft, then missing; the counts are the heading if none is given."""
        self._problems = sorted(problems, key=lambda problem: _ORDER[problem.severity])
        self._heading = heading
        if self._other is None and self._shown != (language(), heading, self._problems):
            self._fill()

    def offer_next(self, text: str) -> None:
        """Offer the next stage beside the heading; empty for nothing."""
        self.next.setText(text)
        self.next.setVisible(bool(text))

    def show_lines(
        self, heading: str, lines: Sequence[tuple[str, Any]], chosen: Callable[[Any], None]
    ) -> None:
        """Show other lines until :meth:`back_to_problems`; ``chosen`` gets the thing of a line."""
        self._other, self._shown = chosen, None
        restyle(self.heading, "role", "heading")
        self.heading.setText(heading)
        self.list.clear()
        for words, thing in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, thing)
            self.list.addItem(item)
        self.list.setVisible(bool(lines))
        self.list.setAccessibleName(heading)

    def back_to_problems(self) -> None:
        """Show the problems again."""
        if self._other is not None:
            self._other = None
            self._fill()

    def _fill(self) -> None:
        self._shown = (language(), self._heading, self._problems)
        counts = dict.fromkeys(_ORDER, 0)
        for problem in self._problems:
            counts[problem.severity] += 1
        restyle(self.heading, "role", "heading" if self._problems or self._heading else "ok")
        usual = _("Check list: {hard} wrong, {soft} unusual, {missing} missing").format(
            hard=counts["hard"] + counts["stop"], soft=counts["soft"], missing=counts["missing"]
        )
        words = usual if self._problems else _("✓ Nothing found")
        self.heading.setText(self._heading or words)
        row = self.list.currentRow()
        self.list.setAccessibleName(self.heading.text())
        self.list.clear()
        for number, problem in enumerate(self._problems):
            self.list.addItem(self._item(problem, key_of(number) if number < _DIGITS else ""))
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
        self.list.setVisible(bool(self._problems))
        self.list.setAccessibleName(self.heading.text())

    def _item(self, problem: Problem, key: str) -> QListWidgetItem:
        name, words = field_name(problem.field), problem.message.get(language())
        icon = SEVERITY_ICONS[problem.severity]
        item = QListWidgetItem(f"{key:<2} {icon}  {problem.field} {name} — {words}")
        item.setForeground(QColor(getattr(style, _ROLES[problem.severity])))
        item.setData(Qt.ItemDataRole.UserRole, problem)
        return item

    def _activated(self, item: QListWidgetItem) -> None:
        thing = item.data(Qt.ItemDataRole.UserRole)
        if self._other is not None:
            self._other(thing)
        else:
            self.chosen.emit(thing)

    def take_focus(self) -> None:
        """Go to the first line, or where the cursor was in the list."""
        if self.list.count():
            self.list.setCurrentRow(max(self.list.currentRow(), 0))
            self.list.setFocus()

    def chosen_problem(self) -> Problem | None:
        """Return the problem under the cursor."""
        item = self.list.currentItem()
        if item is None or self._other is not None:
            return None
        found: Problem = item.data(Qt.ItemDataRole.UserRole)
        return found

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in enter and self.list.currentItem() is not None:
                self._activated(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The digit before a line opens it; else the list would search for a text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = [key_of(number) for number in range(min(self.list.count(), _DIGITS))]
            if event.text() in keys:
                self._activated(self.list.item(keys.index(event.text())))
                return True
        return super().eventFilter(watched, event)


def wrap_lines(view: QListWidget) -> None:
    """Have long lines wrapped to the width of a list; it never scrolls sideways."""
    view.setWordWrap(True)
    view.setResizeMode(QListWidget.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
