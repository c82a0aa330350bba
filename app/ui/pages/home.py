"""Today (S02): what is to be done now, where work was left, how far the village is."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.model.archive import WAY
from app.model.survey import all_specs, village_value
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.paper import letter_of
from app.ui.texts import separator, short_label, state_text
from app.ui.widgets.house_groups import ALARM, group_of
from app.ui.widgets.house_table import short_time
from app.ui.widgets.task_cards import CARDS, TaskCards

if TYPE_CHECKING:
    from app.store.today import LastHouse, Today

TASK = "V14"
DONE = ("accepted", "verified")
_ID = Qt.ItemDataRole.UserRole
_LAST_ROW = 34  # [px]
_JOINED = "\u00a0"  # a space where no line is broken
_LINK_WIDTH = 110  # [px]


class HomePage(Page):
    """Cards, warnings, the houses worked on last, and the task of the village."""

    key = "home"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Today"))
        self._today: Today | None = None
        self._expired: tuple[object, int] | None = None  # values of the village, rules over
        self.day = label("label")
        self.head.addWidget(self.day)
        self.head.addStretch(1)
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(4)
        self.body.addLayout(self.warnings)
        self.empty = self._make_empty()
        self.body.addWidget(self.empty)
        self.full = QWidget()
        inside = QVBoxLayout(self.full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        self.cards = TaskCards()
        self.cards.chosen.connect(frame.open_houses)
        inside.addWidget(self.cards)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._last_card(), 3)
        row.addWidget(self._task_card(), 2)
        inside.addLayout(row)
        self.body.addWidget(self.full)
        self.body.addStretch(1)
        self.empty.hide()
        self.full.hide()
        frame.backups.changed.connect(self._backups_changed)
        for number, (group, _word) in enumerate(CARDS):
            shortcut = QShortcut(QKeySequence(str(number + 1)), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda group=group: frame.open_houses(group))

    def _make_empty(self) -> QWidget:
        frame, box = card()
        heading, words = label("heading"), label("quiet", wrap=True)
        self.say(heading.setText, lambda: _("There is no roster yet"))
        self.say(
            words.setText,
            lambda: _(
                "Import the roster of the village from Excel, or add the first house by hand. "
                "Then this page says each morning what is to be done."
            ),
        )
        self.roster, self.new = button("primary"), button()
        self.say(self.roster.setText, lambda: _("Import a roster (Ctrl+I)"))
        self.say(self.new.setText, lambda: _("New house (Ctrl+N)"))
        self.roster.clicked.connect(lambda: self.frame.open_page("roster"))
        self.new.clicked.connect(self.frame.add_house)
        buttons = QHBoxLayout()
        buttons.addWidget(self.roster)
        buttons.addWidget(self.new)
        buttons.addStretch(1)
        box.addWidget(heading)
        box.addWidget(words)
        box.addLayout(buttons)
        return frame

    def _last_card(self) -> QWidget:
        frame, box = card()
        heading = label("heading")
        self.say(heading.setText, lambda: _("Go on where you were"))
        self.last = QListWidget()
        self.say(self.last.setAccessibleName, lambda: _("Go on where you were"))
        self.last.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.last.itemActivated.connect(self._open)
        self.last.itemClicked.connect(self._open)
        self.untouched = label("quiet", wrap=True)
        self.say(
            self.untouched.setText,
            lambda: _("No house has been surveyed yet. Press 1 to choose the first."),
        )
        box.addWidget(heading)
        box.addWidget(self.last)
        box.addWidget(self.untouched)
        box.addStretch(1)
        return frame

    def _task_card(self) -> QWidget:
        frame, box = card()
        heading = label("heading")
        self.say(heading.setText, lambda: _("Task of the village"))
        self.progress = QProgressBar()
        self.states, self.task = label("label", wrap=True), button("link")
        self.task.clicked.connect(lambda: self.frame.open_settings("village"))
        box.addWidget(heading)
        box.addWidget(self.progress)
        box.addWidget(self.states)
        box.addWidget(self.task, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        return frame

    def keys(self) -> list[Key]:
        return [
            ("1–4", _("houses of a card")),
            ("↑↓ Enter", _("go on")),
            ("F3", _("search")),
            ("Ctrl+N", _("new house")),
            ("Ctrl+I", _("import a roster")),
            ("Ctrl+B", _("fold the navigation")),
        ]

    # ---- reading

    def shown(self) -> None:
        session = self.frame.session
        if session is None:
            return
        session.read(lambda village: village.today(), self.show_today)
        values = session.rules.village
        if self._expired is None or self._expired[0] is not values:
            from app.services.prices import expired_rules  # the catalogue: window first

            session.read(
                lambda _village: (values, len(expired_rules(values, date.today()))),
                self._take_expired,
            )

    def dropped(self) -> None:
        self._today, self._expired = None, None
        self.last.clear()
        self.empty.hide()
        self.full.hide()
        self._clear_warnings()

    def _take_expired(self, found: tuple[object, int]) -> None:
        if self.frame.session is not None:
            self._expired = found
            self._show_warnings()

    def _backups_changed(self) -> None:
        if self._today is not None:
            self._show_warnings()

    def show_today(self, found: "Today") -> None:
        """Show what the village says of today."""
        session = self.frame.session
        if session is None:
            return
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        first = self._today is None
        self._today = found
        self.retranslate()
        for widget in (self.roster, self.new):
            widget.setEnabled(not session.village.read_only)
        if self.isVisible() and (first or not had_focus or self.last.hasFocus()):
            self._take_focus()

    def _take_focus(self) -> None:
        if self.empty.isVisible():
            self.roster.setFocus()
        elif self.last.count():
            self.last.setCurrentRow(0)
            self.last.setFocus()
        else:
            next(iter(self.cards.cards.values())).setFocus()

    # ---- showing

    def retranslate(self) -> None:
        super().retranslate()
        today = date.today()
        self.day.setText(f"{today.isoformat()}  {_weekday(today)}")
        self.cards.retranslate()
        if self._today is None:
            return
        self.empty.setVisible(not self._today.houses)
        self.full.setVisible(bool(self._today.houses))
        groups: Counter[str] = Counter()
        for tally in self._today.tallies:
            groups[group_of(tally.state, tally.begun)] += tally.houses
        self.cards.show_numbers(groups)
        self._show_last()
        self._show_task()
        self._show_warnings()

    def _show_last(self) -> None:
        assert self._today is not None
        row = max(self.last.currentRow(), 0)
        self.last.clear()
        for one in self._today.last:
            item = QListWidgetItem(_last_words(one))
            item.setSizeHint(QSize(0, _LAST_ROW))
            item.setData(_ID, (one.house.dwelling_id, *_place(one)))
            self.last.addItem(item)
        self.last.setFixedHeight(_LAST_ROW * max(len(self._today.last), 1) + 6)
        self.last.setCurrentRow(row if self.last.count() > row else 0)
        self.last.setVisible(self.last.count() > 0)
        self.untouched.setVisible(self.last.count() == 0)

    def _show_task(self) -> None:
        session = self.frame.session
        if session is None or self._today is None:
            return
        states: Counter[str] = Counter()
        for tally in self._today.tallies:
            states[tally.state] += tally.houses
        task = village_value(session.rules.village, TASK).value
        total = int(task) if isinstance(task, int) else self._today.houses
        done = sum(states[state] for state in DONE)
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(min(done, total))
        text = (
            _("accepted: {done} of {total} in the task")
            if task
            else _("accepted: {done} of {total} in the roster")
        )
        self.progress.setFormat(text.format(done=done, total=total))
        self.progress.setAccessibleName(self.progress.format())
        ways = [state for state in WAY if states[state]]
        others = [state for state in states if state not in WAY]
        shown = [
            f"{state_text(state)} {states[state]}".replace(" ", _JOINED)
            for state in (*ways, *others)
        ]
        self.states.setText("    ".join(shown))
        self.task.setText(_("Change the task") if task else _("Enter the task of the village"))

    def _show_warnings(self) -> None:
        self._clear_warnings()
        if self._today is None or self.frame.session is None or not self._today.houses:
            return
        flues = sum(tally.flue_bad for tally in self._today.tallies)
        unsafe = sum(tally.grade_d for tally in self._today.tallies)
        if flues or unsafe:
            parts = []
            if flues:
                parts.append(_("Danger of carbon monoxide: {n}").format(n=flues))
            if unsafe:
                parts.append(_("Grade D: {n}").format(n=unsafe))
            self._warn(
                "red",
                f"× {separator().join(parts)}",
                _("Show them"),
                lambda: self.frame.open_houses(ALARM),
            )
        self._warn_of_backup()
        if self._expired is not None and self._expired[1]:
            self._warn(
                "amber",
                "⚠ "
                + _("Tariffs or subsidies of the policy pack out of date: {n}").format(
                    n=self._expired[1]
                ),
                _("Policy pack …"),
                lambda: self.frame.open_settings("pack"),
            )

    def _warn_of_backup(self) -> None:
        due, session = self.frame.backups.due, self.frame.session
        if due is None or not due.due or session is None or session.village.practice:
            return
        from app.ui.preferences.backup import due_text  # with the settings, after the window

        text, role = due_text(due)
        self._warn(role, text, _("Back up …"), lambda: self.frame.open_settings("backup"))

    def _warn(self, role: str, text: str, word: str, work: Callable[[], None]) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        words, action = label(role), button("link")
        words.setText(text)
        words.setMinimumHeight(28)
        action.setText(word)
        action.setMinimumWidth(_LINK_WIDTH)
        action.setAccessibleName(f"{text} {word}")
        action.clicked.connect(lambda: work())
        row.addWidget(words, 1)
        row.addSpacing(8)
        row.addWidget(action)
        self.warnings.addWidget(line)

    def _clear_warnings(self) -> None:
        while (item := self.warnings.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()

    def _open(self, item: QListWidgetItem) -> None:
        self.frame.open_house(*item.data(_ID))


def _place(one: "LastHouse") -> tuple[str, str]:
    """Return field and row to go to; a photo or a row itself is no field of the paper."""
    return (one.field, one.row) if one.field in all_specs() else ("", "")


def _last_words(one: "LastHouse") -> str:
    house = one.house
    parts = [house.code, house.head_name or _("name not entered yet"), house.group_door]
    parts.append(state_text(house.state))
    if one.field in all_specs():
        name = short_label(all_specs()[one.field].label.get(language()))
        parts.append(f"{letter_of(one.field)} · {one.field} {name}")
    parts.append(short_time(house.last_change_at))
    return "    ".join(part for part in parts if part)


def _weekday(day: date) -> str:
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[day.weekday()]
