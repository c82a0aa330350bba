"""The list of materials of a package: what is bought for all its measures together."""

from collections.abc import Iterable

from app.calc.cost import Pricing
from app.calc.measures import Chosen
from app.model.assessment import GoodLine, Mark

WORST_FIRST: tuple[Mark, ...] = ("C", "Bm", "B", "A")


def goods_of(package: Iterable[Chosen], pricing: Pricing) -> tuple[GoodLine, ...]:
    """Return the materials of a package in the order of the catalogue, amounts added up.

    The mark of a sum is the weakest of its parts.
    """
    catalogue = pricing.catalogue
    amounts: dict[str, float] = {}
    marks: dict[str, Mark] = {}
    for chosen in package:
        quantity = pricing.amount(chosen)
        for item in catalogue.measures[chosen.measure].goods:
            amounts[item.good] = amounts.get(item.good, 0.0) + item.amount.value * quantity
            known = marks.get(item.good, item.amount.mark)
            marks[item.good] = min(known, item.amount.mark, key=WORST_FIRST.index)
    return tuple(
        GoodLine(good.id, good.name, good.unit, amounts[good.id], marks[good.id])
        for good in catalogue.goods.values()
        if amounts.get(good.id, 0.0) > 0
    )
