"""Options that need not be searched: another one of the same part does no less and costs no more.

No more on every front at once: in total, and of the family's own cash whatever else is in the
package and however many days of its own are left for it.

Proof. Let x be dropped for y in a package with the rest r, both packages passing or x alone
failing (y saves no less). Lines that both bring cancel, and so do those of r. Of the lines that
remain let c be the cost and u its unskilled part; where r may bring a line of x as well, it
counts for x only if that makes x cheaper, and a line of y only if it makes y dearer.

Total: c_y <= c_x is asked for.

Own cash is c less the unskilled work that the family does, min(u, d) with d the worth of its days
left over, less subsidies. These follow the cost of the package by at most the share s of
:class:`Stakes`; beside that they only grow with the saving, the area and the parts that a rule
names, of which y is asked to have no less. So y's own cash exceeds x's by no more than

    (1 - s) (c_y - c_x) + min(u_x, d) - min(u_y, d).

This is monotonic in d, so it is largest at d = 0, where it is (1 - s)(c_y - c_x) <= 0, or at the
most days, where it is (c_y - u_y - s c_y) - (c_x - u_x - s c_x): the second amount asked for.

Days are counted in halves and subsidies in whole yuan: by rounding, y may cost the family less than
half a day's rate more than x.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from app.calc.build_up import element_u
from app.calc.cost import Key, Line, Pricing
from app.calc.measures import Chosen, apply
from app.calc.quantities import open_sides
from app.model.catalogue import (
    AddLayers,
    Catalogue,
    LeakageChange,
    Measure,
    ReplaceDoor,
    ReplaceWindow,
)
from app.model.house import SIDES, ResolvedHouse, Side

Option = tuple[Chosen, ...]
Effect = tuple[object, tuple[float, ...]]
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Stakes:
    """What own cash depends on beside the total cost.

    ``labour``: the family may do unskilled work itself. ``share`` [-]: how far subsidies follow
    the cost at most. ``parts``: kinds of measures that a subsidy rule asks for.
    """

    labour: bool = False
    share: float = 0.0
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Compares what options cost; ``elsewhere`` are lines that other parts may bring as well."""

    pricing: Pricing
    stakes: Stakes
    elsewhere: Collection[Key] = field(default=())

    def no_dearer(self, one: Option, other: Option) -> bool:
        """Tell whether one option costs no more than the other on every front."""
        mine, theirs = self._lines(one), self._lines(other)
        own = [line for key, line in mine.items() if key not in theirs]
        spared = [line for key, line in theirs.items() if key not in mine]
        if not self._claims_no_less(one, other):
            return False
        weights = [(1.0, 0.0)]
        if self.stakes.labour:
            weights.append((1.0 - self.stakes.share, 1.0))
        return all(
            self._most(own, *weight) <= self._least(spared, *weight) + CLOSE for weight in weights
        )

    def _most(self, lines: Iterable[Line], cost: float, unskilled: float) -> float:
        """Return the largest weighed sum of lines of which other parts may bring some."""
        return sum(
            max(value, 0.0) if item.key in self.elsewhere else value
            for item, value in _weighed(lines, cost, unskilled)
        )

    def _least(self, lines: Iterable[Line], cost: float, unskilled: float) -> float:
        """Return the smallest such sum."""
        return sum(
            min(value, 0.0) if item.key in self.elsewhere else value
            for item, value in _weighed(lines, cost, unskilled)
        )

    def _lines(self, option: Option) -> dict[Key, Line]:
        found = (item for c in self.pricing.along(option) for item in self.pricing.lines(c))
        return {item.key: item for item in found}

    def _claims_no_less(self, one: Option, other: Option) -> bool:
        """Tell whether one has no less area of the parts that subsidies ask for."""
        mine, theirs = self._areas(one), self._areas(other)
        return all(mine.get(part, -1.0) >= area - CLOSE for part, area in theirs.items())

    def _areas(self, option: Option) -> dict[str, float]:
        areas: dict[str, float] = {}
        for chosen in self.pricing.along(option):
            part = self.pricing.catalogue.measures[chosen.measure].category
            if part in self.stakes.parts:
                line = self.pricing.lines(chosen)[0].line
                area = line.quantity if line.unit == "m²" else 0.0
                areas[part] = areas.get(part, 0.0) + area
        return areas


def _weighed(lines: Iterable[Line], cost: float, unskilled: float) -> Iterator[tuple[Line, float]]:
    """Yield each line with its cost times ``cost`` less its unskilled part times ``unskilled``,
    both in whole yuan as bills have them."""
    for item in lines:
        whole = round(item.line.cost.typical)
        yield item, cost * whole - unskilled * round(whole * item.line.unskilled_share)


def keys_of(options: Iterable[Option], pricing: Pricing) -> set[Key]:
    """Return the lines that options may bring."""
    return {
        item.key
        for option in options
        for chosen in pricing.along(option)
        for item in pricing.lines(chosen)
    }


def worthwhile(
    axes: Mapping[str, tuple[Option, ...]],
    savings: Mapping[Option, tuple[float, ...]],
    pricing: Pricing,
    stakes: Stakes,
    mains: Sequence[Option] = (),
) -> dict[str, tuple[Option, ...]]:
    """Return the options without those that another one of the same part beats everywhere tried.

    ``savings`` gives what each option saves alone on the house as it is and on the house with
    walls and roof done (search rule "beaten at both ends"). ``mains``: what may be done besides.
    """
    keys = {name: keys_of(options, pricing) for name, options in axes.items()}
    main = keys_of(mains, pricing)
    kept = {}
    for name, options in axes.items():
        elsewhere = main.union(*(found for other, found in keys.items() if other != name))
        prices = Prices(pricing, stakes, elsewhere)
        kept[name] = tuple(
            option
            for k, option in enumerate(options)
            if not option
            or not any(
                _beaten(option, other, savings, prices, later=j > k)
                for j, other in enumerate(options)
                if j != k
            )
        )
    return kept


def _beaten(
    option: Option,
    other: Option,
    savings: Mapping[Option, tuple[float, ...]],
    prices: Prices,
    *,
    later: bool,
) -> bool:
    """Tell whether the other does no less at no more cost; of two equal ones the first stays."""
    mine, theirs = savings[option], savings[other]
    if any(a > b for a, b in zip(mine, theirs, strict=True)):
        return False
    if not prices.no_dearer(other, option):
        return False
    return not later or mine != theirs or not prices.no_dearer(option, other)


def undominated(
    house: ResolvedHouse, measures: Sequence[Measure], pricing: Pricing, stakes: Stakes
) -> list[Measure]:
    """Return the measures that no other one of the same kind beats in effect at no more cost."""
    effects = {m.id: _effect(house, m, pricing.catalogue) for m in measures}
    by_part: dict[str, set[Key]] = {}
    for m in measures:
        found = keys_of((_on(m.id, sides) for sides in _places(house, m)), pricing)
        by_part.setdefault(m.category, set()).update(found)
    kept = []
    for k, m in enumerate(measures):
        elsewhere = set().union(*(keys for part, keys in by_part.items() if part != m.category))
        prices = Prices(pricing, stakes, elsewhere)
        rivals = (other for other in enumerate(measures) if other[1] is not m)
        if not any(_beats(o, m, house, effects, prices, earlier=j < k) for j, o in rivals):
            kept.append(m)
    return kept


def _beats(
    one: Measure,
    other: Measure,
    house: ResolvedHouse,
    effects: Mapping[str, Effect],
    prices: Prices,
    *,
    earlier: bool,
) -> bool:
    (kind, mine), (other_kind, theirs) = effects[one.id], effects[other.id]
    if kind is None or kind != other_kind:
        return False
    if any(a > b + CLOSE for a, b in zip(mine, theirs, strict=True)):
        return False
    pairs = [(_on(one.id, sides), _on(other.id, sides)) for sides in _places(house, other)]
    if not all(prices.no_dearer(a, b) for a, b in pairs):
        return False
    equal = mine == theirs and all(prices.no_dearer(b, a) for a, b in pairs)
    return earlier or not equal


def _on(measure: str, sides: tuple[Side, ...]) -> Option:
    return (Chosen(measure, sides),)


def _places(house: ResolvedHouse, measure: Measure) -> list[tuple[Side, ...]]:
    """Return every set of sides on which a measure may be done: fixed costs weigh by the sides."""
    if measure.category == "wall":
        sides: tuple[Side, ...] = tuple(open_sides(house))
    elif measure.category in ("window", "cover"):
        sides = tuple(s for s in SIDES if any(g.side == s for g in house.openings))
    else:
        return [()]
    return [chosen for n in range(1, len(sides) + 1) for chosen in combinations(sides, n)] or [()]


def _effect(house: ResolvedHouse, measure: Measure, catalogue: Catalogue) -> Effect:
    """Return what two measures must share to be compared, and values of which less is better."""
    effect = measure.effects[0] if measure.effects else None
    match effect:
        case AddLayers():
            after = apply(house, measure, catalogue)
            wall = effect.target == "wall" and "wall.S" in after.elements
            element = "wall.S" if wall else "floor" if effect.target == "floor" else "roof"
            rows = tuple(e for e in measure.effects if isinstance(e, LeakageChange))
            return (
                (effect.target, effect.side, repr(rows), measure.roof_shape),
                (element_u(after, element, catalogue.materials),),
            )
        case ReplaceWindow() | ReplaceDoor():
            name = effect.window if isinstance(effect, ReplaceWindow) else effect.door
            spec = catalogue.windows[name]
            joint = effect.frame_joint if isinstance(effect, ReplaceWindow) else ""
            leak = spec.q1.value * spec.crack.value
            return (spec.kind, joint), (spec.u_value.value, -spec.g_whole.value, leak)
    return None, ()
