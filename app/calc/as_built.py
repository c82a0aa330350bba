"""Measures as built put in place of the planned ones, and what is still not known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.calc.choices import Option
from app.calc.measures import Chosen, roof_target, wall_ids
from app.calc.spread import THINNEST, Spread, row_for
from app.calc.supply import account
from app.calc.wide import larger
from app.model.as_built import BuiltMeasure
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    LayerSpec,
    Measure,
    PolicyPack,
    ReplaceDoor,
    ReplaceWindow,
)
from app.model.house import SIDES, Element, ResolvedHouse

Array = NDArray[np.float64]
POINTS = 3
"""Points at which a thickness must be measured before it counts as measured (TA3)."""
PLANNED, ACCEPTED = "workmanship_planned", "workmanship_accepted"
PART_GROUPS = {"wall": "ins_wall", "roof": "ins_roof"}


def core_layer(measure: Measure, catalogue: Catalogue) -> LayerSpec | None:
    """Return the insulation layer that a measure adds, the thickest one; None without one."""
    layers = [
        layer
        for effect in measure.effects
        if isinstance(effect, AddLayers)
        for layer in effect.layers
        if layer.d is not None
        and layer.d.value > 0
        and catalogue.materials[layer.material].category == "insulation"
    ]
    return max(layers, key=lambda layer: layer.d.value if layer.d else 0.0, default=None)


def as_built(measure: Measure, built: BuiltMeasure, name: str, catalogue: Catalogue) -> Measure:
    """Return the measure with the thickness, material, window or door that really are there."""
    core = core_layer(measure, catalogue)
    effects = []
    for effect in measure.effects:
        if isinstance(effect, AddLayers) and core is not None:
            layers = tuple(_layer(x, built) if x is core else x for x in effect.layers)
            effect = msgspec.structs.replace(effect, layers=layers)
        elif built.fitted and isinstance(effect, ReplaceWindow):
            effect = msgspec.structs.replace(effect, window=built.fitted)
        elif built.fitted and isinstance(effect, ReplaceDoor):
            effect = msgspec.structs.replace(effect, door=built.fitted)
        elif built.fitted and isinstance(effect, AddSunspace):
            effect = msgspec.structs.replace(effect, glass=built.fitted)
        effects.append(effect)
    return msgspec.structs.replace(measure, id=name, effects=tuple(effects))


def _layer(layer: LayerSpec, built: BuiltMeasure) -> LayerSpec:
    d = layer.d
    if d is not None and built.thickness:
        d = msgspec.structs.replace(d, value=float(np.mean(built.thickness)) / 1000.0)
    return msgspec.structs.replace(layer, d=d, material=built.material or layer.material)


def is_measured(built: Iterable[BuiltMeasure], catalogue: Catalogue) -> bool:
    """Tell whether every insulation that was built has been measured at enough points."""
    return all(
        len(item.thickness) >= POINTS
        for item in built
        if core_layer(catalogue.measures[item.measure], catalogue) is not None
    )


def built_catalogue(
    catalogue: Catalogue, built: Sequence[BuiltMeasure]
) -> tuple[Catalogue, Option]:
    """Return the catalogue with the measures as built, and the choice of all of them.

    Where everything was measured, the workmanship of accepted works stands in for that of
    planned ones.
    """
    measures = dict(catalogue.measures)
    chosen = []
    for number, item in enumerate(built, start=1):
        name = f"{item.measure}#{number}"
        measures[name] = as_built(catalogue.measures[item.measure], item, name, catalogue)
        sides = tuple(side for side in SIDES if side in item.sides)
        chosen.append(Chosen(name, sides))
    rows = catalogue.uncertainty
    if is_measured(built, catalogue):
        kept = [row for row in rows if row.quantity != PLANNED]
        rows = (
            *kept,
            *(
                msgspec.structs.replace(row, quantity=PLANNED, provenance="derived")
                for row in rows
                if row.quantity == ACCEPTED
            ),
        )
    return replace(catalogue, measures=measures, uncertainty=rows), tuple(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class BuiltSpread(Spread):
    """Drawn houses after works whose thickness was measured at so many ``points`` by element."""

    points: Mapping[str, int] = field(default_factory=dict)

    def works(
        self, old: ResolvedHouse, option: Iterable[Chosen], pack: PolicyPack
    ) -> ResolvedHouse:
        """Return the houses after the works; what measuring leaves open of a thickness is drawn."""
        done = Spread.works(self, old, option, pack)
        row = row_for(self.catalogue, "insulation_thickness", "measured")
        if row is None or not self.points:
            return done
        elements = dict(done.elements)
        for name, points in self.points.items():
            part = "wall" if name.startswith("wall") else "roof"
            shift = self.draws.value(row, PART_GROUPS[part])
            if shift is not None:
                elements[name] = self._shifted(elements[name], shift / 1000.0 / np.sqrt(points))
        return replace(done, elements=MappingProxyType(elements))

    def _shifted(self, element: Element, shift: Array) -> Element:
        layers = tuple(
            replace(layer, d=larger(layer.d + shift, THINNEST))
            if layer.added and layer.r is None and self._insulates(layer.material)
            else layer
            for layer in element.layers
        )
        return replace(element, layers=layers)

    def _insulates(self, material: str) -> bool:
        return self.catalogue.materials[material].category == "insulation"


def points_by_element(
    house: ResolvedHouse, built: Sequence[BuiltMeasure], catalogue: Catalogue
) -> dict[str, int]:
    """Return at how many points the new insulation of each element was measured."""
    found: dict[str, int] = {}
    for item in built:
        if not item.thickness:
            continue
        for effect in catalogue.measures[item.measure].effects:
            if not isinstance(effect, AddLayers):
                continue
            sides = tuple(side for side in SIDES if side in item.sides) or SIDES
            wall = effect.target == "wall"
            for name in wall_ids(house, sides) if wall else (roof_target(house, effect),):
                found[name] = len(item.thickness)
    return found


def overall_saving(
    houses: tuple[ResolvedHouse, ResolvedHouse],
    needs: tuple[float, float],
    drawn: tuple[Array, Array],
    catalogue: Catalogue,
    pack: PolicyPack,
) -> tuple[float, Array]:
    """Return the saving of primary energy, typical and drawn [-]; each pair is before and after."""
    before, after = (
        account(house, need, "standard", catalogue, pack)
        for house, need in zip(houses, needs, strict=True)
    )
    heat = [sum(x.kgce for x in found.lines if x.use == "heating") for found in (before, after)]
    per_need = [h / need if need > 0 else 0.0 for h, need in zip(heat, needs, strict=True)]
    rest = [before.kgce - heat[0], after.kgce - heat[1]]
    totals = [r + p * d for r, p, d in zip(rest, per_need, drawn, strict=True)]
    share: Array = 1.0 - totals[1] / totals[0]
    return 1.0 - after.kgce / before.kgce, share
