"""Reading hourly weather from EPW files, checked hour by hour.

Field numbers follow the EPW definition in EnergyPlus' *Auxiliary Programs*. Whether the values
fit sun and place is checked by :mod:`app.calc.weather_check`.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.errors import ForeignFileError
from app.exchange.epw_rows import FIELDS, Row, column, number, place, rows_of
from app.exchange.files import read_limited
from app.i18n import gettext as _
from app.model.climate import Array, WeatherYear

LARGEST = 20_000_000
"""A year of hours takes 1.7 MB; what is larger is something else."""
RAIN_LIMIT = 0.8
"""An hour is wet from this depth [mm] on, as in EnergyPlus."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class EpwFile:
    """A weather file: its year, its bytes, and the line on which each hour stands."""

    year: WeatherYear
    content: bytes
    lines: tuple[int, ...]

    def place(self, hour: int) -> str:
        """Return line, month, day and hour of an hour of the year, in words."""
        return place(self.lines[hour], hour)


def read_epw(path: Path | str) -> WeatherYear:
    """Return the weather year of an EPW file.

    Raises
    ------
    FileError
        If the file cannot be read, or is not a complete, plausible year; the sentence names
        line, month, day, hour and field.
    """
    return load_epw(path).year


def load_epw(path: Path | str) -> EpwFile:
    """Return an EPW file with the place of every hour; raises like :func:`read_epw`."""
    path = Path(path)
    content = read_limited(path, LARGEST)
    return _parsed(_text(content, path.name), content, path.name)


def parse_epw(text: str, name: str) -> WeatherYear:
    """Return the weather year written in ``text``; ``name`` stands in messages."""
    return _parsed(text, text.encode(), name).year


def _text(content: bytes, name: str) -> str:
    if b"\0" in content:
        raise ForeignFileError(
            _("{name} is not a text file, so it is no EPW weather file. "
              "Choose another file.").format(name=name)
        )  # fmt: skip
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _parsed(text: str, content: bytes, name: str) -> EpwFile:
    lines = text.splitlines()
    head = lines[0].split(",") if lines else []
    if len(head) < 10 or head[0].strip().upper() != "LOCATION":
        raise ForeignFileError(
            _("{name} is not an EPW weather file: the first line does not begin with "
              "LOCATION. Choose another file.").format(name=name)
        )  # fmt: skip
    latitude, longitude, tz, elevation = _location(head, name)
    rows = rows_of(lines, name)
    values = _values(rows, name)
    year = WeatherYear(
        name=_clean(head[1]) or name,
        source=_clean(head[4]),
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
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return EpwFile(year, content, tuple(line for line, _fields in rows))


def _clean(text: str) -> str:
    """Return a name as it may be printed: no control characters, not without end."""
    return "".join(char for char in text.strip() if char.isprintable())[:LONGEST_NAME]


def _location(head: list[str], name: str) -> tuple[float, float, float, float]:
    limits = ((-66.0, 66.0), (-180.0, 180.0), (-12.0, 14.0), (-400.0, 6000.0))
    found = []
    for text, (low, high) in zip(head[6:10], limits, strict=True):
        value = number(text)
        if value is None or not low <= value <= high:
            raise ForeignFileError(
                _("The first line of {name} gives no usable place: {value!r} must be between "
                  "{low} and {high}. Choose another file.").format(
                    name=name, value=_clean(text), low=low, high=high
                )
            )  # fmt: skip
        found.append(value)
    return found[0], found[1], found[2], found[3]


def _values(rows: list[Row], name: str) -> dict[str, Array]:
    """Return all columns; one refusal names the first hours at which any of them is wrong."""
    values: dict[str, Array] = {}
    wrong: list[tuple[int, str]] = []
    for key in FIELDS:
        values[key], found = column(rows, key)
        wrong += found
    if wrong:
        wrong.sort()
        named = _("; ").join(sentence for _line, sentence in wrong[:3])
        text = _("{name} cannot be used: {places}. Repair the file or choose another.")
        if len(wrong) > 3:
            text = _(
                "{name} cannot be used: {places}; and {count} more such values. "
                "Repair the file or choose another."
            )
        raise ForeignFileError(text.format(name=name, places=named, count=len(wrong) - 3))
    return values


def _rain(rows: list[Row]) -> NDArray[np.bool_]:
    """Return wet hours: present-weather codes of rain, or a measured depth."""
    return np.array([_is_wet(fields) for _line, fields in rows])


def _is_wet(fields: list[str]) -> bool:
    codes = fields[27].strip().strip("'\"") if len(fields) > 27 else ""
    observed = len(fields) > 26 and number(fields[26]) == 0
    if observed and len(codes) >= 4 and any(c in "012345678" for c in codes[1:4]):
        return True
    depth = number(fields[33]) if len(fields) > 33 else None
    return depth is not None and RAIN_LIMIT <= depth < 999.0
