"""The fields of one section on one page: two columns, or three, that fit without scrolling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.model.survey.spec import FieldSpec, Kind, Problem
from app.model.value import Value
from app.ui import style
from app.ui.widgets.editors import ADVANCE
from app.ui.widgets.field_row import FieldRow, may_be_bar

_MARGIN = 8
_LOW_ROOM = 400
_MOST_LINES = 3  # a bar of more lines is a list
_ONE_COLUMN = 7  # sections up to this many fields stand in one column, bars in one line
_THREE_COLUMNS = 780  # [px] width from which three columns are possible


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Columns, the fields shown as lists, where each row lies, and the height of all [px]."""

    count: int
    listed: frozenset[str]
    boxes: Mapping[str, QRect]
    height: int


class SectionForm(QWidget):
    """Places field rows in paper order, down the first column, then down the second.

    Answers stand in bars while the rows fit into the height; the widest bars become lists
    until they do. Where that is not enough (a low window, a table of rows below) there are
    three narrow columns.
    """

    committed = Signal(str, str, object)
    refused = Signal(str, str)
    left_end = Signal(int)  # beyond the last (+1) or first (-1) field; ADVANCE: stay if need be
    entered = Signal(object)

    def __init__(self, specs: Sequence[FieldSpec], *, columns: int = 0) -> None:
        """Make a form; with ``columns`` it has that many whatever its width."""
        super().__init__()
        self.specs = tuple(specs)
        self._columns = columns
        self._room = 400
        self._count = 2
        self._known: dict[tuple[int, ...], Arrangement] = {}
        self.rows: dict[str, FieldRow] = {}
        for declared in specs:
            self._add(declared, as_list=not may_be_bar(declared))

    def _add(self, declared: FieldSpec, *, as_list: bool) -> FieldRow:
        row = FieldRow(declared, as_list=as_list)
        row.set_narrow(self._count > 2)
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
        self._known.clear()
        for row in self.rows.values():
            row.retranslate()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._known.clear()

    def show_values(
        self,
        values: Mapping[str, tuple[Value[object], Value[object], bool]],
        problems: Mapping[str, tuple[Problem, ...]],
    ) -> None:
        """Show stored value, shown value and "is asked" of these fields, and their faults."""
        for field, (stored, shown, asked) in values.items():
            row = self.rows[field]
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
        place = chain.index(row) + (1 if step == ADVANCE else step)
        if 0 <= place < len(chain):
            chain[place].take_focus()
        else:
            self.left_end.emit(step)

    def height_in(self, width: int, room: int) -> int:
        """Return how high [px] the form would be in this width if it had this room."""
        return self._best(width, room).height

    def _fit(self) -> None:
        if self.width() < _MARGIN * 12:
            return
        best = self._best(self.width(), self._room)
        self._count = best.count
        for row in self.rows.values():
            row.set_narrow(best.count > 2)
        self._make_lists(best.listed)
        for field, box in best.boxes.items():
            self.rows[field].setGeometry(box)
        self.setFixedHeight(max(best.height, style.ROW_HEIGHT))

    def _best(self, width: int, room: int) -> Arrangement:
        """Return the first arrangement that fits, else the last that was tried.

        It is the same for the same place until texts or fonts change.
        """
        place = (width, room, style.ROW_HEIGHT, style.LABEL)
        if place not in self._known:
            self._known[place] = self._tried(width, room)
        return self._known[place]

    def _tried(self, width: int, room: int) -> Arrangement:
        if self._columns:
            return self._arranged(self._columns, width, room)
        usual = 1 if len(self.rows) <= _ONE_COLUMN and width > _MARGIN * 75 else 2
        found = self._arranged(usual, width, room)
        if found.height > room and width >= _THREE_COLUMNS:
            found = self._arranged(3, width, room)
        return found

    def _arranged(self, count: int, width: int, room: int) -> Arrangement:
        """Return an arrangement in so many columns, with as few lists as the room allows."""
        least = style.ROW_HEIGHT if room > _LOW_ROOM else style.ROW_HEIGHT_LOW
        column = (width - (count - 1) * _MARGIN) // count
        listed = {declared.id for declared in self.specs if not may_be_bar(declared)}
        bars = {
            field: row.height_for(column, least, as_list=False, narrow=count > 2)
            for field, row in self.rows.items()
            if row.spec.kind is Kind.CHOICE and field not in listed
        }
        listed |= {field for field, (_height, lines) in bars.items() if lines > _MOST_LINES}
        found = self._placed(count, width, least, listed)
        tall = [field for field, (height, _lines) in bars.items() if height > least]
        for field in sorted(tall, key=lambda field: -bars[field][0]):
            if found.height <= room:
                break
            listed.add(field)
            found = self._placed(count, width, least, listed)
        return found

    def _placed(self, count: int, width: int, least: int, listed: set[str]) -> Arrangement:
        """Place the rows so that the tallest column is as low as can be.

        Beside narrow columns the fields of several answers take the whole width, below.
        """
        column = (width - (count - 1) * _MARGIN) // count
        wide = [f for f, row in self.rows.items() if count > 2 and row.spec.kind is Kind.MULTI]
        rows = [
            (field, row.height_for(column, least, as_list=field in listed, narrow=count > 2)[0])
            for field, row in self.rows.items()
            if field not in wide
        ]
        boxes: dict[str, QRect] = {}
        for number, filled in enumerate(split(rows, count)):
            top = 0
            for field, height in filled:
                boxes[field] = QRect(number * (column + _MARGIN), top, column, height)
                top += height
        bottom = max(box.bottom() + 1 for box in boxes.values())
        for field in wide:
            height, _lines = self.rows[field].height_for(width, least, as_list=False, narrow=True)
            boxes[field] = QRect(0, bottom, width, height)
            bottom += height
        return Arrangement(count, frozenset(listed), boxes, bottom)

    def _make_lists(self, fields: frozenset[str]) -> None:
        """Have exactly these choice bars shown as lists."""
        for declared in self.specs:
            row = self.rows[declared.id]
            if row.as_list != (declared.id in fields):
                self._replace(row, as_list=declared.id in fields)

    def _replace(self, row: FieldRow, *, as_list: bool) -> None:
        focused = row.editor.hasFocus()
        fresh = self._add(row.spec, as_list=as_list)
        fresh.take_over(row)
        self.rows = {declared.id: self.rows[declared.id] for declared in self.specs}
        if focused:
            fresh.take_focus()
        row.hide()
        row.deleteLater()


def split(rows: Sequence[tuple[str, int]], count: int) -> list[list[tuple[str, int]]]:
    """Divide rows (name, height) into columns, the tallest as low as can be."""
    heights = [height for _field, height in rows]
    limits = {
        sum(heights[start:end])
        for start in range(len(rows))
        for end in range(start + 1, len(rows) + 1)
    }
    fillings = (_filled(rows, limit) for limit in sorted(limits) if limit >= max(heights))
    return next(columns for columns in fillings if len(columns) <= count)


def _filled(rows: Sequence[tuple[str, int]], limit: int) -> list[list[tuple[str, int]]]:
    """Fill columns one after the other, each up to ``limit`` [px]."""
    columns: list[list[tuple[str, int]]] = [[]]
    used = 0
    for field, height in rows:
        if columns[-1] and used + height > limit:
            columns.append([])
            used = 0
        columns[-1].append((field, height))
        used += height
    return columns


def worst(problems: Sequence[Problem]) -> str:
    """Return "hard", "soft" or "" for the problems of a field."""
    severities = {problem.severity for problem in problems}
    if severities & {"hard", "stop"}:
        return "hard"
    open_soft = any(p.severity == "soft" for p in problems)
    return "soft" if open_soft else ""
