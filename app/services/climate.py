"""The climate of a village: its station and the hourly year that belongs to it."""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.calc.morphing import morphed
from app.errors import AppError, NotFoundError
from app.exchange.epw import read_epw
from app.i18n import Text
from app.i18n import gettext as _
from app.model.catalogue import Catalogue, ClimateStation
from app.model.climate import WeatherYear
from app.model.survey import VillageValues, spec, village_value
from app.resources import resource

STATION = "V03"
BUNDLED_WEATHER = ("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
BUNDLED = Text("天津合成气象年", "Tianjin synthetic year")
_HASHED = (
    "theta_e", "relative_humidity", "pressure", "wind_speed", "wind_direction", "dni", "dhi",
    "ghi", "ir_horizontal", "rain",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Climate:
    """A station with its hourly year; ``name`` is that of the year on papers."""

    station: ClimateStation
    weather: WeatherYear
    name: Text


def station_code(village: VillageValues) -> str:
    """Return the station that the village chose, or the default one."""
    chosen = village_value(village, STATION).value
    return str(chosen or spec(STATION).default_value)


def find_station(catalogue: Catalogue, code: str) -> ClimateStation | None:
    """Return the station with this id or name, None if there is none."""
    wanted = code.strip()
    named = (s for s in catalogue.stations.values() if wanted in (s.name.zh, s.name.en))
    return catalogue.stations.get(wanted) or next(named, None)


def station_of(catalogue: Catalogue, code: str) -> ClimateStation:
    """Return the station with this id or name.

    Raises
    ------
    NotFoundError
        If there is none; the sentence says where they are listed.
    """
    found = find_station(catalogue, code)
    if found is None:
        raise NotFoundError(
            _("There is no weather station “{station}” (V03). “nuanfang station VILLAGE” lists "
              "them all: choose one of those.").format(station=code)
        )  # fmt: skip
    return found


def climate_of(catalogue: Catalogue, code: str, epw: Path | None = None) -> Climate:
    """Return station and hourly year; a village's own file comes before the program's.

    Raises
    ------
    AppError
        If the station is unknown, the file cannot be used, or the station gives design data
        only and there is no file.
    """
    station = station_of(catalogue, code)
    if epw is not None:
        weather = read_epw(epw)
        return Climate(station, weather, Text(weather.name, weather.name))
    if station.theta_month is not None:
        return _district(station, station.theta_month.value)
    if station.bundled_year:
        return Climate(station, _bundled(), BUNDLED)
    districts = [s for s in catalogue.stations.values() if s.has_year]
    raise AppError(
        _("The weather station {station} gives design values only, no hourly year. Import an EPW "
          "file of the place (nuanfang import VILLAGE FILE.epw), or choose a station that has a "
          "year: {others}.").format(
            station=station.name, others=_(", ").join(str(s.name) for s in districts)
        )
    )  # fmt: skip


@lru_cache(maxsize=1)
def _bundled() -> WeatherYear:
    return read_epw(resource(*BUNDLED_WEATHER))


@lru_cache(maxsize=16)
def _year_of(name: str, normals: tuple[float, ...], elevation: float) -> WeatherYear:
    """Return the bundled year moved to a place, named by the hash of all its hours."""
    year = morphed(_bundled(), normals, elevation, name)
    digest = hashlib.sha256(name.encode())
    for field in _HASHED:
        digest.update(np.asarray(getattr(year, field), dtype="<f8").tobytes())
    return replace(year, sha256=digest.hexdigest())


def _district(station: ClimateStation, normals: tuple[float, ...]) -> Climate:
    name = Text(
        f"{station.name.zh}，由{BUNDLED.zh}按各月平均气温推移",
        f"{station.name.en}, morphed from {BUNDLED.en}",
    )
    return Climate(station, _year_of(name.en, normals, station.elevation), name)
