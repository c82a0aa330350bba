"""Sums over the bills of all combinations of a search at once, exact to the line.

A combination joins a main choice, a choice of the rest, the companions and, where the air asks
for it, vents. Its bill holds each line once; one that several measures ask for stands with the
first of them in the order of ``ranks``. A sum over all bills is the sum over either side less
what both hold.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.cost import Key, Pricing
from app.calc.measures import Chosen
from app.model.assessment import CostLine

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a bill: ``cost`` and its unskilled part, whole yuan; ``area`` [m²] of own lines.

    ``part`` is the category of the measure it stands with, ``rank`` the place of that category.
    """

    part: str
    rank: int
    cost: float
    unskilled: float
    area: float


Bill = Mapping[Key, Item]
Weight = Callable[[Item], float]
Own = tuple[int, str, tuple[tuple[Key, Item], ...]]
"""Rank and name of a chosen measure, and its lines."""


class _Side:
    """The bills of one side, their lines as numbers of the different items."""

    def __init__(self, bills: Sequence[Bill]) -> None:
        self._count = len(bills)
        self._owner = np.repeat(np.arange(len(bills)), [len(bill) for bill in bills])
        number: dict[int, int] = {}
        self.items: list[Item] = []
        lines = []
        for item in (item for bill in bills for item in bill.values()):
            known = number.setdefault(id(item), len(number))
            if known == len(self.items):
                self.items.append(item)
            lines.append(known)
        self._lines = np.array(lines, dtype=np.intp)

    def sums(self, weighed: Callable[[Item], float]) -> Array:
        """Return the sum of a weight over each bill."""
        weights = np.array([weighed(item) for item in self.items], dtype=float)
        found = np.bincount(self._owner, weights[self._lines], minlength=self._count)
        return np.asarray(found, dtype=float)


@dataclass(frozen=True, slots=True, eq=False)
class Bills:
    """The bills of all combinations: (main, rest) in the order of the choices.

    ``vents`` tells which combinations bring vents; the combination (0, 0) has no bill.
    """

    mains: tuple[Bill, ...]
    rests: tuple[Bill, ...]
    vent: Bill
    vents: Flags
    _shared: tuple[Key, ...]
    _of_main: _Side
    _of_rest: _Side

    @property
    def parts(self) -> frozenset[str]:
        """All parts that a combination may have lines of."""
        every = (*self._of_main.items, *self._of_rest.items, *self.vent.values())
        return frozenset(item.part for item in every)

    def total(self, weight: Weight, parts: frozenset[str] | None = None) -> Array:
        """Return the sum of a weight over the lines of each bill, of some parts only if given."""

        def weighed(item: Item | None) -> float:
            counts = item is not None and (parts is None or item.part in parts)
            return weight(item) if item is not None and counts else 0.0

        sums: Array = self._of_main.sums(weighed)[:, None] + self._of_rest.sums(weighed)[None, :]
        for key in self._shared:
            sums -= self._twice(key, weighed)
        for key, item in self.vent.items():
            sums += np.where(self.vents & ~self._held(key), weighed(item), 0.0)
        sums[0, 0] = 0.0
        return sums

    def has(self, parts: frozenset[str] | None) -> Flags:
        """Tell which combinations hold a measure of these parts; None: any measure."""

        def counts(item: Item) -> float:
            return float(parts is None or item.part in parts)

        of_main, of_rest = (side.sums(counts) > 0 for side in (self._of_main, self._of_rest))
        there: Flags = np.logical_or(of_main[:, None], of_rest[None, :])
        there |= self.vents & any(map(counts, self.vent.values()))
        there[0, 0] = False
        return there

    def _twice(self, key: Key, weighed: Callable[[Item | None], float]) -> Array:
        """Return what is counted twice of a shared line: with the later of the two measures."""
        mains = [bill.get(key) for bill in self.mains]
        rests = [bill.get(key) for bill in self.rests]
        both: Array = np.outer(
            [float(item is not None) for item in mains], [float(item is not None) for item in rests]
        )
        rank_main = np.array([item.rank if item else 0 for item in mains])
        rank_rest = np.array([item.rank if item else 0 for item in rests])
        of_main: Array = np.array([*map(weighed, mains)], dtype=float)
        of_rest: Array = np.array([*map(weighed, rests)], dtype=float)
        later_rest = rank_main[:, None] <= rank_rest[None, :]
        twice: Array = np.where(later_rest, of_rest[None, :], of_main[:, None]) * both
        return twice

    def _held(self, key: Key) -> Flags:
        mains = np.array([key in bill for bill in self.mains])
        rests = np.array([key in bill for bill in self.rests])
        return np.asarray(mains[:, None] | rests[None, :], dtype=bool)


def bills_of(
    mains: Sequence[Option],
    rests: Sequence[Option],
    companions: Option,
    vent: Option,
    vents: Flags,
    pricing: Pricing,
    ranks: Mapping[str, int],
) -> Bills:
    """Return the bills; ``companions`` come with every combination but the empty one."""
    known: dict[Chosen, Own] = {}

    def bill(option: Iterable[Chosen]) -> Bill:
        for chosen in option:
            if chosen not in known:
                known[chosen] = _own(chosen, pricing, ranks)
        out: dict[Key, Item] = {}
        for own in sorted((known[chosen] for chosen in option), key=lambda own: own[:2]):
            for key, item in own[2]:
                out.setdefault(key, item)
        return out

    of_main = tuple(bill((*companions, *option)) for option in mains)
    of_rest = tuple(bill(option) for option in rests)
    shared = tuple(sorted(set().union(*of_main) & set().union(*of_rest)))
    return Bills(of_main, of_rest, bill(vent), vents, shared, _Side(of_main), _Side(of_rest))


def _own(chosen: Chosen, pricing: Pricing, ranks: Mapping[str, int]) -> Own:
    part = pricing.catalogue.measures[chosen.measure].category
    rank = ranks[part]

    def item(number: int, line: CostLine) -> Item:
        cost = round(line.cost.typical)
        area = line.quantity if number == 0 and line.unit == "m²" else 0.0
        return Item(part, rank, cost, round(cost * line.unskilled_share), area)

    lines = enumerate(pricing.lines(chosen))
    return rank, str(chosen), tuple((found.key, item(k, found.line)) for k, found in lines)
