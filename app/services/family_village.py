"""The money of what a family has chosen, beside every package of its plan."""

from collections.abc import Sequence
from datetime import date

from app.calc.heating_options import heating_cost
from app.model.assessment import Assessment, Package, Plan
from app.model.family import Beside, FamilyMoney, HeatingMoney, SolarMoney
from app.model.heating import FamilyHeating
from app.model.solar import Solar
from app.services.assess import Context
from app.services.family_choice import heater_chosen, solar_wanted
from app.services.family_heating import family_heating
from app.services.solar_village import dwelling_solar
from app.store.village import VillageFile


def beside_works(
    village: VillageFile,
    dwelling_id: str,
    context: Context,
    assessment: Assessment,
    plan: Plan,
    more: Sequence[tuple[str, Package]] = (),
) -> Beside:
    """Return what the family has chosen beside the packages of a plan and ``more`` by id.

    Raises like :func:`app.services.heating.compare_heating`.
    """
    stages = village.stages(dwelling_id)
    named = [*((package.key, package) for package in plan.packages), *more]
    solar = laid_solar(village, dwelling_id, context, plan)
    made = {
        key: family_money(
            package, family_heating(village, dwelling_id, context, assessment, package), solar
        )
        for key, package in named
    }
    return Beside(heater_chosen(stages), {key: item for key, item in made.items() if item.there})


def laid_solar(
    village: VillageFile, dwelling_id: str, context: Context, plan: Plan
) -> SolarMoney | None:
    """Return the money of the photovoltaics that the family has laid down, None without."""
    if not solar_wanted(village.stages(dwelling_id)) or plan.stopped_by is not None:
        return None
    day = date.fromisoformat(plan.at[:10])
    return solar_money(dwelling_solar(village, dwelling_id, context, plan, today=day))


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
    size = solar.size if solar is not None else None
    if solar is None or size is None or solar.laid is None:
        return None
    rented = solar.ownership == "rent"
    cost, first = (0.0, 0.0) if rented else (size.cost, size.case("typical").first_year)
    asked = solar.shortfall.asked if solar.shortfall is not None else size.count
    return SolarMoney(size.count, size.kwp, cost, first, rented, asked)


def family_money(
    package: Package, heating: FamilyHeating | None, solar: SolarMoney | None
) -> FamilyMoney:
    """Return what the family pays for and beside the works of a package."""
    told = heating_money(heating, package) if heating is not None else None
    return FamilyMoney(package.cost.typical, told, solar)
