"""The first page: open a village, make one, or practise."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.ui.pages.base import Frame, Page, button, card, label
from app.ui.settings import Recent

if TYPE_CHECKING:  # the window is shown before they are imported
    from PySide6.QtGui import QKeyEvent

    from app.ui.widgets.first_steps import FirstSteps


def default_folder() -> Path:
    """Return where villages are put when nothing else is said."""
    return Path(platformdirs.user_documents_dir()) / _("Nuanfang villages")


def _to_the_left(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


class StartPage(Page):
    """Recent villages and the practice village on the left; a new village on the right."""

    key = "start"
    with_panel = False
    open_wanted = Signal(object)  # Path
    # Path, name, operator, password or None, path of a policy pack or None
    new_wanted = Signal(object, str, str, object, object)
    restore_wanted = Signal(object, object)  # Path of the copy, folder of the village
    practice_wanted = Signal(object)  # Path

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Open a village"))
        row = QHBoxLayout()
        row.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._recent_card(), 1)
        left.addWidget(self._practice_card())
        right.addWidget(self._new_card())
        right.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.body.setContentsMargins(24, 0, 24, 8)
        self._busy = False
        self._complete = False  # Qt is not drawn with while another thread still reads it
        self._first_steps: FirstSteps | None = None
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
        self.restore_button = button()
        self.say(self.restore_button.setText, lambda: _("Restore from a backup …"))
        self.restore_button.clicked.connect(self._choose_copy)
        self._steps = QVBoxLayout()
        box.addWidget(heading)
        box.addLayout(self._list)
        box.addWidget(self.empty)
        box.addLayout(self._steps)
        box.addStretch(1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.hide()
        self.problem = label("hard", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addWidget(self.progress)
        box.addLayout(_to_the_left(self.open_button, self.restore_button))
        return frame

    def _new_card(self) -> QWidget:
        frame, box = card()
        heading = label("heading")
        self.say(heading.setText, lambda: _("New village"))
        box.addWidget(heading)
        form = QFormLayout()
        form.setSpacing(4)
        self.name, self.operator = QLineEdit(), QLineEdit()
        self.folder, self.password, self.pack = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        rows: tuple[tuple[QLineEdit, Callable[[], str]], ...] = (
            (self.name, lambda: _("Village name")),
            (self.operator, lambda: _("Your name")),
            (self.folder, lambda: _("Kept in")),
            (self.password, lambda: _("Password")),
            (self.pack, lambda: _("Policy pack")),
        )
        for box_, text in rows:
            words = label("label")
            words.setBuddy(box_)
            self.say(words.setText, text)
            self.say(box_.setAccessibleName, text)
            browse = {self.folder: self._choose_parent, self.pack: self._choose_pack}.get(box_)
            form.addRow(words, self._with_browse(box_, browse) if browse else box_)
        self.say(self.pack.setPlaceholderText, lambda: _("built in"))
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

    def _with_browse(self, box: QLineEdit, work: Callable[[], None]) -> QWidget:
        both = QWidget()
        both.setMinimumHeight(32)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        browse = button("flat")  # as low as the box beside it
        self.say(browse.setText, lambda: _("Choose …"))
        browse.clicked.connect(lambda: work())
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
                "Twenty invented houses, fully surveyed. Change whatever you like; "
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
            opener = Opener(entry)
            opener.clicked.connect(
                lambda _checked=False, folder=entry.folder: self.open_wanted.emit(Path(folder))
            )
            self._list.addWidget(opener)
            opener.show()  # else it could not take the focus yet
        self.empty.setVisible(not recent)
        if self._first_steps is not None:
            self._first_steps.setVisible(not recent)
        elif not recent and self._complete:
            self._show_steps()
        self.operator.setText(self.operator.text() or self.frame.settings.now.operator)
        first = self._list.itemAt(0)
        (first.widget() if first is not None else self.practice).setFocus()

    def complete(self) -> None:
        """All else of the window has been read: show what could wait for it."""
        self._complete = True
        if not self.empty.isHidden():
            self._show_steps()

    def _show_steps(self) -> None:
        """Show the first time in four pictures."""
        from app.ui.widgets.first_steps import FirstSteps

        if self._first_steps is None:
            self._first_steps = FirstSteps()
            self._steps.addWidget(self._first_steps)

    def retranslate(self) -> None:
        super().retranslate()
        if self._first_steps is not None:
            self._first_steps.retranslate()
        for number in range(self._list.count()):
            opener = self._list.itemAt(number).widget()
            if isinstance(opener, Opener):
                opener.retranslate()

    def show_busy(self, share: float | None) -> None:
        """Show how far the work is; None when nothing is under way."""
        self._busy = share is not None
        self.progress.setVisible(self._busy)
        if share is not None:
            self.problem.hide()
            self.progress.setValue(round(share * 100))
        for widget in (
            *(self.open_button, self.restore_button, self.create_button),
            *(self.roster, self.practice),
        ):
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

    def _choose_pack(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        path, _kind = QFileDialog.getOpenFileName(
            self, _("Policy pack"), "", _("Policy pack (*.json)")
        )
        if path:
            self.pack.setText(path)

    def _choose_copy(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        path, _kind = QFileDialog.getOpenFileName(
            self, _("Restore from a backup …"), "", _("Backup of a village (*.nuanfang)")
        )
        if not path:
            return
        start = str(default_folder())
        folder = QFileDialog.getExistingDirectory(self, _("An empty folder for it"), start)
        if folder:
            self.restore(Path(path), Path(folder))

    def restore(self, copy: Path, folder: Path) -> None:
        """Make a village of a copy in an empty folder, or in a new one below."""
        if folder.is_dir() and any(folder.iterdir()):
            folder = folder / copy.stem
        if folder.exists() and any(folder.iterdir()):
            self.show_problem(
                _(
                    "{folder} is not empty. Choose an empty folder; a village that is open puts a "
                    "copy back in the settings, under backup."
                ).format(folder=folder)
            )
            return
        self.restore_wanted.emit(copy, folder)

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
        pack = self.pack.text().strip()
        self.new_wanted.emit(
            folder, name, operator, self.password.text() or None, Path(pack) if pack else None
        )


class Opener(QPushButton):
    """A village that was open: Enter opens it, as a click does."""

    def __init__(self, entry: Recent) -> None:
        super().__init__()
        self._entry = entry
        self.setProperty("role", "link")
        self.setMinimumHeight(44)
        self.retranslate()

    def retranslate(self) -> None:
        """Show what is noted of the village in the present language."""
        self.setText(f"{_about(self._entry)}\n{self._entry.folder}")

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        from PySide6.QtCore import Qt  # nobody presses a key before the window is shown

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def _about(entry: Recent) -> str:
    """Return name, last use, houses and age of the last backup of a village."""
    parts = [entry.name, _("open on {day}").format(day=entry.opened)]
    if entry.houses >= 0:
        parts.append(_("households: {n}").format(n=entry.houses))
        parts.append(_backup_words(entry.on_stick))
    return "    ".join(parts)


def _backup_words(on_stick: str) -> str:
    if not on_stick:
        return _("⚠ never on a stick")
    days = (date.today() - datetime.fromisoformat(on_stick).astimezone().date()).days
    if days <= 0:
        return _("on a stick today")
    if days == 1:
        return _("on a stick yesterday")
    return _("⚠ on a stick {n} days ago").format(n=days)
