"""Where the limits of the five levels come from: the house types as the engine computes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median

from app.calc.engine import simulate
from app.calc.thermal_model import thermal_model
from app.i18n import Text
from app.model.survey import VillageValues, blank_survey, with_value
from app.model.value import Provenance, known
from app.services.assess import SEASON, Context, load_context
from app.services.resolve import resolve

REFERENCE = "reference_50824"
"""House type at the limits of GB/T 50824."""
BEST, PASSED = 0.5, 0.7
"""Share of the reference house's need below which level 1 begins (half: the ultra-low-energy
farmhouse), and of the median of the uninsulated ones below which level 3 does (30 % saved)."""
STEP = 5.0
"""Limits are rounded up to this [kWh/m²], so that who sets a limit lies within it."""


@dataclass(frozen=True, slots=True)
class TypeNeed:
    """A house type with its need in standard use [kWh/m² of heated area and season]."""

    id: str
    name: Text
    need: float


def needs_of_types(context: Context) -> tuple[TypeNeed, ...]:
    """Return the need of each house type, answers as its defaults say, lowest first."""
    catalogue, pack, weather = context.catalogue, context.pack, context.weather
    houses, village = [], VillageValues()
    for archetype in catalogue.archetypes.values():
        picture = known(archetype.id, Provenance.TOLD)
        survey = with_value(blank_survey(archetype.id), "B03", picture)
        houses.append((archetype, resolve(survey, village, catalogue, pack, weather)))
    models = [thermal_model(house, "standard", catalogue, pack, weather) for _a, house in houses]
    found = [
        TypeNeed(archetype.id, archetype.name, run.q_h_nd / house.heated_area)
        for (archetype, house), run in zip(houses, simulate(models, weather, SEASON), strict=True)
    ]
    return tuple(sorted(found, key=lambda item: item.need))


def limits_from(types: Sequence[TypeNeed]) -> tuple[float, float, float, float]:
    """Return the upper limits of levels 1 to 4 [kWh/m²].

    Level 2 ends at the reference house of GB/T 50824 and level 1 at half of it; level 4 at the
    median of the types that need more than the reference, level 3 at 70 % of that median.
    """
    reference = next(item.need for item in types if item.id == REFERENCE)
    usual = median(item.need for item in types if item.need > reference)
    a, b, c, d = (_rounded(x) for x in (BEST * reference, reference, PASSED * usual, usual))
    return a, b, c, d


def _rounded(need: float) -> float:
    return STEP * ceil(need / STEP)


def limits_page(context: Context) -> str:
    """Return ``docs/label.md``: limits, house types, where each lies."""
    types = needs_of_types(context)
    rule = context.pack.label
    held = [number.value for number in rule.limits]
    lines = [
        "# The five levels",
        "",
        "Made by `python3 dev.py docs`. A level is that of the heating need of standard use per m² "
        "of heated area and season, whatever the family burns. It is a reference label of this "
        "program, not an official one.",
        "",
        f"Limits of the policy pack ({rule.date}, {rule.engine}, mark {rule.limits[0].mark}): "
        + ", ".join(f"level {k} up to {x:g} kWh/m²" for k, x in enumerate(held, start=1))
        + "; level 5 above.",
        "",
        f"Level 2 ends at the reference house of GB/T 50824, level 1 at {BEST:.0%} of it (an "
        "ultra-low-energy farmhouse needs half of one built to the farmhouse standard, "
        "Sustainability 2023, 15, 6931). Level 4 ends at the median of the types that need more "
        f"than the reference, level 3 at {PASSED:.0%} of that median: where the usual house comes "
        f"to by saving 30 %. Rounded up to {STEP:g} kWh/m²; weather of {context.weather.name}.",
        "",
        "| House type | 类型 | kWh/m² | Level |",
        "|---|---|---|---|",
    ]
    for item in types:
        level = 1 + sum(item.need > limit for limit in held)
        lines.append(f"| {item.name.en} | {item.name.zh} | {item.need:.1f} | {level} |")
    return "\n".join(lines) + "\n"


def write_label_page(path: Path = Path("docs") / "label.md") -> None:
    """Write the page of the levels from the bundled catalogue and weather."""
    path.write_text(limits_page(load_context()), encoding="utf-8", newline="\n")
