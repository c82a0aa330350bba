"""Hot water, cooking, lamps and appliances as they are, and by each measure that changes them."""

from collections.abc import Iterator

from app.calc.cost import Pricing
from app.calc.measures import Chosen, apply
from app.calc.renewal import has_use
from app.calc.supply import account
from app.model.account import ServiceOption
from app.model.assessment import CarrierUse, EnergyUse
from app.model.catalogue import Catalogue, Measure, PolicyPack, ServiceChange
from app.model.house import ResolvedHouse, Use

SERVICES: tuple[EnergyUse, ...] = ("hot_water", "cooking", "lighting", "appliances")


def service_options(
    house: ResolvedHouse,
    use: Use,
    catalogue: Catalogue,
    pack: PolicyPack,
    pricing: Pricing,
    fitting: tuple[str, ...],
) -> tuple[ServiceOption, ...]:
    """Return for each use how it is now and what each of the ``fitting`` measures makes of it.

    A household without hot water is shown with none now, and with what it would take.
    """
    found = []
    for kind in SERVICES:
        found.append(_option(kind, "", _lines(house, use, catalogue, pack, kind)))
        for measure, effect in _changes(catalogue, kind):
            if measure.id not in fitting or not has_use(house, effect):
                continue
            after = apply(house, measure, catalogue)
            cost = pricing.cost((Chosen(measure.id),)).typical
            lines = _lines(after, use, catalogue, pack, kind)
            found.append(_option(kind, measure.id, lines, cost))
    return tuple(found)


def _changes(catalogue: Catalogue, kind: EnergyUse) -> Iterator[tuple[Measure, ServiceChange]]:
    for measure in catalogue.measures.values():
        for effect in measure.effects:
            if isinstance(effect, ServiceChange) and _use_of(effect) == kind:
                yield measure, effect


def _use_of(effect: ServiceChange) -> EnergyUse:
    if effect.lamps is not None:
        return "lighting"
    if effect.cooking is not None:
        return "cooking"
    return "hot_water" if effect.hot_water is not None else "appliances"


def _lines(
    house: ResolvedHouse, use: Use, catalogue: Catalogue, pack: PolicyPack, kind: EnergyUse
) -> list[CarrierUse]:
    return [x for x in account(house, 0.0, use, catalogue, pack).lines if x.use == kind]


def _option(
    kind: EnergyUse, measure: str, lines: list[CarrierUse], price: float = 0.0
) -> ServiceOption:
    delivered: dict[str, float] = {}
    for line in lines:
        delivered[line.carrier] = delivered.get(line.carrier, 0.0) + line.delivered
    return ServiceOption(
        kind, measure, delivered, sum(x.kgce for x in lines), sum(x.co2 for x in lines),
        sum(x.cost for x in lines), price,
    )  # fmt: skip
