"""Survey entry (S05): the sections of one house, generated from the declaration."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import SECTIONS, spec
from app.model.survey.spec import FieldClass, Problem
from app.model.value import Empty
from app.ui import style
from app.ui.calculated import calculated_answers
from app.ui.house import House
from app.ui.opening import PLACE, Found, read_house
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.pages.entry_actions import EntryActions
from app.ui.paper import differences, kind_in, letter_of, section_of
from app.ui.recovered import Restored
from app.ui.section_page import SKETCH_SECTION, SectionPage, asks_for_rows
from app.ui.texts import separator, short_label, state_text
from app.ui.widgets.help_band import HelpBand
from app.ui.widgets.problem_list import ProblemList
from app.ui.widgets.section_form import worst
from app.ui.widgets.section_tabs import SectionTabs, Tab

ARCHETYPE = "B03"
_AHEAD = 40  # [ms] between two sections that are made ahead
_LIST_LEAST = 96  # [px] below this the check list takes the place of the fields


class EntryPage(Page):
    """One house: tabs along the top, the fields of one section, the check list, the help band."""

    key = "entry"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Survey"))
        self._house: House | None = None
        self._row: Any = None
        self._section = SECTIONS[0].letter
        self._at: tuple[str, str] = ("", "")
        self._error = ""
        self._listing = False
        self.extras = EntryActions(self)
        self._build_head()
        self.tabs, self.help, self.problems = SectionTabs(), HelpBand(), ProblemList()
        self.tabs.chosen.connect(self.open_section)
        self.problems.chosen.connect(lambda problem: self.go_to(problem.field, problem.row))
        self.problems.closed.connect(lambda: self.go_to(*self._at))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.tabs)
        self.empty = label("quiet", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.say(
            self.empty.setText,
            lambda: _("Choose a house in “Houses” and press Enter, or press Ctrl+N for a new one."),
        )
        self.body.addWidget(self.empty, 1)
        self._build_work()
        self.body.addWidget(self.help)
        self.help.confirm_wanted.connect(self.confirm_unusual)
        self.help.defaults_wanted.connect(self.confirm_section)
        self._sections: dict[str, SectionPage] = {}
        self._bind_keys()
        self._show_house(False)
        self._calculated: object = None
        frame.current.view_changed.connect(self._show_calculated)

    def _build_head(self) -> None:
        self.who, self.state = label("label"), label("label")
        self.faults = button("flat")
        self.faults.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.faults.clicked.connect(self.show_problems)
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.head.addWidget(self.state)
        self.head.addWidget(self.faults)

    def _build_work(self) -> None:
        self.work = QWidget()
        box = QVBoxLayout(self.work)
        box.setContentsMargins(12, 4, 12, 2)
        box.setSpacing(6)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        self.area.setWidget(self.stack)
        self._ahead = QTimer(self)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._make_ahead)
        box.addWidget(self.area)
        box.addWidget(self.problems, 1)
        box.addStretch(0)
        self.body.addWidget(self.work, 1)

    def _bind_keys(self) -> None:
        bound: list[tuple[str, Callable[[], object]]] = [
            ("F8", lambda: self.next_gap(1)),
            ("Shift+F8", lambda: self.next_gap(-1)),
            ("F7", self.show_problems),
            ("Ctrl+U", self.set_unknown),
            ("Ctrl+M", self.cycle_source),
            ("Ctrl+Return", self.confirm_section),
            ("Ctrl+Enter", self.confirm_section),
            ("Ctrl+Z", lambda: self._step(House.undo)),
            ("Ctrl+Y", lambda: self._step(House.redo)),
            ("Alt+Y", self.confirm_unusual),
            ("Ctrl+D", self.copy_field),
            ("Ctrl+Shift+D", lambda: self._act(self.extras.copy_section, self._section)),
            ("Ctrl+S", lambda: self._act(self.extras.keep)),
            ("Ctrl+Shift+S", lambda: self._act(self.extras.list_versions)),
            ("Insert", self._insert_row),
            ("Alt+Left", lambda: self._move_bays(-1)),
            ("Alt+Right", lambda: self._move_bays(1)),
        ]
        for section in SECTIONS:
            if len(section.letter) == 1:
                bound.append((f"Alt+{section.letter}", partial(self.open_section, section.letter)))
        for keys, work in bound:
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def help_field(self) -> str:
        return self._at[0] if self._house is not None else ""

    def keys(self) -> list[Key]:
        return [
            ("Enter", _("next field")),
            ("1–9", _("pick")),
            ("F7", _("check list")),
            ("F8", _("next gap")),
            ("Ctrl+U", _("not known")),
            ("Ctrl+M", _("source")),
            ("Ctrl+D", _("as last house")),
            ("Ctrl+Z", _("undo")),
            ("Ctrl+Enter", _("next section")),
        ]

    def _act(self, action: Callable[..., None], *arguments: Any) -> None:
        """Do something with the house; what is written is reported first."""
        if self._house is not None:
            self._page(self._section).commit_all()
            action(self._house, *arguments)

    def copy_field(self) -> None:
        """Take the answer of the field at hand from the row above or the earlier house."""
        if self._house is not None and self._at[0]:
            self.extras.copy_field(self._house, *self._at)

    def value_above(self, field: str, row: str) -> Any:
        """Return what the row above shows in this column, None without one."""
        return self._page(self._section).value_above(field, row)

    def _move_bays(self, step: int) -> None:
        if self._section == SKETCH_SECTION:
            self._act(self.extras.move_bays, step)

    @property
    def place(self) -> tuple[str, str]:
        """Return field and row of the cursor."""
        return self._at

    def show_lines(
        self, heading: str, lines: Sequence[tuple[str, Any]], chosen: Callable[[Any], None]
    ) -> None:
        """Show a list in the place of the check list, with the cursor in it."""
        if self._house is None:
            return
        self.problems.show_lines(heading, lines, chosen)
        self._listing = True
        self._fit()
        self.problems.take_focus()

    def show_restored(self, entries: Sequence[Restored]) -> None:
        """List what a session that did not end had entered."""
        self.frame.open_page(self.key)
        self.extras.show_restored(entries)

    def open_house(self, dwelling_id: str, field: str = "", row: str = "") -> None:
        """Read a house and show it at a field (the first gap if none is named)."""
        session = self.frame.session
        if session is None:
            return
        if self._house is not None and self._house.dwelling_id == dwelling_id:
            self.frame.open_page(self.key)
            self.go_to(*((field, row) if field else self._at))
            return
        self.leave()
        before = self._house.dwelling_id if self._house is not None else ""

        def done(found: Found) -> None:
            house = House(session, dwelling_id, found.row.code, found.survey, session)
            self._take(house, found)
            self.frame.open_page(self.key)
            self.go_to(field, row)

        session.read(lambda village: read_house(village, dwelling_id, before), done)

    def _take(self, house: House, found: Found) -> None:
        self._house, self._row = house, found.row
        self.extras.earlier = found.earlier
        house.changed.connect(self.refresh)
        house.undone.connect(self._say_undone)
        house.redone.connect(self._say_redone)
        self.frame.current.follow(house, found.assessment, found.plan)
        self._show_house(True)
        self._section = SECTIONS[0].letter
        self._at = ("", "")
        self._open(self._section)
        self._ahead.start()

    def _show_house(self, there: bool) -> None:
        for widget in (self.tabs, self.work, self.help, self.faults):
            widget.setVisible(there)
        self.empty.setVisible(not there)

    def forget_house(self) -> None:
        """Show no house (another village was opened)."""
        self._house = None
        self._show_house(False)

    def shown(self) -> None:
        if self._house is not None:
            self.go_to(self._at[0], self._at[1])

    def leave(self) -> None:
        for page in self._sections.values():
            page.commit_all()

    def _page(self, letter: str) -> SectionPage:
        if letter not in self._sections:
            section = section_of(letter)
            page = SectionPage(section)
            page.committed.connect(self._committed)
            page.refused.connect(self._refused)
            page.entered.connect(self._entered)
            page.left_end.connect(self._beyond)
            page.add_wanted.connect(self._add_row)
            page.remove_wanted.connect(self._remove_row)
            page.bays_moved.connect(lambda side: self._committed("R14", "", side))
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.stack.addWidget(page)
            self._sections[letter] = page
        return self._sections[letter]

    def _make_ahead(self) -> None:
        """Make one section that has not been opened yet, while nobody types."""
        letters = [section.letter for section in SECTIONS]
        waiting = next((letter for letter in letters if letter not in self._sections), "")
        if not waiting:
            self._ahead.stop()
            return
        page = self._page(waiting)
        page.set_room(self.work.width() - 24, self.work.height() - 6)
        for widget in page.findChildren(QWidget):
            widget.ensurePolished()

    def _open(self, letter: str) -> None:
        self._turn_to(letter)
        self.refresh()

    def _leave_for(self, letter: str, work: Callable[[], object] = lambda: None) -> None:
        """Report what is written, do some work and open a section; all is shown once."""
        assert self._house is not None
        with self._house.together():
            self._page(self._section).commit_all()
            work()
            self._turn_to(letter)

    def _turn_to(self, letter: str) -> None:
        """Have a section at the front that does not show the house yet."""
        before = self.stack.currentWidget()
        if before is not None:
            before.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._section = letter
        page = self._page(letter)
        page.setEnabled(self._house is not None and not self._house.read_only)
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.stack.setCurrentWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the fields what they need and the check list what is left."""
        if self._house is None:
            return
        low = self.frame.height() < style.LOW_WINDOW
        self.help.set_low(low)
        room = self.work.height() - 6
        page = self._page(self._section)
        width = self.work.width() - 24
        page.set_room(width, room)
        needed = page.needed(width)
        beside = room - needed - 8 >= _LIST_LEAST
        self.area.setVisible(beside or not self._listing)
        self.problems.setVisible(beside or self._listing)
        self.area.setFixedHeight(min(needed, room))

    def refresh(self) -> None:
        """Show the house as it is now."""
        house = self._house
        if house is None:
            return
        page = self._page(self._section)
        page.show_house(house, calculated_answers(self.frame.current.view.assessment))
        self._fit()
        self.tabs.show_tabs([self._tab(section.letter) for section in SECTIONS], self._section)
        self.problems.show_problems(house.problems)
        self._show_head(house)
        self._show_help()

    def _show_calculated(self) -> None:
        """Show a new result in the fields that follow from it."""
        view = self.frame.current.view
        if self._house is not None and view.assessment is not self._calculated:
            self._calculated = view.assessment
            bill = view.assessment.bill if view.assessment is not None else None
            if self._house.take_ratio(bill.ratio if bill is not None else None):
                self.refresh()
                return
            self._page(self._section).show_house(self._house, calculated_answers(view.assessment))

    def _show_head(self, house: House) -> None:
        name = house.stored("A02").value or _("name not entered yet")
        place = house.stored("A05").value or ""
        self.who.setText(f"{self._row.code}   {name}   {place}")
        self.state.setText(state_text(self._row.state))
        severe = sum(1 for problem in house.problems if problem.severity in ("hard", "stop"))
        soft = sum(1 for problem in house.problems if problem.severity == "soft")
        missing = len(house.missing())
        self.faults.setText(
            _("F7  × {hard}  ⚠ {soft}  ○ {missing}").format(hard=severe, soft=soft, missing=missing)
        )

    def _tab(self, letter: str) -> Tab:
        section = section_of(letter)
        house = self._house
        assert house is not None
        fields = [
            declared
            for declared in section.fields
            if declared.field_class is not FieldClass.AUTOMATIC
        ]
        answered = [
            declared for declared in fields if house.stored(declared.id).empty is not Empty.BLANK
        ]
        ids = {declared.id for declared in section.fields}
        problems = [problem for problem in house.problems if problem.field in ids]
        missing = sum(1 for problem in problems if problem.severity == "missing")
        return Tab(
            letter,
            section.name.get(language()),
            _mark(problems, len(answered), self._open_fields(fields), missing),
            missing,
        )

    def _open_fields(self, fields: Sequence[Any]) -> int:
        """Count the fields that would still have to be answered or confirmed."""
        house = self._house
        assert house is not None
        return sum(
            1
            for declared in fields
            if house.stored(declared.id).empty is Empty.BLANK
            and house.is_asked(declared)
            and declared.field_class in (FieldClass.ESSENTIAL, FieldClass.DEFAULTED)
        )

    def _show_help(self) -> None:
        house, field = self._house, self._at[0]
        if house is None or not field:
            return
        declared = spec(field)
        self.help.show_field(declared, house.faults(field, self._at[1]), self._error)
        following = self._following(1)
        name = ""
        if following:
            section = section_of(following)
            name = f"{following} {section.name.get(language())}"
        self.help.show_defaults(len(self._unconfirmed()), name)

    def _unconfirmed(self) -> list[str]:
        house = self._house
        if house is None:
            return []
        section = section_of(self._section)
        return [
            declared.id
            for declared in section.fields
            if declared.field_class in (FieldClass.DEFAULTED, FieldClass.ROSTER)
            and house.is_asked(declared)
            and house.stored(declared.id).empty is Empty.BLANK
            and house.shown(declared.id).known
        ]

    def _following(self, step: int) -> str:
        letters = [section.letter for section in SECTIONS]
        place = letters.index(self._section) + step
        return letters[place] if 0 <= place < len(letters) else ""

    def open_section(self, letter: str) -> None:
        """Open a section at its first field."""
        if self._house is None:
            return
        self._back_to_fields()
        self._leave_for(letter)
        self._page(letter).take_focus()

    def go_to(self, field: str, row: str = "") -> None:
        """Put the cursor into a field, opening its section; "" for the first gap."""
        house = self._house
        if house is None:
            return
        self._back_to_fields()
        wanted = field or next(iter(house.missing()), "") or "A02"
        letter = letter_of(wanted)
        if letter != self._section:
            self._leave_for(letter)
        self._page(letter).take_focus(wanted, row)

    def _beyond(self, step: int) -> None:
        following = self._following(step)
        if following:
            self._open(following)
            self._page(following).take_focus(last=step < 0)

    def confirm_section(self) -> None:
        """Take the remaining defaults of this section and go to the next one."""
        if self._house is None:
            return
        house, section, following = self._house, self._section, self._following(1)
        self._leave_for(
            following or section,
            lambda: house.confirm_defaults(self._unconfirmed(), section),
        )
        if following:
            self._page(following).take_focus()

    def next_gap(self, step: int) -> None:
        """Go to the next (or previous) faulty or unanswered field in paper order."""
        house = self._house
        if house is None:
            return
        self._page(self._section).commit_all()
        order = [
            field for section in SECTIONS for field in (declared.id for declared in section.fields)
        ]
        open_ = {problem.field for problem in house.problems if not _settled(house, problem)}
        place = order.index(self._at[0]) if self._at[0] in order else 0
        circle = (
            order[place + 1 :] + order[: place + 1]
            if step > 0
            else (order[:place][::-1] + order[place:][::-1])
        )
        found = next((field for field in circle if field in open_), "")
        if found:
            self.go_to(found)
        else:
            self.frame.notice(_("✓ Nothing is wrong or missing in this house."))

    def show_problems(self) -> None:
        """Go to the check list, or back from it to the field."""
        if self._house is None:
            return
        if self._listing:
            self._back_to_fields()
            self.go_to(*self._at)
            return
        self._page(self._section).commit_all()
        self._listing = True
        self._fit()
        self.problems.take_focus()

    def _back_to_fields(self) -> None:
        self.problems.back_to_problems()
        if self._listing:
            self._listing = False
            self._fit()

    def set_unknown(self) -> None:
        """Record "not known" for the field at hand."""
        if self._house is not None and self._at[0]:
            self._house.set_unknown(*self._at)
            self._page(self._section).advance(self._at[0])

    def cycle_source(self) -> None:
        """Change where the value of the field at hand comes from."""
        if self._house is not None and self._at[0]:
            self._page(self._section).commit_all()
            self._house.cycle_source(*self._at)

    def confirm_unusual(self) -> None:
        """Record that an unusual value was checked."""
        house = self._house
        if house is None:
            return
        listed = self.problems.chosen_problem() if self.problems.list.hasFocus() else None
        faults = [listed] if listed is not None else house.faults(*self._at)
        for fault in faults:
            if fault.severity == "soft" and fault.confirmable:
                house.confirm(fault)
                return

    def _step(self, step: Callable[[House], None]) -> None:
        if self._house is not None:
            self._page(self._section).commit_all()
            step(self._house)

    def _say_undone(self, name: str) -> None:
        text = _("Taken back: {step}").format(step=name) if name else _("Nothing to take back.")
        self.frame.notice(text)

    def _say_redone(self, name: str) -> None:
        text = _("Done again: {step}").format(step=name) if name else _("Nothing to do again.")
        self.frame.notice(text)

    def _committed(self, field: str, row: str, value: object) -> None:
        self._error = ""
        if self._house is None:
            return
        before = self._house.resolved
        self._house.enter(field, value, row)
        self._rows_for(self._house, field)
        if field == ARCHETYPE:
            self._say_changed(differences(before, self._house.resolved))

    def _rows_for(self, house: House, field: str) -> None:
        """Bring the first row where an answer asks for rows; take empty ones when it does not."""
        kind, page = kind_in(self._section), self._page(self._section)
        if kind is None or kind.beside != field:
            return
        if not asks_for_rows(house, field):
            for row in page.empty_rows(house):
                house.remove_row(row)
        elif not page.has_rows:
            house.new_row(kind.code)

    def _say_changed(self, fields: Sequence[str]) -> None:
        """Name the grey values that went with another house type."""
        if fields:
            names = [short_label(spec(field).label.get(language())) for field in fields]
            self.frame.notice(
                _(
                    "{n} grey values changed with the house type: {names}. Ctrl+Z takes it back."
                ).format(n=len(names), names=separator().join(names))
            )

    def _refused(self, field: str, sentence: str) -> None:
        self._error = sentence
        self._at = (field, self._at[1])
        self._show_help()

    def _entered(self, field: str, row: str) -> None:
        if (field, row) != self._at:
            self._error = self._page(self._section).error_of(field)
        self._at = (field, row)
        self._show_help()
        self._bring_into_view()
        session = self.frame.session
        if session is not None and self._house is not None:
            session.remember(PLACE, f"{self._house.dwelling_id} {field} {row}")

    def _bring_into_view(self) -> None:
        """Scroll where a low window hides the box with the cursor."""
        box = self.focusWidget()
        if box is not None and self.area.isAncestorOf(box):
            self.area.ensureWidgetVisible(box, 0, 24)

    def _insert_row(self) -> None:
        """Insert in any field: a row of the kind that stands in this section."""
        kind = kind_in(self._section)
        if kind is not None:
            self._page(self._section).commit_all()
            self._add_row(kind.code)

    def _add_row(self, kind: str) -> None:
        if self._house is not None:
            row = self._house.new_row(kind)
            self._page(self._section).take_focus_row(row)

    def _remove_row(self, row: str) -> None:
        if self._house is not None:
            self._house.remove_row(row)
            self.frame.notice(_("The row is removed. Ctrl+Z brings it back."))
            self._page(self._section).take_focus(self._at[0])

    def retranslate(self) -> None:
        super().retranslate()
        for page in self._sections.values():
            page.retranslate()
        self.refresh()


def _settled(house: House, problem: Problem) -> bool:
    return problem.severity == "soft" and house.stored(problem.field).confirmed


def _mark(problems: Sequence[Problem], answered: int, open_fields: int, missing: int) -> str:
    severity = worst(problems)
    if severity:
        return "×" if severity == "hard" else "⚠"
    if not answered:
        return "○"
    return "●" if not open_fields and not missing else "◐"
