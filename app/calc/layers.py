"""Catalogue build-ups as engine constructions, and what measures make of them.

Conductivity in use is the tabulated value times the correction of GB 50176. Two sets of surface
films are in use and must be named wherever a U-value is shown: GB 50176 for limits, ISO 6946
where ISO is the method.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from app.calc.transmission import R_SE, R_SI, u_value
from app.model.catalogue import AddLayers, ConstructionSpec, LayerSpec, Material
from app.model.thermal import Construction, Layer

R_SI_GB50176 = 0.11
AIR_LAYER = "air_layer"
Direction = Literal["up", "horizontal", "down"]


def engine_layer(spec: LayerSpec, material: Material) -> Layer:
    """Return the engine's layer: d [m], lambda in use [W/(m·K)], or the pure resistance."""
    if spec.d is None:
        return Layer(material.id, r=spec.resistance(material))
    return Layer(
        material.id,
        d=spec.d.value,
        lambda_=material.lambda_design,
        rho=material.rho.value,
        c=material.c.value,
    )


def engine_layers(
    specs: Sequence[LayerSpec], materials: Mapping[str, Material]
) -> tuple[Layer, ...]:
    """Return the engine's layers, outside to inside."""
    return tuple(engine_layer(spec, materials[spec.material]) for spec in specs)


def engine_construction(
    spec: ConstructionSpec,
    materials: Mapping[str, Material],
    alpha_sol_e: float = 0.7,
    alpha_sol_i: float = 0.6,
    epsilon: float = 0.9,
) -> Construction:
    """Return the engine's construction; radiative properties [-] as in its record."""
    layers = engine_layers(spec.layers, materials)
    return Construction(spec.id, layers, alpha_sol_e, alpha_sol_i, epsilon)


def u_value_gb50176(layers: Sequence[Layer]) -> float:
    """Return U [W/(m²·K)] with Ri 0.11 and Re 0.04 (GB 50176-2016), as limits are stated."""
    return u_value(layers, R_SI_GB50176, R_SE)


def u_value_iso6946(layers: Sequence[Layer], direction: Direction) -> float:
    """Return U [W/(m²·K)] with the films of ISO 6946 for heat flow ``direction``."""
    return u_value(layers, R_SI[direction], R_SE)


def can_add(specs: Sequence[LayerSpec], effect: AddLayers) -> bool:
    """Tell whether the layers to be taken off, or the ceiling to be laid on, are there."""
    present = {spec.material for spec in specs}
    if effect.side == "above_ceiling" and AIR_LAYER not in present:
        return False
    return all(spec.material in present for spec in effect.layers if _removes(spec))


def with_layers(specs: Sequence[LayerSpec], effect: AddLayers) -> tuple[LayerSpec, ...]:
    """Return the build-up after ``effect``, outside to inside.

    The effect lists its layers in the order of laying, from the old surface on. What is to be
    taken off is taken off as far as it is there; a layer thinner than that goes whole.

    Raises
    ------
    ValueError
        If :func:`can_add` says no.
    """
    if not can_add(specs, effect):
        raise ValueError("the layers to be taken off, or the ceiling, are not there")
    kept = tuple(specs)
    for removal in filter(_removes, effect.layers):
        kept = _take_off(kept, removal)
    added = tuple(spec for spec in effect.layers if not _removes(spec))
    if effect.side == "outside":
        return (*reversed(added), *kept)
    at = _position(kept, effect.side)
    return (*kept[:at], *added, *kept[at:])


def _removes(spec: LayerSpec) -> bool:
    return spec.d is not None and spec.d.value < 0


def _position(specs: Sequence[LayerSpec], side: str) -> int:
    """Return the index at which inside layers are put."""
    air = [i for i, spec in enumerate(specs) if spec.material == AIR_LAYER]
    if side == "inside" or not air:
        return len(specs)
    return air[-1] + 1 if side == "above_ceiling" else air[-1]


def _take_off(specs: tuple[LayerSpec, ...], removal: LayerSpec) -> tuple[LayerSpec, ...]:
    """Take the outermost layer of the material off, down to nothing."""
    at = next(i for i, spec in enumerate(specs) if spec.material == removal.material)
    old = specs[at].d
    rest = old.value + removal.d.value if old and removal.d else 0.0
    if old is None or rest <= 1e-6:
        return (*specs[:at], *specs[at + 1 :])
    thinner = msgspec.structs.replace(specs[at], d=msgspec.structs.replace(old, value=rest))
    return (*specs[:at], thinner, *specs[at + 1 :])
