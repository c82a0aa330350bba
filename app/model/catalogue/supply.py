"""Heating systems, energy carriers, tariffs and subsidies, all dated."""

from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Number, Spread

COALS = ("raw_coal", "washed_coal", "briquette")
"""Carriers that are coal: what is bought, replaced and said in tons."""


class CopPoint(Struct, frozen=True):
    """Steady COP [-] at outdoor ``theta_e`` [°C]."""

    theta_e: float = field(name="theta_e_degc")
    cop: Number


class SystemSpec(Struct, frozen=True):
    """A heating or solar system.

    ``efficiency`` [-] on lower heating value; ``cop`` points of heat pumps; ``seasonal`` [-]
    delivered heat per delivered energy over a season; ``capex`` [yuan per ``capex_unit``];
    ``life`` [a]. ``combustion`` True: burns inside the house and asks for flue and alarm.
    """

    id: str
    name: Text
    carrier: str
    kind: Literal["stove", "boiler", "kang", "electric", "heat_pump", "district", "solar", "pv"]
    combustion: bool
    capex: Number = field(name="capex_cny")
    capex_unit: str
    life: Number = field(name="life_years")
    efficiency: Spread | None = None
    seasonal: Spread | None = None
    cop: tuple[CopPoint, ...] = ()
    note: str = ""


class Carrier(Struct, frozen=True):
    """An energy carrier, counted in ``unit``.

    ``lhv`` [kWh/unit], ``kgce`` [kgce/unit], ``co2`` [kg/unit], ``price`` [yuan/unit]
    (None: free, or only by tariff), ``biogenic`` carbon not counted.
    """

    id: str
    name: Text
    unit: Literal["kg", "m3", "kWh"]
    lhv: Number = field(name="lhv_kwh_unit")
    kgce: Number = field(name="kgce_unit")
    co2: Number = field(name="co2_kg_unit")
    price: Spread | None = field(name="price_cny_unit", default=None)
    biogenic: bool = False
    note: str = ""

    @property
    def is_free(self) -> bool:
        """Tell whether a household need not buy it: what grows, and the sun."""
        return self.biogenic or self.kgce.value == 0.0


class GridFactor(Struct, frozen=True):
    """CO₂ of electricity [kg/kWh] of a region and year."""

    region: str
    name: Text
    year: int
    factor: Number = field(name="co2_kg_kwh")


class TariffBand(Struct, frozen=True):
    """Price [yuan/kWh] in hours of the day [start, end) (end may be below start: over midnight)."""

    name: Text
    hours: tuple[int, int]
    price: Number = field(name="price_cny_kwh")


def hours_between(start: int, end: int) -> list[int]:
    """Return the hours of a band, which may pass midnight; none when there is no such hour."""
    if not (0 <= start < 24 and 0 < end <= 24):
        return []
    return [hour % 24 for hour in range(start, end if end > start else end + 24)]


class TariffStep(Struct, frozen=True):
    """Price [yuan/kWh] up to ``limit`` [kWh/month]; None: everything above."""

    limit: float | None = field(name="limit_kwh_month")
    price: Number = field(name="price_cny_kwh")


class Tariff(Struct, frozen=True):
    """A dated tariff; ``season`` ((month, day), (month, day)) or None for the whole year."""

    id: str
    name: Text
    carrier: str
    valid_from: str
    valid_to: str | None = None
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    bands: tuple[TariffBand, ...] = ()
    steps: tuple[TariffStep, ...] = ()
    heating_share_valley: Number | None = None


class Subsidy(Struct, frozen=True):
    """Operating subsidy of one heating season, "2025-26".

    ``amount`` [yuan/unit], ``limit`` [unit] subsidised at most; both None when ``known`` is
    False: nobody has announced it yet and results show both cases.
    """

    id: str
    name: Text
    carrier: str
    season: str
    known: bool
    amount: Number | None = field(name="amount_cny_unit", default=None)
    limit: Number | None = field(name="limit_unit", default=None)


class DayRate(Struct, frozen=True):
    """What a day of work costs [yuan/day]."""

    id: str
    name: Text
    rate: Spread = field(name="rate_cny_day")
