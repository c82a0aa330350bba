"""The bill of quantities of a package: own lines of each measure and the side costs they bring.

A side cost that several measures ask for comes once: mobilisation once per trade, reveals and
scaffold once per side, wires once per house. Every line is rounded to whole yuan, so that the
sum of the printed lines is the cost of the package.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.calc.measures import Chosen
from app.calc.quantities import facade_height, open_sides, pieces, quantity
from app.model.assessment import CostLine, Range
from app.model.catalogue import (
    AddLayers,
    AddSunspace,
    Catalogue,
    ExtraLine,
    Measure,
    QuantityRule,
    ReplaceDoor,
    ReplaceWindow,
    Spread,
    unit_of,
)
from app.model.house import SIDES, ResolvedHouse, Side

EAVES_LEFT = 0.10
"""Overhang that must be left after external insulation [m]."""
EAVES_HIGH = 4.0
"""Eaves height above which scaffolding is needed [m]."""
ROOF_LOAD_LIMIT = 0.5
"""Added dead load on a roof above which a structural check is needed [kN/m²]."""
HARD_FINISHES = ("tile", "stone")
NOTHING = Range(0.0, 0.0, 0.0)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A cost line; lines of the same ``key`` are one and the same."""

    key: Key
    line: CostLine


@dataclass(frozen=True, slots=True)
class Pricing:
    """Prices of a house's works: catalogue prices times ``factor`` (the village's own level).

    ``brought``: what comes along with a measure by the rules of this house, such as the mending
    of a leak with the insulation of a roof.
    """

    house: ResolvedHouse
    catalogue: Catalogue
    factor: float = 1.0
    brought: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)
    _known: dict[Chosen, tuple[Line, ...]] = field(default_factory=dict)

    def lines(self, chosen: Chosen) -> tuple[Line, ...]:
        """Return the lines of one measure, its side costs included."""
        if chosen not in self._known:
            self._known[chosen] = self._priced(chosen)
        return self._known[chosen]

    def along(self, package: Iterable[Chosen]) -> tuple[Chosen, ...]:
        """Return a package with what its measures bring along, on their sides."""
        package = tuple(package)
        more = (
            Chosen(item.measure, chosen.sides if self._by_side(item.measure) else ())
            for chosen in package
            for item in self.brought.get(chosen.measure, ())
        )
        return tuple(dict.fromkeys((*package, *more)))

    def _by_side(self, measure: str) -> bool:
        return self.catalogue.measures[measure].per_orientation

    def bill(self, package: Iterable[Chosen]) -> Mapping[Chosen, tuple[CostLine, ...]]:
        """Return the lines by measure; a shared line stands with the first that needs it."""
        seen: set[Key] = set()
        bill = {}
        for chosen in package:
            new = [item for item in self.lines(chosen) if item.key not in seen]
            seen.update(item.key for item in new)
            bill[chosen] = tuple(item.line for item in new)
        return bill

    def cost(self, package: Iterable[Chosen]) -> Range:
        """Return the cost of a package [yuan]."""
        return total(line for lines in self.bill(package).values() for line in lines)

    def amount(self, chosen: Chosen) -> float:
        """Return the quantity of a measure's own line in its unit."""
        measure = self.catalogue.measures[chosen.measure]
        if measure.quantity == "pieces":
            return float(pieces(measure.id, self.house))
        if measure.quantity == "glazing_area":
            return self._glazing(measure)
        return quantity(measure.quantity, self.house, chosen.sides or SIDES)

    def _glazing(self, measure: Measure) -> float:
        depth = sum(e.depth.value for e in measure.effects if isinstance(e, AddSunspace))
        return (self.house.plan.length + 2 * depth) * self.house.plan.height

    def _priced(self, chosen: Chosen) -> tuple[Line, ...]:
        measure = self.catalogue.measures[chosen.measure]
        amount = self.amount(chosen)
        own = CostLine(
            measure.id,
            measure.name,
            amount,
            unit_of(measure.quantity),
            self._price(measure.cost, amount),
            measure.cost.mark,
            measure.labour_share.value,
            measure.unskilled_share.value,
        )
        extras = [self.catalogue.extra_lines[item] for item in measure.extra_lines]
        found = [line for extra in extras for line in self._extra(extra, measure, chosen, amount)]
        return (Line((measure.id, str(chosen)), own), *found)

    def _extra(
        self, extra: ExtraLine, measure: Measure, chosen: Chosen, amount: float
    ) -> list[Line]:
        sides = open_sides(self.house, chosen.sides or SIDES)
        return [
            Line(key, self._extra_line(extra, number))
            for key, number in self._amounts(extra, measure, sides, amount)
            if number > 0
        ]

    def _amounts(
        self, extra: ExtraLine, measure: Measure, sides: Sequence[Side], amount: float
    ) -> list[tuple[Key, float]]:
        """Return each key of a side cost with its quantity, empty where it is not needed."""
        match extra.quantity:
            case "trade":
                return [((extra.id, measure.trade), 1.0)]
            case "waste_volume":
                waste = measure.waste.value * amount if measure.waste else 0.0
                return [((extra.id, measure.id + "".join(sides)), waste)]
            case "house" | "roof_area":
                needed = self._needed(extra, measure, "S")
                return [((extra.id, ""), quantity(extra.quantity, self.house) * needed)]
            case "pieces":
                needed = self._needed(extra, measure, "S") and "S" in sides
                return [((extra.id, ""), float(pieces(extra.id, self.house) * needed))]
        return [
            ((extra.id, side + self._share(extra, measure)), self._on(extra, measure, side))
            for side in sides
            if self._needed(extra, measure, side)
        ]

    def _on(self, extra: ExtraLine, measure: Measure, side: Side) -> float:
        if extra.quantity == "opening_area":
            rule: QuantityRule = "door_area" if _replaces_doors(measure) else "window_area"
            return quantity(rule, self.house, (side,))
        return quantity(extra.quantity, self.house, (side,))

    @staticmethod
    def _share(extra: ExtraLine, measure: Measure) -> str:
        """Return what tells two lines of one side apart: old windows and old doors."""
        return measure.category if extra.quantity == "opening_area" else ""

    def _needed(self, extra: ExtraLine, measure: Measure, side: Side) -> bool:
        house = self.house
        match extra.condition:
            case "always":
                return True
            case "finish_hard_or_loose":
                wall = house.elements.get(f"wall.{side}")
                hard = wall is not None and wall.finish in HARD_FINISHES
                return hard or (wall is not None and wall.defects == "loose")
            case "eaves_short":
                return self._eaves_short(measure, side)
            case "eaves_above_4_m":
                return facade_height(house.plan) > EAVES_HIGH
            case "unit_on_wall":
                return pieces(extra.id, house) > 0
            case "wall_insulated":
                return _insulates_wall(measure) or _wall_is_insulated(house, side)
            case "roof_needs_check":
                load = measure.dead_load
                return load is not None and load.typical > ROOF_LOAD_LIMIT
        return False  # electric equipment and photovoltaics are not among these measures

    def _eaves_short(self, measure: Measure, side: Side) -> bool:
        """Tell whether less than the overhang needed is left; gable verges hardly stand out."""
        thickness = sum(
            layer.d.value
            for effect in measure.effects
            if isinstance(effect, AddLayers) and effect.side == "outside"
            for layer in effect.layers
            if layer.d is not None
        )
        gable = side in ("E", "W")
        if gable and self.house.plan.form == "flat":
            return False
        overhang = 0.0 if gable else self.house.plan.eaves
        return overhang - thickness < EAVES_LEFT

    def _extra_line(self, extra: ExtraLine, amount: float) -> CostLine:
        cost = self._price(extra.cost, amount)
        return CostLine(
            extra.id, extra.name, amount, unit_of(extra.quantity), cost, extra.cost.mark,
            extra.labour_share.value, extra.unskilled_share.value,
        )  # fmt: skip

    def _price(self, price: Spread, amount: float) -> Range:
        scale = amount * self.factor
        return Range(
            float(round(price.low * scale)),
            float(round(price.typical * scale)),
            float(round(price.high * scale)),
        )


def total(lines: Iterable[CostLine]) -> Range:
    """Return the sum of lines [yuan]."""
    sums = NOTHING
    for line in lines:
        cost = line.cost
        sums = Range(sums.low + cost.low, sums.typical + cost.typical, sums.high + cost.high)
    return sums


def _replaces_doors(measure: Measure) -> bool:
    return any(isinstance(effect, ReplaceDoor) for effect in measure.effects)


def _insulates_wall(measure: Measure) -> bool:
    return not any(isinstance(e, ReplaceWindow) for e in measure.effects) and any(
        isinstance(e, AddLayers) and e.target == "wall" for e in measure.effects
    )


def _wall_is_insulated(house: ResolvedHouse, side: Side) -> bool:
    wall = house.elements.get(f"wall.{side}")
    return wall is not None and any(layer.insulation for layer in wall.layers)
