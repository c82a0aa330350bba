"""Packages side by side with the line that decides (S11)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Package, Plan
from app.model.family import FamilyMoney
from app.services.outcomes import ScenarioResult
from app.services.trace_keys import WORTH
from app.ui import style
from app.ui.pages.base import button, label
from app.ui.texts import money, money_range, package_word, payback_years, percent, percent_range
from app.ui.widgets.charts import SavingBar
from app.ui.widgets.package_rows import (
    advised_against,
    by_present,
    closed_figures,
    extra_cells,
    extra_figures,
    extra_heads,
    family_cells,
    family_heads,
    missing_cells,
    missing_heads,
    worth_cells,
    worth_heads,
    worth_words,
)

_HEAD_WIDTH = 128
_FEW, _COLUMN, _HEAD_WORDS = 4, 124, 100  # columns that share the width; beyond, [px] of each
_FIGURES = {
    1: "saving.demand",
    2: "saving.demand",
    3: "chance",
    4: "saving.overall",
    5: "price",
    6: "subsidy",
    7: "own_cash",
    8: "labour",
    9: "saved",
    10: "saved_warmer",
    11: "warmer",
    12: "payback",
    13: "payback_own",
    14: "co2",
    15: "heat_load",
}  # cells whose number opens, before the row of what is missing comes in
_AFTER_CHANCE, _AFTER_MONEY = 4, 14


class PackageTable(QFrame):
    """One column for each package; ←→ chooses, a click on a number opens it."""

    chosen = Signal(str)
    figure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._plan: Plan | None = None
        self._beside: tuple[ScenarioResult, ...] = ()
        self._hidden: frozenset[str] = frozenset()
        self._family: Mapping[str, FamilyMoney] = {}
        self._chosen: str | None = None
        self._heads_of: dict[str, QWidget] = {}
        self._row_heads: list[QLabel] = []
        self._scrolled = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)

    def show_plan(
        self,
        plan: Plan,
        chosen: str | None,
        beside: Sequence[ScenarioResult] = (),
        hidden: frozenset[str] = frozenset(),
        family: Mapping[str, FamilyMoney] = MappingProxyType({}),
    ) -> None:
        """Show the packages of a plan and the scenarios ``beside`` them, but the hidden ones.

        ``family``: what was chosen beside the works, by package key or scenario id.
        """
        self._plan, self._beside, self._hidden = plan, tuple(beside), hidden
        self._family = family
        keys = self._keys()
        self._chosen = chosen if chosen in keys else (keys[0] if keys else None)
        self._rebuild()

    def keep_heads(self, scrolled: int) -> None:
        """Keep the words of the rows in sight where the columns are scrolled sideways [px]."""
        self._scrolled = scrolled
        left = self._grid.contentsMargins().left()
        for head in self._row_heads:
            head.move((scrolled or left), head.y())
            head.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self.keep_heads(self._scrolled))

    def _packages(self) -> list[Package]:
        packages = self._plan.packages if self._plan is not None else ()
        return [package for package in packages if package.key not in self._hidden]

    def _scenarios(self) -> list[ScenarioResult]:
        return [item for item in self._beside if item.scenario.id not in self._hidden]

    def _keys(self) -> list[str]:
        """Return the keys of the columns: of a package, or the id of a scenario."""
        packages: list[str] = [package.key for package in self._packages()]
        return packages + [item.scenario.id for item in self._scenarios()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._chosen is not None:
            keys = self._keys()
            self._choose(keys[(keys.index(self._chosen) + step) % len(keys)])
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._rebuild()
        self.chosen.emit(key)

    def _rebuild(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self._heads_of.clear()
        self._row_heads.clear()
        plan = self._plan
        if plan is None:
            return
        for number, text in enumerate(self._heads(plan)):
            head = label("frozen", wrap=True)
            head.setText(text)
            head.setFixedWidth(_HEAD_WIDTH)
            head.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(head, number, 0)
            self._row_heads.append(head)
        packages = self._packages()
        for column, package in enumerate(packages, start=1):
            best = package.key == "best_value" and not advised_against(package)
            star = "★ " if best else ""
            self._add_head(column, package.key, star + package_word(package.key))
            self._add_package(column, package, plan)
        for column, item in enumerate(self._scenarios(), start=1 + len(packages)):
            self._add_head(column, item.scenario.id, item.scenario.name, _HEAD_WORDS)
            if item.package is not None:
                self._add_package(column, item.package, plan, item.scenario.id)
            else:
                self._grid.addWidget(self._cell(f"⚠ {item.refusal}"), 1, column, 3, 1)
        shown = len(self._keys())
        for column in range(1, max(self._grid.columnCount(), shown + 1)):
            self._grid.setColumnStretch(column, 1 if column <= shown else 0)
            wide = column <= shown and shown > _FEW
            self._grid.setColumnMinimumWidth(column, _COLUMN if wide else 0)
        self._grid.setRowStretch(len(self._heads(plan)), 1)
        QTimer.singleShot(0, self, lambda: self.keep_heads(self._scrolled))

    def _heads(self, plan: Plan) -> Sequence[str]:
        line = percent(plan.premises.method.threshold)

        def counted(head: str) -> str:
            return by_present(head, self._family)

        return (
            "",
            _("What is done"),
            _("Saves heat ({line} line)").format(line=line),
            "",
            _("Chance of reaching it"),
            *missing_heads(plan),
            *worth_heads(plan),
            counted(_("Saves standard coal")),
            _("Cost, yuan"),
            _("Subsidies"),
            _("Own cash"),
            _("Days of work"),
            counted(_("Saved a year, same warmth")),
            counted(_("Saved a year, warmer")),
            _("Warmer by"),
            counted(_("Pays back in")),
            counted(_("Own cash back in")),
            *family_heads(self._family),
            counted(_("CO2 less a year")),
            _("Heat on the coldest day"),
            *extra_heads(plan, self._family),
        )

    def _add_head(self, column: int, key: str, name: str, most: int = 1000) -> None:
        """Add a name to press; it is cut at ``most`` [px]."""
        head = button("chip", checkable=True)
        elided = head.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, most)
        head.setText(elided)
        head.setToolTip(name if elided != name else "")
        head.setChecked(key == self._chosen)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.clicked.connect(lambda: self._choose(key))
        self._grid.addWidget(head, 0, column)
        self._heads_of[key] = head

    def place_of(self, key: str) -> tuple[int, int] | None:
        """Return where the column of a package or scenario begins and how wide it is [px]."""
        head = self._heads_of.get(key)
        return (head.x(), head.width()) if head is not None else None

    def _add_package(self, column: int, package: Package, plan: Plan, scenario: str = "") -> None:
        """Fill a column; figures of a ``scenario`` carry its id behind an @."""
        behind = f"@{scenario}" if scenario else ""
        bar = SavingBar(26, words=False)
        bar.show_saving(package.saving_shown, plan.premises.method.threshold, package.passes)
        cells: list[QWidget] = [
            self._cell(_measures(package), small=True),
            self._verdict(package),
            bar,
            self._cell(percent(package.probability)),
            self._cell(percent_range(package.saving_overall)),
            self._cell(money_range(package.cost), bold=True),
            *(self._cell(text) for text in _paid(package)),
            self._cell(_yuan(money_range(package.saved_same_warmth))),
            self._cell(_yuan(money_range(package.saved_warmer))),
            self._cell(_("{n} °C").format(n=f"{package.theta_gain:+.1f}")),
            self._cell(payback_years(package.payback)),
            self._cell(_payback_own(package)),
            self._cell(_("{n} kg").format(n=money(package.co2_saved))),
            self._cell(_("{n} kW").format(n=f"{package.phi_hl / 1000:.1f}")),
        ]
        cells += self._extra(package, plan, behind)
        closed = closed_figures(package)
        for row, figure in _FIGURES.items():
            if figure not in closed:
                self._opens(cells[row], f"{figure}.{package.key}{behind}")
        chosen = family_cells(scenario or package.key, self._family)
        cells[_AFTER_MONEY:_AFTER_MONEY] = [self._cell(text) for text in chosen]
        advice = [self._advice(text, package) for text in worth_cells(package, plan)]
        for advised in advice if package.worth is not None else ():
            self._opens(advised, f"{WORTH}.{package.key}{behind}")
        missing = [self._cell(text) for text in missing_cells(package, plan)]
        cells[_AFTER_CHANCE:_AFTER_CHANCE] = [*missing, *advice]
        for number, cell in enumerate(cells, start=1):
            self._grid.addWidget(cell, number, column, Qt.AlignmentFlag.AlignTop)

    def _extra(self, package: Package, plan: Plan, behind: str) -> list[QWidget]:
        """Return the cells of the further rows, those with a figure to be opened."""
        cells: list[QWidget] = [self._cell(text) for text in extra_cells(package, plan)]
        for cell, figure in zip(cells, extra_figures(package, plan), strict=True):
            if figure:
                self._opens(cell, f"{figure}.{package.key}{behind}")
        return cells

    def _opens(self, cell: QWidget, figure: str) -> None:
        """Let a number open where it comes from when it is clicked."""
        cell.setCursor(Qt.CursorShape.PointingHandCursor)
        told = cell.toolTip()
        opens = _("Where the number comes from (F4)")
        cell.setToolTip(f"{told}\n{opens}" if told else opens)
        cell.setProperty("figure", figure)
        cell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        figure = watched.property("figure")
        if figure and event.type() == QEvent.Type.MouseButtonRelease:
            self.figure_wanted.emit(str(figure))
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _cell(text: str, *, bold: bool = False, small: bool = False) -> QLabel:
        made = label("label" if small else "", wrap=True)
        made.setText(f"<b>{text}</b>" if bold else text)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(90)
        return made

    @staticmethod
    def _advice(text: str, package: Package) -> QLabel:
        made = label("soft" if package.worth is not None else "", wrap=True)
        made.setText(text)
        made.setToolTip(worth_words(package))
        return made

    @staticmethod
    def _verdict(package: Package) -> QLabel:
        made = label("ok" if package.passes else "soft", wrap=True)
        mark = "✓" if package.passes else "×"
        word = _("reached") if package.passes else _("not reached")
        made.setText(f"<b>{percent_range(package.saving_demand)}</b>  {mark} {word}")
        return made


def _paid(package: Package) -> tuple[str, str, str]:
    """Return subsidies, own cash and days of work; dashes in plans that do not tell them."""
    if package.money is None:
        return "—", "—", "—"
    funding = package.money.funding
    cash = _yuan(f"{funding.own_cash:,}")
    if funding.over_ceiling and funding.ceiling is not None:
        cash += " ⚠ " + _("has {most}").format(most=f"{funding.ceiling:,}")
    days = funding.labour.own_days + funding.labour.mutual_days
    return _yuan(f"{funding.subsidy:,}"), cash, _("{n} days").format(n=f"{days:g}")


def _payback_own(package: Package) -> str:
    if package.money is None:
        return "—"
    return payback_years(package.money.payback_own)


def _measures(package: Package) -> str:
    lines = []
    for measure in package.measures:
        where = measure.where.get(language())
        name = measure.name.get(language())
        lines.append(
            f"· {name}" + (f" <span style='color:{style.QUIET}'>{where}</span>" if where else "")
        )
    return "<br>".join(lines)


def _yuan(text: str) -> str:
    return _("{n} yuan").format(n=text)
