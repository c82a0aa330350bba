"""The layers of an element as they were calculated, with where each conductivity comes from."""

from collections.abc import Iterator, Sequence

from app.calc.build_up import R_AIR_LAYER, R_UNDER, floor_layers, layers_of, roof_series
from app.calc.layers import AIR_LAYER
from app.i18n import Text
from app.model.assessment import LayerResult, Mark
from app.model.catalogue import Catalogue
from app.model.house import BuildLayer, Element, ResolvedHouse
from app.model.thermal import Layer

_AIR = Text("空气层", "Air layer")
_AIR_SOURCE = Text(
    "GB 50176 空气间层热阻（待核对原文）", "GB 50176 air layers (recalled, not re-read)"
)
_VOID = Text("地面下空腔", "Void below the floor")
_ESTIMATE = Text("工程估计", "Engineering estimate")
_GIVEN = Text("构造给定的热阻", "Resistance given for the build-up")


def layer_results(
    house: ResolvedHouse, element_id: str, catalogue: Catalogue
) -> tuple[LayerResult, ...]:
    """Return the layers from outside to inside; none of windows and doors."""
    if element_id not in house.elements:
        return ()
    element = house.elements[element_id]
    if element_id == "floor":
        layers = floor_layers(house, catalogue.materials)
        head = layers[:1] if R_UNDER[house.floor.under] else ()
        void = [_plain("void", _VOID, head[0].resistance, "C", _ESTIMATE)] if head else []
        return (*void, *_of(element, layers[len(head) :], catalogue))
    if element_id != "roof":
        return tuple(_of(element, layers_of(element, catalogue.materials), catalogue))
    series = roof_series(house, catalogue.materials)
    ceiling = house.elements["ceiling"]
    count = len(_kept(element))
    outer = tuple(_of(element, series[:count], catalogue))
    if len(series) == count:
        return outer
    air = _plain(AIR_LAYER, _AIR, R_AIR_LAYER, "Bm", _AIR_SOURCE)
    return (*outer, air, *_of(ceiling, series[count + 1 :], catalogue))


def _kept(element: Element) -> list[BuildLayer]:
    return [layer for layer in element.layers if layer.r is not None or layer.d > 0.0]


def _plain(material: str, name: Text, r: float, mark: Mark, source: Text) -> LayerResult:
    return LayerResult(material, name, 0.0, None, 1.0, r, mark, source, "catalogue")


def _of(element: Element, layers: Sequence[Layer], catalogue: Catalogue) -> Iterator[LayerResult]:
    for built, layer in zip(_kept(element), layers, strict=True):
        material = catalogue.materials[built.material]
        number = material.lambda_
        provenance = "catalogue" if built.added else element.provenance
        if number is None or built.r is not None:
            yield LayerResult(
                built.material, material.name, 0.0, None, 1.0, layer.resistance,
                None, _GIVEN, provenance, built.added,
            )  # fmt: skip
            continue
        yield LayerResult(
            material=built.material,
            name=material.name,
            d=built.d,
            lambda_=number.value,
            correction=built.d / (number.value * layer.resistance),
            r=layer.resistance,
            mark=number.mark,
            source=catalogue.source_of(number),
            provenance=provenance,
            added=built.added,
        )
