"""Retrofit measures: what they cost, and by which declared means they change the house."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.building import FireClass, LayerSpec, Schedule
from app.model.catalogue.leakage import FrameJoint, Piece, RoofRow, WallRow
from app.model.catalogue.sourced import Number, Spread
from app.model.catalogue.works import GoodAmount, SiteDays, Unit, WeatherLimits, WorkStage

Category = Literal[
    "strengthening",
    "repair",
    "wall",
    "roof",
    "ceiling",
    "window",
    "cover",
    "door",
    "air",
    "sunspace",
    "floor",
    "floor_edge",
    "heating",
    "electric",
    "safety",
]
FOLLOWING: tuple[Category, ...] = ("strengthening", "repair", "safety")
"""Categories that follow from rules: they come along, they do not save energy by themselves."""
Trade = Literal[
    "masonry",
    "insulation",
    "roofing",
    "ceiling",
    "joinery",
    "earthworks",
    "stove",
    "electric",
]
QuantityRule = Literal[
    "net_wall_area",
    "gross_wall_area",
    "south_wall_area",
    "floor_area",
    "roof_area",
    "ceiling_area",
    "window_area",
    "door_area",
    "door_leaves",
    "opening_area",
    "opening_perimeter",
    "eaves_length",
    "downpipe_length",
    "perimeter",
    "joint_length",
    "glazing_area",
    "module_area",
    "waste_volume",
    "pieces",
    "house",
    "trade",
]
_LENGTHS = ("opening_perimeter", "eaves_length", "downpipe_length", "perimeter", "joint_length")


def unit_of(rule: QuantityRule) -> Unit:
    """Return the unit of a quantity as printed; counted things have none."""
    if rule.endswith("_area"):
        return "m²"
    if rule == "waste_volume":
        return "m³"
    return "m" if rule in _LENGTHS else ""


Condition = Literal[
    "always",
    "finish_hard_or_loose",
    "eaves_short",
    "eaves_above_4_m",
    "unit_on_wall",
    "wall_insulated",
    "roof_needs_check",
    "electric_equipment",
    "pv_without_anchors",
]


class AddLayers(Struct, frozen=True, tag="add_layers", tag_field="kind"):
    """Add (or take off) layers, listed in the order of laying, starting at the old surface.

    ``side``: outside or inside of the whole element; above_ceiling on the ceiling in the roof
    space; under_roof below the roof covering, above the roof space.
    """

    target: Literal["wall", "roof", "floor"]
    side: Literal["outside", "inside", "above_ceiling", "under_roof"]
    layers: tuple[LayerSpec, ...]


class ReplaceWindow(Struct, frozen=True, tag="replace_window", tag_field="kind"):
    """Put the catalogue window in place of the old one; frame joint as given."""

    window: str
    frame_joint: FrameJoint = "foamed"


class ReplaceDoor(Struct, frozen=True, tag="replace_door", tag_field="kind"):
    """Put the catalogue door in place of the old one."""

    door: str


class WindowAdd(Struct, frozen=True, tag="window_add", tag_field="kind"):
    """Add-on before windows or doors during ``schedule``."""

    addon: str
    schedule: Schedule


class LeakageChange(Struct, frozen=True, tag="leakage", tag_field="kind"):
    """Change rows of the leakage model.

    ``joint_factor`` [-] on the opening joints of the windows and doors that stay;
    ``frame_joint``, ``wall``, ``roof`` the row that holds afterwards; pieces removed (all of
    the kind) or added (one each).
    """

    joint_factor: Number | None = None
    frame_joint: FrameJoint | None = None
    wall: WallRow | None = None
    roof: RoofRow | None = None
    remove_pieces: tuple[Piece, ...] = ()
    add_pieces: tuple[Piece, ...] = ()


class AddSunspace(Struct, frozen=True, tag="sunspace", tag_field="kind"):
    """A glazed unheated zone before the south wall; ``depth`` [m]."""

    glass: str
    depth: Number = field(name="depth_m")


class EdgeInsulation(Struct, frozen=True, tag="edge_insulation", tag_field="kind"):
    """Vertical edge insulation (ISO 13370): ``depth`` [m] below ground, ``d`` [m] thick."""

    material: str
    depth: Number = field(name="depth_m")
    d: Number = field(name="d_m")


class KeepFreshAir(Struct, frozen=True, tag="fresh_air", tag_field="kind"):
    """A closable vent that holds the air change at the policy pack's minimum."""


class SolarCover(Struct, frozen=True, tag="solar_cover", tag_field="kind"):
    """Glass before the blackened south wall (Trombe wall without vents).

    ``r`` [m²·K/W] of glass and gap; ``tau`` [-] of the sun through the glass; ``alpha`` [-]
    absorptance of the wall behind it.
    """

    r: Number = field(name="r_m2k_w")
    tau: Number
    alpha: Number


class ServiceChange(Struct, frozen=True, tag="service", tag_field="kind"):
    """Change what the energy account counts beside heating, by survey codes.

    ``lamps`` J04; ``cooking`` main fuel J02; ``hot_water`` J01; ``appliances`` [-] multiplies their
    electricity.
    """

    lamps: Literal["all", "half", "few"] | None = None
    cooking: str | None = None
    appliances: Number | None = None
    hot_water: str | None = None


class NewKang(Struct, frozen=True, tag="kang", tag_field="kind"):
    """Rebuild the kang as the catalogue system named; it counts where the kang heats the house."""

    system: str


Effect = (
    AddLayers
    | ReplaceWindow
    | ReplaceDoor
    | WindowAdd
    | LeakageChange
    | AddSunspace
    | EdgeInsulation
    | KeepFreshAir
    | SolarCover
    | ServiceChange
    | NewKang
)


class Measure(Struct, frozen=True):
    """One variant of a measure.

    ``cost`` [yuan/``unit``]; ``life`` [a]; ``labour_share`` all labour in the cost [-];
    ``unskilled_share`` [-] of the cost that a household can do, contained in it. ``trade``
    comes to the house once, whatever it does there. ``per_orientation``: may be chosen for
    each orientation alone. ``u_before``, ``u_after`` [W/(m²·K)] as stated for
    ``base_construction`` (they only check the layers); ``delta_u_allowance`` [W/(m²·K)] for
    anchors, joists and dabs is added to the derived U. ``dead_load`` [kN/m²].
    ``requires``: every id; ``excludes``: none of the ids, whichever of the two says so; at
    most one measure of a category is chosen per orientation. ``only``: survey field to the
    codes for which the measure fits; ``roof_shape`` restricts it to flat (C08 = 0) or pitched
    roofs; a layer to be taken off must be there. ``extra_lines``: cost lines that come along
    under their condition; ``waste`` [m³/unit]. Not ``proven``: not in common use here, so that
    no package proposes it unasked.

    ``cures``: rules that no longer hold when the measure is part of the plan and fits the house;
    it comes along with what they would refuse. ``stage`` in the order of the works, ``weather``
    they need, ``days`` on site, ``goods`` bought per unit.
    """

    id: str
    name: Text
    category: Category
    trade: Trade
    variant: Text
    unit: Text
    quantity: QuantityRule
    cost: Spread = field(name="cost_cny")
    life: Number = field(name="life_years")
    labour_share: Number
    unskilled_share: Number
    effects: tuple[Effect, ...]
    stage: WorkStage
    days: SiteDays
    goods: tuple[GoodAmount, ...]
    weather: WeatherLimits = WeatherLimits()
    per_orientation: bool = False
    base_construction: str = ""
    u_before: Number | None = field(name="u_before_w_m2k", default=None)
    u_after: Number | None = field(name="u_after_w_m2k", default=None)
    delta_u_allowance: Number | None = field(name="delta_u_allowance_w_m2k", default=None)
    fire_class: FireClass | None = None
    fire_class_flame_room: FireClass | None = None
    dead_load: Spread | None = field(name="dead_load_kn_m2", default=None)
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    cures: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = {}
    roof_shape: Literal["flat", "pitched", ""] = ""
    extra_lines: tuple[str, ...] = ()
    proven: bool = True
    waste: Number | None = field(name="waste_m3_unit", default=None)
    rules: tuple[str, ...] = ()
    constraint: Text = Text("", "")

    @property
    def skilled_share(self) -> float:
        """Share of the cost that is work of the trades [-]."""
        return self.labour_share.value - self.unskilled_share.value


class ExtraLine(Struct, frozen=True):
    """A side cost that a measure brings along when ``condition`` holds; ``cost`` [yuan/unit]."""

    id: str
    name: Text
    unit: Text
    quantity: QuantityRule
    condition: Condition
    cost: Spread = field(name="cost_cny")
    labour_share: Number
    unskilled_share: Number
    constraint: Text = Text("", "")
    dead_load: Spread | None = field(name="dead_load_kn_m2", default=None)
