"""The family's own figure beside the calculated one, and how much of the survey is known."""

from collections.abc import Iterable, Mapping

from app.calc.supply import ELECTRICITY
from app.model.assessment import BillComparison, Confidence, EnergyAccount, Provenanced, Range
from app.model.catalogue import Catalogue
from app.model.house import ResolvedHouse
from app.model.survey import all_specs
from app.model.survey.spec import FieldClass
from app.model.value import Provenance

COALS = ("raw_coal", "washed_coal", "briquette")
"""Carriers that the answer about coal may mean."""
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


def bill_comparison(
    house: ResolvedHouse, account: EnergyAccount, calculated: Range, catalogue: Catalogue
) -> BillComparison | None:
    """Compare the heating carrier; ``calculated`` [unit of the carrier] is for heating alone.

    From a bill that also pays for other uses their calculated part is taken off. None when
    nothing is heated by a carrier that is bought.
    """
    carrier = house.heating.carrier
    if not carrier:
        return None
    billed = _heating_part(house, account, carrier)
    usable = billed is not None and billed > 0.0 and calculated.typical > 0.0
    return BillComparison(
        carrier=carrier,
        unit=catalogue.carriers[carrier].unit,
        billed=billed if usable else None,
        calculated=calculated,
        ratio=billed / calculated.typical if usable and billed is not None else None,
        provenance=house.bills.provenance,
    )


def _heating_part(house: ResolvedHouse, account: EnergyAccount, carrier: str) -> float | None:
    """Return the bill [unit] without other uses of the same carrier."""
    amounts = house.bills.amounts
    billed = amounts.get("raw_coal") if carrier in COALS else amounts.get(carrier)
    if billed is None:
        return None
    shoulder = house.bills.month_without_heating
    if carrier == ELECTRICITY and shoulder is not None:
        return max(billed - 12.0 * shoulder, 0.0)
    others = sum(
        line.amount for line in account.lines if line.use != "heating" and line.carrier == carrier
    )
    return max(billed - others, 0.0)


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
