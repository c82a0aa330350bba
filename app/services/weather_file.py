"""A user's EPW file, checked against sun, clock and place before a village may stand on it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.calc.weather_check import Oddity, check_year
from app.errors import FileError, ForeignFileError
from app.exchange.epw import EpwFile, load_epw
from app.exchange.epw_rows import FIELDS
from app.i18n import N_
from app.i18n import gettext as _
from app.model.catalogue import ClimateStation
from app.model.climate import WeatherYear, YearFacts, facts_of

NAMED = 3
"""Hours that one sentence names; the rest is counted."""
FAR = 100.0
"""From here on a file is not the climate of its station [km] (estimate, C)."""
EARTH = 6371.0
_SENTENCES = {
    "above_space": N_(
        "{place}: {field} {value:.0f} W/m² is more than the sun gives outside the atmosphere "
        "at that hour ({limit:.0f} W/m²)"
    ),
    "night": N_("{place}: {field} {value:.0f} W/m² although the sun is down"),
    "diffuse": N_(
        "{place}: {field} {value:.0f} W/m² is far more than the global radiation "
        "({limit:.0f} W/m²), of which it is a part"
    ),
    "closure": N_(
        "{place}: {field} {value:.0f} W/m² does not agree with its parts, diffuse and direct "
        "({limit:.0f} W/m²)"
    ),
    "sky": N_(
        "{place}: {field} {value:.0f} W/m² is hardly possible where a black body at air "
        "temperature sends {limit:.0f} W/m²"
    ),
    "jump": N_("{place}: the {field} jumps by {value:.1f} K within an hour"),
    "stuck": N_("{place}: the {field} does not change for {value:.0f} hours"),
    "closure_year": N_(
        "over the year the global radiation differs from its parts, diffuse and direct, "
        "by {value:+.0%}"
    ),
    "clock": N_(
        "the sun of the file culminates {value:+.1f} h from noon of its place: longitude or time "
        "zone is wrong, or the hours are shifted"
    ),
    "hemisphere": N_(
        "the sun of the file is highest in the wrong half of the year for latitude {value:.1f}°"
    ),
    "sunless": N_("the year has only {value:.0f} kWh/m² of sun (less than {limit:.0f})"),
    "zone": N_("time zone and longitude are {value:+.1f} h apart"),
    "pressure": N_(
        "the air pressure is on average {value:+.0f} Pa from that of the altitude in the first line"
    ),
}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be used, and what is odd in it all the same."""

    file: EpwFile
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the examination of a file found, each with line, month, day and hour.

    ``refused`` forbid its use, ``odd`` do not; ``facts`` and ``content`` are those of a file that
    may be used.
    """

    name: str
    refused: tuple[str, ...]
    odd: tuple[str, ...] = ()
    facts: YearFacts | None = None
    content: bytes = b""


def examined(path: Path) -> Examined:
    """Return what is wrong and what is odd in a file, nothing of it raised."""
    try:
        file = load_epw(path)
    except FileError as error:
        return Examined(path.name, (str(error),))
    found = check_year(file.year)
    serious = [oddity for oddity in found if oddity.serious]
    odd = tuple(sentences(file, [oddity for oddity in found if not oddity.serious]))
    if serious:
        return Examined(path.name, tuple(sentences(file, serious)), odd)
    return Examined(path.name, (), odd, facts_of(file.year), file.content)


def read_checked(path: Path) -> CheckedFile:
    """Return a weather file that holds a possible year.

    Raises
    ------
    FileError
        If it is damaged or impossible; the sentence names line, month, day, hour and field.
    """
    file = load_epw(path)
    found = check_year(file.year)
    serious = [oddity for oddity in found if oddity.serious]
    if serious:
        raise ForeignFileError(
            _("{name} cannot be used: {places}. Repair the file or choose another.").format(
                name=path.name, places=_("; ").join(sentences(file, serious))
            )
        )
    return CheckedFile(file, tuple(sentences(file, found)))


def sentences(file: EpwFile, oddities: Sequence[Oddity]) -> list[str]:
    """Return what is odd in words; of many hours the first are named and the rest counted."""
    return [_sentence(file, oddity) for oddity in oddities]


def _sentence(file: EpwFile, oddity: Oddity) -> str:
    label = FIELDS[oddity.field][0] if oddity.field in FIELDS else oddity.field
    hours = oddity.hours
    text = _(_SENTENCES[oddity.code]).format(
        place=file.place(hours[0]) if hours else "",
        field=_(label),
        value=oddity.value,
        limit=oddity.limit,
    )
    if len(hours) < 2:
        return text
    others = _(", ").join(file.place(hour) for hour in hours[1:NAMED])
    if len(hours) <= NAMED:
        return _("{sentence}; likewise {others}").format(sentence=text, others=others)
    return _("{sentence}; likewise {others} and {count} more hours").format(
        sentence=text, others=others, count=len(hours) - NAMED
    )


def far_sentence(weather: WeatherYear | YearFacts, station: ClimateStation) -> str:
    """Return what to say of a file whose place is far from the station, else nothing."""
    away = distance(weather.latitude, weather.longitude, station.latitude, station.longitude)
    if away <= FAR:
        return ""
    return _(
        "The file is of a place {distance:.0f} km from the weather station {station}, whose "
        "design temperature is used. Check that file and station (V03) belong together."
    ).format(distance=away, station=station.name)


def distance(latitude: float, longitude: float, latitude_2: float, longitude_2: float) -> float:
    """Return the distance of two places [km] on a sphere; degrees."""
    a, b = math.radians(latitude), math.radians(latitude_2)
    half_lat, half_lon = (b - a) / 2.0, math.radians(longitude_2 - longitude) / 2.0
    h = math.sin(half_lat) ** 2 + math.cos(a) * math.cos(b) * math.sin(half_lon) ** 2
    return 2.0 * EARTH * math.asin(math.sqrt(min(h, 1.0)))
