"""Sun on and through a batch, as the kernel takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.glazing import Glass
from app.calc.network import Element, Place
from app.calc.shading import Sight, visibility
from app.calc.solar import MOMENTS, Irradiance, plane_irradiance, sky_of
from app.model.climate import HOURS, Array, WeatherYear
from app.model.thermal import Vertex

Index = NDArray[np.intp]
CURVES = 3 * (MOMENTS + 1)
"""Numbers of the curves of glass: let through, absorbed outside and inside."""


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


def spread_of(batch: Batch, others: Index, glass: Array) -> Spread:
    """Return the distribution of light inside; ``others`` are the faces behind inner windows,
    ``glass`` (6, windows, V) is what windows take, pass on and let through."""
    taken, to_across, through = _absorption(batch, others, glass)
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
    mixing = np.broadcast_to(np.eye(z), (v, z, z))
    inner = np.flatnonzero(others >= 0)
    if len(inner):
        passing = np.zeros((v, z, z))
        for f in inner:
            share = batch.area[f] * through[f] / total[zf[f]]
            passing[:, zf[others[f]], zf[f]] += share
        mixing = np.linalg.inv(mixing - passing)
    per_zone = batch.area / total[zf]
    return Spread(beam, taken * per_zone, to_across * per_zone, radiant, reflected, mixing)


def radiant_shares(batch: Batch) -> Array:
    """Return which share of the radiant heat in a zone falls on each face (F, V)."""
    emitting = batch.area * batch.epsilon
    return np.asarray(emitting / (batch.incidence @ emitting)[batch.zone_of_face])


def _absorption(batch: Batch, others: Index, glass: Array) -> tuple[Array, Array, Array]:
    """Return shares of diffuse light taken by a face, by the face behind it (``others``), and let
    through."""
    taken = batch.alpha_i.copy()
    across, through = np.zeros_like(taken), np.zeros_like(taken)
    windows = batch.windows
    taken[windows], across[windows], through[windows] = glass[:3]
    inner = np.flatnonzero(others[windows] >= 0)
    far = others[windows[inner]]
    taken[far], across[far], through[far] = glass[3:, inner]
    return taken, across, through


def _opposite(batch: Batch) -> NDArray[np.intp]:
    """Return for each face of an inner window the face behind it, else −1."""
    count, places = batch.count, batch.places
    out = np.full(len(batch.zone_of_face), -1, dtype=np.intp)
    for n, k in enumerate(range(*batch.partitions.indices(count))):
        if places[k].glazed:
            out[k], out[count + n] = count + n, k
    return out


def _floor_faces(batch: Batch) -> NDArray[np.bool_]:
    inner = [p.part == "floor" and not p.glazed for p in batch.places]
    outer = [p.tilt < 60.0 for p in batch.places[batch.partitions]]
    return np.array(inner + outer)


@lru_cache(maxsize=256)
def irradiance_on(
    weather: WeatherYear, normal: Vertex, albedo: float, sight: Sight | None, glazed: bool
) -> Irradiance:
    """Return the hourly irradiance on a plane with what shades it, all moments where it is
    ``glazed``."""
    seen = visibility(sight, weather) if sight else None
    powers = MOMENTS if glazed else 1
    return plane_irradiance(sky_of(weather), np.array(normal), albedo, seen, powers)


def mean_irradiance(weather: WeatherYear, place: Place, albedo: float) -> Irradiance:
    """Return the mean irradiance on the pieces of a place, by their shares and what shades them."""
    if len(place.sights) > 1:
        return _mean(weather, place.normal, albedo, place.sights, place.glazed)
    [(_all, sight)] = place.sights
    # a wall without shade shares the plane of its windows
    return irradiance_on(weather, place.normal, albedo, sight, place.glazed or sight is None)


@lru_cache(maxsize=64)
def _mean(
    weather: WeatherYear,
    normal: Vertex,
    albedo: float,
    sights: tuple[tuple[float, Sight | None], ...],
    glazed: bool,
) -> Irradiance:
    shares = np.array([share for share, _sight in sights])
    fields = [irradiance_on(weather, normal, albedo, sight, glazed) for _share, sight in sights]

    def mean(name: str) -> Array:
        values: Array = np.tensordot(shares, [getattr(field, name) for field in fields], axes=1)
        return values

    return Irradiance(*(mean(name) for name in ("beam", "sky", "ground", "moments")))


def sunshine(batch: Batch, weather: WeatherYear) -> tuple[dict[str, int], dict[str, Any]]:
    """Return counts and arrays of the light of a batch under a weather year."""
    others = _opposite(batch)
    light = _light_of_windows(batch)
    spread = spread_of(batch, others, light[2 * CURVES :])
    places = batch.places[batch.outdoor]
    own = [k for k, p in enumerate(places) if p.glazed]
    alpha = batch.alpha_e * batch.area[: batch.count]
    alpha[batch.windows] = 0.0
    across = np.flatnonzero(others >= 0)
    albedo = batch.models[0].site.albedo
    fields = tuple(mean_irradiance(weather, p, albedo) for p in places)
    sun, lit, moments, diffuse = _side_by_side(fields, tuple(own), batch.precision.number)
    return {"windows": len(own), "across": len(across)}, {
        "sun": sun,
        "lit": lit,
        "moments": moments,
        "diffuse": diffuse,
        "window_outdoor": own,
        "across_face": across,
        "across_beyond": others[across],
        "floor_face": spread.beam.any(axis=1),
        "alpha": batch.blocks(alpha[batch.outdoor]),
        "optics": _optics(batch, light[: 2 * CURVES]),
        "spread_beam": batch.blocks(spread.beam),
        "spread_diffuse": batch.blocks(spread.diffuse),
        "spread_across": batch.blocks(spread.across),
        "radiant": batch.blocks(spread.radiant),
        "reflected": batch.blocks(spread.reflected),
        "mixing": batch.blocks(spread.mixing.transpose(1, 2, 0)),
    }


@lru_cache(maxsize=16)
def _side_by_side(
    fields: tuple[Irradiance, ...], windows: tuple[int, ...], number: type[np.floating[Any]]
) -> tuple[Array, NDArray[np.uint8], Array, Array]:
    """Return irradiance (8760, O) and whether there is any, beam by powers of the cosine
    (8760, W, powers) and diffuse light (8760, W) of planes, in the numbers of the kernel."""
    sun = np.empty((HOURS, len(fields)), number)
    for k, field in enumerate(fields):
        sun[:, k] = field.beam + field.sky + field.ground
    moments = np.empty((HOURS, len(windows), MOMENTS), number)
    diffuse = np.empty((HOURS, len(windows)), number)
    for k, field in enumerate(fields[window] for window in windows):
        moments[:, k] = field.moments.T
        diffuse[:, k] = field.sky + field.ground
    return sun, sun.any(axis=1).astype(np.uint8), moments, diffuse


def _optics(batch: Batch, both: Array) -> Array:
    """Return the curves of the windows times their area, open and closed (a block's 2, W, 24)."""
    outdoor = batch.windows >= batch.outdoor.start
    rows = batch.windows[outdoor]
    both = both[:, outdoor] * batch.area[rows]
    return batch.blocks(both.reshape(2, len(both) // 2, len(rows), batch.size).swapaxes(1, 2))


Panes = tuple[Glass, Glass]
"""Glass of a window, open and closed."""


def _light_of_windows(batch: Batch) -> Array:
    """Return the numbers of the glass of windows (numbers, windows, V), see :func:`_light`."""
    rows = batch.windows
    if not len(rows):
        return np.zeros((2 * CURVES + 6, 0, batch.size))
    used, which = np.unique(batch.which[:, rows], return_inverse=True)
    known: dict[Panes, int] = {}
    panes = [_panes(element) for element in map(batch.distinct.__getitem__, used)]
    numbers = np.array([known.setdefault(pane, len(known)) for pane in panes], dtype=np.intp)
    tables = [_light(pane) for pane in known]
    which = numbers[which.reshape(len(batch.which), len(rows))]
    if batch.numbers is None:
        return np.ascontiguousarray(np.array([t[:, 0] for t in tables])[which].T)
    out = np.empty((len(tables[0]), len(rows), batch.size))
    for row, k in enumerate(which[0]):
        out[:, row] = tables[k][:, batch.numbers] if tables[k].shape[1] > 1 else tables[k]
    return out


def _panes(element: Element) -> Panes:
    glass = element.glass or _opaque(element.alpha_e, element.alpha_i)
    return glass, element.glass_closed or glass


@lru_cache(maxsize=64)
def _opaque(alpha_e: float, alpha_i: float) -> Glass:
    """Return the glass of a door that lets no light through and takes it as a wall does."""
    none = np.zeros(MOMENTS)
    taken = np.concatenate(([alpha_e], none[1:]))
    return Glass(0.0, none, taken, none, 0.0, alpha_e, 0.0, 0.0, alpha_i)


@lru_cache(maxsize=256)
def _light(panes: Panes) -> Array:
    """Return the curves of glass, open and closed, each with its value for diffuse light, and how
    it takes, passes on and lets through light from inside, then from outside: by house, or (n, 1).
    """
    glass, _closed = panes
    numbers = [number for curves in map(_curves, panes) for number in curves]
    return _rows(
        [*numbers, glass.back_i, glass.back_o, glass.tau_dif,
         glass.abs_o_dif, glass.abs_i_dif, glass.tau_dif]
    )  # fmt: skip


def _curves(glass: Glass) -> tuple[Any, ...]:
    return (
        *glass.tau, glass.tau_dif, *glass.abs_o, glass.abs_o_dif, *glass.abs_i, glass.abs_i_dif,
    )  # fmt: skip


def _rows(numbers: Sequence[Any]) -> Array:
    """Return numbers of one house, or of many, as the rows of a table."""
    if not any(isinstance(number, np.ndarray) and number.ndim for number in numbers):
        return np.array(numbers, dtype=float)[:, None]
    return np.stack(np.broadcast_arrays(*numbers))
