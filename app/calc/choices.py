"""What the search chooses from: options of each part of the house, combined by named rules.

A *main* choice joins walls and roof, a choice of the *rest* windows, doors, air, floor edge and
sunspace. Options that cost no less and do no better than another one of the same kind are
dropped beforehand; the law behind it (a lower U, a tighter joint, a higher g never raises the
heating need) is held by property tests of the engine.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, product

from app.calc.build_up import element_u
from app.calc.cost import Pricing
from app.calc.dominance import Stakes, undominated
from app.calc.foresight import Rests
from app.calc.measures import Chosen, apply, roof_target
from app.calc.quantities import open_sides
from app.calc.renewal import has_use
from app.calc.thermal_model import BY_HAND
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    Category,
    EdgeInsulation,
    LeakageChange,
    Measure,
    NewKang,
    ReplaceDoor,
    ReplaceWindow,
    ServiceChange,
    SolarCover,
    WindowAdd,
)
from app.model.house import SIDES, OpeningGroup, ResolvedHouse, Side
from app.model.search import SearchRules

Option = tuple[Chosen, ...]
NONE: Option = ()
NO_STAKES = Stakes()
PARTS: Mapping[str, tuple[Category, ...]] = {
    "door": ("door",),
    "air": ("air",),
    "floor_edge": ("floor", "floor_edge"),
    "sunspace": ("sunspace",),
}
"""Parts of the rest beside windows, and the measures that each chooses one of."""
SEARCHED: tuple[Category, ...] = (
    *("wall", "roof", "ceiling", "window", "cover"),
    *(category for part in PARTS.values() for category in part),
)
"""What the search chooses from; equipment is for the own list and brings no heating need."""
ORDER: tuple[Category, ...] = (
    "strengthening",
    "repair",
    "ceiling",
    "roof",
    "wall",
    "window",
    "cover",
    "door",
    "air",
    "floor",
    "floor_edge",
    "sunspace",
    "heating",
    "electric",
    "safety",
)
"""The order in which the measures of a package are shown, billed and added up."""
CORE = "air"
"""The part of the rest that others are judged together with: strips act on what stays."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Main choices and choices of the rest, number 0 of both leaving things as they are.

    ``axes`` holds the options of each part of the rest by name, ``picks`` which of them each
    choice of the rest takes; ``made_up`` says of them what the search wants to know, ``top`` is
    the main choice that does most, ``stakes`` is what the family's own cash depends on.
    """

    mains: tuple[Option, ...]
    top: int
    axes: Mapping[str, tuple[Option, ...]]
    rests: tuple[Option, ...]
    picks: tuple[tuple[int, ...], ...]
    made_up: Rests
    stakes: Stakes


def choices_for(
    house: ResolvedHouse,
    measures: Sequence[Measure],
    pricing: Pricing,
    rules: SearchRules,
    stakes: Stakes = NO_STAKES,
) -> Choices:
    """Return the choices of a house from the measures that fit it; ``stakes`` of its family."""
    kept = undominated(house, usable(measures, rules), pricing, stakes)
    walls = walls_of(house, kept, rules)
    roofs = [NONE, *((Chosen(m.id),) for m in kept if m.category in ("roof", "ceiling"))]
    mains = tuple(pricing.along((*w, *r)) for w in walls for r in roofs)
    bare = Choices(
        mains=mains,
        top=_strongest(house, walls, roofs, pricing.catalogue),
        axes={},
        rests=(),
        picks=(),
        made_up=Rests((), (), ()),
        stakes=stakes,
    )
    axes = {
        name: tuple(pricing.along(option) for option in options)
        for name, options in _axes(house, kept, rules).items()
    }
    return with_axes(bare, axes, pricing.catalogue)


def usable(measures: Iterable[Measure], rules: SearchRules) -> list[Measure]:
    """Return what lasts long enough, is in common use and counts, as far as the rules ask."""
    return [
        m
        for m in measures
        if m.life.value >= rules.least_life
        and (m.proven or not rules.only_proven)
        and (rules.covers or not drawn_by_hand(m))
    ]


def drawn_by_hand(measure: Measure) -> bool:
    """Tell whether a measure does nothing but hang what somebody must draw every evening."""
    return all(
        isinstance(effect, WindowAdd) and effect.schedule in BY_HAND for effect in measure.effects
    )


def with_axes(
    choices: Choices, axes: Mapping[str, tuple[Option, ...]], catalogue: Catalogue
) -> Choices:
    """Return the choices with these options of the rest, combined anew."""
    picks, rests = [], []
    for pick in product(*(range(len(options)) for options in axes.values())):
        option = tuple(c for chosen, n in zip(axes.values(), pick, strict=True) for c in chosen[n])
        if not contradicting(option, catalogue):
            picks.append(pick)
            rests.append(option)
    return replace(
        choices,
        axes=dict(axes),
        rests=tuple(rests),
        picks=tuple(picks),
        made_up=_made_up(picks, tuple(axes)),
    )


def _made_up(picks: Sequence[tuple[int, ...]], names: Sequence[str]) -> Rests:
    number = {pick: k for k, pick in enumerate(picks)}
    core = names.index(CORE) if CORE in names else -1

    @cache
    def with_core(n_core: int, own: int, n_own: int) -> int:
        """Return the number of the core with one further part, ``own`` -1: alone."""
        kept = {core: n_core, own: n_own}
        return number[tuple(kept.get(axis, 0) for axis in range(len(names)))]

    n_cores = [pick[core] if core >= 0 else 0 for pick in picks]
    return Rests(
        core=tuple(with_core(n_core, -1, 0) for n_core in n_cores),
        parts=tuple(
            tuple(with_core(n_core, axis, n) for axis, n in enumerate(pick) if n and axis != core)
            for pick, n_core in zip(picks, n_cores, strict=True)
        ),
        kinds=tuple(sum(1 << axis for axis, n in enumerate(pick) if n) for pick in picks),
    )


def fits(house: ResolvedHouse, measure: Measure, sides: Iterable[Side] = SIDES) -> bool:
    """Tell whether the house has a use for a measure on these sides."""
    if measure.roof_shape and (measure.roof_shape == "flat") != (house.plan.form == "flat"):
        return False
    works = [e for e in measure.effects if not isinstance(e, LeakageChange)] or measure.effects
    return all(_effect_fits(house, effect, tuple(sides)) for effect in works)


def _effect_fits(house: ResolvedHouse, effect: object, sides: tuple[Side, ...]) -> bool:
    match effect:
        case AddLayers():
            if effect.target == "wall":
                return bool(open_sides(house, sides))
            return _roof_fits(house, effect)
        case ReplaceWindow() | ReplaceDoor() | WindowAdd():
            return _opening_fits(house, effect, sides)
        case AddSunspace():
            return house.sunspace is None and "S" not in house.plan.party
        case EdgeInsulation():
            return house.floor.edge is None and house.floor.under == "solid"
        case SolarCover():
            return _free_front(house)
        case ServiceChange() | NewKang():
            return has_use(house, effect)
        case LeakageChange():
            return _leak_fits(house, effect)
    return True


def _opening_fits(
    house: ResolvedHouse, effect: ReplaceWindow | ReplaceDoor | WindowAdd, sides: tuple[Side, ...]
) -> bool:
    match effect:
        case ReplaceWindow():
            return any(g.spec != effect.window for g in openings_on(house, "window", sides))
        case ReplaceDoor():
            return any(g.spec != effect.door for g in openings_on(house, "door", SIDES))
        case WindowAdd():
            kind = "door" if effect.addon.startswith("door") else "window"
            return any(
                all(a.addon != effect.addon for a in g.addons)
                for g in openings_on(house, kind, sides)
            )


def _free_front(house: ResolvedHouse) -> bool:
    wall = house.elements.get("wall.S")
    bare = wall is not None and wall.cover is None and house.sunspace is None
    return bare and "S" not in house.plan.party


def _roof_fits(house: ResolvedHouse, effect: AddLayers) -> bool:
    element = house.elements.get(roof_target(house, effect))
    if element is None or (effect.side == "above_ceiling" and not element.layers):
        return False
    taken = {s.material: -s.d.value for s in effect.layers if s.d is not None and s.d.value < 0}
    there = {layer.material: layer.d for layer in element.layers}
    return all(there.get(material, 0.0) >= 0.5 * d for material, d in taken.items())


def _leak_fits(house: ResolvedHouse, effect: LeakageChange) -> bool:
    counted = dict(house.air.pieces)
    if effect.remove_pieces:
        return any(counted.get(piece, 0) > 0 for piece in effect.remove_pieces)
    if effect.joint_factor is not None:
        return any(not group.replaced for group in house.openings)
    return True


def openings_on(house: ResolvedHouse, kind: str, sides: Iterable[Side]) -> list[OpeningGroup]:
    """Return the windows or doors on some sides."""
    wanted = set(sides)
    return [g for g in house.openings if g.kind == kind and g.side in wanted]


# combinations


def walls_of(house: ResolvedHouse, measures: Sequence[Measure], rules: SearchRules) -> list[Option]:
    """Return the choices of the walls: one system on every set of sides, or none."""
    systems = [m for m in outside_only(measures, rules) if m.category == "wall"]
    subsets = list(_subsets(open_sides(house), rules))
    return [NONE, *((Chosen(m.id, sides),) for m in systems for sides in subsets)]


def outside_only(measures: Sequence[Measure], rules: SearchRules) -> list[Measure]:
    """Return the measures without walls insulated inside, where the rule holds and others are."""
    walls = [m for m in measures if m.category == "wall"]
    if not rules.inside_as_last_resort or all(_side(m) != "outside" for m in walls):
        return list(measures)
    return [m for m in measures if m.category != "wall" or _side(m) == "outside"]


def _side(measure: Measure) -> str:
    return next((e.side for e in measure.effects if isinstance(e, AddLayers)), "")


def _subsets(sides: Sequence[Side], rules: SearchRules) -> Iterator[tuple[Side, ...]]:
    """Yield every set of sides that is not empty, gables as one where they go together."""
    gables: tuple[Side, ...] = tuple(s for s in sides if s in ("E", "W"))
    units: list[tuple[Side, ...]] = [(s,) for s in sides]
    if rules.gables_together and len(gables) == 2:
        units = [(s,) for s in sides if s not in gables] + [gables]
    for count in range(1, len(units) + 1):
        for chosen in combinations(units, count):
            named = {side for unit in chosen for side in unit}
            yield tuple(side for side in SIDES if side in named)


def _axes(
    house: ResolvedHouse, measures: Sequence[Measure], rules: SearchRules
) -> dict[str, tuple[Option, ...]]:
    axes: dict[str, tuple[Option, ...]] = {}
    for name, groups in _window_axes(house, rules).items():
        options = [
            (Chosen(m.id, sides),)
            for m in measures
            for sides in groups
            if m.category in ("window", "cover") and fits(house, m, sides)
        ]
        if options:
            axes[f"window.{name}"] = (NONE, *options)
    for name, categories in PARTS.items():
        options = [(Chosen(m.id),) for m in measures if m.category in categories]
        if options:
            axes[name] = (NONE, *options)
    return axes


def _window_axes(house: ResolvedHouse, rules: SearchRules) -> dict[str, list[tuple[Side, ...]]]:
    """Return the sets of sides whose windows are treated alike, by part of the rest."""
    groups = [
        tuple(side for side in group if openings_on(house, "window", (side,)))
        for group in rules.window_groups
    ]
    groups = [group for group in groups if group]
    if not rules.one_window_product:
        return {"".join(group): [group] for group in groups}
    every = tuple(side for side in SIDES if any(side in group for group in groups))
    return {"all": list(dict.fromkeys([*groups, every]))} if every else {}


def contradicting(option: Iterable[Chosen], catalogue: Catalogue) -> bool:
    """Tell whether two of the measures exclude each other."""
    ids = {chosen.measure for chosen in option}
    return any(ids & set(catalogue.measures[item].excludes) for item in ids)


def _strongest(
    house: ResolvedHouse, walls: Sequence[Option], roofs: Sequence[Option], catalogue: Catalogue
) -> int:
    """Return the number of the main choice that insulates most: all sides, lowest U."""

    def reach(option: Option, element: str) -> tuple[int, float]:
        if not option:
            return (0, 0.0)
        after = apply(
            house, catalogue.measures[option[0].measure], catalogue, option[0].sides or SIDES
        )
        sides = option[0].sides or SIDES
        name = f"wall.{sides[0]}" if element == "wall" else "roof"
        return (len(sides), -element_u(after, name, catalogue.materials))

    wall = max(range(len(walls)), key=lambda k: reach(walls[k], "wall"))
    roof = max(range(len(roofs)), key=lambda k: reach(roofs[k], "roof"))
    return wall * len(roofs) + roof
