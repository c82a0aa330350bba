"""Payback and cost over the years under named prices: low, usual, high, subsidy paid or ended.

Every line of a bill moves with its carrier's factor; amounts stay. Money in yuan of today, rises
real. Payments of a year fall at its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.calc.economics import discount_factor
from app.calc.funding import NEVER
from app.i18n import Text
from app.model.catalogue import Catalogue
from app.model.catalogue.prices import PriceScenario
from app.model.climate import Array
from app.model.funding import PriceCase, RunningCost

TODAY = PriceScenario("typical", Text("现在的价格", "Today's prices"))
"""The prices of every pack: those of today, for ever."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What is paid for: ``own_cash`` and typical ``cost`` [yuan], ``works`` over the years [yuan].

    ``years`` [a] of the net present cost, ``rate`` [1/a].
    """

    own_cash: float
    cost: float
    works: float
    years: int
    rate: float


def price_cases(
    before: RunningCost,
    after: RunningCost,
    paid: Paid,
    scenarios: Sequence[PriceScenario],
    catalogue: Catalogue,
) -> tuple[PriceCase, ...]:
    """Return what payback and cost become under each scenario, today's prices first.

    A scenario about the operating subsidy is left out where neither bill has one.
    """
    subsidised = bool(before.operating or after.operating)
    wanted = [item for item in scenarios if item.operating == "none" or subsidised]
    return tuple(
        _case(item, _bills(before, item, catalogue), _bills(after, item, catalogue), paid)
        for item in (TODAY, *wanted)
        if item is TODAY or item.id != TODAY.id
    )


def _case(scenario: PriceScenario, before: Array, after: Array, paid: Paid) -> PriceCase:
    saved = before - after
    return PriceCase(
        id=scenario.id,
        name=scenario.name,
        saved=float(saved[0]),
        payback_own=payback_years(paid.own_cash, saved),
        payback=payback_years(paid.cost, saved),
        energy_before=_present(before, paid),
        energy_after=_present(after, paid),
        works=paid.works,
    )


def _bills(bill: RunningCost, scenario: PriceScenario, catalogue: Catalogue) -> Array:
    """Return the bill of each year up to :data:`NEVER` [yuan/a]."""
    year = np.arange(round(NEVER))
    cost = sum(line.cost * factor_of(line.carrier, scenario, catalogue) for line in bill.lines)
    grant = sum(item.cost for item in bill.operating)
    paid = {
        "none": np.zeros(len(year)),
        "paid": np.full(len(year), grant),
        "ends": np.where(year < scenario.seasons.value, grant, 0.0),
    }[scenario.operating]
    return np.asarray(cost * (1.0 + scenario.rise.value) ** year - paid)


def factor_of(carrier: str, scenario: PriceScenario, catalogue: Catalogue) -> float:
    """Return by how much the price of a carrier is that of today [-]."""
    if carrier in scenario.factors:
        return scenario.factors[carrier].value
    spread = catalogue.carriers[carrier].price
    if spread is None or spread.typical <= 0.0 or scenario.level == "typical":
        return 1.0
    return (spread.low if scenario.level == "low" else spread.high) / spread.typical


def payback_years(investment: float, saved: Array) -> float | None:
    """Return when yearly savings have paid an investment [a]; None where they never do.

    Linear within the year, as if the saving came evenly.
    """
    if investment <= 0.0:
        return 0.0
    total = np.cumsum(saved)
    reached = np.flatnonzero(total >= investment)
    if not len(reached):
        return None
    year = int(reached[0])
    left = investment - (float(total[year - 1]) if year else 0.0)
    return year + left / float(saved[year])


def _present(bills: Array, paid: Paid) -> float:
    factors = [discount_factor(paid.rate, year) for year in range(1, paid.years + 1)]
    return float(np.dot(bills[: paid.years], factors))
