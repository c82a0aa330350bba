"""The house now and after a package, in nine lines (S13)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Package, Plan
from app.model.survey import spec
from app.services.before_after import LINES, BeforeAfter, Line, Side, Use, before_after
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.texts import amount, money, money_range, package_word
from app.ui.widgets.level_bar import LevelBar
from app.ui.widgets.level_house import level_word

ANSWERS = ("I01", "I05", "I10", "M01")


class BeforeAfterPage(Page):
    """Two columns and two savings, each with its own warmth."""

    key = "before_after"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Before and after"))
        self._use: Use = "same"
        self.who = label("label")
        self.packages = QComboBox()
        self.packages.activated.connect(self._choose_package)
        self.say(self.packages.setAccessibleName, lambda: _("Package"))
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self.head.addWidget(self.packages)
        self.sentence = label("label", wrap=True)
        self.bar = LevelBar()
        self.source = label("small", wrap=True)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.source)
        self.body.addLayout(self._build_columns(), 1)
        frame.current.house_changed.connect(self.refresh)
        frame.current.view_changed.connect(self._view_changed)
        self.say(lambda _text: self.refresh(), str)

    def _build_columns(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.table, inside = card()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(8)
        self.heads = [label("heading") for _column in range(3)]
        for column, head in enumerate(self.heads):
            self.grid.addWidget(head, 0, column)
            self.grid.setColumnStretch(column, 1)
        self.cells: dict[Line, tuple[QLabel, QLabel, QLabel]] = {}
        for number, line in enumerate(LINES, start=1):
            cells = (label("quiet"), label(), label())
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, number, column)
            self.cells[line] = cells
        inside.addLayout(self.grid)
        inside.addStretch(1)
        self.savings, box = card()
        self.chips: dict[Use, tuple[object, QLabel, QLabel]] = {}
        uses: tuple[Use, ...] = ("same", "warmer")
        for use in uses:
            self._add_saving(use, box)
        box.addStretch(1)
        row.addWidget(self.table, 3)
        row.addWidget(self.savings, 1)
        return row

    def _add_saving(self, use: Use, box: QVBoxLayout) -> None:
        chip, figure, words = button("chip", checkable=True), label("title"), label(wrap=True)
        chip.clicked.connect(lambda _on: self.choose(use))
        names = {"same": lambda: _("1  Same warmth"), "warmer": lambda: _("2  Warmer")}
        self.say(chip.setText, names[use])
        for widget in (chip, figure, words):
            box.addWidget(widget)
        box.addSpacing(12)
        self.chips[use] = (chip, figure, words)

    def keys(self) -> list[Key]:
        return [("1", _("same warmth")), ("2", _("warmer"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        use: Use | None = {Qt.Key.Key_1: "same", Qt.Key.Key_2: "warmer"}.get(  # type: ignore[assignment]
            Qt.Key(event.key())
        )
        if use is not None:
            self.choose(use)
        else:
            super().keyPressEvent(event)

    def choose(self, use: Use) -> None:
        """Show the column afterwards for the same warmth, or for more of it."""
        self._use = use
        self.refresh()

    def shown(self) -> None:
        self.refresh()
        self.setFocus()

    def _view_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _choose_package(self, _row: int) -> None:
        self.frame.current.choose_package(self.packages.currentData())
        self.refresh()

    def _package(self, plan: Plan | None) -> Package | None:
        packages = plan.packages if plan is not None else ()
        wanted = [p for p in packages if p.key == self.frame.current.view.package]
        return next(iter([*wanted, *packages]), None)

    def refresh(self) -> None:
        """Show what there is; the column afterwards stays empty until there is a package."""
        current = self.frame.current
        plan, assessment = current.view.plan, current.planned or current.view.assessment
        package = self._package(plan)
        self.who.setText(current.title)
        found = None
        if assessment is not None and package is not None:
            found = before_after(assessment, package, self._answers())
        for widget in (self.table, self.savings, self.packages):
            widget.setVisible(found is not None)
        now = assessment.label if assessment is not None else None
        after = package.label if package is not None else None
        self.bar.show_labels(now, after)
        self.source.setVisible(now is not None)
        if now is not None:
            self.source.setText(
                _(
                    "kWh of heat per heated m² and winter in standard use; limits of {date}, for "
                    "reference. {source} ({mark})"
                ).format(date=now.date, source=now.source.get(language()), mark=now.mark)
            )
        self.sentence.setText(self._words(plan, found))
        self.sentence.setVisible(bool(self.sentence.text()))
        self._show_packages(plan, package)
        if found is not None:
            self._show(found)

    def _answers(self) -> dict[str, object]:
        house = self.frame.current.house
        return {f: house.shown(f).value for f in ANSWERS} if house is not None else {}

    def _words(self, plan: Plan | None, found: BeforeAfter | None) -> str:
        if found is not None:
            return ""
        if self.frame.current.house is None:
            return _("Choose a house in “Houses” first.")
        if plan is not None and plan.stopped_by is not None:
            return f"× {plan.stopped_by.sentence.get(language())}"
        return _(
            "Make the packages first; then the house afterwards stands beside the present one."
        )

    def _show_packages(self, plan: Plan | None, package: Package | None) -> None:
        self.packages.clear()
        for item in plan.packages if plan is not None else ():
            self.packages.addItem(package_word(item.key), item.key)
            if package is not None and item.key == package.key:
                self.packages.setCurrentIndex(self.packages.count() - 1)

    def _show(self, found: BeforeAfter) -> None:
        after = found.same if self._use == "same" else found.warmer
        heads = ("", _("Now"), _("Afterwards (expected, present heating)"))
        for head, text in zip(self.heads, heads, strict=True):
            head.setText(text)
        for line, (name, now, then) in self.cells.items():
            name.setText(_name(line))
            now.setText(_value(line, found.now))
            then.setText(_value(line, after))
        for use, (chip, figure, words) in self.chips.items():
            chip.setChecked(use == self._use)  # type: ignore[attr-defined]
            saved = found.saved_same if use == "same" else found.saved_warmer
            figure.setText(_("{range} yuan a year").format(range=money_range(saved)))
            words.setText(_use_words(use, found))


def _use_words(use: Use, found: BeforeAfter) -> str:
    if use == "same":
        return _("saved when the rooms stay as warm as now ({n} ℃)").format(
            n=f"{found.now.theta_set:.0f}"
        )
    return _("saved when the family keeps it {n} ℃ warmer and uses more rooms").format(
        n=f"{found.theta_gain:.1f}"
    )


def _name(line: Line) -> str:
    return {
        "level": _("Level"),
        "cost": _("Heating for a winter"),
        "coal": _("Coal a year"),
        "electricity": _("Electricity a year"),
        "coldest": _("Coldest room in January, unheated"),
        "air": _("Draughts"),
        "smoke": _("Smoke and carbon monoxide"),
        "carbon": _("Carbon dioxide a year"),
        "danger": _("Danger grade"),
    }[line]


def _value(line: Line, side: Side) -> str:
    values = {
        "level": level_word(side.level) if side.level else "—",
        "cost": _("{n} yuan").format(n=money(side.cost)),
        "coal": amount(side.coal, "kg") if side.coal else _("none"),
        "electricity": amount(side.electricity, "kWh"),
        "coldest": "—" if side.coldest is None else f"{side.coldest:.0f} ℃",
        "air": _("{n} air changes an hour").format(n=f"{side.air:.1f}"),
        "smoke": _smoke_word(side.smoke),
        "carbon": _("{n} t").format(n=f"{side.carbon / 1000:.1f}"),
        "danger": _danger_word(side.danger),
    }
    return values[line]


def _smoke_word(smoke: str) -> str:
    return {
        "none": _("no fire indoors"),
        "alarm": _("fire indoors, with alarm"),
        "no_alarm": _("fire indoors, no alarm"),
        "defective": _("flue defective: do not use it"),
        "unknown": _("fire indoors, flue not looked at"),
    }[smoke]


def _danger_word(grade: str) -> str:
    chosen = spec("M01").choice(grade)
    return chosen.label.get(language()) if chosen is not None else "—"
