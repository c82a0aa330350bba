"""Where the warmth goes (S10): the house in section, its parts, and a view for the family."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QTableView

from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import Assessment, LossPart
from app.ui.pages.base import Frame, Key, Page, button, card, label
from app.ui.texts import part_word
from app.ui.widgets.family_view import FamilyView
from app.ui.widgets.list_view import show_as_list
from app.ui.widgets.loss_section import LossSection
from app.ui.widgets.loss_table import LossTable
from app.ui.widgets.loss_units import UNITS, figures_of, unit_word
from app.ui.widgets.measure_list import MEASURES_OF, offers_of

_ROW = 28
_MOST_NAMED = 8


class LossesPage(Page):
    """Section above, table below; the marked row marks its arrow and names its measures."""

    key = "losses"
    with_panel = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, lambda: _("Where the warmth goes"))
        self._unit = UNITS[0]
        self._part: LossPart | None = None
        self.who = label("label")
        self.head.addWidget(self.who)
        self.head.addStretch(1)
        self._add_units()
        self.family = button("primary")
        self.say(self.family.setText, lambda: _("Show the family"))
        self.family.clicked.connect(self.show_family)
        self.head.addWidget(self.family)
        self.empty = label("label", wrap=True)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.frame_card, inside = card()
        self.section = LossSection(300)
        self.section.setMinimumSize(QSize(420, 220))
        self.section.setMaximumHeight(16777215)
        self.section.picked.connect(self._mark_part)
        inside.addWidget(self.section, 1)
        row.addWidget(self.frame_card, 3)
        self.side, words = card()
        self.side_title, self.side_text = label("heading", wrap=True), label("", wrap=True)
        words.addWidget(self.side_title)
        words.addWidget(self.side_text)
        words.addStretch(1)
        row.addWidget(self.side, 2)
        self.body.addLayout(row, 1)
        self._add_table()
        frame.current.view_changed.connect(self._view_changed)
        self.say(lambda _text: self.refresh(), str)

    def _add_units(self) -> None:
        self.units = QButtonGroup(self)
        for unit in UNITS:
            made = button("chip", checkable=True)
            made.setChecked(unit == self._unit)
            made.clicked.connect(partial(self.change_unit, unit))
            self.say(made.setText, partial(unit_word, unit))
            self.units.addButton(made)
            self.head.addWidget(made)

    def _add_table(self) -> None:
        self.rows = LossTable(self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        show_as_list(self.table, _ROW)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.say(self.table.setAccessibleName, lambda: _("Parts of the house"))
        self.body.addWidget(self.table, 1)

    def keys(self) -> list[Key]:
        return [("↑↓", _("part")), ("F4", _("where from")), ("F11", _("show the family"))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_F11:
            self.show_family()
        else:
            super().keyPressEvent(event)

    def figure(self) -> str:
        return f"loss.{self._part}" if self._part is not None else ""

    def shown(self) -> None:
        self.refresh()
        self.table.setFocus()

    def change_unit(self, unit: str, _on: bool = True) -> None:
        """Say the losses in another unit: yuan, coal, or kilowatt-hours."""
        self._unit = unit
        self.refresh()

    def _view_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _assessment(self) -> Assessment | None:
        return self.frame.current.view.assessment

    def refresh(self) -> None:
        """Show the result of the house at hand, or say what is missing."""
        found, house = self._assessment(), self.frame.current.house
        self.who.setText(self.frame.current.title)
        there = found is not None
        for widget in (self.frame_card, self.side, self.table, self.family):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        if found is None:
            self.empty.setText(
                _("Choose a house in “Houses” first.")
                if house is None
                else self.frame.current.view.refusal or _("The house is being calculated …")
            )
            return
        figures = figures_of(found, self._unit)
        self.section.show_losses(found.losses, figures, pitched=self._pitched())
        at = self.table.currentIndex().row()
        self.rows.show(found, self._unit)
        self._fit()
        self.table.selectRow(max(at, 0))

    def _fit(self) -> None:
        room = self.table.viewport().width() / sum(LossTable.WIDTHS)
        for column, width in enumerate(LossTable.WIDTHS):
            self.table.setColumnWidth(column, round(width * room))

    def _pitched(self) -> bool:
        house = self.frame.current.house
        rise = house.shown("C08").value if house is not None else None
        return isinstance(rise, int | float) and rise > 0.3

    def _mark_part(self, part: LossPart) -> None:
        self.table.selectRow(self.rows.row_of(part))

    def _row_changed(self) -> None:
        row = self.table.currentIndex().row()
        self._part = self.rows.part_at(row) if row >= 0 else None
        self.section.mark(self._part)
        self._say_measures()

    def _say_measures(self) -> None:
        part, found = self._part, self._assessment()
        if part is None or found is None or self.frame.session is None:
            return
        plan = self.frame.current.view.plan
        excluded = {item.measure: item.sentence for item in plan.excluded} if plan else {}
        offers = offers_of(self.frame.session.rules.measures, excluded)
        mine = [offer for offer in offers if offer.category in MEASURES_OF[part]]
        can = [offer.name.get(language()) for offer in mine if offer.reason is None]
        self.side_title.setText(_("What can be done: {part}").format(part=part_word(part)))
        lines = [f"· {name}" for name in can[:_MOST_NAMED]]
        if len(can) > _MOST_NAMED:
            lines.append(_("and {n} more under “Packages”").format(n=len(can) - _MOST_NAMED))
        if not can:
            reasons = dict.fromkeys(
                offer.reason.get(language()) for offer in mine if offer.reason is not None
            )
            lines = list(reasons) or [_("The catalogue has no measure for this part.")]
        self.side_text.setText("<br>".join(lines))

    def show_family(self) -> None:
        """Fill the screen with the section and three lines in large letters."""
        found = self._assessment()
        if found is None:
            return
        view = FamilyView(self, found, pitched=self._pitched())
        view.showFullScreen()
        view.exec()
