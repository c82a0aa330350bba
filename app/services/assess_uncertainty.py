"""How sure the present state's need and cost are: range, sensitivity, and the bill's weights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.calc.calibration import (
    correlation,
    effective_size,
    moments,
    plausible,
    quantiles,
    tail,
    tempered,
)
from app.calc.sensitivity import Additive, additive, best_to_measure, width
from app.calc.spread import row_for
from app.calc.supply import heating_rate
from app.model.catalogue import Catalogue, PolicyPack, UncertaintyRow
from app.model.house import ResolvedHouse
from app.model.uncertainty import (
    BillUnknown,
    BillVerdict,
    Calibration,
    Influence,
    Narrowing,
    Range,
    Sensitivity,
    Target,
    Uncertainty,
)
from app.services.assess_bill import Billed
from app.services.measuring import reduced
from app.services.uncertainty import DrawnUse, interval
from app.services.unknowns import BY_KEY, NOT_HERE, UNKNOWNS, Unknown

Array = NDArray[np.float64]
METHOD = "sobol"
SHARES = (0.1, 0.5, 0.9)
"""Quantiles of a calibrated figure: 80 % interval and median."""
UNEXPLAINED = 0.01
"""Two-sided probability below which no plausible house explains a bill (setting)."""
FEW = 50.0
"""Effective sample size that calibrated figures rest on at least (setting)."""
IDENTIFIED = 0.8
"""A bill identifies an unknown when no more than this is left of its spread (setting)."""
TRADED = 0.25
"""Correlation after the bill from which two unknowns are said to be open together (setting)."""
NOT_IN_BILL = ("works", "winter")
"""Unknowns that have no part in a past bill: the winter ahead is another one."""
SMALL = 0.005
"""Unknowns with a smaller share are not listed [-]."""
AMOUNT_ROWS = {
    "electricity": "electricity_amount", "natural_gas": "gas_amount", "lpg": "gas_amount",
    "firewood": "biomass_amount",
}  # fmt: skip
"""Row of the uncertainty table for the bill of a carrier; coal for the others."""
NO_ROW = 0.25
"""Relative standard deviation of a bill that has no row in the table (as coal told, C)."""
OTHER_USES = 0.3
"""Relative standard deviation of calculated other uses of the same carrier (as gains, C)."""


@dataclass(frozen=True, slots=True, eq=False)
class UseSample:
    """Drawn houses in actual use with their figures: need [kWh], money [yuan/a], and the amount
    of the heating carrier in the winter of the bill."""

    drawn: DrawnUse
    need: Array
    money: Array
    amount: Array


def use_sample(
    drawn: DrawnUse, needs: Array, presence: float, catalogue: Catalogue, pack: PolicyPack
) -> UseSample:
    """Return the figures of drawn houses; ``needs`` [kWh] of their runs, lived in all the time."""
    rates = [heating_rate(house, catalogue, pack) for house in drawn.houses]
    amount, money, amount_fixed, money_fixed = np.array(
        [(r.amount, r.money, r.amount_fixed, r.money_fixed) for r in rates]
    ).T
    need = needs * presence * drawn.factor
    burnt = needs * presence * drawn.billed_factor * amount + amount_fixed
    burnt = burnt / drawn.spread.heat_value_factor()
    return UseSample(drawn, need, need * money + money_fixed, burnt)


def uncertainty_of(
    sample: UseSample, house: ResolvedHouse, need: float, cost: Range, billed: Billed | None
) -> Uncertainty:
    """Return how sure need and cost are; ``need`` [kWh] and ``cost`` are the calculated ones."""
    catalogue = sample.drawn.spread.catalogue
    targets: tuple[tuple[Target, Array], ...] = (("need", sample.need), ("cost", sample.money))
    found = [
        sensitivity_of(target, values, sample.drawn.spread.draws.scores, house, catalogue)
        for target, values in targets
        if 0.0 < float(values.min()) < float(values.max())
    ]
    engine = row_for(catalogue, "engine", "derived")
    ranged = interval(sample.need, need)
    calibration = None
    if billed is not None and float(sample.amount.min()) > 0.0:
        calibration = calibrate(sample, house, billed, ranged, cost)
    return Uncertainty(
        method=METHOD,
        size=len(sample.need),
        seed=sample.drawn.seed,
        model_error=(engine.p2 or 0.0) if engine else 0.0,
        need=ranged,
        cost=cost,
        sensitivity=tuple(item for item in found if item is not None),
        calibration=calibration,
    )


# sensitivity


def sensitivity_of(
    target: Target,
    values: Array,
    scores: Mapping[str, Array],
    house: ResolvedHouse,
    catalogue: Catalogue,
) -> Sensitivity | None:
    """Return what makes a result wide; None when the sample is too small to tell."""
    unknowns = [u for u in UNKNOWNS if u.key not in NOT_HERE[target]]
    logarithm = target != "saving"
    used = {name: scores[name] for unknown in unknowns for name in unknown.parts}
    model = additive(used, np.log(values) if logarithm else values)
    if model is None:
        return None
    left = {unknown.key: reduced(unknown, house, catalogue) for unknown in unknowns}
    influences = _influences(model, unknowns, left)
    measurable = {i.key: left[i.key] for i in influences if i.how is not None and i.reduced < 1.0}
    best = best_to_measure(model, measurable, logarithm=logarithm)
    return Sensitivity(
        of=target,
        width=width(values),
        explained=model.explained,
        influences=tuple(influences),
        measure=tuple(Narrowing(keys, remaining) for keys, remaining in best),
    )


def _influences(
    model: Additive, unknowns: list[Unknown], left: Mapping[str, Mapping[str, float]]
) -> list[Influence]:
    found = []
    for unknown in unknowns:
        share = sum(model.shares[name] for name in unknown.parts)
        if share >= SMALL:
            largest = max(unknown.parts, key=lambda name: model.shares[name])
            remaining = left[unknown.key][largest]
            how = unknown.how if remaining < 1.0 else None
            found.append(
                Influence(unknown.key, unknown.name, share, unknown.fields, how, remaining)
            )
    return sorted(found, key=lambda item: -item.share)


# the bill


def calibrate(
    sample: UseSample, house: ResolvedHouse, billed: Billed, need: Range, cost: Range
) -> Calibration:
    """Return what the family's own figure says about the drawn houses."""
    row = _amount_row(sample.drawn.spread.catalogue, billed)
    error = error_of_bill(billed, sample.drawn.spread.catalogue)
    w, counted = tempered(sample.amount, billed.heating, error, FEW)
    probability = tail(sample.amount, billed.heating, error)
    low, high = plausible(sample.amount, error)
    verdict = _verdict(probability, exact=counted <= error)
    fits = verdict != "unexplained"
    before, after = (moments(np.log(sample.amount), v)[1] for v in (_even(w), w))
    return Calibration(
        carrier=billed.carrier,
        unit=billed.unit,
        billed=billed.heating,
        expected=interval(sample.amount, float(np.median(sample.amount))),
        error=error,
        error_counted=counted,
        error_row=row.id if row else "",
        probability=probability,
        gap=max(billed.heating / high, 1.0) if billed.heating > low else billed.heating / low,
        effective=effective_size(w),
        size=len(w),
        verdict=verdict,
        need_before=need,
        cost_before=cost,
        need=_weighted(sample.need, w) if fits else None,
        cost=_weighted(sample.money, w) if fits else None,
        combination=after / before if before > 0.0 else 1.0,
        unknowns=_learned(sample, w) if fits else (),
        traded=_traded(sample, w) if fits else (),
    )


def _amount_row(catalogue: Catalogue, billed: Billed) -> UncertaintyRow | None:
    quantity = AMOUNT_ROWS.get(billed.carrier, "coal_amount")
    return row_for(catalogue, quantity, billed.provenance)


def error_of_bill(billed: Billed, catalogue: Catalogue) -> float:
    """Return the standard deviation of ln of the heating part of a bill.

    Bill and other uses err apart; the difference of a large bill and large other uses errs more.
    """
    row = _amount_row(catalogue, billed)
    relative = (row.p2 or NO_ROW) if row is not None else NO_ROW
    of_bill = relative * billed.whole
    of_others = (relative if billed.metered else OTHER_USES) * billed.others
    return float(np.hypot(of_bill, of_others)) / billed.heating


def _verdict(probability: float, *, exact: bool) -> BillVerdict:
    if probability < UNEXPLAINED:
        return "unexplained"
    return "explained" if exact else "rough"


def _even(w: Array) -> Array:
    return np.full_like(w, 1.0 / len(w))


def _weighted(values: Array, w: Array) -> Range:
    low, middle, high = quantiles(values, w, SHARES)
    return Range(low, middle, high)


def _scores(sample: UseSample) -> dict[str, Array]:
    """Return one score for each unknown that matters to the amount of fuel."""
    scores = sample.drawn.spread.draws.scores
    found = {
        unknown.key: scores[next(iter(unknown.parts))]
        for unknown in UNKNOWNS
        if unknown.key not in NOT_IN_BILL and len(unknown.parts) == 1
    }
    model = additive(found, np.log(sample.amount))
    if model is None:
        return found
    return {key: z for key, z in found.items() if model.shares[key] >= SMALL}


def _learned(sample: UseSample, w: Array) -> tuple[BillUnknown, ...]:
    learned = []
    for key, z in _scores(sample).items():
        (mean, sd), (shifted, remaining) = moments(z, _even(w)), moments(z, w)
        ratio = remaining / sd
        learned.append(
            BillUnknown(key, BY_KEY[key].name, ratio, (shifted - mean) / sd, ratio <= IDENTIFIED)
        )
    return tuple(sorted(learned, key=lambda item: item.remaining))


def _traded(sample: UseSample, w: Array) -> tuple[tuple[str, str, float], ...]:
    scores = _scores(sample)
    keys = list(scores)
    pairs = [
        (a, b, correlation(scores[a], scores[b], w))
        for k, a in enumerate(keys)
        for b in keys[k + 1 :]
    ]
    found = [pair for pair in pairs if abs(pair[2]) >= TRADED]
    return tuple(sorted(found, key=lambda pair: -abs(pair[2])))


def scaled(found: Uncertainty, need: float, cost: Range) -> Uncertainty:
    """Return an earlier uncertainty for the house of now: ranges in proportion, no bill."""
    share = need / found.need.typical if found.need.typical > 0.0 else 1.0
    ranged = Range(found.need.low * share, need, found.need.high * share)
    return replace(found, need=ranged, cost=cost, calibration=None)
