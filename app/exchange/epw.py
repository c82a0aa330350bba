"""Reading hourly weather from EPW files, checked hour by hour.

Field numbers follow the EPW definition in EnergyPlus' *Auxiliary Programs*.
"""

import hashlib
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import FileError, ForeignFileError
from app.i18n import N_
from app.i18n import gettext as _
from app.model.climate import HOURS, Array, WeatherYear

HEADER_LINES = 8
SOLAR_LIMIT = 1360.0
"""No irradiance at the ground exceeds that outside the atmosphere [W/m²]."""
RAIN_LIMIT = 0.8
"""An hour is wet from this depth [mm] on, as in EnergyPlus."""
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# name for messages, column, lowest and highest value, value that means "missing"
_COLUMNS: dict[str, tuple[str, int, float, float, float]] = {
    "theta_e": (N_("dry-bulb temperature"), 6, -70.0, 70.0, 99.9),
    "relative_humidity": (N_("relative humidity"), 8, 0.0, 110.0, 999.0),
    "pressure": (N_("air pressure"), 9, 31000.0, 120000.0, 999999.0),
    "ir_horizontal": (N_("horizontal infrared"), 12, 0.0, 1000.0, 9999.0),
    "ghi": (N_("global horizontal radiation"), 13, 0.0, SOLAR_LIMIT, 9999.0),
    "dni": (N_("direct normal radiation"), 14, 0.0, SOLAR_LIMIT, 9999.0),
    "dhi": (N_("diffuse horizontal radiation"), 15, 0.0, SOLAR_LIMIT, 9999.0),
    "wind_direction": (N_("wind direction"), 20, 0.0, 360.0, 999.0),
    "wind_speed": (N_("wind speed"), 21, 0.0, 60.0, 999.0),
}
_NEEDED = 22


def read_epw(path: Path | str) -> WeatherYear:
    """Return the weather year of an EPW file.

    Raises
    ------
    FileError
        If the file cannot be read, or is not a complete, plausible year; the sentence names
        the line and hour.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(
            _("The weather file {path} cannot be read: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return parse_epw(text, path.name, hashlib.sha256(content).hexdigest())


def parse_epw(text: str, name: str, sha256: str = "") -> WeatherYear:
    """Return the weather year written in ``text``; ``name`` stands in messages."""
    lines = text.splitlines()
    head = lines[0].split(",") if lines else []
    if len(head) < 10 or head[0].strip().upper() != "LOCATION":
        raise ForeignFileError(
            _("{name} is not an EPW weather file: the first line does not begin with "
              "LOCATION. Choose another file.").format(name=name)
        )  # fmt: skip
    latitude, longitude, tz, elevation = _location(head, name)
    rows = _rows(lines, name)
    values = {key: _column(rows, key, name) for key in _COLUMNS}
    return WeatherYear(
        name=head[1].strip() or name,
        source=head[4].strip(),
        latitude=latitude,
        longitude=longitude,
        tz=tz,
        elevation=elevation,
        theta_e=values["theta_e"],
        relative_humidity=np.minimum(values["relative_humidity"] / 100.0, 1.0),
        pressure=values["pressure"],
        wind_speed=values["wind_speed"],
        wind_direction=values["wind_direction"],
        dni=values["dni"],
        dhi=values["dhi"],
        ghi=values["ghi"],
        ir_horizontal=values["ir_horizontal"],
        rain=_rain(rows),
        synthetic=any("synth" in part.lower() for part in (*head[1:6], *lines[5:7], name)),
        sha256=sha256,
    )


def _location(head: list[str], name: str) -> tuple[float, float, float, float]:
    limits = ((-66.0, 66.0), (-180.0, 180.0), (-12.0, 14.0), (-400.0, 6000.0))
    found = []
    for text, (low, high) in zip(head[6:10], limits, strict=True):
        value = _number(text)
        if value is None or not low <= value <= high:
            raise ForeignFileError(
                _("The first line of {name} gives no usable place: {value!r} must be between "
                  "{low} and {high}. Choose another file.").format(
                    name=name, value=text.strip(), low=low, high=high
                )
            )  # fmt: skip
        found.append(value)
    return found[0], found[1], found[2], found[3]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _rows(lines: list[str], name: str) -> list[tuple[int, list[str]]]:
    """Return (line number, fields) of 8760 hours in order, 29 February left out."""
    rows = []
    for number, line in enumerate(lines[HEADER_LINES:], HEADER_LINES + 1):
        if not line.strip():
            continue
        fields = line.split(",")
        if len(fields) < _NEEDED:
            raise ForeignFileError(
                _("Line {line} of {name} has {count} fields; an hour has at least {needed}. "
                  "The file is damaged: choose another.").format(
                    line=number, name=name, count=len(fields), needed=_NEEDED
                )
            )  # fmt: skip
        if (fields[1].strip(), fields[2].strip()) != ("2", "29"):
            rows.append((number, fields))
    _check_order(rows, name)
    return rows


def _check_order(rows: list[tuple[int, list[str]]], name: str) -> None:
    expected = ((m, d, h) for m in range(12) for d in range(DAYS[m]) for h in range(24))
    for (number, fields), (m, d, h) in zip(rows, expected, strict=False):
        if [_number(f) for f in fields[1:4]] != [m + 1, d + 1, h + 1]:
            raise ForeignFileError(
                _("Line {line} of {name} should be {month:02d}-{day:02d} hour {hour} but is "
                  "{found}: hours are missing or out of order. Choose another file.").format(
                    line=number, name=name, month=m + 1, day=d + 1, hour=h + 1,
                    found="-".join(f.strip() for f in fields[1:4]),
                )
            )  # fmt: skip
    if len(rows) != HOURS:
        raise ForeignFileError(
            _("{name} has {count} hours; a year has {hours}. Choose another file.").format(
                name=name, count=len(rows), hours=HOURS
            )
        )


def _column(rows: list[tuple[int, list[str]]], key: str, name: str) -> Array:
    label, column, low, high, missing = _COLUMNS[key]
    values = np.empty(len(rows))
    for k, (number, fields) in enumerate(rows):
        value = _number(fields[column])
        if value is None or value == missing or not low <= value <= high:
            raise ForeignFileError(
                _("{name}, line {line} ({month}-{day} hour {hour}): {label} {value!r} is "
                  "missing or impossible (allowed {low} to {high}). Repair the file or choose "
                  "another.").format(
                    name=name, line=number, month=fields[1].strip(), day=fields[2].strip(),
                    hour=fields[3].strip(), label=_(label), value=fields[column].strip(),
                    low=low, high=high,
                )
            )  # fmt: skip
        values[k] = value
    return values


def _rain(rows: list[tuple[int, list[str]]]) -> NDArray[np.bool_]:
    """Return wet hours: present-weather codes of rain, or a measured depth."""
    return np.array([_is_wet(fields) for _, fields in rows])


def _is_wet(fields: list[str]) -> bool:
    codes = fields[27].strip().strip("'\"") if len(fields) > 27 else ""
    observed = len(fields) > 26 and _number(fields[26]) == 0
    if observed and len(codes) >= 4 and any(c in "012345678" for c in codes[1:4]):
        return True
    depth = _number(fields[33]) if len(fields) > 33 else None
    return depth is not None and RAIN_LIMIT <= depth < 999.0
