"""Records of a house's photovoltaics: faces with modules to scale, sizes, money, what must be
settled first.

Lengths [m], energies [kWh], power [kW] of modules, money [yuan]; azimuth [deg] 0 north, clockwise.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from app.i18n import Text
from app.model.assessment import Finding
from app.model.stages.solar import ObstacleRow

Site = Literal["front", "back", "flat", "yard"]
Mounting = Literal["flush", "rows", "yard"]
MOUNTINGS: tuple[Mounting, ...] = ("flush", "rows", "yard")
Ownership = Literal["own", "rent", "none"]
Selling = Literal["surplus", "all"]
Case = Literal["low", "typical", "cap"]
CASES: tuple[Case, ...] = ("low", "typical", "cap")
Answered = Literal["ok", "bad", "unknown"]
ShortOf = Literal["area", "obstacles", "rows", "edges", "most", "nothing"]
"""What leaves no room: usable area L01, things on the surface, rows that would shade each other,
edges that stay free, the most that is worked out; "nothing": no surface may carry a module."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a face: lower left corner seen from outside, and its size [m]."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Surface:
    """A free surface: ``width`` along the eaves by ``height`` up the slope (or back) [m].

    ``tilt`` [deg] of the surface itself; ``azimuth`` [deg] towards which its lower edge looks.
    ``eaves`` [m] height of the lower edge above the ground.
    """

    site: Site
    mounting: Mounting
    width: float
    height: float
    azimuth: float
    tilt: float
    eaves: float = 0.0
    obstacles: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Whole modules on a surface, drawn to scale; ``tilt`` [deg] of the modules.

    Rectangles lie in the plane of the surface, those of tilted rows as seen from above; they
    stand in the order in which they are filled. ``pitch`` [m] from row to row, 0 where they lie
    on the roof; ``row_length`` [m] up the module; ``rows`` of them. ``limited``: the answer L01 or
    the shape of the yard leaves room for fewer than the surface has.
    """

    surface: Surface
    tilt: float
    modules: tuple[Rect, ...]
    setback: float
    pitch: float = 0.0
    row_length: float = 0.0
    rows: int = 0
    limited: bool = False


@dataclass(frozen=True, slots=True)
class MoneyCase:
    """What a plant brings at one set of prices.

    ``first_year`` [yuan] of saved bill and sold kWh less upkeep; ``npv`` [yuan] over its life;
    ``payback`` [a] simple, None if it never pays; ``flow`` [yuan] cumulated at the end of year
    0, 1, …
    """

    case: Case
    first_year: float
    npv: float
    payback: float | None
    flow: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SolarSize:
    """A number of modules on one site with what it brings.

    ``output``, ``used``, ``sold`` [kWh] in the first year; ``saved`` [yuan] on the bill of a
    first year; ``cost`` [yuan]. ``money``: own money, at the better way of ``selling``.
    ``rent_npv`` [yuan] if the roof is rented out instead.
    """

    site: Site
    tilt: float
    count: int
    kwp: float
    output: float
    used: float
    sold: float
    saved: float
    cost: float
    selling: Selling
    money: tuple[MoneyCase, ...]
    rent_npv: tuple[float, float, float]
    fits: bool = True

    def case(self, name: Case) -> MoneyCase:
        """Return the money of a case."""
        return next(item for item in self.money if item.case == name)


@dataclass(frozen=True, slots=True)
class DayShape:
    """A mean day of a month: hourly yield and load [kWh], ``month`` 1 to 12."""

    month: int
    output: tuple[float, ...]
    load: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SolarDetail:
    """A size opened: monthly ``output``, ``load``, ``used`` [kWh], typical days, sensitivity.

    ``sensitivity``: what was changed, and net present value [yuan] and payback [a] then.
    """

    count: int
    output: tuple[float, ...]
    load: tuple[float, ...]
    used: tuple[float, ...]
    days: tuple[DayShape, ...]
    sensitivity: tuple[tuple[str, float, float | None], ...]


@dataclass(frozen=True, slots=True)
class BatteryChoice:
    """A battery beside the plant: ``capacity`` [kWh], more used at home [kWh/a], ``cost`` and
    ``npv`` [yuan] of the battery alone."""

    capacity: float
    more_used: float
    cost: float
    npv: float


@dataclass(frozen=True, slots=True)
class LoadPart:
    """Electricity of the house by use [kWh/a]; ``reached``: the plant's meter carries it."""

    use: str
    amount: float
    reached: bool
    source: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One of the six questions of a contract, or another thing to be known before signing.

    ``field`` is where the answer stands, ``code`` what it is ("" for none); ``state`` of the
    answer; ``sentence`` says why.
    """

    field: str
    name: Text
    answer: Text
    state: Answered
    sentence: Text
    code: str = ""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """More modules were ``asked`` for than the surface holds: ``fits`` of them, and what limits."""

    asked: int
    fits: int
    site: Site | None
    limit: ShortOf
    sentence: Text


@dataclass(frozen=True, slots=True)
class UsedPrice:
    """A price in use [yuan per unit] with mark and source."""

    key: str
    name: Text
    value: float
    unit: str
    mark: str
    source: Text


@dataclass(frozen=True, slots=True)
class Solar:
    """The photovoltaics of a house.

    ``layouts`` by site at the tilt taken; ``sizes`` the sweep over site, tilt and number;
    ``best`` the size advised for the family (index into ``sizes``), None where none is;
    ``shown`` the size at hand; ``details`` by number of modules for the site at hand.
    ``robust``: the best loses nothing at the low prices either. ``empty`` says why there is no
    layout. ``laid``: the number of modules that was laid down (TV7), ``battery`` [kWh] the battery
    (TV8), ``obstacles`` those that were measured (TV12). ``questions`` the six of a contract first;
    ``may_sign`` when nothing is open and no rule blocks. ``roof_load`` [kN/m²] of all measures
    together; ``heating`` names which heating the load holds. ``shortfall`` where more modules
    are asked for than fit.
    """

    dwelling_id: str
    at: str
    module: Text
    module_w: float
    ownership: Ownership
    site: Site | None
    layouts: tuple[Layout, ...]
    sizes: tuple[SolarSize, ...]
    best: int | None
    shown: int | None
    robust: bool
    details: tuple[SolarDetail, ...]
    loads: tuple[LoadPart, ...]
    heating: Text
    batteries: tuple[BatteryChoice, ...]
    questions: tuple[Question, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Text, ...]
    prices: tuple[UsedPrice, ...]
    roof_load: float
    may_sign: bool
    empty: Text | None = None
    laid: int | None = None
    battery: float = 0.0
    obstacles: tuple[ObstacleRow, ...] = ()
    beside: tuple["Beside", ...] = field(default_factory=tuple)
    shortfall: Shortfall | None = None

    @property
    def size(self) -> SolarSize | None:
        """The size at hand."""
        return self.sizes[self.shown] if self.shown is not None else None

    def here(self) -> tuple[int, ...]:
        """Return the sizes of the site at hand that can be opened (indices), by number."""
        return tuple(
            k for k, size in enumerate(self.sizes) if size.site == self.site and size.money[0].flow
        )

    def with_count(self, count: int) -> "Solar":
        """Return the same with the nearest number of modules at hand, on the same surface."""
        here = self.here()
        if not here:
            return self
        return replace(self, shown=min(here, key=lambda k: abs(self.sizes[k].count - count)))

    @property
    def layout(self) -> Layout | None:
        """The layout of the site at hand."""
        return next((item for item in self.layouts if item.surface.site == self.site), None)

    @property
    def advised(self) -> SolarSize | None:
        """The best size for the family."""
        return self.sizes[self.best] if self.best is not None else None

    @property
    def detail(self) -> SolarDetail | None:
        """The size at hand, opened."""
        size = self.size
        if size is None:
            return None
        return next((item for item in self.details if item.count == size.count), None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The best size under another heating: ``count`` modules, ``kwp`` [kW], ``used`` [-] of the
    output at home, ``npv`` [yuan]; None where no size is worth it."""

    heating: Text
    load: float
    count: int | None
    kwp: float
    used: float
    npv: float
