"""A year of electricity from a winter month and a summer month: asked beside K03."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import ParseError, parse_value, spec
from app.model.survey.estimates import months_counted, year_of_months
from app.ui import style
from app.ui.house import House
from app.ui.pages.base import button, label, restyle
from app.ui.texts import number_text
from app.ui.widgets.editors import NumberBox

WINTER, SUMMER, UNIT, SEASON = "K03W", "K03S", "K03U", "I06"


class MonthsPanel(QWidget):
    """Two boxes, the year that follows with how it was counted, and a button that takes it."""

    taken = Signal(int, float, float)  # a year, a winter month, a summer month
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._house: House | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.heading = label("heading")
        box.addWidget(self.heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        self.boxes: dict[str, NumberBox] = {}
        self._names: dict[str, tuple[QLabel, QLabel]] = {}
        for row, field in enumerate((WINTER, SUMMER)):
            name, edit, unit = label("label"), NumberBox(), label("quiet")
            edit.setFixedWidth(style.BOX_WIDTH)
            edit.textChanged.connect(lambda _text: self._show_year())
            edit.left.connect(lambda step, here=row: self._go(here + step))
            edit.installEventFilter(self)
            for column, widget in enumerate((name, edit, unit)):
                grid.addWidget(widget, row, column)
            self.boxes[field], self._names[field] = edit, (name, unit)
        grid.setColumnStretch(3, 1)
        box.addLayout(grid)
        self.year, self.how = label("heading"), label("quiet", wrap=True)
        self.take = button("primary")
        self.take.clicked.connect(self._take)
        self.take.installEventFilter(self)
        line = QHBoxLayout()
        line.addWidget(self.take)
        line.addStretch(1)
        for widget in (self.year, self.how):
            box.addWidget(widget)
        box.addLayout(line)
        box.addStretch(1)

    def show_house(self, house: House) -> None:
        """Ask for this house; what was said before stands in the boxes."""
        self._house = house
        for field, edit in self.boxes.items():
            stored = house.stored(field)
            edit.show_text("" if stored.value is None else number_text(stored.value))
        self.retranslate()

    def retranslate(self) -> None:
        """Show every text in the present language."""
        if self._house is None:
            return
        self.heading.setText(_("Electricity of a year from two months"))
        chosen = spec(UNIT).choice(str(self._house.shown(UNIT).value))
        unit = chosen.label.get(language()) if chosen is not None else ""
        for field, (name, mark) in self._names.items():
            words = spec(field).label.get(language())
            name.setText(words)
            mark.setText(unit)
            self.boxes[field].setAccessibleName(words)
        self.take.setText(_("Take this year (Enter)"))
        self._show_year()

    def _months(self) -> tuple[float, float] | None:
        found = []
        for field, edit in self.boxes.items():
            hard = spec(field).hard
            try:
                value = float(parse_value(spec(field), edit.text())) if edit.text() else None
            except ParseError:
                value = None
            wrong = value is None or not (hard and (hard.low or 0) <= value <= (hard.high or 0))
            restyle(edit, "fault", "hard" if edit.text() and wrong else "")
            if value is not None and not wrong:
                found.append(value)
        return (found[0], found[1]) if len(found) == len(self.boxes) else None

    def _count(self) -> tuple[int, float, float] | None:
        house, months = self._house, self._months()
        if house is None or months is None:
            return None
        season, village = str(house.shown(SEASON).value or ""), house.session.rules.village
        return (year_of_months(village, season, *months), *months)

    def _show_year(self) -> None:
        found, house = self._count(), self._house
        self.take.setEnabled(found is not None)
        self.year.setText(_("A year: about {n}").format(n=f"{found[0]:,}") if found else "…")
        if house is None:
            return
        counted = months_counted(house.session.rules.village, str(house.shown(SEASON).value or ""))
        winter, summer, rest = (number_text(round(months, 1)) for months in counted)
        self.how.setText(
            _(
                "{winter} months as the winter month (heating season), {summer} as the summer "
                "month, {rest} as the smaller of the two. Summer months: Settings, “Estimates”."
            ).format(winter=winter, summer=summer, rest=rest)
        )

    def _go(self, place: int) -> None:
        boxes = list(self.boxes.values())
        if 0 <= place < len(boxes):
            boxes[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= len(boxes) and self.take.isEnabled():
            self._take()

    def _take(self) -> None:
        found = self._count()
        if found is not None:
            self.taken.emit(*found)

    def take_focus(self) -> None:
        """Go to the first box."""
        self.boxes[WINTER].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the help, from whichever box."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)
