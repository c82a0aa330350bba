"""The thermal model of a house: what the hourly engine takes. Plain numbers, no survey.

The records follow the fields of ``farmhouse-case/1``. Layers run from outside to inside.
Azimuth [deg] 0 north, clockwise; tilt [deg] 0 facing up, 90 vertical, 180 facing down.
Vertices [m] are counter-clockwise seen from outside, x east, y north, z up. Hour lists have
24 entries; entry h covers h:00 to h+1:00 local standard time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Vertex = tuple[float, float, float]
Part = Literal["wall", "roof", "ceiling", "floor", "partition", "window", "door", "other"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the year, both included, as (month, day); may wrap over New Year."""

    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layer:
    """A homogeneous layer, or a pure resistance when ``r`` is given.

    ``d`` [m], ``lambda_`` [W/(m·K)], ``rho`` [kg/m³], ``c`` [J/(kg·K)], ``r`` [m²·K/W].
    """

    name: str
    d: float = 0.0
    lambda_: float = 0.0
    rho: float = 0.0
    c: float = 0.0
    r: float | None = None

    @property
    def resistance(self) -> float:
        """Thermal resistance [m²·K/W]."""
        return self.r if self.r is not None else self.d / self.lambda_


@dataclass(frozen=True, slots=True)
class Construction:
    """Opaque layers, outside to inside, with the radiative properties of both faces [-]."""

    id: str
    layers: tuple[Layer, ...]
    alpha_sol_e: float = 0.7
    alpha_sol_i: float = 0.6
    epsilon: float = 0.9


@dataclass(frozen=True, slots=True)
class Pane:
    """One pane of glass or one gas gap, outside to inside.

    ``kind`` glass or gas; ``d`` [m]; ``tau_sol``, ``rho_sol`` [-] at normal incidence;
    ``lambda_`` [W/(m·K)]; ``epsilon`` [-] long-wave.
    """

    kind: Literal["glass", "gas"]
    d: float
    tau_sol: float = 0.0
    rho_sol: float = 0.0
    lambda_: float = 1.0
    epsilon: float = 0.84


@dataclass(frozen=True, slots=True)
class Glazing:
    """A whole window: ``u_value`` [W/(m²·K)], ``g_value`` [-] at normal incidence, frame included.

    ``panes`` may describe the glass itself; without it the angular curve follows from
    ``u_value`` and ``g_value``.
    """

    id: str
    u_value: float
    g_value: float
    panes: tuple[Pane, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """A quilt, shutter or curtain: the whole window is ``glazing_closed`` while closed.

    U when closed = 1 / (1 / u_value + delta_r); ``delta_r`` [m²·K/W].
    """

    delta_r: float
    glazing_closed: str
    closed: tuple[bool, ...]
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Overhang:
    """Eaves over an opening [m]."""

    depth: float
    height_above: float


@dataclass(frozen=True, slots=True)
class InfiltrationConstant:
    """Constant outdoor air change ``n`` [1/h] at outdoor density."""

    n: float


@dataclass(frozen=True, slots=True)
class InfiltrationDesignFlow:
    """n = n_ref·(a + b·|ΔT| + c·v + d·v²), v [m/s] at the zone's mid-height, n_ref [1/h]."""

    n_ref: float
    a: float
    b: float
    c: float
    d: float


@dataclass(frozen=True, slots=True)
class InfiltrationLeakageArea:
    """Q = ELA/1000·√(c_s·|ΔT| + c_w·v²) [m³/s]; ``ela`` [cm²] at 4 Pa, v [m/s] of the file.

    ``n`` [1/h] comes beside it whatever the weather: windows opened by people.
    """

    ela: float
    c_s: float
    c_w: float
    n: float = 0.0


Infiltration = InfiltrationConstant | InfiltrationDesignFlow | InfiltrationLeakageArea


@dataclass(frozen=True, slots=True)
class Ventilation:
    """Extra outdoor air ``q_v`` [m³/s] in the hours that are on, within ``period``.

    With ``theta_open`` [°C] people open windows: only while the zone was warmer than that, and
    warmer than outdoors, in the step before.
    """

    q_v: float
    on: tuple[bool, ...]
    period: Period | None = None
    theta_open: float | None = None


@dataclass(frozen=True, slots=True)
class InternalMass:
    """``area`` [m²] of a construction inside the zone; each m² carries half its thickness.

    ``tilt`` [deg] is that of its outward normal: 90 upright, 180 a face that looks up (a kang).
    """

    construction: str
    area: float
    tilt: float = 90.0


@dataclass(frozen=True, slots=True)
class Zone:
    """An air space. ``phi_int`` [W] internal gains by hour of the day (24 values)."""

    id: str
    conditioned: bool
    area: float
    volume: float
    infiltration: Infiltration
    phi_int: tuple[float, ...]
    gain_radiative_fraction: float = 0.5
    ventilation: Ventilation | None = None
    internal_mass: tuple[InternalMass, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """An opaque surface of a zone.

    ``boundary``: "outdoor", "ground", "adiabatic", "fixed" (constant temperature
    ``theta_boundary`` [°C]) or "zone:<id>". ``area`` [m²] is gross, openings included.
    ``part`` names the heading under which its loss is shown; ``element`` joins the surfaces
    that the survey treats as one element.
    """

    id: str
    zone: str
    part: Part
    construction: str
    boundary: str
    azimuth: float
    tilt: float
    area: float
    vertices: tuple[Vertex, ...]
    element: str = ""
    theta_boundary: float | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A window (``glazing``) or door (``construction``) in a surface; lengths [m].

    ``area_factor`` [-] multiplies the area while the edges stay in place (samples).
    """

    id: str
    surface: str
    kind: Literal["window", "door"]
    width: float
    height: float
    sill: float
    offset: float
    glazing: str | None = None
    construction: str | None = None
    overhang: Overhang | None = None
    cover: Cover | None = None
    element: str = ""
    area_factor: float = 1.0

    @property
    def area(self) -> float:
        """Area [m²]."""
        return self.width * self.height * self.area_factor


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the floor construction of a zone (ISO 13370, virtual layer).

    ``soil`` with mass, then the massless ``r_virtual`` [m²·K/W] to the monthly virtual
    temperature ``theta_virtual`` [°C] (12 values, constant within a month).
    """

    zone: str
    soil: Layer
    r_virtual: float
    theta_virtual: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AirLink:
    """Equal air flow ``q_v`` [m³/s] both ways between two zones while on."""

    zones: tuple[str, str]
    q_v: float
    on: tuple[bool, ...]
    period: Period | None = None
    design_day: bool = True


@dataclass(frozen=True, slots=True)
class Shade:
    """An opaque black plane that shades direct and sky light."""

    id: str
    vertices: tuple[Vertex, ...]


@dataclass(frozen=True, slots=True)
class Heating:
    """Ideal heating; each zone has its own heater and the same set point.

    ``theta_set`` [°C] by hour, None = off; ``theta_set_fine`` (144 values, each of 10 minutes)
    replaces it within the hour. ``phi_max`` [W] by zone; a zone not named is unlimited.
    ``control``: air or operative temperature. ``convective_fraction`` [-] reaches the air at once.
    ``heated_surface`` says where the rest goes: "" to all faces of the room; "floor" or the
    construction of an internal mass (a kang) to that face, whose warmth and films decide how
    much of it warms the air, how much radiates and how much is stored. Rooms without such a
    face share it among all faces.
    """

    zones: tuple[str, ...]
    theta_set: tuple[float | None, ...]
    period: Period | None = None
    phi_max: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    control: Literal["air", "operative"] = "air"
    convective_fraction: float = 1.0
    theta_set_fine: tuple[float | None, ...] = ()
    theta_set_design: float | None = None
    heated_surface: str = ""


@dataclass(frozen=True, slots=True)
class Cooling:
    """Ideal cooling of the air of the conditioned zones; ``theta_set`` [°C] by hour."""

    theta_set: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class DesignDay:
    """The steady periodic day of the validation cases: no sun, no gains."""

    theta_e: float
    wind: float


@dataclass(frozen=True, slots=True)
class Site:
    """``latitude``, ``longitude`` [deg], ``tz`` [h], ``elevation`` [m], ``albedo`` [-]."""

    latitude: float
    longitude: float
    tz: float
    elevation: float
    albedo: float = 0.2


@dataclass(frozen=True, slots=True)
class ThermalModel:
    """One house in one state."""

    id: str
    site: Site
    zones: tuple[Zone, ...]
    surfaces: tuple[Surface, ...]
    openings: tuple[Opening, ...]
    constructions: Mapping[str, Construction]
    glazings: Mapping[str, Glazing]
    grounds: tuple[Ground, ...] = ()
    air_links: tuple[AirLink, ...] = ()
    shades: tuple[Shade, ...] = ()
    heating: Heating | None = None
    cooling: Cooling | None = None
    design_day: DesignDay | None = None
