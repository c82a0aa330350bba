"""What heating a house could have: size, coldest day, bill, connection, and the way back to coal.

Energies [kWh], powers [W], temperatures [°C], money [yuan]; a year is one heating season.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.i18n import Text
from app.model.assessment import Mark, PackageKey, UseState
from app.model.funding import RunningCost

HEATING_SCHEMA = "nuanfang-heating/1"
OptionKey = Literal[
    "present",
    "fan",
    "water_floor",
    "water_fancoil",
    "water_radiator",
    "ac",
    "pellet_stove",
    "pellet_boiler",
    "gas",
    "gas_cond",
    "storage",
    "direct",
    "solar_air",
    "solar_water",
]
StateKey = Literal["before", "after", "warmer"]
"""The house as it is, after the package with the same warmth, and as warm as families then keep
it."""
RiskLevel = Literal["low", "medium", "high"]
SignKey = Literal[
    "stove",
    "more_rooms",
    "peak_month",
    "season",
    "no_subsidy",
    "repair",
    "outages",
    "cheap_fuel",
    "not_insulated",
    "alone",
]


@dataclass(frozen=True, slots=True)
class RoomPlant:
    """The plant of a heated zone: ``rooms`` of equal ``load`` [W] each, ``units`` altogether."""

    zone: str
    rooms: int
    load: float
    units: int


@dataclass(frozen=True, slots=True)
class CapacityCheck:
    """Capacity with frost [W] against the design load at ``theta_e``; without heating-up."""

    theta_e: float
    load: float
    capacity: float

    @property
    def share(self) -> float:
        """Which share of the load is covered [-], 1 at most."""
        return min(self.capacity / self.load, 1.0) if self.load > 0.0 else 1.0


@dataclass(frozen=True, slots=True)
class Connection:
    """The electrical connection: ``input_kw`` of the plant at most, ``kva`` with what else runs.

    ``rating`` [kVA] of the meter, None for three phases or where nobody has looked; ``fits`` None:
    no verdict. ``limited``: a smaller size was taken because of the meter. ``share`` [-] of the
    input and ``others_share`` of ``household_kw`` run at once.
    """

    input_kw: float
    kva: float
    meter: str
    rating: float | None
    fits: bool | None
    limited: bool = False
    share: float = 1.0
    household_kw: float = 0.0
    others_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Purchase:
    """A thing bought for an option: ``cost`` [yuan], ``life`` [a]."""

    name: Text
    quantity: float
    cost: float
    life: float
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Plant:
    """What is put into the house, sized on one state.

    ``capacity`` [W] at the design temperature with frost, ``load`` [W] it is sized on; ``curve``
    (θ_e, W) of its capacity; ``bivalence`` [°C], None where it holds out. ``collector`` [m²],
    ``store`` [kWh], ``charging`` [h a day] of storage heaters.
    """

    rooms: tuple[RoomPlant, ...]
    units: int
    load: float
    capacity: float
    checks: tuple[CapacityCheck, ...]
    curve: tuple[tuple[float, float], ...]
    bivalence: float | None
    connection: Connection
    purchases: tuple[Purchase, ...]
    collector: float = 0.0
    store: float = 0.0
    charging: int = 0

    @property
    def investment(self) -> float:
        """What is spent at the start [yuan]."""
        return sum(item.cost for item in self.purchases)


@dataclass(frozen=True, slots=True)
class Performance:
    """A season of a plant in one state.

    ``heat`` delivered, ``unmet`` what the rooms lack; ``hours_short`` more than 0.5 K colder than
    wanted; ``theta_coldest`` of the coldest room and ``coverage`` [-] on the coldest day.
    ``seasonal`` [-] heat per delivered energy as in homes, ``seasonal_lab`` before the field factor
    (None: no heat pump). ``amount`` of the ``carrier`` in its ``unit``; ``electricity`` by band and
    month; ``backup`` electric, ``solar`` heat of collectors. ``cost`` of heating without, and
    ``subsidised`` with the last announced operating subsidy, ``per_room`` of each room without;
    ``running`` the whole bill.
    ``peak_month``: 31 days at the design temperature. ``coal`` [t] and ``coal_tce`` [tce] no longer
    burnt against today.
    """

    heat: float
    unmet: float
    hours_short: int
    theta_coldest: float
    coverage: float
    seasonal: float
    seasonal_lab: float | None
    carrier: str
    amount: float
    unit: str
    electricity: float
    electricity_month: tuple[float, ...]
    valley: float
    peak: float
    backup: float
    solar: float
    running: RunningCost
    cost: float
    subsidised: float
    per_room: float
    peak_month: float
    co2: float
    kgce: float
    coal: float
    coal_tce: float


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that a family goes back to coal. ``counts`` None: nobody knows.

    ``value`` against ``limit`` in ``unit``; ``fields`` of the survey it comes from, none where it
    is calculated; ``words`` say a value that is no number.
    """

    key: SignKey
    points: float
    counts: bool | None
    value: float | None
    limit: float | None
    unit: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnRisk:
    """The score of going back to coal, with every sign; ``open_points`` of signs nobody knows."""

    score: float
    level: RiskLevel
    signs: tuple[Sign, ...]
    open_points: float


@dataclass(frozen=True, slots=True)
class Case:
    """A plant sized on a state and how it does there.

    ``lifetime`` [yuan] present value of buying, renewing and heating over ``years`` without
    operating subsidy; ``risk`` None where coal is burnt anyway.
    """

    plant: Plant
    performance: Performance
    lifetime: float
    years: int
    risk: ReturnRisk | None


@dataclass(frozen=True, slots=True)
class Sized:
    """A size of an option: a unit of the catalogue (``unit`` "" for others)."""

    unit: str
    name: Text
    before: Case
    after: Case | None
    warmer: Performance | None
    noise_distance: float | None = None


@dataclass(frozen=True, slots=True)
class HeatingOption:
    """A way of heating in all its sizes; ``chosen`` is the one proposed after the package,
    ``chosen_before`` without it.

    ``own_tariff``: billed by peak and valley although the house is not yet; ``kang_saved`` [yuan]
    a season if a kang is kept beside it (0 without one).
    """

    key: OptionKey
    system: str
    name: Text
    combustion: bool
    sizes: tuple[Sized, ...]
    chosen: int
    chosen_before: int
    own_tariff: bool = False
    kang_saved: float = 0.0

    def place_of(self, unit: str, *, works: bool) -> int:
        """Return the place of the size with a ``unit``, else of the one that is proposed."""
        proposed = self.chosen if works else self.chosen_before
        named = (k for k, size in enumerate(self.sizes) if size.unit == unit)
        return next(named, proposed) if unit else proposed

    @property
    def proposed(self) -> Sized:
        """The size that is proposed after the package."""
        return self.sizes[self.chosen]

    @property
    def proposed_before(self) -> Sized:
        """The size that is proposed where the house stays as it is."""
        return self.sizes[self.chosen_before]


@dataclass(frozen=True, slots=True)
class FamilyHeating:
    """A house with the heating that its family has chosen, after a package or as it stands.

    ``used``: its account as warm as now, ``warmer`` as families then keep it, both at the prices of
    their bills. ``hours`` [kWh] of electricity by hour (8760), empty where the present heater
    stays.
    """

    key: OptionKey
    name: Text
    size: Sized
    case: Case
    used: UseState
    warmer: UseState
    hours: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadDay:
    """A day of the season: mean outdoors [°C], mean load and that of its highest hour [W]."""

    theta_e: float
    mean: float
    highest: float


@dataclass(frozen=True, slots=True)
class StateLoad:
    """The house in a state: design load [W]; without heating-up [W] and the same a m² [W/m²];
    heat of the season [kWh], its days."""

    phi_hl: float
    phi_steady: float
    phi_per_m2: float
    q_h: float
    theta_set: float
    days: tuple[LoadDay, ...]


@dataclass(frozen=True, slots=True)
class KangBeside:
    """A kang that stays: heat of a season, fuel [kg] of ``carrier``."""

    heat: float
    fuel: float
    carrier: str


@dataclass(frozen=True, slots=True)
class HeatingComparison:
    """All ways of heating of a dwelling, before and after a package.

    ``package`` None: no package was chosen or there is none. ``theta_e`` design outdoors;
    ``rooms`` that hot-air units serve. ``fuel_money`` [yuan] of last winter, ``fuel_told`` whether
    the family told it. ``subsidy_season``: the last announced, "" where none applies.
    ``old_stove``: the sentence of rule R48, for what may lead back to coal while the stove stands.
    ``family``: the way that the family has chosen, None for none, with its ``unit`` ("": proposed).
    """

    dwelling_id: str
    at: str
    package: PackageKey | None
    theta_e: float
    rooms: int
    area: float
    states: Mapping[StateKey, StateLoad]
    options: tuple[HeatingOption, ...]
    fuel_money: float
    fuel_told: bool
    present_carrier: str
    subsidy_season: str
    announced: bool
    kang: KangBeside | None
    old_stove: Text | None
    hashes: Mapping[str, str]
    schema: str = HEATING_SCHEMA
    family: OptionKey | None = None
    unit: str = ""

    def option(self, key: OptionKey) -> HeatingOption | None:
        """Return an option, None where the house cannot have it."""
        return next((item for item in self.options if item.key == key), None)
