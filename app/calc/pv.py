"""From irradiance to electricity: angle, cell temperature, modules, inverter, losses.

The chain of PVWatts version 5 (Dobos 2014) on the sky of :mod:`app.calc.solar`, hour by hour and
for 1 kW of modules, so that sizes are multiples. Azimuth 0 north and clockwise, tilt 0 facing up.
"""

from dataclasses import dataclass

import numpy as np

from app.calc.schedule import month_of_day
from app.calc.solar import Sky, Visibility, hourly, plane_irradiance, plane_normal, sky_of
from app.model.catalogue.pv import PvLosses, PvRules
from app.model.climate import Array, WeatherYear

N_GLASS, EXTINCTION, THICKNESS = 1.526, 4.0, 0.002
"""Cover of the module: refractive index [-], extinction [1/m], thickness [m] (De Soto 2006)."""
ABSORBED, CELL_EFFICIENCY = 0.9, 0.1
"""Share of the irradiance that the cell takes up, and turns into current, in PVsyst's formula."""
ETA_REFERENCE = 0.9637
"""Efficiency of the inverter whose part-load curve PVWatts has [-]."""
AC_LOSSES = ("soiling", "mismatch", "wiring", "connections", "nameplate", "availability")


@dataclass(frozen=True, slots=True)
class PvPlane:
    """Modules on one plane: ``azimuth``, ``tilt`` [deg]; ``u_cell`` [W/(m²·K)] heat given off;
    ``gamma`` [1/K]; ``seen``: what obstacles and rows leave of sun and sky."""

    azimuth: float
    tilt: float
    u_cell: float
    gamma: float
    seen: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Converter:
    """``efficiency`` [-] of the inverter at its rating, ``ratio`` [-] of module to inverter
    power, ``losses`` [-] by hour of the direct current (8760) or one for all."""

    efficiency: float
    ratio: float
    losses: Array | float


def converter_of(rules: PvRules) -> Converter:
    """Return inverter and losses of the settings; snow by month of each hour."""
    inverter = rules.inverter
    return Converter(inverter.efficiency.value, inverter.ratio.value, system_losses(rules.losses))


def system_losses(losses: PvLosses) -> Array:
    """Return the share of the direct current that is lost, by hour (8760) [-]."""
    kept = np.prod([1.0 - getattr(losses, name).value for name in AC_LOSSES])
    snow = np.asarray(losses.snow.value, dtype=float)
    return np.asarray(1.0 - kept * (1.0 - np.repeat(snow[month_of_day()], 24)))


def angle_modifier(cos_inc: Array) -> Array:
    """Return what the cover lets through relative to normal incidence [-].

    References
    ----------
    De Soto, Klein, Beckman 2006: Fresnel, Snell and Bouguer for one cover ("physical").
    """
    theta = np.arccos(np.clip(cos_inc, 0.0, 1.0))
    inside = np.arcsin(np.sin(theta) / N_GLASS)
    cos_in = np.cos(inside)
    with np.errstate(divide="ignore", invalid="ignore"):
        parallel = np.tan(inside - theta) ** 2 / np.tan(inside + theta) ** 2
        across = np.sin(inside - theta) ** 2 / np.sin(inside + theta) ** 2
    normal = ((1.0 - N_GLASS) / (1.0 + N_GLASS)) ** 2
    reflected = np.where(theta < 1e-4, normal, 0.5 * (parallel + across))
    through = (1.0 - reflected) * np.exp(-EXTINCTION * THICKNESS / cos_in)
    straight = (1.0 - normal) * np.exp(-EXTINCTION * THICKNESS)
    return np.where(cos_inc > 0.0, through / straight, 0.0)


def cell_temperature(irradiance: Array, theta_e: Array, u_cell: float) -> Array:
    """Return the temperature of the cells [°C] (PVsyst); ``irradiance`` [W/m²] on the plane."""
    return np.asarray(theta_e + irradiance * ABSORBED * (1.0 - CELL_EFFICIENCY) / u_cell)


def dc_power(effective: Array, theta_cell: Array, gamma: float) -> Array:
    """Return the direct current of 1 kW of modules [kW] (PVWatts); ``effective`` [W/m²]."""
    return effective / 1000.0 * (1.0 + gamma * (theta_cell - 25.0))


def ac_power(dc: Array, efficiency: float, ratio: float) -> Array:
    """Return the alternating current [kW] of 1 kW of modules: part load, clipping.

    ``efficiency`` [-] at the rating; the inverter takes 1/``ratio`` kW of direct current and gives
    no more than its rating (PVWatts).
    """
    rating = 1.0 / ratio
    load = np.maximum(dc, 0.0) / rating
    given = efficiency / ETA_REFERENCE * (-0.0162 * load**2 + 0.9858 * load - 0.0059)
    return np.asarray(np.clip(given * rating, 0.0, efficiency * rating))


def pv_year(plane: PvPlane, converter: Converter, weather: WeatherYear, albedo: float) -> Array:
    """Return the yield of 1 kW of new modules hour by hour [kWh] (8760)."""
    sky = sky_of(weather)
    normal = plane_normal(plane.azimuth, plane.tilt)
    seen = plane.seen or Visibility()
    cos_inc = np.maximum(normal @ sky.sun, 0.0)
    beam = sky.dni * cos_inc * seen.sun
    on_plane = plane_irradiance(sky, normal, albedo, seen)
    diffuse = on_plane.sky + on_plane.ground
    whole = on_plane.beam + diffuse
    effective = hourly(sky, beam * angle_modifier(cos_inc)) + diffuse
    theta = cell_temperature(whole, weather.theta_e, plane.u_cell)
    dc = dc_power(effective, theta, plane.gamma) * (1.0 - converter.losses)
    return ac_power(dc, converter.efficiency, converter.ratio)


def weaker(year: int, first_year: float, yearly: float) -> float:
    """Return what modules still give in a year of their life [-]; the first is 1."""
    return 1.0 - first_year - yearly * (year - 1)


# shading


def rows_seen(sky: Sky, azimuth: float, tilt: float, length: float, pitch: float) -> Visibility:
    """Return what a row leaves of sun and sky of the long row behind it.

    ``length`` [m] along the slope, ``pitch`` [m] from row to row on level ground. The shaded share
    of the beam is lost as a whole.
    """
    if length <= 0.0 or pitch <= 0.0:
        raise ValueError(f"A row needs length and pitch, got {length} and {pitch}.")
    beta, a = np.radians(tilt), np.radians(azimuth)
    ahead = sky.sun[0] * np.sin(a) + sky.sun[1] * np.cos(a)
    shaded = shaded_share(ahead, sky.sun[2], beta, length, pitch)
    along = (np.arange(20) + 0.5) / 20.0 * length
    gap = pitch - (length - along) * np.cos(beta)
    rise = np.arctan2((length - along) * np.sin(beta), np.maximum(gap, 1e-9))
    dome = float(np.mean((1.0 + np.cos(beta + rise)) / (1.0 + np.cos(beta))))
    horizon = float(np.mean(rise < np.radians(7.5)))
    return Visibility(1.0 - shaded, dome, horizon)


def shaded_share(ahead: Array, up: Array, beta: float, length: float, pitch: float) -> Array:
    """Return the share of a row that the row before it shades [-].

    ``ahead`` and ``up`` are the parts of the sun's vector towards which the row faces and upwards.
    """
    low = ahead > 1e-9
    slope = np.where(low, up / np.where(low, ahead, 1.0), 0.0)
    share = 1.0 - pitch * slope / (length * (np.sin(beta) + slope * np.cos(beta)))
    return np.where(low & (up > 0.0), np.clip(share, 0.0, 1.0), 0.0)


def both(first: Visibility, second: Visibility) -> Visibility:
    """Return what two independent obstacles leave together."""
    return Visibility(
        np.asarray(first.sun) * np.asarray(second.sun),
        first.dome * second.dome,
        first.horizon * second.horizon,
    )


def mixed(seen: Visibility, share: float) -> Visibility:
    """Return what is left where only ``share`` [-] of the modules stand behind others."""
    return Visibility(
        1.0 - share * (1.0 - np.asarray(seen.sun)),
        1.0 - share * (1.0 - seen.dome),
        1.0 - share * (1.0 - seen.horizon),
    )


def month_sums(values: Array) -> Array:
    """Return sums by month (…, 12) of hourly values (…, 8760)."""
    first = np.concatenate([[0], np.cumsum(np.bincount(month_of_day())[:-1])]) * 24
    return np.add.reduceat(values, first, axis=-1)
