"""The energy account of a whole house: months by carrier and use, what it weighs, what it shares.

Twelve values are months from January on. Energies [kWh], standard coal [kgce], CO₂ [kg], money
[yuan]; shares are fractions [-].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.model.assessment import EnergyUse, Factor

Months = tuple[float, ...]
ShareVerdict = Literal["reached", "not_reached", "final_only", "primary_only"]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One use of a carrier by month: ``delivered`` [kWh]; ``amount`` a year in ``unit``.

    ``kgce``, ``co2`` and ``cost`` are of the year; ``ambient`` [kWh/a] is heat that a heat pump
    takes from outdoors.
    """

    use: EnergyUse
    system: str
    carrier: str
    delivered: Months
    amount: float
    unit: str
    kgce: float
    co2: float
    cost: float
    ambient: float = 0.0


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of a year's energy.

    ``electricity_final`` counts 1 kWh of each carrier as 1 kWh (the calorific factor);
    ``electricity_primary`` weighs each in standard coal, electricity with the factor of supply.
    ``target`` is reached only when both reach it. ``renewable``: biomass, sun and own solar power
    over all energy with the sun's heat; ``renewable_ambient`` counts the heat that heat pumps take
    from outdoors on both sides as well.
    """

    electricity_final: float
    electricity_primary: float
    target: float
    verdict: ShareVerdict
    renewable: float
    renewable_ambient: float


@dataclass(frozen=True, slots=True)
class ZeroCarbon:
    """CO₂ of a year [kg]: ``used`` by all carriers, ``avoided`` by own solar power, ``net``.

    ``missing`` [kWh/a] of solar power would bring it to zero; ``planned`` False: no solar power
    is part of the state.
    """

    used: float
    avoided: float
    net: float
    missing: float
    planned: bool


@dataclass(frozen=True, slots=True)
class HouseAccount:
    """All carriers of a year by month. ``pv`` [kWh] is own solar power by month.

    ``final`` [kWh/a] is what is bought or gathered: the sun's heat and that of the outdoor air are
    not in it. ``factors`` are those of electricity, by name.
    """

    lines: tuple[AccountLine, ...]
    pv: Months
    final: float
    kgce: float
    co2: float
    cost: float
    shares: Shares
    carbon: ZeroCarbon
    factors: tuple[Factor, ...]

    def by_carrier(self) -> Mapping[str, Months]:
        """Return the months of each carrier [kWh], largest first."""
        found: dict[str, list[float]] = {}
        for line in self.lines:
            sums = found.setdefault(line.carrier, [0.0] * len(line.delivered))
            for month, value in enumerate(line.delivered):
                sums[month] += value
        ordered = sorted(found.items(), key=lambda item: -sum(item[1]))
        return {carrier: tuple(sums) for carrier, sums in ordered}

    def of_carrier(self, carrier: str) -> tuple[AccountLine, ...]:
        """Return the lines of a carrier."""
        return tuple(line for line in self.lines if line.carrier == carrier)

    def of_use(self, use: str) -> tuple[AccountLine, ...]:
        """Return the lines of a use."""
        return tuple(line for line in self.lines if line.use == use)


@dataclass(frozen=True, slots=True)
class ServiceOption:
    """Hot water, cooking, lamps or appliances by one means: ``measure`` "" is how it is now.

    ``delivered`` [kWh/a] by carrier, the sun's heat included; ``kgce``, ``co2`` and ``cost`` of a
    year; ``price`` [yuan] of the measure.
    """

    use: EnergyUse
    measure: str
    delivered: Mapping[str, float]
    kgce: float
    co2: float
    cost: float
    price: float = 0.0
