"""A house in one state, resolved to plain numbers and catalogue ids: house → measures → house′.

Everything a measure, an uncertainty or the family may change is a field here. Faces, zones and
flows follow from it by pure functions (``app.calc.geometry``, ``app.calc.leakage``), so that a
changed record is a changed house. Sides S, N, E, W are those of the survey: S is the main front,
whose true azimuth is ``FloorPlan.azimuth``. Layers run from outside to inside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from app.model.assessment import Factor, Mark, Provenanced
from app.model.catalogue.building import Schedule
from app.model.catalogue.leakage import FrameJoint, Piece, RoofRow, WallRow
from app.model.value import Provenance

Side = Literal["S", "N", "E", "W"]
SIDES: tuple[Side, ...] = ("S", "N", "E", "W")
RoofForm = Literal["flat", "gable", "shed"]
ElementPart = Literal["wall", "gable", "roof", "ceiling", "floor", "slab", "partition"]
Use = Literal["standard", "actual"]


@dataclass(frozen=True, slots=True)
class BuildLayer:
    """A layer of a build-up: ``d`` [m] of a catalogue ``material``, or the resistance ``r``.

    ``lambda_factor`` [-] multiplies the conductivity in use (moisture, uncertainty). ``added``
    marks what a retrofit measure has put there, ``insulation`` the existing insulation told or
    found by the survey (D03-D05, E04-E05).
    """

    material: str
    d: float = 0.0
    r: float | None = None
    lambda_factor: float = 1.0
    added: bool = False
    insulation: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """Glass before an outer wall: ``r`` [m²·K/W] of glass and gap, ``tau`` [-] of the sun that
    comes through, ``alpha`` [-] absorptance of the wall behind it."""

    r: float
    tau: float
    alpha: float


@dataclass(frozen=True, slots=True)
class Element:
    """An opaque element as the survey counts them, with all its faces.

    Ids: ``wall.S`` ``wall.N`` ``wall.E`` ``wall.W`` (all zones and storeys of that side, without
    the gable triangle), ``gable``, ``roof`` (covering: everything outside the air space above the
    ceiling), ``ceiling`` (below that air space, no layers when there is none), ``floor``,
    ``slab`` (between storeys), ``partition``. Wings share the elements of the main building.

    ``delta_u`` [W/(m²·K)] allowance for anchors, joists and bridges, added to the U of the
    layers. ``construction`` is the catalogue id of the build-up below insulation and works, ""
    when there is none.
    ``r_factor`` [-] multiplies the resistance of all layers (uncertainty). ``leakage`` is the
    row of the leakage model (walls and roof only). ``finish``, ``defects`` are survey codes
    (D07, D08; on the roof E06). ``cover`` is glass before the wall (Trombe wall).
    """

    id: str
    part: ElementPart
    layers: tuple[BuildLayer, ...]
    construction: str = ""
    provenance: str = Provenance.DEFAULT.value
    side: Side | Literal[""] = ""
    delta_u: float = 0.0
    r_factor: float = 1.0
    leakage: WallRow | RoofRow | Literal[""] = ""
    finish: str = ""
    defects: str = ""
    cover: Cover | None = None


@dataclass(frozen=True, slots=True)
class AddOn:
    """A catalogue add-on in front of a window or door and when it acts."""

    addon: str
    schedule: Schedule
    added: bool = False


@dataclass(frozen=True, slots=True)
class OpeningGroup:
    """Equal windows or doors of one side, ``count`` pieces of ``width`` by ``height`` [m].

    ``spec`` is the catalogue id; ``u_value`` [W/(m²·K)] and ``g_value`` [-] are its own, without
    add-ons, kept here so that a spread may change them. ``q1`` [m³/(m·h)] at 10 Pa and ``crack``
    [m/m²] give the joint leakage, times ``gap_class`` (F12; "" for doors and new windows) and
    ``joint_factor`` [-] (weather strips). ``frame_joint`` is the joint between frame and wall.
    ``wing`` is "" for the main building. ``row`` is the survey row. ``scale`` [-] multiplies
    the area as that of the floor plan does.
    """

    id: str
    kind: Literal["window", "door"]
    side: Side
    spec: str
    u_value: float
    g_value: float
    q1: float
    crack: float
    width: float
    height: float
    count: int
    sill: float = 0.9
    addons: tuple[AddOn, ...] = ()
    gap_class: str = "avg"
    joint_factor: float = 1.0
    frame_joint: FrameJoint = "old"
    provenance: str = Provenance.DEFAULT.value
    row: str = ""
    wing: str = ""
    replaced: bool = False
    scale: float = 1.0

    @property
    def area(self) -> float:
        """Area of all pieces [m²]."""
        return self.width * self.height * self.count * self.scale

    @property
    def perimeter(self) -> float:
        """Frame perimeter of all pieces [m]."""
        return 2.0 * (self.width + self.height) * self.count


@dataclass(frozen=True, slots=True)
class Wing:
    """A heated side house (C09), a free-standing box; ``length`` along the front [m]."""

    id: str
    name: str
    length: float
    depth: float
    height: float


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """The main building, external dimensions [m].

    ``azimuth`` [deg] of the front, 0 north, clockwise. ``height`` clear room height of each
    storey, ``wall_thickness`` mean of the outer walls. ``heated_bays`` of ``bays`` (fractions
    allowed), lying together from ``first_heated`` bays east of the west gable on, on every
    storey. ``eaves`` depth over the front and back, ``rise`` of the ridge above the eaves.
    ``party`` sides stand against a heated neighbour. ``front_shade_height`` [m] and
    ``front_shade_distance`` [m] are a building opposite the front (0: none).
    ``scale`` [-] multiplies all areas and volumes while edges stay in place: the error of
    measuring, for samples (the sun's obstacles need not be traced again).
    """

    bays: int
    length: float
    depth: float
    height: float
    storeys: int
    azimuth: float
    form: RoofForm
    rise: float
    heated_bays: float
    first_heated: float
    wall_thickness: float
    party: tuple[Side, ...] = ()
    eaves: float = 0.0
    wings: tuple[Wing, ...] = ()
    front_shade_height: float = 0.0
    front_shade_distance: float = 0.0
    scale: float = 1.0

    @property
    def floor_area(self) -> float:
        """Building area of all storeys without wings [m²] (C06)."""
        return self.length * self.depth * self.storeys * self.scale

    @property
    def wing_area(self) -> float:
        """Building area of the heated wings [m²]."""
        return sum(wing.length * wing.depth for wing in self.wings) * self.scale

    @property
    def heated_area(self) -> float:
        """Heated building area, wings included [m²] (C07)."""
        return self.floor_area * self.heated_bays / self.bays + self.wing_area


@dataclass(frozen=True, slots=True)
class EdgeInsulationState:
    """Vertical edge insulation of the ground floor (ISO 13370): ``depth`` and ``d`` [m]."""

    material: str
    depth: float
    d: float


@dataclass(frozen=True, slots=True)
class GroundFloor:
    """What lies under the rooms; layers are those of element ``floor``.

    ``under``: solid, suspended or basement (G02). ``lambda_soil`` [W/(m·K)].
    """

    under: Literal["solid", "suspended", "basement"]
    lambda_soil: float
    edge: EdgeInsulationState | None = None


@dataclass(frozen=True, slots=True)
class Sunspace:
    """A glazed unheated zone over the whole ground-floor front; ``depth`` [m].

    ``glass`` is a catalogue id with its ``u_value`` and ``g_value``. ``added`` by a measure.
    """

    glass: str
    u_value: float
    g_value: float
    q1: float
    crack: float
    depth: float
    added: bool = False


@dataclass(frozen=True, slots=True)
class Air:
    """What the leakage model needs beside elements and openings.

    ``background_class`` H01; ``vestibule`` H03; ``pieces`` counted leaks; ``exposure`` B09;
    ``n50`` [1/h] when a blower door was used; ``n_manual`` [1/h] when the mean winter rate was
    entered by hand (H02). ``proved``: photos prove two leaks (higher cap). ``factor`` [-]
    multiplies the unmeasured rate (uncertainty). ``n_before`` [1/h] is the credited rate of the
    before-state in standard use, None in the before-state itself; ``vent``: a closable vent
    (AIR_VENT) belongs to the state.
    """

    background_class: str
    vestibule: bool
    exposure: str
    pieces: tuple[tuple[Piece, int], ...] = ()
    n50: float | None = None
    n_manual: float | None = None
    proved: bool = False
    factor: float = 1.0
    n_before: float | None = None
    vent: bool = False
    provenance: str = Provenance.DEFAULT.value

    @property
    def measured(self) -> bool:
        """Tell whether the air change was measured."""
        return self.n50 is not None


@dataclass(frozen=True, slots=True)
class Gains:
    """Internal gains.

    Standard use: ``phi_int`` [W/m²] of heated floor times ``profile`` (24). Actual use:
    ``persons`` times ``phi_person`` [W] and ``phi_appliances`` [W] mean, same profile;
    ``phi_light`` [W] is the part of the latter that lamps have.
    ``factor`` [-] multiplies both (uncertainty).
    """

    phi_int: float
    profile: tuple[float, ...]
    radiative_fraction: float
    persons: float
    phi_person: float
    phi_appliances: float
    factor: float = 1.0
    phi_light: float = 0.0


@dataclass(frozen=True, slots=True)
class Heater:
    """A heater beside the main one (IA rows, I05), in actual use only.

    ``share`` [-] of the need of the heated rooms. ``fixed`` [kWh] of heat a season goes to a room
    that is not heated instead (kang, R04). ``efficiency`` [-] with ``provenance``, ``source`` and
    ``mark``; ``made`` are the factors of ``share`` or ``fixed``; ``convective_fraction`` as that
    of the plant. ``row`` is the survey row, "" for I05.
    """

    code: str
    system: str
    carrier: str
    efficiency: float
    share: float
    convective_fraction: float
    fixed: float = 0.0
    made: tuple[Factor, ...] = ()
    provenance: str = Provenance.DEFAULT.value
    source: str = ""
    mark: Mark | None = None
    row: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class HeatingPlant:
    """Present heating: survey code I01, catalogue system id ("" when there is no row).

    ``efficiency`` [-] seasonal heat per delivered energy; ``carrier`` catalogue id, "" when
    nothing is heated. ``convective_fraction`` [-] of the emitter reaches the air at once; the rest
    goes to all faces of the rooms, or to the floor or kang where that is the emitter. ``kangs``:
    heated area of kang [m²]. ``combustion`` inside. ``others`` heat beside it in actual use;
    ``share`` [-] of the need is then left to the plant. ``parts``: what the efficiency is the
    product of, () when it is one figure.
    """

    code: str
    system: str
    carrier: str
    efficiency: float
    emitter: str
    convective_fraction: float
    combustion: bool
    year: int | None = None
    secondary: tuple[str, ...] = ()
    provenance: str = Provenance.DEFAULT.value
    kangs: float = 0.0
    share: float = 1.0
    others: tuple[Heater, ...] = ()
    parts: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """Appliances of one kind as a household has them: ``energy`` [kWh/a] is the product of
    ``made``; ``inside``: they warm a heated room. ``row`` is the survey row."""

    kind: str
    energy: float
    inside: bool
    made: tuple[Factor, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class Services:
    """Survey codes of hot water (J01), cooking (J02, main first), lamps (J04); residents A06.

    ``appliance_factor`` [-] multiplies the electricity of appliances. ``devices`` are the large
    appliances where they were surveyed (``known``), in place of the standard household's;
    ``beside`` is what comes on top in actual use: cooling, electric blankets.
    """

    hot_water: str
    cooking: tuple[str, ...]
    lamps: str
    persons: float
    air_conditioners: int = 0
    appliances: tuple[str, ...] = ()
    appliance_factor: float = 1.0
    known: bool = False
    devices: tuple[Device, ...] = ()
    beside: tuple[Device, ...] = ()


HEAT_PRICE = "heat.area"
"""Key of the village's own price of district heat [yuan per m² and season]."""


@dataclass(frozen=True, slots=True)
class Bills:
    """What the family used: ``amounts`` per carrier id in the carrier's own unit a year.

    ``prices`` [yuan/unit] per carrier where the family's own is known (K02). ``provenance``
    of the amounts (K07), ``tariff`` K04, ``winter`` K08, ``month_without_heating`` [kWh of
    electricity] R08; ``heat_by`` V34: district heat is paid by "area" or "meter".
    """

    amounts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    prices: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    provenance: str = Provenance.TOLD.value
    tariff: str = ""
    winter: str = ""
    month_without_heating: float | None = None
    heat_by: str = "area"


@dataclass(frozen=True, slots=True)
class UsePattern:
    """How the heated rooms are kept warm.

    ``theta_set`` [°C] by hour (24), None = off; ``control`` temperature; ``season`` as
    ((month, day), (month, day)), both included, may wrap over New Year; ``presence`` [-] share
    of the season in which the house is lived in; ``theta_day`` [°C] the day set point.
    """

    theta_set: tuple[float | None, ...]
    control: Literal["air", "operative"]
    season: tuple[tuple[int, int], tuple[int, int]]
    presence: float
    theta_day: float


@dataclass(frozen=True, slots=True)
class ResolvedHouse:
    """A dwelling in one state. ``measures`` lists the ids applied to the surveyed state.

    ``elements`` by id. ``inputs`` are the resolved inputs with provenance, as printed.
    """

    id: str
    archetype: str
    plan: FloorPlan
    elements: Mapping[str, Element]
    openings: tuple[OpeningGroup, ...]
    floor: GroundFloor
    sunspace: Sunspace | None
    air: Air
    gains: Gains
    heating: HeatingPlant
    services: Services
    bills: Bills
    standard: UsePattern
    actual: UsePattern
    inputs: tuple[Provenanced, ...]
    measures: tuple[str, ...] = ()

    @property
    def heated_area(self) -> float:
        """Heated building area [m²]."""
        return self.plan.heated_area

    def use(self, use: Use) -> UsePattern:
        """Return the pattern of standard (policy) or actual (family) use."""
        return self.standard if use == "standard" else self.actual

    def element(self, element_id: str) -> Element:
        """Return an element, or raise KeyError."""
        return self.elements[element_id]

    def input(self, key: str) -> Provenanced | None:
        """Return the first resolved input of ``key``."""
        return next((item for item in self.inputs if item.key == key), None)
