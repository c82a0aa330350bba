"""Who pays for the works, what heating costs afterwards, and what the saving is worth.

Money in whole [yuan] where a family pays it, else [yuan] as computed; labour in [days] of one
person; marks and sources as in :mod:`app.model.catalogue`.
"""

from dataclasses import dataclass
from typing import Literal

from app.i18n import Text
from app.model.uncertainty import Range

CapKind = Literal["", "amount", "share", "total"]
"""What cut a subsidy: its own cap, its share of the cost, or the limit of all together."""

BillUse = Literal["heating", "other"]
AREA = "area"
"""Band of district heat that is paid by the m², whatever is used."""


@dataclass(frozen=True, slots=True)
class CostSplit:
    """The typical cost of the works [yuan] by what is bought; unskilled work the family can do."""

    material: int
    skilled: int
    unskilled: int

    @property
    def total(self) -> int:
        """The cost as the bill of quantities sums it."""
        return self.material + self.skilled + self.unskilled


@dataclass(frozen=True, slots=True)
class Labour:
    """Work given in place of money.

    ``days_there`` of unskilled work in the package at ``day_rate`` [yuan/day]; ``own_days`` and
    ``mutual_days`` counted of those offered; ``own_value`` and ``mutual_value`` [yuan] taken off
    the cash, once. ``provenance``, ``source`` and ``mark`` are those of the rate.
    """

    day_rate: float
    days_there: float
    own_days: float
    mutual_days: float
    own_value: int
    mutual_value: int
    provenance: str = "rule"
    source: str = ""
    mark: str = ""

    @property
    def value(self) -> int:
        """What own and mutual days are worth together [yuan]."""
        return self.own_value + self.mutual_value


@dataclass(frozen=True, slots=True)
class Grant:
    """A subsidy: ``amount`` = ``rate`` · ``quantity``, cut by ``cap``; ``rule`` of the pack or "".

    ``quantity`` is 1 house, [m²], [kWh] or [yuan], as ``basis`` says. ``later``: paid after
    acceptance, so that the family pays first.
    """

    rule: str
    name: Text
    source: str
    amount: int
    later: bool
    basis: str = "house"
    rate: float = 0.0
    quantity: float = 1.0
    cap: CapKind = ""
    mark: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class NoGrant:
    """A subsidy that is not paid here, and why."""

    rule: str
    name: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Funding:
    """How a package is paid. ``own_cash`` [yuan] is what remains unless it was laid down.

    ``ceiling`` [yuan] is what the family can raise (N02), None while unknown.
    """

    cost: CostSplit
    labour: Labour
    grants: tuple[Grant, ...]
    refused: tuple[NoGrant, ...]
    own_cash: int
    donation: int = 0
    loan: int = 0
    ceiling: int | None = None

    @property
    def cash_cost(self) -> int:
        """What must be paid in money: the cost less own and mutual labour."""
        return self.cost.total - self.labour.value

    @property
    def subsidy(self) -> int:
        """All subsidies."""
        return sum(grant.amount for grant in self.grants)

    @property
    def later(self) -> int:
        """Subsidies that are paid after acceptance."""
        return sum(grant.amount for grant in self.grants if grant.later)

    @property
    def before_subsidy(self) -> int:
        """What the family must have in hand until the subsidies are paid."""
        return self.own_cash + self.later

    @property
    def difference(self) -> int:
        """What is still lacking (negative: too much); 0 when it balances (TF8)."""
        return self.cash_cost - self.subsidy - self.own_cash - self.donation - self.loan

    @property
    def over_ceiling(self) -> int:
        """By how much own cash is above what the family can raise."""
        return 0 if self.ceiling is None else max(self.own_cash - self.ceiling, 0)


@dataclass(frozen=True, slots=True)
class BillLine:
    """A line of the yearly energy bill: ``amount`` [``unit``] at ``price`` [yuan/``unit``].

    ``band``: flat, peak, valley, step1, step2 …, or area (the amount is then in m²). ``mark`` and
    ``told`` (a key of the sources) are those of the price, both "" for the village's own.
    """

    use: BillUse
    carrier: str
    band: str
    amount: float
    unit: str
    price: float
    cost: float
    mark: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Operating:
    """An operating subsidy of a season: ``amount`` [yuan/unit] on ``quantity`` [unit]."""

    id: str
    name: Text
    carrier: str
    season: str
    amount: float
    quantity: float
    cost: float
    mark: str
    source: str


@dataclass(frozen=True, slots=True)
class RunningCost:
    """The energy bill of a year by tariff steps and bands [yuan/a].

    ``cost`` without operating subsidy; ``operating`` what the last announced season would pay.
    ``announced``: the newest season of the pack is. ``share_valley`` [-] of the electricity for
    heating, ``share_source``: hourly (the hourly load), policy_pack, or "" where there is none.
    """

    lines: tuple[BillLine, ...]
    cost: float
    operating: tuple[Operating, ...]
    announced: bool
    share_valley: float | None = None
    share_source: str = ""

    @property
    def by_area(self) -> bool:
        """District heat is paid by area: what is saved of it spares no money."""
        return any(line.band == AREA for line in self.lines)

    def of(self, use: BillUse) -> float:
        """What heating, or everything else, costs [yuan/a]."""
        return sum(line.cost for line in self.lines if line.use == use)

    @property
    def subsidised(self) -> float:
        """The bill less the operating subsidies."""
        return self.cost - sum(item.cost for item in self.operating)


@dataclass(frozen=True, slots=True)
class FuelSaved:
    """What a year less of a carrier is bought, same warmth: ``amount`` [``unit``], may be < 0."""

    carrier: str
    amount: float
    unit: str
    kgce: float


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Cost over ``years`` [a] at ``discount_rate`` [1/a], all as present values [yuan].

    ``works`` are bought and renewed at the end of their lives, what is left is taken off;
    ``energy_before`` and ``energy_after`` are the running costs with today's prices.
    """

    years: int
    discount_rate: float
    works: float
    energy_before: float
    energy_after: float

    @property
    def after(self) -> float:
        """Net present cost with the works."""
        return self.works + self.energy_after


@dataclass(frozen=True, slots=True)
class PriceCase:
    """Money under the prices of a named scenario.

    ``saved`` [yuan] in the first year, same warmth; ``payback_own`` and ``payback`` [a] of own
    cash and of the whole cost, None where it is never paid back; ``energy_before``,
    ``energy_after`` and ``works`` as in :class:`Lifetime` [yuan].
    """

    id: str
    name: Text
    saved: float
    payback_own: float | None
    payback: float | None
    energy_before: float
    energy_after: float
    works: float

    @property
    def after(self) -> float:
        """Net present cost with the works [yuan]."""
        return self.works + self.energy_after


@dataclass(frozen=True, slots=True)
class Money:
    """Everything about the money of a package, on actual use and with the same warmth.

    ``payback_own`` [a] of the own cash from the money saved, None where it never is;
    ``cost_of_saved_energy`` [yuan/kWh] of final energy, None where none is saved; ``coal``
    [t] and ``coal_tce`` [tce] of coal replaced a year. ``cases``: the same under other prices,
    today's first; empty in plans made before they were recorded.
    """

    funding: Funding
    running_before: RunningCost
    running_after: RunningCost
    running_warmer: RunningCost
    fuels: tuple[FuelSaved, ...]
    payback_own: Range | None
    saved_energy: float
    yearly_cost: float
    cost_of_saved_energy: float | None
    coal: float
    coal_tce: float
    lifetime: Lifetime
    cases: tuple[PriceCase, ...] = ()
