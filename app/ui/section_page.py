"""One section on the screen: its fields, its table of rows, its sketch."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import Section, rows, spec
from app.model.survey.openings import first_row_id
from app.model.survey.spec import FieldSpec, specs_of
from app.model.value import Empty, Value
from app.ui.calculated import CALCULATED
from app.ui.house import House
from app.ui.paper import kind_in
from app.ui.widgets.editors import ADVANCE
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.section_form import SectionForm, worst
from app.ui.widgets.sketch import Plan, Sketch
from app.ui.widgets.type_pictures import TypePictures

SKETCH_SECTION = "C"
PICTURE_FIELD = "B03"
_MOST_ROWS_SEEN = 6
_GAP = 8
_FORM_LEAST = 90
_SKETCH_HEIGHT, _SKETCH_LEAST = 190, 76
_WALL_LENGTH = {"S": "C02", "N": "C02", "E": "C03", "W": "C03"}
_ASKS_ROWS = {"D06": "no"}  # "all walls alike: no"; the others ask by "yes"


class SectionPage(QWidget):
    """Fields first, then the rows of this section, then the sketch; Enter walks through all."""

    committed = Signal(str, str, object)  # field, row, value
    refused = Signal(str, str)
    entered = Signal(str, str)  # field, row
    left_end = Signal(int)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)
    bays_moved = Signal(str)  # side of the heated bays

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.section = section
        self._kind = kind_in(section.letter)
        self._row_ids: list[str] = []
        self.form = SectionForm(section.fields)
        self.form.committed.connect(self.committed)
        self.form.refused.connect(self.refused)
        self.form.entered.connect(lambda row: self.entered.emit(row.spec.id, row.row))
        self.form.left_end.connect(self._left_form)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        self._box.addWidget(self.form)
        self.table = self._make_table()
        self.sketch = Sketch() if section.letter == SKETCH_SECTION else None
        if self.sketch is not None:
            self.sketch.moved.connect(self.bays_moved)
        self.pictures = TypePictures(spec(PICTURE_FIELD)) if section.letter == "B" else None
        if self.pictures is not None:
            self.pictures.picked.connect(lambda code: self.committed.emit(PICTURE_FIELD, "", code))
        for widget in (self.table, self.sketch, self.pictures):
            if widget is not None:
                self._box.addWidget(widget)
        self._box.addStretch(1)

    def _make_table(self) -> RowTable | None:
        if self._kind is None:
            return None
        table = RowTable(self._kind.code, tuple(specs_of(self._kind.record).values()))
        table.committed.connect(self.committed)
        table.refused.connect(self.refused)
        table.add_wanted.connect(self.add_wanted)
        table.remove_wanted.connect(self.remove_wanted)
        table.entered.connect(self.entered)
        table.left_end.connect(self._left_table)
        return table

    def set_room(self, width: int, height: int) -> None:
        """Say how large [px] the page may become: fields first, then rows, then the sketch."""
        left = height
        if self.table is not None and self._shows_table():
            self.table.setFixedHeight(self.table.height_for(self._rows_seen(width, height)))
            left -= self.table.height() + _GAP
        needed = self.form.height_in(width, left)
        spare = height - needed - _GAP - (height - left)
        if self.sketch is not None:
            self.sketch.setVisible(spare >= _SKETCH_LEAST)
            self.sketch.setFixedHeight(max(min(spare, _SKETCH_HEIGHT), _SKETCH_LEAST))
        if self.pictures is not None:
            self.pictures.setVisible(spare >= self.pictures.height())
        self.form.set_room(max(left, _FORM_LEAST))

    def _rows_seen(self, width: int, height: int) -> int:
        """Return how many rows of the table fit below the fields; the others scroll in it."""
        table = self.table
        assert table is not None
        seen = min(len(self._row_ids), _MOST_ROWS_SEEN)
        while seen > 1:
            room = height - table.height_for(seen) - _GAP
            if self.form.height_in(width, room) <= room:
                break
            seen -= 1
        return seen

    def needed(self, width: int) -> int:
        """Return the height [px] the page takes in this width."""
        if self.form.width() != width:
            self.form.resize(width, self.form.height())
        extra = 0
        if self.table is not None and self._shows_table():
            extra += self.table.height() + _GAP
        for drawing in (self.sketch, self.pictures):
            if drawing is not None and not drawing.isHidden():
                extra += drawing.height() + _GAP
        return self.form.height() + extra

    def _shows_table(self) -> bool:
        return self.table is not None and self.table.isVisibleTo(self)

    def retranslate(self) -> None:
        """Show every text in the present language."""
        self.form.retranslate()
        if self.table is not None:
            self.table.retranslate()

    def show_house(self, house: House, calculated: Mapping[str, Value[float]]) -> None:
        """Show the answers of a house, those of the last calculation where there are some."""
        self._show_fields(house, calculated, self.section.fields)
        if self.table is not None:
            self._show_rows(house, self.table)
        if self.sketch is not None:
            self.sketch.show_plan(plan_of(house))
        if self.pictures is not None:
            self.pictures.show_code(str(house.stored(PICTURE_FIELD).value or ""))

    def show_calculated(self, house: House, calculated: Mapping[str, Value[float]]) -> None:
        """Show the answers that only a calculation knows; the others stay as they are."""
        fields = [item for item in self.section.fields if item.id in CALCULATED]
        self._show_fields(house, calculated, fields)

    def _show_fields(
        self, house: House, calculated: Mapping[str, Value[float]], fields: Sequence[FieldSpec]
    ) -> None:
        values = {
            item.id: (
                Value() if item.id in calculated else house.stored(item.id),
                calculated.get(item.id, house.shown(item.id)),
                house.is_asked(item),
            )
            for item in fields
        }
        self.form.show_values(values, {item.id: house.faults(item.id) for item in fields})

    def _show_rows(self, house: House, table: RowTable) -> None:
        kind = self._kind
        if kind is None:
            return
        own = {first_row_id(house.dwelling_id, side) for side in ("S", "N")}
        self._row_ids = [row.id for row in rows(house.survey, kind.code) if row.id not in own]
        declared = list(specs_of(kind.record).values())
        table.show_rows(
            [
                (
                    row,
                    [(house.stored(item.id, row), house.shown(item.id, row)) for item in declared],
                )
                for row in self._row_ids
            ]
        )
        table.clear_faults()
        for row in self._row_ids:
            for item in declared:
                severity = worst(house.faults(item.id, row))
                if severity:
                    table.show_fault(row, item.id, severity)
        heading = kind.name.get(language())
        if kind.code == "window":
            heading = _("Further windows")
        table.set_heading(heading, window_words(house) if kind.code == "window" else "")
        wanted = kind.code == "window" or bool(self._row_ids) or asks_for_rows(house, kind.beside)
        table.setVisible(wanted)

    def commit_all(self) -> None:
        """Report whatever is written and not reported yet."""
        self.form.commit_all()
        if self.table is not None:
            self.table.commit_all()

    def take_focus(self, field: str = "", row: str = "", *, last: bool = False) -> None:
        """Put the cursor into a field, else into the first (or last) one."""
        if self.table is not None and self._shows_table() and field not in self.form.rows:
            wanted = bool(row or field or last)
            if wanted and self.table.take_focus(row, field, last=last):
                return
        self.form.take_focus(field, last=last)

    def take_focus_row(self, row: str) -> None:
        """Put the cursor into the first box of a row."""
        if self.table is not None:
            self.table.take_focus(row, next(iter(self._columns()), ""))

    @property
    def has_rows(self) -> bool:
        """Tell whether the table has a row."""
        return bool(self._row_ids)

    def empty_rows(self, house: House) -> list[str]:
        """Return the rows of the table in which nothing has been answered."""
        return [
            row
            for row in self._row_ids
            if all(house.stored(column, row).empty is Empty.BLANK for column in self._columns())
        ]

    def value_above(self, field: str, row: str) -> Any:
        """Return what the row above shows in this column of the table, None without one."""
        return self.table.value_above(field, row) if self.table is not None else None

    def _columns(self) -> Sequence[str]:
        kind = self._kind
        return [item.id for item in specs_of(kind.record).values()] if kind is not None else []

    def advance(self, field: str) -> None:
        """Go on from a field as Enter would."""
        self.form.advance(field)

    def error_of(self, field: str) -> str:
        """Return the code of what could not be understood in a field."""
        row = self.form.rows.get(field)
        return row.error if row is not None else ""

    def _left_form(self, step: int) -> None:
        if step > 0 and self.table is not None and self._shows_table() and self.table.take_focus():
            return
        if step != ADVANCE:  # a digit stays in its section: Ctrl+Enter shall mean this one
            self.left_end.emit(step)

    def _left_table(self, step: int) -> None:
        if step < 0:
            self.form.take_focus(last=True)
        else:
            self.left_end.emit(step)


def asks_for_rows(house: House, beside: str) -> bool:
    """Tell whether the answer beside the table asks for rows (differing walls, wings, heaters)."""
    value = house.shown(beside).value
    if isinstance(value, tuple):
        return bool(set(value) - {"none"})
    return bool(value == _ASKS_ROWS.get(beside, "yes"))


def plan_of(house: House) -> Plan | None:
    """Return the plan to sketch, None while bays or lengths are not known."""
    bays, length, depth = (house.shown(field).value for field in ("C01", "C02", "C03"))
    if not bays or not length or not depth:
        return None
    heated = house.shown("C05").value
    return Plan(
        int(bays),
        float(length),
        float(depth),
        float(heated or 0),
        str(house.shown("B07").value or "S"),
        house.shown("B12").value == "glazed",
        str(house.shown("R14").value or "middle"),
    )


def window_words(house: House) -> str:
    """Return the running total of window areas: "S 7.5 m² · N 1.1 m²"."""
    areas: dict[str, float] = {}
    for row in rows(house.resolved, "window"):
        side, wide, high, count = _window(row)
        if wide and high and count:
            areas[side] = areas.get(side, 0.0) + wide * high * count
    names: Mapping[str, str] = {"S": _("south"), "N": _("north"), "E": _("east"), "W": _("west")}
    return "   ".join(
        f"{names[side]} {areas[side]:.1f} m²{_share(house, side, areas[side])}"
        for side in names
        if areas.get(side)
    )


def _share(house: House, side: str, area: float) -> str:
    """Return ", 17 % of the wall", empty while the wall is not known."""
    length, height, storeys = (
        house.shown(field).value for field in (_WALL_LENGTH[side], "C04", "B06")
    )
    if not length or not height:
        return ""
    share = area / (length * height * (storeys or 1))
    return " " + _("({share:.0f} % of the wall)").format(share=100 * share)


def _window(row: Any) -> tuple[str, float, float, float]:
    return (
        str(row.side.value),
        row.width.value or 0.0,
        row.height.value or 0.0,
        row.count.value or 0,
    )
