"""Catalogue build-ups as engine constructions, and their U-values.

Conductivity in use is the tabulated value times the correction of GB 50176. Two sets of surface
films are in use and must be named wherever a U-value is shown: GB 50176 for limits, ISO 6946
where ISO is the method.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from app.calc.transmission import R_SE, R_SI, u_value
from app.model.catalogue import ConstructionSpec, LayerSpec, Material
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
