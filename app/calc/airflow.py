"""Air: density, infiltration and the crack law.

Flows in [m³/s] at the density of the air they carry, air changes n in [1/h].
"""

import numpy as np

from app.calc.films import wind_factor
from app.model.climate import Array
from app.model.thermal import (
    Infiltration,
    InfiltrationConstant,
    InfiltrationDesignFlow,
)

GAS_CONSTANT = 287.05
GRAVITY = 9.81
CP_AIR, CP_VAPOUR = 1004.84, 1858.95


def humidity_ratio(theta: Array, relative_humidity: Array, pressure: Array) -> Array:
    """Return kg of water per kg of dry air (saturation after ISO 13788)."""
    warm = 610.5 * np.exp(17.269 * theta / (237.3 + theta))
    cold = 610.5 * np.exp(21.875 * theta / (265.5 + theta))
    p_v = relative_humidity * np.where(theta >= 0.0, warm, cold)
    return np.asarray(0.62198 * p_v / (pressure - p_v))


def heat_capacity_rate(theta: Array, pressure: Array, w: Array) -> Array:
    """Return ρ·c_p of moist air [J/(m³·K)] at ``theta`` [°C], ``pressure`` [Pa], humidity ``w``."""
    rho = pressure / (GAS_CONSTANT * (theta + 273.15) * (1.0 + 1.6078 * w))
    return np.asarray(rho * (CP_AIR + CP_VAPOUR * w))


def dry_air_capacity(theta: Array, pressure: float) -> Array:
    """Return ρ·c_p of dry air [J/(m³·K)] at ``theta`` [°C], ``pressure`` [Pa]."""
    return np.asarray((pressure / GAS_CONSTANT * CP_AIR) / (theta + 273.15))


def flow_terms(infiltration: Infiltration, volume: float, height: float) -> tuple[float, ...]:
    """Return (q_0, q_dt, q_v, q_vv, e_dt, e_vv): the flow [m³/s] is
    q_0 + q_dt·|ΔT| + q_v·v + q_vv·v² + √(e_dt·|ΔT| + e_vv·v²), v [m/s] of the weather file.

    ``height`` [m] is the zone's mid-height.
    """
    if isinstance(infiltration, InfiltrationConstant):
        return (infiltration.n * volume / 3600.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if isinstance(infiltration, InfiltrationDesignFlow):
        q = infiltration.n_ref * volume / 3600.0
        f = wind_factor(height)
        return (
            q * infiltration.a,
            q * infiltration.b,
            q * infiltration.c * f,
            q * infiltration.d * f * f,
            0.0,
            0.0,
        )
    scale = (infiltration.ela / 1000.0) ** 2
    steady = infiltration.n * volume / 3600.0
    return (steady, 0.0, 0.0, 0.0, scale * infiltration.c_s, scale * infiltration.c_w)


def air_flow(terms: Array, delta: Array, wind: Array | float) -> Array:
    """Return the flow [m³/s] for terms (6, …), |ΔT| ``delta`` [K] and ``wind`` [m/s]."""
    linear = terms[0] + terms[1] * delta + terms[2] * wind + terms[3] * wind * wind
    return np.asarray(linear + np.sqrt(terms[4] * delta + terms[5] * wind * wind))


def leakage_coefficient(n50: float, volume: float, exponent: float = 0.65) -> float:
    """Return C [m³/(s·Paⁿ)] of the crack law Q = C·Δpⁿ from ``n50`` [1/h] (ISO 9972)."""
    return float(n50 * volume / 3600.0 / 50.0**exponent)


def effective_leakage_area(coefficient: float, exponent: float = 0.65, rho: float = 1.2) -> float:
    """Return the effective leakage area [cm²] at 4 Pa, discharge coefficient 1."""
    return float(coefficient * 4.0**exponent * (rho / 8.0) ** 0.5 * 1e4)


def stack_flow(
    coefficient: float, theta_i: float, theta_e: float, height: float, exponent: float = 0.65
) -> float:
    """Return the flow [m³/s] by buoyancy alone (EN 16798-7): half of the leaks at the floor, half
    at the ceiling ``height`` [m] above, neutral level midway.
    """
    rho_e = 101325.0 / (GAS_CONSTANT * (theta_e + 273.15))
    delta_p = 0.5 * rho_e * GRAVITY * height * abs(theta_i - theta_e) / (theta_i + 273.15)
    return float(0.5 * coefficient * delta_p**exponent)
