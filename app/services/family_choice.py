"""What a family has chosen beside the works: heating (TH1, TH2) and photovoltaics (TV6 to TV10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.calc.heating_options import heating_cost
from app.i18n import Text
from app.model.assessment import Assessment, Finding, Package, Plan
from app.model.change import Edit
from app.model.heating import FamilyHeating, OptionKey
from app.model.solar import Solar, SolarSize
from app.model.stages import Stages, stage_value
from app.model.stages.heating import KEPT, UNIT, WAY, WAYS
from app.model.stages.solar import BATTERY, COUNT, OWNERSHIP, SITE
from app.model.value import Value, known
from app.services.assess import Context
from app.services.heating import heating_chosen
from app.store.village import VillageFile

NO_HEATER = "R52"
"""Rule that a chosen heating settles."""
CHOICES = (WAY, UNIT, OWNERSHIP, COUNT, BATTERY, SITE)
"""Fields of what the family has chosen beside the package; consent is given to them too."""


def way_chosen(stages: Stages) -> tuple[OptionKey, str] | None:
    """Return the way of heating that the family has chosen and its unit ("": as proposed)."""
    way: OptionKey | None = stage_value(stages, WAY).value
    if way is None or way not in WAYS:
        return None
    return way, str(stage_value(stages, UNIT).value or "")


def way_edits(way: OptionKey | None, unit: str = "") -> list[Edit]:
    """Return the edits that make a way of heating the family's choice; None takes it back."""
    said: tuple[tuple[str, str | None], ...] = ((WAY, way), (UNIT, unit or None))
    return [Edit(field, known(value) if value else Value()) for field, value in said]


def solar_wanted(stages: Stages) -> bool:
    """Tell whether photovoltaics are part of what the family wants, on own money or for rent."""
    owner = stage_value(stages, OWNERSHIP).value
    return owner in ("own", "rent") or (owner is None and bool(stage_value(stages, COUNT).value))


def without_settled(findings: Sequence[Finding], stages: Stages) -> tuple[Finding, ...]:
    """Return the findings of a package that the choice of the family leaves open."""
    way = way_chosen(stages)
    settled = way is not None and way[0] not in KEPT
    return tuple(item for item in findings if not (settled and item.rule == NO_HEATER))


def family_heating(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    package: Package | None,
) -> FamilyHeating | None:
    """Return a dwelling after a package with the heating its family has chosen, None without.

    Raises like :func:`app.services.heating.compare_heating`.
    """
    chosen = way_chosen(village.stages(dwelling_id))
    if chosen is None:
        return None
    survey, values = village.survey(dwelling_id), village.village_values()
    return heating_chosen(survey, values, context, assessment, package, chosen)


# money


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

    ``rented``: the roof is let to a company, which pays for them.
    """

    count: int
    kwp: float
    cost: float
    first_year: float
    rented: bool


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


def heating_money(found: FamilyHeating, package: Package) -> HeatingMoney:
    """Return the money of a chosen heating after a package."""
    got, plant = found.case.performance, found.case.plant
    then = found.size.warmer
    before = package.money.running_before if package.money is not None else None
    return HeatingMoney(
        name=found.name,
        unit=found.size.unit,
        units=plant.units,
        buy=plant.investment,
        winter=got.cost,
        subsidised=got.subsidised,
        warmer=then.cost if then is not None else got.cost,
        today=heating_cost(before) if before is not None else 0.0,
        life=found.case.lifetime,
        years=found.case.years,
        package=package.key,
    )


def solar_money(solar: Solar | None) -> SolarMoney | None:
    """Return the money of the plant that a family has laid down, None where there is none."""
    size: SolarSize | None = solar.size if solar is not None else None
    if solar is None or size is None or solar.laid is None:
        return None
    rented = solar.ownership == "rent"
    cost, first = (0.0, 0.0) if rented else (size.cost, size.case("typical").first_year)
    return SolarMoney(size.count, size.kwp, cost, first, rented)


def family_money(
    package: Package, heating: FamilyHeating | None, solar: SolarMoney | None
) -> FamilyMoney:
    """Return what the family pays for and beside the works of a package."""
    told = heating_money(heating, package) if heating is not None else None
    return FamilyMoney(package.cost.typical, told, solar)


# consent


def choices_as_evidence(stages: Stages) -> tuple[str, ...]:
    """Return the choices as texts "field=value", the blank ones too."""
    return tuple(f"{field}={_said(stage_value(stages, field).value)}" for field in CHOICES)


def chosen_anew(stages: Stages, evidence: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Return the choices that differ from those consent was given to: field -> (then, today).

    Nothing where the consent is older than such choices.
    """
    then = dict(text.partition("=")[::2] for text in evidence)
    today = {field: _said(stage_value(stages, field).value) for field in CHOICES}
    return {
        field: (then[field], value)
        for field, value in today.items()
        if field in then and then[field] != value
    }


def _said(value: object) -> str:
    return "" if value is None else str(value)


def plan_day(plan: Plan) -> date:
    """Return the day by which the prices of a plan are counted."""
    return date.fromisoformat(plan.at[:10])
