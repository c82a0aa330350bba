"""Sums over the bills of all combinations of a search at once, exact to the line.

A combination joins a main choice, a choice of the rest, the companions and, where the air asks
for it, vents. Its bill holds each line once; one that several measures ask for stands with the
first of them in the order of ``ranks``. A sum over all bills is the sum over either side less
what both hold.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.cost import Key, Pricing
from app.calc.measures import Chosen

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


@dataclass(frozen=True, slots=True, eq=False)
class Bills:
    """The bills of all combinations: (main, rest) in the order of the choices.

    ``vents`` tells which combinations bring vents; the combination (0, 0) has no bill.
    """

    mains: tuple[Bill, ...]
    rests: tuple[Bill, ...]
    vent: Bill
    vents: Flags
    _shared: tuple[Key, ...] = field(default=())

    @property
    def parts(self) -> frozenset[str]:
        """All parts that a combination may have lines of."""
        every = (*self.mains, *self.rests, self.vent)
        return frozenset(item.part for bill in every for item in bill.values())

    def total(self, weight: Weight, parts: frozenset[str] | None = None) -> Array:
        """Return the sum of a weight over the lines of each bill, of some parts only if given."""

        def weighed(item: Item | None) -> float:
            counts = item is not None and (parts is None or item.part in parts)
            return weight(item) if item is not None and counts else 0.0

        of_main = np.array([sum(map(weighed, bill.values())) for bill in self.mains], dtype=float)
        of_rest = np.array([sum(map(weighed, bill.values())) for bill in self.rests], dtype=float)
        sums: Array = of_main[:, None] + of_rest[None, :]
        for key in self._shared:
            sums -= self._twice(key, weighed)
        for key, item in self.vent.items():
            sums += np.where(self.vents & ~self._held(key), weighed(item), 0.0)
        sums[0, 0] = 0.0
        return sums

    def has(self, parts: frozenset[str] | None) -> Flags:
        """Tell which combinations hold a measure of these parts; None: any measure."""

        def found(bill: Bill) -> bool:
            return any(parts is None or item.part in parts for item in bill.values())

        of_main = np.array([found(bill) for bill in self.mains], dtype=bool)
        of_rest = np.array([found(bill) for bill in self.rests], dtype=bool)
        there: Flags = np.logical_or(of_main[:, None], of_rest[None, :])
        there |= self.vents & found(self.vent)
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
    of_main = tuple(_bill((*companions, *option), pricing, ranks) for option in mains)
    of_rest = tuple(_bill(option, pricing, ranks) for option in rests)
    shared = set().union(*of_main) & set().union(*of_rest)
    return Bills(of_main, of_rest, _bill(vent, pricing, ranks), vents, tuple(sorted(shared)))


def _bill(option: Iterable[Chosen], pricing: Pricing, ranks: Mapping[str, int]) -> Bill:
    def rank(chosen: Chosen) -> int:
        return ranks[pricing.catalogue.measures[chosen.measure].category]

    bill: dict[Key, Item] = {}
    for chosen in sorted(option, key=lambda one: (rank(one), str(one))):
        part = pricing.catalogue.measures[chosen.measure].category
        for number, found in enumerate(pricing.lines(chosen)):
            line = found.line
            cost = round(line.cost.typical)
            area = line.quantity if number == 0 and line.unit == "m²" else 0.0
            simple = round(cost * line.unskilled_share)
            bill.setdefault(found.key, Item(part, rank(chosen), cost, simple, area))
    return bill
