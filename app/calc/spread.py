"""A house drawn at random within what is known of it: before and after the works alike.

Every draw belongs to a dimension of the sample: quantities of one dimension share one
probability, so that the same wall stands in both states. The state after is made by
applying the measures to the drawn house, then the spread of new materials and of workmanship.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.calc.build_up import element_u
from app.calc.measures import Chosen, apply_all
from app.calc.sampling import inverse, probability, standard_normal
from app.calc.sobol import scrambled_sobol
from app.calc.thermal_model import air_kept
from app.calc.wide import larger, one_of
from app.model.catalogue import Catalogue, Material, PolicyPack, UncertaintyRow
from app.model.catalogue.supply import COALS
from app.model.house import BuildLayer, Element, OpeningGroup, ResolvedHouse, UsePattern
from app.model.quick import replace

Array = NDArray[np.float64]
FALLBACK = {
    "roster": ("document", "told", "default", "derived", "measured"),
    "document": ("told", "default", "derived", "measured"),
    "measured": ("document", "told", "default", "derived"),
    "told": ("default", "derived", "measured"),
    "derived": ("told", "default", "measured"),
    "default": ("told", "derived", "measured"),
}
"""Row taken for a provenance that has none: the nearest coarser one first."""
MASONRY = ("masonry", "earth", "stone")
CINDER = ("slag_lime", "slag_cement")
AIR_SHARED = 0.5
"""Correlation of the air change before and after (uncertainty table)."""
USE_SHARED = 0.5
"""Correlation of set point and heated hours, one group of the uncertainty table (C)."""
BRIDGES_BEFORE = 0.05
"""Upper end of thermal bridges of the state before [W/(m²·K) of wall] (uncertainty table)."""
G_MOST = 0.87
"""A whole window lets no more sun in than a bare pane [-]."""
THINNEST = 0.005
"""Insulation that is there has at least this thickness [m]."""
SEASON_DAYS = 121.0
"""Days of the usual season, to which a told season's error relates."""
GROUPS = (
    "ach", "wall", "roof", "theta", "hours", "geom", "plant", "win", "win_u", "g", "ins_wall",
    "ins_roof", "floor", "lambda_old", "gain", "weather", "sun", "bridges", "model",
    "model_after", "ach_after", "work", "lambda_new", "delta_u", "ins_floor", "takeback",
    "winter", "heat_value",
)  # fmt: skip
"""Dimensions of the sample, what matters most first (it gets the most even numbers).

A correlation group of the table is one dimension where its quantities are measured together,
and is split by element, by before and after, or by what is measured separately.
"""
FOLLOWERS = {"ach_after": ("ach", AIR_SHARED), "hours": ("theta", USE_SHARED)}
"""Dimensions that follow another one with a correlation."""
PARTS = {"wall": "wall", "gable": "wall", "roof": "roof", "ceiling": "roof"}
"""Dimension of an element by its part; everything else is floor."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Probabilities by dimension, one row a house; ``size`` houses.

    ``scores`` are the independent standard normal values behind them.
    """

    u: Mapping[str, Array]
    scores: Mapping[str, Array]
    size: int
    _known: dict[object, Array] = field(default_factory=dict, repr=False)

    def part(self, start: int, stop: int) -> "Draws":
        """Return the draws of some of the houses."""
        u, scores = (
            MappingProxyType({group: values[start:stop] for group, values in by_group.items()})
            for by_group in (self.u, self.scores)
        )
        return Draws(u, scores, stop - start)

    def value(self, row: UncertaintyRow | None, group: str) -> Array | None:
        """Return the drawn values of a row of the catalogue, None without a row."""
        if row is None:
            return None
        key = row.distribution, row.p1, row.p2, row.p3, group
        if key not in self._known:
            u = self.u[group]
            self._known[key] = inverse(row.distribution, u, row.p1, row.p2 or 0.0, row.p3)
        return self._known[key]


def draw(size: int, seed: int) -> Draws:
    """Return a quasi-random sample of all dimensions; the same seed gives the same houses.

    A larger sample begins with the houses of a smaller one.
    """
    points = scrambled_sobol(size, len(GROUPS), seed)
    return draws_of({group: standard_normal(points[:, k]) for k, group in enumerate(GROUPS)})


def draws_of(scores: Mapping[str, Array]) -> Draws:
    """Return the draws of independent standard normal scores of all dimensions."""
    z = dict(scores)
    for group, (leader, correlation) in FOLLOWERS.items():
        rest = math.sqrt(1.0 - correlation**2)
        z[group] = correlation * scores[leader] + rest * scores[group]
    u = {group: probability(z[group]) for group in GROUPS}
    return Draws(MappingProxyType(u), MappingProxyType(dict(scores)), len(z[GROUPS[0]]))


def row_for(catalogue: Catalogue, quantity: str, provenance: str) -> UncertaintyRow | None:
    """Return the distribution of a quantity for a provenance, or for the nearest one given."""
    for source in (provenance, *FALLBACK.get(provenance, ("default", "told", "derived"))):
        row = catalogue.uncertainty_of(quantity, source)
        if row is not None:
            return row
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """All drawn values of a house, one entry a drawn house."""

    house: ResolvedHouse
    catalogue: Catalogue
    draws: Draws

    def _of(self, quantity: str, provenance: str, group: str) -> Array:
        drawn = self.draws.value(row_for(self.catalogue, quantity, provenance), group)
        return np.zeros(self.draws.size) if drawn is None else drawn

    def factor(self, quantity: str, provenance: str, group: str) -> Array:
        """Return factors around 1: of a lognormal as drawn, of a relative normal plus one."""
        row = row_for(self.catalogue, quantity, provenance)
        drawn = self.draws.value(row, group)
        if row is None or drawn is None:
            return np.ones(self.draws.size)
        return np.clip(1 + drawn, 0.3, 3.0) if row.distribution == "normal" else drawn

    def part(self, start: int, stop: int) -> "Spread":
        """Return the spread of some of the houses."""
        return replace(self, draws=self.draws.part(start, stop))

    def before(self) -> list[ResolvedHouse]:
        """Return the drawn houses before the works."""
        together = self.together()
        return [one_of(together, k) for k in range(self.draws.size)]

    def together(self) -> ResolvedHouse:
        """Return the drawn houses before the works as one wide house (see ``wide``)."""
        house = self.house
        scale = self.factor("geometry", provenance_of(house, "C02"), "geom") ** 2
        gains = self.factor("internal_gains", "derived", "gain")
        air = self.factor("air_change", air_provenance(house), "ach")
        wind = self.factor("exposure", "default", "ach")
        elements = {key: self._element(element) for key, element in house.elements.items()}
        return replace(
            house,
            plan=replace(house.plan, scale=house.plan.scale * scale),
            elements=MappingProxyType(elements),
            openings=tuple(self._opening(group) for group in house.openings),
            gains=replace(house.gains, factor=house.gains.factor * gains),
            air=replace(house.air, factor=house.air.factor * (air * wind)),
        )

    def works(
        self, old: ResolvedHouse, option: Iterable[Chosen], pack: PolicyPack
    ) -> ResolvedHouse:
        """Return the wide house after the works, given that before; air as ``pack`` credits it."""
        new = self.factor("lambda_new", "derived", "lambda_new")
        work = self._of("workmanship_planned", "derived", "work")
        allowance = self.factor("delta_u", "derived", "delta_u")
        bridges = self._of("thermal_bridges", "derived", "bridges")
        air = self.factor("air_change", air_provenance(self.house), "ach_after")
        wind = self.factor("exposure", "default", "ach")
        n = air_kept(old, "standard", self.catalogue, pack).n
        factor = self.house.air.factor * (air * wind)
        based = replace(old, air=replace(old.air, n_before=n, factor=factor))
        done = apply_all(based, option, self.catalogue)
        return _Works(new, work, allowance, bridges).spoilt(old, done, self.catalogue.materials)

    def engine_error(self) -> tuple[Array, Array]:
        """Return the engine's error on the need before and after as factors.

        The first strikes both states alike, the second has its own part besides.
        """
        both = self.factor("engine", "derived", "model")
        return both, both * self.factor("engine_works", "derived", "model_after")

    def in_use(self, houses: Sequence[ResolvedHouse]) -> list[ResolvedHouse]:
        """Return the drawn houses with the family's set point and the plant drawn as well."""
        day = self._of("theta_set", provenance_of(self.house, "I07"), "theta")
        plant = self.plant_factor()
        return [
            replace(
                house,
                actual=_warmer(house.actual, float(day[k])),
                heating=replace(
                    house.heating, efficiency=house.heating.efficiency * float(plant[k])
                ),
            )
            for k, house in enumerate(houses)
        ]

    def use_factor(self, winter: str = "weather") -> Array:
        """Return what heated hours, season and the winter make of the need in actual use [-].

        ``winter`` is the dimension of the winter: ``weather`` the one ahead, ``winter`` that of
        the family's bill.
        """
        share = self.factor("heated_share", provenance_of(self.house, "C05"), "hours")
        days = 1 + self._of("season_length", "told", "hours") / SEASON_DAYS
        return share * days * self.factor("weather_year", "derived", winter)

    @property
    def burns_coal(self) -> bool:
        """Tell whether coal heats the house."""
        return self.house.heating.carrier in COALS

    def heat_value_factor(self) -> Array:
        """Return the heating value of the family's fuel relative to its typical value [-]."""
        row = row_for(self.catalogue, "coal_lhv", "default")
        drawn = self.draws.value(row, "heat_value")
        if row is None or drawn is None or not row.p2 or not self.burns_coal:
            return np.ones(self.draws.size)
        return drawn / row.p2

    def plant_factor(self) -> Array:
        """Return the seasonal efficiency relative to its typical value."""
        carrier, provenance = self.house.heating.carrier, self.house.heating.provenance
        if "coal" in carrier or carrier == "natural_gas":
            quantity = "efficiency_gas" if carrier == "natural_gas" else "efficiency_coal"
            row = row_for(self.catalogue, quantity, provenance)
            drawn = self.draws.value(row, "plant")
            if row is not None and drawn is not None and row.p2:
                return drawn / row.p2
        if self.house.heating.efficiency > 1.0:
            return self.factor("cop_seasonal", provenance, "plant")
        return np.ones(self.draws.size)

    def _element(self, element: Element) -> Element:
        group = PARTS.get(element.part, "floor")
        u = self.factor("u_layers", element.provenance, group)
        masonry = self.factor("lambda_masonry", "derived", "lambda_old")
        cinder = self.factor("lambda_cinder", "derived", "lambda_old")
        thickness = self._of("insulation_thickness", element.provenance, f"ins_{group}") / 1000.0
        walls = element.part in ("wall", "gable")
        layers = (self._layer(x, u, masonry, cinder, thickness) for x in element.layers)
        bridges = BRIDGES_BEFORE * self.draws.u["bridges"]
        delta_u = element.delta_u + bridges if walls else element.delta_u
        return replace(element, layers=tuple(layers), delta_u=delta_u)

    def _layer(
        self, layer: BuildLayer, u: Array, masonry: Array, cinder: Array, thickness: Array
    ) -> BuildLayer:
        if layer.r is not None:
            return layer
        factor = u
        if layer.material in CINDER:
            factor = u * cinder
        elif self.catalogue.materials[layer.material].category in MASONRY:
            factor = u * masonry
        d = np.maximum(layer.d + thickness, THINNEST) if layer.insulation else layer.d
        return replace(layer, d=d, lambda_factor=layer.lambda_factor * factor)

    def _opening(self, group: OpeningGroup) -> OpeningGroup:
        area = self.factor("window_area", group.provenance, "win")
        u = self.factor("window_u", group.provenance, "win_u")
        g = self.factor("g_value", group.provenance, "g")
        sun = self.factor("solar", "default", "sun")
        glazed = group.g_value > 0.0
        return replace(
            group,
            scale=group.scale * np.clip(area, 0.5, 1.5),
            u_value=group.u_value * u,
            g_value=np.minimum(group.g_value * (g * sun), G_MOST) if glazed else group.g_value,
        )


def _as_before(new: Element, old: Element) -> bool:
    """Tell whether an element still has the layers it had; only works change any."""
    same_count = len(new.layers) == len(old.layers)
    return same_count and all(a is b for a, b in zip(new.layers, old.layers, strict=True))


def _warmer(use: UsePattern, delta: float) -> UsePattern:
    """Return a use with every set point moved by ``delta`` [K]."""
    theta = tuple(None if value is None else value + delta for value in use.theta_set)
    return replace(use, theta_set=theta, theta_day=use.theta_day + delta)


def provenance_of(house: ResolvedHouse, field: str) -> str:
    """Return the provenance of a survey field among the inputs, default when it is not there."""
    return next((item.provenance for item in house.inputs if item.field == field), "default")


def air_provenance(house: ResolvedHouse) -> str:
    """Return how well the air change is known: measured by a blower door only.

    A class of leaks that somebody has looked at is still a class.
    """
    if house.air.measured:
        return "measured"
    return "told" if house.air.provenance == "measured" else house.air.provenance


@dataclass(frozen=True, slots=True)
class _Works:
    """How the works turn out, house by house: new materials, share of the planned U drop, dabs,
    bridges."""

    lambda_new: Array
    share: Array
    allowance: Array
    bridges: Array

    def spoilt(
        self, old: ResolvedHouse, done: ResolvedHouse, materials: Mapping[str, Material]
    ) -> ResolvedHouse:
        """Return the house as the works turn out."""
        touched = [k for k, e in done.elements.items() if not _as_before(e, old.elements[k])]
        made = {k: self._material(old.elements[k], done.elements[k]) for k in touched}
        new = replace(done, elements=MappingProxyType({**done.elements, **made}))
        elements = dict(new.elements)
        for key in touched:
            drop = element_u(old, key, materials) - element_u(new, key, materials)
            lost = (1 - self.share) * larger(drop, 0.0)
            elements[key] = replace(elements[key], delta_u=elements[key].delta_u + lost)
        openings = tuple(
            self._opening(a, b) for a, b in zip(old.openings, done.openings, strict=True)
        )
        return replace(new, elements=MappingProxyType(elements), openings=openings)

    def _material(self, old: Element, new: Element) -> Element:
        """Return an element with the materials, dabs and bridges of the real works."""
        layers = tuple(
            replace(layer, lambda_factor=layer.lambda_factor * self.lambda_new)
            if layer.added and layer.r is None
            else layer
            for layer in new.layers
        )
        planned = (new.delta_u - old.delta_u) * self.allowance
        own = self.bridges if new.part in ("wall", "gable") else old.delta_u
        return replace(new, layers=layers, delta_u=own + planned)

    def _opening(self, old: OpeningGroup, new: OpeningGroup) -> OpeningGroup:
        if not new.replaced or old.replaced:
            return new
        lost = (1 - self.share) * larger(old.u_value - new.u_value, 0.0)
        return replace(new, u_value=new.u_value + lost)
