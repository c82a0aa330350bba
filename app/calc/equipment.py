"""Set points and limits of heaters and coolers of a batch, as the kernel takes them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.kernel.layout import MOST_SERVED
from app.calc.network import Place
from app.calc.schedule import TEN_MINUTES, Pattern, set_points
from app.calc.sunshine import radiant_shares
from app.model.climate import Array
from app.model.thermal import ThermalModel

Mask = NDArray[np.bool_]


def equipment(
    batch: Batch, pattern: Pattern, *, running: bool
) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the equipment; set points hold for the steps of ``pattern``,
    the same for all houses of the batch. ``running`` False leaves all off."""
    lower, upper, wanted = _set_points(batch, pattern, running)
    convective, operative = batch.per_network(
        lambda n: [_convective_share(n.model), _operative_share(n.model)]
    )[:, None]
    cooled = (upper < np.inf).any(axis=(0, 2))
    first, stop = _span((lower > -np.inf).any(axis=(0, 2)) | cooled)
    if stop - first > MOST_SERVED:
        raise ValueError(f"More than {MOST_SERVED} zones are heated or cooled.")
    limits = batch.per_network(lambda n: [_limit(n.model, z.id) for z in n.zones])
    return {
        "steps": len(lower),
        "first_served": first,
        "served": stop - first,
        "cools": int(cooled.any()),
        "all_convective": int((convective == 1.0).all()),
    }, {
        "lower": batch.blocks(lower),
        "upper": batch.blocks(upper),
        "wanted": batch.blocks(wanted),
        "phi_max": batch.blocks(limits),
        "operative": batch.blocks(operative),
        "convective": batch.blocks(convective),
        "heater": batch.blocks(_heater_shares(batch)),
    }


def _heater_shares(batch: Batch) -> Array:
    """Return which share of what a heater does not give to the air reaches each face (F, V)."""
    everywhere = radiant_shares(batch)
    weight = np.zeros_like(batch.area)
    for at, network in batch.columns():
        heating = network.model.heating
        if heating and heating.heated_surface:
            for k, element in enumerate(network.elements):
                carries = _carries(element.place, heating.heated_surface)
                weight[k, at] = carries * batch.area[k, at]
    total = (batch.incidence @ weight)[batch.zone_of_face]
    return np.where(total > 0.0, weight / np.where(total > 0.0, total, 1.0), everywhere)


def _carries(place: Place, surface: str) -> bool:
    """Tell whether an element is the surface that a heater warms."""
    if surface == "floor":
        return place.part == "floor" and not place.glazed
    return place.built == surface


def _set_points(batch: Batch, pattern: Pattern, running: bool) -> tuple[Array, Array, Array]:
    """Return set points of heating (−inf where off) and cooling (inf) by step of the day, and the
    mean set point of each hour, (steps or 24, Z, V)."""
    steps = sum(len(hour) for hour in pattern)
    shape = (batch.zones, batch.size)
    lower, upper = np.full((steps, *shape), -np.inf), np.full((steps, *shape), np.inf)
    wanted = np.full((24, *shape), -np.inf)
    known: dict[object, tuple[Array, Array, Array]] = {}
    for at, network in batch.columns():
        model, heat = network.model, network.model.heating
        key = heat and (heat.theta_set, heat.theta_set_fine), model.cooling
        if key not in known:
            known[key] = _by_step(model, pattern)
        low, high, mean = known[key]
        for k, zone in enumerate(model.zones):
            if running and model.heating and zone.id in model.heating.zones:
                lower[:, k, at] = low[:, None]
            if running and zone.conditioned:
                upper[:, k, at] = high[:, None]
            if model.heating and zone.id in model.heating.zones:
                wanted[:, k, at] = mean[:, None]
    return lower, upper, wanted


def _by_step(model: ThermalModel, pattern: Pattern) -> tuple[Array, Array, Array]:
    steps = sum(len(hour) for hour in pattern)
    low, high, mean = np.full(steps, -np.inf), np.full(steps, np.inf), np.full(24, -np.inf)
    if model.heating:
        heat = model.heating.theta_set, model.heating.theta_set_fine
        low = np.nan_to_num(set_points(*heat, pattern), nan=-np.inf)
        fine = set_points(*heat, (TEN_MINUTES,) * 24).reshape(24, -1)
        mean = np.nan_to_num(fine.mean(axis=1), nan=-np.inf)
    if model.cooling:
        high = np.nan_to_num(set_points(model.cooling.theta_set, (), pattern), nan=np.inf)
    return low, high, mean


def _span(served: Mask) -> tuple[int, int]:
    """Return the range from the first to the last zone with equipment."""
    found = np.flatnonzero(served)
    return (int(found[0]), int(found[-1]) + 1) if len(found) else (0, 0)


def _convective_share(model: ThermalModel) -> float:
    return model.heating.convective_fraction if model.heating else 1.0


def _operative_share(model: ThermalModel) -> float:
    """Return the weight of the radiant temperature in what the heater controls."""
    return 0.5 if model.heating and model.heating.control == "operative" else 0.0


def _limit(model: ThermalModel, zone: str) -> float:
    return model.heating.phi_max.get(zone, np.inf) if model.heating else np.inf
