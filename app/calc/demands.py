"""What a household needs of energy in a year, and by which system each need is met.

Standard use is the policy pack's, heated by the main heating alone. Actual use shares the heat
among the heaters there are, and takes the household's own fuels and appliances.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.model.assessment import EnergyUse, Factor, Mark
from app.model.catalogue.policy import PolicyPack, Service
from app.model.catalogue.sourced import Number
from app.model.catalogue.whole import Catalogue
from app.model.house import Device, Heater, ResolvedHouse, Use

ELECTRICITY = "electricity"
SOLAR = "solar"
REPLACEMENT = "elec_direct"
"""System by which standard use heats a house that has none."""
STORAGE = "elec_storage"
"""System that charges in hours of its own."""
COOLING = "cooling"
"""System of the line of air conditioners in summer."""
SMALL = "small"
"""System of the line of a household's small appliances."""
RULE, CATALOGUE, PACK = "rule", "catalogue", "policy_pack"
"""Codes of provenance of figures that no survey field gives."""
LIGHTING_BY_LAMPS = {"all": 1.0, "half": 2.5, "few": 4.0}
"""Electricity for light by J04 relative to all lamps being LED [-] (estimate, C)."""
SHARE = "share"
"""Key of the factor that says which share of the heating need a heater meets."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One use of energy: ``need`` [kWh] met by ``carrier`` at ``efficiency`` [-].

    ``provenance``, ``source`` (a key of the tables of sources) and ``mark`` are those of the
    efficiency, ``parts`` what it is the product of. ``made`` are the factors of the need; of
    heating, those of its share. ``fixed`` heat does not follow the need of the heated rooms.
    """

    use: EnergyUse
    system: str
    carrier: str
    need: float
    efficiency: float
    provenance: str = RULE
    source: str = ""
    mark: Mark | None = None
    made: tuple[Factor, ...] = ()
    parts: tuple[Factor, ...] = ()
    fixed: bool = False


def number_factor(key: str, number: Number, unit: str, provenance: str = PACK) -> Factor:
    """Return a sourced number as a factor of an account."""
    return Factor(key, number.value, unit, provenance, number.source, number.mark)


# heating


def heating_demand(
    house: ResolvedHouse, q_h_nd: float, use: Use, catalogue: Catalogue
) -> Iterator[Demand]:
    """Yield the heating lines, the main one first.

    Standard use has one line, also in a house without heating; actual use one for each heater.
    """
    plant = house.heating
    if use == "standard":
        yield _standard_heating(house, q_h_nd, catalogue)
        return
    if plant.carrier and plant.code != "none":
        made = (_share(plant.share),) if plant.others else ()
        yield replace(_main(house, q_h_nd * plant.share, catalogue), made=made)
    for heater in plant.others:
        yield from _beside(heater, q_h_nd)


def _standard_heating(house: ResolvedHouse, q_h_nd: float, catalogue: Catalogue) -> Demand:
    if house.heating.carrier:
        return _main(house, q_h_nd, catalogue)
    system = catalogue.systems[REPLACEMENT]
    efficiency = system.seasonal.typical if system.seasonal else 1.0
    source = (system.seasonal.source, system.seasonal.mark) if system.seasonal else ("", None)
    return Demand("heating", system.id, system.carrier, q_h_nd, efficiency, CATALOGUE, *source)


def _main(house: ResolvedHouse, need: float, catalogue: Catalogue) -> Demand:
    plant = house.heating
    origin = _efficiency_origin(house, catalogue)
    return Demand(
        "heating", plant.system, plant.carrier, need, plant.efficiency, *origin, parts=plant.parts
    )


def _share(share: float) -> Factor:
    return Factor(SHARE, share, "", RULE, "present_use", "C")


def _beside(heater: Heater, q_h_nd: float) -> Iterator[Demand]:
    """Yield what a heater gives to the heated rooms, or to a room that is not heated."""
    origin = (heater.provenance, heater.source, heater.mark)
    fixed = heater.fixed > 0.0
    need = heater.fixed if fixed else q_h_nd * heater.share
    yield Demand(
        "heating", heater.system, heater.carrier, need, heater.efficiency, *origin,
        made=heater.made if fixed else (_share(heater.share),), fixed=fixed,
    )  # fmt: skip


def _efficiency_origin(house: ResolvedHouse, catalogue: Catalogue) -> tuple[str, str, Mark | None]:
    """Return provenance, source and mark of the plant's efficiency; a new one's is catalogued."""
    plant = house.heating
    seasonal = catalogue.systems[plant.system].seasonal if plant.provenance == CATALOGUE else None
    if seasonal is not None:
        return CATALOGUE, seasonal.source, seasonal.mark
    found = house.input("heating.efficiency")
    if found is None:
        return house.heating.provenance, "", None
    return found.provenance, found.source, found.mark


# hot water, cooking, lighting, appliances


def service_demands(house: ResolvedHouse, use: Use, pack: PolicyPack) -> Iterator[Demand]:
    """Yield hot water, cooking, lighting and appliances."""
    standard, services = pack.standard_use, house.services
    persons = persons_of(house, use, pack)
    hot_water = standard.hot_water_by.get(services.hot_water, standard.hot_water_by["none"])
    if use == "standard" or services.hot_water != "none":
        yield from service_demand(
            "hot_water", services.hot_water, hot_water, standard.hot_water, persons
        )
    yield from _cooking(house, use, persons, pack)
    light = lighting_energy(house, pack)
    yield Demand("lighting", services.lamps, ELECTRICITY, light, 1.0, made=_light(house, pack))
    yield from _appliances(house, use, persons, pack)


def persons_of(house: ResolvedHouse, use: Use, pack: PolicyPack) -> float:
    """Return the residents; standard use puts the pack's number in place of none."""
    default = pack.standard_use.persons_default.value if use == "standard" else 0.0
    return house.services.persons or default


def service_demand(
    use: EnergyUse,
    system: str,
    service: Service,
    each: Number,
    persons: float,
    share: float = 1.0,
    shares: tuple[Factor, ...] = (),
) -> Iterator[Demand]:
    """Yield ``share`` [-] of what ``persons`` need at ``each`` [kWh/a], the sun's part apart."""
    made = (
        Factor("persons", persons, "", "told", "", None, "A06"),
        number_factor("each", each, "kWh"),
        *shares,
    )
    need = each.value * persons * share
    solar = service.solar_share.value if service.solar_share else 0.0
    efficiency = service.efficiency
    origin = (PACK, efficiency.source, efficiency.mark)
    rest: tuple[Factor, ...] = ()
    if solar > 0.0 and service.solar_share is not None:
        found = service.solar_share
        rest = (Factor("backup", 1.0 - solar, "", PACK, found.source, found.mark),)
    yield Demand(
        use, system, service.carrier, need * (1.0 - solar), efficiency.value, *origin,
        made=(*made, *rest),
    )  # fmt: skip
    if solar > 0.0 and service.solar_share is not None:
        part = number_factor("solar_share", service.solar_share, "")
        yield Demand(use, system, SOLAR, need * solar, 1.0, made=(*made, part))


def _cooking(house: ResolvedHouse, use: Use, persons: float, pack: PolicyPack) -> Iterator[Demand]:
    """Yield cooking: standard use takes the main fuel, actual use every fuel that was ticked."""
    standard, fuels = pack.standard_use, house.services.cooking or ("lpg",)
    fuels = tuple(fuel for fuel in fuels if fuel in standard.cooking_by) or ("lpg",)
    if use == "standard" or len(fuels) == 1:
        service = standard.cooking_by[fuels[0]]
        yield from service_demand("cooking", fuels[0], service, standard.cooking, persons)
        return
    main = pack.present.cooking_main
    for number, fuel in enumerate(fuels):
        share = main.value if number == 0 else (1.0 - main.value) / (len(fuels) - 1)
        part = (Factor(SHARE, share, "", PACK, main.source, main.mark, "J02"),)
        service = standard.cooking_by[fuel]
        yield from service_demand("cooking", fuel, service, standard.cooking, persons, share, part)


def lighting_energy(house: ResolvedHouse, pack: PolicyPack) -> float:
    """Return electricity for light a year [kWh]."""
    factor = LIGHTING_BY_LAMPS.get(house.services.lamps, 1.0)
    return pack.standard_use.lighting.value * house.heated_area * factor


def _light(house: ResolvedHouse, pack: PolicyPack) -> tuple[Factor, ...]:
    return (
        number_factor("each", pack.standard_use.lighting, "kWh/m²"),
        Factor("area", house.heated_area, "m²", "derived", "", None, "C07"),
        Factor("lamps", LIGHTING_BY_LAMPS.get(house.services.lamps, 1.0), "", RULE, "", "C", "J04"),
    )


def _appliances(
    house: ResolvedHouse, use: Use, persons: float, pack: PolicyPack
) -> Iterator[Demand]:
    """Yield appliances: the standard household's, or those surveyed; in actual use with more."""
    standard, services = pack.standard_use, house.services
    factor = services.appliance_factor
    if use == "standard" or not services.known:
        plugs = standard.appliances_house.value + standard.appliances_person.value * persons
        yield Demand("appliances", "", ELECTRICITY, plugs * factor, 1.0)
    else:
        base = pack.present.appliances_base.value + standard.appliances_person.value * persons
        yield Demand("appliances", SMALL, ELECTRICITY, base * factor, 1.0)
        for device in services.devices:
            yield _device(device, factor if device.inside else 1.0)
    if use == "actual":
        for device in services.beside:
            yield _device(device)


def _device(device: Device, factor: float = 1.0) -> Demand:
    new = (Factor("renewed", factor, "", CATALOGUE, "", "C"),) if factor != 1.0 else ()
    return Demand(
        "appliances", device.kind, ELECTRICITY, device.energy * factor, 1.0,
        made=(*device.made, *new),
    )  # fmt: skip
