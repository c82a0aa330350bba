"""The climate of a village: station packs, design temperatures, a file of one's own."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.calc.ground import monthly_means
from app.errors import AppError, FileError, ForeignFileError, NotFoundError
from app.i18n import set_language
from app.model.change import Edit
from app.model.survey import VillageValues, apply_village_edit, village_value
from app.model.value import known
from app.resources import resource
from app.services.assess import Context, assess, context_for, load_context
from app.services.demo import create_practice_village
from app.services.importing import import_file, weather_path
from app.services.records import assessment_from_bytes, assessment_to_bytes
from app.services.stations import choose_station, stations_of
from app.services.trace import explain, recomputed
from app.services.village import fingerprint
from app.services.weather_file import distance, read_checked
from app.store.catalogue import load_catalogue
from app.store.village import VillageFile

BUNDLED = resource("climate", "CHN_TJ_Tianjin.SYN_CC0.epw")
STATIONS = load_catalogue().stations
DISTRICTS = [s.id for s in STATIONS.values() if s.region == "tianjin"]
DESIGN_ONLY = [s.id for s in STATIONS.values() if not s.has_year]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[VillageFile]:
    with create_practice_village(tmp_path / "village") as made:
        yield made


def context_of(village: VillageFile) -> Context:
    return context_for(village.village_values(), weather_path(village))


def faulty(tmp_path: Path, line: int, column: int, value: str) -> Path:
    """Return a copy of the bundled year with one wrong value."""
    lines = BUNDLED.read_text(encoding="utf-8").splitlines()
    fields = lines[line - 1].split(",")
    fields[column] = value
    lines[line - 1] = ",".join(fields)
    path = tmp_path / "faulty.epw"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("code", DISTRICTS)
def test_each_district_has_the_year_of_its_normals(code: str) -> None:
    context, base = load_context(None, code), load_context().weather
    normals = STATIONS[code].theta_month
    assert normals is not None
    assert monthly_means(context.weather) == pytest.approx(normals.value, abs=0.01)
    assert context.weather.synthetic
    assert context.weather.name == f"{context.station.name.en}, morphed from Tianjin synthetic year"
    assert context.station.name.zh in context.climate.zh
    assert context.weather.elevation == STATIONS[code].elevation
    for name in ("dni", "dhi", "ghi", "wind_speed"):
        assert np.array_equal(getattr(context.weather, name), getattr(base, name))


@pytest.mark.parametrize("code", DISTRICTS)
def test_degree_days_agree_with_the_table_though_nothing_aims_at_them(code: str) -> None:
    days = load_context(None, code).weather.theta_e.reshape(365, 24).mean(axis=1)
    table = STATIONS[code].hdd18
    assert table is not None
    assert float(np.maximum(18.0 - days, 0.0).sum()) == pytest.approx(table.value, rel=0.01)


def test_every_year_has_its_own_hash_and_keeps_it() -> None:
    hashes = {code: load_context(None, code).weather.sha256 for code in DISTRICTS}
    assert len(set(hashes.values()) | {load_context().weather.sha256}) == 11
    # results that name these hashes must find the same years in later releases
    assert hashes["tianjin_54428"].startswith("570927f66fe1")
    assert hashes["tianjin_54623"].startswith("35b562d40c43")


def test_the_default_station_is_tianjin_with_the_bundled_year() -> None:
    context = load_context()
    assert context.station.id == "std_54527"
    assert context.weather.theta_e.min() == -13.4
    assert context.station.theta_e_design.value == -7.0
    assert context.station.theta_e_design.mark == "A"


@pytest.mark.parametrize("code", DESIGN_ONLY)
def test_a_station_with_design_data_only_asks_for_a_file(code: str) -> None:
    with pytest.raises(AppError, match=r"Import an EPW file .* Jizhou"):
        load_context(None, code)


def test_with_a_file_such_a_station_gives_the_design_temperature() -> None:
    context = load_context(BUNDLED, "std_53487")
    assert context.station.theta_e_design.value == -16.3
    assert context.weather.theta_e.min() == -13.4


def test_a_station_is_found_by_its_name_in_either_language() -> None:
    assert load_context(None, "蓟州").station.id == "tianjin_54428"
    assert load_context(None, " Baodi ").station.id == "tianjin_54525"
    with pytest.raises(NotFoundError, match="Atlantis"):
        load_context(None, "Atlantis")


def test_jizhou_needs_more_heat_and_power_than_tianjin(village: VillageFile) -> None:
    survey = village.survey(village.overview()[0].dwelling_id)
    values = village.village_values()
    mild, cold = (
        assess(survey, values, load_context(None, code), quick=True)
        for code in ("std_54527", "tianjin_54428")
    )
    assert cold.standard.q_h_nd > 1.1 * mild.standard.q_h_nd
    assert cold.actual.q_h_nd > mild.actual.q_h_nd
    assert cold.phi_hl > mild.phi_hl
    assert cold.premises.hashes["weather"] != mild.premises.hashes["weather"]
    assert cold.premises.climate_synthetic and "Jizhou" in cold.premises.climate
    assert cold.premises.climate_text is not None
    assert cold.premises.climate_text.zh.startswith("蓟州，由天津合成气象年")
    assert any(item.field == "V03" for item in cold.inputs)


def test_the_choice_of_the_village_decides(village: VillageFile) -> None:
    dwelling = village.overview()[0].dwelling_id
    before = fingerprint(village, dwelling, context_of(village))
    said = choose_station(village, "Jizhou", "me")
    assert "-8.6" in said and "mark C" in said and "synthetic" in said
    assert village_value(village.village_values(), "V03").value == "tianjin_54428"
    context = context_of(village)
    assert context.station.id == "tianjin_54428"
    assert fingerprint(village, dwelling, context) != before
    assert [row.id for row in stations_of(village).rows if row.chosen] == ["tianjin_54428"]


def test_a_name_that_nobody_knows_still_lets_the_stations_be_listed(village: VillageFile) -> None:
    village.commit_village([Edit("V03", known("Atlantis"))], operator="me", label="x")
    assert not any(row.chosen for row in stations_of(village).rows)
    with pytest.raises(NotFoundError, match="Atlantis"):
        context_of(village)


def test_a_file_of_ones_own_comes_first_until_a_station_with_a_year_is_chosen(
    village: VillageFile, tmp_path: Path
) -> None:
    warmer = faulty(tmp_path, 100, 6, "1.5")
    done = import_file(village, warmer)
    kept = weather_path(village)
    assert kept is not None and kept.parent == village.folder / "weather"
    assert context_of(village).weather.sha256.startswith(kept.stem.split(".")[-1])
    assert done.warnings == ()
    assert kept.name in choose_station(village, "std_54602", "me")
    assert weather_path(village) == kept
    choose_station(village, "tianjin_54428", "me")
    assert weather_path(village) is None
    assert kept.exists()
    assert "Jizhou" in context_of(village).weather.name


def test_a_station_without_year_says_what_to_do(village: VillageFile) -> None:
    assert "import an EPW file" in choose_station(village, "Baoding", "me")


def test_files_of_one_name_and_other_content_do_not_replace_each_other(
    village: VillageFile, tmp_path: Path
) -> None:
    import_file(village, faulty(tmp_path, 100, 6, "1.5"))
    first = weather_path(village)
    import_file(village, faulty(tmp_path, 100, 6, "1.6"))
    second = weather_path(village)
    assert first is not None and second is not None and first != second
    assert first.exists() and second.exists()


def test_a_file_that_is_gone_stops_the_calculation(village: VillageFile, tmp_path: Path) -> None:
    import_file(village, faulty(tmp_path, 100, 6, "1.5"))
    kept = weather_path(village)
    assert kept is not None
    kept.unlink()
    with pytest.raises(FileError, match="faulty"):
        context_of(village)


def test_an_impossible_hour_is_named_and_nothing_is_taken(
    village: VillageFile, tmp_path: Path
) -> None:
    broken = faulty(tmp_path, 8 + 181 * 24 + 1, 14, "300")  # 1 July, first hour
    with pytest.raises(ForeignFileError) as caught:
        import_file(village, broken)
    said = str(caught.value)
    assert "line 4353 (07-01 hour 1): direct normal radiation 300 W/m² although the sun is" in said
    assert weather_path(village) is None
    assert not (village.folder / "weather").exists()


def test_many_impossible_hours_are_named_and_counted(tmp_path: Path) -> None:
    lines = BUNDLED.read_text(encoding="utf-8").splitlines()
    for day in range(10):
        fields = lines[8 + day * 24].split(",")
        fields[13] = "99"
        lines[8 + day * 24] = ",".join(fields)
    path = tmp_path / "x.epw"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ForeignFileError) as caught:
        read_checked(path)
    assert "line 9 (01-01 hour 1)" in str(caught.value)
    assert "line 33 (01-02 hour 1), line 57 (01-03 hour 1) and 7 more hours" in str(caught.value)


def test_what_is_odd_is_told_and_the_file_is_taken(village: VillageFile, tmp_path: Path) -> None:
    done = import_file(village, faulty(tmp_path, 5000, 6, "5"))
    assert len(done.warnings) == 1
    assert "line 5000 (07-27 hour 24)" in done.warnings[0]
    assert weather_path(village) is not None


def test_a_file_of_another_continent_is_odd(village: VillageFile) -> None:
    folder = Path(__file__).parents[1] / "validation" / "weather"
    done = import_file(village, folder / "USA_CO_Denver.725650TYCST.epw")
    assert "km from the weather station Tianjin" in done.warnings[0]


def test_distances_are_those_of_the_map() -> None:
    assert distance(39.08, 117.07, 39.8, 116.47) == pytest.approx(95.0, abs=3.0)  # to Beijing
    assert distance(0.0, 0.0, 0.0, 180.0) == pytest.approx(20015.0, abs=2.0)


# altitude


def at(values: VillageValues, **answers: float) -> VillageValues:
    """Return the village with other answers, as V03A=300."""
    for field, value in answers.items():
        values = apply_village_edit(values, Edit(field, known(value)))
    return values


def test_a_village_at_its_stations_altitude_has_its_stations_year(village: VillageFile) -> None:
    values = at(village.village_values(), V03="tianjin_54428")
    plain, same = context_for(values), context_for(at(values, V03A=28))
    assert same.weather is plain.weather
    assert same.climate == plain.climate
    assert same.theta_e_design == plain.theta_e_design == -8.6
    assert same.altitude is None


def test_a_hill_village_is_colder_by_the_rate_of_the_policy_pack(village: VillageFile) -> None:
    values = at(village.village_values(), V03="tianjin_54428")
    plain, hill = context_for(values), context_for(at(values, V03A=328))
    assert plain.weather.theta_e - hill.weather.theta_e == pytest.approx(1.8, abs=2e-4)
    assert hill.theta_e_design == pytest.approx(-8.6 - 1.8)
    assert hill.altitude is not None and hill.altitude.rise == 300.0
    assert hill.altitude.mark == "C" and hill.altitude.provenance == "policy_pack"
    assert hill.weather.sha256 != plain.weather.sha256
    assert hill.weather.name.endswith("moved to an altitude of 328 m (-1.80 °C)")
    assert hill.climate.zh.endswith("修正到海拔328 m（-1.80 ℃）")


def test_a_rate_of_the_villages_own_comes_first(village: VillageFile) -> None:
    values = at(village.village_values(), V03="tianjin_54428", V03A=228, V03L=0.4)
    hill = context_for(values)
    assert hill.theta_e_design == pytest.approx(-8.6 - 0.8)
    assert hill.altitude is not None and hill.altitude.provenance == "told"


def test_a_file_of_ones_own_is_moved_from_its_own_altitude(
    village: VillageFile, tmp_path: Path
) -> None:
    import_file(village, faulty(tmp_path, 100, 6, "1.5"))
    own = weather_path(village)
    values = at(village.village_values(), V03="std_53487")
    plain, hill = context_for(values, own), context_for(at(values, V03A=1103), own)
    # the file lies at 3 m, the station at 1067.2 m
    assert plain.weather.theta_e - hill.weather.theta_e == pytest.approx(6.6, abs=2e-4)
    assert hill.theta_e_design == pytest.approx(-16.3 - 0.006 * 35.8)
    assert hill.weather.synthetic == plain.weather.synthetic


def test_a_higher_village_never_needs_less_heat(village: VillageFile) -> None:
    values = at(village.village_values(), V03="tianjin_54428")
    for row in village.overview()[:3]:
        survey = village.survey(row.dwelling_id)
        needs, loads = [], []
        for altitude in (28, 128, 328, 728):
            here = at(values, V03A=altitude, V03L=0.3)  # the smallest rate that may be told
            found = assess(survey, here, context_for(here), quick=True)
            needs.append((found.standard.q_h_nd, found.actual.q_h_nd))
            loads.append(found.phi_hl)
        assert needs == sorted(needs) and needs[0] < needs[-1]
        assert [need[1] for need in needs] == sorted(need[1] for need in needs)
        assert loads == sorted(loads)


def test_the_altitude_stands_in_the_result_and_opens(village: VillageFile) -> None:
    values = at(village.village_values(), V03="tianjin_54428", V03A=328)
    survey = village.survey(village.overview()[0].dwelling_id)
    found = assess(survey, values, context_for(values), quick=True)
    told = {item.field: item for item in found.inputs}
    assert told["V03A"].value == 328
    rate = next(item for item in found.inputs if item.key == "climate.lapse_rate")
    assert rate.value == pytest.approx(0.6) and rate.mark == "C"
    assert "328 m" in found.premises.climate
    kept = assessment_from_bytes(assessment_to_bytes(found))
    load = explain("heat_load", kept)
    theta = next(item for item in load.rests_on if item.symbol == "θ_e")
    assert theta.trace is not None
    assert recomputed(theta.trace) == pytest.approx(theta.value)
    assert theta.value == pytest.approx(-10.4)


def test_the_altitude_makes_old_results_stale(village: VillageFile) -> None:
    dwelling = village.overview()[0].dwelling_id
    before = fingerprint(village, dwelling, context_of(village))
    village.commit_village([Edit("V03A", known(300))], operator="me", label="x")
    assert fingerprint(village, dwelling, context_of(village)) != before
