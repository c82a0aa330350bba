"""What is entered on the climate page: a weather file, the altitude of the village."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.i18n import gettext as _
from app.i18n import language
from app.model.survey import spec, village_value
from app.model.value import Value
from app.ui.pages.base import button, label, restyle
from app.ui.speech import Speaker
from app.ui.widgets.climate_cards import low_card
from app.ui.widgets.field_row import FieldRow

if TYPE_CHECKING:
    from app.services.village_climate import VillageClimate
    from app.services.weather_file import Examined

ALTITUDE, LAPSE = "V03A", "V03L"
_BOX_WIDTH = 96  # [px]


class FileCard(QWidget, Speaker):
    """Import of a file: what is wrong and what is odd in it, hour by hour."""

    import_wanted = Signal()
    back_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own, self._writable, self._busy = "", True, False
        self._found: Examined | None = None
        self._problem = ""
        box = low_card(self)
        self.heading, self.own = label("heading"), label("label", wrap=True)
        self.choose, self.back, self.stop = button("primary"), button(), button()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.result, self.lines = label("", wrap=True), label("label", wrap=True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self.choose, self.back, self.stop):
            row.addWidget(each)
        row.addStretch(1)
        box.addWidget(self.heading)
        box.addWidget(self.own)
        box.addLayout(row)
        for widget in (self.progress, self.result, self.lines):
            box.addWidget(widget)
        self.choose.clicked.connect(self.import_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.say(self.heading.setText, lambda: _("A weather file of your own (EPW)"))
        self.say(self.choose.setText, lambda: _("Import EPW …"))
        self.say(self.back.setText, lambda: _("Back to the station's year"))
        self.say(self.stop.setText, lambda: _("Stop"))
        self.say(lambda _text: self._show(), str)

    def show_own(self, name: str, *, writable: bool) -> None:
        """Show which file the village uses, "" for none."""
        self._own, self._writable = name, writable
        self._show()

    def show_busy(self, name: str) -> None:
        """Say that a file is being examined; "" when it is done."""
        self._busy, self._problem = bool(name), ""
        if name:
            self._found = None
        self._show()

    def show_found(self, found: "Examined | None") -> None:
        """Show what the examination of a file found."""
        self._found, self._problem, self._busy = found, "", False
        self._show()

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was done."""
        self._problem, self._busy = sentence, False
        self._show()

    def _show(self) -> None:
        self.own.setText(
            _("In use: {file}").format(file=self._own)
            if self._own
            else _("None. It is checked first, then kept in the folder of the village.")
        )
        self.choose.setEnabled(self._writable and not self._busy)
        self.back.setVisible(bool(self._own))
        self.back.setEnabled(self._writable and not self._busy)
        self.stop.setVisible(self._busy)
        self.progress.setVisible(self._busy)
        role, text, lines = self._words()
        restyle(self.result, "role", role)
        self.result.setText(text)
        self.result.setVisible(bool(text))
        self.lines.setText("\n".join(lines))
        self.lines.setVisible(bool(lines))

    def _words(self) -> tuple[str, str, list[str]]:
        found = self._found
        if self._problem:
            return "hard", f"× {self._problem}", []
        if self._busy:
            return "label", _("The file is being checked hour by hour …"), []
        if found is None:
            return "label", "", []
        lines = [f"× {line}" for line in found.refused] + [f"⚠ {line}" for line in found.odd]
        if found.refused:
            text = _("× {file} was not taken. Nothing was changed.").format(file=found.name)
            return "hard", text, lines
        if found.odd:
            text = _("✓ {file} is in use. Look at what is odd in it:").format(file=found.name)
            return "ok", text, lines
        return "ok", _("✓ {file} is in use; nothing odd was found.").format(file=found.name), lines


class AltitudeCard(QWidget, Speaker):
    """Altitude of the village and lapse rate: two fields of the village, like those of a survey."""

    entered = Signal(str, object)  # field, value

    def __init__(self) -> None:
        super().__init__()
        self._climate: VillageClimate | None = None
        box = low_card(self)
        self.heading, self.words = label("heading"), label("quiet", wrap=True)
        self.problem = label("hard", wrap=True)
        box.addWidget(self.heading)
        self.rows = {field: FieldRow(spec(field)) for field in (ALTITUDE, LAPSE)}
        for row in self.rows.values():
            row.committed.connect(self._committed)
            row.refused.connect(lambda _field, sentence: self._say_problem(sentence))
            row.left.connect(self._left)
            row.editor.setFixedWidth(_BOX_WIDTH)
            box.addWidget(row)
        box.addWidget(self.problem)
        box.addWidget(self.words)
        self.say(self.heading.setText, lambda: _("A village in the hills"))
        self.say(lambda _text: self._show(), str)

    def show_climate(self, climate: "VillageClimate", *, writable: bool) -> None:
        """Show what the village has."""
        self._climate = climate
        for row in self.rows.values():
            row.setEnabled(writable)
        self._show()

    def _show(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        self._say_problem("")
        if self._climate is None:
            return
        for field, row in self.rows.items():
            stored = village_value(self._climate.values, field)
            default = Value(self._climate.lapse_rate, None) if field == LAPSE else Value()
            row.show_value(stored, default)
        self.words.setText(
            _(
                "Blank: as high as its station. Within 100 m a station may be used as it is (GB "
                "50176-2016); else temperature and air pressure are moved. {rate} K per 100 m: "
                "{source}, mark {mark}."
            ).format(
                rate=f"{self._climate.lapse_rate:g}",
                source=self._climate.lapse_source.get(language()),
                mark=self._climate.lapse_mark,
            )
        )

    def _left(self, row: FieldRow, step: int) -> None:
        """Enter goes to the other field, or out of the card."""
        fields = list(self.rows.values())
        place = fields.index(row) + step
        if 0 <= place < len(fields):
            fields[place].take_focus()
        else:
            self.focusNextPrevChild(step > 0)

    def _committed(self, field: str, _row: str, value: object) -> None:
        declared = spec(field)
        hard = declared.hard
        if isinstance(value, int | float) and hard is not None:
            low, high = hard.low, hard.high
            if (low is not None and value < low) or (high is not None and value > high):
                self.rows[field].show_fault("hard")
                self._say_problem(
                    _("{name} {value:g} {unit} is not possible: {low:g} to {high:g}.").format(
                        name=declared.label.get(language()),
                        value=value,
                        unit=declared.unit_in(language()),
                        low=low,
                        high=high,
                    )
                )
                return
        self._say_problem("")
        self.rows[field].show_fault("")
        self.entered.emit(field, value)

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(f"× {sentence}" if sentence else "")
        self.problem.setVisible(bool(sentence))
