"""A quick stand-in for the hourly engine in tests of the search: steady losses less used gains.

It knows no hours; it only behaves as a house does (less loss, less need; gains saturate).
"""

import math
from collections.abc import Sequence
from typing import Any

from app.calc.transmission import u_value
from app.calc.wide import either, larger
from app.model.thermal import ThermalModel

HOURS = 2900.0
DELTA = 14.0


def fake_needs(models: Sequence[ThermalModel], progress: object = None) -> list[Any]:
    """Return something like heating needs [kWh], of a wide model those of its houses."""
    if callable(progress):
        progress(1.0)
    return [_need(model) for model in models]


def _need(model: ThermalModel) -> Any:
    heated = {zone.id for zone in model.zones if zone.conditioned}
    loss, sun = 0.0, 0.0
    for surface in model.surfaces:
        if surface.zone not in heated or surface.boundary == "adiabatic":
            continue
        openings = [o for o in model.openings if o.surface == surface.id]
        solid = surface.area - sum(o.area for o in openings)
        share = 1.0 if surface.boundary == "outdoor" else 0.5
        loss += share * solid * u_value(model.constructions[surface.construction].layers)
        south = math.cos(math.radians(surface.azimuth - 180.0))
        for opening in openings:
            if opening.glazing is None:
                assert opening.construction is not None
                u = u_value(model.constructions[opening.construction].layers)
                loss += share * opening.area * u
                continue
            glass = model.glazings[opening.glazing]
            night = model.glazings[opening.cover.glazing_closed] if opening.cover else glass
            loss += share * opening.area * (0.45 * glass.u_value + 0.55 * night.u_value)
            sun += opening.area * glass.g_value * (25.0 + 45.0 * max(south, 0.0))
    for ground in model.grounds:
        if ground.zone in heated:
            zone = next(z for z in model.zones if z.id == ground.zone)
            loss += 0.5 * zone.area / (ground.r_virtual + 0.8)
    for zone in model.zones:
        if zone.id in heated:
            loss += 0.34 * zone.infiltration.n * zone.volume
    gains = sun + sum(sum(z.phi_int) / 24.0 for z in model.zones)
    ratio = gains / (loss * DELTA)
    used = either(ratio == 1, 0.75, (1 - ratio**3) / either(ratio == 1, 1.0, 1 - ratio**4))
    return larger(loss * DELTA - used * gains, 1.0) * HOURS / 1000.0
