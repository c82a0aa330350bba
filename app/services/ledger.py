"""Mutual help over the whole village: who helped whom, and what is still owed.

Every entry stands once, with the house that was helped; it gives days to the house that helped
and takes them from the house that was helped, so that all balances sum to nought.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.model.stages import HelpRow
from app.store.village import DwellingRow, VillageFile

OUTSIDE = ""
"""Stands for helpers from outside the village."""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Help that house ``helped`` had from house ``helper`` (dwelling ids), in days."""

    row: str
    helped: str
    helper: str
    person: str
    date: str
    given: float
    returned: float

    @property
    def owed(self) -> float:
        """Days still to be given back; negative: more was given back than was had."""
        return self.given - self.returned


@dataclass(frozen=True, slots=True)
class HouseBalance:
    """Days of a house: ``given`` to others, ``received``, ``balance`` owed to it (+) or by it."""

    dwelling_id: str
    code: str
    name: str
    given: float
    received: float
    balance: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of a village and the balance of every house that is in one."""

    lines: tuple[HelpLine, ...]
    houses: tuple[HouseBalance, ...]
    names: dict[str, str]

    def of(self, dwelling_id: str) -> tuple[HelpLine, ...]:
        """Return the entries in which a house helped or was helped."""
        return tuple(x for x in self.lines if dwelling_id in (x.helped, x.helper))

    def balance(self, dwelling_id: str) -> float:
        """Return the days owed to a house (+) or by it (-)."""
        return next((h.balance for h in self.houses if h.dwelling_id == dwelling_id), 0.0)


def ledger_of(village: VillageFile) -> Ledger:
    """Return the ledger of mutual help of a village."""
    rows = {row.dwelling_id: row for row in village.overview()}
    lines = [
        _line(dwelling, item, rows)
        for dwelling in village.helped_dwellings()
        for item in village.stages(dwelling).helps
    ]
    return balanced(lines, rows)


def balanced(lines: Iterable[HelpLine], rows: dict[str, DwellingRow]) -> Ledger:
    """Return the ledger of these entries; houses in the order of their codes."""
    kept = tuple(lines)
    known = sorted({x.helper for x in kept} | {x.helped for x in kept})
    houses = [
        HouseBalance(
            dwelling_id=house,
            code=rows[house].code if house in rows else "",
            name=rows[house].head_name if house in rows else "",
            given=sum(x.given for x in kept if x.helper == house),
            received=sum(x.given for x in kept if x.helped == house),
            balance=sum(x.owed for x in kept if x.helper == house)
            - sum(x.owed for x in kept if x.helped == house),
        )
        for house in known
    ]
    names = {key: f"{row.code} {row.head_name}".strip() for key, row in rows.items()}
    return Ledger(kept, tuple(sorted(houses, key=lambda house: house.code)), names)


def _line(dwelling: str, item: HelpRow, rows: dict[str, DwellingRow]) -> HelpLine:
    helper = str(item.house.value or OUTSIDE)
    helper = helper if helper in rows else OUTSIDE
    head = rows[helper].head_name if helper else ""
    return HelpLine(
        row=item.id,
        helped=dwelling,
        helper=helper,
        person=str(item.person.value or head),
        date=str(item.date.value or ""),
        given=float(item.given.value or 0.0),
        returned=float(item.returned.value or 0.0),
    )
