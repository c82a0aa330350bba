"""What the survey says of the way back to coal, and of the money a family paid last winter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.calc.return_coal import Facts
from app.calc.supply import price
from app.model.assessment import Assessment
from app.model.catalogue import Catalogue
from app.model.catalogue.supply import COALS
from app.model.heating import OptionKey, Performance, Plant
from app.model.house import ResolvedHouse
from app.model.survey import Survey, value_of
from app.services.assess import Context
from app.services.assess_bill import heating_bill

COAL_ANSWERS = ("coal_rad", "coal_room")
FEW_ROOMS = 2.0
"""Heated bays up to which a family heated one or two rooms."""
UNZONED: tuple[OptionKey, ...] = ("water_floor", "water_radiator", "pellet_boiler", "gas",
                                  "gas_cond")  # fmt: skip
"""Water that heats all rooms of a circuit; fan coils are switched room by room."""
MONTHS_OF_SEASON = 4.0
STOVE_OUT = "STOVE_OUT"


@dataclass(frozen=True, slots=True)
class LastWinter:
    """Money for heating last winter [yuan]; ``told`` by the family, or calculated."""

    money: float
    told: bool

    @property
    def month(self) -> float:
        """A month of the season."""
        return self.money / MONTHS_OF_SEASON


def last_winter(house: ResolvedHouse, assessment: Assessment, context: Context) -> LastWinter:
    """Return what last winter's heating cost by the family's own figure, else by calculation."""
    calculated = sum(x.cost for x in assessment.actual.account.lines if x.use == "heating")
    billed = heating_bill(house, assessment.actual.account, context.catalogue)
    if billed is None or billed.heating <= 0.0:
        return LastWinter(calculated, told=False)
    carrier = billed.carrier
    each = price(house, "heating", carrier, context.catalogue, context.pack)
    return LastWinter(billed.heating * each, told=True)


ASKED = ("I01", "L05", "A06", "A07", "K06", "R10", "R11", "R12")
"""Fields of the survey that signs and connection ask for."""


def said_of(survey: Survey) -> Mapping[str, Any]:
    """Return the answers to :data:`ASKED` of a survey with its defaults, None where unknown."""
    return {field: value_of(survey, field).value for field in ASKED}


@dataclass(frozen=True, slots=True)
class Household:
    """Answers (by field id) and works that the signs ask for."""

    answers: Mapping[str, Any]
    house: ResolvedHouse
    works: tuple[str, ...]
    catalogue: Catalogue

    def stove_usable(self) -> bool | None:
        """Tell whether the old stove can still be lit: taken out by the works, R10, or I01."""
        if any(text.startswith(STOVE_OUT) for text in self.works):
            return False
        said = self.answers.get("R10")
        if said is not None:
            return bool(said == "yes")
        return True if self.answers.get("I01") in COAL_ANSWERS else None

    def cheap_coal(self) -> bool:
        """Tell whether coal is bought below the usual range (K02)."""
        own = self.house.bills.prices.get("raw_coal")
        usual = self.catalogue.carriers["raw_coal"].price
        burnt = any(self.house.bills.amounts.get(carrier, 0.0) > 0.0 for carrier in COALS)
        return own is not None and usual is not None and burnt and own < usual.low

    def alone(self) -> bool | None:
        """Tell whether one person of 60 or more lives alone; 75 is not surveyed."""
        people, old = self.answers.get("A06"), self.answers.get("A07")
        if people is None or old is None:
            return None
        return bool(people == 1 and old >= 1)


def facts_for(
    household: Household,
    key: OptionKey,
    electric: bool,
    plant: Plant,
    planned: Performance,
    winter: LastWinter,
    rooms_ratio: float,
    load_per_m2: float,
    unit_age: float = 0.0,
) -> Facts:
    """Return the facts of an option; ``planned`` is the season as families then heat, ``unit_age``
    [a] that of the present heater where it stays."""
    answers = household.answers
    few = household.house.plan.heated_bays <= FEW_ROOMS < household.house.plan.bays
    unzoned = key in UNZONED
    bays = household.house.plan.bays / household.house.plan.heated_bays
    meter = answers.get("L05")
    return Facts(
        stove_usable=household.stove_usable(),
        rooms_ratio=bays if unzoned and few else rooms_ratio,
        zoned=not unzoned,
        few_rooms=few,
        peak_month=planned.peak_month,
        fuel_month=winter.month,
        season=planned.cost,
        fuel_season=winter.money,
        announced=planned.running.announced,
        unit_age=unit_age,
        repair_days=answers.get("R12"),
        outages=answers.get("R11"),
        small_meter=None if meter in (None, "unk") else meter == "p40",
        electric=electric,
        wood=answers.get("K06"),
        cheap_coal=household.cheap_coal(),
        load_per_m2=load_per_m2,
        alone=household.alone(),
    )
