"""The first page: open a village, make one, or practise."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.ui.pages.base import Frame, Page, button, card, label


def default_folder() -> Path:
    """Return where villages are put when nothing else is said."""
    return Path(platformdirs.user_documents_dir()) / _("Nuanfang villages")


def _to_the_left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row


class StartPage(Page):
    """Recent villages on the left; a new village and the practice village on the right."""

    key = "start"
    with_panel = False
    open_wanted = Signal(object)  # Path
    new_wanted = Signal(object, str, str, object)  # Path, name, operator, password or None
    practice_wanted = Signal(object)  # Path

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Open a village"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._recent_card(), 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._new_card())
        right.addWidget(self._practice_card())
        right.addStretch(1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.body.setContentsMargins(24, 0, 24, 8)
        self._busy = False
        self._roster_next = False

    def _recent_card(self) -> QWidget:
        frame, box = card()
        heading, self.empty = label("heading"), label("quiet", wrap=True)
        self.say(heading.setText, lambda: _("Recent villages"))
        self.say(
            self.empty.setText,
            lambda: _(
                "No village has been opened on this computer yet. "
                "Start with the practice village: twenty houses to try everything on."
            ),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.open_button = button()
        self.say(self.open_button.setText, lambda: _("Open a village folder …"))
        self.open_button.clicked.connect(self._choose)
        box.addWidget(heading)
        box.addLayout(self._list)
        box.addWidget(self.empty)
        box.addStretch(1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.hide()
        self.problem = label("hard", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addWidget(self.progress)
        box.addLayout(_to_the_left(self.open_button))
        return frame

    def _new_card(self) -> QWidget:
        frame, box = card()
        heading = label("heading")
        self.say(heading.setText, lambda: _("New village"))
        box.addWidget(heading)
        form = QFormLayout()
        form.setSpacing(4)
        self.name, self.operator = QLineEdit(), QLineEdit()
        self.folder, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        rows: tuple[tuple[QLineEdit, Callable[[], str]], ...] = (
            (self.name, lambda: _("Village name")),
            (self.operator, lambda: _("Your name")),
            (self.folder, lambda: _("Kept in")),
            (self.password, lambda: _("Password")),
        )
        for box_, text in rows:
            words = label("label")
            words.setBuddy(box_)
            self.say(words.setText, text)
            self.say(box_.setAccessibleName, text)
            form.addRow(words, self._with_browse(box_) if box_ is self.folder else box_)
        box.addLayout(form)
        self.warning = label("soft", wrap=True)
        box.addWidget(self.warning)
        self.create_button = button("primary")
        self.say(self.create_button.setText, lambda: _("Create the village"))
        self.create_button.clicked.connect(lambda: self._create())
        last = QHBoxLayout()
        self.roster = button()
        self.say(self.roster.setText, lambda: _("Create and import a roster"))
        self.roster.clicked.connect(lambda: self._create(with_roster=True))
        last.addWidget(self.create_button)
        last.addWidget(self.roster)
        last.addStretch(1)
        box.addLayout(last)
        self.name.textChanged.connect(self._suggest)
        self.password.textChanged.connect(self._warn)
        self.say(lambda _text: self._warn(), str)
        return frame

    def _with_browse(self, box: QLineEdit) -> QWidget:
        both = QWidget()
        both.setMinimumHeight(32)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        browse = button("flat")  # as low as the box beside it
        self.say(browse.setText, lambda: _("Choose …"))
        browse.clicked.connect(self._choose_parent)
        row.addWidget(box, 1)
        row.addWidget(browse)
        return both

    def _practice_card(self) -> QWidget:
        frame, box = card()
        heading, words = label("heading"), label("quiet", wrap=True)
        self.say(heading.setText, lambda: _("Practice village"))
        self.say(
            words.setText,
            lambda: _(
                "Eight invented houses, fully surveyed. Change whatever you like; "
                "nothing here is ever counted."
            ),
        )
        self.practice = button()
        self.say(self.practice.setText, lambda: _("Open the practice village"))
        self.practice.clicked.connect(
            lambda: self.practice_wanted.emit(default_folder() / _("Practice village"))
        )
        box.addWidget(heading)
        box.addWidget(words)
        box.addLayout(_to_the_left(self.practice))
        return frame

    def shown(self) -> None:
        recent = [item for item in self.frame.settings.now.recent if Path(item.folder).is_dir()]
        while (item := self._list.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for entry in recent:
            opener = button("link")
            opener.setText(f"{entry.name}    {entry.opened}\n{entry.folder}")
            opener.setMinimumHeight(44)
            opener.clicked.connect(
                lambda _checked=False, folder=entry.folder: self.open_wanted.emit(Path(folder))
            )
            self._list.addWidget(opener)
        self.empty.setVisible(not recent)
        self.operator.setText(self.operator.text() or self.frame.settings.now.operator)
        first = self._list.itemAt(0)
        (first.widget() if first is not None else self.practice).setFocus()

    def show_busy(self, share: float | None) -> None:
        """Show how far the work is; None when nothing is under way."""
        self._busy = share is not None
        self.progress.setVisible(self._busy)
        if share is not None:
            self.problem.hide()
            self.progress.setValue(round(share * 100))
        for widget in (self.open_button, self.create_button, self.roster, self.practice):
            widget.setEnabled(not self._busy)

    def roster_next(self) -> bool:
        """Tell whether the new village wants its roster, once."""
        wanted, self._roster_next = self._roster_next, False
        return wanted

    def show_problem(self, sentence: str) -> None:
        """Say why a village could not be opened or made."""
        self._roster_next = False
        self.show_busy(None)
        self.problem.setText(f"× {sentence}")
        self.problem.show()

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, _("Open a village folder …"))
        if folder:
            self.open_wanted.emit(Path(folder))

    def _choose_parent(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, _("Kept in"), str(default_folder()))
        if folder:
            self.folder.setText(str(Path(folder) / (self.name.text().strip() or _("Village"))))

    def _suggest(self, name: str) -> None:
        self.folder.setText(str(default_folder() / name.strip()) if name.strip() else "")

    def _warn(self) -> None:
        self.warning.setText(
            ""
            if self.password.text()
            else _(
                "Without a password anyone who takes this computer can read names, phones and "
                "addresses. ID numbers will then not be stored. Leave it empty only if you "
                "accept this."
            )
        )

    def _create(self, *, with_roster: bool = False) -> None:
        name, operator = self.name.text().strip(), self.operator.text().strip()
        for box, text in ((self.name, name), (self.operator, operator)):
            if not text:
                self.show_problem(_("“{field}” is still empty.").format(field=box.accessibleName()))
                box.setFocus()
                return
        folder = Path(self.folder.text().strip() or default_folder() / name)
        self._roster_next = with_roster
        self.new_wanted.emit(folder, name, operator, self.password.text() or None)
