"""Packages side by side against the 30 % line (S11)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from app.errors import Cancelled
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Finding, Package, PackageKey, Plan
from app.model.family import Beside
from app.model.house import Side
from app.services.family_choice import open_findings, said_where_ticked
from app.services.foreseen import Foreseen, foreseen_words
from app.services.scenarios import Listed
from app.ui.pages.base import Frame, Key, Page, button, label, restyle
from app.ui.search_rules import rules_list
from app.ui.texts import money_range
from app.ui.widgets.measure_list import MeasureList, offers_of
from app.ui.widgets.package_rows import missing_words, worth_words
from app.ui.widgets.package_table import PackageTable
from app.ui.widgets.scenario_desk import ScenarioDesk

JOB = "app.services.longjobs:plan_house"
_LIST_WIDTH, _LIST_NARROW, _WIDE = 300, 236, 1100  # [px]
_SETTLE = 900  # [ms] ticks made together are calculated once


class PlanPage(Page):
    """Measures to tick on the left, packages on the right, the sentence on top."""

    key = "plan"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Packages"))
        self._house = ""
        self._plan: Plan | None = None
        self._chosen: str | None = None
        self._sides: Mapping[str, tuple[Side, ...]] = {}
        self._job = 0
        self._problem = ""
        self._foreseen: Foreseen | None = None
        self._outdated: tuple[str, ...] = ()
        self._family = Beside()
        self._build_head()
        self.sentence = label("label", wrap=True)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self._old_line())
        row = QHBoxLayout()
        row.setSpacing(12)
        self.left = self._left_side()
        row.addWidget(self.left)
        self.table = PackageTable()
        self.table.chosen.connect(self._choose)
        self.table.figure_wanted.connect(self._open)
        self.table_area = QScrollArea()
        self.table_area.setWidgetResizable(True)
        self.table_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table_area.setWidget(self.table)
        self.table_area.horizontalScrollBar().valueChanged.connect(self.table.keep_heads)
        self.stopped = QFrame()
        self.stopped.setProperty("role", "card")
        inside = QVBoxLayout(self.stopped)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        self.stop_words, self.stop_more = label("title", wrap=True), label("", wrap=True)
        self.to_sheet = button("primary")
        self.say(self.to_sheet.setText, lambda: _("Sheet with the assessment"))
        self.to_sheet.clicked.connect(lambda: frame.open_page("sheet"))
        for widget in (self.stop_words, self.stop_more):
            inside.addWidget(widget)
        inside.addWidget(self.to_sheet, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        row.addWidget(self.table_area, 1)
        row.addWidget(self.stopped, 1)
        self.body.addLayout(row, 1)
        self.findings = label("small", wrap=True)
        self.body.addWidget(self.findings)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._settled)
        frame.current.house_changed.connect(self._other_house)
        self.say(lambda _text: self.refresh(), str)

    def _build_head(self) -> None:
        self.who = label("label")
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.progress.setRange(0, 100)
        self.cancel_button = button()
        self.again = button()
        self.say(self.cancel_button.setText, lambda: _("Stop"))
        self.say(self.again.setText, lambda: _("Calculate again"))
        self.cancel_button.clicked.connect(self.stop)
        self.again.clicked.connect(lambda: self.calculate(renew=True))
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        for widget in (self.progress, self.cancel_button, self.again):
            self.head.addWidget(widget)

    def _old_line(self) -> QWidget:
        """The line of a plan that prices or policy have left behind, with the way to a new one."""
        self.old_line = QWidget()
        row = QHBoxLayout(self.old_line)
        row.setContentsMargins(0, 0, 0, 0)
        self.old_words = label("amber", wrap=True)
        self.renew = button()
        self.say(self.renew.setText, lambda: _("Make a new version"))
        self.renew.clicked.connect(lambda: self.calculate(renew=True))
        row.addWidget(self.old_words, 1)
        row.addWidget(self.renew)
        self.old_line.hide()
        return self.old_line

    def _left_side(self) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        self.desk = ScenarioDesk(self.frame, self)
        self.desk.kept.connect(self._scenario_kept)
        self.desk.leaving.connect(self._keep_ticks)
        self.desk.picked.connect(self._picked)
        self.desk.columns_changed.connect(self.refresh)
        self.desk.take_wanted.connect(self._take_as_own)
        self.desk.refused.connect(self._refused)
        undo = QShortcut(QKeySequence("Ctrl+Z"), self, self.desk.undo)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.measures = MeasureList()
        self.measures.ticked.connect(self._ticked)
        box.addWidget(self.desk.bar)
        box.addWidget(self.measures, 1)
        return side

    def _ticked(self, ids: tuple[str, ...]) -> None:
        """Calculate the list at hand when ticking pauses; without a tick no own package."""
        if ids or self.desk.at or self._plan is None:
            self._timer.start()
            return
        self._timer.stop()
        left = tuple(package for package in self._plan.packages if package.key != "own")
        self._plan = replace(self._plan, packages=left)
        self.desk.take(self._plan, self.desk.results)
        self.refresh()

    def _settled(self) -> None:
        """Ticking pauses: keep the scenario at hand, or calculate one's own list."""
        if not self.desk.at:
            self.calculate(renew=True)
            return
        self.desk.tick(self.measures.chosen(), self.measures.offered())

    def _picked(self) -> None:
        """Another list is ticked from now on."""
        if self.desk.at:
            self._chosen = self.desk.at
        self.refresh()

    def _scenario_kept(self) -> None:
        self._chosen = self.desk.at or self._chosen
        self.calculate()

    def _bring_in(self) -> None:
        """Scroll sideways, and only so, to the column that is marked."""
        place = self.table.place_of(self._chosen or "")
        if place is not None:
            area, (left, width) = self.table_area, place
            middle = area.verticalScrollBar().value() + area.viewport().height() // 2
            area.ensureVisible(left + width // 2, middle, width // 2 + 8, 0)

    def _keep_ticks(self) -> None:
        """Do not wait any longer for ticking to pause."""
        if self._timer.isActive():
            self._timer.stop()
            self._settled()

    def _take_as_own(self, listed: Listed) -> None:
        """Make the measures of a scenario one's own package."""
        self.desk.at = ""
        self.calculate(renew=True, own=listed)

    def _refused(self, sentence: str) -> None:
        self._problem = sentence
        self.refresh()

    def keys(self) -> list[Key]:
        return [
            ("←→", _("package")),
            (_("Space"), _("tick")),
            ("F4", _("where from")),
            ("Ctrl+Z", _("undo")),
            ("Ctrl+P", _("sheet")),
        ]

    def _open(self, figure: str) -> None:
        """Open a figure of the plan, or of a scenario by its own package."""
        name, _at, scenario = figure.partition("@")
        self.frame.open_figure(name, self._plan_of(scenario) if scenario else None)

    def _plan_of(self, scenario: str) -> Plan | None:
        """Return the plan as if the package of a scenario were its only one."""
        package = self.desk.package_of(scenario)
        if self._plan is None or package is None:
            return None
        return replace(self._plan, packages=(package,))

    def figure_plan(self) -> Plan | None:
        """Return the plan whose figures F4 opens, where a scenario is marked."""
        return self._plan_of(self._chosen or "")

    def figure(self) -> str:
        """Return the saving of the package that is marked."""
        marked = self.figure_plan()
        if marked is not None:
            return f"saving.demand.{marked.packages[0].key}"
        packages = self._plan.packages if self._plan is not None else ()
        keys = [package.key for package in packages]
        chosen = self._chosen if self._chosen in keys else next(iter(keys), "")
        return f"saving.demand.{chosen}" if chosen else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.left.setFixedWidth(_LIST_WIDTH if self.width() > _WIDE else _LIST_NARROW)

    def _other_house(self) -> None:
        self.stop()
        self._plan, self._problem, self._chosen, self._house = None, "", None, ""
        self._outdated, self._sides, self._family = (), {}, Beside()
        self.desk.forget()

    def shown(self) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None:
            self.refresh()
            return
        self._house = house.dwelling_id
        self._plan = self._plan or self.frame.current.view.plan
        self.desk.take(self._plan, self.desk.results)
        session.drain()
        self.calculate()
        self.table.setFocus()

    def leave(self) -> None:
        if self.desk.at:
            self._keep_ticks()
        self._timer.stop()

    def calculate(self, *, renew: bool = False, own: Listed | None = None) -> None:
        """Have the plan made in the long-job process; a kept one that still holds comes back.

        Without ``renew`` also one that other prices or another policy pack have left behind.
        ``own``: other measures of one's own than those that are ticked.
        """
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None:
            return
        self._timer.stop()
        if self._job:
            session.long.cancel(self._job)
        self._problem, self._foreseen = "", None
        own = self._own() if own is None else own
        self.progress.setValue(0)
        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            house.dwelling_id,
            own,
            session.weather,
            renew,
            on_progress=lambda share: self.progress.setValue(round(share * 100)),
            on_foreseen=self._say_how_long,
            on_done=self._done,
            on_failed=self._failed,
        )
        self.refresh()

    def _say_how_long(self, foreseen: Foreseen) -> None:
        """Say how long a large search takes, while it runs."""
        self._foreseen = foreseen
        self.refresh()

    def _own(self) -> tuple[str, ...]:
        """Return the ticked measures; before the list is shown, those of the last plan."""
        if self.desk.at:
            return self.desk.own
        listed = self.measures.topLevelItemCount() > 0 and self._plan is not None
        return self.measures.chosen() if listed else self.frame.current.own

    def stop(self) -> None:
        """End the work under way."""
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)

    def _done(self, made: Any) -> None:
        self._job = 0
        self._plan, self._outdated, self._sides = made.plan, made.outdated, made.sides
        self._family, self.desk.family = made.family, made.family.money
        self.desk.take(made.plan, made.scenarios)
        self.frame.current.set_plan(made.plan, made.assessment)
        session = self.frame.session
        if session is not None:
            session.keep_results(made.kept)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        if isinstance(error, Cancelled):
            self._problem = "" if self._plan is not None else _("Stopped. Nothing was changed.")
        else:
            self._problem = self.why_failed(error)
        self.refresh()

    def _choose(self, key: str) -> None:
        self._chosen = key
        package = next((name for name in get_args(PackageKey) if name == key), None)
        if package is not None:
            self.frame.current.choose_package(package)
        QTimer.singleShot(0, self, self._bring_in)
        self._show_findings()

    def refresh(self) -> None:
        """Show what there is: the plan, why there is none, or what to do first."""
        plan, house = self._plan, self.frame.current.house
        busy = bool(self._job)
        for widget in (self.progress, self.cancel_button):
            widget.setVisible(busy)
        self.again.setVisible(not busy and house is not None)
        self.who.setText(self.frame.current.title)
        stopped = plan is not None and plan.stopped_by is not None
        there = plan is not None and not stopped
        self.left.setVisible(there)
        self.table_area.setVisible(there and bool(plan is not None and plan.packages))
        self.stopped.setVisible(not self.table_area.isVisibleTo(self))
        self._show_sentence(plan)
        if plan is not None and there:
            self._show_measures(plan)
            if plan.packages:
                family = self._family.money
                self.table.show_plan(
                    plan, self._chosen, self.desk.results, self.desk.hidden, family
                )
                QTimer.singleShot(0, self, self._bring_in)
        self._show_findings()
        self._show_age()

    def _show_age(self) -> None:
        """Say that prices or policy have changed since the plan was made."""
        plan = self._plan
        old = plan is not None and bool(self._outdated) and not self._job
        self.old_line.setVisible(old)
        if plan is None or not old:
            return
        words: dict[tuple[str, ...], str] = {
            ("catalogue",): _("Prices or measures have changed since this plan was made"),
            ("pack",): _("The policy pack has changed since this plan was made"),
        }
        both = _("Prices, measures and policy pack have changed since this plan was made")
        self.old_words.setText(
            _("⚠ {what} ({date}: {catalogue}, {pack}). It stays as it is.").format(
                what=words.get(self._outdated, both),
                date=plan.at[:10],
                catalogue=plan.premises.catalogue,
                pack=plan.premises.policy_pack,
            )
        )

    def _show_sentence(self, plan: Plan | None) -> None:
        role, text, stop = "label", "", ""
        if self._problem:
            role, text = "soft", f"⚠ {self._problem}"
        if plan is None:
            stop = self._nothing_yet()
        elif plan.stopped_by is not None:
            stop = f"× {plan.stopped_by.sentence.get(language())}"
        elif not plan.packages:
            stop = _("No measure fits this house. The list says why.")
        elif plan.gap is not None:
            role = "soft"
            text = f"⚠ {missing_words(plan)}"
        elif self._job and self._foreseen is not None:
            text = foreseen_words(self._foreseen)
        elif self._job:
            text = _("This is the last plan; it is being calculated again …")
        elif not text:
            text = _(
                "{states} states of the house were calculated hour by hour, {combinations} "
                "combinations compared; the rules of the search leave out {left_out} more."
            ).format(
                states=plan.states,
                combinations=f"{plan.combinations:,}",
                left_out=f"{plan.left_out:,}",
            )
        restyle(self.sentence, "role", role)
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
        self.sentence.setToolTip(rules_list(plan) if plan is not None and plan.rules else "")
        self.stop_words.setText(stop)
        self._say_more(plan is not None and plan.stopped_by is not None)

    def _say_more(self, stopped: bool) -> None:
        """Beside the sentence that stops the plan: what is there all the same."""
        assessment = self.frame.current.view.assessment
        for widget in (self.stop_more, self.to_sheet):
            widget.setVisible(stopped)
        if stopped and assessment is not None:
            self.stop_more.setText(
                _(
                    "The present state is assessed all the same: heating costs about {range} yuan "
                    "a winter. The sheet for the family says so, and what to do first."
                ).format(range=money_range(assessment.heating_cost))
            )

    def _nothing_yet(self) -> str:
        if self._job and self._foreseen is not None:
            return foreseen_words(self._foreseen)
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self._job:
            return _("The packages are being calculated …")
        return _("There is no plan yet.") if not self._problem else ""

    def _show_measures(self, plan: Plan) -> None:
        session = self.frame.session
        if session is None:
            return
        excluded = {item.measure: item.sentence for item in plan.excluded}
        offers = offers_of(session.rules.measures, excluded, self._sides)
        open_ = self._open_findings(self.desk.listed_package)
        said = said_where_ticked(open_)
        self.measures.show_offers(offers, self.desk.listed, said)
        self.desk.show()

    def _open_findings(self, package: Package | None) -> tuple[Finding, ...]:
        """Return what rules say of a package that no choice of the family settles."""
        if package is None:
            return ()
        return open_findings(package.findings, heater=self._family.heater)

    def _show_findings(self) -> None:
        plan = self._plan
        found: list[Finding] = []
        package: Package | None = None
        if plan is not None:
            found = list(plan.findings)
            package = next((p for p in plan.packages if p.key == self._chosen), None)
            package = package or self.desk.package_of(self._chosen)
            package = package or (plan.packages[0] if plan.packages else None)
            found += self._open_findings(package)
        stop = plan.stopped_by.rule if plan is not None and plan.stopped_by is not None else ""
        said = dict.fromkeys(
            f"⚠ {item.sentence.get(language())}" for item in found if item.rule != stop
        )
        advice = worth_words(package) if package is not None else ""
        said = {**({f"⚠ {advice}": None} if advice else {}), **said}
        self.findings.setText("   ".join(said))
        self.findings.setVisible(bool(said))
