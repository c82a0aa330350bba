"""Sun on and through a batch, a day at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from app.calc.batch import Batch
from app.calc.glazing import Glass
from app.calc.network import Element, element_normal
from app.calc.schedule import days_on
from app.calc.shading import Polygon, visibility
from app.calc.solar import MOMENTS, Irradiance, plane_irradiance, sky_of
from app.model.climate import Array, WeatherYear

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


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """24 hours: heat on faces (24, F, V) and on outer faces of outdoor elements (24, O, V), light
    taken up by the faces of each zone (24, Z, V) [W].
    """

    inside: Array
    outside: Array
    entered: Array


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
    emitting = batch.area * batch.epsilon
    radiant = emitting / (inc @ emitting)[zf]
    z, v = batch.zones, batch.size
    passing = np.zeros((v, z, z))
    others = _opposite(batch)
    for f in np.flatnonzero(others >= 0):
        share = batch.area[f] * through[f] / total[zf[f]]
        passing[:, zf[others[f]], zf[f]] += share
    mixing = np.linalg.inv(np.eye(z) - passing)
    per_zone = batch.area / total[zf]
    return Spread(beam, taken * per_zone, to_across * per_zone, radiant, reflected, mixing)


def _absorption(batch: Batch) -> tuple[Array, Array, Array]:
    """Return shares of diffuse light taken by a face, by the face behind it, and let through."""
    taken = batch.alpha_i.copy()
    across, through = np.zeros_like(taken), np.zeros_like(taken)
    others = _opposite(batch)
    for k in batch.windows:
        for v, network in enumerate(batch.networks):
            glass = network.elements[k].glass
            assert glass is not None
            at = batch.columns(v)
            taken[k, at], across[k, at], through[k, at] = glass.back_i, glass.back_o, glass.tau_dif
            if others[k] >= 0:
                f = others[k]
                taken[f, at], across[f, at] = glass.abs_o_dif, glass.abs_i_dif
                through[f, at] = glass.tau_dif
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
    weather: WeatherYear,
    normal: tuple[float, float, float],
    albedo: float,
    receiver: Polygon,
    casters: tuple[Polygon, ...],
) -> Irradiance:
    """Return the hourly irradiance on a plane with what shades it."""
    seen = visibility(receiver, casters, weather) if casters else None
    return plane_irradiance(sky_of(weather), np.array(normal), albedo, seen)


def _irradiance(element: Element, albedo: float, weather: WeatherYear) -> Irradiance:
    n = element_normal(element)
    normal = (round(float(n[0]), 9), round(float(n[1]), 9), round(float(n[2]), 9))
    receiver = element.receiver if element.casters else ()
    return irradiance_on(weather, normal, albedo, receiver, element.casters)


@dataclass(frozen=True, slots=True, eq=False)
class _Optics:
    """Windows of a batch: curves (W, powers, V) and values for diffuse light (W, V)."""

    tau: Array
    abs_o: Array
    abs_i: Array
    tau_dif: Array
    abs_o_dif: Array
    abs_i_dif: Array


def _curves(
    glass: list[list[Glass]], shape: tuple[int, int], get: Callable[[Glass], Array]
) -> Array:
    values = np.array([[get(g) for g in row] for row in glass])
    return values.reshape(*shape, MOMENTS).transpose(0, 2, 1)


def _values(
    glass: list[list[Glass]], shape: tuple[int, int], get: Callable[[Glass], float]
) -> Array:
    return np.array([[get(g) for g in row] for row in glass]).reshape(shape)


class Sunshine:
    """Light of a batch under a weather year; :meth:`day` gives it day by day."""

    def __init__(self, batch: Batch, weather: WeatherYear) -> None:
        self.batch = batch
        self.spread = spread_of(batch)
        elements = batch.elements[batch.outdoor]
        albedo = batch.models[0].site.albedo
        fields = [_irradiance(e, albedo, weather) for e in elements]
        alpha = batch.per_element(lambda e: e.alpha_e if e.glass is None else 0.0)
        self._alpha = (alpha * batch.area[: batch.count])[batch.outdoor, None, : batch.variants]
        self._total = np.array([i.beam + i.sky + i.ground for i in fields]).T.copy()
        own = [k for k, e in enumerate(elements) if e.glass is not None]
        self._local = np.array(own, dtype=np.intp)
        self.window_faces = self._local + batch.outdoor.start
        self._moments = np.array([fields[k].moments.T for k in own]).reshape(len(own), -1, MOMENTS)
        self._diffuse = np.array([fields[k].sky + fields[k].ground for k in own])
        self._open = self._optics(lambda e: e.glass)
        self._covers = any(n.elements[f].cover for n in batch.networks for f in self.window_faces)
        if self._covers:
            self._shut = self._optics(lambda e: e.glass_closed or e.glass)
        self._zone_of_window = batch.incidence[:, self.window_faces]
        self._across = np.flatnonzero(_opposite(batch) >= 0)
        self._beyond = _opposite(batch)[self._across]
        self._floor = np.flatnonzero(self.spread.beam.any(axis=1))

    def _optics(self, pick: Callable[[Element], Glass | None]) -> "_Optics":
        rows = [[pick(n.elements[f]) for n in self.batch.networks] for f in self.window_faces]
        glass = [[g for g in row if g is not None] for row in rows]
        shape = (len(rows), self.batch.variants)
        return _Optics(
            _curves(glass, shape, lambda g: g.tau),
            _curves(glass, shape, lambda g: g.abs_o),
            _curves(glass, shape, lambda g: g.abs_i),
            _values(glass, shape, lambda g: g.tau_dif),
            _values(glass, shape, lambda g: g.abs_o_dif),
            _values(glass, shape, lambda g: g.abs_i_dif),
        )  # fmt: skip

    def _through(self, optics: "_Optics", hours: Index) -> tuple[Array, Array, Array, Array]:
        """Return beam let through, diffuse let through, absorbed outside and inside (W, 24, V);
        ``hours`` (S, 24)."""
        m = self._moments[:, hours]
        d = self._diffuse[:, hours, None]
        curves = (optics.tau, None), (None, optics.tau_dif)
        both = (optics.abs_o, optics.abs_o_dif), (optics.abs_i, optics.abs_i_dif)
        found = []
        for beam, diffuse in curves + both:
            light = 0.0 if beam is None else m @ beam[:, None]
            if diffuse is not None:
                light = light + d * diffuse[:, None, None, :]
            found.append(np.asarray(light).swapaxes(1, 2).reshape(len(m), 24, -1))
        return found[0], found[1], found[2], found[3]

    def gains_on_faces(self, phi_rad: Array) -> Array:
        """Return radiant gains (24, Z, V) [W] as heat on the faces (24, F, V) [W]."""
        return np.asarray(self.spread.radiant * phi_rad[:, self.batch.zone_of_face])

    def day(
        self, days: Index, closed: NDArray[np.bool_] | None, on_faces: Array, *, entered: bool
    ) -> Day:
        """Return the light of a day (S) of each stretch beside the radiant gains ``on_faces``
        (24, F, V) [W]; ``closed`` (W, 24, V). What entered is counted if asked for."""
        batch, spread, zf = self.batch, self.spread, self.batch.zone_of_face
        hours = days[:, None] * 24 + np.arange(24)
        sun = self._total[hours.T].swapaxes(1, 2)
        outside = (sun[..., None] * self._alpha).reshape(24, sun.shape[1], batch.size)
        taken = np.zeros((24, batch.zones, batch.size))
        if not len(self.window_faces) or not sun.any():
            return Day(on_faces, outside, taken)
        beam_w, tau_d, abs_o, abs_i = self._light(hours, closed)
        beam = np.einsum("zw,wtv->tzv", self._zone_of_window, beam_w)
        diffuse = np.einsum("zw,wtv->tzv", self._zone_of_window, tau_d)
        diffuse += spread.reflected * beam
        if len(self._across):
            diffuse = np.einsum("vzy,tyv->tzv", spread.mixing, diffuse)
        inside = spread.diffuse * (diffuse[:, zf] if batch.zones > 1 else diffuse)
        inside[:, self._floor] += spread.beam[self._floor] * beam[:, zf[self._floor]]
        inside[:, self.window_faces] += abs_i.transpose(1, 0, 2)
        outside[:, self._local] += abs_o.transpose(1, 0, 2)
        outside[:, self._local] += (
            spread.across[self.window_faces] * diffuse[:, zf[self.window_faces]]
        )
        for f, g in zip(self._across, self._beyond, strict=True):
            inside[:, g] += spread.across[f] * diffuse[:, zf[f]]
        if entered:
            taken = batch.incidence @ inside
        inside += on_faces
        return Day(inside, outside, taken)

    def _light(
        self, hours: Index, closed: NDArray[np.bool_] | None
    ) -> tuple[Array, Array, Array, Array]:
        """Return :meth:`_through` of the windows as they are open or closed, by area [W]."""
        light = self._through(self._open, hours)
        if closed is not None and self._covers:
            shut = self._through(self._shut, hours)
            a, b, c, d = (np.where(closed, y, x) for x, y in zip(light, shut, strict=True))
            light = a, b, c, d
        area = self.batch.area[self.window_faces][:, None, :]
        for values in light:
            values *= area
        return light


class Covers:
    """When covers of a batch are closed, by element; a variant without one is always open."""

    def __init__(self, batch: Batch) -> None:
        self.elements = np.array(
            [
                k
                for k in range(len(batch.elements))
                if any(n.elements[k].cover for n in batch.networks)
            ],
            dtype=np.intp,
        )
        shape = (len(self.elements), batch.variants)
        self._hours = np.zeros((24, *shape), dtype=bool)
        self._days = np.zeros((365, *shape), dtype=bool)
        is_open, shut = np.zeros(shape), np.zeros(shape)
        for v, network in enumerate(batch.networks):
            for j, k in enumerate(self.elements):
                e = network.elements[k]
                assert e.glass
                is_open[j, v] = shut[j, v] = e.area * e.glass.conductance
                if e.cover and e.glass_closed:
                    self._hours[:, j, v] = e.cover.closed
                    self._days[:, j, v] = days_on(e.cover.period)
                    shut[j, v] = e.area * e.glass_closed.conductance
        self.open, self.shut = batch.wide(is_open), batch.wide(shut)
        """Conductance [W/K] of the elements uncovered and covered (C, V)."""

    def closed(self, days: Index) -> NDArray[np.bool_]:
        """Return which covers are closed on a day (S) of each stretch, (24, C, V)."""
        on = self._days[days].swapaxes(0, 1)
        closed = self._hours[:, :, None] & on
        return np.asarray(closed.reshape(24, len(self.elements), -1))
