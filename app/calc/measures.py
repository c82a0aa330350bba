"""A measure applied to a house: only its declared effects change the record.

``apply`` returns house′; measures of different elements may be applied in any order with the
same result. Replaced windows lose what belonged to the old ones (gaps, strips, nailed film).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.calc.renewal import renewed
from app.calc.wide import smaller, some
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    EdgeInsulation,
    Effect,
    KeepFreshAir,
    LayerSpec,
    LeakageChange,
    Measure,
    NewKang,
    Piece,
    ReplaceDoor,
    ReplaceWindow,
    ServiceChange,
    SolarCover,
    WindowAdd,
    WindowSpec,
)
from app.model.house import (
    SIDES,
    AddOn,
    Air,
    BuildLayer,
    Cover,
    EdgeInsulationState,
    Element,
    OpeningGroup,
    ResolvedHouse,
    Side,
    Sunspace,
)
from app.model.quick import replace

OF_THE_OLD_WINDOW = ("win_film", "board_outside")


@dataclass(frozen=True, slots=True, order=True)
class Chosen:
    """A measure and the sides it is done on; no sides: it is not chosen by side.

    Written ``W_EPS80@N+E``; a plain ``W_EPS80`` means every side there is.
    """

    measure: str
    sides: tuple[Side, ...] = ()

    def __str__(self) -> str:
        return f"{self.measure}@{'+'.join(self.sides)}" if self.sides else self.measure


def parse_chosen(text: str) -> Chosen:
    """Return the choice written as ``W_EPS80`` or ``W_EPS80@N+E``."""
    measure, _, listed = text.partition("@")
    wanted = listed.split("+") if listed else []
    if set(wanted) - set(SIDES):
        raise ValueError(f"unknown side in {text!r}")
    return Chosen(measure, tuple(side for side in SIDES if side in wanted))


def apply(
    house: ResolvedHouse, measure: Measure, catalogue: Catalogue, sides: Iterable[Side] = SIDES
) -> ResolvedHouse:
    """Return the house after a measure; ``sides`` matter for measures chosen by side only."""
    chosen = tuple(side for side in SIDES if side in sides) if measure.per_orientation else SIDES
    for effect in measure.effects:
        house = _effect(house, effect, measure, catalogue, chosen)
    name = str(Chosen(measure.id, chosen if measure.per_orientation else ()))
    return replace(house, measures=(*house.measures, name))


def apply_all(
    house: ResolvedHouse, chosen: Iterable[Chosen], catalogue: Catalogue
) -> ResolvedHouse:
    """Return the house after several measures."""
    for item in chosen:
        measure = catalogue.measures[item.measure]
        house = apply(house, measure, catalogue, item.sides or SIDES)
    return house


def _effect(
    house: ResolvedHouse,
    effect: Effect,
    measure: Measure,
    catalogue: Catalogue,
    sides: tuple[Side, ...],
) -> ResolvedHouse:
    match effect:
        case AddLayers():
            return _add_layers(house, effect, measure, sides)
        case ReplaceWindow() | ReplaceDoor() | WindowAdd():
            return _at_openings(house, effect, catalogue, sides)
        case LeakageChange():
            return _leakage(house, effect, sides)
        case AddSunspace():
            return replace(house, sunspace=_sunspace(effect, catalogue))
        case EdgeInsulation():
            edge = EdgeInsulationState(effect.material, effect.depth.value, effect.d.value)
            return replace(house, floor=replace(house.floor, edge=edge))
        case KeepFreshAir():
            return replace(house, air=replace(house.air, vent=True))
        case SolarCover():
            return _covered(house, effect)
        case ServiceChange() | NewKang():
            return renewed(house, effect, catalogue)


def _at_openings(
    house: ResolvedHouse,
    effect: ReplaceWindow | ReplaceDoor | WindowAdd,
    catalogue: Catalogue,
    sides: tuple[Side, ...],
) -> ResolvedHouse:
    match effect:
        case ReplaceWindow():
            spec = catalogue.windows[effect.window]
            return _openings(house, "window", sides, lambda group: _new_window(group, spec, effect))
        case ReplaceDoor():
            spec = catalogue.windows[effect.door]
            return _openings(house, "door", SIDES, lambda group: _new_door(group, spec))
        case WindowAdd():
            addon = AddOn(effect.addon, effect.schedule, added=True)
            kind = catalogue.addons[effect.addon].target
            return _openings(house, kind, sides, lambda group: _with_addon(group, addon))


def wall_ids(house: ResolvedHouse, sides: Iterable[Side]) -> tuple[str, ...]:
    """Return the outer walls of these sides; party walls lose nothing and stay as they are."""
    ids = (f"wall.{side}" for side in SIDES if side in sides and side not in house.plan.party)
    return tuple(item for item in ids if item in house.elements)


def roof_target(house: ResolvedHouse, effect: AddLayers) -> str:
    """Return the element that layers of roof or floor belong to: covering, ceiling, floor."""
    if effect.target == "floor":
        return "floor"
    if effect.side in ("outside", "under_roof"):
        return "roof"
    ceiling = house.elements.get("ceiling")
    airy = house.plan.form != "flat" or (ceiling is not None and bool(ceiling.layers))
    return "ceiling" if airy and ceiling is not None else "roof"


def _add_layers(
    house: ResolvedHouse, effect: AddLayers, measure: Measure, sides: tuple[Side, ...]
) -> ResolvedHouse:
    wall = effect.target == "wall"
    ids = wall_ids(house, sides) if wall else (roof_target(house, effect),)
    allowance = measure.delta_u_allowance.value if measure.delta_u_allowance else 0.0
    changed = {
        item: _layered(house.elements[item], effect, allowance)
        for item in ids
        if item in house.elements
    }
    return _with_elements(house, changed)


def _layered(element: Element, effect: AddLayers, allowance: float) -> Element:
    layers = element.layers
    new: list[BuildLayer] = []
    for spec in effect.layers:
        if spec.d is not None and spec.d.value < 0:
            layers = _taken_off(layers, spec.material, -spec.d.value)
        else:
            new.append(_build_layer(spec))
    outside = effect.side in ("outside", "above_ceiling")
    layers = (*reversed(new), *layers) if outside else (*layers, *new)
    return replace(element, layers=layers, construction="", delta_u=element.delta_u + allowance)


def _build_layer(spec: LayerSpec) -> BuildLayer:
    return BuildLayer(
        spec.material,
        d=spec.d.value if spec.d else 0.0,
        r=spec.r.value if spec.r else None,
        added=True,
    )


def _taken_off(layers: tuple[BuildLayer, ...], material: str, d: float) -> tuple[BuildLayer, ...]:
    """Take ``d`` [m] of a material off, no more than there is."""
    kept = []
    for layer in layers:
        if layer.material == material and some(d > 0) and not layer.added:
            taken = smaller(d, layer.d)
            d -= taken
            layer = replace(layer, d=layer.d - taken)
            if not some(layer.d > 1e-9):
                continue
        kept.append(layer)
    return tuple(kept)


def _with_elements(house: ResolvedHouse, changed: Mapping[str, Element]) -> ResolvedHouse:
    return replace(house, elements=MappingProxyType({**house.elements, **changed}))


def _openings(
    house: ResolvedHouse,
    kind: str,
    sides: tuple[Side, ...],
    change: Callable[[OpeningGroup], OpeningGroup],
) -> ResolvedHouse:
    openings = tuple(
        change(group) if group.kind == kind and group.side in sides else group
        for group in house.openings
    )
    return replace(house, openings=openings)


def _new_window(group: OpeningGroup, spec: WindowSpec, effect: ReplaceWindow) -> OpeningGroup:
    kept = tuple(a for a in group.addons if a.added or a.addon not in OF_THE_OLD_WINDOW)
    return replace(_refitted(group, spec), frame_joint=effect.frame_joint, addons=kept)


def _new_door(group: OpeningGroup, spec: WindowSpec) -> OpeningGroup:
    return replace(_refitted(group, spec), frame_joint="foamed")


def _refitted(group: OpeningGroup, spec: WindowSpec) -> OpeningGroup:
    return replace(
        group,
        spec=spec.id,
        u_value=spec.u_value.value,
        g_value=spec.g_whole.value,
        q1=spec.q1.value,
        crack=spec.crack.value,
        gap_class="",
        joint_factor=1.0,
        replaced=True,
    )


def _with_addon(group: OpeningGroup, addon: AddOn) -> OpeningGroup:
    if any(there.addon == addon.addon for there in group.addons):
        return group
    return replace(group, addons=tuple(sorted((*group.addons, addon), key=lambda a: a.addon)))


def _leakage(house: ResolvedHouse, effect: LeakageChange, sides: tuple[Side, ...]) -> ResolvedHouse:
    changed: dict[str, Element] = {}
    if effect.wall is not None:
        for item in wall_ids(house, sides):
            changed[item] = replace(house.elements[item], leakage=effect.wall)
    if effect.roof is not None and "roof" in house.elements:
        changed["roof"] = replace(house.elements["roof"], leakage=effect.roof)
    house = _with_elements(house, changed) if changed else house
    if effect.joint_factor is not None or effect.frame_joint is not None:
        openings = tuple(_sealed(group, effect) for group in house.openings)
        house = replace(house, openings=openings)
    return replace(house, air=_pieces(house.air, effect))


def _sealed(group: OpeningGroup, effect: LeakageChange) -> OpeningGroup:
    if group.replaced:
        return group
    factor = effect.joint_factor.value if effect.joint_factor else 1.0
    return replace(
        group,
        joint_factor=group.joint_factor * factor,
        frame_joint=effect.frame_joint or group.frame_joint,
    )


def _pieces(air: Air, effect: LeakageChange) -> Air:
    counted: dict[Piece, int] = {
        kind: count for kind, count in air.pieces if kind not in effect.remove_pieces
    }
    for kind in effect.add_pieces:
        counted[kind] = counted.get(kind, 0) + 1
    return replace(air, pieces=tuple(sorted(counted.items())))


def _covered(house: ResolvedHouse, effect: SolarCover) -> ResolvedHouse:
    cover = Cover(effect.r.value, effect.tau.value, effect.alpha.value)
    ids = wall_ids(house, ("S",))
    return _with_elements(house, {k: replace(house.elements[k], cover=cover) for k in ids})


def _sunspace(effect: AddSunspace, catalogue: Catalogue) -> Sunspace:
    spec = catalogue.windows[effect.glass]
    return Sunspace(
        glass=spec.id,
        u_value=spec.u_value.value,
        g_value=spec.g_whole.value,
        q1=spec.q1.value,
        crack=spec.crack.value,
        depth=effect.depth.value,
        added=True,
    )
