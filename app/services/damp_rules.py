"""Rule R35: works that make a wall or roof collect water are refused, unknown ones are said."""

from collections.abc import Iterable

from app.calc.damp import moisture_of, outdoor_elements, reason, worse
from app.calc.geometry import shape_of
from app.calc.measures import apply
from app.i18n import Text
from app.model.assessment import ExcludedMeasure, Finding, Moisture
from app.model.catalogue import AddLayers, Catalogue, Measure, PolicyPack
from app.model.climate import WeatherYear
from app.model.house import ResolvedHouse

RULE = "R35"


def excluded_by_damp(
    house: ResolvedHouse,
    catalogue: Catalogue,
    pack: PolicyPack,
    weather: WeatherYear,
    measures: Iterable[Measure],
) -> tuple[ExcludedMeasure, ...]:
    """Return the measures after which an element collects water, each with its sentence."""
    names = outdoor_elements(house, shape_of(house))
    before = {m.element: m for m in moisture_of(house, catalogue, pack, weather).elements}
    excluded = []
    for measure in measures:
        if not any(isinstance(effect, AddLayers) for effect in measure.effects):
            continue
        after = apply(house, measure, catalogue)
        changed = [n for n in names if _layers(after, n) != _layers(house, n)]
        if not changed:
            continue
        found = moisture_of(after, catalogue, pack, weather, changed).elements
        failing = next((item for item in found if worse(item, before[item.element])), None)
        if failing is not None:
            why = joined(catalogue.rules[RULE].sentence, reason(failing, catalogue.materials))
            excluded.append(ExcludedMeasure(measure.id, measure.name, RULE, why))
    return tuple(excluded)


def _layers(house: ResolvedHouse, element: str) -> tuple[object, ...]:
    ceiling = house.elements["ceiling"].layers if element == "roof" else ()
    return (*house.elements[element].layers, *ceiling)


def damp_findings(before: Moisture, after: Moisture, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return R35 for a package: blocking where it makes an element fail, a warning where a
    vapour permeability that comes in with it is unknown."""
    rule = catalogue.rules[RULE]
    known = {item.element: item for item in before.elements}
    found: dict[str, Finding] = {}
    for item in after.elements:
        old = known.get(item.element)
        if old is None:
            continue
        if worse(item, old):
            why = joined(rule.sentence, reason(item, catalogue.materials))
            found["block"] = Finding(RULE, "block", why, rule.source, rule.mark)
        elif item.verdict == "no_verdict" and old.verdict != "no_verdict":
            why = reason(item, catalogue.materials)
            found.setdefault("warn", Finding(RULE, "warn", why, rule.source, rule.mark))
    return tuple(found.values())


def joined(first: Text, second: Text) -> Text:
    """Return two sentences as one text."""
    return Text(f"{first.zh}{second.zh}", f"{first.en} {second.en}")
