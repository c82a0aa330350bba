"""How sure a result is: its range, what makes it wide, and what a fuel bill tells.

Energies [kWh], money [yuan/a], shares and ratios [-].
"""

from dataclasses import dataclass
from typing import Literal

from app.i18n import Text

Target = Literal["need", "cost", "saving"]
BillVerdict = Literal["explained", "rough", "unexplained"]


@dataclass(frozen=True, slots=True)
class Range:
    """Lower end, typical value and upper end (80 % interval, or low/typical/high price)."""

    low: float
    typical: float
    high: float


@dataclass(frozen=True, slots=True)
class Influence:
    """One unknown and its share in the variance of a result.

    ``fields`` are the survey fields that hold it, ``how`` says how to find it out, None where
    a visit cannot. ``reduced`` [-] is what measuring leaves of its own spread (1: nothing to gain).
    """

    key: str
    name: Text
    share: float
    fields: tuple[str, ...]
    how: Text | None
    reduced: float


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Measuring these unknowns leaves an 80 % interval of ``width`` (unit of the sensitivity)."""

    keys: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What to measure first, and the 80 % interval of the cost [yuan/a] now and then."""

    what: tuple[Text, ...]
    now: float
    then: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What makes a result wide: ``of`` need [kWh], cost [yuan/a] or saving [-].

    ``width`` of the 80 % interval in that unit; ``explained`` share of the variance that single
    unknowns explain (the rest is their interplay); ``influences`` the largest first;
    ``measure`` the best one, two and three things to measure, those that narrow most.
    """

    of: Target
    width: float
    explained: float
    influences: tuple[Influence, ...]
    measure: tuple[Narrowing, ...]


@dataclass(frozen=True, slots=True)
class BillUnknown:
    """What a bill tells about one unknown, in standard deviations of what was known before.

    ``remaining`` spread after the bill relative to before; ``shift`` of the mean;
    ``identified``: the bill has narrowed it markedly.
    """

    key: str
    name: Text
    remaining: float
    shift: float
    identified: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """The same sample weighted by the family's own figure; beside the prior, never instead.

    ``billed`` heating part of the bill and ``expected`` what the drawn houses would use, both in
    ``unit`` of the ``carrier``. ``error`` relative standard deviation of the bill (ln), by the
    row ``error_row`` of the uncertainty table, ``error_counted`` what the weights count with: more
    where the bill is finer than the sample. ``probability`` of so extreme a bill (two-sided);
    ``gap`` billed over the nearest plausible amount, 1 inside. ``effective`` sample size of
    ``size``. ``verdict``: explained; rough (counted with a larger error);
    unexplained (no plausible house: then there is no calibrated need or cost). ``combination``:
    spread of the amount itself after over before; a bill fixes it, and of the unknowns only
    what ``unknowns`` says. ``traded``: pairs that the bill leaves open against each other,
    with their correlation.
    """

    carrier: str
    unit: str
    billed: float
    expected: Range
    error: float
    error_counted: float
    error_row: str
    probability: float
    gap: float
    effective: float
    size: int
    verdict: BillVerdict
    need_before: Range
    cost_before: Range
    need: Range | None
    cost: Range | None
    combination: float
    unknowns: tuple[BillUnknown, ...]
    traded: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The sample behind an assessment: ``need`` and ``cost`` of heating in actual use.

    ``method`` of drawing (sobol), ``size`` and ``seed``; ``model_error`` standard deviation (ln)
    of the engine's own error.
    """

    method: str
    size: int
    seed: int
    model_error: float
    need: Range
    cost: Range
    sensitivity: tuple[Sensitivity, ...]
    calibration: Calibration | None = None
