"""The stations a village may choose from, and the choice."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.errors import AppError
from app.i18n import gettext as _
from app.model.catalogue import Catalogue, ClimateStation
from app.model.change import Edit
from app.model.value import Provenance, Value
from app.services.climate import STATION, find_station, station_code, station_of
from app.services.importing import WEATHER, weather_path
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station of the list; ``theta_e_design`` [°C] with the mark of its source."""

    id: str
    name: str
    theta_e_design: float
    mark: str
    has_year: bool
    chosen: bool


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
        tuple(_row(station, station is chosen) for station in catalogue.stations.values()),
        own.name if own is not None else "",
    )


def _row(station: ClimateStation, chosen: bool) -> StationRow:
    design = station.theta_e_design
    return StationRow(
        station.id, str(station.name), design.value, design.mark, station.has_year, chosen
    )


def choose_station(village: VillageFile, code: str, operator: str) -> str:
    """Choose the station of a village and return the sentence that says what now holds.

    A station with an hourly year of its own lays the village's weather file aside; it stays in
    the folder and can be imported again.

    Raises
    ------
    AppError
        If there is no such station or the village may only be read.
    """
    if village.read_only:
        raise AppError(_("This village is open read-only. Close the other window and try again."))
    catalogue = load_catalogue()
    station = station_of(catalogue, code)
    chosen = Value(station.id, None, Provenance.TOLD, operator, datetime.now(UTC))
    village.commit_village([Edit(STATION, chosen)], operator=operator, label=_("Weather station"))
    if station.has_year:
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
