"""What of the yield is used at home and what is sold, for many sizes at once; batteries.

Arrays (n, 8760) [kWh] for n sizes. In each hour the yield serves heating and other uses by their
shares in the load.
"""

from dataclasses import dataclass

import numpy as np

from app.calc.electric_load import ElectricLoad
from app.calc.tariff_year import TariffYear, bill_of
from app.errors import RefusedError
from app.i18n import gettext as _
from app.model.climate import HOURS, Array


@dataclass(frozen=True, slots=True, eq=False)
class Metered:
    """What hangs on the meter that the plant feeds: ``load`` with the ``heating`` in it (8760)."""

    load: Array
    heating: Array
    tariff: TariffYear

    @property
    def heating_share(self) -> Array:
        """Share of heating in the load of each hour [-]."""
        return np.divide(self.heating, self.load, out=np.zeros(HOURS), where=self.load > 0.0)


def metered(load: ElectricLoad, tariff: TariffYear, *, heating_apart: bool) -> Metered:
    """Return what the plant can reach; a heating with a meter of its own is out of its reach."""
    if heating_apart:
        return Metered(load.other, np.zeros(HOURS), tariff)
    return Metered(load.total, load.heating, tariff)


@dataclass(frozen=True, slots=True, eq=False)
class Used:
    """Of each size: ``output``, ``used`` at home and ``sold`` [kWh/a], ``saved`` [yuan/a]."""

    output: Array
    used: Array
    sold: Array
    saved: Array


def used_of(yields: Array, meter: Metered) -> Used:
    """Return self-use and saved bill of ``yields`` (n, 8760)."""
    at_home = np.minimum(yields, meter.load)
    return _used(yields, at_home, meter)


def _used(yields: Array, at_home: Array, meter: Metered) -> Used:
    output, used = yields.sum(axis=-1), at_home.sum(axis=-1)
    bought, share = meter.load - at_home, meter.heating_share
    before = bill_of(meter.load[None, :], meter.heating[None, :], meter.tariff)
    saved = before - bill_of(bought, bought * share, meter.tariff)
    return Used(output, used, output - used, saved)


def with_battery(
    output: Array, meter: Metered, capacity: float, power: float, efficiency: float
) -> tuple[Used, float]:
    """Return self-use with a battery, and what it gave to the house [kWh/a].

    ``output`` (8760); ``capacity`` [kWh], ``power`` [kW] of charging and discharging,
    ``efficiency`` [-] there and back. It takes what would be sold and gives when the house would
    buy; it is never charged from the grid.

    Raises
    ------
    RefusedError
        If capacity or power is negative.
    """
    if capacity < 0.0 or power < 0.0:
        raise RefusedError(
            _("A battery cannot have {capacity:g} kWh and {power:g} kW. Enter 0 or more.").format(
                capacity=capacity, power=power
            )
        )
    spare = np.maximum(output - meter.load, 0.0).tolist()
    lack = np.maximum(meter.load - output, 0.0).tolist()
    given = np.zeros(HOURS)
    taken = 0.0
    held = 0.0
    for hour, (more, less) in enumerate(zip(spare, lack, strict=True)):
        if more > 0.0:
            into = min(more, power, (capacity - held) / efficiency if efficiency > 0.0 else 0.0)
            held += into * efficiency
            taken += into
        elif less > 0.0 and held > 0.0:
            out = min(less, power, held)
            held -= out
            given[hour] = out
    at_home = np.minimum(output, meter.load) + given
    used = _used(output[None, :], at_home[None, :], meter)
    sold = float(sum(spare)) - taken
    return Used(used.output, used.used, np.array([sold]), used.saved), float(given.sum())
