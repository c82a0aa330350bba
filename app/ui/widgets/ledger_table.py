"""The ledger of mutual help: rows of help this house had, and how the village stands."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.i18n import gettext as _
from app.model.stages import HelpRow
from app.model.survey.spec import specs_of
from app.model.value import Value
from app.ui.pages.base import label
from app.ui.preferences.table import Line, PlainTable
from app.ui.widgets.row_table import RowTable

if TYPE_CHECKING:  # the store is heavy; the window is shown before it is imported
    from app.services.ledger import Ledger

HOUSE = "TF5A"
_MOST_SEEN, _SHORT = 5, 4


class HelpCard(QFrame):
    """Help that this house had, entered row by row."""

    committed = Signal(str, str, object)
    refused = Signal(str, str)
    add_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        self.rows = RowTable("help", tuple(specs_of(HelpRow).values()))
        self.rows.committed.connect(self._typed)
        self.rows.refused.connect(self.refused)
        self.rows.add_wanted.connect(self.add_wanted)
        self.rows.remove_wanted.connect(self.remove_wanted)
        box.addWidget(self.rows)
        self._ids: Mapping[str, str] = {}
        self._house = ""
        self.retranslate()

    def retranslate(self) -> None:
        """Show heads in the present language."""
        self.rows.retranslate()
        self.rows.set_heading(_("Mutual help this house had"))

    def show_helps(self, ledger: "Ledger", dwelling_id: str, helps: tuple[HelpRow, ...]) -> None:
        """Show the help a house had."""
        self._house = dwelling_id
        self._ids = {name.split(" ")[0]: key for key, name in ledger.names.items()}
        codes = {key: short_code(code, self._ids) for code, key in self._ids.items()}
        self.rows.show_rows([(row.id, [(v, v) for v in _shown(row, codes)]) for row in helps])
        self.rows.setFixedHeight(self.rows.height_for(min(len(helps), _MOST_SEEN)))

    def _typed(self, field: str, row: str, value: object) -> None:
        if field != HOUSE or value is None:
            self.committed.emit(field, row, value)
            return
        found = self._house_of(str(value))
        if found is None:
            self.refused.emit(
                field,
                _(
                    "There is no house {code} in this village. Type its number or its last digits."
                ).format(code=value),
            )
        elif found == self._house:
            self.refused.emit(field, _("A house does not help itself. Type the other house."))
        else:
            self.committed.emit(field, row, found)

    def _house_of(self, typed: str) -> str | None:
        """Return the house of that number, or the only one whose number ends so."""
        text = typed.strip()
        if text in self._ids:
            return self._ids[text]
        ends = [key for code, key in self._ids.items() if code.endswith(text.zfill(_SHORT))]
        return ends[0] if len(ends) == 1 else None


def short_code(code: str, codes: Iterable[str]) -> str:
    """Return the last four digits of a house number, or all of it where others end so too."""
    end = code[-_SHORT:]
    return end if sum(other.endswith(end) for other in codes) == 1 else code


def _shown(row: HelpRow, codes: Mapping[str, str]) -> list[Value[Any]]:
    house = row.house
    code: Value[Any] = house
    if house.known:
        code = Value(codes.get(str(house.value), "?"), None, house.provenance, house.operator)
    return [code, row.person, row.date, row.given, row.returned]


class LedgerCard(QFrame):
    """What is owed in the village: a line for every house that helped or was helped."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(6)
        self.heading, self.sentence = label("heading"), label("label", wrap=True)
        self.village = PlainTable(0, height=96)
        for widget in (self.heading, self.sentence, self.village):
            box.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the heading in the present language."""
        self.heading.setText(_("Mutual help in the village"))
        self.village.setAccessibleName(_("Mutual help in the village"))

    def show_ledger(self, ledger: "Ledger", dwelling_id: str) -> None:
        """Show the balance of every house in the ledger."""
        self.sentence.setText(_sentence(ledger, dwelling_id))
        self.village.setVisible(bool(ledger.houses))
        self.village.show_lines(
            (_("House"), _("Gave"), _("Had"), _("Owed")),
            [
                Line(
                    house.dwelling_id,
                    (
                        f"{house.code} {house.name}".strip() or _("from outside"),
                        f"{house.given:g}",
                        f"{house.received:g}",
                        f"{house.balance:+g}" if house.balance else "0",
                    ),
                    strong=house.dwelling_id == dwelling_id,
                )
                for house in ledger.houses
            ],
        )


def _sentence(ledger: "Ledger", dwelling_id: str) -> str:
    balance = ledger.balance(dwelling_id)
    if balance < 0:
        return _("This house owes its neighbours {n} days.").format(n=f"{-balance:g}")
    if balance > 0:
        return _("Neighbours owe this house {n} days.").format(n=f"{balance:g}")
    return _("This house owes no days and is owed none.")
