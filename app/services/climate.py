"""The climate of a village: its station and the hourly year that belongs to it."""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from app.calc.morphing import at_altitude, morphed
from app.errors import NoClimateError
from app.exchange.epw import read_epw
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import AltitudeShift, Mark
from app.model.catalogue import Catalogue, ClimateStation, PolicyPack
from app.model.climate import WeatherYear
from app.model.survey import VillageValues, spec, village_value
from app.model.value import Provenance
from app.resources import resource

STATION = "V03"
BUNDLED_WEATHER = ("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
BUNDLED = Text("天津合成气象年", "Tianjin synthetic year")
_HASHED = (
    "theta_e", "relative_humidity", "pressure", "wind_speed", "wind_direction", "dni", "dhi",
    "ghi", "ir_horizontal", "rain",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """Where the village lies: ``altitude`` [m], None for that of its station, and by how much it
    gets colder upwards, ``lapse_rate`` [K/m] with its provenance, mark and source."""

    altitude: float | None = None
    lapse_rate: float = 0.0
    provenance: str = "rule"
    mark: Mark | None = None
    source: Text | None = None


AT_STATION = Site()


@dataclass(frozen=True, slots=True, eq=False)
class Climate:
    """A station with its hourly year; ``name`` is that of the year on papers.

    ``theta_e_design`` [°C] is the station's moved to the village, ``altitude`` says how;
    None where the village counts as lying at its station.
    """

    station: ClimateStation
    weather: WeatherYear
    name: Text
    theta_e_design: float
    altitude: AltitudeShift | None = None


def site_of(village: VillageValues, pack: PolicyPack) -> Site:
    """Return where a village lies; the lapse rate is its own, or that of the policy pack."""
    altitude, own = village.altitude.value, village.lapse_rate.value
    if altitude is None:
        return AT_STATION
    if own is not None:
        told = village.lapse_rate.provenance or Provenance.TOLD
        return Site(float(altitude), float(own) / 100.0, told.value)
    rate = pack.altitude.lapse_rate
    return Site(float(altitude), rate.value, "policy_pack", rate.mark, pack.source_of(rate))


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
        raise NoClimateError(
            _("There is no weather station “{station}” (V03). The page “Climate” and “nuanfang "
              "station VILLAGE” list them all: choose one of those.").format(station=code),
            _("There is no weather station “{station}” (V03). Mark one in the list and press "
              "“Use this station”.").format(station=code),
        )  # fmt: skip
    return found


def climate_of(
    catalogue: Catalogue, code: str, epw: Path | None = None, site: Site = AT_STATION
) -> Climate:
    """Return station and hourly year of a village; its own file comes before the program's.

    Both are moved to the altitude of the village where that is told: the design temperature
    from the station's, the year from that of its place.

    Raises
    ------
    AppError
        If the station is unknown, the file cannot be used, or the station gives design data
        only and there is no file.
    """
    station = station_of(catalogue, code)
    weather, name = _year_at_station(catalogue, station, epw)
    shift = _design_shift(station, site)
    theta = station.theta_e_design.value
    if shift is not None:
        theta -= shift.lapse_rate * shift.rise
    if site.altitude is None or site.altitude == weather.elevation:
        return Climate(station, weather, name, theta, shift)
    by = -site.lapse_rate * (site.altitude - weather.elevation)
    moved = Text(
        f"{name.zh}，修正到海拔{site.altitude:g} m（{by:+.2f} ℃）",
        f"{name.en}, moved to an altitude of {site.altitude:g} m ({by:+.2f} °C)",
    )
    year = _year_at(weather, site.altitude, site.lapse_rate, moved.en)
    return Climate(station, year, moved, theta, shift)


def _design_shift(station: ClimateStation, site: Site) -> AltitudeShift | None:
    if site.altitude is None or site.altitude == station.elevation:
        return None
    rise = site.altitude - station.elevation
    return AltitudeShift(
        station.theta_e_design.value, rise, site.lapse_rate, site.provenance, site.mark, site.source
    )


def _year_at_station(
    catalogue: Catalogue, station: ClimateStation, epw: Path | None
) -> tuple[WeatherYear, Text]:
    """Return the year as it is given, and its name on papers."""
    if epw is not None:
        weather = read_epw(epw)
        return weather, Text(weather.name, weather.name)
    if station.theta_month is not None:
        return _district(station, station.theta_month.value)
    if station.bundled_year:
        return _bundled(), BUNDLED
    districts = [s for s in catalogue.stations.values() if s.has_year]
    words = {"station": station.name, "others": _(", ").join(str(s.name) for s in districts)}
    raise NoClimateError(
        _("The weather station {station} gives design values only, no hourly year. Import an EPW "
          "file of the place (page “Climate”, or nuanfang import VILLAGE FILE.epw), or choose a "
          "station that has a year: {others}.").format(**words),
        _("The weather station {station} gives design values only, no hourly year. Press “Import "
          "EPW …” and choose a file of the place, or mark a station that has a year: {others}.")
        .format(**words),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _bundled() -> WeatherYear:
    return read_epw(resource(*BUNDLED_WEATHER))


@lru_cache(maxsize=16)
def _year_of(name: str, normals: tuple[float, ...], elevation: float) -> WeatherYear:
    """Return the bundled year moved to a place."""
    return _hashed(morphed(_bundled(), normals, elevation, name))


@lru_cache(maxsize=16)
def _year_at(weather: WeatherYear, altitude: float, lapse_rate: float, name: str) -> WeatherYear:
    """Return a year moved to an altitude."""
    return _hashed(at_altitude(weather, altitude, lapse_rate, name))


def _hashed(year: WeatherYear) -> WeatherYear:
    """Return a computed year, named by the hash of all its hours."""
    digest = hashlib.sha256(year.name.encode())
    for field in _HASHED:
        digest.update(np.asarray(getattr(year, field), dtype="<f8").tobytes())
    return replace(year, sha256=digest.hexdigest())


def _district(station: ClimateStation, normals: tuple[float, ...]) -> tuple[WeatherYear, Text]:
    name = Text(
        f"{station.name.zh}，由{BUNDLED.zh}按各月平均气温推移",
        f"{station.name.en}, morphed from {BUNDLED.en}",
    )
    return _year_of(name.en, normals, station.elevation), name
