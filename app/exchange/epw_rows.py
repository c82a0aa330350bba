"""The hours of an EPW file: their order, and the values of a column."""

import math

import numpy as np

from app.errors import ForeignFileError
from app.i18n import N_
from app.i18n import gettext as _
from app.model.climate import HOURS, Array

Row = tuple[int, list[str]]
"""Line number and fields of an hour."""
HEADER_LINES = 8
NEEDED = 22
SOLAR_LIMIT = 1360.0
"""No irradiance at the ground exceeds that outside the atmosphere [W/m²]."""
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHOWN = 20
"""Characters of a wrong value that a sentence repeats."""
# name for messages, column, lowest and highest value, value that means "missing"
FIELDS: dict[str, tuple[str, int, float, float, float]] = {
    "theta_e": (N_("dry-bulb temperature"), 6, -70.0, 70.0, 99.9),
    "relative_humidity": (N_("relative humidity"), 8, 0.0, 110.0, 999.0),
    "pressure": (N_("air pressure"), 9, 31000.0, 120000.0, 999999.0),
    "ir_horizontal": (N_("horizontal infrared"), 12, 50.0, 1000.0, 9999.0),
    "ghi": (N_("global horizontal radiation"), 13, 0.0, SOLAR_LIMIT, 9999.0),
    "dni": (N_("direct normal radiation"), 14, 0.0, SOLAR_LIMIT, 9999.0),
    "dhi": (N_("diffuse horizontal radiation"), 15, 0.0, SOLAR_LIMIT, 9999.0),
    "wind_direction": (N_("wind direction"), 20, 0.0, 360.0, 999.0),
    "wind_speed": (N_("wind speed"), 21, 0.0, 60.0, 999.0),
}


def number(text: str) -> float | None:
    """Return a finite number, or None for whatever else stands there."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def place(line: int, hour: int) -> str:
    """Return line, month, day and hour as messages name them; ``hour`` 0…8759 of the year."""
    day, hour_of_day = divmod(hour, 24)
    month = 0
    while day >= DAYS[month]:
        day -= DAYS[month]
        month += 1
    return _("line {line} ({month:02d}-{day:02d} hour {hour})").format(
        line=line, month=month + 1, day=day + 1, hour=hour_of_day + 1
    )


def rows_of(lines: list[str], name: str) -> list[Row]:
    """Return 8760 hours in order, 29 February left out.

    Raises
    ------
    ForeignFileError
        At the first line that is not the hour it should be; it names both.
    """
    _check_periods(lines, name)
    rows = []
    for line_number, line in enumerate(lines[HEADER_LINES:], HEADER_LINES + 1):
        if not line.strip():
            continue
        fields = line.split(",")
        if len(fields) < NEEDED:
            raise ForeignFileError(
                _("Line {line} of {name} has {count} fields; an hour has at least {needed}. "
                  "The file is damaged: choose another.").format(
                    line=line_number, name=name, count=len(fields), needed=NEEDED
                )
            )  # fmt: skip
        if (number(fields[1]), number(fields[2])) != (2.0, 29.0):
            rows.append((line_number, fields))
    _check_order(rows, name)
    return rows


def _check_periods(lines: list[str], name: str) -> None:
    """Refuse a file that says itself that it holds no plain hours."""
    head = lines[HEADER_LINES - 1].split(",") if len(lines) >= HEADER_LINES else []
    if len(head) > 2 and head[0].strip().upper() == "DATA PERIODS":
        periods, hourly = number(head[1]), number(head[2])
        if periods != 1.0 or hourly != 1.0:
            raise ForeignFileError(
                _("{name} says that it has {periods} periods with {hourly} values an hour; one "
                  "year with one value an hour is needed. Choose another file.").format(
                    name=name, periods=head[1].strip()[:SHOWN], hourly=head[2].strip()[:SHOWN]
                )
            )  # fmt: skip


def _check_order(rows: list[Row], name: str) -> None:
    expected = ((m, d, h) for m in range(12) for d in range(DAYS[m]) for h in range(24))
    before: list[float | None] = []
    for (line, fields), (m, d, h) in zip(rows, expected, strict=False):
        stamp = [number(field) for field in fields[1:4]]
        if stamp != [m + 1, d + 1, h + 1]:
            text = _(
                "Line {line} of {name} should be {month:02d}-{day:02d} hour {hour} but is "
                "{found}: hours are missing or out of order. Choose another file."
            )
            if stamp == before:
                text = _(
                    "Line {line} of {name} should be {month:02d}-{day:02d} hour {hour} but is "
                    "{found} for the second time. Choose another file."
                )
            raise ForeignFileError(
                text.format(
                    line=line, name=name, month=m + 1, day=d + 1, hour=h + 1,
                    found="-".join(field.strip()[:SHOWN] for field in fields[1:4]),
                )
            )  # fmt: skip
        before = stamp
    if len(rows) != HOURS:
        raise ForeignFileError(
            _("{name} has {count} hours; a year has {hours}. Choose another file.").format(
                name=name, count=len(rows), hours=HOURS
            )
        )


def column(rows: list[Row], key: str) -> tuple[Array, list[tuple[int, str]]]:
    """Return the values of a column, and (line, sentence) of those that are no values."""
    label, index, low, high, _missing = FIELDS[key]
    values = np.zeros(len(rows))
    wrong = []
    for k, row in enumerate(rows):
        value = number(row[1][index])
        sentence = _wrong(key, value)
        if sentence:
            said = _(sentence).format(
                place=place(row[0], k), label=_(label), value=row[1][index].strip()[:SHOWN],
                low=low, high=high,
            )  # fmt: skip
            wrong.append((row[0], said))
        elif value is not None:
            values[k] = value
    return values, wrong


def _wrong(key: str, value: float | None) -> str:
    _label, _index, low, high, missing = FIELDS[key]
    if value is None:
        return N_("{place}: {label} “{value}” is no number")
    if value == missing:
        return N_("{place}: {label} is missing (marked {value})")
    if not low <= value <= high:
        return N_("{place}: {label} {value} is impossible (allowed {low:g} to {high:g})")
    return ""
