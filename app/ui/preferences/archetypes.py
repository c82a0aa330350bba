"""The house types: every default they give, its mark and source, changed for this village."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError
from app.model.survey.forms import parse_number
from app.ui import style
from app.ui.pages.base import Frame, button, card, label
from app.ui.preferences.origin import Origin, own_mark
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.choices import ChoiceList
from app.ui.widgets.editors import NumberBox
from app.ui.widgets.icons import has_picture, icon

_LIST = 200  # [px]


class ArchetypesSection(Section):
    """The types on the left, the values of the chosen one on the right, one changed below."""

    key = "archetypes"

    @staticmethod
    def title() -> str:
        return _("House types")

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _(
                "What the survey takes in grey when a house type is picked. Most of it is "
                "estimated: change what is different in this village. What is measured at a house "
                "goes before it."
            ),
        )
        self._types: list[Any] = []
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self.list.setAccessibleName, lambda: _("House types"))
        self.list.currentRowChanged.connect(lambda _row: self._choose_type())
        self.table = PlainTable(3, height=130)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.on_enter = self._take_editor_focus
        self.say(self.table.setAccessibleName, lambda: _("Values of the house type"))
        right = QVBoxLayout()
        right.addWidget(self.table, 1)
        right.addWidget(self._edit_card())
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.box.addLayout(row, 1)

    def _edit_card(self) -> Any:
        frame, box = card()
        self.name, self.usual = label("heading", wrap=True), label("small", wrap=True)
        self.number, self.code = NumberBox(), ChoiceList([])
        self.number.setFixedWidth(80)
        self.code.setMinimumWidth(160)
        self.unit = label("quiet")
        self.origin = Origin(lambda: _("houses measured, notice, a name"))
        self.save, self.back = button("primary"), button()
        self.say(self.number.setAccessibleName, lambda: _("Value"))
        self.say(self.code.setAccessibleName, lambda: _("Value"))
        self.say(self.save.setText, lambda: _("Save the value"))
        self.say(self.back.setText, lambda: _("Value of the program again"))
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(lambda: self._write(None))
        for editor in (self.number, self.code):
            editor.left.connect(lambda step: self.origin.take_focus() if step > 0 else None)
        self.origin.left.connect(
            lambda step: self.save.setFocus() if step > 0 else self._take_editor_focus()
        )
        line, buttons = QHBoxLayout(), QHBoxLayout()
        for widget in (self.number, self.code, self.unit):
            line.addWidget(widget)
        line.addStretch(1)
        for made in (self.save, self.back):
            buttons.addWidget(made)
        buttons.addStretch(1)
        for widget in (self.name, self.usual):
            box.addWidget(widget)
        box.addLayout(line)
        box.addWidget(self.origin)
        box.addWidget(self.problem)
        box.addLayout(buttons)
        return frame

    def words(self) -> list[Found]:
        return [(name.get(language()), self.list) for _key, name, _figures in self._types]

    def shown(self) -> None:
        session = self.session
        if session is None:
            return
        from app.services.reference_lists import archetypes

        session.read(lambda village: archetypes(village.village_values()), self._take, self.failed)
        for widget in (self.number, self.code, self.origin, self.save):
            widget.setEnabled(not session.village.read_only)

    def retranslate(self) -> None:
        super().retranslate()
        if self._types:
            self._take(self._types)

    def _take(self, types: list[Any]) -> None:
        self._types = types
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for key, name, figures in types:
            own = any(figure.own is not None for figure in figures)
            item = QListWidgetItem(name.get(language()) + (" *" if own else ""))
            if has_picture(key):
                item.setIcon(icon(key, style.QUIET))
            self.list.addItem(item)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._choose_type()

    def _figures(self) -> dict[str, Any]:
        row = self.list.currentRow()
        if not 0 <= row < len(self._types):
            return {}
        return {figure.name: figure for figure in self._types[row][2]}

    def _choose_type(self) -> None:
        heads = (_("What"), _("Value"), _("Mark"), _("Where from"), _("Date"))
        self.table.show_lines(heads, [_line(figure) for figure in self._figures().values()])
        if not self.table.key() and self.table.rowCount() > 1:
            self.table.selectRow(1)
        self._choose()

    def _choose(self) -> None:
        figure = self._figures().get(self.table.key())
        if figure is None or not figure.name:
            return
        told = figure.usual.get(language())
        self.name.setText(figure.label.get(language()))
        self.usual.setText(_("The program takes {value}.").format(value=told))
        is_code = figure.choices is not None
        self.code.setVisible(is_code)
        self.number.setVisible(not is_code)
        self.unit.setVisible(not is_code)
        self.unit.setText(figure.unit.get(language()))
        if is_code:
            items = [(code, name.get(language())) for code, name in figure.choices]
            self.code.set_items(items)
            self.code.show_codes([str(figure.held)])
        else:
            self.number.show_text(f"{figure.held:g}")
        own = figure.own
        self.origin.show_origin(*((own.source, own.date, own.mark) if own else ("", "", "")))
        self.back.setEnabled(own is not None and self.save.isEnabled())
        self.show_problem("")

    def _take_editor_focus(self) -> None:
        (self.number if self.number.isVisibleTo(self) else self.code).setFocus()

    def _save(self) -> None:
        from app.services.own_rows import OwnFigure

        figure = self._figures().get(self.table.key())
        if figure is None or not figure.name:
            return
        value: Any = self.code.currentData()
        if figure.choices is None:
            try:
                value = parse_number(self.number.text())
            except (ParseError, ValueError):
                self.show_problem(_("A number is needed."))
                return
        source, day, mark = self.origin.values()
        self._write(OwnFigure("", source, day, mark, value=value))

    def _write(self, figure: Any) -> None:
        session, name, row = self.session, self.table.key(), self.list.currentRow()
        if session is None or not name or row < 0:
            return
        archetype, words, _held = self._types[row]
        label_ = f"{words.get(language())} {self.name.text()}"

        def work(_village: Any) -> Any:
            from app.services.own_types import type_edit
            from app.store.catalogue import load_catalogue

            return type_edit(load_catalogue(), archetype, name, figure)

        def checked(edit: Any) -> None:
            session.commit_village([edit], label_, self.shown, self.failed)

        session.read(work, checked, self.failed)


def _line(figure: Any) -> Line:
    cells = (
        figure.label.get(language()),
        figure.value.get(language()),
        own_mark(figure.mark) if figure.own is not None else mark_word(figure.mark),
        figure.source.get(language()),
        figure.date,
    )
    return Line(figure.name, cells, strong=figure.own is not None)
