"""The plain account of energy carriers: need ÷ seasonal efficiency, and standard services.

Heat and services in [kWh], money in [yuan], standard coal [kgce], CO₂ [kg]. Prices are dated
settings; subsidies are not deducted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.assessment import CarrierUse, EnergyAccount, EnergyUse, Factor, Mark
from app.model.catalogue.policy import PolicyPack, Service
from app.model.catalogue.sourced import Number
from app.model.catalogue.supply import Tariff
from app.model.catalogue.whole import Catalogue
from app.model.house import ResolvedHouse, Use

ELECTRICITY = "electricity"
SOLAR = "solar"
VALLEY_TARIFFS = ("tou",)
"""Answers of K04 under which heating electricity is billed by peak and valley."""
PEAK, VALLEY = "electricity.peak", "electricity.valley"
"""Keys of the village's own prices of the winter tariff."""
REPLACEMENT = "elec_direct"
"""System by which standard use heats a house that has none."""
PRICE_INPUTS = {
    "raw_coal": "price.coal",
    "electricity": "price.electricity",
    "natural_gas": "price.gas",
    "lpg": "price.lpg",
    "firewood": "price.wood",
}
"""Inputs of the model that hold the price of a carrier."""
RULE, CATALOGUE, PACK = "rule", "catalogue", "policy_pack"
"""Codes of provenance of figures that no survey field gives."""
LIGHTING_BY_LAMPS = {"all": 1.0, "half": 2.5, "few": 4.0}
"""Electricity for light by J04 relative to all lamps being LED [-] (estimate, C)."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One use of energy: ``need`` [kWh] met by ``carrier`` at ``efficiency`` [-].

    ``provenance``, ``source`` (a key of the tables of sources) and ``mark`` are those of the
    efficiency.
    """

    use: EnergyUse
    system: str
    carrier: str
    need: float
    efficiency: float
    provenance: str = RULE
    source: str = ""
    mark: Mark | None = None


def account(
    house: ResolvedHouse, q_h_nd: float, use: Use, catalogue: Catalogue, pack: PolicyPack
) -> EnergyAccount:
    """Return the carriers of a year for the heating need ``q_h_nd`` [kWh] and all services."""
    demands = (*heating_demand(house, q_h_nd, use, catalogue), *service_demands(house, use, pack))
    lines = tuple(_line(demand, house, catalogue, pack) for demand in demands)
    return EnergyAccount(
        lines=lines,
        kgce=sum(line.kgce for line in lines),
        co2=sum(line.co2 for line in lines),
        cost=sum(line.cost for line in lines),
    )


def heating_demand(
    house: ResolvedHouse, q_h_nd: float, use: Use, catalogue: Catalogue
) -> Iterator[Demand]:
    """Yield the heating line; a house without heating has one in standard use only."""
    plant = house.heating
    if plant.carrier and (plant.code != "none" or use == "standard"):
        origin = _efficiency_origin(house, catalogue)
        yield Demand("heating", plant.system, plant.carrier, q_h_nd, plant.efficiency, *origin)
    elif use == "standard":
        system = catalogue.systems[REPLACEMENT]
        efficiency = system.seasonal.typical if system.seasonal else 1.0
        source = (system.seasonal.source, system.seasonal.mark) if system.seasonal else ("", None)
        yield Demand("heating", system.id, system.carrier, q_h_nd, efficiency, CATALOGUE, *source)


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


def service_demands(house: ResolvedHouse, use: Use, pack: PolicyPack) -> Iterator[Demand]:
    """Yield hot water, cooking, lighting and appliances by the pack's standard use."""
    standard, services = pack.standard_use, house.services
    persons = services.persons or (standard.persons_default.value if use == "standard" else 0.0)
    hot_water = standard.hot_water_by.get(services.hot_water, standard.hot_water_by["none"])
    water = standard.hot_water.value * persons
    if use == "standard" or services.hot_water != "none":
        yield from _service("hot_water", services.hot_water, hot_water, water)
    fuel = services.cooking[0] if services.cooking else "lpg"
    cooking = standard.cooking_by.get(fuel, standard.cooking_by["lpg"])
    yield from _service("cooking", fuel, cooking, standard.cooking.value * persons)
    light = lighting_energy(house, pack)
    yield Demand("lighting", services.lamps, ELECTRICITY, light, 1.0)
    plugs = standard.appliances_house.value + standard.appliances_person.value * persons
    plugs *= services.appliance_factor
    yield Demand("appliances", "", ELECTRICITY, plugs, 1.0)


def lighting_energy(house: ResolvedHouse, pack: PolicyPack) -> float:
    """Return electricity for light a year [kWh]."""
    factor = LIGHTING_BY_LAMPS.get(house.services.lamps, 1.0)
    return pack.standard_use.lighting.value * house.heated_area * factor


def _service(use: EnergyUse, system: str, service: Service, need: float) -> Iterator[Demand]:
    solar = service.solar_share.value if service.solar_share else 0.0
    efficiency = service.efficiency
    origin = (PACK, efficiency.source, efficiency.mark)
    yield Demand(use, system, service.carrier, need * (1.0 - solar), efficiency.value, *origin)
    if solar > 0.0:
        yield Demand(use, system, SOLAR, need * solar, 1.0)


def _line(
    demand: Demand, house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> CarrierUse:
    carrier = catalogue.carriers[demand.carrier]
    delivered = demand.need / demand.efficiency
    amount = delivered / carrier.lhv.value
    electric = carrier.id == ELECTRICITY
    kgce = pack.kgce_electricity if electric else carrier.kgce
    paid = pricing(house, demand.use, carrier.id, catalogue, pack)
    return CarrierUse(
        use=demand.use,
        system=demand.system,
        carrier=carrier.id,
        need=demand.need,
        efficiency=demand.efficiency,
        delivered=delivered,
        amount=amount,
        unit=carrier.unit,
        kgce=amount * kgce.value,
        co2=amount * carrier.co2.value,
        cost=amount * paid.value,
        factors=(
            Factor(
                "efficiency",
                demand.efficiency,
                "",
                demand.provenance,
                demand.source,
                demand.mark,
            ),
            _factor("lhv", carrier.lhv, f"kWh/{carrier.unit}"),
            _factor("kgce", kgce, f"kgce/{carrier.unit}", PACK if electric else CATALOGUE),
            _factor("co2", carrier.co2, f"kg/{carrier.unit}"),
            paid,
        ),
    )


def _factor(key: str, number: Number, unit: str, provenance: str = CATALOGUE) -> Factor:
    return Factor(key, number.value, unit, provenance, number.source, number.mark)


def price(
    house: ResolvedHouse, use: EnergyUse, carrier: str, catalogue: Catalogue, pack: PolicyPack
) -> float:
    """Return the price [yuan/unit]: see :func:`pricing`."""
    return pricing(house, use, carrier, catalogue, pack).value


def pricing(
    house: ResolvedHouse, use: EnergyUse, carrier: str, catalogue: Catalogue, pack: PolicyPack
) -> Factor:
    """Return the price with its source: the winter tariff, the family's or village's own, the
    typical one.

    ``prices`` of the bills may hold the village's peak and valley prices.
    """
    own = house.bills.prices
    unit = f"yuan/{catalogue.carriers[carrier].unit}"
    if carrier == ELECTRICITY and use == "heating" and house.bills.tariff in VALLEY_TARIFFS:
        tariff = next((t for t in pack.tariffs if t.bands), None)
        if tariff is not None:
            mixed = mixed_price(tariff, own.get(PEAK), own.get(VALLEY))
            band = tariff.bands[0].price
            return Factor("price", mixed, unit, PACK, band.source, band.mark, "K04")
    if carrier in own:
        return _own_price(house, carrier, unit)
    spread = catalogue.carriers[carrier].price
    if spread is None:
        return Factor("price", 0.0, unit, RULE, "", None)
    return Factor("price", spread.typical, unit, CATALOGUE, spread.source, spread.mark)


def _own_price(house: ResolvedHouse, carrier: str, unit: str) -> Factor:
    """Return the family's or village's price with where it comes from."""
    value, item = house.bills.prices[carrier], house.input(PRICE_INPUTS.get(carrier, ""))
    if item is None:
        return Factor("price", value, unit, house.bills.provenance, "", None)
    return Factor("price", value, unit, item.provenance, item.source, item.mark, item.field)


def mixed_price(tariff: Tariff, peak: float | None = None, valley: float | None = None) -> float:
    """Return the mean price [yuan/kWh] of a two-band tariff by the valley share of heating."""
    prices = sorted(band.price.value for band in tariff.bands)
    share = tariff.heating_share_valley.value if tariff.heating_share_valley else 0.5
    low = prices[0] if valley is None else valley
    high = prices[-1] if peak is None else peak
    return low * share + high * (1.0 - share)


def heating_cost_factor(
    house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> tuple[str, float, float]:
    """Return carrier, amount [unit] and money [yuan] per kWh of heating need in actual use."""
    lines = [
        _line(demand, house, catalogue, pack)
        for demand in heating_demand(house, 1.0, "actual", catalogue)
    ]
    if not lines:
        return "", 0.0, 0.0
    return lines[0].carrier, lines[0].amount, lines[0].cost
