"""Ways of heating after the works, and why insulation comes first (S15)."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.model.assessment import PackageKey
from app.model.heating import HeatingComparison, HeatingOption, Sized
from app.services.heating_detail import detail_lines
from app.services.heating_text import case_of, headline
from app.ui.house import House
from app.ui.pages.base import Frame, Key, Page, button, card, label, restyle
from app.ui.session import Session
from app.ui.texts import package_word
from app.ui.widgets.choice_bar import ChoiceBar
from app.ui.widgets.heating_table import HeatingTable

if TYPE_CHECKING:
    from app.model.trace import Trace
    from app.ui.widgets.load_chart import LoadChart

JOB = "app.services.longjobs:heating_house"
FIRST = "fan"
WITHOUT = ""
THETA_ZERO = 18.0  # [°C] where the design load ends


class HeatingPage(Page):
    """The ways of heating on the left, load and machine and all that is told on the right."""

    key = "heating"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Heating"))
        self._found: HeatingComparison | None = None
        self._made_for: tuple[str, str] | None = None
        self._places: dict[str, int] = {}
        self._option = FIRST
        self._works = True
        self._job = 0
        self._share = 0.0
        self._problem = ""
        self._session: Session | None = None
        self._chart: LoadChart | None = None
        self._build_head()
        self.sentence = label("label", wrap=True)
        self.skip = button()
        self.skip.clicked.connect(self.skip_works)
        self.say(self.skip.setText, lambda: _("Compare without works"))
        first = QHBoxLayout()
        first.addWidget(self.sentence, 1)
        first.addWidget(self.skip)
        self.body.addLayout(first)
        self.body.addLayout(self._build_middle(), 1)
        self.choice = ChoiceBar(frame)
        self.choice.changed.connect(self._chosen)
        self.table.taken.connect(self.choice.choose)
        self.body.addWidget(self.choice)
        for keys, work in (("Ctrl+Z", House.undo), ("Ctrl+Y", House.redo)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda work=work: self._travel(work))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.rest = QWidget()
        self.body.addWidget(self.rest, 1)
        frame.current.house_changed.connect(self._other_house)
        frame.current.view_changed.connect(self._view_changed)
        self.say(lambda _text: self.refresh(), str)

    def _build_head(self) -> None:
        self.who, self.packages = label("label"), QComboBox()
        self.packages.activated.connect(self._choose_package)
        self.say(self.packages.setAccessibleName, lambda: _("Package"))
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.head.addWidget(self.packages)

    def _build_middle(self) -> QHBoxLayout:
        self.table = HeatingTable()
        self.table.chosen.connect(self._choose)
        self.table.sized.connect(self._resize)
        self.say(self.table.setAccessibleName, lambda: _("Ways of heating"))
        self.side, inside = card()
        self.warning, self.words = label("soft", wrap=True), label("label", wrap=True)
        for widget in (self.warning, self.words):
            widget.setAlignment(Qt.AlignmentFlag.AlignTop)
            inside.addWidget(widget)
        inside.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.side)
        self.say(self.area.setAccessibleName, lambda: _("All about this heating"))
        self.legend = label("small", wrap=True)
        self.right = QVBoxLayout()
        self.right.setSpacing(4)
        self.right.addWidget(self.legend)
        self.right.addWidget(self.area, 5)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.table, 18)
        row.addLayout(self.right, 10)
        return row

    def keys(self) -> list[Key]:
        return [
            ("←→", _("way of heating")),
            ("↑↓", _("size")),
            ("Enter", _("family's choice")),
            ("F4", _("where from")),
            ("Ctrl+Z", _("undo")),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        if self._chart is None:  # read only when the page is looked at
            from app.ui.widgets.load_chart import LoadChart

            self._chart = LoadChart()
            self.say(self._chart.setAccessibleName, lambda: _("Load against capacity"))
            self.right.insertWidget(0, self._chart, 4)
        super().showEvent(event)
        self.refresh()

    def shown(self) -> None:
        session = self.frame.session
        if session is not None and session is not self._session:
            session.saved.connect(lambda _at: self._saved(session))
        self._session = session
        self.choice.read()
        self._ask_if_needed()
        self.refresh()
        self.table.setFocus()

    def figure(self) -> str:
        return f"heating.{self._option}.cost"

    def figures(self) -> "Mapping[str, Callable[[], Trace]]":
        found = self._found
        if found is None:
            return {}
        from app.services.trace import bundled_sources
        from app.services.trace_heating import heating_figures

        sizes: dict[str, Sized] = {option.key: self._size(option) for option in found.options}
        return heating_figures(found, bundled_sources(), sizes, works=self._counted())

    # asking

    def _other_house(self) -> None:
        if self._job and self.frame.session is not None:
            self.frame.session.long.cancel(self._job)
        self._found, self._made_for, self._problem, self._job = None, None, "", 0
        self._works = True

    def _saved(self, session: Session) -> None:
        if session is self.frame.session and self.isVisible():
            self.choice.read()

    def _travel(self, work: Callable[[House], None]) -> None:
        house = self.frame.current.house
        if house is not None:
            work(house)
            self.choice.read()

    def _chosen(self) -> None:
        """The family has chosen another heating: show it marked."""
        if self._found is not None:
            self._show_table(self._found)

    def _view_changed(self) -> None:
        if self.isVisible():
            self._ask_if_needed()
            self.refresh()

    def _key(self) -> PackageKey | None:
        """Return the package whose works are counted, None where there is none."""
        plan = self.frame.current.view.plan
        keys = [package.key for package in plan.packages] if plan is not None else []
        wanted = self.packages.currentData() or self.frame.current.view.package
        if wanted in keys:
            found: PackageKey = wanted
            return found
        return keys[0] if keys else None

    def _ask_if_needed(self) -> None:
        plan, key = self.frame.current.view.plan, self._key()
        if plan is not None and key is not None:
            self._ask(key, (plan.id, key))

    def skip_works(self) -> None:
        """Compare for the house as it is: no package was chosen."""
        self._ask(None, (WITHOUT, WITHOUT))

    def _ask(self, key: PackageKey | None, made_for: tuple[str, str]) -> None:
        session, house = self.frame.session, self.frame.current.house
        if session is None or house is None or self._job or self._made_for == made_for:
            return
        session.drain()
        self._problem, self._share = "", 0.0
        dwelling = house.dwelling_id

        def done(found: Any) -> None:
            if self.frame.current.dwelling_id == dwelling:
                self._done(found, made_for)

        self._job = session.long.ask(
            JOB,
            session.village.path,
            session.password,
            dwelling,
            key,
            session.weather,
            on_progress=self._tell,
            on_done=done,
            on_failed=self._failed,
        )
        self.refresh()

    def _tell(self, share: float) -> None:
        self._share = share
        self.sentence.setText(self._sentence())

    def _done(self, found: HeatingComparison, made_for: tuple[str, str]) -> None:
        self._job, self._found, self._made_for = 0, found, made_for
        self._propose()
        self._ask_if_needed()
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._job = 0
        self._problem = self.why_failed(error)
        self.refresh()

    # what a person does

    def _choose_package(self, _row: int) -> None:
        self._works = bool(self.packages.currentData())
        self._propose()
        self._ask_if_needed()
        self.refresh()

    def _choose(self, key: str) -> None:
        if key:
            self._option = key
            self._show_choice()

    def _resize(self, by: int) -> None:
        option = self._at()
        if option is None:
            return
        place = self._places[option.key] + by
        self._places[option.key] = min(max(place, 0), len(option.sizes) - 1)
        self.refresh()

    def _propose(self) -> None:
        """Take every option in its proposed size."""
        options = self._found.options if self._found is not None else ()
        works = self._counted()
        self._places = {o.key: o.chosen if works else o.chosen_before for o in options}
        kept = self.choice.kept
        for option in options:
            if kept is not None and option.key == kept[0]:
                self._places[option.key] = option.place_of(kept[1], works=works)

    # what is shown

    def _counted(self) -> bool:
        return self._works and self._found is not None and self._found.package is not None

    def _at(self) -> HeatingOption | None:
        found = self._found
        if found is None:
            return None
        return next((o for o in found.options if o.key == self._option), found.options[0])

    def _size(self, option: HeatingOption) -> Sized:
        return option.sizes[self._places[option.key]]

    def refresh(self) -> None:
        """Show the comparison, or what to do first."""
        found = self._found
        self.who.setText(self.frame.current.title)
        self._show_packages()
        for widget in (self.table, self.area, self.legend, self._chart, self.choice):
            if widget is not None:
                widget.setVisible(found is not None)
        self.rest.setVisible(found is None)
        restyle(self.sentence, "role", "soft" if self._problem else "label")
        self.sentence.setText(self._sentence())
        plan, house = self.frame.current.view.plan, self.frame.current.house
        needs = house is not None and found is None and not self._job
        self.skip.setVisible(needs and (plan is None or not plan.packages))
        if found is None:
            return
        self._show_table(found)
        self.legend.setText(self._legend())
        self._show_choice()

    def _show_table(self, found: HeatingComparison) -> None:
        way = self.choice.kept[0] if self.choice.kept is not None else None
        self.table.show_options(found, self._places, way, works=self._counted())
        self.table.choose(self._option)

    def _show_packages(self) -> None:
        plan, found = self.frame.current.view.plan, self._found
        keys = [package.key for package in plan.packages] if plan is not None else []
        at = self._key()
        self.packages.clear()
        for key in keys:
            self.packages.addItem(package_word(key), key)
        if keys:
            self.packages.addItem(_("no works"), WITHOUT)
        self.packages.setVisible(bool(keys) and found is not None)
        if at in keys:
            self.packages.setCurrentIndex(keys.index(at) if self._works else len(keys))

    def _show_choice(self) -> None:
        found, option = self._found, self._at()
        if found is None or option is None:
            return
        size = self._size(option)
        self.choice.show_at(option.key, size.unit)
        lines = detail_lines(found, option, size, self._counted())
        warnings = [line for line in lines if line.startswith("⚠")]
        self.warning.setVisible(bool(warnings))
        self.warning.setText("\n".join(warnings))
        self.words.setText("\n".join(line for line in lines if not line.startswith("⚠")))
        self.area.verticalScrollBar().setValue(0)
        self.sentence.setText(self._sentence())
        if self._chart is not None:
            plant = case_of(size, self._counted()).plant
            self._chart.show_load(found.states, plant, found.theta_e, THETA_ZERO)

    def _legend(self) -> str:
        days = _("● days now")
        if self._found is not None and self._found.package is not None:
            days = _("○ days now  ▼ after the works")
        lines = _("- - design load  + with heating-up  — the machine")
        return f"{days}  {lines}"

    def _sentence(self) -> str:
        if self._problem:
            return f"⚠ {self._problem}"
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if self._job:
            share = f"{100 * self._share:.0f}"
            return _("The ways of heating are being compared … {share} %").format(share=share)
        found, option = self._found, self._at()
        if found is None or option is None:
            return _(
                "Choose the package of works first: an insulated house needs a smaller machine and "
                "a smaller bill. You may go on without it; both bills are shown then."
            )
        if found.package is None:
            text = _("⚠ No package is chosen: this is the house as it stands. {headline}")
            return text.format(headline=headline(found, option))
        return headline(found, option)
