"""What each yuan brings (S12): own cash or cost against saving, as a chart or as a table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QTableWidget, QTableWidgetItem

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import FrontPoint, Package, Plan
from app.ui.pages.base import Frame, Key, Page, button, label
from app.ui.search_rules import rules_line
from app.ui.texts import money, package_word, percent
from app.ui.widgets.list_view import show_as_list

if TYPE_CHECKING:
    from app.ui.widgets.front_chart import FrontChart

_ROW = 28


class FrontPage(Page):
    """The best combinations there are; ←→ reads them one by one, T shows them as a table."""

    key = "front"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("What a yuan brings"))
        self._own = True
        self._chart: FrontChart | None = None
        self.who = label("label")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self._add_switches()
        self.empty = label("label", wrap=True)
        self.body.addWidget(self.empty)
        self.views = QStackedWidget()
        self.table = QTableWidget(0, 4)
        show_as_list(self.table, _ROW)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.currentCellChanged.connect(self._row_changed)
        self.views.addWidget(self.table)
        self.body.addWidget(self.views, 1)
        self.words = label("", wrap=True)
        self.words.setMinimumHeight(64)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.words)
        self.left_out = label("small", wrap=True)
        self.body.addWidget(self.left_out)
        frame.current.view_changed.connect(self._view_changed)
        self.say(lambda _text: self.refresh(), str)

    def _add_switches(self) -> None:
        self.costs = QButtonGroup(self)
        self.own_cash, self.total = button("chip", checkable=True), button("chip", checkable=True)
        self.say(self.own_cash.setText, lambda: _("own cash"))
        self.say(self.total.setText, lambda: _("total cost"))
        for made in (self.own_cash, self.total):
            self.costs.addButton(made)
            self.head.addWidget(made)
        self.own_cash.setChecked(True)
        self.costs.buttonClicked.connect(lambda _made: self._switch())
        self.as_table = button(checkable=True)
        self.say(self.as_table.setText, lambda: _("Table (T)"))
        self.as_table.toggled.connect(lambda _on: self.refresh())
        self.head.addWidget(self.as_table)

    def keys(self) -> list[Key]:
        return [("←→", _("combination")), ("T", _("table")), ("C", _("own cash or total cost"))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T:
            self.as_table.toggle()
        elif event.key() == Qt.Key.Key_C:
            (self.total if self._own else self.own_cash).click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._chart is None:  # read only when the page is looked at
            from app.ui.widgets.front_chart import FrontChart

            self._chart = FrontChart()
            self._chart.walked.connect(self._say_point)
            self.views.addWidget(self._chart)
        super().showEvent(event)
        self.refresh()

    def shown(self) -> None:
        shown = self.views.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _switch(self) -> None:
        self._own = self.own_cash.isChecked()
        self.refresh()

    def _view_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _plan(self) -> Plan | None:
        return self.frame.current.view.plan

    def points(self) -> tuple[FrontPoint, ...]:
        """Return the points shown, cheapest first."""
        plan = self._plan()
        if plan is None:
            return ()
        return plan.front_own if self._own and plan.front_own else plan.front_total

    def _by_own(self) -> bool:
        plan = self._plan()
        return self._own and plan is not None and bool(plan.front_own)

    def _cost(self, point: FrontPoint) -> float:
        return point.cost if not self._by_own() or point.own_cash is None else point.own_cash

    def refresh(self) -> None:
        """Show the plan at hand, or say how to come by one."""
        plan, points = self._plan(), self.points()
        self.who.setText(self.frame.current.title)
        there = plan is not None and bool(points)
        for widget in (self.views, self.words, self.left_out, self.as_table, self.total):
            widget.setVisible(there)
        self.own_cash.setVisible(there and plan is not None and bool(plan.front_own))
        self.empty.setVisible(not there)
        if plan is None or not points:
            self.empty.setText(self._nothing(plan))
            return
        self._fill_table(points)
        if self._chart is not None:
            self._draw(plan, points)
            self.views.setCurrentWidget(self.table if self.as_table.isChecked() else self._chart)
        self.left_out.setText(_left_out(plan))

    def _nothing(self, plan: Plan | None) -> str:
        if plan is not None and plan.stopped_by is not None:
            return f"× {plan.stopped_by.sentence.get(language())}"
        if plan is not None:
            return _("This plan was made without the list of best combinations: make it anew.")
        return _("There is no plan yet: open “Packages” and it is made.")

    def _draw(self, plan: Plan, points: tuple[FrontPoint, ...]) -> None:
        from app.ui.widgets.front_chart import Dot

        house = self.frame.current.house
        most = house.shown("N02").value if house is not None and self._by_own() else None
        packages = [
            Dot(
                self._package_cost(package),
                package.saving_shown.typical,
                package_word(package.key),
            )
            for package in plan.packages
        ]
        if self._chart is not None:
            self._chart.show_front(
                [Dot(self._cost(point), point.saving) for point in points],
                packages,
                line=plan.premises.method.threshold,
                ceiling=float(most) if isinstance(most, int | float) else None,
                cost_word=_("own cash, yuan") if self._by_own() else _("total cost, yuan"),
            )

    def _package_cost(self, package: Package) -> float:
        if self._by_own() and package.money is not None:
            return float(package.money.funding.own_cash)
        return package.cost.typical

    def _fill_table(self, points: tuple[FrontPoint, ...]) -> None:
        heads = (_("own cash, yuan"), _("total cost, yuan"), _("saves %"), _("What is done"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(points))
        for row, point in enumerate(points):
            own = "—" if point.own_cash is None else money(point.own_cash)
            cells = (own, money(point.cost), percent(point.saving), self._works(point))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column < 3:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        for column, width in enumerate((120, 120, 80)):
            self.table.setColumnWidth(column, width)

    def _works(self, point: FrontPoint) -> str:
        session = self.frame.session
        names = []
        for written in point.measures:
            measure, _at, sides = written.partition("@")
            known = session.rules.measures.get(measure) if session is not None else None
            name = known[1].get(language()) if known is not None else measure
            where = "".join(_side_word(side) for side in sides.split("+") if side)
            names.append(f"{name}（{where}）" if where else name)
        return _("no works") if not names else _(", ").join(names)

    def _row_changed(self, row: int, _column: int, _old: int, _before: int) -> None:
        if self.as_table.isChecked() and row >= 0:
            self._say_point(row)

    def _say_point(self, number: int) -> None:
        """Say a point in words, and what the next yuan would bring."""
        points = self.points()
        if not 0 <= number < len(points):
            return
        point = points[number]
        text = _("Spend {cost} yuan, save {saving}.").format(
            cost=money(self._cost(point)), saving=percent(point.saving)
        )
        if number + 1 < len(points):
            after = points[number + 1]
            text += " " + _("Another {cost} yuan save {saving} points more.").format(
                cost=money(self._cost(after) - self._cost(point)),
                saving=f"{(after.saving - point.saving) * 100:.1f}",
            )
        self.words.setText(f"<b>{text}</b><br>{self._works(point)}")
        self.words.setAccessibleName(text)


def _side_word(side: str) -> str:
    return {"S": _("S"), "N": _("N"), "E": _("E"), "W": _("W")}.get(side, side)


def _left_out(plan: Plan) -> str:
    text = _(
        "{combinations} combinations within the search rules; the rules left out {left_out} more. "
        "Savings here are those of flawless works: the packages say what is likely."
    ).format(combinations=f"{plan.combinations:,}", left_out=f"{plan.left_out:,}")
    return f"{text}\n{rules_line(plan)}".rstrip()
