"""Materials, layered constructions, windows, doors, and the limits they are held against."""

from typing import Literal

from msgspec import Struct, field

from app.i18n import Text
from app.model.catalogue.sourced import Number

Element = Literal["wall", "roof", "floor"]
FireClass = Literal["A", "B1", "B1/B2", "B2", "B3"]
Schedule = Literal["always", "night", "winter", "closed_hours"]


class Material(Struct, frozen=True):
    """A building material.

    ``rho`` [kg/m³], ``lambda_`` [W/(m·K)] as tabulated (None for the air layer), ``c``
    [J/(kg·K)], ``correction`` [-] multiplies lambda in use, ``vapour`` [1e-6 g/(m·h·Pa)]
    (None unknown: no verdict; 0 vapour tight), ``moisture_limit`` [mass %] of GB 50176,
    ``thicknesses`` [mm] usual in trade.
    """

    id: str
    name: Text
    category: str
    rho: Number = field(name="density_kg_m3")
    lambda_: Number | None = field(name="lambda_w_mk")
    c: Number = field(name="specific_heat_j_kgk")
    correction: Number
    fire_class: FireClass
    vapour: Number | None = field(name="vapour_perm_1e_6_g_mhpa", default=None)
    moisture_limit: Number | None = field(name="moisture_gain_limit_mass_pct", default=None)
    thicknesses: tuple[float, ...] = field(name="thicknesses_mm", default=())
    note: str = ""

    @property
    def lambda_design(self) -> float:
        """Conductivity in use [W/(m·K)]: tabulated value times correction."""
        if self.lambda_ is None:
            raise ValueError(f"{self.id} has no conductivity, only a resistance per layer")
        return self.lambda_.value * self.correction.value


class LayerSpec(Struct, frozen=True):
    """A layer: thickness ``d`` [m], or a resistance ``r`` [m²·K/W] for air layers.

    In measures a negative ``d`` takes that much of the material off.
    """

    material: str
    d: Number | None = field(name="d_m", default=None)
    r: Number | None = field(name="r_m2k_w", default=None)

    def resistance(self, material: Material) -> float:
        """Thermal resistance [m²·K/W] with the conductivity in use; negative if taken off."""
        if self.r is not None:
            return self.r.value
        if self.d is None:
            raise ValueError(f"a layer of {self.material} has neither thickness nor resistance")
        return self.d.value / material.lambda_design


class ConstructionSpec(Struct, frozen=True):
    """Layers from outside to inside; a floor starts at the ground."""

    id: str
    name: Text
    element: Element
    layers: tuple[LayerSpec, ...]
    note: str = ""


class WindowSpec(Struct, frozen=True):
    """A window, a door or the glass of a sunspace.

    ``u_value`` [W/(m²·K)]; ``g_whole`` [-] at normal incidence, frame included, equals
    ``g_centre`` times ``glazed_fraction``; ``tau_visible`` [-]; ``q1`` [m³/(m·h)] leakage of
    the opening joints at 10 Pa; ``crack`` [m/m²] joint length per area.
    """

    id: str
    name: Text
    kind: Literal["window", "door", "sunspace"]
    u_value: Number = field(name="u_value_w_m2k")
    g_whole: Number
    tau_visible: Number
    q1: Number = field(name="q1_m3_mh_10pa")
    crack: Number = field(name="crack_m_m2")
    g_centre: Number | None = None
    glazed_fraction: Number | None = None
    note: str = ""


class WindowAddOn(Struct, frozen=True):
    """Something put before a window or door: U_new = 1/(1/U + ``delta_r``), g and leakage multiply.

    ``delta_r`` [m²·K/W]; ``g_factor`` and ``leak_factor`` [-]; ``schedule`` when it acts.
    """

    id: str
    name: Text
    target: Literal["window", "door"]
    delta_r: Number = field(name="delta_r_m2k_w")
    g_factor: Number
    leak_factor: Number
    schedule: Schedule
    note: str = ""


class StandardLimit(Struct, frozen=True):
    """A U-value limit [W/(m²·K)]; ``orientation`` S, other, or empty for all.

    ``window_share``: the largest share of window in the wall [-] of S, N, or EW (both gables).

    ``resistance`` True: the limit is a smallest R [m²·K/W] of the insulation of the ground
    perimeter. ``wwr_from`` and ``wwr_to`` [-]: shares of window in the wall above and up to which
    the limit of a window holds.
    """

    id: str
    standard: str
    clause: str
    tier: Literal["rural", "urban"]
    element: Literal[
        "wall", "roof", "window", "door", "floor_edge", "basement_slab", "window_share"
    ]
    limit: Number
    orientation: Literal["S", "other", "N", "EW", ""] = ""
    resistance: bool = False
    wwr_from: float = 0.0
    wwr_to: float = 1.0


class Answer(Struct, frozen=True):
    """What a survey answer means: ``field`` = ``code`` (and ``also`` of a second field).

    ``target`` is the id of a construction, window, door, add-on or system; ``layers`` are
    layers the answer adds or that replace those of the archetype.
    """

    field: str
    code: str
    target: str = ""
    also: str = ""
    layers: tuple[LayerSpec, ...] = ()
    note: str = ""
