"""What a policy pack says of prices to come, heat by area, advice, and covers drawn by hand."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Number, Sourced

PriceLevel = Literal["low", "typical", "high"]
OperatingCase = Literal["none", "paid", "ends"]


class PriceScenario(Struct, frozen=True):
    """Prices of all years to come under a name.

    ``level``: which of the three prices of each carrier; own prices move by the same share.
    ``factors`` [-] by carrier take its place (tariffs have no low and high price).
    ``rise`` [1/a] real, from the second year on. ``operating``: the subsidy of the last announced
    season is not counted, paid every year, or ends after ``seasons``.
    """

    id: str
    name: Text
    level: PriceLevel = "typical"
    factors: Mapping[str, Number] = field(default_factory=dict)
    rise: Number = field(name="rise_1_a", default=Sourced(0.0, "C", "pack_setting"))
    operating: OperatingCase = "none"
    seasons: Number = Sourced(1.0, "C", "pack_setting")


class HeatTariff(Struct, frozen=True):
    """District heat billed by area: ``price`` [yuan per m² of heated floor and season].

    It costs the same however much is used; a house with a heat meter pays by the kWh instead.
    """

    price: Number = field(name="price_cny_m2")
    valid_from: str


class WorthRule(Struct, frozen=True):
    """When works are advised against.

    ``least_return`` [1/a]: yuan saved a year for each yuan of cost, whoever pays it.
    ``least_heat`` [kWh/m²] of heating need saved a year in standard use: below it the family will
    not feel it either.
    """

    least_return: Number = field(name="least_return_1_a")
    least_heat: Number = field(name="least_heat_kwh_m2")


class CoverRule(Struct, frozen=True):
    """Whether covers that somebody must draw every evening count in standard use.

    ``credited`` 1 yes, 0 no: night curtains and door quilts hung as a measure then save nothing in
    the verdict; those that hang there already count before and after.
    """

    credited: Number


COVERS_DEFAULT = CoverRule(Sourced(0.0, "C", "pack_setting"))
"""For packs written before the rule existed: the stricter reading."""


class PriceRules(Struct, frozen=True):
    """Dated settings of money to come: ``date`` since which they hold."""

    date: str
    worth: WorthRule
    scenarios: tuple[PriceScenario, ...] = ()
    heat_by_area: HeatTariff | None = None


PRICES_DEFAULT = PriceRules(
    date="2026-11-26",
    worth=WorthRule(Sourced(0.01, "C", "pack_setting"), Sourced(30.0, "C", "pack_setting")),
)
"""For packs written before there were such rules: no scenario but today's prices."""
