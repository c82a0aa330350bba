"""What an assessment and a plan say. Complete, so that they can be shown and printed for ever.

Energies [kWh], areas [m²], U [W/(m²·K)], temperatures [°C], powers [W], money [yuan],
standard coal [kgce], carbon dioxide [kg]. Shares and savings are fractions [-].
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.i18n import Text
from app.model.balance import HeatBalance
from app.model.funding import Money
from app.model.label import Label
from app.model.uncertainty import Range as Range
from app.model.uncertainty import Sensitivity, Uncertainty
from app.model.worth import Worth

SCHEMA = "nuanfang-assessment/1"
PLAN_SCHEMA = "nuanfang-plan/1"

LossPart = Literal["wall", "roof", "opening", "air", "floor"]
LOSS_PARTS: tuple[LossPart, ...] = ("wall", "roof", "opening", "air", "floor")
Mark = Literal["A", "B", "Bm", "C"]
PackageKey = Literal["cheapest", "best_value", "deep", "own"]
EnergyUse = Literal["heating", "hot_water", "cooking", "lighting", "appliances"]
MoistureVerdict = Literal["dry", "dries", "fails", "no_verdict"]


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
    """A value against a limit: ``standard`` and ``clause`` as printed.

    ``quantity`` U [W/(m²·K)], which must not exceed the limit, or R [m²·K/W], which must reach
    it; ``value`` is what was compared. ``tier``: rural (farmhouses) or urban (upper tier).
    """

    standard: str
    clause: str
    limit: float
    passed: bool
    mark: Mark
    tier: Literal["rural", "urban", ""] = ""
    quantity: Literal["U", "R"] = "U"
    value: float | None = None
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class LayerResult:
    """A layer as calculated: ``r`` [m²·K/W] = ``d`` [m] / (``lambda_`` · ``correction``), or given.

    ``lambda_`` [W/(m·K)] as tabulated, ``correction`` [-] everything that multiplies it in use,
    ``added`` by a measure. ``mark`` and ``source`` are those of the conductivity.
    """

    material: str
    name: Text
    d: float
    lambda_: float | None
    correction: float
    r: float
    mark: Mark | None
    source: Text
    provenance: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class SlabResult:
    """The ground floor as ISO 13370 takes it: ``b_prime`` [m], ``d_t`` [m], ``r_floor`` [m²·K/W],
    ``lambda_soil`` [W/(m·K)], ``u_0`` [W/(m²·K)], ``psi_edge`` [W/(m·K)] of edge insulation."""

    area: float
    perimeter: float
    wall_thickness: float
    r_floor: float
    lambda_soil: float
    b_prime: float
    d_t: float
    u_0: float
    psi_edge: float


@dataclass(frozen=True, slots=True)
class ElementResult:
    """One row of the envelope table. ``share`` of all losses; ``orientation`` "" or S, N, E, W.

    ``layers`` from outside to inside, none for windows and doors; ``slab`` of the ground floor.
    ``no_limit`` names the standards that limit parts of a house but not this one. ``mark`` and
    ``source`` are those of the catalogue's U-value of a window or door.
    """

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
    layers: tuple[LayerResult, ...] = ()
    no_limit: tuple[str, ...] = ()
    slab: SlabResult | None = None
    mark: Mark | None = None
    source: Text | None = None


@dataclass(frozen=True, slots=True)
class AltitudeShift:
    """From station to village: ``theta_station`` [°C] falls by ``lapse_rate`` [K/m] over ``rise``
    [m], which may be negative. ``provenance``, ``mark`` and ``source`` are those of the rate."""

    theta_station: float
    rise: float
    lapse_rate: float
    provenance: str
    mark: Mark | None
    source: Text | None


@dataclass(frozen=True, slots=True)
class HeatLoadPart:
    """What leaves a heated zone at design conditions: ``phi`` = ``h`` · ``factor`` · Δθ [W].

    ``kind``: element, bridges, ground, air (through inner doors or a sunspace). ``behind``:
    outdoor, ground or a zone. ``h`` [W/K] = ``area`` · ``u_value``; ``factor`` [-] is 1 outdoors.
    """

    kind: str
    element: str
    behind: str
    area: float
    u_value: float
    h: float
    factor: float
    phi: float


@dataclass(frozen=True, slots=True)
class HeatLoadZone:
    """Design load of one heated zone [W]; ``n`` [1/h] and ``h_ve`` [W/K] of outdoor air."""

    zone: str
    area: float
    volume: float
    n: float
    h_ve: float
    parts: tuple[HeatLoadPart, ...]
    phi_t: float
    phi_v: float
    phi_rh: float
    phi_hl: float


@dataclass(frozen=True, slots=True)
class Capacity:
    """Is the present heater large enough? ``phi_available`` [W] is None while not surveyed.

    ``phi_needed`` [W] design load, ``phi_peak`` [W] the coldest hour of the weather year in
    actual use, run without limit of power; ``covers`` None: no verdict.
    """

    phi_needed: float
    phi_peak: float
    phi_available: float | None
    covers: bool | None


@dataclass(frozen=True, slots=True)
class HeatLoad:
    """Design heat load of a house [W] (EN 12831-1), with what it is made of.

    ``theta_int`` [°C] is the operative temperature; ``reheat`` [W/m²]; ``theta_unheated`` [°C]
    of unheated zones at design conditions. The house counts each leak once (``h_ve`` [W/K]),
    so ``phi_v`` may be less than the sum of the zones. ``theta_e`` [°C] is that of the village;
    ``theta_e_mark`` and ``theta_e_source`` are those of its station's, ``altitude`` what lies
    between them.
    """

    theta_int: float
    theta_e: float
    theta_year: float
    n_min: float
    delta_u_tb: float
    reheat: float
    theta_unheated: Mapping[str, float]
    zones: tuple[HeatLoadZone, ...]
    h_ve: float
    phi_t: float
    phi_v: float
    phi_rh: float
    phi_hl: float
    capacity: Capacity | None = None
    theta_e_mark: Mark | None = None
    theta_e_source: Text | None = None
    altitude: AltitudeShift | None = None


@dataclass(frozen=True, slots=True)
class MoistureClimate:
    """Monthly climate of a moisture check: temperatures [°C], vapour pressures [Pa]."""

    theta_int: tuple[float, ...]
    theta_e: tuple[float, ...]
    p_int: tuple[float, ...]
    p_e: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GlaserPoint:
    """An interface of the diagram: ``s_d`` [m] from inside, θ [°C], pressures [Pa]."""

    s_d: float
    theta: float
    p_sat: float
    p: float


@dataclass(frozen=True, slots=True)
class CondensingPlane:
    """Where vapour condenses, between two materials from inside to outside (or in one).

    ``amount`` [kg/m²] gained or lost and ``stored`` [kg/m²] at the end of each month from
    January on.
    """

    inner: str
    outer: str
    amount: tuple[float, ...]
    stored: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MoistureGain:
    """Moisture an insulation takes up in a season [mass %] against its limit (GB 50176)."""

    material: str
    gain: float
    limit: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class ElementMoisture:
    """Mould and condensation of one opaque outdoor element.

    ``f_rsi`` [-] of the flat part with R_si 0.25 against ``f_rsi_min`` of the critical
    ``month`` (1-12). ``verdict``: dry, dries (condenses and dries out within the year), fails,
    no_verdict (``unknown`` materials have no vapour permeability). ``peak`` and ``left``
    [kg/m²] largest store and what stays after a year. ``diagram`` is that of the month in
    which most condenses, of January when nothing does.
    """

    element: str
    f_rsi: float
    f_rsi_min: float
    month: int
    mould_passed: bool
    verdict: MoistureVerdict
    unknown: tuple[str, ...]
    planes: tuple[CondensingPlane, ...]
    gains: tuple[MoistureGain, ...]
    peak: float
    left: float
    diagram: tuple[GlaserPoint, ...]


@dataclass(frozen=True, slots=True)
class Moisture:
    """Moisture of a state (ISO 13788); ``corners``: thermal bridges are covered or not."""

    humidity_class: int
    class_mark: Mark
    class_source: Text
    climate: MoistureClimate
    elements: tuple[ElementMoisture, ...]
    corners: bool = False


@dataclass(frozen=True, slots=True)
class ZoneClimate:
    """How a zone feels. Without heating: ``theta_coldest_day`` [°C] mean of the coldest day,
    ``theta_min`` [°C] of the coldest hour. With it: ``hours_under`` the set point [h],
    ``degree_hours_under`` [K·h]. ``hours_above_28`` [h/a] operative, windows closed. None where
    the run does not tell.
    """

    zone: str
    heated: bool
    theta_coldest_day: float | None
    theta_min: float | None
    hours_under: float
    degree_hours_under: float
    hours_above_28: float | None


@dataclass(frozen=True, slots=True)
class AirAccount:
    """From leaks to the air change that counts [1/h]: ``n_raw`` described or measured, ``n``
    after the limits of the use; ``n50`` at 50 Pa; ``low`` and ``high`` are the limits."""

    n: float
    n_raw: float
    n50: float
    low: float
    high: float | None


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
class Factor:
    """A figure of an energy account with its provenance; ``source`` is a key of the tables of
    sources, or the sentence itself. ``field`` names the survey field, "" when there is none."""

    key: str
    value: float
    unit: str
    provenance: str
    source: str
    mark: Mark | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class CarrierUse:
    """One line of the energy account.

    ``need`` heat or service [kWh]; ``efficiency`` seasonal [-]; ``delivered`` [kWh] of
    ``carrier``; ``amount`` in the carrier's own ``unit`` (kg, m³, kWh). ``factors``:
    efficiency, heating value, standard coal, carbon dioxide and price per unit, with sources.
    ``made`` are the factors of the need (of its share of the heating need), ``parts`` those of the
    efficiency; none where it is one figure, or in results made before they were recorded.
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
    factors: tuple[Factor, ...] = ()
    made: tuple[Factor, ...] = ()
    parts: tuple[Factor, ...] = ()


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
    ``hours_under`` counts hours more than 0.5 K below the set point. ``presence`` [-] is the
    share of the season lived in: ``q_h_nd`` is the heat of ``balance`` times it. ``share_valley``
    [-] of the hourly heating load in the valley hours, None where no hourly load was at hand.
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
    presence: float = 1.0
    balance: HeatBalance | None = None
    air: AirAccount | None = None
    zones: tuple[ZoneClimate, ...] = ()
    share_valley: float | None = None


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
    """The present state of a dwelling, assessed; ``label`` None where it was not recorded yet."""

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
    heat_load: HeatLoad | None = None
    moisture: Moisture | None = None
    uncertainty: Uncertainty | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the bill of quantities; ``id`` is a measure or an extra cost line.

    ``labour_share`` [-] of the cost is work, ``unskilled_share`` [-] within it what a household
    can do; both 0 in plans made before they were recorded.
    """

    id: str
    name: Text
    quantity: float
    unit: str
    cost: Range
    mark: Mark
    labour_share: float = 0.0
    unskilled_share: float = 0.0


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure of a package with its lines (work and side costs).

    ``sides`` it is done on; empty where it is not chosen by side, or in plans made before they
    were recorded. ``stage`` of the works and ``days`` [d] on site; "" and 0 in plans made before
    they were recorded.
    """

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
    sides: tuple[str, ...] = ()
    stage: str = ""
    days: float = 0.0


@dataclass(frozen=True, slots=True)
class GoodLine:
    """What is bought of a material for a whole package: ``amount`` in ``unit``."""

    id: str
    name: Text
    unit: str
    amount: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """A measure with the sides it is done on; ``sides`` empty where it is not chosen by side."""

    id: str
    name: Text
    where: Text
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Droppable:
    """A measure without which its package still passes.

    ``saved`` [yuan] of the cost is spared; ``probability`` [-] of reaching the threshold without
    it, by ``samples`` drawn houses.
    """

    measure: NamedChoice
    saved: Range
    probability: float
    samples: int


@dataclass(frozen=True, slots=True)
class Addition:
    """The cheapest one or two further measures found with which a package passes.

    ``cost`` [yuan] comes on top, with all that the measures bring along; ``probability`` [-] of
    reaching the threshold with them, by ``samples`` drawn houses.
    """

    measures: tuple[NamedChoice, ...]
    cost: Range
    probability: float
    samples: int


@dataclass(frozen=True, slots=True)
class ColdestRoom:
    """The coldest room on the day that is coldest outdoors, mean of the day [°C].

    ``free`` of the heated rooms in standard use, without heating; ``used`` of heated and unheated
    rooms in actual use with the same warmth.
    """

    free_before: float
    free_after: float
    used_before: float
    used_after: float


@dataclass(frozen=True, slots=True)
class Package:
    """Measures computed together. Savings are fractions of the before-state.

    ``saving_demand`` by ``demand-v1``, ``saving_overall`` by ``overall-v1``; ``probability``
    of reaching the threshold by the deciding method; ``air_share`` the part of
    ``saving_demand`` that is air [-, of the whole need]; ``air_cut`` what was not credited.
    ``saved_same_warmth`` and ``saved_warmer`` [yuan/a] on actual use. ``elements``: the envelope
    table afterwards, its losses in actual use. ``samples`` drawn houses stand behind probability
    and savings (0: not recorded), ``sensitivity`` is that of ``saving_demand``;
    ``label`` is the level afterwards. ``money``: who pays, running cost, cost over the lives; None
    in plans made before it was recorded. ``goods`` are the materials to buy, all measures together
    (none in plans made before they were recorded). The typical value of a saving is that of
    flawless works, as the formula gives it; ``saving_likely`` is the median of the drawn houses by
    the heating need, None in plans made before it was recorded. ``droppable`` are the measures
    of which any one may be left out. ``gap`` [-] is the saving that a package which does not pass
    lacks at the probability asked for, ``addition`` the smallest one that closes it; a gap without
    an addition: none was found that does. ``gap`` and ``coldest`` are None in plans made before
    they were recorded. ``worth``: why it hardly pays, None where it does. ``covers_add`` [-]: what
    hung curtains and quilts would add to the saving if the policy pack counted them.
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
    heat_load: HeatLoad | None = None
    moisture: Moisture | None = None
    elements: tuple[ElementResult, ...] = ()
    samples: int = 0
    sensitivity: Sensitivity | None = None
    label: Label | None = None
    money: Money | None = None
    goods: tuple[GoodLine, ...] = ()
    saving_likely: float | None = None
    droppable: tuple[Droppable, ...] = ()
    gap: float | None = None
    addition: Addition | None = None
    coldest: ColdestRoom | None = None
    worth: Worth | None = None
    covers_add: float = 0.0

    @property
    def saving_shown(self) -> Range:
        """The saving of the heating need with its likely value: what lists and bars show [-]."""
        likely = self.saving_likely
        return self.saving_demand if likely is None else replace(self.saving_demand, typical=likely)

    @property
    def days(self) -> float:
        """Days with workers in the house, one measure after the other [d]."""
        return sum(measure.days for measure in self.measures)


@dataclass(frozen=True, slots=True)
class ExcludedMeasure:
    """A measure that the rules or the house exclude, with the sentence to show."""

    measure: str
    name: Text
    rule: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class FrontPoint:
    """One of the best combinations: ``cost`` and ``own_cash`` [yuan, typical], ``saving`` [-].

    ``own_cash`` is None where it was not asked for. ``measures`` as written, ``W_EPS80@N+E``.
    """

    cost: float
    own_cash: float | None
    saving: float
    measures: tuple[str, ...]


RuleOrigin = Literal["program", "policy_pack", "village", "call"]


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule of the search as it held for a plan: its value and where that was set.

    ``left_out``: combinations that this rule left out after those before it in the list.
    """

    rule: str
    value: str
    origin: RuleOrigin
    left_out: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The packages found for a dwelling, or the sentence why there is none.

    ``states`` distinct envelope states simulated, ``combinations`` considered,
    ``left_out`` combinations the named search rules left out. ``gap`` is the missing
    saving [-] when nothing passes, with ``nearest`` the best package found. ``front``
    holds (typical cost [yuan], saving [-]) of the best combinations, ``front_total`` the same
    with their measures, ``front_own`` the best by own cash; savings are those of flawless works.
    ``rules``: what each rule of the search left out (none in plans of earlier releases).
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
    front_total: tuple[FrontPoint, ...] = ()
    front_own: tuple[FrontPoint, ...] = ()
    rules: tuple[RuleUsed, ...] = ()
