"""Two packages or scenarios against each other: which measures differ, and the main figures."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Package, PlannedMeasure
from app.model.family import FamilyMoney
from app.services.scenario_compare import SHARES, Comparison, Figure, compare
from app.services.trace_keys import LONGEST
from app.ui import style
from app.ui.pages.base import button, card, label
from app.ui.texts import money
from app.ui.widgets.package_rows import by_present, closed_figures, days_on_site

_WIDTH = 640  # [px]
_FIGURES = {
    "saving": "saving.demand",
    "probability": "chance",
    "cost_cny": "price",
    "subsidy_cny": "subsidy",
    "own_cash_cny": "own_cash",
    "saved_same_warmth_cny_per_a": "saved",
    "payback_a": "payback",
    "co2_saved_kg_per_a": "co2",
    "heat_load_kw": "heat_load",
}
"""What opens behind a figure of the comparison."""
_BY_HEATING = ("saved_same_warmth_cny_per_a", "payback_a", "co2_saved_kg_per_a")


class CompareDialog(QDialog):
    """Two lists to choose from, and below how the second differs from the first. Esc closes.

    A click on a figure asks to open it: its name and the package it is of. ``family``: what was
    chosen beside the works; with a heating among it the rows say that they count the present one.
    """

    figure_wanted = Signal(str, object)

    def __init__(
        self,
        parent: QWidget | None,
        packages: Mapping[str, Package],
        first: str,
        second: str,
        family: Mapping[str, FamilyMoney] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Compare two"))
        self.resize(_WIDTH, 0)
        self._packages, self._family = packages, family
        box = QVBoxLayout(self)
        box.setSpacing(10)
        top = QHBoxLayout()
        self.first, self.second = QComboBox(), QComboBox()
        for chooser, at in ((self.first, first), (self.second, second)):
            chooser.addItems(list(packages))
            chooser.setCurrentText(at)
            chooser.activated.connect(lambda _n: self._show())
            top.addWidget(chooser, 1)
        box.addLayout(top)
        self.measures = label("", wrap=True)
        self.measures.setTextFormat(Qt.TextFormat.RichText)
        box.addWidget(self.measures)
        frame, inside = card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        inside.addLayout(self._grid)
        box.addWidget(frame)
        close = button()
        close.setText(_("Close"))
        close.clicked.connect(self.accept)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._show()

    def _show(self) -> None:
        names = self.first.currentText(), self.second.currentText()
        both = tuple(self._packages[name] for name in names)
        made = compare(*both)
        self.measures.setText("<br>".join(_lines(made, *names)))
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        for column, text in enumerate(("", *names, _("Difference"))):
            self._put(0, column, text, "quiet")
        for row, figure in enumerate(made.figures, start=1):
            head, told = figure_word(figure.name)
            if figure.name in _BY_HEATING:
                head = by_present(head, self._family)
            self._put(row, 0, head, "quiet")
            for column, value in enumerate((figure.first, figure.second), start=1):
                cell = self._put(row, column, "—" if value is None else told(value))
                name, package = _FIGURES.get(figure.name, ""), both[column - 1]
                if name and value is not None and name not in closed_figures(package):
                    self._opens(cell, name, package)
            self._put(row, 3, _signed(figure, told))
        self._grid.setColumnStretch(0, 1)

    def _opens(self, cell: QLabel, figure: str, package: Package) -> None:
        """Make a figure a link to where it comes from."""
        text = f'<a href="{figure}.{package.key}" style="color:{style.INK}">{cell.text()}</a>'
        cell.setText(text)
        links = Qt.TextInteractionFlag.LinksAccessibleByMouse
        cell.setTextInteractionFlags(links | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        cell.setToolTip(_("Where the number comes from (F4)"))
        cell.linkActivated.connect(lambda name: self.figure_wanted.emit(name, package))

    def _put(self, row: int, column: int, text: str, role: str = "") -> QLabel:
        cell = label(role)
        cell.setText(text)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(cell, row, column, side)
        return cell


def figure_word(name: str) -> tuple[str, Callable[[float], str]]:
    """Return the word for a figure of a comparison, and how it is written."""
    yuan: Callable[[float], str] = lambda value: _("{n} yuan").format(n=money(value))  # noqa: E731
    share: Callable[[float], str] = lambda value: f"{value * 100:.0f}%"  # noqa: E731
    found: dict[str, tuple[str, Callable[[float], str]]] = {
        "saving": (_("Saves heat"), share),
        "probability": (_("Chance of reaching it"), share),
        "cost_cny": (_("Cost, yuan"), money),
        "subsidy_cny": (_("Subsidies"), yuan),
        "own_cash_cny": (_("Own cash"), yuan),
        "saved_same_warmth_cny_per_a": (_("Saved a year, same warmth"), yuan),
        "payback_a": (_("Pays back in"), _years),
        "co2_saved_kg_per_a": (_("CO2 less a year"), lambda v: _("{n} kg").format(n=money(v))),
        "heat_load_kw": (
            _("Heat on the coldest day"), lambda v: _("{n} kW").format(n=f"{v:.1f}"),
        ),
        "days": (_("Days on site"), days_on_site),
    }  # fmt: skip
    return found[name]


def _years(value: float) -> str:
    text = _("{n} years or more") if value >= LONGEST else _("{n} years")
    return text.format(n=f"{min(value, LONGEST):.0f}")


def _signed(figure: Figure, told: Callable[[float], str]) -> str:
    value = figure.difference
    never = figure.name == "payback_a" and max(figure.first or 0, figure.second or 0) >= LONGEST
    if value is None or never:
        return "—"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if figure.name in SHARES:
        return sign + _("{n} points").format(n=f"{abs(value) * 100:.0f}")
    return sign + told(abs(value))


def _lines(made: Comparison, first: str, second: str) -> list[str]:
    """Return what differs in measures, as rich text."""

    def listed(measures: tuple[PlannedMeasure, ...]) -> str:
        return _(", ").join(_named(item) for item in measures) or "—"

    only, elsewhere = _("Only in “{name}”"), _("On other sides")
    lines = [
        f"<b>{only.format(name=name)}</b>  {listed(measures)}"
        for name, measures in ((first, made.only_first), (second, made.only_second))
    ]
    if made.elsewhere:
        pairs = _(", ").join(f"{_named(a)} → {b.where.get(language())}" for a, b in made.elsewhere)
        lines.append(f"<b>{elsewhere}</b>  {pairs}")
    return lines


def _named(item: PlannedMeasure) -> str:
    where = item.where.get(language())
    name = item.name.get(language())
    return f"{name} ({where})" if where else name
