"""People: who works here, their PIN, and who is at the keyboard."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.i18n import gettext as _
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.widgets.editors import LineBox

_PIN = 4


class PeopleSection(Section):
    """The operators of the village. A PIN attributes work; it protects nothing."""

    key = "people"

    @staticmethod
    def title() -> str:
        return _("People")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "Every entry keeps the name of who made it. The PIN only keeps two people from "
                "mixing up their names; it protects no data. The password of the village does."
            ),
        )
        self._people: list[Any] = []
        self.now = label("label", wrap=True)
        self.table = PlainTable(0, height=150)
        self.table.setMaximumWidth(560)
        self.table.on_enter = self._work_as
        self.say(self.table.setAccessibleName, lambda: _("People"))
        self.box.addWidget(self.now)
        self.box.addWidget(self.table)
        self.box.addLayout(self._choose_row())
        self.box.addWidget(self.problem)
        self.box.addWidget(self._new_card())
        self.box.addStretch(1)

    def _choose_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.pin = _pin_box()
        self.choose = button("primary")
        words = label("label")
        self.say(words.setText, lambda: _("PIN, if there is one"))
        self.say(self.pin.setAccessibleName, lambda: _("PIN, if there is one"))
        self.say(self.choose.setText, lambda: _("Work under this name"))
        self.choose.clicked.connect(self._work_as)
        self.pin.left.connect(lambda step: self._work_as() if step > 0 else None)
        row.addWidget(words)
        row.addWidget(self.pin)
        row.addWidget(self.choose)
        row.addStretch(1)
        return row

    def _new_card(self) -> Any:
        frame, box = card()
        frame.setMaximumWidth(560)
        heading = label("heading")
        self.say(heading.setText, lambda: _("Add a person, or give one another PIN"))
        row = QHBoxLayout()
        self.name, self.new_pin, self.add = LineBox(), _pin_box(), button()
        self.name.setMaxLength(30)
        self.say(self.name.setPlaceholderText, lambda: _("Name"))
        self.say(self.name.setAccessibleName, lambda: _("Name"))
        self.say(self.new_pin.setPlaceholderText, lambda: _("PIN, 4 digits, or empty"))
        self.say(self.new_pin.setAccessibleName, lambda: _("New PIN"))
        self.say(self.add.setText, lambda: _("Add"))
        self.new_pin.setFixedWidth(200)
        self.name.left.connect(lambda step: self.new_pin.setFocus() if step > 0 else None)
        self.new_pin.left.connect(lambda step: self._add() if step > 0 else None)
        self.add.clicked.connect(self._add)
        row.addWidget(self.name, 1)
        row.addWidget(self.new_pin)
        row.addWidget(self.add)
        box.addWidget(heading)
        box.addLayout(row)
        return frame

    def words(self) -> list[Found]:
        return [(_("Work under this name"), self.table), (_("New PIN"), self.name)]

    def shown(self) -> None:
        session = self.session
        if session is not None:
            session.read(lambda village: village.operators(), self._show, self.failed)
            self.add.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        self._show(self._people)

    def _show(self, people: list[Any]) -> None:
        session = self.session
        self._people = people
        if session is None:
            return
        self.now.setText(_("At the keyboard now: {name}").format(name=session.operator))
        lines = [
            Line(
                person.name,
                (person.name, _("with PIN") if person.has_pin else _("no PIN")),
                strong=person.name == session.operator,
            )
            for person in people
        ]
        self.table.show_lines((_("Name"), "PIN"), lines)
        if not self.table.key():
            self.table.choose(session.operator)

    def _work_as(self) -> None:
        session, name = self.session, self.table.key()
        if session is None or not name:
            return
        pin = self.pin.text()
        session.read(
            lambda village: village.check_pin(name, pin),
            lambda right: self._checked(name, right),
            self.failed,
        )

    def _checked(self, name: str, right: bool) -> None:
        self.pin.clear()
        if not right:
            self.show_problem(_("The PIN is not that of {name}. Type it again.").format(name=name))
            self.pin.setFocus()
            return
        self.show_problem("")
        self.frame.work_as(name)
        self.shown()

    def _add(self) -> None:
        session, name, pin = self.session, self.name.text().strip(), self.new_pin.text()
        if session is None:
            return
        if not name:
            self.show_problem(_("The name is still empty."))
            self.name.setFocus()
            return
        if pin and (len(pin) != _PIN or not (pin.isascii() and pin.isdigit())):
            self.show_problem(_("A PIN has 4 digits, or is left empty."))
            self.new_pin.setFocus()
            return
        known = next((person for person in self._people if person.name == name), None)
        if known is not None and known.has_pin and session.operator != name:
            self.show_problem(
                _(
                    "{name} has a PIN. Only {name} can change it: work under this name first."
                ).format(name=name)
            )
            return
        self.show_problem("")
        self.name.clear()
        self.new_pin.clear()
        session.write(
            lambda village: village.set_operator(name, pin or None),
            lambda _nothing: self.shown(),
            self.failed,
        )


def _pin_box() -> LineBox:
    made = LineBox()
    made.setMaxLength(_PIN)
    made.setFixedWidth(90)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
