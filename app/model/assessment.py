"""What an assessment and a plan say. Complete, so that they can be shown and printed for ever.

Energies [kWh], areas [m²], U [W/(m²·K)], temperatures [°C], powers [W], money [yuan],
standard coal [kgce], carbon dioxide [kg]. Shares and savings are fractions [-].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.i18n import Text

SCHEMA = "nuanfang-assessment/1"
PLAN_SCHEMA = "nuanfang-plan/1"

LossPart = Literal["wall", "roof", "opening", "air", "floor"]
LOSS_PARTS: tuple[LossPart, ...] = ("wall", "roof", "opening", "air", "floor")
Mark = Literal["A", "B", "Bm", "C"]
PackageKey = Literal["cheapest", "best_value", "deep", "own"]
EnergyUse = Literal["heating", "hot_water", "cooking", "lighting", "appliances"]


@dataclass(frozen=True, slots=True)
class Range:
    """Lower end, typical value and upper end (80 % interval, or low/typical/high price)."""

    low: float
    typical: float
    high: float


@dataclass(frozen=True, slots=True)
class Provenanced:
    """One resolved input as the calculation used it.

    ``key`` is the model input of ``docs/inputs.md``; ``field`` and ``row`` name the survey
    field, empty when there is none; ``provenance`` is a code of the survey or ``catalogue``,
    ``archetype``, ``rule``; ``source`` and ``mark`` say where a default comes from.
    """

    key: str
    value: Any
    unit: str
    field: str
    row: str
    provenance: str
    source: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """U-value against a limit: ``standard`` and ``clause`` as printed."""

    standard: str
    clause: str
    limit: float
    passed: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One row of the envelope table. ``share`` of all losses; ``orientation`` "" or S, N, E, W."""

    id: str
    part: LossPart
    name: Text
    construction: Text
    orientation: str
    area: float
    u_value: float
    q_tr: float
    share: float
    provenance: str
    limits: tuple[LimitCheck, ...]


@dataclass(frozen=True, slots=True)
class PartLoss:
    """Loss of one part over the season [kWh], its share [-] and its money [yuan/a].

    The shares of all parts sum to 1 exactly when printed in whole percent.
    """

    part: LossPart
    q: float
    share: float
    cost: float


@dataclass(frozen=True, slots=True)
class CarrierUse:
    """One line of the energy account.

    ``need`` heat or service [kWh]; ``efficiency`` seasonal [-]; ``delivered`` [kWh] of
    ``carrier``; ``amount`` in the carrier's own ``unit`` (kg, m³, kWh).
    """

    use: EnergyUse
    system: str
    carrier: str
    need: float
    efficiency: float
    delivered: float
    amount: float
    unit: str
    kgce: float
    co2: float
    cost: float


@dataclass(frozen=True, slots=True)
class EnergyAccount:
    """All carriers of a year; totals are the sums of the lines."""

    lines: tuple[CarrierUse, ...]
    kgce: float
    co2: float
    cost: float


@dataclass(frozen=True, slots=True)
class UseState:
    """The house in one state under one use (standard or actual).

    ``theta_without`` is the January mean of the coldest heated zone without heating;
    ``hours_under`` counts hours more than 0.5 K below the set point.
    """

    use: Literal["standard", "actual"]
    theta_set: float
    area_heated: float
    q_h_nd: float
    q_h_nd_per_m2: float
    q_h_nd_month: tuple[float, ...]
    phi_h_peak: float
    n_air: float
    theta_without: float | None
    hours_under: float
    account: EnergyAccount


@dataclass(frozen=True, slots=True)
class BillComparison:
    """The family's own figure beside the calculated one for the heating carrier."""

    carrier: str
    unit: str
    billed: float | None
    calculated: Range
    ratio: float | None
    provenance: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """0 to 100 points from the share of measured, told, documented and default values."""

    points: int
    counts: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of ``rules.csv`` that applies. ``severity`` is the one of the stage asked for."""

    rule: str
    severity: Literal["warn", "block"]
    sentence: Text
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Method:
    """The method record that decides the 30 % (policy pack)."""

    id: str
    name: Text
    threshold: float
    required_probability: float
    theta_set: float
    control: Literal["air", "operative"]
    season: tuple[tuple[int, int], tuple[int, int]]
    n_minimum: float
    n_cap_before: float
    n_credit_max: float


@dataclass(frozen=True, slots=True)
class Premises:
    """On what a result stands; printed on every sheet.

    ``climate`` names the weather year as its file does, ``climate_text`` as papers do.
    """

    method: Method
    policy_pack: str
    catalogue: str
    climate: str
    climate_synthetic: bool
    prices_date: str
    engine: str
    hashes: Mapping[str, str]
    climate_text: Text | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The present state of a dwelling, assessed."""

    id: str
    dwelling_id: str
    at: str
    premises: Premises
    inputs: tuple[Provenanced, ...]
    standard: UseState
    actual: UseState
    heating_cost: Range
    elements: tuple[ElementResult, ...]
    losses: tuple[PartLoss, ...]
    phi_hl: float
    bill: BillComparison | None
    confidence: Confidence
    findings: tuple[Finding, ...]
    interval_points: float
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the bill of quantities; ``id`` is a measure or an extra cost line."""

    id: str
    name: Text
    quantity: float
    unit: str
    cost: Range
    mark: Mark


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of a package with its lines (work and side costs)."""

    id: str
    name: Text
    part: str
    where: Text
    quantity: float
    unit: str
    u_before: float | None
    u_after: float | None
    cost: Range
    lines: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Measures computed together. Savings are fractions of the before-state.

    ``saving_demand`` by ``demand-v1``, ``saving_overall`` by ``overall-v1``; ``probability``
    of reaching the threshold by the deciding method; ``air_share`` the part of
    ``saving_demand`` that is air [-, of the whole need]; ``air_cut`` what was not credited.
    ``saved_same_warmth`` and ``saved_warmer`` [yuan/a] on actual use.
    """

    key: PackageKey
    measures: tuple[PlannedMeasure, ...]
    saving_demand: Range
    saving_overall: Range
    probability: float
    passes: bool
    air_share: float
    cost: Range
    standard: UseState
    actual: UseState
    actual_warmer: UseState
    saved_same_warmth: Range
    saved_warmer: Range
    theta_gain: float
    payback: Range | None
    co2_saved: float
    kgce_saved: float
    phi_hl: float
    waterfall: tuple[tuple[str, float], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ExcludedMeasure:
    """A measure that the rules or the house exclude, with the sentence to show."""

    measure: str
    name: Text
    rule: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """The packages found for a dwelling, or the sentence why there is none.

    ``states`` distinct envelope states simulated, ``combinations`` considered,
    ``left_out`` combinations the named search rules left out. ``gap`` is the missing
    saving [-] when nothing passes, with ``nearest`` the best package found. ``front``
    holds (typical cost [yuan], saving [-]) of the best combinations.
    """

    id: str
    dwelling_id: str
    at: str
    assessment_id: str
    premises: Premises
    packages: tuple[Package, ...]
    excluded: tuple[ExcludedMeasure, ...]
    front: tuple[tuple[float, float], ...]
    states: int
    combinations: int
    left_out: int
    gap: float | None
    stopped_by: Finding | None
    findings: tuple[Finding, ...]
    schema: str = PLAN_SCHEMA
