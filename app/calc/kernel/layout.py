"""What a run hands to the kernel, field by field: the same list as in ``source/house.h``."""

import ctypes
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

import numpy as np

COUNTS = (
    "blocks", "elements", "partitions", "outdoor", "zones", "windows", "covers", "links", "heavy",
    "modes", "first_heavy", "lengths", "steps", "first_served", "served", "cools",
    "all_convective", "planes", "across", "opens", "balance", "hourly", "iso",
    "days", "warm_up", "approach",
)  # fmt: skip
INTEGERS = (
    "zone_of_face", "fixed_face", "modes_of", "window_outdoor", "window_cover", "cover_element",
    "link_zones", "plane_start", "plane_face", "across_face", "across_beyond", "floor_face",
    "fixed_outer", "hour_start", "step_length", "day_list", "month_of_day",
)  # fmt: skip
BYTES = ("masks", "rain", "lee", "lit")
SHARED = (
    "seconds", "step_share", "step_middle", "ends", "forced", "sun", "moments", "diffuse",
    "outer_warm", "outer_cold",
)  # fmt: skip
BY_HOUSE = (
    "warm", "cold", "least", "fixed", "long_wave",
    "spread_beam", "spread_diffuse", "spread_across", "radiant", "heater",
    "y", "modal", "share", "h_behind", "theta_behind",
    "outer_area", "rough", "plain", "to_sky", "to_air", "windward", "leeward", "alpha",
    "optics", "reflected", "mixing", "phi_con", "phi_rad", "fan", "opens_at", "volume", "flow",
    "link_flow", "cover_open", "cover_shut", "cover_closed", "lower", "upper", "wanted",
    "phi_max", "operative", "convective",
)  # fmt: skip
FILMS = (
    "forced", "outer_warm", "outer_cold", "warm", "cold", "least", "fixed", "long_wave",
    "outer_area", "rough", "plain", "to_sky", "to_air", "windward", "leeward",
)  # fmt: skip
"""What film coefficients are made of, always in single precision."""
RESULTS = ("digest", "totals", "face_heat", "sums", "series", "design", "scratch")
"""Results in the order of the kernel; those by zone have a column for each figure below."""


@dataclass(frozen=True, slots=True)
class Precision:
    """In which numbers the kernel runs: the end of its entries' names, houses of a block,
    type of a number, and rows of films that share a register."""

    name: str
    lanes: int
    number: Any
    rows_of_pair: int


DOUBLE = Precision("", 4, np.float64, 2)
SINGLE = Precision("_single", 8, np.float32, 1)
LINE = 64
"""Bytes of a cache line."""
MOST_SERVED = 16
"""Zones from the first to the last with equipment that the kernel has room for."""
(
    HEAT, COLD, JAN_SUM, JAN_HOURS, JAN_MIN, MINIMUM, MAXIMUM, SUM, HOURS_RUN, UNDER, UNDER_DEGREES,
    WARM_HOURS, MONTHS,
) = range(13)  # fmt: skip
DIGEST = MONTHS + 12
PEAK, PEAK_COLD, TOTALS = range(3)
VENTILATION, LINKS, GAINS, SUN, STORED, SEASON_HEAT, SEASON_COLD, SUMS = range(8)


class House(ctypes.Structure):
    """The record the kernel reads."""

    _fields_ = [
        *((name, ctypes.c_int64) for name in COUNTS),
        *((name, ctypes.c_void_p) for name in (*INTEGERS, *BYTES, *SHARED)),
        ("pressure", ctypes.c_double),
        *((name, ctypes.c_void_p) for name in (*BY_HOUSE, "period", *RESULTS)),
    ]


def aligned(shape: tuple[int, ...], number: Any) -> Any:
    """Return numbers, not set yet, whose first one begins a cache line, so that no register
    straddles two."""
    size = prod(shape) * np.dtype(number).itemsize
    room = np.empty(size + LINE, np.uint8)
    start = -room.ctypes.data % LINE
    return room[start : start + size].view(number).reshape(shape)


@cache
def types(precision: Precision) -> dict[str, Any]:
    """Return the types of the arrays of a record."""
    return {
        **dict.fromkeys((*INTEGERS, "period"), np.int32),
        **dict.fromkeys(BYTES, np.uint8),
        **dict.fromkeys((*SHARED, *BY_HOUSE, *RESULTS), precision.number),
        **dict.fromkeys(FILMS, np.float32),
    }


REVISION = 5
"""Of what the record's fields mean and which entries there are."""
SIZES = (
    ctypes.sizeof(House)
    + 100000 * (DIGEST + 100 * SUMS + 10000 * TOTALS)
    + 1000000000000 * REVISION
)
"""What the kernel must answer for its record and results to be the ones above."""
