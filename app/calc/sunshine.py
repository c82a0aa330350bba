"""Sun on and through a batch, as the kernel takes it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch, blocks
from app.calc.glazing import Glass
from app.calc.shading import Sight, visibility
from app.calc.solar import MOMENTS, Irradiance, plane_irradiance, sky_of
from app.model.climate import HOURS, Array, WeatherYear
from app.model.thermal import Vertex

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Which share of the light inside a zone falls on each face: (F, V).

    ``beam`` of the sun entering, ``diffuse`` of the diffuse light, ``across`` the part of it
    that heats the other face of glass, ``radiant`` of radiant gains. ``reflected`` (Z, V) of
    the beam becomes diffuse; ``mixing`` (V, Z, Z) follows light through inner windows.
    """

    beam: Array
    diffuse: Array
    across: Array
    radiant: Array
    reflected: Array
    mixing: Array


def spread_of(batch: Batch) -> Spread:
    """Return the distribution of light inside."""
    taken, to_across, through = _absorption(batch)
    zf, inc = batch.zone_of_face, batch.incidence
    total = inc @ (batch.area * (taken + to_across + through))
    floor = _floor_faces(batch)[:, None] * batch.area
    floor_area = inc @ floor
    has_floor = floor_area > 0.0
    on_floor = np.where(has_floor, 1.0 / np.where(has_floor, floor_area, 1.0), 0.0)
    beam = floor * batch.alpha_i * on_floor[zf]
    reflected = 1.0 - inc @ beam
    radiant = radiant_shares(batch)
    z, v = batch.zones, batch.size
    passing = np.zeros((v, z, z))
    others = _opposite(batch)
    for f in np.flatnonzero(others >= 0):
        share = batch.area[f] * through[f] / total[zf[f]]
        passing[:, zf[others[f]], zf[f]] += share
    mixing = np.linalg.inv(np.eye(z) - passing)
    per_zone = batch.area / total[zf]
    return Spread(beam, taken * per_zone, to_across * per_zone, radiant, reflected, mixing)


def radiant_shares(batch: Batch) -> Array:
    """Return which share of the radiant heat in a zone falls on each face (F, V)."""
    emitting = batch.area * batch.epsilon
    return np.asarray(emitting / (batch.incidence @ emitting)[batch.zone_of_face])


def _absorption(batch: Batch) -> tuple[Array, Array, Array]:
    """Return shares of diffuse light taken by a face, by the face behind it, and let through."""
    taken = batch.alpha_i.copy()
    across, through = np.zeros_like(taken), np.zeros_like(taken)
    others = _opposite(batch)
    for k in batch.windows:
        for v, network in enumerate(batch.networks):
            glass = network.elements[k].glass
            assert glass is not None
            taken[k, v], across[k, v], through[k, v] = glass.back_i, glass.back_o, glass.tau_dif
            if others[k] >= 0:
                f = others[k]
                taken[f, v], across[f, v] = glass.abs_o_dif, glass.abs_i_dif
                through[f, v] = glass.tau_dif
    return taken, across, through


def _opposite(batch: Batch) -> NDArray[np.intp]:
    """Return for each face of an inner window the face behind it, else −1."""
    count = len(batch.elements)
    out = np.full(len(batch.zone_of_face), -1, dtype=np.intp)
    for n, k in enumerate(range(*batch.partitions.indices(count))):
        if batch.elements[k].glass is not None:
            out[k], out[count + n] = count + n, k
    return out


def _floor_faces(batch: Batch) -> NDArray[np.bool_]:
    inner = [e.part == "floor" and e.glass is None for e in batch.elements]
    outer = [e.tilt < 60.0 for e in batch.elements[batch.partitions]]
    return np.array(inner + outer)


@lru_cache(maxsize=256)
def irradiance_on(
    weather: WeatherYear, normal: Vertex, albedo: float, sight: Sight | None
) -> Irradiance:
    """Return the hourly irradiance on a plane with what shades it."""
    seen = visibility(sight, weather) if sight else None
    return plane_irradiance(sky_of(weather), np.array(normal), albedo, seen)


def sunshine(batch: Batch, weather: WeatherYear) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the light of a batch under a weather year."""
    spread = spread_of(batch)
    elements = batch.elements[batch.outdoor]
    own = [k for k, e in enumerate(elements) if e.glass is not None]
    alpha = (
        batch.per_element(lambda e: e.alpha_e if e.glass is None else 0.0)
        * batch.area[: batch.count]
    )
    across = np.flatnonzero(_opposite(batch) >= 0)
    albedo = batch.models[0].site.albedo
    fields = tuple(irradiance_on(weather, e.normal, albedo, e.sight) for e in elements)
    sun, moments, diffuse = _side_by_side(fields, tuple(own))
    return {"windows": len(own), "across": len(across)}, {
        "sun": sun,
        "lit": sun.any(axis=1),
        "moments": moments,
        "diffuse": diffuse,
        "window_outdoor": own,
        "across_face": across,
        "across_beyond": _opposite(batch)[across],
        "floor_face": spread.beam.any(axis=1),
        "alpha": blocks(alpha[batch.outdoor]),
        "optics": _optics(batch, own),
        "spread_beam": blocks(spread.beam),
        "spread_diffuse": blocks(spread.diffuse),
        "spread_across": blocks(spread.across),
        "radiant": blocks(spread.radiant),
        "reflected": blocks(spread.reflected),
        "mixing": blocks(spread.mixing.transpose(1, 2, 0)),
    }


@lru_cache(maxsize=16)
def _side_by_side(
    fields: tuple[Irradiance, ...], windows: tuple[int, ...]
) -> tuple[Array, Array, Array]:
    """Return irradiance (8760, O), beam by powers of the cosine (8760, W, powers) and diffuse
    light (8760, W) of planes."""
    sun = np.array([i.beam + i.sky + i.ground for i in fields]).T.copy()
    moments = np.array([fields[k].moments for k in windows]).reshape(len(windows), MOMENTS, HOURS)
    diffuse = np.array([fields[k].sky + fields[k].ground for k in windows])
    return sun, moments.transpose(2, 0, 1).copy(), diffuse.reshape(len(windows), HOURS).T.copy()


def _optics(batch: Batch, windows: list[int]) -> Array:
    """Return what windows let through, and absorb outside and inside, for the beam by powers of
    the cosine and for diffuse light, open and covered [m²]: (blocks, 2·W·3·(powers + 1), 4)."""
    rows = [k + batch.outdoor.start for k in windows]
    out = np.zeros((2, len(rows), 3 * (MOMENTS + 1), batch.size))
    for v, network in enumerate(batch.networks):
        for w, k in enumerate(rows):
            element = network.elements[k]
            assert element.glass is not None
            out[0, w, :, v] = element.area * _curves(element.glass)
            if element.glass_closed:
                out[1, w, :, v] = element.area * _curves(element.glass_closed)
    return blocks(out)


@lru_cache(maxsize=4096)
def _curves(glass: Glass) -> Array:
    beams = (
        (glass.tau, glass.tau_dif),
        (glass.abs_o, glass.abs_o_dif),
        (glass.abs_i, glass.abs_i_dif),
    )
    return np.concatenate([[*beam, diffuse] for beam, diffuse in beams])
