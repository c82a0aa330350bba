"""What cannot be, or is odd, in a weather year: sun against clock and place, sensors that stick.

Tolerances are wide on purpose: they let pass what instruments, half-hour stamps and broken
clouds do, and catch what spoils a calculation. Estimates (C), tried on typical years that are
known to be sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.calc.films import KELVIN, SIGMA
from app.calc.solar import equation_of_time, extraterrestrial, sun_vector
from app.model.climate import HOURS, Array, WeatherYear

Code = Literal[
    "above_space", "night", "diffuse", "closure", "closure_year", "clock", "hemisphere",
    "sunless", "zone", "jump", "stuck", "pressure", "sky",
]  # fmt: skip
STEPS = 8
"""Sun positions per hour."""
HORIZON = -0.0145
"""Sine of the sun's altitude at sunrise, refraction included."""
NIGHT = 10.0
CLOUD_EDGE = 50.0
"""What clouds beside the sun may add to the irradiance of a clear hour [W/m²]."""
CLOSURE = (100.0, 0.25)
"""Parts may differ from the whole by so much [W/m²], or by this share."""
CLOSURE_YEAR = 0.15
SUNLESS = 400.0
"""No inhabited place has less sun in a year [kWh/m²]."""
CLOCK = 0.75
"""The centre of the days' sun may lie so far from noon [h]."""
ZONE = 3.5
"""Clock and sun of no country differ by more [h]."""
JUMP = 15.0
STUCK = {"theta_e": 24, "wind_speed": 48, "relative_humidity": 72}
"""Hours from which an unchanging value is odd; from seven days on it is a fault."""
STUCK_FAULT = 7 * 24
PRESSURE = 6000.0
SKY = (0.4, 1.3)
"""Infrared of the sky relative to a black body at air temperature [-]."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is odd in ``field`` at ``hours`` of the year, or in the year as a whole (no hours).

    ``value`` is that of the first hour, ``limit`` what it should keep. ``serious`` ones forbid
    the use of the year.
    """

    code: Code
    field: str
    serious: bool
    hours: tuple[int, ...]
    value: float
    limit: float


def check_year(weather: WeatherYear) -> tuple[Oddity, ...]:
    """Return what is impossible or odd, what forbids the use first."""
    found = [*_place(weather), *_sun(weather), *_air(weather)]
    return tuple(sorted(found, key=lambda oddity: (not oddity.serious, oddity.hours[:1])))


def _place(weather: WeatherYear) -> Iterator[Oddity]:
    off = weather.tz - weather.longitude / 15.0
    if abs(off) > ZONE:
        yield Oddity("zone", "tz", True, (), off, ZONE)
    standard = 101325.0 * (1.0 - 2.25577e-5 * weather.elevation) ** 5.25588
    off = float(weather.pressure.mean()) - standard
    if abs(off) > PRESSURE:
        yield Oddity("pressure", "pressure", False, (), off, PRESSURE)


# sun


def _sun(weather: WeatherYear) -> Iterator[Oddity]:
    day = np.arange(HOURS) // 24 + 1.0
    space = extraterrestrial(day)
    sines = _sines(weather)
    highest = _around(sines)
    yield from _at("above_space", "dni", weather.dni > space, weather.dni, space)
    most = space * np.maximum(highest, 0.0)
    for field in ("ghi", "dhi"):
        values = getattr(weather, field)
        lit = highest > HORIZON
        yield from _at("above_space", field, lit & (values > most + CLOUD_EDGE), values, most)
    for field in ("ghi", "dni", "dhi"):
        values = getattr(weather, field)
        dark = (highest <= HORIZON) & (values > NIGHT)
        yield from _at("night", field, dark, values, np.zeros(HOURS))
    yield from _closure(weather, np.maximum(sines, 0.0).mean(axis=1))
    yield from _whole_year(weather, np.maximum(sines, 0.0).mean(axis=1))


def _sines(weather: WeatherYear) -> Array:
    """Return the sine of the sun's altitude (8760, STEPS)."""
    times = (np.arange(HOURS * STEPS) + 0.5) / STEPS
    up = sun_vector(times, weather.latitude, weather.longitude, weather.tz)[2]
    return np.asarray(up.reshape(HOURS, STEPS))


def _around(sines: Array) -> Array:
    """Return the highest sine of each hour and half an hour to either side."""
    half = STEPS // 2
    before = np.roll(sines, 1, axis=0)[:, half:].max(axis=1)
    after = np.roll(sines, -1, axis=0)[:, :half].max(axis=1)
    return np.asarray(np.maximum(sines.max(axis=1), np.maximum(before, after)))


def _closure(weather: WeatherYear, sine: Array) -> Iterator[Oddity]:
    """Compare the whole with its parts: GHI = DHI + DNI · sin of the altitude."""
    ghi, dhi = weather.ghi, weather.dhi
    gross = dhi > ghi * 1.25 + CLOUD_EDGE
    yield from _at("diffuse", "dhi", gross, dhi, ghi)
    parts = dhi + weather.dni * sine
    least, share = CLOSURE
    open_ = ~gross & (np.abs(ghi - parts) > np.maximum(least, share * ghi))
    yield from _at("closure", "ghi", open_, ghi, parts, serious=False)
    total = float(np.sum(parts))
    off = float(ghi.sum()) / total - 1.0 if total > 0.0 else 0.0
    if abs(off) > CLOSURE_YEAR:
        yield Oddity("closure_year", "ghi", True, (), off, CLOSURE_YEAR)


def _whole_year(weather: WeatherYear, sine: Array) -> Iterator[Oddity]:
    sun = weather.dhi + weather.dni * sine
    total = float(sun.sum()) / 1000.0
    if total < SUNLESS:
        yield Oddity("sunless", "ghi", True, (), total, SUNLESS)
        return
    off = _late(weather, weather.dhi + weather.dni)
    if abs(off) > CLOCK:
        yield Oddity("clock", "dni", True, (), off, CLOCK)
    days = sun.reshape(365, 24).sum(axis=1)
    summer, winter = float(days[121:243].sum()), float(days[304:].sum() + days[:59].sum())
    if abs(weather.latitude) > 23.5 and (summer > winter) != (weather.latitude > 0.0):
        yield Oddity("hemisphere", "latitude", True, (), weather.latitude, 0.0)


def _late(weather: WeatherYear, sun: Array) -> float:
    """Return by how much the centre of the sun's days lies after noon [h]."""
    late = weather.tz - weather.longitude / 15.0
    late_by_day = late + equation_of_time(np.arange(1.0, 366.0)) / 60.0
    clock = (np.arange(HOURS) % 24 + 0.5) - np.repeat(late_by_day, 24) - 12.0
    clock = (clock + 12.0) % 24.0 - 12.0
    return float((clock * sun).sum() / sun.sum())


# air


def _air(weather: WeatherYear) -> Iterator[Oddity]:
    steps = np.abs(np.diff(weather.theta_e, prepend=weather.theta_e[0]))
    limit = np.full(HOURS, JUMP)
    yield from _at("jump", "theta_e", steps > JUMP, steps, limit, serious=False)
    for field, longest in STUCK.items():
        yield from _stuck(field, getattr(weather, field), longest)
    black = SIGMA * (weather.theta_e + KELVIN) ** 4
    low, high = SKY
    ratio = weather.ir_horizontal / black
    wrong = (ratio < low) | (ratio > high)
    yield from _at("sky", "ir_horizontal", wrong, weather.ir_horizontal, black, serious=False)


def _stuck(field: str, values: Array, longest: int) -> Iterator[Oddity]:
    """Find values that do not move; calm, and air full of water, may last."""
    edges = np.flatnonzero(np.diff(values) != 0.0) + 1
    starts = np.concatenate([[0], edges])
    lengths = np.diff(np.concatenate([starts, [len(values)]]))
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        lasting = field != "theta_e" and values[start] in (0.0, 1.0)
        if length >= longest and not lasting:
            serious = length >= STUCK_FAULT
            yield Oddity("stuck", field, serious, (start,), float(length), float(longest))


def _at(
    code: Code, field: str, where: NDArray[np.bool_], values: Array, limits: Array,
    *, serious: bool = True,
) -> Iterator[Oddity]:  # fmt: skip
    hours = np.flatnonzero(where).tolist()
    if hours:
        first = hours[0]
        found = float(values[first]), float(limits[first])
        yield Oddity(code, field, serious, tuple(hours), *found)
