"""Survey entry (S05): the sections of one house, generated from the declaration."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from app.i18n import gettext as _
from app.model.survey import SECTIONS, spec
from app.model.survey.photos import PHOTO_ID, SLOTS
from app.ui import style
from app.ui.calculated import calculated_answers
from app.ui.house import House
from app.ui.opening import PLACE, Found, read_house
from app.ui.pages.base import Frame, Key, Page, button, label, restyle
from app.ui.pages.entry_actions import EntryActions
from app.ui.pages.entry_marks import (
    fault_words,
    following,
    following_name,
    gap_after,
    tab_of,
    unconfirmed,
)
from app.ui.pages.entry_work import EntryWork, Place
from app.ui.paper import differences, kind_in, letter_of, section_of
from app.ui.recovered import Restored
from app.ui.section_page import SKETCH_SECTION, SectionPage
from app.ui.stage_desk import StageDesk
from app.ui.standing import Standing
from app.ui.texts import state_text
from app.ui.widgets.help_band import HelpBand
from app.ui.widgets.section_tabs import SectionTabs
from app.ui.widgets.stage_panel import next_words

ARCHETYPE = "B03"


class EntryPage(Page):
    """One house: tabs along the top, the fields of one section, the check list, the help band."""

    key = "entry"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Survey"))
        self._house: House | None = None
        self._code = ""
        self._section = SECTIONS[0].letter
        self._at: tuple[str, str] = ("", "")
        self._error = ""
        self.extras = EntryActions(self)
        self.desk = StageDesk(self)
        self._build_head()
        self.tabs, self.help = SectionTabs(), HelpBand()
        self.tabs.chosen.connect(self.open_section)
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
        self.work = EntryWork(self._make_section, self.desk)
        self.area, self.stack, self.problems = self.work.area, self.work.stack, self.work.problems
        self.body.addWidget(self.work, 1)
        self._connect_lists()
        self.body.addWidget(self.help)
        self.help.confirm_wanted.connect(self.confirm_unusual)
        self.help.defaults_wanted.connect(self.confirm_section)
        self.help.estimate_wanted.connect(self.estimate)
        self._bind_keys()
        self._show_house(False)
        self._calculated: object = None
        frame.current.view_changed.connect(self._show_calculated)

    def _build_head(self) -> None:
        self.who, self.state, self.next = label("label"), button("flat"), button()
        self.faults = button("flat")
        self.faults.clicked.connect(self.show_problems)
        self.state.clicked.connect(lambda: self.show_stage(back=True))
        self.next.clicked.connect(self.next_stage)
        self.say(self.state.setToolTip, lambda: _("Steps of this house, and one back (Shift+F6)"))
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        for widget in (self.state, self.next, self.faults):
            widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.head.addWidget(widget)

    def _connect_lists(self) -> None:
        stage = self.work.stage
        for listed in (self.problems, stage.gate):
            listed.chosen.connect(lambda problem: self.go_to(problem.field, problem.row))
        self.problems.closed.connect(lambda: self.go_to(*self._at))
        stage.closed.connect(lambda: self.go_to(*self._at))
        self.problems.next_wanted.connect(self.next_stage)
        self.work.months.closed.connect(lambda: self.go_to(*self._at))
        self.work.months.taken.connect(self._take_year)
        self.desk.changed.connect(self._show_stage)
        self.desk.refused.connect(self.show_stage)
        self.desk.told.connect(self._stage_told)

    def _bind_keys(self) -> None:
        bound: list[tuple[str, Callable[[], object]]] = [
            ("F8", lambda: self.next_gap(1)),
            ("Shift+F8", lambda: self.next_gap(-1)),
            ("F2", self.estimate),
            ("F6", self.next_stage),
            ("Shift+F6", lambda: self.show_stage(back=True)),
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
            ("F6", _("next stage")),
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
        self._list("problems")
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
        self._house, self._code = house, found.row.code
        self.extras.earlier = found.earlier
        house.changed.connect(self.refresh)
        house.undone.connect(self._say_undone)
        house.redone.connect(self._say_redone)
        self.frame.current.follow(house, found.assessment, found.plan)
        self.desk.follow(house, found.standing)
        self._show_house(True)
        self._section = SECTIONS[0].letter
        self._at = ("", "")
        self._open(self._section)
        self.work.make_ahead(house)

    def _show_house(self, there: bool) -> None:
        for widget in (self.tabs, self.work, self.help, self.faults, self.state, self.who):
            widget.setVisible(there)
        self.next.setVisible(there and self.desk.target is not None)
        self.empty.setVisible(not there)

    def forget_house(self) -> None:
        """Show no house (another village was opened)."""
        self._house = None
        self.desk.follow(None, Standing())
        self._show_house(False)

    def shown(self) -> None:
        if self._house is not None:
            self.go_to(self._at[0], self._at[1])

    def leave(self) -> None:
        for page in self.work.pages.values():
            page.commit_all()

    def _page(self, letter: str) -> SectionPage:
        return self.work.page(letter)

    def _make_section(self, letter: str) -> SectionPage:
        page = SectionPage(section_of(letter))
        page.committed.connect(self._committed)
        page.refused.connect(self._refused)
        page.entered.connect(self._entered)
        page.left_end.connect(self._beyond)
        page.add_wanted.connect(self._add_row)
        page.remove_wanted.connect(self._remove_row)
        page.bays_moved.connect(lambda side: self._committed("R14", "", side))
        return page

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
        self._section = letter
        self.work.open(letter, self._house)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._house is not None:
            self.help.set_low(self.frame.height() < style.LOW_WINDOW)
            self.work.fit()

    def _list(self, place: Place) -> None:
        self.work.listing = place
        self._fit()

    def refresh(self) -> None:
        """Show the house as it is now."""
        house = self._house
        if house is None:
            return
        page = self._page(self._section)
        page.show_house(house, calculated_answers(self.frame.current.view.assessment))
        self._fit()
        tabs = [tab_of(house, section.letter) for section in SECTIONS]
        self.tabs.show_tabs(tabs, self._section)
        self.problems.show_problems(house.problems)
        self._show_head(house)
        self._show_stage()
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
            found = calculated_answers(view.assessment)
            self._page(self._section).show_calculated(self._house, found)

    def _show_head(self, house: House) -> None:
        name = house.stored("A02").value or _("name not entered yet")
        place = house.stored("A05").value or ""
        self.who.setText(f"{self._code}   {name}   {place}")
        self.faults.setText(fault_words(house))

    def _show_stage(self) -> None:
        """Show the stage in the head, the way on beside it, and in the lists."""
        if self._house is None:
            return
        words = next_words(self.desk)
        ready = bool(words) and not self.desk.lacking()
        self.state.setText(state_text(self.desk.standing.state))
        self.next.setText(words)
        self.next.setVisible(bool(words))
        self.next.setEnabled(not self.desk.busy and not self._house.read_only)
        restyle(self.next, "role", "primary" if ready else "")
        self.problems.offer_next(words if ready and not self._house.problems else "")
        if self.work.listing == "stage":
            self.work.stage.refresh()

    def next_stage(self) -> None:
        """Move the house on, or list what keeps it."""
        if self._house is not None:
            self._page(self._section).commit_all()
            if self.work.listing == "stage" and self.desk.lacking():
                self._back_to_fields()
                self.go_to(*self._at)
            elif self.desk.target is None:
                self.show_stage()
            else:
                self.desk.move_on()

    def show_stage(self, *, back: bool = False) -> None:
        """Show the stages of the house: what is lacking, its steps, and one step back."""
        if self._house is None:
            return
        self._page(self._section).commit_all()
        self.problems.back_to_problems()
        self._list("stage")
        self.work.stage.refresh()
        self.work.stage.take_focus(back=back)

    def _stage_told(self, sentence: str) -> None:
        self.frame.notice(sentence)
        if self.work.listing == "stage":
            self.work.stage.take_focus()

    def _show_help(self) -> None:
        house, field = self._house, self._at[0]
        if house is None or not field:
            return
        declared = spec(field)
        self.help.show_field(declared, house.faults(field, self._at[1]), self._error)
        self.help.show_defaults(
            len(unconfirmed(house, self._section)), following_name(self._section)
        )

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
        wanted = wanted if wanted in SLOTS else spec(wanted).aside or wanted
        if wanted in SLOTS or wanted == PHOTO_ID:
            self.frame.open_photos(wanted if wanted in SLOTS else "", row)
            return
        letter = letter_of(wanted)
        if letter != self._section:
            self._leave_for(letter)
        self._page(letter).take_focus(wanted, row)

    def _beyond(self, step: int) -> None:
        found = following(self._section, step)
        if found:
            self._open(found)
            self._page(found).take_focus(last=step < 0)

    def confirm_section(self) -> None:
        """Take the remaining defaults of this section and go to the next one."""
        if self._house is None:
            return
        house, section, found = self._house, self._section, following(self._section, 1)
        self._leave_for(
            found or section,
            lambda: house.confirm_defaults(unconfirmed(house, section), section),
        )
        if found:
            self._page(found).take_focus()

    def next_gap(self, step: int) -> None:
        """Go to the next (or previous) faulty or unanswered field in paper order."""
        house = self._house
        if house is None:
            return
        self._page(self._section).commit_all()
        found = gap_after(house, self._at[0], step)
        if found:
            self.go_to(found)
        else:
            self.frame.notice(_("✓ Nothing is wrong or missing in this house."))

    def show_problems(self) -> None:
        """Go to the check list, or back from it to the field."""
        if self._house is None:
            return
        if self.work.listing == "problems":
            self._back_to_fields()
            self.go_to(*self._at)
            return
        self._page(self._section).commit_all()
        self._list("problems")
        self.problems.take_focus()

    def _back_to_fields(self) -> None:
        self.problems.back_to_problems()
        if self.work.listing:
            self._list("")

    def estimate(self) -> None:
        """Open the help that estimates the field at hand from what people know by heart."""
        house = self._house
        if house is None or house.read_only:
            return
        self._page(self._section).commit_all()
        if self._at[0] == "K03":
            self.problems.back_to_problems()
            self.work.months.show_house(house)
            self._list("months")
            self.work.months.take_focus()
        elif self._at[0] == "I07":
            self.extras.list_clothes(house)

    def _take_year(self, year: int, winter: float, summer: float) -> None:
        if self._house is not None:
            self.extras.take_year(self._house, year, winter, summer)
            self.go_to(*self._at)
            self._page(self._section).advance(self._at[0])

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
        lists = (self.problems, self.work.stage.gate)
        listed = next((item.chosen_problem() for item in lists if item.list.hasFocus()), None)
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
        self.extras.rows_for(self._house, self._section, field)
        if field == ARCHETYPE:
            self.extras.say_changed(differences(before, self._house.resolved))

    def _refused(self, field: str, sentence: str) -> None:
        self._error = sentence
        self._at = (field, self._at[1])
        self._show_help()

    def _entered(self, field: str, row: str) -> None:
        if (field, row) != self._at:
            self._error = self._page(self._section).error_of(field)
        self._at = (field, row)
        self._show_help()
        self.work.bring_into_view(self.focusWidget())
        session = self.frame.session
        if session is not None and self._house is not None:
            session.remember(PLACE, f"{self._house.dwelling_id} {field} {row}")

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
        for page in self.work.pages.values():
            page.retranslate()
        self.work.months.retranslate()
        self.refresh()
