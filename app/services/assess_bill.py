"""The family's own figure beside the calculated one, and how much of the survey is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.calc.supply import ELECTRICITY
from app.model.assessment import BillComparison, Confidence, EnergyAccount, Provenanced, Range
from app.model.catalogue import Catalogue
from app.model.catalogue.supply import COALS
from app.model.house import ResolvedHouse
from app.model.survey import all_specs
from app.model.survey.spec import FieldClass
from app.model.value import Provenance

WEIGHTS: Mapping[str, float] = {
    "measured": 1.0,
    "document": 1.0,
    "roster": 0.9,
    "told": 0.75,
    "derived": 0.5,
    "default": 0.2,
}
"""What a value is worth for confidence [-] (setting, C)."""
COUNTED = (FieldClass.ESSENTIAL, FieldClass.DEFAULTED, FieldClass.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Billed:
    """The bill of the heating carrier: ``whole`` and ``others`` (other uses) in its ``unit``.

    ``metered``: the other uses come from a month without heating, not from a calculation.
    """

    carrier: str
    unit: str
    whole: float
    others: float
    metered: bool
    provenance: str

    @property
    def heating(self) -> float:
        """What is left for heating."""
        return max(self.whole - self.others, 0.0)


def heating_bill(
    house: ResolvedHouse, account: EnergyAccount, catalogue: Catalogue
) -> Billed | None:
    """Return the bill of the heating carrier, None when there is none.

    Calculated other uses of the same carrier are taken off it, or those of twelve months
    without heating where one is known.
    """
    carrier, amounts = house.heating.carrier, house.bills.amounts
    whole = amounts.get("raw_coal") if carrier in COALS else amounts.get(carrier)
    if not carrier or whole is None:
        return None
    shoulder = house.bills.month_without_heating
    metered = carrier == ELECTRICITY and shoulder is not None
    others = sum(
        line.amount for line in account.lines if line.use != "heating" and line.carrier == carrier
    )
    if metered and shoulder is not None:
        others = 12.0 * shoulder
    unit = catalogue.carriers[carrier].unit
    return Billed(carrier, unit, whole, others, metered, house.bills.provenance)


def bill_comparison(
    house: ResolvedHouse, account: EnergyAccount, calculated: Range, catalogue: Catalogue
) -> BillComparison | None:
    """Compare the heating carrier; ``calculated`` [unit of the carrier] is for heating alone.

    None when nothing is heated by a carrier that is bought.
    """
    carrier = house.heating.carrier
    if not carrier:
        return None
    found = heating_bill(house, account, catalogue)
    billed = found.heating if found is not None else 0.0
    usable = billed > 0.0 and calculated.typical > 0.0
    return BillComparison(
        carrier=carrier,
        unit=catalogue.carriers[carrier].unit,
        billed=billed if usable else None,
        calculated=calculated,
        ratio=billed / calculated.typical if usable else None,
        provenance=house.bills.provenance,
    )


def confidence_of(inputs: Iterable[Provenanced]) -> Confidence:
    """Return points from 0 to 100 by where the answers that the calculation read come from."""
    counts = dict.fromkeys(WEIGHTS, 0)
    for item in inputs:
        declared = all_specs().get(item.field)
        if declared is None or declared.field_class not in COUNTED:
            continue
        code = item.provenance if item.provenance in WEIGHTS else Provenance.DEFAULT.value
        counts[code] += 1
    total = sum(counts.values())
    worth = sum(WEIGHTS[code] * count for code, count in counts.items())
    return Confidence(round(100.0 * worth / total) if total else 0, counts, total)
