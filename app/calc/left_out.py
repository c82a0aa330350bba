"""How many combinations each rule of the search leaves out.

The rules are applied one after the other: each counts what it takes away from what the ones
before it left. The counts add up to the difference between all combinations, every part chosen
freely, and those that are searched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod

from app.calc.choices import (
    NONE,
    SEARCHED,
    Choices,
    fits,
    openings_on,
    outside_only,
    usable,
    walls_of,
)
from app.calc.cost import Pricing
from app.calc.dominance import undominated
from app.calc.quantities import open_sides
from app.model.catalogue import Measure
from app.model.house import SIDES, ResolvedHouse, Side
from app.model.search import SearchRules

Counts = dict[str, int]


def left_out(
    house: ResolvedHouse,
    measures: Sequence[Measure],
    pricing: Pricing,
    rules: SearchRules,
    choices: Choices,
) -> Counts:
    """Return what each rule leaves out before anything is simulated, in the order of the rules."""
    lasting = [m for m in measures if m.life.value >= rules.least_life]
    proven = usable(measures, replace(rules, covers=True))
    counting = usable(measures, rules)
    kept = undominated(house, counting, pricing, choices.stakes)
    outside = outside_only(kept, rules)
    at = {
        "least_life": free(house, lasting),
        "only_proven": free(house, proven),
        "covers": free(house, counting),
        "dominated": free(house, kept),
        "inside_last": free(house, outside),
    }
    counts = {name: prod(found.values()) for name, found in at.items()}
    parts = dict(at["inside_last"])
    walls = sum(m.category == "wall" for m in outside)
    sides = len(open_sides(house))

    def narrow(rule: str, **sizes: int) -> None:
        parts.update(sizes)
        counts[rule] = prod(parts.values())

    narrow("one_wall", wall=1 + walls * (2**sides - 1))
    narrow("gables_together", wall=len(walls_of(house, kept, rules)))
    windows = [len(found) for name, found in choices.axes.items() if name.startswith("window")]
    narrow("windows", window=prod(windows), cover=1)
    roofs = sum(m.category in ("roof", "ceiling") for m in kept)
    narrow(
        "one_of_a_part",
        roof=1 + roofs,
        ceiling=1,
        floor=len(choices.axes.get("floor_edge", (NONE,))),
        floor_edge=1,
    )
    steps = [prod(free(house, measures).values()), *counts.values()]
    return {
        rule: before - after for rule, before, after in zip(counts, steps, steps[1:], strict=False)
    }


def free(house: ResolvedHouse, measures: Sequence[Measure]) -> Mapping[str, int]:
    """Return the number of choices of each part, chosen freely for itself."""
    found: dict[str, int] = {}
    for category in SEARCHED:
        mine = [m for m in measures if m.category == category]
        found[category] = prod(
            1 + sum(1 for m in mine if fits(house, m, sides)) for sides in _places(house, category)
        )
    return found


def _places(house: ResolvedHouse, category: str) -> list[tuple[Side, ...]]:
    if category == "wall":
        return [(side,) for side in open_sides(house)]
    if category in ("window", "cover"):
        return [(side,) for side in SIDES if openings_on(house, "window", (side,))]
    return [SIDES]
