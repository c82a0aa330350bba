"""The plain account of energy carriers: need ÷ seasonal efficiency, and standard services.

Heat and services in [kWh], money in [yuan], standard coal [kgce], CO₂ [kg]. Prices are dated
settings; subsidies are not deducted here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.model.assessment import CarrierUse, EnergyAccount, EnergyUse
from app.model.catalogue.policy import PolicyPack, Service
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
LIGHTING_BY_LAMPS = {"all": 1.0, "half": 2.5, "few": 4.0}
"""Electricity for light by J04 relative to all lamps being LED [-] (estimate, C)."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One use of energy: ``need`` [kWh] met by ``carrier`` at ``efficiency`` [-]."""

    use: EnergyUse
    system: str
    carrier: str
    need: float
    efficiency: float


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
        yield Demand("heating", plant.system, plant.carrier, q_h_nd, plant.efficiency)
    elif use == "standard":
        system = catalogue.systems[REPLACEMENT]
        efficiency = system.seasonal.typical if system.seasonal else 1.0
        yield Demand("heating", system.id, system.carrier, q_h_nd, efficiency)


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
    yield Demand("appliances", "", ELECTRICITY, plugs, 1.0)


def lighting_energy(house: ResolvedHouse, pack: PolicyPack) -> float:
    """Return electricity for light a year [kWh]."""
    factor = LIGHTING_BY_LAMPS.get(house.services.lamps, 1.0)
    return pack.standard_use.lighting.value * house.heated_area * factor


def _service(use: EnergyUse, system: str, service: Service, need: float) -> Iterator[Demand]:
    solar = service.solar_share.value if service.solar_share else 0.0
    yield Demand(use, system, service.carrier, need * (1.0 - solar), service.efficiency.value)
    if solar > 0.0:
        yield Demand(use, system, SOLAR, need * solar, 1.0)


def _line(
    demand: Demand, house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> CarrierUse:
    carrier = catalogue.carriers[demand.carrier]
    delivered = demand.need / demand.efficiency
    amount = delivered / carrier.lhv.value
    kgce = pack.kgce_electricity.value if carrier.id == ELECTRICITY else carrier.kgce.value
    return CarrierUse(
        use=demand.use,
        system=demand.system,
        carrier=carrier.id,
        need=demand.need,
        efficiency=demand.efficiency,
        delivered=delivered,
        amount=amount,
        unit=carrier.unit,
        kgce=amount * kgce,
        co2=amount * carrier.co2.value,
        cost=amount * price(house, demand.use, carrier.id, catalogue, pack),
    )


def price(
    house: ResolvedHouse, use: EnergyUse, carrier: str, catalogue: Catalogue, pack: PolicyPack
) -> float:
    """Return the price [yuan/unit]: the winter tariff, the family's or village's own, the typical.

    ``prices`` of the bills may hold the village's peak and valley prices.
    """
    own = house.bills.prices
    if carrier == ELECTRICITY and use == "heating" and house.bills.tariff in VALLEY_TARIFFS:
        tariff = next((t for t in pack.tariffs if t.bands), None)
        if tariff is not None:
            return mixed_price(tariff, own.get(PEAK), own.get(VALLEY))
    if carrier in own:
        return own[carrier]
    spread = catalogue.carriers[carrier].price
    return spread.typical if spread else 0.0


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
