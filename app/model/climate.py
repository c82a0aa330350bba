"""A weather year as the engine takes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HOURS = 8760


@dataclass(frozen=True, slots=True, eq=False)
class WeatherYear:
    """8760 hourly values; entry i is hour i of 1 January onwards, local standard time.

    ``theta_e`` [°C], ``relative_humidity`` [-] and ``pressure`` [Pa], ``wind_speed`` [m/s] at
    10 m and ``wind_direction`` [deg] are the values the file gives for the hour's end;
    ``dni``, ``dhi``, ``ghi`` [W/m²] are means over the hour; ``ir_horizontal`` [W/m²] is the
    horizontal infrared from the sky; ``rain`` tells wet hours. ``synthetic`` data must be
    named as such wherever results are shown. ``sha256`` names the source file.
    """

    name: str
    source: str
    latitude: float
    longitude: float
    tz: float
    elevation: float
    theta_e: Array
    relative_humidity: Array
    pressure: Array
    wind_speed: Array
    wind_direction: Array
    dni: Array
    dhi: Array
    ghi: Array
    ir_horizontal: Array
    rain: NDArray[np.bool_]
    synthetic: bool
    sha256: str
