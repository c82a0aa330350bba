"""The ways of heating as a list: ←→ another way, ↑↓ another size of it (S15)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.i18n import gettext as _
from app.i18n import language
from app.model.heating import HeatingComparison, HeatingOption, OptionKey
from app.services.heating_text import (
    bought_text,
    case_of,
    risk_text,
    size_text,
)
from app.ui.preferences.table import Line, PlainTable
from app.ui.texts import money

_NARROW = 1200  # [px] of the window; below it two columns stand in the words alone
_WORDS_ALONE = (2, 5)
_NAMES = 0.26  # least share of the width for the names
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIZES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class HeatingTable(PlainTable):
    """Rows of options; a click chooses a way, the keys way and size."""

    chosen = Signal(str)  # key of the option
    sized = Signal(int)  # one size smaller or larger
    taken = Signal()  # Enter: the way at hand is the family's choice

    def __init__(self) -> None:
        super().__init__(0, height=200, share=_NAMES)
        self.setWordWrap(False)
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.key()))

    def show_options(
        self,
        found: HeatingComparison,
        places: Mapping[str, int],
        family: OptionKey | None = None,
        *,
        works: bool,
    ) -> None:
        """Show all options, each in the size at its place; that of the ``family`` has a star."""
        heads: tuple[str, ...] = (
            _("Heating"),
            _("Size"),
            _("A winter"),
            _("Yuan"),
            _("subsidised"),
            _("Coldest day"),
            _("To coal?"),
            _("To buy"),
        )
        left_out = _WORDS_ALONE if self.window().width() < _NARROW else ()
        heads = _without(heads, left_out)
        lines = [
            _line(option, places[option.key], works, left_out, chosen=option.key == family)
            for option in found.options
        ]
        self.blockSignals(True)
        self.show_lines(heads, lines)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WAYS and self.rowCount():
            row = max(self.currentRow(), 0) + _WAYS[key]
            self.selectRow(min(max(row, 0), self.rowCount() - 1))
        elif key in _SIZES:
            self.sized.emit(_SIZES[key])
        elif key in _ENTER:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


def _without(cells: tuple[str, ...], left_out: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(cell for column, cell in enumerate(cells) if column not in left_out)


def _line(
    option: HeatingOption, place: int, works: bool, left_out: tuple[int, ...], *, chosen: bool
) -> Line:
    size = option.sizes[place]
    case = case_of(size, works)
    got = case.performance
    short = got.hours_short > 0 or case.plant.connection.fits is False
    cells = (
        f"{'★ ' if chosen else ''}{option.name.get(language())}",
        size_text(size, case),
        bought_text(got),
        money(got.cost),
        money(got.subsidised) if got.subsidised < got.cost else "—",
        f"{'⚠ ' if short else ''}{got.theta_coldest:.1f} ℃",
        risk_text(case.risk),
        money(case.plant.investment) if case.plant.purchases else "—",
    )
    return Line(option.key, _without(cells, left_out), amber=short)
