"""Which list is being ticked, one's own or a scenario's, and what can be done with scenarios."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QWidget,
)

from app.i18n import gettext as _
from app.ui.pages.base import button

Named = tuple[str, str]
"""Key of a package or id of a scenario, and its name."""


class ScenarioBar(QWidget):
    """The list at hand and a menu: new, copy, rename, delete, compare, columns."""

    picked = Signal(str)  # id of the scenario, empty for one's own list
    asked = Signal(str)  # new, copy, edit, delete, take, compare
    column_shown = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.lists = QComboBox()
        self.lists.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.lists.activated.connect(lambda _n: self.picked.emit(self.lists.currentData()))
        self.more = button()
        self.menu = QMenu(self)
        self.columns = QMenu(self)
        self.more.setMenu(self.menu)
        row.addWidget(self.lists, 1)
        row.addWidget(self.more)

    def show_lists(
        self,
        scenarios: Sequence[Named],
        at: str,
        columns: Sequence[Named],
        hidden: frozenset[str],
        *,
        may: bool,
    ) -> None:
        """Show the scenarios, the one ``at`` hand, and the columns; ``may`` they be changed."""
        self.more.setText(_("Scenarios"))
        self.lists.setAccessibleName(_("List that is ticked"))
        self.lists.clear()
        for key, name in (("", _("Own choice")), *scenarios):
            self.lists.addItem(name, key)
        self.lists.setCurrentIndex(max(self.lists.findData(at), 0))
        self.lists.setToolTip(self.lists.currentText())
        self.menu.clear()
        here = bool(at)
        for key, text, able in (
            ("new", _("New scenario …"), may),
            ("copy", _("Copy …"), may and here),
            ("edit", _("Name and base …"), may and here),
            ("delete", _("Delete"), may and here),
            ("take", _("Take as own choice"), here),
            ("compare", _("Compare two …"), len(columns) > 1),
        ):
            action = self.menu.addAction(text)
            action.setEnabled(able)
            action.triggered.connect(lambda _checked=False, key=key: self.asked.emit(key))
        self.columns = self.menu.addMenu(_("Columns"))
        for key, name in columns:
            self._add_column(key, name, key not in hidden)

    def _add_column(self, key: str, name: str, shown: bool) -> None:
        action = QAction(name, self.columns)
        action.setCheckable(True)
        action.setChecked(shown)
        action.toggled.connect(lambda on: self.column_shown.emit(key, on))
        self.columns.addAction(action)


class ScenarioDialog(QDialog):
    """Asks for the name of a scenario, and what it is built on."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        name: str,
        bases: Sequence[Named] = (),
        base: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        form = QFormLayout(self)
        self.name = QLineEdit(name)
        self.name.setMaxLength(40)
        self.name.setMinimumWidth(260)
        self.bases = QComboBox()
        for key, text in bases:
            self.bases.addItem(text, key)
        self.bases.setCurrentIndex(max(self.bases.findData(base), 0))
        form.addRow(_("Scenario name"), self.name)
        if bases:
            form.addRow(_("Built on"), self.bases)
        buttons = QDialogButtonBox()
        self.yes = buttons.addButton(_("Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.name.selectAll()

    def answer(self) -> Named | None:
        """Ask, and return name and base; None if it was given up."""
        if self.exec() != QDialog.DialogCode.Accepted:
            return None
        return self.name.text(), self.bases.currentData() or ""
