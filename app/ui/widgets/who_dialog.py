"""Who is at the keyboard: a name from the list, and its PIN if it has one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.pages.base import button, label
from app.ui.session import Session

if TYPE_CHECKING:
    from app.store.operators import Operator


class WhoDialog(QDialog):
    """Asked once after opening; closing it works on under no name that has a PIN."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, people: "Sequence[Operator]", named: str
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Who is at the keyboard?"))
        self.resize(400, 320)
        self._session, self._people = session, list(people)
        box = QVBoxLayout(self)
        words = label("label", wrap=True)
        words.setText(_("Every entry keeps this name. The PIN keeps names apart; it is no lock."))
        self.list = QListWidget()
        self.list.setAccessibleName(_("People"))
        for person in self._people:
            self.list.addItem(person.name)
        names = [person.name for person in self._people]
        self.list.setCurrentRow(names.index(named) if named in names else 0)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(4)
        self.pin.setAccessibleName("PIN")
        self.pin.setPlaceholderText("PIN")
        self.problem = label("hard", wrap=True)
        self.go = button("primary")
        self.go.setText(_("Work under this name"))
        self.go.setDefault(True)
        self.go.clicked.connect(self._check)
        self.list.currentRowChanged.connect(lambda _row: self._show_pin())
        for widget in (words, self.list, self.pin, self.problem, self.go):
            box.addWidget(widget)
        self.problem.hide()
        self._show_pin()

    def _person(self) -> "Operator":
        return self._people[max(self.list.currentRow(), 0)]

    def _show_pin(self) -> None:
        self.pin.setVisible(self._person().has_pin)
        self.pin.clear()
        (self.pin if self._person().has_pin else self.list).setFocus()

    def _check(self) -> None:
        name, pin = self._person().name, self.pin.text()
        self._session.read(
            lambda village: village.check_pin(name, pin), lambda right: self._checked(name, right)
        )

    def _checked(self, name: str, right: bool) -> None:
        if right:
            self.chosen.emit(name)
            self.accept()
            return
        self.problem.setText(_("The PIN is not that of {name}. Type it again.").format(name=name))
        self.problem.show()
        self.pin.selectAll()
        self.pin.setFocus()

    def reject(self) -> None:
        """Without an answer nobody's name with a PIN may stand under entries."""
        held = {person.name for person in self._people if person.has_pin}
        if self._session.operator in held:
            self.chosen.emit(_("not named"))
        super().reject()
