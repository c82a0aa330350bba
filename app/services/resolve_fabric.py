"""Walls, roof, ceiling and floor of a survey as build-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.calc.build_up import R_AIR_LAYER, layers_of
from app.calc.layers import AIR_LAYER
from app.calc.transmission import R_SE, layers_resistance
from app.model.catalogue import Catalogue, LayerSpec
from app.model.house import SIDES, BuildLayer, Element, Side
from app.model.survey import rows, value_of
from app.services.answers import Answers

FILMS_GB = 0.11 + R_SE
MASSIVE = ("adobe", "stone")
"""Walls whose core takes the measured thickness (D02)."""
TILE, CRACK_MORTAR = "ceramic_tile", "mortar_crack"
WET_CINDER = 2.0 / 1.5
"""Conductivity of lime-cinder under a badly leaking roof, relative to its value in use."""
INSULATION_DEFAULT = 0.05
"""Thickness [m] of existing insulation that nobody could measure."""
_THICKNESS_KEY = {"D04": "wall.insulation_thickness", "E04": "roof.insulation_thickness"}
FLOOR_INSULATION = BuildLayer("xps", 0.03, insulation=True)
PARTITION = (
    BuildLayer("mortar_lime", 0.015),
    BuildLayer("brick_solid_heavy", 0.24),
    BuildLayer("mortar_lime", 0.015),
)
SLAB = (BuildLayer("mortar_cement", 0.02), BuildLayer("concrete_rc", 0.10))


def build_layers(specs: Iterable[LayerSpec]) -> tuple[BuildLayer, ...]:
    """Return catalogue layers as layers of a house."""
    return tuple(
        BuildLayer(s.material, s.d.value if s.d else 0.0, s.r.value if s.r else None) for s in specs
    )


def elements_of(answers: Answers) -> Mapping[str, Element]:
    """Return all opaque elements of the surveyed house."""
    found = {f"wall.{side}": _wall(answers, side) for side in SIDES}
    bare = _without_insulation(found["wall.E"].layers, answers.catalogue)
    found["gable"] = replace(found["wall.E"], id="gable", part="gable", side="", layers=bare)
    found |= _roof(answers)
    found["floor"] = _floor(answers)
    found["slab"] = Element("slab", "slab", SLAB)
    found["partition"] = Element("partition", "partition", PARTITION)
    answers.rule("partition.construction", "brick 240", "", "分隔墙按24砖两面抹灰")
    return MappingProxyType(found)


def wall_thickness(answers: Answers) -> float:
    """Return the thickness of the outer walls [m] (D02)."""
    return float(answers.need("D02", 370, "墙厚未知时按37墙")) / 1000.0


# walls


def _wall(answers: Answers, side: Side) -> Element:
    row = next((r.id for r in rows(answers.survey, "wall") if _side(answers, r.id) == side), "")
    own = bool(row) and answers.get("D06") == "no"

    def get(field_id: str, row_field: str) -> object:
        found = answers.get(row_field, row) if own else None
        return answers.get(field_id) if found is None else found

    code = str(get("D01", "DW02") or "oth")
    thickness = float(str(get("D02", "DW03") or 0)) / 1000.0
    insulated = str(get("D03", "DW04") or "no") == "yes"
    material = str(get("D04", "DW05") or "unk")
    depth = get("D05", "DW06")
    finish = str(answers.get("D07") or "render")
    core, construction = _wall_core(answers, code)
    extra = _insulation(answers, "D04", material, depth) if insulated else ()
    layers = (*_facing(finish), *_skin(extra), *extra, *core)
    if code in MASSIVE and thickness > 0.0:
        layers = _to_thickness(layers, thickness)
    leakage = answers.catalogue.leakage.wall_row(code)
    element = Element(
        id=f"wall.{side}",
        part="wall",
        layers=layers,
        construction=construction,
        provenance=answers.provenance("DW02", row) if own else answers.provenance("D01"),
        side=side,
        leakage="insulated" if insulated else leakage,
        finish=finish,
        defects=str(answers.get("D08") or ""),
    )
    typed = answers.given("D09")
    return element if typed is None or own else _with_u(element, float(typed), answers.catalogue)


def _side(answers: Answers, row: str) -> object:
    return value_of(answers.survey, "DW01", row).value


def _wall_core(answers: Answers, code: str) -> tuple[tuple[BuildLayer, ...], str]:
    """Return the wall without facing and insulation, the house type's own if it is of this code.

    Also the catalogue id that names it, "" when insulation had to be taken out of it.
    """
    typical = answers.archetype.fields.get("D01")
    answer = answers.catalogue.answer("D01", code)
    own = typical is not None and typical.value == code
    name = answers.archetype.wall.value if own or answer is None else answer.target
    layers = build_layers(answers.catalogue.constructions[name].layers)
    kept = _without_insulation(layers, answers.catalogue)
    bare = name if kept == layers else ""
    return tuple(x for x in kept if x.material not in (TILE, CRACK_MORTAR)), bare


def _without_insulation(
    layers: tuple[BuildLayer, ...], catalogue: Catalogue
) -> tuple[BuildLayer, ...]:
    return tuple(x for x in layers if catalogue.materials[x.material].category != "insulation")


def _facing(finish: str) -> tuple[BuildLayer, ...]:
    return (BuildLayer(TILE, 0.008),) if finish == "tile" else ()


def _skin(insulation: tuple[BuildLayer, ...]) -> tuple[BuildLayer, ...]:
    return (BuildLayer(CRACK_MORTAR, 0.005),) if insulation else ()


def _insulation(
    answers: Answers, field_id: str, code: str, depth: object
) -> tuple[BuildLayer, ...]:
    answer = answers.catalogue.answer(field_id, code)
    material = answer.target if answer and answer.target else "eps"
    d = float(str(depth)) / 1000.0 if depth is not None else INSULATION_DEFAULT
    if depth is None:
        answers.rule(_THICKNESS_KEY[field_id], d * 1000.0, "mm", "保温厚度未知时按50 mm")
    return (BuildLayer(material, d, insulation=True),)


def _to_thickness(layers: tuple[BuildLayer, ...], thickness: float) -> tuple[BuildLayer, ...]:
    """Give the thickest layer what the measured thickness leaves for it."""
    core = max(range(len(layers)), key=lambda k: layers[k].d)
    rest = thickness - sum(layer.d for k, layer in enumerate(layers) if k != core)
    layer = replace(layers[core], d=max(rest, 0.05))
    return (*layers[:core], layer, *layers[core + 1 :])


def _with_u(element: Element, u_value: float, catalogue: Catalogue) -> Element:
    """Scale the resistance so that K is the value somebody gave."""
    r = layers_resistance(layers_of(element, catalogue.materials))
    wanted = max(1.0 / u_value - FILMS_GB, 0.02)
    return replace(element, r_factor=element.r_factor * wanted / r)


# roof


def _roof(answers: Answers) -> dict[str, Element]:
    catalogue = answers.catalogue
    code = str(answers.get("E02") or "oth")
    ceiling_code = str(answers.get("E03") or "none")
    insulation_code = str(answers.get("E04") or "none")
    depth = answers.get("E05")
    outer, construction = _roof_core(answers, code)
    ceiling = _ceiling(catalogue, ceiling_code)
    if not _names_ceiling(catalogue, construction, ceiling):
        construction = ""
    if insulation_code != "none":
        extra = _insulation(answers, "E04", insulation_code, depth)
        if ceiling:
            ceiling = (*extra, *ceiling)
        else:
            outer = _on_slab(outer, extra, catalogue)
    if answers.get("E06") == "bad":
        outer = tuple(_wet(layer) for layer in outer)
    row = catalogue.leakage.roof_row(code, ceiling_code)
    provenance = answers.provenance("E02")
    roof = Element(
        "roof", "roof", outer, construction, provenance, leakage=row,
        defects=str(answers.get("E06") or ""),
    )  # fmt: skip
    found = {
        "roof": roof,
        "ceiling": Element("ceiling", "ceiling", ceiling, "", answers.provenance("E03")),
    }
    typed = answers.given("E07")
    return found if typed is None else _with_roof_u(found, float(typed), catalogue)


def _roof_core(answers: Answers, code: str) -> tuple[tuple[BuildLayer, ...], str]:
    """Return what lies outside the air layer, without insulation, and the id that names it."""
    catalogue = answers.catalogue
    typical = answers.archetype.fields.get("E02")
    answer = catalogue.answer("E02", code)
    own = typical is not None and typical.value == code
    if own or answer is None or not answer.layers:
        name = answers.archetype.roof.value
        layers = build_layers(catalogue.constructions[name].layers)
        airs = [k for k, layer in enumerate(layers) if layer.material == AIR_LAYER]
        layers = layers[: airs[0]] if airs else layers
    else:
        name, layers = answer.target, build_layers(answer.layers)
    kept = _without_insulation(layers, catalogue)
    return kept, name if kept == layers else ""


def _ceiling(catalogue: Catalogue, code: str) -> tuple[BuildLayer, ...]:
    answer = catalogue.answer("E03", code)
    layers = build_layers(answer.layers) if answer else ()
    return tuple(layer for layer in layers if layer.material != AIR_LAYER)


def _names_ceiling(
    catalogue: Catalogue, construction: str, ceiling: tuple[BuildLayer, ...]
) -> bool:
    """Tell whether a catalogue roof has this very ceiling, so that its name is right."""
    spec = catalogue.constructions.get(construction)
    materials = [layer.material for layer in spec.layers] if spec else []
    below = materials[materials.index(AIR_LAYER) + 1 :] if AIR_LAYER in materials else []
    return below == [layer.material for layer in ceiling]


def _on_slab(
    layers: tuple[BuildLayer, ...], extra: tuple[BuildLayer, ...], catalogue: Catalogue
) -> tuple[BuildLayer, ...]:
    """Lay insulation on the slab, or inside the covering where there is none."""
    slabs = [
        k for k, x in enumerate(layers) if catalogue.materials[x.material].category == "concrete"
    ]
    at = slabs[0] if slabs else len(layers)
    return (*layers[:at], *extra, *layers[at:])


def _wet(layer: BuildLayer) -> BuildLayer:
    return replace(layer, lambda_factor=WET_CINDER) if layer.material == "slag_lime" else layer


def _with_roof_u(
    found: dict[str, Element], u_value: float, catalogue: Catalogue
) -> dict[str, Element]:
    series = sum(
        layers_resistance(layers_of(found[k], catalogue.materials)) for k in ("roof", "ceiling")
    )
    air = R_AIR_LAYER if found["ceiling"].layers else 0.0
    factor = max(1.0 / u_value - FILMS_GB - air, 0.02) / series
    return {k: replace(e, r_factor=factor) for k, e in found.items()}


# floor


def _floor(answers: Answers) -> Element:
    code = str(answers.get("G01") or "cement")
    answer = answers.catalogue.answer("G01", code)
    name = answer.target if answer else answers.archetype.floor.value
    layers = build_layers(answers.catalogue.constructions[name].layers)
    layers = (*layers, *(build_layers(answer.layers) if answer else ()))
    if answers.get("G03") == "yes":
        layers = (FLOOR_INSULATION, *layers)
        answers.rule("floor.insulation_thickness", 30, "mm", "地面保温厚度未知时按挤塑板30 mm")
    return Element("floor", "floor", layers, name, answers.provenance("G01"))
