"""The money of a plant over its life: saved bill, sold output, upkeep, inverter; roof rent.

Money in [yuan] at today's prices, energies in [kWh], power in [kW] of modules; arrays over n sizes.
Payments of year k fall at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.calc.economics import annuity_factor
from app.calc.pv import weaker
from app.calc.pv_use import Used
from app.model.catalogue.pv import FeedIn, PvRules
from app.model.climate import Array
from app.model.solar import Case

AGED = 0.9
"""Output [-] of new modules at which self-use is worked out a second time; between the two and a
little below it follows a line."""


@dataclass(frozen=True, slots=True)
class SalePrice:
    """What a kWh brings: ``price`` within a mechanism for ``share`` [-] of the output during
    ``years`` [a], ``market`` for the rest and afterwards [yuan/kWh]."""

    price: float
    share: float
    years: int
    market: float

    def at(self, year: int) -> float:
        """Return the mean price of a kWh in a year of the plant's life [yuan]."""
        if year > self.years:
            return self.market
        return self.share * self.price + (1.0 - self.share) * self.market


def row_at(rows: Sequence[FeedIn], day: str) -> FeedIn | None:
    """Return the row that holds for a plant connected on an ISO ``day``."""
    for row in rows:
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            return row
    return None


def sale_price(rules: PvRules, day: str, case: Case) -> SalePrice:
    """Return what is paid for a kWh of a plant connected on ``day``.

    Where no mechanism is announced, low and typical sell on the market alone; the cap supposes
    that the newest known mechanism goes on at its cap.
    """
    row = row_at(rules.feed_in, day)
    market = rules.market
    on_market = {"low": market.low, "typical": market.typical, "cap": market.high}[case]
    known = row if row is not None and row.known else None
    if known is None and case == "cap":
        announced = [item for item in rules.feed_in if item.known]
        known = max(announced, key=lambda item: item.valid_from, default=None)
    if known is None or known.price is None or known.share is None or known.years is None:
        return SalePrice(0.0, 0.0, 0, on_market)
    price = {"low": known.price.low, "typical": known.price.typical, "cap": known.price.high}[case]
    return SalePrice(price, known.share.value, int(known.years.value), on_market)


@dataclass(frozen=True, slots=True)
class PlantTerms:
    """What a plant costs and how long it lives.

    ``cost`` [yuan/kW] with frame; ``upkeep`` [yuan/(kW·a)]; inverter ``inverter_cost`` [yuan/kW of
    modules] each ``inverter_life`` [a]; ``life`` [a]; ``rate`` [1/a]; ``first_year``, ``yearly``
    weakening [-].
    """

    cost: float
    upkeep: float
    inverter_cost: float
    inverter_life: int
    life: int
    rate: float
    first_year: float
    yearly: float


@dataclass(frozen=True, slots=True, eq=False)
class Earned:
    """Of each size: cumulated ``flow`` (n, years + 1), ``npv`` (n), ``first_year`` (n) [yuan]."""

    flow: Array
    npv: Array
    first_year: Array

    def payback(self, size: int) -> float | None:
        """Return the years until the plant has paid itself, linear within a year; None if never."""
        flow = self.flow[size]
        if flow[-1] < 0.0:
            return None
        last = int(np.flatnonzero(flow < 0.0)[-1]) if (flow < 0.0).any() else -1
        if last < 0:
            return 0.0
        return last + float(-flow[last] / (flow[last + 1] - flow[last]))


def earned(
    kwp: Array,
    new: Used,
    aged: Used,
    sale: SalePrice,
    terms: PlantTerms,
    *,
    extra_cost: Array | float = 0.0,
    all_sold: bool = False,
) -> Earned:
    """Return the money of plants of ``kwp`` bought with own money.

    ``new`` and ``aged`` are what the plant does at full output and at :data:`AGED` of it;
    ``extra_cost`` [yuan] beside the plant. ``all_sold``: nothing is used at home.
    """
    years = np.arange(1, terms.life + 1)
    left = np.array([weaker(int(k), terms.first_year, terms.yearly) for k in years])
    weight = (left - AGED) / (1.0 - AGED)
    saved = _between(new.saved, aged.saved, weight) * (0.0 if all_sold else 1.0)
    sold = new.output[:, None] * left if all_sold else _between(new.sold, aged.sold, weight)
    price = np.array([sale.at(int(k)) for k in years])
    yearly = saved + sold * price - (kwp * terms.upkeep)[:, None]
    spent = np.where((years % terms.inverter_life == 0) & (years < terms.life), 1.0, 0.0)
    yearly = yearly - (kwp * terms.inverter_cost)[:, None] * spent
    invested = kwp * terms.cost + extra_cost
    flow = np.concatenate([-invested[:, None], yearly], axis=1)
    discount = (1.0 + terms.rate) ** -np.arange(terms.life + 1.0)
    return Earned(np.cumsum(flow, axis=1), flow @ discount, yearly[:, 0])


def _between(new: Array, aged: Array, weight: Array) -> Array:
    return aged[:, None] + (new - aged)[:, None] * weight[None, :]


def rent_value(kwp: float, rent: float, terms: PlantTerms) -> float:
    """Return the present value of the rent of a roof over the life of the plant [yuan]."""
    return kwp * rent / annuity_factor(terms.rate, terms.life)


def dearer(sale: SalePrice, factor: float) -> SalePrice:
    """Return prices changed by a factor."""
    return replace(sale, price=sale.price * factor, market=sale.market * factor)


def best_size(npv_typical: Array, npv_low: Array) -> tuple[int | None, bool]:
    """Return the size that gains most among those that lose nothing at the low prices.

    Where all lose at the low prices, that which gains most at the typical ones (and False); None
    where that loses, too.
    """
    sure = np.flatnonzero((npv_low >= 0.0) & (npv_typical > 0.0))
    if sure.size:
        return int(sure[np.argmax(npv_typical[sure])]), True
    best = int(np.argmax(npv_typical)) if npv_typical.size else -1
    if best < 0 or npv_typical[best] <= 0.0:
        return None, False
    return best, False
