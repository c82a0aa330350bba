"""Lamps, cooking, hot water, appliances and kang made new: what counts beside the envelope."""

from dataclasses import replace

from app.calc.demands import CATALOGUE, LIGHTING_BY_LAMPS
from app.model.catalogue import Catalogue, NewKang, ServiceChange, Spread, SystemSpec
from app.model.house import Heater, ResolvedHouse


def renewed(
    house: ResolvedHouse, effect: ServiceChange | NewKang, catalogue: Catalogue
) -> ResolvedHouse:
    """Return the house with its equipment changed."""
    if isinstance(effect, NewKang):
        return _new_kang(house, catalogue.systems[effect.system])
    return _served(house, effect)


def has_use(house: ResolvedHouse, effect: ServiceChange | NewKang) -> bool:
    """Tell whether the house has old equipment of the kind."""
    if isinstance(effect, NewKang):
        plant = house.heating
        if plant.code == "kang":
            return plant.system != effect.system
        old = any(h.code == "kang" and h.system != effect.system for h in plant.others)
        return old or ("kang" in plant.secondary and not plant.others)
    services = house.services
    lamps = effect.lamps is not None and services.lamps != effect.lamps
    cooking = effect.cooking is not None and services.cooking[:1] != (effect.cooking,)
    water = effect.hot_water is not None and services.hot_water != effect.hot_water
    return (
        lamps
        or cooking
        or water
        or (effect.appliances is not None and services.appliance_factor == 1.0)
    )


def _served(house: ResolvedHouse, effect: ServiceChange) -> ResolvedHouse:
    """Change lamps, fuel or appliances; what they no longer use no longer warms the rooms."""
    services, gains = house.services, house.gains
    light, plugs = gains.phi_light, gains.phi_appliances - gains.phi_light
    if effect.lamps is not None:
        before = LIGHTING_BY_LAMPS.get(services.lamps, 1.0)
        light *= LIGHTING_BY_LAMPS[effect.lamps] / before
        services = replace(services, lamps=effect.lamps)
    if effect.cooking is not None:
        others = tuple(fuel for fuel in services.cooking if fuel != effect.cooking)
        services = replace(services, cooking=(effect.cooking, *others))
    if effect.hot_water is not None:
        services = replace(services, hot_water=effect.hot_water)
    if effect.appliances is not None:
        factor = services.appliance_factor * effect.appliances.value
        services = replace(services, appliance_factor=factor)
        plugs *= effect.appliances.value
    gains = replace(gains, phi_appliances=light + plugs, phi_light=light)
    return replace(house, services=services, gains=gains)


def _new_kang(house: ResolvedHouse, system: SystemSpec) -> ResolvedHouse:
    """The kang counts in the account as the main heating, or beside it."""
    plant, seasonal = house.heating, system.seasonal
    if seasonal is None:
        return house
    if plant.code != "kang":
        others = tuple(
            _better(heater, system, seasonal) if heater.code == "kang" else heater
            for heater in plant.others
        )
        return replace(house, heating=replace(plant, others=others))
    changed = replace(
        plant,
        system=system.id,
        carrier=system.carrier,
        efficiency=seasonal.typical,
        provenance=CATALOGUE,
        parts=(),
    )
    return replace(house, heating=changed)


def _better(heater: Heater, system: SystemSpec, seasonal: Spread) -> Heater:
    """Return a kang beside the main heating made new; it gives the same heat from less wood."""
    return replace(
        heater,
        system=system.id,
        carrier=system.carrier,
        efficiency=seasonal.typical,
        provenance=CATALOGUE,
        source=seasonal.source,
        mark=seasonal.mark,
    )
