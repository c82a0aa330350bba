"""The bars of the frame: top, navigation, alarm, notice, status."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
)

from app.i18n import gettext as _
from app.ui import style
from app.ui.pages.base import Action, Key, button, focus_by, label, restyle
from app.ui.speech import Speaker

_READING_TIME = 6000  # [ms]


class TopBar(QFrame, Speaker):
    """Village, search, saved time, language, help."""

    language_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(style.TOP_HEIGHT)
        self._village = ""
        self._read_only = False
        self._saved: datetime | None = None
        self._failed = False
        self._operator = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        self.village = button("flat")
        self.menu = QMenu(self)
        self.village.setMenu(self.menu)
        self.search = QLineEdit()
        self.search.setFixedWidth(260)
        self.search.setClearButtonEnabled(True)
        self.saved = label("label")
        self.operator = button("flat")
        self.language = button("flat")
        self.help = button("flat")
        self.language.clicked.connect(self.language_wanted)
        row.addWidget(self.village)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addWidget(self.operator)
        row.addWidget(self.language)
        row.addWidget(self.help)
        for widget in (self.village, self.operator, self.language, self.help):
            focus_by(widget, "TabFocus")
        self.search.hide()
        self.operator.hide()

    def show_operator(self, name: str) -> None:
        """Show who is at the keyboard."""
        self._operator = name
        self.operator.setVisible(bool(name))
        self.retranslate()

    def show_village(self, name: str, read_only: bool) -> None:
        """Show the name of the open village."""
        self._village, self._read_only = name, read_only
        self._saved, self._failed = None, False
        self.search.show()
        self.retranslate()

    def show_saved(self, at: datetime) -> None:
        """Show when the last entry was acknowledged."""
        self._saved, self._failed = at, False
        self.retranslate()

    def show_failed(self) -> None:
        """Show that the last entry is not on disk."""
        self._failed = True
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        self.village.setText(self._village or _("Nuanfang"))
        self.search.setPlaceholderText(_("Search: initials, number, group (F3)"))
        self.search.setAccessibleName(_("Search"))
        short = self._operator[:8] + ("…" if len(self._operator) > 8 else "")
        self.operator.setText(short)
        self.operator.setAccessibleName(_("At the keyboard now: {name}").format(name=short))
        self.language.setText("中 / EN")
        self.language.setAccessibleName(_("Language"))
        self.help.setText(_("? Help"))
        text, role = "", "label"
        if self._failed:
            text, role = _("× not saved"), "hard"
        elif self._read_only:
            text, role = _("read only"), "soft"
        elif self._saved is not None:
            text, role = _("✓ saved {time}").format(time=_moment(self._saved)), "ok"
        self.saved.setText(text)
        restyle(self.saved, "role", role)


def _moment(at: datetime) -> str:
    """Return the time of day, with the day before it unless it is today."""
    today = at.date() == datetime.now().date()
    return at.strftime("%H:%M:%S" if today else "%Y-%m-%d %H:%M:%S")


class Navigation(QFrame, Speaker):
    """The pages that exist, one button each."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(style.NAVIGATION_WIDTH)
        self.folded = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self._entries: list[tuple[str, Callable[[], str]]] = []
        self.hide()

    def add(self, key: str, name: Callable[[], str]) -> None:
        """Add a page."""
        made = button(checkable=True)
        focus_by(made, "TabFocus")
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(made, len(self._entries))
        made.setIconSize(QSize(20, 20))
        self._entries.append((key, name))
        self._column.insertWidget(self._column.count() - 1, made)
        self.retranslate()

    def mark(self, key: str) -> None:
        """Mark the page that is shown; none where it has no place here."""
        self._group.setExclusive(False)
        for number, (name, _text) in enumerate(self._entries):
            self._group.button(number).setChecked(name == key)
        self._group.setExclusive(True)

    def fold(self, folded: bool) -> None:
        """Show icons only, or icons and words."""
        self.folded = folded
        self.setFixedWidth(style.NAVIGATION_FOLDED if folded else style.NAVIGATION_WIDTH)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the names in the present language."""
        for number, (key, name) in enumerate(self._entries):
            made = self._group.button(number)
            made.setText("" if self.folded else f"  {name()}")
            made.setToolTip(name())
            made.setAccessibleName(name())
            _draw(made, key)


def _draw(made: QAbstractButton, key: str) -> None:
    from app.ui.widgets.icons import icon  # there is no page to draw before the window is shown

    made.setIcon(icon(key, style.NIGHT_INK))


class Alarm(QFrame, Speaker):
    """The red bar: an entry could not be written."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "alarm")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        self.words = label(wrap=True)
        self.again, self.elsewhere = button("onalarm"), button("onalarm")
        row.addWidget(self.words, 1)
        row.addWidget(self.again)
        row.addWidget(self.elsewhere)
        self.say(self.elsewhere.setText, lambda: _("Save elsewhere …"))
        self.say(self.again.setText, lambda: _("Try again"))
        self.hide()

    def show_sentence(self, sentence: str, count: int) -> None:
        """Say why nothing is written and how many entries wait."""
        kept = _("{n} entries are kept and will be written.").format(n=count)
        self.words.setText(f"× {sentence} {kept}")
        self.show()


class Notice(QFrame):
    """One line that can be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 8, 3)
        self.words = label("label", wrap=True)
        self.action = button("link")
        self.action.clicked.connect(self._act)
        self._work: Callable[[], None] = lambda: None
        self.close_button = button("flat")
        self.close_button.setText("×")
        focus_by(self.close_button, "NoFocus")
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_READING_TIME)
        self._timer.timeout.connect(self.hide)
        row.addWidget(self.words, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        self.hide()

    def offer(self, name: Callable[[], str], work: Callable[[], None]) -> None:
        """Offer more about the sentence that is shown, by a button at its end."""
        self.action.setText(name())
        self.action.setVisible(True)
        self._work = work

    def _act(self) -> None:
        self.hide()
        self._work()

    def show_sentence(self, sentence: str, *, lasting: bool, action: Action | None = None) -> None:
        """Show a sentence until it is closed, or for a while; ``action`` stands at its end."""
        self.words.setText(sentence)
        self.action.setVisible(action is not None)
        if action is not None:
            word, self._work = action
            self.action.setText(word)
        self.show()
        if lasting:
            self._timer.stop()
        else:
            self._timer.start()

    def leave(self) -> None:
        """Hide a passing sentence: another page is opened."""
        if self._timer.isActive():
            self.hide()


class StatusBar(QFrame):
    """The keys that work here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(style.STATUS_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        self.words = label()
        self.backup = button("link")
        focus_by(self.backup, "TabFocus")
        self.backup.hide()
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(self.backup)

    def show_backup(self, text: str, role: str) -> None:
        """Show in few words how old the last backup on a stick is; all of it in the tip."""
        sign = {"red": "×", "amber": "⚠"}.get(role, "")
        self.backup.setVisible(bool(sign))
        self.backup.setText(_("{sign} Backup due").format(sign=sign))
        self.backup.setToolTip(text)
        self.backup.setAccessibleName(text)

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show keys and what they do."""
        ink = style.INK
        gap = "&nbsp;&nbsp;&nbsp;"
        self.words.setText(
            gap.join(f'<b style="color:{ink}">{key}</b>&nbsp;{what}' for key, what in keys)
        )
