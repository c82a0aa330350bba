"""The plain account of energy carriers: need ÷ seasonal efficiency, and standard services.

Heat and services in [kWh], money in [yuan], standard coal [kgce], CO2 [kg]. Prices are dated
settings; subsidies are not deducted here.
"""

from dataclasses import dataclass

from app.calc.demands import CATALOGUE as CATALOGUE
from app.calc.demands import ELECTRICITY as ELECTRICITY
from app.calc.demands import LIGHTING_BY_LAMPS as LIGHTING_BY_LAMPS
from app.calc.demands import PACK as PACK
from app.calc.demands import (
    RULE,
    STORAGE,
    Demand,
    heating_demand,
    number_factor,
    service_demands,
)
from app.errors import IncompleteError
from app.i18n import gettext as _
from app.i18n import language
from app.model.assessment import CarrierUse, EnergyAccount, EnergyUse, Factor
from app.model.catalogue.policy import PolicyPack
from app.model.catalogue.supply import GridFactor, Tariff, hours_between
from app.model.catalogue.whole import Catalogue
from app.model.house import ResolvedHouse, Use

VALLEY_TARIFFS = ("tou",)
"""Answers of K04 under which heating electricity is billed by peak and valley."""
PEAK, VALLEY = "electricity.peak", "electricity.valley"
"""Keys of the village's own prices of the winter tariff."""
PRICE_INPUTS = {
    "raw_coal": "price.coal",
    "electricity": "price.electricity",
    "natural_gas": "price.gas",
    "lpg": "price.lpg",
    "firewood": "price.wood",
}
"""Inputs of the model that hold the price of a carrier."""


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


def _line(
    demand: Demand, house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack
) -> CarrierUse:
    carrier = catalogue.carriers[demand.carrier]
    delivered = demand.need / demand.efficiency
    amount = delivered / carrier.lhv.value
    electric = carrier.id == ELECTRICITY
    kgce = pack.kgce_electricity if electric else carrier.kgce
    co2 = grid_carbon(catalogue, pack).factor if electric else carrier.co2
    paid = pricing(house, demand.use, carrier.id, catalogue, pack, demand.system)
    origin = (demand.provenance, demand.source, demand.mark)
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
        co2=amount * co2.value,
        cost=amount * paid.value,
        factors=(
            Factor("efficiency", demand.efficiency, "", *origin),
            number_factor("lhv", carrier.lhv, f"kWh/{carrier.unit}", CATALOGUE),
            number_factor("kgce", kgce, f"kgce/{carrier.unit}", PACK if electric else CATALOGUE),
            number_factor("co2", co2, f"kg/{carrier.unit}", CATALOGUE),
            paid,
        ),
        made=demand.made,
        parts=demand.parts,
    )


def grid_carbon(catalogue: Catalogue, pack: PolicyPack) -> GridFactor:
    """Return the newest CO2 factor of electricity of the pack's region.

    Raises
    ------
    IncompleteError
        If the catalogue has no factor of that region.
    """
    found = catalogue.grid_factor(pack.carbon.grid_region)
    if found is None:
        raise IncompleteError(
            _(
                "The policy pack names the grid region {region}, for which there is no CO2 factor "
                "of electricity: put one of the regions of the catalogue in its place."
            ).format(region=pack.carbon.grid_region)
        )
    return found


def price(
    house: ResolvedHouse, use: EnergyUse, carrier: str, catalogue: Catalogue, pack: PolicyPack
) -> float:
    """Return the price [yuan/unit]: see :func:`pricing`."""
    return pricing(house, use, carrier, catalogue, pack).value


def pricing(
    house: ResolvedHouse,
    use: EnergyUse,
    carrier: str,
    catalogue: Catalogue,
    pack: PolicyPack,
    system: str = "",
) -> Factor:
    """Return the price with its source: the winter tariff, the family's or village's own, the
    typical one.

    ``prices`` of the bills may hold the village's peak and valley prices; ``system`` says in
    which hours heating takes its electricity.

    Raises
    ------
    IncompleteError
        If something that is bought has no price.
    """
    own = house.bills.prices
    unit = f"yuan/{catalogue.carriers[carrier].unit}"
    if carrier == ELECTRICITY and use == "heating" and house.bills.tariff in VALLEY_TARIFFS:
        tariff = next((t for t in pack.tariffs if t.bands), None)
        if tariff is not None:
            share = storage_share_valley(system, tariff, pack)
            mixed = mixed_price(tariff, own.get(PEAK), own.get(VALLEY), share)
            band = tariff.bands[0].price
            return Factor("price", mixed, unit, PACK, band.source, band.mark, "K04")
    if carrier in own:
        return _own_price(house, carrier, unit)
    found = catalogue.carriers[carrier]
    if found.price is not None:
        spread = found.price
        return Factor("price", spread.typical, unit, CATALOGUE, spread.source, spread.mark)
    if found.is_free:
        return Factor("price", 0.0, unit, RULE, "", None)
    raise IncompleteError(
        _(
            "There is no price of {carrier}: enter it with the prices of the settings, or in the "
            "row {row} of the catalogue's carriers."
        ).format(carrier=found.name.get(language()), row=carrier)
    )


def _own_price(house: ResolvedHouse, carrier: str, unit: str) -> Factor:
    """Return the family's or village's price with where it comes from."""
    value, item = house.bills.prices[carrier], house.input(PRICE_INPUTS.get(carrier, ""))
    if item is None:
        return Factor("price", value, unit, house.bills.provenance, "", None)
    return Factor("price", value, unit, item.provenance, item.source, item.mark, item.field)


def mixed_price(
    tariff: Tariff,
    peak: float | None = None,
    valley: float | None = None,
    share: float | None = None,
) -> float:
    """Return the mean price [yuan/kWh] of a two-band tariff; ``share`` [-] of the valley, by
    default that of heating."""
    prices = sorted(band.price.value for band in tariff.bands)
    if share is None:
        share = tariff.heating_share_valley.value if tariff.heating_share_valley else 0.5
    low = prices[0] if valley is None else valley
    high = prices[-1] if peak is None else peak
    return low * share + high * (1.0 - share)


def storage_share_valley(system: str, tariff: Tariff, pack: PolicyPack) -> float | None:
    """Return which share [-] of a storage heater's charging hours is cheap; None for others."""
    if system != STORAGE or len(tariff.bands) < 2:
        return None
    charging = set(hours_between(*pack.present.storage_hours))
    cheap = min(tariff.bands, key=lambda band: band.price.value)
    return len(charging & set(hours_between(*cheap.hours))) / len(charging)


@dataclass(frozen=True, slots=True)
class HeatingRate:
    """What heating takes in actual use: ``amount`` [unit of ``carrier``] and ``money`` [yuan] per
    kWh of the need; ``amount_fixed`` and ``money_fixed`` a season beside it.

    ``carrier`` is that of the main heating, "" where nothing is heated; money is that of all.
    """

    carrier: str = ""
    amount: float = 0.0
    money: float = 0.0
    amount_fixed: float = 0.0
    money_fixed: float = 0.0


def heating_rate(house: ResolvedHouse, catalogue: Catalogue, pack: PolicyPack) -> HeatingRate:
    """Return what heating takes in actual use."""
    found = [
        (demand.fixed, _line(demand, house, catalogue, pack))
        for demand in heating_demand(house, 1.0, "actual", catalogue)
    ]
    if not found:
        return HeatingRate()
    carrier = found[0][1].carrier
    same = [(fixed, line.amount) for fixed, line in found if line.carrier == carrier]
    return HeatingRate(
        carrier,
        sum(amount for fixed, amount in same if not fixed),
        sum(line.cost for fixed, line in found if not fixed),
        sum(amount for fixed, amount in same if fixed),
        sum(line.cost for fixed, line in found if fixed),
    )
