"""Writing a weather year as an EPW file, for other programs."""

from collections.abc import Iterator

import numpy as np

from app.model.climate import Array, WeatherYear

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FLAGS = "?9?9?9?9E0?9?9?9?9?9?9?9?9?9?9?9?9?9?9?9*9*9?9?9?9"
_YEAR = 2017
_DRY, _WET = ("9", "999999999"), ("0", "909999999")


def epw_text(weather: WeatherYear) -> str:
    """Return a weather year as the text of an EPW file.

    What the year does not know (light, clouds, visibility) is marked as missing.
    """
    return "\n".join([*_head(weather), *_hours(weather), ""])


def _head(weather: WeatherYear) -> Iterator[str]:
    name, source = (" ".join(text.replace(",", ";").split()) or "-" for text in
                    (weather.name, weather.source))  # fmt: skip
    place = (weather.latitude, weather.longitude, weather.tz, weather.elevation)
    yield f"LOCATION,{name},-,-,{source},-," + ",".join(f"{x:g}" for x in place)
    yield "DESIGN CONDITIONS,0"
    yield "TYPICAL/EXTREME PERIODS,0"
    yield "GROUND TEMPERATURES,0"
    yield "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0"
    yield f"COMMENTS 1,{'synthetic data; ' if weather.synthetic else ''}written by Nuanfang"
    yield f"COMMENTS 2,source sha256 {weather.sha256 or '-'}"
    yield "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"


def _hours(weather: WeatherYear) -> Iterator[str]:
    dew = dew_point(weather.theta_e, weather.relative_humidity)
    moments = ((m, d, h) for m, days in enumerate(_DAYS, 1)
               for d in range(1, days + 1) for h in range(1, 25))  # fmt: skip
    for t, (month, day, hour) in enumerate(moments):
        observed, codes = _WET if weather.rain[t] else _DRY
        yield (
            f"{_YEAR},{month},{day},{hour},60,{_FLAGS},"
            f"{weather.theta_e[t]:.2f},{dew[t]:.2f},{100.0 * weather.relative_humidity[t]:.1f},"
            f"{weather.pressure[t]:.0f},9999,9999,{weather.ir_horizontal[t]:.1f},"
            f"{weather.ghi[t]:.1f},{weather.dni[t]:.1f},{weather.dhi[t]:.1f},"
            f"999999,999999,999999,9999,{weather.wind_direction[t]:.0f},"
            f"{weather.wind_speed[t]:.2f},99,99,9999,99999,{observed},{codes},"
            "999,.999,999,99,999,999,99"
        )


def dew_point(theta: Array, relative_humidity: Array) -> Array:
    """Return the dew point [°C] over water (Magnus form of ISO 13788)."""
    humid = np.log(np.maximum(relative_humidity, 0.001)) + 17.269 * theta / (237.3 + theta)
    return np.asarray(237.3 * humid / (17.269 - humid))
