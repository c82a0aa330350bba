"""The stations a village may choose from, and the choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from app.errors import AppError
from app.i18n import Text
from app.i18n import gettext as _
from app.model.assessment import Mark
from app.model.catalogue import Catalogue, ClimateStation
from app.model.change import Edit
from app.model.value import Provenance, Value
from app.services.climate import STATION, find_station, station_code, station_of
from app.services.importing import WEATHER, check_writable, weather_path
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile


@dataclass(frozen=True, slots=True)
class StationFact:
    """A value of a station with mark and source."""

    key: str
    value: float
    unit: str
    mark: Mark
    source: Text


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station of the list; ``theta_e_design`` [°C] with the mark of its source.

    ``facts`` are the design temperature, degree days and season as the catalogue has them,
    ``elevation`` [m]; ``morphed``: its year is the bundled one moved to its normals.
    """

    id: str
    name: str
    theta_e_design: float
    mark: str
    has_year: bool
    chosen: bool
    names: Text
    elevation: float
    latitude: float
    longitude: float
    zone: str
    morphed: bool
    facts: tuple[StationFact, ...]

    def fact(self, key: str) -> StationFact | None:
        """Return a value by its key, None where the station does not have it."""
        return next((item for item in self.facts if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Stations:
    """The stations, and the village's own weather file if it has one."""

    rows: tuple[StationRow, ...]
    own_file: str


def stations_of(village: VillageFile) -> Stations:
    """Return all stations, those of Tianjin first, the chosen one marked."""
    catalogue = load_catalogue()
    chosen = find_station(catalogue, station_code(village.village_values()))
    own = weather_path(village)
    return Stations(
        tuple(_row(x, x is chosen, catalogue) for x in catalogue.stations.values()),
        own.name if own is not None else "",
    )


def _row(station: ClimateStation, chosen: bool, catalogue: Catalogue) -> StationRow:
    design = station.theta_e_design
    return StationRow(
        id=station.id,
        name=str(station.name),
        theta_e_design=design.value,
        mark=design.mark,
        has_year=station.has_year,
        chosen=chosen,
        names=station.name,
        elevation=station.elevation,
        latitude=station.latitude,
        longitude=station.longitude,
        zone=station.zone,
        morphed=station.theta_month is not None,
        facts=tuple(_facts(station, catalogue)),
    )


def _facts(station: ClimateStation, catalogue: Catalogue) -> Iterator[StationFact]:
    for key, number, unit in (
        ("theta_e_design", station.theta_e_design, "°C"),
        ("hdd18", station.hdd18, "K·d"),
        ("hdd14", station.hdd14, "K·d"),
        ("theta_season", station.theta_season, "°C"),
        ("season_days", station.season_days, "d"),
    ):
        if number is not None:
            yield StationFact(key, number.value, unit, number.mark, catalogue.source_of(number))
    normals = station.theta_month
    if normals is not None:
        january = normals.value[0]
        yield StationFact("january", january, "°C", normals.mark, catalogue.source_of(normals))


def choose_station(village: VillageFile, code: str, operator: str) -> str:
    """Choose the station of a village and return the sentence that says what now holds.

    A station with an hourly year of its own lays the village's weather file aside; it stays in
    the folder and can be imported again.

    Raises
    ------
    AppError
        If there is no such station or the village may only be read.
    """
    check_writable(village)
    catalogue = load_catalogue()
    station = station_of(catalogue, code)
    chosen = Value(station.id, None, Provenance.TOLD, operator, datetime.now(UTC))
    village.commit_village([Edit(STATION, chosen)], operator=operator, label=_("Weather station"))
    if station.has_year:
        village.remember(WEATHER, None)
    return _said(catalogue, station, village)


def lay_file_aside(village: VillageFile) -> str:
    """Compute with the station's own year again and return the sentence that says so.

    The file stays in the folder and can be imported again.

    Raises
    ------
    AppError
        If the station has no year of its own, or the village may only be read.
    """
    check_writable(village)
    catalogue = load_catalogue()
    station = station_of(catalogue, station_code(village.village_values()))
    if not station.has_year:
        raise AppError(
            _("The weather station {station} has no hourly year of its own: without the file "
              "nothing can be calculated. Choose a station with a year first.").format(
                station=station.name
            )
        )  # fmt: skip
    village.remember(WEATHER, None)
    return _said(catalogue, station, village)


def _said(catalogue: Catalogue, station: ClimateStation, village: VillageFile) -> str:
    design = station.theta_e_design
    source = catalogue.source_of(design)
    first = _(
        "The village uses the weather station {station}: design temperature {theta:g} °C "
        "({source}, mark {mark})."
    ).format(station=station.name, theta=design.value, source=source, mark=design.mark)
    own = weather_path(village)
    if station.has_year:
        return first + " " + _("Its hourly year is synthetic, not measured.")
    if own is not None:
        return first + " " + _("The hourly year is the file {file}.").format(file=own.name)
    return (
        first
        + " "
        + _(
            "It has no hourly year: import an EPW file of the place before you assess "
            "(nuanfang import VILLAGE FILE.epw)."
        )
    )
