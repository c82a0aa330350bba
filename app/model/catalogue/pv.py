"""Rules of the policy pack about photovoltaics: modules, losses, layout, feed-in, money."""

from collections.abc import Mapping

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Number, Sourced, Spread


class PvModule(Struct, frozen=True):
    """A module on the market: ``width`` by ``height`` [m], ``power`` [W] under test conditions.

    ``gamma`` [1/K] change of power with cell temperature; ``mass`` [kg/m²].
    """

    id: str
    name: Text
    width: float = field(name="width_m")
    height: float = field(name="height_m")
    power: Number = field(name="power_w")
    gamma: Number = field(name="gamma_1_k")
    mass: Number = field(name="mass_kg_m2")

    @property
    def area(self) -> float:
        """Area of the module [m²]."""
        return self.width * self.height

    @property
    def efficiency(self) -> float:
        """Share of 1000 W/m² that becomes electricity under test conditions [-]."""
        return self.power.value / (1000.0 * self.area)


class PvMount(Struct, frozen=True):
    """How modules stand: ``u_cell`` [W/(m²·K)] heat they give off (PVsyst), ``setback`` [m] kept
    free at every edge, ``dead_load`` [kN/m² of module] with frame and ballast, ``extra``
    [yuan/W] beyond a plant that lies on the roof, ``tilts`` [deg] that are tried, none where the
    roof gives it."""

    u_cell: Number = field(name="u_cell_w_m2k")
    setback: Number = field(name="setback_m")
    dead_load: Spread = field(name="dead_load_kn_m2")
    extra: Number = field(name="extra_cny_w")
    tilts: tuple[float, ...] = field(name="tilts_deg", default=())


class PvLosses(Struct, frozen=True):
    """What is lost beyond irradiance, temperature and inverter, each a share [-] of the output.

    ``snow`` by month (12). ``first_year`` and ``yearly`` [1/a]: modules grow weaker.
    """

    soiling: Number
    snow: Sourced[tuple[float, ...]]
    mismatch: Number
    wiring: Number
    connections: Number
    nameplate: Number
    availability: Number
    first_year: Number
    yearly: Number = field(name="yearly_1_a")


class PvInverter(Struct, frozen=True):
    """``efficiency`` [-] nominal (PVWatts part-load curve), ``ratio`` [-] of module to inverter
    power, ``life`` [a], ``price`` [yuan/W]."""

    efficiency: Number
    ratio: Number
    life: Number = field(name="life_years")
    price: Number = field(name="price_cny_w")


class PvShade(Struct, frozen=True):
    """What an answer to L02 leaves of the direct sun and of the sky [-]."""

    sun: Number
    sky: Number


class FeedIn(Struct, frozen=True):
    """What is paid for a kWh fed in by a plant connected between two ISO dates.

    ``share`` [-] of the output inside the mechanism for ``years`` [a] at ``price`` [yuan/kWh]
    (low, typical, cap); the rest and all afterwards is sold on the market. Nobody has announced
    a mechanism where ``known`` is False.
    """

    id: str
    name: Text
    valid_from: str
    valid_to: str | None = None
    known: bool = True
    share: Number | None = None
    price: Spread | None = field(name="price_cny_kwh", default=None)
    years: Number | None = None


class Battery(Struct, frozen=True):
    """A battery: ``efficiency`` [-] there and back, ``power`` [kW/kWh], ``price`` [yuan/kWh],
    ``life`` [a], ``sizes`` [kWh] that are compared."""

    efficiency: Number
    power: Number = field(name="power_kw_kwh")
    price: Number = field(name="price_cny_kwh")
    life: Number = field(name="life_years")
    sizes: tuple[float, ...] = field(name="sizes_kwh")


class GridLimits(Struct, frozen=True):
    """``single_phase`` [kW] most on one phase; amperes of the meters by L05; ``three_phase`` [kW]
    most of a family's plant at 380 V."""

    single_phase: Number = field(name="single_phase_kw")
    three_phase: Number = field(name="three_phase_kw")
    amperes: Mapping[str, float] = field(name="amperes_a")


class PvRules(Struct, frozen=True):
    """All settings of photovoltaics. ``module`` is the one taken unless another is chosen.

    ``gap`` [m] between modules; ``row_hours`` [h, solar] between which rows do not shade each
    other at the winter solstice; ``albedo`` [-]; ``daily`` shapes of electricity by use, 24
    shares of the day that sum to 1; ``market`` [yuan/kWh] of what is sold outside a mechanism;
    ``upkeep`` [yuan/(kW·a)]; ``rent`` [yuan/(kW·a)] that companies pay for a roof; ``sensitivity``
    [-] by which price and yield are varied; ``yard_from_house`` [m] kept free before the front;
    ``lead`` [months] from the plan to the connection, which decides the mechanism.
    """

    module: str
    modules: tuple[PvModule, ...]
    mounts: Mapping[str, PvMount]
    losses: PvLosses
    inverter: PvInverter
    shade: Mapping[str, PvShade]
    gap: Number = field(name="gap_m")
    row_hours: Sourced[tuple[float, float]] = field(name="row_hours_h")
    yard_from_house: Number = field(name="yard_from_house_m")
    albedo: Number
    daily: Mapping[str, Sourced[tuple[float, ...]]]
    feed_in: tuple[FeedIn, ...]
    market: Spread = field(name="market_cny_kwh")
    upkeep: Number = field(name="upkeep_cny_kw_a")
    rent: Spread = field(name="rent_cny_kw_a")
    battery: Battery
    grid: GridLimits
    sensitivity: Number
    lead: Number = field(name="lead_months")

    def chosen(self, module: str = "") -> PvModule:
        """Return a module by its id, the usual one for ""; KeyError if there is none."""
        wanted = module or self.module
        for item in self.modules:
            if item.id == wanted:
                return item
        raise KeyError(wanted)
