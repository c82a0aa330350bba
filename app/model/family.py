"""Money of what a family has chosen beside the works of a package [yuan]."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.i18n import Text


@dataclass(frozen=True, slots=True)
class HeatingMoney:
    """The chosen heating after a package: to ``buy`` [yuan], heating of a winter [yuan] as warm as
    now, with the operating subsidy, and warmer; ``today`` the same of the house as it is."""

    name: Text
    unit: str
    units: int
    buy: float
    winter: float
    subsidised: float
    warmer: float
    today: float
    life: float
    years: int
    package: str = ""

    @property
    def saved(self) -> float:
        """What a winter costs less than today, as warm as now [yuan]."""
        return self.today - self.winter


@dataclass(frozen=True, slots=True)
class SolarMoney:
    """The chosen photovoltaics: ``cost`` and income of the first year [yuan] at typical prices.

    ``rented``: the roof is let to a company, which pays for them. ``asked``: modules wanted, more
    than ``count`` where the surface holds fewer.
    """

    count: int
    kwp: float
    cost: float
    first_year: float
    rented: bool
    asked: int = 0


@dataclass(frozen=True, slots=True)
class FamilyMoney:
    """What a family pays beside the works of a package, and for all together [yuan]."""

    works: float
    heating: HeatingMoney | None
    solar: SolarMoney | None

    @property
    def there(self) -> bool:
        """Tell whether anything was chosen beside the works."""
        return self.heating is not None or self.solar is not None

    @property
    def beside(self) -> float:
        """What heating and photovoltaics cost [yuan]."""
        heating = self.heating.buy if self.heating is not None else 0.0
        return heating + (self.solar.cost if self.solar is not None else 0.0)

    @property
    def whole(self) -> float:
        """Works, heating and photovoltaics together [yuan], before subsidies."""
        return self.works + self.beside


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the works: ``money`` by package key or scenario id.

    ``heater``: a heating was chosen that takes the place of the present one.
    """

    heater: bool = False
    money: Mapping[str, FamilyMoney] = field(default_factory=dict)
