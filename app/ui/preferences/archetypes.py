"""The house types with every default they give, its mark and its source."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from app.i18n import gettext as _
from app.i18n import language
from app.ui import style
from app.ui.pages.base import Frame
from app.ui.preferences.section import Found, Section
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import mark_word
from app.ui.widgets.icons import has_picture, icon


class ArchetypesSection(Section):
    """The types on the left, the values of the chosen one on the right."""

    key = "archetypes"

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            lambda: _("House types"),
            lambda: _(
                "What the survey takes in grey when a house type is picked. Most of it is "
                "estimated; what is measured at the house goes before it."
            ),
        )
        self._types: list[Any] = []
        self.list = QListWidget()
        self.list.setFixedWidth(230)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self.list.setAccessibleName, lambda: _("House types"))
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        self.table = PlainTable(3, height=200)
        self.say(self.table.setAccessibleName, lambda: _("Values of the house type"))
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.table, 1)
        self.box.addLayout(row, 1)
        self.box.addWidget(self.problem)

    def words(self) -> list[Found]:
        return [(name.get(language()), self.list) for _key, name, _figures in self._types]

    def shown(self) -> None:
        if self.session is not None and not self._types:
            from app.services.reference_lists import archetypes

            self.session.read(lambda _village: archetypes(), self._take, self.failed)

    def retranslate(self) -> None:
        super().retranslate()
        if self._types:
            self._take(self._types)

    def _take(self, types: list[Any]) -> None:
        self._types = types
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for key, name, _figures in types:
            item = QListWidgetItem(name.get(language()))
            if has_picture(key):
                item.setIcon(icon(key, style.QUIET))
            self.list.addItem(item)
        self.list.setCurrentRow(row)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._types):
            return
        figures = self._types[row][2]
        heads = (_("What"), _("Value"), _("Mark"), _("Where from"))
        lines = [
            Line(
                "",
                (
                    figure.name.get(language()),
                    figure.value.get(language()),
                    mark_word(figure.mark),
                    figure.source.get(language()),
                ),
            )
            for figure in figures
        ]
        self.table.show_lines(heads, lines)
