"""What a package saves a year: the bill by tariff now, with the same warmth, and warmer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.calc.running import Terms, running_cost
from app.model.assessment import Range, UseState
from app.model.funding import RunningCost
from app.model.house import ResolvedHouse
from app.model.survey import village_value
from app.services.uncertainty import interval

if TYPE_CHECKING:
    from app.services.packages import Basis, Trial


@dataclass(frozen=True, slots=True)
class Bills:
    """The bills of a year by tariff: today, afterwards as warm as now, and kept warmer."""

    before: RunningCost
    after: RunningCost
    warmer: RunningCost


def bill_now(basis: "Basis", now: UseState) -> RunningCost:
    """Return the bill of today, which all packages share."""
    return running_cost(now, terms_of(basis, basis.premise.bare))


def bills_of(
    basis: "Basis", house: ResolvedHouse, before: RunningCost, actual: UseState, warmer: UseState
) -> Bills:
    """Return the bills of a package that turns the house into ``house``; ``before`` today's."""
    after = terms_of(basis, house)
    return Bills(before, running_cost(actual, after), running_cost(warmer, after))


def terms_of(basis: "Basis", house: ResolvedHouse) -> Terms:
    """Return on what the bill of a house stands."""
    programme = str(village_value(basis.village, "V13").value or "")
    return Terms(house, basis.catalogue, basis.pack, programme)


def saved_money(basis: "Basis", trial: "Trial", bills: Bills) -> tuple[Range, Range]:
    """Return the yearly saving of money with the same warmth, and with more of it [yuan/a].

    The typical values are differences of the bills. The sample of standard use gives the spread
    of the heat saved; set point, hours, winter and plant are drawn with it. Lamps, cooking and
    appliances are added as they are. With more warmth the bill may rise.
    """
    same = bills.before.of("heating") - bills.after.of("heating")
    other = bills.before.of("other") - bills.after.of("other")
    extra = bills.warmer.of("heating") - bills.after.of("heating")
    spread, sampled = basis.sample.spread, trial.sampled
    heat = basis.premise.q_before - trial.credit.q_h_nd
    use = spread.use_factor() / spread.plant_factor()
    drawn = np.ones_like(use)
    if heat > 0:
        drawn = np.maximum((sampled.before - sampled.after) / heat, 0.0)
    rule = basis.pack.take_back
    share = spread.factor("take_back_theta", "derived", "takeback") / rule.share.typical
    saved = same * drawn * use + other
    taken = extra * share * use
    return interval(saved, same + other), interval(saved - taken, same + other - extra)
