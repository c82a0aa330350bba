"""Which chart of the size at hand: months, a typical day, cash (S14)."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.i18n import gettext as _
from app.model.solar import Solar
from app.ui.pages.base import button

if TYPE_CHECKING:  # pyqtgraph is read after the window is shown
    from app.ui.widgets.solar_charts import Chart, SolarChart

MONTHS = (1, 4, 7, 10)


class ChartCard(QFrame):
    """Chips above, the chart below; it is made when it is first shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 8, 12, 8)
        self._chosen: Chart = "months"
        self._found: Solar | None = None
        self.chart: SolarChart | None = None
        row, group, of_month = QHBoxLayout(), QButtonGroup(self), QButtonGroup(self)
        self.chips: dict[Chart, QPushButton] = {}
        charts: tuple[Chart, ...] = ("months", "day", "cash")
        for chart in charts:
            chip = button("chip", checkable=True)
            chip.setChecked(chart == self._chosen)
            chip.clicked.connect(partial(self.choose, chart))
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[chart] = chip
        row.addStretch(1)
        self.months: dict[int, QPushButton] = {}
        for month in MONTHS:
            chip = button("chip", checkable=True)
            chip.setText(str(month))
            chip.setChecked(month == MONTHS[0])
            chip.clicked.connect(self.draw)
            of_month.addButton(chip)
            row.addWidget(chip)
            self.months[month] = chip
        self._box.addLayout(row)

    def choose(self, chart: "Chart", _on: bool = True) -> None:
        """Show months, a typical day or the cash of the years."""
        self._chosen = chart
        self.draw()

    def show_solar(self, found: Solar) -> None:
        """Show the size at hand; nothing where there is none."""
        self._found = found
        self.setVisible(found.size is not None)
        names = {"months": _("Months"), "day": _("A day"), "cash": _("Cash")}
        for chart, chip in self.chips.items():
            chip.setText(names[chart])
        for month, chip in self.months.items():
            chip.setAccessibleName(_("Month {n}").format(n=month))
        if found.size is not None:
            self.draw()

    def draw(self, _on: bool = True) -> None:
        """Draw the chosen chart."""
        if self.chart is None:
            from app.ui.widgets.solar_charts import SolarChart

            self.chart = SolarChart()
            self._box.addWidget(self.chart, 1)
        for chip in self.months.values():
            chip.setVisible(self._chosen == "day")
        month = next((m for m, chip in self.months.items() if chip.isChecked()), MONTHS[0])
        if self._found is not None:
            self.chart.show_chart(self._chosen, self._found, month)
