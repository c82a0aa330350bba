"""The fields of one section on one page: two columns that fit without scrolling."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.model.survey.spec import FieldSpec, Kind, Problem
from app.model.value import Value
from app.ui import style
from app.ui.widgets.choices import ChoiceBar
from app.ui.widgets.field_row import FieldRow, may_be_bar

_MARGIN = 8
_LOW_ROOM = 400
_MOST_LINES = 3  # a bar of more lines is a list
_ONE_COLUMN = 7  # sections up to this many fields stand in one column, bars in one line


class SectionForm(QWidget):
    """Places field rows in paper order, down the first column, then down the second.

    Answers stand in bars while the rows fit into the height; the widest bars become lists
    until they do.
    """

    committed = Signal(str, str, object)
    refused = Signal(str, str)
    left_end = Signal(int)  # beyond the last (+1) or first (-1) field
    entered = Signal(object)

    def __init__(self, specs: Sequence[FieldSpec]) -> None:
        super().__init__()
        self.specs = tuple(specs)
        self._room = 400
        self._least = style.ROW_HEIGHT
        self._listed: frozenset[str] = frozenset()
        self.rows: dict[str, FieldRow] = {}
        for declared in specs:
            self._add(declared, as_list=not may_be_bar(declared))

    def _add(self, declared: FieldSpec, *, as_list: bool) -> FieldRow:
        row = FieldRow(declared, as_list=as_list)
        row.setParent(self)
        row.committed.connect(self.committed)
        row.refused.connect(self.refused)
        row.left.connect(self._go)
        row.entered.connect(self.entered)
        self.rows[declared.id] = row
        row.show()
        return row

    def set_room(self, height: int) -> None:
        """Say how high [px] the form may become."""
        if height != self._room:
            self._room = height
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Show every label in the present language."""
        for row in self.rows.values():
            row.retranslate()
        self._fit()

    def show_values(
        self,
        values: Mapping[str, tuple[Value[object], Value[object], bool]],
        problems: Mapping[str, tuple[Problem, ...]],
    ) -> None:
        """Show stored value, shown value and "is asked" of each field, and its faults."""
        for field, row in self.rows.items():
            stored, shown, asked = values[field]
            row.show_value(stored, shown, asked=asked)
            row.show_fault("hard" if row.error else worst(problems.get(field, ())))

    def take_focus(self, field: str = "", *, last: bool = False) -> None:
        """Put the cursor into a field, else into the first (or last) one."""
        chain = [row for row in self.rows.values() if row.in_chain]
        row = self.rows.get(field) or (chain[-1 if last else 0] if chain else None)
        if row is not None:
            row.take_focus()

    def advance(self, field: str) -> None:
        """Go on from a field as Enter would."""
        row = self.rows.get(field)
        if row is not None:
            self._go(row, 1)

    def commit_all(self) -> None:
        """Report whatever is written and not reported yet."""
        for row in self.rows.values():
            row.commit()

    def _go(self, row: FieldRow, step: int) -> None:
        chain = [item for item in self.rows.values() if item.in_chain or item is row]
        place = chain.index(row) + step
        if 0 <= place < len(chain):
            chain[place].take_focus()
        else:
            self.left_end.emit(step)

    def _columns(self) -> int:
        return 1 if len(self.rows) <= _ONE_COLUMN and self.width() > 600 else 2

    def _fit(self) -> None:
        width = self.width()
        if width < 100:
            return
        self._least = style.ROW_HEIGHT if self._room > _LOW_ROOM else style.ROW_HEIGHT_LOW
        self._make_lists(frozenset())
        self._make_lists(self._too_tall(width))
        for field in self._widest_bars(width):
            if self._height_in(width) <= self._room:
                break
            self._make_lists(self._listed | {field})
        self._place(width)

    def _too_tall(self, width: int) -> frozenset[str]:
        column = self._column_width(width)
        return frozenset(
            field
            for field, row in self.rows.items()
            if isinstance(row.editor, ChoiceBar)
            and row.spec.kind is Kind.CHOICE
            and row.editor.lines_for(row.bar_width(column)) > _MOST_LINES
        )

    def _widest_bars(self, width: int) -> list[str]:
        column = self._column_width(width)
        heights = {
            field: row.height_for(column, self._least)
            for field, row in self.rows.items()
            if row.spec.kind is Kind.CHOICE and may_be_bar(row.spec)
        }
        tall = [field for field, height in heights.items() if height > self._least]
        return sorted(tall, key=lambda field: -heights[field])

    def _make_lists(self, fields: frozenset[str]) -> None:
        """Have exactly these choice bars shown as lists."""
        for declared in self.specs:
            row = self.rows[declared.id]
            wanted = declared.id in fields or not may_be_bar(declared)
            if row.as_list != wanted:
                self._replace(row, as_list=wanted)
        self._listed = fields

    def _replace(self, row: FieldRow, *, as_list: bool) -> None:
        focused = row.editor.hasFocus()
        fresh = self._add(row.spec, as_list=as_list)
        fresh.take_over(row)
        self.rows = {declared.id: self.rows[declared.id] for declared in self.specs}
        if focused:
            fresh.take_focus()
        row.hide()
        row.deleteLater()

    def _column_width(self, width: int) -> int:
        columns = self._columns()
        return (width - (columns - 1) * _MARGIN) // columns

    def _split(self, column: int) -> list[list[FieldRow]]:
        """Divide the rows where the two columns come out most even."""
        rows = list(self.rows.values())
        if self._columns() == 1:
            return [rows]
        heights = [row.height_for(column, self._least) for row in rows]
        total = sum(heights)
        best = min(
            range(1, len(rows) + 1),
            key=lambda place: (
                max(sum(heights[:place]), total - sum(heights[:place])),
                -place,
            ),
        )
        return [rows[:best], rows[best:]]

    def _height_in(self, width: int) -> int:
        column = self._column_width(width)
        return max(
            sum(row.height_for(column, self._least) for row in rows) for rows in self._split(column)
        )

    def _place(self, width: int) -> None:
        column = self._column_width(width)
        for number, rows in enumerate(self._split(column)):
            top = 0
            for row in rows:
                height = row.height_for(column, self._least)
                row.setGeometry(number * (column + _MARGIN), top, column, height)
                top += height
        self.setFixedHeight(max(self._height_in(width), style.ROW_HEIGHT))


def worst(problems: Sequence[Problem]) -> str:
    """Return "hard", "soft" or "" for the problems of a field."""
    severities = {problem.severity for problem in problems}
    if severities & {"hard", "stop"}:
        return "hard"
    open_soft = any(p.severity == "soft" for p in problems)
    return "soft" if open_soft else ""
