"""One section on the screen: its fields, its tables of rows, its sketch."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ROW_KINDS, Section, rows
from app.model.survey.spec import FieldSpec, specs_of
from app.ui.house import House
from app.ui.paper import section_specs
from app.ui.widgets.field_row import FieldRow
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.section_form import SectionForm, worst
from app.ui.widgets.sketch import Plan, Sketch

SKETCH_SECTION = "C"
_SKETCH_FIELDS = ("C01", "C02", "C03", "C05", "B07", "B12")
_MOST_ROWS = 6
_GAP = 8


class SectionPage(QWidget):
    """Fields first, then the rows of this section, then the sketch; Enter walks through all."""

    committed = Signal(str, str, object)  # field, row, value
    refused = Signal(str, str)
    entered = Signal(str, str)  # field, row
    left_end = Signal(int)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self.form = SectionForm(section_specs(section.letter))
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)
        self.form.entered.connect(lambda row: self.entered.emit(row.spec.id, row.row))
        self.form.left_end.connect(self._left_form)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(_GAP)
        box.addWidget(self.form)
        self.table = self._make_table()
        self.sketch = Sketch() if section.letter == SKETCH_SECTION else None
        if self.table is not None:
            box.addWidget(self.table)
        if self.sketch is not None:
            box.addWidget(self.sketch)
        box.addStretch(1)
        self._rows = 0

    def _make_table(self) -> RowTable | None:
        kind = next((k for k in ROW_KINDS.values() if k.section == self.section.letter), None)
        if kind is None:
            return None
        table = RowTable(kind.name, "", tuple(specs_of(kind.record).values()))
        table.committed.connect(self.committed)
        table.refused.connect(self.refused)
        table.add_wanted.connect(self.add_wanted)
        table.remove_wanted.connect(self.remove_wanted)
        table.entered.connect(self.entered)
        table.left_end.connect(self._left_table)
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.setFixedWidth(event.size().width())
