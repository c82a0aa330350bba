"""The stations of the catalogue hold what the reference table of the climate holds."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.model.catalogue import Catalogue, Sourced
from app.store.catalogue import load_catalogue
from app.store.catalogue_checks import check_catalogue

_FILE = Path(__file__).with_name("climate_reference.csv")
TABLE = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))
NUMBERS = {
    "theta_e_design": "t_heat_design_C", "theta_year": "annual_mean_C",
    "theta_season": "season_mean_C", "season_days": "season_days", "hdd18": "HDD18",
    "hdd14": "HDD14", "cdd26": "CDD26",
}  # fmt: skip
WARM = Sourced(71.0, "A", "gb50736")
MONTHS = [f"{month:02d}" for month in range(1, 13)]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def key(row: dict[str, str]) -> str:
    return ("tianjin_" if row["region"] == "Tianjin" else "std_") + row["station"]


def number(text: str) -> float | None:
    return float(text) if text else None


def value(sourced: Any) -> Any:
    return None if sourced is None else sourced.value


def test_there_are_ten_districts_and_twenty_two_stations(catalogue: Catalogue) -> None:
    assert len(TABLE) == 32
    assert set(catalogue.stations) == {key(row) for row in TABLE}
    districts = [s for s in catalogue.stations.values() if s.region == "tianjin"]
    assert len(districts) == 10
    assert all(s.theta_month is not None for s in districts)


@pytest.mark.parametrize("row", TABLE, ids=key)
def test_each_value_is_that_of_the_table(catalogue: Catalogue, row: dict[str, str]) -> None:
    station = catalogue.stations[key(row)]
    assert (station.latitude, station.longitude) == (float(row["lat"]), float(row["lon"]))
    assert station.elevation == float(row["elev_m"])
    for name, column in NUMBERS.items():
        assert value(getattr(station, name)) == number(row[column]), name
    for name, column in (("theta_month", "T{}"), ("ghi_month", "GHI{}_kWh_m2")):
        months = [number(row[column.format(month)]) for month in MONTHS]
        expected = None if months[0] is None else tuple(months)
        assert value(getattr(station, name)) == expected, name


@pytest.mark.parametrize("row", TABLE, ids=key)
def test_each_value_has_the_mark_of_the_table(catalogue: Catalogue, row: dict[str, str]) -> None:
    station = catalogue.stations[key(row)]
    assert station.theta_e_design.mark == row["t_heat_design_conf"]
    if station.theta_month is not None:
        assert station.theta_month.mark == row["temp_conf"]
    assert catalogue.source_of(station.theta_e_design).zh


def test_only_districts_and_the_place_of_the_bundled_year_have_an_hourly_year(
    catalogue: Catalogue,
) -> None:
    of_others = {s.id for s in catalogue.stations.values() if s.region == "north_china"}
    assert {s for s in of_others if catalogue.stations[s].has_year} == {"std_54527"}
    assert all(s.has_year for s in catalogue.stations.values() if s.region == "tianjin")


@pytest.mark.parametrize("change", [{"theta_month": None}, {"theta_e_design": WARM}], ids=list)
def test_a_district_without_normals_or_a_warm_design_day_is_refused(
    catalogue: Catalogue, change: dict[str, Any]
) -> None:
    station = catalogue.stations["tianjin_54428"]
    broken = msgspec.structs.replace(station, **change)
    stations = {**catalogue.stations, station.id: broken}
    problems = check_catalogue(replace(catalogue, stations=stations))
    assert [(problem.file, problem.row) for problem in problems] == [("stations.json", station.id)]
