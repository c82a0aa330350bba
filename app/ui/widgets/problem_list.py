"""What is odd or missing in a house, worst first; Enter jumps there (S08, light)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import spec
from app.model.survey.spec import Problem
from app.ui import style
from app.ui.pages.base import label
from app.ui.texts import SEVERITY_ICONS, short_label

_ORDER = {"stop": 0, "hard": 1, "soft": 2, "missing": 3}
_ROLES = {"stop": "HARD", "hard": "HARD", "soft": "SOFT", "missing": "INK"}


class ProblemList(QWidget):
    """A heading with counts, and one line for each problem."""

    chosen = Signal(object)  # Problem

    def __init__(self) -> None:
        super().__init__()
        self._problems: list[Problem] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self.heading = label("heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        box.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.list, 1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the problems of a house: hard, soft, then missing."""
        self._problems = sorted(problems, key=lambda problem: _ORDER[problem.severity])
        counts = dict.fromkeys(_ORDER, 0)
        for problem in self._problems:
            counts[problem.severity] += 1
        self.heading.setText(
            _("Check list: {hard} wrong, {soft} unusual, {missing} missing").format(
                hard=counts["hard"] + counts["stop"],
                soft=counts["soft"],
                missing=counts["missing"],
            )
            if self._problems
            else _("✓ Nothing found")
        )
        self.list.setAccessibleName(self.heading.text())
        self.list.clear()
        for problem in self._problems:
            self.list.addItem(self._item(problem))
        self.list.setVisible(bool(self._problems))

    def _item(self, problem: Problem) -> QListWidgetItem:
        name = short_label(spec(problem.field).label.get(language()))
        words = problem.message.get(language())
        icon = SEVERITY_ICONS[problem.severity]
        item = QListWidgetItem(f"{icon}  {problem.field} {name} — {words}")
        item.setForeground(QColor(getattr(style, _ROLES[problem.severity])))
        item.setData(Qt.ItemDataRole.UserRole, problem)
        return item

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def take_focus(self) -> None:
        """Go to the first line."""
        if self.list.count():
            self.list.setCurrentRow(max(self.list.currentRow(), 0))
            self.list.setFocus()

    def chosen_problem(self) -> Problem | None:
        """Return the problem under the cursor."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in enter and self.list.currentItem() is not None:
                self._activated(self.list.currentItem())
                return True
        return super().event(event)
