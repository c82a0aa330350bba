"""From the build-ups of a house to engine constructions and U-values.

K-values held against limits use the films of GB 50176 (Ri 0.11, Re 0.04) and take a roof space
as the series resistance of the standard's air layer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.calc.layers import AIR_LAYER, u_value_gb50176
from app.calc.transmission import R_SE, R_SI, layers_resistance
from app.calc.wide import larger, size_of, some
from app.model.catalogue.building import Material
from app.model.climate import Array
from app.model.house import BuildLayer, Element, ResolvedHouse
from app.model.quick import replace
from app.model.thermal import Construction, Layer

R_AIR_LAYER = 0.16
"""Air between ceiling and roof covering [m²·K/W] (GB 50176, Bm)."""
R_UNDER = {"solid": 0.0, "suspended": 0.20, "basement": 0.30}
"""What a void below the floor adds [m²·K/W] (estimate, C)."""
ALPHA_SOL = {"brick": 0.70, "clay": 0.70, "render": 0.60, "tile": 0.55, "stone": 0.65}
"""Solar absorptance of wall finishes by D07 [-] (estimate, C)."""
ALPHA_ROOF = 0.75
ALPHA_DEFAULT = 0.65
R_SUNNY = 0.08
"""Outer film of a south wall while the sun shines on it [m²·K/W]: mean of the engine's film over
the bundled Tianjin winter, weighted with the sun (estimate, C)."""
FILMS = R_SI["horizontal"] + R_SE
LEAST = 0.1
"""A ΔU allowance leaves at least this share of the best layer's resistance [-]."""


def layer_of(layer: BuildLayer, materials: Mapping[str, Material], r_factor: float = 1.0) -> Layer:
    """Return the engine's layer with its conductivity in use."""
    if layer.r is not None:
        return Layer(layer.material, r=layer.r * r_factor)
    material = materials[layer.material]
    return Layer(
        layer.material,
        layer.d,
        material.lambda_design * layer.lambda_factor / r_factor,
        material.rho.value,
        material.c.value,
    )


def layers_of(element: Element, materials: Mapping[str, Material]) -> tuple[Layer, ...]:
    """Return the layers, outside to inside, the ΔU allowance taken from the best of them."""
    layers = tuple(
        layer_of(layer, materials, element.r_factor)
        for layer in element.layers
        if layer.r is not None or some(layer.d > 0.0)
    )
    return with_allowance(layers, element.delta_u) if some(element.delta_u != 0.0) else layers


def with_allowance(layers: tuple[Layer, ...], delta_u: float) -> tuple[Layer, ...]:
    """Return layers whose U (ISO 6946 films) is ``delta_u`` [W/(m²·K)] higher."""
    if not layers:
        return layers
    total = layers_resistance(layers) + FILMS
    missing = total - 1.0 / (1.0 / total + delta_u)
    resistances = [layer.resistance for layer in layers]
    if size_of(total):
        return _each_thinned(layers, np.broadcast_arrays(*resistances, total)[:-1], missing)
    best = max(range(len(layers)), key=resistances.__getitem__)
    share = max(1.0 - missing / resistances[best], LEAST)
    return (*layers[:best], _thinned(layers[best], share), *layers[best + 1 :])


def _each_thinned(
    layers: tuple[Layer, ...], resistances: Sequence[Array], missing: Any
) -> tuple[Layer, ...]:
    """Return the layers of many houses, in each of them the best one thinned."""
    best = np.argmax(resistances, axis=0)
    share = larger(1.0 - missing / np.max(resistances, axis=0), LEAST)
    return tuple(
        _thinned(layer, np.where(best == k, share, 1.0)) if some(best == k) else layer
        for k, layer in enumerate(layers)
    )


def _thinned(layer: Layer, share: Any) -> Layer:
    if layer.r is not None:
        return replace(layer, r=layer.r * share)
    return replace(layer, lambda_=layer.lambda_ / share)


def roof_series(house: ResolvedHouse, materials: Mapping[str, Material]) -> tuple[Layer, ...]:
    """Return roof, air layer and ceiling in series, outside to inside."""
    elements = house.elements
    return in_series(
        layers_of(elements["roof"], materials), layers_of(elements["ceiling"], materials)
    )


def in_series(roof: tuple[Layer, ...], ceiling: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Return the layers of a roof and of a ceiling with air between them, if there is one."""
    return (*roof, Layer(AIR_LAYER, r=R_AIR_LAYER), *ceiling) if ceiling else roof


def floor_layers(house: ResolvedHouse, materials: Mapping[str, Material]) -> tuple[Layer, ...]:
    """Return the layers of the ground floor, the void below it as a resistance."""
    return above_void(layers_of(house.elements["floor"], materials), house.floor.under)


def above_void(layers: tuple[Layer, ...], under: str) -> tuple[Layer, ...]:
    """Return the layers of a ground floor and what lies ``under`` it."""
    r = R_UNDER[under]
    return (Layer("void", r=r), *layers) if r else layers


def element_u(house: ResolvedHouse, element_id: str, materials: Mapping[str, Material]) -> float:
    """Return K [W/(m²·K)] of a wall or of the whole roof with the films of GB 50176."""
    if element_id in ("roof", "ceiling"):
        return u_value_gb50176(roof_series(house, materials))
    return u_value_gb50176(layers_of(house.elements[element_id], materials))


def construction_of(
    construction_id: str, layers: Sequence[Layer], element: Element | None = None
) -> Construction:
    """Return an engine construction with the absorptance of the element's finish.

    Glass before the wall is a resistance. The sun it lets through warms the wall behind it; the
    engine lets it warm the outermost face instead, with as much more of it as that face loses
    more of it outdoors.
    """
    alpha = ALPHA_DEFAULT
    if element is not None:
        alpha = ALPHA_SOL.get(element.finish, ALPHA_DEFAULT)
        alpha = ALPHA_ROOF if element.part == "roof" else alpha
        if element.cover is not None:
            cover = element.cover
            layers = (Layer("cover", r=cover.r), *layers)
            alpha = cover.alpha * cover.tau * (cover.r + R_SUNNY) / R_SUNNY
    return Construction(construction_id, tuple(layers), alpha_sol_e=alpha)
