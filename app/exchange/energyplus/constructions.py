"""Layers, glass and constructions in EnergyPlus' terms."""

from collections.abc import Sequence
from dataclasses import replace

from app.exchange.energyplus.objects import Fields, Objects
from app.model.thermal import Construction, Glazing, Layer

ROUGHNESS = "Rough"
U_MAX = 7.0
"""Largest U of a simple glazing system [W/(m²·K)]; the engine limits it likewise."""
HEAT_MIN = 100.0
"""Smallest specific heat EnergyPlus takes [J/(kg·K)]; below it a layer has no mass."""
R_MIN = 0.001
"""Smallest resistance EnergyPlus takes [m²·K/W]."""


def add_construction(
    objects: Objects, name: str, layers: Sequence[Layer], faces: Construction
) -> str:
    """Add layers (outside to inside) with the faces of ``faces``, once, and return the name.

    A material of EnergyPlus has one absorptance; a single layer with two different faces is
    written as two halves.
    """
    if objects.has("Construction", name):
        return name
    if len(layers) == 1 and faces.alpha_sol_e != faces.alpha_sol_i:
        layers = (_part(layers[0], 0.5),) * 2
    fields: Fields = {}
    for k, layer in enumerate(layers):
        alpha = faces.alpha_sol_e if k == 0 else faces.alpha_sol_i
        material = _material(objects, f"{name} {k + 1} {layer.name}", layer, alpha, faces.epsilon)
        fields["outside_layer" if k == 0 else f"layer_{k + 1}"] = material
    return objects.add("Construction", name, fields)


def _material(objects: Objects, name: str, layer: Layer, alpha: float, epsilon: float) -> str:
    fields: Fields = {
        "roughness": ROUGHNESS,
        "thermal_absorptance": epsilon,
        "solar_absorptance": alpha,
        "visible_absorptance": alpha,
    }
    if layer.r is not None or layer.rho <= 0.0 or layer.c < HEAT_MIN:
        fields["thermal_resistance"] = max(layer.resistance, R_MIN)
        return objects.add("Material:NoMass", name, fields)
    fields |= {
        "thickness": layer.d,
        "conductivity": layer.lambda_,
        "density": layer.rho,
        "specific_heat": layer.c,
    }
    return objects.add("Material", name, fields)


def _part(layer: Layer, share: float) -> Layer:
    """Return a share of a layer's thickness."""
    r = None if layer.r is None else layer.r * share
    return replace(layer, d=layer.d * share, r=r)


def add_reversed(objects: Objects, name: str) -> str:
    """Add a construction as the room behind sees it, of the same materials; return its name."""
    layers = list(objects.kinds["Construction"][name].values())
    places = ("outside_layer", *(f"layer_{k + 1}" for k in range(1, len(layers))))
    back = f"{name} reversed"
    if not objects.has("Construction", back):
        objects.add("Construction", back, dict(zip(places, reversed(layers), strict=True)))
    return back


def mirrored(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Return layers with their mirror image outside.

    EnergyPlus gives an adiabatic surface the same temperature on both faces: no heat crosses
    its middle. Mirrored, the middle is the outer face of the layers.
    """
    return (*reversed(layers), *layers)


def mass_layers(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Return layers for internal mass, of which the inner half of the thickness counts."""
    if list(layers) == list(reversed(layers)):
        return tuple(layers)
    left = 0.5 * sum(layer.d for layer in layers)
    half: list[Layer] = []
    for layer in reversed(layers):
        d = min(layer.d, left)
        if d > 0.0:
            half.append(_part(layer, d / layer.d))
            left -= d
    return mirrored(tuple(reversed(half)))


def add_glazing(objects: Objects, glazing: Glazing) -> str:
    """Add a window's construction, once, and return its name."""
    name = f"window {glazing.id}"
    if objects.has("Construction", name):
        return name
    if not glazing.panes:
        fields = {
            "u_factor": min(glazing.u_value, U_MAX),
            "solar_heat_gain_coefficient": glazing.g_value,
        }
        layer = objects.add("WindowMaterial:SimpleGlazingSystem", f"{name} system", fields)
        return objects.add("Construction", name, {"outside_layer": layer})
    layers: Fields = {}
    for k, pane in enumerate(glazing.panes):
        place = "outside_layer" if k == 0 else f"layer_{k + 1}"
        layers[place] = _pane(objects, glazing, k, pane.kind)
    return objects.add("Construction", name, layers)


def _pane(objects: Objects, glazing: Glazing, k: int, kind: str) -> str:
    pane, name = glazing.panes[k], f"window {glazing.id} {k + 1}"
    if kind == "gas":
        fields: Fields = {"gas_type": "Air", "thickness": pane.d}
        return objects.add("WindowMaterial:Gas", name, fields)
    fields = {
        "optical_data_type": "SpectralAverage",
        "thickness": pane.d,
        "solar_transmittance_at_normal_incidence": pane.tau_sol,
        "front_side_solar_reflectance_at_normal_incidence": pane.rho_sol,
        "back_side_solar_reflectance_at_normal_incidence": pane.rho_sol,
        "visible_transmittance_at_normal_incidence": pane.tau_sol,
        "front_side_visible_reflectance_at_normal_incidence": pane.rho_sol,
        "back_side_visible_reflectance_at_normal_incidence": pane.rho_sol,
        "infrared_transmittance_at_normal_incidence": 0.0,
        "front_side_infrared_hemispherical_emissivity": pane.epsilon,
        "back_side_infrared_hemispherical_emissivity": pane.epsilon,
        "conductivity": pane.lambda_,
    }
    return objects.add("WindowMaterial:Glazing", name, fields)
