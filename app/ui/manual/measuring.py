"""How to measure: every field with its help, its range, and a picture where one helps."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import SECTIONS, spec
from app.ui.manual.glossary import shown, terms_of_field
from app.ui.manual.part import Part
from app.ui.pages.base import card, label
from app.ui.texts import limits_text
from app.ui.widgets.editors import LineBox
from app.ui.widgets.measuring import MeasuringPicture
from app.ui.widgets.measuring_pictures import PICTURES, picture_of

_LIST = 260


class MeasuringPart(Part):
    """Fields on the left, type to search; the chosen one explained on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.search = LineBox()
        self.say(self.search.setPlaceholderText, lambda: _("Type to search a field"))
        self.say(self.search.setAccessibleName, lambda: _("Search a field"))
        self.search.textChanged.connect(lambda _text: self._fill())
        self.fields = QListWidget()
        self.search.left.connect(lambda _step: self.fields.setFocus())
        self.fields.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self.fields.setAccessibleName, lambda: _("Fields"))
        self.fields.currentRowChanged.connect(lambda _row: self._show())
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.fields, 1)
        self.search.setFixedWidth(_LIST)
        self.fields.setFixedWidth(_LIST)
        frame, inner = card()
        self.name = label("heading", wrap=True)
        self.picture = MeasuringPicture(260)
        self.told, self.help = label("", wrap=True), label("", wrap=True)
        self.range = label("quiet", wrap=True)
        self.terms = label("small", wrap=True)
        for widget in (self.name, self.picture, self.told, self.help, self.range, self.terms):
            inner.addWidget(widget)
        inner.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(left)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(frame)
        row.addWidget(area, 1)
        self.box.addLayout(row, 1)
        self._fill()

    def retranslate(self) -> None:
        super().retranslate()
        self._fill()

    def field(self) -> str:
        """Return the id of the field that is explained."""
        item = self.fields.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_field(self, field: str) -> None:
        """Explain a field."""
        self.search.clear()
        for row in range(self.fields.count()):
            if self.fields.item(row).data(Qt.ItemDataRole.UserRole) == field:
                self.fields.setCurrentRow(row)
                self.fields.scrollToItem(self.fields.item(row))

    def _fill(self) -> None:
        wanted, chosen = self.search.text().strip().lower(), self.field()
        self.fields.clear()
        for section in SECTIONS:
            for declared in section.fields:
                name = f"{declared.id}  {declared.label.get(language())}"
                if wanted in name.lower():
                    item = QListWidgetItem(name + ("  ▶" if picture_of(declared.id) else ""))
                    item.setData(Qt.ItemDataRole.UserRole, declared.id)
                    self.fields.addItem(item)
        rows = [self.fields.item(row) for row in range(self.fields.count())]
        ids = [row.data(Qt.ItemDataRole.UserRole) for row in rows]
        self.fields.setCurrentRow(ids.index(chosen) if chosen in ids else 0)
        self._show()

    def _show(self) -> None:
        field = self.field()
        if not field:
            return
        declared = spec(field)
        key = picture_of(field)
        self.name.setText(f"{field}  {declared.label.get(language())}")
        self.picture.show_picture(key)
        self.told.setVisible(bool(key))
        self.told.setText(PICTURES[key].told.get(language()) if key else "")
        self.help.setText(declared.help.get(language()))
        answers = " / ".join(choice.label.get(language()) for choice in declared.choices)
        self.range.setText("\n".join(part for part in (limits_text(declared), answers) if part))
        if self.isVisible():
            self._show_terms()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_terms()

    def _show_terms(self) -> None:
        """Show the words of the trade that the field speaks of."""
        found = terms_of_field(self.field()) if self.field() else []
        self.terms.setVisible(bool(found))
        lines = [_("{word}: {meaning}").format(word=w, meaning=m) for w, m in map(shown, found)]
        self.terms.setText("\n".join(lines))
