"""Heat transfer at surfaces: convection inside (TARP) and outside (DOE-2), long-wave.

Sources: Walton 1983 (TARP); LBL 1994 (DOE-2); constants of ``iso6946`` are those of the
validation contract. Temperatures [°C], coefficients [W/(m²·K)].
"""

from collections.abc import Sequence

import numpy as np

from app.model.climate import Array

SIGMA = 5.670374e-8
KELVIN = 273.15
H_MIN = 0.1
"""Lower limit of natural convection inside."""
ISO_INSIDE = {"wall": 2.5, "roof": 5.0, "floor": 0.7}
ISO_OUTSIDE = 20.0
ROUGH, SMOOTH = 1.67, 1.0
WINDWARD, LEEWARD = (3.26, 0.89), (3.55, 0.617)
LEEWARD_ANGLE = 100.0
WIND_EXPONENT = 0.14
WIND_HEIGHT = 10.0
WET = 1000.0
"""Outside coefficient while it rains: the surface takes the air's temperature."""


def natural_factors(up: float) -> tuple[float, float]:
    """Return factors of |ΔT|^⅓ for a surface warmer and colder than the air [W/(m²·K^4/3)].

    ``up`` is the vertical component of the face's normal: 1 looks up, 0 vertical, −1 down.
    """
    if abs(up) < 1e-3:
        return 1.31, 1.31
    helped = 9.482 / (7.238 - abs(up))
    hindered = 1.810 / (1.382 + abs(up))
    return (helped, hindered) if up > 0 else (hindered, helped)


def wind_factor(height: float) -> float:
    """Return wind at ``height`` [m] relative to the weather file's (exponent 0.14)."""
    return float((max(height, 0.0) / WIND_HEIGHT) ** WIND_EXPONENT)


def forced(wind: Array, direction: Array, azimuth: float, tilt: float) -> tuple[Array, Array]:
    """Return the squared forced part [W²/(m⁴·K²)] at wind factor 1 and its exponent of the factor.

    ``wind`` [m/s] at 10 m, ``direction`` and ``azimuth`` [deg], ``tilt`` [deg].
    """
    off = np.abs((direction - azimuth + 180.0) % 360.0 - 180.0)
    lee = (off > LEEWARD_ANGLE) & (abs(np.cos(np.radians(tilt))) < 0.98)
    a = np.where(lee, LEEWARD[0], WINDWARD[0])
    b = np.where(lee, LEEWARD[1], WINDWARD[1])
    return (a * wind**b) ** 2, lee


def sky_view(tilt: float) -> tuple[float, float]:
    """Return the view factor to the sky and the share β of it that is sky, not air."""
    f_sky = 0.5 * (1.0 + float(np.cos(np.radians(tilt))))
    return f_sky, float(np.sqrt(f_sky))


def radiant_factors(areas: Array, planes: Sequence[int], epsilon: Array) -> Array:
    """Return exchange factors [-] of faces (F, V) with the mean radiant node of their zone.

    Faces in one plane (equal ``planes``, F) do not see each other: Carroll's factors per plane
    (Carroll 1980), then F' = 1/(1/F + (1−ε)/ε).
    """
    ids, of_face = np.unique(planes, return_inverse=True)
    total = (np.arange(len(ids))[:, None] == of_face).astype(float) @ areas
    f = np.ones_like(total)
    for _ in range(60):
        share = total * f
        share /= share.sum(axis=0)
        f = 1.0 / (1.0 - np.minimum(share, 0.95))
    return np.asarray(1.0 / (1.0 / f[of_face] + (1.0 - epsilon) / epsilon))


def natural_up(tilt: float) -> float:
    """Return the vertical component of the inner face's normal for an element's ``tilt`` [deg]."""
    return -float(np.cos(np.radians(tilt)))
