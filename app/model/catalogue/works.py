"""How a measure is carried out: stage, days on site, weather it needs, what is bought for it."""

from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Number

WorkStage = Literal["strengthening", "repair", "wet", "envelope", "openings", "equipment"]
WORK_STAGES: tuple[WorkStage, ...] = (
    "strengthening",
    "repair",
    "wet",
    "envelope",
    "openings",
    "equipment",
)
"""Stages in the order in which they are done."""
Unit = Literal["m²", "m", "m³", ""]
"""Units of quantities; counted things have none."""
GoodUnit = Literal["m²", "m", "m³", "kg", "piece"]


class WeatherLimits(Struct, frozen=True):
    """Weather in which the works may be done.

    ``theta_min`` [°C] of the air while the material sets; ``dry``: no rain; ``wind_max``
    [Beaufort] highest wind. None: no limit.
    """

    theta_min: Number | None = field(name="theta_min_degc", default=None)
    dry: bool = False
    wind_max: Number | None = field(name="wind_max_grade", default=None)


class SiteDays(Struct, frozen=True):
    """Days on which the family has workers in the house: ``base`` [d] + ``each`` [d/unit]."""

    base: Number = field(name="base_d")
    each: Number = field(name="each_d_unit")

    def of(self, amount: float) -> float:
        """Return the days for an amount in the unit of the measure."""
        return self.base.value + self.each.value * amount


class Good(Struct, frozen=True):
    """A material as it is bought, counted in ``unit``."""

    id: str
    name: Text
    unit: GoodUnit


class GoodAmount(Struct, frozen=True):
    """``amount`` of a good per unit of a measure, cutting loss included."""

    good: str
    amount: Number
