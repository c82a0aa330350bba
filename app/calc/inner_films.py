"""Convective and radiative coefficients of the faces of zones."""

import numpy as np

from app.calc import films
from app.calc.batch import Batch
from app.model.climate import Array


class InnerFilms:
    """Films of the faces (F, V) with their areas [W/K]: ``h`` (2, F, V) convective and radiative,
    ``both`` their sum; they follow the temperatures remembered.
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
        self.both = np.zeros(batch.area.shape)
        self._face = np.zeros(batch.area.shape)
        self._met = np.zeros((2, *batch.area.shape))
        self._spare = np.zeros(batch.area.shape)

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

    def from_zones(self, theta: Array) -> Array:
        """Return what zones at ``theta`` (2, Z, V) [°C] send to the faces [W], and remember it."""
        if self._single:
            self._met[:] = theta
        else:
            np.take(theta, self._zone_of_face, axis=1, out=self._met, mode="clip")
        out = np.multiply(self.h[0], self._met[0], out=self._spare)
        out += self.h[1] * self._met[1]
        return out
