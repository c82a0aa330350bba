"""The electricity of a household hour by hour: daily services, and heating as it is given.

Energies in [kWh], arrays of 8760 hours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.calc.account import DAYS, month_weights, spread
from app.calc.demands import ELECTRICITY, service_demands
from app.calc.schedule import month_of_day
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.sourced import Sourced
from app.model.catalogue.supply import SystemSpec
from app.model.climate import HOURS, Array
from app.model.house import ResolvedHouse

MONTHS = 12


@dataclass(frozen=True, slots=True, eq=False)
class ElectricLoad:
    """``other`` uses and ``heating`` hour by hour; ``uses`` [kWh/a] by use, heating left out.

    ``billed``: the sum of the other uses is that of the family's month without heating (R08).
    """

    other: Array
    heating: Array
    uses: Mapping[str, float]
    billed: bool = False

    @property
    def total(self) -> Array:
        """All electricity of the house."""
        return self.other + self.heating


def spread_over_days(
    amount: float, shape: Sourced[tuple[float, ...]], weights: Sequence[float] = DAYS
) -> Array:
    """Return a yearly ``amount`` as equal days in each month, of a ``shape`` (24 shares that sum
    to 1); ``weights`` share it among the months."""
    by_day = np.array(spread(amount, weights)) / np.array(DAYS)
    return np.outer(by_day[month_of_day()], shape.value).ravel()


def load_of(
    house: ResolvedHouse,
    pack: PolicyPack,
    daily: Mapping[str, Sourced[tuple[float, ...]]],
    heating: Array | None = None,
    heat_month: Sequence[float] = DAYS,
) -> ElectricLoad:
    """Return the load of a house with ``heating`` (8760) [kWh], by default none.

    The services are those of the account, month by month; ``heat_month`` [kWh] is the heating need,
    which electric blankets follow. They keep their shares; where the family told the electricity of
    a month without heating, their sum is twelve of those months.
    """
    electric = [x for x in service_demands(house, "actual", pack) if x.carrier == ELECTRICITY]
    told, whole = house.bills.month_without_heating, sum(x.need / x.efficiency for x in electric)
    billed = told is not None and told > 0.0 and whole > 0.0
    scale = told * MONTHS / whole if billed and told is not None else 1.0
    other, uses = np.zeros(HOURS), dict[str, float]()
    for item in electric:
        amount = scale * item.need / item.efficiency
        weights = month_weights(item.use, item.system, heat_month, pack)
        other += spread_over_days(amount, daily[item.use], weights)
        uses[item.use] = uses.get(item.use, 0.0) + amount
    return ElectricLoad(other, np.zeros(HOURS) if heating is None else heating, uses, billed)


def by_cop(need: Array, theta_e: Array, system: SystemSpec) -> Array:
    """Return the electricity [kWh] of a heat pump for an hourly heat ``need`` [kWh].

    The COP of each hour lies between the catalogue's points over the outdoor temperature
    ``theta_e`` [°C], scaled so that the season's COP is the catalogue's seasonal value.
    """
    points = sorted(system.cop, key=lambda point: point.theta_e)
    if not points or system.seasonal is None:
        raise ValueError(f"{system.id} has no COP over the outdoor temperature.")
    cop = np.interp(theta_e, [p.theta_e for p in points], [p.cop.value for p in points])
    used = need / cop
    total = float(used.sum())
    return used * (float(need.sum()) / system.seasonal.typical / total) if total > 0.0 else used
