"""The works step by step, from today to the finished house (S16)."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QScrollArea

from app.errors import AppError, Cancelled
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import PackageKey
from app.model.roadmap import Move, Roadmap, Shift
from app.ui import style
from app.ui.pages.base import Frame, Key, Page, button, label, restyle
from app.ui.pages.village_steps import VillageSteps
from app.ui.preferences.table import PlainTable
from app.ui.texts import package_word
from app.ui.widgets.road_cards import heads, lines_of, step_card, today_card
from app.ui.widgets.step_cards import StepRow

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.store.village import VillageFile

JOB = "app.services.longjobs:roadmap_house"
FIELD = "TP5"


class RoadmapPage(Page):
    """A row of houses; a table says the same for those who rather read."""

    key = "roadmap"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Steps"))
        self._road: Roadmap | None = None
        self._lines: tuple[str, ...] = ()
        self._package: PackageKey | None = None
        self._job = 0
        self._chosen = ""
        self._told = ("", "label")
        self._bound = ("", "")
        self._build_head()
        self.sentence = label("label", wrap=True)
        self.row = StepRow()
        self.row.moved.connect(self.move_measure)
        self.row.shifted.connect(self.shift)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.row)
        self.table = PlainTable(2)
        self.table.hide()
        self.village = VillageSteps(frame)
        self.village.add_progress(self.head)
        self.village.house_wanted.connect(self.open_house)
        self.village.plan_wanted.connect(lambda house: self._open(house, "plan"))
        self.village.hide()
        self.body.addWidget(self.village, 1)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.table, 1)
        for keys, work in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo)):
            shortcut = QShortcut(QKeySequence(keys), self, work)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.say(self.table.setAccessibleName, lambda: _("Steps as a table"))
        frame.current.house_changed.connect(self._other_house)
        self.say(lambda _text: self.refresh(), str)

    def _build_head(self) -> None:
        self.who = label("label")
        self.packages = QComboBox()
        self.packages.activated.connect(self._choose_package)
        self.as_table, self.again = button(checkable=True), button()
        self.as_table.clicked.connect(lambda _on: self.refresh())
        self.again.clicked.connect(self.propose)
        self.say(self.packages.setAccessibleName, lambda: _("Package"))
        self.say(self.as_table.setText, lambda: _("Table (T)"))
        self.say(self.again.setText, lambda: _("Propose anew"))
        self.one, self.all = button("chip", checkable=True), button("chip", checkable=True)
        self.one.setChecked(True)
        self.one.clicked.connect(lambda _on: self.show_village(False))
        self.all.clicked.connect(lambda _on: self.show_village(True))
        self.say(self.one.setText, lambda: _("This house"))
        self.say(self.all.setText, lambda: _("The village (V)"))
        self.head.addWidget(self.one)
        self.head.addWidget(self.all)
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        for widget in (self.packages, self.as_table, self.again):
            self.head.addWidget(widget)

    def keys(self) -> list[Key]:
        if self.all.isChecked():
            return [
                ("↑↓", _("house")),
                ("←→", _("step")),
                ("Ctrl+←→", _("month")),
                ("Alt+←→", _("season")),
                ("Enter", _("its steps")),
                ("P", _("table")),
                ("V", _("this house")),
                ("Ctrl+Z", _("undo")),
            ]
        return [
            ("V", _("village")),
            ("←→", _("step")),
            ("Ctrl+←→", _("move measure")),
            ("Alt+←→", _("season")),
            ("T", _("table")),
            ("Ctrl+Z", _("undo")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        works = {
            Qt.Key.Key_T: self.as_table.click,
            Qt.Key.Key_V: lambda: self.show_village(not self.all.isChecked()),
        }
        if self.all.isChecked():
            works |= {Qt.Key.Key_P: self.village.next_part, Qt.Key.Key_F5: self.village.desk.read}
            del works[Qt.Key.Key_T]
        work = works.get(Qt.Key(event.key()))
        if work is not None and not event.modifiers():
            work()
        else:
            super().keyPressEvent(event)

    # the village

    def show_village(self, on: bool) -> None:
        """Show the steps of all houses, or those of the house at hand."""
        self.one.setChecked(not on)
        self.all.setChecked(on)
        self.village.setVisible(on)
        self.refresh()
        self.frame.show_keys()
        if on:
            self.village.desk.read()
        else:
            self.village.desk.stop()
            self._road = None
            self.shown()

    def open_house(self, dwelling_id: str) -> None:
        """Show the steps of a house out of the village."""
        if dwelling_id == self.frame.current.dwelling_id:
            self.show_village(False)
        else:
            self._open(dwelling_id, self.key)

    def _open(self, dwelling_id: str, page: str) -> None:
        """Have another house at hand, then show a page of it."""
        if dwelling_id == self.frame.current.dwelling_id:
            self.frame.open_page(page)
            return
        self._bound = (dwelling_id, page)
        self.frame.open_house(dwelling_id)

    def _arrived(self) -> None:
        """Go on to the page that a house was opened for, once it is at hand."""
        dwelling_id, page = self._bound
        if dwelling_id and dwelling_id == self.frame.current.dwelling_id:
            self._bound = ("", "")
            if page == self.key:
                self.show_village(False)
            QTimer.singleShot(0, lambda: self.frame.open_page(page))

    def leave(self) -> None:
        self.village.desk.stop()

    def dropped(self) -> None:
        self.village.desk.drop()
        self.one.setChecked(True)
        self.all.setChecked(False)
        self.village.hide()
        self.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.village.retranslate()

    def _other_house(self) -> None:
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)
        self._road, self._lines, self._package, self._job = None, (), None, 0
        self._told = ("", "label")
        self._arrived()

    def shown(self) -> None:
        if self.all.isChecked():
            self.village.desk.read()
            return
        plan = self.frame.current.view.plan
        keys = [package.key for package in plan.packages] if plan is not None else []
        if plan is None or (self._road is not None and self._road.plan_id == plan.id):
            self.refresh()
            return
        self._package = self._package if self._package in keys else None
        self._lines = ()
        if keys:
            self._ask(None, None)
        self.refresh()

    # asking

    def _ask(self, change: object, lines: tuple[str, ...] | None, *, save: bool = False) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None:
            return
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            house.dwelling_id,
            self._package,
            lines,
            change,
            session.weather,
            on_progress=lambda _share: None,
            on_done=lambda made: self._done(made, house.dwelling_id, save),
            on_failed=self._failed,
        )

    def _done(self, made: Any, dwelling_id: str, save: bool) -> None:
        self._job = 0
        session = self.frame.session
        if self.frame.current.dwelling_id != dwelling_id or session is None:
            return
        self._road, self._lines, self._package = made.roadmap, made.lines, made.roadmap.package
        if save and not session.village.read_only:
            self._keep(dwelling_id, made.lines if made.roadmap.own else ())
        self.refresh()
        if not self._chosen and self.isVisible() and not self.as_table.isChecked():
            self.row.take_focus()

    def _keep(self, dwelling_id: str, lines: tuple[str, ...]) -> None:
        session = self.frame.session
        if session is None:
            return
        operator = session.operator

        def work(village: "VillageFile") -> object:
            from app.services.roadmap_village import keep_arrangement

            return keep_arrangement(village, dwelling_id, lines, operator)

        session.write(work, lambda _batch: None)

    def _failed(self, error: Exception) -> None:
        self._job = 0
        if isinstance(error, AppError):
            self._told = (f"× {error}", "soft")
        elif not isinstance(error, Cancelled):
            self._told = (
                _("The calculation met a fault of the program. It is in the log."),
                "soft",
            )
            if self.frame.session is not None:
                self.frame.session.fault.emit(error)
        self.refresh()

    # what a person does

    def move_measure(self, key: str, to: int) -> None:
        """Put a measure into a step; refused with the sentence of the rule it breaks."""
        self._chosen = key
        self._change(Move(key, to))

    def shift(self, step: int, by: int) -> None:
        """Do a step some seasons later or earlier."""
        self._chosen = self._road.steps[step - 1].measures[0].key if self._road else ""
        self._change(Shift(step, by))

    def _change(self, change: object) -> None:
        if self._road is None or self._job:
            return
        self._told = ("", "label")
        self._ask(change, self._lines, save=True)

    def propose(self) -> None:
        """Forget what was arranged by hand and propose the steps anew."""
        if self._road is not None and not self._job:
            self._told = ("", "label")
            self._ask(None, (), save=True)

    def _choose_package(self, _row: int) -> None:
        self._package = self.packages.currentData()
        self._told, self._lines = ("", "label"), ()
        self._ask(None, None)

    def undo(self) -> None:
        """Take the last arrangement back."""
        self.village.undo() if self.all.isChecked() else self._travel("undo_arranged")

    def redo(self) -> None:
        """Do what was taken back again."""
        self.village.redo() if self.all.isChecked() else self._travel("redo_arranged")

    def _travel(self, method: str) -> None:
        session, dwelling = self.frame.session, self.frame.current.dwelling_id
        if session is None or not dwelling or self._job:
            return
        operator = session.operator

        def done(batch: object) -> None:
            self._told = ("", "label") if batch else (_("There is nothing to undo."), "label")
            if batch:
                self._ask(None, None)
            self.refresh()

        session.write(lambda village: getattr(village, method)(dwelling, FIELD, operator), done)

    # what is shown

    def refresh(self) -> None:
        """Show what there is, or what to do first."""
        road = self._road if not self.all.isChecked() else None
        self.who.setText(self.frame.current.title if not self.all.isChecked() else "")
        self.sentence.setVisible(not self.all.isChecked())
        table = self.as_table.isChecked()
        self.area.setVisible(road is not None and not table)
        self.table.setVisible(road is not None and table)
        for widget in (self.packages, self.as_table, self.again):
            widget.setVisible(road is not None)
        text, role = self._told
        restyle(self.sentence, "role", role)
        self.sentence.setText(text or self._words())
        self.body.setStretch(0, 0)
        self._show_packages()
        if road is not None:
            self.row.new.setText(_("+\nnew step"))
            low = self.frame.height() < style.LOW_WINDOW
            cards = [today_card(road, low), *(step_card(step, low) for step in road.steps)]
            self.row.show_cards(cards, self._chosen)
            self.table.show_lines(heads(), lines_of(road))

    def _words(self) -> str:
        road, plan = self._road, self.frame.current.view.plan
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if plan is None:
            return _("Make the packages first; the steps come from them.")
        if plan.stopped_by is not None or not plan.packages:
            return _("There is no package to divide into steps. Make a plan first.")
        if road is None or self._job:
            return _("The steps are being calculated …")
        kind = _("Arranged by hand.") if road.own else _("Proposed by the program.")
        told = "  ".join(f"⚠ {item.sentence.get(language())}" for item in road.findings)
        return " ".join(
            part
            for part in (
                kind,
                _("Drag a measure to another step, or move it with Ctrl+←→."),
                told,
            )
            if part
        )

    def _show_packages(self) -> None:
        plan = self.frame.current.view.plan
        keys = [package.key for package in plan.packages] if plan is not None else []
        self.packages.clear()
        for key in keys:
            self.packages.addItem(package_word(key), key)
        if self._package in keys:
            self.packages.setCurrentIndex(keys.index(self._package))
