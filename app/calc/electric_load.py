"""The electricity of a household hour by hour: daily services, and heating as it is given.

Energies in [kWh], arrays of 8760 hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.calc.demands import ELECTRICITY, service_demands
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.sourced import Sourced
from app.model.catalogue.supply import SystemSpec
from app.model.climate import HOURS, Array
from app.model.house import ResolvedHouse

DAYS = HOURS // 24
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


def spread_over_days(amount: float, shape: Sourced[tuple[float, ...]]) -> Array:
    """Return a yearly ``amount`` as equal days of a ``shape`` (24 shares that sum to 1)."""
    return np.tile(np.asarray(shape.value) * amount / DAYS, DAYS)


def services_by_use(house: ResolvedHouse, pack: PolicyPack) -> dict[str, float]:
    """Return the electricity of hot water, cooking, light and appliances in actual use [kWh/a]."""
    found: dict[str, float] = {}
    for demand in service_demands(house, "actual", pack):
        if demand.carrier == ELECTRICITY:
            used = demand.need / demand.efficiency
            found[demand.use] = found.get(demand.use, 0.0) + used
    return found


def load_of(
    house: ResolvedHouse,
    pack: PolicyPack,
    daily: Mapping[str, Sourced[tuple[float, ...]]],
    heating: Array | None = None,
) -> ElectricLoad:
    """Return the load of a house with ``heating`` (8760) [kWh], by default none.

    The services keep their shares; where the family told the electricity of a month without
    heating, their sum is twelve of those months.
    """
    uses = services_by_use(house, pack)
    told, sum_of_uses = house.bills.month_without_heating, sum(uses.values())
    billed = told is not None and told > 0.0 and sum_of_uses > 0.0
    if billed and told is not None:
        uses = {use: amount * told * MONTHS / sum_of_uses for use, amount in uses.items()}
    other = sum(
        (spread_over_days(amount, daily[use]) for use, amount in uses.items()), np.zeros(HOURS)
    )
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
