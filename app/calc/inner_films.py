"""Convective and radiative coefficients of the faces of zones.

All faces exchange long-wave radiation through one node of mean radiant temperature. The factors
of faces in one plane leave out what the plane would send itself as a whole (Carroll 1980);
``unseen`` takes away what its warmer faces would still send the colder ones, such as two
ceilings side by side under one roof space.
"""

import numpy as np

from app.calc import films
from app.calc.batch import Batch
from app.model.climate import Array


class InnerFilms:
    """Films of the faces (F, V) with their areas [W/K]: ``h`` (2, F, V) convective and radiative,
    ``both`` their sum, ``unseen`` (F, V) [W] a source that undoes what faces in one plane would
    exchange; they follow the temperatures remembered.
    """

    def __init__(self, batch: Batch) -> None:
        self._zone_of_face = batch.zone_of_face
        self._single = batch.zones == 1
        factors = np.array([films.natural_factors(float(u)) for u in batch.up])
        self._warm = factors[:, :1] * batch.area
        self._cold = -factors[:, 1:] * batch.area
        self._least = films.H_MIN * batch.area
        self._long_wave = 0.5 * films.SIGMA * batch.radiant * batch.area
        fixed = ~np.isnan(batch.constant_h)
        self._fixed_rows = np.flatnonzero(fixed)
        self._fixed = batch.constant_h[fixed, None] * batch.area[fixed]
        self.h = np.zeros((2, *batch.area.shape))
        self.both, self.unseen = np.zeros((2, *batch.area.shape))
        self._planes(batch)
        self._face = np.zeros(batch.area.shape)
        self._met = np.zeros((2, *batch.area.shape))
        self._spare = np.zeros(batch.area.shape)

    def _planes(self, batch: Batch) -> None:
        """Number the planes that hold several faces of a zone, and those faces."""
        elements = batch.elements
        planes = [e.plane for e in (*elements, *elements[batch.partitions])]
        keys = list(zip(batch.zone_of_face.tolist(), planes, strict=True))
        shared = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
        self._sharing = np.array([k for k, key in enumerate(keys) if key in shared], dtype=np.intp)
        plane = np.array([shared.index(keys[k]) for k in self._sharing], dtype=np.intp)
        zones = np.array([zone for zone, _plane in shared], dtype=np.intp)
        self._plane = plane
        self._in_plane = (plane == np.arange(len(shared))[:, None]).astype(float)
        self._in_zone = (batch.zone_of_face == zones[:, None]).astype(float)

    def start(self, theta: float) -> None:
        """Take one temperature [°C] for all."""
        self._face[:] = theta
        self._met[:] = theta

    @property
    def state(self) -> list[Array]:
        """The temperatures remembered."""
        return [self._face, self._met]

    def remember(self, inner: Array, beyond: Array) -> None:
        """Take the temperatures of the inner faces and of the outer ones of partitions."""
        self._face[: len(inner)] = inner
        self._face[len(inner) :] = beyond

    def renew(self) -> None:
        """Compute the coefficients from the temperatures remembered."""
        (hc, hr), spare, face = self.h, self._spare, self._face
        np.subtract(face, self._met[0], out=spare)
        np.cbrt(spare, out=spare)
        np.multiply(spare, self._warm, out=hc)
        spare *= self._cold
        np.maximum(hc, spare, out=hc)
        np.maximum(hc, self._least, out=hc)
        if len(self._fixed_rows):
            hc[self._fixed_rows] = self._fixed
        np.add(face, self._met[1], out=hr)
        hr += 2.0 * films.KELVIN
        np.multiply(hr, hr, out=spare)
        hr *= spare
        hr *= self._long_wave
        np.add(hc, hr, out=self.both)
        if len(self._sharing):
            self._leave_out(hr)

    def _leave_out(self, hr: Array) -> None:
        """Set ``unseen``: share of the plane in the radiation times the distance to its mean."""
        face, own = self._face[self._sharing], hr[self._sharing]
        total = self._in_plane @ own
        mean = (self._in_plane @ (own * face)) / total
        share = total / (self._in_zone @ hr)
        face -= mean[self._plane]
        face *= own
        face *= share[self._plane]
        self.unseen[self._sharing] = face

    def from_zones(self, theta: Array) -> Array:
        """Return what zones at ``theta`` (2, Z, V) [°C] send to the faces [W], and remember it."""
        if self._single:
            self._met[:] = theta
        else:
            np.take(theta, self._zone_of_face, axis=1, out=self._met, mode="clip")
        out = np.multiply(self.h[0], self._met[0], out=self._spare)
        out += self.h[1] * self._met[1]
        return out
