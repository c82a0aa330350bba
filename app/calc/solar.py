"""Sun position and irradiance on planes.

Sun position after ISO 52010-1:2017 6.4.2, sky model Perez et al. 1990 (the same clause, 6.4.3).
Angles in [deg] outside, azimuth 0 north and clockwise, tilt 0 facing up. Times are hours since
1 January 00:00 local standard time.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from app.model.climate import HOURS, Array, WeatherYear

SAMPLES = 4
"""Sun positions per hour; the hourly value is their mean."""
MOMENTS = 7
"""Powers 0…6 of the cosine of incidence that angular glass curves need."""
SOLAR_CONSTANT = 1370.0
_PEREZ_BINS = np.array([1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2])
# f11, f12, f13, f21, f22, f23 for the eight clearness bins
_PEREZ = np.array(
    [
        [-0.008, 0.588, -0.062, -0.060, 0.072, -0.022],
        [0.130, 0.683, -0.151, -0.019, 0.066, -0.029],
        [0.330, 0.487, -0.221, 0.055, -0.064, -0.026],
        [0.568, 0.187, -0.295, 0.109, -0.152, -0.014],
        [0.873, -0.392, -0.362, 0.226, -0.462, 0.001],
        [1.132, -1.237, -0.412, 0.288, -0.823, 0.056],
        [1.060, -1.600, -0.359, 0.264, -1.127, 0.131],
        [0.678, -0.327, -0.250, 0.156, -1.377, 0.251],
    ]
)


def declination(day: Array) -> Array:
    """Return the declination of the sun [rad] for the day of the year (1 = 1 January).

    References
    ----------
    ISO 52010-1:2017, 6.4.2.2.
    """
    r = np.radians(360.0 / 365.0 * day)
    delta: Array = np.radians(
        0.33281
        - 22.984 * np.cos(r)
        - 0.3499 * np.cos(2 * r)
        - 0.1398 * np.cos(3 * r)
        + 3.7872 * np.sin(r)
        + 0.03205 * np.sin(2 * r)
        + 0.07187 * np.sin(3 * r)
    )
    return delta


def equation_of_time(day: Array) -> Array:
    """Return clock time minus solar time at the zone's meridian [min].

    References
    ----------
    ISO 52010-1:2017, 6.4.2.3.
    """
    return np.select(
        [day < 21, day < 136, day < 241, day < 336],
        [
            2.6 + 0.44 * day,
            5.2 + 9.0 * np.cos((day - 43) * 0.0357),
            1.4 - 5.0 * np.cos((day - 135) * 0.0449),
            -6.3 - 10.0 * np.cos((day - 306) * 0.036),
        ],
        0.45 * (day - 359),
    )


def sun_vector(hours: Array, latitude: float, longitude: float, tz: float) -> Array:
    """Return the unit vector to the sun (east, north, up), shape (3, n).

    Parameters
    ----------
    hours
        Hours since 1 January 00:00 local standard time.
    latitude, longitude, tz
        [deg], [deg] east positive, [h].
    """
    day = hours / 24.0 + 1.0
    delta = declination(day)
    t_sol = hours % 24.0 - equation_of_time(np.floor(day)) / 60.0 - (tz - longitude / 15.0)
    omega = np.radians(15.0 * (12.0 - t_sol))
    phi = np.radians(latitude)
    return np.stack(
        [
            np.cos(delta) * np.sin(omega),
            np.sin(delta) * np.cos(phi) - np.cos(delta) * np.sin(phi) * np.cos(omega),
            np.sin(delta) * np.sin(phi) + np.cos(delta) * np.cos(phi) * np.cos(omega),
        ]
    )


def plane_normal(azimuth: float, tilt: float) -> Array:
    """Return the outward unit vector (east, north, up) of a plane; angles in [deg]."""
    a, t = np.radians(azimuth), np.radians(tilt)
    return np.array([np.sin(a) * np.sin(t), np.cos(a) * np.sin(t), np.cos(t)])


def extraterrestrial(day: Array) -> Array:
    """Return the irradiance normal to the sun outside the atmosphere [W/m²]."""
    return np.asarray(SOLAR_CONSTANT * (1.0 + 0.033 * np.cos(2 * np.pi * day / 365.0)))


def air_mass(sin_alt: Array) -> Array:
    """Return the relative air mass [-] for the sine of the sun's altitude (ISO 52010-1 6.4.3)."""
    alt = np.degrees(np.arcsin(np.clip(sin_alt, 0.0, 1.0)))
    low = 1.0 / (np.maximum(sin_alt, 0.0) + 0.15 * (alt + 3.885) ** -1.253)
    return np.where(alt >= 10.0, 1.0 / np.maximum(sin_alt, 0.01), low)


def perez_brightness(
    dni: Array, dhi: Array, sin_alt: Array, dni_extra: Array
) -> tuple[Array, Array]:
    """Return the circumsolar and horizon brightness F1, F2 [-] (Perez 1990).

    ``dni``, ``dhi``, ``dni_extra`` in [W/m²]; ``sin_alt`` the sine of the sun's altitude.
    """
    zenith = np.arccos(np.clip(sin_alt, -1.0, 1.0))
    safe = np.maximum(dhi, 1e-9)
    k = 1.041 * zenith**3
    eps = ((safe + dni) / safe + k) / (1.0 + k)
    delta = np.minimum(air_mass(sin_alt) * dhi / dni_extra, 10.0)
    f = _PEREZ[np.searchsorted(_PEREZ_BINS, eps, side="right")]
    f1 = np.maximum(f[:, 0] + f[:, 1] * delta + f[:, 2] * zenith, 0.0)
    f2 = f[:, 3] + f[:, 4] * delta + f[:, 5] * zenith
    return f1, f2


@dataclass(frozen=True, slots=True, eq=False)
class Sky:
    """The sun-up samples of a year: hour index, sun vector (3, n), irradiances [W/m²], F1, F2."""

    hour: Array
    sun: Array
    dni: Array
    dhi: Array
    ghi: Array
    f1: Array
    f2: Array


@lru_cache(maxsize=8)
def sky_of(weather: WeatherYear) -> Sky:
    """Return the samples of the year with the sun up.

    Irradiance between the hours' middles is linear, as in EnergyPlus.
    """
    hours = (np.arange(HOURS * SAMPLES) + 0.5) / SAMPLES
    sun = sun_vector(hours, weather.latitude, weather.longitude, weather.tz)
    centres = np.arange(-1, HOURS + 1) + 0.5
    dni, dhi = (
        np.interp(hours, centres, np.concatenate([x[-1:], x, x[:1]]))
        for x in (weather.dni, weather.dhi)
    )
    up = (sun[2] > 0.0) & (dni + dhi > 0.0)
    hours, sun, dni, dhi = hours[up], sun[:, up], dni[up], dhi[up]
    dni = np.where(sun[2] > 0.00873, dni, 0.0)
    f1, f2 = perez_brightness(dni, dhi, sun[2], extraterrestrial(hours / 24.0 + 1.0))
    return Sky(hours.astype(np.intp), sun, dni, dhi, dni * sun[2] + dhi, f1, f2)


@dataclass(frozen=True, slots=True, eq=False)
class Irradiance:
    """Hourly means on a plane [W/m²]: beam, sky, ground and the moments of the beam.

    ``moments[n]`` is the mean of beam · cosⁿ of incidence, as far as they were asked for.
    """

    beam: Array
    sky: Array
    ground: Array
    moments: Array


@dataclass(frozen=True, slots=True, eq=False)
class Visibility:
    """What surrounding planes leave: sun by sample [-], of the dome [-] and of the horizon [-]."""

    sun: Array | float = 1.0
    dome: float = 1.0
    horizon: float = 1.0


def plane_irradiance(
    sky: Sky, normal: Array, albedo: float, seen: Visibility | None = None, powers: int = 1
) -> Irradiance:
    """Return the hourly irradiance on a plane.

    Parameters
    ----------
    normal
        Outward unit vector.
    albedo
        Reflectance of the ground [-].
    seen
        What shading planes leave of sun and sky.
    powers
        Number of moments; angular glass curves need :data:`MOMENTS`.
    """
    seen = seen or Visibility()
    cos_inc = np.maximum(normal @ sky.sun, 0.0)
    beam = sky.dni * cos_inc * seen.sun
    sin_tilt = float(np.sqrt(max(1.0 - normal[2] ** 2, 0.0)))
    circumsolar = cos_inc / np.maximum(sky.sun[2], np.cos(np.radians(85.0)))
    diffuse = sky.dhi * (
        (1.0 - sky.f1) * 0.5 * (1.0 + normal[2]) * seen.dome
        + sky.f1 * circumsolar * seen.sun
        + sky.f2 * sin_tilt * seen.horizon
    )
    ground = sky.ghi * albedo * 0.5 * (1.0 - normal[2])
    moments = np.empty((powers, HOURS))
    moments[0] = hourly(sky, beam)
    power = beam
    for n in range(1, powers):
        power = power * cos_inc
        moments[n] = hourly(sky, power)
    return Irradiance(
        moments[0], hourly(sky, np.maximum(diffuse, 0.0)), hourly(sky, ground), moments
    )


def hourly(sky: Sky, samples: Array) -> Array:
    """Return the hourly means (8760) of values given for the samples of the sky."""
    return np.bincount(sky.hour, weights=samples, minlength=HOURS) / SAMPLES
